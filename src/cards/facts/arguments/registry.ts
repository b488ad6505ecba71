import { type Line, shown } from "../../arguments";
import type { Choose, Fact } from "../../fact";
import { md } from "../../markup";
import { dataArguments } from "./data";
import { estimatorArguments, functionArguments } from "./estimators";
import { layerArguments } from "./layers";
import { pretrainedArguments } from "./pretrained";
import type { ArgumentText, ArgumentTexts } from "./text";
import { trainingArguments } from "./training";

/** To add what an argument does: write its text in a file of this folder, under the concept it stands for. */
const sources: readonly ArgumentTexts[] = [
  layerArguments,
  trainingArguments,
  dataArguments,
  pretrainedArguments,
  estimatorArguments,
  functionArguments,
];

/** Several files may speak of one concept, each of its own arguments; of one argument, the first that has words for it. */
function textsOf(concept: string, argument: string): readonly ArgumentText[] {
  return sources.flatMap((texts) =>
    Object.hasOwn(texts[concept] ?? {}, argument) ? (texts[concept]?.[argument] ?? []) : [],
  );
}

/** Ids of the concepts whose arguments have words of their own. */
export const argumentConcepts: readonly string[] = [
  ...new Set(sources.flatMap((texts) => Object.keys(texts))),
];

/** What the found keyword argument itself does in its call; undefined where only the whole call can be spoken of. */
export function argumentFact(concept: string, found: Line, t: Choose): Fact | undefined {
  const name = found.argument?.name;
  if (name === undefined) return undefined;
  const line = found.around;
  const given = line.written({ names: [name] });
  if (given === undefined) return undefined;
  for (const text of textsOf(concept, name)) {
    const body = text(given, line, t);
    if (body) return { line: t(md`${shown(given)}: ${body}`, md`${shown(given)}：${body}`) };
  }
  return undefined;
}
