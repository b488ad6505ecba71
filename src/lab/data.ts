import { tensor, zeros } from "./create";
import type { Random } from "./random";
import type { Tensor } from "./tensor";
import { t } from "./text";

/** Points in the plane and the class of each. */
export interface PlaneData {
  /** [count × 2] */
  readonly points: Tensor;
  /** 0, 1, … for each point. */
  readonly labels: readonly number[];
}

/** Small grey images, 0 to 1, and the class of each. */
export interface ImageData {
  /** [count × 1 × size × size] */
  readonly images: Tensor;
  readonly labels: readonly number[];
}

/** The numbers 0 … count − 1 in random order, in groups of `size`; the last group may be smaller. */
export function batches(count: number, size: number, random: Random): number[][] {
  const order = random.shuffle(Array.from({ length: count }, (_, i) => i));
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => order.slice(i * size, (i + 1) * size));
}

/** `count` points, the classes taking turns; `place` says where a point of a class lies, before noise. */
function planeData(
  count: number,
  classes: number,
  noise: number,
  random: Random,
  place: (label: number) => readonly [number, number],
): PlaneData {
  const labels = Array.from({ length: count }, (_, i) => i % classes);
  const points = labels.flatMap((label) => {
    const [x, y] = place(label);
    return [random.normal(x, noise), random.normal(y, noise)];
  });
  return { points: tensor(points, [count, 2]), labels };
}

/** Two half circles that reach into each other. */
export function moons(count: number, random: Random, noise = 0.1): PlaneData {
  return planeData(count, 2, noise, random, (label) => {
    const angle = Math.PI * random.uniform();
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    return label === 0 ? [x - 0.5, y - 0.25] : [0.5 - x, 0.25 - y];
  });
}

/** A disc of class 0 with rings of the other classes around it. */
export function rings(count: number, random: Random, noise = 0.05, classes = 2): PlaneData {
  return planeData(count, classes, noise, random, (label) => {
    const angle = 2 * Math.PI * random.uniform();
    const radius = label / Math.max(1, classes - 1);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Round clouds whose centres lie on a circle of radius 1. */
export function blobs(count: number, random: Random, noise = 0.25, classes = 3): PlaneData {
  return planeData(count, classes, noise, random, (label) => {
    const angle = (2 * Math.PI * label) / classes + Math.PI / 2;
    return [Math.cos(angle), Math.sin(angle)];
  });
}

/** Arms that wind around the middle, `turns` times. */
export function spirals(count: number, random: Random, noise = 0.03, classes = 2, turns = 1): PlaneData {
  return planeData(count, classes, noise, random, (label) => {
    const radius = Math.sqrt(random.uniform(0.01, 1));
    const angle = 2 * Math.PI * (turns * radius + label / classes);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** A straight stroke or, with a radius, an arc from one angle to another; in a square from 0 to 1, y down. */
type Stroke =
  | { readonly from: readonly [number, number]; readonly to: readonly [number, number] }
  | {
      readonly centre: readonly [number, number];
      readonly radius: readonly [number, number];
      /** In quarter turns, 0 to the right, clockwise. */
      readonly angles: readonly [number, number];
    };

const line = (x1: number, y1: number, x2: number, y2: number): Stroke => ({ from: [x1, y1], to: [x2, y2] });
const arc = (x: number, y: number, rx: number, ry: number, start: number, end: number): Stroke => ({
  centre: [x, y],
  radius: [rx, ry],
  angles: [start, end],
});

/** How each digit is written. */
const digitStrokes: readonly (readonly Stroke[])[] = [
  [arc(0.5, 0.5, 0.24, 0.36, 0, 4)],
  [line(0.52, 0.14, 0.52, 0.86), line(0.52, 0.14, 0.36, 0.3)],
  [arc(0.5, 0.34, 0.22, 0.2, -2, 0.6), line(0.67, 0.46, 0.28, 0.85), line(0.28, 0.85, 0.74, 0.85)],
  [arc(0.48, 0.32, 0.22, 0.18, -1.8, 1), arc(0.48, 0.68, 0.24, 0.18, -1, 1.8)],
  [line(0.6, 0.14, 0.26, 0.62), line(0.26, 0.62, 0.78, 0.62), line(0.62, 0.4, 0.62, 0.88)],
  [line(0.7, 0.15, 0.34, 0.15), line(0.34, 0.15, 0.32, 0.46), arc(0.48, 0.64, 0.24, 0.22, -1.5, 1.7)],
  [arc(0.72, 0.62, 0.46, 0.48, 2, 3), arc(0.5, 0.66, 0.23, 0.2, 0, 4)],
  [line(0.26, 0.15, 0.74, 0.15), line(0.74, 0.15, 0.44, 0.87)],
  [arc(0.5, 0.32, 0.19, 0.17, 0, 4), arc(0.5, 0.68, 0.23, 0.19, 0, 4)],
  [arc(0.5, 0.34, 0.23, 0.2, 0, 4), arc(0.28, 0.38, 0.46, 0.48, 0, 1)],
];

/** Circle, square, triangle, cross. */
const shapeStrokes: readonly (readonly Stroke[])[] = [
  [arc(0.5, 0.5, 0.32, 0.32, 0, 4)],
  [line(0.2, 0.2, 0.8, 0.2), line(0.8, 0.2, 0.8, 0.8), line(0.8, 0.8, 0.2, 0.8), line(0.2, 0.8, 0.2, 0.2)],
  [line(0.5, 0.17, 0.84, 0.8), line(0.84, 0.8, 0.16, 0.8), line(0.16, 0.8, 0.5, 0.17)],
  [line(0.22, 0.22, 0.78, 0.78), line(0.78, 0.22, 0.22, 0.78)],
];

export interface DrawingOptions {
  /** Pixels along one side. */
  readonly size?: number;
  /** Standard deviation of the grey noise. */
  readonly noise?: number;
  /** Largest shift along each axis, as a share of the side. */
  readonly shift?: number;
}

/** Digits 0 to 9, each drawn a little differently: shifted, slanted, of another size and thickness. */
export function digits(count: number, random: Random, options: DrawingOptions = {}): ImageData {
  return drawings(digitStrokes, count, random, options);
}

/** Circles (0), squares (1), triangles (2) and crosses (3), each drawn a little differently. */
export function shapes(count: number, random: Random, options: DrawingOptions = {}): ImageData {
  return drawings(shapeStrokes, count, random, options);
}

function drawings(
  classes: readonly (readonly Stroke[])[],
  count: number,
  random: Random,
  { size = 12, noise = 0.05, shift = 0.08 }: DrawingOptions,
): ImageData {
  if (!(Number.isInteger(size) && size >= 5 && size <= 64)) {
    throw new Error(
      t(`Images have 5 to 64 pixels a side, not ${size}.`, `图像边长须为 5 到 64 像素，而不是 ${size}。`),
    );
  }
  const images = zeros([count, 1, size, size]);
  const labels = Array.from({ length: count }, (_, i) => i % classes.length);
  labels.forEach((label, n) => {
    const dots = handwriting(classes[label], random, shift);
    const thickness = random.uniform(0.045, 0.075);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const away = distance((j + 0.5) / size, (i + 0.5) / size, dots);
        // Ink fades over one pixel at the edge of the stroke.
        const ink = Math.min(1, Math.max(0, (thickness - away) * size + 0.5));
        const grey = ink + random.normal(0, noise);
        images.data[(n * size + i) * size + j] = Math.min(1, Math.max(0, grey));
      }
    }
  });
  return { images, labels };
}

/** Dots along the strokes, after a random shift, slant and size. */
function handwriting(strokes: readonly Stroke[], random: Random, shift: number): [number, number][] {
  const [dx, dy] = [random.uniform(-shift, shift), random.uniform(-shift, shift)];
  const slant = random.uniform(-0.2, 0.2);
  const zoom = random.uniform(0.85, 1.1);
  return strokes.flatMap(dotsAlong).map(([x, y]) => {
    const [cx, cy] = [zoom * (x - 0.5), zoom * (y - 0.5)];
    return [0.5 + cx - slant * cy + dx, 0.5 + cy + dy];
  });
}

const dotsPerStroke = 24;

function dotsAlong(stroke: Stroke): [number, number][] {
  return Array.from({ length: dotsPerStroke }, (_, i) => {
    const share = i / (dotsPerStroke - 1);
    if ("from" in stroke) {
      const { from, to } = stroke;
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    }
    const { centre, radius, angles } = stroke;
    const angle = (Math.PI / 2) * (angles[0] + share * (angles[1] - angles[0]));
    return [centre[0] + radius[0] * Math.cos(angle), centre[1] + radius[1] * Math.sin(angle)];
  });
}

function distance(x: number, y: number, dots: readonly (readonly [number, number])[]): number {
  let nearest = Infinity;
  for (const [a, b] of dots) nearest = Math.min(nearest, (x - a) ** 2 + (y - b) ** 2);
  return Math.sqrt(nearest);
}
