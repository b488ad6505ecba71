import { deepEqual, equal, notDeepEqual, throws } from "node:assert/strict";
import * as lab from "../../../src/lab/index";
import { allocations } from "../../../src/lab/storage";
import type { Tensor } from "../../../src/lab/tensor";
import { compare } from "./gradient-check";
import { RecordedRun } from "./recorded-run";

const { BatchNorm, Dropout, Embedding, GRU, LayerNorm, Linear, LSTM, MultiHeadAttention, RNN } = lab;
const { denseNetwork, ones, parameter, random, Sequential, tensor } = lab;

const list = (x: Tensor | undefined) => Array.from(x?.data ?? []);

/** A learner's own network. */
class Net extends lab.Layer {
  readonly first = new Linear(2, 3);
  readonly slopes = parameter([1, 2, 3]);
  readonly more = [new Dropout(0.5), new Linear(3, 3)];
  readonly constant = tensor([1]);
  readonly last = this.first;

  forward(x: Tensor): Tensor {
    return this.more[0].forward(this.first.forward(x).mul(this.slopes));
  }
}

describe("a layer's parameters", () => {
  it("are those among its properties and in its lists, in the order of their making, each once", () => {
    const net = new Net();
    const [, second] = net.more as [lab.Layer, lab.Linear];
    const wanted = [net.first.weight, net.first.bias, net.slopes, second.weight, second.bias];
    deepEqual(
      net.parameters.map((one) => wanted.indexOf(one)),
      [0, 1, 2, 3, 4],
    );
  });

  it("count once where a layer stands twice in a Sequential", () => {
    const shared = new Linear(3, 3);
    equal(new Sequential(shared, (x) => x.relu(), shared).parameters.length, 2);
  });

  it("of the lab's layers come in the order that their initial numbers were drawn in", () => {
    const shapes = (layer: lab.Layer) => layer.parameters.map(({ shape }) => shape);
    deepEqual(shapes(new LSTM(2, 3)), [[2, 12], [3, 12], [12]]);
    deepEqual(shapes(new lab.Conv2d(1, 2, 3)), [[2, 1, 3, 3], [2]]);
    deepEqual(shapes(new Linear(2, 3, { bias: false })), [[2, 3]]);
    equal(new MultiHeadAttention(4, 2).parameters.length, 8);
  });

  it("stay as they are in evaluation, and so does all that a layer of one's own contains", () => {
    const net = new Net();
    const x = ones([1, 2]);
    deepEqual(net.predict(x).toArray(), net.first.forward(x).mul(net.slopes).toArray());
    equal(net.more[0].training, true);
    equal(net.train(false).more[0].training, false);
  });
});

describe("predict()", () => {
  it("leaves a layer that was frozen in evaluation as it is", () => {
    const frozen = new BatchNorm(2).train(false);
    const model = new Sequential(new Dropout(0.5), frozen);
    model.predict(ones([3, 2]));
    deepEqual(
      model.layers.map((layer) => (layer as lab.Layer).training),
      [true, false],
    );
  });
});

describe("layers made without a source of random numbers", () => {
  const drawn = () =>
    [new Linear(3, 3), new LSTM(3, 2), new Embedding(2, 3)].map((one) => list(one.weights[0]));

  it("differ from each other", () => {
    notDeepEqual(list(new Linear(3, 3).weight), list(new Linear(3, 3).weight));
    notDeepEqual(list(denseNetwork([2, 2]).parameters[0]), list(denseNetwork([2, 2]).parameters[0]));
    const x = ones([30]);
    notDeepEqual(list(new Dropout(0.5).forward(x)), list(new Dropout(0.5).forward(x)));
  });

  it("start the same in every run", () => {
    new RecordedRun();
    const first = drawn();
    notDeepEqual(drawn(), first);
    new RecordedRun();
    deepEqual(drawn(), first);
  });

  it("take what `random` gives them, all in the same way", () => {
    const options = () => ({ random: random(7) });
    deepEqual(list(new Embedding(2, 2, options()).weight), list(lab.normal([2, 2], random(7))));
    const masks = [0, 1].map(() => list(new Dropout(0.5, options()).forward(ones([30]))));
    deepEqual(masks[0], masks[1]);
  });

  it("refuse a Random, or a number, where options are due", () => {
    // A demo's TypeScript is not checked before it runs.
    const bare = random(5) as never;
    const makers: Readonly<Record<string, () => unknown>> = {
      Linear: () => new Linear(2, 2, bare),
      Conv2d: () => new lab.Conv2d(1, 1, 3, bare),
      Dropout: () => new Dropout(0.5, bare),
      Embedding: () => new Embedding(2, 2, bare),
      MultiHeadAttention: () => new MultiHeadAttention(2, 1, bare),
      RNN: () => new RNN(2, 2, bare),
      LSTM: () => new LSTM(2, 2, bare),
      GRU: () => new GRU(2, 2, bare),
      denseNetwork: () => denseNetwork([2, 1], bare),
    };
    for (const [name, make] of Object.entries(makers)) {
      throws(make, {
        message: `${name} takes its options as { random: random(1) }, not a Random by itself.`,
      });
    }
    throws(() => new LayerNorm(4, 1e-3 as never), {
      message: "LayerNorm takes its options as { epsilon: 1e-5 }, not 0.001.",
    });
    throws(() => new BatchNorm(4, 0.1 as never), {
      message: "BatchNorm takes its options as { momentum: 0.1 }, not 0.1.",
    });
  });
});

describe("normalisation", () => {
  const x = (shape: readonly number[]) => parameter(lab.filled(shape, (i) => Math.sin(1.7 * i) + 0.1 * i));
  const backward = (y: Tensor) =>
    y
      .mul(lab.filled(y.shape, (i) => Math.cos(0.9 * i)))
      .sum()
      .backward();
  const set = (layer: { scale: Tensor; shift: Tensor }, scale: number[], shift: number[]) => {
    layer.scale.data.set(scale);
    layer.shift.data.set(shift);
  };

  it("over the batch gives what torch.nn.BatchNorm2d gives, and its gradients", () => {
    // PyTorch 2.13.0, float64.
    const layer = new BatchNorm(3);
    set(layer, [0.5, -1, 2], [0.1, 0.2, -0.3]);
    const input = x([2, 3, 2, 2]);
    const y = layer.forward(input);
    backward(y);
    // biome-ignore format: one row an image
    compare(y.data, [
      -0.3112394, 0.2786188, -0.3412499, -0.6493853, 0.5182988, 0.08204063, 1.590662, 1.394594, -0.1877889, -0.9671548, -3.672708, -1.710648,
      0.8773726, 0.3324889, -0.07986965, 0.6932639, -1.191849, 0.2806831, 0.3267752, -1.401205, 1.682926, -1.195977, 0.3415782, 3.309773,
    ], 1e-6, "y");
    // biome-ignore format: one row an image
    compare(list(input.grad), [
      0.4411526, 0.1330805, -0.2166686, -0.5282727, 0.8346127, -0.03940004, -0.4882993, -0.9424648, 1.133275, -0.4708914, -1.115742, -1.642017,
      -0.4129752, 0.1376586, 0.4002037, 0.04582113, -0.3776891, 0.7844893, 0.759202, -0.5304509, 0.6982679, 2.267421, 0.9204307, -1.790744,
    ], 1e-6, "gradient of x");
    compare(list(layer.scale.grad), [1.300424, -2.277034, 2.174592], 1e-6, "gradient of γ");
    compare(list(layer.shift.grad), [2.537957, -1.709932, 0.5288351], 1e-6, "gradient of β");
    compare(layer.runningMean, [0.07610907, 0.1189149, 0.1606981], 1e-6, "running mean");
    compare(layer.runningVariance, [0.9978611, 0.9981896, 0.9988533], 1e-6, "running variance");
  });

  it("over a row gives what torch.nn.LayerNorm gives, and its gradients", () => {
    // PyTorch 2.13.0, float64.
    const layer = new LayerNorm(4);
    set(layer, [0.5, -1, 2, 1.5], [0.1, 0.2, -0.3, 0.4]);
    const input = x([3, 4]);
    const y = layer.forward(input);
    backward(y);
    // biome-ignore format: as the rows lie
    compare(y.data, [
      0.01745906, -1.39178, -0.808933, -1.358348,
      0.4050399, -1.114, -2.540443, -0.805788,
      0.6590007, -0.3157477, -3.449928, 0.3118221,
    ], 1e-6, "y");
    // biome-ignore format: as the rows lie
    compare(list(input.grad), [
      1.624095, -0.6286034, 0.1109071, -1.106399,
      -1.185529, 0.765831, -0.1713354, 0.5910329,
      0.003359517, 0.7568033, 0.2892833, -1.049446,
    ], 1e-6, "gradient of x");
    compare(list(layer.scale.grad), [-0.03203853, 0.5868733, 0.781816, 0.3083083], 1e-6, "gradient of γ");
    compare(list(layer.shift.grad), [0.7115929, 0.16727, -0.5036395, -0.7934047], 1e-6, "gradient of β");
  });

  it("keeps the spread of numbers that lie far from 0", () => {
    const y = new LayerNorm(4).forward(tensor([[4096, 4097, 4098, 4099]]));
    // −1.5, −0.5, 0.5, 1.5 over √(1.25 + 1e-5)
    compare(y.data, [-1.3416354, -0.4472118, 0.4472118, 1.3416354], 1e-6, "y");
    const batch = new BatchNorm(1).forward(lab.full([100_000, 1], 0.1));
    equal(Math.max(...batch.data.subarray(0, 100).map(Math.abs)) < 1e-4, true);
  });

  it("in evaluation goes by the running averages, also for a single image", () => {
    const layer = new BatchNorm(2);
    layer.runningMean.set([1, 2]);
    layer.runningVariance.set([4, 0.25]);
    compare(layer.predict(tensor([[3, 3]])).data, [1, 2], 1e-4, "y");
    deepEqual([...layer.runningMean], [1, 2]);
  });

  it("asks for no more memory in a hundred steps than in the first ten, whatever the layer", () => {
    const model = new Sequential(new LayerNorm(6), new BatchNorm(6));
    const optimiser = new lab.SGD(model.parameters, { rate: 0.01 });
    const input = lab.normal([5, 6], random(1));
    const run = (steps: number) => {
      for (let i = 0; i < steps; i++) optimiser.minimise(() => model.forward(input).square().mean());
      return allocations();
    };
    equal(run(10), run(90));
  });
});

describe("attention", () => {
  it("with a causal mask, no place sees a later one", () => {
    deepEqual(lab.causalMask(3).toArray(), [
      [0, -Infinity, -Infinity],
      [0, 0, -Infinity],
      [0, 0, 0],
    ]);
    const layer = new MultiHeadAttention(4, 2);
    const x = lab.normal([1, 3, 4], random(1));
    const changed = tensor(x);
    changed.data.fill(9, 8);
    const [before, after] = [x, changed].map((one) => list(layer.forward(one, lab.causalMask(3))));
    deepEqual(before.slice(0, 8), after.slice(0, 8));
    notDeepEqual(before.slice(8), after.slice(8));
  });
});

describe("what does not fit is told", () => {
  const lists = [1, 2] as never;
  const cases: readonly (readonly [name: string, work: () => unknown, english: string, chinese: string])[] = [
    [
      "a batch with other channels",
      () => new BatchNorm(3).forward(ones([4, 6])),
      "BatchNorm wants an input of shape [batch × 3 × …], not [4 × 6].",
      "BatchNorm 的输入形状应是 [batch × 3 × …]，这里是 [4 × 6]。",
    ],
    [
      "a batch of one in training",
      () => new BatchNorm(3).forward(ones([1, 3])),
      "In training, BatchNorm wants more than one number for each channel; the input has shape [1 × 3].",
      "训练时，BatchNorm 的每个通道至少要有两个数，这里输入的形状是 [1 × 3]。",
    ],
    [
      "rows of another width",
      () => new LayerNorm(8).forward(ones([2, 1])),
      "LayerNorm wants an input of shape [… × 8], not [2 × 1].",
      "LayerNorm 的输入形状应是 [… × 8]，这里是 [2 × 1]。",
    ],
    [
      "a matrix for a recurrent layer",
      () => new RNN(3, 1).forward(ones([4, 3])),
      "RNN wants an input of shape [batch × time × 3], not [4 × 3].",
      "RNN 的输入形状应是 [batch × time × 3]，这里是 [4 × 3]。",
    ],
    [
      "a sequence without a step",
      () => new GRU(3, 1).forward(lab.zeros([4, 0, 3])),
      "GRU wants at least one step of time, and the input has shape [4 × 0 × 3].",
      "GRU 的输入至少要有一个时间步，这里的形状是 [4 × 0 × 3]。",
    ],
    [
      "a matrix for attention",
      () => new MultiHeadAttention(4, 2).forward(ones([3, 4])),
      "MultiHeadAttention wants an input of shape [batch × length × 4], not [3 × 4].",
      "MultiHeadAttention 的输入形状应是 [batch × length × 4]，这里是 [3 × 4]。",
    ],
    [
      "a list in the place of a tensor",
      () => new Embedding(3, 2).forward(lists),
      "Embedding wants a tensor of shape […], not [1, 2]. Write a list as tensor([…]).",
      "Embedding 需要形状为 […] 的张量，这里给的是：[1, 2]。列表要写成 tensor([…])。",
    ],
    [
      "a list of layers",
      () => new Sequential([new Linear(1, 1)] as never),
      "Sequential takes its layers one by one, not as a list: new Sequential(first, second), or new Sequential(...list).",
      "Sequential 的各层要逐个传入，不能放在列表里：new Sequential(first, second) 或 new Sequential(...list)。",
    ],
    [
      "an activation's name among layers",
      () => new Sequential(new Linear(1, 1), "relu" as never),
      'Argument 2 of Sequential is "relu", neither a layer nor a function such as (x) => x.relu().',
      'Sequential 的第 2 个参数是 "relu"，既不是层，也不是 (x) => x.relu() 这样的函数。',
    ],
    [
      "a function that returns nothing",
      () => new Sequential((() => {}) as never).forward(ones([1])),
      "Part 1 of Sequential gave no tensor: does its function return its result?",
      "Sequential 的第 1 部分没有给出张量：它的函数写 return 了吗？",
    ],
    [
      "an activation that there is not",
      () => denseNetwork([2, 4, 1], { activation: "swish" as never }),
      'There is no activation "swish": it can be linear, relu, leakyRelu, elu, gelu, silu, softplus, sigmoid, tanh.',
      '没有名为 "swish" 的激活函数，可选的有：linear、relu、leakyRelu、elu、gelu、silu、softplus、sigmoid、tanh。',
    ],
    [
      "too few widths",
      () => denseNetwork([2]),
      "denseNetwork wants the widths of at least two layers, such as [2, 8, 1], not [2].",
      "denseNetwork 需要至少两层的宽度，例如 [2, 8, 1]，这里给的是：[2]。",
    ],
    [
      "a dropout probability of 1",
      () => new Dropout(1),
      "A dropout probability is at least 0 and less than 1, not 1.",
      "随机失活的概率要大于等于 0、小于 1，这里是 1。",
    ],
    [
      "heads that do not divide the width",
      () => new MultiHeadAttention(8, 3),
      "8 numbers cannot be shared by 3 heads.",
      "8 维不能平均分给 3 个头。",
    ],
  ];
  for (const [name, work, english, chinese] of cases) {
    it(name, () => {
      new RecordedRun();
      throws(work, { message: english });
      new RecordedRun({}, "zh-cn");
      throws(work, { message: chinese });
      new RecordedRun();
    });
  }
});
