import { inlineHtml } from "./inline-html";
import type { Catalogue, Concept, Localized, Question, StoredQuestion } from "./model";

/** The question with the names and sentences of its concepts. */
export function withConceptTexts(stored: StoredQuestion, catalogue: Catalogue): Question {
  const { shownConcepts, ...question } = stored;
  const shown = catalogue.concepts.filter((concept) => shownConcepts.includes(concept.id));
  const texts = (textOf: (concept: Concept) => Localized): Record<string, Localized> =>
    Object.fromEntries(shown.map((concept) => [concept.id, textOf(concept)]));
  return {
    ...question,
    conceptNames: texts((concept) => concept.name),
    conceptSentences: texts(({ sentence }) => ({
      en: inlineHtml(sentence.en),
      "zh-cn": inlineHtml(sentence["zh-cn"]),
    })),
  };
}
