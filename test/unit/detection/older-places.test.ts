import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { olderFormsPath, withOlderForms } from "../../../src/compiler/older-forms";
import { Problems } from "../../../src/compiler/problems";
import { olderName, olderPlace } from "../../../src/curriculum/older-forms";
import { makeDetector } from "../../../src/detection/detector";
import { readCatalogue } from "../../cli/catalogue";

const problems = new Problems();
const { concepts: read } = readCatalogue();
const concepts = withOlderForms(read, readFileSync(olderFormsPath, "utf8"), problems);
const detector = makeDetector({ concepts });

/** What is to be written today, by what was found. */
function told(text: string): string[] {
  return detector.read(text, "python").all.flatMap(({ text: found, api, written, concept }) => {
    const forms = concepts.find(({ id }) => id === concept)?.older ?? [];
    const form =
      (written !== undefined && (olderName(forms, written) ?? olderPlace(forms, written))) ||
      olderName(forms, api);
    return form ? [`${found} → ${form.now}`] : [];
  });
}

describe("Places where names no longer stand", () => {
  it("are told with the name of today: layers that were experimental", () => {
    const text = `import tensorflow as tf
from tensorflow.keras.layers.experimental import preprocessing
a = tf.keras.layers.experimental.preprocessing.Rescaling(1 / 255)
b = preprocessing.RandomFlip("horizontal")
c = tf.keras.layers.Rescaling(1 / 255)
`;
    assert.deepEqual(told(text), [
      "Rescaling → keras.layers.Rescaling",
      "RandomFlip → keras.layers.RandomFlip",
    ]);
  });
  it("modules inside of keras.layers, where they are imported and where they are used", () => {
    const text = `from keras.layers.core import Dense
from keras.layers import Dropout
model.add(Dense(3))
model.add(Dropout(0.5))
`;
    assert.deepEqual(told(text), ["Dense → keras.layers.Dense", "Dense → keras.layers.Dense"]);
  });
  it("optimisers of Keras 2", () => {
    assert.deepEqual(
      told("import keras\na = keras.optimizers.legacy.Adam(0.1)\nb = keras.optimizers.Adam(0.1)\n"),
      ["Adam → keras.optimizers.Adam"],
    );
  });
  it("TensorFlow 1, under any alias", () => {
    const text = `import tensorflow.compat.v1 as tf
a = tf.nn.relu(x)
b = tf.keras.layers.Dense(3)
c = tf.train.AdamOptimizer(0.1)
`;
    assert.deepEqual(told(text), [
      "relu → tf.nn.relu",
      "Dense → tf.keras.layers.Dense",
      "AdamOptimizer → tf.keras.optimizers.Adam",
    ]);
  });
  it("but the name of today is not older, though an older one stands for it", () => {
    assert.deepEqual(told("from jax.example_libraries import optimizers\noptimizers.adam(0.1)\n"), []);
    assert.deepEqual(told("from jax.experimental import optimizers\noptimizers.adam(0.1)\n"), [
      "adam → jax.example_libraries.optimizers.adam()",
    ]);
    assert.deepEqual(told("import tensorflow as tf\ntf.nn.relu(x)\ntf.keras.layers.Dense(2)\n"), []);
  });
  it("lead to the same concept, and what is made there has the same methods", () => {
    const found = (optimizers: string): string[] =>
      detector
        .read(
          `import keras\nopt = keras.${optimizers}.SGD(0.1)\nopt.apply_gradients(g)\nopt.minimize(l)\n`,
          "python",
        )
        .all.map(({ text, concept, how }) => `${text} ${concept} ${how}`);
    assert.deepEqual(found("optimizers.legacy"), found("optimizers"));
  });
  it("lead to names that the catalogue has, for each entry", () => {
    const forms = parse(readFileSync(olderFormsPath, "utf8")) as {
      places?: { from: string[]; to: string }[];
    }[];
    const places = forms.flatMap((form) => form.places ?? []);
    assert.ok(places.length >= 8);
    for (const { from, to } of places)
      for (const place of from)
        assert.ok(
          concepts.some(({ older }) =>
            older?.some((form) => form.now === to && form.places?.includes(place)),
          ),
          place,
        );
    assert.deepEqual(problems.all, []);
  });
});
