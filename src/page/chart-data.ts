import type { Cell, ChartSpec } from "../lab/outputs";
import type { Strings } from "./strings";

export interface DataTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** How many rows there are in all; `rows` may be a fair sample of them. */
  readonly total: number;
}

const mostRows = 200;
const mostColumns = 24;

/** The numbers behind a chart as a table. */
export function chartData(spec: ChartSpec, strings: Strings): DataTable {
  if (spec.heat) return heatData(spec, strings);
  if (spec.bars?.length) return barData(spec, strings);
  if (spec.lines?.length && sharedX(spec)) return wideData(spec, strings);
  return longData(spec, strings);
}

function heatData(spec: ChartSpec, strings: Strings): DataTable {
  const values = spec.heat?.values ?? [];
  const width = Math.min(mostColumns, values[0]?.length ?? 0);
  const columns = [strings.chart.row, ...Array.from({ length: width }, (_, i) => String(i))];
  return sampled(
    columns,
    values.map((row, i) => [i, ...row.slice(0, width)]),
  );
}

function barData(spec: ChartSpec, strings: Strings): DataTable {
  const marks = spec.bars ?? [];
  const names = [...new Set(marks.flatMap((mark) => mark.names))];
  const columns = [
    spec.x?.label ?? strings.chart.name,
    ...marks.map((mark) => mark.label ?? spec.y?.label ?? strings.chart.value),
  ];
  return sampled(
    columns,
    names.map((name) => [name, ...marks.map((mark) => mark.values[mark.names.indexOf(name)] ?? null)]),
  );
}

/** Whether all lines stand over the same x, and there is nothing else: then one row holds them all. */
function sharedX(spec: ChartSpec): boolean {
  if (spec.points?.length) return false;
  const [first, ...others] = spec.lines ?? [];
  return others.every(
    (line) =>
      line.y.length === first?.y.length &&
      (line.x === first.x || line.x?.every((value, i) => value === first.x?.[i]) === true),
  );
}

function wideData(spec: ChartSpec, strings: Strings): DataTable {
  const lines = spec.lines ?? [];
  const columns = [
    spec.x?.label ?? "x",
    ...lines.map((line, i) => line.label ?? spec.y?.label ?? `${strings.chart.series} ${i + 1}`),
  ];
  const length = lines[0]?.y.length ?? 0;
  const rows = Array.from({ length }, (_, i) => [
    lines[0]?.x?.[i] ?? i,
    ...lines.map((line) => line.y[i] ?? null),
  ]);
  return sampled(columns, rows);
}

function longData(spec: ChartSpec, strings: Strings): DataTable {
  const rows: Cell[][] = [];
  (spec.lines ?? []).forEach((line, n) => {
    const label = line.label ?? `${strings.chart.series} ${n + 1}`;
    line.y.forEach((y, i) => {
      rows.push([label, line.x?.[i] ?? i, y]);
    });
  });
  (spec.points ?? []).forEach((mark, n) => {
    mark.x.forEach((x, i) => {
      const label = mark.group ? `${strings.chart.group} ${mark.group[i] ?? ""}` : mark.label;
      rows.push([label ?? `${strings.chart.group} ${n + 1}`, x, mark.y[i] ?? null]);
    });
  });
  return sampled([strings.chart.series, spec.x?.label ?? "x", spec.y?.label ?? "y"], rows);
}

function sampled(columns: readonly string[], rows: readonly (readonly Cell[])[]): DataTable {
  if (rows.length <= mostRows) return { columns, rows, total: rows.length };
  const step = (rows.length - 1) / (mostRows - 1);
  const chosen = Array.from({ length: mostRows }, (_, i) => rows[Math.round(i * step)] ?? []);
  return { columns, rows: chosen, total: rows.length };
}
