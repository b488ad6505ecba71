import type { RawArgument } from "../grammar";
import type { Scope } from "../program";
import type { PublicNames } from "../public-names";
import { attributeOf } from "./attributes";
import type { CallArguments } from "./call-arguments";
import type { Expressions } from "./expressions";
import { mostBindings } from "./name-lookup";
import { array, foreign, type Item, instanceOf, union, type Value } from "./value";

const containers = /^([Ss]equential|ModuleList|ModuleDict|OrderedDict|ParameterList|List|Dict)$/;

/** Elements, and where their names are read. */
export interface ItemList {
  readonly items: readonly Item[];
  readonly scope: Scope;
}

/** Tells what lists, dictionaries and containers such as ModuleList hold. */
export class Elements {
  readonly #names: PublicNames;
  readonly #arguments: CallArguments;
  readonly #expressions: Expressions;

  constructor(names: PublicNames, args: CallArguments, expressions: Expressions) {
    this.#names = names;
    this.#arguments = args;
    this.#expressions = expressions;
  }

  /** The elements of a list or of a container, undefined for anything else. */
  of(value: Value): ItemList | undefined {
    if (value?.kind === "items") return value;
    if (value?.kind !== "instance" || value.open === 0 || !value.scope || !containers.test(value.made.last))
      return undefined;
    const { scope } = value;
    const all = this.#arguments.raw(value.open);
    const list = all.filter(({ nameToken }) => nameToken === 0);
    const only = list.length === 1 ? list[0] : all.find((one) => this.#isNamed(one, "layers"));
    if (only && list.length < 2) {
      const items = this.#expressions.evaluate(only.from, only.to, scope);
      const isDictionary = items?.kind === "instance" && items.made.last === "OrderedDict";
      if (items?.kind === "items" || isDictionary) return this.of(items);
    }
    return { items: list.map(({ from, to }) => ({ key: undefined, from, to })), scope };
  }

  #isNamed(argument: RawArgument, name: string): boolean {
    return this.#arguments.parameterName(argument, undefined) === name;
  }

  /** What `value[…]` gives, whose bracket holds the tokens `[from, to)`. */
  subscript(value: Value, from: number, to: number, scope: Scope): Value {
    if (value === undefined || value.kind === "array") return value;
    const indexed = this.#indexed(value);
    if (indexed) return indexed;
    const key = this.#arguments.literal(from, to, scope);
    if (typeof key === "number") return this.at(value, key);
    if (typeof key === "string") return this.keyedBy(value, key);
    return this.any(value);
  }

  /** What a subscript of an instance gives, or taking it apart. */
  #indexed(value: Value): Value {
    const whole = value?.kind === "method" ? attributeOf(this.#names, value) : value;
    const indexed = whole?.kind === "instance" ? this.#names.indexed(whole.of) : undefined;
    return indexed && instanceOf(indexed);
  }

  /** The part at `index` of what iterating over `value` gives: of pairs with a name, the name is nothing of ours. */
  ofEach(value: Value, index: number | undefined): Value {
    const paired = value?.kind === "instance" ? this.#names.paired(value.of) : undefined;
    if (paired) return index === 1 ? instanceOf(paired) : foreign;
    const each = this.any(value);
    return index === undefined ? each : this.at(each, index);
  }

  at(value: Value, index: number): Value {
    if (value?.kind === "array") return array;
    const list = this.of(value);
    if (!list) return this.#indexed(value);
    const isComprehension = list.items.length === 1 && index !== 0;
    const item = list.items.at(isComprehension ? 0 : index);
    return item && this.#expressions.evaluate(item.from, item.to, list.scope);
  }

  keyedBy(value: Value, key: string): Value {
    const list = this.of(value);
    const item = list?.items.find((candidate) => candidate.key === key);
    return item && list && this.#expressions.evaluate(item.from, item.to, list.scope);
  }

  /** What is known of every element. */
  any(value: Value): Value {
    if (value?.kind === "array") return array;
    const list = this.of(value);
    if (!list) return this.#indexed(value);
    if (list.items.length > mostBindings) return undefined;
    return union(list.items.map(({ from, to }) => this.#expressions.evaluate(from, to, list.scope)));
  }
}
