import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";
import { makeDetector } from "../../src/detection/detector";
import { foundAt } from "../../src/detection/found-at";
import type { Detector, Found, How } from "../../src/detection/model";
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
import { atLeast, atMost, type BenchRow, percentile } from "./row";

const lines = 5000;
const rounds = 40;
/** Rounds before the machine code of either is ready. */
const warmUp = 20;

/** Hover speed in a long file, beside a whole parse of the same file, and how right detection is. */
export async function detectionBench(): Promise<BenchRow[]> {
  const detector = makeDetector(readCatalogue());
  return [...(await speed(detector)), ...accuracy(compareAll(detector))];
}

async function speed(detector: Detector): Promise<BenchRow[]> {
  const text = longPython(lines);
  const found = detector.find(text, "python");
  const parser = await pythonParser();
  const reads: number[] = [];
  const parses: number[] = [];
  // turn by turn, so that a busy moment of the machine hits both
  for (let round = 0; round < rounds; round++) {
    const edited = `${text.slice(0, 40_000)}# edit ${round}\n${text.slice(40_000)}`;
    const read = milliseconds(() => detector.find(edited, "python"));
    const parse = milliseconds(() => parser.parse(edited)?.delete());
    if (round < warmUp) continue;
    reads.push(read);
    parses.push(parse);
  }
  return [
    atMost("hover in 5,000 lines, cached, p95", percentile(hovers(found, text.length), 0.95), "ms", 1),
    atLeast(
      "reading 5,000 edited lines, times faster than tree-sitter",
      quick(parses) / quick(reads),
      "×",
      8,
    ),
    atMost("reading 5,000 edited lines", quick(reads), "ms", 50),
  ];
}

/** How long it takes to look up what stands at each of many places. */
function hovers(found: readonly Found[], length: number): number[] {
  const times: number[] = [];
  for (let i = 0; i < 2000; i++) {
    const offset = Math.floor((length * i) / 2000);
    times.push(milliseconds(() => foundAt(found, offset)));
  }
  return times;
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
