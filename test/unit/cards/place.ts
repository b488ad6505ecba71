import { literal } from "../../../src/cards/arguments";
import { type Card, type CardContext, cardFor } from "../../../src/cards/card";
import type { Concept } from "../../../src/curriculum/model";
import { parseApi } from "../../../src/curriculum/signature";
import type { Argument, Found, How, Stage } from "../../../src/detection/model";

/** A place in code for tests: what detection would find, without detection. */
export interface Place {
  readonly concept: string;
  /** As the catalogue writes it: `torch.nn.Dropout(p=0.5)`. */
  readonly api: string;
  /** Arguments as written: `0.25, inplace=True`; undefined where nothing is called. */
  readonly call?: string;
  readonly how?: How;
  /** Arguments of the constructor, for a bound name. */
  readonly made?: string;
  /** The keyword or string that was found. */
  readonly argument?: string;
  readonly pitfall?: string;
  /** What stands before it, first first. */
  readonly before?: readonly Pick<Place, "concept" | "api" | "call">[];
}

export const context: CardContext = {
  language: "en",
  theme: "light",
  pictures: true,
  detail: "full",
};

function splitArguments(source: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  let quote = "";
  for (const character of source) {
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (character === "," && depth === 0 && quote === "") parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function nested(text: string): Argument["value"] {
  if (!/^[([].*[([]/s.test(text)) return literal(text);
  const inside = text.slice(1, -1);
  return splitArguments(inside).map(nested);
}

function argumentsOf(source: string, parameters: readonly (string | undefined)[]): Argument[] {
  return splitArguments(source).map((part, position) => {
    const [, name, text] = /^(\w+)\s*=\s*(?!=)(.+)$/s.exec(part) ?? [];
    if (name !== undefined && text !== undefined)
      return { name, position: undefined, text, value: nested(text) };
    return { name: parameters[position], position, text: part, value: nested(part) };
  });
}

export function conceptOf(place: Place): Concept {
  const api = parseApi(place.api);
  return {
    id: place.concept,
    group: "tests",
    name: { en: place.concept, "zh-cn": "概念" },
    sentence: { en: "A sentence.", "zh-cn": "一句话。" },
    ...(place.pitfall && { pitfall: { en: place.pitfall, "zh-cn": place.pitfall } }),
    questions: [4],
    sources: [],
    apis: api === undefined || place.how === "argument" || place.how === "string" ? [] : [api],
    arguments: [],
    strings: [],
  };
}

export function foundAt(place: Place): Found {
  const api = parseApi(place.api);
  const names =
    api?.parameters.map((one) => (one.keywordOnly || one.name.startsWith("*") ? undefined : one.name)) ?? [];
  return {
    start: 0,
    end: 1,
    text: "x",
    concept: place.concept,
    api: api?.name ?? "",
    how: place.how ?? "name",
    ...(place.made !== undefined && { made: argumentsOf(place.made, names) }),
    ...(place.call !== undefined && { call: argumentsOf(place.call, names) }),
    ...(place.before && { before: place.before.map(stageOf) }),
    ...(place.argument !== undefined && { argument: argumentsOf(place.argument, [])[0] }),
  };
}

function stageOf(place: Pick<Place, "concept" | "api" | "call">): Stage {
  const { concept, api, call = [] } = foundAt(place);
  return { concept, api, call };
}

export function cardAt(place: Place, change: Partial<CardContext> = {}): Card {
  const written = [place, ...(place.before ?? [])].map((one) => parseApi(one.api));
  const signature = (name: string) => written.find((one) => one?.name === name)?.parameters;
  return cardFor(foundAt(place), conceptOf(place), { ...context, signature, ...change });
}

/** The text of the fact without Markdown's marks. */
export function factAt(place: Place, change: Partial<CardContext> = {}): string {
  return plain(cardAt(place, change).fact ?? "");
}

export function plain(markdown: string): string {
  return markdown.replaceAll("**", "").replaceAll("`", "").replaceAll("\u00a0", " ").replace(/\\(.)/g, "$1");
}
