import assert from "node:assert/strict";
import * as curves from "../../../src/cards/facts/curves";
import { cardAt, factAt } from "./place";

const close = (actual: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected} ± ${tolerance}`);

describe("cards: activations", () => {
  it("values agree with known ones to four digits", () => {
    // torch 2 on float64: F.gelu(1.) 0.8413447, F.silu(1.) 0.7310586, F.mish(1.) 0.8650984, F.elu(-1.) −0.6321206,
    // F.selu(-1.) −1.1113307, F.softplus(0.) 0.6931472, tanh(1) 0.7615942, F.hardswish(1.) 0.6666667.
    close(curves.gelu.value(1), 0.8413447, 1e-6);
    close(curves.gelu.value(-1), -0.1586553, 1e-6);
    close(curves.silu.value(1), 0.7310586, 1e-7);
    close(curves.mish.value(1), 0.8650984, 1e-7);
    close(curves.exponentialUnit(1).value(-1), -0.6321206, 1e-7);
    close(curves.exponentialUnit(curves.seluAlpha, curves.seluScale).value(-1), -1.1113307, 1e-7);
    close(curves.softplus().value(0), Math.LN2, 1e-12);
    close(curves.tanh.value(1), 0.7615942, 1e-7);
    close(curves.hardSwish.value(1), 2 / 3, 1e-12);
  });
  it("slopes are the derivatives: central differences agree", () => {
    const all: Record<string, curves.Curve> = {
      sigmoid: curves.sigmoid,
      tanh: curves.tanh,
      silu: curves.silu,
      mish: curves.mish,
      leaky: curves.rectifier(0.2),
      elu: curves.exponentialUnit(1.5),
      celu: curves.continuousExponentialUnit(0.7),
      softplus: curves.softplus(2),
      hardSwish: curves.hardSwish,
      softsign: curves.softsign,
      clamped: curves.clamped(0, 1, 0.2, 0.5),
    };
    const h = 1e-5;
    for (const [name, curve] of Object.entries(all)) {
      for (const x of [-4.3, -2.1, -0.6, 0.4, 1.7, 4.9]) {
        const difference = (curve.value(x + h) - curve.value(x - h)) / (2 * h);
        assert.ok(
          Math.abs(difference - curve.slope(x)) < 1e-6,
          `${name} at ${x}: ${difference}, ${curve.slope(x)}`,
        );
      }
    }
    for (const x of [-2.1, -0.6, 0.4, 1.7]) {
      // The error function is only good to 1e-7, so a wider difference is needed.
      const difference = (curves.gelu.value(x + 1e-2) - curves.gelu.value(x - 1e-2)) / 2e-2;
      close(curves.gelu.slope(x), difference, 1e-4);
    }
  });
  it("the dips stand where the texts say, found by trying every point", () => {
    const lowest = (curve: curves.Curve): readonly [number, number] => {
      let best = 0;
      for (let x = -3; x < 0; x += 1e-4) if (curve.value(x) < curve.value(best)) best = x;
      return [best, curve.value(best)];
    };
    const expected = [
      [curves.gelu, -0.7518, -0.17],
      [curves.silu, -1.2785, -0.2785],
      [curves.mish, -1.1924, -0.3088],
    ] as const;
    for (const [curve, place, depth] of expected) {
      const [x, y] = lowest(curve);
      close(x, place, 2e-3);
      close(y, depth, 1e-4);
    }
  });
  it("GELU's tanh formula is within 5e-4 of the exact one", () => {
    let worst = 0;
    for (let x = -6; x <= 6; x += 1e-3) {
      const approximate = 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
      worst = Math.max(worst, Math.abs(approximate - curves.gelu.value(x)));
    }
    assert.ok(worst > 4e-4 && worst < 5e-4, String(worst));
  });
  it("sigmoid: steepest 0.25, below 0.018 beyond ±4; tanh: 0.071 at ±2, 0.0099 at ±3", () => {
    assert.equal(curves.sigmoid.slope(0), 0.25);
    assert.ok(curves.sigmoid.slope(4) < 0.018 && curves.sigmoid.slope(-4) < 0.018);
    close(curves.tanh.slope(2), 0.071, 5e-4);
    close(curves.tanh.slope(3), 0.0099, 5e-5);
    assert.match(
      factAt({ concept: "sigmoid", api: "torch.sigmoid(input)", call: "x" }),
      /σ\(−2\) = 0\.1192.*9\.537e-7/,
    );
  });
  it("leaky ReLU uses the slope of the line, by each framework's name", () => {
    const api = "torch.nn.LeakyReLU(negative_slope=0.01, inplace=False)";
    assert.match(
      factAt({ concept: "leaky-relu", api, call: "0.2" }),
      /negative_slope = 0\.2: −10 becomes −2/,
    );
    assert.match(factAt({ concept: "leaky-relu", api, call: "" }), /0\.01: −10 becomes −0\.1/);
    assert.match(
      factAt({ concept: "leaky-relu", api: "tensorflow.nn.leaky_relu(features, alpha=0.2)", call: "x" }),
      /alpha = 0\.2/,
    );
    assert.equal(cardAt({ concept: "leaky-relu", api, call: "slope" }).fact, undefined);
  });
  it("ReLU6 and max_value are capped", () => {
    assert.match(factAt({ concept: "relu", api: "torch.nn.ReLU6()", call: "" }), /ReLU6\(12\) = 6/);
    assert.match(
      factAt({
        concept: "relu",
        api: "keras.layers.ReLU(max_value=None, negative_slope=0.0, threshold=0.0)",
        call: "max_value=1",
      }),
      /between 0 and 1/,
    );
  });
  it("ELU and CELU know their alpha, SELU its limit −1.758", () => {
    assert.match(
      factAt({ concept: "elu", api: "torch.nn.ELU(alpha=1.0)", call: "0.5" }),
      /above −0\.5; ELU\(−1\) = −0\.3161/,
    );
    assert.match(factAt({ concept: "elu", api: "torch.nn.CELU(alpha=1.0)", call: "0.5" }), /without a kink/);
    assert.match(factAt({ concept: "elu", api: "torch.nn.SELU()", call: "" }), /−1\.758/);
  });
  it('a string names the function: activation="mish"', () => {
    const place = {
      concept: "silu",
      api: "keras.layers.Dense(units, activation=None)",
      call: "10, activation='mish'",
      how: "string",
      argument: "activation='mish'",
    } as const;
    assert.match(factAt(place), /Mish\(−2\).*−0\.3088/);
  });
});
