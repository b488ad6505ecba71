import type { Output, ParamValue } from "../../../src/lab/outputs";
import { limits, openSession, type Session } from "../../../src/lab/session";

/** A session whose clock stands still until it is told to go on, and all that the session has sent. */
export class RecordedRun {
  readonly batches: (readonly Output[])[] = [];
  readonly session: Session;
  now = 0;
  #waiting: { at: number; callback: () => void }[] = [];

  constructor(
    params: Readonly<Record<string, ParamValue>> = {},
    language: "en" | "zh-cn" = "en",
    interactive = true,
  ) {
    this.session = openSession({
      params,
      language,
      interactive,
      breathe: () => new Promise((done) => setTimeout(done, 0)),
      now: () => this.now,
      later: (callback, milliseconds) => this.#waiting.push({ at: this.now + milliseconds, callback }),
      send: (outputs) => this.batches.push(outputs),
    });
  }

  get sent(): Output[] {
    return this.batches.flat();
  }

  /** What was sent, after everything pending went out. */
  get all(): Output[] {
    this.session.flush();
    return this.sent;
  }

  /** Lets time pass and calls back what is due. */
  pass(milliseconds: number): void {
    this.now += milliseconds;
    const due = this.#waiting.filter(({ at }) => at <= this.now);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.now);
    for (const { callback } of due) callback();
  }
}

/** Runs with other limits for the time of one test. */
export function withLimits<T>(changed: Partial<typeof limits>, run: () => T): T {
  const before = { ...limits };
  Object.assign(limits, changed);
  try {
    return run();
  } finally {
    Object.assign(limits, before);
  }
}
