import { type Given, type Line, type Role, shown, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, md, number, percent } from "../markup";
import { isCount } from "./linear";

const role = (...names: string[]): Role => ({ names });

/** How 1000 examples fall into k folds: the first ones get one more (documentation of sklearn.model_selection.KFold). */
export function foldSizes(
  examples: number,
  folds: number,
): { readonly least: number; readonly most: number } {
  return { least: Math.floor(examples / folds), most: Math.ceil(examples / folds) };
}

const sample = 1000;

/** `KFold(5)`, `cross_val_score(…, cv=5)`: every example is tested once. */
export function crossValidation(line: Line, t: Choose): Fact | undefined {
  const given = line.given(role("n_splits", "cv"));
  if (given === undefined || !speaksOfFolds(line)) return undefined;
  const usual = given.name === "cv" && given.value === null && !given.written;
  const folds = usual ? 5 : given.value;
  if (typeof folds !== "number" || !isCount(folds) || folds < 2 || folds > sample) return undefined;
  const { least, most } = foldSizes(sample, folds);
  const trained =
    least === most ? number(sample - most) : `${number(sample - most)} … ${number(sample - least)}`;
  const head = usual ? t(md`\`cv\` is 5 by default`, md`\`cv\` 默认为 5`) : shown(given);
  const each = /searchcv$/.test(line.variant) ? t(" of every setting", "每组设置") : "";
  const sorted = line.variant === "kfold" && line.boolean(role("shuffle")) === false;
  return {
    line: t(
      md`${head}: ${bold(folds)} trainings${each}, each on ${trained} of 1000 examples and tested on the others; every example is tested exactly once.`,
      md`${head}：${each}训练 ${bold(folds)} 次，每次用 1000 个样本中的 ${trained} 个，其余用来测试；每个样本恰好被测一次。`,
    ),
    ...(sorted && {
      pitfall: t(
        md`Folds are cut in order: data sorted by class need \`shuffle=True\` or \`StratifiedKFold\`.`,
        md`各折按顺序切：数据若按类别排序，要用 \`shuffle=True\` 或 \`StratifiedKFold\`。`,
      ),
    }),
  };
}

/** Shuffled, leave-out and time-series splits test some examples never or several times. */
function speaksOfFolds(line: Line): boolean {
  if (/^(stratified|group|stratifiedgroup)?kfold$/.test(line.variant)) return line.called;
  if (/searchcv$/.test(line.variant)) return line.how === "argument" && line.argument?.name === "cv";
  return /^cross(val|validate)/.test(line.variant) && line.speaks;
}

const reduced: FactMaker = (line, t) => {
  if (/^tsne$/.test(line.variant)) return neighbourMap(line.given(role("perplexity")), line, t);
  if (line.variant === "umap") return neighbourMap(line.given(role("n_neighbors")), line, t);
  if (line.variant === "lineardiscriminantanalysis") {
    return {
      note: t(
        md`Unlike PCA it uses the labels: axes along which the classes lie far apart, at most one fewer than there are classes.`,
        md`与 PCA 不同，它要用标签：找让各类离得最远的轴，最多比类别数少一根。`,
      ),
    };
  }
  if (!/^(incremental|kernel|sparse)?pca$|^truncatedsvd$/.test(line.variant)) return undefined;
  const given = line.written(role("n_components"));
  const kept = given?.value;
  if (given === undefined || typeof kept !== "number" || kept <= 0) return undefined;
  if (isCount(kept))
    return {
      line: t(
        md`${shown(given)}: each example becomes ${bold(kept)} ${kept === 1 ? "number" : "numbers"}, in order of how much spread they carry.`,
        md`${shown(given)}：每个样本变成 ${bold(kept)} 个数，按方差从大到小排列。`,
      ),
    };
  if (kept >= 1 || line.variant !== "pca") return undefined;
  return {
    line: t(
      md`${shown(given)}: as many axes as it takes to keep ${bold(percent(kept))} of the variance.`,
      md`${shown(given)}：要保留 ${bold(percent(kept))} 的方差，需要几根轴就留几根。`,
    ),
  };
};

/** t-SNE (van der Maaten & Hinton 2008) and UMAP keep neighbours, not distances. */
function neighbourMap(given: Given | undefined, line: Line, t: Choose): Fact {
  const count = given?.value;
  const told =
    line.called && given !== undefined && typeof count === "number" && count > 0
      ? t(
          md`${shown(given)}${given.written ? "" : " (default)"}: about ${bold(count)} neighbours count for each point. `,
          md`${shown(given)}${given.written ? "" : "（默认值）"}：每个点大约看 ${bold(count)} 个邻居。`,
        )
      : md``;
  const text = t(
    md`${told}Unlike PCA it bends: close points stay close, but the distance between clusters and their size mean little.`,
    md`${told}与 PCA 不同，它是弯曲的映射：相近的点仍相近，但各团之间的距离、各团的大小没有多少含义。`,
  );
  const once = t(
    md`scikit-learn's t-SNE cannot place new points: it is for looking, not for preprocessing.`,
    md`scikit-learn 的 t-SNE 放不进新的点：只能用来看，不能当预处理。`,
  );
  const again = t(
    md`Another seed or number of neighbours gives another picture: trust no group that one run alone shows.`,
    md`换个种子或邻居数，图就变了：只在一次运行里出现的团不要当真。`,
  );
  return { line: text, note: text, pitfall: line.variant === "tsne" ? once : again };
}

const ranking: FactMaker = (line, t) => {
  const isArea = /^(rocaucscore|auroc|rocauc)$/.test(line.variant);
  const isKeras = line.variant === "auc" && (line.framework === "keras" || line.how === "string");
  if (!isArea && !isKeras) return undefined;
  if (line.string(role("curve"))?.toUpperCase() === "PR") return undefined;
  return {
    note: t(
      md`The chance that a random positive example scores higher than a random negative one: **0.5** is guessing, **1** perfect order; no threshold is needed.`,
      md`随机取一个正样本和一个负样本，正样本得分更高的概率：**0.5** 等于瞎猜，**1** 是完美排序；不需要阈值。`,
    ),
  };
};

const tree: FactMaker = (line, t) => {
  const given = line.written(role("max_depth"));
  const depth = given?.value;
  if (given === undefined || typeof depth !== "number" || !isCount(depth) || depth > 40) return undefined;
  if (line.how === "argument" && line.argument?.name !== "max_depth") return undefined;
  const each = /forest|boosting|trees/.test(line.variant);
  return {
    line: t(
      md`${shown(given)}: ${each ? "in each tree " : ""}at most ${depth} ${depth === 1 ? "question" : "questions"} to a leaf, so at most 2^${depth} = ${bold(2 ** depth)} different answers.`,
      md`${shown(given)}：${each ? "每棵树" : ""}最多问 ${depth} 次就到叶子，至多给出 2^${depth} = ${bold(2 ** depth)} 种答案。`,
    ),
  };
};

const neighbours: FactMaker = (line, t) => {
  const given = line.given(role("n_neighbors"));
  const count = given?.value;
  if (!line.speaks || given === undefined || typeof count !== "number" || !isCount(count)) return undefined;
  const fallback = given.written ? "" : t(" (default)", "（默认值）");
  return {
    line:
      count === 1
        ? t(
            md`${shown(given)}: the nearest example alone decides, so every training example gets its own label back.`,
            md`${shown(given)}：只听最近的一个，所以训练样本都会得到自己的标签。`,
          )
        : t(
            md`${shown(given)}${fallback}: the ${bold(count)} nearest examples decide; fewer follow every outlier, more blur the border.`,
            md`${shown(given)}${fallback}：由最近的 ${bold(count)} 个样本决定；少了会跟着离群点跑，多了边界会模糊。`,
          ),
  };
};

const densityRoles = { radius: role("eps"), least: role("min_samples") } as const;

/** DBSCAN (Ester et al. 1996): groups are where points stand close together, however many there are. */
function densities(line: Line, t: Choose): Fact | undefined {
  const radius = line.given(densityRoles.radius);
  const least = line.given(densityRoles.least);
  const pitfall = t(
    md`\`eps\` is in the unit of the features: scale them first, or one of them alone decides who is near.`,
    md`\`eps\` 与特征同单位：要先缩放，否则谁近谁远由某一个特征说了算。`,
  );
  if (!line.speaks || typeof radius?.value !== "number" || typeof least?.value !== "number")
    return { pitfall };
  return {
    line: t(
      md`${shownAll([radius, least])}: a point with ${bold(least.value)} points (itself among them) within ${bold(radius.value)} starts or extends a group; the number of groups follows, and what belongs to none is called −1.`,
      md`${shownAll([radius, least])}：半径 ${bold(radius.value)} 之内有 ${bold(least.value)} 个点（连自己在内），就能成组或扩大一组；组数由此得出，不属于任何组的记作 −1。`,
    ),
    pitfall,
  };
}

const clusters: FactMaker = (line, t) => {
  if (line.variant === "dbscan") return densities(line, t);
  const given = line.given(role("n_clusters"));
  const count = given?.value;
  if (!line.speaks || given === undefined || typeof count !== "number" || !isCount(count)) return undefined;
  const fallback = given.written ? "" : t(" (default)", "（默认值）");
  return {
    line: t(
      md`${shown(given)}${fallback}: every example gets one of ${bold(count)} numbers, 0 to ${count - 1}; which number a group gets means nothing.`,
      md`${shown(given)}${fallback}：每个样本得到 0 到 ${count - 1} 共 ${bold(count)} 个编号之一；哪一组得哪个编号没有含义。`,
    ),
  };
};

export const estimatorFacts: FactMakers = {
  pca: reduced,
  "precision-recall": ranking,
  "decision-tree": tree,
  "nearest-neighbours": neighbours,
  clustering: clusters,
};
