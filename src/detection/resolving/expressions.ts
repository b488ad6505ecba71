import type { Binding, Scope } from "../program";
import type { Value } from "./value";

/** What the parts of the resolver ask of each other: expressions contain names, and names stand for expressions. */
export interface Expressions {
  /** What the expression in tokens `[from, to)` gives. */
  evaluate(from: number, to: number, scope: Scope): Value;
  /** What is called at bracket `open` by the chain that starts at token `from`, if it reaches that far. */
  callee(from: number, open: number, scope: Scope): Value;
  valueOf(binding: Binding): Value;
}
