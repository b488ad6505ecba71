/** What an einsum equation does with its axes; `…` stands for the axes of an ellipsis. */
export interface Contraction {
  readonly summed: readonly string[];
  readonly output: readonly string[];
  readonly all: readonly string[];
}

/**
 * Reads `bij,bjk->bik`. Without an arrow the output has the letters that occur once, in alphabetical order
 * (numpy.einsum). Undefined where the equation is not well formed.
 */
export function contractionOf(equation: string): Contraction | undefined {
  const [left, right, ...more] = equation.replace(/\s+/g, "").split("->");
  if (left === undefined || left === "" || more.length > 0) return undefined;
  const operands = left.split(",").map(axesOf);
  if (operands.some((axes) => axes === undefined)) return undefined;
  const letters = operands.flatMap((axes) => axes ?? []);
  const all = [...new Set(letters)];
  const output = right === undefined ? implicitOutput(letters, all) : axesOf(right);
  if (
    output === undefined ||
    output.some((axis) => !all.includes(axis)) ||
    new Set(output).size !== output.length
  ) {
    return undefined;
  }
  return { summed: all.filter((axis) => !output.includes(axis)), output, all };
}

function axesOf(term: string): readonly string[] | undefined {
  const short = term.replace("...", "…");
  return /^[A-Za-z]*…?[A-Za-z]*$/.test(short) ? [...short] : undefined;
}

function implicitOutput(letters: readonly string[], all: readonly string[]): readonly string[] {
  const once = all.filter((axis) => axis !== "…" && letters.filter((letter) => letter === axis).length === 1);
  const ellipsis = all.includes("…") ? ["…"] : [];
  return [...ellipsis, ...once.sort((a, b) => (a < b ? -1 : 1))];
}
