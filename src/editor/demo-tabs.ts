import * as vscode from "vscode";
import type { CurriculumIndex } from "../curriculum/curriculum-index";
import type { ContentStore } from "./content-store";
import type { DemoFolder } from "./demo-folder";
import type { DraftStore } from "./draft-store";
import type { Settings } from "./settings";

export interface DemoTabsParts {
  readonly folder: DemoFolder;
  readonly curriculum: CurriculumIndex;
  readonly content: ContentStore;
  readonly drafts: DraftStore;
  readonly settings: Settings;
}

const keepDelay = 150;
const readOnlyCommand = "workbench.action.files.setActiveEditorReadonlyInSession";

/**
 * Demos that are open in editor tabs. One place writes at a time: while a tab shows a demo, the tab's text is
 * the draft, saved or not, and the page follows it; without a tab the page's own editor writes.
 */
export class DemoTabs implements vscode.Disposable {
  readonly #parts: DemoTabsParts;
  readonly #changed = new vscode.EventEmitter<number>();
  /** A tab of this question was opened, closed or typed into; the draft is kept by then. */
  readonly onDidChange = this.#changed.event;
  readonly #waiting = new Map<number, ReturnType<typeof setTimeout>>();
  readonly #subscriptions: vscode.Disposable[];
  #open: ReadonlySet<number>;

  constructor(parts: DemoTabsParts) {
    this.#parts = parts;
    this.#open = this.#numbersInTabs();
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#keepSoon(document);
      }),
      vscode.window.tabGroups.onDidChangeTabs(() => this.#tabsChanged()),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#protect(editor)),
      parts.settings.onDidChange(() => void this.#languageChanged()),
    ];
  }

  /** Whether a tab shows the demo of this question. */
  isOpen(number: number): boolean {
    return this.#open.has(number);
  }

  /** The question whose demo a file, or else the active editor, shows. */
  numberOf(target: unknown): number | undefined {
    const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
    return uri && this.#parts.folder.numberOf(uri);
  }

  /** Name of the file in which the demo of a question is edited; undefined for one that is not written. */
  fileName(number: number): string | undefined {
    return this.#fileOf(number)?.path.split("/").at(-1);
  }

  /** Whether a file lies where demos are edited: in the extension's own storage. */
  holds(file: vscode.Uri): boolean {
    return this.#parts.folder.holds(file);
  }

  /** Shows the demo's text, the learner's own if there is one, in a tab beside the page. */
  async open(number: number): Promise<void> {
    const file = this.#fileOf(number);
    if (!file) return;
    if (!this.isOpen(number)) await this.#parts.folder.write(file, await this.text(number));
    const document = await vscode.workspace.openTextDocument(file);
    if (!this.isOpen(number)) await replaceText(document, await this.text(number));
    await vscode.window.showTextDocument(document, { viewColumn: this.#columnOf(file), preview: false });
  }

  /** Keeps at once what stands in the tab, if there is one. */
  async keep(number: number): Promise<void> {
    const document = this.#documentOf(number);
    if (document) await this.#keep(number, document);
  }

  /** Saves the tab's file, and keeps what stands in it. */
  async save(number: number): Promise<void> {
    await this.#documentOf(number)?.save();
    await this.keep(number);
  }

  /** Puts a text into the open tab; null is the original one. */
  async replace(number: number, text: string | null): Promise<void> {
    const document = this.#documentOf(number);
    if (document) await replaceText(document, text ?? (await this.#original(number)));
  }

  /** Shows a line of the lab's source, read-only; false for a file that it does not have. */
  async openLabSource(name: string, line: number): Promise<boolean> {
    const file = await this.#parts.folder.labFile(name);
    if (!file) return false;
    const start = new vscode.Position(line - 1, 0);
    const editor = await vscode.window.showTextDocument(file, {
      viewColumn: this.#columnOf(file),
      selection: new vscode.Range(start, start),
    });
    editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return true;
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #fileOf(number: number): vscode.Uri | undefined {
    const summary = this.#parts.curriculum.question(number);
    return summary?.status === "complete" ? this.#parts.folder.fileOf(number, summary.slug) : undefined;
  }

  #documentOf(number: number): vscode.TextDocument | undefined {
    if (!this.isOpen(number)) return undefined;
    const file = this.#fileOf(number)?.toString();
    return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file);
  }

  /** Where the file is open already, or else beside the page. */
  #columnOf(file: vscode.Uri): vscode.ViewColumn {
    const group = vscode.window.tabGroups.all.find(({ tabs }) =>
      tabs.some((tab) => uriOf(tab)?.toString() === file.toString()),
    );
    return group?.viewColumn ?? vscode.ViewColumn.Beside;
  }

  /** The demo's text: the learner's own if there is one. */
  async text(number: number): Promise<string> {
    return this.#parts.drafts.get(number) ?? (await this.#original(number));
  }

  async #original(number: number): Promise<string> {
    const { demo } = await this.#parts.content.question(number);
    return demo.code[this.#parts.settings.language];
  }

  #keepSoon(document: vscode.TextDocument): void {
    const number = this.#parts.folder.numberOf(document.uri);
    if (number === undefined || !this.isOpen(number)) return;
    clearTimeout(this.#waiting.get(number));
    this.#waiting.set(
      number,
      setTimeout(() => void this.#keep(number, document), keepDelay),
    );
  }

  async #keep(number: number, document: vscode.TextDocument): Promise<void> {
    clearTimeout(this.#waiting.get(number));
    this.#waiting.delete(number);
    const original = await this.#original(number);
    const text = document.getText();
    await this.#parts.drafts.set(number, text === original ? null : text);
    this.#changed.fire(number);
  }

  #numbersInTabs(): ReadonlySet<number> {
    const uris = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap((tab) => uriOf(tab) ?? []));
    return new Set(uris.flatMap((uri) => this.#parts.folder.numberOf(uri) ?? []));
  }

  #tabsChanged(): void {
    const before = this.#open;
    this.#open = this.#numbersInTabs();
    for (const number of before) if (!this.#open.has(number)) this.#changed.fire(number);
    for (const number of this.#open) if (!before.has(number)) this.#changed.fire(number);
  }

  /** An untouched demo is shown in the new language, as the page does. */
  async #languageChanged(): Promise<void> {
    for (const number of this.#open) {
      const document = this.#documentOf(number);
      const { demo } = await this.#parts.content.question(number);
      if (document && Object.values(demo.code).includes(document.getText())) await this.replace(number, null);
    }
  }

  #protect(editor: vscode.TextEditor | undefined): void {
    if (editor && this.#parts.folder.isLabSource(editor.document.uri)) {
      void vscode.commands.executeCommand(readOnlyCommand);
    }
  }
}

function uriOf(tab: vscode.Tab): vscode.Uri | undefined {
  return tab.input instanceof vscode.TabInputText ? tab.input.uri : undefined;
}

async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  if (document.getText() === text) return;
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  edit.replace(document.uri, document.validateRange(whole), text);
  await vscode.workspace.applyEdit(edit);
}
