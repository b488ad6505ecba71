import { valueText } from "./format";
import { t } from "./text";

/** What public functions refuse, and the sentences that say so. */

/**
 * Says what an argument must be, and what is there instead.
 * @param name as the learner writes it, or a few words; empty for the last argument, which holds the options
 */
export function refuse(caller: string, name: string, wanted: string, found: unknown): never {
  const argument = name === "" ? t("the last argument", "最后一个参数") : name;
  const inChinese = /^\w/.test(argument) ? ` ${argument} ` : argument;
  throw new Error(
    found === undefined
      ? t(
          `${caller}(): ${argument} is missing; it must be ${wanted}.`,
          `${caller}() 缺少${inChinese.trimEnd()}，它必须是${wanted}。`,
        )
      : t(
          `${caller}(): ${argument} must be ${wanted}, not ${valueText(found)}.`,
          `${caller}() 的${inChinese}必须是${wanted}，这里是 ${valueText(found)}。`,
        ),
  );
}

/** Refuses all but whole numbers from `least` on; both names as the learner writes them. */
export function checkWhole(caller: string, name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new Error(
    t(
      `${caller}(): ${name} must be a whole number of at least ${least}, not ${valueText(value)}.`,
      `${caller}() 的 ${name} 必须是不小于 ${least} 的整数，这里是 ${valueText(value)}。`,
    ),
  );
}

/** Refuses what is not a list, such as a single number or a tensor; what stands in the list is not looked at. */
export function checkNumbers(caller: string, name: string, list: ArrayLike<number>): void {
  if (isList(list)) return;
  if (list === undefined) {
    refuse(caller, name, t("a list of numbers such as [0, 2]", "数的列表，例如 [0, 2]"), list);
  }
  throw new Error(
    t(
      `${caller}(): ${name} must be a list of numbers such as [0, 2], not ${valueText(list)}; of a tensor, give its data.`,
      `${caller}() 的 ${name} 必须是数的列表，例如 [0, 2]，这里是 ${valueText(list)}；如果是张量，请传入它的 data。`,
    ),
  );
}

/** An array, a typed array or the like; a tensor and a text are none. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return typeof value === "object" && value !== null && "length" in value;
}

/** Whether this is one of 0, 1, …, count − 1. */
export function isIndex(index: number, count: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < count;
}
