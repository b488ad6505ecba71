import {
  Directive,
  type DirectiveParameters,
  directive,
  type ElementPart,
  type PartInfo,
  PartType,
} from "lit/directive.js";
import { showCompiledHtml } from "./trusted-html";

/** Fills an element with HTML that the compiler made. */
class CompiledHtmlDirective extends Directive {
  #shown: string | undefined;

  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error("compiledHtml stands on an element");
  }

  override update(part: ElementPart, [html]: DirectiveParameters<this>): void {
    if (html === this.#shown) return;
    this.#shown = html;
    showCompiledHtml(part.element, html);
  }

  render(_html: string): void {}
}

/** `<div ${compiledHtml(page.body)}></div>`; the element must have no other content. */
export const compiledHtml = directive(CompiledHtmlDirective);
