import { escapeHtml } from "./html";

/** A concept's sentence as HTML: Markdown with `code` and *emphasis* only, which the compiler has checked. */
export function inlineHtml(markdown: string): string {
  return markdown
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : emphasised(part)))
    .join("");
}

function emphasised(text: string): string {
  return escapeHtml(text).replace(/\*(?! )([^*]+)(?<! )\*/g, "<em>$1</em>");
}
