import type { Grammar, RawArgument, RawItem, Shape } from "../grammar";
import { type LiteralWords, literalValue } from "../literal";
import type { LiteralValue } from "../model";
import { code, NAME, NUMBER, PUNCTUATION, REGEX, STRING, TEXT_OPEN, type Tokens } from "../tokens";
import type { ScriptWords } from "./words";

const openRound = code("(");
const openSquare = code("[");
const openCurly = code("{");
const comma = code(",");
const colon = code(":");
const question = code("?");
const or = code("||");
const nullish = code("??");
const spread = code("...");
const arrow = code("=>");

/** A call has no more arguments than this, and a list no more elements. */
const mostParts = 300;
/** An unclosed call is followed no further than this. */
const longestUnclosed = 400;

const words: LiteralWords = {
  word(text) {
    switch (text) {
      case "true":
        return { value: true };
      case "false":
        return { value: false };
      case "null":
      case "undefined":
        return { value: null };
      case "Infinity":
        return { value: Number.POSITIVE_INFINITY };
      default:
        return undefined;
    }
  },
  number(text) {
    const value = Number(text.replaceAll("_", ""));
    return Number.isNaN(value) ? undefined : value;
  },
  string(text) {
    const inside = text.slice(1, text.length > 1 && text.endsWith(text[0]!) ? -1 : undefined);
    if (!inside.includes("\\")) return inside;
    const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\n": "" };
    return inside.replace(/\\([\s\S])/g, (_, character: string) => simple[character] ?? character);
  },
  hasTuples: false,
};

/** How TypeScript and JavaScript write calls, literals and choices. */
export class ScriptGrammar implements Grammar {
  readonly #word: ScriptWords;

  constructor(word: ScriptWords) {
    this.#word = word;
  }

  isKeyword(symbol: number): boolean {
    return this.#word.isKeyword(symbol);
  }

  /** `require("module")` and `import("module")`: the string's token, 0 for anything else. */
  moduleString(tokens: Tokens, i: number): number {
    const symbol = tokens.values[i];
    if (symbol !== this.#word.require && symbol !== this.#word.import) return 0;
    if (tokens.kinds[i] !== NAME || !tokens.is(i + 1, openRound) || tokens.kinds[i + 2] !== STRING) return 0;
    return tokens.partners[i + 1] === i + 3 ? i + 2 : 0;
  }

  /** Statements are not told apart. */
  statementAt(tokens: Tokens): readonly [number, number] {
    return [1, tokens.length];
  }

  arguments(tokens: Tokens, open: number): RawArgument[] {
    const end = tokens.partners[open]! || Math.min(tokens.length, open + longestUnclosed);
    const list: RawArgument[] = [];
    let position = 0;
    let from = open + 1;
    while (from < end && list.length < mostParts) {
      const to = partEnd(tokens, from, end);
      const isObject =
        tokens.is(from, openCurly) && (tokens.partners[from] === to - 1 || tokens.partners[from] === 0);
      if (isObject) this.#fields(tokens, from, tokens.partners[from]! || end, list);
      else if (tokens.is(from, spread)) position = Number.NaN;
      else if (to > from) list.push({ nameToken: 0, position, from, to });
      position++;
      from = to + 1;
    }
    return list;
  }

  #fields(tokens: Tokens, open: number, close: number, list: RawArgument[]): void {
    let from = open + 1;
    while (from < close && list.length < mostParts) {
      const to = partEnd(tokens, from, close);
      const kind = tokens.kinds[from];
      if (kind === NAME || kind === STRING) {
        if (tokens.is(from + 1, colon)) list.push({ nameToken: from, position: -1, from: from + 2, to });
        else if (to === from + 1 && kind === NAME) list.push({ nameToken: from, position: -1, from, to });
      } else if (tokens.is(from, spread)) list.push({ nameToken: 0, position: -1, from, to });
      from = to + 1;
    }
  }

  /** Objects are spread inside of objects: `{ ...options, units: 4 }`. */
  spread(tokens: Tokens, { from, to, position }: RawArgument): readonly [number, number] | undefined {
    return position < 0 && tokens.is(from, spread) ? [from + 1, to] : undefined;
  }

  entries(tokens: Tokens, from: number, to: number): RawArgument[] | undefined {
    if (!tokens.is(from, openCurly) || tokens.partners[from] !== to - 1) return undefined;
    const list: RawArgument[] = [];
    this.#fields(tokens, from, to - 1, list);
    return list;
  }

  shape(tokens: Tokens, from: number, to: number): Shape {
    const kind = tokens.kinds[from];
    if (kind === NAME) {
      const symbol = tokens.values[from]!;
      if (symbol === this.#word.await || symbol === this.#word.new)
        return { kind: "same", from: from + 1, to };
      if (to === from + 1) {
        if (symbol === this.#word.null || symbol === this.#word.undefined) return { kind: "none" };
        if (symbol === this.#word.true || symbol === this.#word.false) return { kind: "literal" };
      }
    }
    const choice = this.#choice(tokens, from, to);
    if (choice) return choice;
    if (kind === STRING || kind === NUMBER || kind === TEXT_OPEN || kind === REGEX)
      return { kind: "literal" };
    if (kind === PUNCTUATION) return this.#bracketShape(tokens, from, to);
    if (kind !== NAME) return { kind: "unknown" };
    const isImport = tokens.values[from] === this.#word.import;
    return { kind: this.#word.isKeyword(tokens.values[from]!) && !isImport ? "unknown" : "chain" };
  }

  #bracketShape(tokens: Tokens, from: number, to: number): Shape {
    const value = tokens.values[from];
    const close = tokens.partners[from]!;
    if (close === to - 1 && close > 0) {
      if (value === openSquare || value === openCurly) {
        return { kind: "items", items: this.#items(tokens, from, close) };
      }
      if (value === openRound) return { kind: "same", from: from + 1, to: close };
    }
    return { kind: value === openRound && close > 0 ? "chain" : "unknown" };
  }

  /** `c ? a : b`, `a || b`, `a ?? b`, `a as T`, `a!`. */
  #choice(tokens: Tokens, from: number, to: number): Shape | undefined {
    let questionAt = 0;
    for (let i = from; i < to; i++) {
      const kind = tokens.kinds[i];
      const value = tokens.values[i]!;
      if (kind === NAME) {
        const isCast = value === this.#word.as || value === this.#word.satisfies;
        if (isCast && i > from && questionAt === 0) return { kind: "same", from, to: i };
      } else if (kind === PUNCTUATION) {
        if (value === arrow) return { kind: "unknown" };
        if (value === question && questionAt === 0) questionAt = i;
        else if (value === colon && questionAt > 0) {
          return {
            kind: "either",
            ranges: [
              [questionAt + 1, i],
              [i + 1, to],
            ],
          };
        } else if ((value === or || value === nullish) && questionAt === 0) {
          return {
            kind: "either",
            ranges: [
              [from, i],
              [i + 1, to],
            ],
          };
        }
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
      const to = partEnd(tokens, from, close);
      const kind = tokens.kinds[from];
      const isKeyed = (kind === NAME || kind === STRING) && tokens.is(from + 1, colon);
      const key =
        kind === STRING ? words.string(tokens.slice(from)) : kind === NAME ? tokens.slice(from) : undefined;
      if (isKeyed) items.push({ key, from: from + 2, to });
      else items.push({ key: to === from + 1 && kind === NAME ? key : undefined, from, to });
      from = to + 1;
    }
    return items;
  }

  inside(tokens: Tokens, token: number): readonly [number, number] {
    const start = tokens.starts[token]!;
    const end = tokens.ends[token]!;
    const isClosed = end - start > 1 && tokens.text[end - 1] === tokens.text[start];
    return [start + 1, isClosed ? end - 1 : end];
  }

  literal(tokens: Tokens, from: number, to: number, constant: (token: number) => LiteralValue): LiteralValue {
    return literalValue(tokens, from, to, words, constant);
  }
}

/** The next comma outside brackets, or `end`. */
function partEnd(tokens: Tokens, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    if (tokens.kinds[i] !== PUNCTUATION) continue;
    if (tokens.values[i] === comma) return i;
    const partner = tokens.partners[i]!;
    if (partner > i) i = partner;
  }
  return end;
}
