import {
  type Binding,
  type Block,
  bindingOf,
  type ImportedName,
  mayMatter,
  type Scope,
  type Source,
} from "./program";
import type { PublicName } from "./public-names";
import type { Symbols } from "./symbols";
import { END, type Tokens } from "./tokens";

/** What a reader of any language has gathered of a program so far; see {@link Program} for its parts. */
export class ProgramBuilder {
  readonly tokens: Tokens;
  readonly symbols: Symbols;
  readonly skip: Uint8Array;
  readonly hot: Uint8Array;
  readonly imported: ImportedName[] = [];
  readonly stars: PublicName[] = [];

  constructor(tokens: Tokens, symbols: Symbols) {
    this.tokens = tokens;
    this.symbols = symbols;
    this.skip = new Uint8Array(tokens.length);
    this.hot = new Uint8Array(symbols.size + 1);
    // a token past the end, so that looking ahead needs no bounds
    tokens.push(END, tokens.text.length, tokens.text.length, 0);
    tokens.length--;
  }

  /** The name at `token` is bound from token `at` on; `names` are those of the scope that it belongs to. */
  add(
    names: Map<number, Binding[]>,
    token: number,
    at: number,
    scope: Scope,
    block: Block,
    source: Source,
  ): void {
    const symbol = this.tokens.values[token]!;
    const binding = bindingOf(at, token, scope, block, source);
    if (mayMatter(source, this.tokens)) this.hot[symbol] = 1;
    const bindings = names.get(symbol);
    if (bindings) bindings.push(binding);
    else names.set(symbol, [binding]);
  }
}
