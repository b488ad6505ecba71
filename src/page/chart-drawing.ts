import type { AxisSpec, ChartSpec } from "../lab/outputs";
import { arrowKey, arrowShapes, arrowTracks } from "./chart-arrows";
import {
  barKey,
  barPlan,
  barScale,
  barShapes,
  barTracks,
  lyingHeight,
  nameMargin,
  nameShapes,
} from "./chart-bars";
import {
  boundaryShapes,
  cellTicks,
  contourGrid,
  contourRaster,
  contourShapes,
  type Grid,
  gridSize,
  gridTracks,
  heatGrid,
  heatRaster,
} from "./chart-grid";
import { histogramKey, histogramShapes, histogramTracks } from "./chart-histogram";
import { endLabelShapes } from "./chart-labels";
import { networkScene } from "./chart-network";
import { type Range, type Scale, scaleOf, widened } from "./chart-scale";
import type { Box, Measure, Raster, Scene, Shape } from "./chart-scene";
import {
  endLabels,
  lineKey,
  lineShapes,
  lineTracks,
  pointKey,
  pointShapes,
  pointTracks,
} from "./chart-series";
import { line, path, text } from "./chart-shapes";
import { numbersBelow, ticksApart } from "./chart-ticks";
import { extentOf, tickTexts } from "./number-text";
import type { Strings } from "./strings";

/** A chart that is narrower than this has no room beside its lines for their labels: they stand in the key. */
const narrow = 230;
/** Pixels to the right of the frame, at least. */
const leastRight = 12;
/** Pixels between the frame and the label below it. */
const labelBelow = 34;

/** The chart as it is drawn, at most `width` pixels wide. */
export function drawChart(spec: ChartSpec, width: number, measure: Measure, strings: Strings): Scene {
  if (spec.network) return networkScene(spec.network, width, measure, strings);
  if (spec.bars?.length) return barScene(spec, width, measure, strings);
  return planeScene(spec, width, measure, strings);
}

// ---------------------------------------------------------------- bars

function barScene(spec: ChartSpec, width: number, measure: Measure, strings: Strings): Scene {
  const marks = spec.bars ?? [];
  const plan = barPlan(marks, width, measure);
  const margins = {
    top: spec.y?.label && !plan.lie ? 28 : 14,
    bottom: (plan.lie ? spec.y?.label : spec.x?.label) ? 42 : 26,
  };
  const height = plan.lie ? lyingHeight(plan, marks.length) : plainHeight(width - 62);
  const count = plan.lie ? Math.max(2, width / 110) : Math.max(2, height / 40);
  const draft = barScale(spec, marks, [0, 1], count);
  const left = plan.lie ? nameMargin(plan, width, measure) : numberMargin(draft.ticks, measure);
  // Lying bars write their values to the right of themselves.
  const frame = {
    left,
    top: margins.top,
    width: Math.max(20, width - left - (plan.lie ? 44 : leastRight)),
    height,
  };
  const values = plan.lie
    ? lying(barScale(spec, marks, [frame.left, frame.left + frame.width], count), frame, measure)
    : barScale(spec, marks, [frame.top + height, frame.top], count);
  const valueAxis = { label: spec.y?.label, scale: values };
  return {
    width,
    height: margins.top + height + margins.bottom,
    frame,
    rasters: [],
    shapes: [
      ...(plan.lie ? [...gridX(values, frame), ...axisX(valueAxis, frame, measure)] : gridY(values, frame)),
      ...(plan.lie ? [] : [...axisY(valueAxis, frame), ...labelX(spec.x?.label, frame)]),
      ...barShapes(spec, marks, plan, values, frame),
      ...nameShapes(plan, frame, measure),
    ],
    key: barKey(marks),
    tracks: barTracks(spec, marks, plan, values, frame, strings),
  };
}

// ---------------------------------------------------------------- marks on two axes of numbers

function planeScene(spec: ChartSpec, width: number, measure: Measure, strings: Strings): Scene {
  const grid = spec.heat ? heatGrid(spec.heat) : spec.contour ? contourGrid(spec.contour) : undefined;
  const inKey =
    width < narrow || spec.contour !== undefined || spec.lines?.some((mark) => mark.ends) === true;
  const labelled = inKey ? [] : (spec.lines ?? []).flatMap((mark) => mark.label ?? []);
  const widest = Math.max(0, ...labelled.map(measure));
  const right = widest > 0 ? Math.min(width * 0.36, widest + 12) : 14;
  const size = (left: number) => {
    const inner = Math.max(20, width - left - right);
    if (grid || isField(spec)) return gridSize(spec, grid, inner);
    return { width: inner, height: plainHeight(inner) };
  };
  const left = numberMargin(axesOf(spec, grid, { left: 0, top: 0, ...size(48) }, measure).y.ticks, measure);
  const frame = { ...size(left), left, top: spec.y?.label ? 28 : 12 };
  const { x, y } = axesOf(spec, grid, frame, measure);
  const raster = grid && rasterOf(spec, grid, x, y);
  const contours = contoursOf(spec, grid, x, y, measure);
  const ends = inKey ? [] : endLabels(spec, x, y);
  return {
    // A square plane leaves what is beside it empty: neither the focus nor a file need go around that.
    width: grid || isField(spec) ? Math.ceil(frame.left + frame.width + right) : width,
    height: frame.top + frame.height + (spec.x?.label ? 42 : 26),
    frame,
    rasters: raster ? [raster] : [],
    shapes: [
      ...(grid ? [] : gridY(y, frame)),
      ...axisX({ label: spec.x?.label, scale: x }, frame, measure),
      ...axisY({ label: spec.y?.label, scale: y }, frame),
      ...(spec.histogram ? histogramShapes(spec.histogram, x, y, frame) : []),
      ...(spec.heat && grid ? boundaryShapes(spec.heat, grid, x, y) : []),
      ...contours.lines,
      ...(spec.arrows ? arrowShapes(spec, spec.arrows, x, y, frame) : []),
      ...lineShapes(spec, x, y),
      ...pointShapes(spec, x, y),
      ...contours.labels,
      ...endLabelShapes(ends, frame.top, frame.top + frame.height, width, measure),
    ],
    key: [
      ...(spec.histogram ? histogramKey(spec.histogram) : []),
      ...arrowKey(spec),
      ...(inKey ? lineKey(spec) : []),
      ...pointKey(spec),
    ],
    tracks: [
      ...lineTracks(spec, x, y, strings),
      ...pointTracks(spec, x, y, strings),
      ...arrowTracks(spec, x, y, strings),
      ...(spec.histogram ? histogramTracks(spec, spec.histogram, x, y, frame, strings) : []),
      ...(grid ? gridTracks(spec, grid, x, y, strings) : []),
    ],
  };
}

/** Arrows and points lie in a plane of equal sides. */
function isField({ arrows, lines, histogram }: ChartSpec): boolean {
  return (arrows?.length ?? 0) > 0 && !lines?.some((mark) => !mark.ends) && !histogram;
}

function rasterOf(spec: ChartSpec, grid: Grid, x: Scale, y: Scale): Raster | undefined {
  if (spec.heat) return heatRaster(spec.heat, grid, x, y);
  return spec.contour?.filled ? contourRaster(spec.contour, grid, x, y) : undefined;
}

/** Over a heat map, the lines are those of the surface's own grid. */
function contoursOf(
  spec: ChartSpec,
  grid: Grid | undefined,
  x: Scale,
  y: Scale,
  measure: Measure,
): ReturnType<typeof contourShapes> {
  if (!spec.contour || !grid) return { lines: [], labels: [] };
  return contourShapes(spec.contour, spec.heat ? contourGrid(spec.contour) : grid, x, y, measure);
}

function axesOf(
  spec: ChartSpec,
  grid: Grid | undefined,
  frame: Box,
  measure: Measure,
): { readonly x: Scale; readonly y: Scale } {
  const [acrossCount, upCount] = [Math.max(2, frame.width / 70), Math.max(2, frame.height / 44)];
  const across: Range = [frame.left, frame.left + frame.width];
  const up: Range = [frame.top + frame.height, frame.top];
  const edges = grid ?? fieldEdges(spec);
  const x = scaleOf(within(spec.x, edges?.x), extentAlong("x", spec), across, acrossCount);
  const y = scaleOf(within(spec.y, edges?.y), extentAlong("y", spec), up, upCount);
  return {
    x: lying(
      spec.heat && grid && !spec.heat.x ? { ...x, ticks: cellTicks(grid.columns, acrossCount) } : x,
      frame,
      measure,
    ),
    y: spec.heat && grid && !spec.heat.y ? { ...y, ticks: cellTicks(grid.rows, upCount) } : y,
  };
}

function lying(scale: Scale, frame: Box, measure: Measure): Scale {
  return { ...scale, ticks: ticksApart(scale, edgeOf(frame), measure) };
}

/** A grid fills its frame: its edges are the axis's range. */
function within(spec: AxisSpec | undefined, edges: Range | undefined): AxisSpec | undefined {
  return edges ? { ...spec, scale: "linear", range: spec?.range ?? edges } : spec;
}

/** Least and greatest value that has a place on the axis. */
function extentAlong(axis: "x" | "y", spec: ChartSpec): Range | undefined {
  const isLog = spec[axis]?.scale === "log";
  const extents: number[] = [];
  const add = (values: readonly number[]): void => {
    const extent = extentOf(isLog ? values.filter((value) => value > 0) : values);
    if (extent) extents.push(...extent);
  };
  for (const mark of spec.lines ?? []) {
    if (axis === "y" || mark.x) add(axis === "y" ? mark.y : (mark.x ?? []));
    else if (mark.y.length > 0) extents.push(isLog ? 1 : 0, mark.y.length - 1);
  }
  for (const mark of spec.points ?? []) add(mark[axis]);
  for (const mark of spec.arrows ?? []) add(mark[axis]);
  if (spec.histogram) {
    if (axis === "x") add(spec.histogram.edges);
    else if (!isLog) extents.push(0);
    if (axis === "y") for (const { heights } of spec.histogram.series) add(heights);
  }
  return extentOf(extents);
}

/** A field fills its frame, but for a little room: arrows at its border reach beyond it. */
function fieldEdges(spec: ChartSpec): Pick<Grid, "x" | "y"> | undefined {
  if (!isField(spec) || spec.x?.scale === "log" || spec.y?.scale === "log") return undefined;
  const along = (axis: "x" | "y"): Range => {
    const [low, high] = widened(extentAlong(axis, spec) ?? [0, 1]);
    return [low - 0.07 * (high - low), high + 0.07 * (high - low)];
  };
  return { x: along("x"), y: along("y") };
}

// ---------------------------------------------------------------- axes

function plainHeight(inner: number): number {
  return Math.round(Math.min(230, Math.max(140, inner * 0.44)));
}

/** Room for the numbers of the upright axis, in steps, so that a live chart does not tremble. */
function numberMargin(ticks: readonly number[], measure: Measure): number {
  const widest = Math.max(0, ...tickTexts(ticks).map(measure));
  return Math.max(32, 8 * Math.ceil((widest + 12) / 8));
}

interface Axis {
  readonly label: string | undefined;
  readonly scale: Scale;
}

function gridY({ ticks, at }: Scale, frame: Box): Shape[] {
  const d = ticks.map((tick) => line(frame.left, at(tick), frame.left + frame.width, at(tick))).join("");
  return [path(d, { stroke: "var(--chart-grid)", width: 1 })];
}

function gridX({ ticks, at }: Scale, frame: Box): Shape[] {
  const d = ticks.map((tick) => line(at(tick), frame.top, at(tick), frame.top + frame.height)).join("");
  return [path(d, { stroke: "var(--chart-grid)", width: 1 })];
}

function axisX({ label, scale }: Axis, frame: Box, measure: Measure): Shape[] {
  const below = frame.top + frame.height + 14;
  const numbers = numbersBelow(scale, edgeOf(frame), measure);
  return [...numbers.map((number) => text(number.x, below, number.text, "middle")), ...labelX(label, frame)];
}

/** Where a picture ends at the earliest. */
function edgeOf(frame: Box): number {
  return frame.left + frame.width + leastRight;
}

function labelX(label: string | undefined, frame: Box): Shape[] {
  if (!label) return [];
  return [text(frame.left + frame.width / 2, frame.top + frame.height + labelBelow, label, "middle")];
}

function axisY({ label, scale }: Axis, frame: Box): Shape[] {
  const numbers = tickTexts(scale.ticks).map((number, i) =>
    text(frame.left - 8, scale.at(scale.ticks[i]), number, "end"),
  );
  return label ? [...numbers, text(2, 9, label, "start")] : numbers;
}
