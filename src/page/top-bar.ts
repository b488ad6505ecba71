import { html, nothing, type TemplateResult } from "lit";
import type { Language } from "../curriculum/model";
import type { FromPage, Neighbour, QuestionProgress } from "../protocol";
import type { Strings } from "./strings";

export interface TopBarOptions {
  readonly number: number;
  readonly title: string;
  /** An example of the laboratory has no number and is never done. */
  readonly isExample: boolean;
  readonly total: number;
  readonly topic: string;
  readonly language: Language;
  readonly progress: QuestionProgress;
  readonly previous: Neighbour | undefined;
  readonly next: Neighbour | undefined;
  readonly strings: Strings;
  onLanguage(language: Language): void;
  post(message: FromPage): void;
}

/** Where the page is in the course, how far the learner is, and the ways on. */
export function topBarTemplate(options: TopBarOptions): TemplateResult {
  const { strings, number, progress } = options;
  return html`<a class="skip" href="#answer">${strings.skipToText}</a>
    <a class="skip" href="#demo">${strings.skipToDemo}</a>
    <nav class="place" aria-label=${strings.place}>
      <span class="topic">${options.topic}</span><span class="topic" aria-hidden="true">›</span>
      <strong>${options.isExample ? options.title : strings.position(number, options.total)}</strong>
    </nav>
    ${options.isExample ? nothing : doneButton(options)}
    <span class="space"></span>
    <button
      class="quiet bookmark"
      aria-pressed=${progress.bookmarked}
      @click=${() => options.post({ type: "setBookmark", number, bookmarked: !progress.bookmarked })}
    >
      <span aria-hidden="true">${progress.bookmarked ? "★" : "☆"}</span
      ><span class="word">${progress.bookmarked ? strings.bookmarked : strings.bookmark}</span>
    </button>
    ${languageSwitch(options)}
    <span class="neighbours"
      >${neighbourButton(options, options.previous, "previous")}${neighbourButton(options, options.next, "next")}</span
    >`;
}

function doneButton({ number, progress, strings, post }: TopBarOptions): TemplateResult {
  const done = progress.status === "done";
  const word = done ? strings.done : strings.markDone;
  return html`<button
    class="chip ${progress.status}"
    aria-pressed=${done}
    title=${word}
    @click=${() => post({ type: "setDone", number, done: !done })}
  >
    <span class="state-sign" aria-hidden="true"></span><span class="word">${word}</span>
  </button>`;
}

/** Each language is named in itself, whatever the page speaks. */
function languageSwitch(options: TopBarOptions): TemplateResult {
  const choices: readonly (readonly [Language, string, string])[] = [
    ["en", "EN", "English"],
    ["zh-cn", "中文", "中文"],
  ];
  return html`<span class="segments" role="radiogroup" aria-label=${options.strings.language}
    >${choices.map(
      ([language, short, name]) => html`<label
        ><input
          type="radio"
          name="language"
          value=${language}
          aria-label=${name}
          .checked=${options.language === language}
          @change=${() => options.onLanguage(language)}
        /><span lang=${language === "en" ? "en" : "zh-CN"}>${short}</span></label
      >`,
    )}</span
  >`;
}

function neighbourButton(
  options: TopBarOptions,
  neighbour: Neighbour | undefined,
  side: "previous" | "next",
): TemplateResult | typeof nothing {
  if (!neighbour) return nothing;
  const { strings } = options;
  const title = neighbour.title[options.language];
  const name = neighbour.isExample ? html`<span class="word">${title}</span>` : String(neighbour.number);
  const text = side === "previous" ? html`‹ ${name}` : html`${name} ›`;
  const spoken = neighbour.isExample ? title : `${strings.questionNumber(neighbour.number)}, ${title}`;
  return html`<button
    class="quiet"
    title=${title}
    aria-label=${`${strings[side]}: ${spoken}`}
    @click=${() => options.post({ type: "openQuestion", number: neighbour.number })}
  >
    ${text}
  </button>`;
}
