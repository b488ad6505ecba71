import type { Language, Localized } from "./model";

export interface ConceptTitle {
  /** In the reader's language, as a heading. */
  readonly name: string;
  /** In the other language; undefined where the name contains it already ("随机失活 dropout"). */
  readonly other?: string;
}

/** A concept's name as it stands above a card or a page. */
export function conceptTitle(names: Localized, language: Language): ConceptTitle {
  const name = names[language];
  const other = names[language === "en" ? "zh-cn" : "en"];
  // Not ε, which would look like an E.
  const capital = name.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  return name.toLowerCase().includes(other.toLowerCase()) ? { name: capital } : { name: capital, other };
}
