import { equal, ok } from "node:assert/strict";
import { tensor } from "../../../src/lab/create";
import { inDoublePrecision } from "../../../src/lab/storage";
import type { Tensor } from "../../../src/lab/tensor";

/** Plain numbers from which both precisions make their own tensors. */
export interface Input {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export type Operation = (...inputs: Tensor[]) => Tensor;

interface Outcome {
  readonly loss: number;
  readonly gradients: number[][];
}

/**
 * Holds an operation's gradients to central differences in float64 (relative error ≤ 1e-7), and the
 * float32 gradients to the float64 ones (≤ 1e-4). The output is first made one number by a weighted sum.
 */
export function checkGradients(operation: Operation, inputs: readonly Input[]): void {
  const double = inDoublePrecision(() => outcomeOf(operation, inputs));
  inputs.forEach((input, which) => {
    const numeric = input.values.map((_, i) => difference(operation, inputs, which, i));
    compare(double.gradients[which], numeric, 1e-7, `float64 gradient of input ${which + 1}`);
  });
  const single = outcomeOf(operation, inputs);
  inputs.forEach((_, which) => {
    compare(single.gradients[which], double.gradients[which], 1e-4, `float32 gradient of input ${which + 1}`);
  });
}

function outcomeOf(operation: Operation, inputs: readonly Input[]): Outcome {
  const tensors = inputs.map(({ shape, values }) => tensor(values, shape).becomeParameter());
  const loss = weighted(operation(...tensors));
  loss.backward();
  return { loss: loss.item(), gradients: tensors.map((one) => Array.from(one.grad?.data ?? [])) };
}

function weighted(output: Tensor): Tensor {
  const weights = Array.from({ length: output.size }, (_, i) => Math.sin(1.3 * i + 0.5));
  return output.mul(tensor(weights, output.shape)).sum();
}

/** Fourth-order central difference of the loss by one number. */
function difference(operation: Operation, inputs: readonly Input[], which: number, index: number): number {
  const step = 1e-3;
  const at = (shift: number) =>
    inDoublePrecision(() => {
      const moved = inputs.map(({ shape, values }, i) => {
        const changed = values.map((value, j) => (i === which && j === index ? value + shift * step : value));
        return tensor(changed, shape);
      });
      return weighted(operation(...moved)).item();
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
