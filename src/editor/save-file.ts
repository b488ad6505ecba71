import * as vscode from "vscode";
import type { Language } from "../curriculum/model";
import type { FromPage } from "../protocol";
import { stringsIn } from "./strings";

type File = Extract<FromPage, { type: "saveFile" }>;

/** Asks where to put the files that a page hands over, and writes them there: on this machine, remote or in a browser. */
export class FileSaver {
  readonly #isOurs: (file: vscode.Uri) => boolean;
  /** Where the last one went. */
  #folder: vscode.Uri | undefined;
  #isAsking = false;

  /** @param isOurs - whether a file lies in the extension's own storage, where nobody looks for what they saved */
  constructor(isOurs: (file: vscode.Uri) => boolean) {
    this.#isOurs = isOurs;
  }

  async save(file: File, language: Language): Promise<void> {
    // One question at a time: a second click while the first dialog is open means the same.
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      const target = await this.#ask(file, language);
      if (target) await this.#write(file, target, language);
    } finally {
      this.#isAsking = false;
    }
  }

  #ask({ name, kind }: File, language: Language): Thenable<vscode.Uri | undefined> {
    const folder = this.#folder ?? this.#usualFolder();
    return vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(folder, name),
      filters: { [kind.toUpperCase()]: [kind] },
      title: stringsIn(language).saveFileTitle(name),
    });
  }

  /** The workspace, or the folder of a file that is being edited, or the user's own. */
  #usualFolder(): vscode.Uri {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    if (first) return first.uri;
    const open = vscode.window.visibleTextEditors.find(
      ({ document: { isUntitled, uri } }) =>
        !isUntitled && vscode.workspace.fs.isWritableFileSystem(uri.scheme) && !this.#isOurs(uri),
    );
    return open ? vscode.Uri.joinPath(open.document.uri, "..") : homeFolder();
  }

  async #write({ kind, content }: File, target: vscode.Uri, language: Language): Promise<void> {
    try {
      const bytes = kind === "png" ? fromBase64(content) : new TextEncoder().encode(content);
      await vscode.workspace.fs.writeFile(target, bytes);
      this.#folder = vscode.Uri.joinPath(target, "..");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(
        stringsIn(language).notSaved(target.path.split("/").at(-1) ?? "", reason),
      );
    }
  }
}

/** Without a folder the dialog would propose no name; a browser's own dialog takes the name alone. */
function homeFolder(): vscode.Uri {
  // A global of the host in Node only, which may be on another machine than the editor's window.
  const { process } = globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } };
  return vscode.Uri.file(process?.env?.USERPROFILE ?? process?.env?.HOME ?? "/");
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
