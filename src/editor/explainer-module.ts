import * as vscode from "vscode";
import type * as explainer from "../explainer";
import { UnreadableContent } from "./content-store";

export type ExplainerModule = typeof explainer;

/**
 * Loads `dist/explainer.mjs`. A host in Node imports the file; a host in a browser worker may import nothing by the
 * extension's own address, so there the text, read through the file system of VS Code, becomes a `blob:` module.
 */
export async function loadExplainer(extensionUri: vscode.Uri): Promise<ExplainerModule> {
  const file = vscode.Uri.joinPath(extensionUri, "dist", "explainer.mjs");
  try {
    return file.scheme === "file" ? await import(file.toString()) : await importText(file);
  } catch (cause) {
    throw new UnreadableContent("dist/explainer.mjs", { cause });
  }
}

async function importText(file: vscode.Uri): Promise<ExplainerModule> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}
