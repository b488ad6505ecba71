import { checkNumbers, isList, refuse } from "./checks";
import { t } from "./text";

/**
 * What the functions that show something ask of their arguments. A check looks at the names and the kinds of things,
 * never at the numbers in a list: charts are drawn thousands of times a second.
 */
export type Check = (caller: string, name: string, value: unknown) => void;

export const anything: Check = () => {};

export const numbers: Check = (caller, name, value) => {
  checkNumbers(caller, name, value as ArrayLike<number>);
};

export const number: Check = (caller, name, value) => {
  if (typeof value !== "number") refuse(caller, name, t("a number", "数"), value);
};

export const pairOfNumbers: Check = (caller, name, value) => {
  if (!isList(value) || value.length !== 2) {
    refuse(caller, name, t("two numbers such as [0, 1]", "两个数，例如 [0, 1]"), value);
  }
};

export const rowsOfNumbers: Check = (caller, name, value) => {
  const isGrid = isList(value) && (value.length === 0 || isList(value[0]));
  if (!isGrid) {
    const wanted = t(
      "a list of rows such as [[0, 1], [2, 3]] (of a tensor, its rows())",
      "由行组成的列表，例如 [[0, 1], [2, 3]]（张量用它的 rows()）",
    );
    refuse(caller, name, wanted, value);
  }
};

/** May be left out, also by `condition && …`. */
export function optional(check: Check): Check {
  return (caller, name, value) => {
    if (value !== undefined && value !== null && value !== false) check(caller, name, value);
  };
}

export function oneOf(...choices: readonly string[]): Check {
  return (caller, name, value) => {
    if (choices.includes(value as string)) return;
    const quoted = choices.map((choice) => JSON.stringify(choice));
    refuse(caller, name, t(quoted.join(" or "), ` ${quoted.join(" 或 ")}`), value);
  };
}

export function listOf(check: Check): Check {
  return (caller, name, value) => {
    if (!isList(value))
      refuse(caller, name, t("a list in brackets, [ … ]", "方括号括起来的列表 [ … ]"), value);
    for (let i = 0; i < value.length; i++) check(caller, name, value[i]);
  };
}

/** An object with these properties and no others; `name` is empty for the options of the function itself. */
export function objectWith<T>(checks: { readonly [Name in keyof Required<T>]: Check }): Check {
  const known = Object.entries<Check>(checks);
  const names = Object.keys(checks);
  return (caller, name, value) => {
    if (typeof value !== "object" || value === null || isList(value)) {
      const wanted = t(`written as { ${names.join(", ")} }`, `这样的对象：{ ${names.join(", ")} }`);
      refuse(caller, name, wanted, value);
    }
    const prefix = name === "" ? "" : `${name}.`;
    for (const key in value) if (!Object.hasOwn(checks, key)) refuseUnknown(caller, prefix, key, names);
    for (const [key, check] of known) check(caller, prefix + key, (value as Record<string, unknown>)[key]);
  };
}

/** Refuses what stands in the place of a name; `example` is one. */
export function checkName(caller: string, name: unknown, example: string): void {
  if (typeof name === "string" || typeof name === "number") return;
  const wanted = t(`a name such as "${example}"`, `名称，例如 "${example}"`);
  refuse(caller, t("the first argument", "第一个参数"), wanted, name);
}

function refuseUnknown(caller: string, prefix: string, key: string, names: readonly string[]): never {
  const meant = nearest(key, names);
  const list = (comma: string) => names.map((name) => prefix + name).join(comma);
  throw new Error(
    meant === undefined
      ? t(
          `${caller}(): there is no option ${prefix}${key}; there are ${list(", ")}.`,
          `${caller}() 没有选项 ${prefix}${key}，可用的有 ${list("、")}。`,
        )
      : t(
          `${caller}(): there is no option ${prefix}${key}; did you mean ${prefix}${meant}?`,
          `${caller}() 没有选项 ${prefix}${key}，是不是想写 ${prefix}${meant}？`,
        ),
  );
}

/** The name that was probably meant: at most a third of it is typed otherwise. */
function nearest(typed: string, names: readonly string[]): string | undefined {
  const distances = names.map((name) => lettersChanged(typed.toLowerCase(), name.toLowerCase()));
  const least = Math.min(...distances);
  const name = names[distances.indexOf(least)];
  return name !== undefined && least <= Math.max(1, name.length / 3) && least < name.length
    ? name
    : undefined;
}

/** How many letters must be added, left out, replaced or swapped with their neighbour. */
function lettersChanged(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = rows[i - 1][j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, rows[i - 1][j] + 1, row[j - 1] + 1);
      const areSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (areSwapped) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
    }
    rows[i] = row;
  }
  return rows[from.length][to.length];
}
