import { type Given, type Line, type Role, shown } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, type Markup, md, number } from "../markup";
import { curvePicture } from "../pictures/curve";
import {
  type Curve,
  clamped,
  continuousExponentialUnit,
  exponentialUnit,
  gelu,
  geluTanh,
  hardSwish,
  mish,
  rectifier,
  seluAlpha,
  seluScale,
  sigmoid,
  silu,
  softplus,
  softsign,
  tanh,
} from "./curves";

const slopeRole: Role = { names: ["negative_slope", "alpha", "negative_slope_init", "init"] };
const alphaRole: Role = { names: ["alpha"] };
const capRole: Role = { names: ["max_value", "maxValue"] };
const reluSlopeRole: Role = { names: ["negative_slope"] };
const thresholdRole: Role = { names: ["threshold", "theta"] };
const betaRole: Role = { names: ["beta"], usual: { torch: 1 } };
const approximateRole: Role = { names: ["approximate"], usual: { jax: true, flax: true } };

const numeric = (given: Given | undefined): number | undefined =>
  typeof given?.value === "number" && Number.isFinite(given.value) ? given.value : undefined;

/** "f(−2) = 0.1192, f(0) = 0.5": a few values of a curve, to check one's own with. */
function points(name: string, curve: Curve, at: readonly number[], t: Choose): Markup {
  return md`${at.map((x) => `${name}(${number(x)}) = ${number(curve.value(x))}`).join(t(", ", "，"))}`;
}

const relu: FactMaker = (line, t) => {
  const given = [capRole, reluSlopeRole, thresholdRole].map((role) => line.written(role));
  // Whatever is set to something unknown may change everything.
  if (given.some((one) => one !== undefined && one.value !== null && numeric(one) === undefined))
    return undefined;
  const six = line.variant === "relu6";
  const capped = six ? 6 : numeric(given[0]);
  const below = six ? 0 : (numeric(given[1]) ?? 0);
  const unusual = (numeric(given[2]) ?? 0) !== 0 || (capped !== undefined && capped <= 0);
  if (unusual || /^(crelu|thresholdedrelu)$/.test(line.variant)) return undefined;
  if (below !== 0) return leaky(below, given[1], t);
  const curve = rectifier(0, capped);
  const name = capped === 6 ? "ReLU6" : "ReLU";
  const note =
    capped === undefined
      ? t(
          md`${points(name, curve, [-2, 3], t)}. Slope **1** above 0 and **0** below, so the gradient passes whole or not at all; it never saturates for positive inputs.`,
          md`${points(name, curve, [-2, 3], t)}。正半轴斜率为 **1**，负半轴为 **0**：梯度要么原样通过，要么归零；正半轴永不饱和。`,
        )
      : t(
          md`${points(name, curve, [-2, 3, 2 * capped], t)}. Slope **1** between 0 and ${capped}, **0** elsewhere: above ${capped} it saturates too.`,
          md`${points(name, curve, [-2, 3, 2 * capped], t)}。0 到 ${capped} 之间斜率为 **1**，别处为 **0**：超过 ${capped} 也会饱和。`,
        );
  const alt = t(
    "ReLU is flat up to 0 and rises with slope 1 above it.",
    "ReLU 在 0 之前是平的，之后以斜率 1 上升。",
  );
  return {
    note,
    picture: curvePicture(name, curve, [], alt, t, capped === undefined ? undefined : capped + 3),
  };
};

function leaky(slope: number, given: Given | undefined, t: Choose): Fact {
  const curve = rectifier(slope);
  const line = t(
    md`${given === undefined ? "" : md`${shown(given)}: `}−10 becomes ${-10 * slope}, and ${bold(slope)} of the gradient gets through below 0 (a ReLU: none).${tenLayers(slope, t)}`,
    md`${given === undefined ? "" : md`${shown(given)}：`}−10 变成 ${-10 * slope}，负半轴仍有 ${bold(slope)} 倍的梯度通过（ReLU 为 0）。${tenLayers(slope, t)}`,
  );
  const alt = t(
    `A line of slope ${number(slope)} below 0 and of slope 1 above.`,
    `0 以下斜率 ${number(slope)}，以上斜率 1 的折线。`,
  );
  const label = { x: -3, label: number(slope), on: "slope" as const };
  return { line, note: line, picture: curvePicture("f(x)", curve, [label], alt, t) };
}

function tenLayers(slope: number, t: Choose): Markup {
  if (slope !== 1) return md``;
  return t(md` With slope 1 the function is a straight line.`, md`斜率为 1 时它就是一条直线。`);
}

const leakyRelu: FactMaker = (line, t) => {
  if (line.variant === "rrelu") return randomised(line, t);
  if (line.variant === "prelu") return learned(line, t);
  const given = line.given(slopeRole) ?? stringDefault(line);
  const slope = numeric(given);
  if (given === undefined || slope === undefined || slope < 0) return undefined;
  return leaky(slope, given, t);
};

/** `activation="leaky_relu"` calls keras.activations.leaky_relu, whose slope is 0.2. */
function stringDefault(line: Line): Given | undefined {
  if (line.how !== "string" || line.framework !== "keras") return undefined;
  return { name: "negative_slope", text: "0.2", value: 0.2, written: false };
}

function learned(line: Line, t: Choose): Fact | undefined {
  const given = line.given(slopeRole);
  const start = numeric(given) ?? (line.framework === "keras" ? keras0(line) : undefined);
  if (start === undefined || line.api.includes("functional") || line.api.includes("Tensor")) return undefined;
  const count = line.number({ names: ["num_parameters"] });
  const shared =
    count === 1
      ? t(" one slope for all channels,", "所有通道共用一个斜率，")
      : count !== undefined && count > 1
        ? t(` ${count} slopes, one per channel,`, `每个通道一个斜率，共 ${count} 个，`)
        : t(" the slope", "斜率");
  const text = t(
    md`learns its slope below 0:${shared} starts at ${bold(start)}; exclude it from weight decay, which would pull it back to a ReLU.`,
    md`0 以下的斜率由训练决定：${shared}初值 ${bold(start)}；不要对它做权重衰减，否则会被拉回 ReLU。`,
  );
  return { line: text, note: text, picture: leaky(start, undefined, t).picture };
}

/** Keras starts PReLU's slopes at 0 unless another initialiser is given. */
function keras0(line: Line): number | undefined {
  return line.written({ names: ["alpha_initializer"] }) === undefined ? 0 : undefined;
}

function randomised(line: Line, t: Choose): Fact | undefined {
  const low = line.number({ names: ["lower"] });
  const high = line.number({ names: ["upper"] });
  if (low === undefined || high === undefined) return undefined;
  const mean = (low + high) / 2;
  return {
    line: t(
      md`in training the slope below 0 is drawn from ${low} … ${high} for every number; in evaluation it is their mean, ${bold(mean)}.`,
      md`训练时 0 以下的斜率在 ${low} … ${high} 之间随机抽取；评估时固定为平均值 ${bold(mean)}。`,
    ),
    picture: leaky(mean, undefined, t).picture,
  };
}

const elu: FactMaker = (line, t) => {
  if (line.variant === "selu") return selu(t);
  const given = line.given(alphaRole);
  const alpha = numeric(given) ?? (line.how === "string" ? 1 : undefined);
  if (alpha === undefined || alpha <= 0) return undefined;
  const celu = line.variant === "celu";
  const curve = celu ? continuousExponentialUnit(alpha) : exponentialUnit(alpha);
  const name = celu ? "CELU" : "ELU";
  const head = given === undefined ? md`` : t(md`${shown(given)}: `, md`${shown(given)}：`);
  const kink =
    celu || alpha === 1
      ? t("without a kink at 0", "在 0 处没有折角")
      : t(`slope ${number(alpha)} just below 0 and 1 above`, `0 左侧斜率 ${number(alpha)}，右侧为 1`);
  const text = t(
    md`${head}outputs stay above ${bold(-alpha)}; ${points(name, curve, [-1, -3], t)}; ${kink}.`,
    md`${head}输出不低于 ${bold(-alpha)}；${points(name, curve, [-1, -3], t)}；${kink}。`,
  );
  const alt = t(
    `${name} levels off at ${number(-alpha)} on the left.`,
    `${name} 在左侧趋于 ${number(-alpha)}。`,
  );
  return { line: text, note: text, picture: curvePicture(name, curve, [], alt, t) };
};

function selu(t: Choose): Fact {
  const curve = exponentialUnit(seluAlpha, seluScale);
  const limit = -seluAlpha * seluScale;
  return {
    note: t(
      md`1.0507·x above 0, never below ${bold(limit)}: the two constants pull activations towards mean 0 and variance 1 from layer to layer.`,
      md`正半轴为 1.0507·x，输出不低于 ${bold(limit)}：这两个常数使每层激活值逐渐趋于均值 0、方差 1。`,
    ),
    picture: curvePicture(
      "SELU",
      curve,
      [],
      t("SELU levels off at −1.758 on the left.", "SELU 在左侧趋于 −1.758。"),
      t,
    ),
  };
}

const geluFact: FactMaker = (line, t) => {
  // x·σ(1.702x) and its like are other curves.
  if (/quick|fast/.test(line.variant)) return undefined;
  const given = line.given(approximateRole);
  if (line.written(approximateRole) !== undefined && given?.value === undefined) return undefined;
  const tanhForm = given?.value === "tanh" || given?.value === true || /new|tanh/.test(line.variant);
  const curve = tanhForm ? geluTanh : gelu;
  const name = given?.written ? shown(given) : undefined;
  const head = tanhForm
    ? t(
        md`${name ? md`${name}: t` : "T"}he tanh formula, at most 5e-4 away from the exact one. `,
        md`${name ? md`${name}：` : ""}用 tanh 公式，与精确值相差不超过 5e-4。`,
      )
    : md``;
  const text = t(
    md`${head}${points("GELU", curve, [-2, -1, 1], t)}. Almost 0 for x < −3 and almost x for x > 3, with a dip to −0.17 at x ≈ −0.75.`,
    md`${head}${points("GELU", curve, [-2, -1, 1], t)}。x < −3 时约为 0，x > 3 时约等于 x；在 x ≈ −0.75 处下探到 −0.17。`,
  );
  const alt = t(
    "GELU dips to −0.17 left of 0 and follows x to the right.",
    "GELU 在 0 左侧下探到 −0.17，右侧趋近 x。",
  );
  return {
    ...(tanhForm && given?.written && { line: text }),
    note: text,
    picture: curvePicture(
      "GELU",
      gelu,
      [{ x: -0.7518, label: "−0.17", on: "value", shift: [-4, -7], anchor: "end" }],
      alt,
      t,
    ),
  };
};

const siluFact: FactMaker = (line, t) => {
  if (/hard(swish|silu)/.test(line.variant)) return hardSwishFact(t);
  if (/hard/.test(line.variant)) return undefined;
  const isMish = line.variant === "mish";
  const [curve, name, place, depth] = isMish
    ? ([mish, "Mish", -1.1924, -0.3088] as const)
    : ([silu, "SiLU", -1.2785, -0.2785] as const);
  const note = t(
    md`${points(name, curve, [-2, -1, 1], t)}. Smooth, not monotonic: it dips to ${bold(depth)} at x ≈ ${number(place)} and approaches x on the right.`,
    md`${points(name, curve, [-2, -1, 1], t)}。光滑但不单调：在 x ≈ ${number(place)} 处最低，为 ${bold(depth)}；向右趋近 x。`,
  );
  const alt = t(
    `${name} dips to ${number(depth)} left of 0 and follows x to the right.`,
    `${name} 在 0 左侧下探到 ${number(depth)}，右侧趋近 x。`,
  );
  return {
    note,
    picture: curvePicture(
      name,
      curve,
      [{ x: place, label: number(depth), on: "value", shift: [-4, -7], anchor: "end" }],
      alt,
      t,
    ),
  };
};

function hardSwishFact(t: Choose): Fact {
  return {
    note: t(
      md`x · ReLU6(x + 3) / 6: exactly 0 below −3 and exactly x above 3; ${points("f", hardSwish, [-1, 1], t)}.`,
      md`x · ReLU6(x + 3) / 6：−3 以下恰为 0，3 以上恰为 x；${points("f", hardSwish, [-1, 1], t)}。`,
    ),
    picture: curvePicture(
      "hard-swish",
      hardSwish,
      [],
      t("A cheap, piecewise form of SiLU.", "SiLU 的分段近似。"),
      t,
    ),
  };
}

const sigmoidFact: FactMaker = (line, t) => {
  if (/hard/.test(line.variant)) return hardSigmoid(line, t);
  if (/log|sparse/.test(line.variant)) return undefined;
  const note = t(
    md`${points("σ", sigmoid, [-2, 0, 2], t)}, always between 0 and 1. Steepest at 0 with slope **0.25**; beyond ±4 the slope is below 0.018, and ten in a row let at most ${0.25 ** 10} of the gradient through.`,
    md`${points("σ", sigmoid, [-2, 0, 2], t)}，值总在 0 与 1 之间。最陡处在 0，斜率 **0.25**；±4 之外斜率不到 0.018，连乘十层最多剩 ${0.25 ** 10} 的梯度。`,
  );
  const alt = t(
    "Sigmoid flattens on both sides beyond ±4; its slope peaks at 0.25.",
    "sigmoid 在 ±4 之外变平；斜率最大为 0.25。",
  );
  const marks = [
    { x: 0, label: "0.25", on: "slope" as const, anchor: "start" as const, shift: [6, -2] as const },
  ];
  return { note, picture: curvePicture("σ(x)", sigmoid, marks, alt, t) };
};

/** x / 6 + 1/2 in PyTorch, JAX and Keras 3; 0.2·x + 1/2 in TensorFlow.js and older Keras. */
function hardSigmoid(line: Line, t: Choose): Fact | undefined {
  const slope = line.framework === "tfjs" ? 0.2 : 1 / 6;
  const edge = 0.5 / slope;
  const curve = clamped(0, 1, slope, 0.5);
  return {
    note: t(
      md`a straight line of slope ${bold(slope)} between −${edge} and ${edge}, exactly 0 and 1 outside: no gradient there at all.`,
      md`−${edge} 到 ${edge} 之间是斜率 ${bold(slope)} 的直线，外面恰为 0 或 1：那里完全没有梯度。`,
    ),
    picture: curvePicture("hard σ", curve, [], t("A clipped straight line.", "两头截平的直线。"), t),
  };
}

const tanhFact: FactMaker = (line, t) => {
  if (/hard/.test(line.variant)) return hardTanh(line, t);
  if (line.variant === "softsign") {
    return {
      note: t(
        md`x / (1 + |x|): ${points("f", softsign, [-1, 1, 9], t)}; saturates far more slowly than tanh.`,
        md`x / (1 + |x|)：${points("f", softsign, [-1, 1, 9], t)}；饱和得比 tanh 慢得多。`,
      ),
      picture: curvePicture(
        "softsign",
        softsign,
        [],
        t("Softsign rises slowly to ±1.", "softsign 缓慢趋于 ±1。"),
        t,
      ),
    };
  }
  if (!/^tanh_?$/.test(line.variant)) return undefined;
  const note = t(
    md`${points("tanh", tanh, [-1, 0, 1], t)}, always between −1 and 1. Slope **1** at 0, but only 0.071 at ±2 and 0.0099 at ±3: there it saturates.`,
    md`${points("tanh", tanh, [-1, 0, 1], t)}，值总在 −1 与 1 之间。0 处斜率为 **1**，±2 处只有 0.071，±3 处 0.0099：已经饱和。`,
  );
  const alt = t("tanh flattens beyond ±2; its slope peaks at 1.", "tanh 在 ±2 之外变平；斜率最大为 1。");
  const marks = [
    { x: 0, label: "1", on: "slope" as const, anchor: "start" as const, shift: [6, -2] as const },
  ];
  return { note, picture: curvePicture("tanh(x)", tanh, marks, alt, t) };
};

function hardTanh(line: Line, t: Choose): Fact | undefined {
  const low = line.number({ names: ["min_val"] }) ?? (line.framework === "torch" ? undefined : -1);
  const high = line.number({ names: ["max_val"] }) ?? (line.framework === "torch" ? undefined : 1);
  if (low === undefined || high === undefined || low >= high) return undefined;
  return {
    note: t(
      md`passes x between ${low} and ${high} unchanged and cuts it off outside, where the slope is **0**.`,
      md`${low} 与 ${high} 之间原样通过，之外截平，斜率为 **0**。`,
    ),
    picture: curvePicture(
      "hardtanh",
      clamped(low, high),
      [],
      t("A clipped straight line.", "两头截平的直线。"),
      t,
    ),
  };
}

const softplusFact: FactMaker = (line, t) => {
  if (line.variant !== "softplus") return undefined;
  const given = line.written(betaRole);
  const beta = given === undefined ? 1 : numeric(given);
  if (beta === undefined || beta <= 0) return undefined;
  const curve = softplus(beta);
  const head = given === undefined ? md`` : t(md`${shown(given)}: `, md`${shown(given)}：`);
  const slope = beta === 1 ? "σ(x)" : `σ(${number(beta)}x)`;
  const text = t(
    md`${head}always positive; ${points("f", curve, [-2, 0, 2], t)}. Its slope is ${slope}, between 0 and 1.`,
    md`${head}恒为正；${points("f", curve, [-2, 0, 2], t)}。斜率就是 ${slope}，在 0 与 1 之间。`,
  );
  const alt = t("A smooth ReLU that passes 0 at a positive height.", "光滑版的 ReLU，在 0 处仍为正。");
  return { ...(given && { line: text }), note: text, picture: curvePicture("softplus", curve, [], alt, t) };
};

export const activationFacts: FactMakers = {
  relu,
  "leaky-relu": leakyRelu,
  elu,
  gelu: geluFact,
  silu: siluFact,
  sigmoid: sigmoidFact,
  tanh: tanhFact,
  softplus: softplusFact,
};
