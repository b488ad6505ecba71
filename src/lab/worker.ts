import { type Position, type ProgramMap, positionInStack, positionOf } from "./failure";
import { cut, formatValue } from "./format";
import * as lab from "./index";
import { refuseHugeLists } from "./list-guard";
import type { FromWorker, ToWorker } from "./messages";
import { openSession, type Session } from "./session";

/**
 * The worker's side of a run. This file and all it imports become one script; the learner's program
 * is appended to it and calls `labRun`. What the script needs of its surroundings it takes before
 * the learner's code runs, which may overwrite anything.
 */

type Program = (require: (name: string) => unknown, exports: object) => Promise<unknown>;

/** The few things of a worker's global scope that are used here; a page's worker and Node both have them. */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "unhandledrejection", listener: (event: RejectionEvent) => void): void;
  addEventListener(type: "error", listener: (event: UncaughtEvent) => void): void;
  setTimeout: StartTimer;
  setInterval: StartTimer;
  clearTimeout(id: unknown): void;
  clearInterval(id: unknown): void;
  console: Record<string, unknown>;
  labRun?: (program: Program, map: ProgramMap) => void;
}

interface Channel {
  readonly port1: { onmessage: (() => void) | null };
  readonly port2: { postMessage(message: unknown): void };
}

type StartTimer = (
  callback: (...values: unknown[]) => void,
  milliseconds?: number,
  ...values: unknown[]
) => unknown;

interface RejectionEvent {
  readonly reason: unknown;
  preventDefault(): void;
}

interface UncaughtEvent {
  readonly error: unknown;
  readonly message: string;
  readonly lineno: number;
  readonly colno: number;
  preventDefault(): void;
}

const scope = globalThis as unknown as WorkerScope;
const post = scope.postMessage.bind(scope);
const startTimeout = scope.setTimeout.bind(scope);
const startInterval = scope.setInterval.bind(scope);
const endTimeout = scope.clearTimeout.bind(scope);
const endInterval = scope.clearInterval.bind(scope);
const clock = (globalThis as unknown as { performance: { now(): number } }).performance;
const now = clock.now.bind(clock);
const modules: Readonly<Record<string, object>> = { lab: moduleOf("lab", lab) };

let waiting: (() => void) | undefined;
const lungs = new (globalThis as unknown as { MessageChannel: new () => Channel }).MessageChannel();
lungs.port1.onmessage = () => {
  const goOn = waiting;
  waiting = undefined;
  goOn?.();
};

let program: Program | undefined;
let map: ProgramMap = { linesBefore: 0, changes: [] };
let session: Session | undefined;
let startedAt = 0;
let ended = false;
/** The program's own code has come to its end; timers may still be waiting. */
let returned = false;
const timers = new Set<unknown>();

scope.labRun = (given, itsMap) => {
  program = given;
  map = itsMap;
  delete scope.labRun;
};

scope.addEventListener("message", (event) => {
  const message = event.data as ToWorker | undefined;
  if (message?.type !== "start") {
    // What comes after the program's last line is nobody's any more.
    if (message !== undefined && (!returned || timers.size > 0)) session?.controls.receive(message);
    return;
  }
  if (session !== undefined) return;
  session = openSession({
    params: message.params,
    language: message.language,
    interactive: message.interactive,
    now,
    breathe,
    later: startTimeout as (callback: () => void, milliseconds: number) => void,
    send: (outputs) => {
      if (!ended) post({ type: "outputs", outputs });
    },
  });
  run();
});

scope.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  fail(event.reason);
});

scope.addEventListener("error", (event) => {
  event.preventDefault();
  if (event.error !== undefined && event.error !== null) fail(event.error);
  else failWith(event.message, positionOf(event.lineno, event.colno, map));
});

/** A task of its own, in which messages come in; a timer would wait for four milliseconds. */
function breathe(): Promise<void> {
  return new Promise((done) => {
    const before = waiting;
    waiting = () => {
      before?.();
      done();
    };
    lungs.port2.postMessage(undefined);
  });
}

function run(): void {
  (Error as { stackTraceLimit?: number }).stackTraceLimit = 50;
  replaceConsole();
  replaceTimers();
  refuseHugeLists();
  keepLanguage();
  startedAt = now();
  if (program === undefined) {
    failWith("The program did not start.", { line: undefined, column: undefined });
    return;
  }
  program(moduleNamed, {}).then(() => {
    returned = true;
    finishWhenQuiet();
  }, fail);
}

/** What a program gets for `import … from "lab"`. */
function moduleNamed(name: string): object {
  if (Object.hasOwn(modules, name)) return modules[name];
  throw new Error(
    lab.t(
      `A demo can only import from "lab", not from "${name}".`,
      `演示只能导入 "lab"，不能导入 "${name}"。`,
    ),
  );
}

/** The module as plain properties, which are fast to read; a name that it does not have is an error, not undefined. */
function moduleOf(name: string, exports: object): object {
  const missing = new Proxy(Object.prototype, {
    get(_, key) {
      if (typeof key === "symbol" || key === "__esModule") return undefined;
      throw new Error(lab.t(`"${name}" has nothing called "${key}".`, `"${name}" 里没有 "${key}"。`));
    },
  });
  const module = Object.create(missing) as Record<string, unknown>;
  for (const [key, value] of Object.entries(exports)) module[key] = value;
  return Object.freeze(module);
}

/**
 * Ends the run when the program has returned and no timer is left. The pauses let rejections that
 * nobody handles be reported first: the browser does that in a task of its own.
 */
function finishWhenQuiet(): void {
  if (!returned || timers.size > 0) return;
  startTimeout(() => {
    startTimeout(() => {
      if (ended || timers.size > 0) return;
      session?.flush();
      ended = true;
      post({
        type: "finished",
        milliseconds: now() - startedAt,
        taken: session?.controls.taken ?? 0,
      });
    }, 0);
  }, 0);
}

function fail(reason: unknown): void {
  failWith(sentenceOf(reason), placeOf(reason));
}

function failWith(message: string, { line, column }: Position): void {
  if (ended) return;
  session?.flush();
  ended = true;
  post({ type: "failed", message: cut(message, 2_000), line, column });
}

function sentenceOf(reason: unknown): string {
  try {
    if (reason instanceof Error) {
      const forgotten = reason instanceof ReferenceError && forgottenImport(reason.message);
      if (forgotten) return forgotten;
      // Errors of the lab are whole sentences; those of the language are known by their name.
      const text = String(reason.message);
      return reason.name === "Error" && text !== "" ? text : `${reason.name}: ${text}`;
    }
    return lab.t(`The program threw ${formatValue(reason)}.`, `程序抛出了 ${formatValue(reason)}。`);
  } catch {
    return lab.t("The program threw something that cannot be shown.", "程序抛出了无法显示的东西。");
  }
}

/** The sentence for a name that the lab has and the program did not import. */
function forgottenImport(message: string): string | undefined {
  const name = /^(\S+) is not defined$/.exec(message)?.[1];
  if (name === undefined || !Object.hasOwn(lab, name)) return undefined;
  return lab.t(
    `${name} is not imported: add it to the import from "lab".`,
    `没有导入 ${name}：请把它加到从 "lab" 导入的名称里。`,
  );
}

function placeOf(reason: unknown): Position {
  try {
    const stack = (reason as { stack?: unknown }).stack;
    return positionInStack(typeof stack === "string" ? stack : "", map);
  } catch {
    return { line: undefined, column: undefined };
  }
}

/** console.log and its kin print. */
function replaceConsole(): void {
  for (const name of ["log", "info", "debug", "warn", "error"]) scope.console[name] = lab.print;
}

/** Array, Map, Math and the rest of the language stay what they are; a program can still have its own. */
function keepLanguage(): void {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const property = Object.getOwnPropertyDescriptor(globalThis, name);
    if (/^[A-Z]/.test(name) && property?.configurable && property.writable) {
      Object.defineProperty(globalThis, name, { writable: false, configurable: false });
    }
  }
}

/** Timers that count themselves, so that the run ends after the last one. */
function replaceTimers(): void {
  scope.setTimeout = (callback, milliseconds, ...values) => {
    const id = startTimeout(() => {
      guarded(callback, values);
      release(id);
    }, milliseconds);
    timers.add(id);
    return id;
  };
  scope.setInterval = (callback, milliseconds, ...values) => {
    const id = startInterval(() => guarded(callback, values), milliseconds);
    timers.add(id);
    return id;
  };
  scope.clearTimeout = scope.clearInterval = (id) => {
    endTimeout(id);
    endInterval(id);
    release(id);
  };
}

function guarded(callback: (...values: unknown[]) => void, values: unknown[]): void {
  try {
    callback(...values);
  } catch (error) {
    fail(error);
  }
}

function release(id: unknown): void {
  if (timers.delete(id)) finishWhenQuiet();
}
