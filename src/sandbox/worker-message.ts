import * as v from "valibot";
import type { FromWorker } from "../lab/messages";

/**
 * What a worker may say. The learner's code runs beside the lab and can post anything:
 * a message that does not fit, in shape or in size, is not shown.
 */

/** The largest things that the page draws; the lab's own limits lie below these. */
const most = {
  outputs: 2_000,
  text: 20_000,
  label: 400,
  sentence: 1_200,
  values: 60_000,
  series: 100,
  charts: 20,
  images: 200,
  levels: 60,
  layers: 20,
  units: 40,
  rows: 1_000,
  columns: 60,
  options: 60,
  cells: 4_096,
  points: 1_000,
  classes: 6,
};

const label = v.pipe(v.string(), v.maxLength(most.label));
const sentence = v.pipe(v.string(), v.maxLength(most.sentence));
const text = v.pipe(v.string(), v.maxLength(most.text));
const finite = v.pipe(v.number(), v.finite());

function list<Item extends v.GenericSchema>(item: Item, longest: number) {
  return v.pipe(v.array(item), v.maxLength(longest));
}

/** Numbers, among them NaN and the infinities: a chart shows those as gaps. */
const numbers = v.custom<readonly number[]>((value) => isNumberList(value, most.values));
const grid = v.custom<readonly (readonly number[])[]>(isGrid);
const pair = v.custom<readonly [number, number]>(
  (value) => isNumberList(value, 2) && (value as readonly number[]).length === 2,
);

function isNumberList(value: unknown, longest: number): boolean {
  if (!Array.isArray(value) || value.length > longest) return false;
  for (let i = 0; i < value.length; i++) if (typeof value[i] !== "number") return false;
  return true;
}

/** Rows of numbers, perhaps of different lengths. */
function isGrid(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  let left = most.values;
  for (const row of value) {
    if (!isNumberList(row, left)) return false;
    left -= row.length + 1;
  }
  return left >= 0;
}

const axis = v.strictObject({
  label: v.optional(label),
  scale: v.optional(v.picklist(["linear", "log"])),
  range: v.optional(pair),
});

const line = v.strictObject({
  label: v.optional(label),
  x: v.optional(numbers),
  y: numbers,
  dashed: v.optional(v.boolean()),
  ends: v.optional(v.boolean()),
});

const points = v.strictObject({
  label: v.optional(label),
  x: numbers,
  y: numbers,
  group: v.optional(numbers),
});

const bars = v.strictObject({
  label: v.optional(label),
  names: list(label, most.rows),
  values: numbers,
});

const heat = v.strictObject({
  values: grid,
  x: v.optional(pair),
  y: v.optional(pair),
  boundary: v.optional(finite),
});

/** A range of finite numbers, the lower one first. */
const risingPair = v.custom<readonly [number, number]>(
  (value) => isRising(value, 2) && (value as readonly number[]).length === 2,
);
const levels = v.custom<readonly number[]>((value) => isRising(value, most.levels));
const edges = v.custom<readonly number[]>(
  (value) => isRising(value, most.rows) && (value as readonly number[]).length > 1,
);

function isRising(value: unknown, longest: number): boolean {
  if (!isNumberList(value, longest)) return false;
  const list = value as readonly number[];
  return list.every((item, i) => Number.isFinite(item) && (i === 0 || item > (list[i - 1] ?? item)));
}

const contour = v.strictObject({
  values: grid,
  x: risingPair,
  y: risingPair,
  levels,
  filled: v.optional(v.boolean()),
});

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const histogram = v.pipe(
  v.strictObject({
    edges,
    series: list(
      v.strictObject({
        label: v.optional(label),
        heights: list(v.pipe(v.number(), v.minValue(0)), most.rows),
        counted: count,
        notFinite: count,
      }),
      most.series,
    ),
    density: v.optional(v.boolean()),
  }),
  v.check((made) => made.series.every(({ heights }) => heights.length === made.edges.length - 1)),
);

const arrows = v.pipe(
  v.strictObject({ label: v.optional(label), x: numbers, y: numbers, dx: numbers, dy: numbers }),
  v.check(({ x, y, dx, dy }) => [y, dx, dy].every((other) => other.length === x.length)),
);

const layer = v.pipe(
  v.strictObject({
    label: v.optional(label),
    size: v.pipe(count, v.minValue(1)),
    shown: v.pipe(count, v.minValue(1), v.maxValue(most.units)),
    values: v.optional(numbers),
    names: v.optional(list(label, most.units)),
    maps: v.optional(list(grid, most.units)),
  }),
  v.check(({ size, shown, values }) => shown <= size && (values?.length ?? shown) === shown),
);

const network = v.pipe(
  v.strictObject({ layers: list(layer, most.layers), weights: list(grid, most.layers) }),
  v.check(({ layers, weights }) => weights.length === 0 || weights.length === layers.length - 1),
  v.check(({ layers, weights }) =>
    weights.every((rows, k) => rows.length === 0 || isSized(rows, layers[k]?.shown, layers[k + 1]?.shown)),
  ),
);

function isSized(
  rows: readonly (readonly number[])[],
  height: number | undefined,
  width: number | undefined,
): boolean {
  return rows.length === height && rows.every((row) => row.length === width);
}

const chart = v.strictObject({
  title: label,
  summary: v.optional(sentence),
  x: v.optional(axis),
  y: v.optional(axis),
  heat: v.optional(heat),
  contour: v.optional(contour),
  histogram: v.optional(histogram),
  network: v.optional(network),
  bars: v.optional(list(bars, most.series)),
  arrows: v.optional(list(arrows, most.series)),
  lines: v.optional(list(line, most.series)),
  points: v.optional(list(points, most.series)),
  inkFirst: v.optional(v.boolean()),
});

const imageLook = { title: label, range: v.optional(pair), numbers: v.optional(v.boolean()) };
const image = v.union([
  v.strictObject({ ...imageLook, values: grid }),
  v.strictObject({
    ...imageLook,
    images: list(v.strictObject({ values: grid, caption: v.optional(label) }), most.images),
  }),
]);

const live = v.optional(v.boolean());
const range = v.custom<readonly [number, number]>(
  (value) => isNumberList(value, 2) && (value as number[])[0]! < (value as number[])[1]!,
);

const param = v.variant("kind", [
  v.pipe(
    v.strictObject({
      kind: v.literal("number"),
      name: label,
      value: finite,
      min: finite,
      max: finite,
      step: v.pipe(finite, v.gtValue(0)),
      scale: v.picklist(["linear", "log"]),
      live,
    }),
    v.check((made) => made.min < made.max && (made.scale === "linear" || made.min > 0)),
  ),
  v.strictObject({
    kind: v.literal("choice"),
    name: label,
    value: label,
    options: list(label, most.options),
    live,
  }),
  v.strictObject({ kind: v.literal("switch"), name: label, value: v.boolean(), live }),
  v.strictObject({ kind: v.literal("button"), name: label, value: count, live }),
  v.pipe(
    v.strictObject({
      kind: v.literal("drawing"),
      name: label,
      rows: count,
      columns: count,
      value: numbers,
      live,
    }),
    v.check((made) => made.rows * made.columns === made.value.length && made.value.length <= most.cells),
  ),
  v.pipe(
    v.strictObject({
      kind: v.literal("points"),
      name: label,
      x: range,
      y: range,
      classes: v.pipe(count, v.minValue(1), v.maxValue(most.classes)),
      most: v.pipe(count, v.minValue(1), v.maxValue(most.points)),
      value: numbers,
      live,
    }),
    v.check((made) => made.value.length % 3 === 0 && made.value.length <= 3 * made.most),
  ),
]);

const loop = v.variant("kind", [
  v.strictObject({
    kind: v.literal("steps"),
    step: count,
    total: v.nullable(v.pipe(finite, v.minValue(0))),
    perSecond: v.nullable(v.pipe(finite, v.minValue(0))),
    paused: v.boolean(),
  }),
  v.strictObject({ kind: v.literal("waits") }),
]);

/** Cells are text, numbers (NaN too), booleans or empty. */
const cell = v.custom<string | number | boolean | null>(
  (value) =>
    value === null ||
    typeof value === "number" ||
    typeof value === "boolean" ||
    (typeof value === "string" && value.length <= most.label),
);

const table = v.pipe(
  v.strictObject({
    type: v.literal("table"),
    id: label,
    columns: list(label, most.columns),
    rows: list(v.array(cell), most.rows),
  }),
  v.check((made) => made.rows.every((row) => row.length === made.columns.length)),
);

const output = v.variant("type", [
  v.strictObject({ type: v.literal("print"), text }),
  table,
  v.strictObject({ type: v.literal("chart"), id: label, chart }),
  v.strictObject({ type: v.literal("charts"), id: label, charts: list(chart, most.charts) }),
  v.strictObject({ type: v.literal("image"), id: label, image }),
  v.strictObject({
    type: v.literal("progress"),
    fraction: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    label,
  }),
  v.strictObject({ type: v.literal("check"), claim: label, holds: v.boolean(), detail: sentence }),
  v.strictObject({ type: v.literal("param"), param }),
  v.strictObject({ type: v.literal("loop"), loop }),
  v.strictObject({ type: v.literal("notice"), text: sentence }),
]);

const position = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)));

const fromWorkerSchema = v.variant("type", [
  v.strictObject({ type: v.literal("outputs"), outputs: list(output, most.outputs) }),
  v.strictObject({
    type: v.literal("finished"),
    milliseconds: v.pipe(finite, v.minValue(0)),
    taken: count,
  }),
  v.strictObject({ type: v.literal("failed"), message: text, line: position, column: position }),
]);

/** The message, or undefined when no demo sends such a thing. */
export function parseFromWorker(message: unknown): FromWorker | undefined {
  const result = v.safeParse(fromWorkerSchema, message);
  return result.success ? (result.output as FromWorker) : undefined;
}
