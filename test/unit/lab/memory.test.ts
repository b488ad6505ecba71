import { deepEqual, doesNotThrow, equal, ok, throws } from "node:assert/strict";
import { ones, parameter, tensor, zeros } from "../../../src/lab/create";
import { denseNetwork } from "../../../src/lab/dense-network";
import { crossEntropy } from "../../../src/lab/losses";
import { Adam, SGD } from "../../../src/lab/optimisers";
import { addProduct, flipped, type MatrixView, matrix } from "../../../src/lab/product";
import { random } from "../../../src/lab/random";
import { allocations, keep, kernel, take, withoutKernel } from "../../../src/lab/storage";
import { scope, Tensor, withoutGradients } from "../../../src/lab/tensor";

/** The kernel's memory, the pool and its limit are those of this file alone: each test file is a bundle of its own. */

describe("scopes and the memory of tensors", () => {
  it("a scope that returns a tensor uses the same memory every time", () => {
    const x = ones([100, 100]);
    const step = () => scope(() => x.mul(2).add(1));
    step();
    const before = allocations();
    for (let i = 0; i < 20_000; i++) step();
    equal(allocations(), before);
    deepEqual(step().slice(0, 1).toArray<number[][]>()[0], new Array(100).fill(3));
  });

  it("what leaves the outermost scope keeps its numbers and its gradient, whatever is made afterwards", () => {
    const w = parameter([1, 2, 3]);
    const [double, reshaped, slope] = scope(() => {
      const y = w.mul(2);
      y.square().sum().backward();
      return [y, y.reshape(3, 1), y.grad ?? zeros([3])];
    });
    scope(() => [w.mul(0).square().sum().backward(), ones([3]), ones([3]), ones([3])]);
    deepEqual(double.toArray(), [2, 4, 6]);
    deepEqual(double.grad?.toArray(), [4, 8, 12]);
    deepEqual(reshaped.toArray(), [[2], [4], [6]]);
    deepEqual(slope.toArray(), [4, 8, 12]);
  });

  it("what leaves an inner scope belongs to the outer one", () => {
    const x = tensor([1, 2]);
    const kept = scope(() => {
      const inner = scope(() => [x.add(1), x.reshape(2, 1)]);
      scope(() => x.mul(100));
      return inner[0].add(inner[1].reshape(2));
    });
    deepEqual(kept.toArray(), [3, 5]);
  });

  it("leaves a tensor from outside as it was, with its history", () => {
    const w = parameter([1, 2]);
    const outside = w.mul(2);
    equal(
      scope(() => outside),
      outside,
    );
    scope(() => [w, outside]);
    outside.sum().backward();
    deepEqual(w.grad?.toArray(), [2, 2]);
  });

  it("a gradient that an outside tensor gets inside a scope costs the pool nothing", () => {
    const w = parameter(ones([1000]));
    const step = () => {
      const outside = w.mul(2);
      scope(() => outside.sum().backward());
    };
    step();
    const before = allocations();
    for (let i = 0; i < 100; i++) step();
    equal(allocations(), before);
  });

  it("never takes over an array that the learner gave or a parameter holds", () => {
    const own = Float32Array.of(1, 2, 3, 4, 5);
    const w = parameter([6, 7, 8, 9, 10]);
    scope(() => [new Tensor([5], own), new Tensor([5], w.data)].length);
    scope(() => [ones([5]), ones([5]), ones([5])].length);
    deepEqual(Array.from(own), [1, 2, 3, 4, 5]);
    deepEqual(w.toArray(), [6, 7, 8, 9, 10]);
  });

  it("says why backward() finds no parameters", () => {
    const w = parameter([1, 2]);
    const left = /went with the scope\(\) that it left: call backward\(\) inside/;
    throws(() => scope(() => w.square().sum()).backward(), left);
    throws(
      () =>
        scope(() => w.square())
          .sum()
          .backward(),
      left,
    );
    throws(() => new SGD([w], { rate: 0.1 }).minimise(() => scope(() => w.square().sum())), left);
    throws(
      () =>
        withoutGradients(() => w.square())
          .sum()
          .backward(),
      /inside withoutGradients\(\) or predict\(\)/,
    );
    throws(() => w.detach().sum().backward(), /detach\(\) cut this number off/);
    throws(() => tensor([1]).sum().backward(), /depends on no parameter: .* made by parameter\(\)/);
    // A parameter that is reached another way is enough.
    doesNotThrow(() => w.detach().mul(w).sum().backward());
  });
});

describe("a full kernel memory", function () {
  this.timeout(60_000);

  before(() => {
    const floats = 2 ** 20;
    const engine = kernel();
    ok(engine !== undefined);
    while (keep(floats).buffer === engine.buffer);
  });

  it("multiplies with the kernel all the same, as often as is wanted, without new memory", () => {
    const [a, b] = [ones([64, 784]), ones([784, 128])];
    const { ratio, allocated } = timed(
      () => a.matmul(b),
      () => withoutKernel(() => a.matmul(b)),
    );
    equal(allocated, 0);
    ok(ratio > 2, `${ratio} times as fast as the plain loop`);
    equal(a.matmul(b).data[0], 784);
  });

  it("trains one network after another: parameters beyond it belong to the garbage collector", () => {
    const x = ones([16, 784]);
    const labels = new Array(16).fill(1);
    for (let i = 0; i < 80; i++) {
      const network = denseNetwork([784, 512, 10], { random: random(i) });
      const optimiser = new Adam(network.parameters);
      const error = () => crossEntropy(network.forward(x), labels);
      for (let step = 0; step < 2; step++) optimiser.minimise(error);
    }
  });

  it("still says when scopes hold more than half a gigabyte, and goes on afterwards", () => {
    const tooMuch = () => scope(() => Array.from({ length: 100 }, (_, i) => take(2 ** 21 + i)).length);
    throws(tooMuch, { message: "The tensors of this demo need more than 512 MB." });
    equal(scope(() => ones([3]).sum()).item(), 3);
  });

  it("multiplies operands that are larger than the kernel's place for them, to the same bits", () => {
    const [rows, inner, columns] = [2 ** 17, 12, 20];
    const cases: [string, number, number, number, Turn, Turn][] = [
      ["a tall matrix by a small one", rows, columns, inner, same, same],
      ["two tall ones, the first transposed", inner, columns, rows, flipped, same],
      ["a small one by a wide one", inner, rows, columns, same, same],
      ["a wide one by a tall one", inner, columns, rows, same, same],
      ["a small one by a wide one, transposed", inner, rows, columns, same, flipped],
      ["a column by a row", rows, columns, 1, same, same],
    ];
    for (const [name, m, n, k, turnA, turnB] of cases) {
      const [a, b] = [view(m, k, turnA, 1), view(k, n, turnB, 2)];
      const [fast, plain] = [new Float32Array(m * n).fill(0.5), new Float32Array(m * n).fill(0.5)];
      addProduct(fast, 0, a, b, m, n, k);
      withoutKernel(() => addProduct(plain, 0, a, b, m, n, k));
      equal(Buffer.compare(Buffer.from(fast.buffer), Buffer.from(plain.buffer)), 0, name);
    }
  });
});

type Turn = (view: MatrixView) => MatrixView;

function same(view: MatrixView): MatrixView {
  return view;
}

/** A matrix of that size, stored as it is or transposed. */
function view(rows: number, columns: number, turn: Turn, seed: number): MatrixView {
  const source = random(seed);
  const data = Float32Array.from({ length: rows * columns }, () => source.uniform(-1, 1));
  return turn(matrix(data, turn === flipped ? rows : columns));
}

/** How many times as fast the first is, and what it allocated. */
function timed(first: () => void, second: () => void): { ratio: number; allocated: number } {
  const milliseconds = (work: () => void) => {
    const started = performance.now();
    for (let i = 0; i < 20; i++) work();
    return performance.now() - started;
  };
  const before = allocations();
  const quick = Math.min(...[1, 2, 3].map(() => milliseconds(first)));
  const allocated = allocations() - before;
  return { ratio: milliseconds(second) / quick, allocated };
}
