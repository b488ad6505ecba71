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
