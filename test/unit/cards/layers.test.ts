import assert from "node:assert/strict";
import fc from "fast-check";
import { convolutionParameters } from "../../../src/cards/facts/convolution";
import { outputSize, transposedSize, type WindowAxis } from "../../../src/cards/facts/window";
import { cardAt, factAt, type Place } from "./place";

const torchConv =
  "torch.nn.Conv2d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros')";
const kerasConv =
  "keras.layers.Conv2D(filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1), groups=1, activation=None, use_bias=True)";
const convolution = (api: string, call: string): Place => ({ concept: "convolution", api, call });
const dropout = (call: string): Place => ({
  concept: "dropout",
  api: "torch.nn.Dropout(p=0.5, inplace=False)",
  call,
});

describe("cards: dropout", () => {
  it("says how many are kept and by how much they are scaled", () => {
    // 1 / (1 − 0.25) = 4/3
    const fact = factAt(dropout("0.25"));
    assert.match(fact, /p = 0\.25: in training 25 % of the values become 0, the other 75 %.*= 1\.333/);
  });
  it("names the default as a default", () => {
    assert.match(factAt(dropout("")), /p = 0\.5 \(the default\).*50 %.*= 2,/);
    assert.match(factAt(dropout(""), { language: "zh-cn" }), /p = 0\.5（默认值）/);
  });
  it("says nothing of a rate that is not a literal, or may come from elsewhere", () => {
    assert.equal(cardAt(dropout("rate")).fact, undefined);
    assert.equal(cardAt(dropout("**options")).fact, undefined);
  });
  it("calls a rate outside 0 … 1 what it is, and 0 without effect", () => {
    assert.match(factAt(dropout("1.5")), /lies between 0 and 1/);
    assert.match(factAt(dropout("p=0")), /switches nothing off/);
    assert.match(factAt(dropout("1.0")), /no signal is left/);
  });
  it("reads the argument by each framework's name", () => {
    for (const [api, call] of [
      ["keras.layers.Dropout(rate, noise_shape=None, seed=None)", "0.2"],
      ["flax.linen.Dropout(rate, broadcast_dims=(), deterministic=None)", "rate=0.2"],
      ["tfjs.layers.dropout(rate)", "rate=0.2"],
    ] as const) {
      assert.match(factAt({ concept: "dropout", api, call }), /rate = 0\.2: .*= 1\.25/, api);
    }
  });
  it("knows that dropout between LSTM layers needs two of them", () => {
    const api =
      "torch.nn.LSTM(input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0)";
    const at = (call: string): Place => ({
      concept: "dropout",
      api,
      call,
      how: "argument",
      argument: "dropout=0.3",
    });
    assert.match(factAt(at("10, 20, dropout=0.3")), /without effect/);
    assert.match(factAt(at("10, 20, 2, dropout=0.3")), /30 % of what each layer hands up/);
  });
  it("warns that the function does not hear model.eval()", () => {
    const card = cardAt({
      concept: "dropout",
      api: "torch.nn.functional.dropout(input, p=0.5, training=True)",
      call: "x, 0.3",
    });
    assert.match(card.pitfall ?? "", /training=self\.training/);
    assert.match(card.fact ?? "", /30 %/);
  });
  it("draws as many dots off as the rate says", () => {
    assert.match(cardAt(dropout("0.25")).picture?.alt ?? "", /4 are off/);
    assert.equal(cardAt(dropout("0.25")).picture?.svg.match(/stroke-dasharray/g)?.length, 4);
  });
});

describe("cards: convolution", () => {
  it("counts parameters: 32·(1·3·3) + 32 = 320, as torch does for Conv2d(1, 32, 3, 1)", () => {
    assert.match(
      factAt(convolution(torchConv, "1, 32, 3, 1")),
      /height and width shrink by 2; 32·\(1·3·3\) \+ 32 = 320 parameters/,
    );
  });
  it("counts parameters of known layers", () => {
    // AlexNet's and ResNet's first layers and ResNeXt's grouped one, from the papers' shapes by hand.
    assert.equal(convolutionParameters(3, 64, [3, 3], 1, true), 1792);
    assert.equal(convolutionParameters(3, 64, [7, 7], 1, false), 9408);
    assert.equal(convolutionParameters(3, 96, [11, 11], 1, true), 34944);
    assert.equal(convolutionParameters(128, 128, [3, 3], 32, false), 4608);
    assert.equal(convolutionParameters(3, 64, [3, 7, 7], 1, false), 28224);
  });
  it("shows the size formula with this line's numbers", () => {
    const fact = factAt(convolution(torchConv, "3, 64, kernel_size=7, stride=2, padding=3, bias=False"));
    assert.match(fact, /⌊\(n − 1\) \/ 2⌋ \+ 1, so 32 × 32 becomes 16 × 16; 64·\(3·7·7\) = 9408/);
  });
  it("counts with C where Keras does not know the channels, and with input_shape where it does", () => {
    assert.match(
      factAt(convolution(kerasConv, "32, 3")),
      /32·\(C·3·3\) \+ 32 parameters for C input channels/,
    );
    assert.match(factAt(convolution(kerasConv, "32, 3, input_shape=(28, 28, 1)")), /= 320 parameters/);
  });
  it("keeps the size with padding “same”, and rounds up with a stride", () => {
    assert.match(factAt(convolution(kerasConv, "8, 5, padding='same'")), /height and width stay the same/);
    assert.match(
      factAt(convolution(kerasConv, "8, 5, strides=2, padding='same'")),
      /⌈n \/ 2⌉, so 32 × 32 becomes 16 × 16/,
    );
  });
  it("treats unequal axes apart", () => {
    assert.match(
      factAt(convolution(torchConv, "3, 8, (3, 5), padding=(1, 0)")),
      /32 × 32 becomes 32 × 28.*8·\(3·3·5\) \+ 8 = 368/,
    );
  });
  it("says nothing of the size when the stride is not a literal, but still counts", () => {
    const fact = factAt(convolution(torchConv, "1, 32, 3, step"));
    assert.doesNotMatch(fact, /shrink|becomes/);
    assert.match(fact, /320 parameters/);
  });
  it("says nothing at all when everything is a name", () => {
    assert.equal(cardAt(convolution(torchConv, "a, b, k")).fact, undefined);
  });
  it("output size equals a count of the window's places", () => {
    const natural = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(
        natural(60),
        natural(7),
        natural(4),
        natural(3),
        fc.nat(4),
        fc.nat(4),
        (size, kernel, stride, dilation, before, after) => {
          const span = dilation * (kernel - 1) + 1;
          let places = 0;
          for (let start = -before; start + span <= size + after; start += stride) places++;
          const axis: WindowAxis = { kernel, stride, dilation, padding: [before, after] };
          if (places > 0) assert.equal(outputSize(size, axis), places);
        },
      ),
    );
  });
  it("a transposed convolution undoes the size of its convolution", () => {
    const natural = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(
        natural(20),
        natural(5),
        natural(4),
        natural(3),
        fc.nat(2),
        (out, kernel, stride, dilation, padding) => {
          const axis: WindowAxis = { kernel, stride, dilation, padding: [padding, padding] };
          const size = transposedSize(out, axis, 0);
          if (size >= 1 && size + 2 * padding >= dilation * (kernel - 1) + 1)
            assert.equal(outputSize(size, axis), out);
        },
      ),
    );
  });
  it("transposed: torch's ConvTranspose2d(64, 32, 4, 2, 1) doubles the size, 32 800 parameters", () => {
    const api =
      "torch.nn.ConvTranspose2d(in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1)";
    assert.match(
      factAt({ concept: "transposed-convolution", api, call: "64, 32, 4, 2, 1" }),
      /n to 2·n: 16 × 16 becomes 32 × 32; 32·\(64·4·4\) \+ 32 = 32,800/,
    );
  });
  it("separable: 1/256 + 1/9 of the weights", () => {
    const api =
      "keras.layers.SeparableConv2D(filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, dilation_rate=(1, 1), depth_multiplier=1)";
    assert.match(
      factAt({ concept: "depthwise-convolution", api, call: "256, 3" }),
      /1\/256 \+ 1\/9 = 0\.115/,
    );
  });
  it("groups: how many channels each kernel sees, or that they do not divide", () => {
    const at = (call: string): Place => ({
      concept: "grouped-convolution",
      api: torchConv,
      call,
      how: "argument",
      argument: /groups=\d+/.exec(call)?.[0] ?? "",
    });
    assert.match(factAt(at("128, 256, 3, groups=32")), /sees 4 of the 128 input channels/);
    assert.match(factAt(at("30, 60, 3, groups=7")), /it does not/);
  });
  it("stride, padding and dilation are explained in the call around them", () => {
    const at = (concept: string, call: string, argument: string): Place => ({
      concept,
      api: torchConv,
      call,
      how: "argument",
      argument,
    });
    assert.match(factAt(at("stride", "3, 8, 3, stride=2, padding=1", "stride=2")), /32 × 32 becomes 16 × 16/);
    assert.match(factAt(at("padding", "3, 8, 5, padding=2", "padding=2")), /stay the same/);
    assert.match(
      factAt(at("dilation", "3, 8, 3, dilation=2", "dilation=2")),
      /span 5 × 5, .* height and width shrink by 4/,
    );
  });
});

describe("cards: linear layers", () => {
  const linear = "torch.nn.Linear(in_features, out_features, bias=True)";
  it("counts 784 · 128 + 128 = 100 480 parameters", () => {
    assert.match(
      factAt({ concept: "linear-layer", api: linear, call: "784, 128" }),
      /784 · 128 \+ 128 = 100,480 parameters/,
    );
  });
  it("counts no bias where there is none", () => {
    assert.match(
      factAt({ concept: "linear-layer", api: linear, call: "512, 512, bias=False" }),
      /512 · 512 = 262,144/,
    );
  });
  it("gives a formula where the input is not known", () => {
    assert.match(
      factAt({
        concept: "linear-layer",
        api: "keras.layers.Dense(units, activation=None, use_bias=True)",
        call: "10",
      }),
      /n · 10 \+ 10 parameters/,
    );
  });
  it("is silent where the sizes are names", () => {
    assert.equal(cardAt({ concept: "linear-layer", api: linear, call: "dim, dim" }).fact, undefined);
  });
});

describe("cards: pooling", () => {
  const pool =
    "torch.nn.MaxPool2d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)";
  it("halves with 2 × 2, and has no parameters", () => {
    assert.match(
      factAt({ concept: "max-pooling", api: pool, call: "2" }),
      /2 × 2, stride 2, padding 0: keeps the largest of 4 numbers.*⌊n \/ 2⌋, so 32 × 32 becomes 16 × 16.*0 parameters/,
    );
  });
  it("shows the pooled numbers of the picture in its text", () => {
    assert.match(
      cardAt({ concept: "max-pooling", api: pool, call: "2" }).picture?.alt ?? "",
      /pooled to 3 6 \/ 8 2/,
    );
  });
  it("moves by 1 in Flax unless told otherwise", () => {
    const api = "flax.linen.max_pool(inputs, window_shape, strides=None, padding='VALID')";
    assert.match(factAt({ concept: "max-pooling", api, call: "x, (3, 3)" }), /stride 1.*shrink by 2/);
  });
  it("with ceil_mode a last window may hang over: torch gives 16 for n = 32, k = 3, s = 2", () => {
    assert.equal(outputSize(32, { kernel: 3, stride: 2, dilation: 1, padding: [0, 0], ceil: true }), 16);
    assert.equal(outputSize(32, { kernel: 3, stride: 2, dilation: 1, padding: [0, 0] }), 15);
    // It may not start in the padding after the input: n = 2, k = 1, s = 3 has one place.
    assert.equal(outputSize(2, { kernel: 1, stride: 3, dilation: 1, padding: [0, 0], ceil: true }), 1);
  });
  it("adaptive pooling to 1 leaves one number per channel", () => {
    assert.match(
      factAt({ concept: "global-pooling", api: "torch.nn.AdaptiveAvgPool2d(output_size)", call: "(1, 1)" }),
      /becomes 1 number/,
    );
  });
});
