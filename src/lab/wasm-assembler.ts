/**
 * Just enough of an assembler to write a WebAssembly kernel as readable TypeScript.
 * An instruction is the list of its bytes, operands first; a longer piece of code is their concatenation.
 * Opcodes: WebAssembly Core Specification 2.0, appendix "Index of Instructions".
 */
export type Code = readonly number[];

export type ValueType = "i32" | "v128";

const typeCode: Record<ValueType, number> = { i32: 0x7f, v128: 0x7b };
const noResult = 0x40;

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit number. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const byte = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0);
    bytes.push(done ? byte : byte | 0x80);
    if (done) return bytes;
  }
}

export const constant = (value: number): Code => [0x41, ...signed(value)];
export const add = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
export const subtract = (a: Code, b: Code): Code => [...a, ...b, 0x6b];
export const multiply = (a: Code, b: Code): Code => [...a, ...b, 0x6c];
export const equal = (a: Code, b: Code): Code => [...a, ...b, 0x46];
export const less = (a: Code, b: Code): Code => [...a, ...b, 0x48];
export const notLess = (a: Code, b: Code): Code => [...a, ...b, 0x4e];
export const both = (a: Code, b: Code): Code => [...a, ...b, 0x71];

/** Memory access at `address + offset`, both in bytes. */
export const loadFloat = (address: Code, offset = 0): Code => [...address, 0x2a, 2, ...unsigned(offset)];
export const storeFloat = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  0x38,
  2,
  ...unsigned(offset),
];
export const addFloat = (a: Code, b: Code): Code => [...a, ...b, 0x92];
export const multiplyFloat = (a: Code, b: Code): Code => [...a, ...b, 0x94];
export const floatZero: Code = [0x43, 0, 0, 0, 0];

/** Four float32 at once. */
export const load4 = (address: Code, offset = 0): Code => [...address, 0xfd, 0x00, 2, ...unsigned(offset)];
export const store4 = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  0xfd,
  0x0b,
  2,
  ...unsigned(offset),
];
/** One float32 from memory, four times. */
export const loadSplat = (address: Code, offset = 0): Code => [
  ...address,
  0xfd,
  0x09,
  2,
  ...unsigned(offset),
];
export const add4 = (a: Code, b: Code): Code => [...a, ...b, 0xfd, 0xe4, 0x01];
export const multiply4 = (a: Code, b: Code): Code => [...a, ...b, 0xfd, 0xe6, 0x01];

export const when = (condition: Code, then: Code, otherwise: Code = []): Code => [
  ...condition,
  0x04,
  noResult,
  ...then,
  ...(otherwise.length > 0 ? [0x05, ...otherwise] : []),
  0x0b,
];

/** Repeats while `condition` holds; it is asked first. */
export const repeatWhile = (condition: Code, ...body: Code[]): Code =>
  [0x03, noResult, ...condition, 0x04, noResult, ...body.flat(), 0x0c, 1, 0x0b, 0x0b] as Code;

export const call = (callee: FunctionWriter, ...values: Code[]): Code => [
  ...values.flat(),
  0x10,
  ...unsigned(callee.index),
];

/** A parameter or a local variable of a function. */
export class Variable {
  readonly get: Code;

  constructor(
    private readonly index: number,
    readonly type: ValueType,
  ) {
    this.get = [0x20, ...unsigned(index)];
  }

  set(value: Code): Code {
    return [...value, 0x21, ...unsigned(this.index)];
  }

  /** Adds to a 32-bit variable. */
  raise(by: Code): Code {
    return this.set(add(this.get, by));
  }
}

/** A function that takes 32-bit numbers and returns nothing. */
export class FunctionWriter {
  readonly #locals: Variable[] = [];
  #body: Code = [];

  constructor(
    readonly index: number,
    readonly name: string,
    private readonly parameterCount: number,
  ) {}

  parameter(index: number): Variable {
    return new Variable(index, "i32");
  }

  local(type: ValueType = "i32"): Variable {
    const variable = new Variable(this.parameterCount + this.#locals.length, type);
    this.#locals.push(variable);
    return variable;
  }

  body(...code: Code[]): void {
    this.#body = code.flat();
  }

  get type(): Code {
    return [0x60, ...vector(new Array<Code>(this.parameterCount).fill([typeCode.i32])), 0];
  }

  get code(): Code {
    const locals = vector(this.#locals.map((local) => [1, typeCode[local.type]]));
    const bytes = [...locals, ...this.#body, 0x0b];
    return [...unsigned(bytes.length), ...bytes];
  }
}

/** A module with these functions, all exported by name, and one memory imported as "memory" "memory". */
export function moduleOf(functions: readonly FunctionWriter[]): Uint8Array<ArrayBuffer> {
  const memory = [...text("memory"), ...text("memory"), 2, 0, 1];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      functions.map((one) => one.type),
    ),
    ...section(2, [memory]),
    ...section(
      3,
      functions.map((one) => unsigned(one.index)),
    ),
    ...section(
      7,
      functions.map((one) => [...text(one.name), 0, ...unsigned(one.index)]),
    ),
    ...section(
      10,
      functions.map((one) => one.code),
    ),
  ]);
}

function section(id: number, items: readonly Code[]): Code {
  const bytes = vector(items);
  return [id, ...unsigned(bytes.length), ...bytes];
}

function vector(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function text(ascii: string): Code {
  return [...unsigned(ascii.length), ...Array.from(ascii, (character) => character.charCodeAt(0))];
}
