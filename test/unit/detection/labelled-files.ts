import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Detector, Found, How, SourceLanguage } from "../../../src/detection/model";
import { codeCells } from "../../cli/notebook";

const folder = join("test", "fixtures", "detection");
const hows: Readonly<Record<string, How>> = {
  i: "import",
  n: "name",
  b: "bound",
  m: "method",
  a: "argument",
  s: "string",
};

/** A place where a concept stands: what a label says, or what was found. */
export interface Place {
  readonly file: string;
  /** `12`, or `3:12` in a notebook's cell 3. */
  readonly line: string;
  readonly text: string;
  readonly concept: string;
  readonly how: How;
}

export interface Comparison {
  readonly file: string;
  readonly right: readonly Place[];
  /** Found, but not labelled so. */
  readonly wrong: readonly Place[];
  readonly missed: readonly Place[];
}

/** The labelled files, and what a detector makes of each. */
export function compareAll(detector: Detector): Comparison[] {
  return labelledFiles().map((file) => compare(file, labelsOf(file), foundIn(file, detector)));
}

export function labelledFiles(): string[] {
  const names = readdirSync(folder);
  return names.filter((name) => names.includes(`${name}.labels`)).sort();
}

export function textOf(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

/** Share of the found places that are right. */
export function precision(comparisons: readonly Comparison[], passes: (place: Place) => boolean): number {
  const right = count(comparisons, "right", passes);
  return right / (right + count(comparisons, "wrong", passes));
}

/** Share of the labelled places that are found. */
export function recall(comparisons: readonly Comparison[], passes: (place: Place) => boolean): number {
  const right = count(comparisons, "right", passes);
  return right / (right + count(comparisons, "missed", passes));
}

export function count(
  comparisons: readonly Comparison[],
  which: "right" | "wrong" | "missed",
  passes: (place: Place) => boolean,
): number {
  return comparisons.reduce((sum, comparison) => sum + comparison[which].filter(passes).length, 0);
}

function labelsOf(file: string): Place[] {
  const rows = textOf(`${file}.labels`).split("\n").filter(Boolean);
  return rows.flatMap((row) => {
    const [line = "", ...labels] = row.split(" ");
    return labels.map((label) => {
      const [, how = "", text = "", concept = ""] = /^(\w):(.+)=(.+)$/.exec(label) ?? [];
      const known = hows[how];
      if (!known) throw new Error(`${file}.labels: “${label}” is no label`);
      return { file, line, text, concept, how: known };
    });
  });
}

function foundIn(file: string, detector: Detector): Place[] {
  const text = textOf(file);
  if (!file.endsWith(".ipynb")) {
    const language: SourceLanguage = file.endsWith(".py") ? "python" : "typescript";
    return placesOf(file, "", text, detector.read(text, language).all);
  }
  const cells = codeCells(text);
  return cells.flatMap((cell) => {
    const texts = cells.map((one) => one.text);
    const at = cells.indexOf(cell);
    const { all } = detector.read(cell.text, cell.language, texts.slice(0, at), texts.slice(at + 1));
    return placesOf(file, `${cell.index}:`, cell.text, all);
  });
}

function placesOf(file: string, prefix: string, text: string, found: readonly Found[]): Place[] {
  return found.map((one) => {
    const line = text.slice(0, one.start).split("\n").length;
    return { file, line: `${prefix}${line}`, text: one.text, concept: one.concept, how: one.how };
  });
}

function compare(file: string, labels: readonly Place[], found: readonly Place[]): Comparison {
  const open = new Map<string, Place[]>();
  for (const label of labels) open.set(keyOf(label), [...(open.get(keyOf(label)) ?? []), label]);
  const right: Place[] = [];
  const wrong: Place[] = [];
  for (const place of found) (open.get(keyOf(place))?.shift() ? right : wrong).push(place);
  return { file, right, wrong, missed: [...open.values()].flat() };
}

function keyOf(place: Place): string {
  return `${place.line} ${place.how} ${place.text} ${place.concept}`;
}
