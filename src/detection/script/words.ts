import type { Symbols } from "../symbols";

/** Words after which an expression starts, so that `/` starts a regular expression. */
const operators =
  "await case default delete do else extends in instanceof new return throw typeof void yield".split(" ");
const others =
  "as async break catch class const continue debugger enum export finally for from function if import let of satisfies super switch try type var while with false null true undefined".split(
    " ",
  );
/** Words that stay names in most places. */
const contextual = new Set(["as", "async", "default", "from", "let", "of", "satisfies", "type", "undefined"]);
/** Words before a bracket that holds a condition. */
const heads = ["if", "while", "for", "with", "switch", "catch"];

const KEYWORD = 1;
const OPERATOR = 2;
const HEAD = 4;

/** The words of TypeScript and JavaScript as symbols. */
export class ScriptWords {
  readonly #kinds: Uint8Array;
  readonly as: number;
  readonly async: number;
  readonly await: number;
  readonly catch: number;
  readonly class: number;
  readonly const: number;
  readonly default: number;
  readonly export: number;
  readonly extends: number;
  readonly false: number;
  readonly for: number;
  readonly from: number;
  readonly function: number;
  readonly import: number;
  readonly in: number;
  readonly instanceof: number;
  readonly let: number;
  readonly new: number;
  readonly null: number;
  readonly of: number;
  readonly require: number;
  readonly return: number;
  readonly satisfies: number;
  readonly this: number;
  readonly true: number;
  readonly type: number;
  readonly undefined: number;
  readonly var: number;

  constructor(symbols: Symbols) {
    const all = [...operators, ...others].map((word) => symbols.of(word));
    this.#kinds = new Uint8Array(Math.max(...all) + 1);
    for (const word of [...operators, ...others]) {
      if (!contextual.has(word)) this.#kinds[symbols.of(word)]! |= KEYWORD;
    }
    for (const word of operators) this.#kinds[symbols.of(word)]! |= OPERATOR;
    for (const word of heads) this.#kinds[symbols.of(word)]! |= HEAD;
    this.as = symbols.of("as");
    this.async = symbols.of("async");
    this.await = symbols.of("await");
    this.catch = symbols.of("catch");
    this.class = symbols.of("class");
    this.const = symbols.of("const");
    this.default = symbols.of("default");
    this.export = symbols.of("export");
    this.extends = symbols.of("extends");
    this.false = symbols.of("false");
    this.for = symbols.of("for");
    this.from = symbols.of("from");
    this.function = symbols.of("function");
    this.import = symbols.of("import");
    this.in = symbols.of("in");
    this.instanceof = symbols.of("instanceof");
    this.let = symbols.of("let");
    this.new = symbols.of("new");
    this.null = symbols.of("null");
    this.of = symbols.of("of");
    this.require = symbols.of("require");
    this.return = symbols.of("return");
    this.satisfies = symbols.of("satisfies");
    this.this = symbols.of("this");
    this.true = symbols.of("true");
    this.type = symbols.of("type");
    this.undefined = symbols.of("undefined");
    this.var = symbols.of("var");
  }

  #has(symbol: number, kind: number): boolean {
    return symbol < this.#kinds.length && (this.#kinds[symbol]! & kind) !== 0;
  }

  isKeyword(symbol: number): boolean {
    return this.#has(symbol, KEYWORD);
  }

  isOperator(symbol: number): boolean {
    return this.#has(symbol, OPERATOR);
  }

  isHead(symbol: number): boolean {
    return this.#has(symbol, HEAD);
  }
}
