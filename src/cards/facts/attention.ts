import type { LiteralValue } from "../../detection/model";
import { type Line, type Role, shown, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, code, type Markup, md, number } from "../markup";
import { causalMaskPicture } from "../pictures/mask";
import { contractionOf } from "./contraction";
import { isCount } from "./linear";

const role = (...names: string[]): Role => ({ names });
const roles = {
  width: role("embed_dim", "qkv_features", "d_model"),
  heads: role("num_heads", "nhead", "num_attention_heads"),
  keySize: role("key_dim", "head_dim"),
  valueSize: role("value_dim"),
  bias: role("bias", "use_bias"),
  otherSizes: role("kdim", "vdim"),
  extraRow: role("add_bias_kv"),
} as const;

/** Four square projections (query, key, value, output) and their biases (torch.nn.MultiheadAttention). */
export function attentionParameters(width: number, bias: boolean): number {
  return 4 * width * width + (bias ? 4 * width : 0);
}

const multiHead: FactMaker = (line, t) => {
  const width = line.number(roles.width);
  const heads = line.number(roles.heads);
  const keySize = line.number(roles.keySize);
  if (!line.speaks || !isCount(heads)) return undefined;
  if (line.framework === "keras" && isCount(keySize)) return kerasHeads(line, heads, keySize, t);
  if (!isCount(width)) return undefined;
  const head = shownAll([line.written(roles.width), line.written(roles.heads)]);
  if (width % heads !== 0) {
    return {
      line: t(
        md`${head}: ${width} is not divisible by ${heads}; this raises an error.`,
        md`${head}：${width} 不能被 ${heads} 整除，会报错。`,
      ),
    };
  }
  const size = width / heads;
  const bias = line.boolean(roles.bias);
  const counts =
    /^multiheadattention$/.test(line.variant) &&
    line.framework === "torch" &&
    bias !== undefined &&
    line.written(roles.otherSizes) === undefined &&
    line.written(roles.extraRow) === undefined;
  const parameters = counts
    ? t(
        md` 4·${width}² ${bias ? `+ 4·${width} ` : ""}= ${bold(attentionParameters(width, bias))} parameters.`,
        md`参数 4·${width}² ${bias ? `+ 4·${width} ` : ""}= ${bold(attentionParameters(width, bias))} 个。`,
      )
    : md``;
  return {
    line: t(
      md`${head}: ${heads} heads of ${width} / ${heads} = ${bold(size)} numbers each; scores are divided by √${size} = ${Math.sqrt(size)}. n tokens need ${heads}·n² scores.${parameters}`,
      md`${head}：${heads} 个头，每个 ${width} / ${heads} = ${bold(size)} 维；分数除以 √${size} = ${Math.sqrt(size)}。n 个词元要算 ${heads}·n² 个分数。${parameters}`,
    ),
  };
};

/** Keras' heads do not share the width: each has `key_dim` numbers of its own. */
function kerasHeads(line: Line, heads: number, size: number, t: Choose): ReturnType<FactMaker> {
  const head = shownAll([line.written(roles.heads), line.written(roles.keySize)]);
  const value = line.given(roles.valueSize);
  const plain = value === undefined || value.value === null;
  const inner = heads * size;
  const weights =
    plain && line.boolean(roles.bias) === true
      ? t(
          md` Inputs of width n take 4·n·${inner} + 3·${inner} + n parameters.`,
          md`输入宽度为 n 时，参数共 4·n·${inner} + 3·${inner} + n 个。`,
        )
      : md``;
  return {
    line: t(
      md`${head}: each head has ${bold(size)} numbers, whatever the input's width, ${heads}·${size} = ${bold(inner)} in all; scores are divided by √${size} = ${Math.sqrt(size)}.${weights}`,
      md`${head}：每个头 ${bold(size)} 维，与输入宽度无关，合计 ${heads}·${size} = ${bold(inner)} 维；分数除以 √${size} = ${Math.sqrt(size)}。${weights}`,
    ),
  };
}

/** Shapes, with the names that the documentation of scaled_dot_product_attention uses. */
const attention: FactMaker = (line, t) => {
  if (line.argument?.name === "attn_implementation") return kernelOf(line.argument.value, t);
  if (!/attention|attend/.test(line.variant)) return undefined;
  const scale = line.written(role("scale"));
  const divided =
    typeof scale?.value === "number"
      ? t(md`times ${shown(scale)}`, md`乘以 ${shown(scale)}`)
      : t(md`divided by √E (E = 64: by 8)`, md`除以 √E（E = 64 时除以 8）`);
  return {
    note: t(
      md`queries ${code("(…, L, E)")} meet keys ${code("(…, S, E)")}: L × S scores, ${divided}; a softmax along S makes them weights, which mix the values ${code("(…, S, V)")} to ${code("(…, L, V)")}. Twice the length, **4** times the scores.`,
      md`查询 ${code("(…, L, E)")} 与键 ${code("(…, S, E)")} 两两相乘，得 L × S 个分数，${divided}；沿 S 做 softmax 成为权重，把值 ${code("(…, S, V)")} 混合成 ${code("(…, L, V)")}。长度加倍，分数变成 **4** 倍。`,
    ),
  };
};

/** Fused kernels never write the L × S scores to memory (Dao et al. 2022); the result is the same. */
function kernelOf(name: LiteralValue, t: Choose): Fact | undefined {
  if (name === "eager")
    return {
      line: t(
        md`the plain formula: all L × S scores are written to memory, **4** times as many for twice the length; the scores can be looked at.`,
        md`按公式直接算：L × S 个分数都写进显存，长度加倍就是 **4** 倍；但能取出来看。`,
      ),
    };
  if (name !== "sdpa" && name !== "flash_attention_2") return undefined;
  return {
    line: t(
      md`one fused kernel: the L × S scores are never stored as a whole, so memory grows with the length and not with its square. The result is the same up to rounding, but there are no scores to look at.`,
      md`整个注意力合成一个算子：L × S 个分数从不整块存下，显存随长度增长，而不是随长度的平方。结果只差舍入误差，但取不出分数。`,
    ),
  };
}

const causalMask: FactMaker = (line, t) => {
  const size = line.number(role("sz"));
  const flag = line.written(role("is_causal", "use_causal_mask"));
  const picture = causalMaskPicture(t);
  const general = /subsequent|causal/.test(line.variant) || flag?.value === true;
  if (isCount(size)) {
    const allowed = (size * (size + 1)) / 2;
    return {
      line: t(
        md`${size} × ${size}, with −∞ above the diagonal: token i sees itself and the i − 1 before it, ${bold(allowed)} of ${size * size} pairs.`,
        md`${size} × ${size}，对角线以上为 −∞：第 i 个词元看得到自己和前面 i − 1 个，${size * size} 对中允许 ${bold(allowed)} 对。`,
      ),
      picture,
    };
  }
  if (!general) return undefined;
  return {
    note: t(
      md`of n tokens, token i sees itself and the i − 1 before it: n(n + 1)/2 of n² pairs; the others get −∞ before the softmax.`,
      md`n 个词元中，第 i 个看得到自己和前面 i − 1 个：n² 对里允许 n(n + 1)/2 对，其余在 softmax 前设为 −∞。`,
    ),
    picture,
  };
};

/** Shares of 1, in proportion to e^(logit / temperature). */
export const softmaxOf = (logits: readonly number[], temperature = 1): readonly number[] => {
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - highest) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
};

const example = [2, 1, 0];

function tuple(values: readonly number[]): string {
  return `(${values.map((value) => number(Math.round(value * 1000) / 1000)).join(", ")})`;
}

const softmax: FactMaker = (line, t) => {
  if (!/^(log)?softmax(2d)?$/.test(line.variant)) return undefined;
  const logs = line.variant.startsWith("log");
  const shares = softmaxOf(example);
  const out = tuple(logs ? shares.map(Math.log) : shares);
  const axis = line.written(role("dim", "axis"));
  const along =
    axis !== undefined && typeof axis.value === "number"
      ? t(
          md`${shown(axis)}: ${logs ? "the exponentials add" : "the numbers add"} up to 1 along ${axisName(axis.value, t)}. `,
          md`${shown(axis)}：沿${axisName(axis.value, t)}${logs ? "，取指数后" : "，"}总和为 1。`,
        )
      : md``;
  const text = t(
    md`${along}(2, 1, 0) becomes **${out}**: each step of 1 is a factor of e = 2.718; adding the same number to all changes nothing.`,
    md`${along}(2, 1, 0) 变成 **${out}**：每差 1 就是 e = 2.718 倍；全部加上同一个数，结果不变。`,
  );
  return { ...(axis !== undefined && { line: text }), note: text };
};

function axisName(axis: number, t: Choose): string {
  if (axis === -1) return t("the last axis", "最后一个轴");
  if (axis === 0) return t("the first axis, which is usually the batch", "第一个轴（通常是批次）");
  return t(`axis ${axis}`, `第 ${axis} 轴`);
}

const sampling: FactMaker = (line, t) => {
  const temperature = line.written(role("temperature"));
  const topK = line.written(role("top_k"));
  const topP = line.written(role("top_p"));
  const found = line.argument?.name;
  if (line.written(role("do_sample"))?.value === false) {
    return {
      line: t(
        md`\`do_sample = False\`: always the likeliest token; temperature, top-k and top-p have no effect.`,
        md`\`do_sample = False\`：总取概率最大的词元；温度、top-k、top-p 都不起作用。`,
      ),
    };
  }
  const beams = line.written(role("num_beams"));
  if (found === "num_beams" && typeof beams?.value === "number" && isCount(beams.value)) {
    return {
      line:
        beams.value === 1
          ? t(
              md`${shown(beams)}: no beam search, one text is written word by word.`,
              md`${shown(beams)}：不做束搜索，只逐词写一条。`,
            )
          : t(
              md`${shown(beams)}: the ${bold(beams.value)} likeliest unfinished texts are kept at every step, for ${beams.value} times the work; the best whole one is returned.`,
              md`${shown(beams)}：每一步留下概率最高的 ${bold(beams.value)} 条未完成的文本，计算量也是 ${beams.value} 倍；最后返回整体最好的一条。`,
            ),
    };
  }
  const value = temperature?.value;
  if (
    temperature &&
    typeof value === "number" &&
    value > 0 &&
    (found === undefined || found === "temperature")
  ) {
    const before = tuple(softmaxOf(example));
    const after = tuple(softmaxOf(example, value));
    return {
      line: t(
        md`${shown(temperature)}: logits (2, 1, 0) give **${after}** instead of ${before}; lower is more certain, higher more varied.`,
        md`${shown(temperature)}：logits (2, 1, 0) 得到 **${after}**，而不是 ${before}；温度越低越确定，越高越多样。`,
      ),
    };
  }
  if (
    topK &&
    typeof topK.value === "number" &&
    topK.value >= 1 &&
    (found === undefined || found === "top_k")
  ) {
    return {
      line: t(
        md`${shown(topK)}: only the ${bold(topK.value)} likeliest tokens stay, their shares scaled up to 1.`,
        md`${shown(topK)}：只留概率最大的 ${bold(topK.value)} 个词元，再缩放到总和为 1。`,
      ),
    };
  }
  if (
    topP &&
    typeof topP.value === "number" &&
    topP.value > 0 &&
    topP.value < 1 &&
    (found === undefined || found === "top_p")
  ) {
    return {
      line: t(
        md`${shown(topP)}: the fewest tokens whose shares reach ${bold(topP.value)} stay, however many these are.`,
        md`${shown(topP)}：从大到小取词元，累计概率到 ${bold(topP.value)} 为止，个数不定。`,
      ),
    };
  }
  return undefined;
};

const einsum: FactMaker = (line, t) => {
  const equation = line.given(role("equation", "subscripts"));
  const contraction = typeof equation?.value === "string" ? contractionOf(equation.value) : undefined;
  if (equation === undefined || contraction === undefined) return undefined;
  const { summed, output, all } = contraction;
  const letters = (values: readonly string[]): Markup => code(values.join(" "));
  const out =
    output.length === 0
      ? t(md`a single number`, md`一个数`)
      : t(md`a tensor with axes ${letters(output)}`, md`轴为 ${letters(output)} 的张量`);
  const sum =
    summed.length === 0
      ? t(md`nothing is summed`, md`没有求和`)
      : t(md`summed over **${letters(summed)}**`, md`对 **${letters(summed)}** 求和`);
  return {
    line: t(
      md`${code(equation.value as string)}: ${sum}; the result is ${out}. One product for each combination of ${letters(all)}.`,
      md`${code(equation.value as string)}：${sum}；结果是${out}。${letters(all)} 的每种组合算一次乘积。`,
    ),
  };
};

const positional: FactMaker = (line, t) => {
  if (!/^sin/.test(line.variant)) return undefined;
  return {
    note: t(
      md`sine and cosine waves from length 2π = 6.283 to 10,000·2π = 62,832 positions: fast ones tell neighbours apart, slow ones near from far.`,
      md`正弦和余弦波，波长从 2π = 6.283 到 10,000·2π = 62,832 个位置：快的分清相邻，慢的分清远近。`,
    ),
  };
};

export const attentionFacts: FactMakers = {
  attention,
  "multi-head-attention": multiHead,
  "causal-mask": causalMask,
  softmax,
  sampling,
  einsum,
  "positional-encoding": positional,
};
