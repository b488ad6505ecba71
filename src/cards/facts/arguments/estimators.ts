import type { Role } from "../../arguments";
import { bold, md } from "../../markup";
import { isCount } from "../linear";
import { type ArgumentText, type ArgumentTexts, always, byValue, counted, measured, whether } from "./text";

const role = (...names: string[]): Role => ({ names });

/** C multiplies the losses, so it is the inverse of a penalty's strength (scikit-learn's user guide). */
const inverseStrength: ArgumentText = measured((c, line, t) =>
  c > 0 && line.framework === "sklearn"
    ? t(
        md`weighs the data against the penalty: the weights' penalty has strength 1/C = ${bold(1 / c)}; smaller C, smaller weights.`,
        md`数据与惩罚的轻重：权重惩罚的强度是 1/C = ${bold(1 / c)}；C 越小，权重越小。`,
      )
    : undefined,
);

/** Objectives as the classes' documentation writes them. */
const strength: ArgumentText = measured((alpha, line, t) => {
  if (line.framework !== "sklearn" || alpha < 0) return undefined;
  if (alpha === 0) return t(md`no penalty.`, md`不惩罚。`);
  if (line.variant === "ridge")
    return t(
      md`${bold(alpha)}·Σw² joins the sum of squared errors: a weight of 2 costs ${4 * alpha}.`,
      md`误差平方和加上 ${bold(alpha)}·Σw²：权重为 2 时多付 ${4 * alpha}。`,
    );
  if (line.variant === "lasso")
    return t(
      md`${bold(alpha)}·Σ|w| joins half the mean squared error: weak weights become exactly 0.`,
      md`均方误差的一半加上 ${bold(alpha)}·Σ|w|：作用小的权重变成 0。`,
    );
  if (line.variant === "elasticnet") {
    const ratio = line.number(role("l1_ratio")) ?? 0.5;
    return t(
      md`Σ|w| is weighed by ${alpha}·${ratio} = ${bold(alpha * ratio)}, Σw² by ${alpha}·${Number((1 - ratio).toPrecision(10))}/2 = ${bold((alpha * (1 - ratio)) / 2)}.`,
      md`Σ|w| 的系数是 ${alpha}·${ratio} = ${bold(alpha * ratio)}，Σw² 的系数是 ${alpha}·${Number((1 - ratio).toPrecision(10))}/2 = ${bold((alpha * (1 - ratio)) / 2)}。`,
    );
  }
  return /^mlp/.test(line.variant)
    ? t(
        md`α/2·Σw² = ${bold(alpha / 2)}·Σw², divided by the batch's size, joins the loss.`,
        md`损失加上 α/2·Σw² = ${bold(alpha / 2)}·Σw²（再除以批大小）。`,
      )
    : undefined;
});

const mixture: ArgumentText = measured((ratio, line, t) => {
  const mixes = line.variant.startsWith("elasticnet") || line.string(role("penalty")) === "elasticnet";
  if (!mixes || ratio < 0 || ratio > 1) return undefined;
  if (ratio === 0)
    return t(
      md`Σw² only, as in ridge regression: no weight becomes exactly 0.`,
      md`只有 Σw²，与岭回归相同：权重不会正好为 0。`,
    );
  if (ratio === 1)
    return t(
      md`Σ|w| only, as in lasso: weak weights become exactly 0.`,
      md`只有 Σ|w|，与 lasso 相同：作用小的权重变成 0。`,
    );
  return t(
    md`${bold(ratio)} of the penalty is Σ|w|, which makes weights 0, the rest Σw², which keeps them small.`,
    md`惩罚中 ${bold(ratio)} 是 Σ|w|（使权重为 0），其余是 Σw²（使权重变小）。`,
  );
});

const penalty = byValue([
  ["l2", md`Σw²: all weights become smaller, none exactly 0.`, md`Σw²：所有权重都变小，但不会正好为 0。`],
  [
    "l1",
    md`Σ|w|: weak weights become exactly 0, which leaves features out.`,
    md`Σ|w|：作用小的权重变成 0，相当于去掉特征。`,
  ],
  [
    "elasticnet",
    md`Σ|w| and Σw² together; \`l1_ratio\` shares them out.`,
    md`Σ|w| 和 Σw² 并用，比例由 \`l1_ratio\` 决定。`,
  ],
]);

const trees: ArgumentText = counted((count, line, t) => {
  if (/^(randomforest|extratrees)/.test(line.variant))
    return t(
      md`${bold(count)} trees vote; more make the answer steadier and slower, but do not overfit.`,
      md`${bold(count)} 棵树一起投票；更多只会更稳、更慢，不会过拟合。`,
    );
  if (/^gradientboosting/.test(line.variant))
    return t(
      md`${bold(count)} trees, each correcting those before it; too many overfit, the sooner the higher \`learning_rate\` is.`,
      md`${bold(count)} 棵树，每棵修正前面的错误；太多会过拟合，\`learning_rate\` 越大来得越早。`,
    );
  return /^bagging/.test(line.variant)
    ? t(md`${bold(count)} models vote.`, md`${bold(count)} 个模型一起投票。`)
    : undefined;
});

const leaf: ArgumentText = counted((least, _line, t) =>
  least === 1
    ? t(
        md`a leaf may hold a single example: the tree can learn the data by heart.`,
        md`叶子里可以只有一个样本：树能把数据背下来。`,
      )
    : t(
        md`every leaf answers for at least ${bold(least)} training examples; fewer leaves, less learned by heart.`,
        md`每个叶子至少要有 ${bold(least)} 个训练样本；叶子少了，背下来的也少。`,
      ),
);

const splitting: ArgumentText = counted((least, _line, t) =>
  least >= 2
    ? t(
        md`a node with fewer than ${bold(least)} examples is not split any more.`,
        md`样本少于 ${bold(least)} 个的节点不再分裂。`,
      )
    : undefined,
);

/** 1 − (1 − 1/n)^n → 1 − 1/e. */
const bootstrap = whether(
  [
    md`each tree learns from as many examples drawn with replacement: about 1 − 1/e = **63.2 %** of them occur, some several times.`,
    md`每棵树从有放回抽取的同样多的样本学习：约 1 − 1/e = **63.2 %** 的样本被抽到，有的不止一次。`,
  ],
  [md`each tree learns from all examples.`, md`每棵树都用全部样本。`],
);

const criterion = byValue([
  [
    "gini",
    md`a node's impurity is 1 − Σp²: halves of two classes have **0.5**, a pure node 0.`,
    md`节点的不纯度是 1 − Σp²：两类各半时为 **0.5**，只有一类时为 0。`,
  ],
  [
    "entropy",
    md`a node's impurity is −Σp·log₂ p: halves of two classes have **1** bit, a pure node 0.`,
    md`节点的不纯度是 −Σp·log₂ p：两类各半时为 **1** 比特，只有一类时为 0。`,
  ],
]);

/** Weights between the hidden layers; how many come before and after, the data say. */
const hiddenLayers: ArgumentText = ({ value }, _line, t) => {
  const sizes = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "number");
  const [first, second] = sizes;
  if (!isCount(first) || !sizes.every(isCount)) return undefined;
  if (second === undefined)
    return t(md`one hidden layer of ${bold(first)} units.`, md`一个隐藏层，${bold(first)} 个单元。`);
  const pairs = sizes.slice(1).map((size, i) => (sizes[i] ?? 0) * size + size);
  const total = pairs.reduce((sum, one) => sum + one, 0);
  return t(
    md`${bold(sizes.length)} hidden layers of ${sizes.join(", ")} units; between them lie ${bold(total)} parameters.`,
    md`${bold(sizes.length)} 个隐藏层，单元数为 ${sizes.join("、")}；层间有 ${bold(total)} 个参数。`,
  );
};

const voting = byValue([
  ["hard", md`each model has one vote; the class with most wins.`, md`每个模型一票，得票最多的类胜出。`],
  [
    "soft",
    md`the models' probabilities are averaged: 0.9 and 0.4 make **0.65**, so a sure model outvotes an unsure one.`,
    md`把各模型的概率取平均：0.9 和 0.4 得 **0.65**，有把握的模型更有分量。`,
  ],
]);

/** Two classes of 90 and 10 examples, with F1 of 0.95 and 0.5. */
const averaging = byValue([
  [
    "macro",
    md`every class counts the same: 0.95 for 90 examples and 0.5 for 10 make **0.725**.`,
    md`每个类别同等重要：90 个样本的 0.95 和 10 个样本的 0.5，得 **0.725**。`,
  ],
  [
    "weighted",
    md`classes count by their size: 0.95 for 90 examples and 0.5 for 10 make **0.905**.`,
    md`按类别大小加权：90 个样本的 0.95 和 10 个样本的 0.5，得 **0.905**。`,
  ],
  [
    "micro",
    md`all decisions are counted together; with one label per example that is the accuracy.`,
    md`所有判断合在一起数；每个样本一个标签时，就是准确率。`,
  ],
  ["binary", md`of two classes, only the positive one is looked at.`, md`两类之中，只看正类。`],
]);

const division: ArgumentText = measured((value, _line, t) =>
  t(
    md`a class that is never predicted has 0 / 0; it counts as ${bold(value)}, without a warning.`,
    md`从未预测到的类别是 0 / 0，按 ${bold(value)} 算，不再警告。`,
  ),
);

const draws: ArgumentText = counted((settings, line, t) => {
  const folds = line.number(role("cv")) ?? (line.written(role("cv")) === undefined ? 5 : undefined);
  if (line.variant !== "randomizedsearchcv") return undefined;
  return isCount(folds)
    ? t(
        md`${settings} settings are drawn, each trained ${folds} times: ${bold(settings * folds)} trainings.`,
        md`随机取 ${settings} 组设置，每组训练 ${folds} 次：共 ${bold(settings * folds)} 次训练。`,
      )
    : t(md`${bold(settings)} settings are drawn and tried.`, md`随机取 ${bold(settings)} 组设置来试。`);
});

/** `{'max_depth': [2, 4], 'C': [1, 10]}`: only lists of plain values can be counted. */
export function gridSize(source: string): readonly number[] | undefined {
  const inside = /^\{(.*)\}$/s.exec(source.trim())?.[1];
  if (inside === undefined) return undefined;
  const entry = /\s*(['"])[^'"]*\1\s*:\s*[[(]([^[\](){}]*)[\])]\s*(?:,|$)/gy;
  const sizes: number[] = [];
  let read = 0;
  for (let found = entry.exec(inside); found; found = entry.exec(inside)) {
    read = entry.lastIndex;
    sizes.push((found[2] ?? "").split(",").filter((one) => one.trim() !== "").length);
    if (read === inside.length) break;
  }
  return sizes.length > 0 && inside.slice(read).trim() === "" && sizes.every((size) => size > 0)
    ? sizes
    : undefined;
}

const grid: ArgumentText = ({ text }, line, t) => {
  const sizes = gridSize(text);
  if (!sizes || !/searchcv$/.test(line.variant)) return undefined;
  const settings = sizes.reduce((all, size) => all * size, 1);
  const folds = line.number(role("cv")) ?? (line.written(role("cv")) === undefined ? 5 : undefined);
  const product = sizes.length > 1 ? `${sizes.join("·")} = ` : "";
  return isCount(folds)
    ? t(
        md`${product}${settings} settings, each trained ${folds} times: ${bold(settings * folds)} trainings.`,
        md`${product}${settings} 组设置，每组训练 ${folds} 次：共 ${bold(settings * folds)} 次训练。`,
      )
    : t(md`${product}${bold(settings)} settings.`, md`${product}${bold(settings)} 组设置。`);
};

const whiten = whether([
  md`each new axis is divided by its spread: all of them get variance **1**, however much they carried.`,
  md`每根新轴除以自己的标准差：不论原来多大，方差都变成 **1**。`,
]);

const argumentsOfGrad: ArgumentText = ({ value }, _line, t) => {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0)
    return t(
      md`the gradient is taken by argument number ${bold(value)} (counted from 0); the others stay fixed.`,
      md`对第 ${bold(value)} 个参数（从 0 数起）求梯度，其余视为常数。`,
    );
  return Array.isArray(value) && value.every((one) => typeof one === "number")
    ? t(
        md`a tuple of ${bold(value.length)} gradients comes back, one for each of these arguments.`,
        md`返回 ${bold(value.length)} 个梯度组成的元组，这些参数各一个。`,
      )
    : undefined;
};

const inAxes: ArgumentText = ({ value }, _line, t) => {
  if (value === 0)
    return t(md`every argument is taken apart along its first axis.`, md`每个参数都沿第一轴拆开。`);
  if (typeof value === "number")
    return t(
      md`every argument is taken apart along axis ${bold(value)}.`,
      md`每个参数都沿第 ${bold(value)} 轴拆开。`,
    );
  if (!Array.isArray(value) || !value.every((one) => one === null || typeof one === "number"))
    return undefined;
  const [en, zh] = [0, 1].map((language) =>
    value
      .map((axis, i) =>
        axis === null
          ? [`argument ${i} is the same for all`, `第 ${i} 个参数大家共用`][language]
          : [`argument ${i} is taken apart along axis ${axis}`, `第 ${i} 个参数沿第 ${axis} 轴拆开`][
              language
            ],
      )
      .join([", ", "，"][language]),
  );
  return t(md`${en ?? ""}.`, md`${zh ?? ""}。`);
};

export const estimatorArguments: ArgumentTexts = {
  "l1-l2-regularisation": { C: inverseStrength, alpha: strength, l1_ratio: mixture, penalty },
  ensemble: { n_estimators: trees, bootstrap, voting },
  "decision-tree": { min_samples_leaf: leaf, min_samples_split: splitting, criterion },
  "multilayer-perceptron": { hidden_layer_sizes: hiddenLayers },
  "precision-recall": { average: averaging, zero_division: division },
  "hyperparameter-search": { n_iter: draws, param_grid: grid },
  pca: { whiten },
};

export const functionArguments: ArgumentTexts = {
  autograd: {
    requires_grad: whether(
      [
        md`everything computed from it is remembered, and \`backward()\` fills its \`.grad\`.`,
        md`由它算出的一切都会被记录，\`backward()\` 会填好它的 \`.grad\`。`,
      ],
      [md`no gradient: it is a constant.`, md`不求梯度：当作常数。`],
    ),
    retain_graph: whether([
      md`the graph is kept: \`backward()\` may run through it again, and its memory is not freed.`,
      md`保留计算图：可以再次 \`backward()\`，内存也不释放。`,
    ]),
    create_graph: whether([
      md`the gradient itself can be differentiated: second derivatives, gradient penalties.`,
      md`梯度本身也能再求导：用于二阶导数、梯度惩罚。`,
    ]),
    argnums: argumentsOfGrad,
    has_aux: whether([
      md`the function returns (loss, more); only the loss is differentiated, the rest comes back as it is.`,
      md`函数返回（损失，其他）；只对损失求导，其余原样返回。`,
    ]),
  },
  vectorisation: { in_axes: inAxes, in_dims: inAxes },
  "jit-compilation": {
    static_argnums: always(
      md`these arguments are constants while compiling: each new value of them compiles again.`,
      md`编译时把这些参数当常数：每换一个值就重新编译。`,
    ),
    static_argnames: always(
      md`these arguments are constants while compiling: each new value of them compiles again.`,
      md`编译时把这些参数当常数：每换一个值就重新编译。`,
    ),
    donate_argnums: always(
      md`the memory of these arguments is reused for the result: they must not be read afterwards.`,
      md`这些参数的内存拿去存结果：之后不能再读它们。`,
    ),
    run_eagerly: whether([
      md`every step runs as plain Python: you can stop in it and print, but it is slower.`,
      md`每一步都按普通 Python 执行：能打断点、能打印，但更慢。`,
    ]),
    fullgraph: whether([
      md`the function must compile as a whole; whatever cannot raises an error.`,
      md`函数必须整个编译成功，有编译不了的就报错。`,
    ]),
  },
  "no-grad": {
    trainable: whether(
      [md`its weights are trained.`, md`它的权重参与训练。`],
      [md`its weights are frozen: training leaves them as they are.`, md`它的权重冻结：训练不会改变它们。`],
    ),
  },
  "zero-grad": {
    set_to_none: whether(
      [
        md`\`.grad\` becomes None instead of 0: less memory, and weights without a gradient are not moved at all.`,
        md`\`.grad\` 设为 None 而不是 0：省内存，没有梯度的权重完全不动。`,
      ],
      [
        md`\`.grad\` is filled with 0: momentum and decay go on moving every weight.`,
        md`\`.grad\` 填成 0：动量和衰减仍会移动每个权重。`,
      ],
    ),
  },
};
