import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { parseApi } from "../../../src/curriculum/signature";
import { apiNames, concepts, wordsByKey } from "./written-catalogue";

/** Names that the current releases no longer have, or never listed, and that code in the wild still uses. */
const olderNames = new Set([
  ...(
    parse(readFileSync("content/older-forms.yaml", "utf8")) as { names?: Record<string, string> }[]
  ).flatMap(({ names = {} }) => Object.keys(names)),
  "keras.layers.LocallyConnected1D",
  "keras.layers.LocallyConnected2D",
  "keras.backend.batch_dot",
  "keras.backend.set_learning_phase",
  "keras.optimizers.Optimizer.minimize",
  "optax.squared_error",
]);

/** Names that exist and that the lists of their modules leave out: inherited, abstract or re-exported. */
const unlisted = new Set([
  "keras.Model.get_weights",
  "keras.Model.set_weights",
  "keras.Model.train_step",
  "optax.GradientTransformation.init",
  "optax.GradientTransformation.update",
  "tfjs.LayersModel.getLayer",
  "tfjs.Optimizer.applyGradients",
]);

const libraries = readdirSync("test/fixtures/apis").filter((file) => !file.endsWith("-strings.txt"));

describe("The API names of the catalogue", () => {
  it("belong to one concept each", () => {
    const owners = new Map<string, string[]>();
    for (const concept of concepts) {
      for (const api of concept.apis ?? []) {
        const name = api.split("(", 1)[0]!;
        owners.set(name, [...(owners.get(name) ?? []), concept.id]);
      }
    }
    assert.deepEqual(
      [...owners].filter(([, ids]) => ids.length > 1),
      [],
    );
  });

  it("are canonical: one place for Keras, TensorFlow, Lightning and tfjs", () => {
    const wrong = apiNames.filter((name) =>
      /^(tf|tensorflow\.keras|nn|F|pytorch_lightning|tfjs\.tf)\b/.test(name),
    );
    assert.deepEqual(wrong, []);
  });

  it("have signatures that can be read, with parameters that differ", () => {
    for (const api of concepts.flatMap((concept) => concept.apis ?? [])) {
      const parsed = parseApi(api);
      assert.ok(parsed, `${api} cannot be read`);
      const names = parsed.parameters.map((parameter) => parameter.name);
      assert.equal(new Set(names).size, names.length, `${api} names a parameter twice`);
    }
  });

  it("have defaults that are written as in their language", () => {
    for (const api of concepts.flatMap((concept) => concept.apis ?? [])) {
      for (const { name, default: value } of parseApi(api)?.parameters ?? []) {
        const foreign = api.startsWith("tfjs.") ? /^(None|True|False)$/ : /^(null|true|false|undefined)$/;
        assert.doesNotMatch(value ?? "", foreign, `${api}: ${name}`);
      }
    }
  });

  it("have no required parameter after an optional one, as in Python", () => {
    for (const api of concepts.flatMap((concept) => concept.apis ?? [])) {
      if (api.startsWith("tfjs.")) continue;
      const positional = (parseApi(api)?.parameters ?? []).filter((parameter) => !parameter.keywordOnly);
      const firstOptional = positional.findIndex((parameter) => parameter.default !== undefined);
      const late = positional.slice(firstOptional).find((parameter) => parameter.default === undefined);
      if (firstOptional >= 0) assert.equal(late, undefined, api);
    }
  });

  for (const file of libraries) {
    const modules = wordsByKey(file);
    it(`exist in the library: ${file}`, () => {
      const missing = apiNames.filter((name) => {
        const dot = name.lastIndexOf(".");
        const members = modules.get(name.slice(0, dot));
        return members && !members.has(name.slice(dot + 1)) && !isModule(name, modules);
      });
      assert.deepEqual(
        missing.filter((name) => !olderNames.has(name) && !unlisted.has(name)),
        [],
      );
    });

    it(`are many of the library: ${file}`, () => {
      const used = apiNames.filter((name) => modules.has(name.slice(0, name.lastIndexOf("."))));
      assert.ok(used.length >= 10, `only ${used.length} names of ${file} are in the catalogue`);
    });
  }
});

/** Whether a name is itself a module of the list. */
function isModule(name: string, modules: ReadonlyMap<string, unknown>): boolean {
  return [...modules.keys()].some((module) => module === name || module.startsWith(`${name}.`));
}
