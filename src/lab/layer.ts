import { valueText } from "./format";
import { Random } from "./random";
import { sharedRandom } from "./session";
import { shapeText } from "./shape";
import { Tensor, withoutGradients } from "./tensor";
import { t } from "./text";

/**
 * A part of a network: parameters, and a way forward. A class of your own needs `forward`; layers and parameters
 * that it keeps as properties, or in arrays there, are found (but not behind #private names).
 */
export abstract class Layer {
  /** Dropout and batch normalisation do one thing in training and another afterwards. */
  training = true;

  /** The output for the input `x`. */
  abstract forward(x: Tensor): Tensor;

  /** What an optimiser may change: its own parameters and those of its layers, in the order of their making, each once. */
  get parameters(): Tensor[] {
    const found = new Set<Tensor>();
    for (const one of this.#properties()) {
      if (one instanceof Layer) for (const parameter of one.parameters) found.add(parameter);
      else if (one instanceof Tensor && one.permanent) found.add(one);
    }
    return [...found];
  }

  /** The parameters that multiply: all but biases and what scales or shifts channels. Penalties are for these. */
  get weights(): Tensor[] {
    return this.parameters.filter(({ shape }) => shape.length > 1);
  }

  /** Switches itself and its layers to training, or with `false` to evaluation. */
  train(training = true): this {
    this.training = training;
    for (const one of this.#properties()) if (one instanceof Layer) one.train(training);
    return this;
  }

  /** The result in evaluation mode, without gradients; afterwards each layer is in the mode that it was in. */
  predict(x: Tensor): Tensor {
    return this.evaluating(() => this.forward(x));
  }

  protected evaluating<T>(work: () => T): T {
    const before = this.#layers().map((one) => [one, one.training] as const);
    this.train(false);
    try {
      return withoutGradients(work);
    } finally {
      for (const [one, training] of before) one.training = training;
    }
  }

  /** Itself and all layers in it. */
  #layers(): Layer[] {
    return [this, ...this.#properties().flatMap((one) => (one instanceof Layer ? one.#layers() : []))];
  }

  /** Its properties, and what stands in those that are arrays. */
  #properties(): unknown[] {
    const found: unknown[] = [];
    for (const value of Object.values(this)) {
      if (Array.isArray(value)) for (const one of value) found.push(one);
      else found.push(value);
    }
    return found;
  }
}

/** Where a layer's random numbers come from. */
export interface RandomOptions {
  /** Source of the random numbers; where absent, one that all layers of a run share, so that no two are alike. */
  readonly random?: Random;
}

/**
 * The source of random numbers that the options name, or the run's own.
 * @throws Error when there is something else in the place of the options
 */
export function randomOf(layer: string, options: RandomOptions): Random {
  checkOptions(layer, options, "{ random: random(1) }");
  return options.random ?? sharedRandom();
}

/** Refuses what stands in the place of options and is none, such as a Random by itself. */
export function checkOptions(layer: string, options: object, example: string): void {
  const bare = options instanceof Random;
  if (!bare && typeof options === "object" && options !== null) return;
  const found = bare ? t("a Random by itself", "单独一个 Random") : valueText(options);
  throw new Error(
    t(
      `${layer} takes its options as ${example}, not ${found}.`,
      `${layer} 的选项要写成 ${example}，这里给的是：${found}。`,
    ),
  );
}

/**
 * Refuses an input of another shape. A text in `shape` names a length that may be any, a number must be met;
 * "…" at the beginning or the end stands for any number of axes.
 */
export function checkInput(layer: string, x: Tensor, shape: readonly (number | string)[]): void {
  const wanted = `[${shape.join(" × ")}]`;
  if (!(x instanceof Tensor)) {
    throw new Error(
      t(
        `${layer} wants a tensor of shape ${wanted}, not ${valueText(x)}. Write a list as tensor([…]).`,
        `${layer} 需要形状为 ${wanted} 的张量，这里给的是：${valueText(x)}。列表要写成 tensor([…])。`,
      ),
    );
  }
  if (fits(x.shape, shape)) return;
  throw new Error(
    t(
      `${layer} wants an input of shape ${wanted}, not ${shapeText(x.shape)}.`,
      `${layer} 的输入形状应是 ${wanted}，这里是 ${shapeText(x.shape)}。`,
    ),
  );
}

function fits(shape: readonly number[], wanted: readonly (number | string)[]): boolean {
  const axes = wanted.filter((length) => length !== "…");
  const open = axes.length < wanted.length;
  if (open ? shape.length < axes.length : shape.length !== axes.length) return false;
  const first = wanted[0] === "…" ? shape.length - axes.length : 0;
  return axes.every((length, i) => typeof length === "string" || length === shape[first + i]);
}
