import { deepEqual, throws } from "node:assert/strict";
import { filled, ones } from "../../../src/lab/create";
import type { Tensor } from "../../../src/lab/tensor";
import { checkGradients } from "./gradient-check";

function counting(...shape: number[]): Tensor {
  return filled(shape, (i) => Math.sin(i + 1));
}

describe("the matrix product of stacks", () => {
  const cases: [number[], number[], number[]][] = [
    [
      [2, 3],
      [4, 3, 5],
      [4, 2, 5],
    ],
    [
      [4, 1, 2, 3],
      [5, 3, 2],
      [4, 5, 2, 2],
    ],
    [
      [1, 2, 3],
      [4, 3, 2],
      [4, 2, 2],
    ],
    [
      [3, 2, 3],
      [1, 3, 2],
      [3, 2, 2],
    ],
    [
      [2, 2, 2, 3],
      [3, 4],
      [2, 2, 2, 4],
    ],
  ];
  for (const [a, b, wanted] of cases) {
    it(`stretches [${a}] · [${b}] to [${wanted}], as if both were written out`, () => {
      const [left, right] = [counting(...a), counting(...b)];
      const product = left.matmul(right);
      const batch = wanted.slice(0, -2);
      const full = left
        .broadcastTo([...batch, ...a.slice(-2)])
        .matmul(right.broadcastTo([...batch, ...b.slice(-2)]));
      deepEqual(product.shape, wanted);
      deepEqual(product.toArray(), full.toArray());
      checkGradients(
        (x, y) => x.matmul(y),
        [left, right].map(({ shape, data }) => ({ shape, values: Array.from(data) })),
      );
    });
  }

  it("says which lengths do not fit", () => {
    throws(() => ones([2, 3]).matmul(ones([2, 3])), {
      message:
        "[2 × 3] cannot be multiplied by [2 × 3]: the last length of the first, 3, must equal the second last of the other, 2.",
    });
    throws(() => ones([4, 2, 3]).matmul(ones([5, 3, 2])), {
      message:
        "[4 × 2 × 3] cannot be multiplied by [5 × 3 × 2]: of the axes in front of the matrices, [4] and [5], each pair must be equal or have a 1.",
    });
    throws(() => ones([3]).matmul(ones([3, 2])), {
      message: "[3] cannot be multiplied by [3 × 2]: both need two axes or more.",
    });
    throws(() => ones([2, 3]).matmul([1] as unknown as Tensor), /^Error: matmul\(\): the operand is a list/);
  });
});
