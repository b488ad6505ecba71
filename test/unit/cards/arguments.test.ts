import assert from "node:assert/strict";
import { gridSize } from "../../../src/cards/facts/arguments/estimators";
import { cardAt, factAt } from "./place";

const about = (concept: string, api: string, call: string, argument: string): string =>
  factAt({ concept, api, call: `${call}, ${argument}`, how: "argument", argument }).replace(
    /^This line /,
    "",
  );
const inChinese = (concept: string, api: string, call: string, argument: string): string =>
  factAt({ concept, api, call: `${call}, ${argument}`, how: "argument", argument }, { language: "zh-cn" });

const conv =
  "torch.nn.Conv2d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True)";
const transposed =
  "torch.nn.ConvTranspose2d(in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1)";
const maxPool =
  "torch.nn.MaxPool2d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)";
const lstm =
  "torch.nn.LSTM(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, proj_size=0)";
const norm =
  "torch.nn.BatchNorm2d(num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)";

describe("cards: what an argument of a convolution does", () => {
  it("channels that come in are the depth of every kernel: 3·7·7 = 147", () => {
    assert.match(
      about("channels", conv, "out_channels=64, kernel_size=7", "in_channels=3"),
      /3·7·7 = 147 weights/,
    );
    // Two groups of 32: each kernel reads half of the channels.
    assert.match(
      about("channels", conv, "out_channels=64, kernel_size=3, groups=2", "in_channels=64"),
      /covers 32 of them, with 32·3·3 = 288/,
    );
    assert.match(
      about("channels", conv, "out_channels=8, kernel_size=3", "in_channels=1"),
      /have 1 channel;/,
    );
  });
  it("channels that go out are kernels, each with its own weights and bias", () => {
    assert.match(
      about("channels", conv, "in_channels=64, kernel_size=3", "out_channels=128"),
      /128 kernels.*577 parameters, its bias/,
    );
    assert.match(
      about("channels", conv, "in_channels=3, kernel_size=7, bias=False", "out_channels=64"),
      /147 parameters\.$/,
    );
    assert.match(
      about("channels", "keras.layers.Conv2D(filters, kernel_size)", "kernel_size=3", "filters=32"),
      /32 kernels/,
    );
  });
  it("a kernel looks at so many places, and at one only mixes channels", () => {
    assert.match(about("kernel-size", conv, "3, 8", "kernel_size=7"), /7·7 = 49 places.*takes 6 off/);
    assert.match(about("kernel-size", conv, "3, 8, dilation=2", "kernel_size=3"), /takes 4 off/);
    assert.match(about("kernel-size", conv, "3, 8", "kernel_size=1"), /1 place: .*mixes channels/);
  });
  it("windows of a pool lie side by side, overlap or leave gaps", () => {
    assert.match(about("kernel-size", maxPool, "", "kernel_size=2"), /2·2 = 4 .*side by side/);
    assert.match(about("kernel-size", maxPool, "stride=2", "kernel_size=3"), /neighbours share 1/);
    assert.match(about("kernel-size", maxPool, "stride=3", "kernel_size=2"), /leaves 1 between/);
  });
  it("a transposed kernel warns of checkerboards where the stride does not divide it", () => {
    assert.match(
      about("kernel-size", transposed, "8, 8, stride=2", "kernel_size=4"),
      /4·4 = 16 places.*equally many/,
    );
    assert.match(about("kernel-size", transposed, "8, 8, stride=2", "kernel_size=3"), /checkerboard/);
  });
  it("padding tells the size with it and without it", () => {
    // ⌊(32 + 6 − 7) / 2⌋ + 1 = 16, ⌊(32 − 7) / 2⌋ + 1 = 13
    assert.match(
      about("padding", conv, "3, 64, 7, stride=2", "padding=3"),
      /3 zeros on each side: 32 × 32 becomes 16 × 16, without them 13 × 13/,
    );
    assert.match(
      about("padding", conv, "3, 64, 3", "padding='same'"),
      /stay the same; without them .* 30 × 30/,
    );
    assert.match(about("padding", conv, "3, 64, 3", "padding=1"), /1 zero on each side/);
    assert.match(about("padding", maxPool, "3, stride=2", "padding=1"), /1 cell on each side/);
    assert.match(
      about("padding", conv, "3, 64, 3, padding_mode='reflect'", "padding=1"),
      /1 cell on each side/,
    );
    assert.match(inChinese("padding", conv, "3, 64, 3", "padding=2"), /每边补 2 个零/);
  });
  it("causal padding stands before the beginning: d(k − 1)", () => {
    const api = "keras.layers.Conv1D(filters, kernel_size, strides=1, padding='valid', dilation_rate=1)";
    assert.match(about("padding", api, "8, 3, dilation_rate=4", "padding='causal'"), /all 8 zeros go before/);
  });
  it("what lies beyond the edge is shown", () => {
    assert.match(about("padding", conv, "3, 8, 3", "padding_mode='reflect'"), /3 2 \| 1 2 3 4 \| 3 2/);
    assert.match(about("padding", conv, "3, 8, 3", "padding_mode='circular'"), /3 4 \| 1 2 3 4 \| 1 2/);
  });
  it("padding of a transposed convolution cuts, output padding adds", () => {
    // (16 − 1)·2 − 2 + 3 + 1 = 32; without padding 34. Output padding: 15·2 − 2 + 2 + 1 = 31, and 32.
    assert.match(about("padding", transposed, "8, 8, 4, stride=2", "padding=1"), /32 × 32, uncut 34 × 34/);
    assert.match(
      about("transposed-convolution", transposed, "8, 8, 3, stride=2, padding=1", "output_padding=1"),
      /becomes 32 × 32 instead of 31 × 31/,
    );
  });
  it("a dilated 3 × 3 kernel spans 5 × 5", () => {
    assert.match(about("dilation", conv, "3, 8, 3", "dilation=2"), /span 5 × 5/);
  });
  it("ceil_mode counts a window that hangs over: 32 becomes 17 instead of 16", () => {
    // ⌈(32 + 2 − 3) / 2⌉ + 1 = 17
    assert.match(
      about("max-pooling", maxPool, "3, stride=2, padding=1", "ceil_mode=True"),
      /17 × 17 instead of 16 × 16/,
    );
  });
});

describe("cards: what an argument of another layer does", () => {
  it("inputs and outputs of a linear layer", () => {
    const api = "torch.nn.Linear(in_features, out_features, bias=True)";
    assert.match(
      about("units", api, "out_features=128", "in_features=784"),
      /last axis of the input must have 784/,
    );
    assert.match(
      about("units", api, "in_features=784", "out_features=128"),
      /128 numbers, each at a cost of 784 \+ 1/,
    );
  });
  it("an upper layer of an LSTM reads both directions: 1,576,960 parameters", () => {
    // 2·4·(256·512 + 256·256 + 2·256)
    assert.match(
      about("recurrent-network", lstm, "input_size=128, hidden_size=256, bidirectional=True", "num_layers=2"),
      /512 numbers per step.*790,528 parameters, each further one 1,576,960/,
    );
  });
  it("batch_first leaves the axes of the state alone", () => {
    assert.match(
      about("recurrent-network", lstm, "128, 256, num_layers=2, bidirectional=True", "batch_first=True"),
      /\(batch, steps, features\).*stays \(4, batch, 256\)/,
    );
  });
  it("biases of recurrent layers and of attention are counted", () => {
    // 2 biases · 4 gates · 256
    assert.match(about("bias", lstm, "128, 256", "bias=False"), /saves 2048 parameters/);
    const attention = "torch.nn.MultiheadAttention(embed_dim, num_heads, dropout=0.0, bias=True)";
    assert.match(about("bias", attention, "512, 8", "bias=False"), /saves 2048 parameters/);
  });
  it("sequences or the last step, with the shape of both", () => {
    const api = "keras.layers.LSTM(units, return_sequences=False, return_state=False)";
    assert.match(
      about("return-sequences", api, "64", "return_sequences=True"),
      /\(batch, steps, 64\).*\(batch, 64\)/,
    );
    assert.match(about("hidden-state", api, "64", "return_state=True"), /three tensors/);
    assert.match(
      about("hidden-state", "keras.layers.GRU(units, return_state=False)", "64", "return_state=True"),
      /two tensors/,
    );
  });
  it("a forget gate that starts at σ(1) keeps 0.7311", () => {
    assert.ok(Math.abs(1 / (1 + Math.exp(-1)) - 0.7311) < 5e-5);
    assert.match(about("lstm", "keras.layers.LSTM(units)", "64", "unit_forget_bias=True"), /0\.7311/);
  });
  it("momentum of a norm is said once; affine counts", () => {
    assert.match(about("batch-norm", norm, "64", "momentum=0.1"), /^momentum = 0\.1: average ← 0\.9/);
    assert.match(about("batch-norm", norm, "64", "affine=False"), /saves 2·64 = 128/);
    assert.match(
      about("instance-norm", "torch.nn.InstanceNorm2d(num_features)", "64", "affine=True"),
      /= 128 par/,
    );
  });
  it("ids, width and padding of an embedding", () => {
    const api = "torch.nn.Embedding(num_embeddings, embedding_dim, padding_idx=None)";
    assert.match(
      about("embedding", api, "embedding_dim=256", "num_embeddings=30000"),
      /0 … 29,999.*256 parameters/,
    );
    assert.match(about("embedding", api, "30000", "embedding_dim=256"), /\(batch, steps, 256\)/);
    assert.match(about("packed-sequence", api, "30000, 256", "padding_idx=0"), /row 0 .* stays zero/);
  });
  it("the shape of one example leaves the batch out", () => {
    const api = "keras.Input(shape=None, batch_size=None)";
    assert.match(about("input-shape", api, "", "shape=(28, 28, 1)"), /28·28·1 = 784 numbers/);
    assert.match(about("input-shape", api, "", "shape=(None, 64)"), /any length/);
    assert.match(about("mini-batch", api, "shape=(8,)", "batch_size=32"), /exactly 32/);
  });
  it("a feed-forward part is counted: 2·512·2048 + 2048 + 512", () => {
    const api = "torch.nn.TransformerEncoderLayer(d_model, nhead, dim_feedforward=2048)";
    assert.match(about("transformer", api, "d_model=512, nhead=8", "dim_feedforward=2048"), /= 2,099,712/);
  });
});

describe("cards: masks", () => {
  it("no mask hides nothing, and padding is no future", () => {
    const api = "torch.nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=None)";
    assert.match(about("causal-mask", api, "q, k, v", "attn_mask=None"), /sees every other/);
    assert.match(about("causal-mask", api, "q, k, v, is_causal=True", "attn_mask=None"), /hides the future/);
    const called = "torch.nn.MultiheadAttention.forward(query, key, value)";
    assert.match(about("causal-mask", called, "q, k, v", "key_padding_mask=pad"), /nothing of the future/);
  });
  it("True takes part in one function and is hidden in the other", () => {
    const api = "torch.nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=None)";
    assert.match(about("causal-mask", api, "q, k, v", "attn_mask=m"), /True takes part/);
    assert.match(
      about("causal-mask", "torch.nn.Transformer(d_model)", "x", "src_mask=m"),
      /True may not be looked at/,
    );
  });
});

describe("cards: what an argument of training does", () => {
  const adam =
    "torch.optim.Adam(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, amsgrad=False)";
  it("betas are two averages", () => {
    assert.match(
      about("adam", adam, "p", "betas=(0.9, 0.95)"),
      /0\.9·m \+ 0\.1·g.*≈ 10 .*0\.05·g².*≈ 20 steps/,
    );
    assert.match(
      about("adam", "keras.optimizers.Adam(learning_rate=0.001)", "", "beta_2=0.999"),
      /≈ 1000 steps/,
    );
  });
  it("a cycle without momentum says nothing of a momentum of 0", () => {
    const api = "torch.optim.lr_scheduler.CyclicLR(optimizer, base_lr, max_lr, cycle_momentum=True)";
    assert.match(
      about("momentum", api, "opt, 0.1, 1", "cycle_momentum=False"),
      /stays as the optimiser has it/,
    );
  });
  it("one cycle begins at a 25th and ends at a 10,000th of that", () => {
    const api =
      "torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3, anneal_strategy='cos', div_factor=25.0, final_div_factor=10000.0)";
    assert.match(about("lr-schedule", api, "opt, 0.1", "div_factor=25"), /= 0\.004/);
    assert.match(about("lr-schedule", api, "opt, 0.1", "final_div_factor=1e4"), /= 4e-7/);
    assert.match(
      about("lr-schedule", api, "opt, 0.1, epochs=10, steps_per_epoch=500", "pct_start=0.3"),
      /first 1500/,
    );
  });
  it("a warm-up share yields to warm-up steps", () => {
    const api = "transformers.TrainingArguments(output_dir)";
    assert.match(about("warmup", api, "'o', max_steps=2000", "warmup_ratio=0.03"), /of 2000 steps, 60\./);
    assert.match(about("warmup", api, "'o', warmup_steps=500", "warmup_ratio=0.1"), /without effect/);
  });
  it("steps overrule epochs, evaluation makes no updates", () => {
    const api = "transformers.TrainingArguments(output_dir)";
    assert.match(
      about("epoch", api, "num_train_epochs=3", "max_steps=1000"),
      /1000 updates, whatever num_train_epochs = 3/,
    );
    assert.match(
      about("mini-batch", api, "'o'", "per_device_eval_batch_size=32"),
      /313 batches\. Nothing is learned/,
    );
    assert.match(about("mini-batch", "keras.Model.evaluate(x, y)", "x, y", "batch_size=256"), /40 batches/);
  });
  it("each kind of clipping speaks of itself", () => {
    const api = "keras.optimizers.SGD(learning_rate=0.01)";
    assert.match(
      about("gradient-clipping", api, "global_clipnorm=1.0", "clipvalue=0.5"),
      /cut to −0\.5 … 0\.5/,
    );
  });
  it("logits or probabilities, by the kind of loss", () => {
    const sparse = "keras.losses.SparseCategoricalCrossentropy(from_logits=False)";
    assert.match(about("logits", sparse, "", "from_logits=True"), /applies softmax itself/);
    assert.match(
      about("logits", sparse.replace("SparseCategorical", "Binary"), "", "from_logits=False"),
      /end in sigmoid/,
    );
  });
  it("balanced weights are n / (classes · count)", () => {
    assert.equal((1000 / (2 * 900)).toFixed(4), "0.5556");
    assert.equal(1000 / (2 * 100), 5);
    const api = "sklearn.linear_model.LogisticRegression(C=1.0)";
    assert.match(about("class-imbalance", api, "", "class_weight='balanced'"), /0\.5556 and 5 times/);
    const fit = "keras.Model.fit(x, y)";
    assert.match(
      about("class-imbalance", fit, "x, y", "class_weight={0: 1.0, 1: 5.0}"),
      /class 1 counts 5 times/,
    );
    assert.equal(about("class-imbalance", fit, "x, y", "class_weight=weights"), "");
  });
  it("a rest that does not fill a batch is dropped or kept", () => {
    const api = "torch.utils.data.DataLoader(dataset, batch_size=1, shuffle=None, drop_last=False)";
    assert.match(
      about("mini-batch", api, "d, batch_size=64", "drop_last=True"),
      /last 16 do not fill a batch of 64/,
    );
    assert.match(about("mini-batch", api, "d, batch_size=100", "drop_last=True"), /no difference/);
    assert.match(about("data-loader", api, "d, num_workers=4", "prefetch_factor=2"), /4·2 = 8 wait/);
  });
  it("validation data are not a validation split", () => {
    const api = "keras.Model.fit(x, y)";
    assert.match(
      about("train-test-split", api, "validation_split=0.1", "validation_data=(a, b)"),
      /overruled/,
    );
  });
});

describe("cards: what an argument of a pretrained model does", () => {
  it("heads share the width, and keys may be shared by heads", () => {
    const api = "transformers.LlamaConfig(vocab_size=32000)";
    assert.match(
      about("multi-head-attention", api, "hidden_size=4096", "num_attention_heads=32"),
      /128 each; .*√128 = 11\.31/,
    );
    assert.match(
      about("multi-head-attention", api, "num_attention_heads=32", "num_key_value_heads=8"),
      /4 query heads share.*1\/4/,
    );
    assert.match(
      about("tokenizer", api, "hidden_size=768", "vocab_size=30522"),
      /30,522 rows of 768 numbers: 23,440,896/,
    );
    // 2π · 10,000^(126/128)
    assert.match(
      about("positional-encoding", api, "hidden_size=4096, num_attention_heads=32", "rope_theta=10000.0"),
      /54,410 tokens/,
    );
  });
  it("a repetition penalty of 1.2 turns 6 into 5 and −6 into −7.2", () => {
    assert.match(
      about("sampling", "transformers.GenerationMixin.generate(inputs)", "x", "repetition_penalty=1.2"),
      /= 5, −6 becomes −7\.2/,
    );
  });
  it("four bits per weight make 3.5 GB of 7 billion", () => {
    const api = "transformers.BitsAndBytesConfig(load_in_8bit=False)";
    assert.match(about("quantisation", api, "", "load_in_4bit=True"), /3\.5 GB instead of 14/);
    assert.match(about("quantisation", api, "", "load_in_8bit=True"), /7 GB instead of 14/);
  });
  it("LoRA's scale is α / r, or α / √r where it is stabilised", () => {
    const api = "peft.LoraConfig(r=8)";
    assert.match(about("lora", api, "r=8", "lora_alpha=16"), /16 \/ 8 = 2/);
    assert.match(about("lora", api, "r=8, use_rslora=True", "lora_alpha=16"), /16 \/ √8 = 5\.657/);
  });
});

describe("cards: what an argument of an estimator does", () => {
  it("C is the inverse of a strength, alpha the strength itself", () => {
    assert.match(about("l1-l2-regularisation", "sklearn.svm.SVC(C=1.0)", "", "C=10"), /1\/C = 0\.1/);
    assert.match(
      about("l1-l2-regularisation", "sklearn.linear_model.Ridge(alpha=1.0)", "", "alpha=0.5"),
      /0\.5·Σw².*costs 2/,
    );
    assert.match(
      about(
        "l1-l2-regularisation",
        "sklearn.linear_model.ElasticNet(alpha=1.0, l1_ratio=0.5)",
        "",
        "alpha=0.1",
      ),
      /0\.1·0\.5 = 0\.05, Σw² by 0\.1·0\.5\/2 = 0\.025/,
    );
  });
  it("averages of two classes: (0.95 + 0.5) / 2 and 0.9·0.95 + 0.1·0.5", () => {
    const api = "sklearn.metrics.f1_score(y_true, y_pred)";
    assert.match(about("precision-recall", api, "a, b", "average='macro'"), /0\.725/);
    assert.match(about("precision-recall", api, "a, b", "average='weighted'"), /0\.905/);
  });
  it("a grid is multiplied out, and by the folds", () => {
    assert.deepEqual(gridSize("{'max_depth': [2, 4, 8], 'n': (10, 100,)}"), [3, 2]);
    assert.equal(gridSize("{'max_depth': range(3)}"), undefined);
    assert.equal(gridSize("{'a': [1], 'b': [[1, 2], [3]]}"), undefined);
    assert.equal(gridSize("grid"), undefined);
    assert.equal(gridSize("{'a': [1, 2]} | more"), undefined);
    const api = "sklearn.model_selection.GridSearchCV(estimator, param_grid, cv=None)";
    assert.match(
      about("hyperparameter-search", api, "m, cv=4", "param_grid={'C': [1, 10, 100], 'gamma': [0.1, 1]}"),
      /3·2 = 6 settings, each trained 4 times: 24 trainings/,
    );
  });
  it("hidden layers of 100 and 50 have 5050 parameters between them", () => {
    const api = "sklearn.neural_network.MLPClassifier(hidden_layer_sizes=(100,))";
    assert.match(about("multilayer-perceptron", api, "", "hidden_layer_sizes=(100, 50)"), /5050 parameters/);
  });
});

describe("cards: arguments as such", () => {
  it("keep the picture of their layer", () => {
    const card = cardAt({
      concept: "padding",
      api: conv,
      call: "3, 8, 3, padding=1",
      how: "argument",
      argument: "padding=1",
    });
    assert.match(card.picture?.svg ?? "", /<svg/);
  });
  it("without words of their own show what the call does", () => {
    assert.match(
      about(
        "lr-schedule",
        "torch.optim.lr_scheduler.StepLR(optimizer, step_size, gamma=0.1)",
        "opt, 30",
        "gamma=0.5",
      ),
      /0\.5× lr at 30/,
    );
  });
  it("whose value is a name say nothing that hangs on the value", () => {
    assert.doesNotMatch(
      about("units", "torch.nn.Linear(in_features, out_features)", "n", "out_features=k"),
      /k numbers/,
    );
    assert.equal(about("l1-l2-regularisation", "sklearn.svm.SVC(C=1.0)", "", "C=strength"), "");
  });
});
