import * as vscode from "vscode";
import { conceptTitle } from "../curriculum/concept-title";
import type { Concept } from "../curriculum/model";
import type { Found } from "../detection/model";
import { type ConceptFinder, sourceLanguages } from "./concept-finder";
import { fileConceptsViewId } from "./identifiers";
import type { Settings } from "./settings";
import { stringsIn } from "./strings";

export type FileNode =
  | { readonly kind: "concept"; readonly concept: Concept; readonly places: readonly Place[] }
  | { readonly kind: "place"; readonly place: Place };

interface Place {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  readonly text: string;
  /** The whole line, trimmed. */
  readonly line: string;
  /** Where the text stands in it. */
  readonly column: number;
}

/** How long the learner must pause before the view reads the text again. */
const pause = 400;

/** The view “In this file”: the concepts of the active editor, each with the places where it stands. */
export class FileConceptsTree implements vscode.TreeDataProvider<FileNode>, vscode.Disposable {
  readonly #finder: ConceptFinder;
  readonly #settings: Settings;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<FileNode>;
  readonly #subscriptions: vscode.Disposable[];
  #document = vscode.window.activeTextEditor?.document;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(finder: ConceptFinder, settings: Settings) {
    this.#finder = finder;
    this.#settings = settings;
    this.#view = vscode.window.createTreeView(fileConceptsViewId, { treeDataProvider: this });
    const later = (): void => this.#refreshLater();
    this.#subscriptions = [
      this.#changed,
      this.#view,
      this.#view.onDidChangeVisibility(later),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#activeEditorChanged(editor)),
      vscode.workspace.onDidCloseTextDocument(later),
      settings.onDidChange(later),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === this.#document) this.#refreshLater();
      }),
    ];
  }

  /** Reads the active editor's text only when the view asks, that is, while it can be seen. */
  async getChildren(node?: FileNode): Promise<FileNode[]> {
    if (node) return node.kind === "concept" ? node.places.map((place) => ({ kind: "place", place })) : [];
    const document = this.#document;
    if (!document || document.isClosed || !sourceLanguages[document.languageId]) return [];
    const [found, { concepts }] = await Promise.all([this.#finder.findAll(document), this.#finder.prepare()]);
    return groupByConcept(document, found, concepts);
  }

  getTreeItem(node: FileNode): vscode.TreeItem {
    return node.kind === "concept" ? this.#conceptItem(node.concept, node.places) : placeItem(node.place);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** A page that takes the focus is no text editor: the view keeps showing the file that it stands beside. */
  #activeEditorChanged(editor: vscode.TextEditor | undefined): void {
    if (!editor) return;
    this.#document = editor.document;
    this.#refreshLater();
  }

  #conceptItem(concept: Concept, places: readonly Place[]): vscode.TreeItem {
    const language = this.#settings.language;
    const { name } = conceptTitle(concept.name, language);
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = concept.id;
    item.description = String(places.length);
    item.tooltip = new vscode.MarkdownString(concept.sentence[language]);
    item.contextValue = "concept";
    item.accessibilityInformation = { label: stringsIn(language).conceptLabel(name, places.length) };
    return item;
  }

  #refreshLater(): void {
    clearTimeout(this.#timer);
    if (!this.#view.visible) return;
    this.#timer = setTimeout(() => this.#changed.fire(undefined), pause);
  }
}

/** In the order in which the concepts first stand in the text. */
function groupByConcept(
  document: vscode.TextDocument,
  found: readonly Found[],
  concepts: ReadonlyMap<string, Concept>,
): FileNode[] {
  const places = new Map<string, Place[]>();
  for (const one of found) {
    const range = new vscode.Range(document.positionAt(one.start), document.positionAt(one.end));
    const { text: whole, firstNonWhitespaceCharacterIndex: indent } = document.lineAt(range.start.line);
    const line = whole.trim().slice(0, 200);
    const place = { uri: document.uri, range, text: one.text, line, column: range.start.character - indent };
    const known = places.get(one.concept);
    if (known) known.push(place);
    else places.set(one.concept, [place]);
  }
  return [...places].flatMap(([id, list]) => {
    const concept = concepts.get(id);
    return concept ? [{ kind: "concept" as const, concept, places: list }] : [];
  });
}

function placeItem(place: Place): vscode.TreeItem {
  // The number comes first: a narrow sidebar cuts off what comes last.
  const number = `${place.range.start.line + 1}: `;
  const label: vscode.TreeItemLabel = { label: `${number}${place.line}` };
  if (place.column >= 0 && place.column + place.text.length <= place.line.length) {
    const start = number.length + place.column;
    label.highlights = [[start, start + place.text.length]];
  }
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.command = {
    command: "vscode.open",
    title: place.text,
    arguments: [place.uri, { selection: place.range } satisfies vscode.TextDocumentShowOptions],
  };
  return item;
}

/** The concept of a node, for commands in its menu. */
export function conceptOf(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  const node = target as FileNode | undefined;
  return typeof node === "object" && node?.kind === "concept" ? node.concept.id : undefined;
}
