import { checkName, number, objectWith, oneOf, optional } from "./arguments";
import type { ChoiceParam, NumberParam, SwitchParam } from "./outputs";
import { announceParam, currentSession } from "./session";
import { t } from "./text";

/** The slider of a number. */
export interface NumberOptions {
  readonly min: number;
  readonly max: number;
  /** Distance between two slider positions; of log10(value) on a log scale. */
  readonly step?: number;
  /** How values lie along the slider; linear where absent. */
  readonly scale?: "linear" | "log";
}

const longestName = 100;
const mostOptions = 50;

const numberOptions = objectWith<NumberOptions>({
  min: number,
  max: number,
  step: optional(number),
  scale: optional(oneOf("linear", "log")),
});

/**
 * A value that the learner can change: a slider, a choice or a switch, named `name`.
 * Returns the value that this run was started with, or else `initial`.
 * A whole-number `min` and `step` make it a whole number.
 */
export function param(name: string, initial: number, options: NumberOptions): number;
export function param<const T extends string>(name: string, initial: NoInfer<T>, options: readonly T[]): T;
export function param(name: string, initial: boolean): boolean;
export function param(
  name: string,
  initial: number | string | boolean,
  options?: NumberOptions | readonly string[],
): number | string | boolean {
  const made = makeParam("param", name, initial, options, currentSession().startValue(name));
  announceParam(made);
  return made.value;
}

type PlainParam = NumberParam | ChoiceParam | SwitchParam;

/**
 * The parameter that these arguments describe.
 * @param start the value to start with, not yet validated; `initial` where it does not fit
 */
export function makeParam(
  caller: string,
  name: string,
  initial: unknown,
  options: unknown,
  start: unknown,
): PlainParam {
  checkName(caller, name, "learning rate");
  if (typeof initial === "boolean") {
    return { kind: "switch", name, value: typeof start === "boolean" ? start : initial };
  }
  if (typeof initial === "string" && Array.isArray(options)) return choice(name, initial, options, start);
  if (typeof initial === "number" && (options === undefined || typeof options === "object")) {
    numberOptions(caller, "", options);
    return sliderOf(name, initial, options as NumberOptions, start);
  }
  throw new Error(
    t(
      `"${name}" is neither a number with { min, max }, nor a text with its options, nor true or false.`,
      `“${name}”既不是带 { min, max } 的数，也不是带选项的文本，也不是 true 或 false。`,
    ),
  );
}

function choice(name: string, initial: string, options: readonly unknown[], start: unknown): ChoiceParam {
  const texts = options.map(String);
  if (texts.length > mostOptions || texts.some((text) => text.length > longestName)) {
    throw new Error(t(`"${name}" has too many or too long options.`, `“${name}”的选项太多或太长。`));
  }
  if (new Set(texts).size !== texts.length) {
    throw new Error(t(`Two options of "${name}" are the same.`, `“${name}”有两个相同的选项。`));
  }
  if (!texts.includes(initial)) {
    throw new Error(t(`"${initial}" is not an option of "${name}".`, `“${initial}”不在“${name}”的选项里。`));
  }
  const value = typeof start === "string" && texts.includes(start) ? start : initial;
  return { kind: "choice", name, value, options: texts };
}

function sliderOf(name: string, initial: number, options: NumberOptions, start: unknown): NumberParam {
  const { min, max, scale = "linear" } = options;
  if (!(min < max) || !Number.isFinite(max - min)) {
    throw new Error(
      t(`The minimum of "${name}" must be below its maximum.`, `“${name}”的最小值必须小于最大值。`),
    );
  }
  if (scale === "log" && min <= 0) {
    throw new Error(
      t(`"${name}" has a log scale: its minimum must be above 0.`, `“${name}”用对数刻度：最小值必须大于 0。`),
    );
  }
  if (!(initial >= min && initial <= max)) {
    throw new Error(
      t(
        `"${name}" starts at ${initial}, outside ${min} to ${max}.`,
        `“${name}”的初值 ${initial} 不在 ${min} 到 ${max} 之间。`,
      ),
    );
  }
  const step = options.step ?? defaultStep(min, max, scale);
  if (!(step > 0 && Number.isFinite(step)))
    throw new Error(t(`The step of "${name}" must be above 0.`, `“${name}”的步长必须大于 0。`));
  const wanted = typeof start === "number" && !Number.isNaN(start) ? start : initial;
  const whole = scale === "linear" && Number.isInteger(min) && Number.isInteger(step);
  const rounded = whole && wanted === start ? Math.round(wanted) : wanted;
  return { kind: "number", name, value: Math.min(max, Math.max(min, rounded)), min, max, step, scale };
}

/** About a hundred positions, at round values; twenty a decade on a log scale. */
function defaultStep(min: number, max: number, scale: "linear" | "log"): number {
  if (scale === "log") return 0.05;
  const raw = (max - min) / 100;
  const power = 10 ** Math.floor(Math.log10(raw));
  const digit = raw / power;
  return power * (digit > 5 ? 10 : digit > 2 ? 5 : digit > 1 ? 2 : 1);
}
