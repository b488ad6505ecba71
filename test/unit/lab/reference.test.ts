import { deepEqual } from "node:assert/strict";
import * as lab from "../../../src/lab/index";
import type { Nested, Tensor } from "../../../src/lab/tensor";
import reference from "../../fixtures/lab/reference.json";
import { compare } from "./gradient-check";

const { parameter, tensor } = lab;

interface Case {
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly outputs: Readonly<Record<string, Nested>>;
}

const cases = reference as unknown as Readonly<Record<string, Case>>;

/** What the lab makes of a case's inputs, by the names of its outputs. */
type Work = (
  inputs: Readonly<Record<string, Tensor>>,
) => Readonly<Record<string, Tensor | readonly number[]>>;

const numbers = (x: Tensor) => Array.from(x.data);

const gradients = (loss: Tensor, of: Readonly<Record<string, Tensor>>) => {
  loss.backward();
  return Object.fromEntries(Object.entries(of).map(([name, { grad }]) => [name, grad ?? tensor([])]));
};

const convolution: Work = ({ x, weight, bias, options }) => {
  const [stride, padding, dilation, groups] = numbers(options);
  return { y: lab.conv2d(x, weight, bias, { stride, padding, dilation, groups }) };
};

const recurrent =
  (layer: lab.Recurrent<lab.RecurrentState>): Work =>
  ({ x, ...weights }) => {
    for (const name of ["inputWeight", "stateWeight", "bias"] as const) {
      layer[name].data.set(weights[name].data);
    }
    return { h: layer.forward(x) };
  };

const makers: Readonly<Record<string, (w: Tensor) => lab.Optimiser>> = {
  SGD: (w) => new lab.SGD([w], { rate: 0.05 }),
  momentum: (w) => new lab.SGD([w], { rate: 0.05, momentum: 0.9 }),
  Nesterov: (w) => new lab.SGD([w], { rate: 0.05, momentum: 0.9, nesterov: true }),
  Adam: (w) => new lab.Adam([w], { rate: 0.1 }),
  AdamW: (w) => new lab.AdamW([w], { rate: 0.1, weightDecay: 0.3 }),
  AdaGrad: (w) => new lab.AdaGrad([w], { rate: 0.1 }),
  RMSprop: (w) => new lab.RMSprop([w], { rate: 0.1 }),
};

function walk(make: (w: Tensor) => lab.Optimiser, start: Tensor, curvature: Tensor): Tensor {
  const w = parameter(start);
  const optimiser = make(w);
  const path = Array.from({ length: 10 }, () => {
    optimiser.minimise(() => w.square().mul(curvature).sum().mul(0.5));
    return tensor(w);
  });
  return lab.stack(path);
}

const works: Readonly<Record<string, Work>> = {
  activations: ({ x }) => ({
    relu: x.relu(),
    leakyRelu: x.leakyRelu(),
    elu: x.elu(),
    gelu: x.gelu(),
    silu: x.silu(),
    softplus: x.softplus(),
    sigmoid: x.sigmoid(),
    tanh: x.tanh(),
    softmax: x.softmax(),
    logSoftmax: x.logSoftmax(),
    sin: x.sin(),
    cos: x.cos(),
  }),
  broadcasting: ({ a, b }) => ({
    sum: a.add(b),
    product: a.mul(b),
    difference: a.sub(b),
    quotient: a.div(b),
  }),
  reductions: ({ x }) => ({
    sum: x.sum(1),
    mean: x.mean(0),
    max: x.max(2),
    min: x.min(2),
    variance: x.variance(1),
    total: x.sum(),
    argmax: x.argmax(),
  }),
  matmul: ({ a, b }) => ({ product: a.matmul(b) }),
  "conv2d stride 1 padding 1 dilation 1 groups 1": convolution,
  "conv2d stride 2 padding 1 dilation 1 groups 2": convolution,
  "conv2d stride 1 padding 2 dilation 2 groups 1": convolution,
  "conv2d stride 3 padding 0 dilation 1 groups 4": convolution,
  "pooling, windows of 3 at distance 2": ({ x }) => ({
    max: lab.maxPool2d(x, 3, { stride: 2 }),
    average: lab.averagePool2d(x, 3, { stride: 2 }),
  }),
  normalisation: ({ x }) => ({
    batch: new lab.BatchNorm(3).forward(x),
    layer: new lab.LayerNorm(3).forward(x),
  }),
  attention: ({ q, k, v, mask }) => ({
    plain: lab.attention(q, k, v),
    masked: lab.attention(q, k, v, mask),
  }),
  RNN: recurrent(new lab.RNN(3, 2)),
  LSTM: recurrent(new lab.LSTM(3, 2)),
  GRU: recurrent(new lab.GRU(3, 2)),
  "cross entropy": ({ logits, labels }) => {
    const scores = parameter(logits);
    const loss = lab.crossEntropy(scores, labels.data);
    return { loss, ...gradients(loss, { gradient: scores }) };
  },
  "binary cross entropy": ({ logits, targets }) => {
    const scores = parameter(logits);
    const loss = lab.binaryCrossEntropy(scores, targets);
    return { loss, ...gradients(loss, { gradient: scores }) };
  },
  "regression losses": ({ prediction, target }) => ({
    squared: lab.meanSquaredError(prediction, target),
    absolute: lab.meanAbsoluteError(prediction, target),
    huber: lab.huberLoss(prediction, target),
    hinge: lab.hingeLoss(prediction, tensor(Array.from(target.data, Math.sign), target.shape)),
  }),
  "a network of two layers": ({ x, target, ...start }) => {
    const weights = Object.fromEntries(
      Object.entries(start).map(([name, value]) => [name, parameter(value)]),
    );
    const { w1, b1, w2, b2 } = weights;
    const output = x.matmul(w1).add(b1).tanh().matmul(w2).add(b2);
    const loss = lab.meanSquaredError(output, target);
    return { loss, ...gradients(loss, weights) };
  },
  optimisers: ({ start, curvature }) =>
    Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, walk(make, start, curvature)])),
};

describe("the lab computes what NumPy computed", () => {
  for (const [name, { inputs, outputs }] of Object.entries(cases)) {
    it(name, () => {
      const given = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, tensor(value)]));
      const found = works[name](given);
      deepEqual(Object.keys(found), Object.keys(outputs));
      for (const [key, value] of Object.entries(outputs)) {
        const [own, wanted] = [found[key], tensor(value)];
        if ("shape" in own) deepEqual(own.shape, wanted.shape, key);
        compare("shape" in own ? numbers(own) : own, numbers(wanted), 2e-6, key);
      }
    });
  }
});
