import { type Given, type Line, type Role, shown, shownAll } from "../arguments";
import type { Choose, FactMaker, FactMakers } from "../fact";
import { bold, code, joined, type Markup, md, percent } from "../markup";
import { smoothedTargets } from "./smoothing";

const role = (...names: string[]): Role => ({ names });

const smoothingRole = role(
  "label_smoothing",
  "labelSmoothing",
  "label_smoothing_factor",
  "smoothing",
  "alpha",
);

const labelSmoothing: FactMaker = (line, t) => {
  const given = line.given(smoothingRole);
  const eps = given?.value;
  if (!line.speaks || given === undefined || typeof eps !== "number" || eps < 0 || eps >= 1) return undefined;
  if (eps === 0)
    return {
      line: t(
        md`${shown(given)}: no smoothing, targets 1 and 0.`,
        md`${shown(given)}：不平滑，目标就是 1 和 0。`,
      ),
    };
  if (/binary/.test(line.variant)) {
    return {
      line: t(
        md`${shown(given)}: targets ${bold(1 - eps / 2)} and ${bold(eps / 2)} instead of 1 and 0.`,
        md`${shown(given)}：目标变成 ${bold(1 - eps / 2)} 和 ${bold(eps / 2)}，不再是 1 和 0。`,
      ),
    };
  }
  const ten = smoothedTargets(eps, 10);
  return {
    line: t(
      md`${shown(given)}: with K classes the right one gets ${1 - eps} + ${eps}/K, each other one ${eps}/K; for K = 10, ${bold(ten.right)} and ${bold(ten.wrong)}.`,
      md`${shown(given)}：K 类时正确类的目标是 ${1 - eps} + ${eps}/K，其余各 ${eps}/K；K = 10 时为 ${bold(ten.right)} 和 ${bold(ten.wrong)}。`,
    ),
  };
};

const patienceRole = role("patience", "n_iter_no_change", "early_stopping_patience");
const deltaRole = role("min_delta", "minDelta", "tol", "early_stopping_threshold");
const restoreRole = role("restore_best_weights");

const earlyStopping: FactMaker = (line, t) => {
  const given = line.given(patienceRole);
  const patience = given?.value;
  if (!line.speaks || given === undefined || typeof patience !== "number" || patience < 0) return undefined;
  // scikit-learn's networks stop when the count is above the limit (sklearn/neural_network).
  const count = /^mlp/.test(line.variant) ? patience + 1 : Math.max(1, patience);
  const monitor = line.given(role("monitor"));
  const what =
    typeof monitor?.value === "string"
      ? t(code(monitor.value), md`${code(monitor.value)} `)
      : t(md`the watched number`, md`所监视的指标`);
  const delta = line.written(deltaRole);
  const least =
    typeof delta?.value === "number" && delta.value > 0
      ? t(md` by at least ${delta.value}`, md`至少 ${delta.value} 的`)
      : md``;
  const restore = line.given(restoreRole);
  const rest =
    restore?.value === false
      ? t(
          md`\`restore_best_weights\` is off: the last weights stay, not the best.`,
          md`\`restore_best_weights\` 没有打开：留下的是最后的权重，不是最好的。`,
        )
      : restore?.value === true
        ? t(md`The best weights are put back.`, md`最后换回最好的权重。`)
        : undefined;
  const fallback = given.written ? "" : t(" (default)", "（默认值）");
  const stop = t(
    md`${shown(given)}${fallback}: training stops after ${bold(count)} ${count === 1 ? "check" : "checks"} in a row in which ${what} did not improve${least}.`,
    md`${shown(given)}${fallback}：${what}连续 ${bold(count)} 次检查没有${least}改善，就停止训练。`,
  );
  return { line: joined([stop, rest], t(" ", "")) };
};

const l2Role = role("l2", "alpha");
const l1Role = role("l1");

const penalties: FactMaker = (line, t) => {
  if (line.framework !== "keras" && line.framework !== "tfjs") return undefined;
  const second = line.how === "string" && line.variant === "l2" ? defaultPenalty("l2") : line.given(l2Role);
  const first = line.how === "string" && line.variant === "l1" ? defaultPenalty("l1") : line.given(l1Role);
  if (!line.called && line.how !== "string") return undefined;
  const parts = [penaltyText(second, true, t), penaltyText(first, false, t)].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? undefined : { line: joined(parts, t(" ", "")) };
};

/** `kernel_regularizer="l2"` means 0.01 (keras/src/regularizers/regularizers.py). */
function defaultPenalty(name: string): Given {
  return { name, text: "0.01", value: 0.01, written: false };
}

function penaltyText(given: Given | undefined, squared: boolean, t: Choose): Markup | undefined {
  const value = given?.value;
  if (given === undefined || typeof value !== "number" || value <= 0) return undefined;
  return squared
    ? t(
        md`${shown(given)}: ${value}·Σw² joins the loss, so each weight is pulled by 2·${value}·w = ${bold(2 * value)}·w; PyTorch's \`weight_decay\` of ${2 * value} in plain SGD is the same.`,
        md`${shown(given)}：损失加上 ${value}·Σw²，每个权重受到 2·${value}·w = ${bold(2 * value)}·w 的拉力；相当于 PyTorch 普通 SGD 的 \`weight_decay\` 取 ${2 * value}。`,
      )
    : t(
        md`${shown(given)}: ${value}·Σ|w| joins the loss: every weight is pulled towards 0 with the same force ${bold(value)}, and small ones end there.`,
        md`${shown(given)}：损失加上 ${value}·Σ|w|：每个权重都以同样的力 ${bold(value)} 被拉向 0，小的最终就是 0。`,
      );
}

const ema: FactMaker = (line, t) => {
  const given = line.given(role("decay", "ema_momentum", "ema_decay"));
  const decay = given?.value;
  if (!line.speaks || given === undefined || typeof decay !== "number" || decay <= 0 || decay >= 1)
    return undefined;
  const half = Math.round(Math.log(0.5) / Math.log(decay));
  const memory = Math.round(1 / (1 - decay));
  return {
    line: t(
      md`${shown(given)}: average ← ${decay}·average + ${Number((1 - decay).toPrecision(10))}·w, a memory of ≈ ${bold(memory)} steps; a change has half arrived after ${half}.`,
      md`${shown(given)}：平均 ← ${decay}·平均 + ${Number((1 - decay).toPrecision(10))}·w，约记住 ${bold(memory)} 步；一个变化 ${half} 步后体现一半。`,
    ),
  };
};

const mixup: FactMaker = (line, t) => {
  const given = line.given(role("alpha", "mixup_alpha"));
  const alpha = given?.value;
  if (!line.called || given === undefined || typeof alpha !== "number" || alpha <= 0) return undefined;
  // Variance of Beta(α, α) is 1 / (4(2α + 1)).
  const deviation = 1 / (2 * Math.sqrt(2 * alpha + 1));
  const kind =
    alpha < 1
      ? t("mostly near 0 or 1, so most pictures are hardly mixed", "多半接近 0 或 1，大多数图几乎没混")
      : alpha === 1
        ? t("every share equally likely", "各种比例机会均等")
        : t("mostly near one half", "多半接近一半");
  return {
    line: t(
      md`${shown(given)}: the share of the first example is drawn from Beta(${alpha}, ${alpha}): mean 0.5, deviation ${bold(deviation)}, ${kind}.`,
      md`${shown(given)}：第一个样本的比例取自 Beta(${alpha}, ${alpha})：均值 0.5，标准差 ${bold(deviation)}，${kind}。`,
    ),
  };
};

const augmentation: FactMaker = (line, t) => {
  if (!line.called) return undefined;
  return augmenters[line.variant]?.(line, t);
};

const chance: FactMaker = (line, t) => {
  const given = line.given(role("p"));
  const p = given?.value;
  if (given === undefined || typeof p !== "number" || p < 0 || p > 1) return undefined;
  return {
    line: t(
      md`${shown(given)}: each time an image is loaded it is changed with probability ${bold(percent(p))}; over 10 epochs the network sees it changed about ${10 * p} times.`,
      md`${shown(given)}：每次读入图像时，以 ${bold(percent(p))} 的概率变换；10 个轮次中约有 ${10 * p} 次是变换过的。`,
    ),
  };
};

const augmenters: Readonly<Record<string, FactMaker>> = {
  randomhorizontalflip: chance,
  randomverticalflip: chance,
  randomgrayscale: chance,
  randomrotation: (line, t) => {
    const degrees = line.given(role("degrees"));
    const factor = line.given(role("factor"));
    const given = degrees ?? factor;
    const scale = degrees === undefined ? 360 : 1;
    const value = given?.value;
    const range =
      typeof value === "number" && value >= 0 ? [-value, value] : line.list(role("degrees", "factor"));
    if (given === undefined || range?.length !== 2) return undefined;
    const [low, high] = [(range[0] ?? 0) * scale, (range[1] ?? 0) * scale];
    return {
      line: t(
        md`${shown(given)}: turned by a random angle from ${bold(low)}° to ${bold(high)}°. Harmful where the angle is the meaning (6 and 9).`,
        md`${shown(given)}：随机旋转 ${bold(low)}° 到 ${bold(high)}°。角度本身有含义时（如 6 与 9）不能用。`,
      ),
    };
  },
  randomcrop: (line, t) => {
    const size = line.given(role("size"));
    const padding = line.given(role("padding"));
    if (typeof size?.value !== "number" || typeof padding?.value !== "number" || padding.value <= 0)
      return undefined;
    const places = 2 * padding.value + 1;
    return {
      line: t(
        md`${shownAll([size, padding])}: a picture of that size can land in ${places} × ${places} = ${bold(places * places)} places, shifted by at most ${padding.value} pixels.`,
        md`${shownAll([size, padding])}：同样大小的图有 ${places} × ${places} = ${bold(places * places)} 种位置，最多平移 ${padding.value} 个像素。`,
      ),
    };
  },
  randomresizedcrop: (line, t) => {
    const size = line.given(role("size"));
    const scale = line.list(role("scale"));
    if (size === undefined || scale?.length !== 2) return undefined;
    return {
      line: t(
        md`${shown(size)}: a random piece of ${bold(percent(scale[0] ?? 0))} to ${bold(percent(scale[1] ?? 1))} of the area, stretched to that size.`,
        md`${shown(size)}：随机截取面积的 ${bold(percent(scale[0] ?? 0))} 到 ${bold(percent(scale[1] ?? 1))}，再缩放到这个尺寸。`,
      ),
    };
  },
  colorjitter: (line, t) => {
    const names = ["brightness", "contrast", "saturation"] as const;
    const given = names
      .map((name) => line.written(role(name)))
      .filter((one) => typeof one?.value === "number");
    const [first] = given;
    if (first === undefined || typeof first.value !== "number") return undefined;
    const low = Math.max(0, 1 - first.value);
    return {
      line: t(
        md`${shownAll(given)}: each is multiplied by a random factor, ${first.name} by ${bold(low)} … ${bold(1 + first.value)}.`,
        md`${shownAll(given)}：各乘以一个随机系数，${first.name} 为 ${bold(low)} … ${bold(1 + first.value)}。`,
      ),
    };
  },
  randomzoom: (line, t) => zoom(line, t),
};

function zoom(line: Line, t: Choose): ReturnType<FactMaker> {
  const given = line.given(role("height_factor"));
  const value = given?.value;
  if (given === undefined || typeof value !== "number" || value <= 0 || value >= 1) return undefined;
  return {
    line: t(
      md`${shown(given)}: zoomed out or in by up to ${bold(percent(value))}.`,
      md`${shown(given)}：随机缩小或放大，幅度不超过 ${bold(percent(value))}。`,
    ),
  };
}

const lora: FactMaker = (line, t) => {
  const rank = line.given(role("r", "lora_rank", "rank"));
  const alpha = line.given(role("lora_alpha"));
  if (!line.speaks || typeof rank?.value !== "number" || rank.value < 1) return undefined;
  const r = rank.value;
  const small = 2 * 4096 * r;
  const scaled =
    typeof alpha?.value === "number" &&
    line.boolean(role("use_rslora")) !== true &&
    line.framework === "huggingface"
      ? t(
          md` The update is scaled by α / r = ${alpha.value} / ${r} = ${bold(alpha.value / r)}.`,
          md`更新量乘以 α / r = ${alpha.value} / ${r} = ${bold(alpha.value / r)}。`,
        )
      : md``;
  return {
    line: t(
      md`${shownAll([rank, alpha])}: a 4096 × 4096 matrix is changed through 2·4096·${r} = ${bold(small)} numbers, ${percent(Number((small / 4096 ** 2).toPrecision(3)))} of its ${4096 ** 2}.${scaled}`,
      md`${shownAll([rank, alpha])}：4096 × 4096 的矩阵只通过 2·4096·${r} = ${bold(small)} 个数来改，是原来 ${4096 ** 2} 个的 ${percent(Number((small / 4096 ** 2).toPrecision(3)))}。${scaled}`,
    ),
  };
};

export const regularisationFacts: FactMakers = {
  "label-smoothing": labelSmoothing,
  "early-stopping": earlyStopping,
  "l1-l2-regularisation": penalties,
  "ema-weights": ema,
  mixup,
  "data-augmentation": augmentation,
  lora,
};
