import type { ChartSpec, Histogram } from "../lab/outputs";
import type { Scale } from "./chart-scale";
import type { Box, KeyEntry, Shape, Track } from "./chart-scene";
import { dashOf, line, path, px, rectangle } from "./chart-shapes";
import { shortNumber } from "./number-text";
import { seriesColour } from "./series-colour";
import type { Strings } from "./strings";

/** One histogram is bars; several are outlines over each other, each with its own dashes. */
export function histogramShapes(histogram: Histogram, x: Scale, y: Scale, frame: Box): Shape[] {
  const base = baseOf(y, frame);
  const alone = histogram.series.length === 1;
  const shapes = histogram.series.flatMap(({ heights }, n) => {
    const colour = seriesColour(n);
    if (alone) return [path(barData(histogram.edges, heights, x, y, base), { fill: colour, clip: true })];
    const d = outline(histogram.edges, heights, x, y, base);
    return [
      path(`${d}z`, { fill: colour, opacity: 0.14, clip: true }),
      path(d, { stroke: colour, width: 2, ...dashOf(n), clip: true }),
    ];
  });
  const axis = line(frame.left, base, frame.left + frame.width, base);
  return [...shapes, path(axis, { stroke: "var(--chart-axis)", width: 1 })];
}

/** The bars stand on 0, or on the lower end of a logarithmic axis. */
function baseOf(y: Scale, frame: Box): number {
  const zero = y.at(0);
  return Number.isNaN(zero) ? frame.top + frame.height : Math.min(frame.top + frame.height, zero);
}

function barData(
  edges: readonly number[],
  heights: readonly number[],
  x: Scale,
  y: Scale,
  base: number,
): string {
  let d = "";
  for (let i = 0; i < heights.length; i++) {
    const box = binBox(edges, heights, i, x, y, base);
    // A hair between neighbours, where the bars are wide enough for one.
    const gap = box.width > 5 ? 1 : 0;
    if (box.height > 0) d += rectangle({ ...box, left: box.left + gap / 2, width: box.width - gap });
  }
  return d;
}

function binBox(
  edges: readonly number[],
  heights: readonly number[],
  i: number,
  x: Scale,
  y: Scale,
  base: number,
): Box {
  const [left, right] = [x.at(edges[i]), x.at(edges[i + 1])];
  const top = y.at(heights[i]);
  const height = Number.isNaN(top) ? 0 : Math.max(0, base - top);
  return { left: Math.min(left, right), top: base - height, width: Math.abs(right - left), height };
}

function outline(
  edges: readonly number[],
  heights: readonly number[],
  x: Scale,
  y: Scale,
  base: number,
): string {
  let d = `M${px(x.at(edges[0]))} ${px(base)}`;
  for (let i = 0; i < heights.length; i++) {
    const top = y.at(heights[i]);
    d += `V${px(Number.isNaN(top) ? base : top)}H${px(x.at(edges[i + 1]))}`;
  }
  return `${d}V${px(base)}`;
}

export function histogramKey({ series }: Histogram): readonly KeyEntry[] {
  return series.flatMap(({ label }, n) => {
    if (label === undefined) return [];
    const colour = seriesColour(n);
    const sign =
      series.length === 1
        ? [path("M4 0h10v10h-10z", { fill: colour })]
        : [
            path("M0 10V2h18v8z", { fill: colour, opacity: 0.14 }),
            path("M0 10V2h18v8", { stroke: colour, width: 2, ...dashOf(n) }),
          ];
    return [{ label, sign }];
  });
}

export function histogramTracks(
  spec: ChartSpec,
  histogram: Histogram,
  x: Scale,
  y: Scale,
  frame: Box,
  strings: Strings,
): Track[] {
  const { edges, series } = histogram;
  const base = baseOf(y, frame);
  return series.map(({ label, heights }, n) => ({
    label: label ?? (series.length > 1 ? `${strings.chart.series} ${n + 1}` : undefined),
    length: heights.length,
    x: (i) => (x.at(edges[i]) + x.at(edges[i + 1])) / 2,
    y: (i) => binBox(edges, heights, i, x, y, base).top,
    box: (i) => {
      const box = binBox(edges, heights, i, x, y, base);
      return series.length > 1 ? box : { ...box, top: frame.top, height: base - frame.top };
    },
    facts: (i) => [
      { name: spec.x?.label ?? strings.chart.value, value: binText(edges, i) },
      { name: heightName(spec, histogram, strings), value: shortNumber(heights[i] ?? 0) },
    ],
  }));
}

export function binText(edges: readonly number[], i: number): string {
  return `${shortNumber(edges[i] ?? Number.NaN)} … ${shortNumber(edges[i + 1] ?? Number.NaN)}`;
}

export function heightName(spec: ChartSpec, { density }: Histogram, strings: Strings): string {
  return spec.y?.label ?? (density ? strings.chart.density : strings.chart.count);
}
