import assert from "node:assert/strict";
import { parseApi } from "../../../src/curriculum/signature";
import { apiNames, concepts, nameOf, wordsByKey } from "./written-catalogue";

/** Strings of Keras 2 that Keras 3 dropped or renamed, and that code in the wild still uses. */
const olderStrings = new Set(
  "huber_loss logcosh kullback_leibler_divergence l1_l2 auto l2 normal uniform zero one".split(" "),
);

const argumentRules = concepts.flatMap((concept) =>
  (concept.arguments ?? []).map((rule) => ({ concept: concept.id, ...rule })),
);
const stringRules = concepts.flatMap((concept) =>
  (concept.strings ?? []).map((rule) => ({ concept: concept.id, ...rule })),
);

const signatures = new Map(
  concepts.flatMap((concept) => concept.apis ?? []).map((api) => [nameOf(api), parseApi(api)!.parameters]),
);

describe("The rules for arguments and strings", () => {
  it("speak of names or prefixes that the catalogue has", () => {
    const known = new Set(apiNames);
    const unknown = [...argumentRules, ...stringRules].flatMap(({ concept, argument, of }) =>
      of
        .filter((pattern) =>
          pattern.endsWith(".*")
            ? !apiNames.some((name) => name.startsWith(pattern.slice(0, -1)))
            : !known.has(pattern),
        )
        .map((pattern) => `${concept}: ${argument} of ${pattern}`),
    );
    assert.deepEqual(unknown, []);
  });

  it("give an argument of a call to one concept", () => {
    assert.deepEqual(claimedTwice(argumentRules.map((rule) => ({ ...rule, values: [""] }))), []);
  });

  it("give a string of a call to one concept", () => {
    assert.deepEqual(claimedTwice(stringRules), []);
  });

  it("name arguments that the call has, where its whole signature is known", () => {
    const whole = /^(torch\.nn\.[A-Z]\w*|torch\.optim\.[A-Z]\w*|torch\.nn\.functional\.\w+)$/;
    const wrong = argumentRules.flatMap(({ concept, argument, of }) =>
      of
        .filter((name) => whole.test(name) && (signatures.get(name)?.length ?? 0) > 0)
        .filter((name) => !signatures.get(name)!.some((parameter) => parameter.name === argument))
        .map((name) => `${concept}: ${name} has no ${argument}`),
    );
    assert.deepEqual(wrong, []);
  });

  for (const [library, root] of [
    ["keras", /^keras\./],
    ["tfjs", /^tfjs\./],
  ] as const) {
    const known = wordsByKey(`${library}-strings.txt`);
    it(`give strings that the library takes: ${library}`, () => {
      const wrong = stringRules
        .filter(({ argument, of }) => of.some((name) => root.test(name)) && known.has(argument))
        .flatMap(({ concept, argument, values }) =>
          values
            .filter((value) => !known.get(argument)!.has(value) && !olderStrings.has(value))
            .map((value) => `${concept}: ${argument}="${value}"`),
        );
      assert.deepEqual(wrong, []);
    });

    it(`know the strings that stand for an idea: ${library}`, () => {
      for (const argument of ["activation", "optimizer", "loss"]) {
        const ours = new Set(
          stringRules
            .filter((rule) => rule.argument === argument && rule.of.some((name) => root.test(name)))
            .flatMap((rule) => rule.values),
        );
        const unknown = [...(known.get(argument) ?? [])].filter((value) => !ours.has(value));
        const rare = new Set(
          "lossscaleoptimizer LossScaleOptimizer schedulefreeadamw ScheduleFreeAdamW ce circle Circle".split(
            " ",
          ),
        );
        assert.deepEqual(
          unknown.filter((value) => !rare.has(value)),
          [],
          argument,
        );
      }
    });
  }
});

/** Places where two concepts claim the same argument (and value) of the same call. */
function claimedTwice(
  rules: readonly { concept: string; argument: string; of: readonly string[]; values: readonly string[] }[],
): string[] {
  const owners = new Map<string, Set<string>>();
  for (const { concept, argument, of, values } of rules) {
    for (const pattern of of) {
      for (const value of values) {
        const place = `${pattern}(${argument}=${value})`;
        owners.set(place, (owners.get(place) ?? new Set()).add(concept));
      }
    }
  }
  return [...owners]
    .filter(([, ids]) => ids.size > 1)
    .map(([place, ids]) => `${place}: ${[...ids].join(", ")}`);
}
