import { referenceMark } from "../curriculum/packed-text";

/** Shorter passages are the zip's business: a reference would cost it more than it saves. */
const shortest = 100;
/** Passages begin with a tag, as all long repetitions in compiled HTML do; so much of it is looked up. */
const opening = "<";
const key = 16;
/** How many earlier places a passage is compared with, nearest first. */
const mostPlaces = 64;

/**
 * The text with references for passages that stood before, as `unpackText` reads it.
 * @throws RangeError for a text that contains the mark of a reference; JSON never does.
 */
export function packText(text: string): string {
  if (text.includes(referenceMark)) throw new RangeError("the text contains the mark of a reference");
  const places = new Map<string, number[]>();
  let packed = "";
  let written = 0;
  let last = 0;
  for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
    if (at >= written) {
      const { from, length } = longestBefore(text, at, places);
      if (length >= shortest) {
        packed += `${text.slice(written, at)}${referenceMark}${(from - last).toString(36)},${length.toString(36)},`;
        written = at + length;
        last = from + length;
      }
    }
    const start = text.slice(at, at + key);
    const known = places.get(start);
    if (known) known.push(at);
    else places.set(start, [at]);
  }
  return packed + text.slice(written);
}

/** The longest passage before `at` that goes on like the text at `at`. */
function longestBefore(
  text: string,
  at: number,
  places: ReadonlyMap<string, readonly number[]>,
): { readonly from: number; readonly length: number } {
  let best = { from: 0, length: 0 };
  for (const from of (places.get(text.slice(at, at + key)) ?? []).slice(-mostPlaces).reverse()) {
    const length = commonLength(text, from, at);
    if (length > best.length) best = { from, length };
  }
  return best;
}

/** How far the text is the same from both places on; the first passage ends where the second begins. */
function commonLength(text: string, first: number, second: number): number {
  const most = Math.min(second - first, text.length - second);
  let length = 0;
  while (length < most && text.charCodeAt(first + length) === text.charCodeAt(second + length)) length++;
  return length;
}
