import assert from "node:assert/strict";
import { makeDetector } from "../../../src/detection/detector";
import type { SourceLanguage } from "../../../src/detection/model";
import { readCatalogue } from "../../cli/catalogue";

const detector = makeDetector(readCatalogue());

/** `text concept` of everything on the last lines of a program, after its first `skipped` lines. */
function spelled(program: string, skipped: number, language: SourceLanguage = "python"): string[] {
  const head = program.split("\n").slice(0, skipped).join("\n").length;
  const found = detector.read(program, language).all.filter((one) => one.start > head);
  return found.map((one) => `${one.text} ${one.concept}`);
}

describe("What the libraries' objects are asked to do", () => {
  it("scikit-learn: every estimator fits, predicts and scores, and gives itself back", () => {
    const program = [
      "from sklearn.tree import DecisionTreeRegressor",
      "from sklearn.model_selection import GridSearchCV",
      "tree = DecisionTreeRegressor().fit(X, y)",
      "tree.predict(X), tree.score(X, y)",
      "search = GridSearchCV(tree, param_grid={}).fit(X, y)",
      "search.predict(X)",
      "for name, clf in candidates: clf.fit(X, y).predict(X)",
    ].join("\n");
    assert.deepEqual(spelled(program, 2), [
      "DecisionTreeRegressor decision-tree",
      "fit training-loop",
      "predict inference",
      "score evaluation",
      "GridSearchCV hyperparameter-search",
      "param_grid hyperparameter-search",
      "fit hyperparameter-search",
      "predict inference",
      "fit training-loop",
      "predict inference",
    ]);
  });

  it("scikit-learn: a transformer's methods mean what it is for", () => {
    const program = [
      "from sklearn.feature_extraction.text import TfidfVectorizer",
      "from sklearn.preprocessing import RobustScaler",
      "words = TfidfVectorizer()",
      "words.fit_transform(texts)",
      "RobustScaler().fit_transform(X)",
    ].join("\n");
    assert.deepEqual(spelled(program, 3), [
      "fit_transform tokenizer",
      "RobustScaler input-normalisation",
      "fit_transform input-normalisation",
    ]);
  });

  it("Hugging Face: tokenizers, metrics, and rows of a data set, which are no data sets", () => {
    const program = [
      "import evaluate, numpy as np",
      "from datasets import load_dataset",
      "from transformers import AutoTokenizer",
      "tokenizer = AutoTokenizer.from_pretrained('x')",
      "tokenizer.decode(tokenizer(text, max_length=8))",
      "score = evaluate.load('f1')",
      "score.add_batch(predictions=p, references=r), score.compute()",
      "data = load_dataset('x')",
      "data['train'].map(f), data['train'][0]['text'].map(f)",
    ].join("\n");
    assert.deepEqual(spelled(program, 4), [
      "decode tokenizer",
      "tokenizer tokenizer",
      "max_length packed-sequence",
      "load metric",
      "add_batch metric",
      "compute metric",
      "load_dataset dataset",
      "map dataset",
    ]);
  });

  it("torchmetrics: what is counted up, read off and begun anew", () => {
    const program = [
      "import torchmetrics",
      "seen = torchmetrics.Accuracy(task='binary')",
      "seen.update(p, y), seen.compute(), seen.reset()",
    ].join("\n");
    assert.deepEqual(spelled(program, 2), ["update metric", "compute metric", "reset metric"]);
  });

  it("names that give an estimator or an array away", () => {
    assert.deepEqual(spelled("import sklearn\ndef show(model, X):\n    model.fit(X).predict(X)", 1), [
      "fit training-loop",
      "predict inference",
    ]);
    assert.deepEqual(spelled("import jax\ndef flat(x):\n    return x.reshape(3, -1)", 1), [
      "reshape tensor-shape",
    ]);
    assert.deepEqual(spelled("import jax, numpy\ndef flat(x):\n    return x.reshape(3, -1)", 1), []);
  });

  it("JAX: a function that differentiates, called later, and methods of arrays", () => {
    const program = [
      "import jax, jax.numpy as jnp, numpy as np",
      "step = jax.value_and_grad(loss)",
      "value, slope = step(weights)",
      "jnp.ones(3).reshape(1, -1)",
      "np.ones(3).reshape(1, -1)",
    ].join("\n");
    assert.deepEqual(spelled(program, 2), ["step autograd", "reshape tensor-shape"]);
  });

  it("libraries beside them: what a tokenizer of tiktoken does, what a Variable of old was", () => {
    const program = [
      "import numpy as np, tiktoken, torch",
      "from torch.autograd import Variable",
      "words = tiktoken.get_encoding('gpt2')",
      "words.encode(text)",
      "Variable(x).squeeze(0)",
    ].join("\n");
    assert.deepEqual(spelled(program, 3), ["encode tokenizer", "Variable autograd", "squeeze tensor-shape"]);
  });

  it("TensorFlow.js: models within models, and what a prediction gives", () => {
    const program = [
      'import * as tf from "@tensorflow/tfjs"',
      "const body = await tf.loadLayersModel(url)",
      "const top = tf.model({ inputs, outputs: body.getLayer('x').output })",
      "top.apply(body.apply(x))",
      "body.predict(x).as1D()",
    ].join("\n");
    const found = spelled(program, 2, "typescript").filter((one) => !one.startsWith("body"));
    assert.deepEqual(found, [
      "model module",
      "getLayer module",
      "top module",
      "apply forward-pass",
      "apply forward-pass",
      "predict inference",
      "as1D tensor-shape",
    ]);
  });

  it("TensorFlow.js: a model that another file of one's own gives", () => {
    const tf = 'import * as tf from "@tensorflow/tfjs"\n';
    const use = "\nawait model.fit(x, y, { epochs: 3 })";
    const expected = ["fit training-loop", "epochs epoch"];
    for (const start of [
      'import { model } from "./model"',
      'import model from "../model.js"',
      'const model = require("./model")',
    ])
      assert.deepEqual(spelled(`${tf}${start}${use}`, 2, "typescript"), expected);
    for (const start of [
      'import * as model from "./model"',
      'import model from "fitness"',
      'const model = require("fitness")',
    ])
      assert.deepEqual(spelled(`${tf}${start}${use}`, 2, "typescript"), []);
  });

  it("scikit-learn: the best that a search has found is an estimator again", () => {
    const program = [
      "from sklearn.model_selection import GridSearchCV",
      "search = GridSearchCV(model, grid)",
      "best = search.best_estimator_",
      "best.predict(X)",
    ].join("\n");
    assert.deepEqual(spelled(program, 2), ["predict inference"]);
  });

  it("Grain: loaders beside JAX, under either name of the package", () => {
    for (const name of ["grain", "grain.python"])
      assert.deepEqual(spelled(`import ${name} as pg\npg.DataLoader(data_source=d, sampler=s)`, 1), [
        "DataLoader data-loader",
        "sampler data-loader",
      ]);
  });
});
