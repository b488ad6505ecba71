import { html, nothing, render, type TemplateResult } from "lit";
import type { Language, Source } from "../curriculum/model";
import type { ParamValue } from "../lab/outputs";
import type { FromPage, Neighbour, QuestionProgress, ToPage } from "../protocol";
import { compiledHtml } from "./compiled-html";
import { ConceptNote, type ConceptText } from "./concept-note";
import { DemoPanel } from "./demo-panel";
import type { LastRun } from "./last-run";
import { QuizView } from "./quiz-view";
import { ReadingPlace } from "./reading-place";
import { openScrollBoxes } from "./scroll-boxes";
import { type Strings, stringsOf } from "./strings";
import { topBarTemplate } from "./top-bar";

export type Show = Extract<ToPage, { type: "show" }>;

export interface QuestionPageOptions {
  readonly nonce: string;
  /** Values to start the demo's parameters with, by English name. */
  readonly params: Readonly<Record<string, ParamValue>>;
  /** What the page remembers of the demo's last run. */
  readonly lastRun: LastRun | undefined;
  post(message: FromPage): void;
  /** Something worth keeping over a reload has changed. */
  onChange(): void;
}

/** One question on the screen: the bar, the answer, the demo, the quiz, the sources and the ways on. */
export class QuestionPage {
  readonly #demo: DemoPanel;
  readonly #quiz: QuizView;
  readonly #note: ConceptNote;
  readonly #resize = new ResizeObserver(() => openScrollBoxes(this.root));
  #language: Language;
  #progress: QuestionProgress;

  constructor(
    private readonly root: HTMLElement,
    private readonly show: Show,
    private readonly options: QuestionPageOptions,
  ) {
    const { question, language, progress, draft } = show;
    this.#language = language;
    this.#progress = progress;
    this.#quiz = new QuizView({
      items: question.quiz,
      language,
      results: progress.quiz,
      onAnswer: (item, right) => {
        this.setProgress({ ...this.#progress, quiz: { ...this.#progress.quiz, [item]: right } });
        options.post({ type: "quizAnswered", number: question.number, item, right });
      },
    });
    this.#demo = new DemoPanel({
      number: question.number,
      demo: question.demo,
      language,
      draft,
      inEditor: show.inEditor,
      params: options.params,
      lastRun: options.lastRun,
      nonce: options.nonce,
      post: options.post,
      onChange: () => options.onChange(),
    });
    this.#note = new ConceptNote(root, (id) => this.#concept(id));
    this.#render();
    this.#resize.observe(root);
    this.#demo.open(show.runDemo, show.holdDemo);
    if (show.runDemo) this.#demo.bringIntoView();
  }

  get number(): number {
    return this.show.question.number;
  }

  get language(): Language {
    return this.#language;
  }

  /** Parameter values that the learner set, by English name. */
  get params(): Readonly<Record<string, ParamValue>> {
    return this.#demo.params;
  }

  /** What to remember of the demo's last run. */
  get lastRun(): LastRun | undefined {
    return this.#demo.lastRun;
  }

  /** All in another language; what is on the screen, answered or running stays where it is. */
  speak(language: Language): void {
    if (language === this.#language) return;
    const place = new ReadingPlace(this.root);
    this.#note.hide();
    this.#language = language;
    this.#quiz.speak(language);
    this.#demo.speak(language);
    this.#render();
    place.restore();
    this.options.onChange();
  }

  setProgress(progress: QuestionProgress): void {
    this.#progress = progress;
    this.#quiz.showResults(progress.quiz);
    this.#render();
  }

  followDraft(text: string | null, inEditor: boolean): void {
    this.#demo.follow(text, inEditor);
  }

  run(): void {
    this.#demo.run();
  }

  /** Asked for from outside of the page: whoever asks shall see it run. */
  runInView(): void {
    this.#demo.bringIntoView();
    this.#demo.run();
  }

  stop(): void {
    this.#demo.stop();
  }

  redraw(): void {
    this.#demo.redraw();
  }

  dispose(): void {
    this.#demo.dispose();
    this.#note.dispose();
    this.#resize.disconnect();
    render(nothing, this.root);
  }

  #render(): void {
    const strings = stringsOf(this.#language);
    document.documentElement.lang = strings.tag;
    render(this.#template(strings), this.root);
  }

  #template(strings: Strings): TemplateResult {
    const { question } = this.show;
    const page = question.page[this.#language];
    const answer = html`<section class="answer" aria-labelledby="answer-title">
      <h2 id="answer-title">${question.isExample ? strings.whatToDo : strings.inShort}</h2>
      <div class="prose" ${compiledHtml(page.answer)}></div>
    </section>`;
    return html`<header class="bar">${this.#bar(strings)}</header>
      <main class=${question.isExample ? "page example" : "page"}>
        <div class="intro" id="answer" tabindex="-1">
          <p class="eyebrow">${question.isExample ? this.show.topicTitle[this.#language] : strings.questionNumber(question.number)}</p>
          <h1>${question.title[this.#language]}</h1>
          <p class="meta">${this.#meta(strings)}</p>
          ${question.isExample ? nothing : answer}
        </div>
        ${this.#demo.element}
        <div class="rest">
          ${question.isExample ? answer : nothing}
          <article class="prose body" aria-label=${question.title[this.#language]} ${compiledHtml(page.body)}></article>
          ${question.isExample ? nothing : this.#quiz.element} ${sourcesTemplate(question.sources, strings)}
          ${this.#relatedTemplate(strings)}
        </div>
      </main>`;
  }

  #bar(strings: Strings): TemplateResult {
    const { question, topicTitle, total, previous, next } = this.show;
    return topBarTemplate({
      number: question.number,
      title: question.title[this.#language],
      isExample: question.isExample ?? false,
      total,
      topic: topicTitle[this.#language],
      language: this.#language,
      progress: this.#progress,
      previous,
      next,
      strings,
      onLanguage: (language) => {
        this.speak(language);
        this.options.post({ type: "setLanguage", language });
      },
      post: this.options.post,
    });
  }

  #meta(strings: Strings): TemplateResult {
    const { question } = this.show;
    const { readingMinutes } = question.page[this.#language];
    const parts = question.isExample ? [] : strings.meta(readingMinutes, question.quiz.length);
    const names = question.concepts.flatMap((id) => {
      const name = question.conceptNames[id]?.[this.#language];
      return name === undefined
        ? []
        : [html`<a class="concept" href="#concept-${id}" data-concept=${id}>${name}</a>`];
    });
    return html`${parts.map((part) => html`<span>${part}</span>`)}${
      names.length > 0 ? html`<span class="concept-list">${names}</span>` : nothing
    }`;
  }

  #concept(id: string): ConceptText | undefined {
    const { conceptNames, conceptSentences } = this.show.question;
    const names = conceptNames[id];
    const sentence = conceptSentences[id]?.[this.#language];
    if (!names || sentence === undefined) return undefined;
    const other = this.#language === "en" ? "zh-cn" : "en";
    return { name: names[this.#language], otherName: names[other], sentence };
  }

  #relatedTemplate(strings: Strings): TemplateResult | typeof nothing {
    const { related } = this.show;
    if (related.length === 0) return nothing;
    return html`<section class="related" aria-labelledby="related-title">
      <h2 id="related-title">${strings.related}</h2>
      <ul>
        ${related.map((neighbour) => html`<li>${this.#relatedEntry(neighbour, strings)}</li>`)}
      </ul>
    </section>`;
  }

  #relatedEntry(neighbour: Neighbour, strings: Strings): TemplateResult {
    const title = neighbour.title[this.#language];
    const number = html`<span class="number">${neighbour.isExample ? "⚗" : neighbour.number}</span>`;
    if (!neighbour.available)
      return html`<span class="planned">${number}${title} · ${strings.planned}</span>`;
    return html`<a href="#question-${neighbour.number}" data-question=${neighbour.number}>${number}${title}</a>`;
  }
}

function sourcesTemplate(sources: readonly Source[], strings: Strings): TemplateResult | typeof nothing {
  if (sources.length === 0) return nothing;
  return html`<section class="sources" aria-labelledby="sources-title">
    <h2 id="sources-title">${strings.sources}</h2>
    <ul>
      ${sources.map(
        (source) => html`<li>
          <a href=${source.url} lang="en">${source.title}</a>
          <span class="note">${[source.authors, source.venue, source.year].filter(Boolean).join(" · ")}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}
