import type { Language } from "../curriculum/model";
import { type ProgramMap, positionOf } from "../lab/failure";
import type { FromWorker, StartRun, ToRunning } from "../lab/messages";
import type { Output, ParamValue } from "../lab/outputs";
import { labScript, ProgramSyntaxError, programOf } from "./program";
import { escapedSource, scriptAddress } from "./script-address";
import { type Excess, Traffic } from "./traffic";
import { parseFromWorker } from "./worker-message";

export interface RunOptions {
  /** Values by parameter name; others start at their own default. */
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly language: Language;
  onOutputs(outputs: readonly Output[]): void;
  /** Called exactly once, never before `run` returned. */
  onEnd(end: RunEnd): void;
}

interface Finished {
  readonly outcome: "finished";
  readonly milliseconds: number;
  /** How many of the live values that it was told reached the program before it ended. */
  readonly taken: number;
}

export type RunEnd = (
  | Finished
  | { readonly outcome: "stopped" }
  | { readonly outcome: "failed"; readonly failure: Failure }
) & {
  /** Messages that no demo sends: they were dropped. */
  readonly refused: number;
};

export type Failure =
  /** The text is no program, or the program threw; the message is the engine's or the lab's own. */
  | {
      readonly kind: "error";
      readonly message: string;
      readonly line: number | undefined;
      readonly column: number | undefined;
    }
  | { readonly kind: Excess }
  | { readonly kind: "noWorker" };

export interface Run {
  /** Ends the run at once; nothing of it arrives after that. Does nothing when it has ended already. */
  stop(): void;
  /** Tells the running program something; it listens between the steps of a loop, and while it waits. */
  tell(message: ToRunning): void;
}

/** A worker that has read a demo and waits for its start. */
interface ReadyWorker {
  readonly text: string;
  readonly worker: Worker;
  readonly map: ProgramMap;
}

/**
 * Runs demos, each run in a fresh worker of its own. When one has finished, the worker for the next one of the same
 * text comes up in the background and waits: most runs come from a slider, and need not wait for the lab to be read.
 */
export class Runner {
  #ready: ReadyWorker | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  run(text: string, options: RunOptions): Run {
    const running = new RunningDemo({
      ...options,
      onEnd: (end) => {
        // In a task of its own: the run that takes over from this one, if any, starts first.
        if (end.outcome === "finished") this.#timer = setTimeout(() => this.#prepare(text), 0);
        options.onEnd(end);
      },
    });
    running.start(this.#take(text) ?? startWorker(text));
    return running;
  }

  /** Ends the worker that waits; what runs is ended by its {@link Run}. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#ready?.worker.terminate();
    this.#ready = undefined;
  }

  #prepare(text: string): void {
    this.dispose();
    const started = startWorker(text);
    if ("kind" in started) return;
    this.#ready = started;
    started.worker.onerror = (event) => {
      event.preventDefault();
      if (this.#ready === started) this.dispose();
    };
  }

  #take(text: string): ReadyWorker | undefined {
    const ready = this.#ready;
    if (ready?.text === text) this.#ready = undefined;
    this.dispose();
    return ready?.text === text ? ready : undefined;
  }
}

class RunningDemo implements Run {
  #worker: Worker | undefined;
  #map: ProgramMap | undefined;
  #ended = false;
  #refused = 0;
  readonly #traffic = new Traffic();

  constructor(private readonly options: RunOptions) {}

  start(started: ReadyWorker | Failure): void {
    if ("kind" in started) {
      this.#endSoon({ outcome: "failed", failure: started });
      return;
    }
    this.#worker = started.worker;
    this.#map = started.map;
    this.#worker.onmessage = (event: MessageEvent<unknown>) => this.#receive(event);
    this.#worker.onmessageerror = () => this.#refuse();
    this.#worker.onerror = (event) => this.#crash(event);
    const { params, language } = this.options;
    const start: StartRun = { type: "start", params, language, interactive: true };
    this.#worker.postMessage(start);
  }

  stop(): void {
    this.#end({ outcome: "stopped" });
  }

  tell(message: ToRunning): void {
    if (!this.#ended) this.#worker?.postMessage(message);
  }

  /** Counted before it is read: reading a message is what a flood makes expensive. */
  #receive(event: MessageEvent<unknown>): void {
    const excess = this.#traffic.message(performance.now());
    if (excess) {
      this.#end({ outcome: "failed", failure: { kind: excess } });
      return;
    }
    const message = parseFromWorker(event.data);
    if (message === undefined) this.#refuse();
    else this.#take(message);
  }

  #take(message: FromWorker): void {
    switch (message.type) {
      case "outputs": {
        const excess = this.#traffic.outputs(message.outputs);
        if (excess) this.#end({ outcome: "failed", failure: { kind: excess } });
        else this.options.onOutputs(message.outputs);
        return;
      }
      case "finished":
        this.#end({ outcome: "finished", milliseconds: message.milliseconds, taken: message.taken });
        return;
      case "failed": {
        const { message: text, line, column } = message;
        this.#end({ outcome: "failed", failure: { kind: "error", message: text, line, column } });
        return;
      }
    }
  }

  #refuse(): void {
    this.#refused += 1;
  }

  /** What the worker did not catch itself: a program that the engine cannot even read. */
  #crash(event: ErrorEvent): void {
    event.preventDefault?.();
    const message = event.message?.replace(/^Uncaught /, "");
    if (!message) {
      this.#end({ outcome: "failed", failure: { kind: "noWorker" } });
      return;
    }
    const line = this.#map && positionOf(event.lineno, undefined, this.#map).line;
    this.#end({ outcome: "failed", failure: { kind: "error", message, line, column: undefined } });
  }

  #endSoon(end: Ending): void {
    queueMicrotask(() => this.#end(end));
  }

  #end(end: Ending): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#worker) {
      this.#worker.onmessage = null;
      this.#worker.onmessageerror = null;
      this.#worker.onerror = null;
      this.#worker.terminate();
    }
    this.options.onEnd({ ...end, refused: this.#refused });
  }
}

/** Escaped once: it is the same for every run, and long. */
const escapedLab = escapedSource(labScript);

/** The worker, or why there is none. */
function startWorker(text: string): ReadyWorker | Failure {
  try {
    const { code, map } = programOf(text);
    return { text, worker: new Worker(scriptAddress(escapedLab + escapedSource(code))), map };
  } catch (error) {
    if (!(error instanceof ProgramSyntaxError)) return { kind: "noWorker" };
    return { kind: "error", message: error.message, line: error.line, column: error.column };
  }
}

type Ending =
  | Finished
  | { readonly outcome: "stopped" }
  | { readonly outcome: "failed"; readonly failure: Failure };
