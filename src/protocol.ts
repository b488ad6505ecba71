import * as z from "zod/mini";
import type { Curriculum, Language, Question } from "./curriculum/model";
import type { Output, ParamValue } from "./lab/outputs";

/**
 * The messages between editor, page and worker.
 * Editor → page is our own code talking; page → editor and worker → page cross a border of trust
 * and are validated: what does not fit is refused and counted, never acted on.
 */

export const protocolVersion = 1;

// ---------------------------------------------------------------- editor → page

export interface QuestionProgress {
  readonly status: "new" | "started" | "done";
  /** Quiz item id → answered right at the last try. */
  readonly quiz: Readonly<Record<string, boolean>>;
  readonly bookmarked: boolean;
}

export interface Neighbour {
  readonly number: number;
  readonly title: Readonly<Record<Language, string>>;
  readonly available: boolean;
}

export type ToPage =
  | {
      readonly type: "show";
      readonly question: Question;
      readonly topicTitle: Curriculum["topics"][number]["title"];
      readonly total: number;
      readonly language: Language;
      readonly progress: QuestionProgress;
      /** The learner's own text of the demo, if they changed it. */
      readonly draft: string | undefined;
      /** Values to start the demo's parameters with, by English name. */
      readonly params: Readonly<Record<string, ParamValue>>;
      /** Nearest complete questions by number, and the related ones. */
      readonly previous: Neighbour | undefined;
      readonly next: Neighbour | undefined;
      readonly related: readonly Neighbour[];
      /** Scroll to the demo and run it at once. */
      readonly runDemo: boolean;
      /** The last run took the page down: show the demo, but run it only when the learner asks. */
      readonly holdDemo: boolean;
    }
  | { readonly type: "language"; readonly language: Language }
  | { readonly type: "progress"; readonly number: number; readonly progress: QuestionProgress }
  | { readonly type: "run" }
  | { readonly type: "stop" };

// ---------------------------------------------------------------- page → editor

const questionNumber = z.int().check(z.gte(1), z.lte(999));
const shortText = z.string().check(z.maxLength(200));
const language = z.enum(["en", "zh-cn"]);

/** A draft longer than this is not kept; no demo comes near it. */
export const longestDraft = 200_000;

export const fromPageSchema = z.discriminatedUnion("type", [
  /** The page is loaded; `number` is the question it remembers from before a reload. */
  z.strictObject({
    type: z.literal("ready"),
    version: z.literal(protocolVersion),
    number: z.optional(questionNumber),
  }),
  z.strictObject({ type: z.literal("openQuestion"), number: questionNumber }),
  z.strictObject({ type: z.literal("setLanguage"), language }),
  z.strictObject({
    type: z.literal("openLink"),
    href: z.string().check(z.maxLength(2_000), z.startsWith("https://")),
  }),
  /** `text` null: the learner reset the demo. */
  z.strictObject({
    type: z.literal("saveDraft"),
    number: questionNumber,
    text: z.nullable(z.string().check(z.maxLength(longestDraft))),
  }),
  z.strictObject({
    type: z.literal("quizAnswered"),
    number: questionNumber,
    item: shortText,
    right: z.boolean(),
  }),
  z.strictObject({ type: z.literal("setDone"), number: questionNumber, done: z.boolean() }),
  z.strictObject({ type: z.literal("setBookmark"), number: questionNumber, bookmarked: z.boolean() }),
  /** The demo starts: the page may die with its worker from here until `demoEnded`. */
  z.strictObject({ type: z.literal("demoStarted"), number: questionNumber }),
  z.strictObject({
    type: z.literal("demoEnded"),
    number: questionNumber,
    outcome: z.enum(["finished", "failed", "stopped"]),
  }),
  /** Answer to nothing, sent every few seconds while a demo runs. */
  z.strictObject({ type: z.literal("alive") }),
]);

export type FromPage = z.infer<typeof fromPageSchema>;

/** The message, or undefined when it is not one of ours. */
export function parseFromPage(message: unknown): FromPage | undefined {
  const result = fromPageSchema.safeParse(message);
  return result.success ? result.data : undefined;
}

/** What the page keeps across reloads with `setState`; anything else is dropped. */
export const pageStateSchema = z.strictObject({
  version: z.literal(protocolVersion),
  number: questionNumber,
  language,
});
export type PageState = z.infer<typeof pageStateSchema>;

// ---------------------------------------------------------------- page ⇄ worker

/** The one message that a worker receives. */
export interface StartRun {
  readonly type: "start";
  /** Values by parameter name; others start at their own default. */
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly language: Language;
}

/** What a worker sends; validated by the sandbox, because the learner's code can forge it. */
export type FromWorker =
  | { readonly type: "outputs"; readonly outputs: readonly Output[] }
  | { readonly type: "finished"; readonly milliseconds: number }
  | {
      readonly type: "failed";
      readonly message: string;
      /** 1-based position in the learner's text, where known. */
      readonly line: number | undefined;
      readonly column: number | undefined;
    };
