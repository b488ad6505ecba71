import assert from "node:assert/strict";
import { viewThrough } from "../../../src/cards/facts/run";
import { cardAt, factAt, type Place } from "./place";

const conv =
  "torch.nn.Conv2d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True)";
const pool =
  "torch.nn.MaxPool2d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)";
const kerasConv =
  "keras.layers.Conv2D(filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1), groups=1, activation=None, use_bias=True)";
const convolution = (call: string): Place => ({ concept: "convolution", api: conv, call });
const relu: Place = { concept: "relu", api: "torch.nn.ReLU(inplace=False)", call: "" };
const maxPool: Place = { concept: "max-pooling", api: pool, call: "2" };

describe("cards: a run of layers", () => {
  it("two 3 × 3 convolutions see 5 × 5, three see 7 × 7 (Simonyan & Zisserman 2014)", () => {
    const three = "64, 64, 3, padding=1";
    const second: Place = { ...convolution(three), before: [convolution(three)] };
    assert.match(factAt(second), /With the layer before it each output sees 5 × 5 of the input, 1 apart/);
    const third: Place = { ...convolution(three), before: [convolution(three), relu, convolution(three)] };
    assert.match(factAt(third), /With the 2 layers before it each output sees 7 × 7/);
    assert.match(
      factAt(third, { language: "zh-cn" }),
      /连同前面 2 层，每个输出看到输入的 7 × 7，相邻两个相隔 1/,
    );
  });
  it("strides multiply: AlexNet's second convolution sees 51 × 51 (11/4, pool 3/2, 5)", () => {
    const place: Place = {
      ...convolution("64, 192, 5, padding=2"),
      before: [convolution("3, 64, 11, stride=4, padding=2"), relu, { ...maxPool, call: "3, stride=2" }],
    };
    assert.match(factAt(place), /sees 51 × 51 of the input, 8 apart/);
  });
  it("holds for pooling, too, with the sizes from the start of the run", () => {
    const place: Place = { ...maxPool, before: [convolution("3, 32, 3, padding=1"), relu, maxPool] };
    assert.match(
      factAt(place),
      /With the 2 layers before it each output sees 6 × 6 .* 4 apart .* 32 × 32 there would be 8 × 8 here/,
    );
  });
  it("begins anew after a layer that keeps no map", () => {
    const linear: Place = {
      concept: "linear-layer",
      api: "torch.nn.Linear(in_features, out_features)",
      call: "10, 20",
    };
    assert.doesNotMatch(
      factAt({ ...convolution("3, 8, 3"), before: [convolution("3, 3, 3"), linear] }),
      /before it/,
    );
  });
  it("begins at a window whose size cannot be read", () => {
    const place: Place = {
      ...convolution("3, 8, 3"),
      before: [convolution("3, 3, k"), convolution("3, 3, 3")],
    };
    assert.match(factAt(place), /With the layer before it each output sees 5 × 5/);
  });
  it("starts from the model's input shape, and knows the channels (Keras)", () => {
    const keras = (call: string): Place => ({ concept: "convolution", api: kerasConv, call });
    const input: Place = {
      concept: "input-shape",
      api: "keras.layers.Input(shape=None)",
      call: "shape=(28, 28, 1)",
    };
    const first: Place = { ...keras("32, 3"), before: [input] };
    assert.match(factAt(first), /32·\(1·3·3\) \+ 32 = 320 parameters/);
    const pooled: Place = {
      concept: "max-pooling",
      api: "keras.layers.MaxPooling2D(pool_size=(2, 2), strides=None, padding='valid')",
      call: "",
    };
    const second: Place = { ...keras("64, 3"), before: [input, keras("32, 3"), pooled] };
    assert.match(factAt(second), /64·\(32·3·3\) \+ 64 = 18,496 parameters/);
    assert.match(
      factAt(second),
      /sees 8 × 8 of the input, 2 apart from its neighbour; 28 × 28 there is 11 × 11 here/,
    );
  });
  it("dense and recurrent layers count their inputs from the layer before", () => {
    const dense = "keras.layers.Dense(units, activation=None, use_bias=True)";
    const place: Place = {
      concept: "linear-layer",
      api: dense,
      call: "10",
      before: [
        { concept: "linear-layer", api: dense, call: "128" },
        { concept: "dropout", api: "keras.layers.Dropout(rate)", call: "0.5" },
      ],
    };
    assert.match(factAt(place), /128 · 10 \+ 10 = 1290 parameters/);
    const lstm: Place = {
      concept: "lstm",
      api: "keras.layers.LSTM(units, use_bias=True, return_sequences=False)",
      call: "64",
      before: [
        { concept: "embedding", api: "keras.layers.Embedding(input_dim, output_dim)", call: "10000, 100" },
      ],
    };
    // model.summary() of Keras: 4 · (64 · 100 + 64 · 64 + 64).
    assert.match(factAt(lstm), /= 42,240 parameters for the 100 inputs/);
  });
  it("says nothing where nothing precedes", () => {
    assert.doesNotMatch(cardAt(convolution("3, 8, 3")).fact ?? "", /before it/);
  });
  it("the view through one window is its span, times the jump so far", () => {
    const axis = { kernel: 3, stride: 2, dilation: 2, padding: [0, 0] as const };
    assert.deepEqual(viewThrough({ field: 5, jump: 4 }, axis), { field: 21, jump: 8 });
  });
});
