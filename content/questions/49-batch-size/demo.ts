import { chart, check, moons, param, progress, random, t, table } from "lab";

const seeds = param(t("thorough: 12 seeds, not 3", "细做：12 个种子，不是 3 个"), false) ? 12 : 3;
const rate = param(t("learning rate η", "学习率 η"), 0.1, { min: 0.02, max: 2, scale: "log" });
const epochs = param(t("epochs", "轮数"), 20, { min: 5, max: 40, step: 5 });

// three ways to compare batch sizes B on 512 examples | 512 个样本，比较批大小 B 的三种办法
const sizes = [2, 8, 32, 128, 512];
const rules = [t("same η", "η 不变"), t("η ∝ B", "η ∝ B"), t("same updates", "更新次数不变")];
const step = (rule: number, B: number): number => (rule === 1 ? (rate * B) / 8 : rate);
const updates = (rule: number, B: number): number => (epochs * 512) / (rule === 2 ? 8 : B);

const examples = ({ points, labels }: ReturnType<typeof moons>): number[][] =>
  points.rows().map(([x, y], i) => [x, y, labels[i]]);
// trains a 2-16-1 network by plain SGD; its accuracy on new points | 用普通 SGD 训练 2-16-1 网络；返回新点上的准确率
function accuracy(B: number, eta: number, count: number, seed: number): number {
  const rng = random(seed);
  const [train, test] = [examples(moons(512, rng, 0.2)), examples(moons(1000, rng, 0.2))];
  // for each of 16 units: weights of x and y, bias, weight to the output | 16 个单元各有：x、y 的权重，偏置，到输出的权重
  const spread = [0.71, 0.71, 0, 0.25];
  const p = Float64Array.from({ length: 65 }, (_, i) => (i < 64 ? rng.normal(0, spread[i % 4]) : 0));
  const [units, out, g, h] = [16, 64, new Float64Array(65), new Float64Array(16)];
  const score = (x: number[]): number => {
    let z = p[out];
    for (let k = 0, i = 0; k < units; k++, i += 4) {
      h[k] = Math.tanh(p[i] * x[0] + p[i + 1] * x[1] + p[i + 2]);
      z += p[i + 3] * h[k];
    }
    return z;
  };
  let order = rng.shuffle(train);
  for (let n = 0, at = 0; n < count; n++) {
    g.fill(0); // the mean gradient of B examples … | B 个样本的平均梯度……
    for (let b = 0; b < B; b++, at++) {
      if (at === 512) [order, at] = [rng.shuffle(train), 0];
      const x = order[at];
      const error = (1 / (1 + Math.exp(-score(x))) - x[2]) / B;
      for (let k = 0, i = 0; k < units; k++, i += 4) {
        const back = error * p[i + 3] * (1 - h[k] * h[k]);
        g[i] += back * x[0];
        g[i + 1] += back * x[1];
        g[i + 2] += back;
        g[i + 3] += error * h[k];
      }
      g[out] += error;
    }
    for (let i = 0; i <= out; i++) p[i] -= eta * g[i]; // … makes one update | ……更新一次
  }
  return test.filter((x) => score(x) > 0 === (x[2] === 1)).length / test.length;
}

const found = Array.from({ length: 15 }, (): number[] => []);
const [xs, ys]: number[][] = [[], []];
let mean: number[] = [];
const ends = (row: number): string => `${mean[row].toFixed(2)} → ${mean[row + 4].toFixed(2)}`;
for (let run = 0; run < 15 * seeds; run++) {
  const [rule, B, seed] = [Math.floor(run / 5) % 3, sizes[run % 5], Math.floor(run / 15) + 1];
  ys.push(accuracy(B, step(rule, B), updates(rule, B), seed));
  xs.push(B * 1.1 ** (rule - 1));
  found[run % 15].push(ys[run]);
  mean = found.map((all) => all.reduce((sum, a) => sum + a, 0) / all.length);
  const [one, other] = [ends(0), ends(10)];
  const verdict = t(`Same η: ${one}, same updates: ${other}`, `η 不变：${one}，更新次数不变：${other}`);
  progress((run + 1) / (15 * seeds), t(`seed ${seed}`, `种子 ${seed}`));
  chart("accuracy", {
    title: run < 14 ? rules[rule] : verdict,
    x: { label: t("batch size B", "批大小 B"), scale: "log" },
    y: { label: t("test accuracy", "测试准确率") },
    lines: rules.map((label, r) => ({ label, x: sizes, y: mean.slice(5 * r, 5 * r + 5) })),
    points: [{ label: t("single seeds", "单个种子"), x: xs, y: ys }],
  });
}
const range = (all: number[]): number => Math.max(...all) - Math.min(...all);
const rows = rules.map((rule, r) => [rule, ...mean.slice(5 * r, 5 * r + 5).map((a) => a.toFixed(3))]);
table(t("test accuracy", "测试准确率"), ["", ...sizes.map((B) => `B = ${B}`)], rows);
const falls = [1, 2, 3, 4].every((k) => mean[k] < mean[k - 1]);
check(t("same η: falls, by over 0.05", "η 不变：一路下降，超过 0.05"), falls && mean[0] - mean[4] > 0.05);
check(t("η ∝ B: level to 0.02 up to 128", "η ∝ B：到 128 为止相差不到 0.02"), range(mean.slice(5, 9)) < 0.02);
check(t("same updates: level to 0.02", "更新次数不变：相差不到 0.02"), range(mean.slice(10)) < 0.02);
const page = [0.96, 0.93, 0.88, 0.86, 0.83, 0.93, 0.93, 0.93, 0.93, 0.85, 0.93, 0.93, 0.93, 0.93, 0.93];
const off = Math.max(...page.map((a, k) => Math.abs(a - mean[k])));
check(t("the page's table, to 0.03", "与正文的表相差不到 0.03"), off < 0.03, off);
const tuned = [1, 2, 3].reduce((sum, seed) => sum + accuracy(512, 25.6, 20, seed) / 3, 0);
check(t("B = 512, η = 25.6: 0.94", "B = 512、η = 25.6：0.94"), tuned.toFixed(2) === "0.94", tuned);
