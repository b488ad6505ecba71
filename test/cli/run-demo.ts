import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { positionInStack, programName } from "../../src/lab/failure";
import type { FromWorker, StartRun } from "../../src/lab/messages";
import type { Output, ParamValue } from "../../src/lab/outputs";
import { lastOfEach } from "../../src/lab/report";
import { labScript, type Program, ProgramSyntaxError, programOf } from "../../src/sandbox/program";

export interface RunDemoOptions {
  readonly language?: StartRun["language"];
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** Milliseconds after which an endless demo is ended. */
  readonly timeout?: number;
}

export type DemoOutcome =
  | { readonly type: "finished" }
  | Extract<FromWorker, { type: "failed" }>
  | { readonly type: "timeout"; readonly message: string };

export interface DemoRun {
  /** What stands on the page at the end: of outputs that replace each other only the last. */
  readonly outputs: readonly Output[];
  readonly outcome: DemoOutcome;
  /** From the start of the worker to its last message. */
  readonly milliseconds: number;
}

/**
 * Runs a demo's text in a worker thread: the very program that the page runs, without a page.
 * @param text TypeScript, as in content/questions/…/demo.ts or in the page's editor
 */
export async function runDemo(text: string, options: RunDemoOptions = {}): Promise<DemoRun> {
  const started = performance.now();
  const outputs: Output[] = [];
  const outcome = await outcomeOf(text, options, outputs);
  return { outputs: lastOfEach(outputs), outcome, milliseconds: performance.now() - started };
}

async function outcomeOf(text: string, options: RunDemoOptions, outputs: Output[]): Promise<DemoOutcome> {
  let program: Program;
  try {
    program = programOf(text);
  } catch (error) {
    if (!(error instanceof ProgramSyntaxError)) throw error;
    return { type: "failed", message: error.message, line: error.line, column: error.column };
  }
  const worker = new Worker(nodeTransport + labScript + program.code, {
    eval: true,
    stdout: true,
    stderr: true,
  });
  try {
    return await new Promise((resolve) => {
      const limit = options.timeout ?? 30_000;
      const message = `The demo did not end within ${limit / 1000} s.`;
      const timer = setTimeout(() => resolve({ type: "timeout", message }), limit);
      const end = (outcome: DemoOutcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      worker.on("message", (sent: FromWorker) => {
        if (sent.type === "outputs") outputs.push(...sent.outputs);
        else if (sent.type === "finished") end({ type: "finished" });
        else end(sent);
      });
      worker.on("error", (error) => {
        // Where the engine cannot read the program at all, it does not know the program's name yet.
        const stack = String(error.stack).replaceAll("[worker eval]", programName);
        const position = positionInStack(stack, program.map);
        end({ type: "failed", message: `${error.name}: ${error.message}`, ...position });
      });
      worker.on("exit", () => {
        end({ type: "failed", message: "The worker ended early.", line: undefined, column: undefined });
      });
      const start: StartRun = {
        type: "start",
        params: options.params ?? {},
        language: options.language ?? "en",
        interactive: false,
      };
      worker.postMessage(start);
    });
  } finally {
    await worker.terminate();
  }
}

/** Gives a worker thread the names that a browser's worker has; one line, so that no line number moves. */
const nodeTransport = [
  'const { parentPort } = require("node:worker_threads");',
  "globalThis.postMessage = (message) => parentPort.postMessage(message);",
  "globalThis.addEventListener = (type, listener) => {",
  'if (type === "message") parentPort.on("message", (data) => listener({ data }));',
  'if (type === "unhandledrejection") process.on("unhandledRejection", (reason) => listener({ reason, preventDefault() {} }));',
  'if (type === "error") process.on("uncaughtException", (error) => listener({ error, message: String(error), preventDefault() {} }));',
  "};",
].join(" ");
