import type { Output } from "../lab/outputs";

/** How much one run may send to the page; the lab stays far below, forged messages need not. */
export const trafficLimits = {
  messagesPerSecond: 300,
  /** What stays on the page: every printed line and each thing with a name of its own. */
  outputs: 40_000,
  /** Rough size of what stays: two bytes a character, eight a number. */
  bytes: 96_000_000,
  /** What takes the place of something earlier may go on for ever, but not faster than this. */
  bytesPerSecond: 48_000_000,
};

/** Why a run was cut off. */
export type Excess = "flood" | "tooMuch";

/** Counts what a run sends, and says when it is too much. */
export class Traffic {
  #windowStart = Number.NEGATIVE_INFINITY;
  #inWindow = 0;
  #bytesInWindow = 0;
  readonly #names = new Set<string>();
  #outputs = 0;
  #bytes = 0;

  /** Called for every message, valid or not; `now` in milliseconds. */
  message(now: number): Excess | undefined {
    if (now - this.#windowStart >= 1_000) {
      this.#windowStart = now;
      this.#inWindow = 0;
      this.#bytesInWindow = 0;
    }
    this.#inWindow += 1;
    return this.#inWindow > trafficLimits.messagesPerSecond ? "flood" : undefined;
  }

  /** Called for the outputs of every valid message, after `message`. */
  outputs(outputs: readonly Output[]): Excess | undefined {
    for (const output of outputs) {
      const size = sizeOf(output);
      this.#bytesInWindow += size;
      if (this.#replaces(output)) continue;
      this.#outputs += 1;
      this.#bytes += size;
    }
    const { bytesPerSecond, bytes, outputs: most } = trafficLimits;
    const isTooMuch = this.#outputs > most || this.#bytes > bytes || this.#bytesInWindow > bytesPerSecond;
    return isTooMuch ? "tooMuch" : undefined;
  }

  /** Whether the page shows it in the place of an earlier one. */
  #replaces(output: Output): boolean {
    if (output.type === "progress" || output.type === "loop") return true;
    if (!("id" in output)) return false;
    const name = `${output.type}:${output.id}`;
    if (this.#names.has(name)) return true;
    this.#names.add(name);
    return false;
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return 2 * value.length;
  if (typeof value !== "object" || value === null) return 8;
  if (Array.isArray(value) && typeof value[0] === "number") return 8 * value.length;
  let size = 16;
  for (const item of Object.values(value)) size += 8 + sizeOf(item);
  return size;
}
