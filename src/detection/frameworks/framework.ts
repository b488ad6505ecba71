/**
 * What detection has to know of a framework beyond the names in the catalogue.
 * All names are canonical and dotted; a pattern is a name, or a prefix followed by `.*`.
 */
export interface Framework {
  readonly id: string;
  /** First segments of its names: importing one makes a file a file of this framework. */
  readonly roots: readonly string[];
  /** Roots that are known, but mean nothing in a file without one of {@link roots}. */
  readonly companions?: readonly string[];
  /** Script modules and the name that each stands for; `*` at the end takes the rest of the path along. */
  readonly modules?: readonly (readonly [specifier: RegExp, name: string])[];
  /** Other places of a name: always read as the canonical one. */
  readonly moved?: readonly (readonly [place: RegExp, canonical: string])[];
  /** Inner places of a name: read as the canonical one where the catalogue knows that. */
  readonly inner?: readonly (readonly [place: RegExp, canonical: string])[];
  readonly types?: readonly TypeRule[];
  readonly methods?: readonly MethodRule[];
  /** What attributes are; they are written as methods that are not called. */
  readonly attributes?: readonly MethodRule[];
  /** Methods that do what a call of the object does. */
  readonly calls?: readonly { readonly of: string; readonly names: readonly string[] }[];
  /** Functions that return their arguments, wrapped but of the same type. */
  readonly wrappers?: readonly string[];
  readonly conventions?: readonly Convention[];
}

/** Types of the names that a pattern covers; the first rule that says something wins. */
export interface TypeRule {
  readonly of: string | RegExp;
  /** Only names that start with a capital (classes), or only those that do not. */
  readonly only?: "classes" | "functions";
  /** What a call of the name gives: an instance of the name itself, or of another one. */
  readonly makes?: string;
  /** Classes whose methods its instances have. */
  readonly is?: readonly string[];
  /** What a call of an instance gives. */
  readonly called?: string;
  /** What a subscript of an instance gives, and each of its parts where it is taken apart or gone through. */
  readonly indexed?: string;
  /** Going through an instance gives pairs: a name and this. */
  readonly paired?: string;
}

/** A call of one of these methods gives an instance of `gives`, or the receiver itself. */
export interface MethodRule {
  readonly of: string;
  readonly names: readonly string[];
  readonly gives: string;
}

/** `itself` in {@link TypeRule.makes} and {@link MethodRule.gives}. */
export const itself = "itself";

/**
 * A method that a receiver of unknown type has by its name alone: in a file of this framework,
 * `optimizer.step()` means one thing.
 */
export interface Convention {
  readonly method: string;
  /** The last name before the method. */
  readonly receiver: RegExp;
  /** Holds where it is not called, too. */
  readonly isAttribute?: boolean;
  /** Values of other types have the method, too, and it means the same there: what it gives is not known. */
  readonly isVague?: boolean;
  /** Holds only where it is called without arguments. */
  readonly isBare?: boolean;
  /** Holds only where its first argument is an instance of this: `x.add(layers.Dense(3))`. */
  readonly takes?: string;
  /**
   * Arrays of NumPy or pandas have the method, too: in files that import them it holds only where the call says
   * `dim=`, which is `axis=` for arrays.
   */
  readonly isShared?: boolean;
  /** The first of these that the catalogue knows. */
  readonly means: readonly string[];
}

/** Tells whether a pattern covers a canonical name. */
export function covers(pattern: string | RegExp, name: string): boolean {
  if (typeof pattern !== "string") return pattern.test(name);
  if (!pattern.endsWith(".*")) return pattern === name;
  return name.length >= pattern.length && name.startsWith(pattern.slice(0, -1));
}
