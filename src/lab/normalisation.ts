import { filled, ones, parameter, zeros } from "./create";
import { checkInput, checkOptions, Layer } from "./layer";
import { shapeText } from "./shape";
import { type Floats, take } from "./storage";
import { addingTo, owning, result, type Tensor } from "./tensor";
import { t } from "./text";
import { zeroTotals } from "./totals";

/** Numbers seen as [outer × count × inner]: those with one index in the middle form a group. */
interface Groups {
  readonly outer: number;
  readonly count: number;
  readonly inner: number;
}

/** Mean and variance (divided by n) of each group. */
interface Statistics {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** Σ a of one group; this sum and the next two are float64, so that long ones lose nothing. */
function sumOf(a: Floats, { outer, count, inner }: Groups, group: number): number {
  let sum = 0;
  for (let o = 0; o < outer; o++) {
    const first = (o * count + group) * inner;
    for (let i = first; i < first + inner; i++) sum += a[i];
  }
  return sum;
}

/** Σ a b of one group. */
function productOf(a: Floats, b: Floats, { outer, count, inner }: Groups, group: number): number {
  let sum = 0;
  for (let o = 0; o < outer; o++) {
    const first = (o * count + group) * inner;
    for (let i = first; i < first + inner; i++) sum += a[i] * b[i];
  }
  return sum;
}

/** Σ (a − centre)² of one group: the difference of Σ a² and n centre² would cancel. */
function squaresOf(a: Floats, centre: number, { outer, count, inner }: Groups, group: number): number {
  let sum = 0;
  for (let o = 0; o < outer; o++) {
    const first = (o * count + group) * inner;
    for (let i = first; i < first + inner; i++) sum += (a[i] - centre) ** 2;
  }
  return sum;
}

function statisticsOf({ data }: Tensor, groups: Groups): Statistics {
  const { outer, count, inner } = groups;
  const [mean, variance] = [take(count), take(count)];
  for (let group = 0; group < count; group++) {
    const centre = sumOf(data, groups, group) / (outer * inner);
    mean[group] = centre;
    variance[group] = squaresOf(data, centre, groups, group) / (outer * inner);
  }
  return { mean: owning([count], mean), variance: owning([count], variance) };
}

/**
 * x̂ = (x − μ) / s with s = √(σ² + ε), group by group. Where μ and σ² are x's `own`, they move with it, and
 * ∂L/∂x = (g − mean(g) − x̂ mean(g x̂)) / s (Ioffe & Szegedy 2015, section 3); where they are fixed, ∂L/∂x = g / s.
 */
function standardise(
  x: Tensor,
  groups: Groups,
  { mean, variance }: Statistics,
  epsilon: number,
  own: boolean,
): Tensor {
  const { outer, count, inner } = groups;
  const [from, means, spreads] = [x.data, mean.data, variance.add(epsilon).sqrt().data];
  const y = take(x.size);
  for (let o = 0, i = 0; o < outer; o++) {
    for (let group = 0; group < count; group++) {
      const centre = means[group];
      const factor = 1 / spreads[group];
      for (const end = i + inner; i < end; i++) y[i] = (from[i] - centre) * factor;
    }
  }
  return result(x.shape, y, [x], (g) => {
    const gx = addingTo(x);
    for (let group = 0; group < count; group++) {
      const meanG = own ? sumOf(g, groups, group) / (outer * inner) : 0;
      const meanGY = own ? productOf(g, y, groups, group) / (outer * inner) : 0;
      const factor = 1 / spreads[group];
      for (let o = 0; o < outer; o++) {
        const first = (o * count + group) * inner;
        for (let i = first; i < first + inner; i++) gx[i] += factor * (g[i] - meanG - y[i] * meanGY);
      }
    }
  });
}

/** γ x + β with one γ and one β for each group; ∂L/∂x = γ g, and over the group ∂L/∂γ = Σ g x and ∂L/∂β = Σ g. */
function scaleAndShift(x: Tensor, scale: Tensor, shift: Tensor, groups: Groups): Tensor {
  const { outer, count, inner } = groups;
  const [from, factors, summands] = [x.data, scale.data, shift.data];
  const y = take(x.size);
  for (let o = 0, i = 0; o < outer; o++) {
    for (let group = 0; group < count; group++) {
      const factor = factors[group];
      const summand = summands[group];
      for (const end = i + inner; i < end; i++) y[i] = factor * from[i] + summand;
    }
  }
  return result(x.shape, y, [x, scale, shift], (g) => {
    addSums(addingTo(scale), addingTo(shift), g, from, groups);
    if (x.needsGradient) addScaled(addingTo(x), g, factors, groups);
  });
}

/** Adds Σ g x and Σ g of each group; goes through memory in its order, since a group may be a column. */
function addSums(
  gScale: Floats,
  gShift: Floats,
  g: Floats,
  x: Floats,
  { outer, count, inner }: Groups,
): void {
  const totals = zeroTotals(2 * count);
  for (let o = 0, i = 0; o < outer; o++) {
    for (let group = 0; group < count; group++) {
      let product = 0;
      let sum = 0;
      for (const end = i + inner; i < end; i++) {
        product += g[i] * x[i];
        sum += g[i];
      }
      totals[group] += product;
      totals[count + group] += sum;
    }
  }
  for (let group = 0; group < count; group++) {
    gScale[group] += totals[group];
    gShift[group] += totals[count + group];
  }
}

/** a += γ b, group by group. */
function addScaled(a: Floats, b: Floats, factors: Floats, { outer, count, inner }: Groups): void {
  for (let o = 0, i = 0; o < outer; o++) {
    for (let group = 0; group < count; group++) {
      const factor = factors[group];
      for (const end = i + inner; i < end; i++) a[i] += factor * b[i];
    }
  }
}

/** How a BatchNorm counts. */
export interface BatchNormOptions {
  /** Added to the variance before the root; 1e-5 where absent. */
  readonly epsilon?: number;
  /** Share of the newest batch in the running averages, 0.1 where absent: as in PyTorch; momentum in Keras is 1 minus this. */
  readonly momentum?: number;
}

/**
 * γ (x − μ) / √(σ² + ε) + β with mean and variance of each channel over the batch; in evaluation with the running
 * averages of training (Ioffe & Szegedy 2015). x is [batch × channels] or [batch × channels × height × width].
 */
export class BatchNorm extends Layer {
  /** γ, [channels]; starts at 1. */
  readonly scale: Tensor;
  /** β, [channels]; starts at 0. */
  readonly shift: Tensor;
  /** Running average of each channel's mean; starts at 0. */
  readonly runningMean: Float64Array;
  /** Running average of each channel's variance, divided by n − 1 as in PyTorch; starts at 1. */
  readonly runningVariance: Float64Array;

  constructor(
    private readonly channels: number,
    private readonly options: BatchNormOptions = {},
  ) {
    super();
    checkOptions("BatchNorm", options, "{ momentum: 0.1 }");
    this.scale = parameter(ones([channels]));
    this.shift = parameter(zeros([channels]));
    this.runningMean = new Float64Array(channels);
    this.runningVariance = new Float64Array(channels).fill(1);
  }

  /** @throws Error in training with one number for each channel: it is its own mean, and nothing of it is left */
  forward(x: Tensor): Tensor {
    checkInput("BatchNorm", x, ["batch", this.channels, "…"]);
    const { epsilon = 1e-5 } = this.options;
    const outer = x.shape[0];
    const groups = { outer, count: this.channels, inner: x.size / (outer * this.channels) };
    const statistics = this.training ? this.#newest(x, groups) : this.#running();
    const standard = standardise(x, groups, statistics, epsilon, this.training);
    return scaleAndShift(standard, this.scale, this.shift, groups);
  }

  /** Those of the batch, which the running averages remember. */
  #newest(x: Tensor, groups: Groups): Statistics {
    const count = groups.outer * groups.inner;
    if (!(count > 1)) {
      throw new Error(
        t(
          `In training, BatchNorm wants more than one number for each channel; the input has shape ${shapeText(x.shape)}.`,
          `训练时，BatchNorm 的每个通道至少要有两个数，这里输入的形状是 ${shapeText(x.shape)}。`,
        ),
      );
    }
    const statistics = statisticsOf(x, groups);
    const { momentum = 0.1 } = this.options;
    for (let i = 0; i < this.channels; i++) {
      const unbiased = (statistics.variance.data[i] * count) / (count - 1);
      this.runningMean[i] += momentum * (statistics.mean.data[i] - this.runningMean[i]);
      this.runningVariance[i] += momentum * (unbiased - this.runningVariance[i]);
    }
    return statistics;
  }

  #running(): Statistics {
    return {
      mean: filled([this.channels], (i) => this.runningMean[i]),
      variance: filled([this.channels], (i) => this.runningVariance[i]),
    };
  }
}

/** How a LayerNorm counts. */
export interface LayerNormOptions {
  /** Added to the variance before the root; 1e-5 where absent. */
  readonly epsilon?: number;
}

/** γ (x − μ) / √(σ² + ε) + β with mean and variance over the last axis (Ba et al. 2016): [… × width] → the same shape. */
export class LayerNorm extends Layer {
  /** γ, [width]; starts at 1. */
  readonly scale: Tensor;
  /** β, [width]; starts at 0. */
  readonly shift: Tensor;

  constructor(
    private readonly width: number,
    private readonly options: LayerNormOptions = {},
  ) {
    super();
    checkOptions("LayerNorm", options, "{ epsilon: 1e-5 }");
    this.scale = parameter(ones([width]));
    this.shift = parameter(zeros([width]));
  }

  forward(x: Tensor): Tensor {
    checkInput("LayerNorm", x, ["…", this.width]);
    const { epsilon = 1e-5 } = this.options;
    const count = x.size / this.width;
    const rows = { outer: 1, count, inner: this.width };
    const standard = standardise(x, rows, statisticsOf(x, rows), epsilon, true);
    const columns = { outer: count, count: this.width, inner: 1 };
    return scaleAndShift(standard, this.scale, this.shift, columns);
  }
}
