/** The page's one way to set HTML: for what the compiler made, never for a learner's text. */

interface HtmlPolicy {
  createHTML(html: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): HtmlPolicy;
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
const policy: HtmlPolicy = factory?.createPolicy("learn-dl", { createHTML: (html) => html }) ?? {
  createHTML: (html) => html,
};

/** Shows compiled HTML in `target`. */
export function showCompiledHtml(target: Element, html: string): void {
  target.innerHTML = policy.createHTML(html);
}
