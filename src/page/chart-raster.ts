import type { Raster, RasterColours, Scene } from "./chart-scene";
import { mixed, type Rgb, resolvedColour } from "./series-colour";

/** So many steps between two colours cannot be told from a continuous change. */
const shades = 256;

/** Paints all grids of a picture on one canvas as large as the picture; `density` is pixels of the canvas per pixel. */
export function paintRasters(canvas: HTMLCanvasElement, scene: Scene, place: Element, density: number): void {
  resize(canvas, Math.ceil(scene.width * density), Math.ceil(scene.height * density));
  const context = canvas.getContext("2d");
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingEnabled = false;
  for (const raster of scene.rasters) {
    const { left, top, width, height } = raster.box;
    const small = bitmap(raster, place, density);
    if (small) context.drawImage(small, left * density, top * density, width * density, height * density);
  }
}

/** A canvas of a new size is a new one to the browser: many times a second that is dear. */
function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** Where a grid is painted before it is put in its place. */
let workbench: HTMLCanvasElement | undefined;

/** One pixel for each cell; bands, whose edges are curves, in as many pixels as the screen has for them. */
function bitmap(raster: Raster, place: Element, density: number): HTMLCanvasElement | undefined {
  if (raster.rows === 0 || raster.columns === 0) return undefined;
  const { levels, box } = raster;
  workbench ??= document.createElement("canvas");
  const canvas = workbench;
  resize(
    canvas,
    levels ? Math.max(1, Math.round(box.width * density)) : raster.columns,
    levels ? Math.max(1, Math.round(box.height * density)) : raster.rows,
  );
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  const picture = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(picture.data.buffer);
  const palette = paletteOf(raster.colours, place);
  if (levels) paintBands(pixels, canvas.width, canvas.height, raster, levels, palette);
  else paintCells(pixels, raster, palette);
  context.putImageData(picture, 0, 0);
  return canvas;
}

function paintCells(pixels: Uint32Array, raster: Raster, palette: Uint32Array): void {
  const { rows, columns, values, mirrored } = raster;
  const { low, high } = rangeOf(raster.colours);
  const factor = high > low ? (shades - 1) / (high - low) : 0;
  let at = 0;
  for (let row = 0; row < rows; row++) {
    const from = (mirrored.y ? rows - 1 - row : row) * columns;
    for (let column = 0; column < columns; column++, at++) {
      const value = values[from + (mirrored.x ? columns - 1 - column : column)] as number;
      if (!Number.isFinite(value)) continue;
      const shade = Math.round((value - low) * factor);
      pixels[at] = palette[shade < 0 ? 0 : shade >= shades ? shades - 1 : shade] as number;
    }
  }
}

/** Heights between the samples are interpolated in both directions. */
function paintBands(
  pixels: Uint32Array,
  width: number,
  height: number,
  raster: Raster,
  levels: readonly number[],
  palette: Uint32Array,
): void {
  const { rows, columns, values, mirrored } = raster;
  const colours = Array.from(
    { length: levels.length + 1 },
    (_, band) => palette[Math.round((band / Math.max(1, levels.length)) * (shades - 1))] as number,
  );
  let at = 0;
  for (let i = 0; i < height; i++) {
    const rowPart = ((mirrored.y ? height - 1 - i : i) / Math.max(1, height - 1)) * (rows - 1);
    const row = Math.min(Math.max(0, rows - 2), Math.floor(rowPart));
    const down = rowPart - row;
    const first = row * columns;
    const second = Math.min(rows - 1, row + 1) * columns;
    let band = 0;
    for (let j = 0; j < width; j++, at++) {
      const columnPart = ((mirrored.x ? width - 1 - j : j) / Math.max(1, width - 1)) * (columns - 1);
      const column = Math.min(Math.max(0, columns - 2), Math.floor(columnPart));
      const right = columnPart - column;
      const next = Math.min(columns - 1, column + 1);
      const top = (values[first + column] as number) * (1 - right) + (values[first + next] as number) * right;
      const bottom =
        (values[second + column] as number) * (1 - right) + (values[second + next] as number) * right;
      const value = top * (1 - down) + bottom * down;
      if (!Number.isFinite(value)) continue;
      // Neighbouring pixels are mostly in the same band.
      while (band < levels.length && value >= (levels[band] as number)) band++;
      while (band > 0 && value < (levels[band - 1] as number)) band--;
      pixels[at] = colours[band] as number;
    }
  }
}

function rangeOf(colours: RasterColours): { readonly low: number; readonly high: number } {
  return colours.kind === "two-sided"
    ? { low: colours.middle - colours.reach, high: colours.middle + colours.reach }
    : colours;
}

/** The shades from the low to the high end, as the four bytes of a pixel. */
function paletteOf(colours: RasterColours, place: Element): Uint32Array {
  const bytes = new Uint8ClampedArray(4 * shades);
  const shade = colours.kind === "grey" ? greys : themeShades(colours, place);
  for (let i = 0; i < shades; i++) bytes.set([...shade(i / (shades - 1)), 255], 4 * i);
  return new Uint32Array(bytes.buffer);
}

function greys(part: number): Rgb {
  return [255 * part, 255 * part, 255 * part];
}

function themeShades(
  colours: Exclude<RasterColours, { kind: "grey" }>,
  place: Element,
): (part: number) => Rgb {
  const background = resolvedColour("var(--chart-background)", place);
  const first = resolvedColour("var(--c1)", place);
  const second = resolvedColour("var(--c2)", place);
  return (part) => {
    const side = 2 * part - 1;
    return colours.kind === "one-sided"
      ? mixed(first, background, (0.06 + 0.94 * part) * colours.strength)
      : mixed(side < 0 ? first : second, background, Math.abs(side) * colours.strength);
  };
}
