import type { Concept, OlderForm } from "../curriculum/model";
import { patternCovers } from "../curriculum/older-forms";
import type { Problems } from "./problems";
import { olderFormsSchema } from "./schema";
import { readYaml } from "./yaml-file";

export const olderFormsPath = "content/older-forms.yaml";

/** Reads `older-forms.yaml`, and hands each concept the entries that concern its names and arguments. */
export function withOlderForms(
  concepts: readonly Concept[],
  text: string | undefined,
  problems: Problems,
): readonly Concept[] {
  const forms = text === undefined ? [] : readForms(text, concepts, problems);
  return concepts.map((concept) => {
    const older = forms.flatMap((form) => concerning(form, concept));
    return older.length === 0 ? concept : { ...concept, older };
  });
}

function readForms(text: string, concepts: readonly Concept[], problems: Problems): OlderForm[] {
  const file = readYaml(olderFormsPath, text, olderFormsSchema, problems);
  if (!file) return [];
  const names = concepts.flatMap((concept) => concept.apis.map((api) => api.name));
  return file.data.flatMap(({ library, since, gone, ...entry }, index) => {
    const versions = { library, ...(since !== undefined && { since }), ...(gone !== undefined && { gone }) };
    const ofNames = Object.entries(entry.names).map(([old, now]) => {
      if (!names.includes(old)) {
        problems.add(
          olderFormsPath,
          file.lineOf(index, "names", old),
          `“${old}” is no API name of a concept: add it there first`,
        );
      }
      return { old, now, ...versions };
    });
    const ofArguments = entry.arguments.map(({ argument, of, now }, i) => {
      for (const pattern of of) {
        if (names.some((name) => patternCovers(pattern, name))) continue;
        problems.add(
          olderFormsPath,
          file.lineOf(index, "arguments", i),
          `“${pattern}” is no API name of a concept, nor the beginning of one`,
        );
      }
      return { old: argument, of, now, ...versions };
    });
    const ofPlaces = entry.places.flatMap(({ from, to }, i) => {
      const [old] = from;
      if (old === undefined) return [];
      if (!names.some((name) => name.startsWith(`${canonicalModule(to)}.`))) {
        problems.add(
          olderFormsPath,
          file.lineOf(index, "places", i),
          `“${to}” is not the beginning of a concept's API name`,
        );
      }
      return [{ old, places: from, now: to, ...versions }];
    });
    return [...ofNames, ...ofArguments, ...ofPlaces];
  });
}

/** The form with what of it concerns a concept: a name of its, or an argument of its names or that stands for it. */
function concerning(form: OlderForm, concept: Concept): OlderForm[] {
  if (form.places !== undefined) {
    const module = `${canonicalModule(form.now)}.`;
    return concept.apis.some((api) => api.name.startsWith(module)) ? [form] : [];
  }
  if (form.of === undefined) return concept.apis.some((api) => api.name === form.old) ? [form] : [];
  const rules = concept.arguments.filter((rule) => rule.argument === form.old).flatMap((rule) => rule.of);
  const of = form.of.filter(
    (pattern) =>
      concept.apis.some((api) => patternCovers(pattern, api.name)) ||
      rules.some((rule) => overlap(rule, pattern)),
  );
  return of.length === 0 ? [] : [{ ...form, of }];
}

/** `tf.nn` as the catalogue writes it. */
function canonicalModule(module: string): string {
  return module.replace(/^tf\.keras\b/, "keras").replace(/^tf\b/, "tensorflow");
}

function overlap(one: string, other: string): boolean {
  const bare = (pattern: string): string => pattern.replace(/\*$/, "");
  return patternCovers(one, bare(other)) || patternCovers(other, bare(one));
}
