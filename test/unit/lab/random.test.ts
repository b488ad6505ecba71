import { deepEqual, equal, ok, throws } from "node:assert/strict";
import fc from "fast-check";
import { normal, uniform } from "../../../src/lab/create";
import { batches, blobs, moons, rings, spirals, xor } from "../../../src/lab/data";
import { digits, shapes } from "../../../src/lab/drawings";
import { linspace, type Random, random } from "../../../src/lab/random";

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

  it("keep their streams from version to version", () => {
    const source = random(42);
    deepEqual(
      [source.integer(1000), source.choose(["a", "b", "c"]), source.shuffle([1, 2, 3, 4, 5])],
      [601, "b", [4, 2, 1, 3, 5]],
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

describe("weighted draws", () => {
  it("are as frequent as their weights, and never of weight 0", () => {
    const weights = [0, 1, 0, 3, 4, 0];
    const counts = weights.map(() => 0);
    const source = random(3);
    for (let i = 0; i < 8000; i++) counts[source.weighted(weights)]++;
    // Five standard deviations of a count, √(8000 p (1 − p)), are at most 224.
    weights.forEach((weight, i) => {
      if (weight === 0) equal(counts[i], 0);
      else ok(Math.abs(counts[i] - 1000 * weight) < 224, `${counts[i]} of weight ${weight}`);
    });
  });

  it("find the only index that has a weight, however small the number drawn is off by rounding", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 0, max: 9 }),
        fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
        (seed, at, weight) => {
          const weights = Array.from({ length: 10 }, (_, i) => (i === at ? weight : 0));
          equal(random(seed).weighted(Float64Array.from(weights)), at);
        },
      ),
    );
  });

  it("refuse weights that say nothing", () => {
    for (const weights of [[], [0, 0], [1, -1], [Number.NaN, 1], [Infinity]]) {
      throws(() => random(1).weighted(weights), /^Error: weighted\(\) wants a list of weights of at least 0/);
    }
    throws(
      () => random(1).weighted(2 as unknown as number[]),
      /^Error: weighted\(\): weights must be a list/,
    );
  });
});

describe("what needs random numbers", () => {
  it("takes whole seeds only: fractions would all be one stream", () => {
    for (const [seed, text] of [
      [0.1, "0.1"],
      [Number.NaN, "NaN"],
      ["abc", '"abc"'],
      [undefined, "undefined"],
    ]) {
      throws(() => random(seed as number), { message: `A random seed is a whole number, not ${text}.` });
    }
    equal(random(2 ** 32 + 1).uniform(), random(1).uniform());
  });

  it("refuses to choose among nothing", () => {
    for (const n of [0, -3, 2.5]) {
      throws(() => random(1).integer(n), {
        message: `integer(): n must be a whole number of at least 1, not ${n}.`,
      });
    }
    throws(() => random(1).choose([]), { message: "choose() cannot choose from an empty list." });
  });

  it("divides examples into batches of at least one", () => {
    deepEqual(
      batches(5, 2, random(1)).map((ids) => ids.length),
      [2, 2, 1],
    );
    deepEqual(batches(0, 2, random(1)), []);
    for (const size of [0, -1, 1.5]) {
      throws(() => batches(10, size, random(1)), {
        message: `batches(): size must be a whole number of at least 1, not ${size}.`,
      });
    }
    throws(() => batches(-1, 2, random(1)), /count must be a whole number of at least 0, not -1/);
  });

  it("says that it has to be given where they come from", () => {
    const missing = undefined as unknown as Random;
    for (const make of [moons, rings, blobs, spirals, xor, digits, shapes]) {
      throws(() => make(10, missing), {
        message: `${make.name}() wants a source of random numbers such as random(1), not undefined.`,
      });
      throws(() => make(2.5, random(1)), {
        message: `${make.name}(): count must be a whole number of at least 0, not 2.5.`,
      });
    }
    for (const make of [normal, uniform])
      throws(() => make([2], 1 as unknown as Random), /such as random\(1\), not 1\.$/);
    throws(() => batches(10, 2, missing), /^Error: batches\(\) wants a source/);
  });
});

describe("linspace", () => {
  it("goes from the first to the last value at equal distances", () => {
    deepEqual(linspace(0, 1, 5), [0, 0.25, 0.5, 0.75, 1]);
    deepEqual(linspace(2, 2, 1), [2]);
    equal(linspace(0, 0.3, 4).at(-1), 0.3);
  });
});
