import type { Symbols } from "../symbols";

const keywords =
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  );

/** Statements that cannot stand inside brackets: where one starts a line, the brackets were left open. */
const statements =
  "assert break class continue def del elif except finally global import nonlocal pass raise return try while with".split(
    " ",
  );

/** Python's words as symbols. */
export class PythonWords {
  /** By symbol: 1 for a keyword, 2 for one that starts a statement; other symbols are larger or 0. */
  readonly kinds: Uint8Array;
  readonly as: number;
  readonly async: number;
  readonly await: number;
  readonly case: number;
  readonly class: number;
  readonly def: number;
  readonly del: number;
  readonly elif: number;
  readonly else: number;
  readonly except: number;
  readonly false: number;
  readonly finally: number;
  readonly for: number;
  readonly forward: number;
  readonly from: number;
  readonly global: number;
  readonly if: number;
  readonly import: number;
  readonly in: number;
  readonly lambda: number;
  readonly match: number;
  readonly none: number;
  readonly nonlocal: number;
  readonly or: number;
  readonly return: number;
  readonly true: number;
  readonly try: number;
  readonly while: number;
  readonly with: number;

  constructor(symbols: Symbols) {
    const all = keywords.map((word) => symbols.of(word));
    this.kinds = new Uint8Array(Math.max(...all) + 1);
    for (const symbol of all) this.kinds[symbol] = 1;
    for (const word of statements) this.kinds[symbols.of(word)] = 2;
    this.as = symbols.of("as");
    this.async = symbols.of("async");
    this.await = symbols.of("await");
    this.case = symbols.of("case");
    this.class = symbols.of("class");
    this.def = symbols.of("def");
    this.del = symbols.of("del");
    this.elif = symbols.of("elif");
    this.else = symbols.of("else");
    this.except = symbols.of("except");
    this.false = symbols.of("False");
    this.finally = symbols.of("finally");
    this.for = symbols.of("for");
    this.forward = symbols.of("forward");
    this.from = symbols.of("from");
    this.global = symbols.of("global");
    this.if = symbols.of("if");
    this.import = symbols.of("import");
    this.in = symbols.of("in");
    this.lambda = symbols.of("lambda");
    this.match = symbols.of("match");
    this.none = symbols.of("None");
    this.nonlocal = symbols.of("nonlocal");
    this.or = symbols.of("or");
    this.return = symbols.of("return");
    this.true = symbols.of("True");
    this.try = symbols.of("try");
    this.while = symbols.of("while");
    this.with = symbols.of("with");
  }

  isKeyword(symbol: number): boolean {
    return symbol < this.kinds.length && this.kinds[symbol] !== 0;
  }

  startsStatement(symbol: number): boolean {
    return symbol < this.kinds.length && this.kinds[symbol] === 2;
  }
}
