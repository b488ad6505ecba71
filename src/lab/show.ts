import { cut, formatValue } from "./format";
import type { AxisSpec, Cell, ChartSpec, ImageSpec } from "./outputs";
import { currentSession } from "./session";
import { t } from "./text";

/** Anything array-like is accepted where a chart wants numbers: arrays, Float32Array … */
export type Numbers = ArrayLike<number>;

/** Most values in one picture: more is cut off, because no screen has room for it. */
const mostValues = 40_000;
const mostRows = 500;
const mostColumns = 40;
const mostBars = 500;
const mostSeries = 60;

/** Writes the values on one line, numbers with about six significant digits. */
export function print(...values: readonly unknown[]): void {
  let text = "";
  for (let i = 0; i < values.length; i++) {
    const part = formatValue(values[i]);
    // A matrix starts on its own line, so that its columns stand below each other.
    text += i === 0 ? part : part.includes("\n") ? `\n${part}` : ` ${part}`;
  }
  currentSession().emit({ type: "print", text: cut(text) });
}

/** A table; one with the same id replaces the earlier one. */
export function table(id: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): void {
  const width = Math.min(columns.length, mostColumns);
  if (rows.length > mostRows || columns.length > mostColumns) sayCutOff(id);
  const cells: Cell[][] = [];
  for (let i = 0; i < Math.min(rows.length, mostRows); i++) {
    cells[i] = [];
    for (let j = 0; j < width; j++) cells[i][j] = cell(rows[i][j]);
  }
  const names = Array.from(columns).slice(0, width).map(label);
  currentSession().emit({ type: "table", id: label(id), columns: names, rows: cells });
}

/** A chart of lines, points, bars or a heat map; one with the same id replaces the earlier one. */
export function chart(id: string, spec: ChartSpec<Numbers>): void {
  const room = new Room(id);
  const { heat, bars, lines, points } = spec;
  const plain: ChartSpec = {
    title: label(spec.title),
    ...(spec.summary !== undefined && { summary: cut(String(spec.summary), 1_000) }),
    ...(spec.x && { x: axis(spec.x) }),
    ...(spec.y && { y: axis(spec.y) }),
    ...(heat && {
      heat: {
        values: room.grid(heat.values),
        ...(heat.x && { x: pair(heat.x) }),
        ...(heat.y && { y: pair(heat.y) }),
        ...(Number.isFinite(heat.boundary) && { boundary: heat.boundary }),
      },
    }),
    ...(bars && {
      bars: room.series(bars, (mark) => {
        const names = Array.from(mark.names).slice(0, mostBars).map(label);
        return { ...labelled(mark), names, values: room.list(mark.values, names.length) };
      }),
    }),
    ...(lines && {
      lines: room.series(lines, (mark) => ({
        ...labelled(mark),
        ...room.points(mark),
        ...(mark.dashed === true && { dashed: true }),
      })),
    }),
    ...(points && {
      points: room.series(points, (mark) => {
        const { x = [], y } = room.points(mark);
        const group = mark.group && { group: Array.from(mark.group, Number).slice(0, y.length) };
        return { ...labelled(mark), x, y, ...group };
      }),
    }),
  };
  currentSession().emit({ type: "chart", id: label(id), chart: plain });
}

/** A matrix as pixels, dark to light; one with the same id replaces the earlier one. */
export function image(id: string, spec: ImageSpec<Numbers>): void {
  const plain: ImageSpec = {
    title: label(spec.title),
    values: new Room(id).grid(spec.values),
    ...(spec.range && { range: pair(spec.range) }),
    ...(spec.numbers === true && { numbers: true }),
  };
  currentSession().emit({ type: "image", id: label(id), image: plain });
}

/** How much of the work is done, 0 to 1. */
export function progress(fraction: number, text = ""): void {
  const shown = fraction >= 0 ? Math.min(1, fraction) : 0;
  currentSession().emit({ type: "progress", fraction: shown, label: label(text) });
}

/** A claim that turns green or red. Checked more than once, it holds only if it always held. */
export function check(claim: string, holds: boolean, detail: unknown = ""): void {
  currentSession().emit({
    type: "check",
    claim: label(claim),
    holds: holds === true,
    detail: cut(formatValue(detail), 500),
  });
}

/** Counts the values of one picture, and cuts off what is too much. */
class Room {
  #left = mostValues;

  constructor(private readonly id: string) {}

  series<Mark, Plain>(marks: readonly Mark[], plain: (mark: Mark) => Plain): Plain[] {
    if (marks.length > mostSeries) sayCutOff(this.id);
    return marks.slice(0, mostSeries).map(plain);
  }

  list(values: Numbers, most = Number.POSITIVE_INFINITY): number[] {
    const length = Math.min(values.length, this.#left, most);
    if (length < values.length) sayCutOff(this.id);
    this.#left -= length;
    const plain: number[] = [];
    for (let i = 0; i < length; i++) plain[i] = Number(values[i]);
    return plain;
  }

  grid(rows: readonly Numbers[]): number[][] {
    const plain: number[][] = [];
    for (let i = 0; i < rows.length && this.#left > 0; i++) {
      plain[i] = this.list(rows[i]);
      this.#left -= 1;
    }
    if (plain.length < rows.length) sayCutOff(this.id);
    return plain;
  }

  /** Both coordinates, cut to the same length. */
  points(mark: { readonly x?: Numbers; readonly y: Numbers }): { x?: number[]; y: number[] } {
    const y = this.list(mark.y);
    if (mark.x === undefined) return { y };
    const x = this.list(mark.x);
    const length = Math.min(x.length, y.length);
    return { x: x.slice(0, length), y: y.slice(0, length) };
  }
}

function sayCutOff(id: string): void {
  currentSession().notice(
    t(
      `"${label(id)}" has more data than can be shown: the rest is cut off.`,
      `“${label(id)}”的数据太多，其余部分没有显示。`,
    ),
  );
}

function cell(value: unknown): Cell {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  return value === undefined ? null : cut(formatValue(value), 300);
}

function label(text: unknown): string {
  return cut(String(text), 300);
}

function labelled(mark: { readonly label?: string }): { label?: string } {
  return mark.label === undefined ? {} : { label: label(mark.label) };
}

function pair(range: readonly [number, number]): [number, number] {
  return [Number(range[0]), Number(range[1])];
}

function axis(spec: AxisSpec): AxisSpec {
  return {
    ...labelled(spec),
    ...(spec.scale !== undefined && { scale: spec.scale === "log" ? "log" : "linear" }),
    ...(spec.range && { range: pair(spec.range) }),
  };
}
