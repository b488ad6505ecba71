/** A plain network of one width, enough to follow one signal forward and its gradient back. */

import { normals } from "drawing";

export type Name = "sigmoid" | "tanh" | "ReLU";
export const names: readonly Name[] = ["sigmoid", "tanh", "ReLU"];

const width = 32;
const value: Record<Name, (z: number) => number> = {
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
  ReLU: (z) => Math.max(0, z),
};
/** The slope, from the value where that is enough. */
const slope: Record<Name, (z: number, h: number) => number> = {
  sigmoid: (_, h) => h * (1 - h),
  tanh: (_, h) => 1 - h * h,
  ReLU: (z) => (z > 0 ? 1 : 0),
};

const list = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, part, i) => sum + part * (b[i] ?? 0), 0);

/** Standard deviation √(1/n), for ReLU √(2/n). */
function matrix(name: Name, normal: () => number): number[][] {
  const size = Math.sqrt((name === "ReLU" ? 2 : 1) / width);
  return list(width, () => list(width, () => size * normal()));
}

/** Length of the gradient of each layer's weights, from the first layer to the last. */
function gradients(name: Name, depth: number, seed: number): number[] {
  const normal = normals(seed);
  const layers: { weights: number[][]; input: number[]; slopes: number[] }[] = [];
  let signal = list(width, normal);
  for (let layer = 0; layer < depth; layer++) {
    const weights = matrix(name, normal);
    const sums = weights.map((row) => dot(row, signal));
    const input = signal;
    signal = sums.map(value[name]);
    layers.push({ weights, input, slopes: sums.map((z, i) => slope[name](z, signal[i] ?? 0)) });
  }
  let gradient = list(width, normal);
  const lengths: number[] = [];
  for (const { weights, input, slopes } of layers.reverse()) {
    const atSums = gradient.map((part, i) => part * (slopes[i] ?? 0));
    // The weights' gradient is an outer product, so its length is the product of two lengths.
    lengths.push(Math.hypot(...atSums) * Math.hypot(...input));
    gradient = list(width, (j) => atSums.reduce((sum, part, i) => sum + part * (weights[i]?.[j] ?? 0), 0));
  }
  return lengths.reverse();
}

/** The typical gradient of each layer against the last layer's: geometric mean over `draws` networks. */
export function typicalGradients(name: Name, depth: number, draws: number): number[] {
  const all = list(draws, (draw) => gradients(name, depth, draw + 1));
  return list(depth, (layer) => {
    const logs = all.map((lengths) => Math.log((lengths[layer] ?? 0) / (lengths[depth - 1] ?? 1)));
    return Math.exp(logs.reduce((sum, log) => sum + log, 0) / draws);
  });
}

/** What the first `units` units of the given layer answer to `examples` random inputs: [unit][example]. */
export function answers(name: Name, layer: number, units: number, examples: number): number[][] {
  const normal = normals(7);
  const weights = list(layer, () => matrix(name, normal));
  const outputs = list(examples, () =>
    weights.reduce((signal, rows) => rows.map((row) => value[name](dot(row, signal))), list(width, normal)),
  );
  return list(units, (unit) => outputs.map((output) => output[unit] ?? 0));
}
