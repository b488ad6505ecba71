import type { Help } from "./lab-help";

/** More signatures than this are no help. */
export const mostSignatures = 4;

/** What stands in a docstring: prose, and code between backticks. */
export interface DocPart {
  readonly text: string;
  readonly isCode: boolean;
}

/** Paragraphs of a docstring. */
export function paragraphsOf({ doc }: Help): readonly (readonly DocPart[])[] {
  return doc
    .split("\n")
    .filter(Boolean)
    .map((paragraph) => paragraph.split("`").map((text, i) => ({ text, isCode: i % 2 === 1 })));
}
