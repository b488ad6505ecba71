import * as vscode from "vscode";
import type { ConceptPage } from "../curriculum/concept-page";
import type { StoredFormulas } from "../curriculum/formulas";
import type { Catalogue, Concept, Question } from "../curriculum/model";

/**
 * Reads compiled content from the extension's folder, each file when it is first asked for:
 * activation reads nothing.
 */
export class ContentStore {
  readonly #folder: vscode.Uri;
  readonly #files = new Map<string, Promise<unknown>>();

  constructor(extensionUri: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(extensionUri, "dist", "content");
  }

  /** Rejects with an {@link UnreadableContent} when the extension's own file is missing or broken. */
  question(number: number): Promise<Question> {
    return this.#json<Question>(`questions/${number}.json`);
  }

  /** Undefined for an unknown id. */
  async conceptPage(id: string): Promise<ConceptPage | undefined> {
    const pages = await this.#json<Readonly<Record<string, ConceptPage>>>("concept-pages.json");
    return Object.hasOwn(pages, id) ? pages[id] : undefined;
  }

  async catalogue(): Promise<Catalogue> {
    return { concepts: await this.#json<readonly Concept[]>("concepts.json") };
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
      return JSON.parse(new TextDecoder().decode(bytes));
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
