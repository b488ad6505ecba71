import { html, nothing, render, svg, type TemplateResult } from "lit";
import type { ImageSpec } from "../lab/outputs";
import { evenRows } from "./even-rows";
import { extentOf, shortNumber } from "./number-text";
import type { Strings } from "./strings";

/** Up to this many cells a matrix is drawn as shapes, which stay sharp and can carry numbers. */
const mostShapes = 400;

/** A matrix as grey pixels, black for the low end of the range and white for the high end. */
export class ImageView {
  readonly element = document.createElement("figure");
  #canvas: HTMLCanvasElement | undefined;

  constructor(spec: ImageSpec, strings: Strings) {
    this.element.className = "image";
    this.update(spec, strings);
  }

  update(given: ImageSpec, strings: Strings): void {
    const spec = { ...given, values: evenRows(given.values) };
    const rows = spec.values.length;
    const columns = spec.values[0]?.length ?? 0;
    const [low, high] = spec.range ?? extentOf(spec.values.flat()) ?? [0, 1];
    const shade = (value: number): number => {
      const part = high > low ? (value - low) / (high - low) : 0.5;
      return Math.round(255 * Math.min(1, Math.max(0, part)));
    };
    const ends = [shortNumber(low, 3), shortNumber(high, 3)] as const;
    const summary = `${spec.title}. ${strings.imageSummary(rows, columns, ...ends)}`;
    const numbers = spec.numbers === true && rows * columns <= mostShapes;
    this.element.classList.toggle("with-numbers", numbers);
    this.element.classList.toggle("wide", columns > 28);
    const picture = numbers
      ? cellsTemplate(spec.values, shade, summary)
      : this.#pixels(spec.values, shade, summary);
    render(
      html`<figcaption>${spec.title}</figcaption>
        ${picture} ${numbers ? nothing : html`<p class="note">${strings.imageRange(...ends)}</p>`}`,
      this.element,
    );
  }

  redraw(): void {
    // Greys are the same in every theme.
  }

  remove(): void {
    this.element.remove();
  }

  #pixels(
    values: readonly (readonly number[])[],
    shade: (value: number) => number,
    summary: string,
  ): HTMLCanvasElement {
    this.#canvas ??= document.createElement("canvas");
    const canvas = this.#canvas;
    canvas.width = values[0]?.length ?? 1;
    canvas.height = Math.max(1, values.length);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", summary);
    const context = canvas.getContext("2d");
    if (!context) return canvas;
    const pixels = context.createImageData(canvas.width, canvas.height);
    values.flat().forEach((value, i) => {
      if (!Number.isFinite(value)) return;
      pixels.data.fill(shade(value), 4 * i, 4 * i + 3);
      pixels.data[4 * i + 3] = 255;
    });
    context.putImageData(pixels, 0, 0);
    return canvas;
  }
}

function cellsTemplate(
  values: readonly (readonly number[])[],
  shade: (value: number) => number,
  summary: string,
): TemplateResult {
  const texts = values.map((row) => row.map((value) => shortNumber(value, 3)));
  const longest = Math.max(1, ...texts.flat().map((text) => text.length));
  const width = Math.max(28, longest * 7 + 10);
  const height = 28;
  return html`<svg
    role="img"
    aria-label=${summary}
    viewBox="0 0 ${width * (values[0]?.length ?? 0)} ${height * values.length}"
    width=${width * (values[0]?.length ?? 0)}
  >
    ${values.map((row, i) =>
      row.map((value, j) => {
        const grey = Number.isFinite(value) ? shade(value) : 128;
        return svg`<g transform="translate(${j * width} ${i * height})">
          <rect width=${width} height=${height} fill="rgb(${grey}, ${grey}, ${grey})" class="cell" />
          <text x=${width / 2} y=${height / 2} dy="0.35em" text-anchor="middle"
            fill=${grey > 127 ? "#000" : "#fff"}>${texts[i]?.[j]}</text>
        </g>`;
      }),
    )}
  </svg>`;
}
