import type { FromPage } from "../protocol";
import { paintRasters } from "./chart-raster";
import type { KeyEntry, Scene, Shape } from "./chart-scene";
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

/** Saves a picture as it is seen in the present theme, or its numbers. */
export async function savePicture(
  picture: Picture,
  kind: FileKind,
  place: Element,
  width: number,
  save: SaveFile,
): Promise<void> {
  const name = `${fileName(picture.title)}.${kind}`;
  if (kind === "csv") {
    // A byte order mark tells spreadsheets that the text is UTF-8.
    save({ type: "saveFile", name, kind, content: `\uFEFF${csvOf(picture.data())}` });
    return;
  }
  const svg = pictureFile(picture, place, width);
  if (kind === "svg") save({ type: "saveFile", name, kind, content: svg.source });
  else save({ type: "saveFile", name, kind, content: await bitmap(svg) });
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
  const [width, height] = [inner + 2 * margin, Math.ceil(plotTop + scene.height + margin)];
  const paint = painter(place);
  const font = getComputedStyle(place).fontFamily;
  const source = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${escaped(font)}" font-size="12">`,
    `<title>${escaped(picture.title)}</title><desc>${escaped([picture.summary, ...picture.notes].join(" "))}</desc>`,
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
    ...scene.shapes.map((shape) => shapeSource(shape, paint)),
    "</g></svg>",
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

function shapeSource(shape: Shape, paint: Paint): string {
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
    shape.clip ? ' clip-path="url(#frame)"' : "",
  ];
  return `<path ${attributes.join("")}/>`;
}

function clipSource({ frame }: Scene): string {
  return `<clipPath id="frame"><rect x="${frame.left}" y="${frame.top}" width="${frame.width}" height="${frame.height}"/></clipPath>`;
}

function pixelSource(scene: Scene, place: Element): string {
  if (scene.rasters.length === 0) return "";
  const canvas = document.createElement("canvas");
  paintRasters(canvas, scene, place, density);
  const size = `width="${canvas.width / density}" height="${canvas.height / density}"`;
  return `<image ${size} href="${canvas.toDataURL("image/png")}"/>`;
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
