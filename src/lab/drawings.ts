import { checkWhole } from "./checks";
import { zeros } from "./create";
import { valueText } from "./format";
import { checkRandom, type Random } from "./random";
import type { Floats } from "./storage";
import type { Tensor } from "./tensor";
import { t } from "./text";

/** Small grey images, 0 to 1, and the class of each. */
export interface ImageData {
  /** [count × 1 × size × size] */
  readonly images: Tensor;
  /** 0, 1, … for each image. */
  readonly labels: readonly number[];
}

/** How the pictures are drawn. */
export interface DrawingOptions {
  /** Pixels along one side, 5 to 64; 12 by default. */
  readonly size?: number;
  /** Standard deviation of the grey noise, 0.05 by default; the pixels stay from 0 to 1. */
  readonly noise?: number;
  /** Largest shift along each axis, as a share of the side; 0.08 by default. */
  readonly shift?: number;
  /** Largest rotation to either side, in radians; 0.2 by default. */
  readonly rotation?: number;
  /** Standard deviation by which the pen misses its points, as a share of the side; 0.022 by default. */
  readonly wobble?: number;
  /** Thinnest and thickest pen, as a share of the side; 0.035 and 0.09 by default. */
  readonly thickness?: readonly [number, number];
  /** Narrowest and widest hand, as factors of the width; 0.6 and 1.1 by default. */
  readonly width?: readonly [number, number];
}

type Point = readonly [x: number, y: number];

/**
 * The ways in which people write each digit. A way is some strokes, a stroke the points that the pen passes: x and y
 * in hundredths of the side, y down.
 */
const digitStrokes: readonly (readonly string[])[] = [
  [
    "50 13 30 26 26 50 31 75 50 87 69 75 74 50 70 26 50 13",
    "54 14 38 22 34 50 39 78 50 86 61 76 66 50 62 24 50 14",
  ],
  [
    "52 14 50 86",
    "36 30 52 14 | 52 14 52 86",
    "26 46 55 13 | 55 13 54 87",
    "36 29 53 14 | 53 14 53 86 | 35 86 71 86",
  ],
  [
    "28 30 36 16 54 13 69 24 67 42 50 62 26 85 | 26 85 76 85",
    "28 28 42 14 62 17 68 34 56 56 36 77 28 82 30 74 42 74 56 84 76 82",
  ],
  [
    "28 20 46 13 66 20 65 36 46 47 | 46 47 68 55 70 74 50 87 28 80",
    "28 15 70 15 | 70 15 46 44 | 46 44 68 52 71 72 52 87 28 81",
  ],
  ["60 14 26 62 | 26 62 78 62 | 60 14 60 88", "33 15 27 55 | 27 55 76 55 | 66 18 63 88"],
  [
    "70 15 36 15 | 36 15 33 46 | 33 46 52 41 70 53 70 72 52 86 28 80",
    "70 14 40 17 35 43 56 45 69 60 63 78 46 87 28 80",
  ],
  [
    "64 13 43 28 30 56 34 78 50 88 68 78 67 61 50 54 31 66",
    "44 12 34 40 31 66 40 86 60 86 69 72 60 58 42 60 32 72",
  ],
  [
    "26 16 74 16 | 74 16 56 46 44 87",
    "26 17 74 15 | 74 15 56 46 46 87 | 36 50 66 49",
    "27 28 28 16 | 28 16 75 16 | 75 16 50 87",
    "28 20 48 13 68 18 64 38 53 60 47 87 | 32 54 72 46",
  ],
  [
    "68 24 50 13 33 24 38 40 52 49 67 62 67 78 50 88 33 78 34 62 50 49 64 38 68 24",
    "50 13 35 21 36 40 50 48 64 40 65 21 50 13 | 50 48 32 58 31 78 50 88 69 78 68 58 50 48",
  ],
  [
    "70 28 53 13 33 22 33 42 50 50 66 42 71 28 | 71 28 69 56 62 88",
    "70 27 52 13 32 24 35 44 52 50 70 34 | 71 26 72 62 60 84 36 82",
  ],
];

/** Circle, square, triangle, cross. */
const shapeStrokes: readonly (readonly string[])[] = [
  ["50 18 27 27 18 50 27 73 50 82 73 73 82 50 73 27 50 18"],
  ["20 20 80 20 | 80 20 80 80 | 80 80 20 80 | 20 80 20 20"],
  ["50 17 84 80 | 84 80 16 80 | 16 80 50 17"],
  ["22 22 78 78 | 78 22 22 78"],
];

/**
 * Digits 0 to 9 as different hands write them: shifted, turned, slanted, of other sizes and with other pens, ink 1 on
 * paper 0. The digits take turns: 0, 1, …, 9, 0, 1, ….
 */
export function digits(count: number, random: Random, options: DrawingOptions = {}): ImageData {
  return drawings("digits", digitStrokes, count, random, options);
}

/** Circles (0), squares (1), triangles (2) and crosses (3), which take turns, each drawn a little differently. */
export function shapes(count: number, random: Random, options: DrawingOptions = {}): ImageData {
  return drawings("shapes", shapeStrokes, count, random, options);
}

function drawings(
  maker: string,
  classes: readonly (readonly string[])[],
  count: number,
  random: Random,
  options: DrawingOptions,
): ImageData {
  checkWhole(maker, "count", count, 0);
  checkRandom(maker, random);
  const { size = 12, noise = 0.05, thickness = [0.035, 0.09] } = options;
  if (!(Number.isInteger(size) && size >= 5 && size <= 64)) {
    throw new Error(
      t(
        `Images have 5 to 64 pixels a side, not ${valueText(size)}.`,
        `图像边长须为 5 到 64 的整数，这里是 ${valueText(size)}。`,
      ),
    );
  }
  const images = zeros([count, 1, size, size]);
  const labels = Array.from({ length: count }, (_, i) => i % classes.length);
  labels.forEach((label, n) => {
    const pixels = images.data.subarray(n * size * size, (n + 1) * size * size);
    const strokes = strokesOf(random.choose(classes[label]));
    draw(pixels, size, handwritten(strokes, random, options), random.uniform(...thickness));
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = Math.min(1, Math.max(0, pixels[i] + random.normal(0, noise)));
    }
  });
  return { images, labels };
}

function strokesOf(written: string): Point[][] {
  return written.split(" | ").map((stroke) => {
    const numbers = stroke.split(" ").map(Number);
    return Array.from({ length: numbers.length / 2 }, (_, i) => [
      numbers[2 * i] / 100,
      numbers[2 * i + 1] / 100,
    ]);
  });
}

/** Dots along the strokes, after a random wobble, slant, rotation, size and shift. */
function handwritten(strokes: readonly Point[][], random: Random, options: DrawingOptions): Point[] {
  const { shift = 0.08, rotation = 0.2, wobble = 0.022, width: widths = [0.6, 1.1] } = options;
  const [dx, dy] = [random.uniform(-shift, shift), random.uniform(-shift, shift)];
  const [width, height] = [random.uniform(...widths), random.uniform(0.85, 1.1)];
  const slant = random.uniform(-0.2, 0.2);
  const angle = random.uniform(-rotation, rotation);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const missed = (at: number) => at + random.normal(0, wobble);
  return strokes
    .flatMap((stroke) => dotsAlong(stroke.map(([x, y]): Point => [missed(x), missed(y)])))
    .map(([x, y]) => {
      const [u, v] = [width * (x - 0.5) - slant * (y - 0.5), height * (y - 0.5)];
      return [0.5 + cos * u - sin * v + dx, 0.5 + sin * u + cos * v + dy];
    });
}

/** Distance between two dots: finer than the thinnest pen. */
const dotDistance = 0.02;

/** Dots on a smooth curve through the points (Catmull & Rom 1974). */
function dotsAlong(points: readonly Point[]): Point[] {
  const dots: Point[] = [points[0]];
  for (let i = 1; i < points.length; i++) {
    const [before, from, to, after] = [
      points[i - 2] ?? points[i - 1],
      points[i - 1],
      points[i],
      points[i + 1] ?? points[i],
    ];
    const count = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / dotDistance);
    for (let dot = 1; dot <= count; dot++) {
      const at = (axis: 0 | 1) => curve(before[axis], from[axis], to[axis], after[axis], dot / count);
      dots.push([at(0), at(1)]);
    }
  }
  return dots;
}

/** The cubic from b (s = 0) to c (s = 1) whose slopes there are (c − a) / 2 and (d − b) / 2. */
function curve(a: number, b: number, c: number, d: number, s: number): number {
  return b + 0.5 * s * (c - a + s * (2 * a - 5 * b + 4 * c - d + s * (3 * (b - c) + d - a)));
}

/** Adds ink around each dot; it fades over one pixel at the edge of the pen. */
function draw(pixels: Floats, size: number, dots: readonly Point[], thickness: number): void {
  const reach = thickness + 0.5 / size;
  for (const [x, y] of dots) {
    const [left, right] = pixelsWithin(x, reach, size);
    const [top, bottom] = pixelsWithin(y, reach, size);
    for (let i = top; i <= bottom; i++) {
      for (let j = left; j <= right; j++) {
        const away = Math.sqrt(((j + 0.5) / size - x) ** 2 + ((i + 0.5) / size - y) ** 2);
        const ink = Math.min(1, (thickness - away) * size + 0.5);
        if (ink > pixels[i * size + j]) pixels[i * size + j] = ink;
      }
    }
  }
}

/** First and last pixel whose middle lies at most `reach` away. */
function pixelsWithin(at: number, reach: number, size: number): [number, number] {
  return [
    Math.max(0, Math.ceil((at - reach) * size - 0.5)),
    Math.min(size - 1, Math.floor((at + reach) * size - 0.5)),
  ];
}

/**
 * A drawing moved to the middle and enlarged or shrunk until its longer side fills three quarters of the image, so
 * that it does not matter where and how large somebody drew it. An empty drawing stays empty.
 * @param drawing rows × columns values from 0 to 1, row after row
 * @returns [1 × 1 × size × size], ready for a network that was trained with `digits`
 */
export function centred(drawing: ArrayLike<number>, rows: number, columns: number, size = rows): Tensor {
  const image = zeros([1, 1, size, size]);
  const box = inkBox(drawing, rows, columns);
  if (box === undefined) return image;
  const scale = Math.max(box.height, box.width) / (filledShare * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const y = box.y + (i - (size - 1) / 2) * scale;
      const x = box.x + (j - (size - 1) / 2) * scale;
      image.data[i * size + j] = between(drawing, rows, columns, y, x);
    }
  }
  return image;
}

const filledShare = 0.75;
/** Less than this is paper. */
const leastInk = 0.25;

/** Middle and lengths of the box around the ink, in pixels. */
function inkBox(drawing: ArrayLike<number>, rows: number, columns: number) {
  let [top, bottom, left, right] = [rows, -1, columns, -1];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (!(drawing[i * columns + j] >= leastInk)) continue;
      [top, bottom, left, right] = [
        Math.min(top, i),
        Math.max(bottom, i),
        Math.min(left, j),
        Math.max(right, j),
      ];
    }
  }
  if (bottom < 0) return undefined;
  return { y: (top + bottom) / 2, x: (left + right) / 2, height: bottom - top + 1, width: right - left + 1 };
}

/** The value between four pixels, bilinear; 0 outside. */
function between(drawing: ArrayLike<number>, rows: number, columns: number, y: number, x: number): number {
  const [i, j] = [Math.floor(y), Math.floor(x)];
  const pixel = (row: number, column: number) =>
    row >= 0 && row < rows && column >= 0 && column < columns ? drawing[row * columns + column] : 0;
  const upper = pixel(i, j) + (x - j) * (pixel(i, j + 1) - pixel(i, j));
  const lower = pixel(i + 1, j) + (x - j) * (pixel(i + 1, j + 1) - pixel(i + 1, j));
  return upper + (y - i) * (lower - upper);
}
