import type * as vscode from "vscode";

/**
 * A memento that is written to often and loses nothing. VS Code tells every window what was stored, the one that
 * stored it too, and the word takes a moment: it comes over what was changed in the meantime, and the next write
 * stores that old state. So one write is on its way at a time, and what is not stored yet is answered from here.
 */
export class SteadyMemento implements vscode.Memento {
  readonly #memento: vscode.Memento & { setKeysForSync?(keys: readonly string[]): void };
  /** By key, in the order of the writes; a value in a box, to tell two writes of the same from one. */
  readonly #waiting = new Map<string, { readonly value: unknown }>();
  #writing: Promise<void> | undefined;

  constructor(memento: vscode.Memento & { setKeysForSync?(keys: readonly string[]): void }) {
    this.#memento = memento;
  }

  keys(): readonly string[] {
    const keys = new Set(this.#memento.keys());
    for (const [key, { value }] of this.#waiting) {
      if (value === undefined) keys.delete(key);
      else keys.add(key);
    }
    return [...keys];
  }

  get<T>(key: string): T | undefined;
  get<T>(key: string, otherwise: T): T;
  get<T>(key: string, otherwise?: T): T | undefined {
    const waiting = this.#waiting.get(key);
    if (waiting) return (waiting.value as T | undefined) ?? otherwise;
    return this.#memento.get<T>(key) ?? otherwise;
  }

  /** Settles when this and all that waits with it is stored; a later value of the same key takes an earlier one's place. */
  update(key: string, value: unknown): Promise<void> {
    this.#waiting.set(key, { value });
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  setKeysForSync(keys: readonly string[]): void {
    this.#memento.setKeysForSync?.(keys);
  }

  /** Settles when nothing waits to be stored. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** What cannot be stored goes on waiting, for the next write to try again. */
  async #writeAll(): Promise<void> {
    for (let next = first(this.#waiting); next; next = first(this.#waiting)) {
      const [key, box] = next;
      await this.#memento.update(key, box.value);
      if (this.#waiting.get(key) === box) this.#waiting.delete(key);
    }
  }
}

function first<K, V>(map: ReadonlyMap<K, V>): [K, V] | undefined {
  for (const entry of map) return entry;
  return undefined;
}
