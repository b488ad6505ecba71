import { broadcastTo } from "./movement";
import { checkTensor } from "./operand";
import { addTimes } from "./product";
import { broadcastShape, sameShape, shapeText } from "./shape";
import { type Floats, take } from "./storage";
import { addingTo, owning, result, type Tensor } from "./tensor";
import { t } from "./text";

/**
 * Operations on each number by itself. Each is a pair of plain loops: forward y = f(x), and backward
 * gx += g · f′(x), with f′ written with whichever of x and y makes it shorter.
 */

type Forward = (x: Floats, y: Floats) => void;
type Backward = (g: Floats, x: Floats, y: Floats, gx: Floats) => void;

function unary(x: Tensor, forward: Forward, backward: Backward): Tensor {
  const from = x.data;
  const y = take(x.size);
  forward(from, y);
  return result(x.shape, y, [x], (g) => backward(g, from, y, addingTo(x)));
}

/** Both stretched to the same shape. */
export function matched(a: Tensor, b: Tensor, operation: string): [Tensor, Tensor] {
  checkTensor(a, operation, "operand");
  checkTensor(b, operation, "operand");
  if (sameShape(a.shape, b.shape)) return [a, b];
  const shape = broadcastShape(a.shape, b.shape);
  if (shape === undefined) {
    throw new Error(
      t(
        `Shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} do not fit together.`,
        `形状 ${shapeText(a.shape)} 与 ${shapeText(b.shape)} 不匹配。`,
      ),
    );
  }
  return [broadcastTo(a, shape), broadcastTo(b, shape)];
}

export function add(a: Tensor, b: Tensor | number): Tensor {
  if (typeof b === "number") return shift(a, b);
  const [x, z] = matched(a, b, "add");
  const [from, other, y] = [x.data, z.data, take(x.size)];
  for (let i = 0; i < y.length; i++) y[i] = from[i] + other[i];
  return result(x.shape, y, [x, z], (g) => {
    if (x.needsGradient) addTimes(addingTo(x), g, 1);
    if (z.needsGradient) addTimes(addingTo(z), g, 1);
  });
}

export function sub(a: Tensor, b: Tensor | number): Tensor {
  if (typeof b === "number") return shift(a, -b);
  const [x, z] = matched(a, b, "sub");
  const [from, other, y] = [x.data, z.data, take(x.size)];
  for (let i = 0; i < y.length; i++) y[i] = from[i] - other[i];
  return result(x.shape, y, [x, z], (g) => {
    if (x.needsGradient) addTimes(addingTo(x), g, 1);
    if (z.needsGradient) addTimes(addingTo(z), g, -1);
  });
}

export function mul(a: Tensor, b: Tensor | number): Tensor {
  if (typeof b === "number") return scale(a, b);
  const [x, z] = matched(a, b, "mul");
  const [from, other, y] = [x.data, z.data, take(x.size)];
  for (let i = 0; i < y.length; i++) y[i] = from[i] * other[i];
  return result(x.shape, y, [x, z], (g) => {
    if (x.needsGradient) addProducts(addingTo(x), g, other);
    if (z.needsGradient) addProducts(addingTo(z), g, from);
  });
}

export function div(a: Tensor, b: Tensor | number): Tensor {
  if (typeof b === "number") return scale(a, 1 / b);
  const [x, z] = matched(a, b, "div");
  const [from, other, y] = [x.data, z.data, take(x.size)];
  for (let i = 0; i < y.length; i++) y[i] = from[i] / other[i];
  return result(x.shape, y, [x, z], (g) => {
    if (x.needsGradient) {
      const gx = addingTo(x);
      for (let i = 0; i < g.length; i++) gx[i] += g[i] / other[i];
    }
    if (z.needsGradient) {
      const gz = addingTo(z);
      for (let i = 0; i < g.length; i++) gz[i] -= (g[i] * y[i]) / other[i];
    }
  });
}

/** The larger of the two; of equal ones each gets half of the gradient, as in PyTorch. NaN wins. */
export function maximum(a: Tensor, b: Tensor | number): Tensor {
  const [x, z] = matched(a, asTensor(b), "maximum");
  return extreme(x, z, 1);
}

/** The smaller of the two; of equal ones each gets half of the gradient, as in PyTorch. NaN wins. */
export function minimum(a: Tensor, b: Tensor | number): Tensor {
  const [x, z] = matched(a, asTensor(b), "minimum");
  return extreme(x, z, -1);
}

/** The maximum for sign 1, the minimum for −1. */
function extreme(x: Tensor, z: Tensor, sign: 1 | -1): Tensor {
  const [from, other, y] = [x.data, z.data, take(x.size)];
  for (let i = 0; i < y.length; i++) y[i] = sign * Math.max(sign * from[i], sign * other[i]);
  return result(x.shape, y, [x, z], (g) => {
    if (x.needsGradient) addWhereLarger(addingTo(x), g, from, other, sign);
    if (z.needsGradient) addWhereLarger(addingTo(z), g, other, from, sign);
  });
}

/** sum += g where the value is the larger (for sign −1 the smaller) of the two, and half of it where they are equal. */
function addWhereLarger(sum: Floats, g: Floats, value: Floats, other: Floats, sign: 1 | -1): void {
  for (let i = 0; i < sum.length; i++) {
    if (value[i] === other[i]) sum[i] += 0.5 * g[i];
    else if (!(sign * value[i] < sign * other[i])) sum[i] += g[i];
  }
}

/**
 * Where the condition is not 0 the number of `a`, elsewhere that of `b`; all three stretch to a common shape.
 * `where(x.greater(0), x, 0)` is a ReLU.
 * @param condition 1 and 0, as `greater` and `less` give them; no gradient flows back to it
 */
export function where(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor {
  checkTensor(condition, "where", "condition");
  const [some, others] = matched(asTensor(a), asTensor(b), "where");
  const [chosen, x] = matched(condition, some, "where");
  const z = broadcastTo(others, x.shape);
  const [yes, from, other, y] = [chosen.data, x.data, z.data, take(x.size)];
  for (let i = 0; i < y.length; i++) y[i] = yes[i] !== 0 ? from[i] : other[i];
  return result(x.shape, y, [x, z], (g) => {
    if (x.needsGradient) addChosen(addingTo(x), g, yes, true);
    if (z.needsGradient) addChosen(addingTo(z), g, yes, false);
  });
}

function addChosen(sum: Floats, g: Floats, condition: Floats, chosen: boolean): void {
  for (let i = 0; i < sum.length; i++) if ((condition[i] !== 0) === chosen) sum[i] += g[i];
}

/** 1 where a > b, 0 elsewhere; without gradient. */
export function greater(a: Tensor, b: Tensor | number): Tensor {
  const [x, z] = matched(a, asTensor(b), "greater");
  return larger(x, z);
}

/** 1 where a < b, 0 elsewhere; without gradient. */
export function less(a: Tensor, b: Tensor | number): Tensor {
  const [x, z] = matched(a, asTensor(b), "less");
  return larger(z, x);
}

function larger(x: Tensor, z: Tensor): Tensor {
  const [from, other, y] = [x.data, z.data, take(x.size)];
  for (let i = 0; i < y.length; i++) y[i] = Number(from[i] > other[i]);
  return owning(x.shape, y);
}

function asTensor(value: Tensor | number): Tensor {
  if (typeof value !== "number") return value;
  return owning([], take(1).fill(value));
}

export function scale(x: Tensor, factor: number): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = factor * x[i];
    },
    (g, _x, _y, gx) => addTimes(gx, g, factor),
  );
}

function shift(x: Tensor, by: number): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = x[i] + by;
    },
    (g, _x, _y, gx) => addTimes(gx, g, 1),
  );
}

/** The slope of x⁰ is 0 everywhere, also at 0, as in PyTorch. */
export function pow(x: Tensor, exponent: number): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = x[i] ** exponent;
    },
    (g, x, _y, gx) => {
      if (exponent === 0) return;
      for (let i = 0; i < g.length; i++) gx[i] += g[i] * exponent * x[i] ** (exponent - 1);
    },
  );
}

export function square(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = x[i] * x[i];
    },
    (g, x, _y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += 2 * g[i] * x[i];
    },
  );
}

export function sqrt(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = Math.sqrt(x[i]);
    },
    (g, _x, y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += g[i] / (2 * y[i]);
    },
  );
}

export function exp(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = Math.exp(x[i]);
    },
    (g, _x, y, gx) => addProducts(gx, g, y),
  );
}

export function log(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = Math.log(x[i]);
    },
    (g, x, _y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += g[i] / x[i];
    },
  );
}

export function sin(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = Math.sin(x[i]);
    },
    (g, x, _y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += g[i] * Math.cos(x[i]);
    },
  );
}

export function cos(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = Math.cos(x[i]);
    },
    (g, x, _y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] -= g[i] * Math.sin(x[i]);
    },
  );
}

/** The slope at 0 is taken as 0. */
export function abs(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = Math.abs(x[i]);
    },
    (g, x, _y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += g[i] * Math.sign(x[i]);
    },
  );
}

/** No gradient where the value was cut. */
export function clamp(x: Tensor, low: number, high: number): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = Math.min(high, Math.max(low, x[i]));
    },
    (g, x, _y, gx) => {
      for (let i = 0; i < g.length; i++) if (x[i] >= low && x[i] <= high) gx[i] += g[i];
    },
  );
}

/*
 * Signs of activations follow no pattern, and a processor that guesses a branch wrong waits: so relu and leakyRelu
 * multiply by 0 or 1 instead.
 */

/** max(x, 0); the slope at 0 is taken from the left, as PyTorch does. */
export function relu(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      // −∞ · 0 would be NaN, and − 1 · 0 is −0.
      for (let i = 0; i < y.length; i++) y[i] = Math.max(x[i], -Number.MAX_VALUE) * Number(x[i] > 0) + 0;
    },
    (g, x, _y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += g[i] * Number(x[i] > 0);
    },
  );
}

/** x for x > 0, else slope · x; the slope at 0 is taken from the left, as PyTorch does. */
export function leakyRelu(x: Tensor, slope: number): Tensor {
  const rest = 1 - slope;
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = x[i] * (slope + rest * Number(x[i] > 0));
    },
    (g, x, _y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += g[i] * (slope + rest * Number(x[i] > 0));
    },
  );
}

/** x for x > 0, else α (eˣ − 1) (Clevert et al. 2015). */
export function elu(x: Tensor, alpha: number): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = x[i] > 0 ? x[i] : alpha * Math.expm1(x[i]);
    },
    (g, x, y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += x[i] > 0 ? g[i] : g[i] * (y[i] + alpha);
    },
  );
}

/** 1 / (1 + e⁻ˣ) */
export function sigmoid(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = 1 / (1 + Math.exp(-x[i]));
    },
    (g, _x, y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += g[i] * y[i] * (1 - y[i]);
    },
  );
}

export function tanh(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = Math.tanh(x[i]);
    },
    (g, _x, y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += g[i] * (1 - y[i] * y[i]);
    },
  );
}

/** log(1 + eˣ), written so that it does not overflow. */
export function softplus(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i])));
    },
    (g, x, _y, gx) => {
      for (let i = 0; i < g.length; i++) gx[i] += g[i] / (1 + Math.exp(-x[i]));
    },
  );
}

/** x · sigmoid(x), also called swish (Ramachandran et al. 2017). */
export function silu(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) y[i] = x[i] / (1 + Math.exp(-x[i]));
    },
    (g, x, y, gx) => {
      for (let i = 0; i < g.length; i++) {
        const s = 1 / (1 + Math.exp(-x[i]));
        gx[i] += g[i] * (s + y[i] * (1 - s));
      }
    },
  );
}

const geluSlope = Math.sqrt(2 / Math.PI);
const geluCube = 0.044715;

/** ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), the form used by GPT-2 (Hendrycks & Gimpel 2016). */
export function gelu(x: Tensor): Tensor {
  return unary(
    x,
    (x, y) => {
      for (let i = 0; i < y.length; i++) {
        y[i] = 0.5 * x[i] * (1 + Math.tanh(geluSlope * (x[i] + geluCube * x[i] ** 3)));
      }
    },
    (g, x, _y, gx) => {
      for (let i = 0; i < g.length; i++) {
        const h = Math.tanh(geluSlope * (x[i] + geluCube * x[i] ** 3));
        const inner = geluSlope * (1 + 3 * geluCube * x[i] * x[i]);
        gx[i] += g[i] * 0.5 * (1 + h + x[i] * (1 - h * h) * inner);
      }
    },
  );
}

/** sum += a · b */
function addProducts(sum: Floats, a: Floats, b: Floats): void {
  for (let i = 0; i < sum.length; i++) sum[i] += a[i] * b[i];
}
