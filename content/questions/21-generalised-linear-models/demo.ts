import { chart, check, linspace, param, random, t } from "lab";

const [yesNo, count, real] = [t("yes or no", "是或否"), t("count", "计数"), t("any number", "任意实数")];
const response = param(t("response y", "响应 y"), yesNo, [yesNo, count, real]);
const size = param(t("examples", "样本数"), 200, { min: 5, max: 200, step: 5 });
const rate = param(t("learning rate", "学习率"), 0.3, { min: 0.02, max: 20, scale: "log" });

// three families, each given by a function A; its slope is the mean μ: the inverse link | 三个分布族，各由一个函数 A 给出；A 的斜率就是均值 μ，即连接函数的反函数
type Family = { A: (eta: number) => number; mean: (eta: number) => number; variance: (mu: number) => number };
const sigmoid = (eta: number) => 1 / (1 + Math.exp(-eta));
const families: Record<string, Family> = {
  [yesNo]: { A: (eta) => Math.log1p(Math.exp(eta)), mean: sigmoid, variance: (mu) => mu * (1 - mu) },
  [count]: { A: Math.exp, mean: Math.exp, variance: (mu) => mu },
  [real]: { A: (eta) => eta ** 2 / 2, mean: (eta) => eta, variance: () => 1 },
};
type Data = { x: number[]; y: number[] };
type Weights = [number, number];
function draw(name: string, n: number): Data {
  const rng = random(42);
  const x = linspace(1, n, n).map(() => rng.normal());
  const mu = x.map((value) => families[name].mean(1.5 * value - 0.5));
  // whole numbers with mean μ; where μ is below 1, that is a coin | 均值为 μ 的整数；μ 小于 1 时就是抛硬币
  return { x, y: mu.map((m) => (name === real ? rng.normal(m) : Math.floor(m + rng.uniform()))) };
}

const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
// loss of one example: A(η) − y·η, with η = w·x + b. Its slope, for every family: (μ − y)·x | 一个样本的损失：A(η) − y·η，其中 η = w·x + b。它的斜率，哪一族都是 (μ − y)·x
function gradient({ mean }: Family, { x, y }: Data, [w, b]: Weights): Weights {
  const off = x.map((value, i) => mean(w * value + b) - y[i]);
  return [average(off.map((d, i) => d * x[i])), average(off)];
}
// the neuron: a small step downhill | 神经元：往下坡走一小步
function descend(f: Family, data: Data, [w, b]: Weights, eta: number): Weights {
  const [dw, db] = gradient(f, data, [w, b]);
  return [w - eta * dw, b - eta * db];
}
// the statistician: least squares, each example weighted by its variance | 统计学家：最小二乘，每个样本按方差加权
function reweigh(f: Family, data: Data, [w, b]: Weights): Weights {
  const weights = data.x.map((value) => f.variance(f.mean(w * value + b)));
  const [ww, wb, bb] = [2, 1, 0].map((p) => average(weights.map((s, i) => s * data.x[i] ** p)));
  const [dw, db] = gradient(f, data, [w, b]);
  const area = ww * bb - wb * wb;
  return [w - (bb * dw - wb * db) / area, b - (ww * db - wb * dw) / area];
}
function compare(name: string, n: number, eta: number) {
  const [f, data] = [families[name], draw(name, n)];
  const [irls, neuron]: Weights[][] = [[[0, 0]], [[0, 0]]];
  for (let k = 0; k < 25; k++) irls.push(reweigh(f, data, irls[k]));
  for (let k = 0; k < 2000; k++) neuron.push(descend(f, data, neuron[k], eta));
  const answer = irls.pop() ?? [0, 0];
  const away = (at: Weights) => Math.hypot(at[0] - answer[0], at[1] - answer[1]);
  const reached = [irls, neuron].map((path) => path.findIndex((at) => away(at) < 1e-6));
  return { data, f, answer, away, reached, irls, neuron };
}

const now = compare(response, size, rate);
const [w, b] = now.answer;
const [fast, slow] = now.reached.map((k) => (k < 0 ? t("never", "到不了") : k));
const line = (label: string, [, ...path]: Weights[]) => {
  return { label, x: path.map((_, k) => k + 1), y: path.map((at) => Math.max(now.away(at), 1e-16)) };
};
chart("distance", {
  title: t(`Steps to 1e-6: IRLS ${fast}, neuron ${slow}`, `到 1e-6 的步数：IRLS ${fast}，神经元 ${slow}`),
  x: { label: t("step", "步"), scale: "log" },
  y: { label: t("distance to the answer", "到答案的距离"), scale: "log" },
  lines: [line("IRLS", now.irls), line(t("neuron", "神经元"), now.neuron)],
});
const etas = linspace(-3, 3, 121);
chart("fit", {
  title: `w = ${w.toFixed(4)}, b = ${b.toFixed(4)}`,
  lines: [{ label: "μ", x: etas, y: etas.map((x) => now.f.mean(w * x + b)) }],
  points: [now.data],
});

const all = [compare(yesNo, 200, 0.3), compare(count, 200, 0.1), compare(real, 200, 0.3)];
const apart = Math.max(...all.map((one) => one.away(one.neuron[2000])));
const steps = all.map(({ reached }) => reached[0]).join(" ");
check(t("both ways the same w and b, to 1e-10", "两种办法，w、b 相差不到 1e-10"), apart < 1e-10, apart);
check(
  t("coins: w = 1.6867, b = −0.4871", "抛硬币：w = 1.6867，b = −0.4871"),
  all[0].away([1.6867, -0.4871]) < 1e-4,
);
check(t("IRLS takes 5, 8 and 1 steps", "IRLS 用 5、8、1 步"), steps === "5 8 1", steps);
const slopes = Object.values(families).map(({ A, mean }) => (A(1.00001) - A(0.99999)) / 2e-5 - mean(1));
check(t("A′ is the mean, in all three", "三族的 A′ 都是均值"), Math.hypot(...slopes) < 1e-8);
