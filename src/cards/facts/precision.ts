import { type Line, type Role, shown } from "../arguments";
import type { Choose, FactMaker, FactMakers } from "../fact";
import { bold, type Markup, md, number } from "../markup";

const role = (...names: string[]): Role => ({ names });

/** A floating-point format: bits of the exponent and of the fraction (IEEE 754; bfloat16 is Google's). */
export interface Format {
  readonly name: string;
  readonly bits: number;
  readonly exponent: number;
  readonly fraction: number;
}

const formats: readonly Format[] = [
  { name: "float16", bits: 16, exponent: 5, fraction: 10 },
  { name: "bfloat16", bits: 16, exponent: 8, fraction: 7 },
  { name: "float32", bits: 32, exponent: 8, fraction: 23 },
  { name: "float64", bits: 64, exponent: 11, fraction: 52 },
];

const aliases: Readonly<Record<string, string>> = {
  half: "float16",
  fp16: "float16",
  bf16: "bfloat16",
  float: "float32",
  double: "float64",
};

/** Largest finite number: (2 − 2^−f)·2^bias. */
export function largest({ exponent, fraction }: Format): number {
  return (2 - 2 ** -fraction) * 2 ** (2 ** (exponent - 1) - 1);
}

/** Smallest number with full precision: 2^(1 − bias). */
export function smallest({ exponent }: Format): number {
  return 2 ** (2 - 2 ** (exponent - 1));
}

/** Half of the smallest number with fewer digits, 2^(1 − bias − f): what is smaller is rounded to 0. */
export function tiniest(format: Format): number {
  return (smallest(format) * 2 ** -format.fraction) / 2;
}

export function formatNamed(text: string): Format | undefined {
  const name = text.toLowerCase().split(".").at(-1) ?? "";
  const plain = name
    .replace(/^mixed_/, "")
    .replace(/-(mixed|true)$/, "")
    .replace(/^16$/, "float16")
    .replace(/^32$/, "float32");
  return formats.find((format) => format.name === (aliases[plain] ?? plain));
}

function describe(format: Format, t: Choose): Markup {
  const digits = Math.floor((format.fraction + 1) * Math.log10(2));
  return t(
    md`${format.bits} bits, ≈ ${digits} decimal digits, up to ${bold(largest(format))}, down to ${smallest(format)}`,
    md`${format.bits} 位，约 ${digits} 位十进制有效数字，最大 ${bold(largest(format))}，最小 ${smallest(format)}`,
  );
}

const precision: FactMaker = (line, t) => {
  const format =
    formatNamed(line.argument?.text.replace(/['"]/g, "") ?? line.variant) ?? formatNamed(line.variant);
  if (format === undefined) return undefined;
  const text = t(md`${format.name}: ${describe(format, t)}.`, md`${format.name}：${describe(format, t)}。`);
  return { line: text, note: text };
};

const mixed: FactMaker = (line, t) => scaler(line, t) ?? casting(line, t) ?? flags(line, t);

function casting(line: Line, t: Choose): ReturnType<FactMaker> {
  const given = line.written(role("dtype", "name", "policy", "precision"));
  const text = typeof given?.value === "string" ? given.value : given?.text;
  const format = text === undefined || given === undefined ? undefined : formatNamed(text);
  if (given === undefined || format === undefined || format.bits !== 16) return undefined;
  return {
    line: t(
      md`${shown(given)}: products in ${describe(format, t)}; ${scalingAdvice(format, t)}`,
      md`${shown(given)}：乘法用 ${describe(format, t)}；${scalingAdvice(format, t)}`,
    ),
  };
}

function scalingAdvice(format: Format, t: Choose): string {
  return format.name === "float16"
    ? t(
        `smaller gradients lose digits and vanish below ${number(tiniest(format))}, so the loss is scaled up first.`,
        `更小的梯度会丢位数，小于 ${number(tiniest(format))} 就消失，所以要先放大损失。`,
      )
    : t("the range of float32, so the loss needs no scaling.", "范围与 float32 相同，不需要缩放损失。");
}

function scaler(line: Line, t: Choose): ReturnType<FactMaker> {
  if (!/gradscaler/.test(line.variant) || !line.called) return undefined;
  const start = line.number(role("init_scale")) ?? undefined;
  const interval = line.number(role("growth_interval")) ?? undefined;
  const growth = line.number(role("growth_factor")) ?? 2;
  const backoff = line.number(role("backoff_factor")) ?? 0.5;
  if (start === undefined || interval === undefined) return undefined;
  return {
    line: t(
      md`the loss is multiplied by ${bold(start)} at first; after an overflow that step is skipped and the factor multiplied by ${backoff}, after ${interval} good steps in a row by ${growth}.`,
      md`损失先乘以 ${bold(start)}；溢出时跳过这一步，倍数再乘 ${backoff}；连续 ${interval} 步正常，倍数乘 ${growth}。`,
    ),
  };
}

/** `fp16=True`, `bf16=True`. */
function flags(line: Line, t: Choose): ReturnType<FactMaker> {
  const given = line.argument;
  if (given?.name === undefined || given.value !== true) return undefined;
  const format = formatNamed(given.name);
  if (format === undefined) return undefined;
  return {
    line: t(
      md`${shown({ name: given.name, text: given.text, value: true, written: true })}: products in ${describe(format, t)}; ${scalingAdvice(format, t)}`,
      md`${shown({ name: given.name, text: given.text, value: true, written: true })}：乘法用 ${describe(format, t)}；${scalingAdvice(format, t)}`,
    ),
  };
}

export const precisionFacts: FactMakers = { "mixed-precision": mixed, "numeric-precision": precision };
