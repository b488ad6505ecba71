import type { BarsMark, ChartSpec } from "../lab/outputs";
import { fitted } from "./chart-labels";
import { type Range, type Scale, scaleOf, widened } from "./chart-scale";
import type { Box, KeyEntry, Measure, Shape, Track } from "./chart-scene";
import { swatch } from "./chart-series";
import { line, path, rectangle, text } from "./chart-shapes";
import { extentOf, shortNumber } from "./number-text";
import { seriesColour } from "./series-colour";
import type { Strings } from "./strings";

/** Pixels beside the name of a lying bar. */
const nameGap = 14;
/** More bars than these have no room for their values above them. */
const mostLabelled = 16;
const valueSize = 11;
/** Series differ in how full their bars are too, not only in colour. */
const fullness = [1, 0.45, 0.12] as const;

/** Bars that all share one row of names, standing or lying. */
export interface BarPlan {
  readonly names: readonly string[];
  readonly lie: boolean;
}

/** The bars lie where their names need a line each. */
export function barPlan(marks: readonly BarsMark[], width: number, measure: Measure): BarPlan {
  const names = [...new Set(marks.flatMap((mark) => mark.names))];
  return { names, lie: names.reduce((sum, name) => sum + measure(name) + 14, 0) > width - 70 };
}

/** Pixels to the left of lying bars, for their names. */
export function nameMargin({ names }: BarPlan, width: number, measure: Measure): number {
  return Math.min(width * 0.4, Math.max(0, ...names.map(measure)) + nameGap);
}

export function lyingHeight({ names }: BarPlan, series: number): number {
  return Math.max(60, names.length * series * 22 + names.length * 4);
}

/** Bars grow from 0, or from the lower end of a logarithmic axis. */
export function barScale(spec: ChartSpec, marks: readonly BarsMark[], pixels: Range, ticks: number): Scale {
  const isLog = spec.y?.scale === "log";
  const values = marks.flatMap((mark) => mark.values.filter((value) => !isLog || value > 0));
  const extent = extentOf(values) ?? [0, 1];
  if (isLog) return scaleOf(spec.y, [extent[0] / 2, extent[1]], pixels, ticks);
  // A little further, so that the values written beyond the bars stay inside the frame.
  const reach = widened([Math.min(0, extent[0] * 1.1), Math.max(0, extent[1] * 1.05)]);
  return scaleOf(spec.y, reach, pixels, ticks);
}

function baseOf(scale: Scale): number {
  const [low, high] = [Math.min(...scale.domain), Math.max(...scale.domain)];
  return scale.log ? low : Math.min(high, Math.max(low, 0));
}

interface Bar {
  readonly series: number;
  readonly name: string;
  readonly value: number;
  readonly box: Box;
}

/** With several series, a group of bars for each name. */
function barsOf(marks: readonly BarsMark[], plan: BarPlan, values: Scale, frame: Box): Bar[][] {
  const along = plan.lie ? frame.height : frame.width;
  const start = plan.lie ? frame.top : frame.left;
  const band = along / Math.max(1, plan.names.length);
  const thickness = Math.min(
    marks.length > 1 ? 60 : 90,
    (band * (marks.length > 1 ? 0.85 : 0.78)) / marks.length,
  );
  const places = new Map(plan.names.map((name, i) => [name, start + band * (i + 0.5)]));
  const base = values.at(baseOf(values));
  return marks.map((mark, series) =>
    mark.names.map((name, i) => {
      const middle = (places.get(name) ?? start) + thickness * (series - (marks.length - 1) / 2);
      const value = mark.values[i] ?? Number.NaN;
      const end = values.at(value);
      const [from, length] = [Math.min(base, end), Math.abs(end - base)];
      const gap = marks.length > 1 ? 1 : 0;
      const across = { at: middle - thickness / 2 + gap / 2, size: Math.max(1, thickness - gap) };
      const box = plan.lie
        ? { left: from, top: across.at, width: length, height: across.size }
        : { left: across.at, top: from, width: across.size, height: length };
      return { series, name, value, box };
    }),
  );
}

export function barShapes(
  spec: ChartSpec,
  marks: readonly BarsMark[],
  plan: BarPlan,
  values: Scale,
  frame: Box,
): Shape[] {
  const bars = barsOf(marks, plan, values, frame);
  const base = values.at(baseOf(values));
  const clip = spec.y?.range && { clip: true };
  const shapes: Shape[] = bars.map((of, series) => {
    const d = of
      .filter((bar) => !Number.isNaN(bar.box.width + bar.box.height))
      .map((bar) => rectangle(bar.box))
      .join("");
    const colour = seriesColour(series);
    return path(d, { fill: colour, ...barLook(series, marks.length, colour), ...clip });
  });
  const all = bars.flat().filter((bar) => Number.isFinite(values.at(bar.value)));
  if (plan.lie || all.length <= mostLabelled)
    shapes.push(...all.map((bar) => valueLabel(bar, plan.lie, base)));
  const axis = plan.lie
    ? line(base, frame.top, base, frame.top + frame.height)
    : line(frame.left, base, frame.left + frame.width, base);
  return [...shapes, path(axis, { stroke: "var(--chart-axis)", width: 1 })];
}

function barLook(series: number, count: number, colour: string) {
  if (count === 1) return {};
  return { opacity: fullness[series % fullness.length] ?? 1, stroke: colour, width: 1 };
}

/** The value at the end of each bar: beyond it, on the side that it points to. */
function valueLabel({ value, box }: Bar, lie: boolean, base: number): Shape {
  const content = shortNumber(value, 3);
  const look = { size: valueSize, fill: "var(--ink-quiet)" };
  if (lie) {
    const points = box.left + box.width > base + 0.01 || value >= 0;
    const at = points ? box.left + box.width + 4 : box.left - 4;
    return text(at, box.top + box.height / 2, content, points ? "start" : "end", look);
  }
  const up = box.top < base - 0.01 || value >= 0;
  return text(box.left + box.width / 2, up ? box.top - 8 : box.top + box.height + 8, content, "middle", look);
}

/** The names beside or below the bars. */
export function nameShapes(plan: BarPlan, frame: Box, measure: Measure): Shape[] {
  const band = (plan.lie ? frame.height : frame.width) / Math.max(1, plan.names.length);
  return plan.names.map((name, i) => {
    const middle = (i + 0.5) * band;
    return plan.lie
      ? text(frame.left - 8, frame.top + middle, fitted(name, frame.left - nameGap, measure), "end")
      : text(frame.left + middle, frame.top + frame.height + 14, name, "middle");
  });
}

export function barKey(marks: readonly BarsMark[]): readonly KeyEntry[] {
  if (marks.length < 2) return [];
  return marks.map((mark, i) => ({
    label: mark.label ?? String(i + 1),
    sign: swatch(seriesColour(i), fullness[i % fullness.length] ?? 1),
  }));
}

export function barTracks(
  spec: ChartSpec,
  marks: readonly BarsMark[],
  plan: BarPlan,
  values: Scale,
  frame: Box,
  strings: Strings,
): Track[] {
  return barsOf(marks, plan, values, frame).map((bars, series) => ({
    label: marks[series]?.label ?? (marks.length > 1 ? String(series + 1) : undefined),
    length: bars.length,
    x: (i) => middleOf(bars[i]?.box, "left", "width"),
    y: (i) => middleOf(bars[i]?.box, "top", "height"),
    box: (i) => bars[i]?.box ?? frame,
    facts: (i) => [
      { name: spec.x?.label ?? strings.chart.name, value: bars[i]?.name ?? "" },
      { name: spec.y?.label ?? strings.chart.value, value: shortNumber(bars[i]?.value ?? Number.NaN) },
    ],
  }));
}

function middleOf(box: Box | undefined, from: "left" | "top", size: "width" | "height"): number {
  return box ? box[from] + box[size] / 2 : Number.NaN;
}
