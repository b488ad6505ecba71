import assert from "node:assert/strict";
import { makeDetector } from "../../../src/detection/detector";
import type { How } from "../../../src/detection/model";
import { readCatalogue } from "../../cli/catalogue";
import { compareAll, count, labelledFiles, type Place, precision, recall, textOf } from "./labelled-files";

const all = () => true;
const show = (places: readonly Place[]) =>
  places
    .map(({ file, line, how, text, concept }) => `${file}:${line} ${how} ${text} = ${concept}`)
    .join("\n");

describe("Detection in whole files", function () {
  this.timeout(60_000);
  const catalogue = readCatalogue();
  const detector = makeDetector(catalogue);
  const comparisons = compareAll(detector);
  const wrong = comparisons.flatMap((one) => one.wrong);
  const missed = comparisons.flatMap((one) => one.missed);

  it("is measured on more than 600 labels, each of a concept that the catalogue has", () => {
    const ids = new Set(catalogue.concepts.map((concept) => concept.id));
    const labels = [...comparisons.flatMap((one) => one.right), ...missed];
    assert.ok(labels.length > 600, `${labels.length} labels`);
    assert.deepEqual(show(labels.filter((label) => !ids.has(label.concept))), "");
  });

  it("is right in at least 98 of 100 places", () => {
    assert.ok(precision(comparisons, all) >= 0.98, show(wrong));
  });

  it("finds at least 95 of 100 places", () => {
    assert.ok(recall(comparisons, all) >= 0.95, show(missed));
  });

  for (const how of ["import", "name", "bound", "method", "argument", "string"] satisfies How[]) {
    it(`is right and finds enough of the form “${how}”`, () => {
      const passes = (place: Place) => place.how === how;
      assert.ok(count(comparisons, "right", passes) >= 40);
      assert.ok(precision(comparisons, passes) >= 0.98, show(wrong.filter(passes)));
      assert.ok(recall(comparisons, passes) >= 0.95, show(missed.filter(passes)));
    });
  }

  for (const file of labelledFiles().filter((name) => name.includes("without-learning"))) {
    it(`says nothing at all in ${file}`, () => {
      assert.match(textOf(file), /torch|tfjs|tensorflow/);
      assert.deepEqual(show(comparisons.filter((one) => one.file === file).flatMap((one) => one.wrong)), "");
    });
  }
});
