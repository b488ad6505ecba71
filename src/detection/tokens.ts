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

  text = "";

  constructor(capacity = 4096) {
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.values = new Int32Array(capacity);
    this.partners = new Int32Array(capacity);
  }

  /** Starts over with a new text, in the same memory. */
  reset(text: string): void {
    this.text = text;
    // one more than was used: a reader may have put an end mark there
    this.partners.fill(0, 0, this.length + 1);
    this.length = 0;
    // the partner table uses 0 for "none", so nothing real may stand at index 0
    this.push(END, 0, 0, 0);
  }

  get capacity(): number {
    return this.kinds.length;
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
