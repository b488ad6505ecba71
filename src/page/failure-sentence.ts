import type { Failure } from "../sandbox/run";
import type { Strings } from "./strings";

/** What the engine says, and how to say it to a learner. */
const known: readonly (readonly [RegExp, (strings: Strings, match: RegExpExecArray) => string])[] = [
  [/^ReferenceError: (\S+) is not defined/, (strings, [, name]) => strings.failure.notDefined(name ?? "")],
  [/^TypeError: (.+?) is not a function/, (strings, [, name]) => strings.failure.notAFunction(name ?? "")],
  [/^TypeError: Assignment to constant variable/, (strings) => strings.failure.constant],
  [
    /^TypeError: Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '(.+?)'\)/,
    (strings, [, nothing, property]) => strings.failure.readOfNothing(property ?? "", nothing ?? ""),
  ],
  [/^RangeError: Maximum call stack size exceeded/, (strings) => strings.failure.stackOverflow],
  [
    /^RangeError: (?:Array buffer allocation failed|Invalid (?:typed array|array|string) length|(?:Map|Set) maximum size exceeded|Maximum BigInt size exceeded)/,
    (strings) => strings.failure.outOfMemory,
  ],
  [
    /(?:Failed to fetch|Failed to construct '(?:WebSocket|EventSource|Worker|SharedWorker)'|Failed to execute '(?:importScripts|open)')/,
    (strings) => strings.failure.noNetwork,
  ],
  [
    /(?:unsafe-eval|Evaluating a string as JavaScript|requires 'TrustedScript')/,
    (strings) => strings.failure.noEval,
  ],
  [
    /^(?:SyntaxError: )?Unexpected token ["'](.+?)["'](?:, expected "(.+)")?$/,
    (strings, [, found, expected]) => strings.failure.unexpected(found ?? "", expected),
  ],
  [
    /^(?:SyntaxError: )?Unexpected(?:ly reached the)? end of input(?:, expected "(.+)")?/,
    (strings, [, expected]) => strings.failure.endsEarly(expected),
  ],
  [/^SyntaxError: Invalid or unexpected token/, (strings) => strings.failure.strangeCharacter],
  [
    /^SyntaxError: Identifier '(.+?)' has already been declared/,
    (strings, [, name]) => strings.failure.declaredTwice(name ?? ""),
  ],
  [/^Unterminated string constant/, (strings) => strings.failure.openText(undefined)],
  [/^Unterminated template/, (strings) => strings.failure.openText("`")],
  [/^Unterminated comment/, (strings) => strings.failure.openText("*/")],
  [/^Unterminated regular expression/, (strings) => strings.failure.openText("/")],
];

/** Why a run failed, without the place: one sentence in the learner's language, where we know one. */
export function failureReason(failure: Failure, strings: Strings): string {
  if (failure.kind !== "error") return strings.failure[failure.kind];
  for (const [pattern, say] of known) {
    const match = pattern.exec(failure.message);
    if (match) return say(strings, match);
  }
  return failure.message.replace(/^(?:Uncaught )?Error: /, "");
}
