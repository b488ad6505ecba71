import type { OwnClass, OwnFunction, Scope } from "../program";
import type { PublicName } from "../public-names";

/** What is known of an expression's value; `undefined` where nothing is. */
export type Value =
  | undefined
  /** A public module, class or function itself; `preset` is the bracket of the `partial` that gave it arguments. */
  | { readonly kind: "public"; readonly name: PublicName; readonly preset?: number }
  /** What a call of a public name gave; `open` is the call's bracket, 0 where there is none. */
  | {
      readonly kind: "instance";
      readonly of: PublicName;
      readonly made: PublicName;
      readonly open: number;
      readonly scope: Scope | undefined;
    }
  | Method
  | { readonly kind: "class"; readonly own: OwnClass }
  | { readonly kind: "object"; readonly own: OwnClass }
  | { readonly kind: "function"; readonly own: OwnFunction }
  /** A list, tuple, dictionary or object literal, or a container module. */
  | {
      readonly kind: "items";
      readonly items: readonly Item[];
      readonly scope: Scope;
      readonly container?: Value;
    }
  /** One of several, depending on the way taken. */
  | { readonly kind: "choice"; readonly options: readonly Value[] }
  /** None, null, undefined. */
  | { readonly kind: "none" }
  /** Known to be nothing of ours: a module, a number, a string. */
  | { readonly kind: "foreign"; readonly imported?: boolean }
  /** Nothing of ours either, nor is what its methods give. */
  | { readonly kind: "array" };

/** A method of a value. */
export interface Method {
  readonly kind: "method";
  readonly receiver: Value;
  readonly method: string;
  /** What it may be: the name in each class of the receiver's lineage, nearest first. */
  readonly names: readonly PublicName[];
  /** Whether the receiver may be of another type than the names say. */
  readonly isVague?: boolean;
}

export interface Item {
  readonly key: string | undefined;
  readonly from: number;
  readonly to: number;
}

export const foreign: Value = { kind: "foreign" };
export const array: Value = { kind: "array" };
export const none: Value = { kind: "none" };

/** Joins what a name may be: None is passed over, and so is an unknown import beside a known one. */
export function union(values: readonly Value[]): Value {
  const options: Value[] = [];
  for (const value of values) {
    const parts = value?.kind === "choice" ? value.options : [value];
    for (const part of parts) {
      if (part?.kind === "none") continue;
      if (!options.some((option) => isSame(option, part))) options.push(part);
    }
  }
  if (options.length === 0) return values.length > 0 ? none : undefined;
  const isImported = options.some((option) => option?.kind === "public");
  const kept = isImported
    ? options.filter((option) => !(option?.kind === "foreign" && option.imported))
    : options;
  return kept.length === 1 ? kept[0] : { kind: "choice", options: kept };
}

function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a?.kind === "public" && b?.kind === "public") return a.name === b.name;
  if (a?.kind === "foreign" && b?.kind === "foreign") return a.imported === b.imported;
  if (a?.kind === "object" && b?.kind === "object") return a.own === b.own;
  return false;
}

export function optionsOf(value: Value): readonly Value[] {
  return value?.kind === "choice" ? value.options : [value];
}

/** An instance that no call in the text made. */
export function instanceOf(of: PublicName): Value {
  return { kind: "instance", of, made: of, open: 0, scope: undefined };
}

/**
 * The public name that a value is. Of several, all that the catalogue knows must mean the same: an
 * alternative import under the same name may be one that it does not know.
 */
export function publicOf(value: Value): PublicName | undefined {
  if (value?.kind === "public") return value.name;
  if (value?.kind !== "choice") return undefined;
  let known: PublicName | undefined;
  for (const option of value.options) {
    if (option?.kind !== "public") return undefined;
    const { entry } = option.name;
    if (known && entry && known.entry?.concept !== entry.concept) return undefined;
    if (entry) known ??= option.name;
  }
  return known;
}

/** Public names of which a call of the value may be one. */
export function callableNames(value: Value): readonly PublicName[] {
  const name = publicOf(value);
  if (name) return [name];
  const [first] = optionsOf(value);
  if (first?.kind === "instance") return [first.of];
  return first?.kind === "method" ? first.names : [];
}

/** The nearest name of a method that the catalogue knows. */
export function nameOfMethod(value: Value): PublicName | undefined {
  return value?.kind === "method" ? value.names.find((name) => name.entry) : undefined;
}
