import { type ConvolutionOptions, checkGroups, conv2d } from "./convolution";
import { filled, parameter, zeros } from "./create";
import { valueText } from "./format";
import { heNormal, type Initialiser, lecunNormal } from "./initialisers";
import { checkInput, Layer, type RandomOptions, randomOf } from "./layer";
import { affine } from "./matmul";
import { averagePool2d, maxPool2d, type PoolingOptions } from "./pooling";
import type { Random } from "./random";
import { Tensor } from "./tensor";
import { t } from "./text";

/** How a layer's weights start. */
export interface WeightOptions extends RandomOptions {
  /** What fills the weight: `lecunNormal` for a Linear and `heNormal` for a Conv2d where absent. */
  readonly initialiser?: Initialiser;
  /** Whether a number is added to each output; true where absent. */
  readonly bias?: boolean;
}

/** y = x · W + b: x [… × in] → [… × out]. W starts as `lecunNormal` draws it, b at 0. */
export class Linear extends Layer {
  /** W, [in × out]: PyTorch keeps its transpose. */
  readonly weight: Tensor;
  /** b, [out]; undefined with `bias: false`. */
  readonly bias: Tensor | undefined;

  constructor(inputs: number, outputs: number, options: WeightOptions = {}) {
    super();
    const random = randomOf("Linear", options);
    const { initialiser = lecunNormal, bias = true } = options;
    this.weight = parameter(initialiser([inputs, outputs], inputs, outputs, random));
    this.bias = bias ? parameter(zeros([outputs])) : undefined;
  }

  forward(x: Tensor): Tensor {
    return this.bias === undefined ? x.matmul(this.weight) : affine(x, this.weight, this.bias);
  }
}

/**
 * A convolution: [batch × in × height × width] → [batch × out × height′ × width′]. Stride 1, padding 0, dilation 1
 * and groups 1 where the options do not say otherwise; the kernels start as `heNormal` draws them, the bias at 0.
 */
export class Conv2d extends Layer {
  /** The kernels, [out × in ÷ groups × size × size]. */
  readonly weight: Tensor;
  /** What is added to each output channel, [out]; undefined with `bias: false`. */
  readonly bias: Tensor | undefined;

  constructor(
    inChannels: number,
    outChannels: number,
    size: number,
    private readonly options: WeightOptions & ConvolutionOptions = {},
  ) {
    super();
    const random = randomOf("Conv2d", options);
    const { initialiser = heNormal, bias = true, groups = 1 } = options;
    checkGroups("Conv2d", inChannels, groups);
    checkGroups("Conv2d", outChannels, groups);
    const shape = [outChannels, inChannels / groups, size, size];
    const fanIn = (inChannels / groups) * size * size;
    this.weight = parameter(initialiser(shape, fanIn, (outChannels / groups) * size * size, random));
    this.bias = bias ? parameter(zeros([outChannels])) : undefined;
  }

  forward(x: Tensor): Tensor {
    return conv2d(x, this.weight, this.bias, this.options);
  }
}

/** The largest value of each window of size × size pixels; windows lie side by side where no stride is given. */
export class MaxPool2d extends Layer {
  constructor(
    private readonly size: number,
    private readonly options: PoolingOptions = {},
  ) {
    super();
  }

  forward(x: Tensor): Tensor {
    return maxPool2d(x, this.size, this.options);
  }
}

/** The mean of each window of size × size pixels; windows lie side by side where no stride is given. */
export class AveragePool2d extends Layer {
  constructor(
    private readonly size: number,
    private readonly options: PoolingOptions = {},
  ) {
    super();
  }

  forward(x: Tensor): Tensor {
    return averagePool2d(x, this.size, this.options);
  }
}

/** [batch × …] → [batch × all the rest]. */
export class Flatten extends Layer {
  forward(x: Tensor): Tensor {
    return x.reshape(x.shape[0], -1);
  }
}

/**
 * In training, switches each number off with probability `p` and divides the others by 1 − p, so that
 * the expected sum stays; in evaluation does nothing (Srivastava et al. 2014, the inverted form).
 */
export class Dropout extends Layer {
  private readonly random: Random;

  /** @throws Error when `p` is not in [0, 1) */
  constructor(
    private readonly p = 0.5,
    options: RandomOptions = {},
  ) {
    super();
    this.random = randomOf("Dropout", options);
    if (!(p >= 0 && p < 1)) {
      throw new Error(
        t(
          `A dropout probability is at least 0 and less than 1, not ${p}.`,
          `随机失活的概率要大于等于 0、小于 1，这里是 ${p}。`,
        ),
      );
    }
  }

  forward(x: Tensor): Tensor {
    if (!this.training || this.p === 0) return x;
    const kept = 1 / (1 - this.p);
    return x.mul(filled(x.shape, () => (this.random.uniform() < this.p ? 0 : kept)));
  }
}

/** A learned vector for each of `count` things; they start normally distributed, with mean 0 and variance 1. */
export class Embedding extends Layer {
  /** One vector a row, [count × width]. */
  readonly weight: Tensor;

  constructor(count: number, width: number, options: RandomOptions = {}) {
    super();
    const random = randomOf("Embedding", options);
    this.weight = parameter(filled([count, width], () => random.normal()));
  }

  /** Whole numbers below `count`, of any shape → the same shape with one axis more, of length `width`. */
  forward(x: Tensor): Tensor {
    checkInput("Embedding", x, ["…"]);
    return this.weight.gather(x.data).reshape(...x.shape, this.weight.shape[1]);
  }
}

/** One after the other; a function such as `(x) => x.relu()` is a layer without parameters. */
export class Sequential extends Layer {
  readonly layers: readonly (Layer | ((x: Tensor) => Tensor))[];

  /** @throws Error when one of them is neither a layer nor a function */
  constructor(...layers: readonly (Layer | ((x: Tensor) => Tensor))[]) {
    super();
    layers.forEach(checkPart);
    this.layers = layers;
  }

  forward(x: Tensor): Tensor {
    return this.#each(x, () => {});
  }

  /** What leaves each of the layers in evaluation mode, first to last, without gradients. */
  outputs(x: Tensor): Tensor[] {
    const outputs: Tensor[] = [];
    this.evaluating(() => this.#each(x, (output) => outputs.push(output)));
    return outputs;
  }

  #each(x: Tensor, visit: (output: Tensor) => void): Tensor {
    let y = x;
    this.layers.forEach((layer, place) => {
      y = layer instanceof Layer ? layer.forward(y) : layer(y);
      if (!(y instanceof Tensor)) throw noTensor(place);
      visit(y);
    });
    return y;
  }
}

function noTensor(place: number): Error {
  return new Error(
    t(
      `Part ${place + 1} of Sequential gave no tensor: does its function return its result?`,
      `Sequential 的第 ${place + 1} 部分没有给出张量：它的函数写 return 了吗？`,
    ),
  );
}

function checkPart(part: unknown, place: number): void {
  if (part instanceof Layer || typeof part === "function") return;
  if (Array.isArray(part)) {
    throw new Error(
      t(
        "Sequential takes its layers one by one, not as a list: new Sequential(first, second), or new Sequential(...list).",
        "Sequential 的各层要逐个传入，不能放在列表里：new Sequential(first, second) 或 new Sequential(...list)。",
      ),
    );
  }
  throw new Error(
    t(
      `Argument ${place + 1} of Sequential is ${valueText(part)}, neither a layer nor a function such as (x) => x.relu().`,
      `Sequential 的第 ${place + 1} 个参数是 ${valueText(part)}，既不是层，也不是 (x) => x.relu() 这样的函数。`,
    ),
  );
}
