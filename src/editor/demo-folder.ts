import * as vscode from "vscode";
import type { DemoKitStore } from "./demo-kit";

const encoder = new TextEncoder();

/**
 * The folder in the extension's own storage in which demos are edited as files, with the lab's source
 * and a tsconfig beside them, so that the editor's own TypeScript knows what "lab" is.
 */
export class DemoFolder {
  readonly #folder: vscode.Uri;
  readonly #kit: DemoKitStore;
  #ready: Promise<void> | undefined;

  constructor(storageUri: vscode.Uri, kit: DemoKitStore) {
    this.#folder = vscode.Uri.joinPath(storageUri, "demos");
    this.#kit = kit;
  }

  /** The file of a demo, `07-convolution.demo.ts`. */
  fileOf(number: number, slug: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${String(number).padStart(2, "0")}-${slug}.demo.ts`);
  }

  /** The question whose demo a file is; undefined for any other file. */
  numberOf(uri: vscode.Uri): number | undefined {
    const name = this.#nameBelow(uri);
    const [, number] = /^(\d+)-[^/]+\.demo\.ts$/.exec(name ?? "") ?? [];
    return number === undefined ? undefined : Number(number);
  }

  /** Whether a file lies in this folder. */
  holds(uri: vscode.Uri): boolean {
    return this.#nameBelow(uri) !== undefined;
  }

  /** Whether a file is one of the lab's own, which nobody shall change by accident. */
  isLabSource(uri: vscode.Uri): boolean {
    return this.#nameBelow(uri)?.startsWith("lab/") ?? false;
  }

  async write(file: vscode.Uri, text: string): Promise<void> {
    await this.#prepare();
    await vscode.workspace.fs.writeFile(file, encoder.encode(text));
  }

  /** A file of the lab's source; undefined for a name that it does not have. */
  async labFile(name: string): Promise<vscode.Uri | undefined> {
    await this.#prepare();
    const { lab } = await this.#kit.kit();
    return Object.hasOwn(lab, name) ? vscode.Uri.joinPath(this.#folder, "lab", name) : undefined;
  }

  #nameBelow(uri: vscode.Uri): string | undefined {
    const base = `${this.#folder.path}/`;
    const isBelow = uri.scheme === this.#folder.scheme && uri.path.startsWith(base);
    return isBelow ? uri.path.slice(base.length) : undefined;
  }

  #prepare(): Promise<void> {
    this.#ready ??= this.#writeKit().catch((error) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  /** The version is written last: a folder that was left half written is written again. */
  async #writeKit(): Promise<void> {
    const { version, lab, workspace } = await this.#kit.kit();
    const mark = vscode.Uri.joinPath(this.#folder, "version.txt");
    if ((await textOf(mark)) === version) return;
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(this.#folder, "lab"), { recursive: true }).then(
      () => {},
      () => {},
    );
    const files = [
      ...Object.entries(workspace),
      ...Object.entries(lab).map(([name, text]) => [`lab/${name}`, text] as const),
    ];
    await Promise.all(files.map(([name, text]) => this.#put(name, text)));
    await this.#put("version.txt", version);
  }

  async #put(name: string, text: string): Promise<void> {
    const file = vscode.Uri.joinPath(this.#folder, ...name.split("/"));
    await vscode.workspace.fs.writeFile(file, encoder.encode(text));
  }
}

async function textOf(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}
