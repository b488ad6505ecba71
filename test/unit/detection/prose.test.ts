import { strict as assert } from "node:assert";
import fc from "fast-check";
import { makeDetector } from "../../../src/detection/detector";
import type { SourceLanguage } from "../../../src/detection/model";

const detector = makeDetector({ concepts: [] });

/** Whether the place of `¦` in a text is prose. */
function isProse(text: string, language: SourceLanguage): boolean {
  const offset = text.indexOf("¦");
  return detector.isProse(text.replace("¦", ""), language, offset);
}

describe("comments and docstrings are told from code", () => {
  it("in Python", () => {
    assert.equal(isProse("x = 1  # uses ¦dropout\n", "python"), true);
    assert.equal(isProse('def f():\n    """Uses ¦dropout."""\n', "python"), true);
    assert.equal(isProse('x = "¦dropout"\n', "python"), false);
    assert.equal(isProse("¦dropout(x)\n", "python"), false);
    assert.equal(isProse("x = 1 ¦ \n", "python"), false);
  });

  it("in TypeScript", () => {
    assert.equal(isProse("const x = 1; // uses ¦dropout\n", "typescript"), true);
    assert.equal(isProse("/* ¦dropout */ const x = 1;\n", "typescript"), true);
    assert.equal(isProse("const x = '¦dropout';\n", "typescript"), false);
    assert.equal(isProse("const x = `¦dropout`;\n", "typescript"), false);
  });

  it("in any text, without an exception", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.nat(200),
        fc.constantFrom("python", "typescript"),
        (text, offset, language) => {
          detector.isProse(text, language, offset);
        },
      ),
    );
  });
});
