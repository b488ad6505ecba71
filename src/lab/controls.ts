import type { Loop, Param, ParamValue } from "./outputs";

/** What the page may tell a running program; the worker hands it on. */
export type Command =
  | { readonly type: "set"; readonly name: string; readonly value: ParamValue }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  | { readonly type: "step" };

/** A value that may change while the program runs; read `value` where it is needed, each time anew. */
export interface Live<T> {
  readonly value: T;
}

/** What the controls need of the run. */
export interface ControlSurroundings {
  /** Whether anybody is there who can change or resume anything. */
  readonly interactive: boolean;
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Lets waiting messages and timers have their turn. */
  breathe(): Promise<void>;
  /** Calls back after that many milliseconds. */
  later(callback: () => void, milliseconds: number): void;
  showLoop(loop: Loop): void;
}

/** A live value: how a new value from the page is taken. */
export interface LiveEntry {
  readonly param: Param;
  /** Takes what fits, ignores the rest. */
  take(value: unknown): void;
}

/** The learner's hand on a running program: live values, pause, step and resume. */
export class Controls {
  readonly #live = new Map<string, LiveEntry>();
  #paused = false;
  #stepsAllowed = 0;
  #changes = 0;
  #taken = 0;
  #wake: (() => void) | undefined;

  constructor(private readonly around: ControlSurroundings) {}

  get interactive(): boolean {
    return this.around.interactive;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Grows whenever a live value changes. */
  get changes(): number {
    return this.#changes;
  }

  /** How many `set` commands came. */
  get taken(): number {
    return this.#taken;
  }

  now(): number {
    return this.around.now();
  }

  breathe(): Promise<void> {
    return this.around.breathe();
  }

  rest(milliseconds: number): Promise<void> {
    return new Promise((done) => this.around.later(done, milliseconds));
  }

  showLoop(loop: Loop): void {
    this.around.showLoop(loop);
  }

  register(entry: LiveEntry): void {
    this.#live.set(entry.param.name, entry);
  }

  receive(command: Command): void {
    switch (command.type) {
      case "set":
        this.#taken += 1;
        this.#changes += 1;
        this.#live.get(command.name)?.take(command.value);
        break;
      case "pause":
        this.#paused = true;
        this.#stepsAllowed = 0;
        break;
      case "resume":
        this.#paused = false;
        break;
      case "step":
        this.#paused = true;
        this.#stepsAllowed += 1;
        break;
    }
    this.#wake?.();
  }

  /** Whether a step may be done now; uses up one that was allowed singly. */
  mayStep(): boolean {
    if (!this.#paused) return true;
    if (this.#stepsAllowed === 0) return false;
    this.#stepsAllowed -= 1;
    return true;
  }

  /** Comes back after the next command. */
  async nextCommand(): Promise<void> {
    await new Promise<void>((wake) => {
      this.#wake = wake;
    });
    this.#wake = undefined;
  }
}
