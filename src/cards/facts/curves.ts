/** Activation functions with their slopes, as the frameworks define them. */
export interface Curve {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** The error function, |error| < 1.2e-7 (Numerical Recipes, `erfcc`). */
export function erf(x: number): number {
  const z = Math.abs(x);
  const u = 1 / (1 + 0.5 * z);
  const series = [
    1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const sum = series.reduceRight((total, coefficient) => coefficient + u * total, 0);
  const tail = u * Math.exp(-z * z - 1.26551223 + u * sum);
  return x >= 0 ? 1 - tail : tail - 1;
}

const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const normal = (x: number): number => 0.5 * (1 + erf(x / Math.SQRT2));

export const sigmoid: Curve = { value: logistic, slope: (x) => logistic(x) * (1 - logistic(x)) };
export const tanh: Curve = { value: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 };
export const silu: Curve = {
  value: (x) => x * logistic(x),
  slope: (x) => logistic(x) * (1 + x * (1 - logistic(x))),
};
/** x·Φ(x), Hendrycks and Gimpel 2016. */
export const gelu: Curve = { value: (x) => x * normal(x), slope: (x) => normal(x) + x * density(x) };
const cubic = (x: number): number => Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3));
/** x·(1 + tanh(√(2/π)(x + 0.044715x³))) / 2, from the same paper. */
export const geluTanh: Curve = {
  value: (x) => (x * (1 + cubic(x))) / 2,
  slope: (x) =>
    (1 + cubic(x)) / 2 + (x / 2) * (1 - cubic(x) ** 2) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x),
};

const softplusOne = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
/** x·tanh(softplus(x)), Misra 2019. */
export const mish: Curve = {
  value: (x) => x * Math.tanh(softplusOne(x)),
  slope: (x) => Math.tanh(softplusOne(x)) + x * (1 - Math.tanh(softplusOne(x)) ** 2) * logistic(x),
};

/** Slope `below` for negative inputs, 1 above, constant from `cap` on. */
export function rectifier(below = 0, cap = Infinity): Curve {
  return {
    value: (x) => Math.min(cap, x >= 0 ? x : below * x),
    slope: (x) => (x > cap ? 0 : x > 0 ? 1 : below),
  };
}

/** λ·α(e^x − 1) for negative inputs, λ·x above. */
export function exponentialUnit(alpha: number, scale = 1): Curve {
  return {
    value: (x) => scale * (x > 0 ? x : alpha * Math.expm1(x)),
    slope: (x) => scale * (x > 0 ? 1 : alpha * Math.exp(x)),
  };
}

/** SELU's constants (Klambauer et al. 2017). */
export const seluAlpha = 1.6732632423543772;
export const seluScale = 1.0507009873554805;

/** CELU: α(e^(x/α) − 1), whose slope at 0 is 1 for every α (Barron 2017). */
export function continuousExponentialUnit(alpha: number): Curve {
  return {
    value: (x) => (x > 0 ? x : alpha * Math.expm1(x / alpha)),
    slope: (x) => (x > 0 ? 1 : Math.exp(x / alpha)),
  };
}

export function softplus(beta = 1): Curve {
  return { value: (x) => softplusOne(beta * x) / beta, slope: (x) => logistic(beta * x) };
}

/** A straight line of that slope through (0, middle), cut at `low` and `high`. */
export function clamped(low: number, high: number, slope = 1, middle = 0): Curve {
  return {
    value: (x) => Math.min(high, Math.max(low, slope * x + middle)),
    slope: (x) => (slope * x + middle > low && slope * x + middle < high ? slope : 0),
  };
}

/** x · hard sigmoid(x) (Howard et al. 2019). */
export const hardSwish: Curve = {
  value: (x) => (x * Math.min(6, Math.max(0, x + 3))) / 6,
  slope: (x) => (x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6),
};

export const softsign: Curve = {
  value: (x) => x / (1 + Math.abs(x)),
  slope: (x) => 1 / (1 + Math.abs(x)) ** 2,
};
