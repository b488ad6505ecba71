import { chart, check, linspace, normal, param, parameter, print, random, scope, t, tensor } from "lab";

const k = param(t("one gradient ×", "一次梯度 ×"), 10, { min: 1, max: 1e10, scale: "log", step: 0.25 });
const clip = param(t("clip norm at 1", "范数裁剪到 1"), false);
const eta = param(t("rate for w⁴", "w⁴ 的学习率"), 0.1, { min: 0.001, max: 0.1, scale: "log", step: 0.05 });

// Four ReLU layers of 16 learn sin 3x; at step 150 one gradient is too long | 四个 16 单元的 ReLU 层学习 sin 3x，第 150 步有一次梯度过长
const [width, steps, accident] = [16, 300, 150];
const inputs = linspace(-1, 1, 64);
const x = tensor(inputs.map((value) => [value, 1]));
const wanted = tensor(inputs.map((value) => [Math.sin(3 * value)]));

function train(times: number, clipped = false) {
  const rng = random(1);
  const first = parameter(normal([2, width], rng));
  const last = parameter(normal([width, 1], rng, Math.sqrt(1 / width)));
  const he = Math.sqrt(2 / width);
  const hidden = [1, 2, 3].map(() => parameter(normal([width, width], rng, he)));
  const parameters = [first, ...hidden, last];
  const forward = () => hidden.reduce((h, w) => h.matmul(w).relu(), x.matmul(first).relu());
  const losses = linspace(0, steps - 1, steps).map((step) =>
    scope(() => {
      const loss = forward().matmul(last).sub(wanted).square().mean();
      for (const w of parameters) w.gradient?.fill(0);
      loss.backward();
      let factor = 1;
      if (step === accident) {
        const norm = times * Math.hypot(...parameters.flatMap((w) => Array.from(w.gradient ?? [])));
        factor = clipped ? times * Math.min(1, 1 / norm) : times;
      }
      for (const w of parameters)
        for (let i = 0; i < w.size; i++) w.data[i] -= 0.05 * factor * (w.gradient?.[i] ?? 0);
      return loss.item();
    }),
  );
  const outputs = scope(() => forward().rows());
  // Alive: some input still makes the unit answer | 活着：还有某个输入能让这个单元作答
  const alive = outputs[0].filter((_, unit) => outputs.some((row) => row[unit] > 0)).length;
  return { losses, alive, end: losses[steps - 1] };
}

const [calm, hit] = [train(1), train(k, clip)];
const dead = t("all 16 units dead", "16 个单元全部坏死");
const alive = t(`it heals, ${hit.alive} of 16 units alive`, `自己会好，16 个单元还剩 ${hit.alive} 个`);
const fate = Number.isNaN(hit.end) ? t("NaN for good", "从此只有 NaN") : hit.alive === 0 ? dead : alive;
const shown = hit.losses.map((loss) => (loss < 1e4 ? loss : Number.NaN));
chart("fates", {
  title: t(`One gradient × ${k}: ${fate}`, `一次梯度 × ${k}：${fate}`),
  x: { label: t("step", "步") },
  y: { label: t("loss", "损失"), scale: "log" },
  lines: [
    { label: t("undisturbed", "未受干扰"), y: calm.losses, dashed: true },
    { label: `× ${k}`, y: shown },
  ],
});

// Gradient descent on w⁴ from w = 10 | 从 w = 10 出发，对 w⁴ 做梯度下降
function descend(rate: number, count: number): number[] {
  const path = [10];
  for (let i = 0; i < count; i++) path.push(path[i] - rate * 4 * path[i] ** 3);
  return path;
}
const short = (w: number): string => (Math.abs(w) < 1e4 ? w.toFixed(2) : w.toExponential(1));
print(t("w⁴, after each update:", "w⁴，每次更新之后："), descend(eta, 7).map(short).join("  "));

const wild = descend(0.1, 7).map(short).join(" ");
const told = "10.00 -390.00 2.4e+7 -5.3e+21 6.1e+64 -9.1e+193 Infinity NaN";
check(t("w⁴, rate 0.1: NaN at update 7", "w⁴，学习率 0.1：第 7 次得 NaN"), wild === told, wild);
const slow = descend(0.001, 2000)[2000];
check(t("rate 0.001: w = 0.2495", "学习率 0.001：w = 0.2495"), Math.abs(slow - 0.2495) < 5e-5, slow);
const [ten, hundreds, huge] = [10, 300, 1e10].map((times) => train(times));
const peak = Math.max(...ten.losses.slice(accident));
check(
  t("× 10: up to 1.9, then below 0.01", "× 10：升到 1.9，又降到 0.01 以下"),
  Math.abs(peak - 1.9) < 0.05 && ten.end < 0.01,
  [peak, ten.end],
);
check(
  t("× 300: loss 0.515, no unit alive", "× 300：损失 0.515，单元全坏死"),
  hundreds.alive === 0 && Math.abs(hundreds.end - 0.515) < 5e-4,
  hundreds.end,
);
check(t("× 1e10: NaN", "× 1e10：NaN"), Number.isNaN(huge.end), huge.end);
