import type { Language, Localized } from "./model";

/** Stands in a page where the table of public names belongs. */
export const namesMark = "<!--names-->";

/** A concept's page as the compiler stores it: the table of names is the same in both languages. */
export interface ConceptPage {
  readonly page: Localized;
  readonly names: string;
}

export function conceptPageHtml(stored: ConceptPage, language: Language): string {
  return stored.page[language].replace(namesMark, () => stored.names);
}
