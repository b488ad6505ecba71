import { addTimes } from "./product";
import { type Floats, keep } from "./storage";
import { addingTo, scope, type Tensor } from "./tensor";

/** Changes parameters so that a loss falls. */
export abstract class Optimiser {
  constructor(
    /** What it changes. */
    readonly parameters: readonly Tensor[],
    /** Learning rate; may be changed between steps. */
    public rate: number,
  ) {}

  /** One step against the gradients that the parameters hold. */
  abstract step(): void;

  /** Forgets the gradients; `backward()` adds to what is there. */
  zeroGrad(): void {
    for (const parameter of this.parameters) parameter.gradient?.fill(0);
  }

  /**
   * One whole training step: forward, backward, update. Returns the loss before the update.
   * The memory of everything made in `loss` is used again in the next step.
   */
  minimise(loss: () => Tensor): number {
    return scope(() => {
      this.zeroGrad();
      const value = loss();
      value.backward();
      this.step();
      return value.item();
    });
  }
}

export interface SGDOptions {
  readonly rate: number;
  /** Share of the last step that is repeated. */
  readonly momentum?: number;
  /** Looks at the slope where the momentum leads (Nesterov 1983). */
  readonly nesterov?: boolean;
  /** λ of the penalty ½ λ ‖w‖²: adds λ w to the gradient. */
  readonly weightDecay?: number;
}

/** v ← μ v + g, w ← w − η v: PyTorch's form of momentum, without damping. */
export class SGD extends Optimiser {
  readonly #velocities: Floats[] = [];

  constructor(
    parameters: readonly Tensor[],
    private readonly options: SGDOptions,
  ) {
    super(parameters, options.rate);
  }

  step(): void {
    const { momentum = 0, nesterov = false, weightDecay = 0 } = this.options;
    const { rate } = this;
    this.parameters.forEach((parameter, index) => {
      const w = parameter.data;
      const g = addingTo(parameter);
      if (weightDecay !== 0) addTimes(g, w, weightDecay);
      if (momentum === 0) {
        addTimes(w, g, -rate);
        return;
      }
      this.#velocities[index] ??= keep(w.length);
      const v = this.#velocities[index];
      for (let i = 0; i < w.length; i++) {
        v[i] = momentum * v[i] + g[i];
        w[i] -= rate * (nesterov ? g[i] + momentum * v[i] : v[i]);
      }
    });
  }
}

export interface AdamOptions {
  readonly rate?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  readonly weightDecay?: number;
}

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − η m̂ / (√v̂ + ε), with m̂ and v̂ corrected for
 * their start at zero (Kingma & Ba 2015).
 */
export class Adam extends Optimiser {
  readonly #first: Floats[] = [];
  readonly #second: Floats[] = [];
  #steps = 0;

  constructor(
    parameters: readonly Tensor[],
    private readonly options: AdamOptions = {},
  ) {
    super(parameters, options.rate ?? 0.001);
  }

  /** Weight decay as part of the gradient, as the penalty ½ λ ‖w‖² has it. */
  protected decay(w: Floats, g: Floats, weightDecay: number): void {
    addTimes(g, w, weightDecay);
  }

  step(): void {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = this.options;
    this.#steps += 1;
    const rate = this.rate / (1 - beta1 ** this.#steps);
    const correction = Math.sqrt(1 - beta2 ** this.#steps);
    this.parameters.forEach((parameter, index) => {
      const w = parameter.data;
      const g = addingTo(parameter);
      if (weightDecay !== 0) this.decay(w, g, weightDecay);
      this.#first[index] ??= keep(w.length);
      this.#second[index] ??= keep(w.length);
      const [m, v] = [this.#first[index], this.#second[index]];
      for (let i = 0; i < w.length; i++) {
        m[i] += (1 - beta1) * (g[i] - m[i]);
        v[i] += (1 - beta2) * (g[i] * g[i] - v[i]);
        w[i] -= (rate * m[i]) / (Math.sqrt(v[i]) / correction + epsilon);
      }
    });
  }
}

/** Adam with decoupled weight decay: w ← (1 − η λ) w beside the step (Loshchilov & Hutter 2019). */
export class AdamW extends Adam {
  constructor(parameters: readonly Tensor[], options: AdamOptions = {}) {
    super(parameters, { weightDecay: 0.01, ...options });
  }

  protected override decay(w: Floats, _g: Floats, weightDecay: number): void {
    for (let i = 0; i < w.length; i++) w[i] *= 1 - this.rate * weightDecay;
  }
}

export interface AdaGradOptions {
  readonly rate?: number;
  readonly epsilon?: number;
}

/**
 * v ← v + g², w ← w − η g / (√v + ε): each number has its own rate, which only ever falls (Duchi et al. 2011).
 */
export class AdaGrad extends Optimiser {
  readonly #squares: Floats[] = [];

  constructor(
    parameters: readonly Tensor[],
    private readonly options: AdaGradOptions = {},
  ) {
    super(parameters, options.rate ?? 0.01);
  }

  step(): void {
    const { epsilon = 1e-10 } = this.options;
    this.parameters.forEach((parameter, index) => {
      this.#squares[index] ??= keep(parameter.size);
      const [w, g, v] = [parameter.data, addingTo(parameter), this.#squares[index]];
      for (let i = 0; i < w.length; i++) {
        v[i] += g[i] * g[i];
        w[i] -= (this.rate * g[i]) / (Math.sqrt(v[i]) + epsilon);
      }
    });
  }
}

export interface RMSpropOptions {
  readonly rate?: number;
  /** Share of the old average that stays, ρ. */
  readonly decay?: number;
  readonly epsilon?: number;
}

/** v ← ρ v + (1 − ρ) g², w ← w − η g / (√v + ε): AdaGrad that forgets (Tieleman & Hinton 2012). */
export class RMSprop extends Optimiser {
  readonly #squares: Floats[] = [];

  constructor(
    parameters: readonly Tensor[],
    private readonly options: RMSpropOptions = {},
  ) {
    super(parameters, options.rate ?? 0.01);
  }

  step(): void {
    const { decay = 0.99, epsilon = 1e-8 } = this.options;
    this.parameters.forEach((parameter, index) => {
      this.#squares[index] ??= keep(parameter.size);
      const [w, g, v] = [parameter.data, addingTo(parameter), this.#squares[index]];
      for (let i = 0; i < w.length; i++) {
        v[i] += (1 - decay) * (g[i] * g[i] - v[i]);
        w[i] -= (this.rate * g[i]) / (Math.sqrt(v[i]) + epsilon);
      }
    });
  }
}

/** Divides all gradients by the same number if their common norm is above `most`; returns the norm before. */
export function clipGradients(parameters: readonly Tensor[], most: number): number {
  const norm = gradientNorm(parameters);
  if (norm > most) {
    for (const { gradient } of parameters) {
      if (gradient !== undefined) for (let i = 0; i < gradient.length; i++) gradient[i] *= most / norm;
    }
  }
  return norm;
}

/** √(Σ g²) over all gradients of these parameters. */
export function gradientNorm(parameters: readonly Tensor[]): number {
  let total = 0;
  for (const { gradient } of parameters) {
    if (gradient !== undefined) for (let i = 0; i < gradient.length; i++) total += gradient[i] ** 2;
  }
  return Math.sqrt(total);
}
