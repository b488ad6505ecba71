import { html, render } from "lit";
import { compiledHtml } from "./compiled-html";

export interface ConceptText {
  readonly name: string;
  /** The name in the other language. */
  readonly otherName: string;
  /** HTML, made by the compiler. */
  readonly sentence: string;
}

const gap = 6;
const edge = 12;

/** What a concept means, shown beside its name while pointer or focus is on it. */
export class ConceptNote {
  readonly #element = document.createElement("div");
  #anchor: HTMLAnchorElement | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly textOf: (id: string) => ConceptText | undefined,
  ) {
    this.#element.id = "concept-note";
    this.#element.className = "concept-note";
    this.#element.setAttribute("role", "tooltip");
    this.#element.hidden = true;
    document.body.append(this.#element);
    root.addEventListener("mouseover", this.#enter);
    root.addEventListener("focusin", this.#enter);
    root.addEventListener("mouseout", this.#leave);
    root.addEventListener("focusout", this.#leave);
    document.addEventListener("keydown", this.#key);
  }

  dispose(): void {
    this.root.removeEventListener("mouseover", this.#enter);
    this.root.removeEventListener("focusin", this.#enter);
    this.root.removeEventListener("mouseout", this.#leave);
    this.root.removeEventListener("focusout", this.#leave);
    document.removeEventListener("keydown", this.#key);
    this.#element.remove();
  }

  hide(): void {
    this.#anchor?.removeAttribute("aria-describedby");
    this.#anchor = undefined;
    this.#element.hidden = true;
  }

  readonly #enter = (event: Event): void => {
    const anchor = conceptAnchor(event.target);
    if (anchor && anchor !== this.#anchor) this.#show(anchor);
  };

  readonly #leave = (event: Event): void => {
    const left = conceptAnchor(event.target);
    if (left && left === this.#anchor && left !== document.activeElement) this.hide();
    else if (event.type === "focusout") this.hide();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.hide();
  };

  #show(anchor: HTMLAnchorElement): void {
    const text = this.textOf(anchor.dataset.concept ?? "");
    this.hide();
    if (!text) return;
    render(
      html`<p class="concept-name"><strong>${text.name}</strong> <span>${text.otherName}</span></p>
        <p ${compiledHtml(text.sentence)}></p>`,
      this.#element,
    );
    this.#anchor = anchor;
    anchor.setAttribute("aria-describedby", this.#element.id);
    this.#element.hidden = false;
    this.#place(anchor.getClientRects()[0] ?? anchor.getBoundingClientRect());
  }

  /** Below the name, or above it where there is no room. */
  #place(anchor: DOMRect): void {
    const { width, height } = this.#element.getBoundingClientRect();
    const room = document.documentElement.clientWidth - width - edge;
    const left = Math.max(edge, Math.min(anchor.left, room));
    const below = anchor.bottom + gap;
    const top = below + height > window.innerHeight ? anchor.top - gap - height : below;
    this.#element.style.left = `${left + window.scrollX}px`;
    this.#element.style.top = `${top + window.scrollY}px`;
  }
}

function conceptAnchor(target: EventTarget | null): HTMLAnchorElement | undefined {
  return target instanceof Element
    ? (target.closest<HTMLAnchorElement>("a.concept") ?? undefined)
    : undefined;
}
