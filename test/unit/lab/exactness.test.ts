import { deepEqual, equal, throws } from "node:assert/strict";
import { full, parameter, tensor, zeros } from "../../../src/lab/create";
import { maxPool2d } from "../../../src/lab/pooling";
import type { Tensor } from "../../../src/lab/tensor";
import { compare } from "./gradient-check";

const list = (x: Tensor | undefined) => Array.from(x?.data ?? []);

describe("numbers stay right", () => {
  it("in sums of a million numbers along any axis", () => {
    const tenth = Math.fround(0.1);
    const x = full([1_000_000, 2], 0.1);
    compare(list(x.mean(0)), [tenth, tenth], 1e-7, "along axis 0");
    compare(list(x.mean()), [tenth], 1e-7, "over all");
    compare(list(x.reshape(2, -1).mean(1)), [tenth, tenth], 1e-7, "along axis 1");
  });

  it("in the gradient of a number that stretched to a million places", () => {
    const w = parameter(0);
    w.broadcastTo([1_000_000]).mul(0.1).mean().backward();
    compare(list(w.grad), [0.1], 1e-6, "gradient");
  });

  it("relu of −∞ is 0, and of NaN is NaN; there is no −0", () => {
    deepEqual(list(tensor([-Infinity, Infinity, -3, -0, 0, 2, NaN]).relu()), [0, Infinity, 0, 0, 0, 2, NaN]);
    deepEqual(list(tensor([-Infinity, Infinity, -2, NaN]).leakyRelu(0.5)), [-Infinity, Infinity, -1, NaN]);
  });

  it("x⁰ has slope 0, also at 0", () => {
    const x = parameter([0, 2, -1]);
    x.pow(0).sum().backward();
    deepEqual(list(x.grad), [0, 0, 0]);
  });

  it("NaN is seen by max, min, argmax and pooling, wherever it stands", () => {
    for (const values of [
      [NaN, 1, 2],
      [1, NaN, 2],
      [1, 2, NaN],
    ]) {
      const x = tensor(values);
      equal(x.max().item(), NaN);
      equal(x.min().item(), NaN);
      deepEqual(x.argmax(), [values.findIndex(Number.isNaN)]);
    }
    deepEqual(list(maxPool2d(tensor([1, NaN, 2, 3], [1, 1, 2, 2]), 2)), [NaN]);
  });

  it("the first of several NaN is the one that argmax tells", () => {
    deepEqual(tensor([1, NaN, 3, NaN]).argmax(), [1]);
  });

  it("nothing has a largest number among none", () => {
    const message = /The largest and smallest of no numbers do not exist: the tensor has shape \[2 × 0\]\./;
    const none = zeros([2, 0]);
    for (const work of [() => none.argmax(1), () => none.max(1), () => none.min()]) throws(work, message);
  });

  it("the standard deviation of equal numbers is 0, with slope 0", () => {
    const x = parameter([2, 2, 2]);
    const spread = x.std();
    spread.backward();
    equal(spread.item(), 0);
    deepEqual(list(x.grad), [0, 0, 0]);
  });
});
