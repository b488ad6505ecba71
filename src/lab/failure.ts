/** Where something went wrong in the learner's text: 1-based, undefined where unknown. */
export interface Position {
  readonly line: number | undefined;
  readonly column: number | undefined;
}

/** How the learner's text became the program that runs. */
export interface ProgramMap {
  /** Lines of the program before the learner's first line. */
  readonly linesBefore: number;
  /**
   * For each line of the learner's text what the transpiler changed in it: the program's line differs
   * from `from` up to `to` (0-based, `to` not included), and is `longer` by that many characters.
   */
  readonly changes: readonly (readonly [from: number, to: number, longer: number])[];
}

/** The name that stack traces give to a demo's program. */
export const programName = "demo.js";

/** The learner's position of a position in the program. */
export function positionOf(line: number, column: number | undefined, map: ProgramMap): Position {
  const own = line - map.linesBefore;
  if (!(own >= 1)) return { line: undefined, column: undefined };
  const change = map.changes[own - 1];
  if (change === undefined) return { line: map.changes.length, column: undefined };
  if (column === undefined) return { line: own, column: undefined };
  const [from, to, longer] = change;
  if (column - 1 < from) return { line: own, column };
  return { line: own, column: column - 1 >= to ? column - longer : undefined };
}

/** The innermost place of a V8 stack trace that lies in the learner's text. */
export function positionInStack(stack: string, map: ProgramMap): Position {
  const frames = stack.matchAll(/demo\.js:(\d+)(?::(\d+))?/g);
  for (const [, line, column] of frames) {
    const position = positionOf(Number(line), column === undefined ? undefined : Number(column), map);
    if (position.line !== undefined) return position;
  }
  return { line: undefined, column: undefined };
}
