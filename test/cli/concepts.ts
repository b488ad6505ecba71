import { readFileSync } from "node:fs";
import { makeDetector } from "../../src/detection/detector";
import type { Detector, Found, SourceLanguage } from "../../src/detection/model";
import { readCatalogue } from "./catalogue";
import { codeCells } from "./notebook";

const usage = `Prints the deep-learning concepts that stand in source files and notebooks, one JSON object a line.

  npm run -s concepts -- FILE…

Lines and columns count from 1, columns in UTF-16 units; in a notebook, lines count within the cell.
Exit code: 0 also where nothing is found, 1 when a file cannot be read, 2 wrong use.`;

const languages: Readonly<Record<string, SourceLanguage>> = {
  py: "python",
  pyi: "python",
  pyw: "python",
  ts: "typescript",
  tsx: "typescript",
  mts: "typescript",
  cts: "typescript",
  js: "typescript",
  jsx: "typescript",
  mjs: "typescript",
  cjs: "typescript",
};

function main(files: readonly string[]): number {
  if (files.length === 0) {
    console.error(usage);
    return 2;
  }
  const detector = makeDetector(readCatalogue());
  let code = 0;
  for (const file of files) {
    try {
      printFile(detector, file);
    } catch (error) {
      console.error(`${file} cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}.`);
      code = 1;
    }
  }
  return code;
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  return code === "EACCES" ? "access is denied" : message;
}

function printFile(detector: Detector, file: string): void {
  const text = readFileSync(file, "utf8");
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? "";
  if (ending === "ipynb") {
    const cells = codeCells(text);
    for (const cell of cells) {
      const textsOf = (passes: (index: number) => boolean) =>
        cells.filter((one) => passes(one.index) && one.language === cell.language).map((one) => one.text);
      const above = textsOf((index) => index < cell.index);
      const below = textsOf((index) => index > cell.index);
      const found = detector.read(cell.text, cell.language, above, below).all;
      print(file, cell.index, cell.text, found);
    }
    return;
  }
  const language = languages[ending];
  if (language) print(file, null, text, detector.read(text, language).all);
}

function print(file: string, cell: number | null, text: string, found: readonly Found[]): void {
  let line = 1;
  let lineStart = 0;
  let next = nextLine(text, 0);
  const rows = found.map((one) => {
    for (; next > 0 && next <= one.start; next = nextLine(text, next)) {
      line++;
      lineStart = next;
    }
    return JSON.stringify({
      file,
      cell,
      line,
      column: one.start - lineStart + 1,
      length: one.end - one.start,
      text: one.text,
      concept: one.concept,
      api: one.api,
      how: one.how,
    });
  });
  if (rows.length > 0) process.stdout.write(`${rows.join("\n")}\n`);
}

/** Where the line after the one at `from` starts, 0 where there is none. */
function nextLine(text: string, from: number): number {
  const end = /\r\n|\r|\n/g;
  end.lastIndex = from;
  return end.exec(text) ? end.lastIndex : 0;
}

process.exitCode = main(process.argv.slice(2));
