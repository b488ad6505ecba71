/** Numbers as people read them: short, with a real minus sign, powers of ten where zeros would hide the size. */

function withMinus(text: string): string {
  return text.replace("-", "−").replace("e-", "e−").replace("e+", "e");
}

/** At most `digits` significant digits: `0.25`, `1e−7`, `12500`, `2.4e6`. */
export function shortNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
    const [mantissa = "0", exponent = "0"] = value.toExponential(Math.max(0, digits - 2)).split("e");
    return withMinus(`${Number(mantissa)}e${Number(exponent)}`);
  }
  return withMinus(String(Number(value.toPrecision(digits))));
}

/** Numbers beside an axis, with as many digits as tell them apart; large round ones as `45k`, `0.5M`. */
export function tickTexts(ticks: readonly number[]): string[] {
  const [unit, sign] = tickUnit(ticks);
  const texts = (digits: number): string[] =>
    ticks.map((tick) => (tick === 0 ? "0" : shortNumber(tick / unit, digits) + sign));
  for (let digits = 4; digits < 12; digits++) {
    const short = texts(digits);
    if (new Set(short).size === ticks.length) return short;
  }
  return texts(12);
}

/** Thousands or millions, where all ticks are round numbers of them. */
function tickUnit(ticks: readonly number[]): readonly [number, string] {
  const most = Math.max(...ticks.map(Math.abs));
  const isRound = (unit: number): boolean => ticks.every((tick) => tick % (unit / 10) === 0);
  if (most >= 1e6 && most < 1e9 && isRound(1e6)) return [1e6, "M"];
  if (most >= 1e4 && most < 1e6 && isRound(1e3)) return [1e3, "k"];
  return [1, ""];
}

/** A cell of a table: whole numbers in full, others with about six digits. */
export function cellNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15
    ? withMinus(String(value + 0))
    : shortNumber(value, 6);
}

/** Numbers and what stands between them in a list, without a word. */
const numbersAlone = /^[\d.,e+\-\s[\]]+$/;

/**
 * What a check says it has found: its numbers with at most three significant digits, whole numbers and the whole part
 * of large ones in full. A sentence stays as its author wrote it.
 */
export function foundText(detail: string): string {
  if (!numbersAlone.test(detail)) return detail;
  return detail.replaceAll(/(?<!\d)-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g, (number) => foundNumber(Number(number)));
}

function foundNumber(value: number): string {
  const isLarge = Math.abs(value) >= 1_000 && Math.abs(value) < 1e6;
  return Number.isInteger(value) || isLarge ? cellNumber(Math.round(value)) : shortNumber(value, 3);
}

/** A value of a slider that moves by `step`: always with the same number of decimals. */
export function steppedNumber(value: number, step: number): string {
  const decimals = Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const needsMore = Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6;
  return withMinus(value.toFixed(decimals + (needsMore ? 1 : 0)));
}

/** `34 ms`, `1.2 s`. */
export function durationText(milliseconds: number): string {
  return milliseconds < 1_000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** Least and greatest of the finite values; undefined where there are none. */
export function extentOf(values: Iterable<number>): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}

/** A rate to two digits, because it never stands still: 21,000, 340, 0.8. */
export function speedText(perSecond: number): string {
  const rounded = Number(perSecond.toPrecision(2));
  return rounded >= 1 ? Math.round(rounded).toLocaleString("en") : String(rounded);
}
