import { isIndex, isList } from "./checks";
import { valueText } from "./format";
import { checkTensor } from "./operand";
import { shapeText } from "./shape";
import { Tensor } from "./tensor";
import { t } from "./text";

/**
 * Whether there is one right class for each row of scores.
 * @param classes how many there are
 * @throws when the scores are no matrix, or the labels are not one whole number below `classes` for each row
 */
export function checkLabels(
  operation: string,
  scores: Tensor,
  labels: ArrayLike<number>,
  classes = scores.shape[1],
): void {
  checkTensor(scores, operation, "scores");
  if (scores.shape.length !== 2) {
    throw new Error(
      t(
        `${operation}() wants scores of shape [rows × classes], not ${shapeText(scores.shape)}.`,
        `${operation}() 需要形状为 [行数 × 类别数] 的分数，而不是 ${shapeText(scores.shape)}。`,
      ),
    );
  }
  checkList(operation, labels);
  if (labels.length !== scores.shape[0]) {
    throw new Error(
      t(
        `${operation}() wants one label for each row: the scores have shape ${shapeText(scores.shape)}, the list of labels has length ${labels.length}.`,
        `${operation}() 的每一行都要有一个标签：分数的形状是 ${shapeText(scores.shape)}，标签有 ${labels.length} 个。`,
      ),
    );
  }
  checkClasses(operation, labels, classes);
}

/** @throws when one of the labels is not a whole number from 0 to `classes` − 1 */
export function checkClasses(operation: string, labels: ArrayLike<number>, classes: number): void {
  for (let i = 0; i < labels.length; i++) {
    if (isIndex(labels[i], classes)) continue;
    const shown = valueText(labels[i]);
    throw new Error(
      t(
        `${operation}(): labels[${i}] is ${shown}. There are ${classes} classes, so labels are whole numbers from 0 to ${classes - 1}.`,
        `${operation}()：labels[${i}] 是 ${shown}。共有 ${classes} 类，标签只能是 0 到 ${classes - 1} 的整数。`,
      ),
    );
  }
}

/** @throws when the labels are not a list */
export function checkList(operation: string, labels: unknown): void {
  if (labels instanceof Tensor) {
    const list = labels.shape.length > 1 && labels.shape[1] > 1 ? "labels.argmax()" : "labels.data";
    throw new Error(
      t(
        `${operation}() wants the labels as a list of whole numbers, not as a tensor of shape ${shapeText(labels.shape)}: write ${list}.`,
        `${operation}() 的标签要写成整数列表，而不是形状为 ${shapeText(labels.shape)} 的张量：请写 ${list}。`,
      ),
    );
  }
  if (!isList(labels)) {
    throw new Error(
      t(
        `${operation}() wants the labels as a list of whole numbers, not ${valueText(labels)}.`,
        `${operation}() 的标签要写成整数列表，而不是 ${valueText(labels)}。`,
      ),
    );
  }
}
