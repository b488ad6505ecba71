import fc from "fast-check";
import { random } from "../../../src/lab/random";
import type { Input } from "./gradient-check";

/** Numbers in [low, high] whose distance from 0 is at least `gap`, so that no kink is near. */
export function numbers(count: number, seed: number, { low = -2, high = 2, gap = 0 } = {}): number[] {
  const source = random(seed);
  return Array.from({ length: count }, () => {
    for (;;) {
      const value = source.uniform(low, high);
      if (Math.abs(value) >= gap) return value;
    }
  });
}

export const seeds = fc.integer({ min: 1, max: 1_000_000 });

/** Lengths along one to three axes. */
export const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });

export function inputOf(shape: readonly number[], seed: number, options = {}): Input {
  return {
    shape,
    values: numbers(
      shape.reduce((a, b) => a * b, 1),
      seed,
      options,
    ),
  };
}

/** Distinct numbers at least 0.1 apart in random order, so that the largest is never in doubt. */
export function distinct(shape: readonly number[], seed: number): Input {
  const count = shape.reduce((a, b) => a * b, 1);
  return {
    shape,
    values: random(seed).shuffle(Array.from({ length: count }, (_, i) => 0.1 * (i - count / 2) + 0.03)),
  };
}

/** A shape and another one that stretches to it: some axes 1, some missing in front. */
export const stretching = shapes.chain((shape) =>
  fc
    .record({
      ones: fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }),
      missing: fc.integer({ min: 0, max: shape.length }),
    })
    .map(({ ones, missing }) => ({
      shape,
      smaller: shape.map((length, i) => (ones[i] ? 1 : length)).slice(missing),
    })),
);
