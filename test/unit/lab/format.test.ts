import { equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { ones, tensor, zeros } from "../../../src/lab/create";
import { formatNumber, formatValue } from "../../../src/lab/format";
import { print } from "../../../src/lab/show";
import { RecordedRun } from "./recorded-run";

describe("print", function () {
  this.timeout(20_000);

  it("writes numbers short but exact enough", () => {
    equal(formatNumber(0.1 + 0.2), "0.3");
    equal(formatNumber(1 / 3), "0.333333");
    equal(formatNumber(123456789), "123456789");
    equal(formatNumber(-0), "0");
    equal(formatNumber(1.5e-9), "1.5e-9");
    equal(formatNumber(Number.NaN), "NaN");
    equal(formatNumber(-Infinity), "-Infinity");
  });

  it("keeps six significant digits of any number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const back = Number(formatNumber(value));
        return Math.abs(back - value) <= 1e-5 * Math.abs(value) || Math.abs(value) < 1e-300;
      }),
    );
  });

  it("writes a matrix row by row, columns aligned, below the text before it", () => {
    const run = new RecordedRun();
    print("weights", [
      [1, -2.5],
      [100, 3],
    ]);
    equal(run.all[0].type === "print" && run.all[0].text, "weights\n[[  1, -2.5],\n [100,    3]]");
  });

  it("writes a tensor as its number or its list; from two axes on its shape stands above the rows", () => {
    equal(formatValue(tensor(1.5)), "1.5");
    equal(formatValue(tensor([1, 2, 3])), "[1, 2, 3]");
    equal(formatValue(tensor([[1, 2, 3]])), "[1 × 3]\n[[1, 2, 3]]");
    equal(formatValue(zeros([0, 3])), "[0 × 3]\n[]");
    const cube = tensor([1, 2, 3, 4, -5, 6, 7, 80], [2, 2, 2]);
    equal(formatValue(cube), "[2 × 2 × 2]\n[[[1, 2],\n  [3, 4]],\n [[-5,  6],\n  [ 7, 80]]]");
    const run = new RecordedRun();
    print("weights", tensor([1, -2.5, 100, 3], [2, 2]));
    equal(run.all[0].type === "print" && run.all[0].text, "weights\n[2 × 2]\n[[  1, -2.5],\n [100,    3]]");
  });

  it("keeps the rows of a tensor below each other inside a list", () => {
    const one = ones([2, 2]);
    equal(formatValue([one, one]), "[[2 × 2]\n [[1, 1],\n  [1, 1]],\n [2 × 2]\n [[1, 1],\n  [1, 1]]]");
  });

  it("writes arrays, typed arrays, objects, maps and errors", () => {
    equal(formatValue([1, "a", null, undefined]), '[1, "a", null, undefined]');
    equal(formatValue(Float32Array.of(0.1, 2)), "[0.1, 2]");
    equal(formatValue({ a: 1, b: { c: [2] } }), "{ a: 1, b: { c: [2] } }");
    equal(formatValue(new Map([["x", 1]])), 'Map { "x" → 1 }');
    equal(formatValue(new Set([1, 2])), "Set { 1, 2 }");
    equal(formatValue(new TypeError("no")), "TypeError: no");
    equal(formatValue(Array.from({ length: 1000 }, (_, i) => i)).endsWith("58, 59, … 1000 items]"), true);
  });

  it("survives whatever it is given", () => {
    const cyclic: Record<string, unknown> = { name: "loop" };
    cyclic.self = cyclic;
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("no");
        },
        get: () => {
          throw new Error("no");
        },
      },
    );
    const throwing = {
      fine: 1,
      get bad() {
        throw new Error("no");
      },
    };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    equal(formatValue(cyclic), '{ name: "loop", self: (cycle) }');
    equal(formatValue(hostile), "(cannot be shown)");
    equal(formatValue(throwing), "{ fine: 1, bad: (cannot be shown) }");
    equal(formatValue([1, revoked.proxy]), "[1, (cannot be shown)]");
    ok(formatValue("x".repeat(1_000_000)).length < 11_000);
    ok(formatValue(Array.from({ length: 100 }, () => "y".repeat(100_000))).length < 11_000);
    ok(formatValue(10n ** 5000n).length < 300);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withNullPrototype: true,
          withSparseArray: true,
        }),
        (value) => typeof formatValue(value) === "string",
      ),
    );
  });
});
