import assert from "node:assert/strict";
import fc from "fast-check";
import { angle, clipByNorm, clipByValue } from "../../../src/cards/facts/clipping";
import { halfLife, memoryOf, momentumFactor, rmspropFirstStep } from "../../../src/cards/facts/optimisers";
import { cardAt, factAt } from "./place";

const sgd = "torch.optim.SGD(params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False)";
const adam =
  "torch.optim.Adam(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, amsgrad=False, *, decoupled_weight_decay=False)";
const adamw = "torch.optim.AdamW(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01)";

describe("cards: optimisers", () => {
  it("SGD: a gradient of 2 moves its weight by 2·lr", () => {
    assert.match(
      factAt({ concept: "sgd", api: sgd, call: "net.parameters(), lr=0.1" }),
      /w ← w − 0\.1·g.*moves its weight by 0\.2/,
    );
  });
  it("momentum: steps grow to the factor that a simulation reaches", () => {
    for (const [mu, dampening] of [
      [0.9, 0],
      [0.5, 0],
      [0.99, 0],
      [0.9, 0.5],
    ] as const) {
      let v = 0;
      for (let step = 0; step < 5000; step++) v = mu * v + (1 - dampening) * 1;
      assert.ok(Math.abs(v - momentumFactor(mu, dampening)) < 1e-9);
    }
    assert.match(factAt({ concept: "sgd", api: sgd, call: "p, lr=0.01, momentum=0.9" }), /grow to 10 times/);
  });
  it("Adam: the first step has the size of the learning rate, whatever the gradient", () => {
    for (const g of [1e-3, 1, 250]) {
      const m = (1 - 0.9) * g;
      const v = (1 - 0.999) * g * g;
      const step = (0.001 * (m / (1 - 0.9))) / (Math.sqrt(v / (1 - 0.999)) + 1e-8);
      assert.ok(Math.abs(step - 0.001) < 1e-7);
    }
    assert.match(
      factAt({ concept: "adam", api: adam, call: "net.parameters(), lr=3e-4" }),
      /first step moves every weight by about 3e-4.*≈ 10 steps.*≈ 1000/,
    );
    assert.equal(Math.round(memoryOf(0.95)), 20);
  });
  it("RMSprop: the first step is 1 / √(1 − ρ) learning rates long, by simulation", () => {
    for (const rho of [0.9, 0.99]) {
      const g = 3;
      const v = (1 - rho) * g * g;
      assert.ok(Math.abs(g / Math.sqrt(v) - rmspropFirstStep(rho)) < 1e-9);
    }
    const api =
      "torch.optim.RMSprop(params, lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, centered=False)";
    assert.match(
      factAt({ concept: "rmsprop", api, call: "p" }),
      /lr = 0\.01 \(default\).*first step is 0\.1 long \(lr × 10\)/,
    );
  });
  it("weight decay: decoupled in AdamW and Keras, L2 in PyTorch's Adam and SGD", () => {
    assert.match(
      factAt({ concept: "adamw", api: adamw, call: "p, lr=1e-3" }),
      /decoupled: .*0\.001·0\.01 = 1e-5 of itself/,
    );
    assert.match(
      factAt({ concept: "adam", api: adam, call: "p, weight_decay=0.01" }),
      /added to the gradient and then normalised/,
    );
    assert.match(
      factAt({ concept: "adam", api: adam, call: "p, weight_decay=0.01, decoupled_weight_decay=True" }),
      /decoupled/,
    );
    assert.match(
      factAt({ concept: "sgd", api: sgd, call: "p, lr=0.1, weight_decay=5e-4" }),
      /adds 5e-4·w to the gradient/,
    );
    const keras = "keras.optimizers.SGD(learning_rate=0.01, momentum=0.0, nesterov=False, weight_decay=None)";
    assert.match(
      factAt({ concept: "sgd", api: keras, call: "weight_decay=0.1" }),
      /decoupled: .*0\.01·0\.1 = 0\.001/,
    );
  });
  it("half-life of a weight under decay alone, against a step-by-step simulation", () => {
    let w = 1;
    let steps = 0;
    while (w > 0.5) {
      w -= 0.01 * 0.1 * w;
      steps++;
    }
    assert.equal(Math.ceil(halfLife(0.01, 0.1)), steps);
  });
  it("a string means the library's defaults", () => {
    const place = {
      concept: "adam",
      api: "keras.Model.compile",
      call: "optimizer='adam'",
      how: "string",
      argument: "optimizer='adam'",
    } as const;
    assert.match(factAt(place), /0\.001/);
    assert.match(factAt({ ...place, concept: "sgd", argument: "optimizer='sgd'" }), /0\.01·g/);
  });
  it("a schedule or a name as learning rate is not guessed", () => {
    assert.doesNotMatch(factAt({ concept: "adam", api: adam, call: "p, lr=rate" }), /first step/);
    assert.equal(cardAt({ concept: "sgd", api: sgd, call: "p, lr=schedule" }).fact, undefined);
  });
});

describe("cards: gradient clipping", () => {
  const byNorm =
    "torch.nn.utils.clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False)";
  const byValue = "torch.nn.utils.clip_grad_value_(parameters, clip_value)";
  const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  const limits = fc.double({ min: 1e-3, max: 1e3, noNaN: true });

  it("by norm keeps the direction and never exceeds the limit", () => {
    fc.assert(
      fc.property(finite, finite, limits, (x, y, limit) => {
        fc.pre(Math.hypot(x, y) > 1e-6);
        const clipped = clipByNorm([x, y], limit);
        assert.ok(Math.hypot(...clipped) <= limit * (1 + 1e-9));
        assert.ok(Math.abs(clipped[0] * y - clipped[1] * x) <= 1e-9 * Math.hypot(x, y) ** 2);
      }),
    );
  });
  it("by value cuts each component and leaves small ones alone", () => {
    fc.assert(
      fc.property(finite, finite, limits, (x, y, limit) => {
        for (const [before, after] of [
          [x, clipByValue([x, y], limit)[0]],
          [y, clipByValue([x, y], limit)[1]],
        ] as const) {
          assert.equal(after, Math.abs(before) <= limit ? before : Math.sign(before) * limit);
        }
      }),
    );
  });
  it("says what happens to a gradient of norm 10", () => {
    assert.match(
      factAt({ concept: "gradient-clipping", api: byNorm, call: "net.parameters(), 1.0" }),
      /max_norm = 1\.0: a gradient of norm 10 is multiplied by 0\.1/,
    );
    // atan(6/8) = 36.87°, atan(5/5) = 45°: it turns by 8.13°.
    assert.ok(Math.abs(angle([5, 5]) - angle([8, 6]) - 8.13) < 0.01);
    assert.match(
      factAt({ concept: "gradient-clipping", api: byValue, call: "net.parameters(), 5" }),
      /becomes \(5, 5\); the direction turns by 8°/,
    );
  });
  it("takes a longer gradient where the limit is above 10", () => {
    assert.match(
      factAt({ concept: "gradient-clipping", api: byNorm, call: "p, 40" }),
      /norm 400 is multiplied by 0\.1/,
    );
  });
  it("speaks of other norms only where it can", () => {
    assert.equal(
      cardAt({ concept: "gradient-clipping", api: byNorm, call: "p, 1.0, norm_type=1" }).fact,
      undefined,
    );
  });
  it("knows Keras' norm per variable from its global one", () => {
    const api =
      "keras.optimizers.Adam(learning_rate=0.001, clipnorm=None, clipvalue=None, global_clipnorm=None)";
    assert.match(
      factAt({
        concept: "gradient-clipping",
        api,
        call: "clipnorm=1.0",
        how: "argument",
        argument: "clipnorm=1.0",
      }),
      /norm of its own/,
    );
    assert.match(
      factAt({
        concept: "gradient-clipping",
        api,
        call: "global_clipnorm=1.0",
        how: "argument",
        argument: "global_clipnorm=1.0",
      }),
      /all parameters together/,
    );
  });
});
