import * as vscode from "vscode";
import type { Help } from "../help/lab-help";
import type { Suggestion } from "../help/lab-suggestions";
import { type DemoHelpModule, loadModule } from "./shipped-module";

/**
 * Demos that TypeScript may not understand: in VS Code for the Web the extension's storage has this scheme. Where a host
 * in Node serves, on the desktop and on a server, a demo is a file, and VS Code's TypeScript finds the lab beside it.
 */
const selector: vscode.DocumentFilter = {
  language: "typescript",
  scheme: "vscode-userdata",
  pattern: "**/globalStorage/*/demos/*.demo.ts",
};

/**
 * Completion and hover for the lab's names in a demo's editor tab. VS Code's own TypeScript is better at both, so this is
 * silent wherever that one sees the lab.
 */
export class DemoHelp implements vscode.HoverProvider, vscode.CompletionItemProvider, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #registration: vscode.Disposable;
  #module: Promise<DemoHelpModule> | undefined;

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
    this.#registration = vscode.Disposable.from(
      vscode.languages.registerHoverProvider(selector, this),
      vscode.languages.registerCompletionItemProvider(selector, this, ".", '"', "'"),
    );
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    if (typeScriptSeesTheLab()) return undefined;
    const module = await this.#load();
    if (token.isCancellationRequested) return undefined;
    const help = module.helpAt(document.getText(), document.offsetAt(position));
    return help && new vscode.Hover(markdown(help, module), document.getWordRangeAtPosition(position));
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
    { triggerKind }: vscode.CompletionContext,
  ): Promise<vscode.CompletionItem[]> {
    if (typeScriptSeesTheLab()) return [];
    const module = await this.#load();
    if (token.isCancellationRequested) return [];
    const isAsked = triggerKind === vscode.CompletionTriggerKind.Invoke;
    const text = document.getText();
    const { from, list } = module.suggestionsAt(text, document.offsetAt(position), isAsked);
    const word = document.getWordRangeAtPosition(position);
    const inserting = new vscode.Range(document.positionAt(from), position);
    const end = word?.end.isAfter(position) ? word.end : position;
    const range = { inserting, replacing: inserting.with({ end }) };
    return list.map((suggestion) => itemOf(suggestion, range, document, module));
  }

  dispose(): void {
    this.#registration.dispose();
  }

  #load(): Promise<DemoHelpModule> {
    this.#module ??= loadModule<DemoHelpModule>(this.#extensionUri, "demo-help.mjs").catch((error) => {
      this.#module = undefined;
      throw error;
    });
    return this.#module;
  }
}

/**
 * Whether TypeScript reads what a demo imports, in VS Code for the Web: it waits for another worker to read files, which
 * takes memory that both share, and browsers grant that to pages that are isolated from other origins. Elsewhere it
 * sees nothing but the open text. Both workers belong to the same page.
 */
function typeScriptSeesTheLab(): boolean {
  const isOn = ["js/ts", "typescript"].every((section) =>
    vscode.workspace
      .getConfiguration(section)
      .get<boolean>("tsserver.web.projectWideIntellisense.enabled", true),
  );
  return isOn && "crossOriginIsolated" in globalThis && globalThis.crossOriginIsolated;
}

function markdown(help: Help, module: DemoHelpModule): vscode.MarkdownString {
  return new vscode.MarkdownString(module.helpMarkdown(help));
}

function itemOf(
  { label, kind, help }: Suggestion,
  range: vscode.CompletionItem["range"] & object,
  document: vscode.TextDocument,
  module: DemoHelpModule,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.EnumMember);
  item.range = range;
  if (!help) return item;
  item.kind = kinds[help.kind];
  item.detail = module.briefly(help);
  item.documentation = markdown(help, module);
  // What the demo imports already comes before what it would have to import.
  item.sortText = `${kind === "unknown" ? 1 : 0}${label}`;
  if (kind === "unknown") item.additionalTextEdits = [importing(label, document, module)];
  if (kind === "key") item.insertText = module.keyText(label, restOfLine(document, range));
  return item;
}

function importing(name: string, document: vscode.TextDocument, module: DemoHelpModule): vscode.TextEdit {
  const { from, insert } = module.importOf(name, document.getText());
  return vscode.TextEdit.insert(document.positionAt(from), insert);
}

function restOfLine(document: vscode.TextDocument, range: vscode.CompletionItem["range"] & object): string {
  const { end } = range instanceof vscode.Range ? range : range.replacing;
  return document.lineAt(end.line).text.slice(end.character);
}

const kinds: Readonly<Record<Help["kind"], vscode.CompletionItemKind>> = {
  function: vscode.CompletionItemKind.Function,
  class: vscode.CompletionItemKind.Class,
  constant: vscode.CompletionItemKind.Constant,
  type: vscode.CompletionItemKind.Interface,
  method: vscode.CompletionItemKind.Method,
  property: vscode.CompletionItemKind.Property,
};
