import type { Program, Source } from "../program";
import { unknownSource } from "../program";
import { ProgramBuilder } from "../program-builder";
import type { PublicNames } from "../public-names";
import type { Symbols } from "../symbols";
import { code, LINE, NAME, type Tokens } from "../tokens";
import { type Level, PythonBindings } from "./bindings";
import { PythonCursor } from "./cursor";
import { PythonDefinitions } from "./definitions";
import { PythonExpressions } from "./expressions";
import { PythonImports } from "./imports";
import type { PythonWords } from "./words";

const openRound = code("(");
const comma = code(",");
const colon = code(":");
const semicolon = code(";");
const equals = code("=");
const dot = code(".");

/** The body of a function or class of the module, tokens `[from, to)`, which is read when something asks for it. */
interface Waiting {
  readonly level: Level;
  readonly from: number;
  readonly to: number;
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

/** Reads statement after statement, and leaves their parts to the other modules of this folder. */
class PythonReader {
  readonly #tokens: Tokens;
  readonly #word: PythonWords;
  readonly #program: ProgramBuilder;
  readonly #cursor: PythonCursor;
  readonly #bindings: PythonBindings;
  readonly #expressions: PythonExpressions;
  readonly #imports: PythonImports;
  readonly #definitions: PythonDefinitions;
  /** Bodies that were passed over, in order. */
  readonly #waiting: Waiting[] = [];

  constructor(tokens: Tokens, symbols: Symbols, names: PublicNames, words: PythonWords) {
    this.#tokens = tokens;
    this.#word = words;
    this.#program = new ProgramBuilder(tokens, symbols);
    this.#cursor = new PythonCursor(tokens, words);
    this.#bindings = new PythonBindings(this.#cursor, this.#program);
    this.#expressions = new PythonExpressions(this.#cursor, this.#bindings, this.#program, words);
    this.#imports = new PythonImports(this.#cursor, this.#bindings, this.#program, names, words);
    this.#definitions = new PythonDefinitions(
      this.#cursor,
      this.#bindings,
      this.#expressions,
      this.#program,
      words,
    );
  }

  read(): Program {
    this.#lines(this.#tokens.length, true);
    this.#bindings.dedent(-1);
    const { tokens, symbols, imported, stars, skip, hot } = this.#program;
    const readOn = (from: number, to: number): void => this.#readOn(from, to);
    return { tokens, symbols, scopes: this.#bindings.scopes, imported, stars, skip, hot, readOn };
  }

  /** Reads the logical lines before token `end`; where something may wait, it is put off. */
  #lines(end: number, mayWait: boolean): void {
    const { kinds, values } = this.#tokens;
    const cursor = this.#cursor;
    while (cursor.at < end) {
      if (kinds[cursor.at] !== LINE) {
        cursor.at++;
        continue;
      }
      const indent = values[cursor.at]!;
      this.#bindings.dedent(indent);
      const level = mayWait ? this.#bindings.outermost : undefined;
      const to = level?.scope?.start === cursor.at ? this.#endOfWaiting(level.indent) : 0;
      if (level && to > 0) {
        this.#waiting.push({ level, from: cursor.at, to });
        cursor.at = to;
        continue;
      }
      cursor.at++;
      this.#statements(indent);
    }
  }

  /**
   * Where the body ends that starts with the next line, after a head with this indentation; 0 where it cannot
   * wait, because it imports something or binds names of the module.
   */
  #endOfWaiting(indent: number): number {
    const { kinds, values, length } = this.#tokens;
    const { import: imports, global } = this.#word;
    let i = this.#cursor.at;
    for (; i < length; i++) {
      const kind = kinds[i];
      if (kind === LINE && values[i]! <= indent) break;
      if (kind === NAME && (values[i] === imports || values[i] === global)) return 0;
    }
    return i;
  }

  /** See {@link Program.readOn}. */
  #readOn(from: number, to: number): void {
    const waiting = this.#waiting;
    let first = 0;
    let end = waiting.length;
    while (first < end) {
      const middle = (first + end) >> 1;
      if (waiting[middle]!.to <= from) first = middle + 1;
      else end = middle;
    }
    while (end < waiting.length && waiting[end]!.from < to) end++;
    if (end === first) return;
    for (const part of waiting.splice(first, end - first)) {
      this.#cursor.at = part.from;
      this.#bindings.resume(part.level);
      this.#lines(part.to, false);
      this.#bindings.dedent(-1);
    }
    // scopes are in order of their start
    this.#bindings.scopes.sort((a, b) => a.start - b.start);
  }

  /** Reads the statements of one logical line, whose first token is the next one. */
  #statements(indent: number): void {
    while (!this.#cursor.isLineEnd(this.#cursor.at)) {
      const before = this.#cursor.at;
      this.#statement(indent);
      if (this.#cursor.is(this.#cursor.at, semicolon)) this.#cursor.at++;
      if (this.#cursor.at === before) this.#cursor.at++;
    }
  }

  #statement(indent: number): void {
    if (this.#cursor.isWord(this.#cursor.at, this.#word.async)) this.#cursor.at++;
    const symbol = this.#cursor.isName(this.#cursor.at) ? this.#tokens.values[this.#cursor.at]! : -1;
    const word = this.#word;
    switch (symbol) {
      case word.import:
        this.#imports.import();
        return;
      case word.from:
        this.#imports.fromImport();
        return;
      case word.def:
        this.#definitions.function(indent);
        return;
      case word.class:
        this.#definitions.class(indent);
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
        this.#expressions.expression(true);
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
    if (!this.#cursor.is(this.#cursor.at, colon)) return;
    this.#cursor.at++;
    this.#bindings.openBlock(indent);
  }

  #return(): void {
    this.#cursor.at++;
    const from = this.#cursor.at;
    this.#expressions.expression(false);
    this.#bindings.addResult(from, this.#cursor.at);
  }

  #for(indent: number): void {
    this.#cursor.at++;
    const from = this.#cursor.at;
    while (!this.#cursor.isLineEnd(this.#cursor.at) && !this.#cursor.isWord(this.#cursor.at, this.#word.in))
      this.#cursor.at++;
    const targetEnd = this.#cursor.at;
    const iterable = this.#cursor.at + 1;
    this.#expressions.expression(true);
    const source: Source = { kind: "element", from: iterable, to: this.#cursor.at };
    this.#enter(indent);
    this.#bindings.targets(from, targetEnd, source);
  }

  #with(): void {
    this.#cursor.at++;
    const open = this.#cursor.at;
    const close = this.#cursor.is(open, openRound) ? this.#tokens.partners[open]! : 0;
    const isGrouped = close > 0 && this.#cursor.is(close + 1, colon);
    if (isGrouped) this.#cursor.at++;
    const end = isGrouped ? close : -1;
    while (
      !this.#cursor.isLineEnd(this.#cursor.at) &&
      !this.#cursor.is(this.#cursor.at, colon) &&
      this.#cursor.at !== end
    ) {
      const from = this.#cursor.at;
      this.#withItem(end);
      const to = this.#cursor.at;
      if (this.#cursor.isWord(this.#cursor.at, this.#word.as)) {
        this.#cursor.at++;
        const target = this.#cursor.at;
        this.#withItem(end);
        this.#bindings.targets(target, this.#cursor.at, { kind: "expression", from, to });
      }
      if (this.#cursor.is(this.#cursor.at, comma)) this.#cursor.at++;
      else if (this.#cursor.at === from) this.#cursor.at++;
    }
    if (isGrouped) this.#cursor.at = close + 1;
    if (this.#cursor.is(this.#cursor.at, colon)) this.#cursor.at++;
  }

  #withItem(end: number): void {
    while (!this.#cursor.isLineEnd(this.#cursor.at) && this.#cursor.at !== end) {
      if (
        this.#cursor.is(this.#cursor.at, colon) ||
        this.#cursor.is(this.#cursor.at, comma) ||
        this.#cursor.isWord(this.#cursor.at, this.#word.as)
      )
        return;
      if (this.#cursor.isOpener(this.#cursor.at)) this.#expressions.bracketed();
      else if (this.#cursor.isWord(this.#cursor.at, this.#word.lambda)) this.#expressions.lambda();
      else this.#cursor.at++;
    }
  }

  #except(indent: number): void {
    this.#cursor.at++;
    while (!this.#cursor.isLineEnd(this.#cursor.at) && !this.#cursor.is(this.#cursor.at, colon)) {
      if (
        this.#cursor.isWord(this.#cursor.at, this.#word.as) &&
        this.#cursor.isIdentifier(this.#cursor.at + 1)
      ) {
        this.#program.skip[this.#cursor.at + 1] = 1;
        this.#bindings.bind(this.#cursor.at + 1, unknownSource);
      }
      this.#cursor.at++;
    }
    this.#enter(indent);
  }

  #global(isGlobal: boolean): void {
    this.#cursor.at++;
    for (
      ;
      !this.#cursor.isLineEnd(this.#cursor.at) && !this.#cursor.is(this.#cursor.at, semicolon);
      this.#cursor.at++
    ) {
      if (!this.#cursor.isIdentifier(this.#cursor.at)) continue;
      this.#program.skip[this.#cursor.at] = 1;
      if (isGlobal) this.#bindings.makeGlobal(this.#tokens.values[this.#cursor.at]!);
    }
  }

  /** Names that are deleted are not used. */
  #delete(): void {
    const from = this.#cursor.at + 1;
    this.#expressions.expression(false);
    for (let i = from; i < this.#cursor.at; i++) if (this.#cursor.isIdentifier(i)) this.#program.skip[i] = 1;
  }

  /** `match x:` and `case Point(a, b):` are statements only if their line ends in a colon. */
  #matchOrAssignment(indent: number, isCase: boolean): void {
    const next = this.#cursor.at + 1;
    const isPlain =
      this.#cursor.is(next, equals) ||
      this.#cursor.is(next, dot) ||
      this.#cursor.is(next, comma) ||
      this.#cursor.isLineEnd(next);
    const colonAt = isPlain ? 0 : this.#colonBeforeLineEnd(next);
    if (colonAt === 0) {
      this.#assignment();
      return;
    }
    this.#program.skip[this.#cursor.at] = 1;
    this.#cursor.at++;
    if (isCase) {
      for (let i = this.#cursor.at; i < colonAt; i++) this.#capture(i);
    }
    this.#cursor.at = colonAt;
    if (isCase) this.#enter(indent);
    else this.#cursor.at++;
  }

  #capture(i: number): void {
    if (!this.#cursor.isIdentifier(i) || this.#cursor.is(i - 1, dot)) return;
    if (this.#cursor.is(i + 1, dot) || this.#cursor.is(i + 1, openRound) || this.#cursor.is(i + 1, equals))
      return;
    this.#program.skip[i] = 1;
    this.#bindings.bind(i, unknownSource);
  }

  /** The first colon outside brackets, 0 if there is none or nothing stands before it. */
  #colonBeforeLineEnd(from: number): number {
    for (let i = from; !this.#cursor.isLineEnd(i); i++) {
      if (this.#cursor.is(i, colon)) return i > from ? i : 0;
      if (this.#cursor.is(i, equals)) return 0;
      if (this.#cursor.isOpener(i) && this.#tokens.partners[i]! > i) i = this.#tokens.partners[i]!;
    }
    return 0;
  }

  #assignment(): void {
    const start = this.#cursor.at;
    this.#expressions.expression(false);
    const end = this.#cursor.at;
    if (this.#expressions.equalsCount === 0) {
      if (this.#expressions.colon > 0)
        this.#bindings.targets(start, this.#expressions.colon, {
          kind: "annotation",
          from: this.#expressions.colon + 1,
          to: end,
        });
      return;
    }
    const value = this.#expressions.equals[this.#expressions.equalsCount - 1]! + 1;
    let from = start;
    for (let i = 0; i < this.#expressions.equalsCount; i++) {
      const mark = this.#expressions.equals[i]!;
      const to =
        this.#expressions.colon > from && this.#expressions.colon < mark ? this.#expressions.colon : mark;
      this.#bindings.targets(from, to, { kind: "expression", from: value, to: end });
      from = mark + 1;
    }
  }
}
