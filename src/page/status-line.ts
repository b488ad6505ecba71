import { html, nothing, type TemplateResult } from "lit";
import type { Loop } from "../lab/outputs";
import type { RunEnd } from "../sandbox/run";
import { failureReason } from "./failure-sentence";
import { durationText } from "./number-text";
import { runKey } from "./run-key";
import type { Strings } from "./strings";

export type Status =
  | { readonly kind: "idle" }
  | { readonly kind: "waits"; readonly because: "it is held" | "it was cut short" | "it is new" }
  | { readonly kind: "running"; readonly since: "just now" | "a moment" | "long" }
  | { readonly kind: "waits for a change" }
  | { readonly kind: "ended"; readonly end: RunEnd };

export interface StatusLineOptions {
  readonly status: Status;
  /** The text is no longer the one that ran last. */
  readonly outdated: boolean;
  /** What the running program says about its loop; undefined for one that does not listen. */
  readonly loop: Loop | undefined;
  readonly checks: readonly { readonly holds: boolean }[];
  readonly strings: Strings;
  /** The learner wants to see the line that failed. */
  onLine(line: number): void;
}

/** Below what the demo shows: whether it runs, how it ended, and what to do about it. */
export function statusLine(options: StatusLineOptions): TemplateResult | string | typeof nothing {
  const { status, outdated, strings } = options;
  if (outdated) return strings.changed(runKey);
  switch (status.kind) {
    case "idle":
      return nothing;
    case "waits":
      return strings.waits[status.because];
    case "running":
      return status.since === "just now" ? nothing : runningText(status.since === "long", options);
    case "waits for a change":
      return summary([strings.loop.waits], options);
    case "ended":
      return endTemplate(status.end, options);
  }
}

/** A loop that listens tells how far it is: only the silence of another program is worth a word. */
function runningText(long: boolean, { loop, strings }: StatusLineOptions): string {
  if (loop?.kind === "steps" && loop.paused) return strings.loop.paused;
  return long && !loop ? strings.runningLong : strings.running;
}

function endTemplate(end: RunEnd, options: StatusLineOptions): TemplateResult {
  const { strings } = options;
  const refused = end.refused > 0 ? html`<p>${strings.refusedMessages(end.refused)}</p>` : nothing;
  switch (end.outcome) {
    case "finished":
      return html`${summary([strings.finished(durationText(end.milliseconds))], options)}${refused}`;
    case "stopped":
      return html`${strings.stopped}${refused}`;
    case "failed":
      return html`${failureTemplate(end, options)}${refused}`;
  }
}

/** These parts, and how many checks hold. */
function summary(parts: readonly string[], { checks, strings }: StatusLineOptions): string {
  const holding = checks.filter((check) => check.holds).length;
  const claims = checks.length > 0 ? [strings.checksHold(holding, checks.length)] : [];
  return [...parts, ...claims].join(" · ");
}

function failureTemplate(
  { failure }: Extract<RunEnd, { outcome: "failed" }>,
  { strings, onLine }: StatusLineOptions,
): TemplateResult {
  const line = failure.kind === "error" ? failure.line : undefined;
  const reason = failureReason(failure, strings);
  if (line === undefined) return html`<p class="failure">${reason}</p>`;
  const { colon, line: lineText } = strings.failure;
  return html`<p class="failure">
    <button class="link" @click=${() => onLine(line)}>${lineText(line)}</button>${colon}${reason}
  </p>`;
}
