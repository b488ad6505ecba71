import type { Scale } from "./chart-scale";
import type { Measure } from "./chart-scene";
import { tickTexts } from "./number-text";

/** Pixels between two numbers of a lying axis, at least. */
const gap = 8;

/** A number below a lying axis; `x` is its middle. */
interface AxisNumber {
  readonly text: string;
  readonly x: number;
  readonly width: number;
}

type Ticks = Pick<Scale, "ticks" | "at">;

/** Each below its tick, but for one that would reach beyond `edge`. */
export function numbersBelow({ ticks, at }: Ticks, edge: number, measure: Measure): AxisNumber[] {
  return tickTexts(ticks).map((text, i) => {
    const width = measure(text);
    return { text, x: Math.min(at(ticks[i]), edge - width / 2), width };
  });
}

/** All ticks of a lying axis, or every second, third … so that their numbers stand apart; 0 is among them. */
export function ticksApart({ ticks, at }: Ticks, edge: number, measure: Measure): readonly number[] {
  const zero = Math.max(0, ticks.indexOf(0));
  for (let n = 1; n < ticks.length; n++) {
    const kept = ticks.filter((_, i) => (i - zero) % n === 0);
    if (standApart(numbersBelow({ ticks: kept, at }, edge, measure))) return kept;
  }
  return ticks.slice(zero, zero + 1);
}

function standApart(numbers: readonly AxisNumber[]): boolean {
  return numbers.every(({ x, width }, i) => {
    const next = numbers[i + 1];
    return !next || Math.abs(next.x - x) >= (width + next.width) / 2 + gap;
  });
}
