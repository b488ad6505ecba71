import type { StoredFormulas } from "../curriculum/formulas";
import { inlineHtml } from "../curriculum/inline-html";
import type { Api, Concept, DefaultValue } from "../curriculum/model";
import { languages } from "../curriculum/model";
import { parseApi } from "../curriculum/signature";
import { FormulaDrawer } from "./formula-picture";
import type { MarkdownRenderer, References } from "./markdown";
import type { MathTypesetter } from "./math";
import type { Problems } from "./problems";
import { conceptsSchema } from "./schema";
import { readYaml, type YamlFile } from "./yaml-file";

type ConceptsFile = YamlFile<(typeof conceptsSchema)["_output"]>;

/** Compiles `content/concepts/*.yaml` to the catalogue; mistakes go to `problems`. */
export function compileConcepts(
  files: ReadonlyMap<string, string>,
  questions: ReadonlySet<number>,
  math: MathTypesetter,
  markdown: MarkdownRenderer,
  problems: Problems,
): { readonly concepts: readonly Concept[]; readonly formulas: StoredFormulas } {
  const concepts: Concept[] = [];
  const formulas = new FormulaDrawer();
  const spoken: Record<string, string> = {};
  const seenIds = new Map<string, string>();
  const seenNames = new Map<string, string>();
  for (const [path, text] of files) {
    const file = readYaml(path, text, conceptsSchema, problems);
    if (!file) continue;
    file.data.forEach((source, index) => {
      const at = (...keys: (string | number)[]): number => file.lineOf(index, ...keys);
      claimOnce(seenIds, source.id, path, at("id"), "the concept", problems);
      for (const [i, number] of source.questions.entries()) {
        if (!questions.has(number)) problems.add(path, at("questions", i), `question ${number} is not there`);
      }
      const apis = source.apis.flatMap((written, i) => {
        const api = readApi(written, path, at("apis", i), problems);
        if (api) claimOnce(seenNames, api.name, path, at("apis", i), "the API name", problems);
        return api ? [api] : [];
      });
      if (
        source.formula !== undefined &&
        formulaIsReadable(source.formula, math, path, at("formula"), problems)
      ) {
        formulas.draw(source.id, source.formula);
        spoken[source.id] = math.mathml(source.formula);
      }
      const { defaults: _, ...rest } = source;
      const defaults = source.defaults?.map((written, i) =>
        readDefault(written, apis, path, at("defaults", i), problems),
      );
      concepts.push({ ...rest, group: groupOf(path), apis, ...(defaults && { defaults }) });
    });
    checkLanguages(file, problems);
    checkMarkup(file, markdown, problems);
  }
  return { concepts, formulas: { ...formulas.drawings, spoken } };
}

export type WrittenDefault = NonNullable<ConceptsFile["data"][number]["defaults"]>[number];

function readDefault(
  written: WrittenDefault,
  apis: readonly Api[],
  path: string,
  line: number,
  problems: Problems,
): DefaultValue {
  const read = defaultValueOf(written, apis);
  const unknown = read.values.find(({ value }) => value === "");
  if (unknown !== undefined) {
    problems.add(
      path,
      line,
      `${unknown.framework}: ${written.of[unknown.framework]} has no default among the API names above; write = and the value`,
    );
  }
  return read;
}

/** Values come from the signatures, so that they cannot disagree; a text after `=` stands for itself; "" is unknown. */
export function defaultValueOf({ name, of, note }: WrittenDefault, apis: readonly Api[]): DefaultValue {
  const values = Object.entries(of).map(([framework, place]) => ({
    framework,
    value: defaultAt(place, apis) ?? "",
  }));
  return { name, values, ...(note && { note }) };
}

/** `torch.nn.BatchNorm2d.eps` → `1e-05`; `= 0.1` → `0.1`. */
function defaultAt(place: string, apis: readonly Api[]): string | undefined {
  if (place.startsWith("=")) return place.slice(1).trim();
  const dot = place.lastIndexOf(".");
  const api = apis.find((one) => one.name === place.slice(0, dot));
  const value = api?.parameters.find((one) => one.name === place.slice(dot + 1))?.default;
  // As people write it: Python's own spelling is 1e-05.
  return value?.replace(/e-0(\d)$/, "e-$1");
}

function groupOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.yaml$/, "");
}

function readApi(written: string, path: string, line: number, problems: Problems): Api | undefined {
  const api = parseApi(written);
  if (!api)
    problems.add(path, line, `“${written}” is not a name with parameters, such as torch.nn.Dropout(p=0.5)`);
  return api;
}

function claimOnce(
  seen: Map<string, string>,
  key: string,
  path: string,
  line: number,
  what: string,
  problems: Problems,
): void {
  const before = seen.get(key);
  if (before !== undefined)
    problems.add(path, line, `${what} “${key}” stands twice (also at ${before}): keep one`);
  else seen.set(key, `${path}:${line}`);
}

function formulaIsReadable(
  tex: string,
  math: MathTypesetter,
  path: string,
  line: number,
  problems: Problems,
): boolean {
  try {
    math.mathml(tex);
    return true;
  } catch (error) {
    problems.add(
      path,
      line,
      `the formula cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
    return false;
  }
}

/** A Chinese sentence without a Han character was forgotten, not translated. */
function checkLanguages(file: ConceptsFile, problems: Problems): void {
  file.data.forEach((concept, index) => {
    for (const key of ["sentence", "pitfall"] as const) {
      const text = concept[key];
      if (!text) continue;
      for (const language of languages) {
        const isChinese = /\p{Script=Han}/u.test(text[language]);
        if (isChinese !== (language === "zh-cn")) {
          problems.add(
            file.path,
            file.lineOf(index, key, language),
            `“${key}” in ${language} is in the other language`,
          );
        }
      }
    }
  });
}

const nothingToLink: References = {
  sources: new Map(),
  questions: new Set(),
  concepts: new Set(),
  figure: () => undefined,
};

/** Concepts are also shown where no Markdown is read: their texts keep to what {@link inlineHtml} knows. */
function checkMarkup(file: ConceptsFile, markdown: MarkdownRenderer, problems: Problems): void {
  file.data.forEach((concept, index) => {
    for (const key of ["sentence", "pitfall", "elsewhere"] as const) {
      for (const language of languages) {
        const text = concept[key]?.[language];
        const line = file.lineOf(index, key, language);
        const place = { file: file.path, line, language, figurePrefix: "" };
        if (text !== undefined && markdown.inline(text, place, nothingToLink) !== inlineHtml(text)) {
          problems.add(file.path, line, `“${key}” may have \`code\` and *emphasis*, no other Markdown`);
        }
      }
    }
  });
}
