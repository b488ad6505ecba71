import { chart, check, linspace, normal, param, parameter, random, scope, t, tensor } from "lab";

const sliding = { min: 1, max: 100, scale: "log", step: 0.1 } as const;
const jump = param(t("rate × from step 150", "第 150 步起学习率 ×"), 10, sliding);
const factor = param(t("alarm at median ×", "报警：中位数 ×"), 10, sliding);
const memory = param(t("steps remembered", "记住最近几步"), 50, { min: 5, max: 100, step: 5 });

// Four ReLU layers of 16 learn sin 3x | 四个 16 单元的 ReLU 层学习 sin 3x
const [width, steps] = [16, 300];
const inputs = linspace(-1, 1, 64);
const x = tensor(inputs.map((value) => [value, 1]));
const wanted = tensor(inputs.map((value) => [Math.sin(3 * value)]));

// The loss is multiplied by `scale`, the learning rate divided by it | 损失乘以 scale，学习率除以 scale
function train(later: number, scale: number) {
  const rng = random(2);
  const first = parameter(normal([2, width], rng));
  const last = parameter(normal([width, 1], rng, Math.sqrt(1 / width)));
  const hidden = [1, 2, 3].map(() => parameter(normal([width, width], rng, Math.sqrt(2 / width))));
  const weights = [first, ...hidden, last];
  const length = (parts: ArrayLike<number>[]) => Math.hypot(...parts.flatMap((part) => Array.from(part)));
  const step = (number: number) => {
    const h = hidden.reduce((below, w) => below.matmul(w).relu(), x.matmul(first).relu());
    const loss = h.matmul(last).sub(wanted).square().mean();
    for (const w of weights) w.gradient?.fill(0);
    loss.mul(scale).backward();
    const gradients = weights.map((w) => w.gradient ?? []);
    const norm = length(gradients);
    const rate = (number < 150 ? 0.05 : 0.05 * later) / scale;
    // How far this step goes, as a share of all weights | 这一步走多远，占全部权重的多少
    const share = (rate * norm) / length(weights.map((w) => w.data));
    for (const [k, w] of weights.entries()) {
      for (let i = 0; i < w.size; i++) w.data[i] -= rate * gradients[k][i];
    }
    return { loss: loss.item(), norm, share };
  };
  return linspace(0, steps - 1, steps).map((number) => scope(() => step(number)));
}

// The detector: far above its own recent past, or no number at all | 探测器：远高于自己最近的水平，或者根本不是数
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
function watch(norms: number[], times = factor, last = memory) {
  const limits = norms.map((_, i) => times * median(norms.slice(Math.max(0, i - last), i)));
  return { limits, alarm: norms.findIndex((norm, i) => i >= last && !(norm <= limits[i])) };
}

const [healthy, scaled, burst] = [train(1, 1), train(1, 1024), train(jump, 1)];
const norms = (run: typeof healthy): number[] => run.map((step) => step.norm);
const { limits, alarm } = watch(norms(burst));
const drawn = (values: number[]) => values.map((value) => (value > 0 && value < 1e5 ? value : Number.NaN));
const loss = alarm < 0 ? "" : burst[alarm].loss.toPrecision(2);
const alert = t(`alarm at step ${alarm}, loss ${loss}`, `第 ${alarm} 步报警，损失 ${loss}`);
const found = alarm < 0 ? t("no alarm", "没有报警") : alert;
chart("norms", {
  title: t(`Rate × ${jump}: ${found}`, `学习率 × ${jump}：${found}`),
  x: { label: t("step", "步") },
  y: { label: t("gradient norm", "梯度范数"), scale: "log" },
  lines: [
    { label: t("loss × 1024", "损失 × 1024"), y: norms(scaled) },
    { label: t("healthy", "正常"), y: norms(healthy) },
    { label: t("burst", "爆炸"), y: drawn(norms(burst)) },
    { label: t("limit", "界限"), y: drawn(limits).fill(Number.NaN, 0, memory), dashed: true },
  ],
});

const same = healthy.every((step, i) => step.loss === scaled[i].loss && 1024 * step.norm === scaled[i].norm);
check(t("loss × 1024: same run, norms × 1024", "损失 × 1024：同一次训练，范数 × 1024"), same);
const [few, all] = [healthy, scaled].map((run) => norms(run).filter((norm) => norm > 1).length);
const counted = few === 10 && all === 300;
check(t("norm > 1 in 10 and in 300 steps", "范数 > 1：10 步和 300 步"), counted, [few, all]);
const ten = train(10, 1);
const alarms = [healthy, scaled, ten].map((run) => watch(norms(run), 10, 50).alarm);
check(t("alarm: never, never, at 151", "报警：没有、没有、第 151 步"), alarms.join() === "-1,-1,151", alarms);
const shares = [149, 151].map((step) => ten[step].share.toPrecision(2)).join(" ");
check(t("a step moves 0.4 %, then 67 %", "一步走 0.4 %，然后 67 %"), shares === "0.0036 0.67", shares);
check(t("at step 160 the gradient is 0", "第 160 步梯度为 0"), ten[160].norm === 0, ten[160].loss);
