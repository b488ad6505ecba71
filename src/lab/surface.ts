import type { ArrowsMark, Contour } from "./outputs";
import { labelled, type Numbers, type Room, risingPair } from "./room";
import { niceStep } from "./steps-of-ten";
import { t } from "./text";

type Pair = readonly [number, number];

/** A surface over a plane: a function that is sampled, or samples whose first row is at the top. */
export interface ContourInput {
  readonly values: readonly Numbers[] | ((x: number, y: number) => number);
  readonly x: Pair;
  readonly y: Pair;
  /** About how many lines, or their heights. */
  readonly levels?: number | Numbers;
  /** Heights of the lines in equal steps, or in equal factors. */
  readonly scale?: "linear" | "log";
  /** Colours the bands between the lines. */
  readonly filled?: boolean;
}

/** Arrows at the points of a grid, given by a function that says where each points to: [dx, dy]. */
export interface FieldInput {
  readonly label?: string;
  readonly field: (x: number, y: number) => Pair;
  readonly x: Pair;
  readonly y: Pair;
  /** Arrows in a row. */
  readonly columns?: number;
}

/** Points in a row and in a column at which a function is sampled. */
const samples = 101;
const usualLevels = 10;
const mostLevels = 40;
const usualColumns = 15;
const mostColumns = 40;

export function contourOf(input: ContourInput, room: Room): Contour {
  const x = risingPair(input.x, "contour.x");
  const y = risingPair(input.y, "contour.y");
  const given = input.values;
  const values =
    typeof given === "function"
      ? room.grid(
          along(y, samples)
            .reverse()
            .map((b) => along(x, samples).map((a) => given(a, b))),
        )
      : room.grid(given);
  return {
    values,
    x,
    y,
    levels: levelsOf(values, input),
    ...(input.filled === true && { filled: true }),
  };
}

/** `count` numbers from one end of the range to the other. */
function along([low, high]: Pair, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + ((high - low) * i) / Math.max(1, count - 1));
}

function levelsOf(
  values: readonly (readonly number[])[],
  { levels = usualLevels, scale }: ContourInput,
): number[] {
  if (typeof levels !== "number") {
    const heights = Array.from(levels, Number).filter(Number.isFinite);
    return [...new Set(heights)].sort((a, b) => a - b).slice(0, mostLevels);
  }
  const count = Math.min(mostLevels, Math.max(1, Math.round(levels)));
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of values) {
    for (const value of row) {
      if (!Number.isFinite(value) || (scale === "log" && value <= 0)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (!(low < high && Number.isFinite(high - low))) return [];
  return scale === "log" ? factors(low, high, count) : steps(low, high, count);
}

function steps(low: number, high: number, count: number): number[] {
  const step = niceStep((high - low) / (count + 1));
  const first = Math.floor(low / step) + 1;
  const last = Math.min(first + mostLevels - 1, Math.ceil(high / step) - 1);
  if (!(last >= first)) return [];
  return rising(
    Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12))),
  );
}

function rising(levels: readonly number[]): number[] {
  return levels.filter((level, i) => Number.isFinite(level) && (i === 0 || level > levels[i - 1]));
}

/** Equal factors; the lowest parts in a thousand millionths of the range are a single point and get no lines. */
function factors(low: number, high: number, count: number): number[] {
  const from = Math.log10(Math.max(low, high * 1e-9));
  const step = (Math.log10(high) - from) / (count + 1);
  return rising(
    Array.from({ length: count }, (_, i) => Number((10 ** (from + step * (i + 1))).toPrecision(2))),
  );
}

export function arrowsOf(input: ArrowsMark<Numbers> | FieldInput, room: Room): ArrowsMark {
  if (!("field" in input)) {
    const { x, y, dx, dy } = input;
    return { ...labelled(input), ...room.together({ x, y, dx, dy }) };
  }
  const count = Math.round(input.columns ?? usualColumns);
  if (!(count >= 2 && count <= mostColumns)) {
    throw new Error(
      t(
        `A field has 2 to ${mostColumns} arrows in a row, not ${input.columns}.`,
        `向量场每行有 2 到 ${mostColumns} 个箭头，不能是 ${input.columns}。`,
      ),
    );
  }
  const { field } = input;
  const xs = along(risingPair(input.x, "arrows.x"), count);
  const ys = along(risingPair(input.y, "arrows.y"), count);
  const starts = ys.flatMap((y) => xs.map((x) => [x, y] as const));
  const ways = starts.map(([x, y]) => field(x, y));
  return {
    ...labelled(input),
    x: room.list(starts.map(([x]) => x)),
    y: room.list(starts.map(([, y]) => y)),
    dx: room.list(ways.map(([dx]) => dx)),
    dy: room.list(ways.map(([, dy]) => dy)),
  };
}
