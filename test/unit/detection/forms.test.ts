import assert from "node:assert/strict";
import { makeDetector } from "../../../src/detection/detector";
import type { Argument, Found } from "../../../src/detection/model";
import { readCatalogue } from "../../cli/catalogue";

const detector = makeDetector(readCatalogue());
const head = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nimport functools\n";

function places(text: string): Found[] {
  return detector.read(head + text, "python").all.filter((one) => one.start >= head.length);
}

function spelled(text: string): string[] {
  return places(text).map((one) => `${one.text} ${one.concept} ${one.how}`);
}

function written(list: readonly Argument[] | undefined): string {
  return (list ?? []).map(({ name, value }) => `${name}=${value}`).join(" ");
}

const net = (made: string, forward: string) =>
  `class Net(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n${made}\n    def forward(self, x, mask):\n${forward}\n        return x\n`;

describe("Roundabout ways of Python programs are followed", () => {
  it("partial gives the constructor some of its arguments", () => {
    const text = "layer = functools.partial(nn.Dropout, 0.1)\ndrop = layer(inplace=True)\ndrop(x)";
    const [named, layer, drop] = places(text);
    assert.equal(named?.call, undefined);
    assert.deepEqual(
      [layer?.how, layer?.concept, written(layer?.call)],
      ["bound", "dropout", "p=0.1 inplace=true"],
    );
    assert.deepEqual([drop?.how, written(drop?.made)], ["bound", "p=0.1 inplace=true"]);
    const [, eps, norm] = places("norm = functools.partial(nn.BatchNorm2d, eps=1e-3)\nnorm(8)");
    assert.deepEqual([eps?.text, eps?.concept], ["eps", "epsilon"]);
    assert.equal(written(norm?.call), "eps=0.001 num_features=8");
  });

  it("lists are filled by append and gone through", () => {
    assert.deepEqual(
      spelled(
        "layers = []\nfor i in range(3):\n    layers.append(nn.Linear(1, 2))\nfor f in layers:\n    x = f(x)",
      ).slice(1),
      ["f linear-layer bound"],
    );
    const made =
      "        self.blocks = nn.ModuleList()\n        for i in range(n):\n            self.blocks.append(nn.ReLU())";
    const forward = "        for i, block in enumerate(self.blocks):\n            x = block(x)";
    assert.deepEqual(spelled(net(made, forward)).slice(-1), ["block relu bound"]);
    assert.deepEqual(
      spelled("layers = []\nlayers.append(nn.ReLU())\nlayers.append(nn.Tanh())\nlayers[1](x)").slice(2),
      ["layers tanh bound"],
    );
    assert.deepEqual(
      spelled("layers = []\nlayers.append(own())\nlayers.append(nn.Tanh())\nfor f in layers: f(x)").length,
      1,
    );
  });

  it("objects are spread over a call in scripts; what comes last holds", () => {
    const script = [
      'import * as tf from "@tensorflow/tfjs";',
      'const shared = { activation: "relu", units: 3 };',
      "model.add(tf.layers.dense({ ...shared, units: 8 }));",
      "model.add(tf.layers.dense({ units: 8, ...shared, ...unknown }));",
    ].join("\n");
    const { all } = detector.read(script, "typescript");
    assert.deepEqual(
      all.map(({ text, concept }) => `${text} ${concept}`),
      [
        "activation activation-function",
        "relu relu",
        "units units",
        "add sequential-model",
        "dense linear-layer",
        "units units",
        "add sequential-model",
        "dense linear-layer",
      ],
    );
    const [first, second] = all.filter(({ text }) => text === "dense");
    assert.equal(written(first?.call), "activation=relu units=8");
    assert.equal(written(second?.call), "activation=relu units=3 undefined=undefined");
  });

  it("masked_fill hides the future where its mask is evidently a triangle", () => {
    const buffer = "        self.register_buffer('mask', torch.tril(torch.ones(n, n)).view(1, n, n))";
    const forward = (mask: string) => `        x = x.masked_fill(${mask} == 0, -1e9)`;
    const last = (text: string) => spelled(text).at(-1);
    const masked = "masked_fill causal-mask method";
    assert.equal(last(net(buffer, forward("self.mask[:, :n, :n]"))), masked);
    assert.equal(last(net("        self.tri = torch.tril(torch.ones(n, n))", forward("self.tri"))), masked);
    assert.equal(
      last("tri = torch.triu(torch.ones(3, 3), 1)\nfuture = tri.bool()\nx.masked_fill_(future, 0)"),
      masked.replace(" ", "_ "),
    );
    assert.notEqual(last(net(buffer, forward("mask"))), masked);
    assert.notEqual(last(net(buffer, forward("self.padding"))), masked);
    assert.deepEqual(spelled("x.masked_fill(ids == 0, -1e9)"), []);
  });

  it("dictionaries are filled key by key", () => {
    assert.deepEqual(
      spelled("nets = {}\nnets['a'] = nn.Linear(1, 2)\nnets['b'] = nn.ReLU()\nnets['b'](nets['a'](x))").slice(
        2,
      ),
      ["nets relu bound", "nets linear-layer bound"],
    );
    const made =
      "        self.heads = nn.ModuleDict()\n        for name in n:\n            self.heads[name] = nn.Linear(1, 2)";
    const forward =
      "        x = self.heads[mask](x)\n        for head in self.heads.values():\n            head(x)";
    assert.deepEqual(spelled(net(made, forward)).slice(3), [
      "heads linear-layer bound",
      "head linear-layer bound",
    ]);
    assert.deepEqual(
      spelled("nets = {}\nnets['a'] = own() or nn.ReLU()\nnets['b'] = 3\nnets['b'](x)").length,
      1,
    );
  });

  it("gradient accumulation is written by hand, beside a loader", () => {
    const loop = [
      "from torch.utils.data import DataLoader",
      "ACCUM_STEPS = 4",
      "loader = DataLoader(data, batch_size=16)",
      "for i, (x, y) in enumerate(loader):",
      "    loss = criterion(net(x), y) / ACCUM_STEPS",
      "    loss.backward()",
      "    if (i + 1) % ACCUM_STEPS == 0 or i + 1 == len(loader):",
      "        optimizer.step()",
    ].join("\n");
    const found = places(loop).filter(({ concept }) => concept === "gradient-accumulation");
    assert.deepEqual(
      found.map(({ text, how, made }) => `${text} ${how} ${written(made)}`),
      Array(2).fill("ACCUM_STEPS bound gradient_accumulation_steps=4 batch_size=16"),
    );
    const other = "if i % log_every == 0: log(x / accum)\nif i % accum > 2: pass\nshare = 100 % accum_steps";
    assert.deepEqual(spelled(other), []);
    assert.deepEqual(spelled("loss /= args.gradient_accumulation_steps"), [
      "gradient_accumulation_steps gradient-accumulation bound",
    ]);
    const elsewhere = `import keras\n${loop.slice(loop.indexOf("ACC"))}`;
    assert.deepEqual(detector.read(elsewhere, "python").all, []);
  });

  it("pairs are taken apart", () => {
    assert.deepEqual(spelled("for n, f in zip(names, [nn.ReLU(), nn.ReLU()]): f(x)").slice(2), [
      "f relu bound",
    ]);
    assert.deepEqual(spelled("[f(x) for i, f in enumerate([nn.ReLU()])]"), [
      "f relu bound",
      "ReLU relu name",
    ]);
    assert.deepEqual(spelled("for k, f in {'a': nn.ReLU()}.items(): f(k)").slice(1), ["f relu bound"]);
    assert.deepEqual(spelled("(a, (b, c)) = (nn.ReLU(), (1, 2))\nb(x)\nc(x)").length, 1);
  });

  it("a constructor is picked from a dictionary", () => {
    assert.deepEqual(spelled("f = {'a': nn.ReLU, 'b': nn.ReLU6}[name]()\nf(x)").slice(2), ["f relu bound"]);
    assert.deepEqual(spelled("f = {'a': nn.ReLU, 'b': nn.Tanh}['b']()\nf(x)").slice(2), ["f tanh bound"]);
    assert.deepEqual(spelled("f = {'a': nn.ReLU, 'b': nn.Tanh}[name]()\nf(x)").length, 2);
  });

  it("a dictionary that is spread over a call holds its arguments", () => {
    for (const options of ["{'lr': 0.1, 'momentum': m}", "dict(lr=0.1, momentum=m)"]) {
      const text = `options = ${options}\ntorch.optim.SGD(p, **options)`;
      const [lr, momentum, sgd] = places(text);
      assert.deepEqual([lr?.text, lr?.how, lr?.concept], ["lr", "argument", "learning-rate"]);
      assert.equal(momentum?.concept, "momentum");
      assert.match(written(sgd?.call), /^params=undefined lr=0.1/);
      const at = head.length + text.indexOf("lr") + 1;
      assert.equal(detector.read(head + text, "python").at(at)?.concept, "learning-rate");
    }
    assert.deepEqual(spelled("options = {'lr': 0.1}\noptions = other()\ntorch.optim.SGD(p, **options)"), [
      "SGD sgd name",
    ]);
  });

  it("where there may be no layer, a call is that of the layer", () => {
    const made = "        self.drop = nn.Dropout(0.1) if n else nn.Identity()";
    assert.deepEqual(spelled(net(made, "        x = self.drop(x)")).slice(-1), ["drop dropout bound"]);
  });

  it("what a module takes and gives are tensors", () => {
    assert.deepEqual(
      spelled(`import numpy as np\n${net("", "        x = mask[:, 0].reshape(1, -1)")}`).slice(1),
      ["reshape tensor-shape method"],
    );
    assert.deepEqual(
      spelled(`import numpy as np\n${net("        pass", "        pass")}Net(1)(y).transpose(0, 1)`).slice(
        -1,
      ),
      ["transpose tensor-shape method"],
    );
  });

  it("methods that only tensors have give them away", () => {
    assert.deepEqual(
      spelled("for x, y in loader:\n    x, y = x.to(d), y.cuda()\n    (x > 0).float().view(-1)"),
      [
        "to device method",
        "cuda device method",
        "float numeric-precision method",
        "view tensor-shape method",
      ],
    );
    assert.deepEqual(spelled("g = make().cuda()\ng.load_state_dict(s)\ng.eval()"), [
      "cuda device method",
      "load_state_dict checkpoint method",
      "eval train-eval-mode method",
    ]);
  });

  it("but not methods that arrays have, nor those of other things", () => {
    assert.deepEqual(spelled("import numpy as np\nnp.zeros(3).reshape(1, 3).item()\nrows.reshape(1, 3)"), []);
    assert.deepEqual(spelled("rows.reshape(1, 3)"), ["reshape tensor-shape method"]);
    assert.deepEqual(spelled("df.eval('a + b')\ntrainer.train()\nx.float(1)"), []);
    assert.deepEqual(
      detector.read("import os\nx.to(d)\nx.view(1)\nmodel.eval()\nrows.reshape(1)  # torch", "python").all,
      [],
    );
  });

  it("a function that gives back what it was given, initialised", () => {
    const own = "def started(layer, std=1.0, bias=0.0):\n    fill(layer, std)\n    return layer\n";
    assert.deepEqual(
      spelled(
        `${own}${net("        self.fc = started(nn.Linear(1, 2), std=0.1)", "        x = self.fc(x)")}`,
      ).slice(2),
      ["fc linear-layer bound"],
    );
    assert.deepEqual(spelled(`${own}act = started(bias=0, layer=nn.ReLU())\nact(1)`).slice(1), [
      "act relu bound",
    ]);
    const changed = "def wrapped(layer):\n    layer = cover(layer)\n    return layer\n";
    assert.deepEqual(spelled(`${changed}act = wrapped(nn.ReLU())\nact(1)`).length, 1);
  });

  it("super() asks the class above, not the class itself", () => {
    assert.deepEqual(
      spelled(
        "class Net(nn.Module):\n    def eval(self):\n        super().eval()\n        self.eval()\n",
      ).slice(1),
      ["eval train-eval-mode method"],
    );
  });

  it("a class with the name of its base inherits from that", () => {
    const text = "from torch.optim import SGD\nclass SGD(SGD):\n    pass\no = SGD(ps)\no.step()";
    assert.deepEqual(spelled(text).slice(1), ["SGD sgd name", "step optimizer-step method"]);
  });

  it("parameters are gone through, alone or with their names", () => {
    const loop =
      "import numpy as np\nfor name, p in net.named_parameters():\n    name.data, p.requires_grad, p.grad.data";
    assert.deepEqual(spelled(loop), [
      "named_parameters parameter method",
      "requires_grad autograd method",
      "grad autograd method",
      "data no-grad method",
    ]);
    assert.deepEqual(spelled("for p in net.parameters(): p.grad").slice(1), ["grad autograd method"]);
  });

  it("what a layer or a loader gives is taken apart into tensors", () => {
    const made = "        self.rnn = nn.LSTM(3, 4)";
    assert.deepEqual(
      spelled(
        `import numpy as np\n${net(made, "        out, state = self.rnn(x)\n        out.reshape(1, -1)")}`,
      ).slice(-1),
      ["reshape tensor-shape method"],
    );
    const loop =
      "import numpy as np\nfrom torch.utils.data import DataLoader\nfor x, y in DataLoader(d):\n    y.reshape(1)";
    assert.deepEqual(spelled(loop).slice(2), ["reshape tensor-shape method"]);
  });

  it("beside NumPy, “dim=” tells a tensor from an array", () => {
    assert.deepEqual(
      spelled("import numpy as np\nscores.argmax(dim=1), scores.argmax(axis=1), scores.argmax(1)"),
      ["argmax argmax method"],
    );
  });

  it("giving a name to something is no use of it", () => {
    const made = "        self.act = F.relu\n        self.other = n or F.relu";
    assert.deepEqual(spelled(net(made, "        x = self.act(x) == self.act")).slice(1), [
      "relu relu name",
      "relu relu name",
      "act relu bound",
      "act relu bound",
    ]);
  });

  it("a function in a notebook uses what a cell below makes; the cell above goes before it", () => {
    const use = "import torch.nn as nn\ndef step(x, y):\n    return loss(x, y)";
    const below = "import torch.nn as nn\nloss = nn.CrossEntropyLoss()";
    const above = "import torch.nn as nn\nloss = nn.MSELoss()";
    const last = (...cells: string[][]) => {
      const found = detector.read(use, "python", ...cells).all.at(-1);
      return `${found?.text} ${found?.concept}`;
    };
    assert.equal(last([], [below]), "loss cross-entropy");
    assert.equal(last([above], [below]), "loss mse-loss");
  });

  it("a cell below is read with what the cells above it have", () => {
    const above = "import torch.nn as nn";
    const use = "def step(x, y):\n    return loss(x, y)";
    const found = detector.read(use, "python", [above], ["loss = nn.CrossEntropyLoss()"]).all;
    assert.deepEqual(
      found.map((one) => `${one.text} ${one.concept}`),
      ["loss cross-entropy"],
    );
  });

  it("an array's elements are nothing of ours, what a tensor is called gives it away", () => {
    assert.deepEqual(spelled("import numpy as np\nfor row in np.where(a)[0]:\n    row.item()"), []);
    assert.deepEqual(spelled("import numpy as np\nval_loss.data, df.data, p.grad"), [
      "data no-grad method",
      "grad autograd method",
    ]);
  });
});
