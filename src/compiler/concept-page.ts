import { type ConceptPage, formulaMark, namesMark } from "../curriculum/concept-page";
import { conceptTitle } from "../curriculum/concept-title";
import { escapeHtml } from "../curriculum/html";
import type { Concept, Language, Localized, QuestionSummary } from "../curriculum/model";
import type { MarkdownRenderer, Place, References } from "./markdown";
import type { MathTypesetter } from "./math";

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
  readonly markdown: MarkdownRenderer;
  readonly math: MathTypesetter;
  readonly questions: ReadonlyMap<number, QuestionSummary>;
  readonly references: References;
}

/** A concept's own page, ready HTML. Links to questions carry `data-question`. */
export function conceptPage(concept: Concept, parts: ConceptPageParts): ConceptPage {
  return {
    page: { en: pageIn("en", concept, parts), "zh-cn": pageIn("zh-cn", concept, parts) },
    formula: concept.formula === undefined ? "" : parts.math.typeset(concept.formula, true),
  };
}

function pageIn(language: Language, concept: Concept, parts: ConceptPageParts): string {
  const words = headings[language];
  const place: Place = {
    file: `content/concepts/${concept.group}.yaml`,
    line: 1,
    language,
    figurePrefix: `c-${concept.id}-`,
  };
  const inline = (text: string): string => parts.markdown.inline(text, place, parts.references);
  const { name, other } = conceptTitle(concept.name, language);
  const sections = [
    `<h1>${escapeHtml(name)}</h1>`,
    other === undefined ? "" : `<p class="other-name">${escapeHtml(other)}</p>`,
    `<div class="definition"><p>${inline(concept.sentence[language])}</p></div>`,
    concept.formula === undefined ? "" : `<div class="formula">${formulaMark}</div>`,
    concept.pitfall === undefined
      ? ""
      : `<aside class="pitfall"><p>${inline(concept.pitfall[language])}</p></aside>`,
    concept.apis.length === 0 ? "" : `<h2>${words.names}</h2>${namesMark}`,
    ruleList(
      words.arguments,
      concept.arguments.map((rule) => rule.argument),
    ),
    ruleList(
      words.strings,
      concept.strings.flatMap((rule) => rule.values.map((value) => `${rule.argument}="${value}"`)),
    ),
    questionList(words.questions, words.planned, language, concept, parts.questions),
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
  questions: ReadonlyMap<number, QuestionSummary>,
): string {
  const items = concept.questions.flatMap((number) => {
    const question = questions.get(number);
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
