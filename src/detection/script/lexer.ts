import { Brackets } from "../brackets";
import { mix, type Symbols } from "../symbols";
import {
  code,
  JSX_NAME,
  JSX_TEXT,
  NAME,
  NUMBER,
  PUNCTUATION,
  REGEX,
  STRING,
  TEXT_CLOSE,
  TEXT_OPEN,
  TEXT_PIECE,
  type Tokens,
} from "../tokens";
import type { ScriptWords } from "./words";

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
const QUOTE = 4;
const OPENER = 5;
const CLOSER = 6;

const classes = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const character = String.fromCharCode(c);
  if (/[A-Za-z_$]/.test(character)) classes[c] = LETTER;
  else if (/[0-9]/.test(character)) classes[c] = DIGIT;
  else if (c <= 32 || c === 127) classes[c] = SPACE;
}
classes[34] = classes[39] = QUOTE;
classes[40] = classes[91] = classes[123] = OPENER;
classes[41] = classes[93] = classes[125] = CLOSER;

const isWordPart = new Uint8Array(128);
for (let c = 0; c < 128; c++) if (classes[c] === LETTER || classes[c] === DIGIT) isWordPart[c] = 1;

/** Notes at open brackets. */
const PLAIN = 0;
/** `(` of a condition, or `{` of a block: an expression may start after the closing one. */
const STATEMENT = 1;
/** `${` of a template. */
const TEMPLATE = 2;
/** `{` inside JSX. */
const JSX = 3;

/** What is being read, innermost last; code where there is nothing. */
const IN_TEMPLATE = 1;
const IN_TAG = 2;
const IN_CLOSING_TAG = 3;
const IN_CHILDREN = 4;
const IN_CODE = 5;

const operators = [
  ">>>=",
  "===",
  "!==",
  "**=",
  "<<=",
  ">>=",
  "&&=",
  "||=",
  "??=",
  "...",
  "=>",
  "==",
  "!=",
  "<=",
  ">=",
  "&&",
  "||",
  "??",
  "?.",
  "++",
  "--",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "&=",
  "|=",
  "^=",
  "**",
  "<<",
];
/** By their first character, longest first. */
const operatorsBy: readonly (readonly string[])[] = Array.from({ length: 128 }, (_, c) =>
  operators.filter((operator) => operator.charCodeAt(0) === c),
);
const codes = new Map(operators.map((operator) => [operator, code(operator.slice(0, 3))]));

/** Words that stand before a name in a type, as in `<typeof x>y`; no elements are called so. */
const typeWords: ReadonlySet<string> = new Set(["const", "typeof", "keyof", "readonly", "unique", "new"]);

/** So many characters, in texts lengths, may be looked at in vain. */
const patience = 20;

/** Appends the tokens of TypeScript or JavaScript, JSX included, `[from, to)`; any text will do. */
export function lexScript(
  tokens: Tokens,
  symbols: Symbols,
  words: ScriptWords,
  from: number,
  to: number,
): void {
  new ScriptLexer(tokens, symbols, words, from, to).run();
}

class ScriptLexer {
  readonly #text: string;
  readonly #tokens: Tokens;
  readonly #symbols: Symbols;
  readonly #words: ScriptWords;
  readonly #end: number;
  readonly #brackets: Brackets;
  readonly #modes: number[] = [];
  readonly #lastClosings = new Map<string, number>();
  #at: number;
  /** Whether the last token ends an operand, so that `/` divides and `<` compares. */
  #afterOperand = false;
  #budget: number;

  constructor(tokens: Tokens, symbols: Symbols, words: ScriptWords, from: number, to: number) {
    this.#text = tokens.text;
    this.#tokens = tokens;
    this.#symbols = symbols;
    this.#words = words;
    this.#at = from;
    this.#end = to;
    this.#brackets = new Brackets(tokens);
    this.#budget = patience * (to - from) + 10_000;
  }

  run(): void {
    const text = this.#text;
    if (text.charCodeAt(this.#at) === 0xfeff) this.#at++;
    if (text.startsWith("#!", this.#at)) this.#skipLine();
    while (this.#at < this.#end) {
      const mode = this.#modes.length > 0 ? this.#modes[this.#modes.length - 1] : IN_CODE;
      if (mode === IN_CODE) this.#code(text.charCodeAt(this.#at));
      else if (mode === IN_TEMPLATE) this.#templateText();
      else if (mode === IN_CHILDREN) this.#children();
      else this.#tag(text.charCodeAt(this.#at), mode === IN_CLOSING_TAG);
    }
  }

  #code(c: number): void {
    switch (c < 128 ? classes[c] : otherClass(c)) {
      case LETTER:
        this.#word(c);
        break;
      case SPACE:
        this.#at++;
        break;
      case DIGIT:
        this.#number();
        break;
      case QUOTE:
        this.#emit(STRING, this.#stringEnd(c), 0);
        this.#afterOperand = true;
        break;
      case OPENER:
        this.#opener(c);
        break;
      case CLOSER:
        this.#closer(c);
        break;
      default:
        this.#other(c);
    }
  }

  #emit(kind: number, end: number, value: number): number {
    const index = this.#tokens.push(kind, this.#at, end, value);
    this.#at = end;
    return index;
  }

  #skipLine(): void {
    while (this.#at < this.#end) {
      const c = this.#text.charCodeAt(this.#at);
      if (c === 10 || c === 13 || c === 0x2028 || c === 0x2029) return;
      this.#at++;
    }
  }

  // --- code --------------------------------------------------------------------------------------

  #word(first: number): void {
    const text = this.#text;
    const start = this.#at;
    let hash = first;
    let i = start + 1;
    let c = text.charCodeAt(i);
    while (c < 128 ? isWordPart[c] === 1 : otherClass(c) === LETTER) {
      hash = mix(hash, c);
      c = text.charCodeAt(++i);
    }
    const symbol = this.#symbols.intern(text, start, i, hash);
    const isMember = this.#tokens.is(this.#tokens.length - 1, 46);
    this.#emit(NAME, i, symbol);
    this.#afterOperand = isMember || !this.#words.isOperator(symbol);
  }

  #number(): void {
    const text = this.#text;
    let i = this.#at;
    const second = text.charCodeAt(i + 1) | 32;
    if (text.charCodeAt(i) === 48 && (second === 120 || second === 111 || second === 98)) i += 2;
    else {
      i = this.#digits(i);
      if (text.charCodeAt(i) === 46) i = this.#digits(i + 1);
      if ((text.charCodeAt(i) | 32) === 101) {
        const sign = text.charCodeAt(i + 1);
        i = this.#digits(i + (sign === 43 || sign === 45 ? 2 : 1));
      }
    }
    while (isWordPart[text.charCodeAt(i)] === 1) i++;
    this.#emit(NUMBER, Math.min(i, this.#end), 0);
    this.#afterOperand = true;
  }

  #digits(from: number): number {
    let i = from;
    for (;;) {
      const c = this.#text.charCodeAt(i);
      if (!(c >= 48 && c <= 57) && c !== 95) return i;
      i++;
    }
  }

  /** The end of a quoted string; one that is not closed ends with its line. */
  #stringEnd(quote: number): number {
    const text = this.#text;
    for (let i = this.#at + 1; i < this.#end; i++) {
      const c = text.charCodeAt(i);
      if (c === 92) {
        if (text.charCodeAt(i + 1) === 13 && text.charCodeAt(i + 2) === 10) i++;
        i++;
      } else if (c === quote) return i + 1;
      else if (c === 10 || c === 13) return i;
    }
    return this.#end;
  }

  #opener(c: number): void {
    const note = c === 123 ? this.#noteOfBrace() : c === 40 ? this.#noteOfRound() : PLAIN;
    this.#brackets.open(this.#emit(PUNCTUATION, this.#at + 1, c), c, note);
    this.#afterOperand = false;
  }

  #noteOfRound(): number {
    const last = this.#tokens.length - 1;
    const isHead = this.#tokens.kinds[last] === NAME && this.#words.isHead(this.#tokens.values[last]!);
    return isHead && !this.#tokens.is(last - 1, 46) ? STATEMENT : PLAIN;
  }

  /** A block starts where a statement may, an object where an operand is due. */
  #noteOfBrace(): number {
    const last = this.#tokens.length - 1;
    const kind = this.#tokens.kinds[last];
    if (kind === PUNCTUATION) {
      const value = this.#tokens.values[last];
      const isBlock = value === 59 || value === 123 || value === 125 || value === 41 || value === arrow;
      return isBlock || last === 0 ? STATEMENT : this.#afterOperand ? STATEMENT : PLAIN;
    }
    if (kind === NAME) {
      const symbol = this.#tokens.values[last]!;
      const isObject =
        this.#words.isOperator(symbol) && symbol !== this.#words.default && !this.#isBlockWord(symbol);
      return isObject ? PLAIN : STATEMENT;
    }
    return STATEMENT;
  }

  #isBlockWord(symbol: number): boolean {
    const name = this.#symbols.name(symbol);
    return name === "do" || name === "else";
  }

  #closer(c: number): void {
    const index = this.#emit(PUNCTUATION, this.#at + 1, c);
    const inside = this.#modes.lastIndexOf(IN_CODE);
    const note = this.#brackets.close(index, c);
    this.#afterOperand = c !== 125 ? note !== STATEMENT : note === PLAIN;
    if ((note === TEMPLATE || note === JSX) && inside >= 0) this.#modes.length = inside;
  }

  #other(c: number): void {
    const next = this.#text.charCodeAt(this.#at + 1);
    if (c === 47) this.#slash(next);
    else if (c === 96) this.#openTemplate();
    else if (c === 46 && next >= 48 && next <= 57) this.#number();
    else if (c === 60 && !this.#afterOperand && this.#startsElement()) this.#openTag(IN_TAG);
    else if ((c === 35 && next < 128 && classes[next] === LETTER) || c === 92) this.#oddWord();
    else this.#operator(c);
  }

  /** A private name, or one written with escapes. */
  #oddWord(): void {
    let i = this.#at + 1;
    while (i < this.#end && isWordPart[this.#text.charCodeAt(i)] === 1) i++;
    const text = this.#text.slice(this.#at, Math.min(i, this.#at + 100));
    this.#emit(NAME, i, this.#symbols.of(text));
    this.#afterOperand = true;
  }

  #operator(c: number): void {
    const text = this.#text;
    for (const operator of c < 128 ? operatorsBy[c]! : []) {
      if (!text.startsWith(operator, this.#at)) continue;
      // `a ?.5 : b` is a choice
      if (operator === "?." && isDigit(text.charCodeAt(this.#at + 2))) continue;
      this.#emit(PUNCTUATION, Math.min(this.#at + operator.length, this.#end), codes.get(operator)!);
      if (operator !== "++" && operator !== "--") this.#afterOperand = false;
      return;
    }
    this.#emit(PUNCTUATION, this.#at + 1, c);
    // `x!` is an operand still
    if (c !== 33) this.#afterOperand = false;
  }

  #slash(next: number): void {
    if (next === 47) this.#skipLine();
    else if (next === 42) {
      const close = this.#text.indexOf("*/", this.#at + 2);
      this.#at = close < 0 || close + 2 > this.#end ? this.#end : close + 2;
    } else {
      const end = this.#afterOperand ? 0 : this.#regexEnd();
      if (end === 0) this.#operator(47);
      else {
        this.#emit(REGEX, end, 0);
        this.#afterOperand = true;
      }
    }
  }

  /** The end of the regular expression that starts here, 0 if there is none. */
  #regexEnd(): number {
    const text = this.#text;
    if (this.#budget < 0) return 0;
    let isClass = false;
    for (let i = this.#at + 1; i < this.#end; i++) {
      const c = text.charCodeAt(i);
      if (c === 92) i++;
      else if (c === 10 || c === 13) {
        this.#budget -= i - this.#at;
        return 0;
      } else if (c === 91) isClass = true;
      else if (c === 93) isClass = false;
      else if (c === 47 && !isClass) {
        let end = i + 1;
        while (end < this.#end && isWordPart[text.charCodeAt(end)] === 1) end++;
        return end;
      }
    }
    this.#budget -= this.#end - this.#at;
    return 0;
  }

  // --- templates ---------------------------------------------------------------------------------

  /** A template without substitutions is a string. */
  #openTemplate(): void {
    const end = this.#plainTemplateEnd();
    if (end > 0) {
      this.#emit(STRING, end, 0);
      this.#afterOperand = true;
      return;
    }
    this.#emit(TEXT_OPEN, this.#at + 1, 0);
    this.#modes.push(IN_TEMPLATE);
  }

  #plainTemplateEnd(): number {
    const text = this.#text;
    for (let i = this.#at + 1; i < this.#end; i++) {
      const c = text.charCodeAt(i);
      if (c === 92) i++;
      else if (c === 96) return i + 1;
      else if (c === 36 && text.charCodeAt(i + 1) === 123) return 0;
    }
    return 0;
  }

  #templateText(): void {
    const text = this.#text;
    for (let i = this.#at; i < this.#end; i++) {
      const c = text.charCodeAt(i);
      if (c === 92) i++;
      else if (c === 96) {
        this.#piece(i);
        this.#emit(TEXT_CLOSE, i + 1, 0);
        this.#modes.pop();
        this.#afterOperand = true;
        return;
      } else if (c === 36 && text.charCodeAt(i + 1) === 123) {
        this.#piece(i);
        this.#brackets.open(this.#emit(PUNCTUATION, Math.min(i + 2, this.#end), 123), 123, TEMPLATE);
        this.#modes.push(IN_CODE);
        this.#afterOperand = false;
        return;
      }
    }
    this.#piece(this.#end);
  }

  #piece(end: number): void {
    if (end > this.#at) this.#emit(TEXT_PIECE, end, 0);
  }

  // --- JSX ---------------------------------------------------------------------------------------

  /** Whether the `<` here opens an element, not a type: judged by what follows the name. */
  #startsElement(): boolean {
    const text = this.#text;
    let i = this.#at + 1;
    if (text.charCodeAt(i) === 62) return true;
    const start = i;
    while (i < this.#end && isTagPart(text.charCodeAt(i))) i++;
    if (i === start || isDigit(text.charCodeAt(start))) return false;
    const name = text.slice(start, i);
    const afterName = i;
    while (i < this.#end && classes[text.charCodeAt(i)] === SPACE) i++;
    const c = text.charCodeAt(i);
    if (c === 62) return this.#closesLater(name);
    if (c === 47) return text.charCodeAt(i + 1) === 62;
    if (i === afterName) return false;
    if (c === 123) return true;
    return classes[c] === LETTER && !/^extends\s/.test(text.slice(i, i + 8)) && !typeWords.has(name);
  }

  #closesLater(name: string): boolean {
    let last = this.#lastClosings.get(name);
    if (last === undefined) {
      if (this.#budget < 0) return false;
      this.#budget -= (this.#end - this.#at) >> 3;
      last = this.#text.lastIndexOf(`</${name}`, this.#end);
      this.#lastClosings.set(name, last);
    }
    return last > this.#at;
  }

  #openTag(mode: number): void {
    this.#emit(PUNCTUATION, this.#at + 1, 60);
    if (mode === IN_CLOSING_TAG) this.#emit(PUNCTUATION, this.#at + 1, 47);
    this.#modes.push(mode);
  }

  #tag(c: number, isClosing: boolean): void {
    const text = this.#text;
    const kind = c < 128 ? classes[c] : otherClass(c);
    if (kind === SPACE) this.#at++;
    else if (c === 62) {
      this.#emit(PUNCTUATION, this.#at + 1, c);
      this.#endTag(isClosing);
    } else if (c === 47 && text.charCodeAt(this.#at + 1) === 62) {
      this.#emit(PUNCTUATION, this.#at + 1, c);
      this.#emit(PUNCTUATION, this.#at + 1, 62);
      this.#endElement();
    } else if (c === 47 && (text.charCodeAt(this.#at + 1) === 47 || text.charCodeAt(this.#at + 1) === 42)) {
      this.#slash(text.charCodeAt(this.#at + 1));
    } else if (c === 123) this.#openBrace();
    else if (kind === QUOTE) {
      const close = text.indexOf(String.fromCharCode(c), this.#at + 1);
      this.#emit(STRING, close < 0 || close >= this.#end ? this.#end : close + 1, 0);
    } else if (kind === LETTER) {
      let i = this.#at + 1;
      while (i < this.#end && isTagPart(text.charCodeAt(i)) && text.charCodeAt(i) !== 46) i++;
      this.#emit(JSX_NAME, i, 0);
    } else this.#emit(PUNCTUATION, this.#at + 1, c);
  }

  #endTag(isClosing: boolean): void {
    if (isClosing) {
      this.#modes.pop();
      this.#endElement();
    } else this.#modes[this.#modes.length - 1] = IN_CHILDREN;
  }

  /** Leaves an element; outside the outermost one, code goes on after an operand. */
  #endElement(): void {
    this.#modes.pop();
    this.#afterOperand = true;
  }

  #openBrace(): void {
    this.#brackets.open(this.#emit(PUNCTUATION, this.#at + 1, 123), 123, JSX);
    this.#modes.push(IN_CODE);
    this.#afterOperand = false;
  }

  #children(): void {
    const text = this.#text;
    let i = this.#at;
    for (; i < this.#end; i++) {
      const c = text.charCodeAt(i);
      if (c === 60 || c === 123) break;
    }
    if (i > this.#at) this.#emit(JSX_TEXT, i, 0);
    if (i >= this.#end) return;
    if (text.charCodeAt(i) === 123) this.#openBrace();
    else this.#openTag(text.charCodeAt(i + 1) === 47 ? IN_CLOSING_TAG : IN_TAG);
  }
}

const arrow = code("=>");

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isTagPart(c: number): boolean {
  return (c < 128 ? isWordPart[c] === 1 : otherClass(c) === LETTER) || c === 45 || c === 46 || c === 58;
}

function otherClass(c: number): number {
  if (Number.isNaN(c)) return OTHER;
  const isSpace = c < 0xa1 || c === 0xfeff || c === 0x3000 || c === 0x2028 || c === 0x2029;
  return isSpace ? SPACE : LETTER;
}
