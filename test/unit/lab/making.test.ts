import { deepEqual, equal, ok, throws } from "node:assert/strict";
import fc from "fast-check";
import {
  full,
  normal,
  oneHot,
  ones,
  parameter,
  type TensorInput,
  tensor,
  uniform,
  zeros,
} from "../../../src/lab/create";
import { Dropout } from "../../../src/lab/layers";
import { concat, stack } from "../../../src/lab/movement";
import { type Random, random } from "../../../src/lab/random";
import type { Shape } from "../../../src/lab/shape";
import { Tensor } from "../../../src/lab/tensor";
import { inputOf, seeds } from "./arbitrary";
import { RecordedRun } from "./recorded-run";

/** What a learner may write although the types forbid it: demos are not type-checked when they run. */
const wrong = <T>(value: unknown) => value as T;

function refuses(work: () => unknown, message: string): void {
  throws(work, { name: "Error", message });
}

describe("a shape", () => {
  it("is a list of whole lengths, wherever one is written", () => {
    const rule =
      "is not a shape: a shape lists the lengths of the axes, whole numbers of at least 0, such as [2, 3].";
    refuses(() => zeros([-1, -2]), `[-1, -2] ${rule}`);
    refuses(() => zeros(wrong<Shape>(2)), `2 ${rule}`);
    refuses(() => full([Number.NaN], 1), `[NaN] ${rule}`);
    refuses(() => normal([2.5], random(1)), `[2.5] ${rule}`);
    refuses(() => tensor([1, 2, 3], [1.5, 2]), `[1.5, 2] ${rule}`);
    refuses(() => ones([1]).broadcastTo([2.5]), `[2.5] ${rule}`);
    deepEqual(zeros([0, 3]).toArray(), []);
  });

  it("is copied from the list that it was written as", () => {
    const shape = [2, 3];
    const made = [zeros(shape), tensor([1, 2, 3, 4, 5, 6], shape), uniform(shape, random(1))];
    shape[0] = 9;
    for (const one of made) deepEqual(one.shape, [2, 3]);
    const wanted = [3, 2];
    const reshaped = made[0].reshape(wanted);
    wanted[0] = 9;
    deepEqual(reshaped.shape, [3, 2]);
  });

  it("holds as many numbers as there are", () => {
    refuses(() => tensor([1, 2, 3, 4, 5, 6], [2, 2]), "6 numbers, but the shape [2 × 2] holds 4.");
    refuses(() => new Tensor([2, 3], Float32Array.of(1, 2)), "2 numbers, but the shape [2 × 3] holds 6.");
  });

  it("can be changed to another one with the same number of numbers", () => {
    deepEqual(ones([4]).reshape([2, 2]).shape, [2, 2]);
    deepEqual(ones([4]).reshape(-1, 2).shape, [2, 2]);
    deepEqual(ones([1]).reshape().shape, []);
    deepEqual(ones([2, 3, 4]).permute([2, 0, 1]).shape, [4, 2, 3]);
    const rule = "the lengths must be whole numbers with product 4; one may be -1.";
    refuses(() => ones([4]).reshape(-2, -2), `[4] cannot be reshaped to [-2 × -2]: ${rule}`);
    refuses(() => ones([4]).reshape(-1, -1), `[4] cannot be reshaped to [-1 × -1]: ${rule}`);
    refuses(() => ones([4]).reshape(-1, 3), `[4] cannot be reshaped to [-1 × 3]: ${rule}`);
    refuses(() => ones([4]).reshape(2.5, 1.6), `[4] cannot be reshaped to [2.5 × 1.6]: ${rule}`);
  });

  it("loses and gains axes of length 1", () => {
    const x = ones([1, 3, 1]);
    deepEqual(x.squeeze().shape, [3]);
    deepEqual(x.squeeze(0).shape, [3, 1]);
    deepEqual(x.squeeze(-1).shape, [1, 3]);
    refuses(
      () => x.squeeze(1),
      "squeeze() takes away axes of length 1, but axis 1 of [1 × 3 × 1] has length 3.",
    );
    deepEqual(ones([3]).unsqueeze(0).shape, [1, 3]);
    deepEqual(ones([3]).unsqueeze(-1).shape, [3, 1]);
    deepEqual(ones([2, 3]).unsqueeze(1).shape, [2, 1, 3]);
    deepEqual(tensor(5).unsqueeze(0).toArray(), [5]);
    refuses(
      () => ones([3]).unsqueeze(2),
      "unsqueeze() makes [3] a tensor with 2 axes, and axis 2 is none of them.",
    );
  });
});

describe("tensor() names the place of what it refuses", () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["a text among numbers", ["1", "2"], 'values[0] is "1", not a number.'],
    ["a list among numbers", [1, [2]], "values[1] is [2], not a number."],
    ["a number among lists", [[1], 2], "values[1] must be a list of length 1, as values[0] is."],
    [
      "a missing number",
      [
        [1, 2],
        [3, undefined],
      ],
      "values[1][1] is undefined, not a number.",
    ],
    ["a short row", [[[1, 2]], [[3]]], "values[1][0] must be a list of length 2, as values[0][0] is."],
    ["an empty row first", [[], [1]], "values[1] must be a list of length 0, as values[0] is."],
    ["tensors", [tensor(1), tensor(2)], "values[0] is a tensor: to put tensors together, use stack()."],
    ["nothing at all", undefined, "values is undefined, not a number."],
    ["a text", "12", 'values is "12", not a number.'],
    ["true", [true], "values[0] is true, not a number."],
  ];
  for (const [name, values, message] of cases) {
    it(name, () => {
      refuses(() => tensor(wrong<TensorInput>(values)), message);
      refuses(() => parameter(wrong<TensorInput>(values)), message);
    });
  }

  it("takes numbers from any kind of list", () => {
    deepEqual(tensor([Float64Array.of(1, 2), [3, Number.NaN]] as TensorInput).toArray(), [
      [1, 2],
      [3, Number.NaN],
    ]);
    deepEqual(tensor([]).shape, [0]);
    deepEqual(tensor([[], []]).shape, [2, 0]);
  });
});

describe("oneHot", () => {
  it("writes one row for each label", () => {
    deepEqual(oneHot([1, 0], 2).toArray(), [
      [0, 1],
      [1, 0],
    ]);
    deepEqual(oneHot([], 3).shape, [0, 3]);
  });

  it("refuses labels that are not classes", () => {
    const rule = "There are 3 classes, so labels are whole numbers from 0 to 2.";
    refuses(() => oneHot([0, -1], 3), `oneHot(): labels[1] is -1. ${rule}`);
    refuses(() => oneHot([0.5], 3), `oneHot(): labels[0] is 0.5. ${rule}`);
    refuses(() => oneHot([0, 3], 3), `oneHot(): labels[1] is 3. ${rule}`);
    refuses(() => oneHot([0], 0), "oneHot(): classes must be a whole number of at least 1, not 0.");
    refuses(
      () => oneHot(wrong<number[]>(tensor([0, 1])), 2),
      "oneHot() wants the labels as a list of whole numbers, not as a tensor of shape [2]: write labels.data.",
    );
  });
});

describe("uniform tensors", () => {
  it("do not reach their upper end, although single precision rounds the largest draws to it", () => {
    const largest = { uniform: (low: number, high: number) => low + (high - low) * (1 - 2 ** -32) };
    const source = Object.assign(random(1), largest);
    for (const [low, high] of [
      [0, 1],
      [-3, -1],
      [0.1, 0.3],
    ]) {
      ok(uniform([1], source, low, high).item() < high, `${low} to ${high}`);
    }
  });
});

describe("gather", () => {
  it("takes entries along any axis", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
        fc.nat(),
        seeds,
        (shape, any, seed) => {
          const x = tensor(inputOf(shape, seed).values, shape);
          const axis = any % shape.length;
          const source = random(seed);
          const wanted = Array.from({ length: 3 }, () => source.integer(shape[axis]));
          const entries = wanted.map((i) => x.slice(i, i + 1, axis));
          deepEqual(x.gather(wanted, axis).toArray(), concat(entries, axis).toArray());
          deepEqual(x.gather(wanted, axis - shape.length).toArray(), concat(entries, axis).toArray());
        },
      ),
    );
  });

  it("refuses what is not a list of indices", () => {
    const x = ones([2, 3]);
    const rule = "gather(): indices must be a list of numbers such as [0, 2], not";
    refuses(() => x.gather(wrong<number[]>(1)), `${rule} 1; of a tensor, give its data.`);
    refuses(() => x.gather(wrong<number[]>(tensor([1]))), `${rule} [1]; of a tensor, give its data.`);
    const range = (length: number) =>
      `along an axis of length ${length}: indices are whole numbers from 0 to ${length - 1}.`;
    refuses(() => x.gather([0, 2]), `There is no index 2 ${range(2)}`);
    refuses(() => x.gather([-1], 1), `There is no index -1 ${range(3)}`);
    refuses(() => x.pick([0, 0.5]), `There is no index 0.5 ${range(3)}`);
    refuses(() => tensor(1).gather([0]), "A single number has no axes.");
  });
});

describe("slices, concat and stack", () => {
  it("refuse what they cannot do", () => {
    const rule = "along an axis of length 3: both are whole numbers from 0 to 3, the first the smaller.";
    refuses(() => ones([3]).slice(0.5, 2.5), `There is no slice from 0.5 to 2.5 ${rule}`);
    refuses(() => ones([3]).slice(2, 2), `There is no slice from 2 to 2 ${rule}`);
    refuses(() => ones([3]).slice(-1, 4), `There is no slice from -1 to 4 ${rule}`);
    const [two, three] = [ones([2]), ones([3])];
    refuses(() => concat([]), "concat() wants a list of tensors, at least one: concat([a, b]).");
    refuses(
      () => concat(wrong<Tensor[]>(two)),
      "concat() wants a list of tensors, at least one: concat([a, b]).",
    );
    refuses(
      () => stack(wrong<Tensor[]>([1, 2])),
      "stack() wants a list of tensors, at least one: stack([a, b]).",
    );
    refuses(() => stack([two, three]), "stack() wants tensors of one shape, not [2] and [3].");
  });

  it("stack puts tensors along any new axis", () => {
    const [a, b] = [tensor([1, 2, 3]), tensor([4, 5, 6])];
    deepEqual(stack([a, b]).shape, [2, 3]);
    deepEqual(stack([a, b], -1).toArray(), [
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });
});

describe("in Chinese", () => {
  before(() => new RecordedRun({}, "zh-cn"));
  after(() => new RecordedRun());

  it("places and axes are named by their numbers, and every refusal says what to do", () => {
    refuses(() => ones([2]).gather([2]), "下标 2 超出范围：共 2 项，下标是 0 到 1 的整数。");
    refuses(
      () => ones([2, 3]).sum(2),
      "形状为 [2 × 3] 的张量没有轴 2：轴从 0 开始编号，从后往前则从 -1 开始。",
    );
    refuses(() => concat([ones([2]), ones([2, 3])]), "形状 [2] 与 [2 × 3] 不能沿轴 0 拼接。");
    refuses(() => ones([2, 3]).permute(0, 0), "permute() 的参数里，每个轴要恰好出现一次，这里是 0、0。");
    refuses(() => ones([3]).item(), "只有一个数的张量才能用 item()，这个张量的形状是 [3]。");
    refuses(
      () => parameter([1, 2]).backward(),
      "backward() 要从一个数（通常是损失）出发，这里的形状是 [2]。",
    );
    refuses(() => new Dropout(1), "随机失活的概率要大于等于 0、小于 1，这里是 1。");
    refuses(() => tensor([1, 2, 3], [2, 2]), "给出了 3 个数，而形状 [2 × 2] 需要 4 个。");
    refuses(() => oneHot([0, 3], 3), "oneHot()：labels[1] 是 3。共有 3 类，标签只能是 0 到 2 的整数。");
    refuses(
      () => normal([2], wrong<Random>(undefined)),
      "normal() 需要一个随机数来源，例如 random(1)，这里是 undefined。",
    );
    equal(ones([1]).item(), 1);
  });
});
