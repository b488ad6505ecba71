import assert from "node:assert/strict";
import { batches, splitSizes } from "../../../src/cards/facts/data";
import { gainOf } from "../../../src/cards/facts/initialisation";
import { focalWeight, huber, smoothL1 } from "../../../src/cards/facts/losses";
import { formatNamed, largest, smallest } from "../../../src/cards/facts/precision";
import { smoothedTargets } from "../../../src/cards/facts/smoothing";
import { cardAt, factAt, type Place } from "./place";

const torchCrossEntropy =
  "torch.nn.CrossEntropyLoss(weight=None, ignore_index=-100, reduction='mean', label_smoothing=0.0)";
const kerasCrossEntropy =
  "keras.losses.CategoricalCrossentropy(from_logits=False, label_smoothing=0.0, axis=-1)";

describe("cards: losses", () => {
  it("say whether they want raw scores or probabilities", () => {
    assert.match(
      factAt({ concept: "cross-entropy", api: torchCrossEntropy, call: "" }),
      /wants raw scores \(logits\)/,
    );
    assert.match(
      factAt({ concept: "cross-entropy", api: kerasCrossEntropy, call: "" }),
      /wants probabilities/,
    );
    assert.match(
      factAt({ concept: "cross-entropy", api: kerasCrossEntropy, call: "from_logits=True" }),
      /wants raw scores/,
    );
    assert.match(
      factAt({
        concept: "cross-entropy",
        api: "keras.Model.compile",
        call: "loss='categorical_crossentropy'",
        how: "string",
        argument: "loss='categorical_crossentropy'",
      }),
      /wants probabilities/,
    );
    assert.match(
      factAt({
        concept: "binary-cross-entropy",
        api: "torch.nn.BCEWithLogitsLoss(weight=None, reduction='mean', pos_weight=None)",
        call: "",
      }),
      /wants raw scores.*sigmoid/,
    );
    assert.match(
      factAt({
        concept: "binary-cross-entropy",
        api: "torch.nn.BCELoss(weight=None, reduction='mean')",
        call: "",
      }),
      /wants probabilities/,
    );
    assert.match(
      factAt({ concept: "nll-loss", api: "torch.nn.NLLLoss(weight=None, reduction='mean')", call: "" }),
      /logarithms of probabilities/,
    );
  });
  it("ln 10 = 2.303 and ln 2 = 0.693 for a network that knows nothing", () => {
    assert.deepEqual([Math.log(10).toFixed(3), Math.log(2).toFixed(3)], ["2.303", "0.693"]);
    assert.match(factAt({ concept: "cross-entropy", api: torchCrossEntropy, call: "" }), /2\.303/);
  });
  it("smoothed targets sum to 1: 0.91 and nine times 0.01 for ε = 0.1, K = 10", () => {
    const { right, wrong } = smoothedTargets(0.1, 10);
    assert.deepEqual([right, wrong], [0.91, 0.01]);
    assert.ok(Math.abs(right + 9 * wrong - 1) < 1e-12);
    assert.match(
      factAt({ concept: "cross-entropy", api: torchCrossEntropy, call: "label_smoothing=0.1" }),
      /0\.91 and 0\.01/,
    );
    const place: Place = {
      concept: "label-smoothing",
      api: torchCrossEntropy,
      call: "label_smoothing=0.1",
      how: "argument",
      argument: "label_smoothing=0.1",
    };
    assert.match(factAt(place), /0\.9 \+ 0\.1\/K.*0\.91 and 0\.01/);
  });
  it("Huber and smooth L1 agree with their integrals", () => {
    // The slope is clamp(e, −δ, δ): a fine sum of it gives the loss.
    for (const delta of [0.5, 1, 2]) {
      let sum = 0;
      for (let e = 0; e < 3; e += 1e-4) sum += Math.min(delta, e + 5e-5) * 1e-4;
      assert.ok(Math.abs(sum - huber(3, delta)) < 1e-3);
      assert.equal(smoothL1(3, delta), huber(3, delta) / delta);
    }
    // torch.nn.SmoothL1Loss()(3, 0) = 2.5, HuberLoss(delta=2)(3, 0) = 2·(3 − 1) = 4.
    assert.equal(smoothL1(3, 1), 2.5);
    assert.equal(huber(3, 2), 4);
  });
  it("focal: an easy example counts 1 % with γ = 2", () => {
    assert.ok(Math.abs(focalWeight(0.9, 2) - 0.01) < 1e-12);
    const api = "keras.losses.BinaryFocalCrossentropy(apply_class_balancing=False, alpha=0.25, gamma=2.0)";
    assert.match(
      factAt({ concept: "focal-loss", api, call: "" }),
      /gamma = 2\.0 \(default\): .*0\.01 of its cross-entropy/,
    );
  });
  it("warn of KLDivLoss' mean", () => {
    assert.match(
      cardAt({
        concept: "kl-divergence",
        api: "torch.nn.KLDivLoss(reduction='mean', log_target=False)",
        call: "",
      }).pitfall ?? "",
      /batchmean/,
    );
  });
});

describe("cards: data and loops", () => {
  const loader =
    "torch.utils.data.DataLoader(dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, pin_memory=False, drop_last=False)";
  it("counts batches as a loop over the examples does", () => {
    for (const [examples, size] of [
      [10_000, 32],
      [64, 32],
      [5, 8],
      [1, 1],
    ] as const) {
      let count = 0;
      let last = 0;
      for (let start = 0; start < examples; start += size) {
        count++;
        last = Math.min(size, examples - start);
      }
      assert.deepEqual(batches(examples, size, false), { count, last });
    }
    assert.match(
      factAt({ concept: "data-loader", api: loader, call: "data, batch_size=32, shuffle=True" }),
      /313 batches per epoch, the last has 16.*new order/,
    );
    assert.match(
      factAt({ concept: "data-loader", api: loader, call: "data, 32, drop_last=True" }),
      /312 batches/,
    );
  });
  it("count the batches of a dataset whose size is known", () => {
    const mnist = "torchvision.datasets.MNIST(root, train=True, transform=None)";
    const over = (call: string, batch: string) =>
      factAt({
        concept: "data-loader",
        api: loader,
        call: batch,
        before: [{ concept: "dataset", api: mnist, call }],
      });
    assert.match(
      over("'.'", "data, batch_size=64"),
      /MNIST’s 60,000 training examples make 938 batches per epoch, the last has 32/,
    );
    assert.match(
      over("'.', train=False", "data, batch_size=100"),
      /10,000 test examples make 100 batches per epoch, all full/,
    );
    assert.match(over("'.', train=is_training", "data, batch_size=100"), /: 10,000 examples make 100/);
  });
  it("epochs and updates", () => {
    const fit = "keras.Model.fit(x=None, y=None, batch_size=None, epochs=1)";
    assert.match(
      factAt({
        concept: "epoch",
        api: fit,
        call: "x, y, epochs=5, batch_size=100",
        how: "argument",
        argument: "epochs=5",
      }),
      /seen 5 times.*5·100 = 500 updates/,
    );
    assert.match(
      factAt({
        concept: "mini-batch",
        api: fit,
        call: "x, y, batch_size=64",
        how: "argument",
        argument: "batch_size=64",
      }),
      /157 updates.*1\/√64 = 0\.125/,
    );
  });
  it("splits as scikit-learn rounds: the test part up", () => {
    assert.deepEqual(splitSizes(1000, 0.2), { train: 800, test: 200 });
    assert.deepEqual(splitSizes(7, 0.25), { train: 5, test: 2 });
    const api =
      "sklearn.model_selection.train_test_split(*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None)";
    assert.match(
      factAt({ concept: "train-test-split", api, call: "x, y, test_size=0.2" }),
      /800 train and 200 test.*another one at every run/,
    );
    assert.match(
      factAt({ concept: "train-test-split", api, call: "x, y" }),
      /0\.25 by default: of 1000 examples 750/,
    );
  });
  it("early stopping counts checks, and says what becomes of the weights", () => {
    const api =
      "keras.callbacks.EarlyStopping(monitor='val_loss', min_delta=0, patience=0, restore_best_weights=False)";
    assert.match(
      factAt({ concept: "early-stopping", api, call: "patience=5" }),
      /after 5 checks in a row in which val_loss.*last weights stay/,
    );
  });
  it("accumulation multiplies the batch", () => {
    const api =
      "transformers.TrainingArguments(output_dir, per_device_train_batch_size=8, gradient_accumulation_steps=1)";
    assert.match(
      factAt({
        concept: "gradient-accumulation",
        api,
        call: "'o', per_device_train_batch_size=8, gradient_accumulation_steps=4",
        how: "argument",
        argument: "gradient_accumulation_steps=4",
      }),
      /4·8 = 32 examples/,
    );
    const own = "accelerate.Accelerator.accumulate";
    assert.match(
      factAt({
        concept: "gradient-accumulation",
        api: own,
        how: "bound",
        made: "gradient_accumulation_steps=4, batch_size=16",
      }),
      /^This line batch_size = 16, 4 = 4: one update per 4·16 = 64\S* examples, with the memory of 16/,
    );
  });
  it("a penalty of 0.01·Σw² pulls with 0.02·w", () => {
    assert.match(
      factAt({ concept: "l1-l2-regularisation", api: "keras.regularizers.L2(l2=0.01)", call: "0.01" }),
      /2·0\.01·w = 0\.02·w/,
    );
  });
  it("training steps say what they leave to the others", () => {
    assert.match(factAt({ concept: "no-grad", api: "torch.no_grad()", call: "" }), /does not switch dropout/);
    assert.match(
      factAt({ concept: "train-eval-mode", api: "torch.nn.Module.eval()", call: "", how: "method" }),
      /Dropout stops/,
    );
    assert.match(
      factAt({
        concept: "zero-grad",
        api: "torch.optim.Optimizer.zero_grad(set_to_none=True)",
        call: "",
        how: "method",
      }),
      /to None/,
    );
  });
  it("LoRA: 2·4096·8 of 4096² numbers, 0.39 %", () => {
    assert.match(
      factAt({
        concept: "lora",
        api: "peft.LoraConfig(r=8, lora_alpha=8, use_rslora=False)",
        call: "r=8, lora_alpha=16",
      }),
      /65,536 numbers, 0\.391 %.*16 \/ 8 = 2/,
    );
  });
});

describe("cards: numbers and weights", () => {
  it("float formats: largest and smallest as IEEE 754 has them", () => {
    const half = formatNamed("torch.float16")!;
    assert.equal(largest(half), 65504);
    assert.equal(smallest(half), 2 ** -14);
    assert.equal(largest(formatNamed("float64")!), Number.MAX_VALUE);
    assert.equal(largest(formatNamed("float32")!), Math.fround(3.4028234663852886e38));
    assert.equal(smallest(formatNamed("bf16")!), 2 ** -126);
    assert.match(
      factAt({
        concept: "mixed-precision",
        api: "torch.autocast(device_type, dtype=None, enabled=True)",
        call: "'cuda', dtype=torch.float16",
      }),
      /up to 65,504.*scaled up/,
    );
  });
  it("gains as torch.nn.init.calculate_gain gives them", () => {
    assert.ok(
      Math.abs(gainOf("tanh")! - 1.6667) < 1e-4 &&
        gainOf("relu")!.toFixed(4) === "1.4142" &&
        Math.abs(gainOf("leaky_relu", 0.2)! - 1.3868) < 1e-4,
    );
  });
  it("He and Glorot for 256 inputs", () => {
    // √(2 / 256) = 0.08839; √(6 / 512) = 0.10825
    assert.match(
      factAt({
        concept: "weight-initialisation",
        api: "torch.nn.init.kaiming_normal_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu')",
        call: "w",
      }),
      /√\(2 \/ in\); with 256 inputs that is 0\.08839/,
    );
    assert.match(
      factAt({
        concept: "weight-initialisation",
        api: "keras.initializers.GlorotUniform(seed=None)",
        call: "",
      }),
      /√\(6 \/ \(in \+ out\)\).*±0\.1083/,
    );
  });
  it("truncation bounds that never cut are called so", () => {
    const api = "torch.nn.init.trunc_normal_(tensor, mean=0.0, std=1.0, a=-2.0, b=2.0)";
    assert.match(
      factAt({ concept: "weight-initialisation", api, call: "w, std=0.02" }),
      /100 deviations away, so nothing is ever cut/,
    );
  });
});
