import {
  Directive,
  type DirectiveParameters,
  directive,
  type ElementPart,
  type PartInfo,
  PartType,
} from "lit/directive.js";

/** Tells a slider's sheet how much of its track is filled: the content policy forbids style attributes. */
class FillDirective extends Directive {
  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error("fillOf stands on an element");
  }

  override update(part: ElementPart, [share]: DirectiveParameters<this>): void {
    (part.element as HTMLElement).style.setProperty("--fill", `${(share * 100).toFixed(2)}%`);
  }

  render(_share: number): void {}
}

/** Stands on an `<input type=range>`; the share is between 0 and 1. */
export const fillOf = directive(FillDirective);
