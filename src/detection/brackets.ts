import type { Tokens } from "./tokens";

const partnerOf: Readonly<Record<number, number>> = { 41: 40, 93: 91, 125: 123 };

/**
 * The open brackets while a text is being lexed. A closing bracket without partner is ignored, and one
 * that closes an outer bracket gives up the inner ones, so that half-typed code costs no more than itself.
 */
export class Brackets {
  readonly #tokens: Tokens;
  readonly #indices: number[] = [];
  readonly #codes: number[] = [];
  readonly #notes: number[] = [];
  readonly #open: Record<number, number> = { 40: 0, 91: 0, 123: 0 };

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  get depth(): number {
    return this.#indices.length;
  }

  /** What was noted at the innermost open bracket, -1 outside all. */
  get note(): number {
    return this.#notes.length > 0 ? this.#notes[this.#notes.length - 1]! : -1;
  }

  /** `code` is that of `(`, `[` or `{`; `note` comes back when it is closed. */
  open(index: number, code: number, note = 0): void {
    this.#indices.push(index);
    this.#codes.push(code);
    this.#notes.push(note);
    this.#open[code]!++;
  }

  /** Closes the nearest partner above `floor` open brackets; gives its note, -1 where there is none. */
  close(index: number, code: number, floor = 0): number {
    const wanted = partnerOf[code]!;
    if (this.#open[wanted] === 0) return -1;
    while (this.#indices.length > floor) {
      const opener = this.#indices.pop()!;
      const openerCode = this.#codes.pop()!;
      const note = this.#notes.pop()!;
      this.#open[openerCode]!--;
      if (openerCode === wanted) {
        this.#tokens.pair(opener, index);
        return note;
      }
    }
    return -1;
  }

  /** Gives up every open bracket beyond `depth`. */
  abandon(depth = 0): void {
    while (this.#indices.length > depth) {
      this.#indices.pop();
      this.#notes.pop();
      this.#open[this.#codes.pop()!]!--;
    }
  }
}
