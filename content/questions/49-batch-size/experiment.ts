/** The demo's experiment, number for number: moons, a 2-16-1 tanh network, plain SGD. */

import { uniforms } from "drawing";

const examples = 512;
const units = 16;
const out = 4 * units;

/** The demo's random numbers: Box-Muller, Fisher-Yates. */
class Numbers {
  readonly uniform: () => number;
  #spare: number | undefined;

  constructor(seed: number) {
    this.uniform = uniforms(seed);
  }

  normal(mean: number, sd: number): number {
    const spare = this.#spare;
    if (spare !== undefined) {
      this.#spare = undefined;
      return mean + sd * spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return mean + sd * radius * Math.cos(angle);
  }

  shuffle<T>(array: readonly T[]): T[] {
    const mixed = [...array];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = Math.floor(this.uniform() * (last + 1));
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  }
}

function moons(count: number, numbers: Numbers): number[][] {
  return Array.from({ length: count }, (_, i) => {
    const angle = Math.PI * numbers.uniform();
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const [centreX, centreY] = i % 2 === 0 ? [x - 0.5, y - 0.25] : [0.5 - x, 0.25 - y];
    return [Math.fround(numbers.normal(centreX, 0.2)), Math.fround(numbers.normal(centreY, 0.2)), i % 2];
  });
}

/** Accuracy on 1000 new points after each of the given numbers of updates, which ascend. */
export function accuracies(batch: number, rate: number, after: readonly number[], seed: number): number[] {
  const numbers = new Numbers(seed);
  const train = moons(examples, numbers);
  const test = moons(1000, numbers);
  const spread = [0.71, 0.71, 0, 0.25];
  const p = Float64Array.from({ length: out + 1 }, (_, i) =>
    i < out ? numbers.normal(0, spread[i % 4]) : 0,
  );
  const g = new Float64Array(out + 1);
  const h = new Float64Array(units);
  const score = (x: readonly number[]): number => {
    let z = p[out];
    for (let k = 0, i = 0; k < units; k++, i += 4) {
      h[k] = Math.tanh(p[i] * x[0] + p[i + 1] * x[1] + p[i + 2]);
      z += p[i + 3] * h[k];
    }
    return z;
  };
  const accuracy = (): number => test.filter((x) => score(x) > 0 === (x[2] === 1)).length / test.length;
  const found: number[] = [];
  let order = numbers.shuffle(train);
  let at = 0;
  for (let update = 0; found.length < after.length; update++) {
    while (after[found.length] === update) found.push(accuracy());
    g.fill(0);
    for (let b = 0; b < batch; b++, at++) {
      if (at === examples) {
        order = numbers.shuffle(train);
        at = 0;
      }
      const x = order[at];
      const error = (1 / (1 + Math.exp(-score(x))) - x[2]) / batch;
      for (let k = 0, i = 0; k < units; k++, i += 4) {
        const back = error * p[i + 3] * (1 - h[k] * h[k]);
        g[i] += back * x[0];
        g[i + 1] += back * x[1];
        g[i + 2] += back;
        g[i + 3] += error * h[k];
      }
      g[out] += error;
    }
    for (let i = 0; i <= out; i++) p[i] -= rate * g[i];
  }
  return found;
}

/** Mean over seeds 1, 2, 3 after 20 epochs. */
export function afterTwentyEpochs(batch: number, rate: number): number {
  const seeds = [1, 2, 3];
  const updates = (20 * examples) / batch;
  return seeds.reduce((sum, seed) => sum + accuracies(batch, rate, [updates], seed)[0], 0) / seeds.length;
}
