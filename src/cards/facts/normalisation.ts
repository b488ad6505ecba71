import { type Given, type Line, type Role, shown, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, joined, type Markup, md } from "../markup";
import { normAxesPicture } from "../pictures/norm-axes";
import { product } from "./convolution";
import { isCount } from "./linear";
import { memoryOf } from "./optimisers";

const role = (...names: string[]): Role => ({ names });
const roles = {
  channels: role("num_features", "num_channels"),
  momentum: role("momentum"),
  affine: role("affine", "elementwise_affine"),
  shape: role("normalized_shape"),
  groups: role("num_groups", "groups"),
  epsilon: role("eps", "epsilon"),
  tracks: role("track_running_stats"),
} as const;

/** Weight that the running average keeps of its old value, whatever the framework calls momentum. */
export function keptShare(momentum: number, framework: Line["framework"]): number {
  return framework === "torch" ? 1 - momentum : momentum;
}

const batchNorm: FactMaker = (line, t) => {
  const over = /1d/.test(line.variant)
    ? t("the batch (and the positions)", "整个批次（和各个位置）")
    : t("the batch and all positions", "整个批次和所有位置");
  const channels = line.number(roles.channels);
  const affine = line.boolean(roles.affine);
  const average =
    isCount(channels) && line.called
      ? t(
          md`${shownAll([line.written(roles.channels)])}: ${bold(channels)} means and variances, one per channel, taken over ${over}.`,
          md`${shownAll([line.written(roles.channels)])}：${bold(channels)} 个均值和方差，每个通道一对，在${over}上统计。`,
        )
      : undefined;
  const parameters =
    isCount(channels) && affine === true && line.called
      ? t(
          md`2·${channels} = ${bold(2 * channels)} learned parameters.`,
          md`可学习的参数 2·${channels} = ${bold(2 * channels)} 个。`,
        )
      : undefined;
  const momentum = line.called ? momentumText(line, t) : undefined;
  const said = [average, parameters, momentum].filter((part) => part !== undefined);
  return {
    ...(said.length > 0 && { line: joined(said, t(" ", "")) }),
    note: t(
      md`one mean and one variance per channel, taken over ${over}; in evaluation the running averages are used instead.`,
      md`每个通道一个均值、一个方差，在${over}上统计；评估时改用滑动平均。`,
    ),
    picture: normAxesPicture("batch", t),
  };
};

function momentumText(line: Line, t: Choose): Markup | undefined {
  const given = line.given(roles.momentum);
  const body = normMomentum(line, t);
  if (given === undefined || body === undefined) return undefined;
  const fallback = given.written ? "" : t(" (default)", "（默认值）");
  return t(md`${shown(given)}${fallback}: ${body}`, md`${shown(given)}${fallback}：${body}`);
}

/** What the running averages keep, by the framework's own meaning of momentum. */
export function normMomentum(line: Line, t: Choose): Markup | undefined {
  const momentum = line.number(roles.momentum);
  if (momentum === undefined || momentum < 0 || momentum > 1) return undefined;
  if (line.boolean(roles.tracks) === false) return undefined;
  const kept = Number(keptShare(momentum, line.framework).toPrecision(10));
  if (kept >= 1 || kept <= 0) return undefined;
  const memory = Math.round(memoryOf(kept));
  const rest = Number((1 - kept).toPrecision(10));
  return t(
    md`average ← ${bold(kept)}·average + ${rest}·batch, a memory of ≈ ${memory} batches.`,
    md`平均 ← ${bold(kept)}·平均 + ${rest}·本批，约记住 ${memory} 个批次。`,
  );
}

const layerNorm: FactMaker = (line, t) => {
  const given = line.given(roles.shape);
  const shape = shapeOf(given);
  const affine = line.boolean(roles.affine);
  const picture = shape === undefined || shape.length === 1 ? { picture: normAxesPicture("layer", t) } : {};
  const note = t(
    md`one mean and one variance per sample and position, over the features alone: the batch plays no part, so training and evaluation are the same.`,
    md`每个样本、每个位置各算一个均值和方差，只在特征上统计：与批次无关，训练和评估完全一样。`,
  );
  if (!line.called || given === undefined || shape === undefined) return { note, ...picture };
  const count = product(shape);
  const bias = line.boolean(role("bias")) !== false;
  const parameters =
    affine === true
      ? t(
          md` ${bias ? md`2·${count} = ${bold(2 * count)}` : bold(count)} parameters.`,
          md`参数 ${bias ? md`2·${count} = ${bold(2 * count)}` : bold(count)} 个。`,
        )
      : md``;
  const what =
    shape.length === 1
      ? t("the last axis", "最后一个轴")
      : t(`the last ${shape.length} axes`, `最后 ${shape.length} 个轴`);
  return {
    line: t(
      md`${shown(given)}: mean and variance over ${bold(count)} numbers, ${what}; the same in training and evaluation.${parameters}`,
      md`${shown(given)}：在${what}的 ${bold(count)} 个数上求均值和方差；训练和评估相同。${parameters}`,
    ),
    note,
    ...picture,
  };
};

function shapeOf(given: Given | undefined): readonly number[] | undefined {
  const value = given?.value;
  if (typeof value === "number") return isCount(value) ? [value] : undefined;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.every((one) => typeof one === "number" && isCount(one))
    ? (value as readonly number[])
    : undefined;
}

const groupNorm: FactMaker = (line, t) => {
  const groups = line.given(roles.groups);
  const channels = line.number(roles.channels);
  const picture = normAxesPicture("group", t);
  const count = groups?.value;
  const own = count === -1 && line.framework === "keras";
  if (!line.called || groups === undefined || typeof count !== "number" || !(isCount(count) || own))
    return { picture };
  if (own) {
    return {
      line: t(
        md`${shown(groups)}: every channel is a group of its own, which is instance normalisation.`,
        md`${shown(groups)}：每个通道自成一组，就是实例归一化。`,
      ),
      picture: normAxesPicture("instance", t),
    };
  }
  if (!isCount(channels)) {
    return {
      line: t(
        md`${shown(groups)}: the channels are split into ${bold(count)} groups; each group of each sample has its own mean.`,
        md`${shown(groups)}：通道分成 ${bold(count)} 组；每个样本的每一组各有自己的均值。`,
      ),
      picture,
    };
  }
  const head = shownAll([groups, line.written(roles.channels)]);
  if (channels % count !== 0) {
    return {
      line: t(
        md`${head}: ${channels} channels cannot be split into ${count} equal groups.`,
        md`${head}：${channels} 个通道分不成 ${count} 个等份。`,
      ),
    };
  }
  const affine = line.boolean(roles.affine) === true;
  const parameters = affine
    ? t(
        md` 2·${channels} = ${bold(2 * channels)} parameters.`,
        md`参数 2·${channels} = ${bold(2 * channels)} 个。`,
      )
    : md``;
  return {
    line: t(
      md`${head}: ${bold(channels / count)} channels per group, each group of each sample with its own mean; the batch plays no part.${parameters}`,
      md`${head}：每组 ${bold(channels / count)} 个通道，每个样本的每一组各算各的均值；与批次无关。${parameters}`,
    ),
    picture,
  };
};

const instanceNorm: FactMaker = (line, t): Fact => {
  const given = line.given(roles.affine);
  const picture = normAxesPicture("instance", t);
  const learned =
    line.called && given?.value === false
      ? t(
          md`${shown(given)}${given.written ? "" : " (default)"}: nothing is learned, **0** parameters; each channel of each sample gets mean 0 and variance 1.`,
          md`${shown(given)}${given.written ? "" : "（默认值）"}：没有可学习的参数（**0** 个）；每个样本的每个通道都变成均值 0、方差 1。`,
        )
      : undefined;
  return { ...(learned && { line: learned }), picture };
};

const rmsNorm: FactMaker = (line, t) => {
  const given = line.given(roles.shape);
  const shape = shapeOf(given);
  const picture = normAxesPicture("layer", t);
  const note = t(
    md`divides by the root mean square of the features and subtracts nothing: (3, 4) has RMS √12.5 = 3.536 and becomes (0.849, 1.131).`,
    md`除以特征的均方根，不减均值：(3, 4) 的均方根是 √12.5 = 3.536，变成 (0.849, 1.131)。`,
  );
  if (!line.called || given === undefined || shape === undefined) return { note, picture };
  const count = product(shape);
  return {
    line: t(
      md`${shown(given)}: ${line.boolean(roles.affine) === false ? "no parameters" : md`${bold(count)} scales to learn, no shifts`}; ${note}`,
      md`${shown(given)}：${line.boolean(roles.affine) === false ? "没有参数" : md`${bold(count)} 个可学习的缩放，没有平移`}；${note}`,
    ),
    picture,
  };
};

/** Normalize(mean, std): where black and white go. */
const inputNormalisation: FactMaker = (line, t) => {
  const mean = line.list(role("mean"));
  const deviation = line.list(role("std"));
  if (!line.called || line.variant !== "normalize" || mean === undefined || deviation?.length !== mean.length)
    return undefined;
  if (mean.length === 0 || deviation.some((value) => value <= 0)) return undefined;
  const spread = mean.map((m, i) => [-m / (deviation[i] ?? 1), (1 - m) / (deviation[i] ?? 1)] as const);
  const [low, high] = spread[0] ?? [0, 0];
  const which = mean.length === 1 ? "" : t(" in the first channel", "（第一个通道）");
  return {
    line: t(
      md`pixels from 0 … 1 go to ${bold(Number(low.toPrecision(4)))} … ${bold(Number(high.toPrecision(4)))}${which}: (x − ${mean[0] ?? 0}) / ${deviation[0] ?? 1}. Test images need the same numbers.`,
      md`0 … 1 的像素变成 ${bold(Number(low.toPrecision(4)))} … ${bold(Number(high.toPrecision(4)))}${which}：(x − ${mean[0] ?? 0}) / ${deviation[0] ?? 1}。测试图像也要用同一组数。`,
    ),
  };
};

export const normalisationFacts: FactMakers = {
  "batch-norm": batchNorm,
  "layer-norm": layerNorm,
  "group-norm": groupNorm,
  "instance-norm": instanceNorm,
  "rms-norm": rmsNorm,
  "input-normalisation": inputNormalisation,
};
