import { deepEqual, equal } from "node:assert/strict";
import { foundText } from "../../../src/page/number-text";
import { stringsOf } from "../../../src/page/strings";

describe("What the page says of a demo's checks", () => {
  const said = (language: "en" | "zh-cn", total: number): string[] =>
    Array.from({ length: total + 1 }, (_, holding) => stringsOf(language).checksHold(holding, total));

  it("is good English, however many there are", () => {
    deepEqual(said("en", 1), ["the check does not hold", "the check holds"]);
    deepEqual(said("en", 2), ["none of the 2 checks holds", "1 of 2 checks holds", "both checks hold"]);
    deepEqual(said("en", 3).slice(2), ["2 of 3 checks hold", "all 3 checks hold"]);
  });

  it("is good Chinese, however many there are", () => {
    deepEqual(said("zh-cn", 1), ["检验不成立", "检验成立"]);
    deepEqual(said("zh-cn", 2), ["2 项检验都不成立", "2 项检验中 1 项成立", "2 项检验全部成立"]);
  });

  it("gives the numbers that they found at most three significant digits", () => {
    equal(foundText("0.00995662"), "0.00996");
    equal(foundText("-1.98765"), "−1.99");
    equal(foundText("3.40123e-7"), "3.4e−7");
    equal(foundText("[0.123456, -25.2, 99.96]"), "[0.123, −25.2, 100]");
  });

  it("keeps whole numbers, and the whole part of large ones", () => {
    equal(foundText("12345"), "12345");
    equal(foundText("1504.27"), "1504");
    equal(foundText("-4"), "−4");
  });

  it("leaves a sentence to its author", () => {
    equal(foundText("26.9412 became 3.0101"), "26.9412 became 3.0101");
    equal(foundText(""), "");
  });
});
