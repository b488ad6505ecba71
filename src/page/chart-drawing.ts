import * as Plot from "@observablehq/plot";
import type { AxisSpec, ChartSpec } from "../lab/outputs";
import { axisMarks, axisOf, type Range } from "./chart-axes";
import { barPlot, barsLie, lyingBarsHeight, nameMargin } from "./chart-bars";
import { cellTicks, heatEdges, heatMarks, heatSize } from "./chart-heat";
import { type EndLabel, placeEndLabels, textWidth } from "./chart-labels";
import { coordinates, endLabels, firstPointColour, lineMarks, pointMarks } from "./chart-series";
import { evenRows } from "./even-rows";
import { extentOf } from "./number-text";
import { seriesColour } from "./series-colour";

/** One entry of the key above a chart, for marks that cannot carry their label themselves. */
export interface KeyEntry {
  readonly label: string;
  readonly colour: string;
}

export interface Drawing {
  readonly svg: SVGSVGElement | HTMLElement;
  readonly key: readonly KeyEntry[];
}

/** The picture inside its margins, in pixels. */
interface Frame {
  readonly marginLeft: number;
  readonly marginRight: number;
  readonly marginTop: number;
  readonly marginBottom: number;
  readonly width: number;
  readonly height: number;
}

/** Draws a chart at most `width` pixels wide; `place` is an element whose theme colours apply. */
export function drawChart(given: ChartSpec, width: number, place: Element): Drawing {
  const spec: ChartSpec = given.heat
    ? { ...given, heat: { ...given.heat, values: evenRows(given.heat.values) } }
    : given;
  const labels = spec.bars ? [] : endLabels(spec);
  const lie = spec.bars !== undefined && barsLie(spec.bars, width);
  const frame = frameOf(spec, width, lie, labels);
  const { options, marks } = spec.bars
    ? barPlot(spec, spec.bars, lie, width)
    : seriesPlot(spec, frame, place);
  const { width: inner, height, ...margins } = frame;
  const svg = Plot.plot({
    ...margins,
    width: inner + frame.marginLeft + frame.marginRight,
    height: height + frame.marginTop + frame.marginBottom,
    className: "plot",
    axis: null,
    color: { type: "identity" },
    ...options,
    marks: [...marks],
  });
  // The content policy refuses a style element; its rules are in the page's sheet.
  svg.querySelector("style")?.remove();
  if (svg instanceof SVGSVGElement) placeEndLabels(svg, labels, svg as SVGSVGElement & Plot.Plot);
  return { svg, key: keyOf(spec) };
}

function frameOf(spec: ChartSpec, width: number, lie: boolean, labels: readonly EndLabel[]): Frame {
  const widest = Math.max(0, ...labels.map((label) => textWidth(label.text)));
  const marginLeft = lie ? nameMargin(spec.bars ?? [], width) : 48;
  // Lying bars write their values to the right of themselves.
  const marginRight = widest > 0 ? Math.min(width * 0.36, widest + 12) : lie ? 44 : 14;
  const inner = width - marginLeft - marginRight;
  const size = spec.heat
    ? heatSize(spec.heat, inner)
    : { width: inner, height: lie ? lyingBarsHeight(spec.bars ?? []) : plainHeight(inner) };
  return {
    ...size,
    marginLeft,
    marginRight,
    marginTop: spec.y?.label && !lie ? 28 : 12,
    marginBottom: (lie ? spec.y?.label : spec.x?.label) ? 40 : 26,
  };
}

function plainHeight(inner: number): number {
  return Math.round(Math.min(230, Math.max(140, inner * 0.44)));
}

/** Heat, lines and points share two axes of numbers. */
function seriesPlot(
  spec: ChartSpec,
  frame: Frame,
  place: Element,
): { readonly options: Plot.PlotOptions; readonly marks: readonly Plot.Markish[] } {
  const edges = spec.heat && heatEdges(spec.heat);
  const [room, height] = [Math.max(2, frame.width / 70), Math.max(2, frame.height / 44)];
  const x = axisOf(within(spec.x, edges?.x), extentAlong("x", spec), room);
  const y = axisOf(within(spec.y, edges?.y), extentAlong("y", spec), height);
  if (spec.heat && !spec.heat.x) x.ticks = cellTicks(spec.heat.values[0]?.length ?? 0, room);
  if (spec.heat && !spec.heat.y) y.ticks = cellTicks(spec.heat.values.length, height);
  return {
    options: { x: x.scale, y: y.scale },
    marks: [
      ...axisMarks(spec, x, y),
      ...(spec.heat ? heatMarks(spec.heat, place) : []),
      ...(spec.lines ?? []).flatMap((line, i) => lineMarks(line, i, spec)),
      ...(spec.points ?? []).flatMap((points, i) => pointMarks(points, i, spec)),
    ],
  };
}

/** A heat map fills its frame: its edges are the axis's range. */
function within(spec: AxisSpec | undefined, edges: Range | undefined): AxisSpec | undefined {
  return edges ? { ...spec, scale: "linear", range: spec?.range ?? edges } : spec;
}

function extentAlong(axis: "x" | "y", spec: ChartSpec): Range | undefined {
  const marks = [...(spec.lines ?? []), ...(spec.points ?? [])];
  return extentOf(marks.flatMap((mark) => coordinates(mark, spec)[axis]));
}

function keyOf(spec: ChartSpec): readonly KeyEntry[] {
  const points = (spec.points ?? []).flatMap((mark, i) =>
    mark.label === undefined || mark.group
      ? []
      : [{ label: mark.label, colour: seriesColour(firstPointColour(spec, i)) }],
  );
  const bars = spec.bars ?? [];
  if (bars.length < 2) return points;
  return [
    ...points,
    ...bars.map((mark, i) => ({ label: mark.label ?? String(i + 1), colour: seriesColour(i) })),
  ];
}
