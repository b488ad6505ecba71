import type { Curriculum, Language, QuestionSummary, Topic } from "./model";
import { spelledAlike } from "./spelling";

export type Grouping = "topic" | "number";

export interface QuestionFilter {
  /** Words that must all occur in a title or topic, in either language, or be the number. */
  readonly text: string;
}

/** Looks things up in the curriculum. */
export class CurriculumIndex {
  readonly topics: readonly Topic[];
  readonly questions: readonly QuestionSummary[];
  readonly examples: readonly QuestionSummary[];
  readonly #byNumber: ReadonlyMap<number, QuestionSummary>;
  readonly #topics: ReadonlyMap<string, Topic>;

  constructor(curriculum: Curriculum) {
    this.topics = curriculum.topics;
    this.questions = curriculum.questions;
    this.examples = curriculum.examples;
    this.#byNumber = new Map(
      [...curriculum.questions, ...curriculum.examples].map((question) => [question.number, question]),
    );
    this.#topics = new Map(curriculum.topics.map((topic) => [topic.id, topic]));
  }

  /** A question or an example. */
  question(number: number): QuestionSummary | undefined {
    return this.#byNumber.get(number);
  }

  topic(id: string): Topic | undefined {
    return this.#topics.get(id);
  }

  inTopic(id: string): readonly QuestionSummary[] {
    return [...this.questions, ...this.examples].filter((question) => question.topic === id);
  }

  /** The nearest complete question before or after a number; of an example, the nearest example. */
  neighbour(number: number, direction: "previous" | "next"): QuestionSummary | undefined {
    const kin = this.question(number)?.isExample ? this.examples : this.questions;
    const complete = kin.filter((question) => question.status === "complete");
    return direction === "next"
      ? complete.find((question) => question.number > number)
      : complete.findLast((question) => question.number < number);
  }

  /** The first of these questions that is written; `undefined` where none is. */
  firstComplete(numbers: readonly number[]): number | undefined {
    return numbers.find((number) => this.#byNumber.get(number)?.status === "complete");
  }

  matches(question: QuestionSummary, filter: QuestionFilter): boolean {
    const words = spelledAlike(filter.text).split(/\s+/).filter(Boolean);
    const topic = this.#topics.get(question.topic);
    const languages: Language[] = ["en", "zh-cn"];
    const searched = spelledAlike(
      [
        ...languages.map((language) => question.title[language]),
        ...languages.map((language) => topic?.title[language] ?? ""),
        ...question.concepts,
        question.slug,
      ].join("\n"),
    );
    return words.every((word) =>
      /^\d+\.?$/.test(word) ? question.number === Number.parseInt(word, 10) : searched.includes(word),
    );
  }
}
