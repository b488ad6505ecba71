import { chart, check, linspace, param, random, t } from "lab";

const limit = param(t("clip norm at", "范数裁剪到"), 1, { min: 0.1, max: 10, scale: "log", step: 0.1 });
const rate = param(t("learning rate", "学习率"), 0.1, { min: 0.02, max: 0.3, step: 0.02 });
const gain = param(t("recurrent weights ×", "循环权重 ×"), 1, { min: 0.8, max: 1.2, step: 0.05 });

// One sigmoid unit, 50 steps: loss (h − 0.7)² and its gradient | 一个 sigmoid 单元走 50 步：损失 (h − 0.7)² 和梯度
function unit(w: number, b: number) {
  let [h, byW, byB] = [0.5, 0, 0];
  for (let step = 0; step < 50; step++) {
    const next = 1 / (1 + Math.exp(-w * h - b));
    const slope = next * (1 - next);
    [byW, byB, h] = [slope * (h + w * byW), slope * (1 + w * byB), next];
  }
  const [dw, db] = [2 * (h - 0.7) * byW, 2 * (h - 0.7) * byB];
  return { w, b, dw, db, loss: (h - 0.7) ** 2, norm: Math.hypot(dw, db) };
}
function descend(longest: number, eta: number) {
  const path = [unit(5, -2.6)];
  for (let step = 0; step < 200; step++) {
    const { w, b, dw, db, norm } = path[step];
    const size = eta * Math.min(1, longest / norm);
    path.push(unit(w - size * dw, b - size * db));
  }
  const last = path.slice(-50).map(({ loss }) => loss);
  return { path, end: last.sort((p, q) => p - q)[25] };
}
const [free, clipped] = [descend(1e300, rate), descend(limit, rate)];
const [left, right, low, high] = [3.8, 5.4, -2.9, -1.7];
const draw = ({ path }: typeof free) => {
  const seen = path.filter(({ w, b }) => w > left && w < right && b > low && b < high);
  return { x: seen.map(({ w }) => w), y: seen.map(({ b }) => b) };
};
const row = (b: number): number[] => linspace(left, right, 60).map((w) => Math.sqrt(unit(w, b).loss));
const [lost, kept] = [free, clipped].map(({ end }) => end.toPrecision(2));
chart("cliff", {
  title: t(`Loss at the end: free ${lost}, clipped ${kept}`, `最后的损失：不裁剪 ${lost}，裁剪 ${kept}`),
  x: { label: t("w (colour: |h − 0.7|)", "w（颜色：|h − 0.7|）") },
  y: { label: "b" },
  heat: { x: [left, right], y: [low, high], values: linspace(high, low, 60).map(row) },
  lines: [
    { label: t("clipped", "裁剪"), ...draw(clipped) },
    { label: t("free", "不裁剪"), ...draw(free), dashed: true },
  ],
});

// 200 units h ← f(gain · h + input), W = gain · I: the gradient k steps back | 200 个单元 h ← f(增益 · h + 输入)，W = 增益 · I：往回 k 步的梯度
function normsBack(relu: boolean, times: number): number[] {
  const rng = random(1);
  const squares = new Array<number>(51).fill(0);
  for (let unit = 0; unit < 200; unit++) {
    let [h, gradient] = [0, 1];
    const factors: number[] = [];
    for (let step = 0; step < 50; step++) {
      const sum = times * h + rng.normal(0, 0.3);
      h = relu ? Math.max(0, sum) : Math.tanh(sum);
      factors.unshift(times * (relu ? Number(h > 0) : 1 - h ** 2));
    }
    for (const [k, factor] of [1, ...factors].entries()) {
      gradient *= factor;
      squares[k] += gradient ** 2;
    }
  }
  return squares.map((sum) => Math.sqrt(sum / 200));
}
const lines = [
  { label: "ReLU", y: normsBack(true, gain) },
  { label: "tanh", y: normsBack(false, gain) },
  { label: t("gate 0.98", "门 0.98"), y: linspace(0, 50, 51).map((k) => 0.98 ** k), dashed: true },
];
chart("lag", {
  title: t("ReLU, 50 steps back: ", "ReLU，往回 50 步：") + lines[0].y[50].toPrecision(2),
  x: { label: t("time steps back", "往回的时间步数") },
  y: { label: t("gradient norm", "梯度范数"), scale: "log" },
  lines,
});

const { path } = descend(1e300, 0.1);
const found = [unit(7.42, -3.71).norm, unit(3, -1).norm, path[21].norm, path[22].w, 0.98 ** 50];
const told = found.map((value) => value.toPrecision(2)).join(" ") === "3.4e+12 0.080 1.5e+3 -62 0.36";
check(t("3.4e12, 0.08, 1504, w = −62, 0.36", "3.4e12、0.08、1504、w = −62、0.36"), told, found);
check(t("clipped: median 0.0044", "裁剪：中位数 0.0044"), descend(1, 0.1).end.toFixed(4) === "0.0044");
const ends = [0.8, 1, 1.2].map((times) => normsBack(true, times)[50].toPrecision(1)).join(" ");
check(t("ReLU × 0.8, 1, 1.2: 0, 0.3, 5000", "ReLU × 0.8、1、1.2：0、0.3、5000"), ends === "0 0.3 5e+3", ends);
