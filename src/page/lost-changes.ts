import type { Param, ParamValue } from "../lab/outputs";

/** What Reset would throw away. */
export interface LostChanges {
  readonly code: boolean;
  readonly points: number;
  readonly drawings: number;
  /** Sliders, choices and switches that no longer stand where the program put them. */
  readonly settings: number;
}

/** The parameters that a demo has shown so far, and what they were before the learner changed them. */
export class KnownParams {
  readonly #kinds = new Map<string, Param["kind"]>();
  readonly #initial = new Map<string, ParamValue>();

  /** A parameter as the program tells of it: with the value that it was given, if it was given one. */
  add(param: Param, wasGiven: boolean): void {
    this.#kinds.set(param.name, param.kind);
    if (!wasGiven) this.#initial.set(param.name, param.value);
  }

  /** Presses of a button are not counted: they are made again at once. */
  lost(code: boolean, values: ReadonlyMap<string, ParamValue>): LostChanges {
    const lost = { code, points: 0, drawings: 0, settings: 0 };
    for (const [name, value] of values) {
      const kind = this.#kinds.get(name);
      if (kind === undefined || kind === "button" || this.#isInitial(name, value)) continue;
      if (!Array.isArray(value)) lost.settings += 1;
      else if (kind === "points") lost.points += value.length / 3;
      else if (value.some((ink) => ink > 0)) lost.drawings += 1;
    }
    return lost;
  }

  #isInitial(name: string, value: ParamValue): boolean {
    const initial = this.#initial.get(name);
    return initial !== undefined && String(initial) === String(value);
  }
}

export function isNothing({ code, points, drawings, settings }: LostChanges): boolean {
  return !code && points + drawings + settings === 0;
}
