import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { parameter, tensor } from "../../../src/lab/create";
import { Linear, Sequential } from "../../../src/lab/layers";
import { l1Penalty, l2Penalty } from "../../../src/lab/losses";
import {
  AdaGrad,
  Adam,
  AdamW,
  clipGradients,
  gradientNorm,
  type Optimiser,
  RMSprop,
  SGD,
} from "../../../src/lab/optimisers";
import type { Tensor } from "../../../src/lab/tensor";
import { compare } from "./gradient-check";

/** Calls as an untyped demo can make them. */
const untyped = { SGD, Adam, AdamW, AdaGrad, RMSprop } as unknown as Record<
  string,
  new (
    ...given: unknown[]
  ) => Optimiser
>;

describe("optimisers and the parameters that they are given", () => {
  const everyOptimiser: [string, (parameters: readonly Tensor[]) => Optimiser][] = [
    ["SGD", (parameters) => new SGD(parameters, { rate: 0.1, weightDecay: 0.1 })],
    ["momentum", (parameters) => new SGD(parameters, { rate: 0.1, momentum: 0.9, weightDecay: 0.1 })],
    ["Adam", (parameters) => new Adam(parameters, { rate: 0.1, weightDecay: 0.1 })],
    ["AdamW", (parameters) => new AdamW(parameters, { rate: 0.1, weightDecay: 0.1 })],
    ["AdaGrad", (parameters) => new AdaGrad(parameters, { rate: 0.1 })],
    ["RMSprop", (parameters) => new RMSprop(parameters, { rate: 0.1 })],
  ];

  for (const [name, make] of everyOptimiser) {
    it(`${name} changes a parameter that is listed twice once`, () => {
      const [once, twice] = [parameter([3]), parameter([3])];
      make([once]).minimise(() => once.square().sum());
      make([twice, twice]).minimise(() => twice.square().sum());
      equal(twice.item(), once.item());
      ok(once.item() < 3);
    });

    it(`${name} leaves the gradient as the loss gave it, and what no loss has reached as it is`, () => {
      const [w, unused] = [parameter([3]), parameter([5])];
      make([w, unused]).minimise(() => w.square().sum());
      equal(w.grad?.item(), 6);
      equal(unused.item(), 5);
      equal(unused.grad, undefined);
    });
  }

  it("Adam corrects its averages for the steps of each parameter", () => {
    const [early, late] = [parameter([1]), parameter([1])];
    const adam = new Adam([early, late], { rate: 0.1 });
    for (let i = 0; i < 5; i++) adam.minimise(() => early.sum());
    adam.minimise(() => late.sum());
    // The first step of Adam goes by the rate, however late it comes.
    compare(late.data, [0.9], 1e-6, "first step");
  });

  it("a layer that a network uses twice lists its parameters, and is counted, once", () => {
    const layer = new Linear(2, 2);
    const network = new Sequential(layer, (x) => x.tanh(), layer);
    equal(new SGD(network.parameters, { rate: 0.1 }).parameters.length, 2);
    const w = parameter([3, 4]);
    w.square().mul(0.5).sum().backward();
    equal(gradientNorm([w, w]), 5);
    equal(clipGradients([w, w], 1), 5);
    compare(w.grad?.data ?? [], [0.6, 0.8], 1e-6, "clipped");
    equal(l1Penalty([w, w], 2).item(), 14);
    equal(l2Penalty([w, w], 2).item(), 25);
  });
});

describe("optimisers say what they cannot use", () => {
  const w = parameter([1]);
  const list = /^An optimiser wants a list of parameters, such as model\.parameters/;
  const cases: [string, string, unknown[], RegExp][] = [
    ["a bare rate", "SGD", [[w], 0.1], /^SGD wants \{ rate: 0\.1 \}, not 0\.1\.$/],
    [
      "a bare rate where it may be missing",
      "AdamW",
      [[w], 0.1],
      /^AdamW wants \{ rate: 0\.1 \}, not 0\.1\.$/,
    ],
    [
      "an option of another library",
      "Adam",
      [[w], { lr: 0.1 }],
      /^Adam has no option "lr"; it has rate, beta1, beta2, epsilon, weightDecay\.$/,
    ],
    [
      "no rate",
      "SGD",
      [[w], {}],
      /^The learning rate must be a number, such as \{ rate: 0\.1 \}, not undefined\.$/,
    ],
    [
      "a rate that is no number",
      "RMSprop",
      [[w], { rate: Number.NaN }],
      /^RMSprop: rate must be a number, not NaN\.$/,
    ],
    ["a text", "AdaGrad", [[w], { epsilon: "1" }], /^AdaGrad: epsilon must be a number, not 1\.$/],
    [
      "an empty list",
      "SGD",
      [[], { rate: 0.1 }],
      /^There is nothing to train: the list of parameters is empty\.$/,
    ],
    ["a model", "SGD", [new Linear(1, 1), { rate: 0.1 }], list],
    ["a tensor that is no parameter", "SGD", [[tensor([1])], { rate: 0.1 }], list],
  ];
  for (const [name, optimiser, given, message] of cases) {
    it(name, () => {
      throws(() => new untyped[optimiser](...given), { message });
    });
  }

  it("a loss that is not returned", () => {
    const forgotten = (() => {
      w.square();
    }) as unknown as () => Tensor;
    throws(() => new SGD([w], { rate: 0.1 }).minimise(forgotten), /must return the loss/);
  });

  it("but take an option that is undefined as not given", () => {
    deepEqual(new Adam([w], { rate: undefined }).rate, 0.001);
  });
});
