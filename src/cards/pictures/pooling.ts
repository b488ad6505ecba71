import { element, escapeXml, group, picture, text } from "../../drawing";
import type { CardPicture } from "../card";
import type { Choose } from "../fact";
import { outputSize, type WindowAxis } from "../facts/window";
import { paddingFor } from "./window";

/** Fixed small numbers, so that the same line shows the same picture. */
const values = [
  1, 1, 2, 4, 0, 3, 5, 6, 7, 8, 2, 1, 3, 2, 1, 0, 4, 6, 1, 2, 3, 4, 9, 5, 2, 7, 0, 5, 3, 8, 1, 6, 4, 2, 0, 7,
];
const colours = ["c1", "c2", "c3", "c4"] as const;

interface Grid {
  readonly size: number;
  readonly out: number;
}

/** Real numbers pooled by this very window, for square windows of two axes that fit into the picture. */
export function poolingPicture(
  kind: "max" | "mean",
  window: readonly WindowAxis[],
  t: Choose,
): CardPicture | undefined {
  const [axis, across] = window;
  if (axis === undefined || across === undefined || window.length !== 2) return undefined;
  if (JSON.stringify(axis) !== JSON.stringify(across) || axis.dilation !== 1 || axis.ceil) return undefined;
  const size = axis.padding === "same" ? 2 * axis.stride : 2 * axis.stride - axis.stride + axis.kernel;
  if (size > 6 || size < 2) return undefined;
  const grid: Grid = { size, out: outputSize(size, axis) };
  if (paddingFor(size, axis).some((value) => value > 0) || grid.out !== 2) return undefined;
  const input = at(grid.size);
  const output = pooled(kind, input, grid, axis);
  const cell = Math.min(24, 100 / size);
  const left = 12 + size * cell + 46;
  const top = 6 + (100 - grid.out * cell) / 2;
  const svg = picture(
    420,
    112,
    drawGrid(input, 12, 6, cell, (y, x) => owner(y, x, axis)),
    element("path", { d: `M${left - 36} 56h22m-5 -4l5 4l-5 4`, class: "axis", fill: "none" }),
    drawGrid(output, left, top, cell, (y, x) => y * 2 + x),
    text(left + grid.out * cell + 14, 52, `${size} × ${size} → ${grid.out} × ${grid.out}`, {
      "font-weight": 600,
    }),
    text(
      left + grid.out * cell + 14,
      68,
      kind === "max" ? t("the largest stays", "留下最大的") : t("the mean stays", "留下平均值"),
      {
        class: "tick",
      },
    ),
  );
  const rows = output.map((row) => row.join(" ")).join(" / ");
  const alt = t(
    `A ${size} × ${size} grid of numbers pooled to ${rows}.`,
    `${size} × ${size} 个数池化成 ${rows}。`,
  );
  return { svg, alt };
}

function at(size: number): number[][] {
  return Array.from({ length: size }, (_, y) => values.slice(y * size, (y + 1) * size));
}

function pooled(kind: "max" | "mean", input: readonly number[][], grid: Grid, axis: WindowAxis): number[][] {
  return Array.from({ length: grid.out }, (_, y) =>
    Array.from({ length: grid.out }, (_, x) => {
      const inside = input
        .slice(y * axis.stride, y * axis.stride + axis.kernel)
        .flatMap((row) => row.slice(x * axis.stride, x * axis.stride + axis.kernel));
      if (kind === "max") return Math.max(...inside);
      return Math.round((inside.reduce((sum, value) => sum + value, 0) / inside.length) * 10) / 10;
    }),
  );
}

/** The first of the four windows that holds a cell; undefined between windows. */
function owner(y: number, x: number, axis: WindowAxis): number | undefined {
  for (let i = 0; i < 4; i++) {
    const dy = y - Math.floor(i / 2) * axis.stride;
    const dx = x - (i % 2) * axis.stride;
    if (dy >= 0 && dy < axis.kernel && dx >= 0 && dx < axis.kernel) return i;
  }
  return undefined;
}

function drawGrid(
  numbers: readonly number[][],
  left: number,
  top: number,
  cell: number,
  colourOf: (y: number, x: number) => number | undefined,
): string {
  const cells = numbers.flatMap((row, y) =>
    row.map((value, x) => {
      const which = colourOf(y, x);
      const colour = which === undefined ? undefined : colours[which];
      const size = {
        x: left + x * cell + 1,
        y: top + y * cell + 1,
        width: cell - 2,
        height: cell - 2,
        rx: 2,
      };
      const middle = { x: left + (x + 0.5) * cell, y: top + (y + 0.5) * cell + cell * 0.18 };
      return (
        element("rect", {
          ...size,
          class: colour === undefined ? undefined : `${colour}-fill`,
          fill: "none",
          "fill-opacity": 0.22,
        }) +
        element(
          "text",
          { ...middle, "text-anchor": "middle", fill: "currentColor", "font-size": Math.max(9, cell * 0.52) },
          escapeXml(String(value)),
        )
      );
    }),
  );
  return group({}, ...cells);
}
