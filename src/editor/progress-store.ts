import * as vscode from "vscode";
import { emptyProgress, type Progress, parseProgress, progressOf } from "../learning/progress";
import type { QuestionProgress } from "../protocol";

const progressKey = "progress";
const corruptKey = "progress.corrupt";

/** Keeps progress in the synced part of the extension's storage. */
export class ProgressStore implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<number | undefined>();
  /** The number of the question that changed, undefined for all. */
  readonly onDidChange = this.#changed.event;
  #progress: Progress;
  /** True when what was stored could not be read and a copy of it was put aside. */
  readonly wasCorrupt: boolean;

  constructor(memento: vscode.Memento & { setKeysForSync?(keys: readonly string[]): void }) {
    this.#memento = memento;
    memento.setKeysForSync?.([progressKey]);
    const stored = memento.get<unknown>(progressKey);
    const parsed = parseProgress(stored);
    this.wasCorrupt = parsed === undefined;
    this.#progress = parsed ?? emptyProgress;
    if (this.wasCorrupt) {
      void memento.update(corruptKey, { kept: new Date().toISOString(), stored });
      void memento.update(progressKey, undefined);
    }
  }

  of(number: number): QuestionProgress {
    return progressOf(this.#progress, number);
  }

  /** Applies a change from `learning/progress` and stores the result. */
  change(number: number, apply: (progress: Progress) => Progress): void {
    // Another window may have stored something since.
    const before = parseProgress(this.#memento.get(progressKey)) ?? this.#progress;
    const changed = apply(before);
    if (changed === before) return;
    this.#progress = changed;
    void this.#memento.update(progressKey, changed);
    this.#changed.fire(number);
  }

  reset(): void {
    this.#progress = emptyProgress;
    void this.#memento.update(progressKey, undefined);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
