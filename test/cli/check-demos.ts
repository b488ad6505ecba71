import { spawnSync } from "node:child_process";
import type { CompiledContent } from "../../src/compiler/compile";
import type { Problem } from "../../src/compiler/problems";
import type { StoredQuestion } from "../../src/curriculum/model";
import { runDemo } from "./run-demo";

/** Milliseconds that a demo may take: a machine may be busy with other things. */
const patience = 240_000;

/** Type errors of demos and figures, as the strict compiler sees them. */
export function typeProblems(): Problem[] {
  const args = ["node_modules/typescript/bin/tsc", "-p", "content/tsconfig.json", "--pretty", "false"];
  const result = spawnSync(process.execPath, args, { encoding: "utf8" });
  const problems: Problem[] = [];
  for (const line of result.stdout.split("\n")) {
    const match = /^(\S+\.ts)\((\d+),\d+\): error TS\d+: (.*)$/.exec(line);
    if (match?.[1] && match[2] && match[3]) {
      problems.push({ file: match[1], line: Number(match[2]), message: `TypeScript says: ${match[3]}` });
    }
  }
  if (result.status !== 0 && problems.length === 0) {
    const said = `${result.stdout}${result.stderr}`.trim().split("\n")[0] ?? "";
    problems.push({ file: "content/tsconfig.json", line: 1, message: `the type check failed: ${said}` });
  }
  return problems;
}

/** Runs the demo of every complete question in both languages, and the code of its “prints” quiz items. */
export async function demoProblems(
  compiled: CompiledContent,
  texts: ReadonlyMap<string, string>,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const question of compiled.questions) {
    const folder = question.isExample
      ? `content/lab/${question.slug}`
      : `content/questions/${String(question.number).padStart(2, "0")}-${question.slug}`;
    problems.push(...(await checkDemo(question, `${folder}/demo.ts`)));
    problems.push(...(await checkPrints(question, `${folder}/question.yaml`, texts)));
  }
  return problems;
}

async function checkDemo(question: StoredQuestion, file: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const language of ["en", "zh-cn"] as const) {
    const run = await runDemo(question.demo.code[language], { language, timeout: patience });
    if (run.outcome.type !== "finished") {
      const line = run.outcome.type === "failed" ? run.outcome.line : undefined;
      problems.push({
        file,
        line: line ?? 1,
        message: `the demo fails (${language}): ${run.outcome.message}`,
      });
      continue;
    }
    const checks = run.outputs.filter((output) => output.type === "check");
    if (checks.length === 0)
      problems.push({ file, line: 1, message: "the demo checks nothing: add a check(…)" });
    for (const check of checks.filter((one) => !one.holds)) {
      problems.push({
        file,
        line: 1,
        message: `the check “${check.claim}” does not hold ${check.detail}`.trim(),
      });
    }
  }
  return problems;
}

async function checkPrints(
  question: StoredQuestion,
  file: string,
  texts: ReadonlyMap<string, string>,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const item of question.quiz) {
    if (item.kind !== "prints") continue;
    const run = await runDemo(`import { print } from "lab";\n${item.code}`, { language: "en" });
    const printed = run.outputs
      .flatMap((output) => (output.type === "print" ? [output.text] : []))
      .join("\n");
    if (printed.trim() === item.answer.trim()) continue;
    const line = (texts.get(file) ?? "").split("\n").findIndex((text) => text.includes(`id: ${item.id}`)) + 1;
    const happened = run.outcome.type === "failed" ? `fails: ${run.outcome.message}` : `prints “${printed}”`;
    problems.push({ file, line, message: `the quiz item “${item.id}” ${happened}, not “${item.answer}”` });
  }
  return problems;
}
