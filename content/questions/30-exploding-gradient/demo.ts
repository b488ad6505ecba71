import { chart, check, param, print, random, t } from "lab";

const gain = param(t("gain per layer", "每层增益"), 1.1, { min: 0.8, max: 1.5, step: 0.01 });
const layers = param(t("layers", "层数"), 50, { min: 10, max: 200, step: 10 });

type Vector = number[];
const size = 32;
const rng = random(2);
const normals = (): Vector => Array.from({ length: size }, () => rng.normal());
const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

// Three kinds of layer, each as what it does to a gradient | 三种层，各写成它对梯度做的事
// orthogonal: a random mirror, keeps every length | 正交：随机镜面反射，长度不变
function orthogonal(gradient: Vector): Vector {
  const normal = normals();
  const twice = (2 * dot(normal, gradient)) / dot(normal, normal);
  return gradient.map((value, i) => value - twice * normal[i]);
}
// Gaussian: keeps the length on average only | 高斯：只在平均意义上保持长度
const gaussian = (gradient: Vector): Vector => gradient.map(() => dot(normals(), gradient) / Math.sqrt(size));
// shift: largest singular value 1, but the last number falls off | 移位：最大奇异值为 1，但末尾的数掉出去
const shift = (gradient: Vector): Vector => [0, ...gradient.slice(0, -1)];

// Back-propagation through `depth` layers: one factor after another | 反向传播穿过 depth 层：因子一个接一个
function normsBack(layer: (gradient: Vector) => Vector, factor: number, depth: number): number[] {
  let gradient = normals();
  const start = Math.hypot(...gradient);
  const norms = [1];
  for (let step = 0; step < depth; step++) {
    gradient = layer(gradient).map((value) => factor * value);
    norms.push(Math.hypot(...gradient) / start);
  }
  return norms;
}

const exact = normsBack(orthogonal, gain, layers);
const times = exact[layers].toPrecision(3);
chart("chain", {
  title: t(
    `Gain ${gain}, ${layers} layers: gradient × ${times}`,
    `增益 ${gain}，${layers} 层：梯度 × ${times}`,
  ),
  x: { label: t("layers counted back from the output", "从输出往回数的层数") },
  y: { label: t("gradient norm", "梯度范数"), scale: "log" },
  lines: [
    { label: t("orthogonal", "正交"), y: exact },
    { label: t("Gaussian", "高斯"), y: normsBack(gaussian, gain, layers) },
    { label: t("shift", "移位"), y: normsBack(shift, gain, layers).filter((norm) => norm > 0) },
  ],
});

// float16 keeps 11 significant bits and ends at 65504 | float16 只留 11 位有效位，到 65504 为止
function float16(x: number): number {
  const unit = 2 ** (Math.floor(Math.log2(x)) - 10);
  return x >= 65520 ? Infinity : Math.round(x / unit) * unit;
}
function layersToInf(round: (x: number) => number, factor: number): number {
  let gradient = 1;
  let layer = 0;
  for (; gradient !== Infinity && layer < 1e5; layer++) gradient = round(gradient * round(factor));
  return gradient === Infinity ? layer : Infinity;
}
const [half, single] = [float16, Math.fround].map((round) => layersToInf(round, gain));
print(t(`gain ${gain}, layers until Inf:`, `增益 ${gain}，到 Inf 的层数：`), {
  float16: half,
  float32: single,
});
// One step with an infinite gradient, then the two weights are added | 梯度为 Inf 时更新一步，再把两个权重相加
const [a, b] = [0.5 - 0.1 * Infinity, 0.5 + 0.1 * Infinity];
print(t("two weights:", "两个权重："), a, b, t("their sum:", "相加："), a + b);

const after50 = (factor: number): number => normsBack(orthogonal, factor, 50)[50];
const near = (value: number, wanted: number): boolean => Math.abs(value / wanted - 1) < 1e-9;
check(t("50 layers × 0.9: 0.00515", "50 层 × 0.9：0.00515"), near(after50(0.9), 0.9 ** 50));
check(t("50 layers × 1: nothing changes", "50 层 × 1：不变"), near(after50(1), 1));
check(t("50 layers × 1.1: 117.39 times", "50 层 × 1.1：117.39 倍"), near(after50(1.1), 117.3908528797));
check(t("shift × 1.5: 0 after 32 layers", "移位 × 1.5：32 层后为 0"), normsBack(shift, 1.5, 32)[32] === 0);
check(
  t("float16 × 1.1: Inf at layer 117", "float16 × 1.1：第 117 层 Inf"),
  layersToInf(float16, 1.1) === 117,
);
check(
  t("float32 × 1.1: Inf at layer 931", "float32 × 1.1：第 931 层 Inf"),
  layersToInf(Math.fround, 1.1) === 931,
);
check(t("Inf − Inf is NaN", "Inf − Inf 得 NaN"), Number.isNaN(a + b));
