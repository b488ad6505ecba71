import { escapeHtml } from "../curriculum/html";
import type { Language } from "../curriculum/model";
import { languages } from "../curriculum/model";

/** What a figure's program exports: it draws the figure, its labels through `t`. */
export type FigureProgram = (t: (english: string, chinese: string) => string) => string;

/** What a figure may not contain, and what to do instead. */
const forbidden: readonly (readonly [RegExp, string])[] = [
  [/<script/i, "contains a script: remove it"],
  [/\son[a-z]+\s*=/i, "contains an event handler: remove it"],
  [
    /\sstyle\s*=/i,
    "uses a style attribute: use the classes c1 … c6, axis, tick or attributes such as stroke-width",
  ],
  [/<style/i, "contains a style element: use the classes c1 … c6, axis and tick"],
  [/href\s*=\s*["'](?!#)/i, "refers to something outside itself: draw it in the figure"],
  [/<(?:image|foreignObject)/i, "contains a bitmap or foreign content: draw it as shapes and text"],
];

/** The mistakes of a figure's SVG, as sentences without their subject. */
export function figureMistakes(svg: string): readonly string[] {
  const mistakes = forbidden.filter(([pattern]) => pattern.test(svg)).map(([, message]) => message);
  if (!/^\s*(?:<\?xml[^>]*>\s*)?<svg\b/.test(svg)) mistakes.push("is not an SVG: it must start with <svg");
  else if (!/<svg\b[^>]*\sviewBox=/.test(svg)) mistakes.push("has no viewBox: add one, so that it can scale");
  return mistakes;
}

/**
 * The figure in one language, ready to stand in the page: the other language's text is left out,
 * ids are made unique by `prefix`, and the alternative text is its accessible name.
 */
export function figureHtml(svg: string, language: Language, prefix: string, alternative: string): string {
  const other = languages.filter((one) => one !== language).join("|");
  return svg
    .replace(/^[\s\S]*?(?=<svg\b)/, "")
    .replace(new RegExp(`<(text|tspan|g)\\b[^>]*\\slang="(?:${other})"[^>]*>[\\s\\S]*?</\\1>`, "g"), "")
    .replace(/\sid="([^"]+)"/g, ` id="${prefix}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${prefix}-$1)`)
    .replace(/href="#([^"]+)"/g, `href="#${prefix}-$1"`)
    .replace(/<svg\b([^>]*)>/, (_, attributes: string) => {
      const kept = attributes.replace(/\s(?:width|height|role|aria-label|xmlns)="[^"]*"/g, "");
      return `<svg${kept} role="img" aria-label="${escapeHtml(alternative)}">`;
    })
    .trim();
}
