import { filled } from "./create";
import { xavierUniform } from "./initialisers";
import { checkInput, Layer, type RandomOptions, randomOf } from "./layer";
import { Linear } from "./layers";
import type { Tensor } from "./tensor";
import { t } from "./text";

/**
 * softmax(Q Kᵀ / √d + mask) V for queries, keys and values [… × length × d] (Vaswani et al. 2017).
 * @param mask added to the scores, [queries × keys]: 0 leaves a key visible, −∞ hides it, see `causalMask`.
 *   A query that sees no key gives NaN.
 */
export function attention(queries: Tensor, keys: Tensor, values: Tensor, mask?: Tensor): Tensor {
  const scores = queries.matmul(keys.transpose()).div(Math.sqrt(queries.shape.at(-1) ?? 1));
  return (mask === undefined ? scores : scores.add(mask)).softmax().matmul(values);
}

/** [length × length]: 0 on and below the diagonal and −∞ above, so that no place sees a later one. */
export function causalMask(length: number): Tensor {
  return filled([length, length], (i) => (i % length > Math.floor(i / length) ? -Infinity : 0));
}

/**
 * Self-attention with several heads, [batch × length × width] → the same shape. The projections to queries, keys
 * and values and the one behind the heads start as `xavierUniform` draws them, their biases at 0.
 */
export class MultiHeadAttention extends Layer {
  private readonly projections: readonly Linear[];

  /** @throws Error when `heads` does not divide `width` */
  constructor(
    private readonly width: number,
    private readonly heads: number,
    options: RandomOptions = {},
  ) {
    super();
    const random = randomOf("MultiHeadAttention", options);
    if (width % heads !== 0) {
      throw new Error(
        t(`${width} numbers cannot be shared by ${heads} heads.`, `${width} 维不能平均分给 ${heads} 个头。`),
      );
    }
    const start = { random, initialiser: xavierUniform };
    this.projections = Array.from({ length: 4 }, () => new Linear(width, width, start));
  }

  /** @param mask added to the scores of every head, [length × length], as for `attention` */
  forward(x: Tensor, mask?: Tensor): Tensor {
    checkInput("MultiHeadAttention", x, ["batch", "length", this.width]);
    const [batch, length] = x.shape;
    const [queries, keys, values] = this.projections.slice(0, 3).map((one) =>
      one
        .forward(x)
        .reshape(batch, length, this.heads, this.width / this.heads)
        .transpose(1, 2),
    );
    const mixed = attention(queries, keys, values, mask).transpose(1, 2).reshape(batch, length, this.width);
    return this.projections[3].forward(mixed);
  }
}
