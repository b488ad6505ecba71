import { zeros } from "./create";
import type { Tensor } from "./tensor";

/** mean (prediction − target)² */
export function meanSquaredError(prediction: Tensor, target: Tensor): Tensor {
  return prediction.sub(target).square().mean();
}

/** mean |prediction − target| */
export function meanAbsoluteError(prediction: Tensor, target: Tensor): Tensor {
  return prediction.sub(target).abs().mean();
}

/**
 * Mean of ½ d² where |d| ≤ δ and δ (|d| − ½ δ) beyond, with d = prediction − target: squares near the target, straight
 * further out, so that outliers pull no harder than δ (Huber 1964).
 */
export function huberLoss(prediction: Tensor, target: Tensor, delta = 1): Tensor {
  const distance = prediction.sub(target).abs();
  const near = distance.clamp(0, delta);
  // ½ near² + δ (distance − near): the second part is 0 until δ.
  return near.square().mul(0.5).add(distance.sub(near).mul(delta)).mean();
}

/** mean max(0, 1 − y z) for scores z and classes y = −1 or 1: no loss beyond a margin of 1 (Cortes & Vapnik 1995). */
export function hingeLoss(scores: Tensor, targets: Tensor): Tensor {
  return scores.mul(targets).neg().add(1).relu().mean();
}

/**
 * −mean log softmax(logits)[label]: takes raw scores [batch × classes], not probabilities.
 * @param labels the right class of each row
 */
export function crossEntropy(logits: Tensor, labels: ArrayLike<number>): Tensor {
  return logits.logSoftmax().pick(labels).mean().neg();
}

/**
 * −mean [y log p + (1 − y) log(1 − p)] with p = sigmoid(logits), written as softplus(z) − y z so that
 * nothing overflows.
 */
export function binaryCrossEntropy(logits: Tensor, targets: Tensor): Tensor {
  return logits.softplus().sub(logits.mul(targets)).mean();
}

/** Share of rows whose largest score stands in the column of the right class. */
export function accuracy(scores: Tensor, labels: ArrayLike<number>): number {
  const guesses = scores.argmax();
  return guesses.filter((guess, i) => guess === labels[i]).length / guesses.length;
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
  return weights.reduce((sum, w) => sum.add(term(w).sum()), zeros([]));
}
