import type { Concept, Language } from "./model";
import { spelledAlike } from "./spelling";

/** How well a concept answers a query; the exact name first. */
const exact = 3;
const beginning = 2;
const inside = 1;

/**
 * The concepts that a word stands for, best first: by name in either language, by id, or by the last part of a
 * public name (`BatchNorm2d`, `clip_grad_norm_`); or by several words that stand in different ones of these
 * (`cosine schedule`). An exact answer leaves out the vague ones.
 */
export function searchConcepts(concepts: readonly Concept[], query: string): readonly Concept[] {
  const wanted = normalised(query);
  if (wanted === "") return [];
  const scored = concepts
    .map((concept) => ({ concept, score: Math.max(scoreOf(concept, wanted), wordsScore(concept, query)) }))
    .filter(({ score }) => score > 0);
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const least = best === exact ? exact : inside;
  return scored
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score)
    .map(({ concept }) => concept);
}

/** What `searchConcepts` finds, and after it the concepts whose sentence has all the words. */
export function searchConceptsAndSentences(
  concepts: readonly Concept[],
  query: string,
  language: Language,
): readonly Concept[] {
  const words = spelledAlike(query).split(/\s+/).filter(Boolean);
  const told = concepts.filter((concept) => {
    const sentence = spelledAlike(concept.sentence[language]);
    return words.length > 0 && words.every((word) => sentence.includes(word));
  });
  return [...new Set([...searchConcepts(concepts, query), ...told])];
}

function scoreOf(concept: Concept, wanted: string): number {
  let best = 0;
  for (const name of namesOf(concept)) {
    if (name === wanted) return exact;
    if (name.startsWith(wanted)) best = Math.max(best, beginning);
    else if (name.includes(wanted)) best = Math.max(best, inside);
  }
  return best;
}

/** Every word has to stand in some name; the more of them the concept's own titles hold, the better. */
function wordsScore(concept: Concept, query: string): number {
  const words = query
    .split(/[\s_/-]+/)
    .map(normalised)
    .filter((word) => word !== "");
  const names = namesOf(concept);
  if (words.length < 2 || !words.every((word) => names.some((name) => name.includes(word)))) return 0;
  const titles = titlesOf(concept).map(normalised);
  const titled = words.filter((word) => titles.some((title) => title.includes(word))).length;
  return inside + (0.5 * titled) / words.length;
}

/** Names and their parts, as they are written. */
export function titlesOf(concept: Concept): string[] {
  const names = Object.values(concept.name).flatMap((name) => [name, ...name.split(/[/()（）、,]/)]);
  return [concept.id, ...names];
}

/** Names, ids and the last parts of public names, normalised. */
export function namesOf(concept: Concept): string[] {
  const apis = concept.apis.map((api) => api.name.slice(api.name.lastIndexOf(".") + 1));
  return [...titlesOf(concept), ...apis].map(normalised).filter((name) => name !== "");
}

/** Spelling, spaces, hyphens and underscores do not matter: `batch-norm`, `Batch Norm`, `batch_norm`. */
export function normalised(text: string): string {
  return spelledAlike(text).replace(/[\s_-]+/g, "");
}
