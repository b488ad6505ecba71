/**
 * Axes: where values stand, and which are written. Not d3-scale: 29.6 kB for 1.9, and ranges that a learner's numbers
 * can have (no width, 1e308, 5e-324, negative on a logarithmic axis) would need this code around it.
 */
import type { AxisSpec } from "../lab/outputs";

export type Range = readonly [number, number];

/** One axis: where a value stands, in pixels, and which values are written beside it. */
export interface Scale {
  readonly log: boolean;
  /** Values at the start and the end of the axis; the first may be the greater one. */
  readonly domain: Range;
  readonly ticks: readonly number[];
  /** NaN for what has no place: a gap. */
  readonly at: (value: number | undefined) => number;
}

/** An axis over `extent`, the least and greatest value, unless its range is fixed; `count` is about how many ticks. */
export function scaleOf(
  spec: AxisSpec | undefined,
  extent: Range | undefined,
  pixels: Range,
  count: number,
): Scale {
  return spec?.scale === "log"
    ? logScale(spec, extent, pixels, count)
    : linearScale(spec, extent, pixels, count);
}

function linearScale(
  spec: AxisSpec | undefined,
  extent: Range | undefined,
  [start, end]: Range,
  count: number,
): Scale {
  const fixed = usable(spec?.range);
  const [low, high] = fixed ?? widened(extent ?? [0, 1]);
  const about = Math.min(8, Math.max(1, Math.round(count)));
  const step = fixed ? stepWithin(fixed, about) : tickStep(high - low, about);
  const domain: Range = fixed ?? [
    tidy(Math.floor(low / step + 1e-9) * step, step),
    tidy(Math.ceil(high / step - 1e-9) * step, step),
  ];
  const [from, to] = [Math.min(...domain), Math.max(...domain)];
  const ticks: number[] = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * step && ticks.length < 50; i++) {
    ticks.push(tidy(i * step, step));
  }
  const factor = (end - start) / (domain[1] - domain[0]);
  return {
    log: false,
    domain,
    ticks,
    at: (value) =>
      place(Number.isFinite(value) ? start + ((value as number) - domain[0]) * factor : Number.NaN),
  };
}

/** So close that at least two ticks are between the ends: a lone number says nothing about a scale. */
function stepWithin(range: Range, count: number): number {
  const [from, to] = [Math.min(...range), Math.max(...range)];
  const step = tickStep(to - from, count);
  const isEnough = Math.ceil(from / step - 1e-9) < Math.floor(to / step + 1e-9);
  return isEnough || count >= 8 ? step : stepWithin(range, count + 1);
}

/** Distance of ticks: 1, 2 or 5 times a power of ten. */
function tickStep(span: number, count: number): number {
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const digit = raw / power;
  return power * (digit >= Math.sqrt(50) ? 10 : digit >= Math.sqrt(10) ? 5 : digit >= Math.sqrt(2) ? 2 : 1);
}

/** A multiple of the step without the dust of binary fractions. */
function tidy(value: number, step: number): number {
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(step)));
  return decimals > 15 ? value : Number(value.toFixed(decimals)) + 0;
}

/** Numbers stand at powers of ten, all of them or as many as there is room for. */
function logScale(spec: AxisSpec, extent: Range | undefined, [start, end]: Range, count: number): Scale {
  const fixed = positive(spec.range);
  const [low, high] = fixed ?? positive(extent) ?? [0.1, 10];
  // Beyond these powers of ten there are no numbers.
  const from = Math.min(307, Math.max(-323, Math.floor(Math.log10(Math.min(low, high)) + 1e-9)));
  const to = Math.min(308, Math.max(from + 1, Math.ceil(Math.log10(Math.max(low, high)) - 1e-9)));
  const step = Math.max(1, Math.ceil((to - from) / Math.max(2, Math.min(7, count))));
  const domain: Range = fixed ?? [10 ** from, 10 ** to];
  const within = [Math.min(...domain) * (1 - 1e-9), Math.max(...domain) * (1 + 1e-9)] as const;
  const ticks: number[] = [];
  for (let exponent = to; exponent >= from; exponent -= step) {
    const tick = Number(`1e${exponent}`);
    if (tick >= within[0] && tick <= within[1]) ticks.unshift(tick);
  }
  const first = Math.log10(domain[0]);
  const factor = (end - start) / (Math.log10(domain[1]) - first);
  return {
    log: true,
    domain,
    ticks: ticks.length > 0 ? ticks : [...domain],
    at: (value) =>
      Number.isFinite(value) && (value as number) > 0
        ? place(start + (Math.log10(value as number) - first) * factor)
        : Number.NaN,
  };
}

/** Beyond this, ends of an axis that are rounded outwards would be infinite. */
const largest = 1e300;

/** The value, or the largest that a scale can have at its end: distances of two such values are finite. */
export function withinRange(value: number): number {
  return Math.max(-largest, Math.min(largest, value));
}

/** Far outside of every frame is far enough. */
function place(pixel: number): number {
  return Math.min(1e6, Math.max(-1e6, pixel));
}

/** The range, if an axis can have it. */
export function usable(range: Range | undefined): Range | undefined {
  return range && hasWidth(range) ? range : undefined;
}

/** Wide enough for numbers to tell its ends apart, and no wider than a number can be. */
function hasWidth([low, high]: Range): boolean {
  const width = Math.abs(high - low);
  return (
    Math.max(Math.abs(low), Math.abs(high)) <= largest &&
    width > 1e-12 * Math.max(Math.abs(low), Math.abs(high)) &&
    width > 1e-290
  );
}

/** The range as a logarithmic axis can have it: above 0, and above what numbers can only just hold. */
function positive(range: Range | undefined): Range | undefined {
  if (!range || !(range[0] > 0 && range[1] > 0)) return undefined;
  const inner: Range = [Math.max(1e-280, range[0]), Math.max(1e-280, range[1])];
  return usable(inner) ?? widened(inner);
}

/** A range of no width has no scale, and one near the greatest numbers none with room for round ends. */
export function widened([low, high]: Range): Range {
  const inner: Range = [withinRange(low), withinRange(high)];
  if (hasWidth(inner)) return inner;
  const half = Math.max(Math.abs(low), Math.abs(high)) < 1e-290 ? 1 : Math.abs(inner[0]) * 0.1;
  return [inner[0] - half, inner[1] + half];
}
