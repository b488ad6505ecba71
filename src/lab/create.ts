import type { Random } from "./random";
import { type Shape, shapeText, sizeOf } from "./shape";
import { keep, take, takeZeros } from "./storage";
import { type Nested, Tensor } from "./tensor";
import { t } from "./text";

/** Numbers, or nested arrays, or Float32Array and the like. */
export type TensorInput = Tensor | Nested | ArrayLike<number>;

/**
 * A tensor with a copy of these values. The shape is that of the nesting, or `shape` if given.
 * `tensor([[1, 2], [3, 4]])` is 2×2, `tensor(values, [2, 2])` too.
 */
export function tensor(values: TensorInput, shape?: Shape): Tensor {
  if (values instanceof Tensor) return tensor(values.data, shape ?? values.shape);
  const found = shape ?? nestedShape(values);
  const flat: ArrayLike<number> = typeof values === "number" ? [values] : flatten(values);
  if (flat.length !== sizeOf(found)) {
    throw new Error(
      t(
        `${flat.length} numbers, but the shape ${shapeText(found)} holds ${sizeOf(found)}.`,
        `给出了 ${flat.length} 个数，而形状 ${shapeText(found)} 需要 ${sizeOf(found)} 个。`,
      ),
    );
  }
  const data = take(flat.length);
  data.set(flat);
  return new Tensor(found, data);
}

/** A tensor with a copy of these values whose gradient `backward()` finds. */
export function parameter(values: TensorInput, shape?: Shape): Tensor {
  const source = tensor(values, shape);
  const data = keep(source.size);
  data.set(source.data);
  return new Tensor(source.shape, data).becomeParameter();
}

/** Zeros of that shape. */
export function zeros(shape: Shape): Tensor {
  return new Tensor(shape, takeZeros(sizeOf(shape)));
}

/** Ones of that shape. */
export function ones(shape: Shape): Tensor {
  return full(shape, 1);
}

/** The same value everywhere. */
export function full(shape: Shape, value: number): Tensor {
  return new Tensor(shape, take(sizeOf(shape)).fill(value));
}

/** Normally distributed numbers. */
export function normal(shape: Shape, random: Random, sd = 1): Tensor {
  return filled(shape, () => random.normal(0, sd));
}

/** Numbers evenly distributed in [low, high). */
export function uniform(shape: Shape, random: Random, low = 0, high = 1): Tensor {
  return filled(shape, () => random.uniform(low, high));
}

/** Each number from its place in row-major order. */
export function filled(shape: Shape, value: (i: number) => number): Tensor {
  const data = take(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = value(i);
  return new Tensor(shape, data);
}

/** One row for each label, 1 in the label's column and 0 elsewhere. */
export function oneHot(labels: ArrayLike<number>, classes: number): Tensor {
  const made = zeros([labels.length, classes]);
  for (let i = 0; i < labels.length; i++) made.data[i * classes + labels[i]] = 1;
  return made;
}

function nestedShape(values: Nested | ArrayLike<number>): number[] {
  if (typeof values === "number") return [];
  const first = values[0] as Nested | undefined;
  return [values.length, ...(first === undefined || typeof first === "number" ? [] : nestedShape(first))];
}

function flatten(values: readonly Nested[] | ArrayLike<number>): ArrayLike<number> {
  if (typeof values[0] !== "object") return values as ArrayLike<number>;
  const length = (values[0] as ArrayLike<unknown>).length;
  const flat: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const row = values[i] as readonly Nested[];
    if (row.length !== length) throw new Error(t("The rows are not equally long.", "各行长度不一致。"));
    const numbers = flatten(row);
    for (let j = 0; j < numbers.length; j++) flat.push(numbers[j]);
  }
  return flat;
}
