import { conceptTitle } from "./concept-title";
import { differencesHtml } from "./differences";
import { escapeHtml } from "./html";
import { inlineHtml } from "./inline-html";
import type { Concept, Language, Localized, QuestionSummary } from "./model";
import { namesTable, olderHtml } from "./names-table";

const headings: Localized<{
  differences: string;
  names: string;
  arguments: string;
  strings: string;
  older: string;
  questions: string;
  planned: string;
  sources: string;
}> = {
  en: {
    differences: "Where frameworks differ",
    names: "In code",
    arguments: "As an argument",
    strings: "As a string",
    older: "Older arguments",
    questions: "Questions",
    planned: "not written yet",
    sources: "Sources",
  },
  "zh-cn": {
    differences: "各框架的差别",
    names: "在代码里",
    arguments: "作为参数",
    strings: "作为字符串",
    older: "旧参数",
    questions: "相关题目",
    planned: "尚未写成",
    sources: "出处",
  },
};

export interface ConceptPageParts {
  /** HTML; undefined where the concept has none. */
  readonly formula: string | undefined;
  /** A picture drawn in colour roles, and what it shows. */
  readonly figure?: { readonly svg: string; readonly alt: string } | undefined;
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
    figureHtml(parts.figure),
    parts.formula === undefined ? "" : `<div class="formula">${parts.formula}</div>`,
    concept.pitfall === undefined
      ? ""
      : `<aside class="pitfall"><p>${inlineHtml(concept.pitfall[language])}</p></aside>`,
    headed(words.differences, differencesHtml(concept, language)),
    headed(words.names, namesTable(concept.apis, concept.older ?? [], language)),
    ruleList(
      words.arguments,
      concept.arguments.map((rule) => rule.argument),
    ),
    ruleList(
      words.strings,
      concept.strings.flatMap((rule) => rule.values.map((value) => `${rule.argument}="${value}"`)),
    ),
    headed(words.older, olderArguments(concept, language)),
    questionList(words.questions, words.planned, language, concept, parts),
    sourceList(words.sources, concept),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

function headed(heading: string, html: string): string {
  return html === "" ? "" : `<h2>${heading}</h2>${html}`;
}

function figureHtml(figure: ConceptPageParts["figure"]): string {
  if (figure === undefined) return "";
  const svg = figure.svg.replace(/^<svg/, '<svg aria-hidden="true"');
  return `<figure>${svg}<figcaption>${escapeHtml(figure.alt)}</figcaption></figure>`;
}

function olderArguments({ older = [] }: Concept, language: Language): string {
  const items = older.filter((form) => form.of !== undefined).map((form) => olderHtml(form, language));
  return items.length === 0
    ? ""
    : `<ul>${[...new Set(items)].map((item) => `<li>${item}</li>`).join("")}</ul>`;
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
