import type { Found } from "./model";

/**
 * The place that covers an offset, or ends at it; `found` is ordered and does not overlap, as a detector
 * gives it. Takes a binary search, so a hover on a text that was read before costs next to nothing.
 */
export function foundAt(found: readonly Found[], offset: number): Found | undefined {
  let low = 0;
  let high = found.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const one = found[middle]!;
    if (offset < one.start) high = middle - 1;
    else if (offset > one.end) low = middle + 1;
    else return one;
  }
  return undefined;
}
