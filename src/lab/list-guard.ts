/**
 * A list of a billion items fills the memory for a minute before the engine gives up, and everything else stands
 * still meanwhile. The two ways in which programs ask for so long a list say so at once, as the engine would at last.
 */

/** Half a gigabyte of numbers. */
const longest = 2 ** 26;

export function refuseHugeLists(): void {
  const { from } = Array;
  const { fill } = Array.prototype;
  define(Array, "from", function (this: unknown, ...values: unknown[]) {
    refuse(values[0]);
    return Reflect.apply(from, this, values);
  });
  define(Array.prototype, "fill", function (this: unknown, ...values: unknown[]) {
    refuse(this);
    return Reflect.apply(fill, this, values);
  });
}

function refuse(list: unknown): void {
  if (((list as { length?: unknown } | null | undefined)?.length as number) > longest) {
    throw new RangeError("Invalid array length");
  }
}

/** Like the built-in function that it replaces: not enumerable, and a program may replace it again. */
function define(target: object, name: string, value: (...values: unknown[]) => unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}
