import { deepEqual, equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { param } from "../../../src/lab/param";
import { RecordedRun } from "./recorded-run";

describe("parameters of a demo", () => {
  it("start at their own value and announce themselves", () => {
    const run = new RecordedRun();
    equal(param("rate", 0.1, { min: 0.01, max: 1, scale: "log" }), 0.1);
    equal(param("activation", "relu", ["relu", "tanh"]), "relu");
    equal(param("bias", true), true);
    deepEqual(
      run.all.map((output) => output.type === "param" && output.param),
      [
        { kind: "number", name: "rate", value: 0.1, min: 0.01, max: 1, step: 0.05, scale: "log" },
        { kind: "choice", name: "activation", value: "relu", options: ["relu", "tanh"] },
        { kind: "switch", name: "bias", value: true },
      ],
    );
  });

  it("take the value that the run was started with", () => {
    new RecordedRun({ rate: 0.25, activation: "tanh", bias: false });
    equal(param("rate", 0.1, { min: 0, max: 1, step: 0.1 }), 0.25);
    equal(param("activation", "relu", ["relu", "tanh"]), "tanh");
    equal(param("bias", true), false);
  });

  it("never leave their range, whatever the run was started with", () => {
    fc.assert(
      fc.property(
        fc.double(),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (start, min, size) => {
          new RecordedRun({ n: start });
          const value = param("n", min, { min, max: min + size });
          return value >= min && value <= min + size;
        },
      ),
    );
  });

  it("are whole numbers where minimum and step are", () => {
    new RecordedRun({ layers: 2.7, width: 2.7 });
    equal(param("layers", 1, { min: 1, max: 9, step: 1 }), 3);
    equal(param("width", 1, { min: 1, max: 9, step: 0.1 }), 2.7);
  });

  it("fall back to their own value when the start value is of another kind", () => {
    fc.assert(
      fc.property(fc.anything(), (start) => {
        new RecordedRun({ a: start as number, b: start as string, c: start as boolean });
        if (typeof start !== "number") equal(param("a", 0.5, { min: 0, max: 1 }), 0.5);
        if (start !== "y") equal(param("b", "x", ["x", "y"]), "x");
        if (typeof start !== "boolean") equal(param("c", true), true);
      }),
    );
  });

  it("do not mistake inherited properties for start values", () => {
    new RecordedRun({});
    equal(param("constructor", 1, { min: 0, max: 2 }), 1);
  });

  it("refuse options that make no sense, in one sentence", () => {
    new RecordedRun();
    throws(() => param("a", 1, { min: 2, max: 1 }), {
      message: 'The minimum of "a" must be below its maximum.',
    });
    throws(() => param("b", 1, { min: 0, max: 2, scale: "log" }), {
      message: '"b" has a log scale: its minimum must be above 0.',
    });
    throws(() => param("c", 3, { min: 0, max: 2 }), { message: '"c" starts at 3, outside 0 to 2.' });
    throws(() => param<string>("d", "z", ["x", "y"]), { message: '"z" is not an option of "d".' });
    throws(() => param("e", "x", ["x", "x"]), { message: 'Two options of "e" are the same.' });
    throws(() => param("f", 1, { min: 0, max: 2, step: -1 }), {
      message: 'The step of "f" must be above 0.',
    });
    throws(() => param("", true), { message: "A parameter needs a name." });
    param("g", true);
    throws(() => param("g", true), { message: 'There are two parameters named "g".' });
  });
});
