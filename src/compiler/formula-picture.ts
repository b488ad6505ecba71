import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import { AllPackages } from "mathjax-full/js/input/tex/AllPackages.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { SVG } from "mathjax-full/js/output/svg.js";
import { glyphsMark } from "../curriculum/formulas";

/** Pixels per `ex` at the hover's font size. */
const pixelsPerEx = 7.2;

/** Formulas drawn by one drawer share their glyphs: most of a formula's weight is the shapes of its letters. */
export interface FormulaDrawings {
  /** Concept id → SVG with `<use href="#id">` for its glyphs and {@link glyphsMark} where their definitions go. */
  readonly pictures: Record<string, string>;
  /** Glyph id → `d` of its path. */
  readonly glyphs: Record<string, string>;
}

/**
 * Draws formulas as SVG in `currentColor`: a hover can show pictures, not HTML.
 * KaTeX has no SVG output, so MathJax draws these; TeX was checked by KaTeX before.
 */
export class FormulaDrawer {
  readonly #adaptor = liteAdaptor();
  readonly #document;
  readonly drawings: FormulaDrawings = { pictures: {}, glyphs: {} };

  constructor() {
    RegisterHTMLHandler(this.#adaptor);
    this.#document = mathjax.document("", {
      InputJax: new TeX({ packages: AllPackages }),
      // Glyph ids come from font and character, so the same glyph has the same id in every formula.
      OutputJax: new SVG({ fontCache: "local", localID: "" }),
    });
  }

  draw(id: string, tex: string): void {
    const svg = this.#adaptor.innerHTML(this.#document.convert(tex, { display: true }));
    const pixels = (ex: string): string => String(Math.round(Number.parseFloat(ex) * pixelsPerEx * 10) / 10);
    this.drawings.pictures[id] = svg
      .replace(/ style="[^"]*"/g, "")
      .replace(/ (width|height)="([\d.]+)ex"/g, (_, side: string, ex: string) => ` ${side}="${pixels(ex)}"`)
      .replace(/ (?:role|focusable|data-[a-z-]+|xmlns:xlink)="[^"]*"/g, "")
      .replace(/xlink:href/g, "href")
      .replace(/MJX-\d+-/g, "")
      .replace(/<defs>([\s\S]*?)<\/defs>/, (_, definitions: string) => {
        for (const [, glyph, path] of definitions.matchAll(
          /<path id="([^"]+)" d="([^"]*)"\s*(?:\/>|><\/path>)/g,
        )) {
          if (glyph !== undefined && path !== undefined) this.drawings.glyphs[glyph] = path;
        }
        return glyphsMark;
      });
  }
}
