import { Brackets } from "../brackets";
import { changeBetween } from "../change";
import { mix, type Symbols } from "../symbols";
import {
  LINE,
  NAME,
  NUMBER,
  PUNCTUATION,
  STRING,
  TEXT_CLOSE,
  TEXT_OPEN,
  TEXT_PIECE,
  type Tokens,
} from "../tokens";
import type { PythonWords } from "./words";

/** Cell magics below which another language or plain text stands; below others, such as `%%time`, Python goes on. */
const otherMagics = new Set(
  (
    "ai appendfile bash bigquery c cmd configure cpp css cu cuda cypher cython dot file fortran graphviz html javascript " +
    "js julia latex markdown matlab mermaid octave perl plantuml powershell r ruby rust scala script sh spark sparql sql " +
    "svg sx system ts typescript writefile writetemplate"
  ).split(" "),
);

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
const BREAK = 4;
const QUOTE = 5;
const OPENER = 6;
const CLOSER = 7;

const classes = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const character = String.fromCharCode(c);
  if (/[A-Za-z_]/.test(character)) classes[c] = LETTER;
  else if (/[0-9]/.test(character)) classes[c] = DIGIT;
  else if (c < 32 || c === 32 || c === 127) classes[c] = SPACE;
}
classes[10] = classes[13] = BREAK;
classes[34] = classes[39] = QUOTE;
classes[40] = classes[91] = classes[123] = OPENER;
classes[41] = classes[93] = classes[125] = CLOSER;

const isWordPart = new Uint8Array(128);
for (let c = 0; c < 128; c++) if (classes[c] === LETTER || classes[c] === DIGIT) isWordPart[c] = 1;

/** An f-string that is being read. */
interface Frame {
  readonly quote: number;
  readonly triple: boolean;
  readonly raw: boolean;
  /** Open brackets at its start. */
  readonly depth: number;
  /** Open brackets inside each `{…}` that is being read, innermost last. */
  readonly fields: number[];
}

/** Appends the tokens of Python source `[from, to)`; any text will do, and takes time in proportion. */
export function lexPython(
  tokens: Tokens,
  symbols: Symbols,
  words: PythonWords,
  from: number,
  to: number,
): void {
  new PythonLexer(tokens, symbols, words, from, to).run();
}

/**
 * Appends the tokens of a whole text, as {@link lexPython} does, taking over those of an earlier version of it
 * outside the logical lines that changed.
 */
export function relexPython(tokens: Tokens, symbols: Symbols, words: PythonWords, earlier: Tokens): void {
  const change = changeBetween(earlier.text, tokens.text);
  const first = lastLineBefore(earlier, change.prefix);
  const lexer = new PythonLexer(tokens, symbols, words, earlier.ends[first - 1] ?? 0, tokens.text.length);
  if (first <= 1) lexer.run();
  else {
    tokens.append(earlier, 1, first, 0);
    lexer.runAfterLine(earlier, change.suffix);
  }
}

/** The last LINE of an earlier text whose first token ends before an offset, 0 where there is none. */
function lastLineBefore(earlier: Tokens, offset: number): number {
  let i = earlier.lastAt(offset);
  while (i > 0 && !(earlier.kinds[i] === LINE && earlier.ends[i + 1]! < offset)) i--;
  return i;
}

class PythonLexer {
  readonly #text: string;
  readonly #tokens: Tokens;
  readonly #symbols: Symbols;
  readonly #end: number;
  readonly #brackets: Brackets;
  readonly #frames: Frame[] = [];
  readonly #words: PythonWords;
  /** Whether lines may end in a carriage return; without, line ends are found faster. */
  readonly #hasReturns: boolean;
  #at: number;
  /** No token of the current logical line yet; the line's indentation so far. */
  #fresh = true;
  #indent = 0;
  /** No token of the current physical line yet. */
  #lineStart = true;

  constructor(tokens: Tokens, symbols: Symbols, words: PythonWords, from: number, to: number) {
    this.#text = tokens.text;
    this.#tokens = tokens;
    this.#symbols = symbols;
    this.#words = words;
    this.#at = from;
    this.#end = to;
    this.#hasReturns = tokens.text.includes("\r");
    this.#brackets = new Brackets(tokens);
  }

  run(): void {
    const text = this.#text;
    const end = this.#end;
    this.#measureIndent();
    if (this.#isOtherLanguage()) return;
    while (this.#at < end) this.#step(text.charCodeAt(this.#at));
  }

  /** Reads on from the end of a logical line, until the rest is known from an earlier text with the same end. */
  runAfterLine(earlier: Tokens, sameEnd: number): void {
    this.#fresh = false;
    this.#lineStart = false;
    const moved = this.#text.length - earlier.text.length;
    const same = this.#text.length - sameEnd;
    while (this.#at < this.#end) {
      if (this.#fresh && this.#at >= same) {
        const line = this.#lineIn(earlier, this.#at - moved);
        if (line > 0) {
          this.#tokens.append(earlier, line, earlier.length, moved);
          return;
        }
      }
      this.#step(this.#text.charCodeAt(this.#at));
    }
  }

  /** The LINE at an offset of an earlier text, with the present line's indentation; 0 where there is none. */
  #lineIn(earlier: Tokens, offset: number): number {
    // the line's first token starts where the LINE does
    const line = earlier.lastAt(offset) - 1;
    const isLine = line > 0 && earlier.kinds[line] === LINE && earlier.starts[line] === offset;
    return isLine && earlier.values[line] === this.#indent ? line : 0;
  }

  #step(c: number): void {
    switch (c < 128 ? classes[c] : otherClass(c)) {
      case LETTER:
        this.#word(c);
        break;
      case SPACE:
        do this.#at++;
        while (this.#text.charCodeAt(this.#at) === 32);
        break;
      case BREAK:
        this.#lineBreak();
        break;
      case DIGIT:
        this.#number();
        break;
      case QUOTE:
        this.#string(this.#at, false, false);
        break;
      case OPENER:
        this.#brackets.open(this.#emit(PUNCTUATION, this.#at + 1, c), c);
        break;
      case CLOSER:
        this.#closer(c);
        break;
      default:
        this.#other(c);
    }
  }

  /** A notebook cell that starts with `%%bash`, `%%html` … holds no Python. */
  #isOtherLanguage(): boolean {
    let i = this.#at;
    while (i < this.#end && this.#text.charCodeAt(i) <= 32) i++;
    if (!this.#text.startsWith("%%", i)) return false;
    const name = /^%%(\w*)/.exec(this.#text.slice(i, Math.min(i + 40, this.#end)))?.[1] ?? "";
    return otherMagics.has(name.toLowerCase());
  }

  /** Appends a token that starts here and moves on to its end. */
  #emit(kind: number, end: number, value: number): number {
    if (this.#fresh) this.#line();
    this.#lineStart = false;
    const index = this.#tokens.push(kind, this.#at, end, value);
    this.#at = end;
    return index;
  }

  #line(): void {
    this.#fresh = false;
    this.#tokens.push(LINE, this.#at, this.#at, this.#indent);
  }

  #lineBreak(): void {
    this.#at++;
    this.#lineStart = true;
    if (this.#brackets.depth === 0 && this.#frames.length === 0) this.#fresh = true;
    this.#measureIndent();
  }

  /** Reads the white space at the start of a line; a byte order mark takes no room. */
  #measureIndent(): void {
    let column = 0;
    for (; this.#at < this.#end; this.#at++) {
      const c = this.#text.charCodeAt(this.#at);
      if (c === 32) column++;
      else if (c === 9) column = (column | 7) + 1;
      else if (c === 12) column = 0;
      else if (c !== 0xfeff) break;
    }
    this.#indent = column;
  }

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
    if ((c === 34 || c === 39) && i - start <= 2 && i < this.#end && this.#prefixed(start, i)) return;
    const symbol = this.#symbols.intern(text, start, i, hash);
    if (this.#lineStart) {
      if (!this.#fresh) this.#recover(symbol);
      if (this.#fresh) this.#line();
      this.#lineStart = false;
    }
    this.#tokens.push(NAME, start, i, symbol);
    // a space after a word is passed over at once
    this.#at = c === 32 ? i + 1 : i;
  }

  /** A statement word that starts a line inside brackets: they were never closed, so a new line begins. */
  #recover(symbol: number): void {
    const isStatement =
      this.#words.startsStatement(symbol) || (symbol === this.#words.from && this.#indent === 0);
    if (!isStatement) return;
    this.#brackets.abandon();
    this.#frames.length = 0;
    this.#fresh = true;
  }

  /** A string with the prefix `text[start, quote)`; false where that is no prefix. */
  #prefixed(start: number, quote: number): boolean {
    let formatted = false;
    let raw = false;
    for (let i = start; i < quote; i++) {
      const c = this.#text.charCodeAt(i) | 32;
      if (c === 102 || c === 116) formatted = true;
      else if (c === 114) raw = true;
      else if (c !== 98 && c !== 117) return false;
    }
    this.#string(quote, formatted, raw);
    return true;
  }

  /** Reads a string whose opening quote stands at `quote`; the token starts at the prefix. */
  #string(quote: number, formatted: boolean, raw: boolean): void {
    const text = this.#text;
    const q = text.charCodeAt(quote);
    const triple = text.charCodeAt(quote + 1) === q && text.charCodeAt(quote + 2) === q;
    const inside = quote + (triple ? 3 : 1);
    if (formatted) {
      this.#emit(TEXT_OPEN, Math.min(inside, this.#end), 0);
      this.#frames.push({ quote: q, triple, raw, depth: this.#brackets.depth, fields: [] });
      this.#formattedText();
      return;
    }
    this.#emit(STRING, triple ? this.#tripleEnd(inside, q) : this.#stringEnd(inside, q), 0);
  }

  /** The end of a string without substitutions; one that is not closed ends with its line. */
  #stringEnd(inside: number, quote: number): number {
    const text = this.#text;
    for (let i = inside; i < this.#end; i++) {
      const c = text.charCodeAt(i);
      if (c === quote) return i + 1;
      if (c === 10 || c === 13) return i;
      if (c === 92) {
        // a line continued with \ CR LF
        if (text.charCodeAt(i + 1) === 13 && text.charCodeAt(i + 2) === 10) i++;
        i++;
      }
    }
    return this.#end;
  }

  /** The same for a string in triple quotes, which ends with the text. */
  #tripleEnd(inside: number, quote: number): number {
    const text = this.#text;
    const closing = quote === 34 ? '"""' : "'''";
    for (let at = text.indexOf(closing, inside); at >= 0 && at + 3 <= this.#end; ) {
      let backslashes = 0;
      while (at - backslashes > inside && text.charCodeAt(at - backslashes - 1) === 92) backslashes++;
      if (backslashes % 2 === 0) return at + 3;
      at = text.indexOf(closing, at + 1);
    }
    return this.#end;
  }

  /** Reads the text of the innermost f-string up to the next `{`, or to its end. */
  #formattedText(): void {
    const text = this.#text;
    const frame = this.#frames.at(-1)!;
    let i = this.#at;
    for (; i < this.#end; i++) {
      const c = text.charCodeAt(i);
      const isFormat = frame.fields.length > 0;
      if (c === 92) i = this.#escape(i, frame);
      else if (c === 123) {
        if (text.charCodeAt(i + 1) === 123 && !isFormat) i++;
        else {
          this.#openField(i, frame);
          return;
        }
      } else if (c === 125 && isFormat) this.#closeField(i, frame);
      else if (c === frame.quote) {
        if (!frame.triple) {
          this.#endFormatted(i, i + 1);
          return;
        }
        if (text.charCodeAt(i + 1) === c && text.charCodeAt(i + 2) === c) {
          this.#endFormatted(i, i + 3);
          return;
        }
      } else if (!frame.triple && (c === 10 || c === 13)) {
        this.#endFormatted(i, i);
        return;
      }
    }
    this.#endFormatted(this.#end, this.#end);
  }

  /** The last place of the escape at `i`; a brace after a backslash still opens a field, except in `\N{…}`. */
  #escape(i: number, frame: Frame): number {
    const next = this.#text.charCodeAt(i + 1);
    if (next === 123 || next === 125) return i;
    if (next === 78 && !frame.raw && this.#text.charCodeAt(i + 2) === 123) return i + 2;
    if (next === 13 && this.#text.charCodeAt(i + 2) === 10) return i + 2;
    return i + 1;
  }

  #piece(end: number): void {
    if (end > this.#at) this.#emit(TEXT_PIECE, end, 0);
  }

  #openField(at: number, frame: Frame): void {
    this.#piece(at);
    this.#brackets.open(this.#emit(PUNCTUATION, at + 1, 123), 123);
    frame.fields.push(this.#brackets.depth);
  }

  #closeField(at: number, frame: Frame): void {
    this.#piece(at);
    const depth = frame.fields.pop()!;
    this.#brackets.abandon(depth);
    this.#brackets.close(this.#emit(PUNCTUATION, at + 1, 125), 125, depth - 1);
  }

  #endFormatted(textEnd: number, end: number): void {
    this.#piece(textEnd);
    this.#emit(TEXT_CLOSE, Math.min(end, this.#end), 0);
    const frame = this.#frames.pop()!;
    this.#brackets.abandon(frame.depth);
  }

  #closer(c: number): void {
    const frame = this.#frames.at(-1);
    const field = frame?.fields.at(-1);
    if (frame && field !== undefined && c === 125 && this.#brackets.depth === field) {
      this.#closeField(this.#at, frame);
      this.#formattedText();
      return;
    }
    this.#brackets.close(this.#emit(PUNCTUATION, this.#at + 1, c), c, field ?? 0);
  }

  #number(): void {
    const text = this.#text;
    let i = this.#at;
    const second = text.charCodeAt(i + 1) | 32;
    if (text.charCodeAt(i) === 48 && (second === 120 || second === 111 || second === 98)) {
      i += 2;
      while (isHexDigit(text.charCodeAt(i))) i++;
    } else {
      i = this.#digits(i);
      if (text.charCodeAt(i) === 46) i = this.#digits(i + 1);
      i = this.#exponent(i);
      if ((text.charCodeAt(i) | 32) === 106) i++;
    }
    this.#emit(NUMBER, Math.min(i, this.#end), 0);
  }

  #digits(from: number): number {
    let i = from;
    for (;;) {
      const c = this.#text.charCodeAt(i);
      if (!(c >= 48 && c <= 57) && c !== 95) return i;
      i++;
    }
  }

  #exponent(from: number): number {
    if ((this.#text.charCodeAt(from) | 32) !== 101) return from;
    const sign = this.#text.charCodeAt(from + 1);
    const first = from + (sign === 43 || sign === 45 ? 2 : 1);
    const digit = this.#text.charCodeAt(first);
    return digit >= 48 && digit <= 57 ? this.#digits(first) : from;
  }

  #other(c: number): void {
    const text = this.#text;
    const next = text.charCodeAt(this.#at + 1);
    if (c === 35) this.#skipLine();
    else if (c === 92) {
      this.#at += next === 13 && text.charCodeAt(this.#at + 2) === 10 ? 3 : 2;
    } else if (c === 46 && next >= 48 && next <= 57) this.#number();
    else if (this.#isMagic(c, next)) this.#magic();
    else if (c === 58 && this.#isFormatColon()) {
      this.#emit(PUNCTUATION, this.#at + 1, c);
      this.#formattedText();
    } else this.#operator(c, next);
  }

  /** `%matplotlib inline`, `!pip install`, `files = !ls`: the notebook's, not Python's. */
  #isMagic(c: number, next: number): boolean {
    if (c !== 37 && c !== 33 && c !== 63) return false;
    if (this.#frames.length > 0) return false;
    if (c === 63) return this.#fresh;
    if (this.#fresh) return true;
    const last = this.#tokens.length - 1;
    return next !== 61 && this.#brackets.depth === 0 && this.#tokens.is(last, 61);
  }

  /** A magic takes its whole line, except the ones that time a statement. */
  #magic(): void {
    if (this.#text.startsWith("%timeit ", this.#at)) this.#at += 8;
    else if (this.#text.startsWith("%time ", this.#at)) this.#at += 6;
    else this.#skipLine();
  }

  #isFormatColon(): boolean {
    return this.#frames.length > 0 && this.#brackets.depth === this.#frames.at(-1)!.fields.at(-1);
  }

  #skipLine(): void {
    if (!this.#hasReturns) {
      const end = this.#text.indexOf("\n", this.#at);
      this.#at = end < 0 || end > this.#end ? this.#end : end;
      return;
    }
    while (this.#at < this.#end) {
      const c = this.#text.charCodeAt(this.#at);
      if (c === 10 || c === 13) return;
      this.#at++;
    }
  }

  #operator(c: number, next: number): void {
    let value = c;
    let length = 1;
    const doubled = next === c && (c === 42 || c === 47 || c === 60 || c === 62);
    if (doubled) {
      value |= next << 8;
      length = 2;
      if (this.#text.charCodeAt(this.#at + 2) === 61) {
        value |= 61 << 16;
        length = 3;
      }
    } else if (next === 61 && isBeforeEquals(c)) {
      value |= 61 << 8;
      length = 2;
    } else if (c === 45 && next === 62) {
      value |= 62 << 8;
      length = 2;
    } else if (c === 46 && next === 46 && this.#text.charCodeAt(this.#at + 2) === 46) {
      value = 0x2e2e2e;
      length = 3;
    }
    this.#emit(PUNCTUATION, Math.min(this.#at + length, this.#end), value);
  }
}

/** Letters of other alphabets are parts of names; spaces and the byte order mark are not. */
function otherClass(c: number): number {
  if (Number.isNaN(c)) return OTHER;
  const isSpace = c < 0xa1 || c === 0xfeff || c === 0x3000 || c === 0x2028 || c === 0x2029;
  return isSpace ? SPACE : LETTER;
}

function isHexDigit(c: number): boolean {
  return (c >= 48 && c <= 57) || ((c | 32) >= 97 && (c | 32) <= 102) || c === 95;
}

/** Operators that an `=` turns into another one: `:=`, `+=`, `==`, `!=` … */
function isBeforeEquals(c: number): boolean {
  return "=!<>+-*/%@&|^:".includes(String.fromCharCode(c));
}
