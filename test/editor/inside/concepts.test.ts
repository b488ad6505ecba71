import { expect } from "chai";
import * as vscode from "vscode";
import type { StoredQuestion } from "../../../src/curriculum/model";
import { unpackText } from "../../../src/curriculum/packed-text";
import { activated, closeAllEditors, eventually, extension, sample, setting } from "./extension";
import { hoverAt } from "./hover";

const samples = ["cnn_pytorch.py", "text_lstm_keras.py", "transformer_jax_flax.py", "classifier_tfjs.ts"];

function conceptTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      (tab) =>
        tab.input instanceof vscode.TabInputWebview &&
        tab.input.viewType.endsWith("learnDeepLearning.concept"),
    );
}

/** Selects `text` where it first stands in a sample file that is shown. */
async function select(name: string, text: string): Promise<void> {
  const editor = await vscode.window.showTextDocument(sample(name), { viewColumn: vscode.ViewColumn.One });
  const start = editor.document.getText().indexOf(text);
  expect(start, `${text} stands in ${name}`).to.be.at.least(0);
  const at = (offset: number) => editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(at(start), at(start + text.length));
}

async function readQuestion(number: number): Promise<StoredQuestion> {
  const file = vscode.Uri.joinPath(
    extension().extensionUri,
    "dist",
    "content",
    "questions",
    `${number}.packed`,
  );
  return JSON.parse(unpackText(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))));
}

describe("A concept", () => {
  beforeEach(async () => {
    await setting("language", "en");
    await closeAllEditors();
  });
  after(closeAllEditors);

  it("is explained at the cursor, beside the code", async () => {
    await select("cnn_pytorch.py", "Dropout");
    await vscode.commands.executeCommand("learnDeepLearning.explainAtCursor");
    const tab = await eventually("the concept's page", () =>
      conceptTabs().find((one) => /dropout/i.test(one.label)),
    );
    expect(tab.group.viewColumn).to.equal(vscode.ViewColumn.Two);
  });

  it("is explained in the language of the learner", async () => {
    await setting("language", "zh-cn");
    await select("cnn_pytorch.py", "BatchNorm2d");
    await vscode.commands.executeCommand("learnDeepLearning.explainAtCursor");
    await eventually("the concept's page", () =>
      conceptTabs().find((one) => /\p{Script=Han}/u.test(one.label)),
    );
  });

  it("opens nothing for an id that is no concept", async () => {
    await Promise.resolve(
      vscode.commands.executeCommand("learnDeepLearning.explainConcept", "no such concept"),
    ).catch(() => undefined);
    expect(conceptTabs()).to.deep.equal([]);
  });

  for (const name of samples) {
    it(`is found in many places of ${name}`, async () => {
      const { finder } = await activated();
      const document = await vscode.workspace.openTextDocument(sample(name));
      const found = await finder.findAll(document);
      expect(new Set(found.map((one) => one.concept)).size).to.be.greaterThan(12);
      for (const one of found) expect(document.getText().slice(one.start, one.end)).to.equal(one.text);
    });
  }

  it("is found nowhere in a file without machine learning", async () => {
    const { finder } = await activated();
    expect(
      await finder.findAll(await vscode.workspace.openTextDocument(sample("inventory.py"))),
    ).to.deep.equal([]);
  });

  it("offers a demo only with values that the demo knows", async () => {
    const { finder } = await activated();
    let offered = 0;
    for (const name of samples) {
      const document = await vscode.workspace.openTextDocument(sample(name));
      for (const found of await finder.findAll(document)) {
        const hover = await hoverAt(document, document.positionAt(found.start));
        const run = /command:learnDeepLearning\.runDemo\?([^)\s]+)/.exec(hover ?? "")?.[1];
        if (!run) continue;
        offered++;
        const [number, params]: [number, Record<string, unknown>] = JSON.parse(decodeURIComponent(run));
        const { demo } = await readQuestion(number);
        for (const param of Object.keys(params)) {
          expect(demo.code.en, `the demo of question ${number}`).to.include(JSON.stringify(param));
        }
      }
    }
    expect(offered).to.be.greaterThan(0);
  }).timeout(60_000);
});
