import type { ArrowsMark, ChartSpec } from "../lab/outputs";
import type { Scale } from "./chart-scale";
import type { Box, KeyEntry, Shape, Track } from "./chart-scene";
import { circle, line, path, px } from "./chart-shapes";
import { shortNumber } from "./number-text";
import { seriesColour } from "./series-colour";
import type { Strings } from "./strings";

/** Shortest arrow that still shows where it points, in pixels. */
const shortest = 4;

/**
 * Arrows of all marks are drawn to one scale: the longest just fill the distance to their neighbours. One in twenty
 * may be longer than that and is drawn as long as the others, so that a single steep place does not shrink the rest.
 */
export function arrowShapes(
  spec: ChartSpec,
  marks: readonly ArrowsMark[],
  x: Scale,
  y: Scale,
  frame: Box,
): Shape[] {
  const pixels = marks.map((mark) => pixelArrows(mark, x, y));
  const lengths = pixels
    .flatMap((arrows) => arrows.map(({ dx, dy }) => Math.hypot(dx, dy)))
    .sort((a, b) => a - b);
  const longest = lengths[Math.floor(0.95 * (lengths.length - 1))] ?? 0;
  const count = Math.max(1, ...marks.map((mark) => mark.x.length));
  const room = Math.min(48, 0.9 * Math.sqrt((frame.width * frame.height) / count));
  return pixels.map((arrows, n) => {
    let d = "";
    for (const arrow of arrows) d += arrowData(arrow, longest, room);
    return path(d, { stroke: arrowColour(spec, n), width: 1.4, clip: true });
  });
}

interface PixelArrow {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** On a logarithmic axis an arrow points to where its end would be. */
function pixelArrows(mark: ArrowsMark, xScale: Scale, yScale: Scale): PixelArrow[] {
  const arrows: PixelArrow[] = [];
  for (let i = 0; i < mark.x.length; i++) {
    const [x, y] = [mark.x[i] as number, mark.y[i] as number];
    const start = { x: xScale.at(x), y: yScale.at(y) };
    const dx = xScale.at(x + (mark.dx[i] as number)) - start.x;
    const dy = yScale.at(y + (mark.dy[i] as number)) - start.y;
    if (Number.isFinite(start.x + start.y + dx + dy)) arrows.push({ ...start, dx, dy });
  }
  return arrows;
}

function arrowData({ x, y, dx, dy }: PixelArrow, longest: number, room: number): string {
  const length = Math.hypot(dx, dy);
  if (length === 0 || longest === 0) return circle(x, y, 0.8);
  const drawn = Math.max(shortest, Math.min(1, length / longest) * room);
  const [ux, uy] = [dx / length, dy / length];
  const [tipX, tipY] = [x + ux * drawn, y + uy * drawn];
  const head = Math.min(5, drawn * 0.5);
  const wing = (side: number): string =>
    `${px(tipX - head * (ux + side * 0.55 * uy))} ${px(tipY - head * (uy - side * 0.55 * ux))}`;
  return `${line(x, y, tipX, tipY)}M${wing(1)}L${px(tipX)} ${px(tipY)}L${wing(-1)}`;
}

function arrowColour(spec: ChartSpec, index: number): string {
  return spec.heat || spec.contour?.filled
    ? "var(--chart-ink)"
    : seriesColour(index + (spec.contour ? 1 : 0));
}

export function arrowKey(spec: ChartSpec): readonly KeyEntry[] {
  return (spec.arrows ?? []).flatMap(({ label }, n) =>
    label === undefined
      ? []
      : [{ label, sign: [path("M1 5H17M13 2L17 5L13 8", { stroke: arrowColour(spec, n), width: 1.4 })] }],
  );
}

export function arrowTracks(spec: ChartSpec, x: Scale, y: Scale, strings: Strings): Track[] {
  return (spec.arrows ?? []).map((mark) => ({
    label: mark.label,
    length: mark.x.length,
    x: (i) => x.at(mark.x[i]),
    y: (i) => y.at(mark.y[i]),
    facts: (i) => [
      { name: spec.x?.label ?? "x", value: shortNumber(mark.x[i] ?? Number.NaN, 3) },
      { name: spec.y?.label ?? "y", value: shortNumber(mark.y[i] ?? Number.NaN, 3) },
      {
        name: strings.chart.arrow,
        value: `(${shortNumber(mark.dx[i] ?? Number.NaN, 3)}, ${shortNumber(mark.dy[i] ?? Number.NaN, 3)})`,
      },
    ],
  }));
}
