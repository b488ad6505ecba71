import { deepEqual, equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { conv2d } from "../../../src/lab/convolution";
import { parameter, tensor } from "../../../src/lab/create";
import { attention, BatchNorm, LayerNorm } from "../../../src/lab/layers";
import {
  binaryCrossEntropy,
  crossEntropy,
  meanAbsoluteError,
  meanSquaredError,
} from "../../../src/lab/losses";
import { affine } from "../../../src/lab/matmul";
import { concat, stack } from "../../../src/lab/movement";
import { averagePool2d, maxPool2d } from "../../../src/lab/pooling";
import { random } from "../../../src/lab/random";
import { scope, type Tensor, withoutGradients } from "../../../src/lab/tensor";
import { distinct, inputOf, seeds, shapes, stretching } from "./arbitrary";
import { checkGradients } from "./gradient-check";

const few = { numRuns: 25 };
const size = fc.integer({ min: 1, max: 5 });

describe("gradients agree with finite differences", function () {
  this.timeout(20_000);

  const unary: Record<
    string,
    { operation: (x: Tensor) => Tensor; low?: number; high?: number; gap?: number }
  > = {
    neg: { operation: (x) => x.neg() },
    "add a number": { operation: (x) => x.add(1.5) },
    "subtract a number": { operation: (x) => x.sub(1.5) },
    "multiply by a number": { operation: (x) => x.mul(-2.5) },
    "divide by a number": { operation: (x) => x.div(4) },
    square: { operation: (x) => x.square() },
    "cube (pow)": { operation: (x) => x.pow(3) },
    "inverse square root (pow)": { operation: (x) => x.pow(-0.5), low: 0.5, high: 3 },
    sqrt: { operation: (x) => x.sqrt(), low: 0.5, high: 3 },
    exp: { operation: (x) => x.exp() },
    log: { operation: (x) => x.log(), low: 0.5, high: 3 },
    abs: { operation: (x) => x.abs(), gap: 0.05 },
    "clamp from below": { operation: (x) => x.clamp(0, 5), gap: 0.05 },
    "clamp from above": { operation: (x) => x.clamp(-5, 0), gap: 0.05 },
    relu: { operation: (x) => x.relu(), gap: 0.05 },
    leakyRelu: { operation: (x) => x.leakyRelu(0.2), gap: 0.05 },
    elu: { operation: (x) => x.elu(1.3), gap: 0.05 },
    sigmoid: { operation: (x) => x.sigmoid() },
    tanh: { operation: (x) => x.tanh() },
    softplus: { operation: (x) => x.softplus() },
    silu: { operation: (x) => x.silu() },
    gelu: { operation: (x) => x.gelu() },
  };
  for (const [name, { operation, ...range }] of Object.entries(unary)) {
    it(name, () => {
      fc.assert(
        fc.property(shapes, seeds, (shape, seed) => checkGradients(operation, [inputOf(shape, seed, range)])),
        few,
      );
    });
  }

  const binary: Record<string, (a: Tensor, b: Tensor) => Tensor> = {
    add: (a, b) => a.add(b),
    subtract: (a, b) => a.sub(b),
    multiply: (a, b) => a.mul(b),
    divide: (a, b) => a.div(b),
  };
  for (const [name, operation] of Object.entries(binary)) {
    it(`${name}, with an operand that stretches, on either side`, () => {
      fc.assert(
        fc.property(stretching, seeds, ({ shape, smaller }, seed) => {
          const [large, small] = [
            inputOf(shape, seed, { low: 0.5 }),
            inputOf(smaller, seed + 1, { low: 0.5 }),
          ];
          checkGradients(operation, [large, small]);
          checkGradients(operation, [small, large]);
        }),
        few,
      );
    });
  }

  it("a tensor that is used several times", () => {
    checkGradients((x) => x.mul(x).add(x.exp().mul(x)), [inputOf([3, 2], 5)]);
  });

  const reductions: Record<string, (x: Tensor, axis: number | undefined, keep: boolean) => Tensor> = {
    sum: (x, axis, keep) => x.sum(axis, keep),
    mean: (x, axis, keep) => x.mean(axis, keep),
    max: (x, axis, keep) => x.max(axis, keep),
    variance: (x, axis, keep) => x.variance(axis, keep),
    softmax: (x, axis) => x.softmax(axis ?? -1),
    logSoftmax: (x, axis) => x.logSoftmax(axis ?? -1),
  };
  for (const [name, operation] of Object.entries(reductions)) {
    it(`${name}, along each axis and over all`, () => {
      fc.assert(
        fc.property(shapes, seeds, fc.boolean(), fc.nat(3), (shape, seed, keep, which) => {
          const axis = which === shape.length || which >= shape.length ? undefined : which;
          checkGradients((x) => operation(x, axis, keep), [distinct(shape, seed)]);
        }),
        few,
      );
    });
  }

  it("reshape, permute, transpose, slice, broadcast", () => {
    fc.assert(
      fc.property(size, size, size, seeds, (a, b, c, seed) => {
        const input = inputOf([a, b, c], seed);
        checkGradients((x) => x.reshape(-1, a), [input]);
        checkGradients((x) => x.permute(2, 0, 1), [input]);
        checkGradients((x) => x.transpose(0, -1), [input]);
        checkGradients((x) => x.slice(b >> 1, b, 1), [input]);
        checkGradients((x) => x.broadcastTo([2, a, b, c]), [input]);
      }),
      few,
    );
  });

  it("gather and pick, also with an index used twice", () => {
    fc.assert(
      fc.property(size, size, seeds, (rows, columns, seed) => {
        const numbers = random(seed);
        const indices = Array.from({ length: 6 }, () => numbers.integer(rows));
        const columnOf = Array.from({ length: rows }, () => numbers.integer(columns));
        checkGradients((x) => x.gather(indices), [inputOf([rows, columns], seed)]);
        checkGradients((x) => x.pick(columnOf), [inputOf([rows, columns], seed)]);
      }),
      few,
    );
  });

  it("concat along each axis, and stack", () => {
    fc.assert(
      fc.property(size, size, size, seeds, (a, b, c, seed) => {
        checkGradients((x, y) => concat([x, y], 1), [inputOf([a, b, 2], seed), inputOf([a, c, 2], seed + 1)]);
        checkGradients((x, y) => concat([x, y]), [inputOf([b, a], seed), inputOf([c, a], seed + 1)]);
        checkGradients((x, y) => stack([x, y, x]), [inputOf([a, b], seed), inputOf([a, b], seed + 1)]);
      }),
      few,
    );
  });

  it("matrix products: plain, batched, with one matrix for all", () => {
    fc.assert(
      fc.property(size, size, size, size, seeds, (batch, m, k, n, seed) => {
        const product = (a: Tensor, b: Tensor) => a.matmul(b);
        checkGradients(product, [inputOf([m, k], seed), inputOf([k, n], seed + 1)]);
        checkGradients(product, [inputOf([batch, m, k], seed), inputOf([batch, k, n], seed + 1)]);
        checkGradients(product, [inputOf([batch, m, k], seed), inputOf([k, n], seed + 1)]);
        checkGradients(affine, [inputOf([m, k], seed), inputOf([k, n], seed + 1), inputOf([n], seed + 2)]);
      }),
      few,
    );
  });

  it("convolution with stride, padding, dilation, groups and bias", () => {
    const options = fc.record({
      batch: fc.integer({ min: 1, max: 2 }),
      groups: fc.integer({ min: 1, max: 2 }),
      inEach: fc.integer({ min: 1, max: 2 }),
      outEach: fc.integer({ min: 1, max: 2 }),
      kernel: fc.integer({ min: 1, max: 3 }),
      stride: fc.integer({ min: 1, max: 2 }),
      padding: fc.integer({ min: 0, max: 2 }),
      dilation: fc.integer({ min: 1, max: 2 }),
      height: fc.integer({ min: 5, max: 6 }),
      width: fc.integer({ min: 5, max: 7 }),
    });
    fc.assert(
      fc.property(
        options,
        seeds,
        ({ batch, groups, inEach, outEach, kernel, height, width, ...rest }, seed) => {
          const images = inputOf([batch, groups * inEach, height, width], seed);
          const weights = inputOf([groups * outEach, inEach, kernel, kernel], seed + 1);
          const bias = inputOf([groups * outEach], seed + 2);
          checkGradients((x, w, b) => conv2d(x, w, b, { groups, ...rest }), [images, weights, bias]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("pooling, windows side by side or overlapping", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        seeds,
        (window, stride, seed) => {
          const images = distinct([2, 2, 5, 4], seed);
          checkGradients((x) => maxPool2d(x, window, { stride }), [images]);
          checkGradients((x) => averagePool2d(x, window, { stride }), [images]);
        },
      ),
      few,
    );
  });

  it("losses", () => {
    fc.assert(
      fc.property(size, size, seeds, (rows, columns, seed) => {
        const numbers = random(seed);
        const labels = Array.from({ length: rows }, () => numbers.integer(columns));
        const targets = Array.from({ length: rows * columns }, () => numbers.integer(2));
        const [x, y] = [
          inputOf([rows, columns], seed),
          inputOf([rows, columns], seed + 1, { low: 3, high: 4 }),
        ];
        checkGradients((a, b) => meanSquaredError(a, b), [x, y]);
        checkGradients((a, b) => meanAbsoluteError(a, b), [x, y]);
        checkGradients((a) => crossEntropy(a, labels), [x]);
        checkGradients((a) => binaryCrossEntropy(a, tensor(targets, [rows, columns])), [x]);
      }),
      few,
    );
  });

  it("normalisation layers and attention", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        checkGradients((x) => new LayerNorm(4).forward(x), [inputOf([3, 4], seed)]);
        checkGradients((x) => new BatchNorm(2).forward(x), [inputOf([3, 2, 2, 2], seed)]);
        const three = [0, 1, 2].map((i) => inputOf([2, 3, 4], seed + i));
        checkGradients((q, k, v) => attention(q, k, v), three);
      }),
      { numRuns: 10 },
    );
  });
});

describe("backward", function () {
  this.timeout(20_000);

  it("adds to what a parameter already has", () => {
    const w = parameter([2, 3]);
    for (const _ of [1, 2]) w.square().sum().backward();
    deepEqual(Array.from(w.grad?.data ?? []), [8, 12]);
  });

  it("may be called twice on one graph without counting what is between twice", () => {
    const w = parameter([2]);
    const loss = w.square().exp().log().sum();
    loss.backward();
    loss.backward();
    equal(Math.round(w.grad?.item() ?? 0), 8);
  });

  it("stops at detach and where gradients are switched off", () => {
    const w = parameter([2]);
    const frozen = withoutGradients(() => w.square());
    equal(frozen.needsGradient, false);
    w.mul(w.detach()).add(frozen).sum().backward();
    equal(w.grad?.item(), 2);
  });

  it("goes through a graph that is thousands of operations deep", () => {
    const w = parameter([1]);
    let x: Tensor = w;
    for (let i = 0; i < 20_000; i++) x = x.add(0.5);
    x.sum().backward();
    equal(w.grad?.item(), 1);
  });

  it("refuses what has no meaning, in a sentence", () => {
    throws(() => parameter([1, 2]).square().backward(), {
      message: "backward() starts from one number, not from 2.",
    });
    throws(() => tensor([1]).backward(), { message: "This number depends on no parameter." });
    const inside: Tensor[] = [];
    scope(() => inside.push(tensor([1]).add(1)));
    throws(() => inside[0].data, /made inside a training step/);
  });
});
