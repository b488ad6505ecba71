import assert from "node:assert/strict";
import {
  cosineAnnealing,
  cosineRestarts,
  exponentialDecay,
  multiStep,
  oneCycle,
  piecewise,
  polynomial,
  stepDecay,
  warmupCosine,
  warmupLinear,
} from "../../../src/cards/facts/schedule-curves";
import { cardAt, factAt } from "./place";

const close = (actual: number, expected: number): void =>
  assert.ok(
    Math.abs(actual - expected) < 1e-9 * Math.max(1, Math.abs(expected)),
    `${actual}, not ${expected}`,
  );

/** The optimiser's rate as a training loop sees it: `next` is called once per step with the step's number. */
function simulate(steps: number, start: number, next: (rate: number, step: number) => number): number[] {
  const rates = [start];
  for (let step = 1; step <= steps; step++) rates.push(next(rates[step - 1]!, step));
  return rates;
}

describe("cards: learning-rate schedules", () => {
  it("StepLR: multiplied by γ at every size-th step, step by step", () => {
    const rates = simulate(100, 1, (rate, step) => (step % 30 === 0 ? rate * 0.1 : rate));
    rates.forEach((rate, step) => {
      close(stepDecay(30, 0.1).at(step), rate);
    });
  });
  it("MultiStepLR: multiplied by γ at each milestone", () => {
    const rates = simulate(100, 1, (rate, step) => ([30, 80].includes(step) ? rate * 0.1 : rate));
    rates.forEach((rate, step) => {
      close(multiStep([30, 80], 0.1).at(step), rate);
    });
  });
  it("CosineAnnealingLR: agrees with PyTorch's recursive form", () => {
    // lr ← (1 + cos(π t / T)) / (1 + cos(π (t − 1) / T)) · lr, from the documentation of torch.optim.lr_scheduler.
    const T = 50;
    const rates = simulate(
      T - 1,
      1,
      (rate, t) => ((1 + Math.cos((Math.PI * t) / T)) / (1 + Math.cos((Math.PI * (t - 1)) / T))) * rate,
    );
    rates.forEach((rate, step) => {
      close(cosineAnnealing(T).at(step), rate);
    });
  });
  it("warm restarts begin anew after T₀ and T₀·m steps", () => {
    const schedule = cosineRestarts(10, 2);
    close(schedule.at(0), 1);
    close(schedule.at(10), 1);
    close(schedule.at(30), 1);
    close(schedule.at(20), 0.5);
    assert.ok(schedule.at(9.999) < 1e-6);
  });
  it("ExponentialDecay: 0.1 · 0.96^(t / 1000), in stairs where told so", () => {
    close(exponentialDecay(0.1, 1000, 0.96, false).at(500), 0.1 * Math.sqrt(0.96));
    close(exponentialDecay(0.1, 1000, 0.96, true).at(1999), 0.096);
  });
  it("warm-up then cosine: half the peak half-way up, half again half-way down", () => {
    const schedule = warmupCosine({ from: 0, peak: 1e-3, warmup: 100, total: 1100, end: 0 });
    close(schedule.at(50), 5e-4);
    close(schedule.at(100), 1e-3);
    close(schedule.at(600), 5e-4);
    close(schedule.at(1100), 0);
  });
  it("warm-up then straight down to 0", () => {
    const schedule = warmupLinear(10, 110);
    close(schedule.at(5), 0.5);
    close(schedule.at(60), 0.5);
    close(schedule.at(110), 0);
  });
  it("PolynomialDecay ends at its end value, piecewise keeps a boundary for the value before", () => {
    close(polynomial(0.1, 0.01, 100, 1, false).at(50), 0.055);
    close(polynomial(0.1, 0.01, 100, 1, false).at(500), 0.01);
    // Keras: step <= boundaries[0] gives values[0].
    const stairs = piecewise([100, 200], [1, 0.5, 0.1]);
    assert.deepEqual([100, 101, 200, 201].map(stairs.at), [1, 0.5, 0.5, 0.1]);
  });
  it("OneCycleLR starts at peak / 25, peaks at 30 % and ends at peak / 25 / 10 000", () => {
    const schedule = oneCycle({
      peak: 0.1,
      total: 1000,
      rise: 0.3,
      divide: 25,
      finalDivide: 1e4,
      linear: false,
    });
    close(schedule.at(0), 0.004);
    close(schedule.at(299), 0.1);
    close(schedule.at(999), 0.004 / 1e4);
    // Half-way up the cosine: the mean of both ends.
    close(schedule.at(149.5), 0.052);
  });

  const at = (api: string, call: string): string => factAt({ concept: "lr-schedule", api, call });
  it("tells the course of the line's own schedule", () => {
    assert.match(
      at(
        "torch.optim.lr_scheduler.StepLR(optimizer, step_size, gamma=0.1, last_epoch=-1)",
        "opt, step_size=30, gamma=0.5",
      ),
      /1× lr at 0, 0\.5× lr at 30, 0\.25× lr at 60/,
    );
    assert.match(
      at(
        "torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3, anneal_strategy='cos', div_factor=25.0, final_div_factor=10000.0, three_phase=False)",
        "opt, 0.1, epochs=10, steps_per_epoch=100",
      ),
      /0\.004 at 0.*0\.1 at 299.*4e-7 at 999/,
    );
    assert.match(
      at(
        "keras.optimizers.schedules.CosineDecay(initial_learning_rate, decay_steps, alpha=0.0, warmup_target=None, warmup_steps=0)",
        "0.1, 1000",
      ),
      /0\.1 at 0, 0\.05 at 500, 0 at 1000/,
    );
    assert.match(
      at(
        "optax.warmup_cosine_decay_schedule(init_value, peak_value, warmup_steps, decay_steps, end_value=0.0, exponent=1.0)",
        "0.0, 1e-3, 100, 1000",
      ),
      /0\.001 at 100/,
    );
  });
  it("draws it, and says in words what the picture shows", () => {
    const card = cardAt({
      concept: "lr-schedule",
      api: "torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min=0.0, last_epoch=-1)",
      call: "opt, T_max=200",
    });
    assert.match(card.picture?.alt ?? "", /starts at 1 and is 0 after 200/);
  });
  it("is silent where a number is missing", () => {
    assert.equal(
      cardAt({
        concept: "lr-schedule",
        api: "torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min=0.0)",
        call: "opt, T_max=steps",
      }).fact,
      undefined,
    );
  });
  it("ReduceLROnPlateau waits one epoch more in PyTorch than in Keras", () => {
    const torch =
      "torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode='min', factor=0.1, patience=10)";
    const keras = "keras.callbacks.ReduceLROnPlateau(monitor='val_loss', factor=0.1, patience=10)";
    assert.match(at(torch, "opt, patience=5"), /for 6 epochs/);
    assert.match(at(keras, "patience=5"), /for 5 epochs/);
  });
  it("warm-up steps and ratios", () => {
    const api = "transformers.TrainingArguments(output_dir, warmup_steps=0, warmup_ratio=0.0)";
    assert.match(
      factAt({
        concept: "warmup",
        api,
        call: "'out', warmup_steps=500",
        how: "argument",
        argument: "warmup_steps=500",
      }),
      /half of it at step 250/,
    );
    assert.match(
      factAt({
        concept: "warmup",
        api,
        call: "'out', warmup_ratio=0.1",
        how: "argument",
        argument: "warmup_ratio=0.1",
      }),
      /first 10 %.*1000|first 10 %.*1000/,
    );
  });
});
