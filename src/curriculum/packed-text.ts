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

/** How far a reference's passage begins behind the end of the last one, and how long it is. */
const reference = /^(-?[0-9a-z]+),([0-9a-z]+),/;

/** @throws RangeError when the text is damaged. */
export function unpackText(packed: string): string {
  const [first = "", ...rest] = packed.split(referenceMark);
  const parts = rest.map((part) => {
    const [all, gap, length] = reference.exec(part) ?? [];
    if (all === undefined || gap === undefined || length === undefined)
      throw new RangeError("a reference cannot be read");
    return {
      gap: Number.parseInt(gap, 36),
      length: Number.parseInt(length, 36),
      text: part.slice(all.length),
    };
  });
  const size = parts.reduce((sum, { length, text }) => sum + length + text.length, first.length);
  // Code units in one piece: a string that grows would be copied whole for every reference.
  const units = new Uint16Array(size);
  let end = write(units, 0, first);
  let last = 0;
  for (const { gap, length, text } of parts) {
    const from = last + gap;
    last = from + length;
    if (from < 0 || last > end) throw new RangeError("a reference leads out of the text");
    units.copyWithin(end, from, last);
    end = write(units, end + length, text);
  }
  return textOf(units);
}

/** Returns where the text ends. */
function write(units: Uint16Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) units[at + i] = text.charCodeAt(i);
  return at + text.length;
}

/** As many arguments as every engine takes in one call. */
const chunk = 8_192;

function textOf(units: Uint16Array): string {
  let text = "";
  for (let at = 0; at < units.length; at += chunk)
    text += String.fromCharCode(...units.subarray(at, at + chunk));
  return text;
}
