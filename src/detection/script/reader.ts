import {
  type Binding,
  type Block,
  bindingOf,
  type OwnClass,
  type OwnFunction,
  type Program,
  type Scope,
  type Source,
  unknownSource,
} from "../program";
import { ProgramBuilder } from "../program-builder";
import type { PublicName, PublicNames } from "../public-names";
import type { Symbols } from "../symbols";
import {
  code,
  NAME,
  NUMBER,
  PUNCTUATION,
  REGEX,
  STRING,
  TEXT_CLOSE,
  TEXT_OPEN,
  type Tokens,
} from "../tokens";
import type { ScriptGrammar } from "./grammar";
import type { ScriptWords } from "./words";

const openRound = code("(");
const openSquare = code("[");
const openCurly = code("{");
const closeRound = code(")");
const closeSquare = code("]");
const closeCurly = code("}");
const comma = code(",");
const colon = code(":");
const semicolon = code(";");
const equals = code("=");
const dot = code(".");
const optionalDot = code("?.");
const question = code("?");
const bang = code("!");
const star = code("*");
const spread = code("...");
const arrow = code("=>");

/** The body of an arrow function without braces, and a type, are followed no further than this. */
const longestBody = 2000;
const longestType = 200;
const longestInHaste = 20;
/** Scopes inside scopes are told apart no deeper than this. */
const deepestScope = 200;
/** Patterns inside patterns are taken apart no deeper than this. */
const deepestPattern = 6;

/** Finds scopes, blocks and bindings in the tokens of TypeScript and JavaScript. */
export function readScript(
  tokens: Tokens,
  symbols: Symbols,
  names: PublicNames,
  words: ScriptWords,
  grammar: ScriptGrammar,
): Program {
  return new ScriptReader(tokens, symbols, names, words, grammar).read();
}

class ScriptReader {
  readonly #program: ProgramBuilder;
  readonly #tokens: Tokens;
  readonly #names: PublicNames;
  readonly #word: ScriptWords;
  readonly #grammar: ScriptGrammar;
  readonly #scopes: Scope[] = [];
  /** Scopes that are open, innermost last; their ends are known. */
  readonly #open: Scope[] = [];
  readonly #functions = new Map<Scope, OwnFunction>();
  /** Functions that a name was bound to before they were read, by the token that their parameters start at. */
  readonly #named = new Map<number, OwnFunction>();
  /** Braces whose scope was made before they were reached: bodies of functions and classes. */
  readonly #bodies = new Set<number>();
  readonly #blocks = new Map<Scope, Block>();
  /** Steps that may still be spent on looking far ahead. */
  #patience: number;
  #at = 1;

  constructor(
    tokens: Tokens,
    symbols: Symbols,
    names: PublicNames,
    words: ScriptWords,
    grammar: ScriptGrammar,
  ) {
    this.#program = new ProgramBuilder(tokens, symbols);
    this.#tokens = tokens;
    this.#names = names;
    this.#word = words;
    this.#grammar = grammar;
    this.#patience = 100_000 + 20 * tokens.length;
    this.#enter("module", 0, tokens.length);
  }

  read(): Program {
    const tokens = this.#tokens;
    for (this.#at = 1; this.#at < tokens.length; this.#at++) {
      const i = this.#at;
      while (i >= this.#scope.end && this.#open.length > 1) this.#open.pop();
      const kind = tokens.kinds[i];
      if (kind === NAME) this.#name(i, tokens.values[i]!);
      else if (kind === PUNCTUATION) this.#punctuation(i, tokens.values[i]!);
    }
    this.#scopes.sort((a, b) => a.start - b.start || b.end - a.end);
    const { symbols, imported, stars, skip, hot } = this.#program;
    return { tokens, symbols, scopes: this.#scopes, imported, stars, skip, hot, readOn: () => {} };
  }

  get #scope(): Scope {
    return this.#open[this.#open.length - 1]!;
  }

  #is(i: number, punctuation: number): boolean {
    return this.#tokens.values[i] === punctuation && this.#tokens.kinds[i] === PUNCTUATION;
  }

  #isWord(i: number, symbol: number): boolean {
    return this.#tokens.values[i] === symbol && this.#tokens.kinds[i] === NAME;
  }

  #isIdentifier(i: number): boolean {
    return this.#tokens.kinds[i] === NAME && !this.#word.isKeyword(this.#tokens.values[i]!);
  }

  #isMember(i: number): boolean {
    return this.#is(i - 1, dot) || this.#is(i - 1, optionalDot);
  }

  /** The token after a bracket's partner, or after the token itself. */
  #after(i: number): number {
    const partner = this.#tokens.partners[i]!;
    return partner > i ? partner + 1 : i + 1;
  }

  #enter(kind: Scope["kind"], start: number, end: number, own?: OwnClass): Scope {
    const parent = this.#open.at(-1);
    if (parent && this.#open.length > deepestScope) return parent;
    const scope: Scope = {
      kind,
      parent,
      start,
      end: Math.max(end, start + 1),
      names: own?.members ?? new Map(),
      local: undefined,
      ...(own && { own }),
    };
    this.#scopes.push(scope);
    this.#open.push(scope);
    // one token longer than the scope, so that what is bound here holds at the scope's end
    this.#blocks.set(scope, parent ? { start, end: scope.end + 1 } : whole);
    return scope;
  }

  #name(i: number, symbol: number): void {
    if (this.#isMember(i)) return;
    const word = this.#word;
    switch (symbol) {
      case word.import:
        this.#import(i);
        return;
      case word.export:
        this.#export(i);
        return;
      case word.const:
      case word.let:
      case word.var:
        this.#declaration(i, symbol === word.var);
        return;
      case word.function:
        this.#function(i);
        return;
      case word.class:
        this.#class(i);
        return;
      case word.return:
        this.#return(i);
        return;
      case word.this:
        this.#thisMember(i);
        return;
      default:
        if (!word.isKeyword(symbol)) this.#identifier(i, symbol);
        else if (symbol === word.catch && this.#is(i + 1, openRound)) this.#method(i + 1);
    }
  }

  #identifier(i: number, symbol: number): void {
    if (symbol === this.#word.require) this.#moduleCall(i);
    if (this.#program.skip[i] === 1) return;
    const next = this.#tokens.kinds[i + 1] === PUNCTUATION ? this.#tokens.values[i + 1]! : 0;
    if (next === arrow) this.#arrow(i, i + 1, i + 1);
    else if (this.#isTyped(i + 1) && this.#startsMember(i)) {
      this.#program.skip[i] = 1;
      if (this.#scope.kind === "class") this.#field(i);
    } else if (next === equals) {
      if (this.#scope.kind === "class" && this.#startsMember(i)) this.#field(i);
      else this.#assignment(i);
    } else if (next === semicolon && this.#scope.kind === "class" && this.#startsMember(i)) this.#field(i);
    else if (next === openRound && this.#startsMember(i) && this.#bodyAfter(i + 1) > 0)
      this.#program.skip[i] = 1;
  }

  /** Whether `:`, `?:` or `!:` stands at token `i`. */
  #isTyped(i: number): boolean {
    if (this.#is(i, colon)) return true;
    return (this.#is(i, question) || this.#is(i, bang)) && this.#is(i + 1, colon);
  }

  /** Whether a member of an object, a class or a type may start here. */
  #startsMember(i: number): boolean {
    const isAfterMark =
      this.#tokens.kinds[i - 1] === PUNCTUATION &&
      (this.#is(i - 1, openCurly) ||
        this.#is(i - 1, comma) ||
        this.#is(i - 1, semicolon) ||
        this.#is(i - 1, closeCurly));
    if (isAfterMark || this.#scope.kind !== "class") return isAfterMark;
    return this.#tokens.kinds[i - 1] === NAME || this.#breaksBefore(i);
  }

  // --- modules -----------------------------------------------------------------------------------

  #import(i: number): void {
    if (this.#is(i + 1, openRound)) {
      this.#moduleCall(i);
      return;
    }
    if (this.#is(i + 1, dot)) return;
    if (this.#is(i + 2, equals)) {
      this.#importEquals(i + 1);
      return;
    }
    const string = this.#importString(i + 1);
    if (string === 0) return;
    const module = this.#moduleAt(string);
    // what a file of one's own gives may be anything, such as a model
    const isOwn = this.#tokens.text[this.#tokens.starts[string]! + 1] === ".";
    let at = i + 1;
    if (
      this.#isWord(at, this.#word.type) &&
      !this.#is(at + 1, comma) &&
      !this.#isWord(at + 1, this.#word.from)
    )
      at++;
    for (; at < string; at++) {
      if (this.#is(at, openCurly)) {
        this.#importedNames(at, module, isOwn);
        at = this.#after(at) - 1;
      } else if (this.#is(at, star)) continue;
      else if (this.#isIdentifier(at) && !this.#isImportWord(at)) this.#bindImport(at, module, isOwn);
    }
    this.#at = string;
  }

  /** `import tf = require("…")`. */
  #importEquals(name: number): void {
    const end = this.#expressionEnd(name + 2);
    this.#program.skip[name] = 1;
    this.#add(this.#scope, name, name, { kind: "expression", from: name + 2, to: end });
  }

  #isImportWord(i: number): boolean {
    const isFrom = this.#isWord(i, this.#word.from) && this.#tokens.kinds[i + 1] === STRING;
    return isFrom || (this.#isWord(i, this.#word.as) && this.#is(i - 1, star));
  }

  /** The module's string of an import statement, 0 where none follows. */
  #importString(from: number): number {
    for (let i = from; i < from + 20 && i < this.#tokens.length; i = this.#after(i)) {
      if (this.#tokens.kinds[i] === STRING) return i;
      if (this.#is(i, semicolon) || this.#is(i, openRound)) return 0;
    }
    return 0;
  }

  #importedNames(open: number, module: PublicName | undefined, isOwn: boolean): void {
    const close = this.#tokens.partners[open]!;
    for (let i = open + 1; i < close; i++) {
      if (this.#tokens.kinds[i] !== NAME) continue;
      if (this.#isWord(i, this.#word.type) && this.#tokens.kinds[i + 1] === NAME) continue;
      const name = module && this.#names.child(module, this.#tokens.values[i]!);
      this.#program.skip[i] = 1;
      if (name) this.#program.imported.push({ token: i, name });
      const isRenamed = this.#isWord(i + 1, this.#word.as);
      const bound = isRenamed ? i + 2 : i;
      this.#bindImport(bound, name, isOwn);
      i = bound;
    }
  }

  #bindImport(token: number, name: PublicName | undefined, isOwn = false): void {
    this.#program.skip[token] = 1;
    const isAnything = isOwn && !name && !this.#is(token - 2, star);
    this.#add(this.#scope, token, this.#scope.start, isAnything ? unknownSource : { kind: "import", name });
  }

  #moduleAt(string: number): PublicName | undefined {
    const [start, end] = this.#grammar.inside(this.#tokens, string);
    const module = this.#names.module(this.#tokens.text.slice(start, end));
    if (module) this.#program.imported.push({ token: string, name: module });
    return module;
  }

  #moduleCall(i: number): void {
    const string = this.#grammar.moduleString(this.#tokens, i);
    if (string > 0) this.#moduleAt(string);
  }

  #export(i: number): void {
    if (!this.#is(i + 1, openCurly)) return;
    const close = this.#tokens.partners[i + 1]!;
    if (!this.#isWord(close + 1, this.#word.from)) return;
    for (let token = i + 2; token < close; token++) this.#program.skip[token] = 1;
  }

  // --- declarations ------------------------------------------------------------------------------

  #declaration(i: number, isVar: boolean): void {
    let at = i + 1;
    while (at < this.#tokens.length) {
      const pattern = at;
      const patternEnd = this.#isOpener(at) ? this.#after(at) : at + 1;
      if (!this.#isOpener(at) && !this.#isIdentifier(at)) return;
      at = patternEnd;
      if (this.#is(at, bang)) at++;
      let annotation: Source | undefined;
      if (this.#is(at, colon)) {
        const to = this.#typeEnd(at + 1);
        annotation = { kind: "annotation", from: at + 1, to };
        at = to;
      }
      const { source, end } = this.#initialiser(at);
      const scope = isVar ? this.#functionScope() : this.#scope;
      if (source?.kind === "expression") this.#importedProperties(pattern, source.from);
      this.#pattern(pattern, source ?? annotation ?? { kind: "none" }, scope, end, [], 0);
      at = end;
      if (!this.#is(at, comma)) return;
      at++;
    }
  }

  /** `const { relu, train: { adam } } = require("…")` is an import of these names. */
  #importedProperties(pattern: number, from: number): void {
    const start = this.#isWord(from, this.#word.await) ? from + 1 : from;
    const string = this.#grammar.moduleString(this.#tokens, start);
    if (string === 0 || !this.#is(pattern, openCurly)) return;
    const [first, last] = this.#grammar.inside(this.#tokens, string);
    const module = this.#names.module(this.#tokens.text.slice(first, last));
    if (module) this.#properties(pattern, module, 0);
  }

  #properties(open: number, module: PublicName, depth: number): void {
    const close = this.#tokens.partners[open]!;
    for (let part = open + 1; part < close && depth < deepestPattern; part = this.#partEnd(part, close) + 1) {
      if (this.#tokens.kinds[part] !== NAME) continue;
      const name = this.#names.child(module, this.#tokens.values[part]!);
      this.#program.imported.push({ token: part, name });
      const isNested = this.#is(part + 1, colon) && this.#is(part + 2, openCurly);
      if (isNested) this.#properties(part + 2, name, depth + 1);
    }
  }

  /** `= value`, `of values` or nothing, from token `at` on. */
  #initialiser(at: number): { source: Source | undefined; end: number } {
    if (this.#is(at, equals)) {
      const end = this.#expressionEnd(at + 1);
      const parameters = this.#functionAt(at + 1);
      if (parameters === 0) return { source: { kind: "expression", from: at + 1, to: end }, end };
      const own: OwnFunction = { scope: this.#scope, results: [] };
      this.#named.set(parameters, own);
      return { source: { kind: "function", own }, end };
    }
    if (this.#isWord(at, this.#word.of)) {
      const end = this.#expressionEnd(at + 1);
      return { source: { kind: "element", from: at + 1, to: end }, end };
    }
    if (this.#isWord(at, this.#word.in)) return { source: unknownSource, end: at };
    return { source: undefined, end: at };
  }

  /** Where the parameters start of the function that starts at token `i`, 0 where something else does. */
  #functionAt(i: number): number {
    const start = this.#isWord(i, this.#word.async) && !this.#is(i + 1, arrow) ? i + 1 : i;
    if (this.#isWord(start, this.#word.function)) return this.#is(start + 1, openRound) ? start + 1 : 0;
    if (this.#isIdentifier(start)) return this.#is(start + 1, arrow) ? start : 0;
    const close = this.#is(start, openRound) ? this.#tokens.partners[start]! : 0;
    if (close <= start) return 0;
    const end = this.#is(close + 1, colon) ? this.#typeEnd(close + 2) : close + 1;
    return this.#is(end, arrow) ? start : 0;
  }

  /** What the function is whose parameters start at token `at`, and whose names hold in `scope`. */
  #ownFunction(at: number, scope: Scope): OwnFunction {
    const own: OwnFunction = this.#named.get(at) ?? { scope, results: [] };
    (own as { scope: Scope }).scope = scope;
    this.#functions.set(scope, own);
    return own;
  }

  #functionScope(): Scope {
    let scope = this.#scope;
    while (scope.kind === "block" && scope.parent) scope = scope.parent;
    return scope;
  }

  /** Binds the names of a pattern that starts at token `i`; they hold from `at` on. */
  #pattern(
    i: number,
    source: Source,
    scope: Scope,
    at: number,
    path: readonly number[],
    depth: number,
  ): void {
    if (depth > deepestPattern) return;
    if (this.#isIdentifier(i)) {
      this.#program.skip[i] = 1;
      this.#add(scope, i, Math.max(at, i), this.#narrowed(source, path));
      return;
    }
    const close = this.#tokens.partners[i]!;
    if (close <= i) return;
    const isObject = this.#is(i, openCurly);
    let index = 0;
    for (let part = i + 1; part < close; index++) {
      const end = this.#partEnd(part, close);
      const isRest = this.#is(part, spread);
      const isNamed = isObject && this.#is(part + 1, colon);
      const target = isRest ? part + 1 : isNamed ? part + 2 : part;
      if (isNamed) this.#program.skip[part] = 1;
      const element = isRest ? unknownSource : isObject ? source : elementOf(source, path, index);
      const inner = isObject && !isRest ? [...path, this.#tokens.values[part]!] : [];
      if (target < end) this.#pattern(target, element, scope, at, inner, depth + 1);
      part = end + 1;
    }
  }

  #narrowed(source: Source, path: readonly number[]): Source {
    if (path.length === 0) return source;
    if (source.kind !== "expression" || source.index !== undefined) return unknownSource;
    return { kind: "property", from: source.from, to: source.to, path };
  }

  #partEnd(from: number, close: number): number {
    let i = from;
    while (i < close && !this.#is(i, comma)) i = this.#after(i);
    return Math.min(i, close);
  }

  #isOpener(i: number): boolean {
    return this.#is(i, openCurly) || this.#is(i, openSquare) || this.#is(i, openRound);
  }

  /** `name = value` outside a declaration: the name's own scope learns of the value. */
  #assignment(i: number): void {
    if (this.#isMember(i)) return;
    const symbol = this.#tokens.values[i]!;
    const end = this.#expressionEnd(i + 2);
    for (let scope: Scope | undefined = this.#scope; scope; scope = scope.parent) {
      if (!scope.names.has(symbol) || scope.kind === "class") continue;
      this.#add(scope, i, end, { kind: "expression", from: i + 2, to: end });
      return;
    }
  }

  #thisMember(i: number): void {
    const target = i + 2;
    if (!this.#is(i + 1, dot) || this.#tokens.kinds[target] !== NAME || !this.#is(target + 1, equals)) return;
    const own = this.#ownClass();
    if (!own) return;
    const end = this.#expressionEnd(target + 2);
    this.#addTo(own.members, target, end, this.#scope, { kind: "expression", from: target + 2, to: end });
  }

  #ownClass(): OwnClass | undefined {
    for (let scope: Scope | undefined = this.#scope; scope; scope = scope.parent)
      if (scope.own) return scope.own;
    return undefined;
  }

  /** A field in a class body: `name = value`, `name: Type`. */
  #field(i: number): void {
    this.#program.skip[i] = 1;
    const own = this.#scope.own;
    if (!own) return;
    let at = i + 1;
    if (this.#is(at, question) || this.#is(at, bang)) at++;
    let source: Source = { kind: "none" };
    if (this.#is(at, colon)) {
      const to = this.#typeEnd(at + 1);
      source = { kind: "annotation", from: at + 1, to };
      at = to;
    }
    if (this.#is(at, equals)) {
      const to = this.#expressionEnd(at + 1);
      source = { kind: "expression", from: at + 1, to };
    }
    this.#addTo(own.members, i, i, this.#scope, source);
  }

  // --- functions and classes ---------------------------------------------------------------------

  #function(i: number): void {
    let at = i + 1;
    if (this.#is(at, star)) at++;
    const name = this.#isIdentifier(at) ? at++ : 0;
    at = this.#skipTypeParameters(at);
    if (!this.#is(at, openRound)) return;
    const outer = this.#scope;
    const own = this.#callable(at, this.#bodyAfter(at), false);
    if (name > 0 && own) {
      this.#program.skip[name] = 1;
      this.#addFirst(outer, name, { kind: "function", own });
    }
  }

  #skipTypeParameters(i: number): number {
    if (!this.#is(i, code("<"))) return i;
    let at = i;
    while (at < i + longestType && at < this.#tokens.length && !this.#is(at, openRound)) at++;
    return at;
  }

  /** The body's `{` of a function whose parameters open at `open`, 0 if there is none. */
  #bodyAfter(open: number): number {
    const close = this.#tokens.partners[open]!;
    if (close <= open) return 0;
    if (this.#is(close + 1, openCurly)) return close + 1;
    if (!this.#is(close + 1, colon)) return 0;
    const end = this.#typeEnd(close + 2);
    return this.#is(end, openCurly) ? end : 0;
  }

  /** Opens the scope of a function with parameters at `open` and its body's brace at `body`. */
  #callable(open: number, body: number, isMethod: boolean): OwnFunction | undefined {
    if (body === 0) return undefined;
    const outer = this.#scope;
    const close = this.#tokens.partners[body]!;
    const scope = this.#enter("function", open, close > body ? close : this.#tokens.length);
    const own = this.#ownFunction(open, scope);
    this.#bodies.add(body);
    this.#bindThis(scope, outer, isMethod);
    this.#parameters(open, scope);
    this.#at = open;
    return own;
  }

  /** `this` is the class's object in its methods, and something else in a plain function. */
  #bindThis(scope: Scope, outer: Scope, isMethod: boolean): void {
    const source: Source = isMethod && outer.own ? { kind: "self", own: outer.own } : unknownSource;
    const binding = bindingOf(scope.start, scope.start, scope, this.#blocks.get(scope)!, source);
    this.#program.hot[this.#word.this] = 1;
    scope.names.set(this.#word.this, [binding]);
  }

  #parameters(open: number, scope: Scope): void {
    const close = this.#tokens.partners[open]!;
    for (let part = open + 1; part < close; ) {
      const end = this.#partEnd(part, close);
      let target = part;
      while (this.#isIdentifier(target) && this.#isIdentifier(target + 1)) this.#program.skip[target++] = 1;
      if (this.#is(target, spread)) target++;
      const after = this.#isOpener(target) ? this.#after(target) : target + 1;
      const typeAt = this.#is(after, question) ? after + 1 : after;
      const source: Source = this.#is(typeAt, colon)
        ? { kind: "annotation", from: typeAt + 1, to: Math.min(this.#typeEnd(typeAt + 1), end) }
        : unknownSource;
      this.#pattern(target, source, scope, scope.start, [], 0);
      part = end + 1;
    }
  }

  #punctuation(i: number, value: number): void {
    if (value === openRound) this.#round(i);
    else if (value === openCurly) this.#curly(i);
  }

  /** Parameters of an arrow function or a method, or just a bracket. */
  #round(i: number): void {
    const close = this.#tokens.partners[i]!;
    if (close <= i) return;
    if (this.#is(close + 1, arrow)) {
      if (!this.#isCall(i)) this.#arrow(i, close, close + 1);
      return;
    }
    if (this.#is(close + 1, colon) && !this.#isCall(i)) {
      const typeEnd = this.#typeEnd(close + 2);
      if (this.#is(typeEnd, arrow)) this.#arrow(i, close, typeEnd);
      return;
    }
    if (this.#tokens.kinds[i - 1] === NAME) this.#method(i);
  }

  #isCall(open: number): boolean {
    const before = this.#tokens.kinds[open - 1];
    if (before !== NAME) return false;
    const symbol = this.#tokens.values[open - 1]!;
    return !this.#word.isKeyword(symbol) && symbol !== this.#word.async;
  }

  /** `name(…) {` in a class or an object, or `catch (e) {`. */
  #method(open: number): void {
    const before = this.#tokens.values[open - 1]!;
    const isCatch = before === this.#word.catch;
    if (!isCatch && this.#word.isHead(before) && !this.#isMember(open - 1)) return;
    const body = this.#bodyAfter(open);
    if (body === 0 || this.#bodies.has(body)) return;
    if (isCatch) {
      const scope = this.#enter("block", open, this.#tokens.partners[body]! || this.#tokens.length);
      this.#bodies.add(body);
      this.#parameters(open, scope);
      this.#at = open;
      return;
    }
    const isConditionalType =
      this.#is(this.#tokens.partners[open]! + 1, colon) && this.#scope.kind !== "class";
    if (!isConditionalType) this.#callable(open, body, true);
  }

  /** An arrow function: parameters `[from, to]`, its arrow at `arrowAt`. */
  #arrow(from: number, to: number, arrowAt: number): OwnFunction {
    const bodyStart = arrowAt + 1;
    const isBlock = this.#is(bodyStart, openCurly);
    const end = isBlock ? this.#after(bodyStart) - 1 : this.#expressionEnd(bodyStart);
    const outer = this.#scope;
    const scope = this.#enter("function", from, Math.max(end, bodyStart));
    const own = this.#ownFunction(from, scope);
    if (!isBlock) own.results.push([bodyStart, end]);
    if (isBlock) this.#bodies.add(bodyStart);
    if (outer.kind === "class") this.#bindThis(scope, outer, true);
    if (to === from + 1 && this.#isIdentifier(from)) this.#pattern(from, unknownSource, scope, from, [], 0);
    else this.#parameters(from, scope);
    return own;
  }

  #curly(i: number): void {
    if (this.#bodies.has(i) || !this.#isBlock(i)) return;
    const close = this.#tokens.partners[i]!;
    this.#enter("block", i, close > i ? close : this.#tokens.length);
  }

  /** Whether a brace opens a block, not an object: judged by what stands before it. */
  #isBlock(i: number): boolean {
    const kind = this.#tokens.kinds[i - 1];
    const value = this.#tokens.values[i - 1]!;
    if (i === 1) return true;
    if (kind === PUNCTUATION) {
      return value === semicolon || value === openCurly || value === closeCurly || value === closeRound;
    }
    if (kind !== NAME) return false;
    const name = this.#program.symbols.name(value);
    return name === "else" || name === "try" || name === "finally" || name === "do";
  }

  #class(i: number): void {
    let at = i + 1;
    const name = this.#isIdentifier(at) && !this.#isWord(at, this.#word.extends) ? at++ : 0;
    const members = new Map<number, Binding[]>();
    const bases: (readonly [number, number])[] = [];
    let extendsAt = 0;
    const limit = Math.min(at + longestType, this.#tokens.length);
    for (; at < limit && !this.#is(at, openCurly); at = this.#after(at)) {
      if (this.#isWord(at, this.#word.extends)) extendsAt = at;
    }
    if (!this.#is(at, openCurly)) return;
    if (extendsAt > 0) bases.push([extendsAt + 1, this.#baseEnd(extendsAt + 1, at)]);
    const outer = this.#scope;
    const close = this.#tokens.partners[at]!;
    const own = { bases, members } as { -readonly [K in keyof OwnClass]: OwnClass[K] };
    if (name > 0) {
      this.#program.skip[name] = 1;
      this.#addFirst(outer, name, { kind: "class", own });
    }
    own.scope = this.#enterClass(at, close > at ? close : this.#tokens.length, own);
  }

  /** The scope starts at the brace, so that the bases are read outside it. */
  #enterClass(brace: number, end: number, own: OwnClass): Scope {
    this.#bodies.add(brace);
    const scope = this.#enter("class", brace, end, own);
    this.#at = brace;
    return scope;
  }

  #baseEnd(from: number, brace: number): number {
    let i = from;
    while (i < brace && (this.#tokens.kinds[i] === NAME || this.#is(i, dot))) i++;
    return i;
  }

  #return(i: number): void {
    const end = this.#expressionEnd(i + 1);
    let scope: Scope | undefined = this.#scope;
    while (scope && scope.kind !== "function") scope = scope.parent;
    if (scope && end > i + 1) this.#functions.get(scope)?.results.push([i + 1, end]);
  }

  // --- ends --------------------------------------------------------------------------------------

  /** Where the expression that starts at `from` ends: at `,`, `;`, a closing bracket or a new statement. */
  #expressionEnd(from: number): number {
    const tokens = this.#tokens;
    const most = this.#patience > 0 ? longestBody : longestInHaste;
    let i = from;
    for (let steps = 0; i < tokens.length && steps < most; steps++) {
      this.#patience--;
      if (tokens.kinds[i] === PUNCTUATION) {
        const value = tokens.values[i]!;
        if (value === comma || value === semicolon) return i;
        if (value === closeRound || value === closeSquare || value === closeCurly) return i;
      }
      if (i > from && this.#startsStatement(i)) return i;
      i = this.#after(i);
    }
    return Math.min(i, tokens.length);
  }

  /** Whether a line break before token `i` ends the statement. */
  #startsStatement(i: number): boolean {
    const tokens = this.#tokens;
    const kind = tokens.kinds[i];
    if (kind === PUNCTUATION && tokens.values[i] !== openCurly) return false;
    if (!this.#endsOperand(i - 1) || !this.#breaksBefore(i)) return false;
    if (kind !== NAME) return kind !== TEXT_OPEN;
    const symbol = tokens.values[i];
    const word = this.#word;
    return (
      symbol !== word.instanceof && symbol !== word.in && symbol !== word.as && symbol !== word.satisfies
    );
  }

  #endsOperand(i: number): boolean {
    const kind = this.#tokens.kinds[i];
    if (kind === NAME) return !this.#word.isOperator(this.#tokens.values[i]!);
    if (kind === PUNCTUATION) {
      const value = this.#tokens.values[i];
      return value === closeRound || value === closeSquare || value === closeCurly || value === bang;
    }
    return kind === NUMBER || kind === STRING || kind === TEXT_CLOSE || kind === REGEX;
  }

  #breaksBefore(i: number): boolean {
    const { text, starts, ends } = this.#tokens;
    for (let at = ends[i - 1]!; at < starts[i]!; at++) if (text.charCodeAt(at) === 10) return true;
    return false;
  }

  /** Where the type that starts at `from` ends. */
  #typeEnd(from: number): number {
    const tokens = this.#tokens;
    let angles = 0;
    let i = from;
    const most = this.#patience > 0 ? longestType : longestInHaste;
    for (let steps = 0; i < tokens.length && steps < most; steps++) {
      this.#patience--;
      if (tokens.kinds[i] === PUNCTUATION) {
        const value = tokens.values[i]!;
        if (value === code("<")) angles++;
        else if (value === code(">")) angles--;
        else if (value === closeRound || value === closeSquare || value === closeCurly) return i;
        else if (angles <= 0) {
          if (value === comma || value === semicolon || value === equals || value === arrow) return i;
          if (value === openCurly && i > from && this.#endsType(i - 1)) return i;
        }
      } else if (i > from && angles <= 0 && this.#breaksBefore(i) && this.#endsType(i - 1)) return i;
      i = this.#after(i);
    }
    return Math.min(i, tokens.length);
  }

  #endsType(i: number): boolean {
    if (this.#tokens.kinds[i] === PUNCTUATION) return this.#endsOperand(i) || this.#is(i, code(">"));
    return this.#endsOperand(i);
  }

  // --- bindings ----------------------------------------------------------------------------------

  #add(scope: Scope, token: number, at: number, source: Source): void {
    this.#addTo(scope.names, token, at, this.#scope, source);
  }

  /** A function or class holds in the whole scope, before it is reached too. */
  #addFirst(scope: Scope, token: number, source: Source): void {
    const symbol = this.#tokens.values[token]!;
    const binding = bindingOf(scope.start, token, scope, this.#blocks.get(scope)!, source);
    this.#program.hot[symbol] = 1;
    const bindings = scope.names.get(symbol);
    if (bindings) bindings.unshift(binding);
    else scope.names.set(symbol, [binding]);
  }

  #addTo(names: Map<number, Binding[]>, token: number, at: number, scope: Scope, source: Source): void {
    this.#program.add(names, token, at, scope, this.#blocks.get(scope)!, source);
  }
}

const whole: Block = { start: 0, end: Number.MAX_SAFE_INTEGER };

function elementOf(source: Source, path: readonly number[], index: number): Source {
  return source.kind === "expression" && source.index === undefined && path.length === 0
    ? { ...source, index }
    : unknownSource;
}
