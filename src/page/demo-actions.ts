import { html, nothing, type TemplateResult } from "lit";
import type { Loop } from "../lab/outputs";
import type { LostChanges } from "./lost-changes";
import { runKey } from "./run-key";
import type { Strings } from "./strings";

export interface DemoActionsOptions {
  /** There is something that Reset takes back. */
  readonly changed: boolean;
  /** It runs for so long that Stop is worth showing. */
  readonly slow: boolean;
  readonly loop: Loop | undefined;
  readonly strings: Strings;
  onReset(): void;
  onPause(): void;
  onStep(): void;
  onStop(): void;
  onRun(): void;
}

/** The buttons that start, stop and reset the demo. */
export function demoActions(options: DemoActionsOptions): TemplateResult {
  const { changed, slow, loop, strings, onReset, onStop, onRun } = options;
  const paused = loop?.kind === "steps" && loop.paused;
  return html`${
    changed
      ? html`<button class="quiet" data-action="reset" @click=${onReset}>${strings.reset}</button>`
      : nothing
  }${loopActions(options, paused)}${
    slow
      ? html`<button class="secondary" data-action="stop" title=${strings.stopHint} @click=${onStop}>
          <span class="stop-sign" aria-hidden="true"></span>${strings.stop}
        </button>`
      : nothing
  }<button class=${paused ? "secondary" : "primary"} data-action="run" title=${strings.runHint(runKey)} @click=${onRun}>
      <span class="run-sign" aria-hidden="true"></span>${paused ? strings.runAnew : strings.run}
    </button>`;
}

function loopActions(
  { loop, strings, onPause, onStep }: DemoActionsOptions,
  paused: boolean,
): TemplateResult | typeof nothing {
  if (loop?.kind !== "steps") return nothing;
  const { pause, resume, oneStep, oneStepHint } = strings.loop;
  return html`<button class=${paused ? "primary" : "secondary"} data-action="pause" @click=${onPause}>
      ${paused ? resume : pause}</button
    >${
      paused
        ? html`<button class="secondary" data-action="step" title=${oneStepHint} @click=${onStep}>${oneStep}</button>`
        : nothing
    }`;
}

/** In the place of the buttons: whether what the learner has changed shall go. */
export function resetQuestion(
  lost: LostChanges,
  strings: Strings,
  onKeep: () => void,
  onReset: () => void,
): TemplateResult {
  return html`<span class="ask" id="ask-reset">${strings.resetQuestion(lost)}</span
    ><button class="quiet" data-action="keep" aria-describedby="ask-reset" @click=${onKeep}>${strings.resetNo}</button
    ><button class="primary" data-action="throw-away" @click=${onReset}>${strings.resetYes}</button>`;
}
