import { element, group, picture, text } from "../../drawing";
import type { CardPicture } from "../card";
import type { Choose } from "../fact";
import { outputSize, times, type WindowAxis } from "../facts/window";

/** Largest grid that is still legible beside its output. */
const mostCells = 16;
const tallest = 96;

/** An input that the window fits into a few times, so that its way of sliding can be seen. */
function sampleSize(axis: WindowAxis): number | undefined {
  const span = axis.dilation * (axis.kernel - 1) + 1;
  const padded = axis.padding === "same" ? 0 : axis.padding[0] + axis.padding[1];
  for (let size = Math.max(span + 2 * axis.stride - padded, span, 5); size >= 2; size--) {
    const out = outputSize(size, axis);
    if (size + padded <= mostCells && out >= 2) return size;
  }
  return undefined;
}

/** Padding of "same" for one size: the total needed, the smaller half before (Keras, TensorFlow, JAX). */
export function paddingFor(size: number, axis: WindowAxis): readonly [number, number] {
  if (axis.padding !== "same") return axis.padding;
  const span = axis.dilation * (axis.kernel - 1) + 1;
  const total = Math.max(0, (Math.ceil(size / axis.stride) - 1) * axis.stride + span - size);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

interface Strip {
  readonly axis: WindowAxis;
  readonly size: number;
  readonly padding: readonly [number, number];
  readonly out: number;
}

function stripOf(axis: WindowAxis): Strip | undefined {
  const size = sampleSize(axis);
  if (size === undefined) return undefined;
  const padding = paddingFor(size, axis);
  return { axis, size, padding, out: outputSize(size, axis) };
}

/** Input with its padding, the window's first two places, and the output; of one or two axes. */
export function windowPicture(window: readonly WindowAxis[], t: Choose): CardPicture | undefined {
  const [down, across] = window.length === 1 ? [undefined, window[0]] : window;
  if (across === undefined || window.length > 2) return undefined;
  const columns = stripOf(across);
  const rows = down === undefined ? undefined : stripOf(down);
  if (columns === undefined || (down !== undefined && rows === undefined)) return undefined;
  const high = rows === undefined ? 1 : rows.padding[0] + rows.size + rows.padding[1];
  const wide = columns.padding[0] + columns.size + columns.padding[1];
  const cell = Math.min(20, tallest / high, 200 / wide);
  const top = 8 + (tallest - cell * high) / 2;
  const input = drawInput(rows, columns, cell, top);
  const outLeft = 12 + cell * wide + 44;
  const output = drawOutput(rows, columns, cell, outLeft, 8 + (tallest - cell * (rows?.out ?? 1)) / 2);
  const arrowY = 8 + tallest / 2;
  const arrow = element("path", {
    d: `M${outLeft - 34} ${arrowY}h20m-5 -4l5 4l-5 4`,
    class: "axis",
    fill: "none",
  });
  const labelLeft = outLeft + cell * columns.out + 14;
  const sizes = (of: (strip: Strip) => number): string =>
    times(rows === undefined ? [of(columns)] : [of(rows), of(columns)]);
  const from = sizes((strip) => strip.size);
  const to = sizes((strip) => strip.out);
  const labels = [
    text(labelLeft, arrowY - 8, `${from} → ${to}`, { "font-weight": 600 }),
    text(
      labelLeft,
      arrowY + 9,
      padded(rows, columns) ? t("dashed: padding", "虚线：填充") : t("no padding", "没有填充"),
      {
        class: "tick",
      },
    ),
  ];
  const svg = picture(420, 112, input, arrow, output, ...labels);
  const alt = t(
    `A window slides over a ${from} input and makes a ${to} output.`,
    `窗口滑过 ${from} 的输入，得到 ${to} 的输出。`,
  );
  return { svg, alt };
}

function padded(rows: Strip | undefined, columns: Strip): boolean {
  return [rows, columns].some((strip) => strip !== undefined && strip.padding[0] + strip.padding[1] > 0);
}

function drawInput(rows: Strip | undefined, columns: Strip, cell: number, top: number): string {
  const cells: string[] = [];
  const [above, below] = rows?.padding ?? [0, 0];
  const [before, after] = columns.padding;
  const high = rows?.size ?? 1;
  for (let y = 0; y < above + high + below; y++) {
    for (let x = 0; x < before + columns.size + after; x++) {
      const inside = y >= above && y < above + high && x >= before && x < before + columns.size;
      cells.push(square(12 + x * cell, top + y * cell, cell, inside));
    }
  }
  const step = columns.axis.stride * cell;
  const second = columns.out > 1 ? frame(rows, columns, cell, top, step, "c2") : "";
  return group(
    {},
    ...cells,
    taps(rows, columns, cell, top),
    second,
    frame(rows, columns, cell, top, 0, "c1"),
  );
}

function square(x: number, y: number, cell: number, inside: boolean): string {
  return element("rect", {
    x: x + 0.5,
    y: y + 0.5,
    width: cell - 1,
    height: cell - 1,
    rx: 1.5,
    class: "axis",
    fill: inside ? "currentColor" : "none",
    "fill-opacity": inside ? 0.08 : undefined,
    "stroke-opacity": inside ? 0.35 : cell < 9 ? 0.5 : 0.8,
    "stroke-dasharray": inside ? undefined : cell < 9 ? "1 2" : "2 2",
  });
}

/** The cells that the window reads at its first place; with dilation there are gaps between them. */
function taps(rows: Strip | undefined, columns: Strip, cell: number, top: number): string {
  const dots: string[] = [];
  for (let j = 0; j < (rows?.axis.kernel ?? 1); j++) {
    for (let i = 0; i < columns.axis.kernel; i++) {
      const x = 12 + i * columns.axis.dilation * cell;
      const y = top + j * (rows?.axis.dilation ?? 1) * cell;
      dots.push(
        element("rect", {
          x: x + 1.5,
          y: y + 1.5,
          width: cell - 3,
          height: cell - 3,
          rx: 1,
          class: "c1-fill",
          "fill-opacity": 0.45,
        }),
      );
    }
  }
  return group({}, ...dots);
}

function frame(
  rows: Strip | undefined,
  columns: Strip,
  cell: number,
  top: number,
  shift: number,
  colour: "c1" | "c2",
): string {
  const span = (strip: Strip | undefined): number =>
    strip === undefined ? 1 : strip.axis.dilation * (strip.axis.kernel - 1) + 1;
  return element("rect", {
    x: 12 + shift,
    y: top,
    width: span(columns) * cell,
    height: span(rows) * cell,
    rx: 2,
    class: colour,
    fill: "none",
    "stroke-width": 2,
    "stroke-dasharray": colour === "c2" ? "4 3" : undefined,
  });
}

function drawOutput(
  rows: Strip | undefined,
  columns: Strip,
  cell: number,
  left: number,
  top: number,
): string {
  const cells: string[] = [];
  for (let y = 0; y < (rows?.out ?? 1); y++) {
    for (let x = 0; x < columns.out; x++) {
      cells.push(square(left + x * cell, top + y * cell, cell, true));
      const colour = y > 0 || x > 1 ? undefined : x === 0 ? "c1" : "c2";
      if (colour === undefined) continue;
      cells.push(
        element("rect", {
          x: left + x * cell + 1.5,
          y: top + y * cell + 1.5,
          width: cell - 3,
          height: cell - 3,
          rx: 1,
          class: `${colour}-fill`,
          "fill-opacity": colour === "c1" ? 0.6 : 0.35,
        }),
      );
    }
  }
  return group({}, ...cells);
}
