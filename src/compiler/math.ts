import katex from "katex";

/**
 * Typesets TeX for the page. KaTeX writes `style` attributes, which the page's content policy forbids:
 * each distinct one becomes a class of one generated sheet.
 */
export class MathTypesetter {
  readonly #classes = new Map<string, string>();
  readonly #formulas = new Map<string, string>();

  /** HTML with MathML for screen readers. Throws for TeX that cannot be read. */
  typeset(tex: string, displayMode: boolean): string {
    const key = `${displayMode} ${tex}`;
    const html = this.#formulas.get(key) ?? this.#set(tex, displayMode);
    this.#formulas.set(key, html);
    return html;
  }

  #set(tex: string, displayMode: boolean): string {
    const html = katex.renderToString(tex, {
      displayMode,
      throwOnError: true,
      strict: "error",
      output: "htmlAndMathml",
    });
    return withoutSource(html).replace(
      /<([a-z]+)((?: [a-zA-Z-]+="[^"]*")*?) style="([^"]*)"((?: [a-zA-Z-]+="[^"]*")*)/g,
      (_, name, before, style, after) => this.#withClass(name, `${before}${after}`, style),
    );
  }

  /** MathML alone, for a formula that is shown as a picture. Throws for TeX that cannot be read. */
  mathml(tex: string): string {
    const html = katex.renderToString(tex, {
      displayMode: true,
      throwOnError: true,
      strict: "error",
      output: "mathml",
    });
    return withoutSource(/<math[\s\S]*<\/math>/.exec(html)?.[0] ?? "");
  }

  /** Everything typeset so far. */
  get formulas(): readonly string[] {
    return [...this.#formulas.values()];
  }

  /** The classes that stand for its styles. */
  get classes(): string {
    return [...this.#classes].map(([style, name]) => `.${name}{${style}}`).join("\n");
  }

  #withClass(element: string, attributes: string, style: string): string {
    let name = this.#classes.get(style);
    if (name === undefined) {
      name = `k${this.#classes.size}`;
      this.#classes.set(style, name);
    }
    return / class="/.test(attributes)
      ? `<${element}${attributes.replace(/ class="([^"]*)"/, ` class="$1 ${name}"`)}`
      : `<${element}${attributes} class="${name}"`;
  }
}

/** Nothing here reads the TeX that KaTeX notes beside its MathML. */
function withoutSource(html: string): string {
  return html.replace(/<annotation[^>]*>[^<]*<\/annotation>/g, "");
}
