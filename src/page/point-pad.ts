import { html, nothing, render, svg, type TemplateResult } from "lit";
import type { PointsParam } from "../lab/outputs";
import { shortNumber } from "./number-text";
import { seriesColour } from "./series-colour";
import type { Strings } from "./strings";

/** Side of the pad in its own units. */
const side = 240;
/** Share of a side that one press of an arrow key moves. */
const keyStep = 1 / 24;
/** Pixels beside an axis that count as on it. */
const axisReach = 3;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A plane on which a learner places points of several classes, with pointer or keyboard. */
export class PointPad {
  readonly element = document.createElement("div");
  #param: PointsParam;
  #points: number[];
  #group = 0;
  #cursor: Place;
  #showsCursor = false;
  #dragging = false;
  #last: Place | undefined;

  constructor(
    param: PointsParam,
    private strings: Strings,
    private readonly onChange: (value: readonly number[]) => void,
  ) {
    this.#param = param;
    this.#points = [...param.value];
    this.#cursor = { x: (param.x[0] + param.x[1]) / 2, y: (param.y[0] + param.y[1]) / 2 };
    this.element.className = "pad point-pad";
    this.#render();
  }

  update(param: PointsParam, value: readonly number[], strings: Strings): void {
    this.#param = param;
    this.strings = strings;
    if (!this.#dragging) this.#points = [...value];
    this.#group = Math.min(this.#group, param.classes - 1);
    this.#render();
  }

  redraw(): void {
    // Colours are the sheet's own.
  }

  /** It asks for a place, not for data. */
  get #isOnePlace(): boolean {
    return this.#param.most === 1;
  }

  /** Class of the points that are placed next. */
  #choose(group: number): void {
    this.#group = group;
    this.#render();
  }

  #render(): void {
    const { pad } = this.strings;
    const { name, classes } = this.#param;
    const count = this.#points.length / 3;
    render(
      html`${classes > 1 ? this.#classes() : nothing}
        <svg
          viewBox="0 0 ${side} ${side}"
          tabindex="0"
          role="application"
          aria-label=${this.#isOnePlace ? pad.place(name) : pad.points(name, count, classes)}
          @pointerdown=${(event: PointerEvent) => this.#down(event)}
          @pointermove=${(event: PointerEvent) => this.#move(event)}
          @pointerup=${() => this.#up()}
          @pointercancel=${() => this.#up()}
          @keydown=${(event: KeyboardEvent) => this.#key(event)}
          @focus=${(event: Event) => this.#focused((event.currentTarget as Element).matches(":focus-visible"))}
          @blur=${() => this.#focused(false)}
        >
          ${this.#axes()} ${this.#marks()} ${this.#showsCursor ? this.#crosshair() : nothing}
        </svg>
        <div class="pad-foot">
          ${this.#isOnePlace ? nothing : this.#buttons(count)}
          <span class="note">${this.#isOnePlace ? pad.placeHint : pad.pointsHint(classes)}</span>
        </div>
        <span class="hidden-text" aria-live="polite">${this.#showsCursor ? this.#cursorText() : nothing}</span>`,
      this.element,
    );
  }

  #buttons(count: number): TemplateResult {
    const { pad } = this.strings;
    return html`<button class="quiet" ?disabled=${count === 0} @click=${() => this.#takeBack(() => this.#undo())}>${pad.undo}</button>
      <button class="quiet" ?disabled=${count === 0} @click=${() => this.#takeBack(() => this.#clear())}>${pad.clear}</button>`;
  }

  #classes(): TemplateResult {
    const { pad } = this.strings;
    return html`<div class="segments" role="radiogroup" aria-label=${pad.classes}>
      ${Array.from(
        { length: this.#param.classes },
        (_, group) =>
          html`<label
            ><input
              type="radio"
              name=${`class-of-${this.#param.name}`}
              .checked=${group === this.#group}
              aria-label=${pad.classNumber(group)}
              @change=${() => this.#choose(group)}
            /><span aria-hidden="true"
              ><svg class="class-mark" viewBox="-6 -6 12 12">${markOf(group, 0, 0)}</svg> ${group}</span
            ></label
          >`,
      )}
    </div>`;
  }

  #axes(): TemplateResult {
    const zero = this.#pixels({ x: 0, y: 0 });
    const inX = zero.x > 0 && zero.x < side;
    const inY = zero.y > 0 && zero.y < side;
    return svg`<g class="pad-axes" aria-hidden="true">
      ${inX ? svg`<line x1=${zero.x} x2=${zero.x} y1="0" y2=${side} />` : nothing}
      ${inY ? svg`<line x1="0" x2=${side} y1=${zero.y} y2=${zero.y} />` : nothing}
      <text x="4" y=${side - 4}>${shortNumber(this.#param.x[0], 3)}, ${shortNumber(this.#param.y[0], 3)}</text>
      <text x=${side - 4} y="12" text-anchor="end">${shortNumber(this.#param.x[1], 3)}, ${shortNumber(this.#param.y[1], 3)}</text>
    </g>`;
  }

  #marks(): TemplateResult[] {
    const marks: TemplateResult[] = [];
    for (let i = 0; i < this.#points.length; i += 3) {
      const { x, y } = this.#pixels({ x: this.#points[i]!, y: this.#points[i + 1]! });
      marks.push(markOf(this.#points[i + 2]!, x, y));
    }
    return marks;
  }

  #crosshair(): TemplateResult {
    const { x, y } = this.#pixels(this.#cursor);
    return svg`<path class="pad-cursor" d="M${x - 9},${y}h18M${x},${y - 9}v18" aria-hidden="true" />`;
  }

  #cursorText(): string {
    return `${shortNumber(this.#cursor.x, 3)}, ${shortNumber(this.#cursor.y, 3)}`;
  }

  // -------------------------------------------------------------- pointer

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const target = event.currentTarget as SVGSVGElement;
    event.preventDefault();
    target.focus();
    target.setPointerCapture(event.pointerId);
    this.#dragging = true;
    this.#place(this.#placeOf(event));
  }

  /** A drag scatters points, far enough from each other to be told apart. */
  #move(event: PointerEvent): void {
    if (!this.#dragging) return;
    const place = this.#placeOf(event);
    const last = this.#last && this.#pixels(this.#last);
    const here = this.#pixels(place);
    if (last && this.#param.most > 1 && Math.hypot(here.x - last.x, here.y - last.y) < side / 16) return;
    this.#place(place);
  }

  #up(): void {
    this.#dragging = false;
    this.#last = undefined;
  }

  #placeOf(event: PointerEvent): Place {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const { x, y } = this.#param;
    return this.#within({
      x: this.#onAxis(x[0] + ((event.clientX - box.left) / box.width) * (x[1] - x[0]), x, box.width),
      y: this.#onAxis(y[1] - ((event.clientY - box.top) / box.height) * (y[1] - y[0]), y, box.height),
    });
  }

  /** The one point of a pad may be meant to lie on an axis, which no hand hits exactly. */
  #onAxis(value: number, [low, high]: readonly [number, number], pixels: number): number {
    const away = (Math.abs(value) / (high - low)) * pixels;
    return this.#param.most === 1 && away < axisReach ? 0 : value;
  }

  // -------------------------------------------------------------- keyboard

  #key(event: KeyboardEvent): void {
    const { x, y } = this.#cursor;
    const stepX = (this.#param.x[1] - this.#param.x[0]) * keyStep;
    const stepY = (this.#param.y[1] - this.#param.y[0]) * keyStep;
    const moved: Record<string, Place> = {
      ArrowUp: { x, y: y + stepY },
      ArrowDown: { x, y: y - stepY },
      ArrowLeft: { x: x - stepX, y },
      ArrowRight: { x: x + stepX, y },
    };
    const place = moved[event.key];
    if (place) this.#cursor = this.#within(place);
    else if (event.key === " ") this.#place(this.#cursor);
    else if (event.key === "Backspace" || event.key === "Delete") this.#undo();
    else if (/^[0-5]$/.test(event.key) && Number(event.key) < this.#param.classes) {
      this.#choose(Number(event.key));
    } else return;
    event.preventDefault();
    event.stopPropagation();
    this.#focused(true);
  }

  #focused(shows: boolean): void {
    this.#showsCursor = shows;
    this.#render();
  }

  // -------------------------------------------------------------- points

  #place(place: Place): void {
    this.#last = place;
    const rounded = [Number(place.x.toPrecision(4)), Number(place.y.toPrecision(4)), this.#group];
    this.#points = [...this.#points, ...rounded].slice(-3 * this.#param.most);
    this.#changed();
  }

  /** With the last point goes what the buttons are for: the focus of the pressed one goes to the pad. */
  #takeBack(change: () => void): void {
    change();
    if (this.#points.length === 0)
      this.element.querySelector<SVGSVGElement>("svg[role=application]")?.focus();
  }

  #undo(): void {
    this.#points = this.#points.slice(0, -3);
    this.#changed();
  }

  #clear(): void {
    this.#points = [];
    this.#changed();
  }

  #changed(): void {
    this.#render();
    this.onChange([...this.#points]);
  }

  #within(place: Place): Place {
    const inside = (value: number, [low, high]: readonly [number, number]): number =>
      Math.min(high, Math.max(low, value));
    return { x: inside(place.x, this.#param.x), y: inside(place.y, this.#param.y) };
  }

  #pixels(place: Place): Place {
    const { x, y } = this.#param;
    return {
      x: ((place.x - x[0]) / (x[1] - x[0])) * side,
      y: ((y[1] - place.y) / (y[1] - y[0])) * side,
    };
  }
}

/** Classes differ in shape as well as in colour. */
const shapes = [
  "M-4,0a4,4 0 1 0 8,0a4,4 0 1 0 -8,0",
  "M-4,-4h8v8h-8z",
  "M0,-5l5,9h-10z",
  "M0,-5.5l5,5.5l-5,5.5l-5,-5.5z",
  "M-4.5,-4.5l9,9M4.5,-4.5l-9,9",
  "M-5.5,0h11M0,-5.5v11",
];

function markOf(group: number, x: number, y: number): TemplateResult {
  const colour = seriesColour(group);
  return svg`<path transform="translate(${x} ${y})" d=${shapes[group] ?? shapes[0]!} fill=${group > 3 ? "none" : colour} stroke=${colour} stroke-width=${group > 3 ? 2 : 0} />`;
}
