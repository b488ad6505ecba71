import { CallArguments } from "./call-arguments";
import { FilledLists } from "./filled-lists";
import { type Convention, itself } from "./frameworks/framework";
import type { Grammar, RawArgument } from "./grammar";
import type { Found, How, LiteralValue } from "./model";
import { type Call, Place, type PlaceCalls, type PlaceReader } from "./place";
import type { Binding, OwnClass, Program, Scope } from "./program";
import type { Entry, PublicName, PublicNames } from "./public-names";
import { Stages } from "./stages";
import { code, NAME, NUMBER, PUNCTUATION, STRING, type Tokens } from "./tokens";
import { array, foreign, type Item, none, optionsOf, union, type Value } from "./value";

const openRound = code("(");
const openSquare = code("[");
const bang = code("!");
const dot = code(".");
const optionalDot = code("?.");
const bar = code("|");
const colon = code(":");
const equals = code("=");

/** Values that hang on other values are followed no further than this. */
const deepest = 60;
/** A name bound in more places than this is not worked out. */
const mostBindings = 12;
/** The bracket around a key is looked for no further than this. */
const mostSteps = 200;
/** Bindings of comprehensions with the same name around one place. */
const mostNested = 12;

const containers = /^([Ss]equential|ModuleList|ModuleDict|OrderedDict|ParameterList|List|Dict)$/;

/** Types whose values are nothing of ours. */
const plainTypes =
  /^(int|float|str|bool|bytes|list|dict|tuple|set|List|Dict|Tuple|Set|number|string|boolean|object|Array|Map|Record|void|never)$/;

/** The conventions that hold in a file, by the symbol of their method. */
export type Conventions = ReadonlyMap<number, readonly KnownConvention[]>;

export interface KnownConvention extends Convention {
  readonly names: readonly PublicName[];
}

/** Resolves the names of one program and collects what it finds. */
export class Resolver {
  readonly #program: Program;
  readonly #tokens: Tokens;
  readonly #names: PublicNames;
  readonly #grammar: Grammar;
  readonly #conventions: Conventions;
  readonly #arguments: CallArguments;
  readonly #lists: FilledLists;
  readonly #places: PlaceReader;
  #found: Found[] = [];
  /** Nothing that starts earlier is collected. */
  readonly #base: number;
  #depth = 0;
  /** Where the last walk ended. */
  #next = 0;
  #emits = false;
  #lastEmitted = 0;
  /** How the last name that was looked up came to its value. */
  #how: How = "name";

  constructor(
    program: Program,
    names: PublicNames,
    grammar: Grammar,
    conventions: Conventions,
    base: number,
  ) {
    this.#program = program;
    this.#tokens = program.tokens;
    this.#names = names;
    this.#grammar = grammar;
    this.#conventions = conventions;
    this.#base = base;
    this.#arguments = new CallArguments(program, names, grammar);
    this.#lists = new FilledLists(program);
    this.#places = {
      arguments: this.#arguments,
      stages: new Stages(program.tokens, this.#arguments, {
        callee: (from, open, scope) => this.#quietly(() => this.#callee(from, open, scope)),
        evaluate: (from, to, scope) => this.#quietly(() => this.#evaluate(from, to, scope)),
        bindingOf: (token, scope) => this.#certainBinding(token, scope),
        itemsOf: (value) => this.#itemsOf(value),
      }),
    };
  }

  /** Everything that starts at `base` or later, offsets relative to it. */
  all(): Found[] {
    return this.#collect(1 + this.#tokens.lastAt(this.#base - 1), this.#tokens.length);
  }

  /** What the statement at an offset from `base` holds. */
  around(offset: number): Found[] {
    const i = this.#tokens.lastAt(this.#base + offset);
    const [from, to] = this.#grammar.statementAt(this.#tokens, i);
    return this.#collect(from, to);
  }

  /** Whether a dictionary's key stands at an offset from `base`, which may be an argument of a call elsewhere. */
  isKey(offset: number): boolean {
    const tokens = this.#tokens;
    const last = tokens.lastAt(this.#base + offset);
    const i = tokens.ends[last - 1] === this.#base + offset ? last - 1 : last;
    if (tokens.kinds[i] === STRING) return tokens.is(i + 1, colon);
    if (tokens.kinds[i] !== NAME || !tokens.is(i + 1, equals)) return false;
    let at = i - 1;
    for (let steps = 0; at > 0 && !tokens.is(at, openRound) && steps < mostSteps; steps++, at--) {
      const partner = tokens.partners[at]!;
      if (partner > 0 && partner < at) at = partner;
    }
    return tokens.is(at, openRound) && tokens.slice(at - 1) === "dict";
  }

  #collect(from: number, to: number): Found[] {
    this.#found = [];
    this.#imports(from, to);
    const { skip, hot, scopes, stars } = this.#program;
    if (stars.length > 0) hot.fill(1);
    const tokens = this.#tokens;
    let scope = this.#arguments.scopeAt(from);
    let nextScope = this.#arguments.scopesUpTo(from);
    for (let i = from; i < to; i++) {
      while (nextScope < scopes.length && scopes[nextScope]!.start <= i) scope = scopes[nextScope++]!;
      while (i >= scope.end && scope.parent) scope = scope.parent;
      const kind = tokens.kinds[i];
      if (kind === NAME) {
        if (skip[i] === 1 || this.#isMember(i)) continue;
        const symbol = tokens.values[i]!;
        if (this.#grammar.isKeyword(symbol) || (hot[symbol] !== 1 && !this.#hasMembers(i))) continue;
        this.#emits = true;
        this.#walk(i, scope);
      } else if (kind === PUNCTUATION && tokens.values[i] === openRound) this.#afterBracket(i, scope);
    }
    return inOrder(this.#found);
  }

  /** Whether a dot follows the name at token `i`, or its call: a method may give away what it is. */
  #hasMembers(i: number): boolean {
    const partner = this.#tokens.partners[i + 1]!;
    return this.#isDot(partner > i ? partner + 1 : i + 1);
  }

  #imports(from: number, to: number): void {
    for (const { token, name } of this.#program.imported) {
      if (token >= from && token < to && name.entry) this.#emit(token, "import", name.entry, undefined);
    }
  }

  #isMember(i: number): boolean {
    return this.#isDot(i - 1);
  }

  #isDot(i: number): boolean {
    if (this.#tokens.kinds[i] !== PUNCTUATION) return false;
    const value = this.#tokens.values[i];
    return value === dot || value === optionalDot;
  }

  /** `(a + b).backward()`: what follows a bracket that is no call. */
  #afterBracket(open: number, scope: Scope): void {
    const tokens = this.#tokens;
    const close = tokens.partners[open]!;
    if (close === 0 || !this.#isDot(close + 1)) return;
    const before = tokens.kinds[open - 1];
    const isCall =
      (before === NAME && !this.#grammar.isKeyword(tokens.values[open - 1]!)) ||
      (before === PUNCTUATION && tokens.partners[open - 1]! > 0 && tokens.partners[open - 1]! < open - 1);
    if (isCall) return;
    this.#emits = false;
    const value = this.#evaluate(open + 1, close, scope);
    this.#emits = true;
    this.#trail(value, close, "name", close + 1, scope);
  }

  // --- names -------------------------------------------------------------------------------------

  /** What a name stands for at token `at`; sets `#how`. */
  #lookUp(symbol: number, start: Scope, at: number): Value {
    let isSameRun = true;
    this.#how = "name";
    for (let scope: Scope | undefined = start; scope; scope = scope.parent) {
      if (scope.kind !== "class" || scope === start) {
        const local = scope.local && this.#localBinding(scope.local.get(symbol), at);
        if (local) return this.#valueOfAll([local]);
        const bindings = scope.names.get(symbol);
        const reach = isSameRun ? at : scope.end;
        if (bindings && (scope.parent || bindings[0]!.at <= reach)) return this.#boundBefore(bindings, reach);
      }
      if (scope.kind === "function") isSameRun = false;
    }
    return this.#program.stars.length > 0 ? this.#fromStars(symbol) : undefined;
  }

  /**
   * What a use at token `at` may see: bindings back to the nearest one that is certain to have been
   * executed.
   */
  #boundBefore(bindings: readonly Binding[], at: number): Value {
    let i = countUpTo(bindings, at) - 1;
    if (i < 0) return undefined;
    const last = bindings[i]!;
    if (last.block.start <= at && at < last.block.end) {
      const value = this.#valueOf(last);
      this.#how = isImportLike(last) ? "name" : "bound";
      return value;
    }
    const candidates: Binding[] = [];
    for (; i >= 0; i--) {
      const binding = bindings[i]!;
      candidates.push(binding);
      if (candidates.length > mostBindings) return undefined;
      if (binding.block.start <= at && at < binding.block.end) break;
    }
    return this.#valueOfAll(candidates);
  }

  /** The binding that certainly holds for the name at a token. */
  #certainBinding(token: number, start: Scope): Binding | undefined {
    const symbol = this.#tokens.values[token]!;
    for (let scope: Scope | undefined = start; scope; scope = scope.parent) {
      const bindings = scope.kind === "class" && scope !== start ? undefined : scope.names.get(symbol);
      const last = bindings?.[countUpTo(bindings, token) - 1];
      if (last) return last.block.start <= token && token < last.block.end ? last : undefined;
      if (bindings || scope.kind === "function") return undefined;
    }
    return undefined;
  }

  #valueOfAll(candidates: readonly Binding[]): Value {
    const values = candidates.map((binding) => this.#valueOf(binding));
    const isImport = candidates.every((binding, i) => isImportLike(binding) || values[i]?.kind === "none");
    this.#how = isImport ? "name" : "bound";
    return values.length === 1 ? values[0] : union(values);
  }

  #localBinding(bindings: readonly Binding[] | undefined, at: number): Binding | undefined {
    if (!bindings) return undefined;
    let found: Binding | undefined;
    const last = countUpTo(bindings, at) - 1;
    for (let i = last; i >= 0 && i > last - mostNested; i--) {
      const binding = bindings[i]!;
      if (binding.block.start <= at && at < binding.block.end) {
        if (!found || binding.block.start > found.block.start) found = binding;
      }
    }
    return found;
  }

  #fromStars(symbol: number): Value {
    for (const module of this.#program.stars) {
      const name = this.#names.child(module, symbol);
      if (name.entry) return { kind: "public", name };
    }
    return undefined;
  }

  #valueOf(binding: Binding): Value {
    if (binding.isAsked || this.#depth >= deepest) return binding.value;
    binding.isAsked = true;
    const emits = this.#emits;
    this.#emits = false;
    binding.value = this.#sourceValue(binding);
    this.#emits = emits;
    return binding.value;
  }

  #sourceValue(binding: Binding): Value {
    const { source, scope } = binding;
    switch (source.kind) {
      case "import":
        return source.name ? { kind: "public", name: source.name } : { kind: "foreign", imported: true };
      case "class":
        return { kind: "class", own: source.own };
      case "self":
        return { kind: "object", own: source.own };
      case "function":
        return { kind: "function", own: source.own };
      case "expression": {
        const value = this.#evaluate(source.from, source.to, scope);
        return source.index === undefined ? this.#filled(value, binding) : this.#element(value, source.index);
      }
      case "default":
        return this.#evaluate(source.from, source.to, scope);
      case "element":
        return this.#iterated(source.from, source.to, source.index, scope);
      case "annotation":
        return this.#annotated(source.from, source.to, scope);
      case "property":
        return this.#property(this.#evaluate(source.from, source.to, scope), source.path);
      case "input":
        return this.#calledObject(source.own);
      case "none":
        return none;
      default:
        return undefined;
    }
  }

  /** An instance of the type that an annotation names; of a union, of the parts that are known. */
  #annotated(from: number, to: number, scope: Scope): Value {
    const parts: Value[] = [];
    let start = from;
    for (let i = from; i <= to && parts.length < mostBindings; i++) {
      if (i === to || this.#tokens.is(i, bar)) {
        parts.push(this.#instanceOf(start, i, scope));
        start = i + 1;
      } else if (this.#tokens.partners[i]! > i) i = this.#tokens.partners[i]!;
    }
    return union(parts.length > 1 ? parts.filter((part) => part !== undefined) : parts);
  }

  #instanceOf(from: number, to: number, scope: Scope): Value {
    const tokens = this.#tokens;
    if (
      tokens.is(from + 1, openSquare) &&
      tokens.partners[from + 1] === to - 1 &&
      /^(Optional|Final)$/.test(tokens.slice(from))
    ) {
      return this.#instanceOf(from + 2, to - 1, scope);
    }
    if (tokens.kinds[from] === PUNCTUATION || plainTypes.test(tokens.slice(from))) return foreign;
    const type = this.#evaluate(from, to, scope);
    if (type?.kind === "public")
      return { kind: "instance", of: type.name, made: type.name, open: 0, scope: undefined };
    return type?.kind === "class" ? { kind: "object", own: type.own } : undefined;
  }

  #property(value: Value, path: readonly number[]): Value {
    let current = value;
    for (const symbol of path) current = this.#member(current, symbol, 0, 0);
    return current;
  }

  // --- expressions -------------------------------------------------------------------------------

  /** What the expression in tokens `[from, to)` gives. */
  #evaluate(from: number, to: number, scope: Scope): Value {
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
        return union(shape.ranges.map(([start, end]) => this.#evaluate(start, end, scope)));
      case "same":
        return this.#evaluate(shape.from, shape.to, scope);
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
      const inner = isRound ? this.#evaluate(from + 1, close, scope) : this.#evaluate(from, close + 1, scope);
      value = this.#trail(inner, close, "name", close + 1, scope);
    } else value = this.#walk(from, scope);
    if (this.#next >= to) return value;
    // arithmetic on a tensor gives a tensor
    return value?.kind === "instance" && value.of.path.endsWith(".Tensor") ? value : undefined;
  }

  /** What is called at bracket `open`: the chain that starts at token `from`, if it reaches that far. */
  #callee(from: number, open: number, scope: Scope): Value {
    if (this.#tokens.kinds[from] !== NAME) return undefined;
    const value = this.#walk(from, scope, open);
    return this.#next === open ? value : undefined;
  }

  /** Follows the chain that starts with the name at token `i`, no further than `end`. */
  #walk(i: number, scope: Scope, end = Number.MAX_SAFE_INTEGER): Value {
    const string = this.#grammar.moduleString(this.#tokens, i);
    if (string > 0) return this.#trail(this.#moduleOf(string), i, "name", string + 2, scope, end);
    const value = this.#lookUp(this.#tokens.values[i]!, scope, i);
    return this.#trail(value, i, this.#how, i + 1, scope, end);
  }

  #moduleOf(string: number): Value {
    const [start, end] = this.#grammar.inside(this.#tokens, string);
    const name = this.#names.module(this.#tokens.text.slice(start, end));
    return name ? { kind: "public", name } : { kind: "foreign", imported: true };
  }

  /** Follows `.name`, `(…)` and `[…]` from token `i` on; `start` is the value of the name at `nameToken`. */
  #trail(
    start: Value,
    nameToken: number,
    startHow: How,
    i: number,
    scope: Scope,
    end = Number.MAX_SAFE_INTEGER,
  ): Value {
    const tokens = this.#tokens;
    let at = i;
    let value = start;
    let token = nameToken;
    let how = startHow;
    let best = this.#emits ? publicOf(value) : undefined;
    if (!best?.entry) best = undefined;
    let bestToken = token;
    let bestHow = how;
    while (at < end && tokens.kinds[at] === PUNCTUATION) {
      const punctuation = tokens.values[at]!;
      if (punctuation === dot || punctuation === optionalDot) {
        if (tokens.kinds[at + 1] !== NAME) {
          // `f?.(x)`
          if (!tokens.is(at + 1, openRound) && !tokens.is(at + 1, openSquare)) break;
          at++;
          continue;
        }
        const receiver = token;
        const wasPublic = value?.kind === "public";
        token = at + 1;
        value = this.#member(value, tokens.values[token]!, receiver, token);
        if (value?.kind === "public") {
          how = wasPublic ? "name" : "bound";
          if (this.#emits && value.name.entry) {
            // in `AutoTokenizer.from_pretrained` the class is a name of its own
            if (best && isClassName(best.last)) this.#flush(best, bestToken, bestHow, 0);
            best = value.name;
            bestToken = token;
            bestHow = how;
          }
        } else {
          if (best) this.#flush(best, bestToken, bestHow, 0);
          best = undefined;
        }
        at += 2;
        continue;
      }
      if (punctuation === openRound) {
        if (value?.kind === "public" && value.preset) this.#arguments.markPreset(at, value.preset);
        if (best) this.#flush(best, bestToken, bestHow, bestToken === token ? at : 0);
        value = this.#call(value, token, at, scope);
      } else if (punctuation === openSquare && tokens.partners[at]! > at) {
        if (best) this.#flush(best, bestToken, bestHow, 0);
        value = this.#subscript(value, at, scope);
      } else if (punctuation === bang && this.#isDot(at + 1)) {
        at++;
        continue;
      } else break;
      best = undefined;
      const close = tokens.partners[at]!;
      at = close === 0 ? tokens.length : close + 1;
    }
    if (best) this.#flush(best, bestToken, bestHow, 0);
    this.#next = at;
    return value;
  }

  /** Collects the longest public name of a run of names; `open` is the call that follows, or 0. */
  #flush(name: PublicName, token: number, how: How, open: number): void {
    if (!name.entry) return;
    const calls = open > 0 ? { call: { open, signature: name }, makes: this.#makesLayer(name) } : undefined;
    this.#emit(token, how === "bound" ? "bound" : "name", name.entry, calls);
  }

  #makesLayer(name: PublicName): boolean {
    return isClassName(name.last) || this.#names.makes(name) === name;
  }

  // --- members -----------------------------------------------------------------------------------

  /** `value.symbol`; `receiver` is the token before the dot and `token` that of the member, 0 for none. */
  #member(value: Value, symbol: number, receiver: number, token: number): Value {
    if (value?.kind === "choice") return this.#memberOfAny(value.options, symbol, receiver, token);
    const member = this.#memberOfOne(value, symbol, receiver, token);
    const name = nameOfMethod(member);
    if (name?.entry) this.#emitMember(name, name.entry, token);
    return member;
  }

  #memberOfAny(options: readonly Value[], symbol: number, receiver: number, token: number): Value {
    const members = options.map((option) => this.#memberOfOne(option, symbol, receiver, token));
    const methods = members.filter((member) => member?.kind === "method");
    if (methods.length === members.length) this.#emitMethod(methods, token);
    return union(members);
  }

  /** Collects a method if every way to read it means the same concept. */
  #emitMethod(methods: readonly Value[], token: number): void {
    const name = nameOfMethod(methods[0]);
    const concept = name?.entry?.concept;
    if (!name?.entry || methods.some((method) => nameOfMethod(method)?.entry?.concept !== concept)) return;
    this.#emitMember(name, name.entry, token);
  }

  #emitMember(name: PublicName, entry: Entry, token: number): void {
    if (!this.#emits || token === 0) return;
    const isCalled = this.#tokens.is(token + 1, openRound);
    this.#emit(token, "method", entry, isCalled ? { call: { open: token + 1, signature: name } } : undefined);
  }

  #memberOfOne(value: Value, symbol: number, receiver: number, token: number): Value {
    switch (value?.kind) {
      case undefined:
        return this.#conventional(symbol, receiver, token);
      case "public":
        return { kind: "public", name: this.#publicMember(value.name, symbol) };
      case "instance":
        if (this.#emits && this.#names.isCall(value.of, this.#program.symbols.name(symbol))) {
          this.#emitInstance(value, receiver, token + 1);
        }
        return this.#instanceMember(value, symbol, receiver, token);
      case "object":
      case "class":
        return this.#ownMember(value, value.own, symbol, receiver, token, 0);
      case "items":
        return value.container
          ? this.#memberOfOne(value.container, symbol, receiver, token)
          : this.#keyed(value, symbol);
      case "array":
        return array;
      case "method":
      case "none":
        return this.#conventional(symbol, receiver, token);
      default:
        return undefined;
    }
  }

  #publicMember(name: PublicName, symbol: number): PublicName {
    const member = this.#names.child(name, symbol);
    if (member.entry) return member;
    for (const base of this.#names.lineage(name)) {
      const inherited = this.#names.child(base, symbol);
      if (inherited.entry) return inherited;
    }
    return member;
  }

  /** A method of an instance; of a class that nothing is known about, conventions may know it. */
  #instanceMember(
    value: Value & { kind: "instance" },
    symbol: number,
    receiver: number,
    token: number,
  ): Value {
    const method = this.#method(value, value.of, symbol);
    const isStrange = this.#names.lineage(value.of).length === 1 && !this.#names.isKnown(value.of);
    return (isStrange && this.#conventional(symbol, receiver, token)) || method;
  }

  #method(receiver: Value, of: PublicName, symbol: number): Value {
    const names = this.#names.members(of, symbol);
    return { kind: "method", receiver, method: this.#program.symbols.name(symbol), names };
  }

  #ownMember(
    value: Value,
    own: OwnClass,
    symbol: number,
    receiver: number,
    token: number,
    level: number,
  ): Value {
    const bindings = own.members.get(symbol);
    if (bindings) {
      if (bindings.length > mostBindings) return undefined;
      if (bindings.length === 1) return this.#valueOf(bindings[0]!);
      return union(bindings.map((binding) => this.#valueOf(binding)));
    }
    if (level > 8) return undefined;
    for (const base of this.#basesOf(own)) {
      if (base?.kind === "class") {
        const inherited = this.#ownMember(value, base.own, symbol, receiver, token, level + 1);
        if (inherited !== undefined) return inherited;
      } else if (base?.kind === "public") {
        const names = this.#names.members(base.name, symbol);
        if (names.some((name) => name.entry || this.#names.hasRules(name))) {
          return { kind: "method", receiver: value, method: this.#program.symbols.name(symbol), names };
        }
      }
    }
    return own.bases.length > 0 ? this.#conventional(symbol, receiver, token) : undefined;
  }

  #basesOf(own: OwnClass): readonly Value[] {
    const emits = this.#emits;
    this.#emits = false;
    const bases = own.bases
      .slice(0, 8)
      .map(([from, to]) => this.#evaluate(from, to, own.scope.parent ?? own.scope));
    this.#emits = emits;
    return bases;
  }

  /** A method that the name before it gives away: `optimizer.step()`. */
  #conventional(symbol: number, receiver: number, token: number): Value {
    const conventions = this.#conventions.get(symbol);
    if (!conventions || token === 0) return undefined;
    if (this.#shadowsImport(receiver)) return undefined;
    const isCalled = this.#tokens.is(token + 1, openRound);
    const receiverName =
      this.#tokens.kinds[receiver] === NAME
        ? this.#program.symbols.name(this.#tokens.values[receiver]!)
        : " ";
    for (const convention of conventions) {
      if (!isCalled && !convention.isAttribute) continue;
      if (convention.isBare && this.#tokens.partners[token + 1] !== token + 2) continue;
      if (!convention.receiver.test(receiverName)) continue;
      const { method, names, isVague = false } = convention;
      return { kind: "method", receiver: undefined, method, names, isVague };
    }
    return undefined;
  }

  /** Whether the name at a token hides one that the file imports. */
  #shadowsImport(token: number): boolean {
    if (this.#isMember(token)) return false;
    const bindings = this.#program.scopes[0]!.names.get(this.#tokens.values[token]!);
    return this.#tokens.kinds[token] === NAME && (bindings?.some(isImportLike) ?? false);
  }

  // --- calls -------------------------------------------------------------------------------------

  /** What a call gives; the name that is called stands at `token`. */
  #call(value: Value, token: number, open: number, scope: Scope): Value {
    if (value === undefined) return undefined;
    if (this.#emits) {
      this.#emitInstance(value, token, open);
      this.#applyRules(value, open);
    }
    if (value.kind !== "choice") return this.#resultOf(value, open, scope);
    return union(value.options.map((option) => this.#resultOf(option, open, scope)));
  }

  /** `self.drop(x)`: the call of what a constructor made. */
  #emitInstance(value: Value, token: number, open: number): void {
    const options = optionsOf(value).filter((option) => !isIdentity(option));
    const [first] = options;
    if (first?.kind !== "instance" || first.open === 0 || !first.made.entry) return;
    if (token === this.#lastEmitted || this.#tokens.kinds[token] !== NAME) return;
    const { concept } = first.made.entry;
    const isOne = options.length === 1;
    if (!isOne && !options.every((option) => isMadeAs(option, concept))) return;
    this.#emit(token, "bound", first.made.entry, {
      call: { open, signature: undefined },
      made: isOne ? { open: first.open, signature: first.made } : undefined,
    });
  }

  #resultOf(value: Value, open: number, scope: Scope): Value {
    switch (value?.kind) {
      case "public":
        if (value.name.path === "functools.partial") return this.#partial(open, scope);
        return this.#publicResult(value.name, open, scope);
      case "instance": {
        const called = this.#names.called(value.of);
        return called && instanceOf(called);
      }
      case "method":
        return this.#methodResult(value, open, scope);
      case "class":
        return { kind: "object", own: value.own };
      case "object":
        return this.#calledObject(value.own);
      case "array":
        return array;
      case "function":
        return this.#functionResult(value.own);
      default:
        return undefined;
    }
  }

  /** `partial(nn.Dropout, 0.1)`: the public name, with the arguments that are given already. */
  #partial(open: number, scope: Scope): Value {
    const [first] = this.#grammar.arguments(this.#tokens, open);
    if (first?.position !== 0) return undefined;
    const value = this.#quietly(() => this.#evaluate(first.from, first.to, scope));
    if (value?.kind !== "public" || value.preset !== undefined) return value;
    this.#arguments.markPartial(open);
    if (this.#emits) this.#applyRules(value, open);
    return { ...value, preset: open };
  }

  #publicResult(name: PublicName, open: number, scope: Scope): Value {
    if (this.#names.isWrapper(name)) return this.#argumentValue(open, scope);
    const makes = this.#names.makes(name);
    if (makes) return { kind: "instance", of: makes, made: name, open, scope };
    if (this.#names.isArrays(name)) return array;
    if (!name.parent) return undefined;
    const gives = this.#names.methodGives(name.parent, name.last);
    if (gives === undefined || gives === "arguments") return undefined;
    const of = gives === itself ? name.parent : gives;
    return { kind: "instance", of, made: of, open, scope };
  }

  #methodResult(value: Value & { kind: "method" }, open: number, scope: Scope): Value {
    const { receiver } = value;
    const owner =
      receiver?.kind === "instance"
        ? receiver.of
        : receiver?.kind === "object"
          ? this.#publicBase(receiver.own)
          : undefined;
    if (!owner) return this.#conventionalResult(value);
    const gives = this.#names.methodGives(owner, value.method);
    if (gives === itself) return receiver;
    if (gives === "arguments") return this.#argumentValue(open, scope);
    return gives && { kind: "instance", of: gives, made: gives, open: 0, scope: undefined };
  }

  /** What a method gives whose receiver is known by convention only. */
  #conventionalResult(value: Value & { kind: "method" }): Value {
    const owner = value.receiver === undefined && !value.isVague ? value.names[0]?.parent : undefined;
    const gives = owner && this.#names.methodGives(owner, value.method);
    if (!gives || gives === "arguments") return undefined;
    const of = gives === itself ? owner : gives;
    return { kind: "instance", of, made: of, open: 0, scope: undefined };
  }

  /** What a call of an object of the file's own class gives. */
  #calledObject(own: OwnClass): Value {
    const base = this.#publicBase(own);
    const called = base && this.#names.called(base);
    return called && instanceOf(called);
  }

  #publicBase(own: OwnClass, level = 0): PublicName | undefined {
    for (const base of this.#basesOf(own)) {
      if (base?.kind === "public") return base.name;
      const inherited =
        base?.kind === "class" && level < 8 ? this.#publicBase(base.own, level + 1) : undefined;
      if (inherited) return inherited;
    }
    return undefined;
  }

  /** What a wrapper gives back: its argument, or all of them. */
  #argumentValue(open: number, scope: Scope): Value {
    const list = this.#arguments.raw(open).filter((argument) => argument.nameToken === 0);
    if (list.length === 1) return this.#quietly(() => this.#evaluate(list[0]!.from, list[0]!.to, scope));
    return { kind: "items", items: list.map(({ from, to }) => ({ key: undefined, from, to })), scope };
  }

  #functionResult(own: {
    results: readonly (readonly [number, number])[];
    scope: Scope;
    value?: Value | null;
  }): Value {
    if (own.value === null) return undefined;
    if ("value" in own) return own.value;
    if (own.results.length === 0 || own.results.length > 4) return undefined;
    own.value = null;
    own.value = this.#quietly(() =>
      union(own.results.map(([from, to]) => this.#evaluate(from, to, own.scope))),
    );
    return own.value;
  }

  #quietly<T>(work: () => T): T {
    const emits = this.#emits;
    const next = this.#next;
    this.#emits = false;
    const result = work();
    this.#emits = emits;
    this.#next = next;
    return result;
  }

  // --- elements ----------------------------------------------------------------------------------

  #subscript(value: Value, open: number, scope: Scope): Value {
    if (value === undefined || value.kind === "array") return value;
    const indexed = value.kind === "instance" ? this.#names.indexed(value.of) : undefined;
    if (indexed) return instanceOf(indexed);
    const key = this.#literal(open + 1, this.#tokens.partners[open]!, scope);
    if (typeof key === "number") return this.#element(value, key);
    if (typeof key === "string") return this.#keyedBy(value, key);
    return this.#anyElement(value);
  }

  /** The elements of a list, or of a container such as a ModuleList. */
  #itemsOf(value: Value): { readonly items: readonly Item[]; readonly scope: Scope } | undefined {
    if (value?.kind === "items") return value;
    if (value?.kind !== "instance" || value.open === 0 || !value.scope || !containers.test(value.made.last))
      return undefined;
    const { scope } = value;
    const all = this.#arguments.raw(value.open);
    const list = all.filter(({ nameToken }) => nameToken === 0);
    const only = list.length === 1 ? list[0] : all.find((one) => this.#isNamed(one, "layers"));
    if (only && list.length < 2) {
      const items = this.#quietly(() => this.#evaluate(only.from, only.to, scope));
      const isDictionary = items?.kind === "instance" && items.made.last === "OrderedDict";
      if (items?.kind === "items" || isDictionary) return this.#itemsOf(items);
    }
    return { items: list.map(({ from, to }) => ({ key: undefined, from, to })), scope };
  }

  #isNamed(argument: RawArgument, name: string): boolean {
    return this.#arguments.parameterName(argument, undefined) === name;
  }

  #element(value: Value, index: number): Value {
    const list = this.#itemsOf(value);
    if (!list) return undefined;
    const isComprehension = list.items.length === 1 && index !== 0;
    const item = list.items.at(isComprehension ? 0 : index);
    return item && this.#quietly(() => this.#evaluate(item.from, item.to, list.scope));
  }

  #anyElement(value: Value): Value {
    const list = this.#itemsOf(value);
    if (!list || list.items.length > mostBindings) return undefined;
    return this.#quietly(() => union(list.items.map(({ from, to }) => this.#evaluate(from, to, list.scope))));
  }

  /** A list that is made empty and filled later. */
  #filled(value: Value, binding: Binding): Value {
    const isList = value?.kind === "items" && value.items.length === 0;
    const isContainer =
      value?.kind === "instance" &&
      value.open > 0 &&
      /^(ModuleList|List)$/.test(value.made.last) &&
      this.#arguments.raw(value.open).length === 0;
    if (!isList && !isContainer) return value;
    const items = this.#lists.elementsOf(binding);
    const [first] = items;
    if (!first) return value;
    const list = { kind: "items", items, scope: this.#arguments.scopeAt(first.from) } as const;
    return isContainer ? { ...list, container: value } : list;
  }

  /** What iterating over the expression `[from, to)` gives, or the part of it at `index`. */
  #iterated(from: number, to: number, index: number | undefined, scope: Scope): Value {
    const tokens = this.#tokens;
    const word =
      tokens.is(from + 1, openRound) && tokens.partners[from + 1] === to - 1 ? tokens.slice(from) : "";
    if (/^(enumerate|zip|reversed|list|tuple|tqdm)$/.test(word)) {
      const isPair = word === "enumerate" || word === "zip";
      const list = this.#arguments.raw(from + 1);
      const inner = word === "zip" ? list[index ?? -1] : isPair && index !== 1 ? undefined : list[0];
      return inner && this.#iterated(inner.from, inner.to, isPair ? undefined : index, scope);
    }
    const method = tokens.is(to - 4, dot) && tokens.partners[to - 2] === to - 1 ? tokens.slice(to - 3) : "";
    if (method === "values" || (method === "items" && index === 1))
      return this.#anyElement(this.#evaluateUpTo(from, to - 4, scope));
    const value = this.#anyElement(this.#evaluate(from, to, scope));
    return index === undefined ? value : this.#element(value, index);
  }

  /** What the chain in `[from, to)` gives, whatever follows. */
  #evaluateUpTo(from: number, to: number, scope: Scope): Value {
    if (this.#tokens.kinds[from] !== NAME) return this.#evaluate(from, to, scope);
    return this.#quietly(() => this.#callee(from, to, scope));
  }

  #keyedBy(value: Value, key: string): Value {
    const list = this.#itemsOf(value);
    const item = list?.items.find((candidate) => candidate.key === key);
    return item && list && this.#quietly(() => this.#evaluate(item.from, item.to, list.scope));
  }

  #keyed(value: Value, symbol: number): Value {
    return this.#keyedBy(value, this.#program.symbols.name(symbol));
  }

  // --- arguments ---------------------------------------------------------------------------------

  #literal(from: number, to: number, scope: Scope): LiteralValue {
    return this.#arguments.literal(from, to, scope);
  }

  /** Keyword arguments and strings of a resolved call. */
  #applyRules(value: Value, open: number): void {
    const names = callableNames(value);
    if (!this.#haveRules(names)) return;
    // an object that is called has another signature than its constructor
    const isObject = optionsOf(value)[0]?.kind === "instance";
    const signature = isObject ? undefined : (names.find((name) => name.entry) ?? names[0]);
    const call = { open, signature };
    for (const raw of this.#arguments.raw(open)) {
      const parameter = this.#arguments.parameterName(raw, signature);
      const name = parameter === undefined ? undefined : this.#ruled(names, parameter);
      if (parameter === undefined || !name) continue;
      const concept = raw.nameToken > 0 ? this.#names.keyword(name, parameter) : undefined;
      if (concept) this.#emitKeyword(raw, concept, name, call);
      const values = this.#names.strings(name, parameter);
      if (values) this.#emitStrings(raw, values, name, call);
    }
  }

  #haveRules(names: readonly PublicName[]): boolean {
    for (const name of names) if (this.#names.hasRules(name)) return true;
    return false;
  }

  /** The nearest name of which a rule says something about this argument. */
  #ruled(names: readonly PublicName[], argument: string): PublicName | undefined {
    for (const name of names) if (this.#names.hasRule(name, argument)) return name;
    return undefined;
  }

  #emitKeyword(raw: RawArgument, concept: string, name: PublicName, call: Call): void {
    const [start, end] = this.#arguments.keyRange(raw.nameToken);
    this.#push(start, end, concept, name.path, "argument", { call, raw });
  }

  #emitStrings(raw: RawArgument, values: ReadonlyMap<string, string>, name: PublicName, call: Call): void {
    for (const token of this.#arguments.stringTokens(raw)) {
      const [start, end] = this.#grammar.inside(this.#tokens, token);
      const text = this.#tokens.text.slice(start, end);
      const concept = values.get(text) ?? values.get(text.toLowerCase());
      if (concept) this.#push(start, end, concept, name.path, "string", { call, raw });
    }
  }

  // --- findings ----------------------------------------------------------------------------------

  #emit(token: number, how: How, entry: Entry, calls: PlaceCalls | undefined): void {
    this.#lastEmitted = token;
    const { starts, ends } = this.#tokens;
    this.#push(starts[token]!, ends[token]!, entry.concept, entry.api.name, how, calls);
  }

  #push(
    start: number,
    end: number,
    concept: string,
    api: string,
    how: How,
    calls: PlaceCalls | undefined,
  ): void {
    if (start < this.#base || end <= start) return;
    const text = this.#tokens.text.slice(start, end);
    const base = this.#base;
    this.#found.push(new Place(start - base, end - base, text, concept, api, how, this.#places, calls));
  }
}

/**
 * The public name that a value is. Of several, all that the catalogue knows must mean the same: an
 * alternative import under the same name may be one that it does not know.
 */
function publicOf(value: Value): PublicName | undefined {
  if (value?.kind === "public") return value.name;
  if (value?.kind !== "choice") return undefined;
  let known: PublicName | undefined;
  for (const option of value.options) {
    if (option?.kind !== "public") return undefined;
    const { entry } = option.name;
    if (known && entry && known.entry?.concept !== entry.concept) return undefined;
    if (entry) known ??= option.name;
  }
  return known;
}

function callableNames(value: Value): readonly PublicName[] {
  const name = publicOf(value);
  if (name) return [name];
  const [first] = optionsOf(value);
  if (first?.kind === "instance") return [first.of];
  return first?.kind === "method" ? first.names : [];
}

/** The nearest name of a method that the catalogue knows. */
function nameOfMethod(value: Value): PublicName | undefined {
  if (value?.kind !== "method") return undefined;
  for (const name of value.names) if (name.entry) return name;
  return undefined;
}

function isMadeAs(value: Value, concept: string): boolean {
  return value?.kind === "instance" && value.open > 0 && value.made.entry?.concept === concept;
}

/** What stands for “no layer here”, as None does. */
function isIdentity(value: Value): boolean {
  return value?.kind === "instance" && /^(torch\.nn|keras\.layers)\.Identity$/.test(value.made.path);
}

/** An instance that no call in the text made. */
function instanceOf(of: PublicName): Value {
  return { kind: "instance", of, made: of, open: 0, scope: undefined };
}

/** `const { relu } = tf` brings a name in as an import does. */
function isImportLike({ source }: Binding): boolean {
  return source.kind === "import" || source.kind === "property";
}

function isClassName(name: string): boolean {
  return /^[A-Z]/.test(name);
}

/** How many bindings hold from `at` or earlier. */
function countUpTo(bindings: readonly Binding[], at: number): number {
  let low = 0;
  let high = bindings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bindings[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By start, without overlaps. */
function inOrder(found: Found[]): Found[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Found[] = [];
  for (const place of found) {
    const last = kept.at(-1);
    if (!last || place.start >= last.end) kept.push(place);
  }
  return kept;
}
