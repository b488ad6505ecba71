import { deepEqual, equal, ok, throws } from "node:assert/strict";
import fc from "fast-check";
import { MultiHeadAttention } from "../../../src/lab/attention";
import { conv2d } from "../../../src/lab/convolution";
import { oneHot, ones, tensor, zeros } from "../../../src/lab/create";
import { where } from "../../../src/lab/elementwise";
import { Conv2d, Dropout, Embedding, Linear, Sequential } from "../../../src/lab/layers";
import { binaryCrossEntropy, crossEntropy } from "../../../src/lab/losses";
import { concat, stack } from "../../../src/lab/movement";
import { BatchNorm, LayerNorm } from "../../../src/lab/normalisation";
import { averagePool2d, maxPool2d } from "../../../src/lab/pooling";
import { random } from "../../../src/lab/random";
import { withoutKernel } from "../../../src/lab/storage";
import type { Tensor } from "../../../src/lab/tensor";
import { inputOf, numbers, seeds, shapes, stretching } from "./arbitrary";
import { compare } from "./gradient-check";

const size = fc.integer({ min: 1, max: 20 });
const list = (x: Tensor) => Array.from(x.data);

/** The number of a tensor at these coordinates, counted by hand. */
function at(x: Tensor, coordinates: readonly number[]): number {
  return x.data[coordinates.reduce((place, coordinate, axis) => place * x.shape[axis] + coordinate, 0)];
}

function* places(shape: readonly number[]): Generator<number[]> {
  if (shape.length === 0) yield [];
  else for (let i = 0; i < shape[0]; i++) for (const rest of places(shape.slice(1))) yield [i, ...rest];
}

describe("tensors", function () {
  this.timeout(20_000);

  it("take their shape from the nesting of the arrays", () => {
    deepEqual(
      tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]).shape,
      [2, 3],
    );
    deepEqual(tensor(5).shape, []);
    deepEqual(tensor(Float32Array.of(1, 2, 3, 4), [2, 2]).rows(), [
      [1, 2],
      [3, 4],
    ]);
    deepEqual(oneHot([2, 0], 3).rows(), [
      [0, 0, 1],
      [1, 0, 0],
    ]);
  });

  it("copy what they are made from", () => {
    const values = [1, 2];
    const made = tensor(values);
    values[0] = 9;
    deepEqual(made.toArray(), [1, 2]);
  });

  it("say what is wrong with a shape", () => {
    throws(() => tensor([[1, 2], [3]]), {
      message: "values[1] must be a list of length 2, as values[0] is.",
    });
    throws(() => tensor([1, 2, 3], [2, 2]), { message: "3 numbers, but the shape [2 × 2] holds 4." });
    throws(() => ones([2, 3]).add(ones([2, 2])), {
      message: "Shapes [2 × 3] and [2 × 2] do not fit together.",
    });
    throws(() => ones([2, 3]).matmul(ones([2, 3])), /^Error: \[2 × 3\] cannot be multiplied by \[2 × 3\]: /);
    throws(() => ones([2, 3]).reshape(4, -1), /^Error: \[2 × 3\] cannot be reshaped to \[4 × -1\]: /);
    throws(() => ones([2, 3]).sum(2), {
      message: "A tensor of shape [2 × 3] has no axis 2: axes count from 0, or back from -1.",
    });
    throws(() => ones([2]).gather([2]), /^Error: There is no index 2 along an axis of length 2: /);
    throws(() => zeros([100_000, 100_000]), /too large for a demo/);
  });
});

describe("operations give the same as counting by hand", function () {
  this.timeout(20_000);

  it("element by element, stretched to a common shape", () => {
    fc.assert(
      fc.property(stretching, seeds, ({ shape, smaller }, seed) => {
        const [a, b] = [inputOf(shape, seed), inputOf(smaller, seed + 1, { low: 0.5 })];
        const [x, y] = [tensor(a.values, a.shape), tensor(b.values, b.shape)];
        const sum = x.add(y);
        const quotient = x.div(y);
        deepEqual(sum.shape, shape);
        for (const place of places(shape)) {
          const own = place
            .slice(shape.length - smaller.length)
            .map((coordinate, i) => (smaller[i] === 1 ? 0 : coordinate));
          equal(at(sum, place), Math.fround(at(x, place) + at(y, own)));
          equal(at(quotient, place), Math.fround(at(x, place) / at(y, own)));
        }
      }),
    );
  });

  it("the larger or smaller of two, which of them is, and a choice between them", () => {
    fc.assert(
      fc.property(stretching, seeds, ({ shape, smaller }, seed) => {
        const [a, b] = [inputOf(shape, seed), inputOf(smaller, seed + 1)];
        const [x, y] = [tensor(a.values, a.shape), tensor(b.values, b.shape)];
        const wide = y.broadcastTo(shape);
        const expected = (choose: (a: number, b: number) => number) =>
          list(x).map((value, i) => choose(value, wide.data[i]));
        deepEqual(list(x.maximum(y)), expected(Math.max));
        deepEqual(list(y.minimum(x)), expected(Math.min));
        deepEqual(
          list(x.greater(y)),
          expected((a, b) => (a > b ? 1 : 0)),
        );
        deepEqual(
          list(y.less(x)),
          expected((a, b) => (a > b ? 1 : 0)),
        );
        deepEqual(
          list(where(x.greater(0), y, 7)),
          expected((a, b) => (a > 0 ? b : 7)),
        );
        deepEqual(where(y.greater(0), 1, x).shape, shape);
      }),
    );
    deepEqual(list(tensor([NaN, 1]).maximum(tensor([1, NaN]))), [NaN, NaN]);
  });

  it("of two equal numbers, each gets half of the maximum's gradient", () => {
    const [x, y] = [tensor([1, 2, 3]).becomeParameter(), tensor([1, 3, 2]).becomeParameter()];
    x.maximum(y).sum().backward();
    deepEqual(list(x.grad ?? tensor([])), [0.5, 0, 1]);
    deepEqual(list(y.grad ?? tensor([])), [0.5, 1, 0]);
  });

  it("activations, against their definitions", () => {
    const values = numbers(200, 3, { low: -6, high: 6 });
    const x = tensor(values);
    const definitions: [Tensor, (v: number) => number][] = [
      [x.relu(), (v) => Math.max(0, v)],
      [x.leakyRelu(), (v) => (v > 0 ? v : 0.01 * v)],
      [x.elu(), (v) => (v > 0 ? v : Math.exp(v) - 1)],
      [x.sigmoid(), (v) => 1 / (1 + Math.exp(-v))],
      [x.tanh(), (v) => (Math.exp(2 * v) - 1) / (Math.exp(2 * v) + 1)],
      [x.softplus(), (v) => Math.log(1 + Math.exp(v))],
      [x.silu(), (v) => v / (1 + Math.exp(-v))],
    ];
    for (const [found, definition] of definitions)
      compare(list(found), values.map(definition), 1e-6, "activation");
    // Values of GELU in its tanh form, from Hendrycks & Gimpel's formula at 50 digits.
    compare(list(tensor([-2, -1, 0.5, 3]).gelu()), [-0.0454023, -0.158808, 0.345714, 2.996363], 1e-6, "gelu");
  });

  it("softplus, softmax and log-softmax do not overflow", () => {
    deepEqual(list(tensor([1000, -1000]).softplus()), [1000, 0]);
    deepEqual(list(tensor([1000, 1000]).softmax()), [0.5, 0.5]);
    deepEqual(list(tensor([1000, 0]).logSoftmax()), [0, -1000]);
  });

  it("sums, means, maxima and variances along any axis", () => {
    fc.assert(
      fc.property(shapes, seeds, fc.nat(2), (shape, seed, which) => {
        const axis = which % shape.length;
        const { values } = inputOf(shape, seed);
        const x = tensor(values, shape);
        const rest = shape.filter((_, i) => i !== axis);
        const found = { sum: x.sum(axis), mean: x.mean(axis), max: x.max(axis), variance: x.variance(axis) };
        const kept = x.sum(axis, true);
        deepEqual(
          kept.shape,
          shape.map((length, i) => (i === axis ? 1 : length)),
        );
        for (const place of places(rest)) {
          const line = Array.from({ length: shape[axis] }, (_, i) => at(x, place.toSpliced(axis, 0, i)));
          const mean = line.reduce((a, b) => a + b) / line.length;
          compare([at(found.sum, place)], [mean * line.length], 1e-6, "sum");
          compare([at(found.mean, place)], [mean], 1e-6, "mean");
          equal(at(found.max, place), Math.max(...line));
          compare(
            [at(found.variance, place)],
            [line.reduce((a, b) => a + (b - mean) ** 2, 0) / line.length],
            1e-6,
            "variance",
          );
        }
      }),
    );
  });

  it("softmax is exp over the sum of exp, and log-softmax its logarithm", () => {
    fc.assert(
      fc.property(size, size, seeds, (rows, columns, seed) => {
        const x = tensor(numbers(rows * columns, seed), [rows, columns]);
        const exponentials = x.rows().map((row) => row.map(Math.exp));
        const wanted = exponentials.map((row) => row.map((value) => value / row.reduce((a, b) => a + b)));
        compare(list(x.softmax()), wanted.flat(), 1e-6, "softmax");
        compare(list(x.logSoftmax()), wanted.flat().map(Math.log), 1e-5, "log-softmax");
        compare(list(x.transpose().softmax(0).transpose()), wanted.flat(), 1e-6, "softmax along axis 0");
        deepEqual(
          x.argmax(),
          exponentials.map((row) => row.indexOf(Math.max(...row))),
        );
      }),
    );
  });

  it("permute, transpose, slice, gather, pick, concat and stack put each number where it belongs", () => {
    fc.assert(
      fc.property(
        fc.tuple(
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 2, max: 4 }),
        ),
        seeds,
        (shape, seed) => {
          const x = tensor(inputOf(shape, seed).values, shape);
          const [turned, cut, both, piled] = [
            x.permute(2, 0, 1),
            x.slice(1, shape[2], 2),
            concat([x, x], 1),
            stack([x, x]),
          ];
          const picked = x.gather([shape[0] - 1, 0]);
          for (const [i, j, k] of places(shape)) {
            equal(at(turned, [k, i, j]), at(x, [i, j, k]));
            equal(at(x.transpose(), [i, k, j]), at(x, [i, j, k]));
            if (k >= 1) equal(at(cut, [i, j, k - 1]), at(x, [i, j, k]));
            equal(at(both, [i, j + shape[1], k]), at(x, [i, j, k]));
            equal(at(piled, [1, i, j, k]), at(x, [i, j, k]));
            equal(at(picked, [0, j, k]), at(x, [shape[0] - 1, j, k]));
          }
        },
      ),
    );
    deepEqual(
      list(
        tensor([
          [1, 2],
          [3, 4],
        ]).pick([1, 0]),
      ),
      [2, 3],
    );
  });

  it("matrix products of any size", () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 40 }), seeds, (m, n, k, seed) => {
        const a = tensor(numbers(m * k, seed), [m, k]);
        const b = tensor(numbers(k * n, seed + 1), [k, n]);
        const wanted = [...places([m, n])].map(([i, j]) => {
          let sum = 0;
          for (let p = 0; p < k; p++) sum += at(a, [i, p]) * at(b, [p, j]);
          return sum;
        });
        compare(list(a.matmul(b)), wanted, 1e-5, "product");
      }),
    );
  });

  it("convolutions, against six nested loops", () => {
    const geometry = fc.record({
      stride: fc.integer({ min: 1, max: 3 }),
      padding: fc.integer({ min: 0, max: 3 }),
      dilation: fc.integer({ min: 1, max: 2 }),
      groups: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(
        geometry,
        fc.integer({ min: 1, max: 3 }),
        seeds,
        ({ stride, padding, dilation, groups }, kernel, seed) => {
          const [height, width] = [7, 6];
          const x = tensor(numbers(2 * 4 * height * width, seed), [2, 4, height, width]);
          const w = tensor(numbers((6 * 4 * kernel * kernel) / groups, seed + 1), [
            6,
            4 / groups,
            kernel,
            kernel,
          ]);
          const bias = tensor(numbers(6, seed + 2));
          const y = conv2d(x, w, bias, { stride, padding, dilation, groups });
          const [, , outHeight, outWidth] = y.shape;
          equal(outHeight, Math.floor((height + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1);
          equal(outWidth, Math.floor((width + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1);
          const wanted = [...places(y.shape)].map(([n, o, i, j]) => {
            let sum = bias.data[o];
            for (const [c, ky, kx] of places([4 / groups, kernel, kernel])) {
              const [row, column] = [
                i * stride + ky * dilation - padding,
                j * stride + kx * dilation - padding,
              ];
              const channel = Math.floor(o / (6 / groups)) * (4 / groups) + c;
              const inside = row >= 0 && row < height && column >= 0 && column < width;
              if (inside) sum += at(x, [n, channel, row, column]) * at(w, [o, c, ky, kx]);
            }
            return sum;
          });
          compare(list(y), wanted, 1e-5, "convolution");
        },
      ),
      { numRuns: 40 },
    );
  });

  it("pooling takes the largest or the mean of each window", () => {
    const x = tensor([1, 2, 5, 3, 4, 0, 6, 7, 8], [1, 1, 3, 3]);
    deepEqual(list(maxPool2d(x, 2, { stride: 1 })), [4, 5, 7, 8]);
    deepEqual(list(averagePool2d(x, 2, { stride: 1 })), [2.5, 2.75, 5, 4.75]);
    deepEqual(maxPool2d(ones([2, 3, 5, 4]), 2).shape, [2, 3, 2, 2]);
  });

  it("losses, against their definitions", () => {
    const logits = tensor([
      [2, 1, 0.1],
      [0, 3, -1],
    ]);
    const wanted =
      -(
        Math.log(Math.exp(2) / (Math.exp(2) + Math.exp(1) + Math.exp(0.1))) +
        Math.log(Math.exp(-1) / (1 + Math.exp(3) + Math.exp(-1)))
      ) / 2;
    compare([crossEntropy(logits, [0, 2]).item()], [wanted], 1e-6, "cross-entropy");
    const p = 1 / (1 + Math.exp(-0.7));
    compare(
      [binaryCrossEntropy(tensor([0.7, 0.7]), tensor([1, 0])).item()],
      [-(Math.log(p) + Math.log(1 - p)) / 2],
      1e-6,
      "binary cross-entropy",
    );
    equal(binaryCrossEntropy(tensor([500, -500]), tensor([1, 0])).item(), 0);
  });
});

describe("the kernel", function () {
  this.timeout(20_000);

  it("gives the same bits as the plain loops", () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 600 }), seeds, (m, n, k, seed) => {
        const run = () => {
          const a = tensor(numbers(m * k, seed), [m, k]).becomeParameter();
          const b = tensor(numbers(k * n, seed + 1), [k, n]).becomeParameter();
          const c = a.matmul(b);
          c.square().sum().backward();
          return [c.data, a.grad?.data, b.grad?.data].map((data) => Array.from(data ?? []));
        };
        deepEqual(run(), withoutKernel(run));
      }),
      { numRuns: 40 },
    );
  });
});

describe("layers", function () {
  this.timeout(20_000);

  it("count their parameters", () => {
    const count = (...parameters: readonly Tensor[]) => parameters.reduce((sum, one) => sum + one.size, 0);
    equal(count(...new Linear(784, 128).parameters), 784 * 128 + 128);
    equal(count(...new Conv2d(3, 8, 5, { bias: false }).parameters), 3 * 8 * 25);
    equal(count(...new Sequential(new Linear(2, 3), (x) => x.relu(), new Linear(3, 1)).parameters), 13);
  });

  it("dropout keeps the expected value in training, and leaves everything alone afterwards", () => {
    const dropout = new Dropout(0.25, { random: random(4) });
    const x = ones([20_000]);
    const y = dropout.forward(x);
    ok(Math.abs(y.mean().item() - 1) < 0.02, `mean ${y.mean().item()}`);
    const zeroed = list(y).filter((value) => value === 0).length / 20_000;
    ok(Math.abs(zeroed - 0.25) < 0.02, `${zeroed} switched off`);
    equal(dropout.predict(x), x);
    throws(() => new Dropout(1), /at least 0 and less than 1/);
  });

  it("batch normalisation gives each channel mean 0 and variance 1, and remembers both", () => {
    const layer = new BatchNorm(3, { momentum: 1 });
    const x = tensor(numbers(8 * 3 * 4, 9), [8, 3, 2, 2])
      .mul(3)
      .add(5);
    const rows = layer.forward(x).permute(1, 0, 2, 3).reshape(3, -1);
    compare(list(rows.mean(1)), [0, 0, 0], 1e-5, "mean");
    compare(list(rows.variance(1)), [1, 1, 1], 1e-4, "variance");
    const channels = x.permute(1, 0, 2, 3).reshape(3, -1);
    compare(layer.runningMean, list(channels.mean(1)), 1e-6, "running mean");
    compare(layer.runningVariance, list(channels.variance(1).mul(32 / 31)), 1e-5, "running variance");
    const one = x.slice(0, 1);
    const wanted =
      (at(one, [0, 2, 1, 1]) - layer.runningMean[2]) / Math.sqrt(layer.runningVariance[2] + 1e-5);
    compare([at(layer.predict(one), [0, 2, 1, 1])], [wanted], 1e-5, "in evaluation");
  });

  it("layer normalisation gives each row mean 0 and variance 1", () => {
    const y = new LayerNorm(6).forward(tensor(numbers(24, 2), [4, 6]).mul(10));
    compare(list(y.mean(-1)), [0, 0, 0, 0], 1e-5, "mean");
    compare(list(y.variance(-1)), [1, 1, 1, 1], 1e-4, "variance");
  });

  it("embedding looks vectors up", () => {
    const layer = new Embedding(5, 3);
    const y = layer.forward(
      tensor([
        [4, 0],
        [1, 4],
      ]),
    );
    deepEqual(y.shape, [2, 2, 3]);
    deepEqual(list(y).slice(0, 3), list(layer.weight).slice(12, 15));
  });

  it("attention with several heads keeps the shape, and order does not matter to it", () => {
    const layer = new MultiHeadAttention(8, 2, { random: random(3) });
    const x = tensor(numbers(2 * 5 * 8, 4), [2, 5, 8]);
    const y = layer.forward(x);
    deepEqual(y.shape, x.shape);
    const order = [3, 1, 4, 0, 2];
    const shuffled = layer.forward(x.transpose(0, 1).gather(order).transpose(0, 1));
    compare(list(shuffled), list(y.transpose(0, 1).gather(order).transpose(0, 1)), 1e-5, "shuffled");
  });
});
