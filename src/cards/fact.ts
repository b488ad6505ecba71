import type { Line } from "./arguments";
import type { CardPicture, ParamValue } from "./card";
import type { Markup } from "./markup";

/** Takes the text in the learner's language; both are written where they are used. */
export type Choose = <T>(en: T, zh: T) => T;

/** What can be said about one place; every part is optional, and left out rather than guessed. */
export interface Fact {
  /** About this line: only for values that stand in it, or for defaults that hold because it sets nothing else. */
  readonly line?: Markup;
  /** `line` is about this very line, although a name in it was given its value elsewhere. */
  readonly isHere?: true;
  /** What always holds; shown where there is nothing to say about the line. */
  readonly note?: Markup;
  readonly picture?: CardPicture;
  /** Instead of the concept's own pitfall, where the line calls for another. */
  readonly pitfall?: Markup;
  readonly run?: {
    readonly question: number;
    readonly params: Readonly<Record<string, ParamValue>>;
    /** `p = 0.25`, for the link's text. */
    readonly shown?: string;
  };
}

export type FactMaker = (line: Line, t: Choose) => Fact | undefined;

/** Concept id → what to say; each file of `facts/` contributes some. */
export type FactMakers = Readonly<Record<string, FactMaker>>;
