import { Adam, chart, check, linspace, param, parameter, random, t, table } from "lab";

const left = param(t("your slope on the left, a", "你的左侧斜率 a"), 0.2, { min: -1, max: 1.4, step: 0.1 });
const units = param(t("hidden units", "隐藏单元数"), 12, { min: 2, max: 30, step: 1 });
const steps = param(t("training steps", "训练步数"), 300, { min: 50, max: 600, step: 50 });

type Curve = (x: number) => number;
const sigmoid: Curve = (x) => 1 / (1 + Math.exp(-x));
const activations: Record<string, Curve> = {
  [t("yours", "你的")]: (x) => (x > 0 ? x : left * x),
  [t("step", "阶跃")]: (x) => (x > 0 ? 1 : 0),
  x: (x) => x,
  "x²": (x) => x * x,
  ReLU: (x) => Math.max(0, x),
  SiLU: (x) => x * sigmoid(x),
  sigmoid,
  tanh: Math.tanh,
  sin: Math.sin,
};
const [names, curves] = [Object.keys(activations), Object.values(activations)];

// properties are measured, not asserted | 性质是量出来的，不是写上去的
const grid = linspace(-20.003, 20, 4001);
const slope = (f: Curve, x: number) => (f(x + 1e-7) - f(x - 1e-7)) / 2e-7;
const rises = (ys: number[]) => ys.slice(1).map((y, i) => y - ys[i]);
const monotone = (f: Curve) => rises(grid.map(f)).every((rise) => rise > -1e-12);
const bounded = (f: Curve) => Math.max(Math.abs(f(1e4)), Math.abs(f(-1e4))) < 10;
const flat = (f: Curve) => [-20, 20].filter((x) => Math.abs(slope(f, x)) < 0.01).length;
const slopes = (f: Curve) => grid.some((x) => Math.abs(slope(f, x)) > 0.01);
// up to degree 5, the sixth differences of a polynomial are 0 | 五次以内的多项式，六阶差分为 0
const sixth = (f: Curve) => [1, 2, 3, 4, 5, 6].reduce(rises, linspace(-3.1, 2.9, 13).map(f));
const polynomial = (f: Curve) => sixth(f).every((value) => Math.abs(value) < 1e-9);

const heads = t("f, no polynomial, slope, monotone, bounded, flat", "f, 非多项式, 斜率, 单调, 有界, 平");
const word = (holds: boolean) => (holds ? t("yes", "是") : "–");
const marks = (f: Curve) => [!polynomial(f), slopes(f), monotone(f), bounded(f)].map(word);
const rows = curves.map((f, i) => [names[i], ...marks(f), flat(f)]);
table(t("last column: flat sides", "末列：平的侧数"), heads.split(", "), rows);

// y = Σ v·f(w·x + b) learns a curve; p holds w, b, v of each unit | y = Σ v·f(w·x + b) 学一条曲线；p 依次存每个单元的 w、b、v
const [xs, places] = [linspace(-3, 3, 60), linspace(0, 3 * units - 3, units)];
const wanted: Curve = (x) => Math.sin(2 * x) * Math.exp((-x * x) / 4);
function learner(f: Curve) {
  const rng = random(4);
  const weights = parameter(places.flatMap(() => [rng.normal(), rng.uniform(-2, 2), rng.normal() / units]));
  const [optimiser, p, start] = [new Adam([weights], { rate: 0.03 }), weights.data, [...weights.data]];
  const miss: Curve = (x) => places.reduce((y, i) => y + p[i + 2] * f(p[i] * x + p[i + 1]), -wanted(x));
  function step(): void {
    const d = new Float32Array(p.length);
    for (const x of xs) {
      const off = miss(x) / xs.length;
      for (const i of places) {
        const z = p[i] * x + p[i + 1];
        const back = off * p[i + 2] * slope(f, z);
        d[i] += back * x;
        d[i + 1] += back;
        d[i + 2] += off * f(z);
      }
    }
    weights.gradient = d;
    optimiser.step();
  }
  const error = () => Math.hypot(...xs.map(miss)) / Math.sqrt(xs.length);
  return { step, error, moved: () => places.some((i) => p[i] !== start[i]) };
}
const learners = curves.map(learner);
for (let k = 1; k <= steps; k++) {
  for (const { step } of learners) step();
  if (k % 25 !== 0) continue;
  const values = learners.map(({ error }) => error());
  const stuck = names.filter((_, i) => values[i] > 0.4).join(", ");
  const title = t(`Step ${k}, error above 0.4: ${stuck}`, `第 ${k} 步，误差超过 0.4：${stuck}`);
  chart("errors", { title, y: { label: t("error", "误差") }, bars: [{ names, values }] });
}

const [, stair, line, square] = learners;
check(t("x² and x stay above 0.45", "x² 和 x 的误差超过 0.45"), square.error() > 0.45 && line.error() > 0.45);
const fixed = curves.slice(1);
check(t("only they are polynomials", "只有它们是多项式"), fixed.filter(polynomial).length === 2);
check(t("in front of the step no weight moves", "阶跃前面的权重一动不动"), !stair.moved());
const tame = fixed.filter((f) => monotone(f) && bounded(f)).map(flat);
check(t("monotone and bounded: flat twice", "单调又有界：两侧都平"), Math.min(...tame) === 2);
const dip = Math.min(...linspace(-2, 0, 2001).map(activations.SiLU)).toFixed(4);
check(t("SiLU dips to −0.2785", "SiLU 低到 −0.2785"), dip === "-0.2785");
const nudges = [Math.tanh, curves[1]].map((f) => (f(0.305) - f(0.3)).toFixed(4)).join(" ");
check(t("a nudge: tanh 0.0046, step 0", "微调：tanh 0.0046，阶跃 0"), nudges === "0.0046 0.0000");
