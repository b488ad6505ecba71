import type { Cell } from "../lab/outputs";
import type { DataTable } from "./chart-data";

/** The whole table by RFC 4180: lines end with CR LF, texts stand in quotes, numbers in full. */
export function csvOf({ columns, parts }: DataTable): string {
  const lines = [columns.map(quoted).join(",")];
  for (const { length, row } of parts) {
    for (let i = 0; i < length; i++) lines.push(row(i).map(field).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

function field(cell: Cell): string {
  if (cell === null) return "";
  return typeof cell === "string" ? quoted(cell) : String(cell);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
