import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import { AllPackages } from "mathjax-full/js/input/tex/AllPackages.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { SVG } from "mathjax-full/js/output/svg.js";

/** Pixels per `ex` at the hover's font size. */
const pixelsPerEx = 7.2;

/**
 * Draws a formula as one self-contained SVG in `currentColor`: a hover can show pictures, not HTML.
 * KaTeX has no SVG output, so MathJax draws these; TeX was checked by KaTeX before.
 */
export function makeFormulaDrawer(): (tex: string) => string {
  const adaptor = liteAdaptor();
  RegisterHTMLHandler(adaptor);
  const document = mathjax.document("", {
    InputJax: new TeX({ packages: AllPackages }),
    OutputJax: new SVG({ fontCache: "local" }),
  });
  return (tex) => {
    const svg = adaptor.innerHTML(document.convert(tex, { display: true }));
    const pixels = (ex: string): string => String(Math.round(Number.parseFloat(ex) * pixelsPerEx * 10) / 10);
    return svg
      .replace(/ style="[^"]*"/g, "")
      .replace(/ (width|height)="([\d.]+)ex"/g, (_, side: string, ex: string) => ` ${side}="${pixels(ex)}"`)
      .replace(/ (?:role|focusable|data-[a-z-]+)="[^"]*"/g, "");
  };
}
