import type * as vscode from "vscode";
import { searchConceptsAndSentences } from "../curriculum/concept-search";
import { conceptTitle } from "../curriculum/concept-title";
import type { Concept, Language } from "../curriculum/model";
import { pickFound } from "./found-pick";
import type { Settings } from "./settings";
import { stringsIn } from "./strings";

export interface ConceptItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** Lets the learner choose one of these concepts, in either language or by a name from code; its id. */
export async function pickConcept(
  concepts: readonly Concept[],
  settings: Settings,
): Promise<string | undefined> {
  const { language } = settings;
  const { searchConceptsPlaceholder: placeholder, nothingFound } = stringsIn(language);
  const picked = await pickFound({ placeholder, nothingFound }, (query) =>
    (query.trim() === "" ? concepts : searchConceptsAndSentences(concepts, query, language)).map((concept) =>
      conceptItem(concept, language),
    ),
  );
  return picked?.id;
}

/** A concept as a row of a search. */
export function conceptItem(concept: Concept, language: Language): ConceptItem {
  const { name, other } = conceptTitle(concept.name, language);
  return {
    id: concept.id,
    label: name,
    detail: concept.sentence[language],
    ...(other && { description: other }),
  };
}
