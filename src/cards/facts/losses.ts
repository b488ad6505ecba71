import { type Line, type Role, shown } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, code, joined, type Markup, md, number } from "../markup";
import { lossPicture } from "../pictures/loss";
import { smoothedTargets } from "./smoothing";

const role = (...names: string[]): Role => ({ names });
const roles = {
  fromLogits: role("from_logits"),
  smoothing: role("label_smoothing", "labelSmoothing"),
  reduction: role("reduction"),
  delta: role("delta", "beta"),
  gamma: role("gamma"),
  margin: role("margin"),
} as const;

/** What a loss wants of the network: raw scores, probabilities or their logarithms; undefined where unsure. */
type Wants = "logits" | "probabilities" | "logarithms" | undefined;

/** Keras' losses take probabilities unless `from_logits`; the other libraries' cross-entropies take logits. */
function wantsOf(line: Line): Wants {
  if (/^(nll|poissonnll|gaussiannll)/.test(line.variant))
    return line.variant.startsWith("nll") ? "logarithms" : undefined;
  if (line.framework === "keras") {
    const given = line.given(roles.fromLogits)?.value;
    if (typeof given === "boolean") return given ? "logits" : "probabilities";
    return line.how === "string" ? "probabilities" : undefined;
  }
  if (line.framework === "tfjs")
    return /^(softmaxcrossentropy|sigmoidcrossentropy)$/.test(line.variant)
      ? "logits"
      : line.how === "string"
        ? "probabilities"
        : undefined;
  if (line.framework === "torch") {
    if (/^(crossentropyloss|crossentropy|bcewithlogitsloss|binarycrossentropywithlogits)$/.test(line.variant))
      return "logits";
    return /^(bceloss|binarycrossentropy)$/.test(line.variant) ? "probabilities" : undefined;
  }
  return /logits|sigmoidbinarycrossentropy|softmaxcrossentropy/.test(line.variant) ? "logits" : undefined;
}

function wantsText(wants: Wants, gate: string, t: Choose): Markup | undefined {
  if (wants === "logits") {
    return t(
      md`wants **raw scores** (logits): it applies ${gate} itself, so the network must not.`,
      md`要的是**原始分数**（logits）：${gate} 由它自己做，网络末尾不要再加。`,
    );
  }
  if (wants === "probabilities") {
    return t(
      md`wants **probabilities**: the network has to end in ${gate}.`,
      md`要的是**概率**：网络末尾必须有 ${gate}。`,
    );
  }
  if (wants === "logarithms") {
    return t(
      md`wants **logarithms of probabilities**: end in log-softmax.`,
      md`要的是**概率的对数**：网络末尾用 log-softmax。`,
    );
  }
  return undefined;
}

const crossEntropy: FactMaker = (line, t) => {
  const wants = wantsOf(line);
  const smoothing = line.written(roles.smoothing);
  const targets =
    smoothing && typeof smoothing.value === "number" && smoothing.value > 0 && smoothing.value < 1
      ? smoothedText(smoothing.value, t)
      : undefined;
  const head = line.written(roles.fromLogits);
  const scale = t(
    md`A network that knows nothing of 10 classes scores ln 10 = **2.303**.`,
    md`对 10 个类别一无所知的网络，损失是 ln 10 = **2.303**。`,
  );
  const said = joined(
    [
      wantsText(wants, "softmax", t),
      targets && smoothing && t(md`${shown(smoothing)}: ${targets}`, md`${shown(smoothing)}：${targets}`),
      reductionText(line, t),
      scale,
    ],
    t(" ", ""),
  );
  const text = head === undefined ? said : t(md`${shown(head)}: ${said}`, md`${shown(head)}：${said}`);
  return { line: text, note: text, picture: probabilityPicture(t) };
};

/** What becomes of the losses of a batch, where the line says so; the mean needs no word. */
function reductionText(line: Line, t: Choose): Markup | undefined {
  const given = line.called || line.how === "argument" ? line.written(roles.reduction) : undefined;
  if (given?.value === "sum") {
    return t(
      md`${shown(given)} adds over the batch: a batch twice as large makes gradients twice as large.`,
      md`${shown(given)} 对整批求和：批次大一倍，梯度也大一倍。`,
    );
  }
  if (given?.value !== "none") return undefined;
  return t(
    md`${shown(given)} keeps one loss per example: take their mean before \`backward()\`.`,
    md`${shown(given)} 每个样本各留一个损失：\`backward()\` 之前要自己取平均。`,
  );
}

const reduction: FactMaker = (found, t) => {
  const line = found.around;
  const text = reductionText(line, t);
  if (text !== undefined) return { line: text };
  const given = line.written(roles.reduction);
  if (given?.value !== "mean") return undefined;
  return {
    line: t(
      md`${shown(given)}: the mean over the batch, so that gradients are as large for 32 examples as for 256.`,
      md`${shown(given)}：对整批取平均，32 个样本和 256 个样本的梯度大小相当。`,
    ),
  };
};

function smoothedText(smoothing: number, t: Choose): Markup {
  const { right, wrong } = smoothedTargets(smoothing, 10);
  return t(
    md`with 10 classes the targets are ${bold(right)} and ${bold(wrong)} instead of 1 and 0.`,
    md`10 类时目标是 ${bold(right)} 和 ${bold(wrong)}，不再是 1 和 0。`,
  );
}

function probabilityPicture(t: Choose): Fact["picture"] {
  return lossPicture(
    {
      title: t("loss over the probability of the right class", "损失随正确类别的概率变化"),
      range: [0, 1],
      ticks: [0, 0.5, 1],
      top: 4,
      series: [
        {
          of: (p) => -Math.log(Math.max(p, 1e-9)),
          colour: "c1",
          label: t("−ln p: 0.5 costs 0.693", "−ln p：0.5 时为 0.693"),
          labelAt: [0.3, 2.2],
        },
      ],
    },
    t("−ln p falls from infinity at p = 0 to 0 at p = 1.", "−ln p 从 p = 0 处的无穷大降到 p = 1 处的 0。"),
  );
}

const nll: FactMaker = (line, t) => {
  const wants = wantsText(wantsOf(line), "log-softmax", t);
  if (wants === undefined) return undefined;
  const text = joined(
    [
      wants,
      t(
        md`It only picks out −(value of the right class): with log-softmax before it, it is cross-entropy.`,
        md`它只取出正确类别那一项的相反数：前面接 log-softmax，就是交叉熵。`,
      ),
    ],
    t(" ", ""),
  );
  return { line: text, note: text, picture: probabilityPicture(t) };
};

const binary: FactMaker = (line, t) => {
  const wants = wantsOf(line);
  const weight = line.written(role("pos_weight"));
  const scale = t(
    md`A network that always says 0.5 scores ln 2 = **0.693**.`,
    md`总是回答 0.5 的网络，损失是 ln 2 = **0.693**。`,
  );
  const smoothing = line.written(roles.smoothing);
  const eps = smoothing?.value;
  const targets =
    smoothing && typeof eps === "number" && eps > 0 && eps < 1
      ? t(
          md`${shown(smoothing)}: targets ${bold(1 - eps / 2)} and ${bold(eps / 2)}.`,
          md`${shown(smoothing)}：目标变成 ${bold(1 - eps / 2)} 和 ${bold(eps / 2)}。`,
        )
      : undefined;
  const weighted = weight
    ? t(
        md`${shown(weight)} multiplies the loss of positive examples.`,
        md`${shown(weight)} 放大正样本的损失。`,
      )
    : undefined;
  const text = joined(
    [wantsText(wants, "sigmoid", t), targets, weighted, reductionText(line, t), scale],
    t(" ", ""),
  );
  return { line: text, note: text, picture: probabilityPicture(t) };
};

const errorTicks = [-3, 0, 3];

const mse: FactMaker = (line, t) => {
  if (/^root|^normalized/.test(line.variant)) return rootMeanSquare(line, t);
  if (line.variant === "l2loss") return halvedSquare(line, t);
  const cost = t(
    md`an error of 1 costs 1, an error of 3 costs **9**, with slope 2·3 = 6: outliers dominate.`,
    md`误差 1 的代价是 1，误差 3 的代价是 **9**，斜率 2·3 = 6：离群点说了算。`,
  );
  const text = joined([cost, reductionText(line, t)], t(" ", ""));
  const picture = errorPicture([{ of: (e) => e * e, colour: "c1", label: "e²", labelAt: [2.2, 4.1] }], t);
  return { line: text, note: text, picture };
};

function rootMeanSquare(line: Line, t: Choose): Fact | undefined {
  if (!line.variant.startsWith("root")) return undefined;
  const text = t(
    md`errors of 1, 1 and 5 give √((1 + 1 + 25) / 3) = **3**, in the unit of the target; their plain mean is 2.333.`,
    md`误差 1、1、5 得 √((1 + 1 + 25) / 3) = **3**，单位与目标相同；直接平均则是 2.333。`,
  );
  return { line: text, note: text };
}

/** Half the square: optax.l2_loss. */
function halvedSquare(line: Line, t: Choose): Fact {
  const cost = t(
    md`half the square: an error of 1 costs 0.5, an error of 3 costs **4.5**, with slope 3. It returns one number per element: take the mean yourself.`,
    md`平方的一半：误差 1 的代价是 0.5，误差 3 的代价是 **4.5**，斜率为 3。每个元素各返回一个数，要自己取平均。`,
  );
  const text = joined([cost, reductionText(line, t)], t(" ", ""));
  const picture = errorPicture(
    [{ of: (e) => (e * e) / 2, colour: "c1", label: "½e²", labelAt: [2.2, 3.4] }],
    t,
  );
  return { line: text, note: text, picture };
}

const mae: FactMaker = (line, t) => {
  const cost = t(
    md`an error of 3 costs **3**, three times an error of 1; the slope is ±1 everywhere, so outliers pull no harder than the rest and steps do not shrink near the goal.`,
    md`误差 3 的代价是 **3**，只是误差 1 的三倍；斜率处处为 ±1，离群点不占优，但接近目标时步子也不会变小。`,
  );
  const text = joined([cost, reductionText(line, t)], t(" ", ""));
  return {
    line: text,
    note: text,
    picture: errorPicture([{ of: Math.abs, colour: "c1", label: "|e|", labelAt: [2.2, 1.5] }], t),
  };
};

function errorPicture(series: Parameters<typeof lossPicture>[0]["series"], t: Choose): Fact["picture"] {
  return lossPicture(
    { title: t("loss over the error", "损失随误差变化"), range: [-3, 3], ticks: errorTicks, top: 5, series },
    t("The loss of one example over its error.", "单个样本的损失随误差的变化。"),
  );
}

/** ½e² up to δ, δ(|e| − δ/2) beyond (torch.nn.HuberLoss, keras.losses.Huber, optax.huber_loss). */
export function huber(error: number, delta: number): number {
  const size = Math.abs(error);
  return size <= delta ? 0.5 * size * size : delta * (size - delta / 2);
}

/** Huber divided by β (torch.nn.SmoothL1Loss). */
export function smoothL1(error: number, beta: number): number {
  return huber(error, beta) / beta;
}

const huberFact: FactMaker = (line, t) => {
  const given = line.given(roles.delta);
  const delta = given?.value;
  if (given === undefined || typeof delta !== "number" || delta <= 0 || /logcosh/.test(line.variant))
    return undefined;
  const smooth = /smoothl1/.test(line.variant);
  const loss = (error: number): number => (smooth ? smoothL1(error, delta) : huber(error, delta));
  const fallback = given.written ? "" : t(" (default)", "（默认值）");
  const small = delta / 2;
  const large = 3 * delta;
  const body = t(
    md`squared up to ±${delta}, straight beyond: an error of ${small} costs ${loss(small)}, of ${large} ${bold(loss(large))} (squared: ${(smooth ? 1 / delta : 1) * 0.5 * large * large}); the slope stays at ${smooth ? 1 : delta}.`,
    md`±${delta} 以内是平方，以外是直线：误差 ${small} 的代价 ${loss(small)}，误差 ${large} 的代价 ${bold(loss(large))}（平方则是 ${(smooth ? 1 / delta : 1) * 0.5 * large * large}）；斜率不超过 ${smooth ? 1 : delta}。`,
  );
  const picture =
    delta <= 3
      ? errorPicture(
          [
            { of: (e) => 0.5 * e * e * (smooth ? 1 / delta : 1), colour: "c2", dashed: true },
            { of: loss, colour: "c1" },
          ],
          t,
        )
      : undefined;
  return {
    line: t(md`${shown(given)}${fallback}: ${body}`, md`${shown(given)}${fallback}：${body}`),
    ...(picture && { picture }),
  };
};

/** max(0, 1 − margin). */
const hinge: FactMaker = (line, t) => {
  if (!/^(hinge|squaredhinge|hingeloss)$/.test(line.variant)) return undefined;
  const squared = line.variant.startsWith("squared");
  const text = t(
    md`with labels −1 and 1: a right answer with margin 1 or more costs nothing, margin 0 costs 1, margin −1 costs **${squared ? "4" : "2"}**.`,
    md`标签为 −1 和 1：判对且间隔不小于 1 时代价为 0，间隔 0 时为 1，间隔 −1 时为 **${squared ? "4" : "2"}**。`,
  );
  const of = (margin: number): number => Math.max(0, 1 - margin) ** (squared ? 2 : 1);
  return {
    line: text,
    note: text,
    picture: lossPicture(
      {
        title: t("loss over the margin y·f(x)", "损失随间隔 y·f(x) 变化"),
        range: [-2, 3],
        ticks: [-2, 0, 1, 3],
        top: 4,
        series: [{ of, colour: "c1" }],
      },
      t("The loss falls to 0 at margin 1.", "损失在间隔 1 处降到 0。"),
    ),
  };
};

const kl: FactMaker = (line, t) => {
  if (line.framework !== "torch") return undefined;
  const reduction = line.given(roles.reduction);
  const mean = reduction?.value === "mean" && line.called;
  const target = line.boolean(role("log_target"));
  const text = t(
    md`the first argument is **log**-probabilities, the second ${target === true ? "log-probabilities too" : "probabilities"}; 0 only where both agree.`,
    md`第一个参数是概率的**对数**，第二个${target === true ? "也是对数" : "是概率"}；两者相同才为 0。`,
  );
  const pitfall = mean
    ? t(
        md`${shown(reduction)} divides by the number of elements, not of examples: ${code("reduction='batchmean'")} is the KL divergence.`,
        md`${shown(reduction)} 除以元素个数，而不是样本数；要得到 KL 散度，用 ${code("reduction='batchmean'")}。`,
      )
    : undefined;
  return { line: text, note: text, ...(pitfall && { pitfall }) };
};

const contrastive: FactMaker = (line, t) => {
  const given = line.given(roles.margin);
  const margin = given?.value;
  if (!/triplet/.test(line.variant) || given === undefined || typeof margin !== "number" || !line.called)
    return undefined;
  return {
    line: t(
      md`${shown(given)}: the other class must be at least ${bold(margin)} further away than the same class; a triplet that manages that costs 0. Equal distances cost ${margin}.`,
      md`${shown(given)}：异类要比同类至少远 ${bold(margin)}，做到的三元组代价为 0；距离相等时代价为 ${margin}。`,
    ),
  };
};

/** (1 − p)^γ: how much an example counts, by how sure the network is (Lin et al. 2017). */
export function focalWeight(probability: number, gamma: number): number {
  return (1 - probability) ** gamma;
}

const focal: FactMaker = (line, t) => {
  const given = line.given(roles.gamma);
  const gamma = given?.value;
  if (given === undefined || typeof gamma !== "number" || gamma < 0) return undefined;
  const fallback = given.written ? "" : t(" (default)", "（默认值）");
  const body = t(
    md`an example that is already right with p = 0.9 counts ${bold(focalWeight(0.9, gamma))} of its cross-entropy, a hard one with p = 0.1 ${bold(focalWeight(0.1, gamma))}.`,
    md`已经判对（p = 0.9）的样本只算交叉熵的 ${bold(focalWeight(0.9, gamma))} 倍，难样本（p = 0.1）算 ${bold(focalWeight(0.1, gamma))} 倍。`,
  );
  const picture = lossPicture(
    {
      title: t("loss over the probability of the right class", "损失随正确类别的概率变化"),
      range: [0, 1],
      ticks: [0, 0.5, 1],
      top: 4,
      series: [
        {
          of: (p) => -Math.log(Math.max(p, 1e-9)),
          colour: "c2",
          dashed: true,
          label: t("cross-entropy", "交叉熵"),
          labelAt: [0.27, 1.75],
        },
        { of: (p) => -focalWeight(p, gamma) * Math.log(Math.max(p, 1e-9)), colour: "c1" },
      ],
    },
    t(
      `Focal loss with γ = ${number(gamma)} lies below cross-entropy.`,
      `γ = ${number(gamma)} 的 focal 损失低于交叉熵。`,
    ),
  );
  return {
    line: t(md`${shown(given)}${fallback}: ${body}`, md`${shown(given)}${fallback}：${body}`),
    picture,
  };
};

export const lossFacts: FactMakers = {
  "cross-entropy": crossEntropy,
  "nll-loss": nll,
  "binary-cross-entropy": binary,
  "mse-loss": mse,
  "mae-loss": mae,
  "huber-loss": huberFact,
  "hinge-loss": hinge,
  "kl-divergence": kl,
  "contrastive-loss": contrastive,
  "focal-loss": focal,
  reduction,
};
