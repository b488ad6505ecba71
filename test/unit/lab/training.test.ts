import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { normal, parameter, tensor, uniform, zeros } from "../../../src/lab/create";
import { blobs, moons, rings, spirals, xor } from "../../../src/lab/data";
import { denseNetwork } from "../../../src/lab/dense-network";
import { centred, digits, shapes } from "../../../src/lab/drawings";
import {
  heNormal,
  heUniform,
  type Initialiser,
  lecunNormal,
  xavierNormal,
  xavierUniform,
} from "../../../src/lab/initialisers";
import { Conv2d, Dropout, Flatten, Linear, MaxPool2d, Sequential } from "../../../src/lab/layers";
import {
  binaryCrossEntropy,
  crossEntropy,
  l1Penalty,
  l2Penalty,
  meanSquaredError,
} from "../../../src/lab/losses";
import { BatchNorm, LayerNorm } from "../../../src/lab/normalisation";
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
import { maxPool2d } from "../../../src/lab/pooling";
import { random } from "../../../src/lab/random";
import { allocations, withoutKernel } from "../../../src/lab/storage";
import { scope, type Tensor } from "../../../src/lab/tensor";
import { compare } from "./gradient-check";

describe("optimisers follow their formulas", function () {
  this.timeout(20_000);

  /** Minimises ½ c w² for several c and compares each w with the formula's own numbers. */
  function follow(
    make: (w: Tensor) => Optimiser,
    formula: (w: number, g: number, step: number, memory: number[]) => number,
  ) {
    const curvature = [1, 4, 0.5];
    const w = parameter([3, -2, 1]);
    const optimiser = make(w);
    const wanted = [3, -2, 1];
    const memories = wanted.map(() => [0, 0]);
    for (let step = 1; step <= 20; step++) {
      optimiser.minimise(() => w.square().mul(tensor(curvature)).sum().mul(0.5));
      wanted.forEach((value, i) => {
        wanted[i] = formula(value, curvature[i] * value, step, memories[i]);
      });
      compare(w.data, wanted, 1e-5, `step ${step}`);
    }
  }

  it("SGD", () =>
    follow(
      (w) => new SGD([w], { rate: 0.1 }),
      (w, g) => w - 0.1 * g,
    ));

  it("SGD with weight decay", () =>
    follow(
      (w) => new SGD([w], { rate: 0.1, weightDecay: 0.2 }),
      (w, g) => w - 0.1 * (g + 0.2 * w),
    ));

  it("momentum", () =>
    follow(
      (w) => new SGD([w], { rate: 0.1, momentum: 0.9 }),
      (w, g, _, memory) => {
        memory[0] = 0.9 * memory[0] + g;
        return w - 0.1 * memory[0];
      },
    ));

  it("Nesterov momentum", () =>
    follow(
      (w) => new SGD([w], { rate: 0.05, momentum: 0.9, nesterov: true }),
      (w, g, _, memory) => {
        memory[0] = 0.9 * memory[0] + g;
        return w - 0.05 * (g + 0.9 * memory[0]);
      },
    ));

  const adam = (g: number, step: number, memory: number[]) => {
    memory[0] = 0.9 * memory[0] + 0.1 * g;
    memory[1] = 0.999 * memory[1] + 0.001 * g * g;
    return memory[0] / (1 - 0.9 ** step) / (Math.sqrt(memory[1] / (1 - 0.999 ** step)) + 1e-8);
  };

  it("Adam", () =>
    follow(
      (w) => new Adam([w], { rate: 0.1 }),
      (w, g, step, memory) => w - 0.1 * adam(g, step, memory),
    ));

  it("Adam with weight decay in the gradient", () =>
    follow(
      (w) => new Adam([w], { rate: 0.1, weightDecay: 0.3 }),
      (w, g, step, memory) => w - 0.1 * adam(g + 0.3 * w, step, memory),
    ));

  it("AdamW with weight decay beside the gradient", () =>
    follow(
      (w) => new AdamW([w], { rate: 0.1, weightDecay: 0.3 }),
      (w, g, step, memory) => w * (1 - 0.03) - 0.1 * adam(g, step, memory),
    ));

  it("AdaGrad", () =>
    follow(
      (w) => new AdaGrad([w], { rate: 0.5 }),
      (w, g, _, memory) => {
        memory[0] += g * g;
        return w - (0.5 * g) / (Math.sqrt(memory[0]) + 1e-10);
      },
    ));

  it("RMSprop", () =>
    follow(
      (w) => new RMSprop([w], { rate: 0.05, decay: 0.9 }),
      (w, g, _, memory) => {
        memory[0] = 0.9 * memory[0] + 0.1 * g * g;
        return w - (0.05 * g) / (Math.sqrt(memory[0]) + 1e-8);
      },
    ));

  it("clipping shortens a long gradient and leaves a short one", () => {
    const [a, b] = [parameter([3]), parameter([4])];
    a.mul(a).add(b.mul(b)).mul(0.5).sum().backward();
    equal(clipGradients([a, b], 1), 5);
    compare([a.grad?.item() ?? 0, b.grad?.item() ?? 0], [0.6, 0.8], 1e-6, "clipped");
    ok(Math.abs(gradientNorm([a, b]) - 1) < 1e-6);
    clipGradients([a, b], 2);
    ok(Math.abs(gradientNorm([a, b]) - 1) < 1e-6);
  });
});

describe("initialisers", function () {
  this.timeout(20_000);

  const cases: [string, Initialiser, number][] = [
    ["LeCun", lecunNormal, 1 / 200],
    ["He, normal", heNormal, 2 / 200],
    ["He, uniform", heUniform, 2 / 200],
    ["Xavier, normal", xavierNormal, 2 / 300],
    ["Xavier, uniform", xavierUniform, 2 / 300],
  ];
  for (const [name, initialiser, variance] of cases) {
    it(`${name}: mean 0 and the variance of the paper`, () => {
      const w = initialiser([200, 100], 200, 100, random(1));
      const spread = Math.sqrt(variance);
      ok(Math.abs(w.mean().item()) < 0.03 * spread);
      ok(Math.abs(w.variance().item() / variance - 1) < 0.03, `variance ${w.variance().item()}`);
    });
  }
});

describe("training", function () {
  this.timeout(20_000);

  function moonsRun(steps: number): number[] {
    const source = random(2);
    const { points, labels } = moons(100, source);
    const model = new Sequential(
      new Linear(2, 16, { random: source }),
      (x) => x.tanh(),
      new LayerNorm(16),
      new Dropout(0.1, { random: source }),
      new Linear(16, 1, { random: source }),
    );
    const optimiser = new Adam(model.parameters, { rate: 0.03 });
    const targets = tensor(labels, [100, 1]);
    return Array.from({ length: steps }, () =>
      optimiser.minimise(() => binaryCrossEntropy(model.forward(points), targets)),
    );
  }

  it("separates two moons", () => {
    const losses = moonsRun(200);
    ok(losses[0] > 0.5 && losses[199] < 0.1, `from ${losses[0]} to ${losses[199]}`);
  });

  it("gives the same losses to the last bit again, and without the kernel", () => {
    const losses = moonsRun(30);
    deepEqual(moonsRun(30), losses);
    deepEqual(
      withoutKernel(() => moonsRun(30)),
      losses,
    );
  });

  it("reads handwritten digits with a small convolutional network", () => {
    const source = random(3);
    const [train, test] = [digits(800, source), digits(200, source)];
    const model = new Sequential(
      new Conv2d(1, 8, 3, { random: source }),
      (x) => x.relu(),
      new MaxPool2d(2),
      new Flatten(),
      new Linear(200, 10, { random: source }),
    );
    const optimiser = new Adam(model.parameters, { rate: 0.01 });
    for (let step = 0; step < 200; step++) {
      const batch = Array.from({ length: 50 }, () => source.integer(800));
      optimiser.minimise(() =>
        crossEntropy(
          model.forward(train.images.gather(batch)),
          batch.map((i) => train.labels[i]),
        ),
      );
    }
    const guesses = scope(() => model.predict(test.images)).argmax();
    const right = guesses.filter((guess, i) => guess === test.labels[i]).length;
    ok(right >= 190, `${right} of 200 right`);
  });

  it("builds dense networks of any widths, with an activation for each layer and dropout between them", () => {
    const model = denseNetwork([2, 5, 4, 3], {
      activation: ["relu", "tanh"],
      dropout: 0.2,
      random: random(1),
    });
    deepEqual(
      model.weights.map(({ shape }) => shape),
      [
        [2, 5],
        [5, 4],
        [4, 3],
      ],
    );
    const x = uniform([6, 2], random(2), -1, 1);
    const outputs = model.outputs(x);
    deepEqual(
      outputs.map(({ shape }) => shape[1]),
      [5, 5, 5, 4, 4, 4, 3],
    );
    deepEqual(outputs[6].toArray(), model.predict(x).toArray());
    ok(outputs[1].data.every((value) => value >= 0));
    ok(outputs[4].data.every((value) => Math.abs(value) < 1));
    equal(denseNetwork([3, 1]).layers.length, 1);
    throws(() => denseNetwork([2, 5, 1], { activation: ["relu", "tanh"] }), {
      message: "Hidden layers: 1, activations: 2. Each hidden layer needs one.",
    });
  });

  it("an L1 penalty brings many weights to zero, an L2 penalty makes them small", () => {
    const [few, small, free] = [l1Penalty, l2Penalty, undefined].map((penalty) => {
      const source = random(5);
      // Only the first two of twenty numbers say anything about the target.
      const x = normal([100, 20], source);
      const target = x
        .slice(0, 2, 1)
        .sum(1, true)
        .add(normal([100, 1], source, 0.5));
      const layer = new Linear(20, 1, { random: source });
      const optimiser = new SGD(layer.parameters, { rate: 0.02 });
      for (let step = 0; step < 600; step++) {
        optimiser.minimise(() => {
          const error = meanSquaredError(layer.forward(x), target);
          return penalty === undefined ? error : error.add(penalty(layer.weights, 0.2));
        });
      }
      return Array.from(layer.weight.data, Math.abs);
    });
    const count = (weights: readonly number[]) => weights.filter((weight) => weight < 0.01).length;
    ok(
      count(few) >= 15 && count(free) <= 5,
      `${count(few)} of 20 near zero, ${count(free)} without a penalty`,
    );
    ok(Math.hypot(...small) < 0.95 * Math.hypot(...free));
  });

  it("asks for no more memory in a thousand steps than in the first ten", () => {
    const source = random(1);
    const { points, labels } = spirals(64, source);
    const { images } = digits(16, source, { size: 8 });
    const dense = denseNetwork([2, 24, 2], { activation: "relu", dropout: 0.1, random: source });
    const convolutional = new Sequential(
      new Conv2d(1, 4, 3, { random: source }),
      new BatchNorm(4),
      (x) => x.relu(),
      new MaxPool2d(2),
      new Flatten(),
      new Linear(36, 2, { random: source }),
    );
    for (const [model, optimiser, inputs] of [
      [dense, new SGD(dense.parameters, { rate: 0.1, momentum: 0.9 }), points],
      [convolutional, new Adam(convolutional.parameters), images],
    ] as const) {
      const wanted = labels.slice(0, inputs.shape[0]);
      const step = () => {
        const error = crossEntropy(model.forward(inputs), wanted);
        return error.add(l2Penalty(model.weights, 0.001)).add(l1Penalty(model.weights, 0.001));
      };
      const run = (steps: number) => {
        for (let i = 0; i < steps; i++) optimiser.minimise(step);
        return allocations();
      };
      const start = allocations();
      const afterTen = run(10);
      ok(afterTen > start);
      equal(run(990), afterTen);
    }
  });

  it("leaves a tensor that a scope returns as it was, whatever is made afterwards", () => {
    const x = tensor([1, 2, 3]);
    const kept = scope(() => x.mul(2).add(1).reshape(3, 1));
    scope(() => x.mul(100).add(7).reshape(3, 1));
    deepEqual(kept.rows(), [[3], [5], [7]]);
    const pair = scope(() => [x.square(), x.exp()]);
    scope(() => [x.mul(0), x.mul(0)]);
    deepEqual(pair[0].toArray(), [1, 4, 9]);
  });

  it("uses the memory of indices again", () => {
    const x = parameter([
      [1, 5, 2, 0],
      [3, 4, 8, 7],
    ]);
    const images = () => x.reshape(1, 1, 2, 4);
    const step = () =>
      scope(() => {
        x.transpose(0, 1);
        x.gather([1, 0, 1]);
        x.max(1);
        x.pick([3, 0]);
        maxPool2d(images(), 2);
        x.argmax(1);
      });
    step();
    const before = allocations();
    for (let i = 0; i < 50; i++) step();
    equal(allocations(), before);
  });

  it("gives the memory back when a step throws", () => {
    const w = parameter([1, 2]);
    const optimiser = new SGD([w], { rate: 0.1 });
    const step = () => {
      try {
        optimiser.minimise(() => {
          w.square();
          throw new Error("stop");
        });
      } catch {}
    };
    step();
    const before = allocations();
    for (let i = 0; i < 100; i++) step();
    equal(allocations(), before);
  });
});

describe("data drawn by code", function () {
  this.timeout(20_000);

  it("has every class equally often, and is the same for the same seed", () => {
    for (const make of [moons, rings, blobs, spirals, xor]) {
      const { points, labels } = make(60, random(1));
      deepEqual(points.shape, [60, 2]);
      const counts = new Map<number, number>();
      for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
      equal(new Set(counts.values()).size, 1);
      deepEqual(make(60, random(1)).points.data, points.data);
    }
  });

  it("rings lie around a disc, clouds around their centres", () => {
    const { points, labels } = rings(400, random(1), 0.05);
    points.rows().forEach(([x, y], i) => {
      ok(Math.abs(Math.hypot(x, y) - labels[i]) < 0.3);
    });
  });

  it("digits and shapes are images from 0 to 1 with ink in them", () => {
    for (const [make, classes] of [
      [digits, 10],
      [shapes, 4],
    ] as const) {
      const { images, labels } = make(40, random(1), { size: 16 });
      deepEqual(images.shape, [40, 1, 16, 16]);
      deepEqual(
        labels.slice(0, classes),
        Array.from({ length: classes }, (_, i) => i),
      );
      const ink = Array.from(images.reshape(40, -1).mean(1).data);
      ok(
        ink.every((share) => share > 0.05 && share < 0.5),
        String(ink),
      );
      ok(images.data.every((value) => value >= 0 && value <= 1));
    }
  });

  it("a drawing is the same once it is centred, wherever it was drawn and however large", () => {
    const { images } = digits(10, random(2), { size: 32, noise: 0 });
    for (let digit = 0; digit < 10; digit++) {
      const drawing = images.slice(digit, digit + 1);
      const wanted = centred(drawing.data, 32, 32, 16);
      for (const [scale, row, column] of [
        [1, 9, 30],
        [2, 3, 7],
      ]) {
        const pad = new Float32Array(80 * 96);
        for (let i = 0; i < 32 * scale; i++) {
          for (let j = 0; j < 32 * scale; j++) {
            pad[(row + i) * 96 + column + j] =
              drawing.data[Math.floor(i / scale) * 32 + Math.floor(j / scale)];
          }
        }
        const difference = centred(pad, 80, 96, 16).sub(wanted).abs().mean().item();
        ok(difference < 0.06, `digit ${digit}, ${scale} times as large: ${difference}`);
      }
    }
  });

  it("an empty drawing stays empty", () => {
    deepEqual(centred(new Float32Array(12), 3, 4).toArray(), zeros([1, 1, 3, 3]).toArray());
  });
});
