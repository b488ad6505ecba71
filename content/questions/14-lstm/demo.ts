import { chart, check, linspace, param, t, table } from "lab";

const moment = param(t("gate after gate", "逐个门往前走"), 36, { min: 1, max: 72, step: 1 });
const bias = param(t("forget bias b", "遗忘门偏置 b"), 4.6, { min: -1, max: 8, step: 0.1 });
const weight = param(t("RNN weight w", "RNN 权重 w"), 0.9, { min: 0.5, max: 1.5, step: 0.05 });

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

function update(old: number, f: number, i: number, g: number, o: number) {
  const c = f * old + i * g; // forget a part, add a part | 忘掉一部分，加进一部分
  return { f, i, g, o, old, c, h: o * Math.tanh(c) };
}
// one step of one unit: the gates come from x, the last h and a bias | 一个单元走一步：各个门由 x、上一个 h 和偏置算出
function step(weights: number[][], last: { c: number; h: number }, x: number[]) {
  const z = weights.map((row) => [...x, last.h, 1].reduce((sum, value, k) => sum + row[k] * value, 0));
  return { z, ...update(last.c, sigmoid(z[0]), sigmoid(z[1]), Math.tanh(z[2]), sigmoid(z[3])) };
}

// a memory set by hand: x is a value, a command to write, a command to read | 手工搭的存储单元：x 是数值、写命令、读命令
const values = [0.3, 1, -0.7, 0.5, -0.9, 0.2, 0.6, -0.8, 0.9, -0.3, 0.4, -0.5];
const inputs = values.map((value, k) => [value, k === 1 || k === 7 ? 1 : 0, k === 5 || k === 11 ? 1 : 0]);
const weights = [
  [0, -10, 0, 0, bias], // forget gate: open, but for writing | 遗忘门：平时开着，写时关上
  [0, 10, 0, 0, -5], // input gate: opens to write | 输入门：写时才开
  [1, 0, 0, 0, 0], // candidate: the value | 候选值：就是数值
  [0, 0, 10, 0, -5], // output gate: opens to read | 输出门：读时才开
];
const past = [step(weights, { c: 0, h: 0 }, inputs[0])];
for (const x of inputs.slice(1)) past.push(step(weights, past[past.length - 1], x));

const [now, stage] = [Math.ceil(moment / 6), (moment - 1) % 6];
const { z, f, i, g, o, old, c, h } = past[now - 1];
const d = (x: number): string => x.toFixed(2).replace("-", "−");
const rows = [
  [t("forget gate", "遗忘门"), `f = σ(${d(z[0])})`, d(f)],
  [t("input gate", "输入门"), `i = σ(${d(z[1])})`, d(i)],
  [t("candidate", "候选值"), `g = tanh(${d(z[2])})`, d(g)],
  [t("cell state", "细胞状态"), `c = ${d(f)}·${d(old)} + ${d(i)}·${d(g)}`, d(c)],
  [t("output gate", "输出门"), `o = σ(${d(z[3])})`, d(o)],
  [t("output", "输出"), `h = ${d(o)}·tanh(${d(c)})`, d(h)],
];
const [name, , found] = rows[stage];
const seen = rows.map((row, k) => (k > stage ? [row[0], "", ""] : row));
table(t("inside the cell", "单元内部"), [t(`step ${now}`, `第 ${now} 步`), t("from", "算式"), "="], seen);
const x = linspace(1, 12, 12);
chart("memory", {
  title: t(`Step ${now}, ${name}: ${found}`, `第 ${now} 步，${name}：${found}`),
  lines: [
    { label: "c", x, y: past.map((state) => state.c) },
    { label: "h", x, y: past.map((state) => state.h), dashed: true },
  ],
  points: [{ label: t("values that come in", "输入的数值"), x, y: values }],
});

// the gradient left after 0, 1, 2 … steps back: a product, both times | 往回 0、1、2……步剩余的梯度：两者都是连乘
function rnn(w: number): number[] {
  const left = [1];
  for (let k = 0, hidden = 0.5; k < 100; k++) {
    hidden = Math.tanh(w * hidden);
    left.push(left[k] * w * (1 - hidden ** 2));
  }
  return left;
}
const lstm = (gate: number): number[] => linspace(0, 100, 101).map((k) => gate ** k);
const ys = [rnn(weight), lstm(sigmoid(bias))];
const short = (y: number): string => (y < 0.001 ? y.toExponential(1) : y.toPrecision(2));
const [plain, gated] = ys.map((y) => short(y[100]));
chart("gradient", {
  title: t(`Left of 100 steps: RNN ${plain}, LSTM ${gated}`, `100 步之后：RNN 剩 ${plain}，LSTM 剩 ${gated}`),
  x: { label: t("steps back", "往回的步数") },
  y: { label: t("gradient left", "剩余梯度"), scale: "log" },
  lines: ys.map((y, k) => ({ label: k === 0 ? "RNN" : "LSTM", y })),
});

const claim = (text: string, xs: number[], wanted: string): void =>
  check(text, xs.map(short).join() === wanted, xs);
const ws = [0.9, 1, 1.5].map((w) => rnn(w)[100]);
claim("RNN, w = 0.9, 1, 1.5: 1.2e-5, 0.013, 2.5e-40", ws, "1.2e-5,0.013,2.5e-40");
claim("f = 0.5, 0.99: 7.9e-31, 0.37", [lstm(0.5)[100], lstm(0.99)[100]], "7.9e-31,0.37");
claim("b = 1, 5: 2.5e-14, 0.51", [lstm(sigmoid(1))[100], lstm(sigmoid(5))[100]], "2.5e-14,0.51");
const worked = update(2, 0.9, 0.5, 0.8, 0.6);
claim("0.9·2 + 0.5·0.8 = 2.2, h = 0.59", [worked.c, worked.h], "2.2,0.59");
const held = Math.abs(past[5].c - sigmoid(bias) ** 4 * past[1].c);
check(t("written at 2, at step 6 f⁴ of it is left", "第 2 步写入，到第 6 步剩 f⁴"), held < 0.02, held);
let tiny = { c: 1e-30, h: 5e-31 }; // f = σ(5), i = o = 1/2, weight 2 from h to g | f = σ(5)，i = o = 1/2，h 到 g 的权重是 2
for (let k = 0; k < 100; k++) tiny = update(tiny.c, sigmoid(5), 0.5, Math.tanh(2 * tiny.h), 0.5);
claim(t("an LSTM explodes too: 2.6e17", "LSTM 也会爆炸：2.6e17"), [tiny.c / 1e-30], "2.6e+17");
