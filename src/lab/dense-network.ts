import { heNormal, xavierNormal } from "./initialisers";
import { Dropout, type Layer, Linear, Sequential } from "./layers";
import { Random } from "./random";
import type { Tensor } from "./tensor";
import { t } from "./text";

/** Activations by name, for a choice or a list; `linear` leaves every number as it is. */
export const activations = {
  linear: (x: Tensor) => x,
  relu: (x: Tensor) => x.relu(),
  leakyRelu: (x: Tensor) => x.leakyRelu(),
  elu: (x: Tensor) => x.elu(),
  gelu: (x: Tensor) => x.gelu(),
  silu: (x: Tensor) => x.silu(),
  softplus: (x: Tensor) => x.softplus(),
  sigmoid: (x: Tensor) => x.sigmoid(),
  tanh: (x: Tensor) => x.tanh(),
};

export type Activation = keyof typeof activations;

export interface DenseNetworkOptions {
  /** After every layer but the last: one for all, or one for each. */
  readonly activation?: Activation | readonly Activation[];
  /** Probability with which each hidden unit is switched off in training. */
  readonly dropout?: number;
  readonly random?: Random;
}

/**
 * Dense layers of these widths: `denseNetwork([2, 8, 8, 1])` takes two numbers, has two hidden layers of eight units
 * and gives one number, without an activation behind it. Weights start as He et al. advise where the activation
 * cuts off the negative half, and as Glorot and Bengio do elsewhere; biases at 0.
 */
export function denseNetwork(
  widths: readonly number[],
  { activation = "tanh", dropout = 0, random = new Random(1) }: DenseNetworkOptions = {},
): Sequential {
  const hidden = Math.max(0, widths.length - 2);
  const chosen = typeof activation === "string" ? new Array<Activation>(hidden).fill(activation) : activation;
  if (chosen.length !== hidden) {
    throw new Error(
      t(
        `Hidden layers: ${hidden}, activations: ${chosen.length}. Each hidden layer needs one.`,
        `隐藏层有 ${hidden} 个，激活函数却有 ${chosen.length} 个：每个隐藏层需要恰好一个。`,
      ),
    );
  }
  const layers: (Layer | ((x: Tensor) => Tensor))[] = [];
  for (let i = 1; i < widths.length; i++) {
    const name = chosen[i - 1];
    const initialiser = name !== undefined && oneSided.has(name) ? heNormal : xavierNormal;
    layers.push(new Linear(widths[i - 1], widths[i], { random, initialiser }));
    if (name === undefined) continue;
    layers.push(activations[name]);
    if (dropout > 0) layers.push(new Dropout(dropout, random));
  }
  return new Sequential(...layers);
}

/** Activations that let little or nothing of the negative half through. */
const oneSided: ReadonlySet<Activation> = new Set<Activation>(["relu", "leakyRelu", "elu", "gelu", "silu"]);
