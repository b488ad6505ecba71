/** A small network as the demos of questions 31 and 32 train it: the same draws, rounded to float32. */

import { uniforms } from "drawing";

const width = 16;
const round = Math.fround;

/** Box-Muller, both numbers of a pair used: the same draws as in the demo. */
function normals(seed: number): (sd: number) => number {
  const next = uniforms(seed);
  let spare: number | undefined;
  return (sd) => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return sd * kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return sd * radius * Math.cos(angle);
  };
}

type Matrix = Float32Array[];

/** Every sum is rounded to float32, so that it overflows where float32 does. */
function times(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    Float32Array.from(b[0]!, (_, j) => row.reduce((sum, value, i) => round(sum + value * b[i]![j]!), 0)),
  );
}
const turn = (a: Matrix): Matrix => Array.from(a[0]!, (_, j) => Float32Array.from(a, (row) => row[j]!));
const relu = (a: Matrix): Matrix => a.map((row) => row.map((value) => Math.max(0, value)));

const inputs = Array.from({ length: 64 }, (_, i) => -1 + (2 * i) / 63);
const x: Matrix = inputs.map((value) => Float32Array.of(value, 1));
const wanted = inputs.map((value) => Math.sin(3 * value));

export interface Run {
  readonly seed: number;
  readonly steps: number;
  readonly rate: (step: number) => number;
  /** How many times too long the gradient of this step is. */
  readonly stretch?: (step: number) => number;
  /** The loss is multiplied by it. */
  readonly scale?: number;
}

/** Loss, and the norm of the gradient of each of the five weight matrices, at every step. */
export function train({ seed, steps, rate, stretch = () => 1, scale = 1 }: Run): {
  losses: number[];
  norms: number[][];
} {
  const normal = normals(seed);
  const draw = (rows: number, columns: number, sd: number): Matrix =>
    Array.from({ length: rows }, () => Float32Array.from({ length: columns }, () => normal(sd)));
  const first = draw(2, width, 1);
  const last = draw(width, 1, Math.sqrt(1 / width));
  const weights = [first, ...[1, 2, 3].map(() => draw(width, width, Math.sqrt(2 / width))), last];
  const losses: number[] = [];
  const norms: number[][] = [];
  for (let step = 0; step < steps; step++) {
    const active: Matrix[] = [x];
    for (const w of weights.slice(0, -1)) active.push(relu(times(active.at(-1)!, w)));
    const answer = times(active.at(-1)!, last);
    const misses = answer.map((row, i) => row[0]! - wanted[i]!);
    losses.push(misses.reduce((sum, miss) => round(sum + round(miss * miss) / 64), 0));
    let delta: Matrix = misses.map((miss) => Float32Array.of((2 * scale * miss) / 64));
    norms.push([]);
    for (let layer = weights.length - 1; layer >= 0; layer--) {
      const gradient = times(turn(active[layer]!), delta);
      const before = times(delta, turn(weights[layer]!));
      delta = before.map((row, i) => row.map((value, j) => (active[layer]![i]![j]! > 0 ? value : 0)));
      norms[step]!.unshift(Math.hypot(...gradient.flatMap((row) => [...row])));
      const size = rate(step) * stretch(step);
      for (const [i, row] of weights[layer]!.entries()) {
        for (let j = 0; j < row.length; j++) row[j]! -= size * gradient[i]![j]!;
      }
    }
  }
  return { losses, norms };
}
