import { expect } from "chai";
import * as vscode from "vscode";
import { eventually, sample, setting } from "./extension";
import { hoverAt, hoverOn, wordPositions } from "./hover";

/** Code of a sample file → what its hover must say, in English. */
const expected: Readonly<Record<string, readonly (readonly [code: string, ...says: RegExp[]])[]>> = {
  "cnn_pytorch.py": [
    ["nn.Dropout(0.25)", /dropout/i, /25\s?%|0\.25/],
    ["nn.Conv2d(channels_in, channels_out, kernel_size=3, stride", /convolution/i],
    ["nn.MaxPool2d(kernel_size=2)", /max.?pooling/i],
    ["nn.BatchNorm2d(channels_out)", /batch normali[sz]ation/i],
    ["nn.utils.clip_grad_norm_", /clip/i],
    ["nn.CrossEntropyLoss", /cross.entropy/i],
    ["F.softmax", /softmax/i],
    ["optim.SGD", /gradient descent|SGD/i],
    ["CosineAnnealingLR(optimizer", /cosine|schedule/i],
  ],
  "text_lstm_keras.py": [
    ["layers.LSTM", /LSTM/],
    ["layers.GRU", /GRU/],
    ["layers.Dropout(0.5)", /dropout/i, /50\s?%|0\.5|half/],
    ["layers.Embedding", /embedding/i],
    ["keras.optimizers.Adam", /Adam/],
    ["callbacks.EarlyStopping", /early stopping/i],
  ],
  "transformer_jax_flax.py": [
    ["nn.gelu", /GELU/],
    ["nn.MultiHeadDotProductAttention", /attention/i],
    ["nn.LayerNorm()", /layer normali[sz]ation/i],
    ["nn.Dropout(rate=0.1", /dropout/i, /10\s?%|0\.1/],
    ["optax.adamw", /AdamW|weight decay/],
    ["optax.clip_by_global_norm", /clip/i],
  ],
  "classifier_tfjs.ts": [
    ["tf.layers.conv2d", /convolution/i],
    ["tf.layers.maxPooling2d", /max.?pooling/i],
    ["tf.layers.dropout({ rate: 0.25 })", /dropout/i, /25\s?%|0\.25/],
    ["tf.layers.batchNormalization", /batch normali[sz]ation/i],
    ["tf.train.adam", /Adam/],
  ],
};

describe("Hovers", () => {
  before(() => setting("language", "en"));

  for (const [name, cases] of Object.entries(expected)) {
    describe(`in ${name}`, () => {
      for (const [code, ...says] of cases) {
        it(`explain ${code}`, async () => {
          const document = await vscode.workspace.openTextDocument(sample(name));
          // The last name before the bracket is what a reader points at.
          const target = /[\w.]+/.exec(code)?.[0] ?? code;
          const start = document.getText().indexOf(code);
          expect(start, `${code} stands in ${name}`).to.be.at.least(0);
          const hover = await hoverAt(document, document.positionAt(start + target.length - 1));
          for (const pattern of says) expect(hover).to.match(pattern);
        });
      }
    });
  }

  it("come in a notebook, whose imports are in another cell", async () => {
    const notebook = await vscode.workspace.openNotebookDocument(sample("sine_regression.ipynb"));
    const cell = notebook.getCells().find((one) => one.document.getText().includes("nn.Dropout(p=0.1)"));
    expect(await hoverOn(cell!.document, "Dropout(p")).to.match(/dropout/i);
  });

  it("say nothing in a file without machine learning", async () => {
    const document = await vscode.workspace.openTextDocument(sample("inventory.py"));
    const words = wordPositions(document);
    expect(words.length).to.be.greaterThan(300);
    for (const position of words) {
      expect(await hoverAt(document, position), document.lineAt(position).text).to.equal(undefined);
    }
  });

  it("say nothing in comments and strings", async () => {
    const content = "import torch.nn as nn\n# nn.Dropout(0.5) would help\ntext = 'nn.Dropout(0.5)'\n";
    const document = await vscode.workspace.openTextDocument({ language: "python", content });
    for (const [line, character] of [
      [1, 6],
      [2, 12],
    ] as const) {
      expect(await hoverAt(document, new vscode.Position(line, character))).to.equal(undefined);
    }
  });

  it("stay calm over broken code", async () => {
    for (const content of [
      "import torch.nn as nn\nx = nn.Dropout(((((\n",
      "import torch.nn as nn\ndef f(:\n  '''never closed\n nn.Dropout(0.5)",
      "from torch import (\n\n\nclass",
      "\u0000\ud800 import torch\n",
      "",
    ]) {
      const document = await vscode.workspace.openTextDocument({ language: "python", content });
      for (const position of [new vscode.Position(0, 0), ...wordPositions(document)]) {
        await hoverAt(document, position);
      }
    }
    const script = await vscode.workspace.openTextDocument({
      language: "typescript",
      content:
        'import * as tf from "@tensorflow/tfjs";\nconst x = `${tf.layers.dropout({ rate: `;\n/* never closed',
    });
    for (const position of wordPositions(script)) await hoverAt(script, position);
  });

  it("find the concept again while the file is being edited", async () => {
    const document = await vscode.workspace.openTextDocument({
      language: "python",
      content: "from torch import nn\nlayer = nn.Dropout(0.1)\n",
    });
    expect(await hoverOn(document, "Dropout")).to.match(/dropout/i);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), "before = nn.ReLU()\n");
    await vscode.workspace.applyEdit(edit);
    expect(await hoverOn(document, "ReLU")).to.match(/ReLU/);
    expect(await hoverOn(document, "Dropout")).to.match(/dropout/i);
  });

  describe("follow the settings", () => {
    const dropout = async () =>
      hoverOn(await vscode.workspace.openTextDocument(sample("cnn_pytorch.py")), "Dropout(0.25)");

    afterEach(async () => {
      for (const key of [
        "hover.enabled",
        "hover.detail",
        "hover.pictures",
        "hover.disabledLanguages",
        "hover.mutedConcepts",
        "hover.inComments",
      ]) {
        await setting(key, undefined);
      }
      await setting("language", "en");
    });

    it("in Chinese", async () => {
      await setting("language", "zh-cn");
      expect(await dropout()).to.match(/\p{Script=Han}{4,}/u);
    });

    it("off altogether", async () => {
      await setting("hover.enabled", false);
      expect(await dropout()).to.equal(undefined);
    });

    it("off for a language", async () => {
      await setting("hover.disabledLanguages", ["python"]);
      expect(await dropout()).to.equal(undefined);
    });

    it("off for a concept", async () => {
      const hover = await dropout();
      const concept = /command:learnDeepLearning\.muteConcept\?([^)\s]+)/.exec(hover ?? "")?.[1];
      const [id] = JSON.parse(decodeURIComponent(concept ?? ""));
      // Ends only when the learner has closed its notice.
      void vscode.commands.executeCommand("learnDeepLearning.muteConcept", id);
      await eventually("the hover is gone", async () => (await dropout()) === undefined);
      await setting("hover.mutedConcepts", undefined);
      expect(await dropout()).to.match(/dropout/i);
    });

    it("shorter", async () => {
      const long = await dropout();
      await setting("hover.detail", "short");
      const short = await dropout();
      expect(short?.length).to.be.lessThan(long?.length ?? 0);
      expect(short).not.to.include("Pitfall");
    });

    it("without pictures", async () => {
      await setting("hover.pictures", false);
      expect(await dropout()).not.to.include("data:image");
    });

    it("in comments and docstrings, by names of several words and in Chinese", async () => {
      const document = await vscode.workspace.openTextDocument({
        language: "python",
        content: [
          "from torch import nn",
          "# after batch normalization comes 随机失活",
          "def layer():",
          '    """A learning rate of its own."""',
          "    return nn.ReLU()",
          'print("the learning rates")',
        ].join("\n"),
      });
      expect(await hoverOn(document, "normalization")).to.equal(undefined);
      await setting("hover.inComments", true);
      expect(await hoverOn(document, "normalization")).to.match(/^\W*Batch normalisation/);
      expect(await hoverOn(document, "失活")).to.match(/^\W*Dropout/);
      expect(await hoverOn(document, "its")).to.equal(undefined);
      expect(await hoverOn(document, "learning rate")).to.match(/^\W*Learning rate/);
      expect(await hoverOn(document, "rates")).to.equal(undefined);
    });
  });

  it("offer only commands of ours, and only questions that are written", async () => {
    const document = await vscode.workspace.openTextDocument(sample("cnn_pytorch.py"));
    const hover = (await hoverOn(document, "Dropout(0.25)")) ?? "";
    const commands = [...hover.matchAll(/command:([\w.]+)/g)].map((match) => match[1]);
    expect(commands.length).to.be.greaterThan(0);
    for (const command of commands) expect(command).to.match(/^learnDeepLearning\./);
  });
});
