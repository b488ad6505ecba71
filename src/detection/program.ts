import type { PublicName } from "./public-names";
import type { Value } from "./resolving/value";
import type { Symbols } from "./symbols";
import { NUMBER, STRING, TEXT_OPEN, type Tokens } from "./tokens";

/** Where a name gets a value. Positions and ranges are token indices. */
export interface Binding {
  /** The name holds from this token on. */
  readonly at: number;
  /** The token that spells it. */
  readonly token: number;
  readonly scope: Scope;
  readonly block: Block;
  readonly source: Source;
  /** Whether the value was asked for before; while it is being worked out, it counts as unknown. */
  isAsked: boolean;
  value: Value;
}

/** What a binding's value is made of. */
export type Source =
  | { readonly kind: "import"; readonly name: PublicName | undefined }
  /** The expression `[from, to)`; `index` picks an element of what it gives. */
  | { readonly kind: "expression"; readonly from: number; readonly to: number; readonly index?: number }
  /** A parameter that is `[from, to)` unless the caller gives something else. */
  | { readonly kind: "default"; readonly from: number; readonly to: number }
  /** What iterating over `[from, to)` gives; `index` picks an element of that. */
  | { readonly kind: "element"; readonly from: number; readonly to: number; readonly index?: number }
  /** An instance of the type written in `[from, to)`. */
  | { readonly kind: "annotation"; readonly from: number; readonly to: number }
  | { readonly kind: "class"; readonly own: OwnClass }
  | { readonly kind: "self"; readonly own: OwnClass }
  /** A parameter of the method that a call of the class's object runs. */
  | { readonly kind: "input"; readonly own: OwnClass }
  | { readonly kind: "function"; readonly own: OwnFunction }
  /** A property of what `[from, to)` gives: `const { layers } = tf`. */
  | {
      readonly kind: "property";
      readonly from: number;
      readonly to: number;
      readonly path: readonly number[];
    }
  /** Declared without a value. */
  | { readonly kind: "none" }
  /** A parameter, or something else that nothing is known about. */
  | { readonly kind: "unknown" };

/** A run of tokens that may or may not be executed: what is bound inside may be missing outside. */
export interface Block {
  readonly start: number;
  end: number;
}

/** A class of the file itself. */
export interface OwnClass {
  /** Token ranges of its base classes. */
  readonly bases: (readonly [from: number, to: number])[];
  readonly scope: Scope;
  readonly members: Map<number, Binding[]>;
}

/** A function of the file itself: the ranges that it returns. */
export interface OwnFunction {
  readonly scope: Scope;
  readonly results: (readonly [from: number, to: number])[];
  /** What a call gives; `null` while that is being worked out. */
  value?: Value | null;
}

/** Names that hold in `[start, end)`. */
export interface Scope {
  readonly kind: "module" | "function" | "class" | "block";
  readonly parent: Scope | undefined;
  readonly start: number;
  end: number;
  readonly names: Map<number, Binding[]>;
  /** Names that hold in a part of the scope: variables of comprehensions and lambdas. */
  local: Map<number, Binding[]> | undefined;
  readonly own?: OwnClass;
}

/** A name that an import statement brings in. */
export interface ImportedName {
  readonly token: number;
  readonly name: PublicName;
}

/** A text, read: its tokens, scopes and bindings. */
export interface Program {
  readonly tokens: Tokens;
  readonly symbols: Symbols;
  /** Of the parts that were read, in order of their start; the first is the module's. */
  readonly scopes: readonly Scope[];
  readonly imported: readonly ImportedName[];
  /** Modules of which everything was imported. */
  readonly stars: readonly PublicName[];
  /** 1 for the names that are not expressions: keywords' names, parameters, imports. */
  readonly skip: Uint8Array;
  /** By symbol, 1 for names that were given a value which may be of interest; others are passed over quickly. */
  readonly hot: Uint8Array;
  /**
   * Reads what of the tokens `[from, to)` was put off: bodies of functions and classes need not be read before
   * something in them is asked for. Imports and the module's own names are known from the start.
   */
  readOn(from: number, to: number): void;
}

/** Nothing is known: shared, as there are many. */
export const unknownSource: Source = { kind: "unknown" };

/** Whether a name with this source may turn out to be something of interest. */
export function mayMatter(source: Source, tokens: Tokens): boolean {
  if (source.kind === "unknown" || source.kind === "none") return false;
  if (source.kind !== "expression" && source.kind !== "default") return true;
  const kind = tokens.kinds[source.from];
  return kind !== NUMBER && kind !== STRING && kind !== TEXT_OPEN;
}

/** The scope of the class that a scope lies in, or that it is. */
export function classAround(scope: Scope): Scope | undefined {
  for (let around: Scope | undefined = scope; around; around = around.parent)
    if (around.kind === "class") return around;
  return undefined;
}

/** One shape for all bindings, as there are many. */
export function bindingOf(at: number, token: number, scope: Scope, block: Block, source: Source): Binding {
  return { at, token, scope, block, source, isAsked: false, value: undefined };
}
