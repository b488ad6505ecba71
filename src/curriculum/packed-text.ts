/**
 * How a question's file is stored. A question says nearly everything twice, once per language: the same formulas, the
 * same drawings. The package is a zip, which finds repetitions within 32 kB only, and the two languages lie farther
 * apart. So the compiler replaces a longer passage that stood before by a reference to it, and `unpackText` puts it
 * back. What comes out is what went in, to the character: nothing else needs to know of it.
 *
 * A reference is {@link referenceMark}, then how far the passage begins behind the end of the passage that was
 * referred to last, then its length, both in base 36 with a comma behind. Positions count characters of the unpacked
 * text; a passage lies wholly before its reference.
 */
export const referenceMark = "\u0001";

/** @throws RangeError when the text is damaged. */
export function unpackText(packed: string): string {
  const [first = "", ...rest] = packed.split(referenceMark);
  let text = first;
  let last = 0;
  for (const part of rest) {
    const [, gap, length] = /^(-?[0-9a-z]+),([0-9a-z]+),/.exec(part) ?? [];
    if (gap === undefined || length === undefined) throw new RangeError("a reference cannot be read");
    const from = last + Number.parseInt(gap, 36);
    last = from + Number.parseInt(length, 36);
    if (from < 0 || last > text.length) throw new RangeError("a reference leads out of the text");
    text += text.slice(from, last) + part.slice(gap.length + length.length + 2);
  }
  return text;
}
