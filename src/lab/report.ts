import { outputText } from "./output-text";
import type { Output } from "./outputs";

export interface Report {
  readonly text: string;
  /** Whether the demo came to its end and every check holds. */
  readonly holds: boolean;
}

/**
 * What a terminal shows of a whole run.
 * @param failure why the run did not come to its end; undefined when it did
 */
export function reportOf(
  outputs: readonly Output[],
  failure: { readonly message: string; readonly line?: number | undefined } | undefined,
  milliseconds: number,
): Report {
  const shown = lastOfEach(outputs);
  const lines = shown.map(outputText);
  if (failure) {
    const at = failure.line === undefined ? "" : `line ${failure.line}: `;
    return { text: [...lines, `✗ ${at}${failure.message}`].join("\n"), holds: false };
  }
  const checks = shown.filter((output) => output.type === "check");
  const holding = checks.filter((check) => check.holds).length;
  lines.push(`${holding} of ${checks.length} checks hold, ${Math.round(milliseconds)} ms`);
  return { text: lines.join("\n"), holds: holding === checks.length };
}

/** What stands on the page at the end: of outputs that replace each other only the last. */
export function lastOfEach(outputs: readonly Output[]): Output[] {
  const kept = new Map<string, Output>();
  outputs.forEach((output, i) => {
    kept.set(identityOf(output) ?? `${i}`, output);
  });
  return [...kept.values()];
}

function identityOf(output: Output): string | undefined {
  if ("id" in output) return `${output.type}:${output.id}`;
  if (output.type === "check") return `check:${output.claim}`;
  if (output.type === "param") return `param:${output.param.name}`;
  return output.type === "progress" || output.type === "loop" ? output.type : undefined;
}
