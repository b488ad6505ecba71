import * as vscode from "vscode";
import type { Localized } from "../curriculum/model";
import { UnreadableContent } from "./content-store";

/** What ships besides the bundles for work on a demo outside of the page. */
export interface DemoKit {
  /** Changes with every change of the files. */
  readonly version: string;
  /** The lab's own TypeScript, text by file name. */
  readonly lab: Readonly<Record<string, string>>;
  /** What lies beside a demo in an editor tab, text by file name. */
  readonly workspace: Readonly<Record<string, string>>;
  /** What an exported demo has besides. */
  readonly exported: { readonly start: string; readonly readme: Localized };
}

/** Reads `dist/demo-kit.json` when it is first asked for. */
export class DemoKitStore {
  readonly #folder: vscode.Uri;
  #kit: Promise<DemoKit> | undefined;

  constructor(extensionUri: vscode.Uri) {
    this.#folder = vscode.Uri.joinPath(extensionUri, "dist");
  }

  /** Rejects with an {@link UnreadableContent} when the extension's own file is missing or broken. */
  kit(): Promise<DemoKit> {
    this.#kit ??= this.#read().catch((error) => {
      this.#kit = undefined;
      throw error;
    });
    return this.#kit;
  }

  /** The script that takes the types of a TypeScript text away, the page's own; a CommonJS module in Node. */
  transpiler(): Promise<string> {
    return this.#text("transpiler.js");
  }

  async #read(): Promise<DemoKit> {
    return JSON.parse(await this.#text("demo-kit.json"));
  }

  async #text(name: string): Promise<string> {
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, name));
      return new TextDecoder().decode(bytes);
    } catch (cause) {
      throw new UnreadableContent(`dist/${name}`, { cause });
    }
  }
}
