import * as Plot from "@observablehq/plot";
import type { AxisSpec, ChartSpec, LineMark, PointsMark } from "../lab/outputs";
import type { EndLabel } from "./chart-labels";
import { seriesColour } from "./series-colour";

const symbols = ["circle", "square", "triangle", "diamond2", "cross", "star"] as const;
/** With more points than this each is drawn smaller. */
const manyPoints = 400;

/** The value, or NaN where it cannot be drawn: a gap. */
export function drawable(value: number | undefined, axis: AxisSpec | undefined): number {
  if (value === undefined || !Number.isFinite(value)) return Number.NaN;
  return axis?.scale === "log" && value <= 0 ? Number.NaN : value;
}

/** The coordinates of a line or of points, gaps as NaN. */
export function coordinates(
  mark: LineMark | PointsMark,
  spec: ChartSpec,
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  return {
    x: Array.from(mark.y, (_, i) => drawable(mark.x ? mark.x[i] : i, spec.x)),
    y: Array.from(mark.y, (value) => drawable(value, spec.y)),
  };
}

export function lineMarks(line: LineMark, index: number, spec: ChartSpec): Plot.Markish[] {
  const { x, y } = coordinates(line, spec);
  const stroke = lineColour(spec, index);
  const known = y.filter((value, i) => !Number.isNaN(value) && !Number.isNaN(x[i])).length;
  // A line through one point has no length.
  if (known === 1) return [Plot.dot(x, { x, y, fill: stroke, r: 3 } as Plot.DotOptions)];
  return [
    Plot.line(x, {
      x,
      y,
      stroke,
      strokeWidth: 2,
      strokeLinejoin: "round",
      ...(line.dashed && { strokeDasharray: "5 4" }),
      clip: hasEdges(spec),
    } as Plot.LineOptions),
  ];
}

/** Points in groups differ in colour and in shape. */
export function pointMarks(points: PointsMark, index: number, spec: ChartSpec): Plot.Markish[] {
  const { x, y } = coordinates(points, spec);
  const groups = points.group ? [...new Set(points.group)].sort((a, b) => a - b) : [undefined];
  const many = x.length > manyPoints;
  return groups.map((group, n) => {
    const members = [...x.keys()].filter((i) => group === undefined || points.group?.[i] === group);
    return Plot.dot(members, {
      x: (i: number) => x[i],
      y: (i: number) => y[i],
      r: many ? 2 : 3.5,
      fill:
        spec.heat && group === undefined
          ? "var(--chart-ink)"
          : seriesColour(firstPointColour(spec, index) + n),
      symbol: symbols[n % symbols.length] ?? "circle",
      stroke: many ? "none" : "var(--chart-background)",
      strokeWidth: 1,
      clip: hasEdges(spec),
    });
  });
}

/** Over a heat map, which is painted in the first colour or two, lines take ink. */
function lineColour(spec: ChartSpec, index: number): string {
  return spec.heat && index === 0 ? "var(--chart-ink)" : seriesColour(index);
}

/** Points take the colours after the lines'; over a heat map the groups share its two colours. */
export function firstPointColour(spec: ChartSpec, index: number): number {
  return spec.heat ? index : (spec.lines?.length ?? 0) + index;
}

/** Without a fixed range there is nothing outside the frame to cut off. */
function hasEdges(spec: ChartSpec): boolean {
  return spec.heat !== undefined || spec.y?.range !== undefined || spec.x?.range !== undefined;
}

/** The labels of lines, each at the last point that can be drawn. */
export function endLabels(spec: ChartSpec): readonly EndLabel[] {
  return (spec.lines ?? []).flatMap((line, index) => {
    if (!line.label) return [];
    const { x, y } = coordinates(line, spec);
    for (let last = y.length - 1; last >= 0; last--) {
      const at = { x: x[last] ?? Number.NaN, y: y[last] ?? Number.NaN };
      if (!Number.isNaN(at.x + at.y)) return [{ ...at, text: line.label, colour: lineColour(spec, index) }];
    }
    return [];
  });
}
