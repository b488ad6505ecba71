import { strict as assert } from "node:assert";
import fc from "fast-check";
import { searchConcepts, searchConceptsAndSentences } from "../../../src/curriculum/concept-search";
import { conceptOf as concept } from "./concept";

const concepts = [
  concept("batch-norm", "batch normalisation", "批归一化", "torch.nn.BatchNorm2d"),
  concept("layer-norm", "layer normalisation", "层归一化", "torch.nn.LayerNorm"),
  concept("gradient-clipping", "gradient clipping", "梯度裁剪", "torch.nn.utils.clip_grad_norm_"),
  concept("relu", "ReLU (rectified linear unit)", "修正线性单元 ReLU", "torch.nn.ReLU"),
  concept("warm-up", "warm-up", "预热", "optax.warmup_cosine_schedule"),
  concept(
    "lr-schedule",
    "learning-rate schedule",
    "学习率调度",
    "torch.optim.lr_scheduler.CosineAnnealingLR",
  ),
  concept("leaky-relu", "leaky ReLU / PReLU", "带泄漏的 ReLU / PReLU", "torch.nn.LeakyReLU"),
];

const found = (query: string): string[] => searchConcepts(concepts, query).map((one) => one.id);

describe("searching a concept by a word", () => {
  it("finds the public name that stands in code", () => {
    assert.deepEqual(found("BatchNorm2d"), ["batch-norm"]);
    assert.deepEqual(found("clip_grad_norm_"), ["gradient-clipping"]);
  });

  it("finds the name in either language, however it is written", () => {
    assert.deepEqual(found("Batch Normalisation"), ["batch-norm"]);
    assert.deepEqual(found("layer_norm"), ["layer-norm"]);
    assert.deepEqual(found("梯度裁剪"), ["gradient-clipping"]);
  });

  it("prefers the exact name, else gives all that contain the word", () => {
    assert.deepEqual(found("ReLU"), ["relu"]);
    assert.deepEqual(found("prelu"), ["leaky-relu"]);
    assert.deepEqual(found("归一化"), ["batch-norm", "layer-norm"]);
  });

  it("puts the concept whose title has the words before one whose function merely spells them", () => {
    assert.deepEqual(found("cosine schedule"), ["lr-schedule", "warm-up"]);
    assert.deepEqual(found("cosine pooling"), []);
  });

  it("finds a name in American spelling", () => {
    assert.deepEqual(found("layer normalization"), ["layer-norm"]);
  });

  it("finds what only the sentence tells, after what bears the name", () => {
    const told = concepts.map((one) =>
      one.id === "warm-up" ? { ...one, sentence: { en: "Starts before ReLU units die.", "zh-cn": "" } } : one,
    );
    const search = (query: string) => searchConceptsAndSentences(told, query, "en").map(({ id }) => id);
    assert.deepEqual(search("relu"), ["relu", "warm-up"]);
    assert.deepEqual(search("units die"), ["warm-up"]);
    assert.deepEqual(search(" "), []);
  });

  it("finds nothing for nothing, and throws for no text", () => {
    assert.deepEqual(found("  "), []);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (query) => {
        found(query);
      }),
    );
  });
});
