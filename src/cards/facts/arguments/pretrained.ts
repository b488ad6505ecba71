import type { Role } from "../../arguments";
import { bold, code, md, number } from "../../markup";
import { isCount } from "../linear";
import { type ArgumentText, type ArgumentTexts, always, byValue, counted, measured, whether } from "./text";

const role = (...names: string[]): Role => ({ names });
const widthRole = role("hidden_size", "n_embd", "d_model");
const headsRole = role("num_attention_heads", "n_head");

const attentionHeads: ArgumentText = counted((heads, line, t) => {
  const width = line.number(widthRole);
  if (!isCount(width)) return undefined;
  if (width % heads !== 0)
    return t(
      md`${width} is not divisible by ${heads}; this raises an error.`,
      md`${width} 不能被 ${heads} 整除，会报错。`,
    );
  const size = width / heads;
  return t(
    md`the ${width} numbers of a token are shared by ${heads} heads, ${bold(size)} each; scores are divided by √${size} = ${Math.sqrt(size)}.`,
    md`每个词元的 ${width} 个数分给 ${heads} 个头，各 ${bold(size)} 维；分数除以 √${size} = ${Math.sqrt(size)}。`,
  );
});

/** Grouped queries (Ainslie et al. 2023): several heads read the same keys and values. */
const sharedHeads: ArgumentText = counted((shared, line, t) => {
  const heads = line.number(headsRole);
  if (!isCount(heads) || heads % shared !== 0) return undefined;
  if (heads === shared)
    return t(
      md`as many as query heads: ordinary attention, nothing is shared.`,
      md`与查询头一样多：就是普通的注意力，不共用。`,
    );
  const group = heads / shared;
  return t(
    md`${bold(group)} query heads share each head of keys and values: the cache for writing text takes 1/${group} of the memory.`,
    md`每 ${bold(group)} 个查询头共用一组键和值：生成文本时的缓存只占 1/${group} 的显存。`,
  );
});

const vocabulary: ArgumentText = counted((tokens, line, t) => {
  const width = line.number(widthRole);
  return isCount(width)
    ? t(
        md`the embedding table has ${tokens} rows of ${width} numbers: ${bold(tokens * width)} parameters.`,
        md`嵌入表有 ${tokens} 行，每行 ${width} 个数：${bold(tokens * width)} 个参数。`,
      )
    : undefined;
});

const longest: ArgumentText = counted((positions, _line, t) =>
  t(
    md`made for texts of up to ${bold(positions)} tokens; longer ones must be cut or split.`,
    md`按最长 ${bold(positions)} 个词元设计；更长的文本要截断或分段。`,
  ),
);

/** Wavelengths 2π·θ^(2i/d) (Su et al. 2021); of heads of 128 numbers the slowest has i = 63. */
const rotations: ArgumentText = measured((base, line, t) => {
  const width = line.number(widthRole);
  const heads = line.number(headsRole);
  const size = isCount(width) && isCount(heads) && width % heads === 0 ? width / heads : 128;
  if (base <= 1 || size % 2 !== 0) return undefined;
  const slowest = 2 * Math.PI * base ** ((size - 2) / size);
  return t(
    md`in heads of ${size} numbers the slowest pair turns once in ${bold(Math.round(slowest))} tokens, the fastest in 2π = 6.283; a larger base reaches further.`,
    md`每个头 ${size} 维时，最慢的一对转一圈要 ${bold(Math.round(slowest))} 个词元，最快的只要 2π = 6.283 个；底数越大，看得越远。`,
  );
});

const tied: ArgumentText = ({ value }, line, t) => {
  const [tokens, width] = [line.number(role("vocab_size")), line.number(widthRole)];
  if (typeof value !== "boolean") return undefined;
  const count =
    isCount(tokens) && isCount(width) ? md`${tokens}·${width} = ${bold(tokens * width)}` : undefined;
  return value
    ? t(
        md`the last layer uses the embedding table again${count ? md`: it saves ${count} parameters` : ", with no table of its own"}.`,
        md`最后一层直接用嵌入表${count ? md`：省下 ${count} 个参数` : "，不另设一张"}。`,
      )
    : t(
        md`the last layer has a table of its own${count ? md`: ${count} more parameters` : ""}.`,
        md`最后一层另有一张表${count ? md`：多 ${count} 个参数` : ""}。`,
      );
};

const patch: ArgumentText = counted((size, line, t) => {
  const image = line.number(role("image_size", "img_size"));
  return isCount(image) && image % size === 0
    ? t(
        md`an image of ${image} × ${image} becomes (${image} / ${size})² = ${bold((image / size) ** 2)} patches, each a token.`,
        md`${image} × ${image} 的图像变成 (${image} / ${size})² = ${bold((image / size) ** 2)} 个图块，每块一个词元。`,
      )
    : t(
        md`each square of ${size} × ${size} pixels becomes one token: 224 × 224 make ${bold(Math.floor(224 / size) ** 2)}.`,
        md`每 ${size} × ${size} 个像素变成一个词元：224 × 224 共 ${bold(Math.floor(224 / size) ** 2)} 个。`,
      );
});

const newHead: ArgumentText = counted((labels, line, t) =>
  line.variant === "frompretrained"
    ? t(
        md`the last layer has ${bold(labels)} outputs; unless the checkpoint has one of that size, its weights are random until you train them.`,
        md`最后一层有 ${bold(labels)} 个输出；检查点里若没有同样大小的层，它的权重在训练之前是随机的。`,
      )
    : undefined,
);

const top: ArgumentText = ({ value }, line, t) => {
  if (value === false)
    return t(
      md`without the classifier on top: it puts out feature maps, for a head of your own.`,
      md`去掉顶上的分类层：输出特征图，接你自己的输出层。`,
    );
  const weights = line.written(role("weights"));
  const pretrained = weights === undefined || weights.value === "imagenet";
  if (value !== true || !pretrained || line.written(role("classes"))) return undefined;
  return t(
    md`the classifier that it was trained with stays on top: its **1000** classes are ImageNet's.`,
    md`保留原来的分类层：**1000** 个类别是 ImageNet 的。`,
  );
};

const pad = byValue([
  [
    true,
    md`every text is filled up to the longest of this batch; the attention mask marks what was added.`,
    md`每条文本补到本批最长的那条；补上的部分由注意力掩码标出。`,
  ],
  [
    "max_length",
    md`every text is filled up to \`max_length\`, however short all of them are.`,
    md`每条文本都补到 \`max_length\`，哪怕全都很短。`,
  ],
  ["longest", md`every text is filled up to the longest of this batch.`, md`每条文本补到本批最长的那条。`],
  ["post", md`zeros are added behind each sequence.`, md`零补在序列后面。`],
  [
    "pre",
    md`zeros are added before each sequence: its end stays at the end.`,
    md`零补在序列前面：结尾仍在最后。`,
  ],
]);

const truncation: ArgumentText = ({ value }, line, t) => {
  const most = line.number(role("max_length"));
  if (value !== true) return undefined;
  return isCount(most)
    ? t(
        md`texts beyond ${bold(most)} tokens lose their end.`,
        md`超过 ${bold(most)} 个词元的文本，截去结尾。`,
      )
    : t(md`texts longer than the model takes lose their end.`, md`比模型上限更长的文本，截去结尾。`);
};

const cutSide = byValue([
  ["pre", md`sequences that are too long lose their beginning.`, md`过长的序列截去开头。`],
  ["post", md`sequences that are too long lose their end.`, md`过长的序列截去结尾。`],
]);

const sequenceLength: ArgumentText = counted((most, line, t) =>
  /^padsequences$/.test(line.variant)
    ? t(
        md`every sequence gets exactly ${bold(most)} entries: shorter ones are filled with zeros, longer ones cut.`,
        md`每个序列正好 ${bold(most)} 项：短的补零，长的截断。`,
      )
    : undefined,
);

const doSample = whether(
  [
    md`each token is drawn by chance, the likelier the more often: every run writes another text.`,
    md`按概率随机取词元，概率越大越常取到：每次写出的文本都不同。`,
  ],
  [
    md`always the likeliest token: every run writes the same text, and temperature, top-k and top-p have no effect.`,
    md`总取概率最大的词元：每次写出的文本都一样，温度、top-k、top-p 都不起作用。`,
  ],
);

/** Positive logits are divided, negative ones multiplied (transformers' RepetitionPenaltyLogitsProcessor). */
const repetition: ArgumentText = measured((penalty, _line, t) =>
  penalty === 1
    ? t(md`no penalty.`, md`不惩罚。`)
    : penalty > 0
      ? t(
          md`logits of tokens that have occurred are made smaller: 6 becomes 6 / ${penalty} = ${bold(6 / penalty)}, −6 becomes ${-6 * penalty}.`,
          md`出现过的词元，logit 要变小：6 变成 6 / ${penalty} = ${bold(6 / penalty)}，−6 变成 ${-6 * penalty}。`,
        )
      : undefined,
);

const noRepeat: ArgumentText = counted((size, _line, t) =>
  t(
    md`no run of ${bold(size)} tokens may occur twice; names of ${size} tokens neither.`,
    md`任何连续 ${bold(size)} 个词元都不能出现两次；${size} 个词元的名字也一样。`,
  ),
);

const newTokens: ArgumentText = counted((most, _line, t) =>
  t(
    md`at most ${bold(most)} tokens are written, not counting the prompt, which \`max_length\` would count.`,
    md`最多写 ${bold(most)} 个词元，不含提示词；\`max_length\` 则连提示词一起算。`,
  ),
);

const leastTokens: ArgumentText = counted((least, _line, t) =>
  t(
    md`the token that ends the text is forbidden until ${bold(least)} tokens are written.`,
    md`写满 ${bold(least)} 个词元之前，不许出现结束符。`,
  ),
);

const answers: ArgumentText = counted((texts, line, t) => {
  const beams = line.number(role("num_beams"));
  return isCount(beams) && beams > 1
    ? t(
        md`the best ${bold(texts)} of ${beams} beams are returned for each prompt.`,
        md`每条提示返回 ${beams} 条束中最好的 ${bold(texts)} 条。`,
      )
    : t(md`${bold(texts)} texts are written for each prompt.`, md`每条提示写 ${bold(texts)} 条文本。`);
});

/** Scores are log probabilities, which are below 0, divided by length^penalty. */
const lengthPenalty: ArgumentText = measured((power, line, t) => {
  const beams = line.number(role("num_beams"));
  if (beams !== undefined && beams <= 1) return undefined;
  return t(
    md`a beam's summed log-probability is divided by length^${power}: −10 after 10 tokens counts ${bold(-10 / 10 ** power)}; more than 0 favours long texts.`,
    md`束的对数概率之和除以 长度^${power}：10 个词元共 −10 时算作 ${bold(-10 / 10 ** power)}；大于 0 偏向长文本。`,
  );
});

const cache = whether(
  [
    md`keys and values of earlier tokens are kept: each new token computes its own only. After 100 tokens that is 1 instead of 100.`,
    md`保留前面词元的键和值：每个新词元只算自己的。写到第 100 个时，只算 1 份而不是 100 份。`,
  ],
  [
    md`keys and values of all tokens are computed again for each new one; in training with checkpointing that is meant.`,
    md`每写一个新词元，所有词元的键和值都重算一遍；训练时配合梯度检查点，正该如此。`,
  ],
);

/** Weights alone, of a model with 7 billion of them. */
const weightBits = (bits: number): ArgumentText =>
  whether([
    md`weights take ${bits} bits instead of 16: seven billion of them need ${bold(number((7 * bits) / 8))} GB instead of 14.`,
    md`每个权重 ${bits} 位而不是 16 位：七十亿个权重占 ${bold(number((7 * bits) / 8))} GB，而不是 14 GB。`,
  ]);

const levels = byValue([
  [
    "nf4",
    md`the **16** levels lie where a bell curve has equally many weights between them: dense around 0.`,
    md`**16** 个取值按正态分布的等分点排：0 附近密，两边疏。`,
  ],
  [
    "fp4",
    md`the **16** levels are tiny floating-point numbers; \`nf4\` fits weights better.`,
    md`**16** 个取值是极小的浮点数；\`nf4\` 更贴合权重的分布。`,
  ],
]);

/** From 0.5 to 0.127 bits per weight, in blocks of 64 (Dettmers et al. 2023). */
const doubleQuantised = whether([
  md`the scale of each block of 64 weights is quantised too: it saves **0.373** bits per weight, 0.33 GB of seven billion.`,
  md`每 64 个权重一块，块的缩放系数也再量化：每个权重省 **0.373** 位，七十亿个共省 0.33 GB。`,
]);

/** α / √r instead of α / r (Kalajdzievski 2023). */
const rankStabilised: ArgumentText = ({ value }, line, t) => {
  const [r, alpha] = [line.number(role("r")), line.number(role("lora_alpha"))];
  if (value !== true || !isCount(r) || alpha === undefined) return undefined;
  return t(
    md`the change is scaled by α / √r = ${alpha} / √${r} = ${bold(alpha / Math.sqrt(r))} instead of α / r = ${alpha / r}.`,
    md`改动的缩放是 α / √r = ${alpha} / √${r} = ${bold(alpha / Math.sqrt(r))}，而不是 α / r = ${alpha / r}。`,
  );
};

/** peft's LoraConfig has r = 8 and lora_alpha = 8. */
const loraScale: ArgumentText = measured((alpha, line, t) => {
  const r = line.number(role("r")) ?? undefined;
  if (!isCount(r)) return undefined;
  const stabilised = line.boolean(role("use_rslora")) === true;
  return stabilised
    ? t(
        md`the change is scaled by α / √r = ${alpha} / √${r} = ${bold(alpha / Math.sqrt(r))}.`,
        md`改动的缩放是 α / √r = ${alpha} / √${r} = ${bold(alpha / Math.sqrt(r))}。`,
      )
    : t(
        md`the change is scaled by α / r = ${alpha} / ${r} = ${bold(alpha / r)}.`,
        md`改动的缩放是 α / r = ${alpha} / ${r} = ${bold(alpha / r)}。`,
      );
});

const targets: ArgumentText = ({ value }, _line, t) => {
  const names = Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  if (value === "all-linear")
    return t(
      md`every linear layer gets an adapter, except the last one.`,
      md`每个线性层都加适配器，最后一层除外。`,
    );
  return names.length === 0
    ? undefined
    : t(
        md`only layers named ${code(names.join(", "))} get an adapter, **${names.length}** in each block; everything else is frozen.`,
        md`只有名为 ${code(names.join(", "))} 的层加适配器，每个块 **${names.length}** 个；其余全部冻结。`,
      );
};

const savedWhole = always(
  md`these layers are trained in full and saved with the adapter, as a new head must be.`,
  md`这些层整个参与训练，并随适配器一起保存；新接的输出层就要这样。`,
);

const devices: ArgumentText = counted((count, _line, t) =>
  count === 1
    ? t(md`one device: nothing is shared out.`, md`只有一台设备，不分工。`)
    : t(
        md`each of the ${count} devices computes a batch of its own: a \`batch_size\` of 32 acts like ${count}·32 = ${bold(count * 32)}.`,
        md`${count} 台设备各算各的批：\`batch_size\` 为 32 时相当于 ${count}·32 = ${bold(count * 32)}。`,
      ),
);

/** TensorFloat-32 keeps 10 bits of the mantissa, and float32's exponent (NVIDIA). */
const tensorFloat = whether([
  md`matrix products keep 10 bits of each number's digits instead of 23, ≈ 3 decimal digits; the range stays that of float32.`,
  md`矩阵乘法中，每个数的尾数只留 10 位（原来 23 位），约 3 位十进制；范围仍与 float32 相同。`,
]);

export const pretrainedArguments: ArgumentTexts = {
  "multi-head-attention": { num_attention_heads: attentionHeads, num_key_value_heads: sharedHeads },
  tokenizer: { vocab_size: vocabulary },
  "positional-encoding": { max_position_embeddings: longest, rope_theta: rotations },
  "weight-tying": { tie_word_embeddings: tied },
  "vision-transformer": { patch_size: patch },
  "transfer-learning": {
    num_labels: newHead,
    include_top: top,
  },
  "packed-sequence": {
    padding: pad,
    truncation,
    truncating: cutSide,
    maxlen: sequenceLength,
    group_by_length: whether([
      md`texts of about the same length share a batch, so that little padding is computed.`,
      md`长度相近的文本放进同一批，少算填充。`,
    ]),
  },
  sampling: {
    do_sample: doSample,
    repetition_penalty: repetition,
    no_repeat_ngram_size: noRepeat,
    max_new_tokens: newTokens,
    min_new_tokens: leastTokens,
    num_return_sequences: answers,
    length_penalty: lengthPenalty,
  },
  "kv-cache": { use_cache: cache },
  quantisation: {
    load_in_4bit: weightBits(4),
    load_in_8bit: weightBits(8),
    bnb_4bit_quant_type: levels,
    bnb_4bit_use_double_quant: doubleQuantised,
  },
  lora: {
    lora_alpha: loraScale,
    target_modules: targets,
    use_rslora: rankStabilised,
    modules_to_save: savedWhole,
  },
  "data-parallel": { devices },
  "numeric-precision": { tf32: tensorFloat },
};
