import type { LiteralValue } from "./model";
import type { Tokens } from "./tokens";

/** An argument of a call as written: tokens `[from, to)`. */
export interface RawArgument {
  /** Token of the keyword or key, 0 for a positional argument. */
  readonly nameToken: number;
  /** 0-based, -1 for a keyword or key. */
  readonly position: number;
  readonly from: number;
  readonly to: number;
}

/** An element of a list, tuple, dictionary or object literal. */
export interface RawItem {
  readonly key: string | undefined;
  readonly from: number;
  readonly to: number;
}

/** The shape of an expression that is more than a chain of names, calls and subscripts. */
export type Shape =
  | { readonly kind: "items"; readonly items: readonly RawItem[] }
  /** Any of these. */
  | { readonly kind: "either"; readonly ranges: readonly (readonly [from: number, to: number])[] }
  /** The same value as this. */
  | { readonly kind: "same"; readonly from: number; readonly to: number }
  | { readonly kind: "none" }
  | { readonly kind: "literal" }
  | { readonly kind: "chain" }
  | { readonly kind: "unknown" };

/** What differs between languages when names are resolved. */
export interface Grammar {
  /** Whether a word is no name. */
  isKeyword(symbol: number): boolean;
  /** The string's token of `require("module")` at token `i`, 0 for anything else. */
  moduleString(tokens: Tokens, i: number): number;
  /** Tokens `[from, to)` that hold token `i` and all that is called or named together with it. */
  statementAt(tokens: Tokens, i: number): readonly [from: number, to: number];
  arguments(tokens: Tokens, open: number): RawArgument[];
  /** What an argument such as `**options` spreads over the call; undefined for any other argument. */
  spread(tokens: Tokens, argument: RawArgument): readonly [from: number, to: number] | undefined;
  /** The entries of a dictionary, as the arguments that it is when it is spread; undefined for anything else. */
  entries(tokens: Tokens, from: number, to: number): RawArgument[] | undefined;
  shape(tokens: Tokens, from: number, to: number): Shape;
  /** Start and end of the text inside a string token's quotes. */
  inside(tokens: Tokens, token: number): readonly [start: number, end: number];
  /** Value of a literal; `constant` gives that of a name. */
  literal(tokens: Tokens, from: number, to: number, constant: (token: number) => LiteralValue): LiteralValue;
}
