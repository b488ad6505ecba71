import type * as vscode from "vscode";

/** A page that runs a demo reports every few seconds; this long without a word means that it died. */
const patience = 12_000;

/**
 * Notices a page that stopped answering while a demo ran: VS Code says nothing when a webview's
 * process dies of its memory.
 */
export class SilenceWatch implements vscode.Disposable {
  readonly #onSilence: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onSilence: () => void) {
    this.#onSilence = onSilence;
  }

  start(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#onSilence();
    }, patience);
  }

  /** Any message of the page shows that it lives. */
  heard(): void {
    if (this.#timer !== undefined) this.start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  dispose(): void {
    this.stop();
  }
}
