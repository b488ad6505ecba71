import { html, render } from "lit";
import type { DrawingParam } from "../lab/outputs";
import { resolvedColour } from "./series-colour";
import type { Strings } from "./strings";

type Colour = readonly [number, number, number];

/** Radius of the pen in cells of a pad with 28 columns; it grows and shrinks with the number of columns. */
const penRadius = 1.25;

/** A grid to draw on with pointer or keyboard; shows the very cells that the program gets. */
export class DrawingPad {
  readonly element = document.createElement("div");
  readonly #canvas = document.createElement("canvas");
  #param: DrawingParam;
  #ink: number[] = [];
  #cursor = { row: 0, column: 0 };
  #showsCursor = false;
  #pen: { x: number; y: number } | undefined;
  #frame = 0;
  /** Paper and pen in the present theme. */
  #colours: readonly [Colour, Colour] | undefined;

  constructor(
    param: DrawingParam,
    private strings: Strings,
    private readonly onChange: (value: readonly number[]) => void,
  ) {
    this.#param = param;
    this.element.className = "pad drawing-pad";
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute("role", "application");
    this.#canvas.addEventListener("pointerdown", (event) => this.#down(event));
    this.#canvas.addEventListener("pointermove", (event) => this.#move(event));
    this.#canvas.addEventListener("pointerup", () => this.#up());
    this.#canvas.addEventListener("pointercancel", () => this.#up());
    this.#canvas.addEventListener("keydown", (event) => this.#key(event));
    this.#canvas.addEventListener("focus", () => this.#focused(this.#canvas.matches(":focus-visible")));
    this.#canvas.addEventListener("blur", () => this.#focused(false));
    this.update(param, param.value, strings);
  }

  update(param: DrawingParam, value: readonly number[], strings: Strings): void {
    const resized = param.rows !== this.#canvas.height || param.columns !== this.#canvas.width;
    this.#param = param;
    this.strings = strings;
    if (resized) {
      this.#canvas.width = param.columns;
      this.#canvas.height = param.rows;
      this.#cursor = { row: param.rows >> 1, column: param.columns >> 1 };
    }
    // While a stroke is being drawn, what comes back of it is older than what is on the pad.
    if (this.#pen === undefined) this.#ink = [...value];
    this.#render();
    this.#soon();
  }

  /** After a change of theme. */
  redraw(): void {
    this.#colours = undefined;
    this.#soon();
  }

  #soon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #render(): void {
    this.#canvas.setAttribute("aria-label", this.strings.pad.drawing(this.#param.name));
    const empty = this.#ink.every((ink) => ink === 0);
    render(
      html`${this.#canvas}
        <div class="pad-foot">
          <button class="quiet" ?disabled=${empty} @click=${() => this.#clear()}>${this.strings.pad.clear}</button>
          <span class="note">${this.strings.pad.drawingHint}</span>
        </div>`,
      this.element,
    );
  }

  #paint(): void {
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    const { rows, columns } = this.#param;
    const pixels = context.createImageData(columns, rows);
    this.#colours ??= [
      resolvedColour("var(--chart-background)", this.element),
      resolvedColour("var(--ink-strong)", this.element),
    ];
    const [paper, pen] = this.#colours;
    for (let i = 0; i < rows * columns; i++) {
      const ink = this.#ink[i] ?? 0;
      for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = paper[c]! + ink * (pen[c]! - paper[c]!);
      pixels.data[4 * i + 3] = 255;
    }
    if (this.#showsCursor) {
      const i = this.#cursor.row * columns + this.#cursor.column;
      const bright = (this.#ink[i] ?? 0) < 0.5;
      for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = (paper[c]! + pen[c]!) / 2 + (bright ? 40 : -40);
    }
    context.putImageData(pixels, 0, 0);
  }

  // -------------------------------------------------------------- pen

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.#canvas.focus();
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pen = this.#placeOf(event);
    this.#stroke(this.#pen, this.#pen);
    this.#changed();
  }

  #move(event: PointerEvent): void {
    if (this.#pen === undefined) return;
    for (const point of event.getCoalescedEvents?.() ?? [event]) {
      const next = this.#placeOf(point);
      this.#stroke(this.#pen, next);
      this.#pen = next;
    }
    this.#changed();
  }

  #up(): void {
    if (this.#pen === undefined) return;
    this.#pen = undefined;
    this.#changed();
  }

  /** In cells, from the top left corner. */
  #placeOf(event: PointerEvent): { x: number; y: number } {
    const box = this.#canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * this.#param.columns,
      y: ((event.clientY - box.top) / box.height) * this.#param.rows,
    };
  }

  /** A line with soft edges: a cell takes ink by its distance from the line. */
  #stroke(from: { x: number; y: number }, to: { x: number; y: number }): void {
    const { rows, columns } = this.#param;
    const radius = Math.max(0.6, (penRadius * columns) / 28);
    const [left, right] = [Math.min(from.x, to.x) - radius - 1, Math.max(from.x, to.x) + radius + 1];
    const [top, bottom] = [Math.min(from.y, to.y) - radius - 1, Math.max(from.y, to.y) + radius + 1];
    for (let row = Math.max(0, Math.floor(top)); row < Math.min(rows, bottom); row++) {
      for (let column = Math.max(0, Math.floor(left)); column < Math.min(columns, right); column++) {
        const distance = distanceToSegment({ x: column + 0.5, y: row + 0.5 }, from, to);
        const ink = Math.min(1, Math.max(0, radius + 0.5 - distance));
        const i = row * columns + column;
        this.#ink[i] = Math.max(this.#ink[i] ?? 0, Math.round(ink * 100) / 100);
      }
    }
  }

  // -------------------------------------------------------------- keyboard

  #key(event: KeyboardEvent): void {
    const { rows, columns } = this.#param;
    const cursor = this.#cursor;
    const moves: Record<string, () => void> = {
      ArrowUp: () => (cursor.row = Math.max(0, cursor.row - 1)),
      ArrowDown: () => (cursor.row = Math.min(rows - 1, cursor.row + 1)),
      ArrowLeft: () => (cursor.column = Math.max(0, cursor.column - 1)),
      ArrowRight: () => (cursor.column = Math.min(columns - 1, cursor.column + 1)),
    };
    const centre = (): { x: number; y: number } => ({ x: cursor.column + 0.5, y: cursor.row + 0.5 });
    const move = moves[event.key];
    if (move) {
      const before = centre();
      move();
      if (event.shiftKey) this.#draw(before, centre());
    } else if (event.key === " ") this.#draw(centre(), centre());
    else if (event.key === "Delete" || event.key === "Backspace") this.#clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#showsCursor = true;
    this.#soon();
  }

  #draw(from: { x: number; y: number }, to: { x: number; y: number }): void {
    this.#stroke(from, to);
    this.#changed();
  }

  #focused(shows: boolean): void {
    this.#showsCursor = shows;
    this.#soon();
  }

  #clear(): void {
    this.#ink = this.#ink.map(() => 0);
    this.#changed();
    this.#canvas.focus();
  }

  #changed(): void {
    this.#render();
    this.#soon();
    this.onChange([...this.#ink]);
  }
}

function distanceToSegment(
  point: { x: number; y: number },
  from: { x: number; y: number },
  to: { x: number; y: number },
): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - at * dx, point.y - from.y - at * dy);
}
