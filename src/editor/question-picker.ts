import * as vscode from "vscode";
import { searchConcepts } from "../curriculum/concept-search";
import type { CurriculumIndex } from "../curriculum/curriculum-index";
import type { Concept, Language, QuestionSummary } from "../curriculum/model";
import type { ConceptFinder } from "./concept-finder";
import { conceptItem } from "./concept-picker";
import { pickFound } from "./found-pick";
import type { ProgressStore } from "./progress-store";
import type { Settings } from "./settings";
import { stringsIn } from "./strings";

export interface SearchParts {
  readonly curriculum: CurriculumIndex;
  readonly progress: ProgressStore;
  readonly finder: ConceptFinder;
  readonly settings: Settings;
}

export type Picked =
  | { readonly kind: "question"; readonly number: number }
  | { readonly kind: "concept"; readonly id: string };

interface SearchItem extends vscode.QuickPickItem {
  readonly target?: Picked;
}

/** Rows of concepts below the questions: a word that no question is about may well be a concept. */
const mostConcepts = 8;

/** Lets the learner search the questions, and the concepts below them, in both languages. */
export async function pickQuestion(parts: SearchParts): Promise<Picked | undefined> {
  const { curriculum, finder, settings } = parts;
  const { language } = settings;
  const strings = stringsIn(language);
  // What can be read comes first.
  const questions = [...curriculum.questions, ...curriculum.examples].sort(
    (a, b) => Number(a.status === "planned") - Number(b.status === "planned") || a.number - b.number,
  );
  // The catalogue is there before anybody has typed a word; where it cannot be read, questions are still found.
  let concepts: readonly Concept[] = [];
  finder.prepare().then(
    (prepared) => {
      concepts = [...prepared.concepts.values()];
    },
    () => undefined,
  );
  const search = (query: string): SearchItem[] => [
    ...questions
      .filter((question) => curriculum.matches(question, { text: query }))
      .map((question) => questionItem(question, parts)),
    ...conceptItems(query, concepts, language),
  ];
  const picked = await pickFound(
    { placeholder: strings.searchPlaceholder, nothingFound: strings.nothingFound },
    search,
  );
  return picked?.target;
}

function questionItem(
  question: QuestionSummary,
  { curriculum, progress, settings }: SearchParts,
): SearchItem {
  const { language } = settings;
  const title = question.title[language];
  return {
    target: { kind: "question", number: question.number },
    label: question.isExample ? title : `${question.number}. ${title}`,
    description:
      question.status === "planned"
        ? stringsIn(language).notWritten
        : curriculum.topic(question.topic)?.title[language],
    detail: question.title[language === "en" ? "zh-cn" : "en"],
    iconPath: new vscode.ThemeIcon(iconOf(question, progress)),
  };
}

/** None for a number: that is a question's. */
function conceptItems(query: string, concepts: readonly Concept[], language: Language): SearchItem[] {
  const found = /^\s*\d/.test(query) ? [] : searchConcepts(concepts, query).slice(0, mostConcepts);
  if (found.length === 0) return [];
  return [
    { label: stringsIn(language).concepts, kind: vscode.QuickPickItemKind.Separator },
    ...found.map((concept) => ({
      ...conceptItem(concept, language),
      target: { kind: "concept" as const, id: concept.id },
      iconPath: new vscode.ThemeIcon("symbol-keyword"),
    })),
  ];
}

function iconOf(question: QuestionSummary, progress: ProgressStore): string {
  if (question.isExample) return "beaker";
  if (question.status === "planned") return "circle-slash";
  return progress.of(question.number).status === "done" ? "pass-filled" : "circle-large-outline";
}
