import { html, type TemplateResult } from "lit";
import type { Cell } from "../lab/outputs";
import { cellNumber } from "./number-text";

/** A table of numbers and texts; numbers stand right-aligned. `caption` names it for screen readers. */
export function tableTemplate(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): TemplateResult {
  const numeric = columns.map((_, i) => rows.some((row) => typeof row[i] === "number"));
  const kind = (i: number): string => (numeric[i] ? "number" : "");
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <thead>
        <tr>${columns.map((name, i) => html`<th scope="col" class=${kind(i)}>${name}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr>${row.map((cell, i) => html`<td class=${kind(i)}>${cellText(cell)}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return cellNumber(cell);
  return typeof cell === "boolean" ? (cell ? "✓" : "✗") : cell;
}
