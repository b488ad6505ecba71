import { html, nothing, render, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Cell, Output } from "../lab/outputs";
import { ChartsView } from "./charts-view";
import { figureFoot } from "./figure-foot";
import { foundText } from "./number-text";
import { chartPicture, imagePicture, type Picture } from "./picture";
import { type SaveFile, saveTable } from "./picture-file";
import { PictureView } from "./picture-view";
import type { Strings } from "./strings";
import { tableTemplate } from "./table-template";

type CheckOutput = Extract<Output, { type: "check" }>;

/** Entries of one list (printed lines, checks), some of them perhaps left from the run before. */
interface List<T> {
  entries: T[];
  /** How many of them this run has put out. */
  fresh: number;
}

/** One thing on show. A slot of an earlier run stays until this run fills it or has had its time. */
type Slot = { readonly key: string; run: number } & (
  | { readonly kind: "print"; readonly list: List<string> }
  | { readonly kind: "checks"; readonly list: List<CheckOutput> }
  | { readonly kind: "picture"; readonly view: PictureView | ChartsView }
  | { readonly kind: "table"; columns: readonly string[]; rows: readonly (readonly Cell[])[] }
  | { readonly kind: "notice"; text: string }
);

/** Printed lines beyond this many are cut off at the top. */
const mostLines = 400;

/** What the demo has shown; a rerun replaces it piece by piece, so that nothing flickers. */
export class OutputsView {
  readonly element = document.createElement("div");
  #slots: Slot[] = [];
  #run = 0;
  /** Index of the slot that this run filled last. */
  #last = -1;
  #groups = 0;
  #progress: { fraction: number; label: string } | undefined;
  #frame = 0;
  #waitsForFirst = false;
  #strings: Strings;

  constructor(
    strings: Strings,
    private readonly save: SaveFile,
  ) {
    this.#strings = strings;
    this.element.className = "outputs";
  }

  /** Checks of the present run. */
  get checks(): readonly CheckOutput[] {
    return this.#slots.flatMap((slot) =>
      slot.kind === "checks" && slot.run === this.#run ? slot.list.entries.slice(0, slot.list.fresh) : [],
    );
  }

  get isEmpty(): boolean {
    return this.#slots.length === 0;
  }

  /** A new run starts: what it shows takes the place of what is there. */
  begin(): void {
    this.#run += 1;
    this.#last = -1;
    this.#groups = 0;
    this.#progress = undefined;
    this.#waitsForFirst = true;
  }

  add(outputs: readonly Output[]): void {
    // Asked for before the pictures ask for theirs: they must be in the document when they measure their width.
    this.#soon();
    for (const output of outputs) this.#take(output);
    // The first output of a run shows at once; from then on once a frame is enough.
    if (this.#waitsForFirst) this.#draw();
    this.#waitsForFirst = false;
  }

  /** Takes away what only an earlier run has shown. */
  dropStale(): void {
    for (const slot of this.#slots) {
      if (slot.run !== this.#run) removeView(slot);
      else if (slot.kind === "print" || slot.kind === "checks") slot.list.entries.length = slot.list.fresh;
    }
    this.#slots = this.#slots.filter((slot) => slot.run === this.#run);
    this.#last = this.#slots.length - 1;
    this.#soon();
  }

  end(): void {
    this.#progress = undefined;
    this.dropStale();
  }

  /** In another language the same demo shows other texts; pictures are drawn again when it has run. */
  speak(strings: Strings): void {
    this.#strings = strings;
    this.#soon();
  }

  redraw(): void {
    for (const slot of this.#slots) if (slot.kind === "picture") slot.view.redraw();
  }

  #take(output: Output): void {
    switch (output.type) {
      case "print":
        append(this.#list("print"), output.text);
        return;
      case "check":
        this.#takeCheck(output);
        return;
      case "notice":
        this.#groups += 1;
        this.#fill({
          kind: "notice",
          key: `notice:${output.text}`,
          run: this.#run,
          text: output.text,
        });
        return;
      case "table": {
        const { id, columns, rows } = output;
        this.#fill({ kind: "table", key: `table:${id}`, run: this.#run, columns, rows });
        return;
      }
      case "chart":
        this.#takePicture(`chart:${output.id}`, chartPicture(output.chart, this.#strings));
        return;
      case "image":
        this.#takePicture(`image:${output.id}`, imagePicture(output.image, this.#strings));
        return;
      case "charts":
        this.#takeCharts(
          `charts:${output.id}`,
          output.charts.map((chart) => chartPicture(chart, this.#strings)),
        );
        return;
      case "progress":
        this.#progress = output.fraction < 1 ? output : undefined;
        return;
      case "param":
      case "loop":
        return;
    }
  }

  #takeCheck(output: CheckOutput): void {
    for (const slot of this.#slots) {
      if (slot.kind !== "checks" || slot.run !== this.#run) continue;
      const known = slot.list.entries.findIndex(
        (entry, i) => i < slot.list.fresh && entry.claim === output.claim,
      );
      if (known >= 0) {
        slot.list.entries[known] = output;
        return;
      }
    }
    append(this.#list("checks"), output);
  }

  #takePicture(key: string, picture: Picture): void {
    const known = this.#slots.find((slot) => slot.key === key);
    if (known?.kind === "picture" && known.view instanceof PictureView) {
      known.view.update(picture, this.#strings);
      this.#touch(known);
      return;
    }
    const view = new PictureView(picture, this.#strings, this.save);
    this.#fill({ kind: "picture", key, run: this.#run, view });
  }

  #takeCharts(key: string, pictures: readonly Picture[]): void {
    const known = this.#slots.find((slot) => slot.key === key);
    if (known?.kind === "picture" && known.view instanceof ChartsView) {
      known.view.update(pictures, this.#strings);
      this.#touch(known);
      return;
    }
    const view = new ChartsView(pictures, this.#strings, this.save);
    this.#fill({ kind: "picture", key, run: this.#run, view });
  }

  /** The list that the next printed line or check belongs to: neighbours share one. */
  #list(kind: "print"): List<string>;
  #list(kind: "checks"): List<CheckOutput>;
  #list(kind: "print" | "checks"): List<string> | List<CheckOutput> {
    const last = this.#slots[this.#last];
    if (last?.kind === kind && last.run === this.#run) return last.list;
    this.#groups += 1;
    const key = `${kind}:${this.#groups}`;
    const known = this.#slots.find((slot) => slot.key === key);
    if (known?.kind === kind) {
      known.list.fresh = 0;
      this.#touch(known);
      return known.list;
    }
    if (kind === "print") {
      const slot: Slot = { kind, key, run: this.#run, list: { entries: [], fresh: 0 } };
      this.#fill(slot);
      return slot.list;
    }
    const slot: Slot = { kind, key, run: this.#run, list: { entries: [], fresh: 0 } };
    this.#fill(slot);
    return slot.list;
  }

  /** Puts a slot behind the one filled last, or in the place of its predecessor from an earlier run. */
  #fill(slot: Slot): void {
    const known = this.#slots.findIndex((other) => other.key === slot.key);
    if (known >= 0) {
      this.#slots[known] = slot;
      this.#last = known;
      return;
    }
    this.#last += 1;
    this.#slots.splice(this.#last, 0, slot);
  }

  #touch(slot: Slot): void {
    const fresh = slot.run !== this.#run;
    slot.run = this.#run;
    if (fresh) this.#last = this.#slots.indexOf(slot);
  }

  #soon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    render(this.#template(), this.element);
  }

  #template(): TemplateResult {
    return html`${this.#progress ? progressTemplate(this.#progress) : nothing}
    ${repeat(
      this.#slots,
      (slot) => slot.key,
      (slot) => this.#slotTemplate(slot),
    )}`;
  }

  #slotTemplate(slot: Slot): TemplateResult | Element {
    switch (slot.kind) {
      case "print":
        return printTemplate(slot.list.entries, this.#strings);
      case "checks":
        return html`<ul class="checks">
          ${slot.list.entries.map((check) => checkTemplate(check, this.#strings))}
        </ul>`;
      case "picture":
        return slot.view.element;
      case "table":
        return this.#tableTemplate(slot.key.slice("table:".length), slot.columns, slot.rows);
      case "notice":
        return html`<p class="notice">${slot.text}</p>`;
    }
  }

  #tableTemplate(
    title: string,
    columns: readonly string[],
    rows: readonly (readonly Cell[])[],
  ): TemplateResult {
    const table = { columns, parts: [{ length: rows.length, row: (i: number) => rows[i] ?? [] }] };
    return html`<figure class="table">
      <figcaption>${title}</figcaption>
      ${tableTemplate(title, columns, rows)}
      ${figureFoot({
        title,
        strings: this.#strings,
        formats: ["csv"],
        onSave: () => saveTable(title, table, this.save),
      })}
    </figure>`;
  }
}

function append<T>(list: List<T>, entry: T): void {
  list.entries[list.fresh] = entry;
  list.fresh += 1;
}

function removeView(slot: Slot): void {
  if (slot.kind === "picture") slot.view.remove();
}

function printTemplate(lines: readonly string[], strings: Strings): TemplateResult {
  const cut = lines.length > mostLines;
  return html`${cut ? html`<p class="note">${strings.earlierCut}</p>` : nothing}
    <pre class="print">${(cut ? lines.slice(-mostLines) : lines).join("\n")}</pre>`;
}

function checkTemplate(check: CheckOutput, strings: Strings): TemplateResult {
  return check.holds
    ? html`<li class="check holds">
        <span class="mark" aria-hidden="true">✓</span
        ><span><span class="hidden-text">${strings.holds}: </span>${check.claim} ${detailTemplate(check.detail)}</span>
      </li>`
    : html`<li class="check fails">
        <span class="mark" aria-hidden="true">✗</span
        ><span><strong>${strings.fails}:</strong> ${check.claim} ${detailTemplate(check.detail)}</span>
      </li>`;
}

function detailTemplate(detail: string): TemplateResult | typeof nothing {
  return detail === "" ? nothing : html`<span class="detail">${foundText(detail)}</span>`;
}

function progressTemplate(progress: { fraction: number; label: string }): TemplateResult {
  return html`<label class="progress"
    ><progress max="1" .value=${progress.fraction} aria-label=${progress.label || "…"}></progress
    ><span>${progress.label}</span></label
  >`;
}
