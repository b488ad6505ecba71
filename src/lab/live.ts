import { checkName, number, numbers, objectWith, optional, pairOfNumbers } from "./arguments";
import type { Live } from "./controls";
import type { Param, PointsParam } from "./outputs";
import { makeParam, type NumberOptions } from "./param";
import { announceParam, currentControls, currentSession } from "./session";
import { t } from "./text";

/**
 * Like `param`, but moving it does not start the program again: `value` is the new one from the next step of
 * `steps()`, or the next round of `changes()`.
 */
export function live(name: string, initial: number, options: NumberOptions): Live<number>;
export function live<const T extends string>(
  name: string,
  initial: NoInfer<T>,
  options: readonly T[],
): Live<T>;
export function live(name: string, initial: boolean): Live<boolean>;
export function live(
  name: string,
  initial: number | string | boolean,
  options?: NumberOptions | readonly string[],
): Live<number | string | boolean> {
  const start = currentSession().startValue(name);
  let param: Param = { ...makeParam("live", name, initial, options, start), live: true };
  announceParam(param);
  currentControls().register({
    param,
    take: (value) => {
      param = { ...makeParam("live", name, initial, options, value), live: true };
    },
  });
  return {
    get value() {
      return param.value as number | string | boolean;
    },
  };
}

/** A button; `value` counts how often it was pressed. Pressing it after the program's end starts it again. */
export function button(name: string): Live<number> {
  checkName("button", name, "new data");
  const pressesOf = (value: unknown): number => (isCount(value) ? value : 0);
  const value = pressesOf(currentSession().startValue(name));
  return liveOf({ kind: "button", name, value, live: true }, pressesOf);
}

export interface DrawingPadOptions {
  /** Cells from top to bottom. */
  readonly rows: number;
  /** Cells from left to right. */
  readonly columns: number;
  /** What stands on it at first: rows · columns numbers, row-major; empty where absent. */
  readonly start?: ArrayLike<number>;
}

const mostCells = 4_096;

const drawingPadOptions = objectWith<DrawingPadOptions>({
  rows: number,
  columns: number,
  start: optional(numbers),
});

/** A pad to draw on: `value` is the ink of its cells, 0 to 1, row-major. */
export function drawingPad(name: string, options: DrawingPadOptions): Live<readonly number[]> {
  checkName("drawingPad", name, "digit");
  drawingPadOptions("drawingPad", "", options);
  const { rows, columns, start } = options;
  if (!isCount(rows) || !isCount(columns) || rows * columns === 0 || rows * columns > mostCells) {
    throw new Error(
      t(
        `The pad "${name}" wants whole numbers of rows and columns, at most ${mostCells} cells in all.`,
        `画板“${name}”的行数和列数必须是整数，总共最多 ${mostCells} 格。`,
      ),
    );
  }
  const empty: readonly number[] = Array.from({ length: rows * columns }, (_, i) => inkOf(start?.[i]));
  const inkAll = (value: unknown): readonly number[] =>
    Array.isArray(value) && value.length === rows * columns ? value.map(inkOf) : empty;
  const value = inkAll(currentSession().startValue(name));
  return liveOf({ kind: "drawing", name, rows, columns, value, live: true }, inkAll);
}

/** Points of a plane, each with its class: point i is (x[i], y[i]) of class group[i]. */
export interface PlacedPoints {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly group: readonly number[];
}

export interface PointPadOptions {
  /** Range from left to right. */
  readonly x: readonly [number, number];
  /** Range from bottom to top. */
  readonly y: readonly [number, number];
  /** How many classes of points there are, 1 to 6; 2 where absent. */
  readonly classes?: number;
  /** More points than this push out the oldest; 400 where absent, 1 for a pad that picks a place. */
  readonly most?: number;
  /** Points that are there at first. */
  readonly start?: {
    readonly x: ArrayLike<number>;
    readonly y: ArrayLike<number>;
    readonly group?: ArrayLike<number>;
  };
}

const mostPoints = 1_000;
const mostClasses = 6;

const pointPadOptions = objectWith<PointPadOptions>({
  x: pairOfNumbers,
  y: pairOfNumbers,
  classes: optional(number),
  most: optional(number),
  start: optional(
    objectWith<NonNullable<PointPadOptions["start"]>>({ x: numbers, y: numbers, group: optional(numbers) }),
  ),
});

/** A pad to place points on; `value` is all of them. */
export function pointPad(name: string, options: PointPadOptions): Live<PlacedPoints> {
  checkName("pointPad", name, "points");
  pointPadOptions("pointPad", "", options);
  const { x, y, classes = 2, most = 400, start } = options;
  const wrong = !isRange(x) || !isRange(y) || !isCount(classes) || !isCount(most);
  if (wrong || classes < 1 || classes > mostClasses || most < 1 || most > mostPoints) {
    throw new Error(
      t(
        `The pad "${name}" wants x and y as [from, to], 1 to ${mostClasses} classes and at most ${mostPoints} points.`,
        `点板“${name}”的 x 和 y 要写成 [起, 止]，类别 1 到 ${mostClasses} 个，最多 ${mostPoints} 个点。`,
      ),
    );
  }
  const triples = (value: unknown): readonly number[] => pointsWithin(value, { x, y, classes, most });
  const given = Array.from({ length: start?.x.length ?? 0 }, (_, i) => [
    Number(start?.x[i]),
    Number(start?.y[i]),
    Number(start?.group?.[i] ?? 0),
  ]).flat();
  const startValue = currentSession().startValue(name);
  const value = triples(Array.isArray(startValue) ? startValue : given);
  const pad: Param = { kind: "points", name, x, y, classes, most, value, live: true };
  const raw = liveOf(pad, triples);
  return {
    get value() {
      const column = (offset: number): number[] => raw.value.filter((_, i) => i % 3 === offset);
      return { x: column(0), y: column(1), group: column(2) };
    },
  };
}

type Value<P extends Param> = P["value"];

function liveOf<P extends Param>(param: P, clean: (value: unknown) => Value<P>): Live<Value<P>> {
  let { value }: { value: Value<P> } = param;
  announceParam(param);
  currentControls().register({
    param,
    take: (given) => {
      value = clean(given);
    },
  });
  return {
    get value() {
      return value;
    },
  };
}

/** Whole triples of x, y and class that lie on the pad; the newest ones where there are too many. */
function pointsWithin(
  value: unknown,
  pad: Pick<PointsParam, "x" | "y" | "classes" | "most">,
): readonly number[] {
  if (!Array.isArray(value)) return [];
  const kept: number[][] = [];
  for (let i = 0; i + 2 < value.length; i += 3) {
    const [px, py, group] = [Number(value[i]), Number(value[i + 1]), Number(value[i + 2])];
    const inside = px >= pad.x[0] && px <= pad.x[1] && py >= pad.y[0] && py <= pad.y[1];
    if (inside && isCount(group) && group < pad.classes) kept.push([px, py, group]);
  }
  return kept.slice(-pad.most).flat();
}

function inkOf(value: unknown): number {
  const ink = Number(value);
  return ink > 0 ? Math.min(1, ink) : 0;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isRange(range: readonly [number, number] | undefined): boolean {
  return Array.isArray(range) && range[0] < range[1] && Number.isFinite(range[1] - range[0]);
}
