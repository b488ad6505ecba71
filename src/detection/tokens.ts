/** Kinds of tokens. Comments and white space leave no token. */
export const END = 0;
/** An identifier or keyword; its value is the symbol. */
export const NAME = 1;
export const NUMBER = 2;
/** A string without substitutions, prefix and quotes included. */
export const STRING = 3;
/** An f-string or template: opening quote, then pieces of text and `{…}`, then the closing quote. */
export const TEXT_OPEN = 4;
export const TEXT_PIECE = 5;
export const TEXT_CLOSE = 6;
/** Punctuation; its value is the character code, further characters in the higher bytes. */
export const PUNCTUATION = 7;
/** Stands before each logical line of Python; its value is the indentation. */
export const LINE = 8;
export const REGEX = 9;
/** Text between JSX tags. */
export const JSX_TEXT = 10;
/** The name of a JSX tag or of an attribute. */
export const JSX_NAME = 11;

/** The value of a punctuation token: `code("**")`. */
export function code(characters: string): number {
  let value = 0;
  for (let i = characters.length - 1; i >= 0; i--) value = (value << 8) | characters.charCodeAt(i);
  return value;
}

/** A growing table of tokens, one column per property; brackets know their partner. */
export class Tokens {
  length = 0;
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  values: Int32Array;
  /** Index of the other bracket of a pair, 0 where there is none. */
  partners: Int32Array;

  readonly text: string;

  /** Empty; `capacity` is how many tokens are expected, and no limit. */
  constructor(text: string, capacity = 64 + (text.length >> 2)) {
    this.text = text;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.values = new Int32Array(capacity);
    this.partners = new Int32Array(capacity);
    // the partner table uses 0 for "none", so nothing real may stand at index 0
    this.push(END, 0, 0, 0);
  }

  /** Appends a token and returns its index. */
  push(kind: number, start: number, end: number, value: number): number {
    const index = this.length++;
    if (index >= this.kinds.length) this.#grow();
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
    this.values[index] = value;
    return index;
  }

  /** Appends the tokens `[from, to)` of another table, moved by so many characters; no bracket may reach outside. */
  append(other: Tokens, from: number, to: number, moved: number): void {
    const at = this.length;
    const count = to - from;
    while (at + count >= this.kinds.length) this.#grow();
    this.length += count;
    this.kinds.set(other.kinds.subarray(from, to), at);
    this.values.set(other.values.subarray(from, to), at);
    this.starts.set(other.starts.subarray(from, to), at);
    this.ends.set(other.ends.subarray(from, to), at);
    this.partners.set(other.partners.subarray(from, to), at);
    if (moved !== 0) {
      for (let i = at; i < this.length; i++) {
        this.starts[i]! += moved;
        this.ends[i]! += moved;
      }
    }
    const shifted = at - from;
    if (shifted !== 0) {
      for (let i = at; i < this.length; i++) if (this.partners[i] !== 0) this.partners[i]! += shifted;
    }
  }

  /** The last token that starts at an offset or before it, 0 where none does. */
  lastAt(offset: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  pair(open: number, close: number): void {
    this.partners[open] = close;
    this.partners[close] = open;
  }

  is(index: number, punctuation: number): boolean {
    return this.values[index] === punctuation && this.kinds[index] === PUNCTUATION;
  }

  slice(index: number): string {
    return this.text.slice(this.starts[index], this.ends[index]);
  }

  /** Source text of the tokens `[from, to)`. */
  between(from: number, to: number): string {
    return to > from ? this.text.slice(this.starts[from], this.ends[to - 1]) : "";
  }

  #grow(): void {
    const capacity = this.kinds.length * 2;
    const wider = (old: Int32Array) => {
      const array = new Int32Array(capacity);
      array.set(old);
      return array;
    };
    const kinds = new Uint8Array(capacity);
    kinds.set(this.kinds);
    this.kinds = kinds;
    this.starts = wider(this.starts);
    this.ends = wider(this.ends);
    this.values = wider(this.values);
    this.partners = wider(this.partners);
  }
}
