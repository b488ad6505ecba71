import * as Plot from "@observablehq/plot";
import type { BarsMark, ChartSpec } from "../lab/outputs";
import { axisLook, axisOf, gridLook, labelBelow, widened } from "./chart-axes";
import { fitted, textWidth } from "./chart-labels";
import { drawable } from "./chart-series";
import { extentOf, shortNumber } from "./number-text";
import { seriesColour } from "./series-colour";

interface Bar {
  readonly name: string;
  readonly series: string;
  readonly value: number;
  readonly colour: string;
}

/** Bars as Plot takes them: the options of the picture and its marks. */
export interface BarPlot {
  readonly options: Plot.PlotOptions;
  readonly marks: readonly Plot.Markish[];
}

const ticks = 5;
/** Pixels beside the name of a lying bar. */
const nameGap = 14;
/** More bars than these have no room for their values above them. */
const mostLabelled = 16;

/** Whether the names need a line each: then the bars lie. */
export function barsLie(marks: readonly BarsMark[], width: number): boolean {
  return namesOf(marks).reduce((sum, name) => sum + textWidth(name) + 14, 0) > width - 70;
}

/** Pixels to the left of lying bars, for their names. */
export function nameMargin(marks: readonly BarsMark[], width: number): number {
  return Math.min(width * 0.4, Math.max(0, ...namesOf(marks).map(textWidth)) + nameGap);
}

export function lyingBarsHeight(marks: readonly BarsMark[]): number {
  const names = namesOf(marks).length;
  return Math.max(60, names * marks.length * 22 + names * 4);
}

function namesOf(marks: readonly BarsMark[]): readonly string[] {
  return [...new Set(marks.flatMap((mark) => mark.names))];
}

/** One bar for each name; with several series, a group of bars for each name. */
export function barPlot(spec: ChartSpec, marks: readonly BarsMark[], lie: boolean, width: number): BarPlot {
  const bars = marks.flatMap((mark, n) =>
    mark.names.map((name, i) => ({
      name,
      series: seriesName(mark, n),
      value: drawable(mark.values[i], spec.y),
      colour: seriesColour(n),
    })),
  );
  const [along, across, facet] = lie ? (["x", "y", "fy"] as const) : (["y", "x", "fx"] as const);
  const { scale, base } = valueScale(spec, bars);
  const names: Plot.ScaleOptions = { type: "band", domain: [...namesOf(marks)], label: null };
  const series: Plot.ScaleOptions = { type: "band", domain: marks.map(seriesName), axis: null };
  const grouped = marks.length > 1;
  const place = grouped ? { [across]: "series", [facet]: "name" } : { [across]: "name" };
  const channels = { [`${along}1`]: base, [`${along}2`]: "value", ...place, fill: "colour" };
  return {
    options: grouped
      ? { [along]: scale, [across]: series, [facet]: { ...names, padding: 0.15 } }
      : { [along]: scale, [across]: { ...names, padding: 0.25 } },
    marks: [
      ...(lie ? lyingAxes(spec, grouped, nameMargin(marks, width) - nameGap) : standingAxes(spec, grouped)),
      lie ? Plot.barX(bars, channels) : Plot.barY(bars, channels),
      ...(lie || bars.length <= mostLabelled ? valueLabels(bars, { [along]: "value", ...place }, lie) : []),
      ...(base === 0 && !lie ? [Plot.ruleY([0], { stroke: "var(--chart-axis)" })] : []),
    ],
  };
}

function seriesName(mark: BarsMark, index: number): string {
  return mark.label ?? String(index + 1);
}

/** Bars grow from 0, or from the lower end of a logarithmic axis. */
function valueScale(spec: ChartSpec, bars: readonly Bar[]): { scale: Plot.ScaleOptions; base: number } {
  const extent = extentOf(bars.map((bar) => bar.value)) ?? [0, 1];
  if (spec.y?.scale === "log") {
    const { scale } = axisOf(spec.y, extent, ticks);
    return { scale, base: Math.min(...(scale.domain as number[])) };
  }
  // A little further, so that the values written beyond the bars stay inside the frame.
  const reach = widened([Math.min(0, extent[0] * 1.1), Math.max(0, extent[1] * 1.05)]);
  return { scale: axisOf(spec.y, reach, ticks).scale, base: 0 };
}

function numbersLook(spec: ChartSpec) {
  return {
    ...axisLook,
    ticks,
    tickFormat: (value: number) => shortNumber(value),
    label: spec.y?.label ?? null,
  };
}

function standingAxes(spec: ChartSpec, grouped: boolean): Plot.Markish[] {
  const names = {
    ...axisLook,
    label: spec.x?.label ?? null,
    labelAnchor: "center",
    labelOffset: labelBelow,
  } as const;
  return [
    Plot.gridY({ ...gridLook, ticks }),
    grouped ? Plot.axisFx({ ...names, anchor: "bottom" }) : Plot.axisX(names),
    Plot.axisY({ ...numbersLook(spec), labelAnchor: "top" }),
  ];
}

function lyingAxes(spec: ChartSpec, grouped: boolean, room: number): Plot.Markish[] {
  const names = { ...axisLook, label: null, tickFormat: (name: string) => fitted(name, room) };
  return [
    Plot.gridX({ ...gridLook, ticks }),
    grouped ? Plot.axisFy({ ...names, anchor: "left" }) : Plot.axisY(names),
    Plot.axisX({ ...numbersLook(spec), labelAnchor: "center", labelOffset: labelBelow }),
  ];
}

/** The value at the end of each bar: beyond it, on the side that it points to. */
function valueLabels(bars: readonly Bar[], place: Record<string, string>, lie: boolean): Plot.Markish[] {
  const up = bars.filter((bar) => bar.value >= 0);
  const down = bars.filter((bar) => bar.value < 0);
  const look = { ...place, text: (bar: Bar) => shortNumber(bar.value, 3), fontSize: 11 };
  return [
    Plot.text(up, { ...look, ...(lie ? { textAnchor: "start", dx: 4 } : { dy: -8 }) } as Plot.TextOptions),
    Plot.text(down, { ...look, ...(lie ? { textAnchor: "end", dx: -4 } : { dy: 8 }) } as Plot.TextOptions),
  ];
}
