import type { ParamValue } from "../lab/outputs";

/** A literal as the name of a parameter; names that are computed are not found. */
const paramCall =
  /\b(?:param|live|button|drawingPad|pointPad)\(\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\$]|\\.)*)`)/g;

/** The names of a demo's parameters in the order of their calls. */
export function paramNames(code: string): readonly string[] {
  return [...code.matchAll(paramCall)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

/**
 * The same values under the names that the same demo has in another language: the n-th call of `param`
 * in one text is the n-th in the other. Names that neither text calls stay as they are.
 */
export function renamedParams(
  values: ReadonlyMap<string, ParamValue>,
  from: string,
  to: string,
): Map<string, ParamValue> {
  const before = paramNames(from);
  const after = paramNames(to);
  return new Map([...values].map(([name, value]) => [after[before.indexOf(name)] ?? name, value]));
}
