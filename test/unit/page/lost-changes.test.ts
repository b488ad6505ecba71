import { deepEqual, equal } from "node:assert/strict";
import type { Param, ParamValue } from "../../../src/lab/outputs";
import { isNothing, KnownParams } from "../../../src/page/lost-changes";
import { stringsOf } from "../../../src/page/strings";

describe("What Reset would throw away", () => {
  const rate: Param = { kind: "number", name: "rate", value: 1, min: 0, max: 5, step: 1, scale: "linear" };
  const pad: Param = { kind: "points", name: "pad", x: [0, 1], y: [0, 1], classes: 2, most: 90, value: [] };
  const digit: Param = { kind: "drawing", name: "digit", rows: 1, columns: 2, value: [0, 0] };
  const again: Param = { kind: "button", name: "again", value: 0 };

  function lost(values: Record<string, ParamValue>, code = false) {
    const known = new KnownParams();
    for (const param of [rate, pad, digit, again]) known.add(param, false);
    return known.lost(code, new Map(Object.entries(values)));
  }

  it("is nothing where every value is what it was, or can be made again at once", () => {
    equal(isNothing(lost({ rate: 1, pad: [], digit: [0, 0], again: 3, unknown: 7 })), true);
  });

  it("counts points, drawings and settings", () => {
    deepEqual(lost({ rate: 2, pad: [0, 0, 1, 1, 1, 0], digit: [0, 1] }, true), {
      code: true,
      points: 2,
      drawings: 1,
      settings: 1,
    });
  });

  it("takes a value that the demo was started with for a changed one", () => {
    const known = new KnownParams();
    known.add({ ...rate, value: 3 }, true);
    equal(known.lost(false, new Map([["rate", 3]])).settings, 1);
  });

  it("is said in one sentence", () => {
    const all = lost({ rate: 2, pad: [0, 0, 1, 1, 1, 0], digit: [0, 1] }, true);
    equal(
      stringsOf("en").resetQuestion(all),
      "Throw away your code, 2 points, your drawing and a changed setting?",
    );
    equal(
      stringsOf("zh-cn").resetQuestion(all),
      "丢弃你改的代码、放好的 2 个点、画好的图和调过的 1 项参数？",
    );
    equal(stringsOf("en").resetQuestion(lost({ pad: [0, 0, 1] })), "Throw away your point?");
  });
});
