import { filled } from "./create";
import type { Random } from "./random";
import type { Shape } from "./shape";
import type { Tensor } from "./tensor";

/** Fills a weight of this shape; `fanIn` and `fanOut` are the inputs and outputs of one unit. */
export type Initialiser = (shape: Shape, fanIn: number, fanOut: number, random: Random) => Tensor;

/** Variance 1 / fanIn (LeCun et al. 1998): keeps the spread of linear and tanh layers near 0. */
export const lecunNormal: Initialiser = (shape, fanIn, _fanOut, random) =>
  filled(shape, () => random.normal(0, Math.sqrt(1 / fanIn)));

/** Variance 2 / (fanIn + fanOut) (Glorot & Bengio 2010), a compromise between both directions. */
export const xavierNormal: Initialiser = (shape, fanIn, fanOut, random) =>
  filled(shape, () => random.normal(0, Math.sqrt(2 / (fanIn + fanOut))));

/** Uniform with the variance of `xavierNormal`: ± √(6 / (fanIn + fanOut)). */
export const xavierUniform: Initialiser = (shape, fanIn, fanOut, random) => {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return filled(shape, () => random.uniform(-limit, limit));
};

/** Variance 2 / fanIn (He et al. 2015): ReLU switches half of the signal off, the factor 2 makes up for it. */
export const heNormal: Initialiser = (shape, fanIn, _fanOut, random) =>
  filled(shape, () => random.normal(0, Math.sqrt(2 / fanIn)));

/** Uniform with the variance of `heNormal`: ± √(6 / fanIn). */
export const heUniform: Initialiser = (shape, fanIn, _fanOut, random) => {
  const limit = Math.sqrt(6 / fanIn);
  return filled(shape, () => random.uniform(-limit, limit));
};

/** The same number everywhere. */
export function constant(value: number): Initialiser {
  return (shape) => filled(shape, () => value);
}
