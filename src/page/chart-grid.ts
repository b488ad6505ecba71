import type { ChartSpec, Contour, HeatMark } from "../lab/outputs";
import { type Range, type Scale, usable, withinRange } from "./chart-scale";
import type { Box, Measure, Raster, RasterColours, Shape, Track } from "./chart-scene";
import { path, px, text } from "./chart-shapes";
import { contourLines, type GridLine, type Samples } from "./contour-lines";
import { extentOf, shortNumber } from "./number-text";
import type { Strings } from "./strings";

/** Widest and highest picture of a grid, in pixels. */
const largest = 440;
const labelSize = 10.5;

/** A heat map or the samples of a surface, and where its edges lie in the chart's own coordinates. */
export interface Grid extends Samples {
  /** Values at the left and right edge, at the bottom and top edge. */
  readonly x: Range;
  readonly y: Range;
  /** Least and greatest value; undefined where there is no number. */
  readonly extent: Range | undefined;
}

/** A picture asks for its grid many times while it is drawn and told. */
const known = new WeakMap<HeatMark | Contour, Grid>();

function remembered(mark: HeatMark | Contour, make: (samples: ReturnType<typeof samplesOf>) => Grid): Grid {
  const grid = known.get(mark) ?? make(samplesOf(mark.values));
  known.set(mark, grid);
  return grid;
}

/** What is missing in a short row is NaN, a gap. */
function samplesOf(rows: readonly (readonly number[])[]): Samples & { readonly extent: Range | undefined } {
  let columns = 0;
  for (const row of rows) columns = Math.max(columns, row.length);
  const values = new Float64Array(rows.length * columns);
  let at = 0;
  for (const row of rows) {
    for (let j = 0; j < columns; j++) values[at++] = j < row.length ? (row[j] as number) : Number.NaN;
  }
  return { rows: rows.length, columns, values, extent: extentOf(values) };
}

/** Without ranges, cells stand around whole numbers that count from the top. */
export function heatGrid(heat: HeatMark): Grid {
  return remembered(heat, (samples) => {
    const x = usable(heat.x) ?? [-0.5, samples.columns - 0.5];
    return { ...samples, x, y: usable(heat.y) ?? [samples.rows - 0.5, -0.5] };
  });
}

export function contourGrid(contour: Contour): Grid {
  return remembered(contour, (samples) => ({
    ...samples,
    x: usable(contour.x) ?? [0, 1],
    y: usable(contour.y) ?? [0, 1],
  }));
}

/** Cells of a matrix are squares, and so is a plane of two features. `inner` is the width that there is. */
export function gridSize(
  spec: ChartSpec,
  grid: Grid | undefined,
  inner: number,
): Pick<Box, "width" | "height"> {
  const isPlane = !spec.heat || (spec.heat.x !== undefined && spec.heat.y !== undefined);
  const shape = Math.max(1, grid?.rows ?? 1) / Math.max(1, grid?.columns ?? 1);
  const ratio = isPlane ? 1 : Math.min(2, Math.max(0.4, shape));
  const width = Math.min(inner, largest / Math.max(1, ratio));
  return { width, height: Math.max(60, width * ratio) };
}

/** Whole numbers for so many rows or columns: all of them, or every second, fifth … as there is room. */
export function cellTicks(count: number, room: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((candidate) => count / candidate <= 2 * room) ?? 200;
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

/** The cells in their colours. */
export function heatRaster(heat: HeatMark, grid: Grid, x: Scale, y: Scale): Raster {
  return {
    ...rasterOf(grid, x, y),
    // Points and lines must stand out from a plane behind them.
    colours: coloursOf(grid, heat.boundary, heat.boundary === undefined ? 0.95 : 0.55),
  };
}

/** The bands between the lines in their colours. */
export function contourRaster(contour: Contour, grid: Grid, x: Scale, y: Scale): Raster {
  const { levels } = contour;
  // Each band takes the colour of its place among the bands: lines in equal factors get equal steps of colour.
  const colours = { kind: "one-sided", low: 0, high: Math.max(1, levels.length), strength: 0.5 } as const;
  return { ...rasterOf(grid, x, y), colours, levels };
}

function rasterOf(grid: Grid, x: Scale, y: Scale): Omit<Raster, "colours" | "levels"> {
  const [left, right] = [x.at(grid.x[0]), x.at(grid.x[1])];
  const [bottom, top] = [y.at(grid.y[0]), y.at(grid.y[1])];
  return {
    box: {
      left: Math.min(left, right),
      top: Math.min(top, bottom),
      width: Math.abs(right - left),
      height: Math.abs(bottom - top),
    },
    rows: grid.rows,
    columns: grid.columns,
    values: grid.values,
    mirrored: { x: right < left, y: bottom < top },
  };
}

/** With a boundary, or with values on both sides of 0, the colours have two sides. */
export function coloursOf(
  grid: Grid,
  boundary: number | undefined,
  strength: number,
): Exclude<RasterColours, { kind: "grey" }> {
  const [low, high] = (grid.extent ?? [0, 1]).map(withinRange) as [number, number];
  if (boundary === undefined && low >= 0) return { kind: "one-sided", low, high, strength: 1 };
  const middle = withinRange(boundary ?? 0);
  return { kind: "two-sided", middle, reach: Math.max(high - middle, middle - low), strength };
}

/** The line of the boundary, between the middles of the cells. */
export function boundaryShapes(heat: HeatMark, grid: Grid, x: Scale, y: Scale): Shape[] {
  if (heat.boundary === undefined) return [];
  const place = cellMiddles(grid, x, y);
  const d = contourLines(grid, heat.boundary)
    .map((line) => trace(line, place))
    .join("");
  return d === "" ? [] : [path(d, { stroke: "var(--chart-ink)", width: 2, clip: true })];
}

/** Lines of equal height, each with its height written on it where it is long enough. */
export function contourShapes(
  contour: Contour,
  grid: Grid,
  x: Scale,
  y: Scale,
  measure: Measure,
): { readonly lines: readonly Shape[]; readonly labels: readonly Shape[] } {
  const place = corners(grid, x, y);
  const stroke = contour.filled ? "var(--chart-axis)" : "var(--c1)";
  const lines: Shape[] = [];
  const labels: Shape[] = [];
  const taken: { x: number; y: number }[] = [];
  for (const level of contour.levels) {
    let d = "";
    let longest: GridLine | undefined;
    for (const line of contourLines(grid, level)) {
      d += trace(line, place);
      if (line.x.length > (longest?.x.length ?? 0)) longest = line;
    }
    if (d === "" || !longest) continue;
    lines.push(path(d, { stroke, width: 1, clip: true }));
    const label = shortNumber(level, 3);
    const spot = labelSpot(longest, place, measure(label), taken, x, y);
    if (!spot) continue;
    taken.push(spot);
    labels.push(text(spot.x, spot.y, label, "middle", { size: labelSize, rim: true }));
  }
  return { lines, labels };
}

type Place = (x: number, y: number) => { readonly x: number; readonly y: number };

function cellMiddles(grid: Grid, x: Scale, y: Scale): Place {
  return (column, row) => ({
    x: x.at(grid.x[0] + ((grid.x[1] - grid.x[0]) * (column + 0.5)) / grid.columns),
    y: y.at(grid.y[1] + ((grid.y[0] - grid.y[1]) * (row + 0.5)) / grid.rows),
  });
}

function corners(grid: Grid, x: Scale, y: Scale): Place {
  return (column, row) => ({
    x: x.at(grid.x[0] + ((grid.x[1] - grid.x[0]) * column) / Math.max(1, grid.columns - 1)),
    y: y.at(grid.y[1] + ((grid.y[0] - grid.y[1]) * row) / Math.max(1, grid.rows - 1)),
  });
}

function trace(line: GridLine, place: Place): string {
  let d = "";
  for (let i = 0; i < line.x.length; i++) {
    const { x, y } = place(line.x[i] ?? 0, line.y[i] ?? 0);
    d += `${i === 0 ? "M" : "L"}${px(x)} ${px(y)}`;
  }
  return line.closed ? `${d}z` : d;
}

/** A point of the line inside the frame with no other label near it; short lines have none. */
function labelSpot(
  line: GridLine,
  place: Place,
  width: number,
  taken: readonly { x: number; y: number }[],
  xScale: Scale,
  yScale: Scale,
): { x: number; y: number } | undefined {
  const [left, right] = sorted(xScale.at(xScale.domain[0]), xScale.at(xScale.domain[1]));
  const [top, bottom] = sorted(yScale.at(yScale.domain[0]), yScale.at(yScale.domain[1]));
  const count = line.x.length;
  if (count < 12) return undefined;
  for (const part of [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9]) {
    const i = Math.round(part * (count - 1));
    const spot = place(line.x[i] ?? 0, line.y[i] ?? 0);
    const isInside =
      spot.x > left + width / 2 + 2 &&
      spot.x < right - width / 2 - 2 &&
      spot.y > top + 9 &&
      spot.y < bottom - 9;
    const isFree = taken.every(
      (other) => Math.abs(other.x - spot.x) > width + 10 || Math.abs(other.y - spot.y) > 16,
    );
    if (isInside && isFree) return spot;
  }
  return undefined;
}

function sorted(a: number, b: number): readonly [number, number] {
  return a < b ? [a, b] : [b, a];
}

/** Each row is a series of cells, or of samples. */
export function gridTracks(spec: ChartSpec, grid: Grid, x: Scale, y: Scale, strings: Strings): Track[] {
  const place = spec.heat ? cellMiddles(grid, x, y) : corners(grid, x, y);
  const width = Math.abs(x.at(grid.x[1]) - x.at(grid.x[0])) / Math.max(1, grid.columns - (spec.heat ? 0 : 1));
  const height = Math.abs(y.at(grid.y[1]) - y.at(grid.y[0])) / Math.max(1, grid.rows - (spec.heat ? 0 : 1));
  const names = [spec.x?.label ?? (spec.heat && !spec.heat.x ? strings.chart.column : "x")];
  names.push(spec.y?.label ?? (spec.heat && !spec.heat.y ? strings.chart.row : "y"));
  const coordinate = (edges: Range, part: number): number => edges[0] + (edges[1] - edges[0]) * part;
  const offset = spec.heat ? 0.5 : 0;
  const spans = spec.heat
    ? [grid.columns, grid.rows]
    : [Math.max(1, grid.columns - 1), Math.max(1, grid.rows - 1)];
  return Array.from({ length: grid.rows }, (_, row) => ({
    label: undefined,
    length: grid.columns,
    x: (column) => place(column, row).x,
    y: (column) => place(column, row).y,
    box: (column) => {
      const middle = place(column, row);
      return { left: middle.x - width / 2, top: middle.y - height / 2, width, height };
    },
    facts: (column) => [
      {
        name: names[0] as string,
        value: shortNumber(coordinate(grid.x, (column + offset) / (spans[0] as number)), 3),
      },
      {
        name: names[1] as string,
        value: shortNumber(coordinate([grid.y[1], grid.y[0]], (row + offset) / (spans[1] as number)), 3),
      },
      {
        name: strings.chart.value,
        value: shortNumber(grid.values[row * grid.columns + column] ?? Number.NaN),
      },
    ],
  }));
}
