import { html, nothing, render, type TemplateResult } from "lit";
import { sampled } from "./chart-data";
import { paintRasters } from "./chart-raster";
import type { Scene, Track } from "./chart-scene";
import { circle, rectangle } from "./chart-shapes";
import { type Stand, standAfter, standAt } from "./chart-track";
import { figureFoot } from "./figure-foot";
import type { Picture } from "./picture";
import { type SaveFile, savePicture } from "./picture-file";
import { keyTemplate, sceneTemplate } from "./scene-template";
import type { Strings } from "./strings";
import { tableTemplate } from "./table-template";
import { textWidth } from "./text-width";

/** Milliseconds between two updates of an open table: nobody reads faster. */
const tableInterval = 250;
let views = 0;

/** A picture that is redrawn in place, at most once a frame, and follows its place's width and theme. */
export class PictureView {
  readonly element = document.createElement("figure");
  readonly #plot = document.createElement("div");
  readonly #canvas = document.createElement("canvas");
  readonly #layer = document.createElement("div");
  readonly #tip = document.createElement("div");
  readonly #heard = document.createElement("div");
  readonly #resize = new ResizeObserver(() => this.#followWidth());
  readonly #name = `plot-${views++}`;
  #width = 0;
  #isMeasured = false;
  #frame = 0;
  #dataOpen = false;
  #tableAt = 0;
  #tableTimer = 0;
  #table: TemplateResult | undefined;
  #scene: Scene | undefined;
  #painted = "";
  /** Where the arrow keys have led, or what the pointer is at. */
  #stand: Stand | undefined;
  #pointer: { readonly x: number; readonly y: number } | undefined;

  constructor(
    private picture: Picture,
    private strings: Strings,
    private readonly save: SaveFile,
  ) {
    this.element.className = picture.hasOwnSize ? `${picture.kind} own-size` : picture.kind;
    this.#plot.className = "plot-place";
    this.#plot.tabIndex = 0;
    this.#plot.setAttribute("role", "application");
    this.#tip.className = "plot-tip";
    this.#tip.hidden = true;
    this.#tip.setAttribute("aria-hidden", "true");
    this.#heard.className = "hidden-text";
    this.#heard.setAttribute("aria-live", "polite");
    this.#plot.append(this.#canvas, this.#layer, this.#tip, this.#heard);
    this.#plot.addEventListener("pointermove", (event) => this.#pointAt(event));
    this.#plot.addEventListener("pointerleave", () => this.#leave());
    this.#plot.addEventListener("keydown", (event) => this.#key(event));
    this.#plot.addEventListener("blur", () => this.#leave());
    this.#resize.observe(this.element);
    this.#soon();
  }

  update(picture: Picture, strings: Strings): void {
    this.picture = picture;
    this.strings = strings;
    this.#soon();
  }

  /** The theme has changed: colours of pixels are looked up again. */
  redraw(): void {
    this.#painted = "";
    this.#soon();
  }

  remove(): void {
    this.#resize.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#tableTimer);
    this.element.remove();
  }

  #soon(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #room(): number {
    const place = this.picture.hasOwnSize ? this.element.parentElement : this.element;
    return place?.clientWidth ?? 0;
  }

  #followWidth(): void {
    if (Math.abs(this.#room() - this.#width) <= 1) return;
    this.#isMeasured = false;
    this.#soon();
  }

  /** To ask for a width lays the page out, once for every picture: asked only after it has changed. */
  #measure(): void {
    if (this.#isMeasured && !this.picture.hasOwnSize) return;
    this.#width = this.#room();
    this.#isMeasured = this.#width > 0;
  }

  #draw(): void {
    this.#frame = 0;
    this.#measure();
    if (this.#width < 40) return;
    const scene = this.picture.scene(this.#width, textWidth);
    this.#scene = scene;
    this.element.style.setProperty("--plot-left", `${scene.frame.left}px`);
    const colours = scene.rasters[0]?.colours;
    if (colours && "strength" in colours) {
      this.element.style.setProperty("--strength", String(colours.strength));
    }
    this.#plot.style.width = `${scene.width}px`;
    this.#plot.style.aspectRatio = `${scene.width} / ${scene.height}`;
    this.#plot.setAttribute("aria-label", this.strings.chart.walk(this.picture.name));
    render(this.#template(scene), this.element);
    render(sceneTemplate(scene, this.picture.summary, this.#name), this.#layer);
    this.#paint(scene);
    this.#point(false);
  }

  /** Pixels that have not changed are not painted again: a surface stays while a path moves over it. */
  #paint(scene: Scene): void {
    this.#canvas.hidden = scene.rasters.length === 0;
    const density = window.devicePixelRatio || 1;
    const look = pixelPrint(scene, density);
    if (look === this.#painted) return;
    this.#painted = look;
    if (scene.rasters.length > 0) paintRasters(this.#canvas, scene, this.element, density);
  }

  #template(scene: Scene): TemplateResult {
    const { picture, strings } = this;
    return html`${picture.title === "" ? nothing : html`<figcaption>${picture.title}</figcaption>`}
      ${keyTemplate(scene.key)} ${this.#plot} ${coloursTemplate(picture)}
      ${picture.notes.map((note) => html`<p class="note">${note}</p>`)}
      ${figureFoot({
        title: picture.name,
        strings,
        formats: ["svg", "png", "csv"],
        data: this.#dataOpen ? this.#data() : undefined,
        onData: (open) => this.#showData(open),
        onSave: (kind) => void savePicture(picture, kind, this.element, this.#width, this.save),
      })}`;
  }

  #showData(open: boolean): void {
    if (open === this.#dataOpen) return;
    this.#dataOpen = open;
    this.#table = undefined;
    this.#soon();
  }

  #data(): TemplateResult {
    const wait = this.#tableAt + tableInterval - performance.now();
    if (this.#table && wait > 0) {
      clearTimeout(this.#tableTimer);
      this.#tableTimer = window.setTimeout(() => this.#soon(), wait);
      return this.#table;
    }
    this.#tableAt = performance.now();
    const { columns, rows, total } = sampled(this.picture.data());
    const cut = rows.length < total;
    this.#table = html`${tableTemplate(this.picture.name, columns, rows)}
    ${cut ? html`<p class="note">${this.strings.rowsShown(rows.length, total)}</p>` : nothing}`;
    return this.#table;
  }

  // -------------------------------------------------------------- what one value is

  #pointAt(event: PointerEvent): void {
    const box = this.#plot.getBoundingClientRect();
    const scale = box.width > 0 ? (this.#scene?.width ?? box.width) / box.width : 1;
    this.#pointer = { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
    this.#point(false);
  }

  #leave(): void {
    this.#pointer = undefined;
    this.#stand = undefined;
    this.#point(false);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#scene) return;
    if (event.key === "Escape" && this.#stand) {
      // The first Escape takes the tip away, the next one stops the demo.
      event.preventDefault();
      this.#leave();
      return;
    }
    const next = standAfter(this.#scene.tracks, this.#stand, event.key);
    if (!next) return;
    event.preventDefault();
    this.#pointer = undefined;
    this.#stand = next;
    this.#point(true);
  }

  /** Shows the tip at the value that is pointed at; aloud, where the keys have led there. */
  #point(aloud: boolean): void {
    const tracks = this.#scene?.tracks ?? [];
    if (this.#pointer) this.#stand = standAt(tracks, this.#pointer.x, this.#pointer.y);
    const stand = this.#stand;
    const track = stand && tracks[stand.track];
    const index = track && stand ? Math.min(stand.index, track.length - 1) : -1;
    const mark = this.#layer.querySelector<SVGPathElement>(".pointed") ?? this.#newMark();
    if (!track || index < 0 || Number.isNaN(track.x(index) + track.y(index))) {
      mark?.setAttribute("d", "");
      this.#tip.hidden = true;
      if (!stand) this.#heard.textContent = "";
      return;
    }
    const { x, y } = { x: track.x(index), y: track.y(index) };
    mark?.setAttribute("d", track.box ? rectangle(track.box(index)) : circle(x, y, 7));
    render(tipTemplate(track, index), this.#tip);
    this.#tip.hidden = false;
    this.#placeTip(track, index);
    if (aloud) this.#heard.textContent = toldFacts(track, index, this.strings);
  }

  #newMark(): SVGPathElement | undefined {
    const svg = this.#layer.querySelector("svg");
    if (!svg) return undefined;
    const mark = document.createElementNS("http://www.w3.org/2000/svg", "path");
    mark.setAttribute("class", "pointed");
    return svg.appendChild(mark);
  }

  /** Above the value, or below where there is no room above; never outside the picture's sides. */
  #placeTip(track: Track, index: number): void {
    if (!this.#scene) return;
    const scale = this.#plot.clientWidth / this.#scene.width || 1;
    const box = track.box?.(index);
    const x = (box ? box.left + box.width / 2 : track.x(index)) * scale;
    const top = (box ? Math.max(box.top, track.y(index) - 20) : track.y(index)) * scale;
    const bottom = (box ? box.top + box.height : track.y(index)) * scale;
    const [width, height] = [this.#tip.offsetWidth, this.#tip.offsetHeight];
    const left = Math.max(0, Math.min(this.#plot.clientWidth - width, x - width / 2));
    const above = top - height - 12;
    this.#tip.style.left = `${left}px`;
    this.#tip.style.top = `${above < -40 ? bottom + 12 : above}px`;
  }
}

/** The same print means the same pixels. */
function pixelPrint(scene: Scene, density: number): string {
  let print = `${scene.width} ${scene.height} ${density}`;
  for (const { box, rows, columns, values, colours, levels } of scene.rasters) {
    let sum = 0;
    // A hash of all numbers: two surfaces that differ anywhere differ in it.
    const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
    for (let i = 0; i < words.length; i++) sum = (Math.imul(sum, 31) + (words[i] as number)) | 0;
    print += ` ${box.left} ${box.top} ${box.width} ${box.height} ${rows} ${columns} ${sum}`;
    print += JSON.stringify([colours, levels]);
  }
  return print;
}

function coloursTemplate({ colours }: Picture): TemplateResult | typeof nothing {
  if (!colours) return nothing;
  return html`<div class="heat-key" aria-hidden="true">
    ${colours.low}<span class=${colours.look}></span>${colours.high}
  </div>`;
}

function tipTemplate(track: Track, index: number): TemplateResult {
  return html`${track.label === undefined ? nothing : html`<strong>${track.label}</strong>`}
  ${track.facts(index).map(({ name, value }) => html`<span><span class="fact">${name}</span> ${value}</span>`)}`;
}

function toldFacts(track: Track, index: number, { chart }: Strings): string {
  const facts = track.facts(index).map(({ name, value }) => chart.nameValue(name, value));
  return [...(track.label === undefined ? [] : [track.label]), ...facts].join(chart.comma);
}
