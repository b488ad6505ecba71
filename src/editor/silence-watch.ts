import type * as vscode from "vscode";

/** A page that runs a demo reports every few seconds; this long without a word means that it died. */
const patience = 12_000;
/** A timer later than this has slept with the machine. */
const lateAfter = 2_000;

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
    const due = Date.now() + patience;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // Woken together with the editor, the page has had no time yet to say that it lives.
      if (Date.now() > due + lateAfter) this.start();
      else this.#onSilence();
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
