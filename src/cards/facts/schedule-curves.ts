/** How a learning rate runs: a function of the step (or epoch), and how far it is worth looking. */
export interface Schedule {
  /** The rate at step t ≥ 0; a factor of the optimiser's own rate where `relative`. */
  readonly at: (step: number) => number;
  readonly length: number;
  readonly relative: boolean;
  /** Changes at single steps only, between which it is flat. */
  readonly steps: boolean;
  /**
   * Names of the heights 0 and 1, where what lies between is known and the heights are not: the rate falls from the
   * optimiser's own to `eta_min`.
   */
  readonly ends?: { readonly low: string; readonly high: string };
  /** The step from which nothing changes any more; otherwise the picture's end is the run's. */
  readonly until?: number;
  /** Steps worth naming besides the first and the last: where stairs begin, or the top. */
  readonly turns?: readonly number[];
}

const cosine = (share: number): number => (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, share)))) / 2;
const mix = (from: number, to: number, share: number): number =>
  from + (to - from) * Math.min(1, Math.max(0, share));

/** γ^⌊t / size⌋ (torch StepLR). */
export function stepDecay(size: number, gamma: number): Schedule {
  return {
    at: (t) => gamma ** Math.floor(t / size),
    length: size * 4,
    relative: true,
    steps: true,
    turns: [size, 2 * size, 3 * size],
  };
}

/** γ to the number of milestones passed (torch MultiStepLR). */
export function multiStep(milestones: readonly number[], gamma: number): Schedule {
  const last = Math.max(...milestones);
  return {
    at: (t) => gamma ** milestones.filter((milestone) => milestone <= t).length,
    length: Math.ceil(last * 1.3),
    relative: true,
    steps: true,
    turns: milestones.slice(0, 3),
  };
}

/** γᵗ (torch ExponentialLR), drawn until a hundredth is left. */
export function exponential(gamma: number): Schedule {
  const length = gamma < 1 ? Math.max(2, Math.ceil(Math.log(0.01) / Math.log(gamma))) : 10;
  return { at: (t) => gamma ** t, length, relative: true, steps: false };
}

/** initial · rate^(t / steps), in stairs where ⌊t / steps⌋ (Keras ExponentialDecay, optax.exponential_decay). */
export function exponentialDecay(
  initial: number,
  steps: number,
  rate: number,
  staircase: boolean,
  begin = 0,
): Schedule {
  const at = (t: number): number => {
    const share = Math.max(0, t - begin) / steps;
    return initial * rate ** (staircase ? Math.floor(share) : share);
  };
  return {
    at,
    length: begin + steps * 4,
    relative: false,
    steps: staircase,
    turns: staircase ? [1, 2, 3].map((i) => begin + i * steps) : [],
  };
}

/** initial / (1 + rate · t / steps) (Keras InverseTimeDecay). */
export function inverseTime(initial: number, steps: number, rate: number, staircase: boolean): Schedule {
  const share = (t: number): number => (staircase ? Math.floor(t / steps) : t / steps);
  return {
    at: (t) => initial / (1 + rate * share(t)),
    length: steps * 4,
    relative: false,
    steps: staircase,
    turns: staircase ? [1, 2, 3].map((i) => i * steps) : [],
  };
}

/** Cosine from 1 to 0 over `length` (torch CosineAnnealingLR; Loshchilov and Hutter 2016). */
export function cosineAnnealing(length: number): Schedule {
  return { at: (t) => cosine(t / length), length, relative: true, steps: false };
}

/** Up from `low` to `high` in `up` steps and back in `down`; with `halving`, each peak half as far up (Smith 2017). */
export function triangular(low: number, high: number, up: number, down: number, halving: boolean): Schedule {
  const period = up + down;
  const at = (t: number): number => {
    const place = t % period;
    const share = place <= up ? place / up : (period - place) / down;
    return low + ((high - low) * share) / (halving ? 2 ** Math.floor(t / period) : 1);
  };
  return { at, length: 3 * period, relative: false, steps: false, turns: [up, period] };
}

/** A straight rise, then flat (transformers get_constant_schedule_with_warmup). */
export function warmupConstant(warmup: number): Schedule {
  return {
    at: (t) => Math.min(1, t / warmup),
    length: warmup * 3,
    relative: true,
    steps: false,
    turns: [warmup],
  };
}

export interface DecayRestarts {
  readonly initial: number;
  /** Steps of the first period; each next one is `stretch` times as long and begins `shrink` times as high. */
  readonly first: number;
  readonly stretch: number;
  readonly shrink: number;
  /** Share of the initial rate that is left at the end of a period. */
  readonly floor: number;
}

/** Cosine periods (Keras CosineDecayRestarts), three of them drawn. */
export function decayRestarts({ initial, first, stretch, shrink, floor }: DecayRestarts): Schedule {
  const at = (t: number): number => {
    let [left, period, height] = [t, first, 1];
    while (left >= period) [left, period, height] = [left - period, period * stretch, height * shrink];
    return initial * (floor + (height - floor) * cosine(left / period));
  };
  const length = first * (1 + stretch + stretch * stretch);
  return { at, length, relative: false, steps: false, turns: [first] };
}

/** Restarts after T₀, T₀·m, T₀·m² … steps (torch CosineAnnealingWarmRestarts). */
export function cosineRestarts(first: number, factor: number): Schedule {
  const at = (t: number): number => {
    let left = t;
    let period = first;
    while (left >= period) {
      left -= period;
      period *= factor;
    }
    return cosine(left / period);
  };
  const length = first * (1 + factor + factor * factor);
  return { at, length, relative: true, steps: false, turns: [first] };
}

export interface WarmupCosine {
  readonly from: number;
  readonly peak: number;
  readonly warmup: number;
  /** Steps in all, the warm-up among them. */
  readonly total: number;
  readonly end: number;
}

/** A straight rise, then a cosine (optax.warmup_cosine_decay_schedule, transformers, Keras CosineDecay). */
export function warmupCosine({ from, peak, warmup, total, end }: WarmupCosine, relative = false): Schedule {
  const at = (t: number): number =>
    t < warmup ? mix(from, peak, t / warmup) : end + (peak - end) * cosine((t - warmup) / (total - warmup));
  return { at, length: total, relative, steps: false, turns: [warmup] };
}

/** A straight rise and a straight fall to 0 (transformers get_linear_schedule_with_warmup). */
export function warmupLinear(warmup: number, total: number): Schedule {
  const at = (t: number): number =>
    t < warmup ? t / warmup : Math.max(0, (total - t) / Math.max(1, total - warmup));
  return { at, length: total, relative: true, steps: false, turns: [warmup] };
}

/** A straight line from one factor to another, then flat (torch LinearLR, ConstantLR; optax.linear_schedule). */
export function straight(from: number, to: number, length: number, relative: boolean, begin = 0): Schedule {
  return {
    at: (t) => mix(from, to, (t - begin) / length),
    length: Math.ceil((begin + length) * 1.25),
    until: begin + length,
    relative,
    steps: false,
  };
}

/** (initial − end)(1 − t / steps)^power + end (Keras PolynomialDecay, torch PolynomialLR with end 0). */
export function polynomial(
  initial: number,
  end: number,
  steps: number,
  power: number,
  relative: boolean,
): Schedule {
  const at = (t: number): number => (initial - end) * (1 - Math.min(t, steps) / steps) ** power + end;
  return { at, length: Math.ceil(steps * 1.15), until: steps, relative, steps: false };
}

/** values[i] up to boundaries[i] (Keras PiecewiseConstantDecay: a boundary still belongs to the value before it). */
export function piecewise(boundaries: readonly number[], values: readonly number[]): Schedule {
  const at = (t: number): number => values[boundaries.filter((boundary) => t > boundary).length] ?? 0;
  return {
    at,
    length: Math.ceil(Math.max(...boundaries) * 1.3),
    relative: false,
    steps: true,
    turns: boundaries.slice(0, 3).map((boundary) => boundary + 1),
  };
}

export interface OneCycle {
  readonly peak: number;
  readonly total: number;
  readonly rise: number;
  readonly divide: number;
  readonly finalDivide: number;
  readonly linear: boolean;
  /** Optax counts to the very end of each phase, PyTorch to the step before. */
  readonly closed?: boolean;
}

/**
 * peak / divide → peak → peak / divide / finalDivide over steps 0 … total − 1 (torch OneCycleLR; Smith 2018), in
 * Optax over 0 … total with the top at ⌊rise · total⌋ (optax.cosine_onecycle_schedule).
 */
export function oneCycle({
  peak,
  total,
  rise,
  divide,
  finalDivide,
  linear,
  closed = false,
}: OneCycle): Schedule {
  const start = peak / divide;
  const top = closed ? Math.floor(rise * total) : rise * total - 1;
  const last = closed ? total : total - 1;
  const ease = (from: number, to: number, share: number): number =>
    linear ? mix(from, to, share) : to + (from - to) * cosine(share);
  const at = (t: number): number =>
    t <= top ? ease(start, peak, t / top) : ease(peak, start / finalDivide, (t - top) / (last - top));
  return { at, length: last, relative: false, steps: false, turns: [Math.round(top)] };
}
