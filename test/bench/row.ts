/** One figure of the bench. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** As text: `≤ 1`, `≥ 8`. */
  readonly goal: string;
  readonly ok: boolean;
}

export function atMost(name: string, value: number, unit: string, most: number): BenchRow {
  return { name, value, unit, goal: `≤ ${most}`, ok: value <= most };
}

export function atLeast(name: string, value: number, unit: string, least: number): BenchRow {
  return { name, value, unit, goal: `≥ ${least}`, ok: value >= least };
}

/** Tab-separated, one line: name, value, unit, goal, `ok` or `short`. */
export function formatRow(row: BenchRow): string {
  const value = Number.isInteger(row.value) ? String(row.value) : row.value.toPrecision(3);
  return [row.name, value, row.unit, row.goal, row.ok ? "ok" : "short"].join("\t");
}

/** The middle value; of an even count the lower one. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which a share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length - 1) * share))] ?? Number.NaN;
}
