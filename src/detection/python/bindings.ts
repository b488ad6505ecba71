import type { Block, OwnClass, OwnFunction, Scope, Source } from "../program";
import { unknownSource } from "../program";
import type { ProgramBuilder } from "../program-builder";
import { code } from "../tokens";
import type { PythonCursor } from "./cursor";

const dot = code(".");
const star = code("*");

/** Tuples inside tuples are taken apart no deeper than this. */
const deepestTarget = 8;

/** An indented part of the source that is open: a block, or the body of a function or class. */
export interface Level {
  readonly indent: number;
  readonly block: Block;
  readonly scope: Scope | undefined;
}

/** Keeps the scopes and blocks that are open where the cursor stands, and binds names in them. */
export class PythonBindings {
  readonly #cursor: PythonCursor;
  readonly #program: ProgramBuilder;
  readonly #root: Block = { start: 0, end: Number.MAX_SAFE_INTEGER };
  readonly #module: Scope;
  readonly #levels: Level[] = [];
  readonly #globals = new Map<Scope, Set<number>>();
  readonly #functions = new Map<Scope, OwnFunction>();
  /** First parameter of each method: the object itself. */
  readonly #selves = new Map<Scope, number>();
  /** Scopes in order of their start. */
  scopes: Scope[];
  scope: Scope;
  block: Block = this.#root;

  constructor(cursor: PythonCursor, program: ProgramBuilder) {
    this.#cursor = cursor;
    this.#program = program;
    this.#module = this.newScope("module", undefined, 0);
    this.scope = this.#module;
    this.scopes = [this.#module];
  }

  newScope(kind: Scope["kind"], parent: Scope | undefined, start: number, own?: OwnClass): Scope {
    return {
      kind,
      parent,
      start,
      end: this.#cursor.tokens.length,
      names: own?.members ?? new Map(),
      local: undefined,
      ...(own && { own }),
    };
  }

  /** Closes what is indented as far as the next token's line or further; it ends before that token. */
  dedent(indent: number): void {
    const levels = this.#levels;
    while (levels.length > 0 && levels.at(-1)!.indent >= indent) {
      const { block, scope } = levels.pop()!;
      // what is bound in a function's own block holds wherever the function's names do
      block.end = scope ? this.#cursor.at + 1 : this.#cursor.at;
      if (scope) {
        scope.end = this.#cursor.at;
        this.scope = scope.parent!;
      }
      this.block = levels.at(-1)?.block ?? this.#root;
    }
  }

  /** Opens a block after the head of a compound statement with this indentation. */
  openBlock(indent: number): void {
    this.block = { start: this.#cursor.at, end: Number.MAX_SAFE_INTEGER };
    this.#levels.push({ indent, block: this.block, scope: undefined });
  }

  /** Opens the scope of a function or class after its head. */
  openScope(inner: Scope, block: Block, indent: number): void {
    (inner as { start: number }).start = this.#cursor.at;
    this.scopes.push(inner);
    this.resume({ indent, block, scope: inner });
  }

  /** The one level that is open, if it is that of a function or class of the module itself. */
  get outermost(): Level | undefined {
    const [level] = this.#levels;
    return this.#levels.length === 1 && level?.scope ? level : undefined;
  }

  /** Opens a level, again if it was closed before. */
  resume(level: Level): void {
    this.#levels.push(level);
    this.scope = level.scope ?? this.scope;
    this.block = level.block;
  }

  /** What a function of this scope returns belongs to `own`. */
  setFunction(scope: Scope, own: OwnFunction): void {
    this.#functions.set(scope, own);
  }

  /** The open function returns the expression `[from, to)`. */
  addResult(from: number, to: number): void {
    this.#functions.get(this.scope)?.results.push([from, to]);
  }

  /** In the scope of a method, `symbol` is the object itself. */
  setSelf(scope: Scope, symbol: number): void {
    this.#selves.set(scope, symbol);
  }

  /** From here on the open scope binds this name in the module. */
  makeGlobal(symbol: number): void {
    const names = this.#globals.get(this.scope) ?? new Set<number>();
    this.#globals.set(this.scope, names.add(symbol));
  }

  /** Binds the targets written in `[from, to)`: a name, `self.name`, or several in a tuple. */
  targets(from: number, to: number, source: Source, depth = 0): void {
    if (to === from + 1 || depth > deepestTarget) {
      if (to === from + 1) this.#target(from, to, source);
      return;
    }
    if (this.#cursor.isOpener(from) && this.#cursor.tokens.partners[from] === to - 1) {
      this.targets(from + 1, to - 1, source, depth + 1);
      return;
    }
    const parts = this.#cursor.parts(from, to);
    if (parts.length === 1 && parts[0]![1] === to) {
      this.#target(from, to, source);
      return;
    }
    parts.forEach(([start, end], index) => {
      const isStarred = this.#cursor.is(start, star);
      const isKnown = source.kind === "expression" || source.kind === "element";
      const element: Source =
        isKnown && source.index === undefined && !isStarred ? { ...source, index } : unknownSource;
      this.targets(isStarred ? start + 1 : start, end, element, depth + 1);
    });
  }

  #target(from: number, to: number, source: Source): void {
    if (to === from + 1 && this.#cursor.isIdentifier(from)) {
      this.#program.skip[from] = 1;
      this.bind(from, source);
    } else if (
      to === from + 3 &&
      this.#cursor.isName(from) &&
      this.#cursor.is(from + 1, dot) &&
      this.#cursor.isName(from + 2)
    ) {
      const own = this.#ownOf(this.#cursor.tokens.values[from]!);
      if (own) this.#program.add(own.members, from + 2, this.#cursor.at, this.scope, this.block, source);
    }
  }

  /** The class whose object a name stands for here. */
  #ownOf(symbol: number): OwnClass | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      if (this.#selves.get(scope) === symbol) return scope.parent?.own;
      if (scope.kind !== "function") return undefined;
    }
    return undefined;
  }

  bind(token: number, source: Source): void {
    const symbol = this.#cursor.tokens.values[token]!;
    const isGlobal = this.#globals.get(this.scope)?.has(symbol) ?? false;
    const scope = isGlobal ? this.#module : this.scope;
    this.#program.add(scope.names, token, Math.max(this.#cursor.at, token), this.scope, this.block, source);
  }

  bindIn(scope: Scope, block: Block, token: number, at: number, source: Source): void {
    // annotations and defaults are read in the scope around the function
    const isOuter = source.kind === "annotation" || source.kind === "default";
    this.#program.add(scope.names, token, at, isOuter ? this.scope : scope, block, source);
  }

  bindLocal(token: number, start: number, end: number, source: Source): void {
    this.scope.local ??= new Map();
    this.#program.add(this.scope.local, token, start, this.scope, { start, end }, source);
  }
}
