import { element, group, pathThrough, picture, plotGroup, type Scales } from "drawing";

type Point = readonly [number, number];
type Say = (en: string, zh: string) => string;

const inputs = [0, 1, 2, 3, 4];
const wRange = [-0.6, 4.6] as const;
const bRange = [-1.6, 3.6] as const;

/** Half the Hessian of the mean squared error on these inputs: L = δᵀ A δ, δ = (w − 2, b − 1). */
const meanSquare = inputs.reduce((sum, x) => sum + x * x, 0) / inputs.length;
const mean = inputs.reduce((sum, x) => sum + x, 0) / inputs.length;

/** Where L equals `level`: an ellipse, stretched along the valley. */
function contour(level: number): Point[] {
  const half = (meanSquare + 1) / 2;
  const spread = Math.hypot((meanSquare - 1) / 2, mean);
  const angle = Math.atan2(mean, (meanSquare - 1) / 2) / 2;
  const long = Math.sqrt(level / (half - spread));
  const short = Math.sqrt(level / (half + spread));
  return Array.from({ length: 121 }, (_, i) => {
    const turn = (2 * Math.PI * i) / 120;
    const [u, v] = [short * Math.cos(turn), long * Math.sin(turn)];
    return [2 + u * Math.cos(angle) - v * Math.sin(angle), 1 + u * Math.sin(angle) + v * Math.cos(angle)];
  });
}

/** The part of a convex outline on one side of a line: repeated for four sides, it is cut to the frame. */
function cut(outline: readonly Point[], inside: (p: Point) => number): Point[] {
  return outline.flatMap((here, i) => {
    const before = outline[(i + outline.length - 1) % outline.length]!;
    const [a, b] = [inside(before), inside(here)];
    const part = a / (a - b);
    const crossing: Point = [
      before[0] + part * (here[0] - before[0]),
      before[1] + part * (here[1] - before[1]),
    ];
    if (b >= 0) return a >= 0 ? [here] : [crossing, here];
    return a >= 0 ? [crossing] : [];
  });
}

function inFrame(outline: readonly Point[]): Point[] {
  const sides = [
    (p: Point) => p[0] - wRange[0],
    (p: Point) => wRange[1] - p[0],
    (p: Point) => p[1] - bRange[0],
    (p: Point) => bRange[1] - p[1],
  ];
  return sides.reduce<readonly Point[]>(cut, outline) as Point[];
}

function descend(rate: number, steps: number): Point[] {
  let [w, b] = [0.3, -0.2];
  const path: Point[] = [[w, b]];
  for (let step = 0; step < steps; step++) {
    let [slopeW, slopeB] = [0, 0];
    for (const x of inputs) {
      const error = w * x + b - (2 * x + 1);
      slopeW += (2 * error * x) / inputs.length;
      slopeB += (2 * error) / inputs.length;
    }
    w -= rate * slopeW;
    b -= rate * slopeB;
    path.push([w, b]);
  }
  return path;
}

function terrain(scales: Scales): string {
  return [256, 128, 64, 32, 16, 8, 4, 2, 1, 0.25]
    .map((level) => {
      const points = inFrame(contour(level)).map(([w, b]): Point => [scales.x(w), scales.y(b)]);
      return (
        element("path", { d: `${pathThrough(points)}Z`, fill: "currentColor", "fill-opacity": 0.06 }) +
        element("path", {
          d: `${pathThrough(points)}Z`,
          stroke: "currentColor",
          "stroke-opacity": 0.25,
          fill: "none",
        })
      );
    })
    .join("");
}

function route(path: readonly Point[], colour: string, scales: Scales): string {
  const points = path.map(([w, b]): Point => [scales.x(w), scales.y(b)]);
  const dots = points.map(([cx, cy], i) =>
    element("circle", { cx, cy, r: i === 0 ? 4.5 : 2.4, class: `${colour}-fill` }),
  );
  const [x, y] = [scales.x(2), scales.y(1)];
  const cross = element("path", {
    d: `M${x - 5} ${y}h10M${x} ${y - 5}v10`,
    stroke: "currentColor",
    "stroke-width": 2,
  });
  return (
    element("path", {
      d: pathThrough(points),
      class: colour,
      fill: "none",
      "stroke-width": 2,
      "stroke-linejoin": "round",
    }) +
    dots.join("") +
    cross
  );
}

/** The loss after each step; a diverging one is cut where it leaves the plot. */
function losses(rate: number): Point[] {
  return descend(rate, 60).map(([w, b], step): Point => {
    const errors = inputs.map((x) => (w - 2) * x + b - 1);
    return [step, errors.reduce((sum, error) => sum + error * error, 0) / inputs.length];
  });
}

function superscript(power: number): string {
  return [...String(power)].map((digit) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(digit)]).join("");
}

export default function valley(t: Say): string {
  const map = plotGroup({
    width: 256,
    height: 240,
    title: t("η = 0.05: where it goes", "η = 0.05：走过的路"),
    x: { range: wRange, ticks: [0, 2, 4], label: t("weight w", "权重 w") },
    y: { range: bRange, ticks: [-1, 1, 3], label: t("bias b", "偏置 b") },
    series: [],
    extra: (scales) => terrain(scales) + route(descend(0.05, 60), "c1", scales),
  });
  const curves = plotGroup({
    width: 264,
    height: 240,
    title: t("the loss, step by step", "每一步的损失"),
    x: { range: [0, 60], ticks: [0, 20, 40, 60], label: t("step", "步") },
    y: {
      range: [1e-4, 1e4],
      scale: "log",
      ticks: [1e-4, 1e-2, 1, 1e2, 1e4],
      format: (value) => `10${superscript(Math.round(Math.log10(value)))}`,
      label: t("loss", "损失"),
    },
    series: [
      { of: losses(0.16), colour: "c5", label: "η = 0.16", labelAt: [22, 2500] },
      { of: losses(0.15), colour: "c2", label: "0.15", labelAt: [46, 19] },
      { of: losses(0.01), colour: "c4", label: "0.01", labelAt: [46, 0.2], dashed: true },
      { of: losses(0.05), colour: "c1", label: "0.05", labelAt: [46, 0.0008] },
    ],
  });
  return picture(528, 240, map, group({ transform: "translate(260 0)" }, curves));
}
