import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Strings } from "./strings";

export interface OrderListOptions {
  /** Texts of the steps in their own order. */
  readonly steps: readonly string[];
  /** Indexes of the steps as they stand now. */
  readonly sequence: readonly number[];
  readonly judged: boolean;
  readonly strings: Strings;
  onMove(sequence: readonly number[], announcement: string): void;
}

/** Steps to be put in order: by dragging, by the arrow keys on a handle, or by its buttons. */
export function orderListTemplate(options: OrderListOptions): TemplateResult {
  const { steps, sequence, strings, judged } = options;
  return html`<ol class="order">
    ${repeat(
      sequence,
      (step) => step,
      (step, place) => html`<li
        class=${judged ? (step === place ? "step right" : "step wrong") : "step"}
        data-step=${step}
      >
        <button
          type="button"
          class="handle"
          aria-label=${strings.drag(steps[step] ?? "")}
          ?disabled=${judged}
          @keydown=${(event: KeyboardEvent) => keyMove(event, options, place)}
          @pointerdown=${(event: PointerEvent) => startDrag(event, options, step)}
        >
          <span aria-hidden="true" class="grip"></span>
        </button>
        <span class="step-text">${steps[step]}</span>
        ${
          judged
            ? html`<span class="mark" aria-hidden="true">${step === place ? "✓" : "✗"}</span
                ><span class="hidden-text">${step === place ? strings.rightOption : strings.wrongOption}</span>`
            : html`<span class="step-buttons"
                ><button
                  type="button"
                  class="icon"
                  aria-label=${strings.moveUp(steps[step] ?? "")}
                  ?disabled=${place === 0}
                  @click=${() => move(options, place, place - 1)}
                >
                  ↑</button
                ><button
                  type="button"
                  class="icon"
                  aria-label=${strings.moveDown(steps[step] ?? "")}
                  ?disabled=${place === sequence.length - 1}
                  @click=${() => move(options, place, place + 1)}
                >
                  ↓
                </button></span
              >`
        }
      </li>`,
    )}
  </ol>`;
}

function move(options: OrderListOptions, from: number, to: number): void {
  if (to < 0 || to >= options.sequence.length) return;
  const sequence = [...options.sequence];
  const [step] = sequence.splice(from, 1);
  if (step === undefined) return;
  sequence.splice(to, 0, step);
  options.onMove(sequence, options.strings.movedTo(to + 1, sequence.length));
}

function keyMove(event: KeyboardEvent, options: OrderListOptions, place: number): void {
  const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const handle = event.currentTarget as HTMLElement;
  move(options, place, place + by);
  // The list is sorted anew: the handle stays the same element, but moving it may have taken its focus.
  handle.focus();
}

/** The step follows the pointer: it changes places with a neighbour as soon as the pointer passes its middle. */
function startDrag(event: PointerEvent, options: OrderListOptions, step: number): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const handle = event.currentTarget as HTMLElement;
  const item = handle.closest("li");
  const list = handle.closest("ol");
  if (!item || !list) return;
  handle.focus();
  item.classList.add("dragged");
  let sequence = options.sequence;
  const follow = (moved: PointerEvent): void => {
    const from = sequence.indexOf(step);
    const to = placeUnder(list, moved.clientY, from);
    if (to === from) return;
    const next = [...sequence];
    next.splice(from, 1);
    next.splice(to, 0, step);
    sequence = next;
    options.onMove(sequence, options.strings.movedTo(to + 1, sequence.length));
  };
  const release = (): void => {
    item.classList.remove("dragged");
    window.removeEventListener("pointermove", follow);
    window.removeEventListener("pointerup", release);
    window.removeEventListener("pointercancel", release);
    handle.focus();
  };
  window.addEventListener("pointermove", follow);
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);
}

function placeUnder(list: Element, y: number, from: number): number {
  const items = [...list.children];
  const boxes = items.map((item) => item.getBoundingClientRect());
  let to = from;
  while (to > 0 && y < middle(boxes[to - 1])) to -= 1;
  while (to < boxes.length - 1 && y > middle(boxes[to + 1])) to += 1;
  return to;
}

function middle(box: DOMRect | undefined): number {
  return box ? box.top + box.height / 2 : 0;
}
