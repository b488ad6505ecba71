import type { Output, ParamValue } from "./outputs";

/** The messages between a worker and whoever started it: the page, or Node. */

/** The first message that a worker receives. */
export interface StartRun {
  readonly type: "start";
  /** Values by parameter name; others start at their own default. */
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly language: "en" | "zh-cn";
  /** Somebody is there who can change what is live, pause and resume. */
  readonly interactive: boolean;
}

/** What a running worker is told. It reads this between the steps of a loop, and while it waits. */
export type ToRunning =
  /** A live parameter has a new value. */
  | { readonly type: "set"; readonly name: string; readonly value: ParamValue }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  /** One more step, then pause. */
  | { readonly type: "step" };

export type ToWorker = StartRun | ToRunning;

/** What a worker sends; validated by the sandbox, because the learner's code can forge it. */
export type FromWorker =
  | { readonly type: "outputs"; readonly outputs: readonly Output[] }
  /** `taken`: how many `set` messages reached the program before it ended. */
  | { readonly type: "finished"; readonly milliseconds: number; readonly taken: number }
  | {
      readonly type: "failed";
      readonly message: string;
      /** 1-based position in the learner's text, where known. */
      readonly line: number | undefined;
      readonly column: number | undefined;
    };
