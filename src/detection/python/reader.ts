import {
  type Binding,
  type Block,
  bindingOf,
  type ImportedName,
  mayMatter,
  type OwnClass,
  type OwnFunction,
  type Program,
  type Scope,
  type Source,
  unknownSource,
} from "../program";
import type { PublicName, PublicNames } from "../public-names";
import type { Symbols } from "../symbols";
import { code, END, LINE, NAME, PUNCTUATION, type Tokens } from "../tokens";
import type { PythonWords } from "./words";

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
const walrus = code(":=");
const dot = code(".");
const ellipsis = code("...");
const star = code("*");
const doubleStar = code("**");
const arrow = code("->");

/** A lambda's body is followed no further than this. */
const longestLambda = 400;

/** Tuples inside tuples are taken apart no deeper than this. */
const deepestTarget = 8;

interface Level {
  readonly indent: number;
  readonly block: Block | undefined;
  readonly scope: Scope | undefined;
}

/** Finds scopes, blocks and bindings in the tokens of Python source. */
export function readPython(
  tokens: Tokens,
  symbols: Symbols,
  names: PublicNames,
  words: PythonWords,
): Program {
  return new PythonReader(tokens, symbols, names, words).read();
}

class PythonReader {
  readonly #tokens: Tokens;
  readonly #symbols: Symbols;
  readonly #names: PublicNames;
  /** See {@link Program.skip}. */
  readonly #skip: Uint8Array;
  readonly #hot: Uint8Array;
  readonly #scopes: Scope[] = [];
  readonly #imported: ImportedName[] = [];
  readonly #stars: PublicName[] = [];
  readonly #levels: Level[] = [];
  readonly #word: PythonWords;
  readonly #globals = new Map<Scope, Set<number>>();
  readonly #functions = new Map<Scope, OwnFunction>();
  /** First parameter of each method: the object itself. */
  readonly #selves = new Map<Scope, number>();
  readonly #root: Block = { start: 0, end: Number.MAX_SAFE_INTEGER };
  #block: Block = this.#root;
  #scope: Scope;
  /** Used by one scan at a time, and again by the next. */
  readonly #opens: number[] = [];
  #openCount = 0;
  readonly #equals: number[] = [];
  #equalsCount = 0;
  #colon = 0;
  #at = 1;

  constructor(tokens: Tokens, symbols: Symbols, names: PublicNames, words: PythonWords) {
    this.#tokens = tokens;
    this.#symbols = symbols;
    this.#names = names;
    this.#skip = new Uint8Array(tokens.length);
    this.#hot = new Uint8Array(symbols.size + 1);
    this.#word = words;
    this.#scope = {
      kind: "module",
      parent: undefined,
      start: 0,
      end: tokens.length,
      names: new Map(),
      local: undefined,
    };
    this.#scopes.push(this.#scope);
    // a token past the end, so that looking ahead needs no bounds
    tokens.push(END, tokens.text.length, tokens.text.length, 0);
    tokens.length--;
  }

  read(): Program {
    const tokens = this.#tokens;
    while (this.#at < tokens.length) {
      if (tokens.kinds[this.#at] === LINE) {
        this.#dedent(tokens.values[this.#at]!);
        this.#at++;
        this.#statements(tokens.values[this.#at - 1]!);
      } else this.#at++;
    }
    this.#dedent(-1);
    return {
      tokens,
      symbols: this.#symbols,
      scopes: this.#scopes,
      imported: this.#imported,
      stars: this.#stars,
      skip: this.#skip,
      hot: this.#hot,
    };
  }

  #dedent(indent: number): void {
    const levels = this.#levels;
    while (levels.length > 0 && levels.at(-1)!.indent >= indent) {
      const { block, scope } = levels.pop()!;
      // what is bound in a function's own block holds wherever the function's names do
      if (block) block.end = scope ? this.#at + 1 : this.#at;
      if (scope) {
        scope.end = this.#at;
        this.#scope = scope.parent!;
      }
      if (block) this.#block = this.#outerBlock();
    }
  }

  #outerBlock(): Block {
    for (let i = this.#levels.length - 1; i >= 0; i--) {
      const block = this.#levels[i]!.block;
      if (block) return block;
    }
    return this.#root;
  }

  #isLineEnd(i: number): boolean {
    const kind = this.#tokens.kinds[i];
    return kind === LINE || i >= this.#tokens.length;
  }

  #isName(i: number): boolean {
    return this.#tokens.kinds[i] === NAME;
  }

  /** Whether token `i` is a name that may be bound. */
  #isIdentifier(i: number): boolean {
    return this.#tokens.kinds[i] === NAME && !this.#word.isKeyword(this.#tokens.values[i]!);
  }

  #isWord(i: number, word: number): boolean {
    return this.#tokens.values[i] === word && this.#tokens.kinds[i] === NAME;
  }

  #is(i: number, punctuation: number): boolean {
    return this.#tokens.values[i] === punctuation && this.#tokens.kinds[i] === PUNCTUATION;
  }

  /** Reads the statements of one logical line, whose first token is the next one. */
  #statements(indent: number): void {
    while (!this.#isLineEnd(this.#at)) {
      const before = this.#at;
      this.#statement(indent);
      if (this.#is(this.#at, semicolon)) this.#at++;
      if (this.#at === before) this.#at++;
    }
  }

  #statement(indent: number): void {
    if (this.#isWord(this.#at, this.#word.async)) this.#at++;
    const symbol = this.#isName(this.#at) ? this.#tokens.values[this.#at]! : -1;
    const word = this.#word;
    switch (symbol) {
      case word.import:
        this.#import();
        return;
      case word.from:
        this.#fromImport();
        return;
      case word.def:
        this.#function(indent);
        return;
      case word.class:
        this.#class(indent);
        return;
      case word.for:
        this.#for(indent);
        return;
      case word.with:
        this.#with();
        return;
      case word.if:
      case word.elif:
      case word.else:
      case word.while:
      case word.try:
      case word.finally:
        this.#expression(true);
        this.#enter(indent);
        return;
      case word.except:
        this.#except(indent);
        return;
      case word.global:
      case word.nonlocal:
        this.#global(symbol === word.global);
        return;
      case word.del:
        this.#delete();
        return;
      case word.return:
        this.#return();
        return;
      case word.match:
      case word.case:
        this.#matchOrAssignment(indent, symbol === word.case);
        return;
      default:
        this.#assignment();
        return;
    }
  }

  #enter(indent: number): void {
    if (!this.#is(this.#at, colon)) return;
    this.#at++;
    const block = { start: this.#at, end: Number.MAX_SAFE_INTEGER };
    this.#levels.push({ indent, block, scope: undefined });
    this.#block = block;
  }

  // --- imports -----------------------------------------------------------------------------------

  #import(): void {
    this.#at++;
    while (!this.#isLineEnd(this.#at)) {
      const first = this.#at;
      if (!this.#isIdentifier(first)) return;
      const module = this.#dottedName();
      const last = this.#at - 1;
      if (module) this.#imported.push({ token: last, name: module });
      if (this.#isWord(this.#at, this.#word.as)) {
        this.#bind(this.#at + 1, { kind: "import", name: module });
        this.#skip[this.#at + 1] = 1;
        this.#at += 2;
      } else {
        const root = this.#names.root(this.#symbols.name(this.#tokens.values[first]!));
        this.#bind(first, { kind: "import", name: root });
      }
      if (!this.#is(this.#at, comma)) return;
      this.#at++;
    }
  }

  /** Reads `a.b.c` and gives the public name, undefined where it is none. */
  #dottedName(): PublicName | undefined {
    let name: PublicName | undefined;
    let isFirst = true;
    for (; this.#isName(this.#at); this.#at++) {
      const symbol = this.#tokens.values[this.#at]!;
      this.#skip[this.#at] = 1;
      if (isFirst) name = this.#names.root(this.#symbols.name(symbol));
      else if (name) name = this.#names.child(name, symbol);
      isFirst = false;
      if (!this.#is(this.#at + 1, dot)) {
        this.#at++;
        break;
      }
      this.#at++;
    }
    return name;
  }

  #fromImport(): void {
    this.#at++;
    const isRelative = this.#is(this.#at, dot) || this.#is(this.#at, ellipsis);
    while (this.#is(this.#at, dot) || this.#is(this.#at, ellipsis)) this.#at++;
    const module = this.#isWord(this.#at, this.#word.import) ? undefined : this.#dottedName();
    const known = isRelative ? undefined : module;
    if (known && this.#names.frameworkOf(known)) this.#imported.push({ token: this.#at - 1, name: known });
    if (!this.#isWord(this.#at, this.#word.import)) return;
    this.#at++;
    if (this.#is(this.#at, star)) {
      if (known) this.#stars.push(known);
      this.#at++;
      return;
    }
    if (this.#is(this.#at, openRound)) this.#at++;
    this.#importedNames(known);
    if (this.#is(this.#at, closeRound)) this.#at++;
  }

  #importedNames(module: PublicName | undefined): void {
    while (this.#isIdentifier(this.#at)) {
      const token = this.#at;
      const name = module && this.#names.child(module, this.#tokens.values[token]!);
      if (name) this.#imported.push({ token, name });
      this.#skip[token] = 1;
      this.#at++;
      let bound = token;
      if (this.#isWord(this.#at, this.#word.as)) {
        bound = this.#at + 1;
        this.#skip[bound] = 1;
        this.#at += 2;
      }
      this.#bind(bound, { kind: "import", name });
      if (!this.#is(this.#at, comma)) return;
      this.#at++;
    }
  }

  // --- functions and classes ---------------------------------------------------------------------

  #function(indent: number): void {
    const nameToken = this.#at + 1;
    this.#at = nameToken;
    const scope: Scope = {
      kind: "function",
      parent: this.#scope,
      start: nameToken,
      end: this.#tokens.length,
      names: new Map(),
      local: undefined,
    };
    const own: OwnFunction = { scope, results: [] };
    if (this.#isIdentifier(nameToken)) {
      this.#bind(nameToken, { kind: "function", own });
      this.#skip[nameToken] = 1;
      this.#at++;
    }
    if (this.#is(this.#at, openSquare)) this.#skipBracket();
    const block = { start: nameToken, end: Number.MAX_SAFE_INTEGER };
    if (this.#is(this.#at, openRound)) this.#parameters(scope, block);
    if (this.#is(this.#at, arrow)) this.#expression(true);
    if (!this.#is(this.#at, colon)) return;
    this.#at++;
    this.#openScope(scope, block, indent);
    this.#functions.set(scope, own);
  }

  #openScope(inner: Scope, block: Block, indent: number): void {
    const scope = inner as { start: number };
    scope.start = this.#at;
    this.#scopes.push(inner);
    this.#levels.push({ indent, block, scope: inner });
    this.#scope = inner;
    this.#block = block;
  }

  #skipBracket(): void {
    const close = this.#tokens.partners[this.#at]!;
    this.#at = close > this.#at ? close + 1 : this.#at + 1;
  }

  /** Reads `(a, b: T = 1, *args, **kwargs)`; bindings go to the function's scope. */
  #parameters(scope: Scope, block: Block): void {
    const open = this.#at;
    const close = this.#tokens.partners[open]!;
    const own = this.#scope.kind === "class" ? this.#scope.own : undefined;
    let isFirst = true;
    this.#at++;
    while (this.#at < close || (close === 0 && !this.#isLineEnd(this.#at))) {
      const before = this.#at;
      while (this.#is(this.#at, star) || this.#is(this.#at, doubleStar)) this.#at++;
      if (this.#isIdentifier(this.#at)) {
        const token = this.#at;
        this.#skip[token] = 1;
        this.#at++;
        const annotation = this.#annotation();
        const fallback = this.#default();
        const self: Source | undefined = isFirst && own ? { kind: "self", own } : undefined;
        if (self) this.#selves.set(scope, this.#tokens.values[token]!);
        const input: Source | undefined =
          own && this.#isForward(open, token) ? { kind: "input", own } : undefined;
        this.#bindIn(scope, block, token, open, self ?? annotation ?? fallback ?? input ?? unknownSource);
      } else if (!this.#is(this.#at, comma)) this.#part();
      isFirst = false;
      if (this.#is(this.#at, comma)) this.#at++;
      if (this.#at === before) this.#at++;
    }
    if (close > 0) this.#at = close + 1;
  }

  /** Whether the method whose parameters open here takes what its object is called with. */
  #isForward(open: number, token: number): boolean {
    const isStarred = this.#is(token - 1, star) || this.#is(token - 1, doubleStar);
    return this.#isWord(open - 1, this.#word.forward) && !isStarred;
  }

  /** Reads `: T`, if it stands here. */
  #annotation(): Source | undefined {
    if (!this.#is(this.#at, colon)) return undefined;
    this.#at++;
    const from = this.#at;
    this.#part();
    return { kind: "annotation", from, to: this.#at };
  }

  /** Reads `= value`, if it stands here. */
  #default(): Source | undefined {
    if (!this.#is(this.#at, equals)) return undefined;
    this.#at++;
    const from = this.#at;
    this.#part();
    return { kind: "default", from, to: this.#at };
  }

  /** Moves past an expression inside brackets: up to `,`, `=` or the bracket's end. */
  #part(): void {
    const tokens = this.#tokens;
    while (!this.#isLineEnd(this.#at)) {
      if (tokens.kinds[this.#at] === PUNCTUATION) {
        const value = tokens.values[this.#at]!;
        if (value === comma || value === equals || value === closeRound || value === closeSquare) return;
        if (value === openRound || value === openSquare || value === openCurly) {
          this.#bracketed();
          continue;
        }
      } else if (this.#isWord(this.#at, this.#word.lambda)) {
        this.#lambda();
        continue;
      }
      this.#at++;
    }
  }

  /** Reads a whole bracket for the bindings inside it. */
  #bracketed(): void {
    const open = this.#at;
    const close = this.#tokens.partners[open]!;
    this.#at++;
    if (close === 0) return;
    this.#opens[0] = open;
    this.#openCount = 1;
    this.#scan(close, false);
    this.#at = close + 1;
  }

  #class(indent: number): void {
    const nameToken = this.#at + 1;
    this.#at = nameToken;
    const members = new Map<number, Binding[]>();
    const bases: (readonly [number, number])[] = [];
    const own = { bases, members } as { -readonly [K in keyof OwnClass]: OwnClass[K] };
    const scope: Scope = {
      kind: "class",
      parent: this.#scope,
      start: nameToken,
      end: this.#tokens.length,
      names: members,
      local: undefined,
      own,
    };
    own.scope = scope;
    if (this.#isIdentifier(nameToken)) {
      this.#skip[nameToken] = 1;
      this.#at++;
    }
    if (this.#is(this.#at, openSquare)) this.#skipBracket();
    if (this.#is(this.#at, openRound)) this.#bases(bases);
    // only now: `class State(State)` inherits from what had the name before
    if (this.#isIdentifier(nameToken)) this.#bind(nameToken, { kind: "class", own });
    while (!this.#isLineEnd(this.#at) && !this.#is(this.#at, colon)) this.#at++;
    if (!this.#is(this.#at, colon)) return;
    this.#at++;
    this.#openScope(scope, { start: this.#at, end: Number.MAX_SAFE_INTEGER }, indent);
  }

  #bases(bases: (readonly [number, number])[]): void {
    const close = this.#tokens.partners[this.#at]!;
    this.#at++;
    while (this.#at < close) {
      const from = this.#at;
      if (this.#isName(from) && this.#is(from + 1, equals)) {
        this.#skip[from] = 1;
        this.#at += 2;
        this.#part();
      } else {
        this.#part();
        bases.push([from, this.#at]);
      }
      if (this.#at < close) this.#at++;
    }
    if (close > 0) this.#at = close + 1;
  }

  #return(): void {
    this.#at++;
    const from = this.#at;
    this.#expression(false);
    this.#functions.get(this.#scope)?.results.push([from, this.#at]);
  }

  // --- compound statements -----------------------------------------------------------------------

  #for(indent: number): void {
    this.#at++;
    const from = this.#at;
    while (!this.#isLineEnd(this.#at) && !this.#isWord(this.#at, this.#word.in)) this.#at++;
    const targetEnd = this.#at;
    const iterable = this.#at + 1;
    this.#expression(true);
    const source: Source = { kind: "element", from: iterable, to: this.#at };
    this.#enter(indent);
    this.#targets(from, targetEnd, source);
  }

  #with(): void {
    this.#at++;
    const open = this.#at;
    const close = this.#is(open, openRound) ? this.#tokens.partners[open]! : 0;
    const isGrouped = close > 0 && this.#is(close + 1, colon);
    if (isGrouped) this.#at++;
    const end = isGrouped ? close : -1;
    while (!this.#isLineEnd(this.#at) && !this.#is(this.#at, colon) && this.#at !== end) {
      const from = this.#at;
      this.#withItem(end);
      const to = this.#at;
      if (this.#isWord(this.#at, this.#word.as)) {
        this.#at++;
        const target = this.#at;
        this.#withItem(end);
        this.#targets(target, this.#at, { kind: "expression", from, to });
      }
      if (this.#is(this.#at, comma)) this.#at++;
      else if (this.#at === from) this.#at++;
    }
    if (isGrouped) this.#at = close + 1;
    if (this.#is(this.#at, colon)) this.#at++;
  }

  #withItem(end: number): void {
    while (!this.#isLineEnd(this.#at) && this.#at !== end) {
      if (this.#is(this.#at, colon) || this.#is(this.#at, comma) || this.#isWord(this.#at, this.#word.as))
        return;
      if (this.#isOpener(this.#at)) this.#bracketed();
      else if (this.#isWord(this.#at, this.#word.lambda)) this.#lambda();
      else this.#at++;
    }
  }

  #isOpener(i: number): boolean {
    if (this.#tokens.kinds[i] !== PUNCTUATION) return false;
    const value = this.#tokens.values[i];
    return value === openRound || value === openSquare || value === openCurly;
  }

  #except(indent: number): void {
    this.#at++;
    while (!this.#isLineEnd(this.#at) && !this.#is(this.#at, colon)) {
      if (this.#isWord(this.#at, this.#word.as) && this.#isIdentifier(this.#at + 1)) {
        this.#skip[this.#at + 1] = 1;
        this.#bind(this.#at + 1, unknownSource);
      }
      this.#at++;
    }
    this.#enter(indent);
  }

  #global(isGlobal: boolean): void {
    this.#at++;
    const names = this.#globals.get(this.#scope) ?? new Set<number>();
    for (; !this.#isLineEnd(this.#at) && !this.#is(this.#at, semicolon); this.#at++) {
      if (!this.#isIdentifier(this.#at)) continue;
      this.#skip[this.#at] = 1;
      if (isGlobal) names.add(this.#tokens.values[this.#at]!);
    }
    this.#globals.set(this.#scope, names);
  }

  /** Names that are deleted are not used. */
  #delete(): void {
    const from = this.#at + 1;
    this.#expression(false);
    for (let i = from; i < this.#at; i++) if (this.#isIdentifier(i)) this.#skip[i] = 1;
  }

  /** `match x:` and `case Point(a, b):` are statements only if their line ends in a colon. */
  #matchOrAssignment(indent: number, isCase: boolean): void {
    const next = this.#at + 1;
    const isPlain =
      this.#is(next, equals) || this.#is(next, dot) || this.#is(next, comma) || this.#isLineEnd(next);
    const colonAt = isPlain ? 0 : this.#colonBeforeLineEnd(next);
    if (colonAt === 0) {
      this.#assignment();
      return;
    }
    this.#skip[this.#at] = 1;
    this.#at++;
    if (isCase) {
      for (let i = this.#at; i < colonAt; i++) this.#capture(i);
    }
    this.#at = colonAt;
    if (isCase) this.#enter(indent);
    else this.#at++;
  }

  #capture(i: number): void {
    if (!this.#isIdentifier(i) || this.#is(i - 1, dot)) return;
    if (this.#is(i + 1, dot) || this.#is(i + 1, openRound) || this.#is(i + 1, equals)) return;
    this.#skip[i] = 1;
    this.#bind(i, unknownSource);
  }

  /** The first colon outside brackets, 0 if there is none or nothing stands before it. */
  #colonBeforeLineEnd(from: number): number {
    for (let i = from; !this.#isLineEnd(i); i++) {
      if (this.#is(i, colon)) return i > from ? i : 0;
      if (this.#is(i, equals)) return 0;
      if (this.#isOpener(i) && this.#tokens.partners[i]! > i) i = this.#tokens.partners[i]!;
    }
    return 0;
  }

  // --- expressions and assignments ---------------------------------------------------------------

  /** Moves past an expression; with `toColon` it ends before the colon of a compound statement. */
  #expression(toColon: boolean): void {
    this.#scan(this.#tokens.length, toColon);
  }

  #assignment(): void {
    const start = this.#at;
    this.#scan(this.#tokens.length, false);
    const end = this.#at;
    if (this.#equalsCount === 0) {
      if (this.#colon > 0)
        this.#targets(start, this.#colon, { kind: "annotation", from: this.#colon + 1, to: end });
      return;
    }
    const value = this.#equals[this.#equalsCount - 1]! + 1;
    let from = start;
    for (let i = 0; i < this.#equalsCount; i++) {
      const mark = this.#equals[i]!;
      const to = this.#colon > from && this.#colon < mark ? this.#colon : mark;
      this.#targets(from, to, { kind: "expression", from: value, to: end });
      from = mark + 1;
    }
  }

  /**
   * Reads up to `end`, the end of the statement, or a colon outside brackets, and binds what
   * comprehensions, lambdas and `:=` bind on the way. `#opens` are the brackets around the
   * start; `#equals` and `#colon` are where those stand outside brackets.
   */
  #scan(end: number, toColon: boolean): void {
    const tokens = this.#tokens;
    const opens = this.#opens;
    const floor = this.#openCount;
    let count = floor;
    this.#equalsCount = 0;
    this.#colon = 0;
    while (this.#at < end) {
      const i = this.#at;
      const kind = tokens.kinds[i];
      if (kind === LINE) break;
      if (kind === PUNCTUATION) {
        const value = tokens.values[i]!;
        if (value === openRound || value === openSquare || value === openCurly) opens[count++] = i;
        else if (value === closeRound || value === closeSquare || value === closeCurly) {
          const partner = tokens.partners[i]!;
          if (partner > 0) while (count > floor && opens[count - 1]! >= partner) count--;
        } else if (count === 0) {
          if (value === semicolon || (value === colon && toColon)) break;
          if (value === colon && this.#colon === 0) this.#colon = i;
          else if (value === equals) this.#equals[this.#equalsCount++] = i;
        }
        if (value === walrus && this.#isIdentifier(i - 1)) this.#walrus(i);
        else if (value === equals && count > 0) this.#skip[i - 1] = 1;
      } else if (kind === NAME) {
        const symbol = tokens.values[i];
        if (symbol === this.#word.for && count > 0) this.#comprehension(opens[count - 1]!);
        else if (symbol === this.#word.lambda) {
          this.#lambda();
          continue;
        }
      }
      this.#at++;
    }
    this.#openCount = 0;
  }

  #walrus(operator: number): void {
    let to = operator + 1;
    for (let steps = 0; steps < longestLambda && !this.#isLineEnd(to); steps++) {
      if (this.#is(to, closeRound) || this.#is(to, comma) || this.#is(to, closeSquare) || this.#is(to, colon))
        break;
      const partner = this.#isOpener(to) ? this.#tokens.partners[to]! : 0;
      to = partner > to ? partner + 1 : to + 1;
    }
    this.#skip[operator - 1] = 1;
    this.#bind(operator - 1, { kind: "expression", from: operator + 1, to });
  }

  /** `for a, b in …` inside a bracket: a and b hold in that bracket. */
  #comprehension(open: number): void {
    const close = this.#tokens.partners[open]! || this.#at + 60;
    let i = this.#at + 1;
    const first = i;
    while (i < close && !this.#isWord(i, this.#word.in) && !this.#isLineEnd(i) && i - first < longestLambda)
      i++;
    const iterable = i + 1;
    let to = iterable;
    while (
      to < close &&
      to - iterable < longestLambda &&
      !this.#isWord(to, this.#word.if) &&
      !this.#isWord(to, this.#word.for)
    ) {
      const partner = this.#isOpener(to) ? this.#tokens.partners[to]! : 0;
      to = partner > to ? partner + 1 : to + 1;
    }
    const isSingle = i === first + 1;
    let index = 0;
    for (let target = first; target < i; target++) {
      if (this.#is(target, comma)) index++;
      else if (this.#isOpener(target)) index = Number.NaN;
      if (!this.#isIdentifier(target) || this.#is(target - 1, dot)) continue;
      this.#skip[target] = 1;
      const element: Source = { kind: "element", from: iterable, to };
      const part: Source = Number.isNaN(index) ? unknownSource : { ...element, index };
      this.#bindLocal(target, open, close, isSingle ? element : part);
    }
  }

  #lambda(): void {
    const lambda = this.#at;
    const parameters: number[] = [];
    this.#at++;
    while (!this.#isLineEnd(this.#at) && !this.#is(this.#at, colon)) {
      const before = this.#at;
      if (this.#isIdentifier(this.#at)) {
        parameters.push(this.#at);
        this.#skip[this.#at] = 1;
        this.#at++;
        if (this.#is(this.#at, equals)) this.#defaultOfLambda();
      } else this.#at++;
      if (this.#isOpener(before)) this.#at = Math.max(this.#at, this.#tokens.partners[before]! + 1);
    }
    this.#at++;
    const end = this.#bodyEnd(this.#at);
    for (const token of parameters) this.#bindLocal(token, lambda, end, unknownSource);
  }

  #defaultOfLambda(): void {
    this.#at++;
    while (!this.#isLineEnd(this.#at) && !this.#is(this.#at, comma) && !this.#is(this.#at, colon)) {
      if (this.#isOpener(this.#at)) this.#skipBracket();
      else this.#at++;
    }
  }

  #bodyEnd(from: number): number {
    let i = from;
    for (let steps = 0; steps < longestLambda && !this.#isLineEnd(i); steps++) {
      if (this.#tokens.kinds[i] === PUNCTUATION) {
        const value = this.#tokens.values[i];
        if (value === comma || value === closeRound || value === closeSquare || value === closeCurly) break;
        const partner = this.#isOpener(i) ? this.#tokens.partners[i]! : 0;
        if (partner > i) i = partner;
      }
      i++;
    }
    return i;
  }

  // --- bindings ----------------------------------------------------------------------------------

  /** Binds the targets written in `[from, to)`: a name, `self.name`, or several in a tuple. */
  #targets(from: number, to: number, source: Source, depth = 0): void {
    if (to === from + 1 || depth > deepestTarget) {
      if (to === from + 1) this.#target(from, to, source);
      return;
    }
    if (this.#isOpener(from) && this.#tokens.partners[from] === to - 1) {
      this.#targets(from + 1, to - 1, source, depth + 1);
      return;
    }
    const parts = this.#parts(from, to);
    if (parts.length === 1 && parts[0]![1] === to) {
      this.#target(from, to, source);
      return;
    }
    parts.forEach(([start, end], index) => {
      const isStarred = this.#is(start, star);
      const isKnown = source.kind === "expression" || source.kind === "element";
      const element: Source =
        isKnown && source.index === undefined && !isStarred ? { ...source, index } : unknownSource;
      this.#targets(isStarred ? start + 1 : start, end, element, depth + 1);
    });
  }

  /** The ranges between the commas outside brackets. */
  #parts(from: number, to: number): (readonly [number, number])[] {
    const parts: (readonly [number, number])[] = [];
    let start = from;
    for (let i = from; i < to; i++) {
      if (this.#is(i, comma)) {
        parts.push([start, i]);
        start = i + 1;
      } else if (this.#isOpener(i) && this.#tokens.partners[i]! > i) i = this.#tokens.partners[i]!;
    }
    if (start < to) parts.push([start, to]);
    return parts;
  }

  #target(from: number, to: number, source: Source): void {
    if (to === from + 1 && this.#isIdentifier(from)) {
      this.#skip[from] = 1;
      this.#bind(from, source);
    } else if (to === from + 3 && this.#isName(from) && this.#is(from + 1, dot) && this.#isName(from + 2)) {
      const own = this.#ownOf(this.#tokens.values[from]!);
      if (own) this.#add(own.members, from + 2, this.#at, this.#scope, this.#block, source);
    }
  }

  /** The class whose object a name stands for here. */
  #ownOf(symbol: number): OwnClass | undefined {
    for (let scope: Scope | undefined = this.#scope; scope; scope = scope.parent) {
      if (this.#selves.get(scope) === symbol) return scope.parent?.own;
      if (scope.kind !== "function") return undefined;
    }
    return undefined;
  }

  #bind(token: number, source: Source): void {
    const symbol = this.#tokens.values[token]!;
    const isGlobal = this.#globals.get(this.#scope)?.has(symbol) ?? false;
    const scope = isGlobal ? this.#scopes[0]! : this.#scope;
    this.#add(scope.names, token, Math.max(this.#at, token), this.#scope, this.#block, source);
  }

  #bindIn(scope: Scope, block: Block, token: number, at: number, source: Source): void {
    // annotations and defaults are read in the scope around the function
    const isOuter = source.kind === "annotation" || source.kind === "default";
    this.#add(scope.names, token, at, isOuter ? this.#scope : scope, block, source);
  }

  #bindLocal(token: number, start: number, end: number, source: Source): void {
    this.#scope.local ??= new Map();
    this.#add(this.#scope.local, token, start, this.#scope, { start, end }, source);
  }

  #add(
    names: Map<number, Binding[]>,
    token: number,
    at: number,
    scope: Scope,
    block: Block,
    source: Source,
  ): void {
    const symbol = this.#tokens.values[token]!;
    const binding = bindingOf(at, token, scope, block, source);
    if (mayMatter(source, this.#tokens)) this.#hot[symbol] = 1;
    const bindings = names.get(symbol);
    if (bindings) bindings.push(binding);
    else names.set(symbol, [binding]);
  }
}
