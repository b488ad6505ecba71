import { type Role, shown } from "../../arguments";
import type { Choose } from "../../fact";
import { bold, type Markup, md, percent } from "../../markup";
import { isCount } from "../linear";
import { memoryOf, rateRole, roundedMemory } from "../optimisers";
import { type ArgumentText, type ArgumentTexts, byValue, counted, measured, whether } from "./text";

const role = (...names: string[]): Role => ({ names });
const isShare = (value: number): boolean => value >= 0 && value < 1;

const average = (what: string, was: string, beta: number, t: Choose): Markup =>
  t(
    md`${what} ← ${beta}·${what} + ${Number((1 - beta).toPrecision(10))}·${was}, an average over ≈ ${bold(roundedMemory(beta))} steps`,
    md`${what} ← ${beta}·${what} + ${Number((1 - beta).toPrecision(10))}·${was}，约为 ${bold(roundedMemory(beta))} 步的平均`,
  );

const betas: ArgumentText = ({ value }, _line, t) => {
  const [first, second] = Array.isArray(value) ? value : [];
  if (typeof first !== "number" || typeof second !== "number" || !isShare(first) || !isShare(second))
    return undefined;
  return t(
    md`${average("m", "g", first, t)}; ${average("v", "g²", second, t)}. The step is along m / √v.`,
    md`${average("m", "g", first, t)}；${average("v", "g²", second, t)}。每步沿 m / √v 走。`,
  );
};

const beta1: ArgumentText = measured((beta, _line, t) =>
  isShare(beta)
    ? t(
        md`${average("m", "g", beta, t)}; m gives the step its direction.`,
        md`${average("m", "g", beta, t)}；m 决定往哪走。`,
      )
    : undefined,
);

const beta2: ArgumentText = measured((beta, _line, t) =>
  isShare(beta)
    ? t(
        md`${average("v", "g²", beta, t)}; the step is divided by √v, so that large gradients do not mean large steps.`,
        md`${average("v", "g²", beta, t)}；步子除以 √v，所以梯度大不等于步子大。`,
      )
    : undefined,
);

const squares: ArgumentText = measured((rho, line, t) => {
  if (!/^(rmsprop|adadelta)$/.test(line.variant) || !isShare(rho)) return undefined;
  return t(
    md`${average("v", "g²", rho, t)}; the step is divided by √v.`,
    md`${average("v", "g²", rho, t)}；步子除以 √v。`,
  );
});

const amsgrad = whether([
  md`divides by the largest v so far, not by today's: a weight's steps never get longer again because its gradients became small.`,
  md`除以迄今最大的 v，而不是当前的 v：不会因为梯度变小，步子又变长。`,
]);

const centred = whether([
  md`divides by √(v − mean²), the gradients' standard deviation: under steady gradients the steps are longer than without it.`,
  md`除以 √(v − 均值²)，即梯度的标准差：梯度稳定时，步子比不开时更长。`,
]);

const nesterov: ArgumentText = ({ value }, line, t) => {
  const mu = line.number(role("momentum"));
  if (value !== true) return undefined;
  const ahead =
    mu !== undefined && line.framework === "torch"
      ? t(md`: w ← w − lr·(g + ${mu}·v)`, md`：w ← w − lr·(g + ${mu}·v)`)
      : md``;
  return t(
    md`the step uses the velocity as it will be one step ahead${ahead}, which brakes sooner before a rise.`,
    md`用“再走一步之后”的速度来走${ahead}，快到上坡时刹得更早。`,
  );
};

const dampening: ArgumentText = measured((share, line, t) => {
  if (line.variant !== "sgd") return undefined;
  return share === 0
    ? t(md`every gradient joins the velocity in full.`, md`每个梯度都全额计入速度。`)
    : t(
        md`only ${bold(1 - share)} of every gradient joins the velocity (the first one in full).`,
        md`每个梯度只有 ${bold(1 - share)} 计入速度（第一个全额）。`,
      );
});

const cycleMomentum = whether(
  [
    md`momentum swings against the rate: highest where the rate is lowest.`,
    md`动量与学习率反向变化：学习率最低时动量最高。`,
  ],
  [md`momentum stays as the optimiser has it.`, md`动量不变，保持优化器里的值。`],
);

const swing = (where: Markup, whereZh: Markup): ArgumentText =>
  measured((mu, _line, t) =>
    t(
      md`momentum ${where}; there it averages over ≈ ${bold(Number(memoryOf(mu).toPrecision(3)))} steps.`,
      md`${whereZh}的动量；这时约按 ${bold(Number(memoryOf(mu).toPrecision(3)))} 步平均。`,
    ),
  );

/** `min_lr`, `eta_min`: the floor. */
const floor: ArgumentText = measured((least, line, t, given) => {
  const factor = line.number(role("factor"));
  if (given.name === "min_lr" && /plateau/.test(line.variant) && factor !== undefined && least > 0) {
    if (factor <= 0 || factor >= 1) return undefined;
    const cuts = Math.ceil(Number((Math.log(least / 0.001) / Math.log(factor)).toPrecision(8)));
    return cuts >= 1
      ? t(
          md`the rate falls no lower: from 0.001, ${bold(cuts)} ${cuts === 1 ? "cut" : "cuts"} by ${factor} get there.`,
          md`学习率不会更低：从 0.001 起，每次乘以 ${factor}，${bold(cuts)} 次就到底。`,
        )
      : undefined;
  }
  return undefined;
});

const cooldown: ArgumentText = counted((epochs, line, t) =>
  /plateau/.test(line.variant)
    ? t(
        md`after a cut, ${bold(epochs)} ${epochs === 1 ? "epoch passes" : "epochs pass"} before bad ones are counted again.`,
        md`每次降低之后，先过 ${bold(epochs)} 个轮次，再开始数没有改进的轮次。`,
      )
    : undefined,
);

/** initial = max / div_factor, last = initial / final_div_factor (documentation of OneCycleLR). */
const divFactor: ArgumentText = measured((divisor, line, t) => {
  const peak = line.number(role("max_lr"));
  return line.variant === "onecyclelr" && peak !== undefined && divisor > 0
    ? t(
        md`the run begins at max_lr / ${divisor} = ${bold(peak / divisor)}.`,
        md`开始时的学习率是 max_lr / ${divisor} = ${bold(peak / divisor)}。`,
      )
    : undefined;
});

const finalDivFactor: ArgumentText = measured((divisor, line, t) => {
  const peak = line.number(role("max_lr"));
  const first = line.number(role("div_factor"));
  return line.variant === "onecyclelr" &&
    peak !== undefined &&
    first !== undefined &&
    divisor > 0 &&
    first > 0
    ? t(
        md`the run ends at ${peak / first} / ${divisor} = ${bold(peak / first / divisor)}.`,
        md`结束时的学习率是 ${peak / first} / ${divisor} = ${bold(peak / first / divisor)}。`,
      )
    : undefined;
});

const peakShare: ArgumentText = measured((share, line, t) => {
  const epochs = line.number(role("epochs"));
  const per = line.number(role("steps_per_epoch"));
  const total =
    line.number(role("total_steps")) ?? (isCount(epochs) && isCount(per) ? epochs * per : undefined);
  if (line.variant !== "onecyclelr" || share <= 0 || share >= 1) return undefined;
  const steps = isCount(total)
    ? t(
        md` of ${total} steps: the first ${bold(Math.round(share * total))}`,
        md`（${total} 步中的前 ${bold(Math.round(share * total))} 步）`,
      )
    : md``;
  return t(
    md`the rate climbs for ${percent(share)}${steps}, then falls to the end.`,
    md`学习率在前 ${percent(share)}${steps} 上升，之后一直下降。`,
  );
});

const annealing = byValue([
  ["cos", md`it rises and falls along half a cosine, gently at both ends.`, md`沿半个余弦升降，两端平缓。`],
  ["linear", md`it rises and falls in straight lines.`, md`沿直线升降。`],
]);

/** scikit-learn's and Transformers' first rate. */
const firstRate: ArgumentText = measured((rate, line, t) => {
  if (/^gradientboosting/.test(line.variant)) {
    const trees = line.number(role("n_estimators"));
    return t(
      md`each tree's correction counts only ${bold(rate)} of itself, so ${trees === undefined ? "more trees are needed" : `${trees} trees take small steps`} and overfit less quickly.`,
      md`每棵树的修正只按 ${bold(rate)} 计，${trees === undefined ? "需要更多树" : `${trees} 棵树一步步走小步`}，过拟合也来得更慢。`,
    );
  }
  if (!/^mlp/.test(line.variant)) return undefined;
  const solver = line.string(role("solver"));
  return solver === "adam" || solver === undefined
    ? t(
        md`with Adam, the first step moves every weight by about ${bold(rate)}.`,
        md`用 Adam 时，第一步每个权重都移动约 ${bold(rate)}。`,
      )
    : solver === "sgd"
      ? t(
          md`w ← w − ${bold(rate)}·g at first; a gradient of 2 moves its weight by ${2 * rate}.`,
          md`开始时 w ← w − ${bold(rate)}·g；梯度为 2 时权重移动 ${2 * rate}。`,
        )
      : t(md`without effect: L-BFGS chooses its steps itself.`, md`不起作用：L-BFGS 自己决定步长。`);
});

const schedulePolicy = byValue([
  ["constant", md`the rate stays as it is.`, md`学习率不变。`],
  [
    "invscaling",
    md`the rate falls with the number of steps t as 1 / t^power_t.`,
    md`学习率随步数 t 按 1 / t^power_t 下降。`,
  ],
  [
    "adaptive",
    md`whenever the loss stops falling, the rate is divided by **5** (only with SGD).`,
    md`损失不再下降时，学习率除以 **5**（只对 SGD 有效）。`,
  ],
]);

const runShape: ArgumentText = ({ value }, line, t) => {
  const peak = line.number(rateRole);
  const from = peak === undefined ? t(md`its peak`, md`峰值`) : bold(peak);
  if (value === "linear")
    return t(
      md`after the warm-up the rate falls in a straight line from ${from} to 0; half of it is left halfway.`,
      md`预热之后，学习率沿直线从 ${from} 降到 0，走到一半时剩一半。`,
    );
  if (value === "cosine")
    return t(
      md`after the warm-up the rate falls along half a cosine from ${from} to 0; 85.36 % are left after a quarter, half halfway.`,
      md`预热之后，学习率沿半个余弦从 ${from} 降到 0：走到四分之一时剩 85.36 %，一半时剩一半。`,
    );
  if (value === "constant")
    return t(md`the rate stays at ${from}, without warm-up.`, md`学习率一直是 ${from}，没有预热。`);
  if (value === "constant_with_warmup")
    return t(md`after the warm-up the rate stays at ${from}.`, md`预热之后，学习率一直是 ${from}。`);
  return undefined;
};

/** `warmup_steps` overrules `warmup_ratio` (documentation of transformers.TrainingArguments). */
const warmupRatio: ArgumentText = measured((share, line, t) => {
  if (share < 0 || share > 1) return undefined;
  const steps = line.written(role("warmup_steps"));
  if (typeof steps?.value === "number" && steps.value > 0)
    return t(md`without effect, since ${shown(steps)} overrules it.`, md`不起作用：${shown(steps)} 优先。`);
  const most = line.written(role("max_steps"))?.value;
  const total = typeof most === "number" && isCount(most) ? most : 1000;
  return t(
    md`the rate climbs from 0 during the first ${percent(share)}: of ${total} steps, ${bold(Math.ceil(Number((total * share).toPrecision(12))))}.`,
    md`前 ${percent(share)} 的步数里，学习率从 0 升上去：${total} 步中是 ${bold(Math.ceil(Number((total * share).toPrecision(12))))} 步。`,
  );
});

const fromLogits: ArgumentText = ({ value }, line, t) => {
  if (typeof value !== "boolean") return undefined;
  const binary = /binary/.test(line.variant);
  const name = binary ? "sigmoid" : "softmax";
  return value
    ? t(
        md`the loss applies ${name} itself: the last layer must have **no** activation.`,
        md`损失函数自己会做 ${name}：最后一层**不要**再加激活。`,
      )
    : t(
        md`the loss wants probabilities: the last layer must end in **${name}**.`,
        md`损失函数要的是概率：最后一层要以 **${name}** 结尾。`,
      );
};

const batchMean = byValue([
  [
    "batchmean",
    md`the sum over everything, divided by the number of examples: the KL divergence as it is defined.`,
    md`全部求和，再除以样本数：这才是定义里的 KL 散度。`,
  ],
]);

const ignored: ArgumentText = measured((label, line, t) =>
  /entropy|nllloss/.test(line.variant)
    ? t(
        md`targets of ${bold(label)} cost nothing and are not counted in the mean: padding gets this label.`,
        md`标签为 ${bold(label)} 的位置不计损失，平均时也不算数：填充位置就用这个标签。`,
      )
    : undefined,
);

const blank: ArgumentText = measured((label, _line, t) =>
  t(
    md`class ${bold(label)} means “nothing here”: it stands between repeated letters and must be no letter's number.`,
    md`第 ${bold(label)} 类表示“空”：隔开重复的字母，不能是任何字母的编号。`,
  ),
);

const zeroInfinity = whether([
  md`inputs too short for their target would cost ∞; they count **0** and give no gradient.`,
  md`输入比目标还短时损失是 ∞，这里按 **0** 算，也没有梯度。`,
]);

/** Without `apply_class_balancing`, Keras' binary focal loss does not use it (keras.losses.BinaryFocalCrossentropy). */
const balance: ArgumentText = measured((alpha, line, t) => {
  if (line.framework !== "keras" || alpha < 0 || alpha > 1) return undefined;
  if (/^binary/.test(line.variant) && line.written(role("apply_class_balancing"))?.value !== true)
    return t(
      md`without effect as long as \`apply_class_balancing\` is off.`,
      md`没有打开 \`apply_class_balancing\` 时不起作用。`,
    );
  return /^binary/.test(line.variant)
    ? t(
        md`positive examples count ${bold(alpha)}, negative ones ${Number((1 - alpha).toPrecision(10))}.`,
        md`正样本按 ${bold(alpha)} 计，负样本按 ${Number((1 - alpha).toPrecision(10))} 计。`,
      )
    : undefined;
});

const swap = whether([
  md`the negative is also measured from the positive, and the **smaller** of the two distances counts: a harder task.`,
  md`负样本到正样本的距离也算，取两者中**较小**的：任务更难。`,
]);

/** A mask that a call is given: what it means differs between the libraries (their documentation). */
const mask: ArgumentText = ({ value, name }, line, t) => {
  if (value === null && line.written(role("is_causal"))?.value === true)
    return t(
      md`no mask of its own; \`is_causal\` hides the future.`,
      md`没有另给掩码；未来由 \`is_causal\` 遮住。`,
    );
  if (value === null)
    return t(md`no mask: every token sees every other.`, md`没有掩码：每个词元都看得到其他所有词元。`);
  const api = line.api;
  if (/key_padding/.test(name) && api.startsWith("torch."))
    return t(
      md`marks padding in the keys: where it is **True**, no token looks. It hides nothing of the future.`,
      md`标出键里的填充：为 **True** 的位置谁都不看。它并不遮住未来。`,
    );
  if (api === "torch.nn.functional.scaled_dot_product_attention")
    return t(
      md`of a Boolean mask, **True** takes part (in \`nn.MultiheadAttention\` it is the other way round); numbers are added to the scores.`,
      md`布尔掩码中 **True** 表示参与（\`nn.MultiheadAttention\` 正好相反）；若是数，则加到分数上。`,
    );
  if (api.startsWith("torch.nn."))
    return t(
      md`of a Boolean mask, **True** may not be looked at (in \`scaled_dot_product_attention\` it is the other way round); numbers are added to the scores.`,
      md`布尔掩码中 **True** 表示不许看（\`scaled_dot_product_attention\` 正好相反）；若是数，则加到分数上。`,
    );
  if (api.startsWith("transformers."))
    return t(
      md`**1** for tokens that count, **0** for padding, which no token looks at.`,
      md`**1** 表示有效词元，**0** 表示填充，谁都不看它。`,
    );
  return t(
    md`**True** (or 1) where a query may look at a key, False where it may not.`,
    md`**True**（或 1）表示查询可以看这个键，False 表示不可以。`,
  );
};

const scale: ArgumentText = measured((factor, _line, t) => {
  const size = factor > 0 ? 1 / factor ** 2 : 0;
  const usual = Number(size.toPrecision(6));
  return isCount(usual)
    ? t(
        md`scores are multiplied by ${bold(factor)} = 1/√${usual}, the usual for heads of ${usual} numbers.`,
        md`分数乘以 ${bold(factor)} = 1/√${usual}，即每个头 ${usual} 维时的常用值。`,
      )
    : t(
        md`scores are multiplied by ${bold(factor)} before the softmax.`,
        md`分数在 softmax 之前乘以 ${bold(factor)}。`,
      );
});

const attentionDropout: ArgumentText = measured((rate, line, t) => {
  if (line.variant !== "scaleddotproductattention" || rate < 0 || rate >= 1) return undefined;
  return t(
    md`${percent(rate)} of the attention weights become 0, **in evaluation too**: pass 0.0 there.`,
    md`${percent(rate)} 的注意力权重变成 0，**评估时也一样**：评估时要传 0.0。`,
  );
});

const normFirst = whether(
  [
    md`normalises before attention and before the dense layers, x + f(norm(x)): the path around them stays untouched, so deep stacks train without a long warm-up.`,
    md`先归一化，再做注意力和全连接，即 x + f(norm(x))：旁路不受影响，叠得深也不需要很长的预热。`,
  ],
  [
    md`normalises after adding, norm(x + f(x)), as in the first Transformer: deep stacks need a warm-up.`,
    md`相加之后再归一化，即 norm(x + f(x))，与最初的 Transformer 一致：叠得深就需要预热。`,
  ],
);

const innerWidth: ArgumentText = counted((inner, line, t) => {
  const width = line.number(role("d_model"));
  if (!isCount(width)) return undefined;
  return t(
    md`at each position ${width} → ${bold(inner)} → ${width}, ${inner / width} times as wide inside: 2·${width}·${inner} + ${inner} + ${width} = ${bold(2 * width * inner + inner + width)} parameters in each layer.`,
    md`每个位置 ${width} → ${bold(inner)} → ${width}，中间宽 ${inner / width} 倍：每层参数 2·${width}·${inner} + ${inner} + ${width} = ${bold(2 * width * inner + inner + width)} 个。`,
  );
});

const copies: ArgumentText = counted((layers, line, t) =>
  /^transformer(encoder|decoder)$/.test(line.variant)
    ? t(
        md`${bold(layers)} copies of the layer, one after another: they start with the same weights and are trained apart.`,
        md`把这一层复制 ${bold(layers)} 份，前后相接：起始权重相同，之后各训各的。`,
      )
    : undefined,
);

/** Optimisers of Keras clip each number, each variable or all together. */
const clipByValue: ArgumentText = measured((limit, _line, t) =>
  limit > 0
    ? t(
        md`each number of a gradient is cut to −${limit} … ${bold(limit)} on its own, so the direction may turn.`,
        md`梯度的每个数各自截到 −${limit} … ${bold(limit)}，方向可能改变。`,
      )
    : undefined,
);

const algorithm = byValue([
  [
    "norm",
    md`a gradient that is too long is scaled down as a whole and keeps its direction.`,
    md`过长的梯度整体缩短，方向不变。`,
  ],
  [
    "value",
    md`each number is cut on its own, so the direction may turn.`,
    md`每个数各自截断，方向可能改变。`,
  ],
]);

const gain: ArgumentText = measured((factor, _line, t) =>
  factor === 1
    ? t(
        md`the plain rule, unscaled; ReLU wants √2 = **1.414**, tanh 5/3.`,
        md`就是原来的规则，不放大；ReLU 要 √2 = **1.414**，tanh 要 5/3。`,
      )
    : t(
        md`the starting weights are ${bold(factor)} times as spread out; ReLU wants √2 = 1.414, tanh 5/3.`,
        md`起始权重的分布放大 ${bold(factor)} 倍；ReLU 要 √2 = 1.414，tanh 要 5/3。`,
      ),
);

const fanMode = byValue([
  [
    "fan_in",
    md`spread by the number of inputs of a unit: signals keep their size on the way forward.`,
    md`按单元的输入个数定分布：前向时信号大小不变。`,
  ],
  [
    "fan_out",
    md`spread by the number of outputs: gradients keep their size on the way back.`,
    md`按输出个数定分布：反向时梯度大小不变。`,
  ],
]);

export const trainingArguments: ArgumentTexts = {
  adam: {
    betas,
    beta_1: beta1,
    beta1,
    b1: beta1,
    adam_beta1: beta1,
    beta_2: beta2,
    beta2,
    b2: beta2,
    adam_beta2: beta2,
    amsgrad,
  },
  rmsprop: { alpha: squares, rho: squares, decay: squares, centered: centred },
  momentum: {
    nesterov,
    useNesterov: nesterov,
    dampening,
    cycle_momentum: cycleMomentum,
    base_momentum: swing(md`at the highest rate`, md`学习率最高时`),
    max_momentum: swing(md`at the lowest rate`, md`学习率最低时`),
  },
  "learning-rate": { min_lr: floor, learning_rate_init: firstRate, learning_rate: firstRate },
  "lr-schedule": {
    cooldown,
    div_factor: divFactor,
    final_div_factor: finalDivFactor,
    pct_start: peakShare,
    anneal_strategy: annealing,
    learning_rate: schedulePolicy,
    lr_scheduler_type: runShape,
  },
  warmup: { warmup_ratio: warmupRatio },
  logits: { from_logits: fromLogits, fromLogits },
  reduction: { reduction: batchMean },
  "packed-sequence": { ignore_index: ignored },
  "ctc-loss": { blank, zero_infinity: zeroInfinity },
  "contrastive-loss": { swap },
  "focal-loss": { alpha: balance },
  "causal-mask": {
    mask,
    attn_mask: mask,
    src_mask: mask,
    tgt_mask: mask,
    key_padding_mask: mask,
    src_key_padding_mask: mask,
    tgt_key_padding_mask: mask,
    attention_mask: mask,
  },
  attention: { scale },
  dropout: { dropout_p: attentionDropout },
  transformer: {
    norm_first: normFirst,
    dim_feedforward: innerWidth,
    num_layers: copies,
  },
  "gradient-clipping": { clipvalue: clipByValue, gradient_clip_algorithm: algorithm },
  "weight-initialisation": { gain, mode: fanMode },
};
