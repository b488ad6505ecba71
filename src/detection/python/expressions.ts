import type { Source } from "../program";
import { unknownSource } from "../program";
import type { ProgramBuilder } from "../program-builder";
import { code, LINE, NAME, PUNCTUATION, type Tokens } from "../tokens";
import type { PythonBindings } from "./bindings";
import type { PythonCursor } from "./cursor";
import type { PythonWords } from "./words";

const openRound = code("(");
const openSquare = code("[");
const openCurly = code("{");
const closeRound = code(")");
const closeSquare = code("]");
const closeCurly = code("}");
const comma = code(",");
const colon = code(":");
const semicolon = code(";");
const equals = code("=");
const walrus = code(":=");
const dot = code(".");

/** A lambda's body is followed no further than this. */
const longestLambda = 400;

/** Moves past expressions, and binds what comprehensions, lambdas and `:=` bind on the way. */
export class PythonExpressions {
  readonly #cursor: PythonCursor;
  readonly #bindings: PythonBindings;
  readonly #program: ProgramBuilder;
  readonly #tokens: Tokens;
  readonly #word: PythonWords;
  /** Used by one scan at a time, and again by the next. */
  readonly #opens: number[] = [];
  #openCount = 0;
  /** The `=` outside brackets of what was scanned last. */
  readonly equals: number[] = [];
  equalsCount = 0;
  /** Its first `:` outside brackets, 0 where there is none. */
  colon = 0;

  constructor(cursor: PythonCursor, bindings: PythonBindings, program: ProgramBuilder, words: PythonWords) {
    this.#cursor = cursor;
    this.#bindings = bindings;
    this.#program = program;
    this.#tokens = program.tokens;
    this.#word = words;
  }

  /** Moves past an expression inside brackets: up to `,`, `=` or the bracket's end. */
  part(): void {
    const tokens = this.#tokens;
    while (!this.#cursor.isLineEnd(this.#cursor.at)) {
      if (tokens.kinds[this.#cursor.at] === PUNCTUATION) {
        const value = tokens.values[this.#cursor.at]!;
        if (value === comma || value === equals || value === closeRound || value === closeSquare) return;
        if (value === openRound || value === openSquare || value === openCurly) {
          this.bracketed();
          continue;
        }
      } else if (this.#cursor.isWord(this.#cursor.at, this.#word.lambda)) {
        this.lambda();
        continue;
      }
      this.#cursor.at++;
    }
  }

  /** Reads a whole bracket for the bindings inside it. */
  bracketed(): void {
    const open = this.#cursor.at;
    const close = this.#tokens.partners[open]!;
    this.#cursor.at++;
    if (close === 0) return;
    this.#opens[0] = open;
    this.#openCount = 1;
    this.#scan(close, false);
    this.#cursor.at = close + 1;
  }

  /** Moves past an expression; with `toColon` it ends before the colon of a compound statement. */
  expression(toColon: boolean): void {
    this.#scan(this.#tokens.length, toColon);
  }

  /**
   * Reads up to `end`, the end of the statement, or a colon outside brackets, and binds what
   * comprehensions, lambdas and `:=` bind on the way. `#opens` are the brackets around the
   * start; `equals` and `colon` are where those stand outside brackets.
   */
  #scan(end: number, toColon: boolean): void {
    const tokens = this.#tokens;
    const opens = this.#opens;
    const floor = this.#openCount;
    let count = floor;
    this.equalsCount = 0;
    this.colon = 0;
    while (this.#cursor.at < end) {
      const i = this.#cursor.at;
      const kind = tokens.kinds[i];
      if (kind === LINE) break;
      if (kind === PUNCTUATION) {
        const value = tokens.values[i]!;
        if (value === openRound || value === openSquare || value === openCurly) opens[count++] = i;
        else if (value === closeRound || value === closeSquare || value === closeCurly) {
          const partner = tokens.partners[i]!;
          if (partner > 0) while (count > floor && opens[count - 1]! >= partner) count--;
        } else if (count === 0) {
          if (value === semicolon || (value === colon && toColon)) break;
          if (value === colon && this.colon === 0) this.colon = i;
          else if (value === equals) this.equals[this.equalsCount++] = i;
        }
        if (value === walrus && this.#cursor.isIdentifier(i - 1)) this.#walrus(i);
        else if (value === equals && count > 0) this.#program.skip[i - 1] = 1;
      } else if (kind === NAME) {
        const symbol = tokens.values[i];
        if (symbol === this.#word.for && count > 0) this.#comprehension(opens[count - 1]!);
        else if (symbol === this.#word.lambda) {
          this.lambda();
          continue;
        }
      }
      this.#cursor.at++;
    }
    this.#openCount = 0;
  }

  #walrus(operator: number): void {
    let to = operator + 1;
    for (let steps = 0; steps < longestLambda && !this.#cursor.isLineEnd(to); steps++) {
      if (
        this.#cursor.is(to, closeRound) ||
        this.#cursor.is(to, comma) ||
        this.#cursor.is(to, closeSquare) ||
        this.#cursor.is(to, colon)
      )
        break;
      const partner = this.#cursor.isOpener(to) ? this.#tokens.partners[to]! : 0;
      to = partner > to ? partner + 1 : to + 1;
    }
    this.#program.skip[operator - 1] = 1;
    this.#bindings.bind(operator - 1, { kind: "expression", from: operator + 1, to });
  }

  /** `for a, b in …` inside a bracket: a and b hold in that bracket. */
  #comprehension(open: number): void {
    const close = this.#tokens.partners[open]! || this.#cursor.at + 60;
    let i = this.#cursor.at + 1;
    const first = i;
    while (
      i < close &&
      !this.#cursor.isWord(i, this.#word.in) &&
      !this.#cursor.isLineEnd(i) &&
      i - first < longestLambda
    )
      i++;
    const iterable = i + 1;
    let to = iterable;
    while (
      to < close &&
      to - iterable < longestLambda &&
      !this.#cursor.isWord(to, this.#word.if) &&
      !this.#cursor.isWord(to, this.#word.for)
    ) {
      const partner = this.#cursor.isOpener(to) ? this.#tokens.partners[to]! : 0;
      to = partner > to ? partner + 1 : to + 1;
    }
    const isSingle = i === first + 1;
    let index = 0;
    for (let target = first; target < i; target++) {
      if (this.#cursor.is(target, comma)) index++;
      else if (this.#cursor.isOpener(target)) index = Number.NaN;
      if (!this.#cursor.isIdentifier(target) || this.#cursor.is(target - 1, dot)) continue;
      this.#program.skip[target] = 1;
      const element: Source = { kind: "element", from: iterable, to };
      const part: Source = Number.isNaN(index) ? unknownSource : { ...element, index };
      this.#bindings.bindLocal(target, open, close, isSingle ? element : part);
    }
  }

  lambda(): void {
    const lambda = this.#cursor.at;
    const parameters: number[] = [];
    this.#cursor.at++;
    while (!this.#cursor.isLineEnd(this.#cursor.at) && !this.#cursor.is(this.#cursor.at, colon)) {
      const before = this.#cursor.at;
      if (this.#cursor.isIdentifier(this.#cursor.at)) {
        parameters.push(this.#cursor.at);
        this.#program.skip[this.#cursor.at] = 1;
        this.#cursor.at++;
        if (this.#cursor.is(this.#cursor.at, equals)) this.#defaultOfLambda();
      } else this.#cursor.at++;
      if (this.#cursor.isOpener(before))
        this.#cursor.at = Math.max(this.#cursor.at, this.#tokens.partners[before]! + 1);
    }
    this.#cursor.at++;
    const end = this.#bodyEnd(this.#cursor.at);
    for (const token of parameters) this.#bindings.bindLocal(token, lambda, end, unknownSource);
  }

  #defaultOfLambda(): void {
    this.#cursor.at++;
    while (
      !this.#cursor.isLineEnd(this.#cursor.at) &&
      !this.#cursor.is(this.#cursor.at, comma) &&
      !this.#cursor.is(this.#cursor.at, colon)
    ) {
      if (this.#cursor.isOpener(this.#cursor.at)) this.#cursor.skipBracket();
      else this.#cursor.at++;
    }
  }

  #bodyEnd(from: number): number {
    let i = from;
    for (let steps = 0; steps < longestLambda && !this.#cursor.isLineEnd(i); steps++) {
      if (this.#tokens.kinds[i] === PUNCTUATION) {
        const value = this.#tokens.values[i];
        if (value === comma || value === closeRound || value === closeSquare || value === closeCurly) break;
        const partner = this.#cursor.isOpener(i) ? this.#tokens.partners[i]! : 0;
        if (partner > i) i = partner;
      }
      i++;
    }
    return i;
  }
}
