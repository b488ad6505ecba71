/** What the editor knows of the names that a demo imports from "lab": made by the compiler from the lab's own source. */
export interface LabDocs {
  /** Everything that can be imported, by name. */
  readonly exports: Readonly<Record<string, LabEntry>>;
  /** Object types that signatures name but that cannot be imported, such as the options of `param`. */
  readonly types: Readonly<Record<string, LabEntry>>;
}

export interface LabEntry extends LabPlace {
  readonly kind: "function" | "class" | "constant" | "type";
  /** As a learner would write it, without body: `zeros(shape: Shape): Tensor`. One for each overload. */
  readonly signatures: readonly LabSignature[];
  /** Of the docstring, empty where there is none. */
  readonly doc: string;
  /** Name of the class or interface that it builds on. */
  readonly extends?: string;
  /** Own public members; those of what it builds on are found there. */
  readonly members?: Readonly<Record<string, LabMember>>;
}

/** A member of an entry, in the same file. */
export interface LabMember {
  readonly line: number;
  readonly kind: "method" | "property";
  readonly signatures: readonly LabSignature[];
  readonly doc: string;
}

export interface LabSignature {
  readonly text: string;
  /** Types of the parameters in order, as written; absent for what cannot be called. */
  readonly parameters?: readonly string[];
  /** Type of the result, of the property or of the constant, as written; empty where it is left to TypeScript. */
  readonly type: string;
}

/** Where in the lab's source: `tensor.ts`, 1-based. */
export interface LabPlace {
  readonly file: string;
  readonly line: number;
}
