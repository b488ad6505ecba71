import type * as vscode from "vscode";
import { ConceptNames } from "../curriculum/concept-names";
import type { Catalogue, Concept } from "../curriculum/model";
import type { Detector, Found, Reading, SourceLanguage } from "../detection/model";
import type { ContentStore } from "./content-store";
import { otherCells } from "./notebook-cells";
import { type ExplainerModule, loadModule } from "./shipped-module";

/** Longer texts are not read: a hover that stalls the host is worse than none. */
const longestText = 6_000_000;

export const sourceLanguages: Readonly<Record<string, SourceLanguage>> = {
  python: "python",
  typescript: "typescript",
  javascript: "typescript",
  typescriptreact: "typescript",
  javascriptreact: "typescript",
};

interface Cached {
  readonly version: string;
  readonly reading: Reading;
}

/** Of a text that is not read. */
const nothing: Reading = { all: [], at: () => undefined };

/** Finds concepts in open documents; each version of a document is read once. */
export class ConceptFinder {
  readonly #extensionUri: vscode.Uri;
  readonly #content: ContentStore;
  readonly #cache = new WeakMap<vscode.TextDocument, Cached>();
  #prepared: Promise<Prepared> | undefined;

  constructor(extensionUri: vscode.Uri, content: ContentStore) {
    this.#extensionUri = extensionUri;
    this.#content = content;
  }

  /** The explainer with the catalogue; read from disk at the first call, and again after a failure. */
  prepare(): Promise<Prepared> {
    this.#prepared ??= this.#load().catch((error: unknown) => {
      this.#prepared = undefined;
      throw error;
    });
    return this.#prepared;
  }

  async #load(): Promise<Prepared> {
    const [explainer, catalogue] = await Promise.all([
      loadModule<ExplainerModule>(this.#extensionUri, "explainer.mjs"),
      this.#content.catalogue(),
    ]);
    return new Prepared(explainer, catalogue);
  }

  /** All concepts of a document's present text, by position. */
  async findAll(document: vscode.TextDocument): Promise<readonly Found[]> {
    return (await this.#read(document)).all;
  }

  async findAt(document: vscode.TextDocument, position: vscode.Position): Promise<Found | undefined> {
    return (await this.#read(document)).at(document.offsetAt(position));
  }

  async #read(document: vscode.TextDocument): Promise<Reading> {
    const language = sourceLanguages[document.languageId];
    if (!language) return nothing;
    const { above, below } = otherCells(document, (languageId) => sourceLanguages[languageId] === language);
    const version = [document, ...above, ...below]
      .map((one) => `${one.uri.fragment}@${one.version}`)
      .join(" ");
    const cached = this.#cache.get(document);
    if (cached?.version === version) return cached.reading;
    const { detector } = await this.prepare();
    const text = document.getText();
    const textsOf = (some: readonly vscode.TextDocument[]) => some.map((one) => one.getText());
    const reading =
      text.length > longestText ? nothing : detector.read(text, language, textsOf(above), textsOf(below));
    this.#cache.set(document, { version, reading });
    return reading;
  }

  /** The concept whose name stands at a position in a comment or docstring of a file with concepts. */
  async findInProse(document: vscode.TextDocument, position: vscode.Position): Promise<Found | undefined> {
    const language = sourceLanguages[document.languageId];
    if (!language || (await this.findAll(document)).length === 0) return undefined;
    const { detector, names } = await this.prepare();
    const line = document.lineAt(position.line);
    const named = names.at(line.text, position.character);
    if (!named) return undefined;
    const offset = document.offsetAt(line.range.start);
    const [start, end] = [offset + named.start, offset + named.end];
    if (!detector.isProse(document.getText(), language, start)) return undefined;
    const text = line.text.slice(named.start, named.end);
    return { start, end, text, concept: named.concept.id, api: "", how: "name" };
  }
}

export class Prepared {
  readonly explainer: ExplainerModule;
  readonly detector: Detector;
  readonly concepts: ReadonlyMap<string, Concept>;
  readonly #signatures: ReadonlyMap<string, Concept["apis"][number]["parameters"]>;
  #names: ConceptNames | undefined;

  constructor(explainer: ExplainerModule, catalogue: Catalogue) {
    this.explainer = explainer;
    this.detector = explainer.makeDetector(catalogue);
    this.concepts = new Map(catalogue.concepts.map((concept) => [concept.id, concept]));
    this.#signatures = new Map(
      catalogue.concepts.flatMap((concept) => concept.apis.map((api) => [api.name, api.parameters] as const)),
    );
  }

  get names(): ConceptNames {
    this.#names ??= new ConceptNames([...this.concepts.values()]);
    return this.#names;
  }

  readonly signature = (api: string): Concept["apis"][number]["parameters"] | undefined =>
    this.#signatures.get(api);
}
