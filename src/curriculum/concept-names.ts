import { namesOf, normalised, titlesOf } from "./concept-search";
import type { Concept } from "./model";

/** A concept's name within a text. */
export interface NamedConcept {
  readonly concept: Concept;
  /** UTF-16 offsets in the text, the end excluded. */
  readonly start: number;
  readonly end: number;
}

/** A word of Latin letters, or one Chinese character: Chinese has no spaces to tell where a word ends. */
const words = /[A-Za-z0-9_]+|\p{Script=Han}/gu;
const han = /\p{Script=Han}+/gu;
const onlyBlanks = /^[\s-]*$/;
/** “Fully connected (dense, linear) layer” has five words, 循环神经网络 has six characters. */
const longestName = 10;
/** Characters on either side of a place that are looked at: a line may have a million. */
const reach = 200;

/** Finds the names of concepts in running text, in either language. */
export class ConceptNames {
  /** Null where several concepts bear the name. */
  readonly #concepts = new Map<string, Concept | null>();

  constructor(concepts: readonly Concept[]) {
    this.#take(concepts, (concept) => namesOf(concept));
    // 随机失活 of “随机失活 dropout”; a whole name of another concept comes first.
    this.#take(concepts, (concept) => titlesOf(concept).flatMap((title) => title.match(han) ?? []));
  }

  #take(concepts: readonly Concept[], names: (concept: Concept) => readonly string[]): void {
    const taken = new Map<string, Concept | null>();
    for (const concept of concepts) {
      for (const name of names(concept)) {
        const before = taken.get(name);
        taken.set(name, before === undefined || before === concept ? concept : null);
      }
    }
    for (const [name, concept] of taken) {
      if (!this.#concepts.has(name)) this.#concepts.set(name, concept);
    }
  }

  /** The longest name of a concept that covers a place; undefined where there is none, or several concepts bear it. */
  at(text: string, offset: number): NamedConcept | undefined {
    const from = Math.max(0, offset - reach);
    const places = [...text.slice(from, offset + reach).matchAll(words)].map((match) => ({
      start: from + match.index,
      end: from + match.index + match[0].length,
    }));
    const here = places.findIndex(({ start, end }) => start <= offset && offset < end);
    if (here < 0) return undefined;
    for (let length = longestName; length > 0; length--) {
      for (let first = Math.max(0, here - length + 1); first <= here; first++) {
        const last = places[first + length - 1];
        const { start } = places[first]!;
        if (!last || !belongTogether(text, places, first, length)) continue;
        const concept = this.#named(text.slice(start, last.end));
        if (concept !== undefined) return concept ? { concept, start, end: last.end } : undefined;
      }
    }
    return undefined;
  }

  /** In the plural, too; null where several concepts bear the name. */
  #named(name: string): Concept | null | undefined {
    const wanted = normalised(name);
    const found = this.#concepts.get(wanted);
    return found === undefined && wanted.endsWith("s") ? this.#concepts.get(wanted.slice(0, -1)) : found;
  }
}

function belongTogether(
  text: string,
  places: readonly { readonly start: number; readonly end: number }[],
  first: number,
  length: number,
): boolean {
  for (let i = first + 1; i < first + length; i++) {
    if (!onlyBlanks.test(text.slice(places[i - 1]!.end, places[i]!.start))) return false;
  }
  return true;
}
