import { element, group, plot, type Scales, shortNumber, text } from "drawing";

/** One sigmoid unit h ← σ(w h + b) from 0.5 over 50 steps: loss (h − 0.7)² and its gradient. */
function unit(w: number, b: number): { loss: number; dw: number; db: number } {
  let h = 0.5;
  let byW = 0;
  let byB = 0;
  for (let step = 0; step < 50; step++) {
    const next = 1 / (1 + Math.exp(-w * h - b));
    const slope = next * (1 - next);
    byW = slope * (h + w * byW);
    byB = slope * (1 + w * byB);
    h = next;
  }
  return { loss: (h - 0.7) ** 2, dw: 2 * (h - 0.7) * byW, db: 2 * (h - 0.7) * byB };
}

type Point = readonly [number, number];

function descend(longest: number, steps: number): Point[] {
  const path: Point[] = [[5, -2.6]];
  for (let step = 0; step < steps; step++) {
    const [w, b] = path[step]!;
    const { dw, db } = unit(w, b);
    const size = 0.1 * Math.min(1, longest / Math.hypot(dw, db));
    path.push([w - size * dw, b - size * db]);
  }
  return path;
}

const [left, right, low, high] = [3.9, 5.3, -2.8, -1.8];
const [columns, rows] = [140, 100];
const levels = [0.002, 0.01, 0.03, 0.06, 0.25];

/** Cells of the same level side by side become one run: a small picture of a fine grid. */
function shades(scales: Scales): string {
  const runs = levels.map(() => "");
  const [width, height] = [(right - left) / columns, (high - low) / rows];
  for (let row = 0; row < rows; row++) {
    let start = 0;
    let current = -1;
    for (let column = 0; column <= columns; column++) {
      const loss =
        column === columns
          ? Number.NaN
          : unit(left + (column + 0.5) * width, low + (row + 0.5) * height).loss;
      const level = column === columns ? -2 : levels.filter((limit) => loss > limit).length - 1;
      if (level === current) continue;
      if (current >= 0) {
        const [x1, x2] = [start, column].map((at) => shortNumber(scales.x(left + at * width)));
        const [y1, y2] = [row, row + 1].map((at) => shortNumber(scales.y(low + at * height)));
        runs[current] += `M${x1} ${y1}H${x2}V${y2}H${x1}z`;
      }
      current = level;
      start = column;
    }
  }
  const opacities = [0.06, 0.11, 0.17, 0.24, 0.4];
  return group(
    { fill: "currentColor", "shape-rendering": "crispEdges" },
    ...runs.map((d, i) => element("path", { d, "fill-opacity": opacities[i] })),
  );
}

const line = (scales: Scales, path: readonly Point[], colour: string, dash?: string): string =>
  element("path", {
    d: path
      .map(([w, b], i) => `${i === 0 ? "M" : "L"}${shortNumber(scales.x(w))} ${shortNumber(scales.y(b))}`)
      .join(""),
    class: colour,
    fill: "none",
    "stroke-width": 1.6,
    "stroke-linejoin": "round",
    "stroke-dasharray": dash,
  });

export default (t: (en: string, zh: string) => string): string =>
  plot({
    width: 480,
    height: 330,
    x: { range: [left, right], ticks: [4, 4.5, 5], label: "w" },
    y: { range: [low, high], ticks: [-2.8, -2.4, -2, -1.8], label: "b" },
    series: [],
    extra: (scales) => {
      const clipped = descend(1, 200);
      const edge = descend(Number.POSITIVE_INFINITY, 21).at(-1)!;
      // As far as the frame, in the true direction of the step.
      const { dw, db } = unit(edge[0], edge[1]);
      const share = (edge[1] - low) / db;
      const [x1, y1, x2, y2] = [
        scales.x(edge[0]),
        scales.y(edge[1]),
        scales.x(edge[0] - share * dw),
        scales.y(low),
      ];
      const angle = Math.atan2(y2 - y1, x2 - x1);
      const wing = (turn: number): string =>
        `${shortNumber(x2 - 9 * Math.cos(angle + turn))} ${shortNumber(y2 - 9 * Math.sin(angle + turn))}`;
      const thrown = element("path", {
        d: `M${shortNumber(x1)} ${shortNumber(y1)}L${shortNumber(x2)} ${shortNumber(y2)}M${wing(0.4)}L${shortNumber(x2)} ${shortNumber(y2)}L${wing(-0.4)}`,
        class: "c5",
        fill: "none",
        "stroke-width": 2,
      });
      const start = element("circle", { cx: scales.x(5), cy: scales.y(-2.6), r: 4, class: "c1-fill" });
      const label = (
        w: number,
        b: number,
        content: string,
        attributes: Record<string, string | number> = {},
      ): string => text(scales.x(w), scales.y(b), content, attributes);
      return (
        shades(scales) +
        line(scales, clipped, "c1") +
        thrown +
        start +
        label(5.03, -2.62, t("start", "起点")) +
        label(4.55, -2.08, t("clipped", "裁剪"), { class: "c1-fill" }) +
        label(4.74, -2.74, t("free: to (−62, −137)", "不裁剪：到 (−62, −137)"), {
          class: "c5-fill",
          "text-anchor": "end",
        }) +
        label(4.05, -2.5, t("high: h → 0", "高：h → 0")) +
        label(4.8, -1.95, t("lower: h → 1", "较低：h → 1"))
      );
    },
  });
