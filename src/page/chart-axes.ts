import * as Plot from "@observablehq/plot";
import type { AxisSpec, ChartSpec } from "../lab/outputs";
import { shortNumber } from "./number-text";

export type Range = readonly [number, number];

/** One axis as Plot takes it. */
export interface DrawnAxis {
  readonly scale: Plot.ScaleOptions;
  /** Where to write numbers, or about how many. */
  ticks: number[] | number;
}

/** How every axis looks. */
export const axisLook = { tickSize: 0, tickPadding: 6, fontSize: 12, labelArrow: "none" } as const;
export const gridLook = { stroke: "var(--chart-grid)", strokeOpacity: 1 } as const;
/** Pixels between the frame and the label below it. */
export const labelBelow = 36;

/** The axis over `extent`, the least and greatest value, unless the chart fixes its range. */
export function axisOf(spec: AxisSpec | undefined, extent: Range | undefined, ticks: number): DrawnAxis {
  if (spec?.scale === "log") return logAxis(spec, extent, ticks);
  const fixed = finite(spec?.range);
  return {
    scale: { type: "linear", domain: [...(fixed ?? widened(extent ?? [0, 1]))], nice: !fixed, label: null },
    ticks: Math.min(8, Math.round(ticks)),
  };
}

/** Numbers stand at powers of ten, all of them or as many as there is room for. */
function logAxis(spec: AxisSpec, extent: Range | undefined, ticks: number): DrawnAxis {
  const fixed = positive(spec.range);
  const [low, high] = fixed ?? positive(extent) ?? [0.1, 10];
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.max(from + 1, Math.ceil(Math.log10(high) - 1e-9));
  const step = Math.max(1, Math.ceil((to - from) / Math.max(2, Math.min(7, ticks))));
  const exponents: number[] = [];
  for (let exponent = to; exponent >= from; exponent -= step) exponents.unshift(exponent);
  return {
    scale: { type: "log", domain: [...(fixed ?? [10 ** from, 10 ** to])], label: null },
    ticks: exponents.map((exponent) => Number(`1e${exponent}`)),
  };
}

function finite(range: Range | undefined): Range | undefined {
  return range?.every(Number.isFinite) && range[0] !== range[1] ? range : undefined;
}

function positive(range: Range | undefined): Range | undefined {
  return range && range[0] > 0 && range[1] > 0 ? (finite(range) ?? widened(range)) : undefined;
}

/** A range of no width has no scale. */
export function widened([low, high]: Range): Range {
  if (low < high) return [low, high];
  const half = low === 0 ? 1 : Math.abs(low) * 0.1;
  return [low - half, high + half];
}

/** Both axes with their numbers and labels, and quiet lines behind the data where there is no heat map. */
export function axisMarks(spec: ChartSpec, x: DrawnAxis, y: DrawnAxis): Plot.Markish[] {
  const look = { ...axisLook, tickFormat: (value: number): string => shortNumber(value) };
  return [
    ...(spec.heat ? [] : [Plot.gridY({ ...gridLook, ticks: y.ticks })]),
    Plot.axisX({
      ...look,
      ticks: x.ticks,
      label: spec.x?.label ?? null,
      labelAnchor: "center",
      labelOffset: labelBelow,
    }),
    Plot.axisY({ ...look, ticks: y.ticks, label: spec.y?.label ?? null, labelAnchor: "top" }),
  ];
}
