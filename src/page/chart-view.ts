import { html, nothing, render, type TemplateResult } from "lit";
import type { ChartSpec } from "../lab/outputs";
import { chartData } from "./chart-data";
import { drawChart, type KeyEntry } from "./chart-drawing";
import { chartSummary } from "./chart-summary";
import { extentOf, shortNumber } from "./number-text";
import type { Strings } from "./strings";
import { tableTemplate } from "./table-template";

/** A chart that is redrawn in place, at most once a frame, and follows its place's width and theme. */
export class ChartView {
  readonly element = document.createElement("figure");
  readonly #plot = document.createElement("div");
  readonly #resize = new ResizeObserver(() => this.#followWidth());
  #width = 0;
  #frame = 0;
  #dataOpen = false;

  constructor(
    private spec: ChartSpec,
    private strings: Strings,
  ) {
    this.element.className = "chart";
    this.#plot.className = "plot-place";
    this.#resize.observe(this.element);
    this.#soon();
  }

  update(spec: ChartSpec, strings: Strings): void {
    this.spec = spec;
    this.strings = strings;
    this.#soon();
  }

  redraw(): void {
    this.#soon();
  }

  remove(): void {
    this.#resize.disconnect();
    cancelAnimationFrame(this.#frame);
    this.element.remove();
  }

  #soon(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #followWidth(): void {
    if (Math.abs(this.element.clientWidth - this.#width) > 1) this.#soon();
  }

  #draw(): void {
    this.#frame = 0;
    this.#width = this.element.clientWidth;
    if (this.#width < 40) return;
    const { svg, key } = drawChart(this.spec, this.#width, this.element);
    // The picture has one name; those of its parts would be read out as well.
    for (const part of svg.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", chartSummary(this.spec, this.strings));
    this.#plot.replaceChildren(svg);
    render(this.#template(key), this.element);
  }

  #template(key: readonly KeyEntry[]): TemplateResult {
    return html`<figcaption>${this.spec.title}</figcaption>
      ${key.length > 0 ? html`<div class="chart-key" aria-hidden="true">${key.map(keyTemplate)}</div>` : nothing}
      ${this.#plot} ${this.#heatKey()}
      <details class="chart-data" @toggle=${(event: Event) => this.#toggle(event)}>
        <summary>${this.strings.showData}</summary>
        ${this.#dataOpen ? this.#data() : nothing}
      </details>`;
  }

  /** What the two ends of the colours mean. */
  #heatKey(): TemplateResult | typeof nothing {
    const { heat } = this.spec;
    if (!heat) return nothing;
    const [low, high] = extentOf(heat.values.flat()) ?? [0, 0];
    const kind = heat.boundary !== undefined || low < 0 ? "two-sided" : "one-sided";
    return html`<div class="heat-key" aria-hidden="true">
      ${shortNumber(low, 3)}<span class=${kind}></span>${shortNumber(high, 3)}
    </div>`;
  }

  #toggle(event: Event): void {
    const open = (event.currentTarget as HTMLDetailsElement).open;
    if (open === this.#dataOpen) return;
    this.#dataOpen = open;
    this.#soon();
  }

  #data(): TemplateResult {
    const data = chartData(this.spec, this.strings);
    const cut = data.rows.length < data.total;
    return html`${tableTemplate(this.spec.title, data.columns, data.rows)}
    ${cut ? html`<p class="note">${this.strings.rowsShown(data.rows.length, data.total)}</p>` : nothing}`;
  }
}

function keyTemplate(entry: KeyEntry): TemplateResult {
  return html`<span class="key-entry"
    ><svg viewBox="0 0 10 10" width="10" height="10"><rect width="10" height="10" rx="2" fill=${entry.colour} /></svg
    >${entry.label}</span
  >`;
}
