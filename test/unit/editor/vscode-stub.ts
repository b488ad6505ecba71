import Module from "node:module";

/** Just enough of `vscode` for stores that only tell of their changes. */
class EventEmitter<T> {
  readonly #listeners: ((value: T) => void)[] = [];
  readonly event = (listener: (value: T) => void): void => {
    this.#listeners.push(listener);
  };
  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
  dispose(): void {
    this.#listeners.length = 0;
  }
}

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const original = loader._load;
loader._load = (request, ...rest) =>
  request === "vscode" ? { EventEmitter } : original.call(loader, request, ...rest);
