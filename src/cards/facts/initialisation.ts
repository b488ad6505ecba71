import { type Given, type Line, type Role, shown, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, type Markup, md, number } from "../markup";

const role = (...names: string[]): Role => ({ names });

/** Fans of the worked example. */
const fan = 256;

/** torch.nn.init.calculate_gain. */
export function gainOf(nonlinearity: string, slope = 0.01): number | undefined {
  switch (nonlinearity) {
    case "linear":
    case "sigmoid":
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return 1;
    case "tanh":
      return 5 / 3;
    case "relu":
      return Math.SQRT2;
    case "leaky_relu":
      return Math.sqrt(2 / (1 + slope * slope));
    case "selu":
      return 3 / 4;
    default:
      return undefined;
  }
}

interface Scheme {
  /** Standard deviation for fans of 256, from which the bound of a uniform one follows. */
  readonly deviation: number;
  /** How it is computed, with the name of the fan. */
  readonly formula: string;
  readonly uniform: boolean;
}

/** He, Glorot and LeCun in all their spellings; PyTorch's take a gain. */
function schemeOf(line: Line): Scheme | undefined {
  const name = line.variant;
  const uniform = /uniform/.test(name);
  if (/^(kaiming|he)/.test(name)) return he(line, uniform);
  if (/^(xavier|glorot)/.test(name)) {
    const gain = line.framework === "torch" ? line.number(role("gain")) : 1;
    if (gain === undefined) return undefined;
    const times = gain === 1 ? "" : `${number(gain)} · `;
    return {
      deviation: gain * Math.sqrt(2 / (fan + fan)),
      formula: uniform ? `${times}√(6 / (in + out))` : `${times}√(2 / (in + out))`,
      uniform,
    };
  }
  if (/^lecun/.test(name)) {
    return { deviation: Math.sqrt(1 / fan), formula: uniform ? "√(3 / in)" : "√(1 / in)", uniform };
  }
  return undefined;
}

function he(line: Line, uniform: boolean): Scheme | undefined {
  if (line.framework !== "torch") {
    return { deviation: Math.sqrt(2 / fan), formula: uniform ? "√(6 / in)" : "√(2 / in)", uniform };
  }
  const nonlinearity = line.string(role("nonlinearity"));
  const slope = line.number(role("a"));
  const side = line.string(role("mode"));
  if (nonlinearity === undefined || slope === undefined || side === undefined) return undefined;
  const gain = gainOf(nonlinearity, slope);
  if (gain === undefined) return undefined;
  const which = side === "fan_out" ? "out" : "in";
  const square = Number((gain * gain * (uniform ? 3 : 1)).toPrecision(4));
  return { deviation: gain / Math.sqrt(fan), formula: `√(${square} / ${which})`, uniform };
}

const initialisation: FactMaker = (line, t) => {
  if (line.how === "argument") return undefined;
  const scheme = schemeOf(line);
  if (scheme !== undefined) return schemeFact(scheme, line, t);
  if (!line.called && line.how !== "string") return undefined;
  return truncated(line, t) ?? drawn(line, t);
};

function schemeFact({ deviation, formula, uniform }: Scheme, line: Line, t: Choose): Fact {
  const bound = deviation * Math.sqrt(3);
  const both = formula.includes("in + out");
  const fans = both ? t("256 inputs and 256 outputs", "256 个输入、256 个输出") : t("256", "256");
  const place = formula.includes("/ out") ? t("outputs", "个输出") : t("inputs", "个输入");
  const where = both ? fans : t(`256 ${place}`, `256 ${place}`);
  const text = uniform
    ? t(
        md`drawn evenly from ± ${formula}; with ${where} that is **±${number(bound)}**, a deviation of ${deviation}.`,
        md`在 ± ${formula} 之间均匀抽取；${where}时为 **±${number(bound)}**，标准差 ${deviation}。`,
      )
    : t(
        md`drawn with standard deviation ${formula}; with ${where} that is ${bold(deviation)}.`,
        md`标准差为 ${formula}；${where}时是 ${bold(deviation)}。`,
      );
  const why = whyOf(line, t);
  return { line: md`${text}${why}`, note: md`${text}${why}` };
}

function whyOf(line: Line, t: Choose): Markup {
  const slope = line.framework === "torch" ? line.number(role("a")) : undefined;
  if (/^kaiminguniform/.test(line.variant) && slope !== undefined && Math.abs(slope * slope - 5) < 1e-6)
    return t(
      md` PyTorch's own Linear and Conv layers start like this.`,
      md`PyTorch 的 Linear 和 Conv 默认就这样开始。`,
    );
  if (/^(kaiming|he)/.test(line.variant))
    return t(md` Made for ReLU, which halves the signal's power.`, md`为 ReLU 而设：它会让信号的功率减半。`);
  if (/^(xavier|glorot)/.test(line.variant))
    return t(
      md` A compromise between the way there and the way back; made for tanh.`,
      md`兼顾前向和反向；为 tanh 而设。`,
    );
  return t(md` Made for SELU.`, md`为 SELU 而设。`);
}

/** PyTorch's bounds are absolute: with a small deviation they never cut anything. */
function truncated(line: Line, t: Choose): Fact | undefined {
  if (!/^truncnormal/.test(line.variant)) return undefined;
  const deviation = line.given(role("std"));
  const low = line.number(role("a"));
  const high = line.number(role("b"));
  if (typeof deviation?.value !== "number" || deviation.value <= 0 || low === undefined || high === undefined)
    return undefined;
  const away = high / deviation.value;
  return {
    line: t(
      md`${shown(deviation)}: redrawn outside ${low} … ${high}; these bounds are values, not deviations: ${bold(away)} deviations away${away > 6 ? ", so nothing is ever cut" : ""}.`,
      md`${shown(deviation)}：超出 ${low} … ${high} 就重抽；这两个界是数值，不是标准差的倍数：相当于 ${bold(away)} 个标准差${away > 6 ? "，实际上什么也截不到" : ""}。`,
    ),
  };
}

function drawn(line: Line, t: Choose): Fact | undefined {
  const deviation = line.given(role("std", "stddev"));
  const bounds = [line.given(role("a", "minval", "from")), line.given(role("b", "maxval", "to"))] as const;
  if (/normal/.test(line.variant) && typeof deviation?.value === "number" && deviation.value > 0)
    return normal(deviation, line, t);
  const [low, high] = [bounds[0]?.value, bounds[1]?.value];
  if (/uniform/.test(line.variant) && typeof low === "number" && typeof high === "number" && low < high) {
    const spread = (high - low) / Math.sqrt(12);
    const centre = (low + high) / 2;
    return {
      line: t(
        md`${shownAll(bounds)}: mean ${centre}, standard deviation ${bold(spread)}.${centre !== 0 ? " Not centred on 0: all units are pushed the same way." : ""}`,
        md`${shownAll(bounds)}：均值 ${centre}，标准差 ${bold(spread)}。${centre !== 0 ? "不以 0 为中心：所有单元被推向同一边。" : ""}`,
      ),
    };
  }
  return undefined;
}

/** Against He's deviation: Var(w)·n·½ is what one ReLU layer does to the signal's power. */
function normal(given: Given, line: Line, t: Choose): Fact {
  const deviation = given.value as number;
  const factor = (deviation * deviation * fan) / 2;
  const fallback = given.written ? "" : t(" (default)", "（默认值）");
  const cut = /trunc/.test(line.variant);
  if (cut)
    return {
      line: t(
        md`${shown(given)}${fallback}: values beyond two deviations, ±${2 * deviation}, are drawn again.`,
        md`${shown(given)}${fallback}：超出两个标准差（±${2 * deviation}）的值重抽。`,
      ),
    };
  return {
    line: t(
      md`${shown(given)}${fallback}: the same whatever the layer's size. With 256 inputs a ReLU layer multiplies the signal's power by 256·σ²/2 = ${bold(factor)}; He initialisation makes that 1.`,
      md`${shown(given)}${fallback}：不随层的大小变化。256 个输入时，一层 ReLU 把信号功率变成 256·σ²/2 = ${bold(factor)} 倍；He 初始化使它等于 1。`,
    ),
  };
}

export const initialisationFacts: FactMakers = { "weight-initialisation": initialisation };
