import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import katex from "katex";
import { parse } from "yaml";
import { FormulaDrawer } from "../../../src/compiler/formula-picture";
import { languages } from "../../../src/curriculum/model";
import { frozenIds } from "./frozen-ids";
import { concepts } from "./written-catalogue";

/** A hover is about this wide, in pixels; a wider picture is cut off. */
const widestFormula = 480;

describe("The catalogue of concepts", () => {
  it("keeps every id that it ever had, in its group", () => {
    for (const [group, ids] of Object.entries(frozenIds)) {
      const written = parse(readFileSync(`content/concepts/${group}.yaml`, "utf8")) as { id: string }[];
      const there = new Set(written.map((concept) => concept.id));
      const lost = ids.split(" ").filter((id) => !there.has(id));
      assert.deepEqual(lost, [], `gone from ${group}.yaml; an id never changes`);
    }
  });

  it("freezes the ids that are new, too", () => {
    const frozen = new Set(Object.values(frozenIds).flatMap((ids) => ids.split(" ")));
    const fresh = concepts.map((concept) => concept.id).filter((id) => !frozen.has(id));
    assert.deepEqual(fresh, [], "add them to frozen-ids.ts");
  });

  it("has each id once", () => {
    const ids = concepts.map((concept) => concept.id);
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });

  it("has each name once, so that search and hover do not offer two of a kind", () => {
    for (const language of languages) {
      const names = concepts.map((concept) => concept.name[language]);
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
      );
    }
  });

  for (const concept of concepts) {
    it(`${concept.id}: name, sentence and pitfall in both languages, a question and a source`, () => {
      assert.match(concept.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(concept.questions.length > 0, "no question explains it");
      assert.ok(
        concept.questions.every((number) => Number.isInteger(number) && number >= 1 && number <= 50),
        "questions are numbered 1 to 50",
      );
      assert.ok(concept.sources.length > 0, "no source");
      for (const { title, url } of concept.sources) {
        assert.match(url, /^https:\/\/[^\s]+$/, title);
        if (!/arxiv|doi\.org|jmlr|mlr\.press|nips\.cc|distill/.test(url)) continue;
        assert.match(title, /\b(19|20)\d\d\b/, `the paper “${title}” has no year`);
      }
      for (const part of [concept.name, concept.sentence, concept.pitfall]) {
        for (const language of languages) {
          const text = part?.[language];
          assert.ok(text, `something is missing in ${language}`);
          assert.equal(text, text.trim());
        }
      }
    });
  }

  it("has formulas that KaTeX typesets without a complaint", () => {
    for (const { id, formula } of concepts) {
      if (formula === undefined) continue;
      assert.doesNotThrow(() => katex.renderToString(formula, { throwOnError: true, strict: "error" }), id);
    }
  });

  it(`has formulas that fit a hover ${widestFormula} pixels wide`, function () {
    this.timeout(30_000);
    const drawer = new FormulaDrawer();
    for (const { id, formula } of concepts) if (formula !== undefined) drawer.draw(id, formula);
    const tooWide = Object.entries(drawer.drawings.pictures)
      .map(([id, picture]) => ({ id, width: Number(/ width="([\d.]+)"/.exec(picture)?.[1]) }))
      .filter(({ width }) => !(width <= widestFormula));
    assert.deepEqual(tooWide, []);
  });
});
