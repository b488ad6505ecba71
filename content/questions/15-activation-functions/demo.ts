import { chart, check, linspace, param, random, t, table } from "lab";

const layers = param(t("layers", "层数"), 20, { min: 2, max: 60, step: 1 });
const gain = param(t("weight gain", "权重增益"), 1, { min: 0.5, max: 3, step: 0.1 });
const z = param(t("sum z of one unit", "一个单元的加权和 z"), -10, { min: -10, max: 4, step: 0.5 });

type Activation = (x: number) => number;
const sigmoid: Activation = (x) => 1 / (1 + Math.exp(-x));
const relu: Activation = (x) => Math.max(0, x);
const leaky: Activation = (x) => (x > 0 ? x : 0.01 * x);
const elu: Activation = (x) => (x > 0 ? x : Math.expm1(x));
// x · Φ(x), with the usual tanh formula for Φ, which is 0 at −10 | x · Φ(x)，Φ 用常见的 tanh 近似，在 −10 处得 0
const gelu: Activation = (x) => 0.5 * x * (1 + Math.tanh(0.79788456 * (x + 0.044715 * x ** 3)));
const silu: Activation = (x) => x * sigmoid(x);
const softer = { "leaky ReLU": leaky, ELU: elu, GELU: gelu, SiLU: silu };
const activations = { sigmoid, tanh: Math.tanh, ReLU: relu, ...softer };

// The slope is measured, not derived | 斜率用差分量出来，不用公式
const slope = (f: Activation, x: number): number => (f(x + 1e-4) - f(x - 1e-4)) / 2e-4;

const width = 32;
const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

// What is left of the gradient's length, layer by layer back from the output | 从输出往回逐层数，梯度的长度还剩多少
function gradientBack(f: Activation, depth: number, size: number): number[] {
  const rng = random(1);
  const vector = (sd: number): number[] => Array.from({ length: width }, () => rng.normal(0, sd));
  let signal = vector(1);
  const passed: { weights: number[][]; sums: number[] }[] = [];
  for (let layer = 0; layer < depth; layer++) {
    const weights = Array.from({ length: width }, () => vector(size / Math.sqrt(width)));
    const sums = weights.map((row) => dot(row, signal));
    passed.push({ weights, sums });
    signal = sums.map(f);
  }
  let gradient = vector(1);
  const start = Math.hypot(...gradient);
  const left = [1];
  for (const { weights, sums } of passed.reverse()) {
    // back through the activation, then through the weights | 先反向穿过激活函数，再穿过权重
    const scaled = gradient.map((value, i) => value * slope(f, sums[i]));
    gradient = gradient.map((_, j) => scaled.reduce((sum, value, i) => sum + value * weights[i][j], 0));
    left.push(Math.hypot(...gradient) / start);
  }
  return left;
}

const shown = ["sigmoid", "tanh", "ReLU", "GELU"] as const;
const lines = shown.map((name) => ({ label: name, y: gradientBack(activations[name], layers, gain) }));
const [low, , high] = lines.map((line) => Number(line.y[layers].toPrecision(1)));
chart("depth", {
  title: t(`The gradient left: sigmoid ${low}, ReLU ${high}`, `剩余梯度：sigmoid ${low}，ReLU ${high}`),
  x: { label: t("layers counted back from the output", "从输出往回数的层数") },
  y: { label: t("gradient left", "剩余梯度"), scale: "log" },
  lines,
});

// All of them at one point: who still passes a gradient there? | 所有函数在同一点上：谁还让梯度通过？
const short = (x: number): number => Number(x.toPrecision(2));
const rows = Object.entries(activations).map(([name, f]) => [name, short(f(z)), short(slope(f, z))]);
const head = [t("activation", "激活函数"), t("value at z", "z 处的值"), t("slope", "斜率")];
table(t("one unit", "一个单元"), head, rows);

const grid = linspace(-6, 6, 1201);
const steepest = Math.max(...grid.map((x) => slope(sigmoid, x)));
const twin = grid.map((x) => Math.abs(Math.tanh(x) - 2 * sigmoid(2 * x) + 1));
const share = dot(grid.map(relu), grid.map(relu)) / dot(grid, grid);
const pull = [0.6, 0.9].map((input) => -0.5 * input);
// bias −10 and inputs within ±3: ReLU is off for all of them | 偏置 −10，输入在 ±3 之内：ReLU 对每个输入都关着
const dead = linspace(-3, 3, 200).map((x) => slope(relu, x - 10));
const alive = Object.values(activations).filter((f) => Math.abs(slope(f, -10)) > 0.001);
const [reluLeft, sigmoidLeft] = [relu, sigmoid].map((f) => gradientBack(f, 20, 1.4)[20]);
check(t("sigmoid's steepest slope is 1/4", "sigmoid 最陡处斜率 1/4"), Math.abs(steepest - 0.25) < 1e-8);
check(t("ten of them pass at most 9.5e-7", "十个至多放过 9.5e-7"), Math.abs(steepest ** 10 - 9.54e-7) < 1e-9);
check("tanh(x) = 2σ(2x) − 1", Math.max(...twin) < 1e-15);
check(t("inputs above 0: gradients share a sign", "输入全正：梯度同号"), pull[0] * pull[1] > 0, pull);
check(t("ReLU at bias −10 gets no gradient", "偏置 −10 的 ReLU 没有梯度"), Math.max(...dead) === 0);
check(
  t("at −10 only leaky ReLU passes 1/1000", "−10 处只有带泄漏的放过千分之一以上"),
  alive.length === 1 && alive[0] === leaky,
);
check(t("ReLU halves the mean square", "ReLU 使均方值减半"), Math.abs(share - 0.5) < 1e-12);
check(
  t("gain 1.4 rescues ReLU, not sigmoid", "增益 1.4 救得了 ReLU，救不了 sigmoid"),
  Math.abs(reluLeft - 0.65) < 0.05 && sigmoidLeft < 1e-10,
);
