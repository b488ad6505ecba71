import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { formulaFonts } from "../../src/compiler/formula-fonts";
import { MathTypesetter } from "../../src/compiler/math";

const sheet = readFileSync("node_modules/katex/dist/katex.css", "utf8");

function fontsOf(...formulas: string[]) {
  const math = new MathTypesetter();
  return formulaFonts(
    sheet,
    formulas.map((tex) => math.typeset(tex, true)),
  );
}

describe("The typefaces of formulas", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["a variable", "x", "KaTeX_Math-Italic", "x"],
    ["digits and signs", "1<2", "KaTeX_Main-Regular", "12<"],
    ["a set of numbers", "\\mathbb{R}", "KaTeX_AMS-Regular", "R"],
    ["a calligraphic letter", "\\mathcal{L}", "KaTeX_Caligraphic-Regular", "L"],
    ["a bold vector", "\\boldsymbol{w}", "KaTeX_Math-BoldItalic", "w"],
    ["bold text", "\\textbf{no}", "KaTeX_Main-Bold", "no"],
    ["bold letters within text that is not", "\\text{a \\textbf{b}}", "KaTeX_Main-Bold", "b"],
    ["code", "\\texttt{eps}", "KaTeX_Typewriter-Regular", "eps"],
    ["a script letter", "\\mathscr{F}", "KaTeX_Script-Regular", "F"],
    ["large brackets", "\\Bigl(\\Bigr)", "KaTeX_Size2-Regular", "()"],
    [
      "a brace of several pieces",
      "\\left\\{\\begin{matrix}1\\\\2\\\\3\\\\4\\\\5\\end{matrix}\\right.",
      "KaTeX_Size4-Regular",
      "⎧⎨⎩",
    ],
    ["a large sum", "\\sum", "KaTeX_Size2-Regular", "∑"],
  ];
  for (const [what, tex, file, letters] of cases) {
    it(`hold the characters of ${what}`, () => {
      const characters = fontsOf(tex).characters.get(file) ?? "";
      for (const letter of letters) assert.ok(characters.includes(letter), `${file} has ${characters}`);
    });
  }

  it("are named in the sheet where they are used, and nowhere else", () => {
    const { sheet: css, characters } = fontsOf("x^2");
    assert.deepEqual([...characters.keys()].sort(), ["KaTeX_Main-Regular", "KaTeX_Math-Italic"]);
    assert.deepEqual(
      [...css.matchAll(/url\(([^)]*)\)/g)].map((match) => match[1]),
      ["fonts/KaTeX_Main-Regular.woff2", "fonts/KaTeX_Math-Italic.woff2"],
    );
  });

  it("take along only the rules for what stands in the formulas", () => {
    assert.ok(!fontsOf("x").sheet.includes(".mfrac"));
    assert.ok(fontsOf("\\frac12").sheet.includes(".katex .mfrac"));
  });
});
