import { type ConvolutionOptions, conv2d } from "./convolution";
import { filled, full, ones, parameter, zeros } from "./create";
import { heNormal, type Initialiser, lecunNormal, xavierUniform } from "./initialisers";
import { affine } from "./matmul";
import { averagePool2d, maxPool2d } from "./pooling";
import { Random } from "./random";
import type { Tensor } from "./tensor";
import { withoutGradients } from "./tensor";
import { t } from "./text";

/** A part of a network: parameters, and a way forward. */
export abstract class Layer {
  /** Dropout and batch normalisation do one thing in training and another afterwards. */
  training = true;

  /** The output for the input `x`. */
  abstract forward(x: Tensor): Tensor;

  /** What an optimiser may change. */
  get parameters(): Tensor[] {
    return [];
  }

  /** The parameters that multiply: all but biases and what scales or shifts channels. Penalties are for these. */
  get weights(): Tensor[] {
    return this.parameters.filter(({ shape }) => shape.length > 1);
  }

  /** Switches to training, or with `false` to evaluation. */
  train(training = true): this {
    this.training = training;
    return this;
  }

  /** The result in evaluation mode, without gradients. */
  predict(x: Tensor): Tensor {
    return this.evaluating(() => this.forward(x));
  }

  protected evaluating<T>(work: () => T): T {
    const before = this.training;
    this.train(false);
    try {
      return withoutGradients(work);
    } finally {
      this.train(before);
    }
  }
}

/** How a layer's weights start. */
export interface WeightOptions {
  /** Where the random numbers come from; seed 1 where absent. */
  readonly random?: Random;
  readonly initialiser?: Initialiser;
  /** Whether a number is added to each output; true where absent. */
  readonly bias?: boolean;
}

/** y = x · W + b: x [… in] → [… out]; W is [in × out]. */
export class Linear extends Layer {
  readonly weight: Tensor;
  readonly bias: Tensor | undefined;

  constructor(inputs: number, outputs: number, options: WeightOptions = {}) {
    super();
    const { random = new Random(1), initialiser = lecunNormal, bias = true } = options;
    this.weight = parameter(initialiser([inputs, outputs], inputs, outputs, random));
    this.bias = bias ? parameter(zeros([outputs])) : undefined;
  }

  override get parameters(): Tensor[] {
    return this.bias === undefined ? [this.weight] : [this.weight, this.bias];
  }

  forward(x: Tensor): Tensor {
    return this.bias === undefined ? x.matmul(this.weight) : affine(x, this.weight, this.bias);
  }
}

/** A convolution: [batch, in, height, width] → [batch, out, height′, width′]. */
export class Conv2d extends Layer {
  readonly weight: Tensor;
  readonly bias: Tensor | undefined;

  constructor(
    inChannels: number,
    outChannels: number,
    size: number,
    private readonly options: WeightOptions & ConvolutionOptions = {},
  ) {
    super();
    const { random = new Random(1), initialiser = heNormal, bias = true, groups = 1 } = options;
    const shape = [outChannels, inChannels / groups, size, size];
    const fanIn = (inChannels / groups) * size * size;
    this.weight = parameter(initialiser(shape, fanIn, (outChannels / groups) * size * size, random));
    this.bias = bias ? parameter(zeros([outChannels])) : undefined;
  }

  override get parameters(): Tensor[] {
    return this.bias === undefined ? [this.weight] : [this.weight, this.bias];
  }

  forward(x: Tensor): Tensor {
    return conv2d(x, this.weight, this.bias, this.options);
  }
}

/** The largest value of each window. */
export class MaxPool2d extends Layer {
  constructor(
    private readonly size: number,
    private readonly stride = size,
  ) {
    super();
  }

  forward(x: Tensor): Tensor {
    return maxPool2d(x, this.size, { stride: this.stride });
  }
}

/** The mean of each window. */
export class AveragePool2d extends Layer {
  constructor(
    private readonly size: number,
    private readonly stride = size,
  ) {
    super();
  }

  forward(x: Tensor): Tensor {
    return averagePool2d(x, this.size, { stride: this.stride });
  }
}

/** [batch, …] → [batch, all the rest]. */
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
  constructor(
    private readonly p = 0.5,
    private readonly random = new Random(1),
  ) {
    super();
    if (!(p >= 0 && p < 1)) {
      throw new Error(
        t(
          `A dropout probability lies in [0, 1): ${p} does not.`,
          `随机失活的概率须在 [0, 1) 内：${p} 不在。`,
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

/**
 * γ (x − μ) / √(σ² + ε) + β with mean and variance of each channel over the batch; in evaluation with
 * the running averages of training (Ioffe & Szegedy 2015). x is [batch, channels] or [batch, channels, height, width].
 */
export class BatchNorm extends Layer {
  readonly scale: Tensor;
  readonly shift: Tensor;
  readonly runningMean: Float64Array;
  readonly runningVariance: Float64Array;

  constructor(
    private readonly channels: number,
    private readonly options: { readonly epsilon?: number; readonly momentum?: number } = {},
  ) {
    super();
    this.scale = parameter(ones([channels]));
    this.shift = parameter(zeros([channels]));
    this.runningMean = new Float64Array(channels);
    this.runningVariance = new Float64Array(channels).fill(1);
  }

  override get parameters(): Tensor[] {
    return [this.scale, this.shift];
  }

  forward(x: Tensor): Tensor {
    const { epsilon = 1e-5 } = this.options;
    // One row a channel, whatever the number of axes.
    const rest = x.shape.slice(2);
    const order = [1, 0, ...rest.map((_, i) => i + 2)];
    const rows = x.permute(...order).reshape(this.channels, -1);
    const mean = this.training ? rows.mean(1, true) : filled([this.channels, 1], (i) => this.runningMean[i]);
    const variance = this.training
      ? rows.variance(1, true)
      : filled([this.channels, 1], (i) => this.runningVariance[i]);
    if (this.training) this.#remember(mean, variance, rows.shape[1]);
    const normal = rows.sub(mean).div(variance.add(epsilon).sqrt());
    const y = normal.mul(this.scale.reshape(-1, 1)).add(this.shift.reshape(-1, 1));
    return y.reshape(this.channels, x.shape[0], ...rest).permute(...order);
  }

  /** The running variance is the unbiased one, as in PyTorch. */
  #remember(mean: Tensor, variance: Tensor, count: number): void {
    const { momentum = 0.1 } = this.options;
    const unbiased = count > 1 ? count / (count - 1) : 1;
    for (let i = 0; i < this.channels; i++) {
      this.runningMean[i] += momentum * (mean.data[i] - this.runningMean[i]);
      this.runningVariance[i] += momentum * (unbiased * variance.data[i] - this.runningVariance[i]);
    }
  }
}

/** γ (x − μ) / √(σ² + ε) + β with mean and variance over the last axis (Ba et al. 2016). */
export class LayerNorm extends Layer {
  readonly scale: Tensor;
  readonly shift: Tensor;

  constructor(
    width: number,
    private readonly epsilon = 1e-5,
  ) {
    super();
    this.scale = parameter(full([width], 1));
    this.shift = parameter(zeros([width]));
  }

  override get parameters(): Tensor[] {
    return [this.scale, this.shift];
  }

  forward(x: Tensor): Tensor {
    const centred = x.sub(x.mean(-1, true));
    const spread = centred.square().mean(-1, true).add(this.epsilon).sqrt();
    return centred.div(spread).mul(this.scale).add(this.shift);
  }
}

/** A learned vector for each of `count` things. */
export class Embedding extends Layer {
  readonly weight: Tensor;

  constructor(count: number, width: number, random = new Random(1)) {
    super();
    this.weight = parameter(filled([count, width], () => random.normal()));
  }

  override get parameters(): Tensor[] {
    return [this.weight];
  }

  /** Any shape of whole numbers → the same shape and one axis more. */
  forward(x: Tensor): Tensor {
    return this.weight.gather(x.data).reshape(...x.shape, this.weight.shape[1]);
  }
}

/** softmax(Q Kᵀ / √d) V for queries, keys and values [… length × d] (Vaswani et al. 2017). */
export function attention(queries: Tensor, keys: Tensor, values: Tensor, mask?: Tensor): Tensor {
  const scores = queries.matmul(keys.transpose()).div(Math.sqrt(queries.shape.at(-1) ?? 1));
  return (mask === undefined ? scores : scores.add(mask)).softmax().matmul(values);
}

/** Self-attention with several heads, [batch, length, width] → the same shape. */
export class MultiHeadAttention extends Layer {
  readonly #projections: readonly Linear[];

  constructor(
    private readonly width: number,
    private readonly heads: number,
    random = new Random(1),
  ) {
    super();
    if (width % heads !== 0) {
      throw new Error(
        t(`${width} numbers cannot be shared by ${heads} heads.`, `${width} 维不能平均分给 ${heads} 个头。`),
      );
    }
    const options = { random, initialiser: xavierUniform };
    this.#projections = Array.from({ length: 4 }, () => new Linear(width, width, options));
  }

  override get parameters(): Tensor[] {
    return this.#projections.flatMap((one) => one.parameters);
  }

  forward(x: Tensor, mask?: Tensor): Tensor {
    const [batch, length] = x.shape;
    const [queries, keys, values] = this.#projections.slice(0, 3).map((one) =>
      one
        .forward(x)
        .reshape(batch, length, this.heads, this.width / this.heads)
        .transpose(1, 2),
    );
    const mixed = attention(queries, keys, values, mask).transpose(1, 2).reshape(batch, length, this.width);
    return this.#projections[3].forward(mixed);
  }
}

/** One after the other; a function such as `(x) => x.relu()` is a layer without parameters. */
export class Sequential extends Layer {
  readonly layers: readonly (Layer | ((x: Tensor) => Tensor))[];

  constructor(...layers: readonly (Layer | ((x: Tensor) => Tensor))[]) {
    super();
    this.layers = layers;
  }

  override get parameters(): Tensor[] {
    return this.layers.flatMap((layer) => (layer instanceof Layer ? layer.parameters : []));
  }

  override train(training = true): this {
    for (const layer of this.layers) if (layer instanceof Layer) layer.train(training);
    return super.train(training);
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
    for (const layer of this.layers) {
      y = layer instanceof Layer ? layer.forward(y) : layer(y);
      visit(y);
    }
    return y;
  }
}
