import { type Given, type Line, type Role, shown } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, type Markup, md, number } from "../markup";
import { clippingPicture } from "../pictures/clipping";

const normRole: Role = {
  names: [
    "max_norm",
    "clip_norm",
    "clipNorm",
    "global_clipnorm",
    "clipnorm",
    "max_grad_norm",
    "gradient_clip_val",
  ],
};
const valueRole: Role = { names: ["clip_value", "clipvalue", "max_delta", "gradient_clip_val"] };
const orderRole: Role = { names: ["norm_type"], usual: { torch: 2 } };
const algorithmRole: Role = { names: ["gradient_clip_algorithm"] };
const lowRole: Role = { names: ["clip_value_min", "clipValueMin"] };
const highRole: Role = { names: ["clip_value_max", "clipValueMax"] };

export type Vector = readonly [number, number];

/** Scales a gradient down to `limit`; the direction stays. */
export function clipByNorm(gradient: Vector, limit: number): Vector {
  const norm = Math.hypot(...gradient);
  const factor = Math.min(1, limit / norm);
  return [gradient[0] * factor, gradient[1] * factor];
}

/** Cuts each component to −limit … limit; the direction may turn. */
export function clipByValue(gradient: Vector, limit: number): Vector {
  const cut = (value: number): number => Math.min(limit, Math.max(-limit, value));
  return [cut(gradient[0]), cut(gradient[1])];
}

/** A gradient of norm 10, or ten times the limit where that is larger. */
function exampleFor(limit: number): Vector {
  const factor = limit >= 10 ? limit : 1;
  return [8 * factor, 6 * factor];
}

const clipping: FactMaker = (line, t) => {
  const value = line.given(valueRole);
  const norm = line.given(normRole);
  const algorithm = line.given(algorithmRole)?.value;
  const byValue = value !== undefined && (norm === undefined || algorithm === "value");
  if (!line.speaks) return undefined;
  if (byValue) return clippedByValue(value, t);
  if (norm === undefined) return range(line, t);
  return clippedByNorm(norm, line, t);
};

function positive(given: Given): number | undefined {
  return typeof given.value === "number" && Number.isFinite(given.value) && given.value > 0
    ? given.value
    : undefined;
}

function clippedByNorm(given: Given, line: Line, t: Choose): Fact | undefined {
  const limit = positive(given);
  const order = line.number(orderRole);
  if (limit === undefined || (line.given(orderRole) !== undefined && order !== 2)) return undefined;
  const example = exampleFor(limit);
  const length = Math.hypot(...example);
  const scope = scopeOf(given, line, t);
  return {
    line: t(
      md`${shown(given)}: a gradient of norm ${length} is multiplied by ${bold(limit / length)} and keeps its direction; up to norm ${limit} nothing changes.${scope}`,
      md`${shown(given)}：范数为 ${length} 的梯度乘以 ${bold(limit / length)}，方向不变；范数不超过 ${limit} 时原样通过。${scope}`,
    ),
    picture: clippingPicture(example, clipByNorm(example, limit), limit, "norm", t),
  };
}

/** One norm over all parameters, or one for each. */
function scopeOf(given: Given, line: Line, t: Choose): Markup {
  if (given.name === "clipnorm" || line.variant === "clipbynorm") {
    return t(
      md` Each variable has a norm of its own: the direction of the whole may turn.`,
      md`每个变量各算各的范数，整体方向可能改变。`,
    );
  }
  return t(md` The norm is taken over all parameters together.`, md`范数是全部参数一起算的。`);
}

function clippedByValue(given: Given, t: Choose): Fact | undefined {
  const limit = positive(given);
  if (limit === undefined) return undefined;
  const example = exampleFor(limit);
  const clipped = clipByValue(example, limit);
  const turn = angle(example) - angle(clipped);
  const turned =
    Math.abs(turn) < 0.05
      ? t("the direction stays here", "这里方向不变")
      : t(
          `the direction turns by ${number(Math.round(Math.abs(turn)))}°`,
          `方向转了 ${number(Math.round(Math.abs(turn)))}°`,
        );
  return {
    line: t(
      md`${shown(given)}: each component is cut to −${limit} … ${limit}: (${example[0]}, ${example[1]}), of norm ${Math.hypot(...example)}, becomes **(${clipped[0]}, ${clipped[1]})**; ${turned}.`,
      md`${shown(given)}：每个分量截到 −${limit} … ${limit}：范数为 ${Math.hypot(...example)} 的 (${example[0]}, ${example[1]}) 变成 **(${clipped[0]}, ${clipped[1]})**，${turned}。`,
    ),
    picture: clippingPicture(example, clipped, limit, "value", t),
  };
}

/** From the first axis, in degrees. */
export function angle([x, y]: Vector): number {
  return (Math.atan2(y, x) * 180) / Math.PI;
}

/** `clip_by_value(x, low, high)`. */
function range(line: Line, t: Choose): Fact | undefined {
  const low = line.number(lowRole);
  const high = line.number(highRole);
  if (low === undefined || high === undefined || low >= high) return undefined;
  return {
    line: t(
      md`every component is cut to ${bold(low)} … ${bold(high)}; each on its own, so the direction may turn.`,
      md`每个分量都截到 ${bold(low)} … ${bold(high)}；各截各的，方向可能改变。`,
    ),
  };
}

export const clippingFacts: FactMakers = { "gradient-clipping": clipping };
