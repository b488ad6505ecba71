import assert from "node:assert/strict";
import { foundAt } from "../../../src/detection/found-at";
import { findAll } from "./small-catalogue";

describe("What stands at an offset", () => {
  const text = "import torch.nn as nn\nnn.ReLU(), nn.Dropout(0.5)";
  const found = findAll(text);
  const at = (offset: number) => foundAt(found, offset)?.text;

  it("is the place that covers it, its end included", () => {
    const start = text.indexOf("Dropout");
    assert.deepEqual([at(start), at(start + 3), at(start + 7)], ["Dropout", "Dropout", "Dropout"]);
    assert.equal(at(text.indexOf("ReLU")), "ReLU");
  });

  it("is nothing between places, before, after, and where nothing was found", () => {
    for (const offset of [-1, 0, text.indexOf("Dropout") - 1, text.length, 1e9])
      assert.equal(at(offset), undefined);
    assert.equal(foundAt([], 0), undefined);
  });
});
