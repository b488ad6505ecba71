import { valueText } from "./format";
import { t } from "./text";

/** Lengths along the axes, outermost first; [] is a single number. */
export type Shape = readonly number[];

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i];
  return size;
}

/** As texts name a shape: [2 × 3] for a matrix, [3] for a vector, [] for a single number. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(" × ")}]`;
}

/** A copy of a shape that somebody wrote; refuses what is not a list of lengths. */
export function checkedShape(shape: Shape): number[] {
  if (Array.isArray(shape) && shape.every(isLength)) return [...shape];
  throw new Error(
    t(
      `${valueText(shape)} is not a shape: a shape lists the lengths of the axes, whole numbers of at least 0, such as [2, 3].`,
      `${valueText(shape)} 不能作为形状：形状依次列出各轴的长度，每个都是不小于 0 的整数，例如 [2, 3]。`,
    ),
  );
}

function isLength(length: number): boolean {
  return Number.isInteger(length) && length >= 0;
}

/** What to throw where the numbers are too few or too many for the shape. */
export function wrongCount(count: number, shape: Shape): Error {
  return new Error(
    t(
      `${count} numbers, but the shape ${shapeText(shape)} holds ${sizeOf(shape)}.`,
      `给出了 ${count} 个数，而形状 ${shapeText(shape)} 需要 ${sizeOf(shape)} 个。`,
    ),
  );
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The axis counted from the front; −1 is the last one. */
export function axisOf(shape: Shape, axis: number): number {
  const found = axis < 0 ? axis + shape.length : axis;
  if (Number.isInteger(found) && found >= 0 && found < shape.length) return found;
  throw noAxis(shape, axis);
}

function noAxis(shape: Shape, axis: number): Error {
  if (shape.length === 0) return new Error(t("A single number has no axes.", "单个数没有轴。"));
  return new Error(
    t(
      `A tensor of shape ${shapeText(shape)} has no axis ${axis}: axes count from 0, or back from -1.`,
      `形状为 ${shapeText(shape)} 的张量没有轴 ${axis}：轴从 0 开始编号，从后往前则从 -1 开始。`,
    ),
  );
}

/** How an axis divides a tensor: `outer` blocks of `length` steps of `inner` numbers. */
export interface AxisLayout {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

export function layoutAlong(shape: Shape, axis: number): AxisLayout {
  return {
    outer: sizeOf(shape.slice(0, axis)),
    length: shape[axis],
    inner: sizeOf(shape.slice(axis + 1)),
  };
}

/**
 * The shape that both stretch to, or undefined: axes are compared from the last one, equal or 1.
 * The rule of NumPy and PyTorch.
 */
export function broadcastShape(a: Shape, b: Shape): number[] | undefined {
  const length = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let i = 0; i < length; i++) {
    const fromA = a[i - length + a.length] ?? 1;
    const fromB = b[i - length + b.length] ?? 1;
    if (fromA !== fromB && fromA !== 1 && fromB !== 1) return undefined;
    shape[i] = fromA === 1 ? fromB : fromA;
  }
  return shape;
}

/** Index distances in row-major order. */
export function stridesOf(shape: Shape): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride;
    stride *= shape[i];
  }
  return strides;
}
