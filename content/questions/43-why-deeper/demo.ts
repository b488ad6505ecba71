import { chart, check, linspace, param, random, t } from "lab";

const layers = param(t("layers", "层数"), 5, { min: 1, max: 8, step: 1 });
const height = param(t("height of the tent", "帐篷的高度"), 1, { min: 0.3, max: 1, step: 0.05 });
const width = param(t("random nets: units per layer", "随机网络每层单元数"), 8, { min: 2, max: 16, step: 1 });

type Network = { hidden: { weights: number[][]; biases: number[] }[]; out: number[] };
const range = (n: number) => linspace(1, n, n);
const mean = (list: number[]) => list.reduce((sum, n) => sum + n, 0) / list.length;
const dot = (w: number[], h: number[]) => w.reduce((sum, value, i) => sum + value * h[i], 0);

// the output for one number, and which units are on | 输入一个数，得到输出，以及哪些单元开着
function run({ hidden, out }: Network, x: number): { y: number; on: string } {
  let h = [x];
  let on = "";
  for (const { weights, biases } of hidden) {
    h = weights.map((w, j) => Math.max(0, dot(w, h) + biases[j]));
    on += h.map((value) => (value > 0 ? "1" : "0")).join("");
  }
  return { y: dot(out, h), on };
}
// as long as no unit switches, the curve is straight: count the switches | 没有单元开关切换，曲线就是直的：数一数切换了几次
function pieces(network: Network, from: number, to: number): number {
  const patterns = linspace(1, 2047, 1024).map((i) => run(network, from + ((to - from) * i) / 2048).on);
  return patterns.filter((on, i) => on !== patterns[i - 1]).length;
}

// the tent map, 2·relu(x) − 4·relu(x − ½), put into itself again and again | 帐篷映射 2·relu(x) − 4·relu(x − ½)，一次次代入自身
function tent(depth: number, top = 1): Network {
  const out = [2 * top, -4 * top];
  const biases = [0, -0.5];
  return { hidden: range(depth).map((k) => ({ weights: k === 1 ? [[1], [1]] : [out, out], biases })), out };
}
// the same kind of network with weights drawn by chance | 同一类网络，权重随机抽取
const rng = random(1);
function chance(depth: number, units: number): Network {
  const normals = (n: number, sd = 1) => range(n).map(() => rng.normal(0, sd));
  const matrix = (inputs: number) => range(units).map(() => normals(inputs, Math.sqrt(2 / inputs)));
  const hidden = range(depth).map((k) => ({ weights: matrix(k === 1 ? 1 : units), biases: normals(units) }));
  return { hidden, out: normals(units) };
}

const folded = tent(layers, height);
const [count, units] = [pieces(folded, 0, 1), 2 * layers];
const x = linspace(0, 1, 1025);
chart("curve", {
  title: t(`${layers} layers of 2 units: ${count} pieces`, `${layers} 层、每层 2 个单元：${count} 段`),
  lines: [{ x, y: x.map((at) => run(folded, at).y) }],
});
const depths = range(8);
const tents = depths.map((depth) => pieces(tent(depth, height), 0, 1));
const drawn = depths.map((depth) => range(8).map(() => pieces(chance(depth, width), -3, 3)));
const average = drawn.map(mean);
chart("pieces", {
  title: t(`${units} side by side: at most ${units + 1} pieces`, `${units} 个并排：至多 ${units + 1} 段`),
  x: { label: t("hidden units", "隐藏单元数"), scale: "log" },
  y: { label: t("pieces", "段数"), scale: "log" },
  lines: [
    { label: t("tent", "帐篷"), x: depths.map((depth) => 2 * depth), y: tents },
    { label: t("one layer, at most", "一层，至多"), x: [2, 128], y: [3, 129], dashed: true },
    { label: t("deep, random", "深，随机"), x: depths.map((depth) => width * depth), y: average },
  ],
});

const doubled = [1, 2, 3, 5, 8].map((depth) => pieces(tent(depth), 0, 1)).join(" ");
check(
  t("1 2 3 5 8 layers: 2 4 8 32 256 pieces", "1 2 3 5 8 层：2 4 8 32 256 段"),
  doubled === "2 4 8 32 256",
);
const ends = linspace(0, 1, 257).map((at) => run(tent(8), at).y);
check(
  t("8 layers: 257 ends, 0 1 0 1 … 0", "8 层：257 个端点，0 1 0 1 … 0"),
  ends.every((y, i) => y === i % 2),
);
check(
  t("half as high: 2 pieces, however deep", "高度减半：再深也只有 2 段"),
  pieces(tent(8, 0.5), 0, 1) === 2,
);
const deep = mean(range(8).map(() => pieces(chance(8, 16), -3, 3)));
check(
  t("8 layers of 16 at random: under 129, on average", "8 层各 16 个，随机：平均不到 129 段"),
  deep < 129,
  deep,
);
