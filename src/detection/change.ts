/** How two texts differ: they share so many units at the start, and so many others at the end. */
export interface Change {
  readonly prefix: number;
  readonly suffix: number;
}

/** Compared at once; the engine compares slices much faster than we compare units. */
const piece = 4096;

export function changeBetween(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  const prefix = commonPrefix(before, after, most);
  return { prefix, suffix: commonSuffix(before, after, most - prefix) };
}

function commonPrefix(a: string, b: string, most: number): number {
  let length = 0;
  while (length + piece <= most && a.slice(length, length + piece) === b.slice(length, length + piece))
    length += piece;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

function commonSuffix(a: string, b: string, most: number): number {
  let length = 0;
  while (length + piece <= most && tail(a, length) === tail(b, length)) length += piece;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length))
    length++;
  return length;
}

/** The piece that ends so many units before the end. */
function tail(text: string, length: number): string {
  return text.slice(text.length - length - piece, text.length - length);
}
