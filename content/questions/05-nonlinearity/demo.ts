import { chart, check, linspace, param, random, t, table } from "lab";

type Component = (x: number[]) => number[];
const sum = (values: number[]) => values.reduce((so, value) => so + value, 0);

// neighbours that a window of width 2 sees | 宽度为 2 的窗口看到的相邻两个数
const pairs = (x: number[]) => x.slice(1).map((value, i) => [x[i], value]);
const relu: Component = (x) => x.map((value) => Math.max(0, value));
const convolution: Component = (x) => pairs(x).map(([a, b]) => a - b);
const withBias: Component = (x) => convolution(x).map((value) => value + 1);
const components: Record<string, Component> = {
  ReLU: relu,
  [t("convolution", "卷积")]: convolution,
  [t("convolution + 1", "卷积 + 1")]: withBias,
  [t("average pooling", "平均池化")]: (x) => pairs(x).map(([a, b]) => (a + b) / 2),
  [t("max pooling", "最大池化")]: (x) => pairs(x).map(([a, b]) => Math.max(a, b)),
  softmax: (x) => x.map((value) => Math.exp(value) / sum(x.map(Math.exp))),
};
const chosen = param(t("component", "组件"), "ReLU", Object.keys(components));
const factor = param(t("factor a", "倍数 a"), -1, { min: -2, max: 2, step: 0.1 });
const seed = param(t("pair of signals", "第几对信号"), 1, { min: 1, max: 20, step: 1 });

const generator = random(seed);
const noise = () => linspace(0, 0, 24).map(() => generator.normal());
const [x, y] = [noise(), noise()];
const add = (p: number[], q: number[]) => p.map((value, i) => value + q[i]);
const times = (a: number, p: number[]) => p.map((value) => a * value);
const gap = (p: number[], q: number[]) => Math.max(...p.map((value, i) => Math.abs(value - q[i])));

// how far each law is missed; 0 where it holds | 每条规律差多少；成立就是 0
const additivity = (f: Component) => gap(add(f(x), f(y)), f(add(x, y)));
const homogeneity = (f: Component, a: number) => gap(times(a, f(x)), f(times(a, x)));
// an affine f, such as a layer with a bias, misses additivity by f(0) | 仿射的 f（例如带偏置的层）与可加性只差一个 f(0)
const affinity = (f: Component) => gap(add(f(x), f(y)), add(f(add(x, y)), f(times(0, x))));

const f = components[chosen];
const [parts, whole] = [add(f(x), f(y)), f(add(x, y))];
const missed = gap(parts, whole).toFixed(2);
chart("additivity", {
  title: t(`${chosen}: the two lines differ by up to ${missed}`, `${chosen}：两条线最多差 ${missed}`),
  x: { label: t("position", "位置") },
  lines: [
    { label: "f(x) + f(y)", y: parts },
    { label: "f(x + y)", y: whole, dashed: true },
  ],
});

const factors = linspace(-2, 2, 81);
const left = factors.map((a) => homogeneity(f, a));
const held = left.filter((value) => value < 1e-9).length;
const range = held === 81 ? t("all a", "所有 a") : held === 41 ? "a ≥ 0" : "a = 1";
chart("homogeneity", {
  title: t(`${chosen}: f(ax) = a·f(x) for ${range}`, `${chosen}：f(ax) = a·f(x) 成立于 ${range}`),
  x: { label: t("factor a", "倍数 a") },
  y: { label: t("largest difference", "最大的差") },
  lines: [{ x: factors, y: left }],
  points: [{ x: [factor], y: [homogeneity(f, factor)] }],
});
const columns = [t("component", "组件"), t("additivity", "可加性"), `a = ${factor}`, t("affinity", "仿射性")];
const gaps = (g: Component) => [additivity(g), homogeneity(g, factor), affinity(g)];
const rows = Object.entries(components).map(([name, g]) => [name, ...gaps(g).map((v) => v.toFixed(2))]);
table(t("largest differences", "最大的差"), columns, rows);

const twice: Component = (p) => convolution(convolution(p));
const bent: Component = (p) => convolution(relu(convolution(p)));
const layer = (p: number[]) => relu(convolution(p)).join(" ");
check(t("convolution passes all three tests", "卷积通过三项检验"), Math.max(...gaps(convolution)) < 1e-12);
check(
  t("with a bias it is affine", "加上偏置就是仿射的"),
  additivity(withBias) > 0.99 && affinity(withBias) < 1e-12,
);
check("relu(1) + relu(−1) = 1 ≠ relu(0) = 0", sum(relu([1, -1])) === 1 && relu([0])[0] === 0);
check(t("ReLU keeps the factor 2", "ReLU 保住倍数 2"), homogeneity(relu, 2) < 1e-12);
check(t("ReLU loses the factor −1", "ReLU 保不住倍数 −1"), homogeneity(relu, -1) > 0.5);
check(
  "relu(conv): [0 2] + [1 0] ≠ [0 0]",
  `${layer([1, 2, 0])}, ${layer([0, -1, 3])}, ${layer([1, 1, 3])}` === "0 2, 1 0, 0 0",
);
check(t("two convolutions in a row are linear", "连做两次卷积仍是线性的"), additivity(twice) < 1e-12);
check(t("with a ReLU between them they are not", "中间加一个 ReLU 就不是了"), additivity(bent) > 0.5);
