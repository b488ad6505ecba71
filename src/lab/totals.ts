let totals = new Float64Array(256);

/**
 * At least `length` zeros in double precision, to add many float32 numbers up: their sum would lose digits otherwise.
 * It is the same memory every time: what is in it is used before somebody else asks.
 */
export function zeroTotals(length: number): Float64Array {
  if (totals.length < length) totals = new Float64Array(length);
  return totals.fill(0, 0, length);
}
