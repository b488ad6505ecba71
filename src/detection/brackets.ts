import type { Tokens } from "./tokens";

/** Kinds of brackets as small numbers: of `(`, `[` and `{`, and of their partners. */
function kindOf(code: number): number {
  return code < 42 ? 0 : code < 94 ? 1 : 2;
}

/**
 * The open brackets while a text is being lexed. A closing bracket without partner is ignored, and one
 * that closes an outer bracket gives up the inner ones, so that half-typed code costs no more than itself.
 */
export class Brackets {
  readonly #tokens: Tokens;
  /** For each open bracket, innermost last: its token, and its note and kind in one number. */
  readonly #indices: number[] = [];
  readonly #marks: number[] = [];
  /** How many of each kind are open. */
  readonly #counts = [0, 0, 0];

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  get depth(): number {
    return this.#indices.length;
  }

  /** `code` is that of `(`, `[` or `{`; `note` comes back when it is closed. */
  open(index: number, code: number, note = 0): void {
    const kind = kindOf(code);
    this.#indices.push(index);
    this.#marks.push(note * 4 + kind);
    this.#counts[kind]!++;
  }

  /** Closes the nearest partner above `floor` open brackets; gives its note, -1 where there is none. */
  close(index: number, code: number, floor = 0): number {
    const wanted = kindOf(code);
    if (this.#counts[wanted] === 0) return -1;
    while (this.#indices.length > floor) {
      const opener = this.#indices.pop()!;
      const mark = this.#marks.pop()!;
      this.#counts[mark & 3]!--;
      if ((mark & 3) === wanted) {
        this.#tokens.pair(opener, index);
        return mark >> 2;
      }
    }
    return -1;
  }

  /** Gives up every open bracket beyond `depth`. */
  abandon(depth = 0): void {
    while (this.#indices.length > depth) {
      this.#indices.pop();
      this.#counts[this.#marks.pop()! & 3]!--;
    }
  }
}
