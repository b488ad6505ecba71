import type { Box, PathShape, TextShape } from "./chart-scene";

/** Tenths of a pixel are fine enough. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}

export function rectangle({ left, top, width, height }: Box): string {
  return `M${px(left)} ${px(top)}h${px(width)}v${px(height)}h${px(-width)}z`;
}

export function circle(x: number, y: number, radius: number): string {
  const r = px(radius);
  return `M${px(x - r)} ${px(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

export function line(fromX: number, fromY: number, toX: number, toY: number): string {
  return `M${px(fromX)} ${px(fromY)}L${px(toX)} ${px(toY)}`;
}

/** Through the points in their order, interrupted where one has no place. */
export function polyline(count: number, x: (i: number) => number, y: (i: number) => number): string {
  let d = "";
  let pen = "M";
  for (let i = 0; i < count; i++) {
    const [a, b] = [x(i), y(i)];
    if (Number.isNaN(a) || Number.isNaN(b)) {
      pen = "M";
      continue;
    }
    d += `${pen}${px(a)} ${px(b)}`;
    pen = "L";
  }
  return d;
}

/** Signs of about the same area, so that groups of points differ in shape as well as in colour. */
const signs: readonly ((x: number, y: number, r: number) => string)[] = [
  circle,
  (x, y, r) => rectangle({ left: x - 0.89 * r, top: y - 0.89 * r, width: 1.78 * r, height: 1.78 * r }),
  (x, y, r) =>
    `M${px(x)} ${px(y - 1.3 * r)}L${px(x + 1.25 * r)} ${px(y + 0.85 * r)}L${px(x - 1.25 * r)} ${px(y + 0.85 * r)}z`,
  (x, y, r) =>
    `M${px(x)} ${px(y - 1.35 * r)}L${px(x + 1.35 * r)} ${px(y)}L${px(x)} ${px(y + 1.35 * r)}L${px(x - 1.35 * r)} ${px(y)}z`,
  (x, y, r) => {
    const [a, b] = [px(0.45 * r), px(0.85 * r)];
    return `M${px(x - a)} ${px(y - a - b)}h${2 * a}v${b}h${b}v${2 * a}h${-b}v${b}h${-2 * a}v${-b}h${-b}v${-2 * a}h${b}z`;
  },
  (x, y, r) => {
    let d = "";
    for (let i = 0; i < 10; i++) {
      const [away, angle] = [i % 2 === 0 ? 1.5 * r : 0.65 * r, (Math.PI * (i - 2.5)) / 5];
      d += `${i === 0 ? "M" : "L"}${px(x + away * Math.cos(angle))} ${px(y + away * Math.sin(angle))}`;
    }
    return `${d}z`;
  },
];

export function sign(index: number, x: number, y: number, r: number): string {
  return (signs[index % signs.length] ?? circle)(x, y, r);
}

/** Lines of the same colour, and outlines that overlap, differ in their dashes. */
const dashes = [undefined, "7 3", "2 3", "9 3 2 3"] as const;

export function dashOf(index: number): { readonly dash?: string } {
  const dash = dashes[index % dashes.length];
  return dash === undefined ? {} : { dash };
}

export function path(d: string, look: Omit<PathShape, "kind" | "d">): PathShape {
  return { kind: "path", d, ...look };
}

export function text(
  x: number,
  y: number,
  content: string,
  anchor: TextShape["anchor"],
  look: Partial<Pick<TextShape, "fill" | "size" | "strong" | "rim">> = {},
): TextShape {
  return {
    kind: "text",
    x: px(x),
    y: px(y),
    text: content,
    anchor,
    fill: "var(--ink-quiet)",
    size: 12,
    ...look,
  };
}
