import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { linspace, random } from "../../../src/lab/random";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("random numbers", () => {
  it("are the same on every machine", () => {
    // Reference values of mulberry32 for seed 1, from its published C code.
    const numbers = random(1);
    deepEqual(
      [0, 1, 2].map(() => Math.round(numbers.uniform() * 2 ** 32)),
      [2693262067, 11749833, 2265367787],
    );
  });

  it("repeat for the same seed and differ for another", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const draw = (from: number) => {
          const numbers = random(from);
          return Array.from({ length: 20 }, () => [
            numbers.uniform(),
            numbers.normal(),
            numbers.integer(100),
          ]);
        };
        deepEqual(draw(seed), draw(seed));
        return JSON.stringify(draw(seed)) !== JSON.stringify(draw(seed ^ 1));
      }),
    );
  });

  it("stay in their range", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 1000 }), (seed, n) => {
        const numbers = random(seed);
        for (let i = 0; i < 100; i++) {
          const value = numbers.uniform(-2, 3);
          ok(value >= -2 && value < 3);
          ok(Number.isInteger(numbers.integer(n)) && numbers.integer(n) < n);
          ok(Number.isFinite(numbers.normal()));
        }
      }),
    );
  });

  it("have the mean and the spread that was asked for", () => {
    const numbers = random(7);
    const values = Array.from({ length: 100_000 }, () => numbers.normal(3, 2));
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    ok(Math.abs(mean - 3) < 0.03, `mean ${mean}`);
    ok(Math.abs(variance - 4) < 0.06, `variance ${variance}`);
  });

  it("shuffle into a new array with the same elements", () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer()), (seed, array) => {
        const before = [...array];
        const mixed = random(seed).shuffle(array);
        deepEqual(array, before);
        deepEqual([...mixed].sort(), before.sort());
      }),
    );
  });

  it("shuffle without favour: every order of three is about as frequent", () => {
    const numbers = random(5);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = numbers.shuffle([1, 2, 3]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    equal(counts.size, 6);
    for (const count of counts.values()) ok(Math.abs(count - 1000) < 120, `${count} of 6000`);
  });
});

describe("linspace", () => {
  it("goes from the first to the last value at equal distances", () => {
    deepEqual(linspace(0, 1, 5), [0, 0.25, 0.5, 0.75, 1]);
    deepEqual(linspace(2, 2, 1), [2]);
    equal(linspace(0, 0.3, 4).at(-1), 0.3);
  });
});
