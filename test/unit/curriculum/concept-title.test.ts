import { strict as assert } from "node:assert";
import { conceptTitle } from "../../../src/curriculum/concept-title";

describe("a concept's title", () => {
  it("begins with a capital, the other language beside it", () => {
    const names = { en: "batch normalisation", "zh-cn": "批归一化" };
    assert.deepEqual(conceptTitle(names, "en"), { name: "Batch normalisation", other: "批归一化" });
    assert.deepEqual(conceptTitle(names, "zh-cn"), { name: "批归一化", other: "batch normalisation" });
  });

  it("says nothing twice", () => {
    assert.deepEqual(conceptTitle({ en: "dropout", "zh-cn": "随机失活 dropout" }, "zh-cn"), {
      name: "随机失活 dropout",
    });
  });

  it("leaves a Greek letter as it is", () => {
    assert.equal(conceptTitle({ en: "epsilon", "zh-cn": "ε（小常数）" }, "zh-cn").name, "ε（小常数）");
  });
});
