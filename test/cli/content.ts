/**
 * `npm run content`: compiles `content/` into `dist/content/` and runs every demo's checks.
 * Prints each mistake as `file:line: what is wrong and what to do`; exit 1 when there is one.
 * Options: --watch compiles again when a file changes, --no-demos skips running the demos.
 */
import { existsSync, watch } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import * as esbuild from "esbuild";
import { type CompiledContent, compileContent } from "../../src/compiler/compile";
import type { FigureProgram } from "../../src/compiler/figure";
import { packText } from "../../src/compiler/pack-text";
import { formatProblem, type Problem } from "../../src/compiler/problems";
import { storedCatalogue } from "../../src/curriculum/stored-catalogue";
import { demoProblems, typeProblems } from "./check-demos";
import { mathFiles } from "./math-files";

async function main(): Promise<void> {
  const found = await buildOnce();
  if (!process.argv.includes("--watch")) {
    process.exitCode = found === 0 ? 0 : 1;
    return;
  }
  let timer: NodeJS.Timeout | undefined;
  watch("content", { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void buildOnce(), 150);
  });
}

/** Returns how many mistakes there are. */
async function buildOnce(): Promise<number> {
  const texts = await readTexts();
  const figures = await loadFigures([...texts.keys()]);
  const compiled = compileContent({ texts, figures: figures.programs });
  const problems = [...figures.problems, ...compiled.problems];
  // Written in any case: an author wants to look at the page while mending it. The build stops all the same.
  await writeCompiled(compiled);
  if (problems.length === 0) {
    problems.push(...typeProblems());
    if (!process.argv.includes("--no-demos")) problems.push(...(await demoProblems(compiled, texts)));
  }
  for (const problem of problems) console.error(formatProblem(problem));
  const { questions, curriculum, catalogue } = compiled;
  const { length: examples } = curriculum.examples;
  const counts = `${questions.length - examples} of ${curriculum.questions.length} questions, ${examples} lab examples, ${catalogue.concepts.length} concepts`;
  console.log(
    problems.length === 0 ? `content is in order: ${counts}` : `${problems.length} mistake(s) in content`,
  );
  return problems.length;
}

async function readTexts(): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const entries = await readdir("content", { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !/\.(?:md|yaml|svg|ts)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    texts.set(path.split(sep).join("/"), (await readFile(path, "utf8")).replace(/\r\n/g, "\n"));
  }
  return texts;
}

/** Bundles and loads the programs that draw figures. */
async function loadFigures(
  paths: readonly string[],
): Promise<{ programs: Map<string, FigureProgram>; problems: Problem[] }> {
  const programs = new Map<string, FigureProgram>();
  const problems: Problem[] = [];
  for (const path of paths.filter((one) => /\/figures\/[^/]+\.ts$/.test(one))) {
    try {
      programs.set(path, await loadFigure(path));
    } catch (error) {
      problems.push({ file: path, line: 1, message: `the figure's program fails: ${firstLine(error)}` });
    }
  }
  return { programs, problems };
}

async function loadFigure(path: string): Promise<FigureProgram> {
  const result = await esbuild.build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "cjs",
    logLevel: "silent",
    alias: { drawing: resolve("src/drawing/index.ts") },
  });
  const exported: { default?: unknown } = {};
  const module = { exports: exported };
  new Function("module", "exports", result.outputFiles[0]?.text ?? "")(module, exported);
  const program = module.exports.default;
  if (typeof program !== "function") throw new Error("it must export a function as default");
  return program as FigureProgram;
}

async function writeCompiled(compiled: CompiledContent): Promise<void> {
  const folder = "dist/content";
  await rm(folder, { recursive: true, force: true });
  const write = async (name: string, text: string | Buffer): Promise<void> => {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };
  await write("curriculum.json", JSON.stringify(compiled.curriculum));
  await write("concepts.json", JSON.stringify(storedCatalogue(compiled.catalogue)));
  await write("formulas.json", JSON.stringify(compiled.formulas));
  for (const [name, content] of await mathFiles(compiled)) await write(name, content);
  for (const question of compiled.questions) {
    await write(`questions/${question.number}.packed`, packText(JSON.stringify(question)));
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}

if (!existsSync("content")) {
  console.error("run this in the project's folder: there is no content/ here");
  process.exitCode = 1;
} else void main();
