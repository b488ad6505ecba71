import "mocha/mocha.js";
import * as vscode from "vscode";
import { type InsideEvent, insideMark } from "./inside-event";
import { InsideReport } from "./inside-report";

/**
 * On the desktop nobody reads along: what the extension host prints goes straight to the terminal, and the results
 * to the file that the run asked for.
 */
const report = vscode.env.appHost === "desktop" ? new InsideReport() : undefined;

function tell(event: InsideEvent): void {
  if (report) report.take(event);
  else console.log(insideMark + JSON.stringify(event));
}

/** Tells what happens through the console, which every extension host passes on. */
class MarkedLines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    tell({ type: "start", host: typeof process === "object" && process.versions?.node ? "node" : "web" });
    runner.on("pass", (test) => {
      tell({ type: "passed", title: test.titlePath(), milliseconds: test.duration ?? 0 });
    });
    runner.on("pending", (test) => tell({ type: "skipped", title: test.titlePath() }));
    runner.on("fail", (test, error: unknown) => {
      tell({ type: "failed", title: test.titlePath(), message: describeError(error) });
    });
  }
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? "";
  return stack.includes(error.message) ? stack : `${error.name}: ${error.message}\n${stack}`;
}

// Mocha's browser build, because the same file runs in Node and in a browser worker.
mocha.setup({ ui: "bdd", reporter: MarkedLines, timeout: 20_000 });

/** What the editor calls in the test module. */
export async function run(): Promise<void> {
  const failures = await new Promise<number>((resolve) => {
    // Not `mocha.run`: the browser build's own one reads the address bar, which a worker and Node lack.
    Mocha.prototype.run.call(mocha, resolve);
  });
  tell({ type: "end" });
  if (!report) return;
  const file = process.env.LEARN_DL_RESULTS;
  const bytes = new TextEncoder().encode(JSON.stringify(report.results));
  if (file) await vscode.workspace.fs.writeFile(vscode.Uri.file(file), bytes);
  if (failures > 0) throw new Error(`${failures} failed`);
}
