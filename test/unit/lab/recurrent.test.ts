import { deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { tensor } from "../../../src/lab/create";
import { batches } from "../../../src/lab/data";
import { Linear } from "../../../src/lab/layers";
import { accuracy, crossEntropy } from "../../../src/lab/losses";
import { Adam } from "../../../src/lab/optimisers";
import { random } from "../../../src/lab/random";
import { GRU, LSTM, RNN } from "../../../src/lab/recurrent";
import { inputOf, numbers, seeds } from "./arbitrary";
import { checkGradients, compare } from "./gradient-check";

const [batch, time, inputs, hidden] = [2, 3, 2, 3];
const σ = (v: number) => 1 / (1 + Math.exp(-v));

/** Runs a layer's formula number by number; `next` gets for unit j its sums from input and state, gate by gate. */
function byHand(
  layer: RNN | LSTM | GRU,
  x: readonly number[],
  next: (fromInput: number[], fromState: number[], h: number, memory: { c: number }) => number,
): number[] {
  const gates = layer.bias.size / hidden;
  const [w, u, b] = [layer.inputWeight.data, layer.stateWeight.data, layer.bias.data];
  const outputs: number[] = [];
  for (let n = 0; n < batch; n++) {
    let h: number[] = new Array(hidden).fill(0);
    const memory = h.map(() => ({ c: 0 }));
    for (let s = 0; s < time; s++) {
      const xs = x.slice((n * time + s) * inputs, (n * time + s + 1) * inputs);
      const sums = (values: readonly number[], weights: ArrayLike<number>, j: number) =>
        Array.from({ length: gates }, (_, gate) =>
          values.reduce((sum, value, i) => sum + value * weights[i * gates * hidden + gate * hidden + j], 0),
        );
      const before = h;
      h = before.map((own, j) => {
        const fromInput = sums(xs, w, j).map((sum, gate) => sum + b[gate * hidden + j]);
        return next(fromInput, sums(before, u, j), own, memory[j]);
      });
      outputs.push(...h);
    }
  }
  return outputs;
}

describe("recurrent layers", function () {
  this.timeout(20_000);

  const x = numbers(batch * time * inputs, 3);
  const sequence = tensor(x, [batch, time, inputs]);
  const options = { random: random(5) };

  it("RNN follows its formula", () => {
    const layer = new RNN(inputs, hidden, options);
    const wanted = byHand(layer, x, ([a], [s]) => Math.tanh(a + s));
    deepEqual(layer.forward(sequence).shape, [batch, time, hidden]);
    compare(layer.forward(sequence).data, wanted, 1e-6, "RNN");
  });

  it("LSTM follows its formula", () => {
    const layer = new LSTM(inputs, hidden, options);
    const wanted = byHand(layer, x, (a, s, _, memory) => {
      const [i, f, g, o] = a.map((value, gate) => value + s[gate]);
      memory.c = σ(f) * memory.c + σ(i) * Math.tanh(g);
      return σ(o) * Math.tanh(memory.c);
    });
    compare(layer.forward(sequence).data, wanted, 1e-6, "LSTM");
  });

  it("GRU follows its formula", () => {
    const layer = new GRU(inputs, hidden, options);
    const wanted = byHand(layer, x, (a, s, h) => {
      const [r, z] = [σ(a[0] + s[0]), σ(a[1] + s[1])];
      return (1 - z) * Math.tanh(a[2] + r * s[2]) + z * h;
    });
    compare(layer.forward(sequence).data, wanted, 1e-6, "GRU");
  });

  it("have gradients that agree with finite differences, through all steps", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const Kind of [RNN, LSTM, GRU]) {
          checkGradients(
            (input) => new Kind(inputs, hidden, { random: random(seed) }).forward(input),
            [inputOf([batch, time, inputs], seed)],
          );
        }
      }),
      { numRuns: 5 },
    );
  });

  it("an LSTM learns to remember the first sign of a sequence", () => {
    const source = random(4);
    const layer = new LSTM(1, 8, { random: source });
    const read = new Linear(8, 2, { random: source });
    const optimiser = new Adam([...layer.parameters, ...read.parameters], { rate: 0.02 });
    const signs = Array.from({ length: 64 * 10 }, () => (source.integer(2) === 0 ? -1 : 1));
    const labels = Array.from({ length: 64 }, (_, i) => (signs[i * 10] > 0 ? 1 : 0));
    const sequences = tensor(signs, [64, 10, 1]);
    const scores = () => read.forward(layer.states(sequences)[9].h);
    for (let step = 0; step < 120; step++) optimiser.minimise(() => crossEntropy(scores(), labels));
    ok(accuracy(scores(), labels) === 1, String(accuracy(scores(), labels)));
  });
});

describe("batches", function () {
  this.timeout(20_000);

  it("hold every index once", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 20 }),
        seeds,
        (count, size, seed) => {
          const found = batches(count, size, random(seed));
          ok(found.slice(0, -1).every((one) => one.length === size));
          deepEqual(
            found.flat().sort((a, b) => a - b),
            Array.from({ length: count }, (_, i) => i),
          );
        },
      ),
    );
  });
});
