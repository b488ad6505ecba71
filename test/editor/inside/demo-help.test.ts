import { expect } from "chai";
import * as vscode from "vscode";
import { activated, closeAllEditors, eventually, questionsThatAre } from "./extension";

const text = `import { param, tensor } from "lab";
const rate = param("rate", 0.1, { min: 0, max: 1, m });
const x = tensor([rate]);
x.re();
mo
`;

/** A demo as VS Code for the Web keeps it, where no file lies on a disk. */
const inTheBrowser = vscode.Uri.parse(
  "vscode-userdata:/User/globalStorage/learn-deep-learning.learn-deep-learning/demos/99-sample.demo.ts",
);

async function open(file: vscode.Uri): Promise<vscode.TextDocument> {
  await activated();
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  return vscode.workspace.openTextDocument(file);
}

/** The place behind a piece of the text. */
const behind = (document: vscode.TextDocument, piece: string): vscode.Position =>
  document.positionAt(text.indexOf(piece) + piece.length);

async function hoversAt(document: vscode.TextDocument, piece: string): Promise<readonly string[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    behind(document, piece),
  );
  return hovers.map(({ contents }) =>
    contents.map((one) => (typeof one === "string" ? one : one.value)).join("\n"),
  );
}

/** What TypeScript writes begins with an empty line. */
const isOurs = (markdown: string): boolean => markdown.startsWith("```typescript\n");

/** What we offer; others offer the text's own words, and what they know besides. */
async function offeredAt(
  document: vscode.TextDocument,
  piece: string,
): Promise<readonly vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    behind(document, piece),
    undefined,
    300,
  );
  return items.filter(({ documentation }) =>
    isOurs(typeof documentation === "string" ? documentation : (documentation?.value ?? "")),
  );
}

async function expectSilence(document: vscode.TextDocument): Promise<void> {
  expect((await hoversAt(document, "= par")).filter(isOurs)).to.deep.equal([]);
  expect(await offeredAt(document, "\nmo")).to.deep.equal([]);
}

const named = (items: readonly vscode.CompletionItem[], name: string): vscode.CompletionItem | undefined =>
  items.find(({ label }) => (typeof label === "string" ? label : label.label) === name);

function isolated(value: boolean): void {
  Object.defineProperty(globalThis, "crossOriginIsolated", { value, configurable: true });
}

describe("Help for the lab's names in a demo's tab", function () {
  // VS Code's own TypeScript, which is asked as well, starts with the first of these files.
  this.timeout(60_000);
  beforeEach(closeAllEditors);

  describe("where TypeScript sees only the open text", () => {
    before(() => isolated(false));
    after(() => vscode.workspace.fs.delete(inTheBrowser));

    it("tells what a name means", async () => {
      const [hover, ...others] = (await hoversAt(await open(inTheBrowser), "= par")).filter(isOurs);
      expect(others).to.deep.equal([]);
      expect(hover).to.match(/^```typescript\nparam\(name: string, initial: number/);
      expect(hover).to.contain("A value that the learner can change");
    });

    it("follows the learner's variables", async () => {
      const document = await open(inTheBrowser);
      expect((await hoversAt(document, "const x")).find(isOurs)).to.contain("x: Tensor");
      expect((await hoversAt(document, "const rat")).filter(isOurs)).to.deep.equal([]);
    });

    it("offers members", async () => {
      const items = await offeredAt(await open(inTheBrowser), "x.re");
      expect(named(items, "relu")?.detail).to.equal("(): Tensor");
      expect(named(items, "reshape")?.kind).to.equal(vscode.CompletionItemKind.Method);
    });

    it("offers options, with the colon", async () => {
      const items = await offeredAt(await open(inTheBrowser), "max: 1, m");
      expect(named(items, "min")?.insertText).to.equal("min: ");
    });

    it("offers names that the demo does not import yet, and imports them", async () => {
      const items = await offeredAt(await open(inTheBrowser), "\nmo");
      const [edit] = named(items, "moons")?.additionalTextEdits ?? [];
      expect(edit?.newText).to.equal(", moons");
      expect(edit?.range.start.character).to.equal("import { param, tensor".length);
    });

    it("leaves other files alone", async () => {
      const other = vscode.Uri.joinPath(inTheBrowser, "..", "..", "notes.demo.ts");
      await expectSilence(await open(other));
      await vscode.workspace.fs.delete(other);
    });
  });

  describe("is silent where TypeScript sees the lab", () => {
    it("in the browser, when the page is isolated so that workers may share memory", async () => {
      const document = await open(inTheBrowser);
      isolated(true);
      try {
        await expectSilence(document);
      } finally {
        isolated(false);
        await vscode.workspace.fs.delete(inTheBrowser);
      }
    });

    it("where demos are files, so that a name has one hover that explains it", async () => {
      const { demoFolder } = await activated();
      const [question] = await questionsThatAre("complete");
      const file = vscode.Uri.joinPath(
        demoFolder.fileOf(question!.number, question!.slug),
        "..",
        "99-sample.demo.ts",
      );
      await demoFolder.write(file, text);
      const document = await vscode.workspace.openTextDocument(file);
      await expectSilence(document);
      await eventually(
        "TypeScript's hover",
        async () => {
          const hovers = await hoversAt(document, "= par");
          return hovers.filter((hover) => hover.includes("A value that the learner can change")).length === 1;
        },
        30,
      );
      await vscode.workspace.fs.delete(file);
    });
  });
});
