import { chart, check, param, random, t } from "lab";

const layers = param(t("layers", "层数"), 50, { min: 10, max: 100, step: 10 });
const gain = param(t("all weights ×", "所有权重 ×"), 1, { min: 0.5, max: 1.5, step: 0.1 });
const normalise = param(t("batch norm", "批归一化"), false);

// One layer: h ← keep · h + branch · W f(h) | 一层：h ← keep · h + branch · W f(h)
type Curve = (x: number) => number;
const plain = { sd: 1, keep: 0, branch: 1 };
type Net = typeof plain & { f: Curve; slope: Curve };
const sigma: Curve = (x) => 1 / (1 + Math.exp(-x));
const sigmoid: Net = { ...plain, f: sigma, slope: (x) => sigma(x) * sigma(-x) };
const tanh: Net = { ...plain, f: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 };
const relu = (sd: number): Net => ({ ...plain, sd, f: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0) });
const he = relu(Math.SQRT2);
const residual: Net = { ...he, keep: 1 };
const scaled = (depth: number): Net => ({ ...residual, branch: 1 / Math.sqrt(depth) });

type Matrix = number[][]; // row: example, column: unit | 行是样本，列是单元
const [width, batch] = [32, 16];
const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
const mean = (a: number[]): number => a.reduce((sum, value) => sum + value, 0) / a.length;
const turn = (a: Matrix): Matrix => a[0].map((_, j) => a.map((row) => row[j]));
const times = (a: Matrix, w: Matrix): Matrix => a.map((example) => w.map((row) => dot(row, example)));
const add = (p: number, a: Matrix, q: number, b: Matrix): Matrix =>
  a.map((row, i) => row.map((value, j) => p * value + q * b[i][j]));

// One unit over the batch; back: less the gradient's mean, less its part along z | 一个单元在小批量上；反向：减去梯度的均值，再减去沿 z 的分量
function batchNorm(h: number[]) {
  const [middle, sd] = [mean(h), Math.sqrt(mean(h.map((value) => (value - mean(h)) ** 2)) + 1e-5)];
  const z = h.map((value) => (value - middle) / sd);
  const back = (d: number[], lost = mean(d), along = dot(d, z) / batch): number[] =>
    d.map((value, i) => (value - lost - z[i] * along) / sd);
  return { z, back };
}

// Gradient norm after each layer, from the output back | 从输出往回，每过一层的梯度范数
function normsBack(net: Net, depth: number, norm = false, factor = 1): number[] {
  const rng = random(2);
  const normals = (rows: number, sd: number): Matrix =>
    Array.from({ length: rows }, () => Array.from({ length: width }, () => rng.normal(0, sd)));
  let h = normals(batch, 1);
  const passed: { z: Matrix; w: Matrix; units: ReturnType<typeof batchNorm>[] }[] = [];
  for (let layer = 0; layer < depth; layer++) {
    const w = normals(width, (factor * net.sd) / Math.sqrt(width));
    const units = norm ? turn(h).map(batchNorm) : [];
    const z = norm ? turn(units.map((unit) => unit.z)) : h;
    passed.push({ z, w, units });
    const active = z.map((row) => row.map(net.f));
    h = add(net.keep, h, net.branch, times(active, w));
  }
  let gradient = normals(batch, 1);
  const norms = [Math.hypot(...gradient.flat())];
  for (const { z, w, units } of passed.reverse()) {
    const weighed = times(gradient, turn(w));
    let through = weighed.map((row, b) => row.map((value, i) => value * net.slope(z[b][i])));
    if (norm) through = turn(turn(through).map((d, i) => units[i].back(d)));
    gradient = add(net.keep, gradient, net.branch, through);
    norms.push(Math.hypot(...gradient.flat()));
  }
  return norms.map((value) => value / norms[0]);
}

const nets = { sigmoid, tanh, ReLU: he, [t("residual", "残差")]: residual };
const all = Object.entries({ ...nets, [t("residual / √L", "残差 / √L")]: scaled(layers) });
const lines = all.map(([label, net]) => ({ label, y: normsBack(net, layers, normalise, gain) }));
const kept = lines.filter(({ y }) => y[layers] > 0.01 && y[layers] < 100).length;
const title = t(`${kept} of 5 gradients stay within × 100`, `5 个网络里有 ${kept} 个，梯度变化不到百倍`);
const x = { label: t("layers counted back from the output", "从输出往回数的层数") };
chart("norms", { title, x, y: { label: t("gradient norm", "梯度范数"), scale: "log" }, lines });

const at50 = (net: Net, norm = false, factor = 1): number => normsBack(net, 50, norm, factor)[50];
const twice = at50(relu(2)) / at50(relu(1)) / 2 ** 50;
const within = (claim: string, value: number, low: number, high: number): void =>
  check(claim, value > low && value < high, value);
within("0.99^1000 = 4.3e-5", 0.99 ** 1000, 4.3e-5, 4.4e-5);
within("1.01^1000 = 21,000", 1.01 ** 1000, 20500, 21500);
within(t("sigmoid: about 1e-32", "sigmoid：约 1e-32"), at50(sigmoid), 3e-33, 1e-31);
within(t("tanh × 0.5: about 3e-16", "tanh × 0.5：约 3e-16"), at50(tanh, false, 0.5), 1e-16, 1e-15);
within(t("ReLU, He: within × 100", "ReLU 配 He：不到百倍"), at50(he), 0.01, 100);
within(t("twice the weights: × 2^50", "权重加倍：× 2^50"), twice, 0.999, 1.001);
within(t("residual alone: more than 1e7", "只加残差：大于 1e7"), at50(residual), 1e7, 1e8);
within(t("residual / √L: about 1.6", "残差 / √L：约 1.6"), at50(scaled(50)), 1.4, 1.9);
within(t("batch norm alone: about 1e5", "只加批归一化：约 1e5"), at50(he, true), 3e4, 3e5);
within(t("batch norm + residual: about 14", "批归一化加残差：约 14"), at50(residual, true), 11, 17);
