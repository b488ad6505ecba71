import { itself } from "../frameworks/framework";
import type { Grammar, RawArgument } from "../grammar";
import type { Binding, OwnClass, OwnFunction, Scope } from "../program";
import type { PublicName, PublicNames } from "../public-names";
import type { Tokens } from "../tokens";
import type { CallArguments } from "./call-arguments";
import type { Expressions } from "./expressions";
import type { OwnClasses } from "./own-classes";
import { array, instanceOf, type Method, union, type Value } from "./value";

/** A function of the file that returns in more places than this is not worked out. */
const mostResults = 4;

/** Tells what the call of a value gives. */
export class CallResults {
  readonly #tokens: Tokens;
  readonly #names: PublicNames;
  readonly #grammar: Grammar;
  readonly #arguments: CallArguments;
  readonly #expressions: Expressions;
  readonly #classes: OwnClasses;

  constructor(
    tokens: Tokens,
    names: PublicNames,
    grammar: Grammar,
    args: CallArguments,
    expressions: Expressions,
    classes: OwnClasses,
  ) {
    this.#tokens = tokens;
    this.#names = names;
    this.#grammar = grammar;
    this.#arguments = args;
    this.#expressions = expressions;
    this.#classes = classes;
  }

  /** What the call at bracket `open` gives; of one of several values, whatever it is for each. */
  of(value: Value, open: number, scope: Scope): Value {
    if (value?.kind !== "choice") return this.#ofOne(value, open, scope);
    return union(value.options.map((option) => this.#ofOne(option, open, scope)));
  }

  #ofOne(value: Value, open: number, scope: Scope): Value {
    switch (value?.kind) {
      case "public":
        if (value.name.path === "functools.partial") return this.#partial(open, scope);
        return this.#ofPublic(value.name, open, scope);
      case "instance": {
        const called = this.#names.called(value.of);
        return called && instanceOf(called);
      }
      case "method":
        return this.#ofMethod(value, open, scope);
      case "class":
        return { kind: "object", own: value.own };
      case "object":
        return this.ofObject(value.own);
      case "array":
        return array;
      case "function":
        return this.#ofFunction(value.own, open, scope);
      default:
        return undefined;
    }
  }

  /** What the call of an object of the file's own class gives. */
  ofObject(own: OwnClass): Value {
    const base = this.#classes.publicBase(own);
    const called = base && this.#names.called(base);
    return called && instanceOf(called);
  }

  /** `partial(nn.Dropout, 0.1)`: the public name, with the arguments that are given already. */
  #partial(open: number, scope: Scope): Value {
    const [first] = this.#grammar.arguments(this.#tokens, open);
    if (first?.position !== 0) return undefined;
    const value = this.#expressions.evaluate(first.from, first.to, scope);
    if (value?.kind !== "public" || value.preset !== undefined) return value;
    this.#arguments.markPartial(open);
    return { ...value, preset: open };
  }

  #ofPublic(name: PublicName, open: number, scope: Scope): Value {
    if (this.#names.isWrapper(name)) return this.#argument(open, scope);
    const makes = this.#names.makes(name);
    if (makes) return { kind: "instance", of: makes, made: name, open, scope };
    if (this.#names.isArrays(name)) return array;
    if (!name.parent) return undefined;
    const gives = this.#names.methodGives(name.parent, name.last);
    if (gives === undefined || gives === "arguments") return undefined;
    const of = gives === itself ? name.parent : gives;
    return { kind: "instance", of, made: of, open, scope };
  }

  #ofMethod(value: Method, open: number, scope: Scope): Value {
    const { receiver } = value;
    const owner =
      receiver?.kind === "instance"
        ? receiver.of
        : receiver?.kind === "object" || receiver?.kind === "class"
          ? this.#classes.publicBase(receiver.own)
          : undefined;
    if (!owner) return this.#ofConventional(value);
    const gives = this.#names.methodGives(owner, value.method);
    // a class method makes an object: `TrainState.create(…)`
    if (gives === itself)
      return receiver?.kind === "class" ? { kind: "object", own: receiver.own } : receiver;
    if (gives === "arguments") return this.#argument(open, scope);
    return gives && instanceOf(gives);
  }

  /** What a method gives whose receiver is known by convention only. */
  #ofConventional(value: Method): Value {
    const owner = value.receiver === undefined && !value.isVague ? value.names[0]?.parent : undefined;
    const gives = owner && this.#names.methodGives(owner, value.method);
    if (!gives || gives === "arguments") return undefined;
    return instanceOf(gives === itself ? owner : gives);
  }

  /** What a wrapper gives back: its argument, or all of them. */
  #argument(open: number, scope: Scope): Value {
    const list = this.#arguments.raw(open).filter((argument) => argument.nameToken === 0);
    if (list.length === 1) return this.#expressions.evaluate(list[0]!.from, list[0]!.to, scope);
    return { kind: "items", items: list.map(({ from, to }) => ({ key: undefined, from, to })), scope };
  }

  /** The argument of the call that a function gives back as it is: `self.fc = initialised(nn.Linear(3, 4))`. */
  #passedOn({ results, scope }: OwnFunction, open: number): RawArgument | undefined {
    const [from = 0, to = 0] = results.length === 1 ? results[0]! : [];
    const bindings = to === from + 1 ? scope.names.get(this.#tokens.values[from]!) : undefined;
    const [parameter] = bindings ?? [];
    if (bindings?.length !== 1 || !parameter || parameter.token >= scope.start) return undefined;
    const position = parametersBefore(parameter, scope);
    return this.#arguments
      .raw(open)
      .find((one) =>
        one.nameToken > 0
          ? this.#tokens.values[one.nameToken] === this.#tokens.values[parameter.token]
          : one.position === position,
      );
  }

  #ofFunction(own: OwnFunction, open: number, scope: Scope): Value {
    const given = this.#passedOn(own, open);
    if (given) return this.#expressions.evaluate(given.from, given.to, scope);
    if (own.value === null) return undefined;
    if ("value" in own) return own.value;
    if (own.results.length === 0 || own.results.length > mostResults) return undefined;
    own.value = null;
    own.value = union(own.results.map(([from, to]) => this.#expressions.evaluate(from, to, own.scope)));
    return own.value;
  }
}

/** How many of a function's parameters stand before one, not counting the object itself. */
function parametersBefore(parameter: Binding, scope: Scope): number {
  let count = 0;
  for (const [binding] of scope.names.values())
    if (binding && binding.token < parameter.token && binding.source.kind !== "self") count++;
  return count;
}
