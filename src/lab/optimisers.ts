import { addTimes } from "./product";
import { type Floats, keep } from "./storage";
import { scope, Tensor } from "./tensor";
import { t } from "./text";

/** Changes parameters so that a loss falls. */
export abstract class Optimiser {
  /** What it changes, each once. */
  readonly parameters: readonly Tensor[];

  /**
   * @param parameters usually `model.parameters`
   * @param rate learning rate; may be changed between steps
   * @throws Error when there is nothing to train, or the rate is not a number
   */
  constructor(
    parameters: readonly Tensor[],
    public rate: number,
  ) {
    this.parameters = distinct(parameters);
    if (!Number.isFinite(rate)) {
      throw new Error(
        t(
          `The learning rate must be a number, such as { rate: 0.1 }, not ${rate}.`,
          `学习率必须是一个数，例如 { rate: 0.1 }，不能是 ${rate}。`,
        ),
      );
    }
  }

  /** One step against the gradients that the parameters hold. Those that no loss has reached yet stay as they are. */
  abstract step(): void;

  /** Forgets the gradients; `backward()` adds to what is there. */
  zeroGrad(): void {
    for (const parameter of this.parameters) parameter.gradient?.fill(0);
  }

  /**
   * One whole training step: forward, backward, update. Returns the loss before the update.
   * The memory of everything made in `loss` is used again in the next step.
   * @param loss returns a single number, the loss
   */
  minimise(loss: () => Tensor): number {
    return scope(() => {
      this.zeroGrad();
      const value = loss();
      if (!(value instanceof Tensor)) throw noLoss();
      value.backward();
      this.step();
      return value.item();
    });
  }

  /** Visits the numbers and the gradient of every parameter that has one. */
  protected eachGradient(visit: (w: Floats, g: Floats, index: number) => void): void {
    this.parameters.forEach(({ data, gradient }, index) => {
      if (gradient !== undefined) visit(data, gradient, index);
    });
  }
}

export interface SGDOptions {
  /** Learning rate η. */
  readonly rate: number;
  /** μ, the share of the last step that is repeated; 0 if not given, often 0.9. */
  readonly momentum?: number;
  /** Looks at the slope where the momentum leads (Nesterov 1983); false if not given. */
  readonly nesterov?: boolean;
  /** λ of the penalty ½ λ ‖w‖²: adds λ w to the gradient that the step uses; 0 if not given. */
  readonly weightDecay?: number;
}

const sgdDefaults = { rate: undefined, momentum: 0, nesterov: false, weightDecay: 0 };

/** v ← μ v + g, w ← w − η v: PyTorch's form of momentum, without damping. */
export class SGD extends Optimiser {
  readonly #options: Required<SGDOptions>;
  readonly #velocities: Floats[] = [];

  constructor(parameters: readonly Tensor[], options: SGDOptions) {
    const settled = withDefaults<SGDOptions>("SGD", sgdDefaults, options);
    super(parameters, settled.rate);
    this.#options = settled;
  }

  step(): void {
    const { momentum, nesterov, weightDecay } = this.#options;
    const { rate } = this;
    this.eachGradient((w, g, index) => {
      if (momentum === 0) {
        if (weightDecay !== 0) addTimes(w, w, -rate * weightDecay);
        addTimes(w, g, -rate);
        return;
      }
      this.#velocities[index] ??= keep(w.length);
      const v = this.#velocities[index];
      for (let i = 0; i < w.length; i++) {
        const slope = g[i] + weightDecay * w[i];
        v[i] = momentum * v[i] + slope;
        w[i] -= rate * (nesterov ? slope + momentum * v[i] : v[i]);
      }
    });
  }
}

export interface AdamOptions {
  /** Learning rate η; 0.001 if not given. */
  readonly rate?: number;
  /** β₁, the share of the old mean gradient that stays; 0.9 if not given. */
  readonly beta1?: number;
  /** β₂, the share of the old mean squared gradient that stays; 0.999 if not given. */
  readonly beta2?: number;
  /** ε, keeps the divisor away from 0; 1e-8 if not given. */
  readonly epsilon?: number;
  /** λ. Adam adds λ w to the gradient, 0 if not given; AdamW takes η λ w off the weight itself, λ = 0.01 if not given. */
  readonly weightDecay?: number;
}

const adamDefaults = { rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − η m̂ / (√v̂ + ε), with m̂ and v̂ corrected for
 * their start at zero (Kingma & Ba 2015). Defaults: η = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
 */
export class Adam extends Optimiser {
  readonly #options: Required<AdamOptions>;
  readonly #first: Floats[] = [];
  readonly #second: Floats[] = [];
  readonly #steps: number[] = [];

  constructor(parameters: readonly Tensor[], options: AdamOptions = {}) {
    const settled = withDefaults<AdamOptions>("Adam", adamDefaults, options);
    super(parameters, settled.rate);
    this.#options = settled;
  }

  step(): void {
    const { beta1, beta2, epsilon, weightDecay } = this.#options;
    this.eachGradient((w, g, index) => {
      const steps = (this.#steps[index] ?? 0) + 1;
      this.#steps[index] = steps;
      const rate = this.rate / (1 - beta1 ** steps);
      const correction = Math.sqrt(1 - beta2 ** steps);
      this.#first[index] ??= keep(w.length);
      this.#second[index] ??= keep(w.length);
      const [m, v] = [this.#first[index], this.#second[index]];
      for (let i = 0; i < w.length; i++) {
        const slope = g[i] + weightDecay * w[i];
        m[i] += (1 - beta1) * (slope - m[i]);
        v[i] += (1 - beta2) * (slope * slope - v[i]);
        w[i] -= (rate * m[i]) / (Math.sqrt(v[i]) / correction + epsilon);
      }
    });
  }
}

/**
 * Adam with decoupled weight decay: w ← (1 − η λ) w beside the step (Loshchilov & Hutter 2019). Defaults as for Adam,
 * and λ = 0.01.
 */
export class AdamW extends Adam {
  readonly #weightDecay: number;

  constructor(parameters: readonly Tensor[], options: AdamOptions = {}) {
    const settled = withDefaults<AdamOptions>("AdamW", { ...adamDefaults, weightDecay: 0.01 }, options);
    super(parameters, { ...settled, weightDecay: 0 });
    this.#weightDecay = settled.weightDecay;
  }

  override step(): void {
    this.eachGradient((w) => addTimes(w, w, -this.rate * this.#weightDecay));
    super.step();
  }
}

export interface AdaGradOptions {
  /** Learning rate η; 0.01 if not given. */
  readonly rate?: number;
  /** ε, keeps the divisor away from 0; 1e-10 if not given. */
  readonly epsilon?: number;
}

const adaGradDefaults = { rate: 0.01, epsilon: 1e-10 };

/**
 * v ← v + g², w ← w − η g / (√v + ε): each number has its own rate, which only ever falls (Duchi et al. 2011).
 * Defaults: η = 0.01, ε = 1e-10.
 */
export class AdaGrad extends Optimiser {
  readonly #epsilon: number;
  readonly #squares: Floats[] = [];

  constructor(parameters: readonly Tensor[], options: AdaGradOptions = {}) {
    const { rate, epsilon } = withDefaults<AdaGradOptions>("AdaGrad", adaGradDefaults, options);
    super(parameters, rate);
    this.#epsilon = epsilon;
  }

  step(): void {
    const [rate, epsilon] = [this.rate, this.#epsilon];
    this.eachGradient((w, g, index) => {
      this.#squares[index] ??= keep(w.length);
      const v = this.#squares[index];
      for (let i = 0; i < w.length; i++) {
        v[i] += g[i] * g[i];
        w[i] -= (rate * g[i]) / (Math.sqrt(v[i]) + epsilon);
      }
    });
  }
}

export interface RMSpropOptions {
  /** Learning rate η; 0.01 if not given. */
  readonly rate?: number;
  /** ρ, the share of the old average that stays; 0.99 if not given. */
  readonly decay?: number;
  /** ε, keeps the divisor away from 0; 1e-8 if not given. */
  readonly epsilon?: number;
}

const rmspropDefaults = { rate: 0.01, decay: 0.99, epsilon: 1e-8 };

/**
 * v ← ρ v + (1 − ρ) g², w ← w − η g / (√v + ε): AdaGrad that forgets (Tieleman & Hinton 2012).
 * Defaults: η = 0.01, ρ = 0.99, ε = 1e-8.
 */
export class RMSprop extends Optimiser {
  readonly #options: Required<RMSpropOptions>;
  readonly #squares: Floats[] = [];

  constructor(parameters: readonly Tensor[], options: RMSpropOptions = {}) {
    const settled = withDefaults<RMSpropOptions>("RMSprop", rmspropDefaults, options);
    super(parameters, settled.rate);
    this.#options = settled;
  }

  step(): void {
    const { decay, epsilon } = this.#options;
    this.eachGradient((w, g, index) => {
      this.#squares[index] ??= keep(w.length);
      const v = this.#squares[index];
      for (let i = 0; i < w.length; i++) {
        v[i] += (1 - decay) * (g[i] * g[i] - v[i]);
        w[i] -= (this.rate * g[i]) / (Math.sqrt(v[i]) + epsilon);
      }
    });
  }
}

/**
 * Divides all gradients by the same number if their common norm is above `most`; returns the norm before.
 * A parameter that is listed twice counts once.
 */
export function clipGradients(parameters: readonly Tensor[], most: number): number {
  const norm = gradientNorm(parameters);
  if (norm > most) {
    for (const { gradient } of new Set(parameters)) {
      if (gradient !== undefined) for (let i = 0; i < gradient.length; i++) gradient[i] *= most / norm;
    }
  }
  return norm;
}

/** √(Σ g²) over all gradients of these parameters; one that is listed twice counts once. */
export function gradientNorm(parameters: readonly Tensor[]): number {
  let total = 0;
  for (const { gradient } of new Set(parameters)) {
    if (gradient !== undefined) for (let i = 0; i < gradient.length; i++) total += gradient[i] ** 2;
  }
  return Math.sqrt(total);
}

/** Each parameter once, although a layer that is used twice lists its own twice. */
function distinct(parameters: readonly Tensor[]): Tensor[] {
  if (!Array.isArray(parameters) || !parameters.every((one) => one instanceof Tensor && one.permanent)) {
    throw new Error(
      t(
        "An optimiser wants a list of parameters, such as model.parameters or [w, b] with w and b made by parameter().",
        "优化器需要参数的列表，例如 model.parameters，或者 [w, b]，其中 w 和 b 由 parameter() 创建。",
      ),
    );
  }
  if (parameters.length > 0) return [...new Set(parameters)];
  throw new Error(
    t("There is nothing to train: the list of parameters is empty.", "没有可训练的东西：参数列表是空的。"),
  );
}

/** The options, and the defaults for those that are not given; each must be known and of the right kind. */
function withDefaults<Options extends object>(
  optimiser: string,
  defaults: { readonly [Name in keyof Required<Options>]: unknown },
  given: Options,
): Required<Options> {
  if (typeof given !== "object" || given === null) {
    throw new Error(
      t(
        `${optimiser} wants { rate: 0.1 }, not ${given}.`,
        `${optimiser} 的选项要写成 { rate: 0.1 }，不能是 ${given}。`,
      ),
    );
  }
  const unknown = Object.keys(given).find((name) => !(name in defaults));
  if (unknown !== undefined) {
    const known = Object.keys(defaults);
    throw new Error(
      t(
        `${optimiser} has no option "${unknown}"; it has ${known.join(", ")}.`,
        `${optimiser} 没有选项 “${unknown}”，它的选项是 ${known.join("、")}。`,
      ),
    );
  }
  const settled: Record<string, unknown> = { ...defaults };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!Number.isFinite(value) && typeof value !== "boolean") throw notANumber(optimiser, name, value);
    settled[name] = value;
  }
  return settled as Required<Options>;
}

function notANumber(optimiser: string, name: string, value: unknown): Error {
  return new Error(
    t(
      `${optimiser}: ${name} must be a number, not ${value}.`,
      `${optimiser} 的 ${name} 必须是一个数，不能是 ${value}。`,
    ),
  );
}

function noLoss(): Error {
  return new Error(
    t(
      "The function given to minimise() must return the loss, a tensor of one number.",
      "交给 minimise() 的函数必须返回损失，也就是只含一个数的张量。",
    ),
  );
}
