import * as v from "valibot";
import type { Curriculum, Language, Question } from "./curriculum/model";
import type { ParamValue } from "./lab/outputs";

/**
 * The messages between editor and page; those between page and worker are the lab's own.
 * Editor → page is our own code talking; page → editor crosses a border of trust and is validated:
 * what does not fit is refused and counted, never acted on.
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
  readonly isExample?: true;
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
      /** Whether an editor tab shows the demo: the page's own editor follows it then. */
      readonly inEditor: boolean;
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
      /** What a page that died had kept: this one goes on from there. */
      readonly kept: PageState | undefined;
    }
  | { readonly type: "language"; readonly language: Language }
  | { readonly type: "progress"; readonly number: number; readonly progress: QuestionProgress }
  /** The draft as an editor tab has it, null for the original text, and whether that tab is still there. */
  | {
      readonly type: "draft";
      readonly number: number;
      readonly text: string | null;
      readonly inEditor: boolean;
    }
  /** From the demo's tab: the page scrolls to what runs, and the focus stays in the tab. */
  | { readonly type: "run" }
  | { readonly type: "stop" };

// ---------------------------------------------------------------- page → editor

const questionNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999));
const shortText = v.pipe(v.string(), v.maxLength(200));
const label = v.pipe(v.string(), v.maxLength(400));
const language = v.picklist(["en", "zh-cn"]);

/** A draft longer than this is not kept; no demo comes near it. */
export const longestDraft = 200_000;

/** Characters of a file that the page hands over: a bitmap of a large figure is far below. */
export const longestFile = 12_000_000;
const fileContent = v.pipe(v.string(), v.maxLength(longestFile));
/** A name in a folder, never a path: no separators, nothing that a system forbids, no dot at its start. */
const fileName = v.pipe(v.string(), v.maxLength(160), v.regex(/^[^.\s\p{C}\\/:*?"<>|][^\p{C}\\/:*?"<>|]*$/u));

function saveFile<Kind extends string>(kind: Kind) {
  return {
    type: v.literal("saveFile"),
    kind: v.literal(kind),
    name: v.pipe(fileName, v.endsWith(`.${kind}`)),
  };
}

const longestValue = 4_096;
const paramValue = v.union([
  v.number(),
  label,
  v.boolean(),
  v.pipe(v.array(v.number()), v.maxLength(longestValue), v.readonly()),
]);

const pageStateSchema = v.strictObject({
  version: v.literal(protocolVersion),
  number: questionNumber,
  language,
  /** Pixels from the top. */
  scroll: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** Values of the demo's parameters, by English name. */
  params: v.optional(v.record(label, paramValue)),
  /** The demo's last run, unless the learner stopped it. */
  run: v.optional(
    v.strictObject({
      /** Mark of the text that ran, by `textMark`. */
      text: shortText,
      /** False: the page went, or was taken away, while the demo ran. */
      ended: v.boolean(),
    }),
  ),
});

export const fromPageSchema = v.variant("type", [
  /** The page is loaded; `number` is the question it remembers from before a reload. */
  v.strictObject({
    type: v.literal("ready"),
    version: v.literal(protocolVersion),
    number: v.optional(questionNumber),
  }),
  v.strictObject({ type: v.literal("openQuestion"), number: questionNumber }),
  v.strictObject({ type: v.literal("setLanguage"), language }),
  v.strictObject({
    type: v.literal("openLink"),
    href: v.pipe(v.string(), v.maxLength(2_000), v.startsWith("https://")),
  }),
  /** The demo in an editor tab of its own; what the page has of it was saved before. */
  v.strictObject({ type: v.literal("openDemo"), number: questionNumber }),
  /** The demo as a folder that runs in Node; what the page has of it was saved before. */
  v.strictObject({ type: v.literal("exportDemo"), number: questionNumber }),
  /** The lab's own source, at a line. */
  v.strictObject({
    type: v.literal("openLabSource"),
    file: v.pipe(v.string(), v.maxLength(60), v.regex(/^[\w-]+\.ts$/)),
    line: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  }),
  /** `text` null: the learner reset the demo. */
  v.strictObject({
    type: v.literal("saveDraft"),
    number: questionNumber,
    text: v.nullable(v.pipe(v.string(), v.maxLength(longestDraft))),
  }),
  v.strictObject({
    type: v.literal("quizAnswered"),
    number: questionNumber,
    item: shortText,
    right: v.boolean(),
  }),
  v.strictObject({ type: v.literal("setDone"), number: questionNumber, done: v.boolean() }),
  v.strictObject({ type: v.literal("setBookmark"), number: questionNumber, bookmarked: v.boolean() }),
  /** The learner saves a figure or its numbers; the editor asks where. A bitmap's content is base64. */
  v.variant("kind", [
    v.strictObject({ ...saveFile("svg"), content: fileContent }),
    v.strictObject({ ...saveFile("csv"), content: fileContent }),
    v.strictObject({
      ...saveFile("png"),
      content: v.pipe(fileContent, v.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
    }),
  ]),
  /** The demo starts: the page may die with its worker from here until `demoEnded`. */
  v.strictObject({ type: v.literal("demoStarted"), number: questionNumber }),
  v.strictObject({
    type: v.literal("demoEnded"),
    number: questionNumber,
    outcome: v.picklist(["finished", "failed", "stopped"]),
  }),
  /** What the page has just kept with `setState`, for the page that takes its place when its process dies. */
  v.strictObject({ type: v.literal("kept"), state: pageStateSchema }),
  /** Answer to nothing, sent every few seconds while a demo runs. */
  v.strictObject({ type: v.literal("alive") }),
]);

export type FromPage = v.InferOutput<typeof fromPageSchema>;

/** The message, or undefined when it is not one of ours. */
export function parseFromPage(message: unknown): FromPage | undefined {
  const result = v.safeParse(fromPageSchema, message);
  return result.success ? result.output : undefined;
}

/** What the page keeps across reloads with `setState`. */
export type PageState = v.InferOutput<typeof pageStateSchema>;

/** What the page kept, or undefined when it is of another version or damaged. */
export function parsePageState(state: unknown): PageState | undefined {
  const result = v.safeParse(pageStateSchema, state);
  return result.success ? result.output : undefined;
}
