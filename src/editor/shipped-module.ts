import * as vscode from "vscode";
import type * as demoHelp from "../demo-help";
import type * as explainer from "../explainer";
import { UnreadableContent } from "./content-store";

export type ExplainerModule = typeof explainer;
export type DemoHelpModule = typeof demoHelp;

/**
 * Loads a module of `dist/` by its name. A host in Node imports the file; a host in a browser worker may import nothing
 * by the extension's own address, so there the text, read through the file system of VS Code, becomes a `blob:` module.
 */
export async function loadModule<Module>(extensionUri: vscode.Uri, name: string): Promise<Module> {
  const file = vscode.Uri.joinPath(extensionUri, "dist", name);
  try {
    return file.scheme === "file" ? await import(file.toString()) : await importText(file);
  } catch (cause) {
    throw new UnreadableContent(`dist/${name}`, { cause });
  }
}

async function importText<Module>(file: vscode.Uri): Promise<Module> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}
