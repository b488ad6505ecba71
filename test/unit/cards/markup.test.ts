import assert from "node:assert/strict";
import fc from "fast-check";
import { literal } from "../../../src/cards/arguments";
import { code, escapeMarkdown, md, number, percent } from "../../../src/cards/markup";
import { inTheme, palettes, type Theme } from "../../../src/cards/theme";
import { plain } from "./place";

/** Contrast of two colours (WCAG 2.2, relative luminance). */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
      const value = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe("cards: texts", () => {
  it("numbers: four digits, thousands apart from five digits on, small ones with an exponent", () => {
    assert.deepEqual([320, 1024, 1179776, 1.33333, -0.25, 3e-4, 1e-8, 0, 12345.6, 0.1 + 0.2].map(number), [
      "320",
      "1024",
      "1,179,776",
      "1.333",
      "−0.25",
      "3e-4",
      "1e-8",
      "0",
      "12,346",
      "0.3",
    ]);
    assert.equal(percent(0.07), "7\u00a0%");
  });
  it("nothing that a learner wrote acts as Markdown", () => {
    assert.equal(
      escapeMarkdown("[a](command:x) **b** `c` <d> $(bug)"),
      "\\[a\\](command:x) \\*\\*b\\*\\* \\`c\\` \\<d\\> \\$(bug)",
    );
    assert.equal(md`${"*x*"}`.markdown, "\\*x\\*");
  });
  it("a code span cannot be left: its fence is longer than any run of backticks inside", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "a", " ", "$", "(", "\n", "*") }), (source) => {
        const { markdown } = code(source);
        const fence = /^`+/.exec(markdown)?.[0] ?? "";
        const inside = markdown.slice(fence.length, -fence.length);
        const runs = (inside.match(/`+/g) ?? []).map((run) => run.length);
        assert.ok(markdown.endsWith(fence) && !runs.includes(fence.length), markdown);
        assert.ok(!markdown.includes("\n") && !inside.includes("$("));
      }),
    );
  });
  it("long code is cut", () => {
    assert.ok(plain(code("x".repeat(500)).markdown).length <= 74);
  });
  it("reads defaults as the catalogue writes them", () => {
    assert.deepEqual(
      ["0.5", "'valid'", "True", "false", "None", "(0.9, 0.999)", "1e-08", "-100", "float32", "(1,)"].map(
        literal,
      ),
      [0.5, "valid", true, false, null, [0.9, 0.999], 1e-8, -100, undefined, [1]],
    );
  });
});

describe("cards: pictures in the four themes", () => {
  for (const theme of Object.keys(palettes) as Theme[]) {
    it(`${theme}: every colour has a contrast of 4.5 on the hover's background`, () => {
      const { background, text, quiet, colours } = palettes[theme];
      for (const colour of [text, quiet, ...Object.values(colours)]) {
        assert.ok(
          contrast(colour, background) >= 4.5,
          `${colour}: ${contrast(colour, background).toFixed(2)}`,
        );
      }
    });
  }
  it("gives a picture its size, at most 420 wide, and leaves other text alone", () => {
    const svg = inTheme('<svg xmlns="x" viewBox="0 0 840 200"><path class="c1"/></svg>', "dark");
    assert.match(svg, /^<svg width="420" height="100" /);
    assert.match(svg, /\.c1\{stroke:#5cb0ff\}/);
    assert.equal(inTheme("no picture", "dark"), "no picture");
  });
});
