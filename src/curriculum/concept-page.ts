import { conceptTitle } from "./concept-title";
import { escapeHtml } from "./html";
import { inlineHtml } from "./inline-html";
import type { Concept, Language, Localized, QuestionSummary } from "./model";
import { namesTable } from "./names-table";

const headings: Localized<{
  names: string;
  arguments: string;
  strings: string;
  questions: string;
  planned: string;
  sources: string;
}> = {
  en: {
    names: "In code",
    arguments: "As an argument",
    strings: "As a string",
    questions: "Questions",
    planned: "not written yet",
    sources: "Sources",
  },
  "zh-cn": {
    names: "在代码里",
    arguments: "作为参数",
    strings: "作为字符串",
    questions: "相关题目",
    planned: "尚未写成",
    sources: "出处",
  },
};

export interface ConceptPageParts {
  /** HTML; undefined where the concept has none. */
  readonly formula: string | undefined;
  question(number: number): QuestionSummary | undefined;
}

/** A concept's own page in one language, HTML. Links to questions carry `data-question`. */
export function conceptPageHtml(concept: Concept, language: Language, parts: ConceptPageParts): string {
  const words = headings[language];
  const { name, other } = conceptTitle(concept.name, language);
  const sections = [
    `<h1>${escapeHtml(name)}</h1>`,
    other === undefined ? "" : `<p class="other-name">${escapeHtml(other)}</p>`,
    `<div class="definition"><p>${inlineHtml(concept.sentence[language])}</p></div>`,
    parts.formula === undefined ? "" : `<div class="formula">${parts.formula}</div>`,
    concept.pitfall === undefined
      ? ""
      : `<aside class="pitfall"><p>${inlineHtml(concept.pitfall[language])}</p></aside>`,
    concept.apis.length === 0 ? "" : `<h2>${words.names}</h2>${namesTable(concept.apis)}`,
    ruleList(
      words.arguments,
      concept.arguments.map((rule) => rule.argument),
    ),
    ruleList(
      words.strings,
      concept.strings.flatMap((rule) => rule.values.map((value) => `${rule.argument}="${value}"`)),
    ),
    questionList(words.questions, words.planned, language, concept, parts),
    sourceList(words.sources, concept),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

function ruleList(heading: string, names: readonly string[]): string {
  const codes = [...new Set(names)].map((name) => `<code>${escapeHtml(name)}</code>`);
  return codes.length === 0 ? "" : `<h2>${heading}</h2><p>${codes.join(" ")}</p>`;
}

function questionList(
  heading: string,
  planned: string,
  language: Language,
  concept: Concept,
  parts: ConceptPageParts,
): string {
  const items = concept.questions.flatMap((number) => {
    const question = parts.question(number);
    if (!question) return [];
    const title = `${number}. ${escapeHtml(question.title[language])}`;
    return question.status === "complete"
      ? [`<li><a href="#question-${number}" data-question="${number}">${title}</a></li>`]
      : [`<li>${title} <small>${planned}</small></li>`];
  });
  return items.length === 0 ? "" : `<h2>${heading}</h2><ul>${items.join("")}</ul>`;
}

function sourceList(heading: string, concept: Concept): string {
  const items = concept.sources.map(
    ({ title, url }) => `<li><a href="${escapeHtml(url)}">${escapeHtml(title)}</a></li>`,
  );
  return items.length === 0 ? "" : `<h2>${heading}</h2><ul>${items.join("")}</ul>`;
}
