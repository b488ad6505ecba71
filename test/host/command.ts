import { spawn } from "node:child_process";

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly minutes: number;
  /** Show the output as it comes; otherwise it is only shown in the error. */
  readonly show?: boolean;
  /** Windows finds `npm` only through its shell. */
  readonly shell?: boolean;
}

/**
 * Runs a program to its end and returns what it printed on standard output.
 * @throws Error with the last lines of its output when it fails or takes longer than `minutes`.
 */
export function command(program: string, args: readonly string[], options: CommandOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let standard = "";
    let all = "";
    const limit = setTimeout(() => {
      child.kill("SIGKILL");
      all += `\nstopped after ${options.minutes} minutes`;
    }, options.minutes * 60_000);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      standard += text;
      all += text;
      if (options.show) process.stdout.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      all += text;
      if (options.show) process.stderr.write(text);
    });
    child.on("error", (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      if (code === 0) resolve(standard);
      else
        reject(
          new Error(`${program} ${args.join(" ")}: ended with ${signal ?? code}\n${lastLines(all, 30)}`),
        );
    });
  });
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
