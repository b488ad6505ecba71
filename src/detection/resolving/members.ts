import type { OwnClass, Program } from "../program";
import type { PublicName, PublicNames } from "../public-names";
import { code, NAME } from "../tokens";
import { attributeOf } from "./attributes";
import type { CallArguments } from "./call-arguments";
import type { Conventions } from "./conventions";
import type { Elements } from "./elements";
import type { Expressions } from "./expressions";
import { mostBindings, type NameLookup } from "./name-lookup";
import type { OwnClasses } from "./own-classes";
import { array, type Method, optionsOf, union, type Value } from "./value";

const openRound = code("(");
const dot = code(".");
const optionalDot = code("?.");

/** A member is inherited through no more classes of the file than this. */
const deepestLineage = 8;

/** Where a member is written: the token before the dot, and its own; 0 for a member that no dot stands before. */
export interface Spot {
  readonly receiver: number;
  readonly token: number;
}

const nowhere: Spot = { receiver: 0, token: 0 };

/** Tells what `value.name` is. */
export class Members {
  readonly #program: Program;
  readonly #names: PublicNames;
  readonly #conventions: Conventions;
  readonly #arguments: CallArguments;
  readonly #expressions: Expressions;
  readonly #lookup: NameLookup;
  readonly #classes: OwnClasses;
  readonly #elements: Elements;

  constructor(
    program: Program,
    names: PublicNames,
    conventions: Conventions,
    args: CallArguments,
    expressions: Expressions,
    lookup: NameLookup,
    classes: OwnClasses,
    elements: Elements,
  ) {
    this.#program = program;
    this.#names = names;
    this.#conventions = conventions;
    this.#arguments = args;
    this.#expressions = expressions;
    this.#lookup = lookup;
    this.#classes = classes;
    this.#elements = elements;
  }

  /** The member `symbol` of a value; of one of several values, whatever it is in each. */
  of(value: Value, symbol: number, spot = nowhere): Value {
    if (value?.kind !== "choice") return this.#ofOne(value, symbol, spot);
    return union(value.options.map((option) => this.#ofOne(option, symbol, spot)));
  }

  /** The values of which a method does what a call of the object does: `model.apply(…)`. */
  calledBy(value: Value, symbol: number): readonly Value[] {
    const method = this.#program.symbols.name(symbol);
    return optionsOf(value)
      .map((option) => (option?.kind === "items" && option.container ? option.container : option))
      .filter((option) => option?.kind === "instance" && this.#names.isCall(option.of, method));
  }

  #ofOne(value: Value, symbol: number, spot: Spot): Value {
    switch (value?.kind) {
      case "method": {
        const attribute = attributeOf(this.#names, value);
        return attribute ? this.#ofOne(attribute, symbol, spot) : this.#conventional(symbol, spot);
      }
      case undefined:
      case "none":
        return this.#conventional(symbol, spot);
      case "public":
        return { kind: "public", name: this.#publicMember(value.name, symbol) };
      case "instance":
        return this.#instanceMember(value, value.of, symbol, spot);
      case "object":
      case "class":
        return this.#ownMember(value, value.own, symbol, spot, 0);
      case "items":
        if (value.container) return this.#ofOne(value.container, symbol, spot);
        return this.#elements.keyedBy(value, this.#program.symbols.name(symbol));
      case "array":
        return array;
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
  #instanceMember(receiver: Value, of: PublicName, symbol: number, spot: Spot): Value {
    const isStrange = this.#names.lineage(of).length === 1 && !this.#names.isKnown(of);
    const conventional = isStrange ? this.#conventional(symbol, spot) : undefined;
    return conventional ?? this.#method(receiver, symbol, this.#names.members(of, symbol));
  }

  #method(receiver: Value, symbol: number, names: readonly PublicName[]): Method {
    return { kind: "method", receiver, method: this.#program.symbols.name(symbol), names };
  }

  /** What the class binds, or inherits; else what conventions say of an object that inherits from elsewhere. */
  #ownMember(value: Value, own: OwnClass, symbol: number, spot: Spot, level: number): Value {
    const bindings = own.members.get(symbol);
    if (bindings) {
      if (bindings.length > mostBindings) return undefined;
      if (bindings.length === 1) return this.#expressions.valueOf(bindings[0]!);
      return union(bindings.map((binding) => this.#expressions.valueOf(binding)));
    }
    if (level > deepestLineage) return undefined;
    for (const base of this.#classes.bases(own)) {
      if (base?.kind === "class") {
        const inherited = this.#ownMember(value, base.own, symbol, spot, level + 1);
        if (inherited !== undefined) return inherited;
      } else if (base?.kind === "public") {
        const names = this.#names.members(base.name, symbol);
        if (names.some((name) => name.entry || this.#names.hasRules(name)))
          return this.#method(value, symbol, names);
      }
    }
    return own.bases.length > 0 ? this.#conventional(symbol, spot) : undefined;
  }

  /** A method that the name before it gives away: `optimizer.step()`. */
  #conventional(symbol: number, { receiver, token }: Spot): Method | undefined {
    const conventions = this.#conventions.get(symbol);
    if (!conventions || token === 0 || this.#shadowsImport(receiver)) return undefined;
    const { tokens, symbols } = this.#program;
    const isCalled = tokens.is(token + 1, openRound);
    const receiverName = tokens.kinds[receiver] === NAME ? symbols.name(tokens.values[receiver]!) : " ";
    for (const convention of conventions) {
      if (!isCalled && !convention.isAttribute) continue;
      if (convention.isBare && tokens.partners[token + 1] !== token + 2) continue;
      if (!convention.receiver.test(receiverName)) continue;
      if (convention.saysDimension && !this.#saysDimension(token + 1)) continue;
      if (convention.taken && !this.#takes(token + 1, convention.taken)) continue;
      const { method, names, isVague = false } = convention;
      return { kind: "method", receiver: undefined, method, names, isVague };
    }
    return undefined;
  }

  /** Whether the call at bracket `open` is told `dim=`. */
  #saysDimension(open: number): boolean {
    return this.#arguments.raw(open).some((one) => this.#arguments.parameterName(one, undefined) === "dim");
  }

  /** Whether the first argument of the call at bracket `open` is an instance of `type`. */
  #takes(open: number, type: PublicName): boolean {
    const [first] = this.#arguments.raw(open);
    if (!first) return false;
    const value = this.#expressions.evaluate(first.from, first.to, this.#arguments.scopeAt(first.from));
    return value?.kind === "instance" && this.#names.lineage(value.of).includes(type);
  }

  /** Whether the name at a token hides one that the file imports. */
  #shadowsImport(token: number): boolean {
    const { tokens } = this.#program;
    if (tokens.is(token - 1, dot) || tokens.is(token - 1, optionalDot)) return false;
    return tokens.kinds[token] === NAME && this.#lookup.isImported(tokens.values[token]!);
  }
}
