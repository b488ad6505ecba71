import type { StoredFormulas } from "../curriculum/formulas";
import type { Catalogue, Curriculum, QuestionSummary, StoredQuestion, Topic } from "../curriculum/model";
import { compileConcepts } from "./concepts";
import type { FigureProgram } from "./figure";
import { MarkdownRenderer } from "./markdown";
import { MathTypesetter } from "./math";
import { olderFormsPath, withOlderForms } from "./older-forms";
import { type Problem, Problems } from "./problems";
import { checkQuestionReferences, compileQuestion, type QuestionFolder } from "./questions";
import { exampleSchema, type QuestionSource, questionSchema, topicsSchema } from "./schema";
import { readYaml, type YamlFile } from "./yaml-file";

/** The files of `content/`, paths from the project's root with `/`. */
export interface ContentFiles {
  readonly texts: ReadonlyMap<string, string>;
  /** Programs of `figures/*.ts` by the path of their file. */
  readonly figures: ReadonlyMap<string, FigureProgram>;
}

export interface CompiledContent {
  readonly curriculum: Curriculum;
  readonly questions: readonly StoredQuestion[];
  readonly catalogue: Catalogue;
  readonly formulas: StoredFormulas;
  /** Every formula of the pages once, HTML, and the classes that stand for its styles. */
  readonly formulaHtml: readonly string[];
  readonly formulaClasses: string;
  readonly problems: readonly Problem[];
}

/** How many questions the project is about: a missing folder is a mistake. */
const questionCount = 50;

/** Compiles all of `content/`. Never throws for what an author wrote: look at `problems`. */
export function compileContent(content: ContentFiles): CompiledContent {
  const problems = new Problems();
  const math = new MathTypesetter();
  const markdown = new MarkdownRenderer(math, problems);
  const topics = compileTopics(content, problems);
  const folders = questionFolders(content, problems);
  const numbers = new Set(folders.map((folder) => folder.yaml.data.number));
  checkNumbers(folders, problems);
  const examples = exampleFolders(content, problems);
  const { concepts, formulas } = compileConcepts(
    filesBelow(content.texts, "content/concepts/", ".yaml"),
    numbers,
    math,
    markdown,
    problems,
  );
  const catalogue = {
    concepts: withOlderForms(concepts, content.texts.get(olderFormsPath), problems),
  };
  const context = {
    questions: numbers,
    concepts: new Set(catalogue.concepts.map((concept) => concept.id)),
    markdown,
    problems,
  };
  const questions: StoredQuestion[] = [];
  for (const folder of [...folders, ...examples]) {
    const source = folder.yaml.data;
    if (!topics.some((topic) => topic.id === source.topic)) {
      problems.add(
        folder.yaml.path,
        folder.yaml.lineOf("topic"),
        `unknown topic “${source.topic}”: use an id of content/topics.yaml`,
      );
    }
    if (source.status === "planned") checkQuestionReferences(folder, source, context);
    const question = compileQuestion(folder, context);
    if (question) questions.push(question);
  }
  return {
    curriculum: { topics, questions: folders.map(summaryOf), examples: examples.map(summaryOf) },
    questions,
    catalogue,
    formulas,
    formulaHtml: math.formulas,
    formulaClasses: math.classes,
    problems: problems.all,
  };
}

function compileTopics(content: ContentFiles, problems: Problems): readonly Topic[] {
  const path = "content/topics.yaml";
  const text = content.texts.get(path);
  if (text === undefined) problems.add(path, 1, "is missing: it lists the topics");
  return text === undefined ? [] : (readYaml(path, text, topicsSchema, problems)?.data ?? []);
}

function filesBelow(texts: ReadonlyMap<string, string>, folder: string, ending: string): Map<string, string> {
  return new Map([...texts].filter(([path]) => path.startsWith(folder) && path.endsWith(ending)).sort());
}

/** `content/lab/NAME`, each with a `lab.yaml`. */
function exampleFolders(content: ContentFiles, problems: Problems): QuestionFolder[] {
  const folders: QuestionFolder[] = [];
  for (const [file, text] of filesBelow(content.texts, "content/lab/", "/lab.yaml")) {
    const path = file.slice(0, -"/lab.yaml".length);
    const yaml = readYaml(file, text, exampleSchema, problems);
    if (!yaml) continue;
    if (folders.some((folder) => folder.yaml.data.number === yaml.data.number)) {
      problems.add(
        file,
        yaml.lineOf("number"),
        `the number ${yaml.data.number} stands twice: take a free one`,
      );
    }
    folders.push({
      path,
      slug: path.slice("content/lab/".length),
      isExample: true,
      yaml,
      files: within(content.texts, path),
      figures: within(content.figures, path),
    });
  }
  return folders.sort((a, b) => a.yaml.data.number - b.yaml.data.number);
}

function questionFolders(content: ContentFiles, problems: Problems): QuestionFolder[] {
  const folders: QuestionFolder[] = [];
  const names = new Set<string>();
  for (const path of content.texts.keys()) {
    const name = /^content\/questions\/([^/]+)\//.exec(path)?.[1];
    if (name !== undefined) names.add(name);
  }
  for (const name of [...names].sort()) {
    const path = `content/questions/${name}`;
    const [, number, slug] = /^(\d{2,3})-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(name) ?? [];
    const text = content.texts.get(`${path}/question.yaml`);
    if (number === undefined || slug === undefined) {
      problems.add(path, 1, "is not named like 08-pooling: two digits and a short name");
    } else if (text === undefined) {
      problems.add(`${path}/question.yaml`, 1, "is missing: every question has one");
    } else {
      const yaml = readYaml(`${path}/question.yaml`, text, questionSchema, problems) as
        | YamlFile<QuestionSource>
        | undefined;
      if (!yaml) continue;
      if (yaml.data.number !== Number(number)) {
        problems.add(
          yaml.path,
          yaml.lineOf("number"),
          `the number must be ${Number(number)}, as in the folder's name`,
        );
      }
      folders.push({
        path,
        slug,
        isExample: false,
        yaml,
        files: within(content.texts, path),
        figures: within(content.figures, path),
      });
    }
  }
  return folders.sort((a, b) => a.yaml.data.number - b.yaml.data.number);
}

function within<T>(files: ReadonlyMap<string, T>, folder: string): Map<string, T> {
  const inside = [...files].filter(([path]) => path.startsWith(`${folder}/`));
  return new Map(inside.map(([path, file]) => [path.slice(folder.length + 1), file]));
}

function checkNumbers(folders: readonly QuestionFolder[], problems: Problems): void {
  const seen = new Set<number>();
  for (const { yaml } of folders) {
    if (seen.has(yaml.data.number)) problems.add(yaml.path, 1, `question ${yaml.data.number} stands twice`);
    seen.add(yaml.data.number);
  }
  for (let number = 1; number <= questionCount; number++) {
    if (!seen.has(number))
      problems.add("content/questions", 1, `question ${number} is missing: add its folder, planned at least`);
  }
}

function summaryOf(folder: QuestionFolder): QuestionSummary {
  const { number, topic, title, status, concepts, related } = folder.yaml.data;
  const example = folder.isExample ? { isExample: true as const } : {};
  return { number, slug: folder.slug, topic, title, status, concepts, related, ...example };
}
