import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";
import { makeDetector } from "../../src/detection/detector";
import type { Detector, How, Reading } from "../../src/detection/model";
import { readCatalogue } from "../cli/catalogue";
import {
  type Comparison,
  compareAll,
  count,
  labelledFiles,
  type Place,
  precision,
  recall,
} from "../unit/detection/labelled-files";
import { longPython } from "../unit/detection/long-python";
import { longNotebook } from "./long-notebook";
import { atLeast, atMost, type BenchRow, percentile } from "./row";

const lines = 5000;
const rounds = 40;
/** Rounds before the machine code of either is ready. */
const warmUp = 20;
/** Our reading is shorter, so it takes more of them. */
const readsBefore = 200;

/** Hover speed in a long file, beside a whole parse of the same file, and how right detection is. */
export async function detectionBench(): Promise<BenchRow[]> {
  const detector = makeDetector(readCatalogue());
  return [...(await speed(detector)), notebookSpeed(detector), ...accuracy(compareAll(detector))];
}

async function speed(detector: Detector): Promise<BenchRow[]> {
  const file = new EditedFile(longPython(lines));
  const places = detector.read(longPython(lines), "python").all.length;
  for (let i = 0; i < readsBefore; i++) detector.read(file.edit(), "python").all.at(0);
  const parser = await pythonParser();
  const hovers: number[] = [];
  const lists: number[] = [];
  const parses: number[] = [];
  // turn by turn, so that a busy moment of the machine hits all
  for (let round = 0; round < rounds; round++) {
    const hovered = file.edit();
    const hover = milliseconds(() => detector.read(hovered, "python").at(file.somewhere()));
    const listed = file.edit();
    const list = milliseconds(() => detector.read(listed, "python").all);
    const parse = milliseconds(() => parser.parse(listed)?.delete());
    if (round < warmUp) continue;
    hovers.push(hover);
    lists.push(list);
    parses.push(parse);
  }
  const last = detector.read(file.edit(), "python");
  const cached = hoversOver(last, file);
  if (last.all.length < places) throw new Error("the edits have broken the file");
  const times = quick(parses);
  return [
    atMost("hover in 5,000 lines, cached, p95", percentile(cached, 0.95), "ms", 1),
    atLeast(
      "hover after an edit in 5,000 lines, times faster than tree-sitter",
      times / quick(hovers),
      "×",
      8,
    ),
    atMost("hover after an edit in 5,000 lines", quick(hovers), "ms", 50),
    atLeast("all of 5,000 lines after an edit, times faster than tree-sitter", times / quick(lists), "×", 4),
    atMost("all of 5,000 lines after an edit", quick(lists), "ms", 50),
  ];
}

/** In a notebook of 300 cells somebody types in one of them, and points at a name in it. */
function notebookSpeed(detector: Detector): BenchRow {
  const cells = longNotebook(300);
  const times: number[] = [];
  for (let round = 0; round < readsBefore + rounds; round++) {
    const at = (round * 37) % cells.length;
    cells[at] = Buffer.from(`${cells[at]}# ${round}\n`).toString();
    const [cell = "", above, below] = [cells[at], cells.slice(0, at), cells.slice(at + 1)];
    const time = milliseconds(() => detector.read(cell, "python", above, below).at(cell.indexOf("nn.") + 4));
    if (round >= readsBefore) times.push(time);
  }
  return atMost("hover after an edit in one of 300 notebook cells", quick(times), "ms", 5);
}

/** How long it takes to look up what stands at each of many places. */
function hoversOver(reading: Reading, file: EditedFile): number[] {
  return Array.from({ length: 2000 }, () => milliseconds(() => reading.at(file.somewhere())));
}

/** A file in which somebody types: each edit changes one line somewhere. */
class EditedFile {
  readonly #lines: string[];
  #seed = 1;

  constructor(text: string) {
    this.#lines = text.split("\n");
  }

  /** The text after one more edit, in one piece as an editor gives it. */
  edit(): string {
    const at = this.#random(this.#lines.length);
    const line = this.#lines[at]!;
    const indent = /^ */.exec(line)![0];
    const kinds: readonly (() => void)[] = [
      () => this.#lines.splice(at, 0, `${indent}x = nn.Dropout(0.${this.#random(9)})`),
      () => this.#lines.splice(at, 0, `${indent}# to do: ${at}`),
      () => this.#lines.splice(at, 1, `${line}  # ${at}`),
      () =>
        this.#lines.splice(
          at,
          1,
          line.replace(/\d+/, (number) => `${number}${this.#random(9)}`),
        ),
    ];
    kinds[this.#random(kinds.length)]!();
    return Buffer.from(this.#lines.join("\n")).toString();
  }

  /** An offset in the text. */
  somewhere(): number {
    return this.#random(this.#lines.length * 40);
  }

  #random(below: number): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#seed / 2 ** 32) * below);
  }
}

async function pythonParser(): Promise<Parser> {
  const require = createRequire(`${process.cwd()}/package.json`);
  await Parser.init();
  const grammar = readFileSync(require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm"));
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return parser;
}

/** What a quarter of the rounds needs at most: the rest met other work of the machine. */
function quick(times: readonly number[]): number {
  return percentile(times, 0.25);
}

function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function accuracy(comparisons: readonly Comparison[]): BenchRow[] {
  const all = (): boolean => true;
  const rows = [...pair("all labels", comparisons, all)];
  for (const how of ["import", "name", "bound", "method", "argument", "string"] satisfies How[]) {
    rows.push(...pair(`form ${how}`, comparisons, (place) => place.how === how));
  }
  for (const family of new Set(labelledFiles().map(familyOf))) {
    const own = comparisons.filter((one) => familyOf(one.file) === family);
    rows.push(...(family.endsWith("without learning") ? silence(family, own) : pair(family, own, all)));
  }
  return rows;
}

function pair(
  name: string,
  comparisons: readonly Comparison[],
  passes: (place: Place) => boolean,
): BenchRow[] {
  const labels = count(comparisons, "right", passes) + count(comparisons, "missed", passes);
  return [
    atLeast(`precision, ${name} (${labels})`, 100 * precision(comparisons, passes), "%", 98),
    atLeast(`recall, ${name} (${labels})`, 100 * recall(comparisons, passes), "%", 95),
  ];
}

function silence(name: string, comparisons: readonly Comparison[]): BenchRow[] {
  return [
    atMost(
      `found in ${name}`,
      count(comparisons, "wrong", () => true),
      "places",
      0,
    ),
  ];
}

function familyOf(file: string): string {
  if (file.includes("without-learning")) return "files without learning";
  return file.startsWith("widget") ? "tfjs" : (/^[a-z]+/.exec(file)?.[0] ?? file);
}
