import assert from "node:assert/strict";
import { decayRestarts, triangular, warmupConstant } from "../../../src/cards/facts/schedule-curves";
import {
  decoderParameters,
  encoderParameters,
  transformerParameters,
} from "../../../src/cards/facts/transformer";
import { cardAt, factAt, type Place } from "./place";

const close = (actual: number, expected: number): void =>
  assert.ok(
    Math.abs(actual - expected) < 1e-12 * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );

describe("cards: transformer layers", () => {
  const layer: Place = {
    concept: "transformer",
    api: "torch.nn.TransformerEncoderLayer(d_model, nhead, dim_feedforward=2048, dropout=0.1, bias=True)",
    call: "d_model=512, nhead=8",
  };
  it("count what PyTorch counts for the base model of the paper", () => {
    // sum(p.numel() for p in layer.parameters()) of the three modules with their defaults.
    assert.equal(encoderParameters(512, 2048), 3_152_384);
    assert.equal(decoderParameters(512, 2048), 4_204_032);
    assert.equal(transformerParameters(512, 2048, 6, 6), 44_140_544);
  });
  it("are told with heads, inner width and parameters", () => {
    assert.match(factAt(layer), /8 heads of 64 numbers, then 512 → 2048 → 512 .* 3,152,384 parameters/);
  });
  it("say nothing without biases, or with heads that do not fit", () => {
    assert.equal(cardAt({ ...layer, call: "512, 8, bias=False" }).fact, undefined);
    assert.equal(cardAt({ ...layer, call: "512, 7" }).fact, undefined);
  });
});

describe("cards: more schedules", () => {
  it("triangular: up, down, and half as far in the next period (torch CyclicLR)", () => {
    const flat = triangular(0.001, 0.1, 2000, 2000, false);
    for (const [step, rate] of [
      [0, 0.001],
      [1000, 0.0505],
      [2000, 0.1],
      [3000, 0.0505],
      [6000, 0.1],
    ] as const)
      close(flat.at(step), rate);
    close(triangular(0.001, 0.1, 2000, 2000, true).at(6000), 0.0505);
  });
  it("cosine periods that grow longer and lower (Keras CosineDecayRestarts)", () => {
    const { at } = decayRestarts({ initial: 0.1, first: 100, stretch: 2, shrink: 0.5, floor: 0 });
    close(at(0), 0.1);
    close(at(50), 0.05);
    close(at(100), 0.05);
    close(at(200), 0.025);
    const floored = decayRestarts({ initial: 0.1, first: 100, stretch: 1, shrink: 1, floor: 0.1 });
    close(floored.at(50), 0.1 * (0.1 + 0.9 * 0.5));
  });
  it("a straight rise, then flat (transformers get_constant_schedule_with_warmup)", () => {
    const { at } = warmupConstant(100);
    assert.deepEqual([0, 50, 100, 1000].map(at), [0, 0.5, 1, 1]);
  });
  it("a cosine to a floor is told between the optimiser's rate and the floor", () => {
    const place: Place = {
      concept: "lr-schedule",
      api: "torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min=0.0, last_epoch=-1)",
      call: "opt, T_max=20, eta_min=1e-5",
    };
    assert.match(
      factAt(place),
      /from the optimiser's lr down to 1e-5: 85\.4 % .* at 5, 50 % at 10, none at 20/,
    );
    assert.match(cardAt(place).picture?.svg ?? "", />1e-5<[\s\S]*>lr</);
  });
});

describe("cards: optimisers with growing sums", () => {
  const adagrad = "torch.optim.Adagrad(params, lr=0.01, initial_accumulator_value=0)";
  it("Adagrad's t-th step is lr / √t under a steady gradient", () => {
    assert.match(
      factAt({ concept: "adagrad", api: adagrad, call: "p, lr=0.5" }),
      /first step is 0\.5 long, the 100th 0\.05,/,
    );
  });
  it("Keras' sum starts at 0.1: 0.001 / √1.1 and 0.001 / √100.1 under gradients of 1", () => {
    const api = "keras.optimizers.Adagrad(learning_rate=0.001, initial_accumulator_value=0.1)";
    assert.match(
      factAt({ concept: "adagrad", api, call: "" }),
      /first step is 9\.535e-4 long, the 100th 9\.995e-5/,
    );
  });
  it("Lion moves every weight by its rate", () => {
    const api = "keras.optimizers.Lion(learning_rate=0.001, weight_decay=None)";
    assert.match(factAt({ concept: "other-optimizer", api, call: "learning_rate=1e-4" }), /exactly 1e-4/);
  });
});

describe("cards: what a line is made of", () => {
  it("a bilinear layer has out · in₁ · in₂ weights", () => {
    const api = "torch.nn.Bilinear(in1_features, in2_features, out_features, bias=True)";
    assert.match(factAt({ concept: "linear-layer", api, call: "10, 20, 30" }), /30 · 10 · 20 \+ 30 = 6030/);
  });
  it("a random split takes shares or lengths", () => {
    const place = { concept: "train-test-split", api: "torch.utils.data.random_split(dataset, lengths)" };
    assert.match(factAt({ ...place, call: "data, [0.7, 0.2, 0.1]" }), /700 \+ 200 \+ 100/);
    assert.match(factAt({ ...place, call: "data, [50000, 10000]" }), /50000 \+ 10000 = 60,000/);
  });
  it("a share to keep is turned into the rate that is dropped", () => {
    const api = "tensorflow.nn.dropout(x, rate, noise_shape=None, seed=None)";
    assert.match(
      factAt({ concept: "dropout", api, call: "x, keep_prob=0.8" }),
      /keep_prob = 0\.8, the share that stays: at every call.* 20 % .* 1 \/ \(1 − 0\.2\) = 1\.25/,
    );
  });
  it("a function of dropout without `training` drops in evaluation, too", () => {
    const api = "torch.nn.functional.dropout(input, p=0.5, training=True, inplace=False)";
    assert.match(factAt({ concept: "dropout", api, call: "x, 0.3" }), /at every call, also in evaluation/);
    assert.match(
      factAt({ concept: "dropout", api, call: "x, 0.3, self.training" }),
      /In evaluation nothing happens/,
    );
  });
  it("the stride of a transposed convolution makes the picture larger", () => {
    const api =
      "torch.nn.ConvTranspose2d(in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1)";
    const place: Place = {
      concept: "stride",
      api,
      how: "argument",
      call: "64, 32, 4, stride=2, padding=1",
      argument: "stride=2",
    };
    assert.match(factAt(place), /from n to 2·n: 16 × 16 becomes 32 × 32/);
  });
  it("ε of a norm keeps a constant channel from being divided by 0", () => {
    const api = "torch.nn.LayerNorm(normalized_shape, eps=1e-05)";
    const place: Place = {
      concept: "epsilon",
      api,
      how: "argument",
      call: "512, eps=1e-6",
      argument: "eps=1e-6",
    };
    assert.match(factAt(place), /√ε = 0\.001/);
  });
});
