import type { ArgumentRule, Catalogue, Concept, StringRule } from "../../../src/curriculum/model";
import { parseApi } from "../../../src/curriculum/signature";
import { makeDetector } from "../../../src/detection/detector";
import type { Found, SourceLanguage } from "../../../src/detection/model";

interface Entry {
  readonly apis?: readonly string[];
  readonly arguments?: readonly ArgumentRule[];
  readonly strings?: readonly StringRule[];
}

const entries: Readonly<Record<string, Entry>> = {
  dropout: {
    apis: [
      "torch.nn.Dropout(p=0.5, inplace=False)",
      "torch.nn.functional.dropout(input, p=0.5)",
      "keras.layers.Dropout(rate, noise_shape=None, seed=None)",
      "tfjs.layers.dropout(rate)",
      "flax.linen.Dropout(rate)",
    ],
    arguments: [
      { argument: "dropout", of: ["torch.nn.LSTM", "keras.layers.*"] },
      { argument: "rate", of: ["keras.layers.Dropout", "tfjs.layers.dropout"] },
    ],
  },
  relu: {
    apis: [
      "torch.nn.ReLU(inplace=False)",
      "torch.nn.functional.relu(input)",
      "torch.relu(input)",
      "tfjs.relu(x)",
      "tfjs.Tensor.relu()",
      "flax.linen.relu(x)",
    ],
    strings: [{ argument: "activation", values: ["relu"], of: ["keras.layers.*", "tfjs.layers.*"] }],
  },
  softmax: {
    apis: [
      "torch.nn.functional.softmax(input, dim=None)",
      "torch.Tensor.softmax(dim)",
      "tfjs.softmax(logits, dim=-1)",
      "tfjs.Tensor.softmax(dim)",
    ],
  },
  "activation-function": { arguments: [{ argument: "activation", of: ["keras.layers.*", "tfjs.layers.*"] }] },
  "linear-layer": {
    apis: [
      "torch.nn.Linear(in_features, out_features, bias=True)",
      "keras.layers.Dense(units, activation=None, use_bias=True, *, name=None)",
      "tfjs.layers.dense(units, activation=None)",
      "flax.linen.Dense(features)",
    ],
  },
  convolution: { apis: ["torch.nn.Conv2d(in_channels, out_channels, kernel_size, stride=1)"] },
  lstm: { apis: ["torch.nn.LSTM(*args, **kwargs)"] },
  "sequential-model": {
    apis: ["torch.nn.Sequential(*args)", "keras.Sequential(layers=None)", "tfjs.sequential()"],
  },
  module: { apis: ["torch.nn.Module", "flax.linen.compact(fun)"] },
  adam: {
    apis: [
      "torch.optim.Adam(params, lr=0.001)",
      "keras.optimizers.Adam(learning_rate=0.001)",
      "optax.adam(learning_rate)",
      "tfjs.train.adam(learningRate)",
    ],
    strings: [
      { argument: "optimizer", values: ["adam"], of: ["keras.Model.compile", "tfjs.LayersModel.compile"] },
    ],
  },
  sgd: { apis: ["torch.optim.SGD(params, lr=0.001)"] },
  "weight-decay": { arguments: [{ argument: "weight_decay", of: ["torch.optim.*"] }] },
  "optimizer-step": { apis: ["torch.optim.Optimizer.step(closure=None)", "tfjs.Optimizer.minimize(f)"] },
  "zero-grad": { apis: ["torch.optim.Optimizer.zero_grad(set_to_none=True)"] },
  "lr-schedule": {
    apis: [
      "torch.optim.lr_scheduler.StepLR(optimizer, step_size)",
      "torch.optim.lr_scheduler.LRScheduler.step()",
    ],
  },
  backpropagation: { apis: ["torch.Tensor.backward(gradient=None)"] },
  "train-eval-mode": { apis: ["torch.nn.Module.train(mode=True)", "torch.nn.Module.eval()"] },
  "no-grad": { apis: ["torch.no_grad()"] },
  "mixed-precision": { apis: ["torch.autocast(device_type)"] },
  "jit-compilation": { apis: ["jax.jit(fun)", "tensorflow.function(func)"] },
  "cross-entropy": {
    apis: ["torch.nn.CrossEntropyLoss(weight=None, label_smoothing=0.0)"],
    strings: [
      {
        argument: "loss",
        values: ["categorical_crossentropy", "categoricalCrossentropy"],
        of: ["keras.Model.compile", "tfjs.LayersModel.compile"],
      },
    ],
  },
  accuracy: { strings: [{ argument: "metrics", values: ["accuracy"], of: ["keras.Model.compile"] }] },
  "training-loop": {
    apis: [
      "keras.Model.compile(optimizer='rmsprop', loss=None, metrics=None)",
      "keras.Model.fit(x, y)",
      "tfjs.LayersModel.fit(x, y)",
      "tfjs.LayersModel.compile()",
    ],
  },
  checkpoint: { apis: ["torch.nn.Module.state_dict()"] },
  tokenizer: { apis: ["transformers.AutoTokenizer.from_pretrained(name)", "transformers.AutoTokenizer"] },
  pca: { apis: ["sklearn.decomposition.PCA(n_components=None)"] },
  einsum: { apis: ["numpy.einsum(subscripts)"] },
};

const catalogue: Catalogue = {
  concepts: Object.entries(entries).map(
    ([id, entry]): Concept => ({
      id,
      group: "test",
      name: { en: id, "zh-cn": id },
      sentence: { en: id, "zh-cn": id },
      questions: [],
      sources: [],
      apis: (entry.apis ?? []).flatMap((written) => parseApi(written) ?? []),
      arguments: entry.arguments ?? [],
      strings: entry.strings ?? [],
    }),
  ),
};

/** A detector with a handful of concepts, so that tests do not hang on what the project teaches. */
export const detector = makeDetector(catalogue);

export function findAll(
  text: string,
  language: SourceLanguage = "python",
  earlier?: readonly string[],
): readonly Found[] {
  return detector.read(text, language, earlier).all;
}

/** What is found, as `text concept how`, in order. */
export function found(
  text: string,
  language: SourceLanguage = "python",
  earlier?: readonly string[],
): string[] {
  return findAll(text, language, earlier).map((one) => `${one.text} ${one.concept} ${one.how}`);
}

/** What is found after the imports that nearly every test needs. */
export function inTorch(text: string): string[] {
  const head = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";
  return found(head + text);
}

export function inTfjs(text: string): string[] {
  return found(`import * as tf from "@tensorflow/tfjs";\n${text}`, "typescript");
}
