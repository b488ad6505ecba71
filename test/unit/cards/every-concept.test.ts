import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Card } from "../../../src/cards/card";
import { cardFor } from "../../../src/cards/card";
import { argumentConcepts } from "../../../src/cards/facts/arguments/registry";
import { factMakers } from "../../../src/cards/facts/registry";
import { defaultValueOf, type WrittenDefault } from "../../../src/compiler/concepts";
import type { Api, Concept, Parameter } from "../../../src/curriculum/model";
import { parseApi } from "../../../src/curriculum/signature";
import type { Argument, Found, How } from "../../../src/detection/model";
import { context, plain } from "./place";

type Source = Omit<Concept, "apis" | "defaults"> & {
  readonly apis?: readonly string[];
  readonly defaults?: readonly WrittenDefault[];
};

/** The real catalogue, read as it is written. */
const concepts: readonly Concept[] = readdirSync("content/concepts")
  .filter((file) => file.endsWith(".yaml"))
  .flatMap((file) => parse(readFileSync(`content/concepts/${file}`, "utf8")) as Source[])
  .map((source) => {
    const apis = (source.apis ?? []).map(parseApi).filter((api) => api !== undefined);
    return {
      ...source,
      group: "tests",
      questions: source.questions ?? [],
      sources: [],
      arguments: source.arguments ?? [],
      strings: source.strings ?? [],
      apis,
      defaults: (source.defaults ?? []).map((written) => defaultValueOf(written, apis)),
    };
  });

const signatures = new Map(concepts.flatMap((one) => one.apis).map((api) => [api.name, api.parameters]));
const signature = (api: string): readonly Parameter[] | undefined => signatures.get(api);

/** Literals that any parameter may be given, sensible or not. */
const samples: readonly Omit<Argument, "name" | "position">[] = [
  { text: "0.25", value: 0.25 },
  { text: "3", value: 3 },
  { text: "64", value: 64 },
  { text: "-1", value: -1 },
  { text: "0", value: 0 },
  { text: "(2, 3)", value: [2, 3] },
  { text: "'same'", value: "same" },
  { text: "True", value: true },
  { text: "False", value: false },
  { text: "None", value: null },
  { text: "whatever(x)", value: undefined },
  { text: "1e-4", value: 1e-4 },
];

/** Every way of naming and calling an API: not called, called bare, and with each of the samples everywhere. */
function* placesOf(concept: Concept): Generator<Found> {
  const place = (api: string, how: How, call?: readonly Argument[], argument?: Argument): Found => ({
    start: 0,
    end: 1,
    text: "x",
    concept: concept.id,
    api,
    how,
    ...(call && { call }),
    ...(argument && { argument }),
  });
  for (const [index, api] of concept.apis.entries()) {
    yield place(api.name, "name");
    yield place(api.name, "name", []);
    // Names without parameters are all alike, and of a long list the later ones resemble the first.
    if (api.parameters.length === 0) continue;
    const step = index < 20 ? 1 : 4;
    for (let shift = 0; shift < samples.length; shift += step)
      yield place(api.name, "name", filled(api, shift));
  }
  for (const rule of concept.arguments) {
    for (const sample of samples) {
      for (const of of rule.of.slice(0, 3)) {
        const argument = { ...sample, name: rule.argument, position: undefined };
        yield place(of.replace(/\.\*$/, ".Thing"), "argument", [argument], argument);
      }
    }
  }
  for (const rule of concept.strings) {
    for (const value of rule.values) {
      const argument = { name: rule.argument, position: undefined, text: `"${value}"`, value };
      for (const of of rule.of.slice(0, 3))
        yield place(of.replace(/\.\*$/, ".Thing"), "string", [argument], argument);
    }
  }
}

function filled(api: Api, shift: number): Argument[] {
  return api.parameters.map((parameter, i) => ({
    ...(samples[(i + shift) % samples.length] ?? { text: "0", value: 0 }),
    name: parameter.name,
    position: i,
  }));
}

interface Both {
  readonly concept: Concept;
  readonly found: Found;
  readonly en: Card;
  readonly zh: Card;
}

const told = ({ found }: Both): string =>
  `${found.concept}, ${found.api}(${(found.call ?? []).map((one) => `${one.name}=${one.text}`).join(", ")})`;
const ownTexts = (card: Card): string[] =>
  [card.fact, card.elsewhere, card.picture?.alt].filter((text) => text !== undefined).map(plain);

/** Lines of a hover 100 letters wide; a Chinese character takes two. */
function linesOf(text: string): number {
  const letters = plain(text);
  const wide = letters.match(/[⺀-￿]/g)?.length ?? 0;
  return Math.ceil((letters.length + wide) / 100);
}

describe("cards: every concept of the catalogue, called in every way", function () {
  this.timeout(60_000);
  let all: readonly Both[] = [];

  before(() => {
    const told = concepts.filter(
      ({ id, defaults = [], elsewhere }) =>
        factMakers[id] !== undefined ||
        argumentConcepts.includes(id) ||
        defaults.length > 0 ||
        elsewhere !== undefined,
    );
    all = told.flatMap((concept) =>
      [...placesOf(concept)].map((found) => ({
        concept,
        found,
        en: cardFor(found, concept, { ...context, signature, language: "en" }),
        zh: cardFor(found, concept, { ...context, signature, language: "zh-cn" }),
      })),
    );
  });

  /** At most ten sentences about what is wrong, one per concept. */
  function wrong(judge: (both: Both) => string | undefined): string[] {
    const found = new Map<string, string>();
    for (const both of all) {
      if (found.has(both.concept.id)) continue;
      const verdict = judge(both);
      if (verdict !== undefined) found.set(both.concept.id, `${told(both)}: ${verdict}`);
      if (found.size >= 30) break;
    }
    return [...found.values()];
  }

  it("has places to look at", () => {
    assert.ok(all.length > 2000, String(all.length));
    assert.ok(all.filter(({ en }) => en.fact !== undefined).length > 800);
  });
  it("has a concept for every fact", () => {
    const known = new Set(concepts.map((concept) => concept.id));
    assert.deepEqual(
      [...Object.keys(factMakers), ...argumentConcepts].filter((id) => !known.has(id)),
      [],
    );
  });
  it("shows no value that is none", () => {
    const verdict = (card: Card): string | undefined =>
      /undefined|NaN|\[object|Infinity|∞∞/.exec(JSON.stringify({ ...card, sentence: "", pitfall: "" }))?.[0];
    assert.deepEqual(
      wrong(({ en, zh }) => verdict(en) ?? verdict(zh)),
      [],
    );
  });
  it("says the same in both languages: same parts, same numbers", () => {
    const numbers = (card: Card): string =>
      [...new Set(plain(`${card.fact} ${card.elsewhere}`).match(/\d+(,\d{3})*(\.\d+)?(e[-+]?\d+)?/g) ?? [])]
        .sort()
        .join(" ");
    assert.deepEqual(
      wrong(({ en, zh }) => {
        if (Object.keys(en).join() !== Object.keys(zh).join()) return "different parts";
        return numbers(en) === numbers(zh) ? undefined : `${numbers(en)} | ${numbers(zh)}`;
      }),
      [],
    );
  });
  it("writes English without Chinese, and Chinese with its own punctuation and spacing", () => {
    const chinese =
      /\p{Script=Han}[,;:!?]|[,;:!?]\p{Script=Han}|\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9%]\p{Script=Han}| [，。：；！？）]|[，。：；！？（] /u;
    assert.deepEqual(
      wrong(({ en, zh }) => {
        const foreign = ownTexts(en).find((text) => /[\p{Script=Han}，。：；（）]/u.test(text));
        const badly = ownTexts(zh).find((text) => chinese.test(text) || !/\p{Script=Han}/u.test(text));
        return foreign ?? (badly === undefined ? undefined : `${chinese.exec(badly)?.[0]} in ${badly}`);
      }),
      [],
    );
  });
  it("writes English sentences with their full stops and single spaces", () => {
    assert.deepEqual(
      wrong(({ en }) => ownTexts(en).find((text) => / {2}|\.\.(?!\.)|\s[,;]|[^.!?]$/.test(text))),
      [],
    );
  });
  it("stays short: nine lines beside the title, the picture and the links", () => {
    assert.deepEqual(
      wrong(({ en, zh }) => {
        for (const card of [en, zh]) {
          const parts = [card.sentence, card.fact, card.pitfall, card.elsewhere].filter(
            (part) => part !== undefined,
          );
          const lines = parts.map(linesOf).reduce((sum, count) => sum + count, 0);
          if (lines > 9) return `${lines} lines: ${parts.join(" | ")}`;
        }
        return undefined;
      }),
      [],
    );
  });
  it("draws pictures that fit: at most 420 × 130 units and 24 000 characters", () => {
    assert.deepEqual(
      wrong(({ en, zh }) => {
        for (const { picture } of [en, zh]) {
          if (picture === undefined) continue;
          const box = /viewBox="0 0 (\d+) (\d+)"/.exec(picture.svg);
          if (!box || Number(box[1]) > 420 || Number(box[2]) > 130) return box?.[0] ?? "no view box";
          if (picture.svg.length > 24_000) return `${picture.svg.length} characters`;
        }
        return undefined;
      }),
      [],
    );
  });
  it("closes every code span and every emphasis", () => {
    assert.deepEqual(
      wrong(({ en, zh }) =>
        [en.fact, zh.fact, en.elsewhere, zh.elsewhere].find((text) => {
          const outside = (text ?? "").replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, "");
          return outside.includes("`") || (outside.match(/\*\*/g) ?? []).length % 2 === 1;
        }),
      ),
      [],
    );
  });
});
