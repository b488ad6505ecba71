import type { FromPage } from "../protocol";
import type { DataTable } from "./chart-data";
import { paintRasters } from "./chart-raster";
import type { KeyEntry, Raster, Scene, Shape } from "./chart-scene";
import { csvOf } from "./csv";
import type { FileKind } from "./figure-foot";
import type { Picture } from "./picture";
import { resolvedColour } from "./series-colour";
import { textWidth } from "./text-width";

/** Hands a file to the editor, which asks where to put it. */
export type SaveFile = (file: Extract<FromPage, { type: "saveFile" }>) => void;

/** Pixels of a saved bitmap for each pixel of the picture. */
const density = 2;
const margin = 16;
const titleSize = 14;
/** Pixels of the strip that shows which colour is which number. */
const strip = { width: 96, height: 10 };

/** Saves a picture as it is seen in the present theme, or its numbers. */
export async function savePicture(
  picture: Picture,
  kind: FileKind,
  place: Element,
  width: number,
  save: SaveFile,
): Promise<void> {
  if (kind === "csv") {
    saveTable(picture.name, picture.data(), save);
    return;
  }
  const name = `${fileName(picture.name)}.${kind}`;
  const svg = pictureFile(picture, place, width);
  if (kind === "svg") save({ type: "saveFile", name, kind, content: svg.source });
  else save({ type: "saveFile", name, kind, content: await bitmap(svg) });
}

/** Saves numbers and texts as a file for spreadsheets. */
export function saveTable(title: string, table: DataTable, save: SaveFile): void {
  // A byte order mark tells spreadsheets that the text is UTF-8.
  const content = `\uFEFF${csvOf(table)}`;
  save({ type: "saveFile", name: `${fileName(title)}.csv`, kind: "csv", content });
}

/** The title as the name of a file: without what some system forbids in names. */
export function fileName(title: string): string {
  const name = Array.from(title.normalize("NFC").replace(/[\p{C}\\/:*?"<>|]+/gu, " "))
    .slice(0, 60)
    .join("")
    .replace(/\s+/g, " ")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  return name === "" ? "figure" : name;
}

interface SvgFile {
  readonly source: string;
  readonly width: number;
  readonly height: number;
}

/** A file that needs nothing else: title, key and ground included, colours resolved, pixels embedded. */
function pictureFile(picture: Picture, place: Element, room: number): SvgFile {
  const scene = picture.scene(room, textWidth);
  const inner = Math.max(scene.width, 200);
  const title = wrapped(picture.title, inner, (text) => (textWidth(text) * titleSize * 1.06) / 12);
  const keys = keyRows(scene.key, inner);
  const top = margin + title.length * 19 + 6;
  const plotTop = top + keys.length * 20 + (keys.length > 0 ? 4 : 0);
  const stripTop = plotTop + scene.height + 8;
  const bottom =
    picture.colours && scene.rasters.length > 0 ? stripTop + strip.height : plotTop + scene.height;
  const [width, height] = [inner + 2 * margin, Math.ceil(bottom + margin)];
  const paint = painter(place);
  const font = getComputedStyle(place).fontFamily;
  const source = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${escaped(font)}" font-size="12">`,
    `<title>${escaped(picture.name)}</title><desc>${escaped([picture.summary, ...picture.notes].join(" "))}</desc>`,
    `<rect width="${width}" height="${height}" fill="${paint("var(--chart-background)")}"/>`,
    ...title.map(
      (line, i) =>
        `<text x="${margin}" y="${margin + 14 + i * 19}" font-size="${titleSize}" font-weight="600" fill="${paint("var(--ink-strong)")}">${escaped(line)}</text>`,
    ),
    ...keys.flatMap((row, i) =>
      row.map(({ entry, x }) => {
        const at = `translate(${margin + x} ${top + i * 20 + 2})`;
        const label = `<text x="26" y="9" fill="${paint("var(--ink)")}">${escaped(entry.label)}</text>`;
        return `<g transform="${at}">${entry.sign.map((shape) => shapeSource(shape, paint)).join("")}${label}</g>`;
      }),
    ),
    `<g transform="translate(${margin} ${plotTop})">`,
    clipSource(scene),
    pixelSource(scene, place),
    ...scene.shapes.map((shape) => shapeSource(shape, paint, frameName(scene))),
    "</g>",
    colourStrip(picture, scene, place, paint, stripTop),
    "</svg>",
  ].join("\n");
  return { source, width, height };
}

type Paint = (colour: string) => string;

/** Roles become the present theme's colours. */
function painter(place: Element): Paint {
  const known = new Map<string, string>();
  return (colour) => {
    if (!colour.startsWith("var(")) return colour;
    const value = known.get(colour) ?? `rgb(${resolvedColour(colour, place).join(",")})`;
    known.set(colour, value);
    return value;
  };
}

function shapeSource(shape: Shape, paint: Paint, frame = ""): string {
  if (shape.kind === "text") {
    const rim = shape.rim
      ? ` stroke="${paint("var(--chart-background)")}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`
      : "";
    const weight = shape.strong ? ' font-weight="600"' : "";
    return `<text x="${shape.x}" y="${shape.y}" dy="0.35em" text-anchor="${shape.anchor}" font-size="${shape.size}" fill="${paint(shape.fill)}"${weight}${rim}>${escaped(shape.text)}</text>`;
  }
  const attributes = [
    `d="${shape.d}" fill="${shape.fill ? paint(shape.fill) : "none"}"`,
    shape.opacity === undefined ? "" : ` fill-opacity="${shape.opacity}"`,
    shape.stroke === undefined ? "" : ` stroke="${paint(shape.stroke)}" stroke-width="${shape.width ?? 1}"`,
    shape.stroke === undefined ? "" : ' stroke-linejoin="round"',
    shape.strength === undefined ? "" : ` stroke-opacity="${shape.strength}"`,
    shape.dash === undefined ? "" : ` stroke-dasharray="${shape.dash}"`,
    shape.clip ? ` clip-path="url(#${frame})"` : "",
  ];
  return `<path ${attributes.join("")}/>`;
}

/** Several drawings in one document share its names: equal ones have to mean equal frames. */
function frameName({ frame: { left, top, width, height } }: Scene): string {
  return `frame-${[left, top, width, height].map(Math.round).join("-")}`;
}

function clipSource(scene: Scene): string {
  const { frame } = scene;
  return `<clipPath id="${frameName(scene)}"><rect x="${frame.left}" y="${frame.top}" width="${frame.width}" height="${frame.height}"/></clipPath>`;
}

function pixelSource(scene: Scene, place: Element): string {
  if (scene.rasters.length === 0) return "";
  const canvas = document.createElement("canvas");
  paintRasters(canvas, scene, place, density);
  const size = `width="${canvas.width / density}" height="${canvas.height / density}"`;
  return `<image ${size} href="${canvas.toDataURL("image/png")}"/>`;
}

/** The picture's own colours from its lowest number to its highest, with both beside them. */
function colourStrip(picture: Picture, scene: Scene, place: Element, paint: Paint, top: number): string {
  const { colours } = picture;
  const [raster] = scene.rasters;
  if (!colours || !raster) return "";
  const [low, high] = colours.extent;
  const columns = raster.levels ? 2 : strip.width;
  const values = Float64Array.from({ length: columns }, (_, i) => low + (i / (columns - 1)) * (high - low));
  const box = { left: 0, top: 0, width: strip.width, height: strip.height };
  const mirrored = { x: false, y: false };
  const colourBar: Raster = { ...raster, box, rows: 1, columns, values, mirrored };
  const bar: Scene = { ...scene, width: strip.width, height: strip.height, rasters: [colourBar] };
  const fill = paint("var(--ink)");
  const left = margin + textWidth(colours.low) + 6;
  const middle = strip.height / 2;
  const label = (x: number, text: string): string =>
    `<text x="${x}" y="${middle}" dy="0.35em" fill="${fill}">${escaped(text)}</text>`;
  return `<g transform="translate(0 ${top})">${label(margin, colours.low)}<g transform="translate(${left} 0)">${pixelSource(bar, place)}</g>${label(left + strip.width + 6, colours.high)}</g>`;
}

function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Lines of words, or of Chinese characters, that have room in so many pixels. */
function wrapped(text: string, room: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? []) {
    if (line !== "" && measure((line + part).trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += part;
  }
  return [...lines, line.trimEnd()];
}

/** Entries from left to right, as many in a row as have room. */
function keyRows(key: readonly KeyEntry[], room: number): { entry: KeyEntry; x: number }[][] {
  const rows: { entry: KeyEntry; x: number }[][] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const entry of key) {
    const width = 26 + textWidth(entry.label) + 16;
    if (x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ entry, x });
    x += width;
  }
  return rows;
}

/** The picture as a PNG in base64. */
async function bitmap({ source, width, height }: SvgFile): Promise<string> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * density;
  canvas.height = height * density;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").replace(/^data:image\/png;base64,/, "");
}
