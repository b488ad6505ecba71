import { deepEqual, throws } from "node:assert/strict";
import { conv2d, outputLength } from "../../../src/lab/convolution";
import { normal, ones, parameter } from "../../../src/lab/create";
import { AveragePool2d, Conv2d, MaxPool2d } from "../../../src/lab/layers";
import { averagePool2d, maxPool2d } from "../../../src/lab/pooling";
import { random } from "../../../src/lab/random";
import type { Tensor } from "../../../src/lab/tensor";
import { compare } from "./gradient-check";
import { RecordedRun } from "./recorded-run";

const images = ones([2, 3, 4, 4]);
const kernels = ones([8, 3, 3, 3]);

describe("a convolution says what does not fit", () => {
  const wrong: readonly (readonly [string, () => unknown, string])[] = [
    [
      "images or kernels with other axes",
      () => conv2d(ones([3, 4, 4]), kernels),
      "conv2d() wants images of shape [batch × channels × height × width] and kernels of shape [out × in × height × width], not [3 × 4 × 4] and [8 × 3 × 3 × 3].",
    ],
    [
      "kernels for other channels",
      () => conv2d(images, ones([8, 2, 3, 3])),
      "conv2d(): the images have 3 channels, but kernels of shape [8 × 2 × 3 × 3] with groups 1 look at 2.",
    ],
    [
      "groups that do not divide the channels",
      () => conv2d(images, ones([8, 1, 3, 3]), undefined, { groups: 2 }),
      "conv2d(): 3 channels cannot be divided into 2 groups.",
    ],
    [
      "groups that do not divide the kernels",
      () => conv2d(images, ones([8, 1, 3, 3]), undefined, { groups: 3 }),
      "conv2d(): 8 channels cannot be divided into 3 groups.",
    ],
    [
      "a bias for another number of kernels",
      () => conv2d(images, kernels, ones([1])),
      "conv2d(): 8 kernels want a bias of shape [8], not [1].",
    ],
    [
      "options in the place of the bias",
      () => conv2d(images, kernels, { stride: 2 } as never),
      "conv2d(): the bias in third place must be a tensor. Options come fourth: conv2d(x, weight, undefined, { stride: 2 }).",
    ],
    [
      "kernels larger than the image",
      () => conv2d(images, ones([8, 3, 5, 5])),
      "conv2d(): a kernel of 5 × 5 with dilation 1 does not fit into an image of 4 × 4 with padding 0.",
    ],
    [
      "half a pixel of padding",
      () => conv2d(images, kernels, undefined, { padding: 0.5 }),
      "conv2d(): padding must be a whole number of at least 0, not 0.5.",
    ],
    [
      "no stride",
      () => conv2d(images, kernels, undefined, { stride: 0 }),
      "conv2d(): stride must be a whole number of at least 1, not 0.",
    ],
    [
      "no stride, when only the length is asked for",
      () => outputLength(5, 3, 0),
      "outputLength(): stride must be a whole number of at least 1, not 0.",
    ],
  ];
  for (const [name, work, message] of wrong) it(name, () => throws(work, { message }));
});

it("a convolution too large to keep its patches has the same gradients", () => {
  const x = normal([2, 4, 300, 300], random(1));
  const gradientOf = (batches: readonly Tensor[]) => {
    const weight = parameter(normal([2, 4, 3, 3], random(2)));
    for (const one of batches) conv2d(one, weight).square().sum().backward();
    return Array.from(weight.grad?.data ?? []);
  };
  const [together, oneByOne] = [gradientOf([x]), gradientOf([x.slice(0, 1), x.slice(1, 2)])];
  compare(together, oneByOne, 1e-5, "gradient");
});

describe("pooling says what does not fit", () => {
  for (const pool of [maxPool2d, averagePool2d]) {
    it(`in ${pool.name}`, () => {
      const { name } = pool;
      throws(
        () => pool(ones([4, 4]), 2),
        /wants images of shape \[batch × channels × height × width\], not \[4 × 4\]\./,
      );
      throws(() => pool(images, 5), {
        message: `${name}(): a window of 5 × 5 does not fit into an image of 4 × 4.`,
      });
      throws(() => pool(images, 1.5), /size must be a whole number of at least 1, not 1\.5\./);
      throws(
        () => pool(images, 2, { stride: 1.5 }),
        /stride must be a whole number of at least 1, not 1\.5\./,
      );
      throws(() => pool(images, 2, 1 as never), { message: `${name}() wants { stride: 1 }, not 1.` });
    });
  }

  it("in Chinese, too", () => {
    new RecordedRun({}, "zh-cn");
    try {
      throws(() => maxPool2d(images, 5), { message: "maxPool2d()：5 × 5 的窗口放不进 4 × 4 的图像。" });
    } finally {
      new RecordedRun();
    }
  });
});

it("a convolution's layer refuses groups that do not divide its channels", () => {
  throws(() => new Conv2d(3, 8, 3, { groups: 2 }), {
    message: "Conv2d(): 3 channels cannot be divided into 2 groups.",
  });
  throws(() => new Conv2d(4, 9, 3, { groups: 2 }), /9 channels cannot be divided into 2 groups/);
});

it("pooling layers take the stride as the functions do", () => {
  deepEqual(new MaxPool2d(2, { stride: 1 }).forward(images).shape, [2, 3, 3, 3]);
  deepEqual(new AveragePool2d(2, { stride: 1 }).forward(images).shape, [2, 3, 3, 3]);
  deepEqual(new MaxPool2d(2).forward(images).shape, [2, 3, 2, 2]);
});
