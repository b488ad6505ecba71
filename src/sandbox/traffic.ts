/** How much one run may send to the page; the lab stays far below, forged messages need not. */
export const trafficLimits = {
  messagesPerSecond: 300,
  outputs: 40_000,
  /** Rough size of everything sent: two bytes a character, eight a number. */
  bytes: 96_000_000,
};

/** Why a run was cut off. */
export type Excess = "flood" | "tooMuch";

/** Counts what a run sends, and says when it is too much. */
export class Traffic {
  #windowStart = Number.NEGATIVE_INFINITY;
  #inWindow = 0;
  #outputs = 0;
  #bytes = 0;

  /** Called for every message, valid or not; `now` in milliseconds. */
  message(now: number): Excess | undefined {
    if (now - this.#windowStart >= 1_000) {
      this.#windowStart = now;
      this.#inWindow = 0;
    }
    this.#inWindow += 1;
    return this.#inWindow > trafficLimits.messagesPerSecond ? "flood" : undefined;
  }

  /** Called for the outputs of every valid message. */
  outputs(outputs: readonly unknown[]): Excess | undefined {
    this.#outputs += outputs.length;
    this.#bytes += sizeOf(outputs);
    return this.#outputs > trafficLimits.outputs || this.#bytes > trafficLimits.bytes ? "tooMuch" : undefined;
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
