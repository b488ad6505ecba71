import type { Cell, ChartSpec, ImageSpec } from "../lab/outputs";
import { contourGrid, heatGrid } from "./chart-grid";
import { layerName, unitName } from "./chart-network";
import { shortNumber } from "./number-text";
import type { Strings } from "./strings";

/** The numbers behind a picture, in full; rows are made only when they are asked for. */
export interface DataTable {
  readonly columns: readonly string[];
  /** Rows of one kind, such as those of one mark. */
  readonly parts: readonly Rows[];
}

export interface Rows {
  readonly length: number;
  readonly row: (i: number) => readonly Cell[];
}

/** As much of a table as a reader can take in. */
export interface SampledTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many rows there are in all; `rows` is a fair sample of them. */
  readonly total: number;
}

const mostRows = 200;
const mostColumns = 24;

/** Of each part its first and last row and others evenly between them; of wide tables the first columns. */
export function sampled({ columns, parts }: DataTable): SampledTable {
  const budget = Math.max(20, Math.floor(mostRows / Math.max(1, parts.length)));
  const rows = parts.flatMap(({ length, row }) => {
    const count = Math.min(length, budget);
    const step = count > 1 ? (length - 1) / (count - 1) : 0;
    return Array.from({ length: count }, (_, i) => row(length > budget ? Math.round(i * step) : i));
  });
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  if (columns.length <= mostColumns) return { columns, rows, total };
  const narrow = <T>(cells: readonly T[], more: T): readonly T[] => [...cells.slice(0, mostColumns), more];
  return { columns: narrow(columns, "…"), rows: rows.map((cells) => narrow(cells, "…")), total };
}

/** The numbers of a chart: in the form that suits its one mark, or a row for each point where there are several. */
export function chartData(spec: ChartSpec, strings: Strings): DataTable {
  if (spec.network) return networkData(spec.network, strings);
  if (spec.bars?.length) return barData(spec, spec.bars, strings);
  const kinds = [
    spec.heat,
    spec.contour,
    spec.histogram,
    spec.lines?.length,
    spec.points?.length,
    spec.arrows?.length,
  ];
  if (kinds.filter(Boolean).length !== 1) return longData(spec, strings);
  if (spec.heat) return heatData(spec, strings);
  if (spec.contour) return contourData(spec);
  if (spec.histogram) return histogramData(spec, strings);
  return sharedX(spec) ? wideData(spec, strings) : longData(spec, strings);
}

function rowsOf(rows: readonly (readonly Cell[])[]): Rows {
  return { length: rows.length, row: (i) => rows[i] ?? [] };
}

function heatData({ heat }: ChartSpec, strings: Strings): DataTable {
  return matrixData(heat?.values ?? [], strings);
}

function matrixData(values: readonly (readonly number[])[], strings: Strings): DataTable {
  const width = Math.max(0, ...values.map((row) => row.length));
  return {
    columns: [strings.chart.row, ...Array.from({ length: width }, (_, i) => String(i))],
    parts: [
      {
        length: values.length,
        row: (i) => [i, ...Array.from({ length: width }, (_, j) => values[i]?.[j] ?? null)],
      },
    ],
  };
}

/** Heights under the x of their column, beside the y of their row. */
function contourData(spec: ChartSpec): DataTable {
  if (!spec.contour) return { columns: [], parts: [] };
  const grid = contourGrid(spec.contour);
  const x = (column: number): number =>
    grid.x[0] + ((grid.x[1] - grid.x[0]) * column) / Math.max(1, grid.columns - 1);
  const y = (row: number): number => grid.y[1] + ((grid.y[0] - grid.y[1]) * row) / Math.max(1, grid.rows - 1);
  const corner = `${spec.y?.label ?? "y"} \\ ${spec.x?.label ?? "x"}`;
  return {
    columns: [corner, ...Array.from({ length: grid.columns }, (_, column) => shortNumber(x(column)))],
    parts: [
      {
        length: grid.rows,
        row: (i) => [y(i), ...grid.values.subarray(i * grid.columns, (i + 1) * grid.columns)],
      },
    ],
  };
}

function histogramData(spec: ChartSpec, strings: Strings): DataTable {
  const { edges, series, density } = spec.histogram ?? { edges: [], series: [], density: false };
  const height = spec.y?.label ?? (density ? strings.chart.density : strings.chart.count);
  return {
    columns: [
      strings.chart.from,
      strings.chart.to,
      ...series.map(
        ({ label }, n) => label ?? (series.length > 1 ? `${strings.chart.series} ${n + 1}` : height),
      ),
    ],
    parts: [
      {
        length: Math.max(0, edges.length - 1),
        row: (i) => [
          edges[i] ?? null,
          edges[i + 1] ?? null,
          ...series.map(({ heights }) => heights[i] ?? null),
        ],
      },
    ],
  };
}

/** A row for each unit, with the weights that lead from it to the next layer. */
function networkData({ layers, weights }: NonNullable<ChartSpec["network"]>, strings: Strings): DataTable {
  const widest = Math.max(0, ...weights.map((rows) => rows[0]?.length ?? 0));
  const hasValues = layers.some((layer) => layer.values);
  return {
    columns: [
      strings.chart.layerHead,
      strings.chart.unit,
      ...(hasValues ? [strings.chart.activation] : []),
      ...Array.from({ length: widest }, (_, j) => strings.chart.weightTo(j + 1)),
    ],
    parts: layers.map((layer, k) => ({
      length: layer.shown,
      row: (i) => [
        layerName(layer, k, strings),
        unitName(layer, i),
        ...(hasValues ? [layer.values?.[i] ?? null] : []),
        ...Array.from({ length: widest }, (_, j) => weights[k]?.[i]?.[j] ?? null),
      ],
    })),
  };
}

function barData(spec: ChartSpec, marks: NonNullable<ChartSpec["bars"]>, strings: Strings): DataTable {
  const names = [...new Set(marks.flatMap((mark) => mark.names))];
  const columns = [
    spec.x?.label ?? strings.chart.name,
    ...marks.map((mark) => mark.label ?? spec.y?.label ?? strings.chart.value),
  ];
  const rows = names.map((name) => [
    name,
    ...marks.map((mark) => mark.values[mark.names.indexOf(name)] ?? null),
  ]);
  return { columns, parts: [rowsOf(rows)] };
}

/** Whether all lines stand over the same x, and there is nothing else: then one row holds them all. */
function sharedX(spec: ChartSpec): boolean {
  const [first, ...others] = spec.lines ?? [];
  return (
    first !== undefined &&
    others.every(
      (line) =>
        line.y.length === first.y.length &&
        (line.x === first.x || line.x?.every((value, i) => value === first.x?.[i]) === true),
    )
  );
}

function wideData(spec: ChartSpec, strings: Strings): DataTable {
  const lines = spec.lines ?? [];
  return {
    columns: [
      spec.x?.label ?? "x",
      ...lines.map((line, i) => line.label ?? spec.y?.label ?? `${strings.chart.series} ${i + 1}`),
    ],
    parts: [
      {
        length: lines[0]?.y.length ?? 0,
        row: (i) => [lines[0]?.x?.[i] ?? i, ...lines.map((line) => line.y[i] ?? null)],
      },
    ],
  };
}

/** One row for each point of each mark; of a surface or a heat map, one for each sample. */
function longData(spec: ChartSpec, strings: Strings): DataTable {
  const hasGrid = spec.heat !== undefined || spec.contour !== undefined;
  const hasArrows = (spec.arrows?.length ?? 0) > 0;
  const columns = [
    strings.chart.series,
    spec.x?.label ?? "x",
    spec.y?.label ?? "y",
    ...(hasGrid ? [strings.chart.value] : []),
    ...(hasArrows ? ["dx", "dy"] : []),
  ];
  const filled = (cells: readonly Cell[]): readonly Cell[] => Array.from(columns, (_, i) => cells[i] ?? null);
  const parts = [
    ...linePart(spec, strings),
    ...pointPart(spec, strings),
    ...histogramPart(spec, strings),
    ...arrowPart(spec, strings, hasGrid),
    ...gridPart(spec, strings),
  ];
  return { columns, parts: parts.map(({ length, row }) => ({ length, row: (i) => filled(row(i)) })) };
}

function linePart(spec: ChartSpec, strings: Strings): Rows[] {
  return (spec.lines ?? []).map((line, n) => {
    const label = line.label ?? `${strings.chart.series} ${n + 1}`;
    return { length: line.y.length, row: (i) => [label, line.x?.[i] ?? i, line.y[i] ?? null] };
  });
}

function pointPart(spec: ChartSpec, strings: Strings): Rows[] {
  return (spec.points ?? []).map((mark, n) => ({
    length: mark.x.length,
    row: (i) => {
      const label = mark.group ? `${strings.chart.group} ${mark.group[i] ?? ""}` : mark.label;
      return [label ?? `${strings.chart.group} ${n + 1}`, mark.x[i] ?? null, mark.y[i] ?? null];
    },
  }));
}

/** A bin is at its middle. */
function histogramPart({ histogram }: ChartSpec, strings: Strings): Rows[] {
  return (histogram?.series ?? []).map(({ label, heights }, n) => ({
    length: heights.length,
    row: (i) => {
      const middle = ((histogram?.edges[i] ?? 0) + (histogram?.edges[i + 1] ?? 0)) / 2;
      return [label ?? `${strings.chart.series} ${n + 1}`, middle, heights[i] ?? null];
    },
  }));
}

function arrowPart(spec: ChartSpec, strings: Strings, hasGrid: boolean): Rows[] {
  return (spec.arrows ?? []).map((mark) => ({
    length: mark.x.length,
    row: (i) => [
      mark.label ?? strings.chart.arrow,
      mark.x[i] ?? null,
      mark.y[i] ?? null,
      ...(hasGrid ? [null] : []),
      mark.dx[i] ?? null,
      mark.dy[i] ?? null,
    ],
  }));
}

function gridPart(spec: ChartSpec, strings: Strings): Rows[] {
  const grid = spec.heat ? heatGrid(spec.heat) : spec.contour ? contourGrid(spec.contour) : undefined;
  if (!grid || grid.columns === 0) return [];
  const at = (edges: readonly [number, number], i: number, count: number): number => {
    const part = spec.heat ? (i + 0.5) / count : i / Math.max(1, count - 1);
    return edges[0] + (edges[1] - edges[0]) * part;
  };
  return [
    {
      length: grid.values.length,
      row: (i) => [
        strings.chart.surface,
        at(grid.x, i % grid.columns, grid.columns),
        at([grid.y[1], grid.y[0]], Math.floor(i / grid.columns), grid.rows),
        grid.values[i] ?? null,
      ],
    },
  ];
}

/** The pixels of an image; of several, each row says which image it belongs to. */
export function imageData(spec: ImageSpec, strings: Strings): DataTable {
  if ("values" in spec) return matrixData(spec.values, strings);
  const tables = spec.images.map((tile) => matrixData(tile.values, strings));
  const widest = tables.reduce((most, { columns }) => Math.max(most, columns.length), 1);
  return {
    columns: [
      strings.chart.image,
      strings.chart.row,
      ...Array.from({ length: widest - 1 }, (_, i) => String(i)),
    ],
    parts: tables.flatMap(({ parts }, n) =>
      parts.map(({ length, row }) => ({
        length,
        row: (i: number) => {
          const cells = [spec.images[n]?.caption ?? n + 1, ...row(i)];
          return Array.from({ length: widest + 1 }, (_, j) => cells[j] ?? null);
        },
      })),
    ),
  };
}
