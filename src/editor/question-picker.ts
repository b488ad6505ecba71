import * as vscode from "vscode";
import type { CurriculumIndex } from "../curriculum/curriculum-index";
import type { QuestionSummary } from "../curriculum/model";
import { pickFound } from "./found-pick";
import type { ProgressStore } from "./progress-store";
import type { Settings } from "./settings";
import { stringsIn } from "./strings";

interface QuestionItem extends vscode.QuickPickItem {
  readonly question: QuestionSummary;
}

/** Lets the learner search the questions in both languages; the number of the chosen one. */
export async function pickQuestion(
  curriculum: CurriculumIndex,
  progress: ProgressStore,
  settings: Settings,
): Promise<number | undefined> {
  const language = settings.language;
  const strings = stringsIn(language);
  const item = (question: QuestionSummary): QuestionItem => {
    const planned = question.status === "planned";
    return {
      question,
      label: question.isExample
        ? question.title[language]
        : `${question.number}. ${question.title[language]}`,
      description: planned ? strings.notWritten : curriculum.topic(question.topic)?.title[language],
      detail: question.title[language === "en" ? "zh-cn" : "en"],
      iconPath: new vscode.ThemeIcon(iconOf(question, progress)),
    };
  };
  // What can be read comes first.
  const items = [...curriculum.questions, ...curriculum.examples]
    .sort((a, b) => Number(a.status === "planned") - Number(b.status === "planned") || a.number - b.number)
    .map(item);
  const picked = await pickFound(
    { placeholder: strings.searchPlaceholder, nothingFound: strings.nothingFound },
    (query) => items.filter(({ question }) => curriculum.matches(question, { text: query })),
  );
  return picked?.question.number;
}

function iconOf(question: QuestionSummary, progress: ProgressStore): string {
  if (question.isExample) return "beaker";
  if (question.status === "planned") return "circle-slash";
  return progress.of(question.number).status === "done" ? "pass-filled" : "circle-large-outline";
}
