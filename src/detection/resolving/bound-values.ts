import type { Binding, Program, Scope } from "../program";
import { code, NAME, PUNCTUATION } from "../tokens";
import type { CallArguments } from "./call-arguments";
import type { CallResults } from "./call-results";
import type { Elements } from "./elements";
import type { Expressions } from "./expressions";
import { FilledLists } from "./filled-lists";
import type { Members } from "./members";
import { mostBindings } from "./name-lookup";
import { foreign, instanceOf, none, union, type Value } from "./value";

const openRound = code("(");
const openSquare = code("[");
const dot = code(".");
const bar = code("|");

/** Types whose values are nothing of ours. */
const plainTypes =
  /^(int|float|str|bool|bytes|list|dict|tuple|set|List|Dict|Tuple|Set|number|string|boolean|object|Array|Map|Record|void|never)$/;

/** Tells what a binding's value is: that of an import, of an expression, an element, a type's instance … */
export class BoundValues {
  readonly #program: Program;
  readonly #arguments: CallArguments;
  readonly #expressions: Expressions;
  readonly #members: Members;
  readonly #results: CallResults;
  readonly #elements: Elements;
  readonly #lists: FilledLists;

  constructor(
    program: Program,
    args: CallArguments,
    expressions: Expressions,
    members: Members,
    results: CallResults,
    elements: Elements,
  ) {
    this.#program = program;
    this.#arguments = args;
    this.#expressions = expressions;
    this.#members = members;
    this.#results = results;
    this.#elements = elements;
    this.#lists = new FilledLists(program, args);
  }

  of(binding: Binding): Value {
    const { source, scope } = binding;
    switch (source.kind) {
      case "import":
        return source.name ? { kind: "public", name: source.name } : { kind: "foreign", imported: true };
      case "class":
        this.#readBody(source.own.scope);
        return { kind: "class", own: source.own };
      case "self":
        return { kind: "object", own: source.own };
      case "function":
        this.#readBody(source.own.scope);
        return { kind: "function", own: source.own };
      case "expression": {
        const value = this.#expressions.evaluate(source.from, source.to, scope);
        if (source.index !== undefined) return this.#elements.at(value, source.index);
        return this.#filled(value, binding);
      }
      case "default":
        return this.#expressions.evaluate(source.from, source.to, scope);
      case "element":
        return this.#iterated(source.from, source.to, source.index, scope);
      case "annotation":
        return this.#annotated(source.from, source.to, scope);
      case "property":
        return source.path.reduce<Value>(
          (value, symbol) => this.#members.of(value, symbol),
          this.#expressions.evaluate(source.from, source.to, scope),
        );
      case "input":
        return this.#results.ofObject(source.own);
      case "none":
        return none;
      default:
        return undefined;
    }
  }

  #readBody({ start, end }: Scope): void {
    this.#program.readOn(start, end);
  }

  /** An instance of the type that an annotation names; of a union, of the parts that are known. */
  #annotated(from: number, to: number, scope: Scope): Value {
    const { tokens } = this.#program;
    const parts: Value[] = [];
    let start = from;
    for (let i = from; i <= to && parts.length < mostBindings; i++) {
      if (i === to || tokens.is(i, bar)) {
        parts.push(this.#instanceOfType(start, i, scope));
        start = i + 1;
      } else if (tokens.partners[i]! > i) i = tokens.partners[i]!;
    }
    return union(parts.length > 1 ? parts.filter((part) => part !== undefined) : parts);
  }

  #instanceOfType(from: number, to: number, scope: Scope): Value {
    const { tokens } = this.#program;
    const isWrapped = tokens.is(from + 1, openSquare) && tokens.partners[from + 1] === to - 1;
    if (isWrapped && /^(Optional|Final)$/.test(tokens.slice(from)))
      return this.#instanceOfType(from + 2, to - 1, scope);
    if (tokens.kinds[from] === PUNCTUATION || plainTypes.test(tokens.slice(from))) return foreign;
    const type = this.#expressions.evaluate(from, to, scope);
    if (type?.kind === "public") return instanceOf(type.name);
    return type?.kind === "class" ? { kind: "object", own: type.own } : undefined;
  }

  /** A list or dictionary that is made empty and filled later. */
  #filled(value: Value, binding: Binding): Value {
    const isList = value?.kind === "items" && value.items.length === 0;
    const isContainer =
      value?.kind === "instance" &&
      value.open > 0 &&
      /^(ModuleList|ModuleDict|List|Dict)$/.test(value.made.last) &&
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
    const { tokens } = this.#program;
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
      return this.#elements.any(this.#chainUpTo(from, to - 4, scope));
    return this.#elements.ofEach(this.#expressions.evaluate(from, to, scope), index);
  }

  /** What the chain in `[from, to)` gives, whatever follows. */
  #chainUpTo(from: number, to: number, scope: Scope): Value {
    if (this.#program.tokens.kinds[from] !== NAME) return this.#expressions.evaluate(from, to, scope);
    return this.#expressions.callee(from, to, scope);
  }
}
