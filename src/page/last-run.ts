import type { PageState } from "../protocol";

/** What the page remembers of a run, in case it goes and comes back: undefined when the learner stopped it. */
export type LastRun = NonNullable<PageState["run"]>;

/** How a page that comes back finds the demo's text. */
export type TextThen =
  /** Its run ended by itself: the same again is no risk, and brings back what was shown. */
  | "ended"
  /** It still ran when the page went. */
  | "cut short"
  /** It has not run, or the learner stopped it. */
  | "new";

export function textThen(text: string, lastRun: LastRun | undefined): TextThen {
  if (lastRun?.text !== textMark(text)) return "new";
  return lastRun.ended ? "ended" : "cut short";
}

/** A short mark by which a text is known again: its length and the FNV-1a hash of its UTF-16 units. */
export function textMark(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${text.length}-${(hash >>> 0).toString(36)}`;
}
