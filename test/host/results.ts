import { writeFileSync } from "node:fs";

/** What a suite reports to the run that started it, as JSON in the file that `LEARN_DL_RESULTS` names. */
export interface Results {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

export function writeResults(results: Results, path = process.env.LEARN_DL_RESULTS): void {
  if (path) writeFileSync(path, JSON.stringify(results));
}
