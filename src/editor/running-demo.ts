import * as vscode from "vscode";
import { runningContext } from "./identifiers";

/** A Stop that came and went with every short run would flicker. */
const shownAfter = 250;

/** Tells the menus which demo's file is running: its tab offers Stop then. */
export class RunningDemo implements vscode.Disposable {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isShown = false;

  start(fileName: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show([fileName]), shownAfter);
  }

  end(): void {
    clearTimeout(this.#timer);
    if (this.#isShown) this.#show([]);
  }

  dispose(): void {
    this.end();
  }

  #show(fileNames: readonly string[]): void {
    this.#isShown = fileNames.length > 0;
    void vscode.commands.executeCommand("setContext", runningContext, fileNames);
  }
}
