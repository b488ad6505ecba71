import * as Plot from "@observablehq/plot";
import type { AxisSpec, BarsMark, ChartSpec, HeatMark, LineMark, PointsMark } from "../lab/outputs";
import { type EndLabel, placeEndLabels, textWidth } from "./chart-labels";
import { evenRows } from "./even-rows";
import { extentOf, shortNumber } from "./number-text";
import { mixed, resolvedColour, seriesColour } from "./series-colour";

/** One entry of the key above a chart, for marks that cannot carry their label themselves. */
export interface KeyEntry {
  readonly label: string;
  readonly colour: string;
}

export interface Drawing {
  readonly svg: SVGSVGElement | HTMLElement;
  readonly key: readonly KeyEntry[];
}

const symbols = ["circle", "square", "triangle", "diamond2", "cross", "star"] as const;
const fontSize = 12;

/** Draws a chart `width` pixels wide; `place` is an element whose theme colours apply. */
export function drawChart(given: ChartSpec, width: number, place: Element): Drawing {
  const heat = given.heat && { ...given.heat, values: evenRows(given.heat.values) };
  const spec: ChartSpec = { ...given, ...(heat && { heat }) };
  const horizontal = spec.bars !== undefined && needsRoomForNames(spec.bars, width);
  const labels = endLabels(spec);
  const marginRight = labels.length > 0 ? Math.min(width * 0.36, widest(labels) + 12) : 14;
  const margins = {
    marginLeft: horizontal ? nameMargin(spec.bars ?? [], width) : 48,
    marginRight,
    marginTop: spec.y?.label ? 28 : 12,
    marginBottom: spec.x?.label ? 40 : 26,
  };
  const inner = width - margins.marginLeft - marginRight;
  const size = heat ? heatSize(heat, inner) : { width: inner, height: plainHeight(spec, inner, horizontal) };
  const bounds = heat && heatBounds(heat);
  const x = spec.bars
    ? undefined
    : axisOf(fixed(spec.x, bounds?.x), extentX(spec), Math.max(2, size.width / 70));
  const y = spec.bars
    ? undefined
    : axisOf(fixed(spec.y, bounds?.y), extentY(spec), Math.max(2, size.height / 44));
  const options: Plot.PlotOptions = {
    ...margins,
    width: size.width + margins.marginLeft + marginRight,
    height: size.height + margins.marginTop + margins.marginBottom,
    className: "plot",
    axis: null,
    color: { type: "identity" },
    ...(x && { x: x.scale }),
    ...(y && { y: y.scale }),
    marks: [],
  };
  const bars = spec.bars ? barPlot(spec, spec.bars, horizontal) : undefined;
  if (bars) Object.assign(options, bars.options);
  options.marks = [
    ...(x && y ? axisMarks(spec, x, y) : []),
    ...(heat ? heatMarks(heat, place) : []),
    ...(bars?.marks ?? []),
    ...(spec.lines ?? []).flatMap((line, i) => lineMarks(line, i, spec)),
    ...(spec.points ?? []).flatMap((points, i) => pointMarks(points, firstPointColour(spec, i), spec)),
  ];
  const svg = Plot.plot(options);
  // The content policy refuses a style element; its rules are in the page's sheet.
  svg.querySelector("style")?.remove();
  if (svg instanceof SVGSVGElement) placeEndLabels(svg, labels, svg as SVGSVGElement & Plot.Plot);
  return { svg, key: keyOf(spec) };
}

// ---------------------------------------------------------------- axes

interface DrawnAxis {
  readonly scale: Plot.ScaleOptions;
  readonly ticks: readonly number[] | number;
}

function axisOf(
  spec: AxisSpec | undefined,
  extent: readonly [number, number] | undefined,
  ticks: number,
): DrawnAxis {
  if (spec?.scale === "log") return logAxis(spec, extent, ticks);
  const domain = spec?.range ?? widened(extent ?? [0, 1]);
  return {
    scale: { type: "linear", domain: [...domain], nice: spec?.range === undefined, label: null },
    ticks: Math.min(8, Math.round(ticks)),
  };
}

/** A heat map fills its frame: its edges are the axis's range. */
function fixed(
  spec: AxisSpec | undefined,
  edges: readonly [number, number] | undefined,
): AxisSpec | undefined {
  return edges ? { ...spec, scale: "linear", range: spec?.range ?? edges } : spec;
}

function logAxis(spec: AxisSpec, extent: readonly [number, number] | undefined, ticks: number): DrawnAxis {
  const [low, high] = positive(spec.range) ?? positive(extent) ?? [0.1, 10];
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.max(from + 1, Math.ceil(Math.log10(high) - 1e-9));
  const step = Math.max(1, Math.ceil((to - from) / Math.max(2, Math.min(7, ticks))));
  const exponents: number[] = [];
  for (let exponent = to; exponent >= from; exponent -= step) exponents.unshift(exponent);
  const domain = spec.range && positive(spec.range) ? spec.range : [10 ** from, 10 ** to];
  return {
    scale: { type: "log", domain: [...domain], label: null },
    ticks: exponents.map((exponent) => Number(`1e${exponent}`)),
  };
}

function positive(range: readonly [number, number] | undefined): readonly [number, number] | undefined {
  return range && range[0] > 0 && range[1] > 0 && range.every(Number.isFinite) ? range : undefined;
}

/** A range of no width has no scale. */
function widened([low, high]: readonly [number, number]): readonly [number, number] {
  if (low < high) return [low, high];
  const half = low === 0 ? 1 : Math.abs(low) * 0.1;
  return [low - half, high + half];
}

function axisMarks(spec: ChartSpec, x: DrawnAxis, y: DrawnAxis): Plot.Markish[] {
  const tickFormat = (value: number): string => shortNumber(value);
  const common = { tickFormat, tickSize: 0, fontSize, labelArrow: "none" as const };
  const grid = { stroke: "var(--chart-grid)", strokeOpacity: 1 };
  const marks: Plot.Markish[] = spec.heat ? [] : [Plot.gridY({ ...grid, ticks: asTicks(y.ticks) })];
  marks.push(
    Plot.axisX({
      ...common,
      ticks: asTicks(x.ticks),
      label: spec.x?.label ?? null,
      labelAnchor: "center",
      labelOffset: 36,
      tickPadding: 6,
    }),
    Plot.axisY({
      ...common,
      ticks: asTicks(y.ticks),
      label: spec.y?.label ?? null,
      labelAnchor: "top",
      tickPadding: 6,
    }),
  );
  return marks;
}

function asTicks(ticks: readonly number[] | number): number[] | number {
  return typeof ticks === "number" ? ticks : [...ticks];
}

function extentX(spec: ChartSpec): readonly [number, number] | undefined {
  const log = spec.x?.scale === "log";
  const usable = (value: number): boolean => !log || value > 0;
  return extentOf(allX(spec, usable));
}

function* allX(spec: ChartSpec, usable: (value: number) => boolean): Iterable<number> {
  if (spec.heat) yield* heatBounds(spec.heat).x;
  for (const line of spec.lines ?? []) {
    for (let i = 0; i < line.y.length; i++) {
      const value = line.x?.[i] ?? i;
      if (usable(value)) yield value;
    }
  }
  for (const points of spec.points ?? []) for (const value of points.x) if (usable(value)) yield value;
}

function extentY(spec: ChartSpec): readonly [number, number] | undefined {
  const log = spec.y?.scale === "log";
  return extentOf(allY(spec, (value) => !log || value > 0));
}

function* allY(spec: ChartSpec, usable: (value: number) => boolean): Iterable<number> {
  if (spec.heat) yield* heatBounds(spec.heat).y;
  for (const mark of [...(spec.lines ?? []), ...(spec.points ?? [])]) {
    for (const value of mark.y) if (usable(value)) yield value;
  }
}

function plainHeight(spec: ChartSpec, inner: number, horizontal: boolean): number {
  if (horizontal) {
    const names = new Set(spec.bars?.flatMap((mark) => mark.names)).size;
    return Math.max(60, names * (spec.bars?.length ?? 1) * 22 + names * 4);
  }
  return Math.round(Math.min(230, Math.max(140, inner * 0.44)));
}

// ---------------------------------------------------------------- lines and points

function drawable(value: number | undefined, log: boolean): number {
  return value === undefined || !Number.isFinite(value) || (log && value <= 0) ? Number.NaN : value;
}

/** Over a heat map, which is painted in the first colour or two, lines take ink. */
function lineColour(spec: ChartSpec, index: number): string {
  return spec.heat && index === 0 ? "var(--chart-ink)" : seriesColour(index);
}

function lineMarks(line: LineMark, index: number, spec: ChartSpec): Plot.Markish[] {
  const logX = spec.x?.scale === "log";
  const logY = spec.y?.scale === "log";
  const x = Array.from(line.y, (_, i) => drawable(line.x?.[i] ?? i, logX));
  const y = Array.from(line.y, (value) => drawable(value, logY));
  const stroke = lineColour(spec, index);
  const known = y.filter((value, i) => !Number.isNaN(value) && !Number.isNaN(x[i])).length;
  if (known === 1) return [Plot.dot(x, { x, y, fill: stroke, r: 3 })];
  return [
    Plot.line(x, {
      x,
      y,
      stroke,
      strokeWidth: 2,
      strokeLinejoin: "round",
      ...(line.dashed && { strokeDasharray: "5 4" }),
      // Without a fixed range there is nothing outside to cut off.
      clip: hasEdges(spec),
    }),
  ];
}

function hasEdges(spec: ChartSpec): boolean {
  return spec.heat !== undefined || spec.y?.range !== undefined || spec.x?.range !== undefined;
}

function firstPointColour(spec: ChartSpec, index: number): number {
  return spec.heat ? index : (spec.lines?.length ?? 0) + index;
}

function pointMarks(points: PointsMark, firstColour: number, spec: ChartSpec): Plot.Markish[] {
  const logX = spec.x?.scale === "log";
  const logY = spec.y?.scale === "log";
  const x = Array.from(points.x, (value) => drawable(value, logX));
  const y = Array.from(points.x, (_, i) => drawable(points.y[i], logY));
  const groups = points.group ? [...new Set(points.group)].sort((a, b) => a - b) : [undefined];
  const many = x.length > 400;
  return groups.map((group, n) => {
    const members = [...x.keys()].filter((i) => group === undefined || points.group?.[i] === group);
    return Plot.dot(members, {
      x: (i: number) => x[i],
      y: (i: number) => y[i],
      r: many ? 2 : 3.5,
      fill: spec.heat && group === undefined ? "var(--chart-ink)" : seriesColour(firstColour + n),
      symbol: symbols[n % symbols.length] ?? "circle",
      stroke: many ? "none" : "var(--chart-background)",
      strokeWidth: 1,
      clip: hasEdges(spec),
    });
  });
}

function keyOf(spec: ChartSpec): readonly KeyEntry[] {
  const points = (spec.points ?? []).flatMap((mark, i) =>
    mark.label === undefined || mark.group
      ? []
      : [{ label: mark.label, colour: seriesColour(firstPointColour(spec, i)) }],
  );
  const bars =
    (spec.bars?.length ?? 0) < 2
      ? []
      : (spec.bars ?? []).map((mark, i) => ({ label: mark.label ?? String(i + 1), colour: seriesColour(i) }));
  return [...points, ...bars];
}

/** Labels stand at the right end of their lines. */
function endLabels(spec: ChartSpec): readonly EndLabel[] {
  const logX = spec.x?.scale === "log";
  const logY = spec.y?.scale === "log";
  return (spec.lines ?? []).flatMap((line, i) => {
    if (line.label === undefined || line.label === "") return [];
    for (let last = line.y.length - 1; last >= 0; last--) {
      const x = drawable(line.x?.[last] ?? last, logX);
      const y = drawable(line.y[last], logY);
      if (!Number.isNaN(x) && !Number.isNaN(y))
        return [{ text: line.label, colour: lineColour(spec, i), x, y }];
    }
    return [];
  });
}

function widest(labels: readonly EndLabel[]): number {
  return Math.max(...labels.map((label) => textWidth(label.text)));
}

// ---------------------------------------------------------------- bars

interface Bar {
  readonly name: string;
  readonly series: string;
  readonly value: number;
  readonly colour: string;
}

function needsRoomForNames(marks: readonly BarsMark[], width: number): boolean {
  const names = [...new Set(marks.flatMap((mark) => mark.names))];
  return names.reduce((sum, name) => sum + textWidth(name) + 14, 0) > width - 70;
}

function nameMargin(marks: readonly BarsMark[], width: number): number {
  const longest = Math.max(0, ...marks.flatMap((mark) => mark.names).map((name) => textWidth(name)));
  return Math.min(width * 0.4, longest + 14);
}

/** One bar per name; with several series, one group of bars per name. */
function barPlot(
  spec: ChartSpec,
  marks: readonly BarsMark[],
  horizontal: boolean,
): { readonly options: Plot.PlotOptions; readonly marks: Plot.Markish[] } {
  const bars: Bar[] = marks.flatMap((mark, n) =>
    mark.names.map((name, i) => ({
      name,
      series: mark.label ?? String(n),
      value: drawable(mark.values[i], false),
      colour: seriesColour(n),
    })),
  );
  const grouped = marks.length > 1;
  const values = spec.y ?? {};
  const log = values.scale === "log";
  const [low, high] = extentOf(bars.map((bar) => bar.value)) ?? [0, 1];
  const scale: Plot.ScaleOptions = log
    ? (axisOf(values, [low, high], 5).scale as Plot.ScaleOptions)
    : {
        domain: [...(values.range ?? widened([Math.min(0, low), Math.max(0, high)]))],
        nice: !values.range,
        label: null,
      };
  const base = log ? Math.min(...(scale.domain as number[])) : 0;
  const band: Plot.ScaleOptions = {
    type: "band",
    domain: [...new Set(bars.map((bar) => bar.name))],
    label: null,
  };
  const series: Plot.ScaleOptions = {
    type: "band",
    domain: marks.map((mark, n) => mark.label ?? String(n)),
    label: null,
  };
  const axis = { tickSize: 0, fontSize, labelArrow: "none" as const, tickPadding: 6 };
  const grid = { stroke: "var(--chart-grid)", strokeOpacity: 1, ticks: 5 };
  const numbers = {
    ...axis,
    ticks: 5,
    tickFormat: (value: number) => shortNumber(value),
    label: values.label ?? null,
  };
  const names = { ...axis, label: spec.x?.label ?? null };
  const label = {
    text: (bar: Bar) => (Number.isNaN(bar.value) ? "" : shortNumber(bar.value, 3)),
    fontSize: 11,
  };
  if (horizontal) {
    return {
      options: grouped
        ? { x: scale, y: { ...series, axis: null }, fy: { ...band, padding: 0.15 } }
        : { x: scale, y: { ...band, padding: 0.25 } },
      marks: [
        Plot.gridX(grid),
        grouped
          ? Plot.axisFy({ ...names, anchor: "left", label: null })
          : Plot.axisY({ ...names, label: null }),
        Plot.axisX({ ...numbers, labelAnchor: "center", labelOffset: 36 }),
        Plot.barX(bars, {
          x1: base,
          x2: "value",
          y: grouped ? "series" : "name",
          ...(grouped && { fy: "name" }),
          fill: "colour",
        }),
        Plot.text(bars, {
          ...label,
          x: "value",
          y: grouped ? "series" : "name",
          ...(grouped && { fy: "name" }),
          textAnchor: "start",
          dx: 4,
        }),
      ],
    };
  }
  const few = bars.length <= 16;
  return {
    options: grouped
      ? { y: scale, x: { ...series, axis: null }, fx: { ...band, padding: 0.15 } }
      : { y: scale, x: { ...band, padding: 0.25 } },
    marks: [
      Plot.gridY(grid),
      grouped
        ? Plot.axisFx({ ...names, anchor: "bottom", labelAnchor: "center", labelOffset: 36 })
        : Plot.axisX({ ...names, labelAnchor: "center", labelOffset: 36 }),
      Plot.axisY({ ...numbers, labelAnchor: "top" }),
      Plot.barY(bars, {
        y1: base,
        y2: "value",
        x: grouped ? "series" : "name",
        ...(grouped && { fx: "name" }),
        fill: "colour",
      }),
      ...(few
        ? [
            Plot.text(bars, {
              ...label,
              y: "value",
              x: grouped ? "series" : "name",
              ...(grouped && { fx: "name" }),
              dy: (base === 0 && high <= 0 ? 1 : -1) * 8,
            }),
          ]
        : []),
      ...(low < 0 && !log ? [Plot.ruleY([0], { stroke: "var(--chart-axis)" })] : []),
    ],
  };
}

// ---------------------------------------------------------------- heat

interface Bounds {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Left and right, bottom and top edge. Without ranges, cells stand around whole numbers that count from the top. */
function heatBounds(heat: HeatMark): Bounds {
  const rows = heat.values.length;
  const columns = heat.values[0]?.length ?? 0;
  return { x: heat.x ?? [-0.5, columns - 0.5], y: heat.y ?? [rows - 0.5, -0.5] };
}

/** Cells of a matrix are squares; a plane of two features is a square. */
function heatSize(heat: HeatMark, inner: number): { readonly width: number; readonly height: number } {
  const rows = Math.max(1, heat.values.length);
  const columns = Math.max(1, heat.values[0]?.length ?? 1);
  const ratio = heat.x && heat.y ? 1 : Math.min(2, Math.max(0.4, rows / columns));
  const width = Math.min(inner, 340 / Math.max(1, ratio));
  return { width, height: Math.max(60, width * ratio) };
}

function heatMarks(heat: HeatMark, place: Element): Plot.Markish[] {
  const bounds = heatBounds(heat);
  const width = heat.values[0]?.length ?? 0;
  const height = heat.values.length;
  if (width === 0) return [];
  const flat = heat.values.flat();
  const colour = heatColours(flat, heat.boundary, place);
  const box = { width, height, x1: bounds.x[0], x2: bounds.x[1], y1: bounds.y[1], y2: bounds.y[0] };
  const marks: Plot.Markish[] = [
    Plot.raster(flat, {
      ...box,
      fill: { value: flat.map(colour), scale: null },
      imageRendering: "pixelated",
    } as Plot.RasterOptions),
  ];
  if (heat.boundary !== undefined && width > 1 && height > 1) {
    marks.push(
      Plot.contour(flat, {
        ...box,
        interpolate: "none",
        thresholds: [heat.boundary],
        stroke: "var(--chart-ink)",
        strokeWidth: 2,
        clip: true,
      } as Plot.ContourOptions),
    );
  }
  return marks;
}

/** From the first group's colour over the background to the second's, or from the background to one colour. */
function heatColours(
  values: readonly number[],
  boundary: number | undefined,
  place: Element,
): (value: number) => string {
  const [low, high] = extentOf(values) ?? [0, 1];
  const background = resolvedColour("var(--chart-background)", place);
  const first = resolvedColour("var(--c1)", place);
  const second = resolvedColour("var(--c2)", place);
  const share = (part: number, whole: number): number =>
    whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
  if (boundary === undefined && low >= 0) {
    return (value) =>
      Number.isFinite(value)
        ? mixed(first, background, 0.06 + 0.94 * share(value - low, high - low))
        : "transparent";
  }
  const middle = boundary ?? 0;
  const reach = Math.max(high - middle, middle - low);
  const strength = boundary === undefined ? 0.95 : 0.55;
  return (value) => {
    if (!Number.isFinite(value)) return "transparent";
    const part = strength * share(Math.abs(value - middle), reach);
    return mixed(value < middle ? first : second, background, part);
  };
}
