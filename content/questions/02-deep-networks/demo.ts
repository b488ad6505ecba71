import { chart, check, linspace, param, random, t } from "lab";

const weight = param(t("weight of unit 2", "单元 2 的权重"), -2, { min: -3, max: 0, step: 0.1 });
const corner = param(t("corner of unit 2", "单元 2 的拐点"), 1, { min: 0, max: 2, step: 0.1 });
const levels = param(t("hidden layers", "隐藏层数"), 3, { min: 1, max: 3, step: 1 });

const relu = (z: number): number => Math.max(0, z);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

// one hidden layer: two ReLU units, and their weighted sum | 一个隐藏层：两个 ReLU 单元，再加权相加
const block = (x: number, y: number, w = weight, c = corner): number => relu(x + y) + w * relu(x + y - c);
const xor = (x: number, y: number): number => block(x, y, -2, 1);

// deeper: each layer treats the results of the layer before as that one treated the inputs | 更深：每一层对待上一层的结果，就像第一层对待输入
type Block = (x: number, y: number) => number;
const layer = (row: number[], f: Block): number[] =>
  row.flatMap((value, i) => (i % 2 === 1 ? [f(row[i - 1], value)] : []));
const after = (k: number, row: number[], f: Block): number[] =>
  k === 0 ? row : after(k - 1, layer(row, f), f);

// every row of n bits; is its number of ones odd? | n 位的所有组合；1 的个数是奇数吗？
const rowsOf = (n: number): number[][] =>
  linspace(0, 2 ** n - 1, 2 ** n).map((code) => linspace(0, n - 1, n).map((bit) => (code >> bit) & 1));
const isOdd = (row: number[]): number => row.reduce((sum, bit) => sum + bit, 0) % 2;

// mean squared error of the best weighted sum of these features, by gradient descent | 这些特征的最佳加权和的均方误差，用梯度下降求得
function linearError(features: number[][], wanted: number[]): number {
  const rng = random(1);
  const inputs = features.map((row) => [...row, 1]);
  const p = inputs[0].map(() => rng.normal(0, 0.3));
  const miss = (x: number[], i: number): number =>
    x.reduce((sum, value, j) => sum + p[j] * value, -wanted[i]);
  const rate = 0.9 / mean(inputs.map((x) => x.reduce((sum, value) => sum + value * value, 0)));
  for (let step = 0; step < 400; step++) {
    const off = inputs.map(miss);
    for (const j of p.keys()) p[j] -= rate * mean(off.map((error, i) => 2 * error * inputs[i][j]));
  }
  return mean(inputs.map((x, i) => miss(x, i) ** 2));
}
// cut the network after k of its layers and read the answer off with a weighted sum | 在第 k 层之后截断网络，用加权和读出答案
function cutAfter(k: number, rows: number[][], f: Block): number {
  const features = rows.map((row) => after(k, row, f));
  return linearError(features, rows.map(isOdd));
}

const points = rowsOf(2);
const group = points.map(isOdd);
const wrong = mean(points.map(([x, y], i) => (block(x, y) - group[i]) ** 2)).toFixed(2);
const bent = weight < 0 && corner > 0 && corner < 2;
const shape = bent ? t("a fold", "有一道折痕") : t("a flat plane", "只是一块平面");
const frame = [-0.25, 1.25] as const;
const side = linspace(...frame, 41);
const values = side.map((up) => side.map((x) => block(x, 1 - up)));
chart("plane", {
  title: t(`The output has ${shape}: error ${wrong}`, `输出${shape}：误差 ${wrong}`),
  heat: { values, x: frame, y: frame, boundary: 0.5 },
  points: [{ x: points.map(([x]) => x), y: points.map(([, y]) => y), group }],
});

const rows = rowsOf(2 ** levels);
const cuts = linspace(0, levels, levels + 1);
const errors = cuts.map((k) => cutAfter(k, rows, block));
const list = errors.map((error) => error.toFixed(2)).join(", ");
chart("depth", {
  title: t(`${2 ** levels} bits: error ${list}`, `${2 ** levels} 位：误差 ${list}`),
  x: { label: t("cut after layer", "在第几层之后截断") },
  y: { label: t("mean squared error", "均方误差"), range: [0, 0.3] },
  bars: [{ names: cuts.map(String), values: errors.map((error) => Number(error.toFixed(4))) }],
});

const flat = [2, 4, 8].map((n) => cutAfter(0, rowsOf(n), xor));
const right = points.every((p, i) => xor(p[0], p[1]) === group[i]);
const odd = rowsOf(8).every((row) => after(3, row, xor)[0] === isOdd(row));
const halfway = [1, 2].map((k) => cutAfter(k, rowsOf(8), xor));
const unbent = [cutAfter(3, rowsOf(8), (x, y) => relu(x + y))];
const quarter = (values: number[]): boolean => values.every((value) => Math.abs(value - 0.25) < 1e-4);
check(t("two ReLUs: XOR without any error", "两个 ReLU：异或，误差为 0"), right);
check(
  t("a plane is off by 0.25, for 2, 4 or 8 bits", "平面的误差是 0.25，2、4、8 位都一样"),
  quarter(flat),
  flat,
);
check(t("three layers: all 256 rows right", "三层：256 种组合全对"), odd);
check(t("cut after 1 or 2 of 3 layers: 0.25", "三层里截到第 1、2 层：0.25"), quarter(halfway), halfway);
check(t("without unit 2, three layers: 0.25", "没有单元 2，三层也是 0.25"), quarter(unbent), unbent);
