import * as v from "valibot";
import type { QuestionProgress } from "../protocol";

/** What the learner has done, small enough to be synced; question number → progress. */
export interface Progress {
  readonly version: 1;
  readonly questions: Readonly<Record<string, QuestionProgress>>;
}

const progressSchema = v.strictObject({
  version: v.literal(1),
  questions: v.record(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/)),
    v.strictObject({
      status: v.picklist(["new", "started", "done"]),
      quiz: v.record(v.string(), v.boolean()),
      bookmarked: v.boolean(),
    }),
  ),
});

export const emptyProgress: Progress = { version: 1, questions: {} };

const untouched: QuestionProgress = { status: "new", quiz: {}, bookmarked: false };

/** Reads what was stored. Nothing stored is empty progress; undefined means that it cannot be read. */
export function parseProgress(stored: unknown): Progress | undefined {
  if (stored === undefined) return emptyProgress;
  const result = v.safeParse(progressSchema, stored);
  return result.success ? result.output : undefined;
}

export function progressOf(progress: Progress, number: number): QuestionProgress {
  return progress.questions[number] ?? untouched;
}

export function withOpened(progress: Progress, number: number): Progress {
  const before = progressOf(progress, number);
  return before.status === "new"
    ? withQuestion(progress, number, { ...before, status: "started" })
    : progress;
}

export function withDone(progress: Progress, number: number, done: boolean): Progress {
  return withQuestion(progress, number, {
    ...progressOf(progress, number),
    status: done ? "done" : "started",
  });
}

export function withBookmark(progress: Progress, number: number, bookmarked: boolean): Progress {
  return withQuestion(progress, number, { ...progressOf(progress, number), bookmarked });
}

/** Records an answer; the last right answer of a quiz makes its question done. */
export function withAnswer(
  progress: Progress,
  number: number,
  item: string,
  right: boolean,
  items: readonly string[],
): Progress {
  const before = progressOf(progress, number);
  const quiz = { ...before.quiz, [item]: right };
  const allRight = items.every((id) => quiz[id] === true);
  const status = allRight ? "done" : before.status === "new" ? "started" : before.status;
  return withQuestion(progress, number, { ...before, quiz, status });
}

function withQuestion(progress: Progress, number: number, question: QuestionProgress): Progress {
  return { ...progress, questions: { ...progress.questions, [number]: question } };
}
