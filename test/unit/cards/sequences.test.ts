import assert from "node:assert/strict";
import { attentionParameters, softmaxOf } from "../../../src/cards/facts/attention";
import { contractionOf } from "../../../src/cards/facts/contraction";
import { keptShare } from "../../../src/cards/facts/normalisation";
import { kerasParameters, torchParameters } from "../../../src/cards/facts/recurrent";
import { cardAt, factAt, type Place } from "./place";

const torchLstm =
  "torch.nn.LSTM(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, proj_size=0)";
const kerasLstm =
  "keras.layers.LSTM(units, activation='tanh', use_bias=True, return_sequences=False, return_state=False)";
const kerasGru = "keras.layers.GRU(units, use_bias=True, return_sequences=False, reset_after=True)";

describe("cards: recurrent layers", () => {
  it("count PyTorch's parameters with two biases", () => {
    // By hand for LSTM(10, 20, 2): 4·(20·10 + 20·20 + 2·20) + 4·(20·20 + 20·20 + 2·20) = 2560 + 3360.
    const lstm = { gates: 4, input: 10, hidden: 20, layers: 2, directions: 1, bias: true } as const;
    assert.equal(torchParameters(lstm), 5920);
    // Both directions: the second layer reads 40 numbers. 2·2560 + 2·4·(20·40 + 20·20 + 40) = 5120 + 9920.
    assert.equal(torchParameters({ ...lstm, directions: 2 }), 15040);
    assert.equal(torchParameters({ ...lstm, gates: 3, layers: 1 }), 3 * (200 + 400 + 40));
    assert.equal(torchParameters({ ...lstm, gates: 1, layers: 1, bias: false }), 600);
    assert.match(factAt({ concept: "lstm", api: torchLstm, call: "10, 20, 2" }), /5920 parameters/);
  });
  it("count Keras' parameters with one bias, a GRU's with two", () => {
    // Keras' documentation: LSTM(32) on 64 features has 12 416 = 4·(64·32 + 32·32 + 32); GRU(32) has 9 408.
    assert.equal(kerasParameters(4, 64, 32, 1), 12416);
    assert.equal(kerasParameters(3, 64, 32, 2), 9408);
    assert.match(
      factAt({ concept: "lstm", api: kerasLstm, call: "64" }),
      /4·\(64·n \+ 64·64 \+ 64\) parameters.*n = 128: 49,408/,
    );
    assert.match(factAt({ concept: "gru", api: kerasGru, call: "64" }), /\+ 2·64\)/);
    assert.match(factAt({ concept: "gru", api: kerasGru, call: "64, reset_after=False" }), /64·64 \+ 64\)/);
  });
  it("say the shape that comes out", () => {
    assert.match(
      factAt({ concept: "lstm", api: torchLstm, call: "10, 20" }),
      /\(steps, batch, 20\), since batch_first is False/,
    );
    assert.match(
      factAt({ concept: "lstm", api: torchLstm, call: "10, 20, batch_first=True, bidirectional=True" }),
      /\(batch, steps, 40\)/,
    );
    assert.match(
      factAt({ concept: "lstm", api: kerasLstm, call: "64" }),
      /\(batch, 64\), the last step's only/,
    );
    assert.match(
      factAt({ concept: "lstm", api: kerasLstm, call: "64, return_sequences=True" }),
      /\(batch, steps, 64\), one per step/,
    );
  });
  it("count nothing where a size is not known", () => {
    assert.doesNotMatch(factAt({ concept: "lstm", api: torchLstm, call: "dim, 20" }), /parameters/);
    assert.equal(cardAt({ concept: "lstm", api: torchLstm, call: "dim, hidden" }).fact, undefined);
  });
});

describe("cards: embedding", () => {
  it("counts rows times width, with its memory", () => {
    const api = "torch.nn.Embedding(num_embeddings, embedding_dim, padding_idx=None)";
    assert.match(
      factAt({ concept: "embedding", api, call: "10000, 300, padding_idx=0" }),
      /3,000,000 parameters \(12 MB.*0 to 9999.*starts at 0/,
    );
  });
});

describe("cards: attention", () => {
  const torch =
    "torch.nn.MultiheadAttention(embed_dim, num_heads, dropout=0.0, bias=True, kdim=None, vdim=None, batch_first=False)";
  it("head size and parameters: 512 / 8 = 64, 4·512² + 4·512 = 1 050 624", () => {
    // torch.nn.MultiheadAttention(512, 8): in_proj 1536·512 + 1536, out_proj 512·512 + 512.
    assert.equal(attentionParameters(512, true), 1536 * 512 + 1536 + 512 * 512 + 512);
    assert.match(
      factAt({ concept: "multi-head-attention", api: torch, call: "512, 8" }),
      /512 \/ 8 = 64 numbers.*√64 = 8.*1,050,624/,
    );
  });
  it("says when the heads do not divide the width", () => {
    assert.match(
      factAt({ concept: "multi-head-attention", api: torch, call: "512, 7" }),
      /not divisible by 7/,
    );
  });
  it("Keras' key_dim is the size of one head", () => {
    const api =
      "keras.layers.MultiHeadAttention(num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True)";
    // (n·h·d + h·d) three times and h·d·n + n.
    assert.match(
      factAt({ concept: "multi-head-attention", api, call: "8, 64" }),
      /8·64 = 512 in all.*4·n·512 \+ 3·512 \+ n/,
    );
  });
  it("softmax of (2, 1, 0), also sharpened and flattened by a temperature", () => {
    // e² / (e² + e + 1) = 7.389 / 11.107
    assert.ok(Math.abs(softmaxOf([2, 1, 0])[0]! - 0.66524) < 1e-5);
    assert.match(
      factAt({ concept: "softmax", api: "torch.nn.Softmax(dim=None)", call: "dim=-1" }),
      /dim = -1: .*the last axis.*\(0\.665, 0\.245, 0\.09\)/,
    );
    // Logits halved by T = 2: e¹ / (e¹ + e^½ + 1) = 0.5065.
    assert.match(
      factAt({
        concept: "sampling",
        api: "transformers.GenerationMixin.generate()",
        call: "temperature=2.0, do_sample=True",
      }),
      /\(0\.506, 0\.307, 0\.186\)/,
    );
  });
  it("without sampling a temperature has no effect", () => {
    assert.match(
      factAt({
        concept: "sampling",
        api: "transformers.GenerationMixin.generate()",
        call: "temperature=2.0, do_sample=False",
      }),
      /no effect/,
    );
  });
  it("a causal mask of 5 allows 15 of 25 pairs", () => {
    const api = "torch.nn.Transformer.generate_square_subsequent_mask(sz)";
    assert.match(factAt({ concept: "causal-mask", api, call: "5" }), /15 of 25 pairs/);
  });
  it("reads einsum equations as NumPy does", () => {
    assert.deepEqual(contractionOf("bij,bjk->bik"), {
      summed: ["j"],
      output: ["b", "i", "k"],
      all: ["b", "i", "j", "k"],
    });
    assert.deepEqual(contractionOf("ij,jk"), { summed: ["j"], output: ["i", "k"], all: ["i", "j", "k"] });
    assert.deepEqual(contractionOf("ii->")?.summed, ["i"]);
    assert.deepEqual(contractionOf("...ij->...ji")?.output, ["…", "j", "i"]);
    assert.equal(contractionOf("ij,jk->iz"), undefined);
    assert.equal(contractionOf("i1->i"), undefined);
    assert.match(
      factAt({
        concept: "einsum",
        api: "torch.einsum(equation, *operands)",
        call: "'bhqd,bhkd->bhqk', q, k",
      }),
      /summed over d; the result is a tensor with axes b h q k/,
    );
  });
});

describe("cards: normalisation", () => {
  const batchNorm =
    "torch.nn.BatchNorm2d(num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)";
  it("momentum means the new share in PyTorch and the old one in Keras", () => {
    assert.equal(keptShare(0.1, "torch"), 0.9);
    assert.equal(keptShare(0.9, "keras"), 0.9);
    assert.match(
      factAt({ concept: "batch-norm", api: batchNorm, call: "64" }),
      /2·64 = 128 learned.*momentum = 0\.1 \(default\): average ← 0\.9·average \+ 0\.1·batch, a memory of ≈ 10 batches/,
    );
    const keras = "keras.layers.BatchNormalization(axis=-1, momentum=0.99, epsilon=0.001)";
    assert.match(
      factAt({ concept: "batch-norm", api: keras, call: "" }),
      /average ← 0\.99·average \+ 0\.01·batch, a memory of ≈ 100/,
    );
  });
  it("layer norm counts the numbers that it averages", () => {
    const api = "torch.nn.LayerNorm(normalized_shape, eps=1e-05, elementwise_affine=True, bias=True)";
    assert.match(
      factAt({ concept: "layer-norm", api, call: "512" }),
      /over 512 numbers, the last axis.*2·512 = 1024/,
    );
    assert.match(
      factAt({ concept: "layer-norm", api, call: "(10, 32)" }),
      /over 320 numbers, the last 2 axes.*640/,
    );
  });
  it("group norm: channels per group, or that they do not divide", () => {
    const api = "torch.nn.GroupNorm(num_groups, num_channels, eps=1e-05, affine=True)";
    assert.match(factAt({ concept: "group-norm", api, call: "32, 256" }), /8 channels per group/);
    assert.match(factAt({ concept: "group-norm", api, call: "3, 64" }), /cannot be split/);
  });
  it("RMSNorm's worked example: √((9 + 16) / 2) = 3.536", () => {
    assert.ok(Math.abs(Math.sqrt(12.5) - 3.536) < 1e-3 && Math.abs(3 / Math.sqrt(12.5) - 0.849) < 1e-3);
    assert.match(
      factAt({
        concept: "rms-norm",
        api: "torch.nn.RMSNorm(normalized_shape, eps=None, elementwise_affine=True)",
        call: "4096",
      }),
      /4096 scales to learn/,
    );
  });
  it("Normalize: where 0 and 1 go", () => {
    const place: Place = {
      concept: "input-normalisation",
      api: "torchvision.transforms.Normalize(mean, std, inplace=False)",
      call: "(0.1307,), (0.3081,)",
    };
    // −0.1307 / 0.3081 = −0.4242, 0.8693 / 0.3081 = 2.8215
    assert.match(factAt(place), /0 … 1 go to −0\.4242 … 2\.821/);
  });
});
