import { expect } from "chai";
import * as vscode from "vscode";
import { protocolVersion, type ToPage } from "../../../src/protocol";
import { activated, closeAllEditors, eventually, questionsThatAre } from "./extension";

/**
 * A page of which the tests hold the other end: it is handed to the extension as the editor hands over a page from
 * before a reload.
 */
class FakePage {
  readonly received: ToPage[] = [];
  readonly #messages = new vscode.EventEmitter<unknown>();
  readonly #disposed = new vscode.EventEmitter<void>();
  title = "";
  iconPath: unknown;
  isDisposed = false;
  visible = true;
  readonly webview = {
    html: "",
    options: {},
    cspSource: "https://page.test",
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: this.#messages.event,
    postMessage: async (message: ToPage) => {
      this.received.push(message);
      return true;
    },
  };
  readonly onDidDispose = this.#disposed.event;
  readonly #viewState = new vscode.EventEmitter<void>();
  readonly onDidChangeViewState = this.#viewState.event;

  reveal(): void {}

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.#disposed.fire();
  }

  send(message: unknown): void {
    this.#messages.fire(message);
  }

  /** As when another tab comes in front: the page is gone then, until it says that it is ready again. */
  show(visible: boolean): void {
    this.visible = visible;
    this.#viewState.fire();
  }

  last<T extends ToPage["type"]>(type: T): Extract<ToPage, { type: T }> | undefined {
    return this.received.filter((one): one is Extract<ToPage, { type: T }> => one.type === type).at(-1);
  }
}

async function restore(state: unknown): Promise<FakePage> {
  const { panel } = await activated();
  const page = new FakePage();
  await panel.deserializeWebviewPanel(page as unknown as vscode.WebviewPanel, state);
  return page;
}

async function readyPage(): Promise<{
  page: FakePage;
  number: number;
  shown: Extract<ToPage, { type: "show" }>;
}> {
  const number = (await questionsThatAre("complete"))[0]!.number;
  const page = await restore({ version: protocolVersion, number, language: "en" });
  page.send({ type: "ready", version: protocolVersion, number });
  const shown = await eventually("the question is sent", () => page.last("show"));
  return { page, number, shown };
}

describe("Messages between editor and page", () => {
  let page: FakePage | undefined;

  before(closeAllEditors);
  afterEach(() => page?.dispose());

  it("bring a page back after a reload, with its question", async () => {
    const ready = await readyPage();
    page = ready.page;
    expect(ready.shown.question.number).to.equal(ready.number);
    expect(ready.shown.total).to.equal(50);
    expect(ready.shown.runDemo).to.equal(false);
  });

  it("close a page whose remembered state is not ours", async () => {
    for (const state of [
      undefined,
      null,
      "15",
      {},
      { version: 99, number: 1, language: "en" },
      { number: 1e9 },
    ]) {
      page = await restore(state);
      expect(page.isDisposed, JSON.stringify(state)).to.equal(true);
    }
  });

  it("are refused and counted when they are not ours", async () => {
    const { panel } = await activated();
    const ready = await readyPage();
    page = ready.page;
    const { number } = ready;
    const refused = [
      undefined,
      null,
      7,
      "ready",
      [],
      {},
      { type: "eval", code: "1" },
      { type: "ready" },
      { type: "openQuestion", number: "1" },
      { type: "openQuestion", number: 1.5 },
      { type: "openQuestion", number, extra: true },
      { type: "openLink", href: "command:workbench.action.files.openFile" },
      { type: "openLink", href: "javascript:alert(1)" },
      { type: "setLanguage", language: "fr" },
      { type: "saveDraft", number, text: "x".repeat(200_001) },
      { type: "quizAnswered", number, item: "a".repeat(201), right: true },
      { type: "setDone", number, done: "yes" },
    ];
    const before = panel.refusedMessages;
    const answers = page.received.length;
    for (const message of refused) page.send(message);
    expect(panel.refusedMessages - before).to.equal(refused.length);
    expect(page.received).to.have.length(answers);
    expect(page.isDisposed).to.equal(false);
  });

  it("record an answer only to a quiz item that exists", async () => {
    const { panel } = await activated();
    const ready = await readyPage();
    page = ready.page;
    const { number, shown } = ready;
    const item = shown.question.quiz[0]!.id;
    page.send({ type: "quizAnswered", number, item, right: true });
    const progress = await eventually("the progress comes back", () => page?.last("progress"));
    expect(progress.progress.quiz).to.deep.include({ [item]: true });
    const before = panel.refusedMessages;
    page.send({ type: "quizAnswered", number, item: "no such item", right: true });
    await eventually("the answer is refused", () => panel.refusedMessages === before + 1);
  });

  it("keep the learner's draft of a demo until they reset it", async () => {
    const ready = await readyPage();
    const text = "print('my own demo');\n";
    ready.page.send({ type: "saveDraft", number: ready.number, text });
    await eventually("the draft is kept", async () => {
      page?.dispose();
      const again = await readyPage();
      page = again.page;
      return again.shown.draft === text;
    });
    page?.send({ type: "saveDraft", number: ready.number, text: null });
    await eventually("the draft is gone", async () => {
      page?.dispose();
      const again = await readyPage();
      page = again.page;
      return again.shown.draft === undefined;
    });
  });

  it("tell the page what is typed in a demo's tab, and when the tab is closed", async function () {
    this.timeout(60_000);
    const { demoFolder } = await activated();
    const ready = await readyPage();
    page = ready.page;
    page.send({ type: "openDemo", number: ready.number });
    await eventually("the page hears of the tab", () => page?.last("draft")?.inEditor, 30);
    // The page hears of it before the tab is the active one.
    const editor = await eventually("the tab", () => {
      const active = vscode.window.activeTextEditor;
      return active && demoFolder.numberOf(active.document.uri) === ready.number ? active : undefined;
    });
    const start = new vscode.Position(0, 0);
    await eventually("it is typed", async () => editor.edit((edit) => edit.insert(start, "// mine\n")));
    await eventually("the page has the text", () => page?.last("draft")?.text?.startsWith("// mine\n"));
    page.send({ type: "saveDraft", number: ready.number, text: null });
    await eventually("the tab follows a reset", () => !editor.document.getText().includes("// mine"));
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await eventually("the page hears of the end", () => page?.last("draft")?.inEditor === false);
  });

  it("open the lab's source at a line, and nothing that is not the lab's", async function () {
    this.timeout(60_000);
    const { panel, demoFolder } = await activated();
    const ready = await readyPage();
    page = ready.page;
    page.send({ type: "openLabSource", file: "tensor.ts", line: 30 });
    const editor = await eventually(
      "the source",
      () => {
        const active = vscode.window.activeTextEditor;
        return active && demoFolder.isLabSource(active.document.uri) ? active : undefined;
      },
      30,
    );
    expect(editor.document.uri.path).to.match(/\/lab\/tensor\.ts$/);
    // The editor is there a moment before its cursor is.
    await eventually("the cursor on the line", () => editor.selection.active.line === 29);
    const before = panel.refusedMessages;
    page.send({ type: "openLabSource", file: "secret.ts", line: 1 });
    page.send({ type: "openLabSource", file: "../tsconfig.json", line: 1 });
    await eventually("both are refused", () => panel.refusedMessages === before + 2);
    await closeAllEditors();
  });

  it("carry the values of a hover to the demo, and nothing but plain values", async () => {
    const ready = await readyPage();
    page = ready.page;
    await vscode.commands.executeCommand("learnDeepLearning.runDemo", ready.number, {
      rate: 0.25,
      name: "a",
      on: true,
      code: { evil: 1 },
    });
    const shown = await eventually("the demo is asked to run", () => {
      const last = page?.last("show");
      return last?.runDemo ? last : undefined;
    });
    expect(shown.params).to.deep.equal({ rate: 0.25, name: "a", on: true });
  });

  it("hold the page's document to one content policy", async () => {
    const ready = await readyPage();
    page = ready.page;
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page.webview.html)?.[1];
    expect(policy).to.include("default-src 'none'");
    expect(policy).to.include("require-trusted-types-for 'script'");
    expect(policy).not.to.match(/'unsafe-(eval|inline)'/);
  });
});
