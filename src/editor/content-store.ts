import * as vscode from "vscode";
import type { StoredFormulas } from "../curriculum/formulas";
import type { Catalogue, Question, StoredQuestion } from "../curriculum/model";
import { unpackText } from "../curriculum/packed-text";
import { catalogueOf, type StoredCatalogue } from "../curriculum/stored-catalogue";
import { withConceptTexts } from "../curriculum/stored-question";

/**
 * Reads compiled content from the extension's folder, each file when it is first asked for:
 * activation reads nothing.
 */
export class ContentStore {
  readonly #folder: vscode.Uri;
  readonly #files = new Map<string, Promise<unknown>>();
  #catalogue: Promise<Catalogue> | undefined;

  constructor(extensionUri: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(extensionUri, "dist", "content");
  }

  /** Rejects with an {@link UnreadableContent} when the extension's own file is missing or broken. */
  async question(number: number): Promise<Question> {
    const [stored, catalogue] = await Promise.all([
      this.#json<StoredQuestion>(`questions/${number}.packed`),
      this.catalogue(),
    ]);
    return withConceptTexts(stored, catalogue);
  }

  catalogue(): Promise<Catalogue> {
    this.#catalogue ??= this.#json<StoredCatalogue>("concepts.json").then(catalogueOf);
    this.#catalogue.catch(() => {
      this.#catalogue = undefined;
    });
    return this.#catalogue;
  }

  formulas(): Promise<StoredFormulas> {
    return this.#json<StoredFormulas>("formulas.json");
  }

  /** The shapes are the compiler's: they were checked when the extension was built. */
  #json<T>(name: string): Promise<T> {
    let file = this.#files.get(name);
    if (!file) {
      file = this.#read(name);
      this.#files.set(name, file);
      file.catch(() => this.#files.delete(name));
    }
    return file as Promise<T>;
  }

  async #read(name: string): Promise<unknown> {
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, ...name.split("/")));
      return JSON.parse(unpackText(new TextDecoder().decode(bytes)));
    } catch (cause) {
      throw new UnreadableContent(`dist/content/${name}`, { cause });
    }
  }
}

/** A file of the extension itself is missing or damaged. */
export class UnreadableContent extends Error {
  readonly file: string;

  constructor(file: string, options: ErrorOptions) {
    super(`cannot read ${file}`, options);
    this.file = file;
  }
}
