import { deepEqual, equal, throws } from "node:assert/strict";
import fc from "fast-check";
import * as lab from "../../../src/lab/index";
import { affine } from "../../../src/lab/matmul";
import type { Tensor } from "../../../src/lab/tensor";
import { distinct, inputOf, seeds, shapes, stretching } from "./arbitrary";
import { checkGradients, checkLayer, type Input } from "./gradient-check";

const { concat, conv2d, parameter, random, scope, stack, tensor, withoutGradients } = lab;

const few = { numRuns: 25 };
const size = fc.integer({ min: 1, max: 5 });

interface Range {
  readonly low?: number;
  readonly high?: number;
  readonly gap?: number;
}

/** Kinks are kept away from the numbers by `gap`: there is no gradient to compare there. */
const unary =
  (operation: (x: Tensor) => Tensor, range: Range = {}) =>
  () =>
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => checkGradients(operation, [inputOf(shape, seed, range)])),
      few,
    );

/** With an operand that stretches, on either side. */
const binary = (operation: (a: Tensor, b: Tensor) => Tensor) => () =>
  fc.assert(
    fc.property(stretching, seeds, ({ shape, smaller }, seed) => {
      const [large, small] = [inputOf(shape, seed, { low: 0.5 }), inputOf(smaller, seed + 1, { low: 0.5 })];
      checkGradients(operation, [large, small]);
      checkGradients(operation, [small, large]);
    }),
    few,
  );

/** The same with numbers that are nowhere near each other, for what changes where they meet. */
const apart = (operation: (a: Tensor, b: Tensor) => Tensor) => () =>
  fc.assert(
    fc.property(stretching, seeds, ({ shape, smaller }, seed) => {
      const large = distinct(shape, seed);
      const other = distinct(smaller, seed + 1);
      const small = { ...other, values: other.values.map((value) => value + 0.02) };
      checkGradients(operation, [large, small]);
      checkGradients(operation, [small, large]);
    }),
    few,
  );

/** Along each axis and over all. */
const reduction = (operation: (x: Tensor, axis: number | undefined, keep: boolean) => Tensor) => () =>
  fc.assert(
    fc.property(shapes, seeds, fc.boolean(), fc.nat(3), (shape, seed, keep, which) => {
      const axis = which >= shape.length ? undefined : which;
      checkGradients((x) => operation(x, axis, keep), [distinct(shape, seed)]);
    }),
    few,
  );

/** A tensor of three axes of any lengths. */
const cube = (operation: (x: Tensor, lengths: readonly [number, number, number]) => Tensor) => () =>
  fc.assert(
    fc.property(size, size, size, seeds, (a, b, c, seed) =>
      checkGradients((x) => operation(x, [a, b, c]), [inputOf([a, b, c], seed)]),
    ),
    few,
  );

/** A matrix of any size, with a list of `length` indices below its rows or columns. */
const withIndices =
  (operation: (x: Tensor, indices: number[]) => Tensor, along: "rows" | "columns", length?: number) => () =>
    fc.assert(
      fc.property(size, size, seeds, (rows, columns, seed) => {
        const numbers = random(seed);
        const below = along === "rows" ? rows : columns;
        const indices = Array.from({ length: length ?? rows }, () => numbers.integer(below));
        checkGradients((x) => operation(x, indices), [inputOf([rows, columns], seed)]);
      }),
      few,
    );

/** Two matrices of one size; the numbers of the second lie beyond those of the first. */
const pairs = (operation: (a: Tensor, b: Tensor) => Tensor) => () =>
  fc.assert(
    fc.property(size, size, seeds, (rows, columns, seed) => {
      const shape = [rows, columns];
      checkGradients(operation, [inputOf(shape, seed), inputOf(shape, seed + 1, { low: 3, high: 4 })]);
    }),
    few,
  );

/** Numbers inside ±0.9 and numbers beyond 1.1, without one near 0, for losses that change their form at 1. */
const insideAndBeyond = (operation: (x: Tensor) => Tensor) => () =>
  fc.assert(
    fc.property(size, seeds, (count, seed) =>
      checkGradients(
        (a, b) => operation(concat([a, b])),
        [
          inputOf([count], seed, { low: -0.9, high: 0.9, gap: 0.05 }),
          inputOf([count], seed + 1, { low: 1.1, high: 3 }),
        ],
      ),
    ),
    few,
  );

const pooling = (operation: (x: Tensor, window: number, stride: number) => Tensor) => () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      seeds,
      (window, stride, seed) =>
        checkGradients((x) => operation(x, window, stride), [distinct([2, 2, 5, 4], seed)]),
    ),
    few,
  );

/** A layer by its input and its parameters. */
const layer =
  <L extends lab.Layer>(
    make: (source: lab.Random) => L,
    shape: readonly number[] | undefined,
    forward?: (layer: L, x: Tensor) => Tensor,
  ) =>
  () =>
    fc.assert(
      fc.property(seeds, (seed) => {
        const input: Input | undefined = shape && distinct(shape, seed);
        const values = (of: readonly number[], i: number) => inputOf(of, seed + i, { low: -1, high: 1 });
        checkLayer(() => make(random(seed)), input, values, forward);
      }),
      { numRuns: 6 },
    );

const products = (operation: (a: Tensor, b: Tensor) => Tensor) => () =>
  fc.assert(
    fc.property(size, size, size, size, seeds, (batch, m, k, n, seed) => {
      checkGradients(operation, [inputOf([m, k], seed), inputOf([k, n], seed + 1)]);
      checkGradients(operation, [inputOf([batch, m, k], seed), inputOf([batch, k, n], seed + 1)]);
      checkGradients(operation, [inputOf([batch, m, k], seed), inputOf([k, n], seed + 1)]);
    }),
    few,
  );

const convolution = () => {
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
};

const attention = () =>
  fc.assert(
    fc.property(seeds, fc.boolean(), (seed, masked) => {
      const three = [0, 1, 2].map((i) => inputOf([2, 3, 4], seed + i));
      const mask = () =>
        tensor([
          [0, -9, -9],
          [0, 0, -9],
          [0, 0, 0],
        ]);
      checkGradients((q, k, v) => lab.attention(q, k, v, masked ? mask() : undefined), three);
    }),
    { numRuns: 10 },
  );

const joined = () =>
  fc.assert(
    fc.property(size, size, size, seeds, (a, b, c, seed) => {
      checkGradients((x, y) => concat([x, y], 1), [inputOf([a, b, 2], seed), inputOf([a, c, 2], seed + 1)]);
      checkGradients((x, y) => concat([x, y]), [inputOf([b, a], seed), inputOf([c, a], seed + 1)]);
    }),
    few,
  );

const labelled = (operation: (logits: Tensor, labels: number[]) => Tensor) =>
  withIndices(operation, "columns");

/** One test for each operation, by the name that a demo calls it by. */
const tests: Readonly<Record<string, () => void>> = {
  "Tensor.add": binary((a, b) => a.add(b)),
  "Tensor.add, a number": unary((x) => x.add(1.5)),
  "Tensor.sub": binary((a, b) => a.sub(b)),
  "Tensor.sub, a number": unary((x) => x.sub(1.5)),
  "Tensor.mul": binary((a, b) => a.mul(b)),
  "Tensor.mul, a number": unary((x) => x.mul(-2.5)),
  "Tensor.mul, by itself": unary((x) => x.mul(x).add(x.exp().mul(x))),
  "Tensor.div": binary((a, b) => a.div(b)),
  "Tensor.div, a number": unary((x) => x.div(4)),
  "Tensor.maximum": apart((a, b) => a.maximum(b)),
  "Tensor.maximum, a number": unary((x) => x.maximum(0), { gap: 0.05 }),
  "Tensor.minimum": apart((a, b) => a.minimum(b)),
  "Tensor.minimum, a number": unary((x) => x.minimum(0), { gap: 0.05 }),
  where: apart((a, b) => lab.where(a.greater(b.detach()), a.square(), b.mul(a))),
  "where, a number elsewhere": unary((x) => lab.where(x.less(0), 3, x.square()), { gap: 0.05 }),
  "Tensor.neg": unary((x) => x.neg()),
  "Tensor.pow, cube": unary((x) => x.pow(3)),
  "Tensor.pow, a constant": unary((x) => x.pow(0)),
  "Tensor.pow, inverse square root": unary((x) => x.pow(-0.5), { low: 0.5, high: 3 }),
  "Tensor.square": unary((x) => x.square()),
  "Tensor.sqrt": unary((x) => x.sqrt(), { low: 0.5, high: 3 }),
  "Tensor.exp": unary((x) => x.exp()),
  "Tensor.log": unary((x) => x.log(), { low: 0.5, high: 3 }),
  "Tensor.sin": unary((x) => x.sin()),
  "Tensor.cos": unary((x) => x.cos()),
  "Tensor.abs": unary((x) => x.abs(), { gap: 0.05 }),
  "Tensor.clamp, from below": unary((x) => x.clamp(0, 5), { gap: 0.05 }),
  "Tensor.clamp, from above": unary((x) => x.clamp(-5, 0), { gap: 0.05 }),
  "Tensor.relu": unary((x) => x.relu(), { gap: 0.05 }),
  "Tensor.leakyRelu": unary((x) => x.leakyRelu(0.2), { gap: 0.05 }),
  "Tensor.elu": unary((x) => x.elu(1.3), { gap: 0.05 }),
  "Tensor.sigmoid": unary((x) => x.sigmoid()),
  "Tensor.tanh": unary((x) => x.tanh()),
  "Tensor.softplus": unary((x) => x.softplus()),
  "Tensor.silu": unary((x) => x.silu()),
  "Tensor.gelu": unary((x) => x.gelu()),
  "Tensor.softmax": reduction((x, axis) => x.softmax(axis)),
  "Tensor.logSoftmax": reduction((x, axis) => x.logSoftmax(axis)),
  "Tensor.sum": reduction((x, axis, keep) => x.sum(axis, keep)),
  "Tensor.mean": reduction((x, axis, keep) => x.mean(axis, keep)),
  "Tensor.max": reduction((x, axis, keep) => x.max(axis, keep)),
  "Tensor.min": reduction((x, axis, keep) => x.min(axis, keep)),
  "Tensor.variance": reduction((x, axis, keep) => x.variance(axis, keep)),
  "Tensor.std": unary((x) => concat([x.reshape(-1), tensor([3, 5])]).std()),
  "Tensor.matmul": products((a, b) => a.matmul(b)),
  "Tensor.reshape": cube((x, [a]) => x.reshape(-1, a)),
  "Tensor.transpose": cube((x) => x.transpose(0, -1)),
  "Tensor.permute": cube((x) => x.permute(2, 0, 1)),
  "Tensor.slice": cube((x, [, b]) => x.slice(b >> 1, b, 1)),
  "Tensor.broadcastTo": cube((x, lengths) => x.broadcastTo([2, ...lengths])),
  "Tensor.gather, also with an index used twice": withIndices((x, indices) => x.gather(indices), "rows", 6),
  "Tensor.gather, along the last axis": cube((x, [, , c]) => x.gather([c - 1, 0, c - 1], -1)),
  "Tensor.squeeze": cube((x) => x.slice(0, 1, 1).squeeze(1)),
  "Tensor.unsqueeze": cube((x) => x.unsqueeze(1)),
  "Tensor.pick": withIndices((x, indices) => x.pick(indices), "columns"),
  concat: joined,
  stack: pairs((x, y) => stack([x, y, x])),
  "stack, along the last axis": pairs((x, y) => stack([x, y, x], -1)),
  conv2d: convolution,
  maxPool2d: pooling((x, window, stride) => lab.maxPool2d(x, window, { stride })),
  averagePool2d: pooling((x, window, stride) => lab.averagePool2d(x, window, { stride })),
  meanSquaredError: pairs((x, y) => lab.meanSquaredError(x, y)),
  meanAbsoluteError: pairs((x, y) => lab.meanAbsoluteError(x, y)),
  huberLoss: insideAndBeyond((x) => lab.huberLoss(x, tensor(0))),
  hingeLoss: insideAndBeyond((x) => lab.hingeLoss(x, tensor(1)).add(lab.hingeLoss(x, tensor(-1)))),
  crossEntropy: labelled((x, labels) => lab.crossEntropy(x, labels)),
  "crossEntropy, with class weights": labelled((x, labels) => {
    return lab.crossEntropy(x, labels, { classWeights: [0.5, 2, 1, 4, 3].slice(0, x.shape[1]) });
  }),
  "crossEntropy, with label smoothing": labelled((x, labels) => {
    return lab.crossEntropy(x, labels, { labelSmoothing: 0.3 });
  }),
  "binaryCrossEntropy, also of the targets": pairs((x, y) => lab.binaryCrossEntropy(x, y)),
  binaryCrossEntropy: labelled((x, labels) => {
    return lab.binaryCrossEntropy(x, lab.oneHot(labels, x.shape[1]));
  }),
  l1Penalty: unary((x) => lab.l1Penalty([x, x.mul(2)], 0.3), { gap: 0.05 }),
  l2Penalty: unary((x) => lab.l2Penalty([x, x.mul(2)], 0.3)),
  attention,
  Linear: layer((source) => new lab.Linear(3, 2, { random: source }), [4, 3]),
  "Linear, without bias": layer((source) => new lab.Linear(3, 2, { random: source, bias: false }), [4, 3]),
  Conv2d: layer((source) => new lab.Conv2d(2, 3, 3, { random: source, padding: 1 }), [2, 2, 4, 3]),
  MaxPool2d: layer(() => new lab.MaxPool2d(2), [1, 2, 4, 4]),
  AveragePool2d: layer(() => new lab.AveragePool2d(2), [1, 2, 4, 4]),
  Flatten: layer(() => new lab.Flatten(), [2, 2, 3]),
  Dropout: layer((source) => new lab.Dropout(0.4, { random: source }), [4, 5]),
  "Dropout, in evaluation": layer((source) => new lab.Dropout(0.4, { random: source }).train(false), [4, 5]),
  BatchNorm: layer(() => new lab.BatchNorm(2), [3, 2, 2, 2]),
  "BatchNorm, in evaluation": layer(() => new lab.BatchNorm(3).train(false), [4, 3]),
  LayerNorm: layer(() => new lab.LayerNorm(4), [3, 4]),
  Embedding: layer(
    (source) => new lab.Embedding(4, 3, { random: source }),
    undefined,
    (embedding) => {
      return embedding.forward(
        tensor([
          [0, 2],
          [2, 3],
        ]),
      );
    },
  ),
  MultiHeadAttention: layer((source) => new lab.MultiHeadAttention(4, 2, { random: source }), [1, 3, 4]),
  Sequential: layer(
    (source) =>
      new lab.Sequential(new lab.Linear(3, 4, { random: source }), (x) => x.tanh(), new lab.LayerNorm(4)),
    [2, 3],
  ),
  denseNetwork: layer(
    (source) => {
      return lab.denseNetwork([2, 3, 3, 1], { activation: ["gelu", "tanh"], dropout: 0.3, random: source });
    },
    [3, 2],
  ),
  RNN: layer((source) => new lab.RNN(2, 3, { random: source }), [2, 3, 2]),
  LSTM: layer((source) => new lab.LSTM(2, 2, { random: source }), [2, 3, 2]),
  GRU: layer((source) => new lab.GRU(2, 2, { random: source }), [2, 3, 2]),
  "the product with a bias that layers use": () =>
    fc.assert(
      fc.property(size, size, size, seeds, (m, k, n, seed) =>
        checkGradients(affine, [inputOf([m, k], seed), inputOf([k, n], seed + 1), inputOf([n], seed + 2)]),
      ),
      few,
    ),
};

/** What no gradient flows through: it gives plain numbers, makes new tensors, moves parameters, or shows things. */
const withoutGradient = new Set([
  ...["item", "toArray", "rows", "argmax", "greater", "less", "detach", "backward"].map(
    (method) => `Tensor.${method}`,
  ),
  ...["becomeParameter", "borrowed", "owning", "release", "stay", "zerosBeside"].map(
    (method) => `Tensor.${method}`,
  ),
  ...[
    "Tensor",
    "tensor",
    "parameter",
    "zeros",
    "ones",
    "full",
    "filled",
    "normal",
    "uniform",
    "oneHot",
    "causalMask",
  ],
  ...["moons", "rings", "blobs", "spirals", "xor", "digits", "shapes", "centred", "batches"],
  ...["heNormal", "heUniform", "lecunNormal", "xavierNormal", "xavierUniform", "constant"],
  ...["Optimiser", "SGD", "Adam", "AdamW", "AdaGrad", "RMSprop", "clipGradients", "gradientNorm"],
  ...["Layer", "Recurrent", "accuracy", "outputLength", "linspace", "random", "Random"],
  ...["scope", "withoutGradients", "print", "table", "chart", "charts", "image", "progress", "check", "t"],
  ...["param", "live", "button", "drawingPad", "pointPad", "steps", "changes"],
]);

/** All that a demo can call: the functions and classes of the lab, and the methods of tensors. */
function operations(): string[] {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(lab.Tensor.prototype))
    .filter(([name, { value }]) => typeof value === "function" && name !== "constructor")
    .map(([name]) => `Tensor.${name}`);
  const exported = Object.entries(lab)
    .filter(([, value]) => typeof value === "function")
    .map(([name]) => name);
  return [...methods, ...exported];
}

describe("gradients agree with finite differences", function () {
  this.timeout(20_000);

  for (const [name, test] of Object.entries(tests)) it(name, test);

  for (const [name, activation] of Object.entries(lab.activations)) {
    it(`the activation called ${name}`, unary(activation, { gap: 0.05 }));
  }

  it("of everything that a demo can call and that has one", () => {
    const tested = new Set(Object.keys(tests).map((name) => name.split(",")[0]));
    const forgotten = operations().filter((name) => !tested.has(name) && !withoutGradient.has(name));
    deepEqual(forgotten, []);
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
      message: "backward() starts from one number, usually the loss; this tensor has shape [2].",
    });
    throws(() => tensor([1]).backward(), {
      message: "This number depends on no parameter: what is to be trained is made by parameter().",
    });
    const inside: Tensor[] = [];
    scope(() => inside.push(tensor([1]).add(1)));
    throws(() => inside[0].data, /made inside a training step/);
  });
});
