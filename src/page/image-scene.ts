import type { ImageSpec } from "../lab/outputs";
import { fitted } from "./chart-labels";
import type { Box, Fact, Measure, Raster, Scene, Shape, Track } from "./chart-scene";
import { path, rectangle, text } from "./chart-shapes";
import { evenRows } from "./even-rows";
import { extentOf, shortNumber } from "./number-text";
import type { Strings } from "./strings";

type Rows = readonly (readonly number[])[];

/** Up to this many cells a matrix can carry numbers. */
const mostNumbered = 400;
const cellHeight = 28;
const gap = 12;
const captionHeight = 18;
/** Side of a picture in pixels, one of fine pixels, and one among several. */
const [usual, large, small] = [112, 196, 72];

/** Greys, black for the low end and white for the high end. */
export function imageRange(spec: ImageSpec): readonly [number, number] {
  const tiles = "values" in spec ? [spec.values] : spec.images.map(({ values }) => values);
  return spec.range ?? extentOf(tiles.flat(2)) ?? [0, 1];
}

/** A single image has its own size; several fill the `width` row by row. */
export function imageScene(spec: ImageSpec, width: number, measure: Measure, strings: Strings): Scene {
  const range = imageRange(spec);
  const tiles = "values" in spec ? [{ values: spec.values, caption: undefined }] : spec.images;
  const even = tiles.map(({ values, caption }) => ({ values: evenRows(values), caption }));
  const sizes = even.map(({ values }) => sizeOf(values, spec, measure));
  const most = {
    width: Math.max(1, ...sizes.map((size) => size.width)),
    height: Math.max(1, ...sizes.map((size) => size.height)),
  };
  const captioned = even.some(({ caption }) => caption !== undefined);
  const step = { x: most.width + gap, y: most.height + (captioned ? captionHeight + 8 : gap) };
  // Rows of about the same length, without one picture left over at the end.
  const least = Math.ceil(even.length / Math.max(1, Math.floor((width + gap) / step.x)));
  const perRow = Math.max(1, Math.ceil(even.length / Math.max(1, least)));
  const parts = even.map((tile, n) => {
    const size = sizes[n] ?? most;
    const left = (n % perRow) * step.x + (most.width - size.width) / 2;
    const box = { left: left + 0.5, top: Math.floor(n / perRow) * step.y + 0.5, ...size };
    return { ...tile, box, middle: (n % perRow) * step.x + most.width / 2 };
  });
  const rows = Math.ceil(even.length / perRow);
  const whole = { width: perRow * step.x - gap + 1, height: rows * step.y - (captioned ? 8 : gap) + 1 };
  return {
    ...whole,
    frame: { left: 0, top: 0, ...whole },
    rasters: parts.flatMap(({ values, box }) =>
      isNumbered(values, spec) ? [] : [rasterOf(values, box, range)],
    ),
    shapes: parts.flatMap((part) => [
      ...(isNumbered(part.values, spec) ? cellShapes(part.values, part.box, range) : []),
      path(rectangle(part.box), { stroke: "var(--line)", width: 1 }),
      ...captionShapes(part.caption, part.middle, part.box.top + most.height + 12, step.x - 4, measure),
    ]),
    key: [],
    tracks: parts.flatMap(({ values, box, caption }) => tracksOf(values, box, caption, strings)),
  };
}

function isNumbered(values: Rows, spec: ImageSpec): boolean {
  return spec.numbers === true && values.length * (values[0]?.length ?? 0) <= mostNumbered;
}

function sizeOf(values: Rows, spec: ImageSpec, measure: Measure): Pick<Box, "width" | "height"> {
  const rows = Math.max(1, values.length);
  const columns = Math.max(1, values[0]?.length ?? 1);
  if (isNumbered(values, spec)) {
    const longest = Math.max(0, ...values.flat().map((value) => measure(shortNumber(value, 3))));
    return { width: columns * Math.max(cellHeight, longest + 10), height: rows * cellHeight };
  }
  const side = "images" in spec ? small : columns > 28 ? large : usual;
  const width = Math.min(side, (side * columns) / Math.max(1, rows / 2));
  return { width, height: Math.min(2 * side, (width * rows) / columns) };
}

function rasterOf(values: Rows, box: Box, [low, high]: readonly [number, number]): Raster {
  return {
    box,
    rows: values.length,
    columns: values[0]?.length ?? 0,
    values: Float64Array.from(values.flat()),
    colours: { kind: "grey", low: high > low ? low : low - 1, high: high > low ? high : low + 1 },
    mirrored: { x: false, y: false },
  };
}

/** Cells of one shade are one path; each carries its number in black or white. */
function cellShapes(values: Rows, box: Box, [low, high]: readonly [number, number]): Shape[] {
  const width = box.width / Math.max(1, values[0]?.length ?? 1);
  const height = box.height / Math.max(1, values.length);
  const shapes: Shape[] = [];
  const numbers: Shape[] = [];
  values.forEach((row, i) => {
    row.forEach((value, j) => {
      const part = high > low ? (value - low) / (high - low) : 0.5;
      const grey = Number.isFinite(value) ? Math.round(255 * Math.min(1, Math.max(0, part))) : 128;
      const cell = { left: box.left + j * width, top: box.top + i * height, width, height };
      shapes.push(
        path(rectangle(cell), { fill: `rgb(${grey}, ${grey}, ${grey})`, stroke: "var(--line)", width: 0.5 }),
      );
      const fill = grey > 127 ? "#000" : "#fff";
      const middle = { x: cell.left + width / 2, y: cell.top + height / 2 };
      numbers.push(text(middle.x, middle.y, shortNumber(value, 3), "middle", { fill }));
    });
  });
  return [...shapes, ...numbers];
}

function captionShapes(
  caption: string | undefined,
  x: number,
  y: number,
  room: number,
  measure: Measure,
): Shape[] {
  return caption === undefined
    ? []
    : [text(x, y, fitted(caption, room, measure), "middle", { fill: "var(--ink)" })];
}

/** Each row of pixels is a series. */
function tracksOf(values: Rows, box: Box, caption: string | undefined, strings: Strings): Track[] {
  const columns = values[0]?.length ?? 0;
  const [width, height] = [box.width / Math.max(1, columns), box.height / Math.max(1, values.length)];
  return values.map((row, i) => ({
    label: caption,
    length: columns,
    x: (j) => box.left + (j + 0.5) * width,
    y: () => box.top + (i + 0.5) * height,
    box: (j) => ({ left: box.left + j * width, top: box.top + i * height, width, height }),
    facts: (j): readonly Fact[] => [
      { name: strings.chart.row, value: String(i) },
      { name: strings.chart.column, value: String(j) },
      { name: strings.chart.value, value: shortNumber(row[j] ?? Number.NaN) },
    ],
  }));
}
