import assert from "node:assert/strict";
import { conceptFigure } from "../../../src/cards/figure";
import { parseApi } from "../../../src/curriculum/signature";
import { concepts } from "../catalogue/written-catalogue";
import { conceptOf } from "./place";

const signatures = new Map(
  concepts
    .flatMap((one) => one.apis ?? [])
    .flatMap((written) => parseApi(written) ?? [])
    .map((api) => [api.name, api.parameters]),
);

/** The picture on the page of a concept of the catalogue. */
function figureOf(id: string, language: "en" | "zh-cn" = "en") {
  const written = concepts.find((one) => one.id === id);
  const apis = (written?.apis ?? []).flatMap((api) => parseApi(api) ?? []);
  return conceptFigure({ ...conceptOf({ concept: id, api: "a.b" }), apis }, language, (api) =>
    signatures.get(api),
  );
}

describe("cards: the picture of a concept as such", () => {
  it("stands on the pages of what has a curve, a window, a schedule or a grid", () => {
    const drawn =
      "relu leaky-relu elu gelu silu sigmoid tanh softplus dropout convolution kernel-size stride padding dilation " +
      "depthwise-convolution max-pooling average-pooling batch-norm layer-norm group-norm instance-norm rms-norm " +
      "cross-entropy nll-loss binary-cross-entropy mse-loss mae-loss huber-loss hinge-loss focal-loss sgd momentum " +
      "lr-schedule warmup gradient-clipping causal-mask";
    assert.deepEqual(
      drawn.split(" ").filter((id) => figureOf(id) === undefined),
      [],
    );
  });
  it("is labelled in the learner's language", () => {
    assert.match(figureOf("dropout")?.svg ?? "", /training: 50\s% off/);
    assert.match(figureOf("dropout", "zh-cn")?.svg ?? "", /训练：关掉 50\s%/);
  });
  it("is missing where nothing can be drawn", () => {
    assert.equal(figureOf("tokenizer"), undefined);
  });
});
