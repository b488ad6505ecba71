import assert from "node:assert/strict";
import { cardFor } from "../../../src/cards/card";
import { cardAt, conceptOf, context, factAt, foundAt, type Place, plain } from "./place";

const at = (concept: string, api: string, call: string): Place => ({ concept, api, call });
const says = (concept: string, api: string, call: string): string => factAt(at(concept, api, call));
const argument = (concept: string, api: string, call: string, found: string): string =>
  factAt({ concept, api, call, how: "argument", argument: found });

const conv =
  "torch.nn.Conv2d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True)";
const conv1d = conv.replace("2d", "1d");
const maxPool =
  "torch.nn.MaxPool2d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)";
const lstm =
  "torch.nn.LSTM(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, proj_size=0)";
const sgd = "torch.optim.SGD(params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False)";

describe("cards: odd arguments of layers", () => {
  it("PyTorch refuses “same” with a stride, and the card says so instead of a size", () => {
    assert.match(says("convolution", conv, "3, 8, 3, stride=2, padding='same'"), /raises an error/);
    assert.match(says("convolution", conv, "3, 8, 3, padding='same'"), /stay the same/);
    assert.match(
      argument("stride", conv, "3, 8, 3, stride=2, padding='same'", "stride=2"),
      /stride 1 only in PyTorch/,
    );
  });
  it("each axis has its own stride, padding and kernel: 32 × 32 becomes 15 × 28", () => {
    // ⌊(32 + 2 − 2·2 − 1) / 2⌋ + 1 = 15 and 32 + 4 − 2·4 − 1 + 1 = 28
    const fact = says(
      "convolution",
      conv,
      "3, 64, (3, 5), stride=(2, 1), padding=(1, 2), dilation=2, bias=False",
    );
    assert.match(fact, /32 × 32 becomes 15 × 28; 64·\(3·3·5\) = 2880 parameters/);
  });
  it("an example is as large as the window needs", () => {
    // ⌊(1000 − 400) / 160⌋ + 1 = 4
    assert.match(
      says("convolution", conv1d, "1, 512, 400, stride=160"),
      /length goes from n .* 1000 becomes 4;/,
    );
    assert.match(says("convolution", conv, "3, 768, 64, 64"), /224 × 224 becomes 3 × 3/);
  });
  it("a stride of 0 is called what it is, one of 1 stops everywhere", () => {
    assert.match(argument("stride", conv, "3, 8, k, stride=0", "stride=0"), /at least 1/);
    assert.match(argument("stride", conv, "3, 8, k, stride=1", "stride=1"), /at every place/);
  });
  it("padding of a crop is padding of the picture", () => {
    const crop = "torchvision.transforms.RandomCrop(size, padding=None)";
    assert.match(argument("padding", crop, "32, padding=4", "padding=4"), /before a piece is cut out/);
  });
  it("pools padded by more than half the window raise an error in PyTorch", () => {
    assert.match(says("max-pooling", maxPool, "2, padding=2"), /raises an error/);
    assert.match(says("max-pooling", maxPool, "3, 2, 1"), /32 × 32 becomes 16 × 16/);
  });
  it("fractional and LP pools are neither a plain maximum nor a mean: nothing is said", () => {
    assert.equal(
      says("max-pooling", "torch.nn.FractionalMaxPool2d(kernel_size, output_size=None)", "2, output_size=13"),
      "",
    );
    assert.equal(
      says("average-pooling", "torch.nn.LPPool2d(norm_type, kernel_size, stride=None)", "2, 3"),
      "",
    );
  });
  it("global pooling keeps its axes where told to, and is silent about channels first", () => {
    const api = "keras.layers.GlobalAveragePooling2D(data_format=None, keepdims=False)";
    assert.match(says("global-pooling", api, "keepdims=True"), /turns into \(batch, 1, 1, C\)/);
    assert.match(says("global-pooling", api, ""), /turns into \(batch, C\)/);
    assert.equal(says("global-pooling", api, "data_format='channels_first'"), "");
  });
  it("a projection sets the width that an LSTM puts out", () => {
    assert.match(says("lstm", lstm, "10, 20, proj_size=5"), /the output is \(steps, batch, 5\)/);
    assert.match(
      says("lstm", lstm, "10, 20, bidirectional=True, proj_size=5"),
      /the output is \(steps, batch, 10\)/,
    );
  });
  it("a bidirectional layer may hand out both directions apart", () => {
    const api = "keras.layers.Bidirectional(layer, merge_mode='concat', weights=None)";
    assert.match(says("bidirectional", api, "x, merge_mode=None"), /a list of two/);
    assert.match(says("bidirectional", api, "x, merge_mode='sum'"), /without getting wider/);
  });
  it("attention with extra key and value rows is not counted", () => {
    const api =
      "torch.nn.MultiheadAttention(embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, kdim=None, vdim=None)";
    assert.match(says("multi-head-attention", api, "512, 8, bias=False"), /4·512² = 1,048,576 parameters/);
    assert.doesNotMatch(says("multi-head-attention", api, "512, 8, add_bias_kv=True"), /parameters/);
  });
  it("a linear layer whose inputs have a name counts with the name; without any inputs it is silent", () => {
    const api = "torch.nn.Linear(in_features, out_features, bias=True)";
    assert.match(
      says("linear-layer", api, "dim, 10"),
      /all dim inputs and a bias: dim · 10 \+ 10 parameters/,
    );
    assert.match(says("linear-layer", api, "args.dim, 10, bias=False"), /args\.dim · 10 parameters/);
    assert.equal(says("linear-layer", api, "0, 10"), "");
  });
  it("layer norm without shifts has its scales only", () => {
    const api = "torch.nn.LayerNorm(normalized_shape, eps=1e-05, elementwise_affine=True, bias=True)";
    assert.match(says("layer-norm", api, "512, bias=False"), /\. 512 parameters/);
    assert.match(says("layer-norm", api, "(3, 4)"), /2·12 = 24 parameters/);
  });
  it("−1 groups mean one per channel in Keras, and nothing in PyTorch", () => {
    assert.match(
      says("group-norm", "keras.layers.GroupNormalization(groups=32, axis=-1)", "-1"),
      /instance normalisation/,
    );
    assert.equal(says("group-norm", "torch.nn.GroupNorm(num_groups, num_channels)", "-1, 256"), "");
  });
});

describe("cards: how they begin", () => {
  it("a note begins with a capital, a name or a formula stays as it is", () => {
    const norm = "flax.linen.LayerNorm(epsilon=1e-06)";
    assert.match(says("layer-norm", norm, ""), /^One mean and one variance/);
    assert.match(says("tanh", "torch.nn.Tanh()", ""), /^tanh\(−1\)/);
    assert.match(says("silu", "torch.nn.Hardswish()", ""), /^x · ReLU6/);
  });
  it("a line goes on after its label", () => {
    assert.match(says("mse-loss", "torch.nn.MSELoss(reduction='mean')", ""), /^This line an error of 1/);
  });
});

describe("cards: dropout at its edges", () => {
  it("p = 1 leaves nothing to scale", () => {
    assert.match(
      argument("dropout", lstm, "8, 16, 2, dropout=1.0", "dropout=1.0"),
      /nothing reaches the second/,
    );
    assert.match(says("dropout", "keras.layers.GaussianDropout(rate, seed=None)", "1.0"), /needs p below 1/);
  });
  it("Gaussian noise for p = 0.2 deviates by √(0.2 / 0.8) = 0.5", () => {
    assert.match(says("dropout", "keras.layers.GaussianDropout(rate, seed=None)", "0.2"), /= 0\.5;/);
  });
  it("alpha dropout sets SELU's limit, of whole channels where its name says so", () => {
    assert.match(says("dropout", "torch.nn.AlphaDropout(p=0.5)", "0.2"), /20 % of the values.*−1\.758/);
    assert.match(says("dropout", "torch.nn.FeatureAlphaDropout(p=0.5)", "0.2"), /20 % of the channels/);
  });
  it("a function told that nobody trains passes everything", () => {
    const api = "torch.nn.functional.dropout(input, p=0.5, training=True, inplace=False)";
    assert.match(says("dropout", api, "x, 0.3, training=False"), /without effect here/);
  });
  it("a skipped branch is made up for by 1 / (1 − 0.2) = 1.25, per sample or per batch", () => {
    const api = "torchvision.ops.StochasticDepth(p, mode)";
    assert.match(says("stochastic-depth", api, "0.2, 'row'"), /20 % of the samples.*= 1\.25 times/);
    assert.match(says("stochastic-depth", api, "0.2, 'batch'"), /for the whole batch/);
    assert.match(
      argument(
        "stochastic-depth",
        "timm.create_model(model_name)",
        "'x', drop_path_rate=0.1",
        "drop_path_rate=0.1",
      ),
      /last block is skipped in 10 %/,
    );
  });
});

describe("cards: optimisers and schedules at their edges", () => {
  it("a negative learning rate is not explained", () => {
    assert.equal(says("sgd", sgd, "p, lr=-0.1"), "");
  });
  it("a constant with the argument's own name is written once", () => {
    const place = at("dropout", "torch.nn.Dropout(p=0.5)", "p");
    const of = (text: string): string => {
      const call = [{ name: "p", position: 0, text, value: 0.25 }];
      return plain(cardFor({ ...foundAt(place), call }, conceptOf(place), context).fact ?? "");
    };
    assert.match(of("p"), /^This line p = 0\.25:/);
    assert.match(of("RATE"), /^This line p = RATE = 0\.25:/);
  });
  it("dampening can take away all that momentum adds, as a simulation shows", () => {
    let velocity = 1;
    for (let step = 1; step < 200; step++) velocity = 0.9 * velocity + (1 - 0.9);
    assert.ok(Math.abs(velocity - 1) < 1e-9);
    assert.match(says("momentum", sgd, "p, 0.1, momentum=0.9, dampening=0.9"), /stay as long as they began/);
    assert.match(says("momentum", sgd, "p, 0.1, momentum=0.9"), /grow to 10 times/);
  });
  it("with momentum the decay of plain SGD gathers up, so lr·λ is not told", () => {
    // In the long run w shrinks by 2.5e-4 per step, ten times lr·λ = 0.05·5e-4.
    let [weight, velocity, share] = [1, 0, 0];
    for (let step = 0; step < 500; step++) {
      velocity = 0.9 * velocity + 5e-4 * weight;
      share = (0.05 * velocity) / weight;
      weight -= 0.05 * velocity;
    }
    assert.ok(Math.abs(share / (0.05 * 5e-4) - 10) < 0.05);
    const found = "weight_decay=5e-4";
    assert.doesNotMatch(
      argument("weight-decay", sgd, `p, lr=0.05, momentum=0.9, ${found}`, found),
      /each step shrinks/,
    );
    assert.match(argument("weight-decay", sgd, `p, lr=0.05, ${found}`, found), /= 2\.5e-5 of itself/);
  });
  it("Keras' Adadelta is a thousand times slower than the paper's unless told otherwise", () => {
    const api = "keras.optimizers.Adadelta(learning_rate=0.001, rho=0.95, epsilon=1e-07)";
    assert.match(says("adagrad", api, ""), /shortens every step to 0\.001/);
    assert.doesNotMatch(says("adagrad", "torch.optim.Adadelta(params, lr=1.0, rho=0.9)", "p"), /shortens/);
  });
  it("Adagrad's steps are not guessed where its first sum is a name or its rate shrinks, too", () => {
    const api =
      "torch.optim.Adagrad(params, lr=0.01, lr_decay=0, weight_decay=0, initial_accumulator_value=0)";
    assert.doesNotMatch(says("adagrad", api, "p, initial_accumulator_value=v"), /the 100th/);
    assert.doesNotMatch(says("adagrad", api, "p, lr_decay=0.1"), /the 100th/);
    assert.match(says("adagrad", api, "p"), /the 100th 0\.001/);
  });
  it("ε stands under RMSprop's root in Keras and Optax: g = √ε moves 1/√2 as far", () => {
    assert.ok(Math.abs(0.001 / Math.sqrt(0.001 ** 2 + 1e-6) - Math.SQRT1_2) < 1e-12);
    const keras = "keras.optimizers.RMSprop(learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-07)";
    assert.match(argument("epsilon", keras, "epsilon=1e-6", "epsilon=1e-6"), /√ε = 0\.001 move 0\.71 times/);
    const torch = "torch.optim.RMSprop(params, lr=0.01, alpha=0.99, eps=1e-08)";
    assert.match(argument("epsilon", torch, "p, eps=1e-6", "eps=1e-6"), /about 1e-6 move half as far/);
  });
  it("Optax' Nadam begins with a longer step than its rate: 0.9·0.1 / 0.19 + 1 = 1.474", () => {
    const api = "optax.nadam(learning_rate, b1=0.9, b2=0.999, eps=1e-08)";
    assert.doesNotMatch(says("adam", api, "1e-3"), /first step/);
    assert.match(says("adam", "torch.optim.NAdam(params, lr=0.002, betas=(0.9, 0.999))", "p"), /first step/);
  });
  it("Optax' one-cycle has its top at 30 of 100 steps and ends at the 100th", () => {
    const api =
      "optax.cosine_onecycle_schedule(transition_steps, peak_value, pct_start=0.3, div_factor=25.0, final_div_factor=10000.0)";
    assert.match(says("lr-schedule", api, "100, 0.1"), /0\.004 at 0, 0\.1 at 30, .* 4e-7 at 100/);
  });
  it("names the step where a falling line ends, not where the picture does", () => {
    const api = "torch.optim.lr_scheduler.PolynomialLR(optimizer, total_iters=5, power=1.0)";
    assert.match(says("lr-schedule", api, "o, total_iters=4, power=2.0"), /0\.25× lr at 2, 0× lr at 4 /);
    const line =
      "torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.3333, end_factor=1.0, total_iters=5)";
    assert.match(says("lr-schedule", line, "o, start_factor=0.1"), /0\.1× lr at 0, .* 1× lr at 5 /);
  });
  it("warns that a cosine shorter than the run climbs again", () => {
    const api = "torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min=0.0)";
    assert.match(cardAt(at("lr-schedule", api, "o, T_max=10")).pitfall ?? "", /After 10 calls.*at 20:/);
  });
  it("ExponentialLR leaves γᵗ, InverseTimeDecay lr / (1 + rate·t / steps)", () => {
    // 0.9^44 = 0.00970 is the first power below a hundredth; 0.9^22 = 0.0985
    const api = "torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)";
    assert.match(says("lr-schedule", api, "o, 0.9"), /0\.09848× lr at 22, 0\.009698× lr at 44/);
    const inverse =
      "keras.optimizers.schedules.InverseTimeDecay(initial_learning_rate, decay_steps, decay_rate, staircase=False)";
    assert.match(says("lr-schedule", inverse, "0.1, 100, 0.5"), /0\.05 at 200, 0\.03333 at 400/);
  });
});

describe("cards: odd arguments of losses, data and precision", () => {
  it("optax.l2_loss is half the square; a root stands over the mean of squares", () => {
    assert.match(
      says("mse-loss", "optax.l2_loss(predictions, targets=None)", "a, b"),
      /costs 4\.5, with slope 3/,
    );
    assert.equal(Math.sqrt((1 + 1 + 25) / 3), 3);
    assert.match(says("mse-loss", "keras.metrics.RootMeanSquaredError()", ""), /= 3, in the unit/);
  });
  it("GELU's tanh form is computed, not the exact one: −0.1588 instead of −0.1587 at −1", () => {
    const torch = "torch.nn.GELU(approximate='none')";
    assert.match(says("gelu", torch, "approximate='tanh'"), /GELU\(−2\) = −0\.0454, GELU\(−1\) = −0\.1588/);
    assert.match(says("gelu", torch, ""), /GELU\(−2\) = −0\.0455, GELU\(−1\) = −0\.1587/);
    const jax = "jax.nn.gelu(x, approximate=True)";
    assert.match(says("gelu", jax, "x"), /GELU\(1\) = 0\.8412/);
    assert.match(says("gelu", jax, "x, approximate=False"), /GELU\(1\) = 0\.8413/);
    assert.equal(says("gelu", "timm.layers.QuickGELU()", ""), "");
  });
  it("a random split deals out what rounding leaves over", () => {
    const api = "torch.utils.data.random_split(dataset, lengths, generator=None)";
    assert.match(says("train-test-split", api, "d, [0.3335, 0.6665]"), /334 \+ 666,/);
    assert.match(says("train-test-split", api, "d, [0.8, 0.2]"), /800 \+ 200,/);
  });
  it("files of a directory are shuffled before they are cut, arrays given to fit are not", () => {
    const api =
      "keras.utils.image_dataset_from_directory(directory, validation_split=None, subset=None, seed=None)";
    const found = "validation_split=0.2";
    assert.match(argument("train-test-split", api, `d, ${found}`, found), /1000 files 800 are for training/);
    const fit = "keras.Model.fit(x=None, y=None, validation_split=0.0)";
    assert.match(
      argument("train-test-split", fit, `x, y, ${found}`, found),
      /the last 20 % .* before any shuffling/,
    );
  });
  it("scikit-learn's networks wait one check longer than they are told", () => {
    const api = "sklearn.neural_network.MLPClassifier(hidden_layer_sizes=(100,), *, n_iter_no_change=10)";
    const found = "n_iter_no_change=10";
    assert.match(argument("early-stopping", api, found, found), /after 11 checks/);
  });
  it("a gradient scaler tells its own factors", () => {
    const api =
      "torch.amp.GradScaler(device='cuda', init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000)";
    assert.match(says("mixed-precision", api, "growth_factor=1.5"), /65,536 at first.*by 0\.5,.*by 1\.5\./);
  });
  it("float16 rounds to 0 below 2⁻²⁵ = 2.98e-8", () => {
    assert.equal((2 ** -25).toPrecision(3), "2.98e-8");
    assert.match(
      argument(
        "mixed-precision",
        "transformers.TrainingArguments(output_dir=None)",
        "'o', fp16=True",
        "fp16=True",
      ),
      /vanish below 2\.98e-8/,
    );
  });
  it("num_beams is not taken for top_p", () => {
    const api = "transformers.GenerationMixin.generate(inputs=None)";
    assert.doesNotMatch(argument("sampling", api, "x, top_p=0.9, num_beams=4", "num_beams=4"), /0\.9/);
    assert.match(argument("sampling", api, "x, top_p=0.9", "top_p=0.9"), /shares reach 0\.9/);
  });
  it("PyTorch's own layers start with kaiming_uniform_(a=√5)", () => {
    const api = "torch.nn.init.kaiming_uniform_(tensor, a=0, mode='fan_in', nonlinearity='leaky_relu')";
    const own = says("weight-initialisation", api, "w, a=2.23606797749979");
    assert.match(own, /√\(1 \/ in\); with 256 inputs that is ±0\.0625.*own Linear and Conv layers/);
  });
});

describe("cards: formulas of augmentation and averages", () => {
  it("mixup: Beta(α, α) deviates by 1 / (2√(2α + 1)), from the moments of the distribution", () => {
    for (const alpha of [0.2, 1, 2]) {
      // E[x²] = α(α + 1) / (2α(2α + 1)), E[x] = 1/2
      const variance = (alpha * (alpha + 1)) / (2 * alpha * (2 * alpha + 1)) - 0.25;
      const fact = says("mixup", "torchvision.transforms.v2.MixUp(*, alpha=1.0)", `alpha=${alpha}`);
      const told = Number(/deviation ([\d.]+)/.exec(fact)?.[1]);
      assert.ok(Math.abs(told - Math.sqrt(variance)) < 1e-4, fact);
    }
  });
  it("a moving average has half arrived after ln ½ / ln 0.999 = 693 steps", () => {
    assert.match(says("ema-weights", "optax.ema(decay)", "0.999"), /≈ 1000 steps.*after 693\./);
  });
  it("Keras turns by shares of a circle, torchvision by degrees", () => {
    assert.match(says("data-augmentation", "keras.layers.RandomRotation(factor)", "0.1"), /−36° to 36°/);
    assert.match(
      says("data-augmentation", "torchvision.transforms.RandomRotation(degrees)", "15"),
      /−15° to 15°/,
    );
  });
  it("four pixels of padding leave 9 × 9 = 81 places for a crop", () => {
    const api = "torchvision.transforms.RandomCrop(size, padding=None)";
    assert.match(says("data-augmentation", api, "32, padding=4"), /9 × 9 = 81 places/);
  });
  it("jitter of 0.4 multiplies by 0.6 … 1.4", () => {
    const api = "torchvision.transforms.ColorJitter(brightness=0, contrast=0, saturation=0, hue=0)";
    assert.match(says("data-augmentation", api, "0.4"), /brightness by 0\.6 … 1\.4/);
  });
  it("an L1 penalty pulls with the same force everywhere", () => {
    assert.match(says("l1-l2-regularisation", "keras.regularizers.L1(l1=0.01)", ""), /same force 0\.01/);
  });
});
