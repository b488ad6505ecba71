/** Rows of the same length as the longest; what is missing is NaN, a gap. */
export function evenRows(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const width = rows.reduce((longest, row) => Math.max(longest, row.length), 0);
  if (rows.every((row) => row.length === width)) return rows;
  return rows.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? Number.NaN));
}
