/// <reference path="./lab-source.d.ts" />
import labSource from "lab-source";
import { transform } from "sucrase";
import { type ProgramMap, programName } from "../lab/failure";

/** More than the page accepts from one run, so that it is the page that says why the run ends. */
const mostForeignMessages = 1_000;

/** A demo's text as one script for a worker: {@link labScript}, then the learner's code. */
export interface Program {
  /** The learner's code, which calls what the lab's script has put there. */
  readonly code: string;
  /** Finds the learner's position of a position in the whole script. */
  readonly map: ProgramMap;
}

/** The text cannot be read as TypeScript; line and column are 1-based. */
export class ProgramSyntaxError extends Error {
  override readonly name = "ProgramSyntaxError";
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

/** @throws ProgramSyntaxError */
export function programOf(text: string): Program {
  const code = transpile(text);
  const map = { linesBefore: labLines + 1, changes: changesBetween(text.split("\n"), code.split("\n")) };
  // The line break before the closing bracket: the text may end in a comment.
  return {
    code: `labRun(async function (require, exports) {\n${code}\n}, ${JSON.stringify(map)});\n//# sourceURL=${programName}\n`,
    map,
  };
}

/**
 * Stands behind the lab, which has taken what it needs by then, on its last line, so that no line moves.
 * A demo's worker starts no others: a nested one would escape the page's count of what is running. Nor does it close
 * itself: the page would wait for its end for ever. And what
 * the learner's code posts past the lab is limited here too: the page can only count what it has received,
 * and a worker is much faster at sending than any page is at receiving.
 */
const lockdown = `;(() => {
  const post = globalThis.postMessage.bind(globalThis);
  for (const name of ["Worker", "SharedWorker", "trustedTypes", "close", "postMessage"]) {
    for (let at = globalThis; at; at = Object.getPrototypeOf(at)) if (Object.hasOwn(at, name)) delete at[name];
  }
  let left = ${mostForeignMessages};
  Object.defineProperty(globalThis, "postMessage", { value: (message) => {
    if (left-- <= 0) throw new Error("Too many messages.");
    post(message);
  } });
})();`.replaceAll("\n", " ");

/** What stands before every program's code. */
export const labScript = `${labSource}${lockdown}\n`;

const labLines = labSource.split("\n").length;

/** Types and imports away; every line stays on its line. */
function transpile(text: string): string {
  try {
    return transform(text, { transforms: ["typescript", "imports"], disableESTransforms: true }).code;
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    if (loc === undefined) throw error;
    const reason = message.replace(/^Error transforming .*?: /, "").replace(/ \(\d+:\d+\)$/, "");
    throw new ProgramSyntaxError(withToken(reason, text, loc), loc.line, loc.column);
  }
}

/** Names what is unexpected, as engines do: `Unexpected token ")"`. */
function withToken(reason: string, text: string, { line, column }: { line: number; column: number }): string {
  if (!reason.startsWith("Unexpected token")) return reason;
  const rest = text.split("\n")[line - 1]?.slice(column - 1) ?? "";
  const token = /^(?:[\p{ID_Continue}$]+|=>|\S)/u.exec(rest)?.[0];
  return token === undefined
    ? reason.replace("token", "end of input")
    : reason.replace("token", () => `token "${token}"`);
}

function changesBetween(before: readonly string[], after: readonly string[]): ProgramMap["changes"] {
  return before.map((line, i) => changeBetween(line, after[i] ?? ""));
}

/** From where to where the transpiled line differs, and by how much it is longer. */
function changeBetween(before: string, after: string): [number, number, number] {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let kept = 0;
  while (kept < shorter - from && before[before.length - 1 - kept] === after[after.length - 1 - kept])
    kept += 1;
  return [from, after.length - kept, after.length - before.length];
}
