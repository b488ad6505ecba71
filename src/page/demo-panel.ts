import { html, nothing, render, type TemplateResult } from "lit";
import type { Demo, Language } from "../curriculum/model";
import type { Param, ParamValue } from "../lab/outputs";
import type { FromPage } from "../protocol";
import { type Run, type RunEnd, run } from "../sandbox/run";
import { CodeEditor } from "./code-editor";
import { failureReason } from "./failure-sentence";
import { durationText } from "./number-text";
import { OutputsView } from "./outputs-view";
import { paramTemplate } from "./param-controls";
import { renamedParams } from "./params-by-name";
import { type Strings, stringsOf } from "./strings";

export interface DemoPanelOptions {
  readonly number: number;
  readonly demo: Demo;
  readonly language: Language;
  readonly draft: string | undefined;
  /** Start values by English name. */
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly nonce: string;
  post(message: FromPage): void;
  /** The learner moved a parameter. */
  onParams(): void;
}

type Status =
  | { readonly kind: "idle" }
  | { readonly kind: "waits" }
  | { readonly kind: "running"; readonly slow: boolean }
  | { readonly kind: "ended"; readonly end: RunEnd };

const draftDelay = 400;
/** A run that a moved slider makes out of date may still show its first output, within this time. */
const firstOutputGrace = 250;
/** Shorter runs end before anybody could press Stop: the button stays as it is. */
const slowAfter = 250;
/** What only the run before has shown stays this long. */
const staleAfter = 2_000;
const heartbeat = 2_000;

/** Beside the answer: the demo's controls, what it shows, and its text. */
export class DemoPanel {
  readonly element = document.createElement("section");
  readonly #codePlace = document.createElement("div");
  readonly #outputs: OutputsView;
  #editor: CodeEditor | undefined;
  #language: Language;
  #strings: Strings;
  #text: string;
  #params: Param[] = [];
  #freshParams = 0;
  #values: Map<string, ParamValue>;
  /** Options chosen in the other language, by place: their texts are known when the demo has run in this one. */
  readonly #chosenPlaces = new Map<string, number>();
  #status: Status = { kind: "idle" };
  #asksReset = false;
  #running: Run | undefined;
  #startedAt = 0;
  #hasOutput = false;
  #rerun = 0;
  #draftTimer = 0;
  #heartbeat = 0;
  #slowTimer = 0;
  #staleTimer = 0;

  constructor(private readonly options: DemoPanelOptions) {
    this.#language = options.language;
    this.#strings = stringsOf(options.language);
    this.#outputs = new OutputsView(this.#strings);
    this.#text = options.draft ?? this.#original;
    const start = new Map(Object.entries(options.params));
    this.#values = renamedParams(start, options.demo.code.en, this.#text);
    this.element.className = "demo";
    this.element.id = "demo";
    this.element.tabIndex = -1;
    this.element.setAttribute("aria-labelledby", "demo-title");
    this.#codePlace.className = "code";
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.#render();
  }

  get #original(): string {
    return this.options.demo.code[this.#language];
  }

  get #isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Values that the learner set, by English name. */
  get params(): Readonly<Record<string, ParamValue>> {
    return Object.fromEntries(renamedParams(this.#values, this.#text, this.options.demo.code.en));
  }

  /** Runs at once, unless the learner's own version might do who knows what: that waits for a click. */
  open(runAnyway: boolean, hold: boolean): void {
    if (!hold && (runAnyway || this.#text === this.#original)) this.run();
    else this.#setStatus({ kind: "waits" });
    requestAnimationFrame(() => this.#openEditor());
  }

  run(): void {
    this.#saveDraft();
    clearTimeout(this.#rerun);
    this.#rerun = 0;
    this.#supersede();
    this.#asksReset = false;
    this.#outputs.begin();
    this.#freshParams = 0;
    this.#hasOutput = false;
    this.#startedAt = performance.now();
    this.options.post({ type: "demoStarted", number: this.options.number });
    const current: Run = run(this.#text, {
      params: Object.fromEntries(this.#values),
      language: this.#language,
      onOutputs: (outputs) => {
        this.#hasOutput = true;
        for (const output of outputs) if (output.type === "param") this.#takeParam(output.param);
        this.#outputs.add(outputs);
      },
      onEnd: (end) => {
        if (this.#running === current) this.#ended(end);
      },
    });
    this.#running = current;
    // The worker is on its way: the rest happens while it starts.
    this.#editor?.unmark();
    this.#watch();
    this.#setStatus({ kind: "running", slow: false });
  }

  /** A run that a newer one takes over drops nothing: what it has not replaced yet stays until the newer one does. */
  #supersede(): void {
    const before = this.#running;
    if (!before) return;
    this.#running = undefined;
    before.stop();
    this.options.post({ type: "demoEnded", number: this.options.number, outcome: "stopped" });
  }

  stop(): void {
    clearTimeout(this.#rerun);
    this.#rerun = 0;
    this.#running?.stop();
  }

  /** The same demo in another language: untouched code is shown in it, and run with the same values. */
  speak(language: Language): void {
    if (language === this.#language) return;
    const before = this.#original;
    const untouched = this.#text === before;
    this.#language = language;
    this.#strings = stringsOf(language);
    this.#outputs.speak(this.#strings);
    this.#editor?.relabel(this.#strings.code);
    if (untouched) {
      this.#rememberChoices(before);
      this.#values = renamedParams(this.#values, before, this.#original);
      this.#text = this.#original;
      this.#editor?.setText(this.#text);
    }
    if (untouched || this.#status.kind !== "waits") this.run();
    this.#render();
  }

  redraw(): void {
    this.#outputs.redraw();
  }

  dispose(): void {
    this.#flushDraft();
    this.stop();
    this.#editor?.destroy();
    this.element.remove();
  }

  #openEditor(): void {
    this.#editor = new CodeEditor(this.#codePlace, {
      text: this.#text,
      label: this.#strings.code,
      nonce: this.options.nonce,
      onChange: (text) => {
        this.#text = text;
        clearTimeout(this.#draftTimer);
        this.#draftTimer = window.setTimeout(() => this.#flushDraft(), draftDelay);
        this.#render();
      },
    });
    this.#markFailure();
  }

  // -------------------------------------------------------------- drafts

  #saved: string | undefined;

  #flushDraft(): void {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = 0;
    this.#saveDraft();
  }

  /** The editor keeps the text before it runs: a demo can take the page down with it. */
  #saveDraft(): void {
    const before = this.#saved ?? this.options.draft ?? this.#original;
    if (this.#text === before) return;
    this.#saved = this.#text;
    const text = this.#text === this.#original ? null : this.#text;
    this.options.post({ type: "saveDraft", number: this.options.number, text });
  }

  #reset(): void {
    this.#asksReset = false;
    this.#text = this.#original;
    this.#editor?.setText(this.#text);
    this.#values.clear();
    this.options.onParams();
    this.#flushDraft();
    this.run();
    this.element.querySelector<HTMLElement>("[data-action=run]")?.focus();
  }

  #askReset(): void {
    if (this.#text === this.#original) {
      this.#reset();
      return;
    }
    this.#asksReset = true;
    this.#render();
    this.element.querySelector<HTMLElement>("[data-action=keep]")?.focus();
  }

  #keep(): void {
    this.#asksReset = false;
    this.#render();
    this.element.querySelector<HTMLElement>("[data-action=reset]")?.focus();
  }

  // -------------------------------------------------------------- parameters

  #takeParam(param: Param): void {
    this.#params[this.#freshParams] = param;
    this.#freshParams += 1;
    const place = this.#chosenPlaces.get(param.name);
    if (param.kind === "choice" && place !== undefined) {
      this.#chosenPlaces.delete(param.name);
      this.#change(param.name, param.options[place] ?? param.value);
    }
    this.#render();
  }

  #rememberChoices(code: string): void {
    this.#chosenPlaces.clear();
    const places = new Map<string, ParamValue>();
    for (const param of this.#params) {
      const value = this.#values.get(param.name);
      if (param.kind !== "choice" || typeof value !== "string") continue;
      places.set(param.name, param.options.indexOf(value));
      this.#values.delete(param.name);
    }
    for (const [name, place] of renamedParams(places, code, this.#original)) {
      if (typeof place === "number" && place >= 0) this.#chosenPlaces.set(name, place);
    }
  }

  #change(name: string, value: ParamValue): void {
    this.#values.set(name, value);
    this.options.onParams();
    this.#render();
    this.#rerunSoon();
  }

  /** A slider on the move starts many runs: each may show something before the next one takes over. */
  #rerunSoon(): void {
    if (this.#rerun !== 0) return;
    const attempt = (): void => {
      const young = performance.now() - this.#startedAt < firstOutputGrace;
      const wait = this.#isRunning && !this.#hasOutput && young;
      if (wait) this.#rerun = window.setTimeout(attempt, 16);
      else this.run();
    };
    this.#rerun = window.setTimeout(attempt, 16);
  }

  // -------------------------------------------------------------- the run's life

  #watch(): void {
    this.#unwatch();
    this.#heartbeat = window.setInterval(() => this.options.post({ type: "alive" }), heartbeat);
    this.#slowTimer = window.setTimeout(() => this.#setStatus({ kind: "running", slow: true }), slowAfter);
    this.#staleTimer = window.setTimeout(() => this.#dropStale(), staleAfter);
  }

  #unwatch(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#slowTimer);
    clearTimeout(this.#staleTimer);
  }

  #dropStale(): void {
    if (this.#hasOutput) this.#outputs.dropStale();
  }

  #ended(end: RunEnd): void {
    this.#running = undefined;
    this.#unwatch();
    this.#params.length =
      this.#freshParams > 0 || end.outcome === "finished" ? this.#freshParams : this.#params.length;
    this.#outputs.end();
    this.options.post({ type: "demoEnded", number: this.options.number, outcome: end.outcome });
    this.#setStatus({ kind: "ended", end });
    this.#markFailure();
  }

  #markFailure(): void {
    if (this.#status.kind !== "ended" || this.#status.end.outcome !== "failed") return;
    const { failure } = this.#status.end;
    if (failure.kind !== "error" || failure.line === undefined) return;
    const { line, column } = failure;
    this.#editor?.mark({ line, column, message: failureReason(failure, this.#strings) });
  }

  #setStatus(status: Status): void {
    this.#status = status;
    this.#render();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.#asksReset) {
      event.stopPropagation();
      this.#keep();
    }
  }

  // -------------------------------------------------------------- what is seen

  #render(): void {
    render(this.#template(), this.element);
  }

  #template(): TemplateResult {
    const strings = this.#strings;
    return html`<header class="demo-head">
        <h2 id="demo-title">${this.options.demo.title[this.#language]}</h2>
        <div class="demo-actions">${this.#asksReset ? this.#resetQuestion() : this.#actions()}</div>
      </header>
      <div class="demo-scroll" tabindex="0" role="region" aria-label=${strings.output}>
        ${this.#params.length > 0 ? this.#settings() : nothing} ${this.#outputs.element}
      </div>
      <div class="demo-status" role="status" aria-live="polite">${this.#statusTemplate()}</div>
      ${this.#codePlace}`;
  }

  #actions(): TemplateResult {
    const strings = this.#strings;
    const changed = this.#text !== this.#original || this.#values.size > 0;
    const slow = this.#status.kind === "running" && this.#status.slow;
    return html`${
      changed
        ? html`<button class="quiet" data-action="reset" @click=${() => this.#askReset()}>${strings.reset}</button>`
        : nothing
    }${
      slow
        ? html`<button class="secondary" data-action="stop" title=${strings.stopHint} @click=${() => this.stop()}>
            <span class="stop-sign" aria-hidden="true"></span>${strings.stop}
          </button>`
        : nothing
    }<button class="primary" data-action="run" title=${strings.runHint} @click=${() => this.run()}>
        <span class="run-sign" aria-hidden="true"></span>${strings.run}
      </button>`;
  }

  #resetQuestion(): TemplateResult {
    const strings = this.#strings;
    return html`<span class="ask" id="ask-reset">${strings.resetQuestion}</span
      ><button class="quiet" data-action="keep" aria-describedby="ask-reset" @click=${() => this.#keep()}>
        ${strings.resetNo}</button
      ><button class="primary" data-action="throw-away" @click=${() => this.#reset()}>${strings.resetYes}</button>`;
  }

  #settings(): TemplateResult {
    return html`<div class="params" role="group" aria-label=${this.#strings.settings}>
      ${this.#params.map((param, i) =>
        paramTemplate(
          param,
          this.#values.get(param.name) ?? param.value,
          `param-${i}`,
          this.#strings,
          (name, value) => this.#change(name, value),
        ),
      )}
    </div>`;
  }

  #statusTemplate(): TemplateResult | string | typeof nothing {
    const strings = this.#strings;
    switch (this.#status.kind) {
      case "idle":
        return nothing;
      case "waits":
        return this.#text === this.#original ? strings.demoHeld : strings.draftWaits;
      case "running":
        return this.#status.slow ? strings.running : nothing;
      case "ended":
        return this.#endTemplate(this.#status.end);
    }
  }

  #endTemplate(end: RunEnd): TemplateResult {
    const strings = this.#strings;
    const refused = end.refused > 0 ? html`<p>${strings.refusedMessages(end.refused)}</p>` : nothing;
    switch (end.outcome) {
      case "finished": {
        const { checks } = this.#outputs;
        const holding = checks.filter((check) => check.holds).length;
        const parts = [strings.finished(durationText(end.milliseconds))];
        if (checks.length > 0) parts.push(strings.checksHold(holding, checks.length));
        return html`${parts.join(" · ")}${refused}`;
      }
      case "stopped":
        return html`${strings.stopped}${refused}`;
      case "failed":
        return html`${this.#failureTemplate(end)}${refused}`;
    }
  }

  #failureTemplate(end: Extract<RunEnd, { outcome: "failed" }>): TemplateResult {
    const { failure } = end;
    const line = failure.kind === "error" ? failure.line : undefined;
    const reason = failureReason(failure, this.#strings);
    if (line === undefined) return html`<p class="failure">${reason}</p>`;
    const { colon, line: lineText } = this.#strings.failure;
    return html`<p class="failure">
      <button class="link" @click=${() => this.#editor?.goTo(line)}>${lineText(line)}</button>${colon}${reason}
    </p>`;
  }
}
