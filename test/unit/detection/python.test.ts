import assert from "node:assert/strict";
import { findAll, found, inTorch } from "./small-catalogue";

describe("Detection in Python", () => {
  describe("resolves imported names", () => {
    const forms: Readonly<Record<string, readonly [text: string, ...expected: string[]]>> = {
      "a module with an alias": ["import torch.nn as nn\nnn.Dropout(0.5)", "Dropout dropout name"],
      "a module without one": ["import torch.nn\ntorch.nn.Dropout(0.5)", "Dropout dropout name"],
      "several modules on a line": ["import os, torch.nn as nn, sys\nnn.ReLU()", "ReLU relu name"],
      "names from a module": [
        "from torch.nn import Dropout\nDropout()",
        "Dropout dropout import",
        "Dropout dropout name",
      ],
      "names with an alias": [
        "from torch.nn import Dropout as D\nD()",
        "Dropout dropout import",
        "D dropout name",
      ],
      "names in brackets over several lines": [
        "from torch.nn import (\n    ReLU,  # one\n    Dropout as D,\n)\nD(ReLU)",
        "ReLU relu import",
        "Dropout dropout import",
        "D dropout name",
        "ReLU relu name",
      ],
      "everything of a known module": ["from torch.nn.functional import *\nrelu(1)", "relu relu name"],
      "an import inside a function": ["def f():\n    import torch.nn as nn\n    nn.ReLU()", "ReLU relu name"],
      "alternatives in try and except": [
        "try:\n    from torch.nn import ReLU\nexcept ImportError:\n    ReLU = None\nReLU()",
        "ReLU relu import",
        "ReLU relu name",
      ],
      "an unknown alternative": [
        "try:\n    from fast import ReLU\nexcept ImportError:\n    from torch.nn import ReLU\nReLU()",
        "ReLU relu import",
        "ReLU relu name",
      ],
      "the place where a class is defined": [
        "import torch\ntorch.nn.modules.activation.ReLU()",
        "ReLU relu name",
      ],
      "Keras inside TensorFlow": [
        "import tensorflow as tf\ntf.keras.layers.Dropout(0.1)",
        "Dropout dropout name",
      ],
      "Keras's older homes": [
        "from tensorflow.python.keras.layers.core import Dense\nDense(3)",
        "Dense linear-layer import",
        "Dense linear-layer name",
      ],
      "an alias by assignment": [
        "import torch\nrelu = torch.relu\nrelu(1)",
        "relu relu name",
        "relu relu bound",
      ],
      "a class and its own constructor": [
        "from transformers import AutoTokenizer\nAutoTokenizer.from_pretrained('a')",
        "AutoTokenizer tokenizer import",
        "AutoTokenizer tokenizer name",
        "from_pretrained tokenizer name",
      ],
    };
    for (const [form, [text, ...expected]] of Object.entries(forms)) {
      it(form, () => assert.deepEqual(found(text), expected));
    }
  });

  describe("knows what a name was bound to", () => {
    const forms: Readonly<Record<string, readonly [text: string, ...expected: string[]]>> = {
      "a variable": [
        "loss = nn.CrossEntropyLoss()\nloss(a, b)",
        "CrossEntropyLoss cross-entropy name",
        "loss cross-entropy bound",
      ],
      "an attribute, across the methods of a class": [
        "class A(nn.Module):\n    def __init__(self):\n        self.drop = nn.Dropout(0.1)\n    def forward(self, x):\n        return self.drop(x)",
        "Module module name",
        "Dropout dropout name",
        "drop dropout bound",
      ],
      "an attribute of a base class of the file": [
        "class A:\n    def __init__(me):\n        me.act = nn.ReLU()\nclass B(A):\n    def run(me, x):\n        return me.act(x)",
        "ReLU relu name",
        "act relu bound",
      ],
      "a global used before its line, in a function": [
        "def f():\n    act(1)\nact = nn.ReLU()",
        "act relu bound",
        "ReLU relu name",
      ],
      "several at once": [
        "a, b = nn.ReLU(), nn.Dropout()\nb(1)",
        "ReLU relu name",
        "Dropout dropout name",
        "b dropout bound",
      ],
      "a chain of assignments": ["a = b = nn.ReLU()\na(1)", "ReLU relu name", "a relu bound"],
      "an assignment expression": ["if (a := nn.ReLU()): a(1)", "ReLU relu name", "a relu bound"],
      "members of Sequential by index": [
        "s = nn.Sequential(nn.ReLU(), nn.Dropout())\ns[1](x)",
        "Sequential sequential-model name",
        "ReLU relu name",
        "Dropout dropout name",
        "s dropout bound",
      ],
      "members of a list in a loop": [
        "for a in [nn.ReLU(), nn.ReLU()]:\n    a(1)",
        "ReLU relu name",
        "ReLU relu name",
        "a relu bound",
      ],
      "members of a dictionary by key": [
        "d = {'a': nn.ReLU(), 'b': nn.Dropout()}\nd['b'](1)",
        "ReLU relu name",
        "Dropout dropout name",
        "d dropout bound",
      ],
      "what a function of the file returns": [
        "def make():\n    return nn.ReLU()\na = make()\na(1)",
        "ReLU relu name",
        "a relu bound",
      ],
      "both ways of a choice, when they agree": [
        "a = nn.ReLU() if c else nn.ReLU(True)\na(1)",
        "ReLU relu name",
        "ReLU relu name",
        "a relu bound",
      ],
      "nothing, when the ways differ": [
        "if c:\n    a = nn.ReLU()\nelse:\n    a = nn.Dropout()\na(1)",
        "ReLU relu name",
        "Dropout dropout name",
      ],
      "the latest of several": [
        "a = nn.ReLU()\na = nn.Dropout()\na(1)",
        "ReLU relu name",
        "Dropout dropout name",
        "a dropout bound",
      ],
      "a parameter's default": ["def f(act=nn.ReLU()):\n    act(1)", "ReLU relu name", "act relu bound"],
      "a call right after the constructor, once": ["nn.Dropout(0.5)(x)", "Dropout dropout name"],
    };
    for (const [form, [text, ...expected]] of Object.entries(forms)) {
      it(form, () => assert.deepEqual(inTorch(text), expected));
    }
  });

  describe("knows methods by the type of what stands before them", () => {
    it("an optimiser that was made here", () => {
      assert.deepEqual(inTorch("o = torch.optim.Adam([])\no.zero_grad(); o.step()").slice(1), [
        "zero_grad zero-grad method",
        "step optimizer-step method",
      ]);
    });
    it("a schedule is no optimiser", () => {
      assert.deepEqual(inTorch("s = torch.optim.lr_scheduler.StepLR(o, 3)\ns.step()").slice(1), [
        "step lr-schedule method",
      ]);
    });
    it("either optimiser of two", () => {
      assert.ok(
        inTorch("if a:\n  o = torch.optim.Adam([])\nelse:\n  o = torch.optim.SGD([])\no.step()").includes(
          "step optimizer-step method",
        ),
      );
    });
    it("a model of the file's own class", () => {
      assert.deepEqual(inTorch("class Net(nn.Module): pass\nnet = Net().to('cuda')\nnet.eval()").slice(1), [
        "eval train-eval-mode method",
      ]);
    });
    it("the result of a loss", () => {
      assert.deepEqual(inTorch("c = nn.CrossEntropyLoss()\nv = c(a, b)\n(v / 4).backward()").slice(2), [
        "backward backpropagation method",
      ]);
    });
    it("a type annotation", () => {
      assert.deepEqual(
        inTorch(
          "from typing import Optional\ndef f(m: Optional[nn.Module], t: torch.Tensor | None):\n    m.eval()\n    t.softmax(1)",
        ).slice(1),
        ["eval train-eval-mode method", "softmax softmax method"],
      );
    });
    it("a subclass's instance has the methods of its base", () => {
      assert.deepEqual(inTorch("d = nn.DataParallel(m)\nd.state_dict()"), ["state_dict checkpoint method"]);
    });
    it("a conventional name, where the file is one of the framework", () => {
      assert.deepEqual(
        inTorch(
          "def f(model, optimizer, scheduler, loss):\n    model.train()\n    loss.backward()\n    optimizer.step()\n    scheduler.step()",
        ),
        [
          "train train-eval-mode method",
          "backward backpropagation method",
          "step optimizer-step method",
          "step lr-schedule method",
        ],
      );
    });
    it("not a conventional name that is something else here", () => {
      assert.deepEqual(
        inTorch(
          "import model\nclass Loss:\n    def backward(self): pass\nloss = Loss()\nloss.backward()\nmodel.train()\nenv.step()",
        ),
        [],
      );
    });
  });

  describe("reads arguments of resolved calls", () => {
    it("keywords", () => {
      assert.deepEqual(inTorch("torch.optim.Adam([], weight_decay=0.1)\nf(weight_decay=1)"), [
        "Adam adam name",
        "weight_decay weight-decay argument",
      ]);
    });
    it("strings by keyword and by position", () => {
      const text =
        "from keras.layers import Dense\nDense(3, 'relu')\nDense(3, activation='relu')\ng(activation='relu')";
      assert.deepEqual(found(text).slice(1), [
        "Dense linear-layer name",
        "relu relu string",
        "Dense linear-layer name",
        "activation activation-function argument",
        "relu relu string",
      ]);
    });
    it("strings of a typed method, also in a list", () => {
      const text =
        "import keras\nm = keras.Sequential()\nm.compile('adam', loss='categorical_crossentropy', metrics=['accuracy', 'x'])";
      assert.deepEqual(found(text).slice(1), [
        "compile training-loop method",
        "adam adam string",
        "categorical_crossentropy cross-entropy string",
        "accuracy accuracy string",
      ]);
    });
    it("a found string is the text inside the quotes", () => {
      const text = "from keras.layers import Dense\nDense(3, activation=r'''relu''')";
      const string = findAll(text).find((one) => one.how === "string");
      assert.equal(text.slice(string?.start, string?.end), "relu");
      assert.equal(text[(string?.start ?? 0) - 1], "'");
    });

    const argumentOf = (argument: string, before = "") => {
      const all = findAll(`import torch.nn as nn\n${before}\nnn.Dropout(${argument})`);
      return all.find((one) => one.text === "Dropout")?.call?.[0];
    };
    const literals: Readonly<Record<string, unknown>> = {
      "0.25": 0.25,
      "-1": -1,
      "1/3": 1 / 3,
      "1e-3": 0.001,
      "2 ** 8": 256,
      "-2 ** 2": -4,
      "(1 + 2) * 3": 9,
      "7 // 2": 3,
      "1_000": 1000,
      "0x10": 16,
      True: true,
      None: null,
      "'same'": "same",
      "'a' \"b\"": "ab",
      "(1, -2)": [1, -2],
      "[1, [2, 3]]": [1, [2, 3]],
      "()": [],
      x: undefined,
      "f(1)": undefined,
      "1j": undefined,
      "f'a'": undefined,
    };
    for (const [text, value] of Object.entries(literals)) {
      it(`${text} is ${JSON.stringify(value) ?? "not a literal"}`, () => {
        assert.deepEqual(argumentOf(text), { name: "p", position: 0, text, value });
      });
    }
    it("a constant that is bound once", () => assert.equal(argumentOf("P / 2", "P = 0.5")?.value, 0.25));
    it("not one that is bound twice", () =>
      assert.equal(argumentOf("P", "P = 0.5\nP = 0.6")?.value, undefined));
    it("not a parameter's default", () => {
      const [, call] = findAll(
        "import torch.nn as nn\ndef f(p=0.5):\n    return nn.Linear(1, 2), nn.Dropout(p)",
      );
      assert.deepEqual(call?.call, [{ name: "p", position: 0, text: "p", value: undefined }]);
    });
    it("positions end at *args, keyword-only parameters have none", () => {
      const [dense] = findAll("import keras\nkeras.layers.Dense(*a, 3)");
      assert.deepEqual(
        dense?.call?.map((one) => [one.name, one.position]),
        [
          [undefined, undefined],
          [undefined, undefined],
        ],
      );
      const [four] = findAll("import keras\nkeras.layers.Dense(1, 2, 3, 4)");
      assert.deepEqual(
        four?.call?.map((one) => one.name),
        ["units", "activation", "use_bias", undefined],
      );
    });
    it("a bound object's call has no names from its constructor", () => {
      const all = findAll("import torch.nn as nn\nd = nn.Dropout(0.5)\nd(x)");
      assert.deepEqual(all[1]?.call, [{ name: undefined, position: 0, text: "x", value: undefined }]);
      assert.deepEqual(all[1]?.made, [{ name: "p", position: 0, text: "0.5", value: 0.5 }]);
    });
    it("a name that is not called has no arguments", () => {
      assert.equal(findAll("import torch.nn as nn\nx = nn.Dropout")[0]?.call, undefined);
    });
  });

  describe("sees decorators and context managers", () => {
    it("@torch.no_grad() and with torch.autocast(…)", () => {
      assert.deepEqual(
        inTorch("@torch.no_grad()\ndef f():\n    with torch.autocast('cuda'), open(p) as q:\n        pass"),
        ["no_grad no-grad name", "autocast mixed-precision name"],
      );
    });
    it("@jax.jit, @partial(jax.jit) and @tf.function", () => {
      assert.deepEqual(
        found(
          "import jax\nimport tensorflow as tf\n@jax.jit\n@partial(jax.jit, static_argnums=0)\n@tf.function\ndef f(): pass",
        ),
        ["jit jit-compilation name", "jit jit-compilation name", "function jit-compilation name"],
      );
    });
    it("flax's compact modules", () => {
      assert.deepEqual(
        found(
          "import flax.linen as nn\nclass A(nn.Module):\n    @nn.compact\n    def __call__(self, x):\n        return nn.relu(nn.Dense(3)(x))",
        ).slice(0),
        ["compact module name", "relu relu name", "Dense linear-layer name"],
      );
    });
  });

  describe("says nothing where a name is something else", () => {
    const silent: Readonly<Record<string, string>> = {
      "a function of the file": "def relu(x): return x\nrelu(1)",
      "a parameter": "from torch import relu\ndef f(relu):\n    relu(1)",
      "a local variable": "from torch import relu\ndef f():\n    relu = g()\n    relu(1)",
      "a variable of a comprehension": "from torch import relu\n[relu(1) for relu in fs]",
      "a lambda's parameter": "from torch import relu\nlambda relu: relu(1)",
      "a loop variable": "from torch import relu\nfor relu in fs:\n    relu(1)",
      "the target of with": "from torch import relu\nwith f() as relu:\n    relu(1)",
      "a caught exception": "from torch import relu\ntry: pass\nexcept E as relu:\n    relu(1)",
      "a pattern's capture": "from torch import relu\nmatch x:\n    case [relu, 1]:\n        relu(1)",
      "a global of a function":
        "from torch import relu\ndef f():\n    global relu\n    relu = g()\ndef h():\n    relu(1)",
      "an attribute of something unknown": "import torch\nx.nn.Dropout(0.1)",
      "a relative import": "import torch\nfrom .torch.nn import Dropout\nDropout(0.1)",
      "a keyword of an unknown call": "import torch\nf(weight_decay=1, dropout=2)",
      "a member of the file's own class": "import torch\nclass A:\n    def relu(self): pass\nA().relu()",
      "a string": 'import torch\ns = \'torch.relu(1)\' """torch.relu(1)""" f\'torch.relu(1)\'',
      "a comment": "import torch\n# torch.relu(1)",
      "a deleted name": "from torch import relu\ndel relu",
    };
    for (const [what, text] of Object.entries(silent)) {
      it(what, () =>
        assert.deepEqual(
          found(text).filter((row) => !row.endsWith("import")),
          [],
        ),
      );
    }
    it("but code inside an f-string is code", () => {
      assert.deepEqual(inTorch("f'{F.relu(x)!r:>{w}} {{F.relu}} {f'{torch.relu(x)}'}'"), [
        "relu relu name",
        "relu relu name",
      ]);
    });
    it("a file that imports no library of ours is silent, whatever it calls things", () => {
      assert.deepEqual(
        found("import numpy as np\nmodel.train()\nloss.backward()\nnp.einsum('i')\n# torch"),
        [],
      );
      assert.deepEqual(found("import torch\nimport numpy as np\nnp.einsum('i')"), ["einsum einsum name"]);
    });
  });

  describe("reads notebooks cell by cell", () => {
    it("imports and bindings of earlier cells hold", () => {
      const earlier = ["import torch.nn as nn", "drop = nn.Dropout(0.5)\nP = 0.5"];
      assert.deepEqual(found("drop(x)\nnn.Dropout(P)", "python", earlier), [
        "drop dropout bound",
        "Dropout dropout name",
      ]);
      const [first] = findAll("  drop(x)", "python", earlier);
      assert.equal(first?.start, 2);
    });
    it("a later cell wins", () => {
      assert.deepEqual(found("relu(1)", "python", ["from torch import relu", "relu = print"]), []);
    });
    it("a cell that was left open does not swallow the next", () => {
      assert.deepEqual(
        found("nn.ReLU()", "python", ["import torch.nn as nn\nx = (1,", "s = '''open", "f'{"]),
        ["ReLU relu name"],
      );
    });
    it("magics and other languages are not Python", () => {
      assert.deepEqual(
        found("%matplotlib inline\n!pip install x\n?nn.ReLU\nx = !ls nn.ReLU()\nnn.ReLU()", "python", [
          "import torch.nn as nn",
        ]),
        ["ReLU relu name"],
      );
      for (const magic of ["bash", "javascript", "html", "writefile a.py"]) {
        assert.deepEqual(found(`%%${magic}\nnn.ReLU()`, "python", ["import torch.nn as nn"]), []);
      }
    });
    it("below a magic that nobody knows Python goes on", () => {
      assert.deepEqual(found("%%backend torch\nnn.ReLU()", "python", ["import torch.nn as nn"]), [
        "ReLU relu name",
      ]);
    });
    it("what a magic times is Python", () => {
      assert.deepEqual(found("%%time\nnn.ReLU()\n%timeit nn.ReLU()", "python", ["import torch.nn as nn"]), [
        "ReLU relu name",
        "ReLU relu name",
      ]);
    });
  });

  describe("reads what is being typed", () => {
    it("an open bracket ends at the next statement", () => {
      assert.deepEqual(inTorch("x = nn.Dropout(0.5\ndef f():\n    return F.relu(x)"), [
        "Dropout dropout name",
        "relu relu name",
      ]);
    });
    it("an open string ends with its line", () => {
      assert.deepEqual(inTorch("x = 'abc\nnn.ReLU()"), ["ReLU relu name"]);
    });
    it("a name without its call, a dot without its name", () => {
      assert.deepEqual(inTorch("nn.Dropout\nnn.\nnn.ReLU("), ["Dropout dropout name", "ReLU relu name"]);
    });
    it("Windows line ends and a byte order mark", () => {
      const text =
        "\uFEFFimport torch.nn as nn\r\nif a:\r\n    nn.ReLU()\r\nx = 1 + \\\r\n    nn.Dropout(0.5)\r\n";
      assert.deepEqual(
        findAll(text).map((one) => text.slice(one.start, one.end)),
        ["ReLU", "Dropout"],
      );
    });
  });
});
