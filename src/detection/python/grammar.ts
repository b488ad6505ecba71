import type { Grammar, RawArgument, RawItem, Shape } from "../grammar";
import { type LiteralWords, literalValue } from "../literal";
import type { LiteralValue } from "../model";
import { code, LINE, NAME, NUMBER, PUNCTUATION, STRING, TEXT_OPEN, type Tokens } from "../tokens";
import type { PythonWords } from "./words";

const openRound = code("(");
const openSquare = code("[");
const openCurly = code("{");
const comma = code(",");
const colon = code(":");
const equals = code("=");
const star = code("*");
const doubleStar = code("**");

/** A call has no more arguments than this, and a list no more elements. */
const mostParts = 300;
/** An unclosed call is followed no further than this. */
const longestUnclosed = 400;

const words: LiteralWords = {
  word(text) {
    switch (text) {
      case "True":
        return { value: true };
      case "False":
        return { value: false };
      case "None":
        return { value: null };
      default:
        return undefined;
    }
  },
  number(text) {
    const plain = text.replaceAll("_", "");
    if (/[jJ]$/.test(plain)) return undefined;
    const value = Number(plain);
    return Number.isNaN(value) ? undefined : value;
  },
  string(text) {
    const quoted = /^([A-Za-z]*)("""|'''|"|')/.exec(text);
    if (!quoted || /[bBfFtT]/.test(quoted[1]!)) return undefined;
    const quote = quoted[2]!;
    const inside = text.slice(quoted[0].length, text.endsWith(quote) ? -quote.length : undefined);
    return /[rR]/.test(quoted[1]!) ? inside : withoutEscapes(inside);
  },
  hasTuples: true,
};

function withoutEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\n": "" };
  return text.replace(/\\([\s\S])/g, (_, character: string) => simple[character] ?? character);
}

/** How Python writes calls, literals and choices. */
export class PythonGrammar implements Grammar {
  readonly #word: PythonWords;

  constructor(words: PythonWords) {
    this.#word = words;
  }

  isKeyword(symbol: number): boolean {
    return this.#word.isKeyword(symbol);
  }

  moduleString(): number {
    return 0;
  }

  statementAt(tokens: Tokens, i: number): readonly [number, number] {
    let from = i;
    while (from > 1 && tokens.kinds[from] !== LINE) from--;
    let to = i + 1;
    while (to < tokens.length && tokens.kinds[to] !== LINE) to++;
    return [from, to];
  }

  arguments(tokens: Tokens, open: number): RawArgument[] {
    const end = tokens.partners[open]! || unclosedEnd(tokens, open);
    const list: RawArgument[] = [];
    let position = 0;
    let from = open + 1;
    while (from < end && list.length < mostParts) {
      const to = this.#partEnd(tokens, from, end);
      const isNamed = tokens.kinds[from] === NAME && tokens.is(from + 1, equals) && from + 1 < to;
      const isSpread = tokens.is(from, star) || tokens.is(from, doubleStar);
      if (isNamed) list.push({ nameToken: from, position: -1, from: from + 2, to });
      else if (isSpread) list.push({ nameToken: 0, position: -1, from, to });
      else if (to > from) list.push({ nameToken: 0, position, from, to });
      // after *args no position is known
      position = isSpread ? Number.NaN : position + 1;
      from = to + 1;
    }
    return list;
  }

  spread(tokens: Tokens, { from, to }: RawArgument): readonly [number, number] | undefined {
    return tokens.is(from, doubleStar) ? [from + 1, to] : undefined;
  }

  entries(tokens: Tokens, from: number, to: number): RawArgument[] | undefined {
    if (tokens.slice(from) === "dict" && tokens.partners[from + 1] === to - 1)
      return this.arguments(tokens, from + 1);
    if (!tokens.is(from, openCurly) || tokens.partners[from] !== to - 1) return undefined;
    const list: RawArgument[] = [];
    for (let part = from + 1; part < to - 1 && list.length < mostParts; ) {
      const end = this.#partEnd(tokens, part, to - 1);
      const isKeyed = tokens.kinds[part] === STRING && tokens.is(part + 1, colon);
      if (isKeyed) list.push({ nameToken: part, position: -1, from: part + 2, to: end });
      else list.push({ nameToken: 0, position: -1, from: part, to: end });
      part = end + 1;
    }
    return list;
  }

  /** The next comma outside brackets and outside the parameters of a lambda, or `end`. */
  #partEnd(tokens: Tokens, from: number, end: number): number {
    let isLambda = false;
    for (let i = from; i < end; i++) {
      const kind = tokens.kinds[i];
      if (kind === NAME) {
        if (tokens.values[i] === this.#word.lambda) isLambda = true;
      } else if (kind === PUNCTUATION) {
        const value = tokens.values[i];
        if (value === comma && !isLambda) return i;
        if (value === colon) isLambda = false;
        const partner = tokens.partners[i]!;
        if (partner > i) i = partner;
      }
    }
    return end;
  }

  shape(tokens: Tokens, from: number, to: number): Shape {
    const kind = tokens.kinds[from];
    if (kind === STRING || kind === NUMBER || kind === TEXT_OPEN) return { kind: "literal" };
    if (kind === PUNCTUATION) return this.#bracketShape(tokens, from, to);
    if (kind !== NAME) return { kind: "unknown" };
    const symbol = tokens.values[from]!;
    if (symbol === this.#word.await) return { kind: "same", from: from + 1, to };
    if (to === from + 1) {
      if (symbol === this.#word.none) return { kind: "none" };
      if (symbol === this.#word.true || symbol === this.#word.false) return { kind: "literal" };
    }
    return this.#choice(tokens, from, to) ?? { kind: this.#word.isKeyword(symbol) ? "unknown" : "chain" };
  }

  #bracketShape(tokens: Tokens, from: number, to: number): Shape {
    const value = tokens.values[from];
    const close = tokens.partners[from]!;
    if (close === to - 1) {
      if (value === openSquare || value === openCurly)
        return { kind: "items", items: this.#items(tokens, from, close) };
      if (value === openRound) {
        const isTuple = this.#partEnd(tokens, from + 1, close) < close;
        if (isTuple) return { kind: "items", items: this.#items(tokens, from, close) };
        return { kind: "same", from: from + 1, to: close };
      }
    }
    const isChain = value === openRound || tokens.is(close + 1, openSquare);
    return this.#choice(tokens, from, to) ?? { kind: isChain ? "chain" : "unknown" };
  }

  /** `a if condition else b`, `a or b`, and a tuple without brackets. */
  #choice(tokens: Tokens, from: number, to: number): Shape | undefined {
    let ifAt = 0;
    for (let i = from; i < to; i++) {
      if (tokens.kinds[i] === NAME) {
        const symbol = tokens.values[i];
        if (symbol === this.#word.lambda) return undefined;
        if (symbol === this.#word.or)
          return {
            kind: "either",
            ranges: [
              [from, i],
              [i + 1, to],
            ],
          };
        if (symbol === this.#word.if && ifAt === 0) ifAt = i;
        else if (symbol === this.#word.else && ifAt > 0)
          return {
            kind: "either",
            ranges: [
              [from, ifAt],
              [i + 1, to],
            ],
          };
      } else if (tokens.kinds[i] === PUNCTUATION) {
        if (tokens.values[i] === comma) return { kind: "items", items: this.#items(tokens, from - 1, to) };
        const partner = tokens.partners[i]!;
        if (partner > i) i = partner;
      }
    }
    return undefined;
  }

  #items(tokens: Tokens, open: number, close: number): RawItem[] {
    const items: RawItem[] = [];
    let from = open + 1;
    while (from < close && items.length < mostParts) {
      const to = this.#partEnd(tokens, from, close);
      items.push(this.#item(tokens, from, to));
      from = to + 1;
    }
    return items;
  }

  /** An element ends before the `for` of a comprehension; in a dictionary it starts after the colon. */
  #item(tokens: Tokens, from: number, to: number): RawItem {
    let start = from;
    let key: string | undefined;
    for (let i = from; i < to; i++) {
      if (tokens.kinds[i] === NAME && tokens.values[i] === this.#word.for) return { key, from: start, to: i };
      if (tokens.kinds[i] !== PUNCTUATION) continue;
      if (tokens.values[i] === colon && start === from) {
        if (i === from + 1 && tokens.kinds[from] === STRING) key = words.string(tokens.slice(from));
        start = i + 1;
      }
      const partner = tokens.partners[i]!;
      if (partner > i) i = partner;
    }
    return { key, from: start, to };
  }

  inside(tokens: Tokens, token: number): readonly [number, number] {
    const text = tokens.slice(token);
    const quoted = /^[A-Za-z]*("""|'''|"|')/.exec(text);
    if (!quoted) return [tokens.starts[token]!, tokens.ends[token]!];
    const quote = quoted[1]!;
    const start = tokens.starts[token]! + quoted[0].length;
    const isClosed = text.length >= quoted[0].length + quote.length && text.endsWith(quote);
    return [start, tokens.ends[token]! - (isClosed ? quote.length : 0)];
  }

  literal(tokens: Tokens, from: number, to: number, constant: (token: number) => LiteralValue): LiteralValue {
    return literalValue(tokens, from, to, words, constant);
  }
}

function unclosedEnd(tokens: Tokens, open: number): number {
  let i = open + 1;
  while (i < tokens.length && i - open < longestUnclosed && tokens.kinds[i] !== LINE) i++;
  return i;
}
