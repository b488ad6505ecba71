import { element, type PlotSpec, type Scales, smallMultiples, text } from "drawing";

const relu = (z: number): number => Math.max(0, z);
const first = (x: number, y: number): number => relu(x + y);
const second = (x: number, y: number): number => relu(x + y - 1);

const corners = [
  { x: 0, y: 0, odd: false },
  { x: 0, y: 1, odd: true },
  { x: 1, y: 0, odd: true },
  { x: 1, y: 1, odd: false },
];

/** Filled for XOR = 1, hollow for XOR = 0. */
function mark(scales: Scales, x: number, y: number, odd: boolean): string {
  return element("circle", {
    cx: scales.x(x),
    cy: scales.y(y),
    r: 6,
    class: odd ? "c2 c2-fill" : "c1",
    fill: odd ? undefined : "none",
    "stroke-width": 2.5,
  });
}

function label(scales: Scales, x: number, y: number, dx: number, dy: number, content: string): string {
  return text(scales.x(x) + dx, scales.y(y) + dy, content, { class: "tick" });
}

function line(scales: Scales, points: readonly (readonly [number, number])[]): string {
  return element("polyline", {
    points: points.map(([x, y]) => `${scales.x(x).toFixed(1)},${scales.y(y).toFixed(1)}`).join(" "),
    stroke: "currentColor",
    "stroke-opacity": 0.55,
    fill: "none",
    "stroke-width": 2,
  });
}

export default (t: (en: string, zh: string) => string): string => {
  const size = { width: 166, height: 186 };
  const input: PlotSpec = {
    ...size,
    title: t("input", "输入"),
    x: { range: [-0.4, 1.4], ticks: [0, 1], label: "x" },
    y: { range: [-0.4, 1.4], ticks: [0, 1] },
    series: [],
    extra: (scales) =>
      element("polygon", {
        points: [
          [-0.4, 0.9],
          [-0.4, 1.4],
          [0.1, 1.4],
          [1.4, 0.1],
          [1.4, -0.4],
          [0.9, -0.4],
        ]
          .map(([x, y]) => `${scales.x(x).toFixed(1)},${scales.y(y).toFixed(1)}`)
          .join(" "),
        class: "c2-fill",
        "fill-opacity": 0.16,
      }) +
      corners.map(({ x, y, odd }) => mark(scales, x, y, odd)).join("") +
      label(scales, -0.4, 1.4, 5, 12, "y"),
  };
  const hidden: PlotSpec = {
    ...size,
    title: t("hidden layer", "隐藏层"),
    x: { range: [-0.4, 2.4], ticks: [0, 1, 2], label: "relu(x + y)" },
    y: { range: [-0.4, 2.4], ticks: [0, 1, 2] },
    series: [],
    extra: (scales) =>
      line(scales, [
        [0, 0],
        [1, 0],
        [2, 1],
      ]) +
      element("line", {
        x1: scales.x(0.1),
        y1: scales.y(-0.2),
        x2: scales.x(2.4),
        y2: scales.y(0.95),
        stroke: "currentColor",
        "stroke-opacity": 0.7,
        "stroke-width": 1.5,
        "stroke-dasharray": "5 4",
      }) +
      corners.map(({ x, y, odd }) => mark(scales, first(x, y), second(x, y), odd)).join("") +
      label(scales, -0.4, 2.4, 5, 12, "relu(x + y − 1)"),
  };
  const output: PlotSpec = {
    ...size,
    title: t("output", "输出"),
    x: { range: [-0.4, 2.4], ticks: [0, 1, 2], label: "x + y" },
    y: { range: [-0.4, 1.4], ticks: [0, 1] },
    series: [],
    extra: (scales) =>
      line(
        scales,
        [0, 1, 2].map((sum): [number, number] => [sum, relu(sum) - 2 * relu(sum - 1)]),
      ) + corners.map(({ x, y, odd }) => mark(scales, x + y, first(x, y) - 2 * second(x, y), odd)).join(""),
  };
  return smallMultiples(3, [input, hidden, output]);
};
