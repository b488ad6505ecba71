import assert from "node:assert/strict";
import { makeDetector } from "../../../src/detection/detector";
import type { Argument, SourceLanguage } from "../../../src/detection/model";
import { readCatalogue } from "../../cli/catalogue";

const detector = makeDetector(readCatalogue());

/** The stages before the place marked by `¦`, as they would be called. */
function stagesBefore(marked: string, language: SourceLanguage = "python"): string[] {
  const heads = {
    python:
      "import torch\nfrom torch import nn\nimport torch.nn.functional as F\nfrom keras import layers\nimport keras\n",
    typescript: 'import * as tf from "@tensorflow/tfjs";\n',
  };
  const text = heads[language] + marked;
  const place = detector.read(text.replace("¦", ""), language).at(text.indexOf("¦") + 1);
  assert.ok(place, marked);
  return (place.before ?? []).map(({ api, call }) => `${api.split(".").at(-1)}(${call.map(written)})`);
}

function written({ name, value }: Argument): string {
  return `${name}=${Array.isArray(value) ? `[${value}]` : value}`;
}

describe("The stages before a layer", () => {
  it("are the earlier members of its sequence", () => {
    const layers = "nn.Conv2d(3, 8, 5), nn.ReLU(), nn.MaxPool2d(2), nn.¦Conv2d(8, 16, 3)";
    const stages = [
      "Conv2d(in_channels=3,out_channels=8,kernel_size=5)",
      "ReLU()",
      "MaxPool2d(kernel_size=2)",
    ];
    assert.deepEqual(stagesBefore(`net = nn.Sequential(${layers}, nn.ReLU())`), stages);
    assert.deepEqual(stagesBefore(`net = nn.Sequential(*[${layers}])`).length, 0);
    assert.deepEqual(
      stagesBefore(
        "from collections import OrderedDict\nnn.Sequential(OrderedDict([('a', nn.Conv2d(1, 2, 3)), ('b', nn.¦ReLU())]))",
      ),
      ["Conv2d(in_channels=1,out_channels=2,kernel_size=3)"],
    );
    assert.deepEqual(
      stagesBefore(
        "keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(8, 3), layers.¦MaxPooling2D(2)], name='n')",
      ).at(-1),
      "Conv2D(filters=8,kernel_size=3)",
    );
    assert.deepEqual(
      stagesBefore(
        "tf.sequential({layers: [tf.layers.conv2d({filters: 8, kernelSize: 3}), tf.layers.¦flatten()]})",
        "typescript",
      ),
      ["conv2d(filters=8,kernelSize=3)"],
    );
  });

  it("reach into sequences inside, and end at what is not known", () => {
    assert.deepEqual(
      stagesBefore("nn.Sequential(nn.Sequential(nn.Conv2d(3, 8, 5), nn.ReLU()), nn.¦Conv2d(8, 16, 3))").map(
        (one) => one.slice(0, 4),
      ),
      ["Conv", "ReLU"],
    );
    assert.deepEqual(
      stagesBefore("nn.Sequential(nn.Conv2d(3, 8, 5), Own(), nn.ReLU(), nn.¦Conv2d(8, 16, 3))"),
      ["ReLU()"],
    );
  });

  it("are what was added before", () => {
    assert.deepEqual(
      stagesBefore(
        "m = keras.Sequential([layers.Conv2D(8, 3)])\nm.add(layers.ReLU())\nother.add(x)\nm.add(layers.¦Conv2D(16, 3))",
      ),
      ["Conv2D(filters=8,kernel_size=3)", "ReLU()"],
    );
    assert.deepEqual(
      stagesBefore(
        "const m = tf.sequential();\nm.add(tf.layers.conv2d({filters: 8, kernelSize: 3}));\nm.add(tf.layers.¦flatten());",
        "typescript",
      ),
      ["conv2d(filters=8,kernelSize=3)"],
    );
  });

  const net = (forward: string, second = "nn.Conv2d(8, 16, 3)") => `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, kernel_size=5)
        self.pool = nn.MaxPool2d(2, stride=2)
        self.conv2 = ${second}
        self.block = nn.Sequential(nn.Conv2d(8, 8, 1), nn.ReLU())

    def forward(self, x):
${forward}
        return x
`;
  const conv1 = "Conv2d(in_channels=3,out_channels=8,kernel_size=5)";
  const pool = "MaxPool2d(kernel_size=2,stride=2)";

  it("are what its input went through, in the order of the calls", () => {
    const forward = "        x = self.pool(F.relu(self.conv1(x)))\n        x = self.¦conv2(x)";
    assert.deepEqual(stagesBefore(net(forward)), [conv1, "relu(input=undefined)", pool]);
    const block = "        x = self.block(self.conv1(x))\n        y = F.¦max_pool2d(x, 2)";
    assert.deepEqual(stagesBefore(net(block)), [
      conv1,
      "Conv2d(in_channels=8,out_channels=8,kernel_size=1)",
      "ReLU()",
    ]);
  });

  it("are the same where the layer is made, if it is called once", () => {
    const forward = "        x = self.pool(self.conv1(x))\n        x = self.conv2(x)";
    assert.deepEqual(stagesBefore(net(forward, "nn.¦Conv2d(8, 16, 3)")), [conv1, pool]);
    assert.deepEqual(stagesBefore(net(`${forward}\n        x = self.conv2(x)`, "nn.¦Conv2d(8, 16, 3)")), []);
    assert.deepEqual(stagesBefore(net("        x = self.conv1(x)", "nn.¦Conv2d(8, 16, 3)")), []);
  });

  it("end where the way is not evident", () => {
    assert.deepEqual(stagesBefore(net("        x = x + self.conv1(x)\n        x = self.¦conv2(x)")), []);
    assert.deepEqual(
      stagesBefore(net("        if a:\n            x = self.conv1(x)\n        x = self.¦conv2(x)")),
      [],
    );
    assert.deepEqual(
      stagesBefore(net("        x = self.conv1(x).view(1, -1)\n        x = self.¦conv2(x)")),
      [],
    );
  });

  it("are Keras' calls of layers on tensors", () => {
    const stages = stagesBefore(
      "x = inputs = keras.Input((28, 28, 1))\nx = layers.Conv2D(8, 3, activation='relu')(x)\nx = layers.MaxPooling2D()(x)\nx = layers.¦Conv2D(16, 3)(x)",
    );
    assert.deepEqual(stages.slice(-2), ["Conv2D(filters=8,kernel_size=3,activation=relu)", "MaxPooling2D()"]);
  });

  it("are the dataset of a loader", () => {
    const head =
      "from torchvision import datasets\nfrom torch.utils.data import DataLoader\ntrain = datasets.MNIST('.', train=False)\n";
    assert.deepEqual(stagesBefore(`${head}DataLoader(datasets.CIFAR10('.'), ¦batch_size=64)`), [
      "CIFAR10(root=.)",
    ]);
    assert.deepEqual(stagesBefore(`${head}loader = ¦DataLoader(train, 64)`), ["MNIST(root=.,train=false)"]);
    assert.deepEqual(stagesBefore(`${head}for x, y in ¦DataLoader(mine, 64):\n    pass`), []);
  });

  it("are none where nothing is called", () => {
    assert.deepEqual(stagesBefore("x = nn.¦Conv2d"), []);
    assert.deepEqual(stagesBefore("x = nn.¦Conv2d(1, 2, 3)"), []);
  });
});
