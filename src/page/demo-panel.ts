import { html, nothing, render, type TemplateResult } from "lit";
import type { Demo, Language } from "../curriculum/model";
import type { Loop, Param, ParamValue } from "../lab/outputs";
import type { FromPage } from "../protocol";
import { type Run, type RunEnd, Runner } from "../sandbox/run";
import { codeBarTemplate } from "./code-bar";
import { CodeEditor } from "./code-editor";
import { demoActions, resetQuestion } from "./demo-actions";
import { failureReason } from "./failure-sentence";
import { rescueFocus } from "./focus-rescue";
import { type LastRun, textMark, textThen } from "./last-run";
import { isNothing, KnownParams, type LostChanges } from "./lost-changes";
import { speedText } from "./number-text";
import { OutputsView } from "./outputs-view";
import { Pads, paramTemplate } from "./param-controls";
import { renamedParams } from "./params-by-name";
import { type Status, statusLine } from "./status-line";
import { type Strings, stringsOf } from "./strings";

export interface DemoPanelOptions {
  readonly number: number;
  readonly demo: Demo;
  readonly language: Language;
  readonly draft: string | undefined;
  readonly inEditor: boolean;
  /** Start values by English name. */
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly lastRun: LastRun | undefined;
  readonly nonce: string;
  post(message: FromPage): void;
  /** The learner moved a parameter, or a run began or ended. */
  onChange(): void;
}

/** Milliseconds in which a text from the editor may still be older than what was typed here last. */
const onItsWay = 400;
/** Milliseconds between two runs that a moving slider starts, at least. */
const frame = 16;
/** A run that a moved slider makes out of date may still show its first output, within this time. */
const firstOutputGrace = 250;
/** Shorter runs end before anybody could press Stop: the button stays as it is. */
const slowAfter = 250;
/** The demos that come with us are far quicker: what still runs then may be a loop without end. */
const longAfter = 5_000;
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
  /** The text that ran last. */
  #ranText: string | undefined;
  #inEditor: boolean;
  #params: Param[] = [];
  #freshParams = 0;
  readonly #known = new KnownParams();
  #values: Map<string, ParamValue>;
  /** Options chosen in the other language, by place: their texts are known when the demo has run in this one. */
  readonly #chosenPlaces = new Map<string, number>();
  #status: Status = { kind: "idle" };
  #lastRun: LastRun | undefined;
  #asksReset = false;
  readonly #runner = new Runner();
  #running: Run | undefined;
  /** What the running program says about its loop; undefined for one that does not listen. */
  #loop: Loop | undefined;
  /** How many live values the running program was told. */
  #told = 0;
  #isBusy = false;
  readonly #pads = new Pads((name, value) => this.#change(name, value));
  #startedAt = 0;
  #hasOutput = false;
  #rerun = 0;
  #typedAt = Number.NEGATIVE_INFINITY;
  #heartbeat = 0;
  #slowTimer = 0;
  #longTimer = 0;
  #staleTimer = 0;

  constructor(private readonly options: DemoPanelOptions) {
    this.#language = options.language;
    this.#strings = stringsOf(options.language);
    this.#outputs = new OutputsView(this.#strings, options.post);
    this.#text = options.draft ?? this.#original;
    this.#inEditor = options.inEditor;
    this.#lastRun = options.lastRun;
    const start = new Map(Object.entries(options.params));
    this.#values = renamedParams(start, options.demo.code.en, this.#text);
    this.element.className = "demo";
    this.element.id = "demo";
    this.element.tabIndex = -1;
    this.element.setAttribute("aria-labelledby", "demo-title");
    this.#codePlace.className = "code";
    this.element.addEventListener("keydown", (event) => this.#key(event));
    rescueFocus(this.element, () => this.#button("run"));
    this.#render();
  }

  get #original(): string {
    return this.options.demo.code[this.#language];
  }

  /** What Reset would throw away. */
  get #lost(): LostChanges {
    return this.#known.lost(this.#text !== this.#original, this.#values);
  }

  get #isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** What is shown belongs to another text. */
  get #isOutdated(): boolean {
    return this.#ranText !== undefined && this.#ranText !== this.#text;
  }

  /** Values that the learner set, by English name. */
  get params(): Readonly<Record<string, ParamValue>> {
    return Object.fromEntries(renamedParams(this.#values, this.#text, this.options.demo.code.en));
  }

  /** What to remember of the last run; undefined when there was none, or the learner stopped it. */
  get lastRun(): LastRun | undefined {
    return this.#lastRun;
  }

  /**
   * Runs at once, unless the learner's own version might do who knows what: that waits for a click. What ran to its
   * end before the page went out of sight is harmless.
   */
  open(runAnyway: boolean, hold: boolean): void {
    const then = textThen(this.#text, this.#lastRun);
    if (hold) this.#setStatus({ kind: "waits", because: "it is held" });
    else if (runAnyway || this.#text === this.#original || then === "ended") this.run();
    else this.#setStatus({ kind: "waits", because: then === "new" ? "it is new" : "it was cut short" });
    requestAnimationFrame(() => this.#openEditor());
  }

  run(): void {
    clearTimeout(this.#rerun);
    this.#rerun = 0;
    this.#supersede();
    this.#asksReset = false;
    this.#ranText = this.#text;
    this.#outputs.begin();
    this.#freshParams = 0;
    this.#hasOutput = false;
    this.#startedAt = performance.now();
    this.#loop = undefined;
    this.#told = 0;
    // Before the worker starts: a page that it takes down remembers that it ran. What comes with us runs anyway.
    this.#remember(this.#text === this.#original ? undefined : { text: textMark(this.#text), ended: false });
    this.#setBusy(true);
    const current: Run = this.#runner.run(this.#text, {
      params: Object.fromEntries(this.#values),
      language: this.#language,
      onOutputs: (outputs) => {
        this.#hasOutput = true;
        for (const output of outputs) {
          if (output.type === "param") this.#takeParam(output.param);
          if (output.type === "loop") this.#takeLoop(output.loop);
        }
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
    this.#setStatus({ kind: "running", since: "just now" });
  }

  /** A run that a newer one takes over drops nothing: what it has not replaced yet stays until the newer one does. */
  #supersede(): void {
    const before = this.#running;
    if (!before) return;
    this.#running = undefined;
    before.stop();
    this.#setBusy(false, "stopped");
  }

  /** Scrolls to the demo unless one sees it already; the focus stays where it is. */
  bringIntoView(): void {
    const { top, bottom } = this.element.getBoundingClientRect();
    const fits = top >= 0 && bottom <= window.innerHeight;
    const middle = window.innerHeight / 2;
    const fillsTheMiddle = top <= middle && bottom >= middle;
    if (!fits && !fillsTheMiddle) this.element.scrollIntoView({ block: "start" });
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
    this.#editor?.speak(language);
    if (untouched) {
      this.#rememberChoices(before);
      this.#values = renamedParams(this.#values, before, this.#original);
      this.#text = this.#original;
      this.#editor?.setText(this.#text, false);
    }
    if (untouched || this.#status.kind !== "waits") this.run();
    this.#render();
  }

  redraw(): void {
    this.#outputs.redraw();
    this.#pads.redraw();
  }

  dispose(): void {
    // Not as when the learner stops it: the page shall remember that it ran.
    this.#supersede();
    this.#unwatch();
    clearTimeout(this.#rerun);
    this.#runner.dispose();
    this.#editor?.destroy();
    this.element.remove();
  }

  #openEditor(): void {
    this.#editor = new CodeEditor(this.#codePlace, {
      text: this.#text,
      language: this.#language,
      nonce: this.options.nonce,
      onSource: (place) => this.options.post({ type: "openLabSource", ...place }),
      onChange: (text) => {
        this.#text = text;
        this.#typedAt = performance.now();
        this.#saveDraft();
        this.#render();
      },
    });
    this.#editor.lock(this.#inEditor);
    this.#markFailure();
  }

  /** Shows the text as an editor tab has it; while that tab is open, it alone changes the text. */
  follow(text: string | null, inEditor: boolean): void {
    this.#inEditor = inEditor;
    this.#editor?.lock(inEditor);
    // What was typed here last comes back from there; the tab may have been made without it, so it is sent again.
    if (performance.now() - this.#typedAt < onItsWay) {
      this.#typedAt = Number.NEGATIVE_INFINITY;
      this.#postDraft();
    } else {
      this.#text = text ?? this.#original;
      this.#saved = this.#text;
      this.#editor?.setText(this.#text);
    }
    this.#render();
  }

  // -------------------------------------------------------------- drafts

  #saved: string | undefined;

  /**
   * At every change, for the editor to keep: a page that is closed gets no word out any more, and a demo can take the
   * page down with it.
   */
  #saveDraft(): void {
    const before = this.#saved ?? this.options.draft ?? this.#original;
    if (this.#text !== before) this.#postDraft();
  }

  #postDraft(): void {
    this.#saved = this.#text;
    const text = this.#text === this.#original ? null : this.#text;
    this.options.post({ type: "saveDraft", number: this.options.number, text });
  }

  #button(action: "run" | "keep" | "reset"): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(`[data-action=${action}]`);
  }

  #reset(): void {
    this.#asksReset = false;
    this.#text = this.#original;
    this.#editor?.setText(this.#text);
    this.#values.clear();
    this.options.onChange();
    this.#saveDraft();
    this.run();
    this.#button("run")?.focus();
  }

  #askReset(): void {
    if (isNothing(this.#lost)) {
      this.#reset();
      return;
    }
    this.#asksReset = true;
    this.#render();
    this.#button("keep")?.focus();
  }

  #keep(): void {
    this.#asksReset = false;
    this.#render();
    this.#button("reset")?.focus();
  }

  // -------------------------------------------------------------- parameters

  #takeParam(param: Param): void {
    this.#params[this.#freshParams] = param;
    this.#freshParams += 1;
    this.#known.add(param, this.#values.has(param.name));
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
    this.options.onChange();
    this.#render();
    const param = this.#params.find((one) => one.name === name);
    if (param?.live && this.#running && this.#loop) this.#tellValue(name, value);
    else this.#rerunSoon();
  }

  // -------------------------------------------------------------- a program that listens

  #tellValue(name: string, value: ParamValue): void {
    this.#told += 1;
    // While it waits or rests, a program cannot hang; from here on it works again.
    if (this.#loop?.kind === "waits") this.#setBusy(true);
    this.#running?.tell({ type: "set", name, value });
  }

  #takeLoop(loop: Loop): void {
    const before = this.#loop;
    this.#loop = loop;
    // The loop begins: what the program has not asked for by now belongs to an earlier run.
    if (!before) this.#params.length = this.#freshParams;
    if (loop.kind === "waits") {
      this.#runEnds("finished");
      this.#setBusy(false, "finished");
      this.#setStatus({ kind: "waits for a change" });
      this.#dropStale();
    } else if (loop.paused) this.#setBusy(false, "stopped");
    else if (before?.kind === "steps" && before.paused) this.#setBusy(true);
    this.#render();
  }

  #togglePause(): void {
    if (this.#loop?.kind !== "steps") return;
    const paused = !this.#loop.paused;
    // Shown at once; the program says the same when it has heard it.
    this.#loop = { ...this.#loop, paused };
    this.#setBusy(!paused, "stopped");
    this.#running?.tell({ type: paused ? "pause" : "resume" });
    this.#render();
  }

  /** Tells the editor when the program may take the page down with it, and when it rests. */
  #setBusy(busy: boolean, outcome: "finished" | "failed" | "stopped" = "finished"): void {
    if (busy === this.#isBusy) return;
    this.#isBusy = busy;
    const { number } = this.options;
    if (busy) this.options.post({ type: "demoStarted", number });
    else this.options.post({ type: "demoEnded", number, outcome });
  }

  /** A slider on the move starts many runs: each may show something before the next one takes over. */
  #rerunSoon(): void {
    if (this.#rerun !== 0) return;
    const attempt = (): void => {
      this.#rerun = 0;
      const age = performance.now() - this.#startedAt;
      const wait = age < frame || (this.#isRunning && !this.#hasOutput && age < firstOutputGrace);
      if (wait) this.#rerun = window.setTimeout(attempt, frame);
      else this.run();
    };
    attempt();
  }

  // -------------------------------------------------------------- the run's life

  #remember(lastRun: LastRun | undefined): void {
    if (lastRun === undefined && this.#lastRun === undefined) return;
    this.#lastRun = lastRun;
    this.options.onChange();
  }

  #runEnds(outcome: RunEnd["outcome"]): void {
    if (!this.#lastRun) return;
    this.#remember(outcome === "stopped" ? undefined : { ...this.#lastRun, ended: true });
  }

  #watch(): void {
    this.#unwatch();
    this.#heartbeat = window.setInterval(() => this.options.post({ type: "alive" }), heartbeat);
    this.#slowTimer = window.setTimeout(() => this.#stillRunning("a moment"), slowAfter);
    this.#longTimer = window.setTimeout(() => this.#stillRunning("long"), longAfter);
    this.#staleTimer = window.setTimeout(() => this.#dropStale(), staleAfter);
  }

  #unwatch(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#slowTimer);
    clearTimeout(this.#longTimer);
    clearTimeout(this.#staleTimer);
  }

  #stillRunning(since: "a moment" | "long"): void {
    if (this.#status.kind === "running") this.#setStatus({ kind: "running", since });
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
    this.#loop = undefined;
    this.#runEnds(end.outcome);
    this.#setBusy(false, end.outcome);
    this.#setStatus({ kind: "ended", end });
    this.#markFailure();
    // A value that came too late for this run is not lost.
    if (end.outcome === "finished" && end.taken < this.#told) this.#rerunSoon();
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
    this.#outputs.element.classList.toggle("outdated", this.#isOutdated);
    render(this.#template(), this.element);
  }

  #template(): TemplateResult {
    const strings = this.#strings;
    return html`<header class="demo-head">
        <h2 id="demo-title">${this.options.demo.title[this.#language]}</h2>
        <div class="demo-actions">${this.#actions()}</div>
      </header>
      <div class="demo-scroll" tabindex="0" role="region" aria-label=${strings.output}>
        ${this.#params.length > 0 ? this.#settings() : nothing} ${this.#outputs.element}
      </div>
      <div class="demo-foot">
        <div class="demo-status" role="status" aria-live="polite">${this.#statusTemplate()}</div>
        ${this.#loopState()}
      </div>
      ${this.#codeBar()} ${this.#codePlace}`;
  }

  #codeBar(): TemplateResult {
    const post = (type: "openDemo" | "exportDemo") => () =>
      this.options.post({ type, number: this.options.number });
    return codeBarTemplate({
      inEditor: this.#inEditor,
      strings: this.#strings,
      onOpen: post("openDemo"),
      onExport: post("exportDemo"),
    });
  }

  #actions(): TemplateResult {
    if (this.#asksReset) {
      return resetQuestion(
        this.#lost,
        this.#strings,
        () => this.#keep(),
        () => this.#reset(),
      );
    }
    return demoActions({
      changed: this.#text !== this.#original || this.#values.size > 0,
      slow: this.#status.kind === "running" && this.#status.since !== "just now",
      loop: this.#loop,
      strings: this.#strings,
      onReset: () => this.#askReset(),
      onPause: () => this.#togglePause(),
      onStep: () => this.#running?.tell({ type: "step" }),
      onStop: () => this.stop(),
      onRun: () => this.run(),
    });
  }

  /** How far the loop is; not read out, because it changes all the time. */
  #loopState(): TemplateResult | typeof nothing {
    if (this.#loop?.kind !== "steps") return nothing;
    const { step, total, perSecond, paused } = this.#loop;
    const strings = this.#strings.loop;
    const speed = perSecond === null || paused ? [] : [strings.perSecond(speedText(perSecond))];
    return html`<span class="loop-state" aria-hidden="true">${[strings.step(step, total), ...speed].join(" · ")}</span>`;
  }

  /** Pads come first, as near to the outputs as they can be; then sliders, choices and switches, then the buttons. */
  #settings(): TemplateResult {
    const of = (wanted: (kind: Param["kind"]) => boolean): TemplateResult[] =>
      this.#params.flatMap((param, i) => (wanted(param.kind) ? [this.#control(param, i)] : []));
    const isPad = (kind: Param["kind"]): boolean => kind === "drawing" || kind === "points";
    const columns = of((kind) => kind !== "button" && !isPad(kind));
    const buttons = of((kind) => kind === "button");
    const pads = of(isPad);
    return html`<div class="settings" role="group" aria-label=${this.#strings.settings}>
      ${pads.length > 0 ? html`<div class="pads">${pads}</div>` : nothing}
      ${columns.length > 0 ? html`<div class="params">${columns}</div>` : nothing}
      ${buttons.length > 0 ? html`<div class="param-buttons">${buttons}</div>` : nothing}
    </div>`;
  }

  #control(param: Param, place: number): TemplateResult {
    const value = this.#values.get(param.name) ?? param.value;
    const changed = (name: string, given: ParamValue): void => this.#change(name, given);
    return paramTemplate(param, value, `param-${place}`, this.#strings, changed, this.#pads);
  }

  #statusTemplate(): TemplateResult | string | typeof nothing {
    return statusLine({
      status: this.#status,
      outdated: this.#isOutdated,
      loop: this.#loop,
      checks: this.#outputs.checks,
      strings: this.#strings,
      onLine: (line) => this.#editor?.goTo(line),
    });
  }
}
