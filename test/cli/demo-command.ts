import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ParamValue } from "../../src/lab/outputs";
import { reportOf } from "../../src/lab/report";
import { runDemo } from "./run-demo";

const usage = `Runs the demo of a question and prints what it shows.

  npm run -s demo -- NUMBER|EXAMPLE|FILE [--language en|zh-cn] [--set "NAME=VALUE"]… [--timeout SECONDS]

Exit code: 0 all checks hold, 1 a check or the demo failed, 2 wrong use.`;

class UsageError extends Error {}

/**
 * The command: writes what the demo shows line by line and returns the exit code.
 * @param args as on the command line, without the program
 */
export async function demoCommand(args: string[], write: (line: string) => void): Promise<number> {
  try {
    return await runCommand(args, write);
  } catch (error) {
    const wrongUse = error instanceof UsageError || (error as NodeJS.ErrnoException).code === "ENOENT";
    if (!wrongUse) throw error;
    write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
}

async function runCommand(args: string[], write: (line: string) => void): Promise<number> {
  const { values, positionals } = readArguments(args);
  if (positionals.length !== 1)
    throw new UsageError("Which demo? Give the number of one question, or the name of a lab example.");
  const language = values.language ?? "en";
  if (language !== "en" && language !== "zh-cn") throw new UsageError(`There is no language "${language}".`);
  const seconds = Number(values.timeout ?? 30);
  if (!(seconds > 0)) throw new UsageError(`"${values.timeout}" is not a number of seconds.`);
  const params = Object.fromEntries((values.set ?? []).map(setting));

  const text = readFileSync(demoFile(positionals[0]), "utf8");
  const { outputs, outcome, milliseconds } = await runDemo(text, {
    language,
    params,
    timeout: 1000 * seconds,
  });
  const report = reportOf(outputs, outcome.type === "finished" ? undefined : outcome, milliseconds);
  write(report.text);
  return report.holds ? 0 : 1;
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        language: { type: "string" },
        set: { type: "string", multiple: true },
        timeout: { type: "string" },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** "learning rate=0.5" → ["learning rate", 0.5] */
function setting(text: string): [string, ParamValue] {
  const at = text.lastIndexOf("=");
  if (at <= 0) throw new UsageError(`--set wants NAME=VALUE, not "${text}".`);
  const value = text.slice(at + 1);
  if (value === "true" || value === "false") return [text.slice(0, at), value === "true"];
  return [text.slice(0, at), value.trim() === "" || Number.isNaN(Number(value)) ? value : Number(value)];
}

/** The demo of a question's number or of a lab example's name, or the file itself. */
function demoFile(which: string): string {
  const example = join("content", "lab", which, "demo.ts");
  if (/^[a-z][a-z0-9-]*$/.test(which) && existsSync(example)) return example;
  if (!/^\d+$/.test(which)) return which;
  const folder = join("content", "questions");
  const number = which.padStart(2, "0");
  const name = readdirSync(folder).find((entry) => entry.startsWith(`${number}-`));
  if (name === undefined) throw new UsageError(`There is no question ${number} in ${folder}.`);
  return join(folder, name, "demo.ts");
}
