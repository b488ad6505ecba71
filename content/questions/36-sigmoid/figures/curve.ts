import { element, plot, type Scales, text } from "drawing";

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
/** Beyond this the slope σ(1 − σ) is under 0.01. */
const silent = Math.log((1 + Math.sqrt(0.96)) / (1 - Math.sqrt(0.96)));

export default (t: (en: string, zh: string) => string): string =>
  plot({
    width: 500,
    height: 260,
    x: { range: [-8, 8], ticks: [-8, -4, 0, 4, 8], label: t("score z", "得分 z") },
    y: { range: [-0.08, 1.08], ticks: [0, 0.5, 1] },
    series: [
      {
        of: [
          [-2.1, 0.5 - 2.1 / 4],
          [2.1, 0.5 + 2.1 / 4],
        ],
        colour: "c2",
        dashed: true,
        label: t("slope 1/4", "斜率 1/4"),
        labelAt: [1.45, 0.92],
        labelAnchor: "end",
      },
      { of: sigmoid, colour: "c1", label: "σ(z)", labelAt: [6.7, 0.92] },
    ],
    extra: ({ x, y }: Scales) => {
      const shade = (from: number, to: number): string =>
        element("rect", {
          x: x(from),
          y: y(1.08),
          width: x(to) - x(from),
          height: y(-0.08) - y(1.08),
          fill: "currentColor",
          "fill-opacity": 0.1,
        });
      const level = (value: number): string =>
        element("line", {
          x1: x(-8),
          x2: x(8),
          y1: y(value),
          y2: y(value),
          class: "axis",
          "stroke-dasharray": "2 4",
        });
      const dot = (z: number, name: string, right: boolean): string =>
        element("circle", { cx: x(z), cy: y(sigmoid(z)), r: 4, class: "c1-fill" }) +
        text(x(z) + (right ? 10 : -8), y(sigmoid(z)) + (right ? 12 : -5), name, {
          "text-anchor": right ? "start" : "end",
        });
      const saturated = { "text-anchor": "middle", class: "tick" };
      return [
        shade(-8, -silent),
        shade(silent, 8),
        level(0),
        level(1),
        dot(-2, "σ(−2) = 0.119", false),
        dot(2, "σ(2) = 0.881", true),
        dot(0, "σ(0) = 0.5", true),
        text(x(-6.3), y(0.5), t("saturated", "饱和"), saturated),
        text(x(6.3), y(0.5), t("saturated", "饱和"), saturated),
      ].join("");
    },
  });
