import * as vscode from "vscode";
import type { Language } from "../curriculum/model";
import type { FromPage } from "../protocol";
import { stringsIn } from "./strings";

type File = Extract<FromPage, { type: "saveFile" }>;

/** Asks where to put the files that a page hands over, and writes them there: on this machine, remote or in a browser. */
export class FileSaver {
  /** Where the last one went. */
  #folder: vscode.Uri | undefined;
  #isAsking = false;

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
    const folder = this.#folder ?? usualFolder();
    return vscode.window.showSaveDialog({
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
      filters: { [kind.toUpperCase()]: [kind] },
      title: stringsIn(language).saveFileTitle(name),
    });
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

/** The workspace, or the folder of the file that is being edited; elsewhere the dialog knows best. */
function usualFolder(): vscode.Uri | undefined {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first) return first.uri;
  const open = vscode.window.visibleTextEditors.find(({ document }) => !document.isUntitled);
  return open && vscode.Uri.joinPath(open.document.uri, "..");
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
