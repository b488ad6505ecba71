import { number } from "./arguments";
import { checkNumbers, checkWhole } from "./checks";
import { valueText } from "./format";
import { t } from "./text";

/**
 * Random numbers that are the same on every machine.
 * Generator: mulberry32 (Tommy Ettinger, public domain), 2³² states, enough for a demo.
 */
export class Random {
  #state: number;
  #spare: number | undefined;

  /** @param seed a whole number; its lowest 32 bits count. */
  constructor(seed: number) {
    if (!Number.isInteger(seed)) {
      throw new Error(
        t(
          `A random seed is a whole number, not ${valueText(seed)}.`,
          `随机种子必须是整数，这里是 ${valueText(seed)}。`,
        ),
      );
    }
    this.#state = seed >>> 0;
  }

  /** Evenly distributed in [low, high), by default from 0 to 1. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.#next();
  }

  /** Normally distributed, by default with mean 0 and standard deviation 1, by the Box-Muller transform (1958). */
  normal(mean = 0, sd = 1): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return mean + sd * spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.#next()));
    const angle = 2 * Math.PI * this.#next();
    this.#spare = radius * Math.sin(angle);
    return mean + sd * radius * Math.cos(angle);
  }

  /** One of 0, 1, …, n − 1, all equally likely. */
  integer(n: number): number {
    checkWhole("integer", "n", n, 1);
    return this.#below(n);
  }

  /** One element of the array, all equally likely. */
  choose<T>(array: ArrayLike<T>): T {
    if (array.length === 0) {
      throw new Error(t("choose() cannot choose from an empty list.", "choose() 不能从空列表中选取。"));
    }
    return array[this.#below(array.length)];
  }

  /**
   * One of 0, 1, …, n − 1, where index i is as likely as its share of the sum of the n weights says:
   * `weighted([1, 3])` is 1 three times out of four.
   * @param weights numbers of at least 0, one of them above 0; they need not add up to 1
   */
  weighted(weights: ArrayLike<number>): number {
    let left = this.#next() * sumOfWeights(weights);
    let last = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] === 0) continue;
      left -= weights[i];
      if (left < 0) return i;
      last = i;
    }
    // Rounding has left something over.
    return last;
  }

  /** A new array in random order (Fisher-Yates). */
  shuffle<T>(array: ArrayLike<T>): T[] {
    const mixed = Array.from(array);
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = this.#below(last + 1);
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  }

  #below(n: number): number {
    return Math.floor(this.#next() * n);
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

function sumOfWeights(weights: ArrayLike<number>): number {
  checkNumbers("weighted", "weights", weights);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] >= 0 ? weights[i] : Number.NaN;
  if (sum > 0 && sum < Infinity) return sum;
  throw new Error(
    t(
      `weighted() wants a list of weights of at least 0, and one of them above 0, not ${valueText(weights)}.`,
      `weighted() 需要一列不小于 0 的权重，且至少有一个大于 0，这里是 ${valueText(weights)}。`,
    ),
  );
}

/** Refuses to draw where no source of random numbers was given. */
export function checkRandom(caller: string, random: Random): void {
  if (random instanceof Random) return;
  throw new Error(
    t(
      `${caller}() wants a source of random numbers such as random(1), not ${valueText(random)}.`,
      `${caller}() 需要一个随机数来源，例如 random(1)，这里是 ${valueText(random)}。`,
    ),
  );
}

/** Random numbers from this seed, a whole number: the same seed gives the same numbers. */
export function random(seed: number): Random {
  return new Random(seed);
}

/** `count` numbers from `from` to `to`, both included, at equal distances. */
export function linspace(from: number, to: number, count: number): number[] {
  number("linspace", t("the start", "起点"), from);
  number("linspace", t("the end", "终点"), to);
  checkWhole("linspace", "count", count, 0);
  if (count === 1) return [from];
  return Array.from({ length: count }, (_, i) =>
    i === count - 1 ? to : from + ((to - from) * i) / (count - 1),
  );
}
