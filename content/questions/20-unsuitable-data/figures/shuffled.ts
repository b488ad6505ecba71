import { element, group, picture, text, uniforms } from "drawing";

type Say = (en: string, zh: string) => string;

const side = 12;
const cell = 8;
const levels = [0.2, 0.45, 0.7, 1];

type Picture = (row: number, column: number) => number;

/** A ring, higher than wide. */
const nought =
  (x: number, y: number, radius: number): Picture =>
  (i, j) =>
    Math.exp(-(((Math.hypot((i - y) / 1.35, j - x) - radius) / 0.85) ** 2));

/** A stroke that leans to the right by `lean` cells per row. */
const stroke =
  (x: number, lean: number): Picture =>
  (i, j) =>
    i < 1 || i > 10 ? 0 : Math.exp(-(((j - x - lean * (5.5 - i)) / 0.95) ** 2));

/** Fisher-Yates: one order of the cells for all pictures, the same on every machine. */
function shuffledOrder(count: number, seed: number): number[] {
  const next = uniforms(seed);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

function drawn(x: number, y: number, ink: (place: number) => number): string {
  const paths = levels.map(() => "");
  for (let place = 0; place < side * side; place++) {
    const level = Math.round(ink(place) * levels.length) - 1;
    if (level < 0) continue;
    const [row, column] = [Math.floor(place / side), place % side];
    paths[level] += `M${column * cell} ${row * cell}h${cell}v${cell}h-${cell}z`;
  }
  return group(
    { transform: `translate(${x} ${y})` },
    ...paths.map((d, i) => element("path", { d, class: "c1-fill", "fill-opacity": levels[i] })),
    element("rect", { x: 0, y: 0, width: side * cell, height: side * cell, class: "axis", fill: "none" }),
  );
}

export default function shuffled(t: Say): string {
  const pictures = [nought(5.5, 5.5, 3), nought(5, 5.5, 2.5), stroke(5.5, 0.35), stroke(6, 0.15)];
  const order = shuffledOrder(side * side, 4);
  const [upper, lower] = [26, 168];
  const heading = { "font-weight": 600, "font-size": 14 };
  return picture(
    500,
    lower + side * cell + 4,
    text(8, 16, t("as they are", "原样"), heading),
    text(
      8,
      lower - 10,
      t("pixels reordered, all four in the same way", "像素换了次序，四张换法相同"),
      heading,
    ),
    ...pictures.map((ink, i) => {
      const at = (place: number): number => ink(Math.floor(place / side), place % side);
      const x = 8 + i * 128;
      return drawn(x, upper, at) + drawn(x, lower, (place) => at(order[place]));
    }),
  );
}
