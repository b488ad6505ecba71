/**
 * What is taught, as the extension sees it: the compiler makes these shapes out of `content/`,
 * everything else only reads them.
 */

export const languages = ["en", "zh-cn"] as const;
export type Language = (typeof languages)[number];

/** The same text in both languages. */
export type Localized<T = string> = Record<Language, T>;

export interface Topic {
  readonly id: string;
  readonly title: Localized;
  readonly description: Localized;
}

/** What the sidebar, search and neighbours need of a question; small, so that it ships inside the bundle. */
export interface QuestionSummary {
  readonly number: number;
  /** Folder name without its number: `pooling`. */
  readonly slug: string;
  readonly topic: string;
  readonly title: Localized;
  /** A planned question has a title only, and says so. */
  readonly status: "complete" | "planned";
  readonly concepts: readonly string[];
  readonly related: readonly number[];
  /** An example of the laboratory: opened like a question, but it has no quiz and is not one of the fifty. */
  readonly isExample?: true;
}

export interface Curriculum {
  readonly topics: readonly Topic[];
  /** Ordered by number. */
  readonly questions: readonly QuestionSummary[];
  /** The laboratory's examples, ordered by number; their numbers lie above those of the questions. */
  readonly examples: readonly QuestionSummary[];
}

/** A complete question: all its HTML was made by the compiler, none of it from a learner's text. */
export interface Question extends QuestionSummary {
  readonly page: Localized<QuestionPage>;
  readonly quiz: readonly QuizItem[];
  readonly demo: Demo;
  readonly sources: readonly Source[];
  /** Names of the concepts it shows, so that the page needs no catalogue. */
  readonly conceptNames: Readonly<Record<string, Localized>>;
  /** HTML, one sentence each, for the same concepts. */
  readonly conceptSentences: Readonly<Record<string, Localized>>;
}

/** A question as the compiler stores it: what the catalogue says of its concepts is added when it is read. */
export interface StoredQuestion extends Omit<Question, "conceptNames" | "conceptSentences"> {
  /** Ids of the concepts that it names or links. */
  readonly shownConcepts: readonly string[];
}

export interface QuestionPage {
  /** The direct answer, two or three sentences, HTML. */
  readonly answer: string;
  /** Everything below it, HTML, figures and formulas in place. */
  readonly body: string;
  readonly readingMinutes: number;
}

export interface Demo {
  readonly title: Localized;
  /** `demo.ts` with comments and labels in one language. */
  readonly code: Localized;
}

export interface Source {
  readonly id: string;
  /** "Zhang 2019": how the text cites it. */
  readonly label: string;
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  readonly url: string;
  /** Journal, conference or kind of document. */
  readonly venue?: string;
}

interface QuizItemBase {
  readonly id: string;
  /** HTML. */
  readonly prompt: Localized;
  /** HTML: why the right answer is right and each wrong one tempting. */
  readonly explanation: Localized;
}

/** One right answer. */
export interface SingleChoiceItem extends QuizItemBase {
  readonly kind: "single";
  readonly options: readonly QuizOption[];
}

/** Any number of right answers. */
export interface MultipleChoiceItem extends QuizItemBase {
  readonly kind: "multiple";
  readonly options: readonly QuizOption[];
}

/** Steps stored in their right order; the page shuffles them. */
export interface OrderItem extends QuizItemBase {
  readonly kind: "order";
  readonly steps: readonly Localized[];
}

export interface NumericItem extends QuizItemBase {
  readonly kind: "numeric";
  readonly answer: number;
  /** Largest accepted absolute difference. */
  readonly tolerance: number;
  readonly unit?: Localized;
}

/** "What does this line print": code and the exact text, spaces at the ends ignored. */
export interface PrintsItem extends QuizItemBase {
  readonly kind: "prints";
  readonly code: string;
  readonly answer: string;
}

export interface QuizOption {
  /** HTML. */
  readonly text: Localized;
  readonly right: boolean;
  /** HTML: what speaks for and against this option. */
  readonly because?: Localized;
}

export type QuizItem = SingleChoiceItem | MultipleChoiceItem | OrderItem | NumericItem | PrintsItem;

/** One idea of the field, with the API names that stand for it. */
export interface Concept {
  readonly id: string;
  readonly group: string;
  readonly name: Localized;
  /** One sentence that a beginner understands; Markdown with `code` and emphasis only. */
  readonly sentence: Localized;
  readonly pitfall?: Localized;
  /** TeX; the compiler also makes a picture of it, see `curriculum/formulas`. */
  readonly formula?: string;
  readonly questions: readonly number[];
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  readonly apis: readonly Api[];
  /** Keyword arguments (or object keys) that stand for this concept. */
  readonly arguments: readonly ArgumentRule[];
  /** String values that stand for this concept. */
  readonly strings: readonly StringRule[];
  /** Defaults that differ from framework to framework. */
  readonly defaults?: readonly DefaultValue[];
  /** What else differs between the frameworks; Markdown as in {@link sentence}. */
  readonly elsewhere?: Localized;
  /** Names and arguments of its that have a newer form. */
  readonly older?: readonly OlderForm[];
}

/** One default, by framework, in the order in which it is told. */
export interface DefaultValue {
  readonly name: Localized;
  readonly values: readonly { readonly framework: string; readonly value: string }[];
  /** What the values mean where they do not mean the same. */
  readonly note?: Localized;
}

/** A public name, or an argument of public names, that its library calls otherwise today. */
export interface OlderForm {
  /** A canonical name, or an argument's own name where `of` is given. */
  readonly old: string;
  /** Whose argument it is: canonical names, or prefixes ending in `.*`. */
  readonly of?: readonly string[];
  /** Where names stood that stand in the module `now` today, as they were written; `old` is the first of these modules. */
  readonly places?: readonly string[];
  /** What to write instead, as code; of places, the module. */
  readonly now: string;
  readonly library: string;
  /** First version that asks for the new form. */
  readonly since?: string;
  /** First version without the old form. */
  readonly gone?: string;
}

/** A public name, canonical: `torch.nn.Dropout`, `keras.layers.Dense`, `tensorflow.nn.relu`, `tfjs.layers.dense`. */
export interface Api {
  readonly name: string;
  /** In positional order, where the catalogue knows them. */
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  /** Source text of the default, if there is one: `0.5`, `'valid'`. */
  readonly default?: string;
  /** May only be given by keyword (Python's `*`). */
  readonly keywordOnly?: boolean;
}

export interface ArgumentRule {
  readonly argument: string;
  /** Canonical names or prefixes ending in `.*`; the call must resolve to one of them. */
  readonly of: readonly string[];
}

export interface StringRule {
  /** Name of the parameter that takes the string. */
  readonly argument: string;
  readonly values: readonly string[];
  readonly of: readonly string[];
}

export interface Catalogue {
  readonly concepts: readonly Concept[];
}
