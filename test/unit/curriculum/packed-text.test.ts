import { strict as assert } from "node:assert";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { packText } from "../../../src/compiler/pack-text";
import { referenceMark, unpackText } from "../../../src/curriculum/packed-text";

/** Texts like compiled pages: passages between tags, many of them repeated far away. */
const pages = fc
  .array(
    fc.string({ minLength: 1, maxLength: 200 }).map((text) => `<p>${text.replaceAll(referenceMark, "")}`),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain((passages) => fc.array(fc.constantFrom(...passages, "、", "<i>"), { maxLength: 60 }))
  .map((parts) => parts.join(""));

describe("a packed text", () => {
  it("comes out as it went in, whatever it is", () => {
    fc.assert(fc.property(pages, (text) => assert.equal(unpackText(packText(text)), text)));
    fc.assert(fc.property(fc.json(), (text) => assert.equal(unpackText(packText(text)), text)));
  });

  it("holds a long passage once, however far the second lies away", () => {
    const formula = `<span class="katex">${[...Array(400).keys()].join("·")}</span>`;
    const between = [...Array(20_000).keys()].join(" ");
    const size = (text: string) => deflateRawSync(text).length;
    const text = formula + between + formula;
    assert.ok(size(text) - size(formula + between) > 500, "the zip alone does not see it");
    assert.ok(size(packText(text)) - size(formula + between) < 40);
  });

  it("leaves short repetitions to the zip", () => {
    const text = "<b>same</b> and <b>same</b>";
    assert.equal(packText(text), text);
  });

  it("is refused when it is damaged", () => {
    for (const damaged of ["ab\u0001zz,5,", "ab\u0001-1,1,", "ab\u0001what", "\u00010,1,"]) {
      assert.throws(() => unpackText(damaged), RangeError);
    }
  });

  it("is not made of a text that holds the mark itself", () => {
    assert.throws(() => packText("a\u0001b"), RangeError);
  });
});
