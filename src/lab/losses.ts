import { tensor, zeros } from "./create";
import { matched } from "./elementwise";
import { checkLabels } from "./labels";
import { checkTensor, type Role, roleText } from "./operand";
import { type Shape, sameShape, shapeText, sizeOf } from "./shape";
import { take } from "./storage";
import { addingTo, result, type Tensor } from "./tensor";
import { t } from "./text";

/**
 * mean (prediction − target)²
 * @param target of the same shape, or a single number for all
 */
export function meanSquaredError(prediction: Tensor, target: Tensor): Tensor {
  checkPair("meanSquaredError", prediction, target);
  return prediction.sub(target).square().mean();
}

/**
 * mean |prediction − target|
 * @param target of the same shape, or a single number for all
 */
export function meanAbsoluteError(prediction: Tensor, target: Tensor): Tensor {
  checkPair("meanAbsoluteError", prediction, target);
  return prediction.sub(target).abs().mean();
}

/**
 * Mean of ½ d² where |d| ≤ δ and δ (|d| − ½ δ) beyond, with d = prediction − target: squares near the target, straight
 * further out, so that outliers pull no harder than δ (Huber 1964).
 * @param target of the same shape, or a single number for all
 * @param delta δ, 1 where absent
 */
export function huberLoss(prediction: Tensor, target: Tensor, delta = 1): Tensor {
  checkPair("huberLoss", prediction, target);
  const distance = prediction.sub(target).abs();
  const near = distance.clamp(0, delta);
  // ½ near² + δ (distance − near): the second part is 0 until δ.
  return near.square().mul(0.5).add(distance.sub(near).mul(delta)).mean();
}

/**
 * mean max(0, 1 − y z) for scores z and classes y = −1 or 1: no loss beyond a margin of 1 (Cortes & Vapnik 1995).
 * @param targets y, of the same shape as the scores
 */
export function hingeLoss(scores: Tensor, targets: Tensor): Tensor {
  checkPair("hingeLoss", scores, targets, "scores");
  return scores.mul(targets).neg().add(1).relu().mean();
}

/** What `crossEntropy` may do besides. */
export interface CrossEntropyOptions {
  /** How much a row of each class counts; 1 where absent. Larger numbers for rare classes make up for their few rows. */
  readonly classWeights?: ArrayLike<number>;
  /** The share ε of each row's target that is spread evenly over all classes; 0 where absent (Szegedy et al. 2016). */
  readonly labelSmoothing?: number;
}

/**
 * −mean log softmax(logits)[label]: takes raw scores [rows × classes], not probabilities.
 * With class weights the mean is weighted: divided by the sum of the weights of the labels, as in PyTorch.
 * @param labels the right class of each row, counted from 0
 * @throws Error when there is not one label for each row, or one is no class
 */
export function crossEntropy(
  logits: Tensor,
  labels: ArrayLike<number>,
  { classWeights, labelSmoothing = 0 }: CrossEntropyOptions = {},
): Tensor {
  checkLabels("crossEntropy", logits, labels);
  const classes = logits.shape[1];
  checkOptions(classes, classWeights, labelSmoothing);
  const logs = logits.logSoftmax();
  let [own, even] = [logs.pick(labels), logs];
  let total = labels.length;
  if (classWeights !== undefined) {
    const weights = Array.from(labels, (label) => classWeights[label]);
    [own, even] = [own.mul(tensor(weights)), logs.mul(tensor(classWeights))];
    total = weights.reduce((sum, weight) => sum + weight, 0);
  }
  if (labelSmoothing === 0) return own.sum().div(-total);
  return own
    .sum()
    .mul(1 - labelSmoothing)
    .add(even.sum().mul(labelSmoothing / classes))
    .div(-total);
}

function checkOptions(classes: number, weights: ArrayLike<number> | undefined, smoothing: number): void {
  if (weights !== undefined && weights.length !== classes) {
    throw new Error(
      t(
        `crossEntropy() wants one class weight for each of the ${classes} classes, as a list; ${weights.length} are given.`,
        `crossEntropy() 的 classWeights 要写成列表，${classes} 个类别各一个，现在有 ${weights.length} 个。`,
      ),
    );
  }
  if (!(smoothing >= 0 && smoothing <= 1)) {
    throw new Error(
      t(
        `crossEntropy(): labelSmoothing is a share from 0 to 1, not ${smoothing}.`,
        `crossEntropy() 的 labelSmoothing 是 0 到 1 之间的比例，不能是 ${smoothing}。`,
      ),
    );
  }
}

/**
 * −mean [y log p + (1 − y) log(1 − p)] with p = sigmoid(logits), written as max(z, 0) − z y + log(1 + e^−|z|): nothing
 * overflows, and a good answer's tiny loss keeps its digits.
 * @param logits scores z of any shape, not probabilities
 * @param targets y from 0 to 1, of the same shape, or a single number for all
 */
export function binaryCrossEntropy(logits: Tensor, targets: Tensor): Tensor {
  checkPair("binaryCrossEntropy", logits, targets, "scores");
  const [scores, wanted] = matched(logits, targets, "binaryCrossEntropy");
  const [z, y] = [scores.data, wanted.data];
  let total = 0;
  for (let i = 0; i < z.length; i++) {
    total += Math.max(z[i], 0) - z[i] * y[i] + Math.log1p(Math.exp(-Math.abs(z[i])));
  }
  const loss = take(1);
  loss[0] = total / z.length;
  return result([], loss, [scores, wanted], (g) => {
    const share = g[0] / z.length;
    if (scores.needsGradient) {
      const gz = addingTo(scores);
      for (let i = 0; i < z.length; i++) gz[i] += share * (1 / (1 + Math.exp(-z[i])) - y[i]);
    }
    if (wanted.needsGradient) {
      const gy = addingTo(wanted);
      for (let i = 0; i < z.length; i++) gy[i] -= share * z[i];
    }
  });
}

/**
 * Share of rows whose largest score stands in the column of the right class. A single column is the score of class 1
 * against class 0: above 0, the guess is 1.
 * @param scores [rows × classes], or [rows × 1] for two classes
 * @param labels the right class of each row, counted from 0
 * @throws Error when there is not one label for each row, or one is no class
 */
export function accuracy(scores: Tensor, labels: ArrayLike<number>): number {
  checkTensor(scores, "accuracy", "scores");
  const columns = scores.shape[1];
  checkLabels("accuracy", scores, labels, columns === 1 ? 2 : columns);
  const guesses = columns === 1 ? Array.from(scores.data, (score) => Number(score > 0)) : scores.argmax();
  return guesses.filter((guess, i) => guess === labels[i]).length / guesses.length;
}

/** @throws when the two are not of one shape, and neither is a single number: stretching would compare all with all */
function checkPair(loss: string, first: Tensor, target: Tensor, role: Role = "prediction"): void {
  checkTensor(first, loss, role);
  checkTensor(target, loss, "target");
  const [own, wanted] = [first.shape, target.shape];
  if (own.length === 0 || wanted.length === 0 || sameShape(own, wanted)) return;
  const [what, shape, other] = [roleText(role), shapeText(own), shapeText(wanted)];
  const hint = sizeOf(own) === sizeOf(wanted) ? `target.reshape(${reshapeText(own)})` : undefined;
  throw new Error(
    t(
      `${loss}: ${what} ${role === "scores" ? "have" : "has"} shape ${shape}, the target ${other}. They must be equal${hint ? `; write ${hint}` : ""}.`,
      `${loss}：${what}的形状是 ${shape}，目标是 ${other}，两者必须相同。${hint ? `可以写 ${hint}。` : ""}`,
    ),
  );
}

/** "-1, 1" for [4 × 1]: the first length need not be written. */
function reshapeText(shape: Shape): string {
  return [-1, ...shape.slice(1)].join(", ");
}

/**
 * λ Σ |w|, to be added to a loss: pulls every weight towards 0 with the same force, so that many arrive there.
 * @param weights usually `model.weights`, which leaves the biases alone
 */
export function l1Penalty(weights: readonly Tensor[], strength: number): Tensor {
  return total(weights, (w) => w.abs()).mul(strength);
}

/**
 * ½ λ Σ w², to be added to a loss: pulls every weight towards 0 in proportion to its size.
 * @param weights usually `model.weights`, which leaves the biases alone
 */
export function l2Penalty(weights: readonly Tensor[], strength: number): Tensor {
  return total(weights, (w) => w.square()).mul(strength / 2);
}

function total(weights: readonly Tensor[], term: (w: Tensor) => Tensor): Tensor {
  return [...new Set(weights)].reduce((sum, w) => sum.add(term(w).sum()), zeros([]));
}
