import { chart, check, linspace, param, t } from "lab";

const rate = param(t("learning rate η", "学习率 η"), 0.05, { min: 0.005, max: 0.165, step: 0.005 });
const steps = param(t("steps", "步数"), 100, { min: 5, max: 500, step: 5 });
const startW = param(t("starting weight", "初始权重"), 0.3, { min: -1.5, max: 5.5, step: 0.1 });

// five points of the line y = 2x + 1 | 直线 y = 2x + 1 上的五个点
const xs = [0, 1, 2, 3, 4];
const ys = xs.map((x) => 2 * x + 1);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

// forward pass: how far each prediction is off, and the mean square of that | 前向传播：每个预测差多少，以及差的均方
const errors = (w: number, b: number) => xs.map((x, i) => w * x + b - ys[i]);
const loss = (w: number, b: number) => mean(errors(w, b).map((e) => e * e));

// back-propagation: the slope of the loss in w and in b | 反向传播：损失对 w 和对 b 的斜率
function gradient(w: number, b: number): [number, number] {
  const off = errors(w, b);
  return [mean(off.map((e, i) => 2 * e * xs[i])), mean(off.map((e) => 2 * e))];
}

function train(w: number, b: number, eta: number, count: number) {
  const path = { w: [w], b: [b], losses: [loss(w, b)] };
  for (let step = 0; step < count; step++) {
    const [slopeW, slopeB] = gradient(w, b);
    // the optimiser goes downhill | 优化器往下坡走一步
    w -= eta * slopeW;
    b -= eta * slopeB;
    path.w.push(w);
    path.b.push(b);
    path.losses.push(loss(w, b));
  }
  return path;
}

// largest curvature: the top eigenvalue of the loss's 2 × 2 Hessian | 最大曲率：损失的 2 × 2 海森矩阵的最大特征值
const [ww, wb, bb] = [2 * mean(xs.map((x) => x * x)), 2 * mean(xs), 2];
const bound = 2 / ((ww + bb) / 2 + Math.hypot((ww - bb) / 2, wb));

const path = train(startW, -0.2, rate, steps);
const verdict =
  rate < bound
    ? t("< 2/λmax: the loss falls", "< 2/λmax：损失下降")
    : t("> 2/λmax: the loss grows", "> 2/λmax：损失上升");
chart("loss", {
  title: `η = ${rate.toFixed(3)} ${verdict}`,
  x: { label: t("step", "步") },
  y: { label: t("loss", "损失"), scale: "log" },
  lines: [{ y: path.losses.map((value) => Math.max(value, 1e-30)) }],
});

// brightness is log(1 + loss); the path ends where it leaves the map | 明暗是 log(1 + 损失)；路径走出图外就不再画
const outside = path.w.findIndex((w, i) => Math.abs(w - 2) > 4 || Math.abs(path.b[i] - 1) > 4);
const route = { x: path.w.slice(0, outside < 0 ? steps + 1 : outside), y: path.b };
const map = linspace(5, -3, 41).map((b) => linspace(-2, 6, 41).map((w) => Math.log10(1 + loss(w, b))));
const shown = (value: number) => (Math.abs(value) < 1e4 ? value.toFixed(3) : value.toExponential(1));
const end = `w = ${shown(path.w[steps])}, b = ${shown(path.b[steps])}`;
chart("path", {
  title: t(`After ${steps} steps: ${end}`, `走 ${steps} 步后：${end}`),
  x: { label: t("weight w", "权重 w") },
  y: { label: t("bias b", "偏置 b") },
  heat: { values: map, x: [-2, 6], y: [-3, 5] },
  lines: [route],
  points: [{ x: route.x.slice(0, 12), y: route.y }],
});

const told = train(0.3, -0.2, 0.05, 500);
const [first, second] = told.losses.map((value) => value.toFixed(2));
const slopes = gradient(0.3, -0.2)
  .map((slope) => slope.toFixed(1))
  .join(" ");
const missed = Math.hypot(told.w[500] - 2, told.b[500] - 1);
const falls = (eta: number) => train(0.3, -0.2, eta, 500).losses[500] < told.losses[0];
const never = path.losses.every((value, i) => i === 0 || value <= path.losses[i - 1] + 1e-12);
check(t("with your η no step raises the loss", "用你的 η，没有一步使损失上升"), never);
check(t("the first gradient is (−25.2, −9.2)", "第一个梯度是 (−25.2, −9.2)"), slopes === "-25.2 -9.2");
check(t("one step: loss 26.94 → 3.01", "走一步：损失 26.94 → 3.01"), first === "26.94" && second === "3.01");
check(t("500 steps: w = 2, b = 1 to 1e-6", "500 步：w = 2、b = 1，误差小于 1e-6"), missed < 1e-6);
check(t("500 steps: loss below 1e-12", "500 步：损失低于 1e-12"), told.losses[500] < 1e-12);
const short = 1 - train(0.3, -0.2, 0.005, 500).b[500];
check(
  t("η = 0.005, 500 steps: b 0.12 short", "η = 0.005，500 步：b 还差 0.12"),
  short.toFixed(2) === "0.12",
  short,
);
check(t("2/λmax = 0.1492", "2/λmax = 0.1492"), bound.toFixed(4) === "0.1492");
check(t("0.149 converges, 0.150 diverges", "0.149 收敛，0.150 发散"), falls(0.149) && !falls(0.15));
