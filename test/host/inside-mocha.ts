import "mocha/mocha.js";
import { type InsideEvent, insideMark } from "./inside-event";

/** Tells what happens to the outside through the console, which every extension host passes on. */
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

function tell(event: InsideEvent): void {
  console.log(insideMark + JSON.stringify(event));
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? "";
  return stack.includes(error.message) ? stack : `${error.name}: ${error.message}\n${stack}`;
}

// Mocha's browser build, because the same file runs in Node and in a browser worker.
mocha.setup({ ui: "bdd", reporter: MarkedLines, timeout: 20_000 });

/** What the editor calls in the test module. */
export function run(): Promise<void> {
  return new Promise((resolve, reject) => {
    // Not `mocha.run`: the browser build's own one reads the address bar, which a worker and Node lack.
    Mocha.prototype.run.call(mocha, (failures) => {
      tell({ type: "end" });
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
  });
}
