import type * as vscode from "vscode";

/** The learner's own texts of demos, one per question; not synced, they can be long. */
export class DraftStore {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  get(number: number): string | undefined {
    const stored = this.#memento.get<unknown>(key(number));
    return typeof stored === "string" ? stored : undefined;
  }

  /** Null forgets the draft. */
  async set(number: number, text: string | null): Promise<void> {
    await this.#memento.update(key(number), text ?? undefined);
  }
}

const key = (number: number): string => `draft.${number}`;
