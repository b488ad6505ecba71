import type { Grammar } from "../grammar";
import type { How } from "../model";
import type { Binding, Program, Scope } from "../program";
import type { PublicNames } from "../public-names";
import { code, NAME, NUMBER, PUNCTUATION, type Tokens } from "../tokens";
import { BoundValues } from "./bound-values";
import type { CallArguments } from "./call-arguments";
import { CallResults } from "./call-results";
import type { Conventions } from "./conventions";
import { Elements } from "./elements";
import type { Expressions } from "./expressions";
import { Members } from "./members";
import { isImportLike, NameLookup } from "./name-lookup";
import { OwnClasses } from "./own-classes";
import { foreign, none, union, type Value } from "./value";

const openRound = code("(");
const openSquare = code("[");
const bang = code("!");
const dot = code(".");
const optionalDot = code("?.");

/** Values that hang on other values are followed no further than this. */
const deepest = 60;

/** Hears what a chain of names, members, calls and subscripts goes through, from left to right. */
export interface ChainListener {
  /** The chain starts with this value, whose last token is `token`. */
  starts(value: Value, token: number, how: How): void;
  /** `.symbol` of `owner` is `value`; `receiver` is the token before the dot. */
  member(owner: Value, receiver: number, symbol: number, value: Value, token: number): void;
  /** A call at bracket `open` of `value`, whose name stands at `token`, gives `result`. */
  called(value: Value, token: number, open: number, result: Value): void;
  subscripted(): void;
  ends(): void;
}

/** Works out what the expressions of one program give, and tells nobody but a listener. */
export class Evaluator implements Expressions {
  readonly #program: Program;
  readonly #tokens: Tokens;
  readonly #names: PublicNames;
  readonly #grammar: Grammar;
  readonly #arguments: CallArguments;
  readonly #super: number;
  readonly #bound: BoundValues;
  readonly #results: CallResults;
  readonly lookup: NameLookup;
  readonly members: Members;
  readonly elements: Elements;
  #depth = 0;
  /** Where the last chain ended. */
  #next = 0;
  /** How the last name that was looked up came to its value. */
  #how: How = "name";

  constructor(
    program: Program,
    names: PublicNames,
    grammar: Grammar,
    conventions: Conventions,
    args: CallArguments,
    start: number,
  ) {
    this.#program = program;
    this.#tokens = program.tokens;
    this.#names = names;
    this.#grammar = grammar;
    this.#arguments = args;
    this.#super = program.symbols.of("super");
    this.lookup = new NameLookup(program, start);
    const classes = new OwnClasses(this);
    this.elements = new Elements(names, args, this);
    this.members = new Members(program, names, conventions, args, this, this.lookup, classes, this.elements);
    this.#results = new CallResults(program.tokens, names, grammar, args, this, classes);
    this.#bound = new BoundValues(program, args, this, this.members, this.#results, this.elements);
  }

  // --- names -------------------------------------------------------------------------------------

  /** What a name stands for at token `at`; sets `#how`. */
  #named(symbol: number, scope: Scope, at: number): Value {
    const bindings = this.lookup.bindingsOf(symbol, scope, at);
    if (!bindings) {
      this.#how = "name";
      return symbol === this.#super ? this.#classAbove(scope) : this.#fromStars(symbol);
    }
    const values = bindings.map((binding) => this.valueOf(binding));
    const isImport = bindings.every((binding, i) => isImportLike(binding) || values[i]?.kind === "none");
    this.#how = isImport ? "name" : "bound";
    return values.length === 1 ? values[0] : union(values);
  }

  /** `super`: what the class around has inherited, without what it binds itself. */
  #classAbove(start: Scope): Value {
    let scope: Scope | undefined = start;
    while (scope && !scope.own) scope = scope.parent;
    return scope?.own && { kind: "class", own: { ...scope.own, members: new Map() } };
  }

  #fromStars(symbol: number): Value {
    for (const module of this.#program.stars) {
      const name = this.#names.child(module, symbol);
      if (name.entry) return { kind: "public", name };
    }
    return undefined;
  }

  valueOf(binding: Binding): Value {
    if (binding.isAsked || this.#depth >= deepest) return binding.value;
    binding.isAsked = true;
    binding.value = this.#bound.of(binding);
    return binding.value;
  }

  /** The binding that certainly holds for the name at a token, undefined where there are several or none. */
  bindingOf(token: number, scope: Scope): Binding | undefined {
    return this.lookup.certainBinding(this.#tokens.values[token]!, scope, token);
  }

  // --- expressions -------------------------------------------------------------------------------

  evaluate(from: number, to: number, scope: Scope): Value {
    if (from >= to || this.#depth >= deepest) return undefined;
    this.#depth++;
    const value = this.#shaped(from, to, scope);
    this.#depth--;
    return value;
  }

  #shaped(from: number, to: number, scope: Scope): Value {
    const shape = this.#grammar.shape(this.#tokens, from, to);
    switch (shape.kind) {
      case "items":
        return { kind: "items", items: shape.items, scope };
      case "either":
        return union(shape.ranges.map(([start, end]) => this.evaluate(start, end, scope)));
      case "same":
        return this.evaluate(shape.from, shape.to, scope);
      case "none":
        return none;
      case "literal":
        // a number may become something else by `+=`
        return this.#tokens.kinds[from] === NUMBER ? undefined : foreign;
      case "chain":
        return this.#chain(from, to, scope);
      default:
        return undefined;
    }
  }

  #chain(from: number, to: number, scope: Scope): Value {
    const tokens = this.#tokens;
    let value: Value;
    if (tokens.kinds[from] === PUNCTUATION) {
      const close = tokens.partners[from]!;
      const isRound = tokens.is(from, openRound);
      const inner = isRound ? this.evaluate(from + 1, close, scope) : this.evaluate(from, close + 1, scope);
      value = this.trail(inner, close, "name", close + 1, scope);
    } else value = this.walk(from, scope);
    if (this.#next >= to) return value;
    // arithmetic on a tensor gives a tensor
    return value?.kind === "instance" && value.of.path.endsWith(".Tensor") ? value : undefined;
  }

  callee(from: number, open: number, scope: Scope): Value {
    if (this.#tokens.kinds[from] !== NAME) return undefined;
    const value = this.walk(from, scope, undefined, open);
    return this.#next === open ? value : undefined;
  }

  // --- chains ------------------------------------------------------------------------------------

  /** Follows the chain that starts with the name at token `i`, no further than `end`. */
  walk(i: number, scope: Scope, listener?: ChainListener, end = Number.MAX_SAFE_INTEGER): Value {
    const string = this.#grammar.moduleString(this.#tokens, i);
    if (string > 0) return this.trail(this.#moduleOf(string), i, "name", string + 2, scope, listener, end);
    const value = this.#named(this.#tokens.values[i]!, scope, i);
    return this.trail(value, i, this.#how, i + 1, scope, listener, end);
  }

  #moduleOf(string: number): Value {
    const [start, end] = this.#grammar.inside(this.#tokens, string);
    const name = this.#names.module(this.#tokens.text.slice(start, end));
    if (name) return { kind: "public", name };
    // a file of one's own may give anything, such as a model
    return this.#tokens.text[start] === "." ? undefined : { kind: "foreign", imported: true };
  }

  /** Follows `.name`, `(…)` and `[…]` from token `i` on; `start` is the value that ends at `startToken`. */
  trail(
    start: Value,
    startToken: number,
    how: How,
    i: number,
    scope: Scope,
    listener?: ChainListener,
    end = Number.MAX_SAFE_INTEGER,
  ): Value {
    const tokens = this.#tokens;
    let at = i;
    let value = start;
    let token = startToken;
    listener?.starts(value, token, how);
    while (at < end && tokens.kinds[at] === PUNCTUATION) {
      const punctuation = tokens.values[at]!;
      if (punctuation === dot || punctuation === optionalDot) {
        const next = at + 1;
        if (tokens.kinds[next] === NAME) {
          const owner = value;
          value = this.members.of(owner, tokens.values[next]!, { receiver: token, token: next });
          listener?.member(owner, token, tokens.values[next]!, value, next);
          token = next;
          at += 2;
          // `f?.(x)`
        } else if (tokens.is(next, openRound) || tokens.is(next, openSquare)) at++;
        else break;
      } else if (punctuation === openRound) {
        const called = value;
        value = this.#call(called, at, scope);
        listener?.called(called, token, at, value);
        at = this.#after(at);
      } else if (punctuation === openSquare && tokens.partners[at]! > at) {
        value = this.elements.subscript(value, at + 1, tokens.partners[at]!, scope);
        listener?.subscripted();
        at = this.#after(at);
      } else if (punctuation === bang && (tokens.is(at + 1, dot) || tokens.is(at + 1, optionalDot))) at++;
      else break;
    }
    listener?.ends();
    this.#next = at;
    return value;
  }

  #call(value: Value, open: number, scope: Scope): Value {
    if (value?.kind === "public" && value.preset) this.#arguments.markPreset(open, value.preset);
    return this.#results.of(value, open, scope);
  }

  #after(open: number): number {
    const close = this.#tokens.partners[open]!;
    return close === 0 ? this.#tokens.length : close + 1;
  }
}
