import { element, group, pathThrough, picture, text } from "drawing";

type Curve = (x: number) => number;
type Say = (en: string, zh: string) => string;

const sigmoid: Curve = (x) => 1 / (1 + Math.exp(-x));
const rows = (t: Say): readonly (readonly [string, Curve])[] => [
  [t("step", "阶跃"), (x) => (x > 0 ? 1 : 0)],
  ["x", (x) => x],
  ["x²", (x) => x * x],
  ["sigmoid", sigmoid],
  ["tanh", Math.tanh],
  ["ReLU", (x) => Math.max(0, x)],
  [t("leaky ReLU", "带泄漏 ReLU"), (x) => (x > 0 ? x : 0.01 * x)],
  ["ELU", (x) => (x > 0 ? x : Math.expm1(x))],
  ["SiLU", (x) => x * sigmoid(x)],
  ["softplus", (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)))],
  ["sin", Math.sin],
];

const slope = (f: Curve, x: number): number => (f(x + 1e-7) - f(x - 1e-7)) / 2e-7;
const grid = Array.from({ length: 4001 }, (_, i) => -20.003 + i / 100);
const rises = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => value - (values[i] ?? 0));
/** Up to degree 5, the sixth differences of a polynomial are 0. */
const polynomial = (f: Curve): boolean =>
  [1, 2, 3, 4, 5, 6]
    .reduce(
      rises,
      Array.from({ length: 13 }, (_, i) => f(i / 2 - 3.1)),
    )
    .every((value) => Math.abs(value) < 1e-9);
const flat = (f: Curve, x: number): boolean => Math.abs(slope(f, x)) < 0.005;

/** Every property as a test, so that nothing is ticked by hand. */
const tests: readonly ((f: Curve) => boolean)[] = [
  (f) => !polynomial(f),
  (f) => grid.some((x) => Math.abs(slope(f, x)) > 0.005),
  (f) => rises(grid.map(f)).every((rise) => rise > -1e-12),
  (f) => Math.max(Math.abs(f(1e4)), Math.abs(f(-1e4))) < 10,
  (f) => !flat(f, 20) && !flat(f, -20),
  (f) => Math.abs(f(0)) < 1e-9 && [-1e-4, 1e-4].every((x) => Math.abs(slope(f, x) - 1) < 0.01),
  (f) => Math.abs(f(1e-6) - f(-1e-6)) < 1e-3 && Math.abs(slope(f, 1e-4) - slope(f, -1e-4)) < 0.01,
];

const columns = [176, 232, 290, 347, 398, 444, 488];
const [top, rowHeight] = [62, 26];

function curve(f: Curve, y: number): string {
  const points = Array.from({ length: 81 }, (_, i): [number, number] => [i / 10 - 4, f(i / 10 - 4)]);
  const line = points
    .filter(([, value]) => value > -2.4 && value < 2.4)
    .map(([x, value]): [number, number] => [116 + 4.5 * x, y - 4.5 * value + 2]);
  return element("path", { d: pathThrough(line), class: "c1", fill: "none", "stroke-width": 1.8 });
}

export default (t: Say): string => {
  const heads = [
    [t("not a", "不是"), t("polynomial", "多项式")],
    [t("has a", "有"), t("slope", "斜率")],
    ["", t("monotone", "单调")],
    ["", t("bounded", "有界")],
    [t("no flat", "两侧"), t("side", "不平")],
    [t("like x", "0 附近"), t("near 0", "像 x")],
    ["", t("smooth", "光滑")],
  ];
  const list = rows(t);
  const middle = { "text-anchor": "middle" };
  const bottom = top + rowHeight * list.length;
  return picture(
    510,
    bottom + 4,
    element("rect", {
      x: 146,
      y: 0,
      width: 116,
      height: bottom,
      rx: 8,
      fill: "currentColor",
      "fill-opacity": 0.07,
    }),
    text(204, 15, t("required", "必需"), { ...middle, "font-weight": 600 }),
    text(391, 15, t("nice to have", "加分"), { ...middle, "font-weight": 600 }),
    ...heads.flatMap((lines, i) =>
      lines.map((line, j) =>
        text(columns[i] ?? 0, 34 + 14 * j, line, { ...middle, class: "tick", "font-size": 11 }),
      ),
    ),
    ...list.map(([name, f], i) => {
      const y = top + rowHeight * (i + 0.5);
      return group(
        {},
        element("line", {
          x1: 2,
          x2: 508,
          y1: y - rowHeight / 2,
          y2: y - rowHeight / 2,
          class: "axis",
          "stroke-opacity": i === 3 ? 1 : 0.35,
        }),
        text(4, y + 4, name),
        curve(f, y),
        ...tests.map((test, j) => {
          const at = { cx: columns[j] ?? 0, cy: y };
          const needed = j < 2;
          if (test(f)) return element("circle", { ...at, r: 5, class: needed ? "c3-fill" : "c1-fill" });
          return needed
            ? text(at.cx, y + 5, "✗", {
                ...middle,
                fill: undefined,
                class: "c5-fill",
                "font-size": 15,
                "font-weight": 600,
              })
            : element("circle", { ...at, r: 4, fill: "none", stroke: "currentColor", "stroke-opacity": 0.4 });
        }),
      );
    }),
  );
};
