import { valueText } from "./format";
import { heNormal, xavierNormal } from "./initialisers";
import { type Layer, type RandomOptions, randomOf } from "./layer";
import { Dropout, Linear, Sequential } from "./layers";
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

/** What a denseNetwork is made of besides its widths. */
export interface DenseNetworkOptions extends RandomOptions {
  /** After every layer but the last: one for all, or one for each; `"tanh"` where absent. */
  readonly activation?: Activation | readonly Activation[];
  /** Probability with which each hidden unit is switched off in training; 0 where absent. */
  readonly dropout?: number;
}

/**
 * Dense layers of these widths: `denseNetwork([2, 8, 8, 1])` takes two numbers, has two hidden layers of eight units
 * and gives one number, without an activation behind it. Weights start as He et al. advise where the activation
 * cuts off the negative half, and as Glorot and Bengio do elsewhere; biases at 0.
 * @throws Error for fewer than two widths, and for activations that do not exist or are not as many as hidden layers
 */
export function denseNetwork(widths: readonly number[], options: DenseNetworkOptions = {}): Sequential {
  const random = randomOf("denseNetwork", options);
  const { activation = "tanh", dropout = 0 } = options;
  checkWidths(widths);
  const chosen = activationsOf(activation, widths.length - 2);
  const layers: (Layer | ((x: Tensor) => Tensor))[] = [];
  for (let i = 1; i < widths.length; i++) {
    const name = chosen[i - 1];
    const initialiser = name !== undefined && oneSided.has(name) ? heNormal : xavierNormal;
    layers.push(new Linear(widths[i - 1], widths[i], { random, initialiser }));
    if (name === undefined) continue;
    layers.push(activations[name]);
    if (dropout > 0) layers.push(new Dropout(dropout, { random }));
  }
  return new Sequential(...layers);
}

/** Activations that let little or nothing of the negative half through. */
const oneSided: ReadonlySet<Activation> = new Set<Activation>(["relu", "leakyRelu", "elu", "gelu", "silu"]);

function checkWidths(widths: readonly number[]): void {
  if (
    Array.isArray(widths) &&
    widths.length > 1 &&
    widths.every((width) => Number.isInteger(width) && width > 0)
  )
    return;
  throw new Error(
    t(
      `denseNetwork wants the widths of at least two layers, such as [2, 8, 1], not ${valueText(widths)}.`,
      `denseNetwork 需要至少两层的宽度，例如 [2, 8, 1]，这里给的是：${valueText(widths)}。`,
    ),
  );
}

/** The activation behind each hidden layer. */
function activationsOf(wanted: Activation | readonly Activation[], hidden: number): readonly Activation[] {
  const chosen = typeof wanted === "string" ? new Array<Activation>(hidden).fill(wanted) : wanted;
  const unknown = [wanted].flat().find((name) => !Object.hasOwn(activations, name));
  if (unknown !== undefined) {
    const known = Object.keys(activations);
    throw new Error(
      t(
        `There is no activation ${valueText(unknown)}: it can be ${known.join(", ")}.`,
        `没有名为 ${valueText(unknown)} 的激活函数，可选的有：${known.join("、")}。`,
      ),
    );
  }
  if (chosen.length !== hidden) {
    throw new Error(
      t(
        `Hidden layers: ${hidden}, activations: ${chosen.length}. Each hidden layer needs one.`,
        `隐藏层有 ${hidden} 个，激活函数却有 ${chosen.length} 个：每个隐藏层需要恰好一个。`,
      ),
    );
  }
  return chosen;
}
