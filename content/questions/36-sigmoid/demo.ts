import { chart, check, linspace, param, print, t, table } from "lab";

const start = param(t("starting score z", "初始得分 z"), -6, { min: -10, max: 3, step: 0.5 });
const rate = param(t("learning rate", "学习率"), 1, { min: 0.1, max: 10, scale: "log" });
const steps = param(t("steps", "步数"), 100, { min: 10, max: 500, step: 10 });

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
// slopes are measured, not derived | 斜率用差分量出来，不用公式
const slope = (f: (z: number) => number, z: number, h = 1e-4) => (f(z + h) - f(z - h)) / (2 * h);
const bend = (f: (z: number) => number, z: number) => (f(z + 1e-3) - 2 * f(z) + f(z - 1e-3)) / 1e-6;

// the true answer is yes, y = 1: two ways to say how wrong σ(z) is | 正确答案是“是”，y = 1：衡量 σ(z) 错多少的两种办法
// −log σ(z), written so that no exponential overflows | −log σ(z)，写成指数不会溢出的样子
const crossEntropy = (z: number) => Math.max(0, -z) + Math.log1p(Math.exp(-Math.abs(z)));
const squared = (z: number) => (1 - sigmoid(z)) ** 2;

const losses = [crossEntropy, squared];
function descend(loss: (z: number) => number, from: number, eta: number, count: number): number[] {
  const path = [from];
  for (let step = 0; step < count; step++) path.push(path[step] - eta * slope(loss, path[step]));
  return path;
}
const paths = losses.map((loss) => descend(loss, start, rate, steps));
const names = [t("cross-entropy", "交叉熵"), t("squared error", "平方误差")];
const ends = paths.map((path) => sigmoid(path[steps]).toPrecision(2));
chart("race", {
  title: t(
    `After ${steps} steps p = ${ends[0]} and ${ends[1]}`,
    `${steps} 步之后 p = ${ends[0]} 与 ${ends[1]}`,
  ),
  x: { label: t("step", "步") },
  y: { label: t("p = σ(z), 1 is right", "p = σ(z)，应为 1"), range: [0, 1] },
  lines: names.map((label, i) => ({ label, y: paths[i].map(sigmoid) })),
});

const zs = linspace(-10, 6, 161);
const pull = losses.map((loss) => slope(loss, start).toPrecision(2).replace("-", "−"));
const at = `z = ${start}`.replace("-", "−");
chart("losses", {
  title: t(`At ${at} the slopes are ${pull[0]} and ${pull[1]}`, `${at} 处斜率为 ${pull[0]} 与 ${pull[1]}`),
  x: { label: t("score z", "得分 z") },
  y: { label: t("loss", "损失") },
  lines: losses.map((loss, i) => ({ label: names[i], x: zs, y: zs.map(loss) })),
  points: losses.map((loss) => ({ x: [start], y: [loss(start)] })),
});

const head = [
  t("score z", "得分 z"),
  "p = σ(z)",
  t("odds p : (1 − p)", "几率 p :（1 − p）"),
  t("slope", "斜率"),
];
const row = (z: number) => [z, sigmoid(z), sigmoid(z) / sigmoid(-z), slope(sigmoid, z)];
table(t("the same answer, three ways", "同一个回答的三种说法"), head, [-4, -2, 0, 0.5, 2, 2.5, 4].map(row));

const largest = (values: number[]) => Math.max(...values.map(Math.abs));
const near = (claim: string, value: number, wanted: number, by: number) =>
  check(claim, Math.abs(value - wanted) < by, value);
near("σ(z) + σ(−z) = 1", largest(zs.map((z) => sigmoid(z) + sigmoid(-z) - 1)), 0, 1e-15);
near("σ′ = σ(1 − σ)", largest(zs.map((z) => slope(sigmoid, z) - sigmoid(z) * sigmoid(-z))), 0, 1e-8);
near(t("steepest at 0: 1/4", "0 处最陡：1/4"), Math.max(...zs.map((z) => slope(sigmoid, z))), 0.25, 1e-8);
const odds = (z: number) => sigmoid(z) / (1 - sigmoid(z));
near(t("2 more in z: odds × 7.39", "z 加 2：几率乘 7.39"), odds(2.5) / odds(0.5), 7.389, 1e-3);
check(
  t("cross-entropy is convex", "交叉熵是凸的"),
  zs.every((z) => bend(crossEntropy, z) > -1e-9),
);
const lowest = Math.min(...zs.map((z) => bend(squared, z)));
near(t("squared error bends down to −0.120", "平方误差的弯曲低到 −0.120"), lowest, -0.12, 1e-3);
near(t("and turns at z = −ln 2", "转折在 z = −ln 2"), bend(squared, -Math.LN2), 0, 1e-6);
const [steep, flat] = losses.map((loss) => slope(loss, -6));
near(t("pull at −6: cross-entropy 0.998", "−6 处的拉力：交叉熵 0.998"), steep, -0.998, 1e-3);
near(t("pull at −6: squared error 0.0049", "−6 处的拉力：平方误差 0.0049"), flat, -0.0049, 1e-4);
const [far, stuck] = losses.map((loss) => sigmoid(descend(loss, -6, 1, 100)[100]));
check(t("100 steps from −6: 0.99, 0.005", "从 −6 走 100 步：0.99、0.005"), far > 0.985 && stuck < 0.005);
check(t("σ(37) rounds to 1", "σ(37) 舍入成 1"), sigmoid(37) === 1 && sigmoid(36) < 1);
const late = [200, 250].map((n) => sigmoid(descend(squared, -6, 1, n)[n]).toFixed(2)).join(" ");
check(
  t("squared error: p = 0.06 at step 200, 0.90 at 250", "平方误差：200 步 p = 0.06，250 步 0.90"),
  late === "0.06 0.90",
);
const careless = -Math.log(sigmoid(-800));
print(t("−log σ(−800), two ways:", "−log σ(−800) 的两种算法："), careless, crossEntropy(-800));
check(
  t("careless: Infinity, careful: 800", "不小心：Infinity，小心：800"),
  careless > 1e300 && crossEntropy(-800) === 800,
);
