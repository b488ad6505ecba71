import { chart, check, linspace, normal, param, parameter, random, scope, t, table, tensor } from "lab";

const gain = param(t("weights × He", "权重 × He"), 1.3, { min: 1, max: 2, step: 0.1 });
const rate = param(t("learning rate", "学习率"), 0.02, { min: 0.005, max: 0.08, step: 0.005 });
const limit = param(t("clip norm at", "范数裁剪到"), 1, { min: 0.1, max: 10, scale: "log", step: 0.25 });

// The gradient of all weights as one long vector | 所有权重的梯度，排成一个长向量
type Vector = number[];
function clipByNorm(gradient: Vector, longest: number): Vector {
  const shorten = Math.min(1, longest / Math.hypot(...gradient));
  return gradient.map((value) => shorten * value);
}
const clipByValue = (gradient: Vector, largest: number): Vector =>
  gradient.map((value) => Math.max(-largest, Math.min(largest, value)));

// Ten ReLU layers learn sin 3x | 十个 ReLU 层学习 sin 3x
const [depth, width, steps] = [10, 16, 300];
const inputs = linspace(-1, 1, 64);
const x = tensor(inputs.map((value) => [value, 1]));
const wanted = tensor(inputs.map((value) => [Math.sin(3 * value)]));
const plain = { gain, rate, residual: false, clip: (gradient: Vector): Vector => gradient };

function train(run: typeof plain): Vector {
  const rng = random(1);
  const first = parameter(normal([2, width], rng));
  const last = parameter(normal([width, 1], rng, Math.sqrt(1 / width)));
  const he = run.gain * Math.sqrt(2 / width);
  const hidden = linspace(1, depth, depth).map(() => parameter(normal([width, width], rng, he)));
  const parameters = [first, ...hidden, last];
  const step = (): number => {
    let h = x.matmul(first);
    for (const w of hidden) {
      const out = h.relu().matmul(w);
      h = run.residual ? h.add(out.mul(1 / Math.sqrt(depth))) : out;
    }
    const loss = h.matmul(last).sub(wanted).square().mean();
    for (const w of parameters) w.gradient?.fill(0);
    loss.backward();
    const gradient = run.clip(parameters.flatMap((w) => Array.from(w.gradient ?? [])));
    let k = 0;
    for (const w of parameters) for (let j = 0; j < w.size; j++) w.data[j] -= run.rate * gradient[k++];
    return loss.item();
  };
  return Array.from({ length: steps }, () => scope(step));
}

// One change at a time | 每次只改一处
const runs = {
  [t("no fix", "不修")]: plain,
  [t("He weights", "He 权重")]: { ...plain, gain: 1 },
  [t("clip norm", "按范数裁剪")]: { ...plain, clip: (g: Vector) => clipByNorm(g, limit) },
  [t("clip values", "按值裁剪")]: { ...plain, clip: (g: Vector) => clipByValue(g, 0.5) },
  [t("rate ÷ 100", "学习率 ÷ 100")]: { ...plain, rate: rate / 100 },
  [t("residual", "残差")]: { ...plain, residual: true },
};
const lines: { label: string; y: Vector }[] = [];
const rows: [string, number, number][] = [];
for (const [label, run] of Object.entries(runs)) {
  const losses = train(run);
  lines.push({ label, y: losses.filter((loss) => loss < 1e5) });
  rows.push([label, losses[0], losses[steps - 1]]);
  const learnt = rows.filter((row) => row[2] < 0.3).length;
  chart("losses", {
    title: t(`${learnt} of ${rows.length} runs learn`, `${rows.length} 次训练，学会 ${learnt} 次`),
    x: { label: t("step", "步") },
    y: { label: t("loss", "损失"), scale: "log" },
    lines,
  });
}
const rounded = rows.map((row) => row.map((cell) => (typeof cell === "number" ? cell.toPrecision(2) : cell)));
table(t("loss", "损失"), [t("change", "改动"), t("at first", "起初"), t("at last", "最后")], rounded);

const [none, he, byNorm, byValue, slow, residual] = rows.map((row) => row[2]);
const good = Math.max(he, byNorm, byValue, residual);
check(t("without a fix the loss is NaN", "不修，损失成了 NaN"), Number.isNaN(none), none);
check(t("He, clipping, residual: below 0.05", "He、裁剪、残差：低于 0.05"), good < 0.05, good);
check(t("rate ÷ 100: between 0.1 and 0.3", "学习率 ÷ 100：0.1 到 0.3"), slow > 0.1 && slow < 0.3, slow);
const wild = { ...plain, gain: 1.6, rate: 0.02, residual: true };
const slower = { ...wild, rate: 0.0002, residual: false };
const [burst, dead] = [wild, slower].map((run) => train(run)[steps - 1]);
const told = Number.isNaN(burst) && Math.abs(dead - 0.515) < 0.001;
check(t("× 1.6: residual NaN, rate ÷ 100 0.515", "× 1.6：残差 NaN，学习率 ÷ 100 0.515"), told, [burst, dead]);
const clipped = [clipByNorm([10, 0.1], 1), clipByValue([10, 0.1], 0.5)].flat();
const close = clipped.every((value, i) => Math.abs(value - [0.99995, 0.0099995, 0.5, 0.1][i]) < 1e-8);
check(t("(10, 0.1): norm 1, then ±0.5", "(10, 0.1)：范数 1，再 ±0.5"), close, clipped);
