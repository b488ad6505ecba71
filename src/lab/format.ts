/** Values as short readable text. Nothing that a program can build makes these functions throw. */

const longestText = 10_000;
const mostItems = 60;
const deepest = 4;

/** About six significant digits; whole numbers in full. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e15 ? String(value + 0) : value.toExponential();
  const short = Number(value.toPrecision(6));
  return Object.is(short, -0) ? "0" : String(short);
}

/** One value, as `print` shows it; a text at the top level stands without quotes. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") return cut(value);
  try {
    return cut(format(value, 0, []));
  } catch {
    return "(cannot be shown)";
  }
}

/** A value in the middle of a sentence: short, on one line, a text in quotes. */
export function valueText(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : formatValue(value);
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= 60 ? line : `${line.slice(0, 60)}…`;
}

/** An object can say itself how it is printed. */
export const printed = Symbol("printed");

function format(value: unknown, depth: number, above: readonly object[]): string {
  switch (typeof value) {
    case "number":
      return formatNumber(value);
    case "string":
      return JSON.stringify(cut(value, 200));
    case "bigint":
      return cut(`${value}n`, 200);
    case "symbol":
      return String(value);
    case "function":
      return `function ${cut(String(value.name), 100)}`;
    case "object":
      return value === null ? "null" : guarded(value, depth, above);
    default:
      return String(value);
  }
}

/** Proxies and getters may throw: then this part, and only this part, cannot be shown. */
function guarded(value: object, depth: number, above: readonly object[]): string {
  if (above.includes(value)) return "(cycle)";
  try {
    return formatObject(value, depth, [...above, value]);
  } catch {
    return "(cannot be shown)";
  }
}

function formatObject(value: object, depth: number, above: readonly object[]): string {
  const own = (value as { [printed]?: unknown })[printed];
  if (typeof own === "function") return String(own.call(value)).replaceAll("\n", `\n${" ".repeat(depth)}`);
  if (value instanceof Error) return `${value.name}: ${cut(String(value.message), 500)}`;
  if (isList(value)) return formatList(value, depth, above);
  if (depth >= deepest) return "{…}";
  if (value instanceof Map) {
    const pairs = takeFrom(value, ([key, item]) => `${inside(key)} → ${inside(item)}`);
    return `Map {${pairs}}`;
  }
  if (value instanceof Set) return `Set {${takeFrom(value, inside)}}`;
  if (value instanceof Date) return String(value);
  const keys = Object.keys(value);
  const shown = keys.slice(0, mostItems).map((key) => `${cut(key, 100)}: ${property(value, key)}`);
  if (keys.length > mostItems) shown.push("…");
  return shown.length === 0 ? "{}" : `{ ${shown.join(", ")} }`;

  function inside(item: unknown): string {
    return format(item, depth + 1, above);
  }

  function property(of: object, key: string): string {
    try {
      return inside((of as Record<string, unknown>)[key]);
    } catch {
      return "(cannot be shown)";
    }
  }
}

function takeFrom<T>(items: Iterable<T>, show: (item: T) => string): string {
  const shown: string[] = [];
  for (const item of items) {
    if (shown.length === mostItems) {
      shown.push("…");
      break;
    }
    shown.push(show(item));
  }
  return shown.length === 0 ? "" : ` ${shown.join(", ")} `;
}

function isList(value: object): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function formatList(list: ArrayLike<unknown>, depth: number, above: readonly object[]): string {
  if (list.length === 0) return "[]";
  if (depth >= deepest) return "[…]";
  if (isMatrix(list)) return formatMatrix(list, depth);
  const items: string[] = [];
  for (let i = 0; i < Math.min(list.length, mostItems); i++) items.push(format(list[i], depth + 1, above));
  if (list.length > mostItems) items.push(`… ${list.length} items`);
  const nested = items.some((item) => item.includes("\n"));
  return nested ? `[${items.join(`,\n${" ".repeat(depth + 1)}`)}]` : `[${items.join(", ")}]`;
}

/** Rows of numbers, all as long as the first. */
function isMatrix(list: ArrayLike<unknown>): list is ArrayLike<ArrayLike<number>> {
  const first = list[0];
  if (list.length < 2 || typeof first !== "object" || first === null || !isList(first) || first.length === 0)
    return false;
  for (let i = 0; i < Math.min(list.length, mostItems); i++) {
    const row = list[i];
    if (typeof row !== "object" || row === null || !isList(row) || row.length !== first.length) return false;
    for (let j = 0; j < Math.min(row.length, mostItems); j++) if (typeof row[j] !== "number") return false;
  }
  return true;
}

/** One row a line, columns aligned to the right. */
function formatMatrix(rows: ArrayLike<ArrayLike<number>>, depth: number): string {
  const height = Math.min(rows.length, mostItems);
  const width = Math.min(rows[0].length, mostItems);
  const cells = Array.from({ length: height }, (_, i) =>
    Array.from({ length: width }, (_, j) => formatNumber(rows[i][j])),
  );
  const widths = Array.from({ length: width }, (_, j) => Math.max(...cells.map((row) => row[j].length)));
  const more = rows[0].length > width ? ", …" : "";
  const lines = cells.map((row) => `[${row.map((cell, j) => cell.padStart(widths[j])).join(", ")}${more}]`);
  if (rows.length > height) lines.push(`… ${rows.length} rows`);
  return `[${lines.join(`,\n${" ".repeat(depth + 1)}`)}]`;
}

/** The text, or its beginning and how long it was. */
export function cut(text: string, longest = longestText): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}
