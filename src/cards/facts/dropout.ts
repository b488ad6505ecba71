import { type Given, type Line, type Role, shown } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, code, type Markup, md, percent } from "../markup";
import { dropoutPicture } from "../pictures/dropout";

const rateRole: Role = {
  names: [
    "p",
    "rate",
    "dropout",
    "dropout_rate",
    "recurrent_dropout",
    "recurrentDropout",
    "drop_rate",
    "drop_prob",
    "attention_dropout",
    "attn_dropout",
    "hidden_dropout_prob",
    "attention_probs_dropout_prob",
    "lora_dropout",
    "classifier_dropout",
    "drop_path_rate",
    "resid_pdrop",
    "embd_pdrop",
    "attn_pdrop",
  ],
};
const keepRole: Role = { names: ["keep_prob"] };
const trainingRole: Role = { names: ["training", "train"] };
const layersRole: Role = { names: ["num_layers"] };

/** 1 / (1 − p): inverted dropout keeps the expected sum as it was (Srivastava et al. 2014, section 10). */
export function scaleOf(rate: number): number {
  return 1 / (1 - rate);
}

const dropout: FactMaker = (line, t) => {
  const pitfall = pitfallOf(line, t);
  const kept = line.written(keepRole);
  if (kept !== undefined && typeof kept.value === "number") return keptShare(kept, kept.value, line, t);
  const given =
    line.argument?.name !== undefined && rateRole.names.includes(line.argument.name)
      ? { ...line.argument, name: line.argument.name, written: true }
      : line.given(rateRole);
  const rate = given?.value;
  if (given === undefined || typeof rate !== "number") return { ...(pitfall && { pitfall }) };
  const head = given.written ? shown(given) : md`${shown(given)}${t(" (the default)", "（默认值）")}`;
  const body = bodyOf(rate, line, t);
  return {
    line: t(md`${head}: ${body}`, md`${head}：${body}`),
    ...(rate >= 0 && rate <= 1 && isPlain(line) && { picture: dropoutPicture(rate, t) }),
    ...(pitfall && { pitfall }),
  };
};

/** TensorFlow 1 is told the share that stays. */
function keptShare(given: Given, share: number, line: Line, t: Choose): Fact | undefined {
  if (share <= 0 || share > 1) return undefined;
  const rate = Number((1 - share).toPrecision(10));
  const body = bodyOf(rate, line, t);
  return {
    line: t(md`${shown(given)}, the share that stays: ${body}`, md`${shown(given)}，留下的比例：${body}`),
    picture: dropoutPicture(rate, t),
  };
}

function bodyOf(rate: number, line: Line, t: Choose): Markup {
  if (rate < 0 || rate > 1) {
    return t(
      md`a probability lies between 0 and 1, this one does not.`,
      md`概率应在 0 与 1 之间，这个值不在。`,
    );
  }
  if (line.api.startsWith("torch.nn.functional.") && line.written(trainingRole)?.value === false)
    return t(
      md`without effect here, since training is False: the input passes through.`,
      md`这里不起作用：training 为 False，输入原样通过。`,
    );
  if (rate === 0)
    return t(md`switches nothing off; the layer passes its input through.`, md`一个也不关，输入原样通过。`);
  if (line.variant === "lstm" || line.variant === "gru" || line.variant === "rnn") {
    if (line.framework === "torch") return betweenLayers(rate, line.number(layersRole), t);
  }
  if (line.variant.includes("gaussian")) {
    if (rate === 1)
      return t(
        md`noise without bound: the standard deviation √(p / (1 − p)) needs p below 1.`,
        md`噪声没有上限：标准差 √(p / (1 − p)) 要求 p 小于 1。`,
      );
    const deviation = Math.sqrt(rate / (1 - rate));
    return t(
      md`multiplies each value by noise of mean 1 and standard deviation √(p / (1 − p)) = ${bold(deviation)}; nothing is set to 0.`,
      md`给每个值乘上均值为 1、标准差为 √(p / (1 − p)) = ${bold(deviation)} 的噪声，不设成 0。`,
    );
  }
  if (line.variant.includes("alpha")) {
    const what = line.variant.startsWith("feature") ? t("channels", "通道") : t("values", "值");
    return t(
      md`sets ${percent(rate)} of the ${what} to SELU's lower limit −1.758 instead of 0, then shifts and scales so that mean and variance stay as they were.`,
      md`把 ${percent(rate)} 的${what}设成 SELU 的下限 −1.758（而不是 0），再平移缩放，使均值和方差不变。`,
    );
  }
  return plainBody(rate, line, t);
}

function betweenLayers(rate: number, layers: number | undefined, t: Choose): Markup {
  if (layers === 1) {
    return t(
      md`without effect: it acts between stacked layers, and \`num_layers\` is 1.`,
      md`不起作用：它只作用于上下两层之间，而 \`num_layers\` 是 1。`,
    );
  }
  if (rate === 1)
    return t(
      md`in training nothing reaches the second layer: everything handed up becomes 0.`,
      md`训练时什么也传不到第二层：交上去的全部变成 0。`,
    );
  return t(
    md`in training ${percent(rate)} of what each layer hands up to the next become 0, the rest are multiplied by 1 / (1 − ${rate}) = ${bold(scaleOf(rate))}; nothing is dropped from step to step, nor after the last layer.`,
    md`训练时，每层交给上一层的输出有 ${percent(rate)} 变成 0，其余乘以 1 / (1 − ${rate}) = ${bold(scaleOf(rate))}；时间步之间不丢，最后一层之后也不丢。`,
  );
}

/** Whole channels or single values. */
function plainBody(rate: number, line: Line, t: Choose): Markup {
  const unit = /dropout[123]d|spatial/.test(line.variant)
    ? t("channels become 0, each as a whole", "通道整个变成 0")
    : t("values become 0", "值变成 0");
  if (rate === 1)
    return t(
      md`switches everything off in training: no signal is left.`,
      md`训练时全部关掉，什么信号也传不过去。`,
    );
  const scale = md`1 / (1 − ${rate}) = ${bold(scaleOf(rate))}`;
  const always = isAlwaysOn(line);
  const when = always
    ? t("at every call, also in evaluation,", "每次调用（评估时也一样）都有")
    : t("in training", "训练时");
  return t(
    md`${when} ${percent(rate)} of the ${unit}, the other ${percent(1 - rate)} are multiplied by ${scale}, so that the sum stays the same on average${always ? "" : ". In evaluation nothing happens"}.`,
    md`${when} ${percent(rate)} 的${unit}，其余 ${percent(1 - rate)} 乘以 ${scale}，总和平均不变${always ? "" : "；评估时什么也不做"}。`,
  );
}

/** Functions have no mode: they drop until they are told not to. */
function isAlwaysOn(line: Line): boolean {
  if (line.api.startsWith("tensorflow.nn.") || line.api === "tfjs.dropout") return true;
  return (
    line.api.startsWith("torch.nn.functional.") && line.called && line.written(trainingRole) === undefined
  );
}

function isPlain(line: Line): boolean {
  return !/alpha|gaussian|lstm|gru|rnn/.test(line.variant);
}

function pitfallOf(line: Line, t: Choose): Markup | undefined {
  const training = code("training=self.training");
  if (line.api.startsWith("torch.nn.functional.")) {
    return t(
      md`The function does not hear \`model.eval()\`: pass ${training}, or it drops at test time too.`,
      md`函数听不到 \`model.eval()\`：要传 ${training}，否则测试时也在丢。`,
    );
  }
  if (line.framework === "keras") {
    return t(
      md`\`fit\` switches it on, \`predict\` and \`evaluate\` off; calling \`model(x)\` in your own loop needs \`training=True\`.`,
      md`\`fit\` 会打开它，\`predict\` 和 \`evaluate\` 会关掉；自己写循环调用 \`model(x)\` 时要传 \`training=True\`。`,
    );
  }
  if (line.api.startsWith("tensorflow.nn.") || line.api === "tfjs.dropout") {
    return t(
      md`The function always drops: do not call it when you test.`,
      md`这个函数总是在丢，测试时不要调用它。`,
    );
  }
  return undefined;
}

const modeRole: Role = { names: ["mode"] };

/** Whole branches are skipped, for each sample or for the batch at once. */
const stochasticDepth: FactMaker = (line, t) => {
  const given = line.given({ names: ["p", "drop_prob", "drop_path_rate", "stochastic_depth_prob"] });
  const rate = given?.value;
  if (given === undefined || typeof rate !== "number" || rate < 0 || rate >= 1) return undefined;
  if (line.how === "argument" && line.argument?.name !== given.name) return undefined;
  if (/rate|depth_prob/.test(given.name)) return growingDepth(given, rate, t);
  if (!line.called) return undefined;
  const together = line.written(modeRole)?.value === "batch";
  const who = together
    ? t("steps skip this branch for the whole batch", "步里整批样本一起跳过这条支路")
    : t("samples skip this branch", "样本跳过这条支路");
  return {
    line: t(
      md`${shown(given)}: in training ${percent(rate)} of the ${who}; otherwise it counts 1 / (1 − ${rate}) = ${bold(scaleOf(rate))} times. In evaluation it always runs.`,
      md`${shown(given)}：训练时 ${percent(rate)} 的${who}；不跳过时乘以 1 / (1 − ${rate}) = ${bold(scaleOf(rate))}。评估时从不跳过。`,
    ),
  };
};

/** Models raise the rate from block to block (Huang et al. 2016), timm's and torchvision's too. */
function growingDepth(given: Given, rate: number, t: Choose): Fact {
  return {
    line: t(
      md`${shown(given)}: the last block is skipped in ${bold(percent(rate))} of all cases, the first in none, those between in proportion.`,
      md`${shown(given)}：最后一块有 ${bold(percent(rate))} 的机会被跳过，第一块从不跳过，中间的按比例递增。`,
    ),
  };
}

export const dropoutFacts: FactMakers = { dropout, "stochastic-depth": stochasticDepth };
