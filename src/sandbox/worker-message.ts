import * as z from "zod/mini";
import type { FromWorker } from "../protocol";

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
  rows: 1_000,
  columns: 60,
  options: 60,
};

const label = z.string().check(z.maxLength(most.label));
const sentence = z.string().check(z.maxLength(most.sentence));
const text = z.string().check(z.maxLength(most.text));
const finite = z.number();

/** Numbers, among them NaN and the infinities: a chart shows those as gaps. */
const numbers = z.custom<readonly number[]>((value) => isNumberList(value, most.values));
const grid = z.custom<readonly (readonly number[])[]>(isGrid);
const pair = z.custom<readonly [number, number]>(
  (value) => isNumberList(value, 2) && (value as readonly number[]).length === 2,
);

function isNumberList(value: unknown, longest: number): boolean {
  if (!Array.isArray(value) || value.length > longest) return false;
  for (let i = 0; i < value.length; i++) if (typeof value[i] !== "number") return false;
  return true;
}

/** Rows of equal length. */
function isGrid(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > most.values) return false;
  const width: unknown = value[0]?.length ?? 0;
  if (typeof width !== "number" || value.length * width > most.values) return false;
  return value.every((row: unknown) => isNumberList(row, width) && (row as unknown[]).length === width);
}

const axis = z.strictObject({
  label: z.optional(label),
  scale: z.optional(z.enum(["linear", "log"])),
  range: z.optional(pair),
});

const line = z.strictObject({
  label: z.optional(label),
  x: z.optional(numbers),
  y: numbers,
  dashed: z.optional(z.boolean()),
});

const points = z.strictObject({
  label: z.optional(label),
  x: numbers,
  y: numbers,
  group: z.optional(numbers),
});

const bars = z.strictObject({
  label: z.optional(label),
  names: z.array(label).check(z.maxLength(most.rows)),
  values: numbers,
});

const heat = z.strictObject({
  values: grid,
  x: z.optional(pair),
  y: z.optional(pair),
  boundary: z.optional(finite),
});

const chart = z.strictObject({
  title: label,
  summary: z.optional(sentence),
  x: z.optional(axis),
  y: z.optional(axis),
  heat: z.optional(heat),
  bars: z.optional(z.array(bars).check(z.maxLength(most.series))),
  lines: z.optional(z.array(line).check(z.maxLength(most.series))),
  points: z.optional(z.array(points).check(z.maxLength(most.series))),
});

const image = z.strictObject({
  title: label,
  values: grid,
  range: z.optional(pair),
  numbers: z.optional(z.boolean()),
});

const param = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("number"),
      name: label,
      value: finite,
      min: finite,
      max: finite,
      step: finite.check(z.gt(0)),
      scale: z.enum(["linear", "log"]),
    })
    .check(z.refine((made) => made.min < made.max && (made.scale === "linear" || made.min > 0))),
  z.strictObject({
    kind: z.literal("choice"),
    name: label,
    value: label,
    options: z.array(label).check(z.maxLength(most.options)),
  }),
  z.strictObject({ kind: z.literal("switch"), name: label, value: z.boolean() }),
]);

/** Cells are text, numbers (NaN too), booleans or empty. */
const cell = z.custom<string | number | boolean | null>(
  (value) =>
    value === null ||
    typeof value === "number" ||
    typeof value === "boolean" ||
    (typeof value === "string" && value.length <= most.label),
);

const table = z
  .strictObject({
    type: z.literal("table"),
    id: label,
    columns: z.array(label).check(z.maxLength(most.columns)),
    rows: z.array(z.array(cell)).check(z.maxLength(most.rows)),
  })
  .check(z.refine((made) => made.rows.every((row) => row.length === made.columns.length)));

const output = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("print"), text }),
  table,
  z.strictObject({ type: z.literal("chart"), id: label, chart }),
  z.strictObject({ type: z.literal("image"), id: label, image }),
  z.strictObject({
    type: z.literal("progress"),
    fraction: z.number().check(z.gte(0), z.lte(1)),
    label,
  }),
  z.strictObject({ type: z.literal("check"), claim: label, holds: z.boolean(), detail: sentence }),
  z.strictObject({ type: z.literal("param"), param }),
  z.strictObject({ type: z.literal("notice"), text: sentence }),
]);

const position = z.optional(z.int().check(z.gte(1), z.lte(1_000_000)));

const fromWorkerSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("outputs"), outputs: z.array(output).check(z.maxLength(most.outputs)) }),
  z.strictObject({ type: z.literal("finished"), milliseconds: z.number().check(z.gte(0)) }),
  z.strictObject({ type: z.literal("failed"), message: text, line: position, column: position }),
]);

/** The message, or undefined when no demo sends such a thing. */
export function parseFromWorker(message: unknown): FromWorker | undefined {
  const result = fromWorkerSchema.safeParse(message);
  return result.success ? (result.data as FromWorker) : undefined;
}
