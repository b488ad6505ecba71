import type { Grammar, RawArgument } from "../grammar";
import type { Argument, LiteralValue } from "../model";
import type { Program, Scope } from "../program";
import type { PublicName, PublicNames } from "../public-names";
import { code, NAME, PUNCTUATION, STRING, type Tokens } from "../tokens";

const dot = code(".");
const openRound = code("(");
const unknownConstant = (): undefined => undefined;
/** Constants that hang on other constants are followed no further than this. */
const deepestConstant = 6;

/** Reads the arguments of a program's calls; what was read last is kept, as one call is often asked for twice. */
export class CallArguments {
  readonly #program: Program;
  readonly #tokens: Tokens;
  readonly #names: PublicNames;
  readonly #grammar: Grammar;
  readonly #partials = new Set<number>();
  readonly #presets = new Map<number, number>();
  #rawOpen = 0;
  #raw: readonly RawArgument[] = [];
  #allOpen = 0;
  #allOf: PublicName | undefined;
  #all: readonly Argument[] = [];
  #depth = 0;

  constructor(program: Program, names: PublicNames, grammar: Grammar) {
    this.#program = program;
    this.#tokens = program.tokens;
    this.#names = names;
    this.#grammar = grammar;
  }

  /** The arguments of the call whose bracket opens at token `open`. */
  raw(open: number): readonly RawArgument[] {
    if (this.#rawOpen !== open) {
      const all = this.#rawOf(open);
      const preset = this.#presets.get(open);
      this.#raw = preset ? joined(this.#rawOf(preset), all) : all;
      this.#rawOpen = open;
    }
    return this.#raw;
  }

  /** The same, without touching what was read last. */
  #rawOf(open: number): readonly RawArgument[] {
    const written = this.#grammar.arguments(this.#tokens, open);
    const own = this.#partials.has(open) ? withoutFirst(written) : written;
    const spread = own.map((one) => this.#spread(one));
    if (spread.every((entries) => !entries)) return own;
    return this.#lastOfEach(own.flatMap((one, i) => spread[i] ?? [one]));
  }

  /** Where a name is given twice, what comes last holds: `{ ...options, rate: 0.5 }`. */
  #lastOfEach(all: readonly RawArgument[]): readonly RawArgument[] {
    const last = new Map(all.map((one) => [this.parameterName(one, undefined), one]));
    return all.filter((one) => one.nameToken === 0 || last.get(this.parameterName(one, undefined)) === one);
  }

  /** Marks a call whose first arguments were given earlier, by the call of `partial` at bracket `preset`. */
  markPreset(open: number, preset: number): void {
    this.#presets.set(open, preset);
    this.#rawOpen = 0;
  }

  /** Marks a call of `partial`: its arguments are those of what its first one names. */
  markPartial(open: number): void {
    this.#partials.add(open);
    this.#rawOpen = 0;
  }

  /** The entries of `**options`, where those are written in the text. */
  #spread(argument: RawArgument): readonly RawArgument[] | undefined {
    const range = argument.nameToken === 0 ? this.#grammar.spread(this.#tokens, argument) : undefined;
    if (!range) return undefined;
    const [from, to] = range;
    const scope = this.scopeAt(from);
    const isName = to === from + 1 && this.#tokens.kinds[from] === NAME;
    const bound = isName ? this.#onlyExpression(from, scope) : undefined;
    return this.#grammar.entries(this.#tokens, bound?.from ?? from, bound?.to ?? to);
  }

  /** The same with their names and values; `signature` names the positional ones. */
  all(open: number, signature: PublicName | undefined): readonly Argument[] {
    if (this.#allOpen !== open || this.#allOf !== signature) {
      const scope = this.scopeAt(open);
      this.#all = this.raw(open).map((raw) => this.one(raw, signature, scope));
      this.#allOpen = open;
      this.#allOf = signature;
    }
    return this.#all;
  }

  one(raw: RawArgument, signature: PublicName | undefined, scope: Scope): Argument {
    return {
      name: this.parameterName(raw, signature),
      position: raw.position >= 0 ? raw.position : undefined,
      text: this.#tokens.between(raw.from, raw.to),
      value: this.literal(raw.from, raw.to, scope),
    };
  }

  parameterName(raw: RawArgument, signature: PublicName | undefined): string | undefined {
    if (raw.nameToken > 0) {
      if (this.#tokens.kinds[raw.nameToken] === NAME)
        return this.#program.symbols.name(this.#tokens.values[raw.nameToken]!);
      const [start, end] = this.keyRange(raw.nameToken);
      return this.#tokens.text.slice(start, end);
    }
    if (!signature || !(raw.position >= 0)) return undefined;
    return this.#names.positional(signature)[raw.position];
  }

  /** Where a keyword or key stands, without its quotes. */
  keyRange(token: number): readonly [start: number, end: number] {
    const tokens = this.#tokens;
    if (tokens.kinds[token] === STRING) return this.#grammar.inside(tokens, token);
    return [tokens.starts[token]!, tokens.ends[token]!];
  }

  /** The token of a string, or those of the strings in a list or dictionary. */
  stringTokens({ from, to }: RawArgument): number[] {
    const tokens = this.#tokens;
    if (to === from + 1) return tokens.kinds[from] === STRING ? [from] : [];
    const shape = tokens.kinds[from] === PUNCTUATION ? this.#grammar.shape(tokens, from, to) : undefined;
    if (shape?.kind !== "items") return [];
    return shape.items
      .filter((item) => item.to === item.from + 1 && tokens.kinds[item.from] === STRING)
      .map((item) => item.from);
  }

  /** The innermost scope at a token. */
  scopeAt(token: number): Scope {
    const { scopes } = this.#program;
    this.#program.readOn(token, token + 1);
    let scope = scopes[this.scopesUpTo(token) - 1] ?? scopes[0]!;
    while (token >= scope.end && scope.parent) scope = scope.parent;
    return scope;
  }

  /** How many scopes start at a token or before it. */
  scopesUpTo(token: number): number {
    const { scopes } = this.#program;
    let low = 0;
    let high = scopes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (scopes[middle]!.start <= token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The value of the literal in tokens `[from, to)`, undefined for anything else. */
  literal(from: number, to: number, scope: Scope): LiteralValue {
    const tokens = this.#tokens;
    if (tokens.kinds[from] !== NAME) {
      if (to === from + 1) return this.#grammar.literal(tokens, from, to, unknownConstant);
    } else if (to > from + 1 && (tokens.is(from + 1, dot) || tokens.is(from + 1, openRound)))
      return undefined;
    return this.#grammar.literal(tokens, from, to, (token) => this.#constant(token, scope));
  }

  /** The value of a name that is bound once, to a literal. */
  #constant(token: number, start: Scope): LiteralValue {
    if (this.#depth >= deepestConstant || this.#tokens.is(token + 1, dot)) return undefined;
    const bound = this.#onlyExpression(token, start);
    if (!bound) return undefined;
    this.#depth++;
    const value = this.literal(bound.from, bound.to, bound.scope);
    this.#depth--;
    return value;
  }

  /** The expression that a name is bound to, if it is bound once. */
  #onlyExpression(token: number, start: Scope): Bound | undefined {
    const symbol = this.#tokens.values[token]!;
    for (let scope: Scope | undefined = start; scope; scope = scope.parent) {
      if (scope.local?.has(symbol)) return undefined;
      const bindings = scope.kind === "class" && scope !== start ? undefined : scope.names.get(symbol);
      if (!bindings) continue;
      const { source, scope: where } = bindings[0]!;
      if (bindings.length > 1 || source.kind !== "expression" || source.index !== undefined) return undefined;
      return { from: source.from, to: source.to, scope: where };
    }
    return undefined;
  }
}

interface Bound {
  readonly from: number;
  readonly to: number;
  readonly scope: Scope;
}

/** The arguments after the first, as if that were not there. */
function withoutFirst(list: readonly RawArgument[]): readonly RawArgument[] {
  return list
    .filter(({ position }) => position !== 0)
    .map((one) => (one.position > 0 ? { ...one, position: one.position - 1 } : one));
}

function joined(first: readonly RawArgument[], rest: readonly RawArgument[]): readonly RawArgument[] {
  const count = first.filter(({ position }) => position >= 0).length;
  const moved = rest.map((one) => (one.position >= 0 ? { ...one, position: one.position + count } : one));
  return [...first, ...moved];
}
