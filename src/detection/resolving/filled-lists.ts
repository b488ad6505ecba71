import { type Binding, classAround, type Program } from "../program";
import { code, NAME, PUNCTUATION, STRING } from "../tokens";
import type { CallArguments } from "./call-arguments";
import type { Item } from "./value";

const dot = code(".");
const openRound = code("(");
const openSquare = code("[");
const equals = code("=");

/** A list gets no more elements than this. */
const mostElements = 12;

/**
 * What is put into a list or dictionary after it was made empty: `layers.append(nn.ReLU())`,
 * `layers.push(tf.layers.flatten())`, `layers["out"] = nn.Linear(8, 2)`.
 */
export class FilledLists {
  readonly #program: Program;
  readonly #arguments: CallArguments;
  readonly #append: number;
  readonly #push: number;
  /** How many tokens may still be looked at: a text full of lists shall not be read once for each of them. */
  #patience: number;

  constructor(program: Program, args: CallArguments) {
    this.#program = program;
    this.#arguments = args;
    this.#append = program.symbols.of("append");
    this.#push = program.symbols.of("push");
    this.#patience = 10_000 + 10 * program.tokens.length;
  }

  /** The elements of the list that a binding makes, in the order of the text. */
  elementsOf({ token, scope }: Binding): Item[] {
    const { tokens } = this.#program;
    const isMember = tokens.is(token - 1, dot);
    const around = (isMember && classAround(scope)) || scope;
    const items: Item[] = [];
    for (let i = token + 1; i < around.end && items.length < mostElements && this.#patience-- > 0; i++) {
      if (tokens.values[i] !== tokens.values[token] || tokens.kinds[i] !== NAME) continue;
      if (tokens.is(i - 1, dot) !== isMember) continue;
      const item = tokens.is(i + 1, dot) ? this.#appended(i + 2) : this.#assigned(i + 1);
      if (item) items.push(item);
    }
    return items;
  }

  /** What the call of a method that is named at token `i` puts at the end of a list. */
  #appended(i: number): Item | undefined {
    const { tokens } = this.#program;
    const method = tokens.values[i];
    const close = tokens.partners[i + 1]!;
    if ((method !== this.#append && method !== this.#push) || !tokens.is(i + 1, openRound)) return undefined;
    return close > i + 2 ? { key: undefined, from: i + 2, to: close } : undefined;
  }

  /** What is assigned to the key in a bracket that opens at token `open`. */
  #assigned(open: number): Item | undefined {
    const { tokens } = this.#program;
    const close = tokens.partners[open]!;
    const isTarget = tokens.is(open, openSquare) && close > open + 1 && tokens.is(close + 1, equals);
    const to = isTarget ? this.#chainEnd(close + 2) : 0;
    if (to <= close + 2) return undefined;
    const isString = close === open + 2 && tokens.kinds[open + 1] === STRING;
    const key = isString ? tokens.text.slice(...this.#arguments.keyRange(open + 1)) : undefined;
    return { key, from: close + 2, to };
  }

  /** Where the names, calls and subscripts end that start at a token. */
  #chainEnd(from: number): number {
    const { tokens } = this.#program;
    let i = from;
    if (tokens.kinds[i] !== NAME) return from;
    for (i++; tokens.kinds[i] === PUNCTUATION; ) {
      const partner = tokens.partners[i]!;
      if (tokens.is(i, dot) && tokens.kinds[i + 1] === NAME) i += 2;
      else if (partner > i && (tokens.is(i, openRound) || tokens.is(i, openSquare))) i = partner + 1;
      else break;
    }
    return i;
  }
}
