/**
 * Random numbers that are the same on every machine.
 * Generator: mulberry32 (Tommy Ettinger, public domain), 2³² states, enough for a demo.
 */
export class Random {
  #state: number;
  #spare: number | undefined;

  /** @param seed any number; its lowest 32 bits count. */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Evenly distributed in [low, high). */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.#next();
  }

  /** Normally distributed, by the Box-Muller transform (1958). */
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

  /** One of 0, 1, …, n − 1. */
  integer(n: number): number {
    return Math.floor(this.#next() * n);
  }

  /** One element of the array. */
  choose<T>(array: ArrayLike<T>): T {
    return array[this.integer(array.length)];
  }

  /** A new array in random order (Fisher-Yates). */
  shuffle<T>(array: ArrayLike<T>): T[] {
    const mixed = Array.from(array);
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Random numbers from this seed. */
export function random(seed: number): Random {
  return new Random(seed);
}

/** `count` numbers from `from` to `to`, both included, at equal distances. */
export function linspace(from: number, to: number, count: number): number[] {
  if (count === 1) return [from];
  return Array.from({ length: count }, (_, i) =>
    i === count - 1 ? to : from + ((to - from) * i) / (count - 1),
  );
}
