import * as vscode from "vscode";
import { activationMark } from "../activation-mark";

/** What is measured, in order; the outside turns it round in every other run. */
declare const activationOrder: readonly string[];

/** Runs inside a real editor: activates extensions one after the other and tells how long each took. */
export async function run(): Promise<void> {
  const milliseconds: Record<string, number> = {};
  for (const id of activationOrder) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension) throw new Error(`${id} is not installed`);
    if (extension.isActive) throw new Error(`${id} was active before it was asked`);
    const start = performance.now();
    await extension.activate();
    milliseconds[id] = performance.now() - start;
  }
  console.log(activationMark + JSON.stringify(milliseconds));
}
