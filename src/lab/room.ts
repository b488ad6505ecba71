import { cut } from "./format";
import { currentSession } from "./session";
import { t } from "./text";

/** Anything array-like is accepted where a chart wants numbers: arrays, Float32Array … */
export type Numbers = ArrayLike<number>;

/** Most values in one picture: more is cut off, because no screen has room for it. */
const mostValues = 40_000;
const mostSeries = 60;

/** Counts the values of one picture, and cuts off what is too much. */
export class Room {
  #left = mostValues;

  constructor(private readonly id: string) {}

  series<Mark, Plain>(marks: readonly Mark[], plain: (mark: Mark) => Plain, most = mostSeries): Plain[] {
    if (marks.length > most) this.sayCutOff();
    return marks.slice(0, most).map(plain);
  }

  list(values: Numbers, most = Number.POSITIVE_INFINITY): number[] {
    const length = Math.min(values.length, this.#left, most);
    if (length < values.length) this.sayCutOff();
    this.#left -= length;
    const plain: number[] = [];
    for (let i = 0; i < length; i++) plain[i] = Number(values[i]);
    return plain;
  }

  grid(rows: readonly Numbers[]): number[][] {
    const plain: number[][] = [];
    for (let i = 0; i < rows.length && this.#left > 0; i++) {
      plain[i] = this.list(rows[i]);
      this.#left -= 1;
    }
    if (plain.length < rows.length) this.sayCutOff();
    return plain;
  }

  /** Coordinates that belong together, all cut to the length of the shortest. */
  together<Name extends string>(lists: Readonly<Record<Name, Numbers>>): Record<Name, number[]> {
    const plain = {} as Record<Name, number[]>;
    let shortest = Number.POSITIVE_INFINITY;
    for (const name in lists) {
      plain[name] = this.list(lists[name]);
      shortest = Math.min(shortest, plain[name].length);
    }
    for (const name in plain) plain[name].length = shortest;
    return plain;
  }

  sayCutOff(): void {
    currentSession().notice(
      t(
        `"${label(this.id)}" has more data than can be shown: the rest is cut off.`,
        `“${label(this.id)}”的数据太多，其余部分没有显示。`,
      ),
    );
  }
}

/** A short text, whatever was given. */
export function label(text: unknown): string {
  return cut(String(text), 300);
}

export function labelled(mark: { readonly label?: string }): { label?: string } {
  return mark.label === undefined ? {} : { label: label(mark.label) };
}

export function pair(range: readonly [number, number]): [number, number] {
  return [Number(range[0]), Number(range[1])];
}

/** A range of numbers that rises, or an error that names it. */
export function risingPair(range: readonly [number, number], name: string): [number, number] {
  const [low, high] = pair(range);
  if (low < high && Number.isFinite(high - low)) return [low, high];
  throw new Error(
    t(`"${name}" must be two numbers, the lower one first.`, `“${name}”应是两个数，小的在前。`),
  );
}
