import { anything, checkName, listOf } from "./arguments";
import { refuse } from "./checks";
import { cut, formatValue } from "./format";
import type { Cell } from "./outputs";
import { label, Room } from "./room";
import { currentSession } from "./session";
import { t } from "./text";

const mostRows = 500;
const mostColumns = 40;

const texts = listOf(anything);
const tableRows = listOf(texts);

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
  checkName("table", id, "results");
  texts("table", "columns", columns);
  tableRows("table", "rows", rows);
  const width = Math.min(columns.length, mostColumns);
  if (rows.length > mostRows || columns.length > mostColumns) new Room(id).sayCutOff();
  const cells: Cell[][] = [];
  for (let i = 0; i < Math.min(rows.length, mostRows); i++) {
    cells[i] = [];
    for (let j = 0; j < width; j++) cells[i][j] = cell(rows[i][j]);
  }
  const names = Array.from(columns).slice(0, width).map(label);
  currentSession().emit({ type: "table", id: label(id), columns: names, rows: cells });
}

/** How much of the work is done, 0 to 1. */
export function progress(fraction: number, text = ""): void {
  if (typeof fraction !== "number") {
    refuse(
      "progress",
      t("the first argument", "第一个参数"),
      t("a number from 0 to 1", "0 到 1 之间的数"),
      fraction,
    );
  }
  const shown = fraction >= 0 ? Math.min(1, fraction) : 0;
  currentSession().emit({ type: "progress", fraction: shown, label: label(text) });
}

/** A claim that turns green or red. Checked more than once, it holds only if it always held. */
export function check(claim: string, holds: boolean, detail: unknown = ""): void {
  if (typeof holds !== "boolean") {
    refuse("check", t("the second argument", "第二个参数"), t("true or false", " true 或 false"), holds);
  }
  currentSession().emit({
    type: "check",
    claim: label(claim),
    holds,
    detail: cut(formatValue(detail), 500),
  });
}

function cell(value: unknown): Cell {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  return value === undefined ? null : cut(formatValue(value), 300);
}
