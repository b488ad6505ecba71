import * as Plot from "@observablehq/plot";
import type { HeatMark } from "../lab/outputs";
import type { Range } from "./chart-axes";
import { extentOf } from "./number-text";
import { mixed, resolvedColour } from "./series-colour";

/** Widest and highest picture of a matrix, in pixels. */
const largest = 340;

/** Left and right, bottom and top edge. Without ranges, cells stand around whole numbers that count from the top. */
export function heatEdges(heat: HeatMark): { readonly x: Range; readonly y: Range } {
  const rows = heat.values.length;
  const columns = heat.values[0]?.length ?? 0;
  return { x: heat.x ?? [-0.5, columns - 0.5], y: heat.y ?? [rows - 0.5, -0.5] };
}

/** Cells of a matrix are squares; a plane of two features is a square. `inner` is the width that there is. */
export function heatSize(heat: HeatMark, inner: number): { readonly width: number; readonly height: number } {
  const rows = Math.max(1, heat.values.length);
  const columns = Math.max(1, heat.values[0]?.length ?? 1);
  const ratio = heat.x && heat.y ? 1 : Math.min(2, Math.max(0.4, rows / columns));
  const width = Math.min(inner, largest / Math.max(1, ratio));
  return { width, height: Math.max(60, width * ratio) };
}

/** Whole numbers for so many rows or columns: all of them, or every second, fifth … as there is room. */
export function cellTicks(count: number, room: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((candidate) => count / candidate <= 2 * room) ?? 200;
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

/** The cells, in rows of equal length, and the line of the boundary over them. */
export function heatMarks(heat: HeatMark, place: Element): Plot.Markish[] {
  const { x, y } = heatEdges(heat);
  const width = heat.values[0]?.length ?? 0;
  const height = heat.values.length;
  if (width === 0) return [];
  const flat = heat.values.flat();
  const colour = heatColours(flat, heat.boundary, place);
  const box = { width, height, x1: x[0], x2: x[1], y1: y[1], y2: y[0] };
  const fill = { value: flat.map(colour), scale: null };
  const cells = Plot.raster(flat, { ...box, fill, imageRendering: "pixelated" } as Plot.RasterOptions);
  if (heat.boundary === undefined || width < 2 || height < 2) return [cells];
  const boundary = Plot.contour(flat, {
    ...box,
    interpolate: "none",
    thresholds: [heat.boundary],
    stroke: "var(--chart-ink)",
    strokeWidth: 2,
    clip: true,
  } as Plot.ContourOptions);
  // The line also runs around the area that it encloses: its part on the edge of the picture is covered.
  return [cells, boundary, Plot.frame({ stroke: "var(--chart-background)", strokeWidth: 3 })];
}

/**
 * From the background to one colour; with a boundary, or with values on both sides of 0, from the first
 * colour over the background to the second. Null, where there is no number, leaves the cell empty. A bitmap needs the colours' values, so they are looked up at `place`.
 */
function heatColours(
  values: readonly number[],
  boundary: number | undefined,
  place: Element,
): (value: number) => string | null {
  const [low, high] = extentOf(values) ?? [0, 1];
  const background = resolvedColour("var(--chart-background)", place);
  const first = resolvedColour("var(--c1)", place);
  const second = resolvedColour("var(--c2)", place);
  if (boundary === undefined && low >= 0) {
    return (value) =>
      Number.isFinite(value) ? mixed(first, background, 0.06 + 0.94 * share(value - low, high - low)) : null;
  }
  const middle = boundary ?? 0;
  const reach = Math.max(high - middle, middle - low);
  // Points and lines must stand out from a plane behind them.
  const strength = boundary === undefined ? 0.95 : 0.55;
  return (value) => {
    if (!Number.isFinite(value)) return null;
    return mixed(
      value < middle ? first : second,
      background,
      strength * share(Math.abs(value - middle), reach),
    );
  };
}

function share(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
}
