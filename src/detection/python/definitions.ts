import type { Binding, Block, OwnClass, OwnFunction, Scope, Source } from "../program";
import { unknownSource } from "../program";
import type { ProgramBuilder } from "../program-builder";
import { code, type Tokens } from "../tokens";
import type { PythonBindings } from "./bindings";
import type { PythonCursor } from "./cursor";
import type { PythonExpressions } from "./expressions";
import type { PythonWords } from "./words";

const openRound = code("(");
const openSquare = code("[");
const comma = code(",");
const colon = code(":");
const equals = code("=");
const star = code("*");
const doubleStar = code("**");
const arrow = code("->");

/** Reads the heads of `def` and `class`: names, parameters, bases; what follows is read in the scope they open. */
export class PythonDefinitions {
  readonly #cursor: PythonCursor;
  readonly #bindings: PythonBindings;
  readonly #expressions: PythonExpressions;
  readonly #program: ProgramBuilder;
  readonly #tokens: Tokens;
  readonly #word: PythonWords;

  constructor(
    cursor: PythonCursor,
    bindings: PythonBindings,
    expressions: PythonExpressions,
    program: ProgramBuilder,
    words: PythonWords,
  ) {
    this.#cursor = cursor;
    this.#bindings = bindings;
    this.#expressions = expressions;
    this.#program = program;
    this.#tokens = program.tokens;
    this.#word = words;
  }

  function(indent: number): void {
    const nameToken = this.#cursor.at + 1;
    this.#cursor.at = nameToken;
    const scope = this.#bindings.newScope("function", this.#bindings.scope, nameToken);
    const own: OwnFunction = { scope, results: [] };
    if (this.#cursor.isIdentifier(nameToken)) {
      this.#bindings.bind(nameToken, { kind: "function", own });
      this.#program.skip[nameToken] = 1;
      this.#cursor.at++;
    }
    if (this.#cursor.is(this.#cursor.at, openSquare)) this.#cursor.skipBracket();
    const block = { start: nameToken, end: Number.MAX_SAFE_INTEGER };
    if (this.#cursor.is(this.#cursor.at, openRound)) this.#parameters(scope, block);
    if (this.#cursor.is(this.#cursor.at, arrow)) this.#expressions.expression(true);
    if (!this.#cursor.is(this.#cursor.at, colon)) return;
    this.#cursor.at++;
    this.#bindings.openScope(scope, block, indent);
    this.#bindings.setFunction(scope, own);
  }

  /** Reads `(a, b: T = 1, *args, **kwargs)`; bindings go to the function's scope. */
  #parameters(scope: Scope, block: Block): void {
    const open = this.#cursor.at;
    const close = this.#tokens.partners[open]!;
    const own = this.#bindings.scope.kind === "class" ? this.#bindings.scope.own : undefined;
    let isFirst = true;
    this.#cursor.at++;
    while (this.#cursor.at < close || (close === 0 && !this.#cursor.isLineEnd(this.#cursor.at))) {
      const before = this.#cursor.at;
      while (this.#cursor.is(this.#cursor.at, star) || this.#cursor.is(this.#cursor.at, doubleStar))
        this.#cursor.at++;
      if (this.#cursor.isIdentifier(this.#cursor.at)) {
        const token = this.#cursor.at;
        this.#program.skip[token] = 1;
        this.#cursor.at++;
        const annotation = this.#annotation();
        const fallback = this.#default();
        const self: Source | undefined = isFirst && own ? { kind: "self", own } : undefined;
        if (self) this.#bindings.setSelf(scope, this.#tokens.values[token]!);
        const input: Source | undefined =
          own && this.#isForward(open, token) ? { kind: "input", own } : undefined;
        this.#bindings.bindIn(
          scope,
          block,
          token,
          open,
          self ?? annotation ?? fallback ?? input ?? unknownSource,
        );
      } else if (!this.#cursor.is(this.#cursor.at, comma)) this.#expressions.part();
      isFirst = false;
      if (this.#cursor.is(this.#cursor.at, comma)) this.#cursor.at++;
      if (this.#cursor.at === before) this.#cursor.at++;
    }
    if (close > 0) this.#cursor.at = close + 1;
  }

  /** Whether the method whose parameters open here takes what its object is called with. */
  #isForward(open: number, token: number): boolean {
    const isStarred = this.#cursor.is(token - 1, star) || this.#cursor.is(token - 1, doubleStar);
    return this.#cursor.isWord(open - 1, this.#word.forward) && !isStarred;
  }

  /** Reads `: T`, if it stands here. */
  #annotation(): Source | undefined {
    if (!this.#cursor.is(this.#cursor.at, colon)) return undefined;
    this.#cursor.at++;
    const from = this.#cursor.at;
    this.#expressions.part();
    return { kind: "annotation", from, to: this.#cursor.at };
  }

  /** Reads `= value`, if it stands here. */
  #default(): Source | undefined {
    if (!this.#cursor.is(this.#cursor.at, equals)) return undefined;
    this.#cursor.at++;
    const from = this.#cursor.at;
    this.#expressions.part();
    return { kind: "default", from, to: this.#cursor.at };
  }

  class(indent: number): void {
    const nameToken = this.#cursor.at + 1;
    this.#cursor.at = nameToken;
    const members = new Map<number, Binding[]>();
    const bases: (readonly [number, number])[] = [];
    const own = { bases, members } as { -readonly [K in keyof OwnClass]: OwnClass[K] };
    const scope = this.#bindings.newScope("class", this.#bindings.scope, nameToken, own as OwnClass);
    own.scope = scope;
    if (this.#cursor.isIdentifier(nameToken)) {
      this.#program.skip[nameToken] = 1;
      this.#cursor.at++;
    }
    if (this.#cursor.is(this.#cursor.at, openSquare)) this.#cursor.skipBracket();
    if (this.#cursor.is(this.#cursor.at, openRound)) this.#bases(bases);
    // only now: `class State(State)` inherits from what had the name before
    if (this.#cursor.isIdentifier(nameToken)) this.#bindings.bind(nameToken, { kind: "class", own });
    while (!this.#cursor.isLineEnd(this.#cursor.at) && !this.#cursor.is(this.#cursor.at, colon))
      this.#cursor.at++;
    if (!this.#cursor.is(this.#cursor.at, colon)) return;
    this.#cursor.at++;
    this.#bindings.openScope(scope, { start: this.#cursor.at, end: Number.MAX_SAFE_INTEGER }, indent);
  }

  #bases(bases: (readonly [number, number])[]): void {
    const close = this.#tokens.partners[this.#cursor.at]!;
    this.#cursor.at++;
    while (this.#cursor.at < close) {
      const from = this.#cursor.at;
      if (this.#cursor.isName(from) && this.#cursor.is(from + 1, equals)) {
        this.#program.skip[from] = 1;
        this.#cursor.at += 2;
        this.#expressions.part();
      } else {
        this.#expressions.part();
        bases.push([from, this.#cursor.at]);
      }
      if (this.#cursor.at < close) this.#cursor.at++;
    }
    if (close > 0) this.#cursor.at = close + 1;
  }
}
