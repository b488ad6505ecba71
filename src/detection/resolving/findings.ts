import type { How } from "../model";
import type { Entry } from "../public-names";
import type { Tokens } from "../tokens";
import { Place, type PlaceCalls, type PlaceReader } from "./place";

/** What was found so far. Offsets count from `base`; nothing that starts earlier is kept. */
export class Findings {
  readonly #tokens: Tokens;
  readonly #base: number;
  readonly #reader: PlaceReader;
  #places: Place[] = [];
  /** The token that was found last, 0 at first. */
  lastToken = 0;

  constructor(tokens: Tokens, base: number, reader: PlaceReader) {
    this.#tokens = tokens;
    this.#base = base;
    this.#reader = reader;
  }

  addToken(token: number, how: How, entry: Entry, calls?: PlaceCalls): void {
    this.lastToken = token;
    const { starts, ends } = this.#tokens;
    this.add(starts[token]!, ends[token]!, entry.concept, entry.api.name, how, calls, entry.written);
  }

  add(
    start: number,
    end: number,
    concept: string,
    api: string,
    how: How,
    calls?: PlaceCalls,
    written?: string,
  ): void {
    const base = this.#base;
    if (start < base || end <= start) return;
    const text = this.#tokens.text.slice(start, end);
    this.#places.push(
      new Place(start - base, end - base, text, concept, api, how, this.#reader, calls, written),
    );
  }

  /** All, by start, without overlaps; what comes next starts anew. */
  take(): Place[] {
    const found = this.#places;
    this.#places = [];
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    const kept: Place[] = [];
    for (const place of found) {
      const last = kept.at(-1);
      if (!last || place.start >= last.end) kept.push(place);
    }
    return kept;
  }
}
