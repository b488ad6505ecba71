import { element, escapeXml, group, picture, shortNumber, text } from "./svg";

/** Colours are roles, not values: the page and the hover give them the theme's colours. */
export type Colour = "c1" | "c2" | "c3" | "c4" | "c5" | "c6";

export interface Axis {
  readonly range: readonly [number, number];
  readonly label?: string;
  /** Where to write numbers; both ends of the range where absent. */
  readonly ticks?: readonly number[];
  /** Text of a tick; the number itself where absent. */
  readonly format?: (value: number) => string;
  readonly scale?: "linear" | "log";
}

export interface Series {
  /** Written beside the line, at `labelAt` or at its right end. */
  readonly label?: string;
  /** A function of x, sampled over the x range, or points. */
  readonly of: ((x: number) => number) | readonly (readonly [number, number])[];
  readonly colour?: Colour;
  readonly dashed?: boolean;
  /** Where the label stands, in data coordinates. */
  readonly labelAt?: readonly [number, number];
  readonly labelAnchor?: "start" | "middle" | "end";
  /** Dots instead of a line. */
  readonly dots?: boolean;
}

export interface PlotSpec {
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly title?: string;
  readonly width?: number;
  readonly height?: number;
  /** Draw the lines x = 0 and y = 0 instead of a frame at the lower left. */
  readonly axesThroughZero?: boolean;
  /** More SVG, drawn with the plot's own scales, above the series. */
  readonly extra?: (scales: Scales) => string;
}

export interface Scales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

const samples = 240;

function scaleOf(axis: Axis, from: number, to: number): (value: number) => number {
  const place = axis.scale === "log" ? Math.log10 : (value: number) => value;
  const low = place(axis.range[0]);
  const high = place(axis.range[1]);
  return (value) => from + ((place(value) - low) / (high - low)) * (to - from);
}

/** The points of a series that lie inside the y range, in runs: a curve that leaves the frame is cut there. */
function runsOf(series: Series, spec: PlotSpec): (readonly [number, number])[][] {
  const [left, right] = spec.x.range;
  const [bottom, top] = spec.y.range;
  const points: (readonly [number, number])[] = [];
  if (typeof series.of === "function") {
    for (let i = 0; i <= samples; i++) {
      const x = left + ((right - left) * i) / samples;
      points.push([x, series.of(x)]);
    }
  } else points.push(...series.of);
  const runs: (readonly [number, number])[][] = [[]];
  const slack = typeof series.of === "function" ? (top - bottom) * 0.02 : 1e-9 * Math.abs(top - bottom);
  for (const point of points) {
    const inside = point[1] >= bottom - slack && point[1] <= top + slack;
    if (inside) runs[runs.length - 1]!.push(point);
    else if (runs[runs.length - 1]!.length > 0) runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/** How far a drawn line may lie from its points, in picture units: well below what an eye sees. */
const tolerance = 0.04;

/** The `d` of a line through points already in picture coordinates; points that change nothing are left out. */
export function pathThrough(points: readonly (readonly [number, number])[]): string {
  return simplified(points)
    .map(([x, y], i) => `${i === 0 ? "M" : "L"}${shortNumber(x)} ${shortNumber(y)}`)
    .join("");
}

/** Ramer, Douglas and Peucker's line simplification (Computer Graphics and Image Processing 1(3), 1972). */
function simplified(points: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || points.length < 3) return points;
  let farthest = 0;
  let distance = 0;
  for (let i = 1; i < points.length - 1; i++) {
    const off = distanceToSegment(points[i]!, first, last);
    if (off > distance) {
      distance = off;
      farthest = i;
    }
  }
  if (distance <= tolerance) return [first, last];
  return [...simplified(points.slice(0, farthest + 1)).slice(0, -1), ...simplified(points.slice(farthest))];
}

function distanceToSegment(
  [x, y]: readonly [number, number],
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length));
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}

function drawSeries(series: Series, spec: PlotSpec, scales: Scales): string {
  const colour = series.colour ?? "c1";
  const runs = runsOf(series, spec);
  const marks = series.dots
    ? runs
        .flat()
        .map(([x, y]) =>
          element("circle", { cx: scales.x(x), cy: scales.y(y), r: 2.6, class: `${colour}-fill` }),
        )
    : runs.map((run) =>
        element("path", {
          d: pathThrough(run.map(([x, y]) => [scales.x(x), scales.y(y)])),
          class: colour,
          fill: "none",
          "stroke-width": 2,
          "stroke-linejoin": "round",
          "stroke-dasharray": series.dashed ? "5 4" : undefined,
        }),
      );
  if (series.label === undefined) return marks.join("");
  const last = runs.at(-1)?.at(-1);
  const [x, y] = series.labelAt ?? last ?? [spec.x.range[1], spec.y.range[1]];
  const beside = series.labelAt === undefined;
  const label = element(
    "text",
    {
      x: scales.x(x) + (beside ? 5 : 0),
      y: scales.y(y) + (beside ? 4 : 0),
      class: `${colour}-fill`,
      "text-anchor": series.labelAnchor,
    },
    escapeXml(series.label),
  );
  return marks.join("") + label;
}

function drawAxes(spec: PlotSpec, scales: Scales): string {
  const [left, right] = spec.x.range;
  const [bottom, top] = spec.y.range;
  const atY = spec.axesThroughZero && bottom <= 0 && top >= 0 ? 0 : bottom;
  const atX = spec.axesThroughZero && left <= 0 && right >= 0 ? 0 : left;
  const line = (x1: number, y1: number, x2: number, y2: number): string =>
    element("line", { x1, y1, x2, y2, class: "axis" });
  const name = (axis: Axis, value: number): string => (axis.format ?? String)(value).replace(/^-/, "−");
  const xTicks = (spec.x.ticks ?? spec.x.range).map((value) =>
    text(scales.x(value), scales.y(bottom) + 15, name(spec.x, value), {
      "text-anchor": "middle",
      class: "tick",
    }),
  );
  const yTicks = (spec.y.ticks ?? spec.y.range).map((value) =>
    text(scales.x(left) - 6, scales.y(value) + 4, name(spec.y, value), {
      "text-anchor": "end",
      class: "tick",
    }),
  );
  return [
    line(scales.x(left), scales.y(atY), scales.x(right), scales.y(atY)),
    line(scales.x(atX), scales.y(bottom), scales.x(atX), scales.y(top)),
    ...xTicks,
    ...yTicks,
  ].join("");
}

/** One plot as a group of `width` × `height` units: place several with `transform` for small multiples. */
export function plotGroup(spec: PlotSpec): string {
  const width = spec.width ?? 320;
  const height = spec.height ?? 220;
  const above = spec.title === undefined ? 8 : 26;
  const below = spec.x.label === undefined ? 22 : 38;
  const before = spec.y.label === undefined ? 34 : 50;
  const scales: Scales = {
    x: scaleOf(spec.x, before, width - 12),
    y: scaleOf(spec.y, height - below, above),
  };
  const parts = [drawAxes(spec, scales)];
  if (spec.title !== undefined) parts.push(text(before, 15, spec.title, { "font-weight": 600 }));
  if (spec.x.label !== undefined) {
    parts.push(
      text((before + width - 12) / 2, height - 6, spec.x.label, { "text-anchor": "middle", class: "tick" }),
    );
  }
  if (spec.y.label !== undefined) {
    const middle = (height - below + above) / 2;
    parts.push(
      text(12, middle, spec.y.label, {
        "text-anchor": "middle",
        class: "tick",
        transform: `rotate(-90 12 ${shortNumber(middle)})`,
      }),
    );
  }
  for (const series of spec.series) parts.push(drawSeries(series, spec, scales));
  if (spec.extra !== undefined) parts.push(spec.extra(scales));
  return group({}, ...parts);
}

/** A picture of one plot. */
export function plot(spec: PlotSpec): string {
  return picture(spec.width ?? 320, spec.height ?? 220, plotGroup(spec));
}

/** A picture of equal plots in rows of `columns`. */
export function smallMultiples(columns: number, plots: readonly PlotSpec[]): string {
  const width = Math.max(...plots.map((spec) => spec.width ?? 320));
  const height = Math.max(...plots.map((spec) => spec.height ?? 220));
  const rows = Math.ceil(plots.length / columns);
  return picture(
    width * columns,
    height * rows,
    ...plots.map((spec, i) =>
      group(
        { transform: `translate(${(i % columns) * width} ${Math.floor(i / columns) * height})` },
        plotGroup({ ...spec, width, height }),
      ),
    ),
  );
}
