import type { LiteralValue } from "./model";
import { code, NAME, NUMBER, PUNCTUATION, STRING, type Tokens } from "./tokens";

const openRound = code("(");
const openSquare = code("[");
const plus = code("+");
const minus = code("-");
const times = code("*");
const divide = code("/");
const divideWhole = code("//");
const remainder = code("%");
const power = code("**");
const comma = code(",");

/** Longer expressions are not worked out. */
const longest = 200;
/** Brackets inside brackets are not followed further. */
const deepest = 6;

/** What differs between languages in the writing of literals. */
export interface LiteralWords {
  /** `True`, `null` …; undefined for other names. */
  word(text: string): { readonly value: LiteralValue } | undefined;
  number(text: string): number | undefined;
  string(text: string): string | undefined;
  /** Whether `(1, 2)` is a value of its own. */
  readonly hasTuples: boolean;
}

/**
 * The value of the literal in tokens `[from, to)`: numbers, strings, words, lists, tuples and arithmetic
 * on them. `constant` gives the value of a name. Undefined for anything else.
 */
export function literalValue(
  tokens: Tokens,
  from: number,
  to: number,
  words: LiteralWords,
  constant: (token: number) => LiteralValue,
): LiteralValue {
  if (to <= from || to - from > longest) return undefined;
  if (to === from + 1) {
    const kind = tokens.kinds[from];
    if (kind === NUMBER) return words.number(tokens.slice(from));
    if (kind === NAME) {
      const word = words.word(tokens.slice(from));
      return word ? word.value : constant(from);
    }
  }
  const reader = new LiteralReader(tokens, from, to, words, constant);
  const value = reader.sum(0);
  return reader.isDone ? value : undefined;
}

class LiteralReader {
  readonly #tokens: Tokens;
  readonly #to: number;
  readonly #words: LiteralWords;
  readonly #constant: (token: number) => LiteralValue;
  #at: number;

  constructor(
    tokens: Tokens,
    from: number,
    to: number,
    words: LiteralWords,
    constant: (token: number) => LiteralValue,
  ) {
    this.#tokens = tokens;
    this.#at = from;
    this.#to = to;
    this.#words = words;
    this.#constant = constant;
  }

  get isDone(): boolean {
    return this.#at >= this.#to;
  }

  #next(): number {
    return this.#at < this.#to && this.#tokens.kinds[this.#at] === PUNCTUATION
      ? this.#tokens.values[this.#at]!
      : 0;
  }

  sum(depth: number): LiteralValue {
    let left = this.#product(depth);
    for (;;) {
      const operator = this.#next();
      if (operator !== plus && operator !== minus) return left;
      this.#at++;
      left = apply(operator, left, this.#product(depth));
    }
  }

  #product(depth: number): LiteralValue {
    let left = this.#signed(depth);
    for (;;) {
      const operator = this.#next();
      if (operator !== times && operator !== divide && operator !== divideWhole && operator !== remainder)
        return left;
      this.#at++;
      left = apply(operator, left, this.#signed(depth));
    }
  }

  #signed(depth: number): LiteralValue {
    let sign = 1;
    let isSigned = false;
    for (; this.#next() === minus || this.#next() === plus; this.#at++) {
      isSigned = true;
      if (this.#next() === minus) sign = -sign;
    }
    const base = this.#atom(depth);
    let value = base;
    if (this.#next() === power) {
      this.#at++;
      value = depth < deepest ? apply(power, base, this.#signed(depth + 1)) : undefined;
    }
    if (!isSigned) return value;
    return typeof value === "number" ? sign * value : undefined;
  }

  #atom(depth: number): LiteralValue {
    const tokens = this.#tokens;
    const i = this.#at;
    if (i >= this.#to) return undefined;
    switch (tokens.kinds[i]) {
      case NUMBER:
        this.#at++;
        return this.#words.number(tokens.slice(i));
      case STRING:
        return this.#strings();
      case NAME: {
        this.#at++;
        const word = this.#words.word(tokens.slice(i));
        return word ? word.value : this.#constant(i);
      }
      case PUNCTUATION:
        return this.#bracket(depth);
      default:
        this.#at = this.#to + 1;
        return undefined;
    }
  }

  /** Python joins strings that stand side by side. */
  #strings(): LiteralValue {
    let whole: string | undefined = "";
    for (; this.#at < this.#to && this.#tokens.kinds[this.#at] === STRING; this.#at++) {
      const part = this.#words.string(this.#tokens.slice(this.#at));
      whole = whole === undefined || part === undefined ? undefined : whole + part;
    }
    return whole;
  }

  #bracket(depth: number): LiteralValue {
    const open = this.#at;
    const opener = this.#next();
    const close = this.#tokens.partners[open]!;
    if (
      (opener !== openRound && opener !== openSquare) ||
      close <= open ||
      close >= this.#to ||
      depth >= deepest
    ) {
      this.#at = this.#to + 1;
      return undefined;
    }
    this.#at++;
    const items: LiteralValue[] = [];
    let commas = 0;
    while (this.#at < close) {
      items.push(this.sum(depth + 1));
      if (this.#at >= close) break;
      if (this.#next() !== comma) {
        this.#at = this.#to + 1;
        return undefined;
      }
      commas++;
      this.#at++;
    }
    if (this.#at !== close) {
      this.#at = this.#to + 1;
      return undefined;
    }
    this.#at = close + 1;
    if (opener === openRound && commas === 0 && items.length === 1) return items[0];
    return opener === openSquare || this.#words.hasTuples ? items : undefined;
  }
}

function apply(operator: number, left: LiteralValue, right: LiteralValue): LiteralValue {
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  switch (operator) {
    case plus:
      return left + right;
    case minus:
      return left - right;
    case times:
      return left * right;
    case divide:
      return left / right;
    case divideWhole:
      return Math.floor(left / right);
    case remainder:
      return left % right;
    case power:
      return left ** right;
    default:
      return undefined;
  }
}
