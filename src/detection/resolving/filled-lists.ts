import type { Binding, Program, Scope } from "../program";
import { code, NAME } from "../tokens";
import type { Item } from "./value";

const dot = code(".");
const openRound = code("(");

/** A list gets no more elements than this. */
const mostElements = 12;

/** What is put into a list after it was made empty: `layers.append(nn.ReLU())`, `layers.push(tf.layers.flatten())`. */
export class FilledLists {
  readonly #program: Program;
  readonly #append: number;
  readonly #push: number;
  /** So many tokens, in texts lengths, may be looked at. */
  #patience: number;

  constructor(program: Program) {
    this.#program = program;
    this.#append = program.symbols.of("append");
    this.#push = program.symbols.of("push");
    this.#patience = 10_000 + 10 * program.tokens.length;
  }

  /** The elements of the list that a binding makes, in the order of the text. */
  elementsOf({ token, scope }: Binding): Item[] {
    const { tokens } = this.#program;
    const isMember = tokens.is(token - 1, dot);
    const around = isMember ? classOf(scope) : scope;
    const items: Item[] = [];
    for (let i = token + 1; i < around.end && items.length < mostElements && this.#patience-- > 0; i++) {
      if (tokens.values[i] !== tokens.values[token] || tokens.kinds[i] !== NAME) continue;
      if (tokens.is(i - 1, dot) !== isMember || !tokens.is(i + 1, dot)) continue;
      const method = tokens.values[i + 2];
      const close = tokens.partners[i + 3]!;
      if ((method !== this.#append && method !== this.#push) || !tokens.is(i + 3, openRound)) continue;
      if (close > i + 4) items.push({ key: undefined, from: i + 4, to: close });
    }
    return items;
  }
}

function classOf(scope: Scope): Scope {
  for (let around: Scope | undefined = scope; around; around = around.parent)
    if (around.kind === "class") return around;
  return scope;
}
