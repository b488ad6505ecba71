import assert from "node:assert/strict";
import { findAll, found, inTfjs } from "./small-catalogue";

const script = (text: string) => found(text, "typescript");

describe("Detection in TypeScript and JavaScript", () => {
  describe("resolves modules", () => {
    const forms: Readonly<Record<string, string>> = {
      "import * as": 'import * as tf from "@tensorflow/tfjs";\ntf.relu(1)',
      "the Node package": 'import * as tf from "@tensorflow/tfjs-node"\ntf.relu(1)',
      "the core package": "import * as tf from '@tensorflow/tfjs-core'\ntf.relu(1)",
      "a default import": 'import tf from "@tensorflow/tfjs";\ntf.relu(1)',
      "an address": 'import * as tf from "https://esm.sh/@tensorflow/tfjs@4";\ntf.relu(1)',
      require: 'const tf = require("@tensorflow/tfjs");\ntf.relu(1)',
      "import = require": 'import tf = require("@tensorflow/tfjs");\ntf.relu(1)',
      "a dynamic import": 'const tf = await import("@tensorflow/tfjs");\ntf.relu(1)',
      "a dynamic import in place": '(await import("@tensorflow/tfjs")).relu(1)',
      "taking apart": 'import * as tf from "@tensorflow/tfjs";\nconst { relu } = tf;\nrelu(1)',
      "taking apart under another name":
        'import * as tf from "@tensorflow/tfjs";\nconst { layers: { dense }, relu: r } = tf;\nr(1)',
    };
    for (const [form, text] of Object.entries(forms)) {
      it(form, () => assert.match(script(text).join(), /^r(elu)? relu name$/));
    }
    it("named imports, and names taken from require, are reported", () => {
      assert.deepEqual(script('import { relu as r, softmax } from "@tensorflow/tfjs";\nr(1)'), [
        "relu relu import",
        "softmax softmax import",
        "r relu name",
      ]);
      assert.deepEqual(script('const { relu, train: { adam } } = require("@tensorflow/tfjs")'), [
        "relu relu import",
        "adam adam import",
      ]);
    });
    it("other modules of the family are not taken for it", () => {
      assert.deepEqual(script('import * as tf from "@tensorflow/tfjs-vis";\ntf.relu(1)'), []);
    });
  });

  describe("knows what a name was bound to", () => {
    it("a model that is made, filled, compiled and trained", () => {
      const text =
        "const model = tf.sequential();\nmodel.add(tf.layers.dense({ units: 1 }));\nmodel.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });\nawait model.fit(xs, ys);";
      assert.deepEqual(inTfjs(text), [
        "sequential sequential-model name",
        "dense linear-layer name",
        "compile training-loop method",
        "adam adam string",
        "categoricalCrossentropy cross-entropy string",
        "fit training-loop method",
      ]);
    });
    it("a variable that another function fills", () => {
      assert.deepEqual(
        inTfjs("let m\nfunction a() { m = tf.sequential() }\nasync function b() { await m.fit(1, 2) }"),
        ["sequential sequential-model name", "fit training-loop method"],
      );
    });
    it("what a function of the file returns", () => {
      assert.deepEqual(
        inTfjs("function make() { const m = tf.sequential(); return m }\nconst net = make()\nnet.fit(1, 2)"),
        ["sequential sequential-model name", "fit training-loop method"],
      );
    });
    it("what an arrow function or a function expression returns, with a type, a block or neither", () => {
      const makers = [
        "() => tf.sequential()",
        "n => tf.sequential()",
        "(n: number): tf.LayersModel => { const m = tf.sequential(); return m }",
        "async (n) => { return tf.sequential() }",
        "function (n) { return tf.sequential() }",
      ];
      for (const maker of makers) {
        const found = inTfjs(`const make = ${maker}\nconst x = await make(1)\nx.fit(1, 2)`);
        assert.equal(found.at(-1), "fit training-loop method", maker);
      }
    });
    it("fields and members of a class", () => {
      const text =
        "class A {\n  private net = tf.sequential();\n  opt: tf.Optimizer;\n  constructor() { this.drop = tf.layers.dropout({ rate: 0.5 }) }\n  run = async (x) => { this.net.fit(x, x); this.opt.minimize(f); this.drop.apply(x) }\n}";
      assert.deepEqual(inTfjs(text).slice(3), [
        "fit training-loop method",
        "minimize optimizer-step method",
        "drop dropout bound",
      ]);
    });
    it("an annotation", () => {
      assert.deepEqual(
        inTfjs("function f(m: tf.LayersModel | null, t?: tf.Tensor) { m!.fit(1, 2); t?.softmax() }"),
        ["fit training-loop method", "softmax softmax method"],
      );
    });
    it("chains of tensors", () => {
      assert.deepEqual(inTfjs("tf.tensor([1])\n  .relu()\n  .softmax()"), [
        "relu relu method",
        "softmax softmax method",
      ]);
    });
  });

  describe("reads arguments", () => {
    it("keys and strings of an argument object", () => {
      assert.deepEqual(inTfjs("tf.layers.dense({ units: 1, activation: 'relu' })").slice(1), [
        "activation activation-function argument",
        "relu relu string",
      ]);
      assert.deepEqual(inTfjs('tf.layers.dense({ "activation": `relu` })').slice(1), [
        "activation activation-function argument",
        "relu relu string",
      ]);
    });
    it("not those of other calls and objects", () => {
      assert.deepEqual(inTfjs("f({ activation: 'relu', rate: 1 }); const o = { activation: 'relu' }"), []);
    });
    it("values, with constants of the file", () => {
      const [, dropout] = findAll(
        'import * as tf from "@tensorflow/tfjs";\nconst R = 1 / 4;\ntf.relu(1);\ntf.layers.dropout({ rate: R, seed: -1, name: null, flag: true, list: [1, 2], other: f() })',
        "typescript",
      );
      assert.deepEqual(
        dropout?.call?.map((one) => [one.name, one.value]),
        [
          ["rate", 0.25],
          ["seed", -1],
          ["name", null],
          ["flag", true],
          ["list", [1, 2]],
          ["other", undefined],
        ],
      );
    });
    it("positional ones through the signature", () => {
      const [adam] = findAll('import * as tf from "@tensorflow/tfjs";\ntf.train.adam(1e-3)', "typescript");
      assert.deepEqual(adam?.call, [{ name: "learningRate", position: 0, text: "1e-3", value: 0.001 }]);
    });
  });

  describe("says nothing where a name is something else", () => {
    const silent: Readonly<Record<string, string>> = {
      "a parameter": "function f(tf) { tf.relu(1) }",
      "a typed parameter": "function f(tf: { relu(x: number): number }) { tf.relu(1) }",
      "an arrow function's parameter": "const f = tf => tf.relu(1); const g = ({ tf }) => tf.relu(1)",
      "a local constant": "{ const tf = f(); tf.relu(1) }",
      "a method of its own": "class A { relu(x) { return x } }\nnew A().relu(1)",
      "a key": "const o = { tf: 1, relu: 2 }; type T = { tf: number }; interface I { tf?: string }",
      "a string or template": "const s = 'tf.relu(1)' + `tf.relu(1)`",
      "a comment": "// tf.relu(1)\n/* tf.relu(1) */",
      "a regular expression": "const r = /tf.relu(1)/g.test(s); if (x) /tf.relu(1)/.exec(s)",
      "a caught error": "try {} catch (tf) { tf.relu(1) }",
    };
    for (const [what, text] of Object.entries(silent)) it(what, () => assert.deepEqual(inTfjs(text), []));
    it("but a division is no regular expression, and code in a template is code", () => {
      assert.deepEqual(
        inTfjs("const a = b / tf.relu(1) / c; const d = `$" + "{tf.relu(`$" + "{tf.softmax(x)}`)}`"),
        ["relu relu name", "relu relu name", "softmax softmax name"],
      );
    });
    it("text, tags and attributes of JSX are not code, their braces are", () => {
      assert.deepEqual(
        inTfjs(
          "const a = <p title='tf.relu(1)'>tf.relu(1) don't <b {...tf.relu(1)} /> {tf.softmax(x)}</p>;\ntf.relu(2)",
        ),
        ["relu relu name", "softmax softmax name", "relu relu name"],
      );
    });
    it("type parameters are not JSX", () => {
      assert.deepEqual(
        inTfjs(
          "const f = <T,>(x: T) => x; const g = <T>(x: T) => tf.relu(x); const h = a < b; const i = <Foo>c; tf.softmax(d)",
        ),
        ["relu relu name", "softmax softmax name"],
      );
    });
    it("a file without our modules is silent", () => {
      assert.deepEqual(
        script(
          'import * as tf from "./tf";\nmodel.fit(1); tf.relu(1); optimizer.minimize(f) // @tensorflow/tfjs',
        ),
        [],
      );
    });
  });
});
