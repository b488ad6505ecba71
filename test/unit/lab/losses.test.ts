import { equal, throws } from "node:assert/strict";
import { oneHot, ones, parameter, tensor } from "../../../src/lab/create";
import {
  accuracy,
  binaryCrossEntropy,
  crossEntropy,
  hingeLoss,
  huberLoss,
  meanAbsoluteError,
  meanSquaredError,
} from "../../../src/lab/losses";
import { compare } from "./gradient-check";
import { RecordedRun } from "./recorded-run";

describe("losses", () => {
  const column = tensor([[0], [1], [2], [3]]);
  const list = tensor([0, 1, 2, 3]);

  for (const loss of [meanSquaredError, meanAbsoluteError, huberLoss, hingeLoss, binaryCrossEntropy]) {
    it(`${loss.name} compares each number with its own target, and refuses shapes that would stretch`, () => {
      throws(() => loss(column, list), /has shape \[4 × 1\]|have shape \[4 × 1\]/);
      throws(
        () => loss(column, list),
        /the target \[4\]\. They must be equal; write target\.reshape\(-1, 1\)\.$/,
      );
      throws(() => loss(list, column), /write target\.reshape\(-1\)\.$/);
      throws(() => loss(list, ones([3])), /They must be equal\.$/);
      throws(
        () => loss(list, [0, 1, 2, 3] as never),
        /the target is a list, not a tensor\. Write tensor\(…\) around it\./,
      );
      equal(loss(list, tensor(1)).item(), loss(list, ones([4])).item());
      equal(loss(tensor(1), list).item(), loss(ones([4]), list).item());
    });
  }

  it("binary cross-entropy keeps the digits of a tiny loss, and its gradient", () => {
    // log(1 + e^−z) at 20 digits.
    const wanted = { 15: 3.0590227069e-7, 10: 4.5398899217e-5, 20: 2.0611536203e-9 };
    for (const [z, loss] of Object.entries(wanted)) {
      const scores = parameter([Number(z)]);
      const found = binaryCrossEntropy(scores, tensor([1]));
      found.backward();
      compare([found.item() / loss], [1], 1e-6, `loss at ${z}`);
      compare([(scores.grad?.item() ?? 0) * (1 + Math.exp(Number(z)))], [-1], 1e-6, `gradient at ${z}`);
    }
  });

  const logits = tensor([
    [2, 1, 0.1],
    [0, 3, -1],
  ]);
  const logs = logits.rows().map((row) => {
    const total = row.reduce((sum, z) => sum + Math.exp(z), 0);
    return row.map((z) => z - Math.log(total));
  });

  it("cross-entropy with class weights is the weighted mean over the rows", () => {
    const found = crossEntropy(logits, [0, 2], { classWeights: [1, 10, 4] });
    compare([found.item()], [-(logs[0][0] + 4 * logs[1][2]) / 5], 1e-6, "weighted");
  });

  it("cross-entropy with label smoothing spreads a share of the target evenly", () => {
    const targets = [
      [0.9 + 0.1 / 3, 0.1 / 3, 0.1 / 3],
      [0.1 / 3, 0.1 / 3, 0.9 + 0.1 / 3],
    ];
    const wanted = -targets.flat().reduce((sum, target, i) => sum + target * logs.flat()[i], 0) / 2;
    compare([crossEntropy(logits, [0, 2], { labelSmoothing: 0.1 }).item()], [wanted], 1e-6, "smoothed");
  });

  it("cross-entropy with both weights the smoothed targets by their own class, as PyTorch does", () => {
    const weights = [1, 10, 4];
    const even = logs.flat().reduce((sum, log, i) => sum + log * weights[i % 3], 0) / 3;
    const wanted = -(0.8 * (logs[0][0] + 4 * logs[1][2]) + 0.2 * even) / 5;
    const found = crossEntropy(logits, [0, 2], { classWeights: weights, labelSmoothing: 0.2 });
    compare([found.item()], [wanted], 1e-6, "both");
  });

  it("cross-entropy says what is wrong with its options", () => {
    throws(
      () => crossEntropy(logits, [0, 2], { classWeights: [1, 2] }),
      /one class weight for each of the 3 classes/,
    );
    throws(() => crossEntropy(logits, [0, 2], { labelSmoothing: 1.5 }), /a share from 0 to 1, not 1\.5/);
  });

  for (const loss of [crossEntropy, accuracy]) {
    it(`${loss.name} says what is wrong with the labels`, () => {
      const { name } = loss;
      throws(() => loss(logits, [1]), {
        message: `${name}() wants one label for each row: the scores have shape [2 × 3], the list of labels has length 1.`,
      });
      throws(() => loss(logits, [0, 3]), {
        message: `${name}(): labels[1] is 3. There are 3 classes, so labels are whole numbers from 0 to 2.`,
      });
      throws(() => loss(logits, [0, 0.5]), /labels\[1\] is 0\.5\./);
      throws(() => loss(logits, ["0", 1] as never), /labels\[0\] is "0"\./);
      throws(
        () => loss(logits, oneHot([0, 1], 3) as never),
        /not as a tensor of shape \[2 × 3\]: write labels\.argmax\(\)\./,
      );
      throws(() => loss(logits, tensor([0, 1]) as never), /write labels\.data\./);
      throws(() => loss(logits, undefined as never), /as a list of whole numbers, not undefined\./);
      throws(() => loss(ones([2, 3, 4]), [0, 1]), /scores of shape \[rows × classes\], not \[2 × 3 × 4\]\./);
    });
  }

  it("accuracy of one column takes scores above 0 for class 1", () => {
    equal(accuracy(tensor([[2], [-1], [3], [0]]), [1, 0, 0, 0]), 0.75);
    throws(() => accuracy(tensor([[2], [-1]]), [1, 2]), /There are 2 classes/);
  });

  it("accuracy counts the rows whose largest score is right", () => {
    equal(accuracy(logits, Int32Array.of(0, 0)), 0.5);
    equal(accuracy(logits, [0, 1]), 1);
  });
});

describe("what losses say in Chinese", () => {
  before(() => new RecordedRun({}, "zh-cn"));
  after(() => new RecordedRun());

  it("about shapes, labels and lists", () => {
    throws(() => meanSquaredError(ones([4, 1]), ones([4])), {
      message:
        "meanSquaredError：预测的形状是 [4 × 1]，目标是 [4]，两者必须相同。可以写 target.reshape(-1, 1)。",
    });
    throws(() => crossEntropy(ones([2, 3]), [0, 3]), {
      message: "crossEntropy()：labels[1] 是 3。共有 3 类，标签只能是 0 到 2 的整数。",
    });
    throws(() => ones([2]).add([1, 2] as never), {
      message: "add()：运算对象是列表，不是张量。请用 tensor(…) 包起来。",
    });
  });
});

describe("operations on two tensors", () => {
  it("say that a list is no tensor", () => {
    for (const operation of ["add", "sub", "mul", "div"] as const) {
      throws(() => ones([2])[operation]([1, 2] as never), {
        message: `${operation}(): the operand is a list, not a tensor. Write tensor(…) around it.`,
      });
      throws(() => ones([2])[operation](undefined as never), {
        message: `${operation}(): the operand is undefined, not a tensor.`,
      });
    }
  });
});
