import { html, nothing, render, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Language, QuizItem } from "../curriculum/model";
import { compiledHtml } from "./compiled-html";
import { orderListTemplate } from "./order-list";
import { emptyAnswer, judge, type QuizAnswer, shownOrder, type Verdict } from "./quiz-answer";
import { type Strings, stringsOf } from "./strings";

export interface QuizViewOptions {
  readonly items: readonly QuizItem[];
  readonly language: Language;
  /** Item id → answered right at the last try. */
  readonly results: Readonly<Record<string, boolean>>;
  onAnswer(item: string, right: boolean): void;
}

interface ItemState {
  answer: QuizAnswer;
  verdict: Verdict | undefined;
  /** Said when there is nothing to judge yet, or after a step moved. */
  hint: "" | "nothingChosen" | "notANumber";
  announcement: string;
}

/** The questions at the end of a page; each is judged when the learner asks for it. */
export class QuizView {
  readonly element = document.createElement("section");
  readonly #states = new Map<string, ItemState>();
  #results: Readonly<Record<string, boolean>>;
  #language: Language;

  constructor(private readonly options: QuizViewOptions) {
    this.#results = options.results;
    this.#language = options.language;
    this.element.className = "quiz";
    this.element.setAttribute("aria-labelledby", "quiz-title");
    for (const item of options.items) this.#states.set(item.id, freshState(item));
    this.#render();
  }

  speak(language: Language): void {
    this.#language = language;
    this.#render();
  }

  showResults(results: Readonly<Record<string, boolean>>): void {
    this.#results = results;
    this.#render();
  }

  #render(): void {
    render(this.#template(stringsOf(this.#language)), this.element);
  }

  #template(strings: Strings): TemplateResult {
    const { items } = this.options;
    const right = items.filter((item) => this.#results[item.id] === true).length;
    return html`<header class="quiz-head">
        <h2 id="quiz-title">${strings.quiz}</h2>
        ${right > 0 ? html`<span class="note">${strings.quizScore(right, items.length)}</span>` : nothing}
      </header>
      ${items.map((item, i) => this.#itemTemplate(item, i, strings))}`;
  }

  #itemTemplate(item: QuizItem, index: number, strings: Strings): TemplateResult {
    const state = this.#stateOf(item);
    const judged = state.verdict !== undefined;
    const before = !judged && this.#results[item.id] === true;
    const id = `quiz-${index}`;
    return html`<form
      class="quiz-item"
      data-item=${item.id}
      aria-labelledby=${`${id}-prompt`}
      novalidate
      @submit=${(event: Event) => this.#submit(event, item)}
    >
      <p class="quiz-kind">
        ${strings.quizHints[item.kind]}${before ? html` <span class="before">✓ ${strings.answeredBefore}</span>` : nothing}
      </p>
      <div class="prompt" id=${`${id}-prompt`} ${compiledHtml(item.prompt[this.#language])}></div>
      ${this.#answerTemplate(item, id, state, strings)}
      <div class="quiz-foot">
        ${
          judged
            ? html`<button type="button" class="secondary" @click=${() => this.#again(item)}>${strings.tryAgain}</button>`
            : html`<button type="submit" class="secondary">${strings.check}</button>`
        }
        <span class="verdict ${state.verdict ?? ""}" role="status"
          >${this.#verdictText(item, state, strings)}</span
        >
      </div>
      ${
        judged
          ? html`<div class="explanation" ${compiledHtml(item.explanation[this.#language])}></div>`
          : nothing
      }
    </form>`;
  }

  #answerTemplate(item: QuizItem, id: string, state: ItemState, strings: Strings): TemplateResult {
    switch (item.kind) {
      case "single":
      case "multiple":
        return this.#optionsTemplate(item, id, state, strings);
      case "order":
        return html`${orderListTemplate({
          steps: item.steps.map((step) => step[this.#language]),
          sequence: state.answer.kind === "order" ? state.answer.sequence : [],
          judged: state.verdict !== undefined,
          strings,
          onMove: (sequence, announcement) => {
            state.answer = { kind: "order", sequence };
            state.announcement = announcement;
            this.#render();
          },
        })}<span class="hidden-text" aria-live="polite">${state.announcement}</span>${
          state.verdict === "wrong" ? this.#rightOrder(item, strings) : nothing
        }`;
      case "numeric":
        return html`<p class="typed">
          ${this.#input(id, state, strings, "decimal")}${item.unit ? html`<span>${item.unit[this.#language]}</span>` : nothing}
        </p>`;
      case "prints":
        return html`<pre class="program" tabindex="0"><code>${item.code.trimEnd()}</code></pre>
          <p class="typed">
            ${item.answer.trim().includes("\n") ? this.#textArea(id, state, strings) : this.#input(id, state, strings, "text")}
          </p>`;
    }
  }

  #optionsTemplate(
    item: Extract<QuizItem, { kind: "single" | "multiple" }>,
    id: string,
    state: ItemState,
    strings: Strings,
  ): TemplateResult {
    const judged = state.verdict !== undefined;
    const chosen = state.answer.kind === "choice" ? state.answer.chosen : [];
    return html`<div
      class="options"
      role=${item.kind === "single" ? "radiogroup" : "group"}
      aria-labelledby=${`${id}-prompt`}
    >
      ${shownOrder(item).map((index) => {
        const option = item.options[index];
        if (!option) return nothing;
        const picked = chosen.includes(index);
        const mark = judged ? optionMark(option.right, picked) : "";
        return html`<div class="option ${mark}">
          <label
            ><input
              type=${item.kind === "single" ? "radio" : "checkbox"}
              name=${id}
              .checked=${live(picked)}
              ?disabled=${judged}
              @change=${(event: Event) => this.#choose(item, index, (event.target as HTMLInputElement).checked)}
            /><span ${compiledHtml(option.text[this.#language])}></span>${markTemplate(mark, item.kind, strings)}</label
          >
          ${
            judged && option.because && (picked || !option.right)
              ? html`<div class="because" ${compiledHtml(option.because[this.#language])}></div>`
              : nothing
          }
        </div>`;
      })}
    </div>`;
  }

  #input(id: string, state: ItemState, strings: Strings, mode: "decimal" | "text"): TemplateResult {
    return html`<input
      type="text"
      class=${mode === "text" ? "printed" : "number"}
      inputmode=${mode}
      autocomplete="off"
      spellcheck="false"
      aria-label=${strings.yourAnswer}
      aria-describedby=${`${id}-prompt`}
      .value=${live(textOf(state))}
      ?disabled=${state.verdict !== undefined}
      @input=${(event: Event) => this.#type(state, (event.target as HTMLInputElement).value)}
    />`;
  }

  #textArea(id: string, state: ItemState, strings: Strings): TemplateResult {
    return html`<textarea
      rows="4"
      class="printed"
      spellcheck="false"
      aria-label=${strings.yourAnswer}
      aria-describedby=${`${id}-prompt`}
      .value=${live(textOf(state))}
      ?disabled=${state.verdict !== undefined}
      @input=${(event: Event) => this.#type(state, (event.target as HTMLTextAreaElement).value)}
    ></textarea>`;
  }

  #rightOrder(item: Extract<QuizItem, { kind: "order" }>, strings: Strings): TemplateResult {
    return html`<p class="note">${strings.rightOrder}</p>
      <ol class="solution">
        ${item.steps.map((step) => html`<li>${step[this.#language]}</li>`)}
      </ol>`;
  }

  #verdictText(item: QuizItem, state: ItemState, strings: Strings): string {
    if (state.hint !== "") return strings[state.hint];
    switch (state.verdict) {
      case undefined:
        return "";
      case "right":
        return strings.right;
      case "almost":
        return strings.almost;
      case "wrong":
        return [strings.wrong, this.#solution(item, strings)].filter(Boolean).join(" ");
    }
  }

  #solution(item: QuizItem, strings: Strings): string {
    if (item.kind === "numeric") {
      const unit = item.unit ? ` ${item.unit[this.#language]}` : "";
      return strings.rightAnswer(`${item.answer}${unit}`);
    }
    return item.kind === "prints" ? strings.rightAnswer(item.answer.trim()) : "";
  }

  #stateOf(item: QuizItem): ItemState {
    const state = this.#states.get(item.id) ?? freshState(item);
    this.#states.set(item.id, state);
    return state;
  }

  #choose(item: QuizItem, index: number, on: boolean): void {
    const state = this.#stateOf(item);
    if (state.answer.kind !== "choice") return;
    const others = item.kind === "single" ? [] : state.answer.chosen.filter((other) => other !== index);
    state.answer = { kind: "choice", chosen: on ? [...others, index] : others };
    state.hint = "";
    this.#render();
  }

  #type(state: ItemState, text: string): void {
    state.answer = { kind: "text", text };
    if (state.hint !== "") {
      state.hint = "";
      this.#render();
    }
  }

  #submit(event: Event, item: QuizItem): void {
    event.preventDefault();
    const state = this.#stateOf(item);
    if (state.verdict !== undefined) return;
    state.verdict = judge(item, state.answer);
    if (state.verdict === undefined) state.hint = item.kind === "numeric" ? "notANumber" : "nothingChosen";
    this.#render();
    if (state.verdict === undefined) return;
    this.#focusButton(item);
    this.options.onAnswer(item.id, state.verdict === "right");
  }

  #again(item: QuizItem): void {
    this.#states.set(item.id, freshState(item));
    this.#render();
    const form = this.#formOf(item);
    form?.querySelector<HTMLElement>(".options input, .handle, .typed input, .typed textarea")?.focus();
  }

  /** The button that was pressed is another one now: the focus stays at its place. */
  #focusButton(item: QuizItem): void {
    this.#formOf(item)?.querySelector<HTMLElement>(".quiz-foot button")?.focus({ preventScroll: true });
  }

  #formOf(item: QuizItem): HTMLFormElement | undefined {
    return [...this.element.querySelectorAll("form")].find((form) => form.dataset.item === item.id);
  }
}

function freshState(item: QuizItem): ItemState {
  return { answer: emptyAnswer(item), verdict: undefined, hint: "", announcement: "" };
}

function textOf(state: ItemState): string {
  return state.answer.kind === "text" ? state.answer.text : "";
}

function optionMark(right: boolean, picked: boolean): "right" | "missed" | "wrong" | "" {
  if (right) return picked ? "right" : "missed";
  return picked ? "wrong" : "";
}

function markTemplate(
  mark: "right" | "missed" | "wrong" | "",
  kind: "single" | "multiple",
  strings: Strings,
): TemplateResult | typeof nothing {
  if (mark === "") return nothing;
  const missed = kind === "single" ? strings.missedOnlyOption : strings.missedOption;
  const words = { right: strings.rightOption, missed, wrong: strings.wrongOption };
  return html`<span class="option-mark">${mark === "wrong" ? "✗" : "✓"} ${words[mark]}</span>`;
}
