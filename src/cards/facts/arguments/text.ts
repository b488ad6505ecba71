import type { LiteralValue } from "../../../detection/model";
import type { Given, Line } from "../../arguments";
import type { Choose } from "../../fact";
import type { Markup } from "../../markup";
import { isCount } from "../linear";

/** What one keyword argument does in its call: the sentence after its name and value. */
export type ArgumentText = (given: Given, line: Line, t: Choose) => Markup | undefined;

/** Concept → name of an argument that stands for it → what it does. */
export type ArgumentTexts = Readonly<Record<string, Readonly<Record<string, ArgumentText>>>>;

/** English, Chinese. */
type Both = readonly [en: Markup, zh: Markup];

/** The same whatever the value is. */
export function always(...text: Both): ArgumentText {
  return (_given, _line, t) => t(...text);
}

/** One sentence for each value; nothing for others. */
export function byValue(texts: readonly (readonly [value: LiteralValue, ...text: Both])[]): ArgumentText {
  return ({ value }, _line, t) => {
    const found = texts.find(([one]) => one === value);
    return found && t(found[1], found[2]);
  };
}

/** True and false; without the second, nothing is said of false. */
export function whether(on: Both, off?: Both): ArgumentText {
  return byValue([[true, ...on], ...(off ? [[false, ...off] as const] : [])]);
}

/** For whole numbers from 1 on. */
export function counted(
  text: (count: number, line: Line, t: Choose, given: Given) => Markup | undefined,
): ArgumentText {
  return (given, line, t) =>
    typeof given.value === "number" && isCount(given.value) ? text(given.value, line, t, given) : undefined;
}

/** For finite numbers. */
export function measured(
  text: (value: number, line: Line, t: Choose, given: Given) => Markup | undefined,
): ArgumentText {
  return (given, line, t) =>
    typeof given.value === "number" && Number.isFinite(given.value)
      ? text(given.value, line, t, given)
      : undefined;
}
