import { code, LINE, NAME, PUNCTUATION, type Tokens } from "../tokens";
import type { PythonWords } from "./words";

const openRound = code("(");
const openSquare = code("[");
const openCurly = code("{");
const comma = code(",");

/** A place in the tokens of Python source, and what may be asked of the tokens around it. */
export class PythonCursor {
  readonly tokens: Tokens;
  readonly #word: PythonWords;
  /** The next token. */
  at = 1;

  constructor(tokens: Tokens, words: PythonWords) {
    this.tokens = tokens;
    this.#word = words;
  }

  isLineEnd(i: number): boolean {
    const kind = this.tokens.kinds[i];
    return kind === LINE || i >= this.tokens.length;
  }

  isName(i: number): boolean {
    return this.tokens.kinds[i] === NAME;
  }

  /** Whether token `i` is a name that may be bound. */
  isIdentifier(i: number): boolean {
    return this.tokens.kinds[i] === NAME && !this.#word.isKeyword(this.tokens.values[i]!);
  }

  isWord(i: number, word: number): boolean {
    return this.tokens.values[i] === word && this.tokens.kinds[i] === NAME;
  }

  is(i: number, punctuation: number): boolean {
    return this.tokens.values[i] === punctuation && this.tokens.kinds[i] === PUNCTUATION;
  }

  isOpener(i: number): boolean {
    if (this.tokens.kinds[i] !== PUNCTUATION) return false;
    const value = this.tokens.values[i];
    return value === openRound || value === openSquare || value === openCurly;
  }

  skipBracket(): void {
    const close = this.tokens.partners[this.at]!;
    this.at = close > this.at ? close + 1 : this.at + 1;
  }

  /** The ranges between the commas outside brackets. */
  parts(from: number, to: number): (readonly [number, number])[] {
    const parts: (readonly [number, number])[] = [];
    let start = from;
    for (let i = from; i < to; i++) {
      if (this.is(i, comma)) {
        parts.push([start, i]);
        start = i + 1;
      } else if (this.isOpener(i) && this.tokens.partners[i]! > i) i = this.tokens.partners[i]!;
    }
    if (start < to) parts.push([start, to]);
    return parts;
  }
}
