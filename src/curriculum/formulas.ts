/** Stands in a formula's picture where the definitions of its glyphs belong. */
export const glyphsMark = "<defs/>";

/** The formulas of the catalogue as the compiler stores them: glyphs once, for all of them. */
export interface StoredFormulas {
  readonly pictures: Readonly<Record<string, string>>;
  readonly glyphs: Readonly<Record<string, string>>;
  /** MathML of the same formulas, for who listens. */
  readonly spoken: Readonly<Record<string, string>>;
}

/** One formula as a picture of its own, with the glyphs that it uses; undefined where there is none. */
export function formulaPicture(stored: StoredFormulas, concept: string): string | undefined {
  const picture = own(stored.pictures, concept);
  if (picture === undefined) return undefined;
  const used = new Set([...picture.matchAll(/href="#([^"]+)"/g)].map((match) => match[1] ?? ""));
  const definitions = [...used].map((glyph) => `<path id="${glyph}" d="${stored.glyphs[glyph] ?? ""}"/>`);
  return picture.replace(glyphsMark, `<defs>${definitions.join("")}</defs>`);
}

/** The formula for a page: the picture to see and MathML to hear; undefined where there is none. */
export function conceptFormula(stored: StoredFormulas, concept: string): string | undefined {
  const picture = formulaPicture(stored, concept);
  if (picture === undefined) return undefined;
  const spoken = own(stored.spoken, concept) ?? "";
  return `<span class="katex"><span class="katex-mathml">${spoken}</span></span><span aria-hidden="true">${picture}</span>`;
}

function own(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
