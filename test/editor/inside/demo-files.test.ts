import { expect } from "chai";
import * as vscode from "vscode";
import {
  activated,
  closeAllEditors,
  eventually,
  pageTabs,
  questionsThatAre,
  sample,
  setting,
} from "./extension";

const run = (command: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand(`learnDeepLearning.${command}`, ...args);

/** A complete question, and the file in which its demo is edited. */
async function demo(): Promise<{ number: number; file: vscode.Uri }> {
  const { demoFolder } = await activated();
  const [question] = await questionsThatAre("complete");
  return { number: question!.number, file: demoFolder.fileOf(question!.number, question!.slug) };
}

async function openDemo(): Promise<{ number: number; editor: vscode.TextEditor }> {
  const { number, file } = await demo();
  await run("openDemo", number);
  const editor = await eventually(
    "the demo in front",
    () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.toString() === file.toString() ? active : undefined;
    },
    30,
  );
  return { number, editor };
}

async function write(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
  await editor.edit((edit) => edit.replace(whole, text));
}

const mine = 'import { print } from "lab";\nprint("mine");\n';

describe("A demo in an editor tab", function () {
  // The first tab with TypeScript in it starts the editor's own support for it.
  this.timeout(60_000);
  beforeEach(closeAllEditors);
  afterEach(async () => {
    const { drafts } = await activated();
    const { number } = await demo();
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await closeAllEditors();
    await drafts.set(number, null);
    await setting("language", "en");
  });

  it("is named after its question and holds the original text", async () => {
    const { number, editor } = await openDemo();
    const { document } = editor;
    expect(document.uri.path).to.match(
      new RegExp(`/${String(number).padStart(2, "0")}-[a-z0-9-]+\\.demo\\.ts$`),
    );
    expect(document.languageId).to.equal("typescript");
    expect(document.getText()).to.match(/from "lab";/);
  });

  it("holds the learner's own text where there is one", async () => {
    const { drafts } = await activated();
    await drafts.set((await demo()).number, mine);
    const { editor } = await openDemo();
    expect(editor.document.getText()).to.equal(mine);
  });

  it("is the draft as soon as something is typed, saved or not", async () => {
    const { drafts } = await activated();
    const { number, editor } = await openDemo();
    await write(editor, mine);
    await eventually("the draft", () => drafts.get(number) === mine);
    expect(editor.document.isDirty).to.equal(true);
  });

  it("is no draft any more when it is the original text again", async () => {
    const { drafts } = await activated();
    const { number, editor } = await openDemo();
    const original = editor.document.getText();
    await write(editor, mine);
    await eventually("the draft", () => drafts.get(number) === mine);
    await write(editor, original);
    await eventually("no draft", () => drafts.get(number) === undefined);
  });

  it("comes back with what was typed", async () => {
    const { drafts } = await activated();
    const { number, editor } = await openDemo();
    await write(editor, mine);
    await editor.document.save();
    await eventually("the draft", () => drafts.get(number) === mine);
    await closeAllEditors();
    expect(drafts.get(number)).to.equal(mine);
    expect((await openDemo()).editor.document.getText()).to.equal(mine);
  });

  it("opens once, however often it is asked for", async () => {
    await openDemo();
    await openDemo();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    expect(tabs.filter((tab) => tab.input instanceof vscode.TabInputText)).to.have.length(1);
  });

  it("runs from its title bar: saved, in the question's page, the cursor staying in the text", async () => {
    const { panel } = await activated();
    const { number, editor } = await openDemo();
    await write(editor, mine);
    const shown = new Promise((resolve) => panel.onDidShow(resolve));
    await run("runOpenDemo", editor.document.uri);
    expect(await shown).to.equal(number);
    expect(editor.document.isDirty).to.equal(false);
    expect(pageTabs()).to.have.length(1);
    expect(vscode.window.activeTextEditor?.document.uri.toString()).to.equal(editor.document.uri.toString());
  });

  it("is shown in the other language when nobody has changed it", async () => {
    const { drafts } = await activated();
    const { number, editor } = await openDemo();
    const english = editor.document.getText();
    await setting("language", "zh-cn");
    await eventually("the Chinese text", () => /\p{Script=Han}/u.test(editor.document.getText()));
    expect(drafts.get(number)).to.equal(undefined);
    expect(editor.document.getText()).not.to.equal(english);
  });

  it("keeps the learner's own text when the language changes", async () => {
    const { editor } = await openDemo();
    await write(editor, mine);
    await setting("language", "zh-cn");
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(editor.document.getText()).to.equal(mine);
  });

  it("has the lab's source beside it, whole", async () => {
    const { editor } = await openDemo();
    const folder = vscode.Uri.joinPath(editor.document.uri, "..");
    const text = async (...path: string[]) =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, ...path)));
    expect(await text("lab", "tensor.ts")).to.match(/\/\*\*[\s\S]*export class Tensor/);
    expect(JSON.parse(await text("tsconfig.json")).compilerOptions.paths).to.deep.equal({
      lab: ["./lab/index.ts"],
    });
  });

  it("is not confused with other files", async () => {
    const { demoFolder } = await activated();
    const { file } = await demo();
    const other = vscode.Uri.joinPath(file, "..", "notes.ts");
    expect(demoFolder.numberOf(other)).to.equal(undefined);
    expect(demoFolder.numberOf(vscode.Uri.parse("untitled:07-convolution.demo.ts"))).to.equal(undefined);
    expect(demoFolder.isLabSource(file)).to.equal(false);
  });

  it("is exported as it stands in the tab, as a folder with everything that Node needs", async () => {
    const { number, editor } = await openDemo();
    await write(editor, mine);
    const place = vscode.Uri.joinPath(sample("."), "exported");
    await run("exportDemo", number, place);
    const folder = vscode.Uri.joinPath(place, editor.document.uri.path.replace(/^.*\/(.*)\.demo\.ts$/, "$1"));
    const text = async (...path: string[]) =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, ...path)));
    expect(await text("demo.ts")).to.equal(mine);
    expect(JSON.parse(await text("package.json")).scripts.start).to.equal("node run/start.js");
    for (const path of ["run/start.js", "run/transpiler.js", "lab/worker.ts", "README.md", "tsconfig.json"]) {
      expect((await text(...path.split("/"))).length, path).to.be.greaterThan(100);
    }
  });
});
