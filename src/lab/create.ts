import { checkWhole, isList } from "./checks";
import { valueText } from "./format";
import { checkClasses, checkList } from "./labels";
import { checkRandom, type Random } from "./random";
import { checkedShape, type Shape, sizeOf, wrongCount } from "./shape";
import { type Floats, keep, take, takeZeros } from "./storage";
import { type Nested, owning, Tensor } from "./tensor";
import { t } from "./text";

/** Numbers, or nested arrays, or Float32Array and the like. */
export type TensorInput = Tensor | Nested | ArrayLike<number>;

/**
 * A tensor with a copy of these values. The shape is that of the nesting, or `shape` if given.
 * `tensor([[1, 2], [3, 4]])` has shape [2 × 2], `tensor([1, 2, 3, 4], [2, 2])` too.
 * Refuses rows of unequal lengths, and what is not a number.
 */
export function tensor(values: TensorInput, shape?: Shape): Tensor {
  if (values instanceof Tensor) return tensor(values.data, shape ?? values.shape);
  const nesting = nestingOf(values);
  const wanted = shape === undefined ? nesting : checkedShape(shape);
  if (sizeOf(wanted) !== sizeOf(nesting)) throw wrongCount(sizeOf(nesting), wanted);
  return owning(wanted, flattened(values, nesting));
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
  const checked = checkedShape(shape);
  return owning(checked, takeZeros(sizeOf(checked)));
}

/** Ones of that shape. */
export function ones(shape: Shape): Tensor {
  return full(shape, 1);
}

/** The same value everywhere. */
export function full(shape: Shape, value: number): Tensor {
  const checked = checkedShape(shape);
  return owning(checked, take(sizeOf(checked)).fill(value));
}

/** Normally distributed numbers with mean 0 and standard deviation `sd`, 1 by default. */
export function normal(shape: Shape, random: Random, sd = 1): Tensor {
  checkRandom("normal", random);
  return filled(shape, () => random.normal(0, sd));
}

/** Numbers evenly distributed in [low, high), by default from 0 to 1. */
export function uniform(shape: Shape, random: Random, low = 0, high = 1): Tensor {
  checkRandom("uniform", random);
  // Single precision rounds the largest draws up to `high`, which is not in the range.
  const excluded = Math.fround(high);
  return filled(shape, () => {
    const drawn = Math.fround(random.uniform(low, high));
    return drawn === excluded ? low : drawn;
  });
}

/** Each number from its place in row-major order. */
export function filled(shape: Shape, value: (i: number) => number): Tensor {
  const checked = checkedShape(shape);
  const data = take(sizeOf(checked));
  for (let i = 0; i < data.length; i++) data[i] = value(i);
  return owning(checked, data);
}

/**
 * One row for each label, 1 in the label's column and 0 elsewhere: [labels × classes].
 * @param labels whole numbers from 0 to classes − 1
 */
export function oneHot(labels: ArrayLike<number>, classes: number): Tensor {
  checkWhole("oneHot", "classes", classes, 1);
  checkList("oneHot", labels);
  checkClasses("oneHot", labels, classes);
  const made = zeros([labels.length, classes]);
  for (let i = 0; i < labels.length; i++) made.data[i * classes + labels[i]] = 1;
  return made;
}

/** The lengths of nested lists, as the first of each level has them. */
function nestingOf(values: unknown): number[] {
  const lengths: number[] = [];
  for (let level = values; isList(level); level = level[0]) lengths.push(level.length);
  return lengths;
}

/** The numbers of nested lists one after the other; every level must have the lengths of its first. */
function flattened(values: unknown, nesting: Shape): Floats {
  const flat = take(sizeOf(nesting));
  const path: number[] = [];
  let place = 0;
  copy(values, 0);
  return flat;

  function copy(level: unknown, axis: number): void {
    if (axis === nesting.length) {
      if (typeof level !== "number") throw notANumber(level, path);
      flat[place++] = level;
      return;
    }
    if (!isList(level) || level.length !== nesting[axis]) {
      throw unequalLists(path.slice(0, axis), nesting[axis]);
    }
    for (let i = 0; i < level.length; i++) {
      path[axis] = i;
      copy(level[i], axis + 1);
    }
  }
}

function notANumber(value: unknown, path: readonly number[]): Error {
  if (value instanceof Tensor) {
    return new Error(
      t(
        `${placeText(path)} is a tensor: to put tensors together, use stack().`,
        `${placeText(path)} 是张量：要把多个张量合在一起，请用 stack()。`,
      ),
    );
  }
  return new Error(
    t(
      `${placeText(path)} is ${valueText(value)}, not a number.`,
      `${placeText(path)} 是 ${valueText(value)}，不是数。`,
    ),
  );
}

function unequalLists(path: readonly number[], length: number): Error {
  const [here, first] = [placeText(path), placeText(path.map(() => 0))];
  return new Error(
    t(
      `${here} must be a list of length ${length}, as ${first} is.`,
      `${here} 应当和 ${first} 一样，是长度为 ${length} 的列表。`,
    ),
  );
}

function placeText(path: readonly number[]): string {
  return `values${path.map((i) => `[${i}]`).join("")}`;
}
