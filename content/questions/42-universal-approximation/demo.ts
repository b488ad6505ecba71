import { chart, check, linspace, param, random, t } from "lab";

const units = param(t("hidden units", "隐藏单元数"), 8, { min: 2, max: 40, step: 1 });
const jump = t("jump at 0", "0 处跳变");
const target = param(t("target", "目标函数"), "sin x", ["sin x", "|x|", jump]);
const activation = param(t("activation", "激活函数"), "tanh", ["tanh", "ReLU", "x²"]);

type Curve = (x: number) => number;
const f: Curve = target === jump ? Math.sign : target === "|x|" ? Math.abs : Math.sin;
// judged between the training points too, and on both sides of 0 | 训练点之间也要量，0 的两侧各取一点
const fine = [...linspace(-Math.PI, -1e-6, 400), ...linspace(1e-6, Math.PI, 400)];
const gap = (a: Curve, b: Curve): number => Math.max(...fine.map((x) => Math.abs(a(x) - b(x))));

// By hand: every tanh is one step of a staircase along g | 手工搭建：每个 tanh 是楼梯的一级，沿着 g 走
function staircase(g: Curve, count: number): Curve {
  const edges = linspace(-Math.PI, Math.PI, count + 1);
  const rises = edges.slice(1).map((edge, i) => g(edge) - g(edges[i]));
  const sharp = count / Math.PI;
  const middle = (i: number): number => (edges[i] + edges[i + 1]) / 2;
  const step = (x: number, i: number): number => 0.5 + 0.5 * Math.tanh(sharp * (x - middle(i)));
  return (x) => rises.reduce((y, rise, i) => y + rise * step(x, i), g(edges[0]));
}

// By training: y = c + Σ v·φ(w·x + b), the same shape with free numbers | 靠训练：y = c + Σ v·φ(w·x + b)，形状相同，数字自由
const square: Curve = (z) => z * z;
const phi: Curve = activation === "tanh" ? Math.tanh : activation === "x²" ? square : (z) => Math.max(0, z);
const slope: Curve = (z) => (phi(z + 1e-5) - phi(z - 1e-5)) / 2e-5;
const rng = random(1);
const hidden = Array.from({ length: units }, (_, i) => 3 * i);
// w, b, v of each unit in turn, and c at the end | 依次是每个单元的 w、b、v，最后是 c
const p = [...hidden.flatMap(() => [rng.normal(), rng.uniform(-3, 3), rng.normal() / units]), 0];
const net: Curve = (x) => hidden.reduce((y, i) => y + p[i + 2] * phi(p[i] * x + p[i + 1]), p[3 * units]);

function gradient(): number[] {
  const d = p.map(() => 0);
  for (const x of linspace(-Math.PI, Math.PI, 64)) {
    const error = (net(x) - f(x)) / 32;
    d[3 * units] += error;
    for (const i of hidden) {
      const z = p[i] * x + p[i + 1];
      const back = error * p[i + 2] * slope(z);
      d[i] += back * x;
      d[i + 1] += back;
      d[i + 2] += error * phi(z);
    }
  }
  return d;
}

const stairs = staircase(f, units);
const xs = linspace(-Math.PI, Math.PI, 200);
const names = [t("target", "目标"), t("tanh staircase", "tanh 楼梯"), t("trained", "训练")];
const draw = (id: string, title: string, of: (g: Curve, x: number) => number): void => {
  const ys = [f, stairs, net].map((g) => xs.map((x) => of(g, x)));
  chart(id, { title, lines: ys.map((y, i) => ({ label: names[i], x: xs, y, dashed: i === 1 })) });
};
function show(): void {
  const [off, handOff] = [net, stairs].map((g) => gap(g, f).toFixed(3));
  draw("fit", t(`${units} hidden units`, `${units} 个隐藏单元`), (g, x) => g(x));
  draw(
    "error",
    t(`Off by: trained ${off}, staircase ${handOff}`, `差：训练 ${off}，楼梯 ${handOff}`),
    (g, x) => g(x) - f(x),
  );
}

// Adam, with a rate that falls to zero | Adam，学习率逐渐降到零
const [mean, power] = [p.map(() => 0), p.map(() => 0)];
for (let k = 1; k <= 2000; k++) {
  const rate = 0.02 * (1 - k / 2000);
  for (const [i, d] of gradient().entries()) {
    mean[i] += 0.1 * (d - mean[i]);
    power[i] += 0.001 * (d * d - power[i]);
    const size = Math.sqrt(power[i] / (1 - 0.999 ** k)) + 1e-8;
    p[i] -= (rate * mean[i]) / (1 - 0.9 ** k) / size;
  }
  if (k % 50 === 0) show();
}

check(t("trained: off by less than 0.05", "训练后：误差小于 0.05"), gap(net, f) < 0.05, gap(net, f));
const errors = (g: Curve, counts: number[]): string =>
  counts.map((count) => gap(staircase(g, count), g).toFixed(4)).join(" ");
const sines = errors(Math.sin, [10, 20, 40, 80, 160]) === "0.0710 0.0375 0.0190 0.0095 0.0048";
check(t("10 to 160 steps: 0.0710 to 0.0048", "10 到 160 级：0.0710 到 0.0048"), sines);
check(t("a jump: 1 off, always", "跳变：总差 1"), errors(Math.sign, [9, 20]) === "1.0000 1.0000");
// sin is odd, so the best parabola is a line | sin 是奇函数，最好的抛物线就是一条直线
const best = Math.min(...linspace(0, 1, 401).map((a) => gap((x) => a * x, Math.sin)));
check(t("no parabola is closer to sin than 0.68", "抛物线离 sin 至少 0.68"), best > 0.68, best);
