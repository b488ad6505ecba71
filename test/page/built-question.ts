import { readFileSync } from "node:fs";
import type { Question, StoredQuestion } from "../../src/curriculum/model";
import { unpackText } from "../../src/curriculum/packed-text";
import { catalogueOf, type StoredCatalogue } from "../../src/curriculum/stored-catalogue";
import { withConceptTexts } from "../../src/curriculum/stored-question";

/** A question or an example of the laboratory as the last build made it. */
export function builtQuestion(number: number): Question {
  const catalogue = catalogueOf(read<StoredCatalogue>("concepts.json"));
  return withConceptTexts(read<StoredQuestion>(`questions/${number}.packed`), catalogue);
}

function read<T>(name: string): T {
  return JSON.parse(unpackText(readFileSync(`dist/content/${name}`, "utf8")));
}
