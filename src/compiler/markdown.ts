import { tex } from "@mdit/plugin-tex";
import type { PluginWithParams } from "markdown-it";
import MarkdownIt from "markdown-it";
import Token from "markdown-it/lib/token.mjs";
import container from "markdown-it-container";
import { escapeHtml } from "../curriculum/html";
import type { Language } from "../curriculum/model";
import { figureHtml } from "./figure";
import type { MathTypesetter } from "./math";
import type { Problems } from "./problems";

/** What a text may refer to. */
export interface References {
  /** Source id → label and address. */
  readonly sources: ReadonlyMap<string, { readonly label: string; readonly url: string }>;
  readonly questions: ReadonlySet<number>;
  readonly concepts: ReadonlySet<string>;
  /** The figure's SVG, or undefined when there is no such file. */
  figure(path: string, language: Language): string | undefined;
}

/** Where a text stands, for messages; `line` is that of its first line. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly language: Language;
  /** Makes ids of figures unique in the page. */
  readonly figurePrefix: string;
}

export interface RenderedPage {
  readonly answer: string;
  readonly body: string;
  readonly figures: number;
  /** Words in English, Han characters in Chinese; formulas, code and figures are not counted. */
  readonly words: number;
  readonly containers: ReadonlySet<string>;
}

/** Renders the Markdown of `content/`; every mistake goes to `problems`, with its line. */
export class MarkdownRenderer {
  readonly #markdown: MarkdownIt;
  readonly #problems: Problems;

  readonly #math: MathTypesetter;

  constructor(math: MathTypesetter, problems: Problems) {
    this.#problems = problems;
    this.#math = math;
    this.#markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
    this.#markdown.use(tex, {
      render: (content: string, display: boolean) => this.#formula(content, display),
    });
    for (const name of ["correction", "try"]) {
      // The plug-in's types were written for another module format of the same markdown-it.
      this.#markdown.use(container as unknown as PluginWithParams, name, {
        render: (tokens: Token[], index: number) =>
          tokens[index]?.nesting === 1 ? `<aside class="${name}">\n` : "</aside>\n",
      });
    }
    // Links are checked one by one below, with a sentence for each; markdown-it's own filter would only drop them.
    this.#markdown.validateLink = () => true;
    this.#markdown.inline.ruler.before("link", "citation", citation);
    this.#markdown.renderer.rules.citation = (tokens, index) => citationHtml(tokens[index]);
    this.#markdown.renderer.rules.table_open = () => '<div class="table"><table>\n';
    for (const name of ["th_open", "td_open"]) this.#markdown.renderer.rules[name] = alignedCell;
    this.#markdown.renderer.rules.table_close = () => "</table></div>\n";
    this.#markdown.renderer.rules.softbreak = (tokens, index) =>
      joinsWithoutSpace(tokens.slice(0, index), tokens.slice(index + 1)) ? "" : "\n";
  }

  /** A page: what stands above its first heading is the answer. */
  page(text: string, place: Place, references: References): RenderedPage {
    const tokens = this.#markdown.parse(text, {});
    const seen = this.#resolve(tokens, place, references);
    const firstHeading = tokens.findIndex((token) => token.type === "heading_open");
    const split = firstHeading < 0 ? tokens.length : firstHeading;
    const answer = tokens.slice(0, split);
    const body = tokens.slice(split);
    if (answer.length === 0) {
      this.#problems.add(
        place.file,
        place.line,
        "has no direct answer: write two or three sentences above the first heading",
      );
    }
    return {
      answer: this.#render(answer),
      body: this.#render(body),
      figures: seen.figures,
      words: countWords(body, place.language),
      containers: seen.containers,
    };
  }

  /** A short text, such as a quiz prompt: block Markdown without figures. */
  fragment(text: string, place: Place, references: References): string {
    const tokens = this.#markdown.parse(text, {});
    this.#resolve(tokens, place, references);
    return this.#render(tokens).trim();
  }

  /** One line without a paragraph around it. */
  inline(text: string, place: Place, references: References): string {
    const html = this.fragment(text, place, references);
    const match = /^<p>([\s\S]*)<\/p>$/.exec(html);
    return match?.[1] !== undefined && !match[1].includes("<p>") ? match[1] : html;
  }

  /** A line must not begin with the comma after a formula: a word joiner holds the two together. */
  #render(tokens: Token[]): string {
    const html = this.#markdown.renderer.render(tokens, this.#markdown.options, {});
    return html.replace(/<\/span>(?=[,.;:!?)，。；：！？、）”])/g, "</span>\u2060");
  }

  /** TeX that cannot be read was reported by `#checkFormula` and leaves a gap. */
  #formula(content: string, display: boolean): string {
    try {
      const html = this.#math.typeset(content, display);
      return display ? `<div class="formula">${html}</div>\n` : html;
    } catch {
      return "";
    }
  }

  #checkFormula(content: string, block: Token, place: Place): void {
    try {
      this.#math.typeset(content, false);
    } catch (error) {
      const reason =
        error instanceof Error ? error.message.replace(/^KaTeX parse error: /, "") : String(error);
      this.#add(place, block, `the formula “${content.trim().slice(0, 60)}” cannot be read: ${reason}`);
    }
  }

  /** Puts links, citations and figures in their final form and reports what does not resolve. */
  #resolve(
    tokens: Token[],
    place: Place,
    references: References,
  ): { figures: number; containers: Set<string> } {
    let figures = 0;
    const containers = new Set<string>();
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!;
      const opened = /^container_(\w+)_open$/.exec(token.type);
      if (opened?.[1]) containers.add(opened[1]);
      if (token.type === "heading_open" && !["h2", "h3"].includes(token.tag)) {
        this.#add(place, token, "uses a heading of this rank: use ## or ###");
      }
      if (token.type === "math_block") this.#checkFormula(token.content, token, place);
      if (token.type !== "inline") continue;
      const children = token.children ?? [];
      const image = children.find((child) => child.type === "image");
      if (image) {
        if (children.length > 1) this.#add(place, token, "a figure must stand in a paragraph of its own");
        figures++;
        const figure = this.#figure(image, token, place, references, figures);
        tokens.splice(i - 1, 3, figure);
        i--;
      } else this.#resolveInline(children, token, place, references);
    }
    return { figures, containers };
  }

  #resolveInline(children: Token[], block: Token, place: Place, references: References): void {
    for (const child of children) {
      if (child.type === "text" && /<\/?[a-z][^>]*>/i.test(child.content)) {
        this.#add(
          place,
          block,
          `raw HTML is not allowed (${child.content.trim().slice(0, 40)}): use Markdown`,
        );
      }
      if (child.type === "math_inline") this.#checkFormula(child.content, block, place);
      if (child.type === "link_open") this.#resolveLink(child, block, place, references);
      if (child.type === "citation") {
        const source = references.sources.get(child.content);
        if (source) child.meta = source;
        else
          this.#add(place, block, `unknown source “@${child.content}”: add it to sources in question.yaml`);
      }
    }
  }

  #resolveLink(link: Token, block: Token, place: Place, references: References): void {
    const target = link.attrGet("href") ?? "";
    const [, kind, id] = /^(question|concept):(.*)$/.exec(target) ?? [];
    if (kind === "question" && id !== undefined) {
      if (!references.questions.has(Number(id)))
        this.#add(place, block, `links to question ${id}, which is not there`);
      link.attrs = [
        ["href", `#question-${id}`],
        ["data-question", id],
      ];
    } else if (kind === "concept" && id !== undefined) {
      if (!references.concepts.has(id)) {
        this.#add(place, block, `links to the unknown concept “${id}”: use an id of content/concepts`);
      }
      link.attrs = [
        ["href", `#concept-${id}`],
        ["class", "concept"],
        ["data-concept", id],
      ];
    } else if (!/^https:\/\/[^\s]+$/.test(target)) {
      this.#add(place, block, `links to “${target}”: a link starts with https://, question: or concept:`);
    }
  }

  #figure(image: Token, block: Token, place: Place, references: References, ordinal: number): Token {
    const path = image.attrGet("src") ?? "";
    const alternative = image.content.trim();
    const caption = image.attrGet("title") ?? "";
    if (alternative === "") {
      this.#add(
        place,
        block,
        `the figure ${path} has no alternative text: write between the brackets what it shows`,
      );
    }
    if (caption === "")
      this.#add(place, block, `the figure ${path} has no caption: write it in quotes after the path`);
    const svg = references.figure(path, place.language);
    if (svg === undefined) this.#add(place, block, `the figure ${path} is not there: check its name`);
    const prefix = `${place.figurePrefix}${ordinal}`;
    const drawn = svg === undefined ? "" : figureHtml(svg, place.language, prefix, alternative);
    const figure = new Token("html_block", "", 0);
    figure.content = `<figure>${drawn}<figcaption>${this.inline(caption, place, references)}</figcaption></figure>\n`;
    return figure;
  }

  #add(place: Place, token: Token, message: string): void {
    this.#problems.add(place.file, place.line + (token.map?.[0] ?? 0), message);
  }
}

/** A column's alignment as a class: the page's content policy forbids the style attribute of markdown-it. */
function alignedCell(tokens: Token[], index: number): string {
  const token = tokens[index];
  const align = /text-align:(\w+)/.exec(token?.attrGet("style") ?? "")?.[1];
  return align === undefined ? `<${token?.tag}>` : `<${token?.tag} class="align-${align}">`;
}

/** `[@zhang2019]` → a citation token that holds the source's id. */
function citation(
  state: Parameters<Parameters<MarkdownIt["inline"]["ruler"]["push"]>[1]>[0],
  silent: boolean,
): boolean {
  const match = /^\[@([a-z0-9-]+)\]/.exec(state.src.slice(state.pos, state.pos + 80));
  if (!match?.[1]) return false;
  if (!silent) {
    const token = state.push("citation", "", 0);
    token.content = match[1];
  }
  state.pos += match[0].length;
  return true;
}

function citationHtml(token: Token | undefined): string {
  const source = token?.meta as { label: string; url: string } | null;
  if (!source) return "";
  return `<a class="source" href="${escapeHtml(source.url)}">${escapeHtml(source.label)}</a>`;
}

function countWords(tokens: readonly Token[], language: Language): number {
  const text = tokens
    .flatMap((token) => token.children ?? [])
    .filter((child) => child.type === "text")
    .map((child) => child.content)
    .join(" ");
  return language === "en"
    ? text.split(/\s+/).filter((word) => /[A-Za-z]/.test(word)).length
    : (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}

/** A line of Chinese goes on in the next one without a space. */
function joinsWithoutSpace(before: readonly Token[], after: readonly Token[]): boolean {
  const han = /[\p{Script=Han}，。；：！？、（）“”…]/u;
  const last = before.findLast(({ content }) => content !== "")?.content.at(-1) ?? "";
  const next = after.find(({ content }) => content !== "")?.content.at(0) ?? "";
  return han.test(last) && han.test(next);
}
