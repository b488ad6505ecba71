import { equal, ok } from "node:assert/strict";
import { tensor } from "../../../src/lab/create";
import type { Layer } from "../../../src/lab/layer";
import { inDoublePrecision } from "../../../src/lab/storage";
import type { Tensor } from "../../../src/lab/tensor";

/** Plain numbers from which both precisions make their own tensors. */
export interface Input {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export type Operation = (...inputs: Tensor[]) => Tensor;

/** What is differentiated: an output, and the tensors that hold these numbers in it. */
type Evaluate = (inputs: readonly Input[]) => {
  readonly output: Tensor;
  readonly tensors: readonly Tensor[];
};

/**
 * Holds an operation's gradients to central differences in float64 (relative error ≤ 1e-7), and the
 * float32 gradients to the float64 ones (≤ 1e-4). The output is first made one number by a weighted sum.
 */
export function checkGradients(operation: Operation, inputs: readonly Input[]): void {
  check((given) => {
    const tensors = given.map(parameterOf);
    return { output: operation(...tensors), tensors };
  }, inputs);
}

/**
 * The same for a layer, by its input and by all its parameters.
 * @param make gives the same layer each time
 * @param values gives the numbers of a parameter of this shape
 */
export function checkLayer<L extends Layer>(
  make: () => L,
  input: Input | undefined,
  values: (shape: readonly number[], index: number) => Input,
  forward: (layer: L, x: Tensor) => Tensor = (layer, x) => layer.forward(x),
): void {
  const weights = make().parameters.map(({ shape }, i) => values(shape, i));
  check(
    ([first, ...rest]) => {
      const layer = make();
      const x = parameterOf(first);
      layer.parameters.forEach((parameter, i) => {
        parameter.data.set(rest[i].values);
      });
      return { output: forward(layer, x), tensors: [x, ...layer.parameters] };
    },
    [input ?? { shape: [], values: [0] }, ...weights],
  );
}

function parameterOf({ shape, values }: Input): Tensor {
  return tensor(values, shape).becomeParameter();
}

function check(evaluate: Evaluate, inputs: readonly Input[]): void {
  const double = inDoublePrecision(() => gradientsOf(evaluate, inputs));
  inputs.forEach((input, which) => {
    const numeric = input.values.map((_, i) => difference(evaluate, inputs, which, i));
    compare(double[which], numeric, 1e-7, `float64 gradient of input ${which + 1}`);
  });
  const single = gradientsOf(evaluate, inputs);
  inputs.forEach((_, which) => {
    compare(single[which], double[which], 1e-4, `float32 gradient of input ${which + 1}`);
  });
}

function gradientsOf(evaluate: Evaluate, inputs: readonly Input[]): number[][] {
  const { output, tensors } = evaluate(inputs);
  weighted(output).backward();
  return tensors.map(({ size, grad }) =>
    grad === undefined ? new Array(size).fill(0) : Array.from(grad.data),
  );
}

function weighted(output: Tensor): Tensor {
  const weights = Array.from({ length: output.size }, (_, i) => Math.sin(1.3 * i + 0.5));
  return output.mul(tensor(weights, output.shape)).sum();
}

/** Fourth-order central difference of the loss by one number. */
function difference(evaluate: Evaluate, inputs: readonly Input[], which: number, index: number): number {
  const step = 1e-3;
  const at = (shift: number) =>
    inDoublePrecision(() => {
      const moved = inputs.map(({ shape, values }, i) => {
        const changed = values.map((value, j) => (i === which && j === index ? value + shift * step : value));
        return { shape, values: changed };
      });
      return weighted(evaluate(moved).output).item();
    });
  return (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * step);
}

/** Relative to the largest number in the gradient, and to 1 where all are small. */
export function compare(
  found: ArrayLike<number>,
  wanted: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  equal(found.length, wanted.length, `${what} has another size`);
  const size = Math.max(1, ...Array.from(wanted, Math.abs));
  for (let i = 0; i < wanted.length; i++) {
    const error = Math.abs(found[i] - wanted[i]) / size;
    ok(error <= tolerance, `${what}: ${found[i]} at ${i} should be ${wanted[i]}, relative error ${error}`);
  }
}
