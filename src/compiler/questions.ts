import type { Language, Localized, QuestionPage, QuizItem, StoredQuestion } from "../curriculum/model";
import { languages } from "../curriculum/model";
import { demoMistakes, localizeDemo, withShortImports } from "./demo-text";
import { type FigureProgram, figureMistakes } from "./figure";
import type { MarkdownRenderer, Place, References, RenderedPage } from "./markdown";
import type { Problems } from "./problems";
import type { CompleteQuestionSource, QuestionSource, QuizItemSource } from "./schema";
import type { YamlFile } from "./yaml-file";

/** What one question's folder holds. */
export interface QuestionFolder {
  /** `content/questions/08-pooling`. */
  readonly path: string;
  readonly slug: string;
  /** An example of the laboratory. */
  readonly isExample: boolean;
  readonly yaml: YamlFile<QuestionSource>;
  /** Text files by name within the folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Programs of `figures/*.ts` by name within the folder. */
  readonly figures: ReadonlyMap<string, FigureProgram>;
}

/** Everything that a question may refer to. */
export interface QuestionContext {
  readonly questions: ReadonlySet<number>;
  readonly concepts: ReadonlySet<string>;
  readonly markdown: MarkdownRenderer;
  readonly problems: Problems;
}

/** How long an explanation is: words in English, Han characters in Chinese. */
const lengths: Localized<{ readonly least: number; readonly most: number; readonly unit: string }> = {
  en: { least: 300, most: 700, unit: "words" },
  "zh-cn": { least: 450, most: 1300, unit: "characters" },
};

const wordsPerMinute: Localized<number> = { en: 200, "zh-cn": 350 };

/** Compiles a complete question; undefined when a file is missing. */
export function compileQuestion(
  folder: QuestionFolder,
  context: QuestionContext,
): StoredQuestion | undefined {
  const source = folder.yaml.data;
  if (source.status !== "complete") return undefined;
  const texts = requiredFiles(folder, context.problems);
  if (!texts) return undefined;
  checkQuestionReferences(folder, source, context);
  const references = referencesOf(folder, source, context);
  return {
    ...source,
    ...(folder.isExample && { isExample: true }),
    slug: folder.slug,
    page: {
      en: compilePage(folder, texts.en, "en", context, references),
      "zh-cn": compilePage(folder, texts["zh-cn"], "zh-cn", context, references),
    },
    quiz: source.quiz.map((item, index) => compileQuizItem(folder, source, item, index, context, references)),
    demo: { title: source.demo.title, code: compileDemo(folder, texts.demo, context.problems) },
    shownConcepts: [...new Set([...source.concepts, ...mentionedConcepts(texts)])],
  };
}

function requiredFiles(
  folder: QuestionFolder,
  problems: Problems,
): (Localized & { demo: string }) | undefined {
  const missing = ["en.md", "zh-cn.md", "demo.ts"].filter((name) => !folder.files.has(name));
  for (const name of missing) {
    problems.add(
      folder.yaml.path,
      folder.yaml.lineOf("status"),
      `${name} is missing: write it, or set status to planned`,
    );
  }
  const [en, chinese, demo] = ["en.md", "zh-cn.md", "demo.ts"].map((name) => folder.files.get(name));
  return en === undefined || chinese === undefined || demo === undefined
    ? undefined
    : { en, "zh-cn": chinese, demo };
}

/** Reports ids that lead nowhere; planned questions have them too. */
export function checkQuestionReferences(
  folder: QuestionFolder,
  source: QuestionSource,
  context: Pick<QuestionContext, "questions" | "concepts" | "problems">,
): void {
  const { yaml } = folder;
  source.concepts.forEach((id, i) => {
    if (!context.concepts.has(id)) {
      context.problems.add(
        yaml.path,
        yaml.lineOf("concepts", i),
        `unknown concept “${id}”: use an id of content/concepts`,
      );
    }
  });
  source.related.forEach((number, i) => {
    if (!context.questions.has(number) || number === source.number) {
      context.problems.add(
        yaml.path,
        yaml.lineOf("related", i),
        `related question ${number} is not another question`,
      );
    }
  });
}

function referencesOf(
  folder: QuestionFolder,
  source: CompleteQuestionSource,
  context: QuestionContext,
): References {
  const drawn = new Map<string, string>();
  return {
    sources: new Map(source.sources.map(({ id, label, url }) => [id, { label, url }])),
    questions: context.questions,
    concepts: context.concepts,
    figure(path, language) {
      const key = `${language} ${path}`;
      const known = drawn.get(key);
      if (known !== undefined) return known;
      const svg = drawFigure(folder, path, language);
      if (svg === undefined) return undefined;
      drawn.set(key, svg);
      for (const mistake of figureMistakes(svg))
        context.problems.add(`${folder.path}/${path}`, 1, `the figure ${mistake}`);
      return svg;
    },
  };
}

function drawFigure(folder: QuestionFolder, path: string, language: Language): string | undefined {
  const program = folder.figures.get(path);
  return program
    ? program((english, chinese) => (language === "en" ? english : chinese))
    : folder.files.get(path);
}

function placeOf(folder: QuestionFolder, language: Language, line: number, file = `${language}.md`): Place {
  return {
    file: `${folder.path}/${file}`,
    line,
    language,
    figurePrefix: `q${folder.yaml.data.number}-${language}-`,
  };
}

function compilePage(
  folder: QuestionFolder,
  text: string,
  language: Language,
  context: QuestionContext,
  references: References,
): QuestionPage {
  const place = placeOf(folder, language, 1);
  const page = context.markdown.page(text, place, references);
  if (!folder.isExample)
    checkQuestionPage(page, language, (message) => context.problems.add(place.file, 1, message));
  return {
    answer: page.answer,
    body: page.body,
    readingMinutes: Math.max(1, Math.round(page.words / wordsPerMinute[language])),
  };
}

/** What a question's page must have and an example's need not. */
function checkQuestionPage(page: RenderedPage, language: Language, report: (message: string) => void): void {
  const { least, most, unit } = lengths[language];
  if (page.words < least || page.words > most) {
    report(`the explanation has ${page.words} ${unit}: write between ${least} and ${most}`);
  }
  if (page.figures === 0) report("has no figure: a complete question shows at least one");
  for (const name of ["correction", "try"]) {
    if (!page.containers.has(name)) report(`has no “::: ${name}” box: a complete question has one`);
  }
}

function compileDemo(folder: QuestionFolder, source: string, problems: Problems): Localized {
  const path = `${folder.path}/demo.ts`;
  for (const { line, message } of demoMistakes(source)) problems.add(path, line, message);
  const lines = source.split("\n").filter((line) => line.trim() !== "").length;
  const most = folder.isExample ? 200 : 80;
  if (lines < 20 || lines > most)
    problems.add(path, 1, `the demo has ${lines} lines of text: write between 20 and ${most}`);
  const localized = { en: localizeDemo(source, "en"), "zh-cn": localizeDemo(source, "zh-cn") };
  for (const language of languages) {
    const left = /(?<![\w.])t\(/.exec(localized[language]);
    if (left) {
      const line = localized[language].slice(0, left.index).split("\n").length;
      problems.add(path, line, "t(…) must be given two texts, not expressions, and not inside another t(…)");
    }
  }
  return { en: withShortImports(localized.en), "zh-cn": withShortImports(localized["zh-cn"]) };
}

function compileQuizItem(
  folder: QuestionFolder,
  source: CompleteQuestionSource,
  item: QuizItemSource,
  index: number,
  context: QuestionContext,
  references: References,
): QuizItem {
  const at = (...keys: (string | number)[]): number => folder.yaml.lineOf("quiz", index, ...keys);
  const report = (line: number, message: string): void =>
    context.problems.add(folder.yaml.path, line, message);
  const html = (text: Localized, line: number): Localized => ({
    en: context.markdown.inline(text.en, placeOf(folder, "en", line, "question.yaml"), references),
    "zh-cn": context.markdown.inline(
      text["zh-cn"],
      placeOf(folder, "zh-cn", line, "question.yaml"),
      references,
    ),
  });
  if (source.quiz.findIndex((other) => other.id === item.id) !== index) {
    report(at("id"), `the quiz id “${item.id}” stands twice: give each item its own`);
  }
  const base = {
    id: item.id,
    prompt: html(item.prompt, at("prompt")),
    explanation: html(item.explanation, at("explanation")),
  };
  switch (item.kind) {
    case "numeric":
    case "prints":
      return { ...item, ...base };
    case "order":
      return { ...base, kind: item.kind, steps: item.steps.map((step, i) => html(step, at("steps", i))) };
    default: {
      checkOptions(item, at("options"), report);
      const options = item.options.map((option, i) => ({
        text: html(option.text, at("options", i)),
        right: option.right ?? false,
        ...(option.because ? { because: html(option.because, at("options", i, "because")) } : {}),
      }));
      return { ...base, kind: item.kind, options };
    }
  }
}

function checkOptions(
  item: Extract<QuizItemSource, { kind: "single" | "multiple" }>,
  line: number,
  report: (line: number, message: string) => void,
): void {
  const right = item.options.filter((option) => option.right).length;
  if (item.kind === "single" && right !== 1)
    report(line, `“${item.id}” has ${right} right options: mark exactly one`);
  if (item.kind === "multiple" && right === 0)
    report(line, `“${item.id}” has no right option: mark at least one`);
  if (item.options.some((option) => !option.right && !option.because)) {
    report(line, `“${item.id}” has a wrong option without “because”: say why it tempts and where it breaks`);
  }
}

function mentionedConcepts(texts: Localized): string[] {
  return languages.flatMap((language) =>
    [...texts[language].matchAll(/\]\(concept:([a-z0-9-]+)\)/g)].map((match) => match[1] ?? ""),
  );
}
