import { checkNumbers, isIndex } from "./checks";
import { valueText } from "./format";
import { addTimes } from "./product";
import {
  axisOf,
  checkedShape,
  layoutAlong,
  type Shape,
  sameShape,
  shapeText,
  sizeOf,
  stridesOf,
} from "./shape";
import { type Floats, take, takeIndices } from "./storage";
import { addingTo, result, Tensor } from "./tensor";
import { t } from "./text";
import { zeroTotals } from "./totals";

/** Operations that move numbers without changing them; on the way back the gradients move home. */

/** y[i] = x[from[i]]; on the way back gx[from[i]] += g[i]. */
function moved(x: Tensor, shape: Shape, from: Int32Array): Tensor {
  const y = take(from.length);
  const data = x.data;
  for (let i = 0; i < from.length; i++) y[i] = data[from[i]];
  const back = (g: Floats) => {
    const gx = addingTo(x);
    if (from.length > x.size) addTotals(gx, from, g);
    else for (let i = 0; i < from.length; i++) gx[from[i]] += g[i];
  };
  return result(shape, y, [x], back, from);
}

/** sum[places[i]] += values[i], where many values meet in one place. */
function addTotals(sum: Floats, places: Int32Array, values: Floats): void {
  const totals = zeroTotals(sum.length);
  for (let i = 0; i < places.length; i++) totals[places[i]] += values[i];
  for (let i = 0; i < sum.length; i++) sum[i] += totals[i];
}

export function reshape(x: Tensor, wanted: Shape): Tensor {
  const shape = completed(wanted, x.size);
  if (sizeOf(shape) !== x.size || !shape.every((length) => Number.isInteger(length) && length >= 0)) {
    throw new Error(
      t(
        `${shapeText(x.shape)} cannot be reshaped to ${shapeText(wanted)}: the lengths must be whole numbers with product ${x.size}; one may be -1.`,
        `${shapeText(x.shape)} 不能变形为 ${shapeText(wanted)}：各轴长度必须是整数，乘积为 ${x.size}，其中一个可以写 -1。`,
      ),
    );
  }
  return result(shape, x.data, [x], (g) => addTimes(addingTo(x), g, 1)).borrowed();
}

/** The shape with the length that `size` leaves in place of the first −1. */
function completed(wanted: Shape, size: number): number[] {
  const unknown = wanted.indexOf(-1);
  return unknown === -1
    ? [...wanted]
    : replaced(wanted, unknown, size / sizeOf(replaced(wanted, unknown, 1)));
}

/** Without the axis of length 1 at this place; without all of them where no axis is given. */
export function squeeze(x: Tensor, axis?: number): Tensor {
  const along = axis === undefined ? undefined : axisOf(x.shape, axis);
  if (along !== undefined && x.shape[along] !== 1) {
    throw new Error(
      t(
        `squeeze() takes away axes of length 1, but axis ${axis} of ${shapeText(x.shape)} has length ${x.shape[along]}.`,
        `squeeze() 只去掉长度为 1 的轴，而形状 ${shapeText(x.shape)} 的轴 ${axis} 长度为 ${x.shape[along]}。`,
      ),
    );
  }
  const kept = x.shape.filter((length, i) => (along === undefined ? length !== 1 : i !== along));
  return reshape(x, kept);
}

/** With a new axis of length 1 at this place of the result. */
export function unsqueeze(x: Tensor, axis: number): Tensor {
  const count = x.shape.length + 1;
  const along = axis < 0 ? axis + count : axis;
  if (!isIndex(along, count)) {
    throw new Error(
      t(
        `unsqueeze() makes ${shapeText(x.shape)} a tensor with ${count} axes, and axis ${axis} is none of them.`,
        `unsqueeze() 之后，形状 ${shapeText(x.shape)} 的张量共有 ${count} 个轴，没有轴 ${axis}。`,
      ),
    );
  }
  return reshape(x, [...x.shape.slice(0, along), 1, ...x.shape.slice(along)]);
}

export function permute(x: Tensor, order: readonly number[]): Tensor {
  const axes = order.map((axis) => axisOf(x.shape, axis));
  if (new Set(axes).size !== x.shape.length || axes.length !== x.shape.length) {
    throw new Error(
      t(
        `permute() wants every axis exactly once, not ${order.join(", ")}.`,
        `permute() 的参数里，每个轴要恰好出现一次，这里是 ${order.join("、")}。`,
      ),
    );
  }
  const strides = stridesOf(x.shape);
  const shape = axes.map((axis) => x.shape[axis]);
  return moved(
    x,
    shape,
    indices(
      shape,
      axes.map((axis) => strides[axis]),
    ),
  );
}

export function transpose(x: Tensor, first: number, second: number): Tensor {
  const order = x.shape.map((_, axis) => axis);
  const [a, b] = [axisOf(x.shape, first), axisOf(x.shape, second)];
  [order[a], order[b]] = [order[b], order[a]];
  return permute(x, order);
}

export function broadcastTo(x: Tensor, wanted: Shape): Tensor {
  if (sameShape(x.shape, wanted)) return x;
  const shape = checkedShape(wanted);
  const missing = shape.length - x.shape.length;
  const strides = stridesOf(x.shape);
  const stretched = shape.map((length, axis) => {
    const own = x.shape[axis - missing] ?? 1;
    if (own !== 1 && own !== length) throw cannotStretch(x.shape, shape);
    return own === 1 ? 0 : strides[axis - missing];
  });
  if (missing < 0) throw cannotStretch(x.shape, shape);
  return moved(x, shape, indices(shape, stretched));
}

function cannotStretch(from: Shape, to: Shape): Error {
  return new Error(
    t(
      `${shapeText(from)} does not stretch to ${shapeText(to)}.`,
      `${shapeText(from)} 不能扩展为 ${shapeText(to)}。`,
    ),
  );
}

export function slice(x: Tensor, start: number, end: number, axis: number): Tensor {
  const along = axisOf(x.shape, axis);
  const { outer, length, inner } = layoutAlong(x.shape, along);
  if (!(isIndex(start, length) && isIndex(end - 1, length) && start < end)) {
    throw new Error(
      t(
        `There is no slice from ${start} to ${end} along an axis of length ${length}: both are whole numbers from 0 to ${length}, the first the smaller.`,
        `长度为 ${length} 的轴上没有从 ${start} 到 ${end} 的切片：两者都应是 0 到 ${length} 的整数，前者小于后者。`,
      ),
    );
  }
  const width = (end - start) * inner;
  const y = take(outer * width);
  const from = x.data;
  for (let o = 0; o < outer; o++) {
    const first = (o * length + start) * inner;
    y.set(from.subarray(first, first + width), o * width);
  }
  return result(replaced(x.shape, along, end - start), y, [x], (g) => {
    const gx = addingTo(x);
    for (let o = 0; o < outer; o++) {
      const first = (o * length + start) * inner;
      for (let i = 0; i < width; i++) gx[first + i] += g[o * width + i];
    }
  });
}

/**
 * Joins tensors along an existing axis, the first one by default; all other lengths must be equal:
 * `concat([a, b])` of [2 × 3] and [4 × 3] is [6 × 3].
 */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  checkTensors("concat", tensors);
  const along = axisOf(tensors[0].shape, axis);
  const total = tensors.reduce((sum, one) => sum + one.shape[along], 0);
  const shape = replaced(tensors[0].shape, along, total);
  for (const one of tensors) {
    if (!sameShape(replaced(one.shape, along, total), shape)) {
      throw new Error(
        t(
          `Shapes ${shapeText(tensors[0].shape)} and ${shapeText(one.shape)} cannot be joined along axis ${axis}.`,
          `形状 ${shapeText(tensors[0].shape)} 与 ${shapeText(one.shape)} 不能沿轴 ${axis} 拼接。`,
        ),
      );
    }
  }
  const { outer, inner } = layoutAlong(shape, along);
  const y = take(sizeOf(shape));
  eachPart((part, data, first, width) => y.set(data.subarray(part, part + width), first));
  return result(shape, y, tensors, (g) => {
    eachPart((part, _data, first, width, one) => {
      if (!one.needsGradient) return;
      const gradient = addingTo(one);
      for (let i = 0; i < width; i++) gradient[part + i] += g[first + i];
    });
  });

  /** Each piece in one row: where it starts in its own tensor, where in the joined one. */
  function eachPart(visit: (part: number, data: Floats, first: number, width: number, one: Tensor) => void) {
    let start = 0;
    for (const one of tensors) {
      const width = one.shape[along] * inner;
      for (let o = 0; o < outer; o++) visit(o * width, one.data, o * total * inner + start, width, one);
      start += width;
    }
  }
}

/**
 * Puts tensors of one shape side by side along a new axis, the first one by default:
 * `stack([a, b])` of two [3 × 4] is [2 × 3 × 4].
 */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  checkTensors("stack", tensors);
  for (const one of tensors) {
    if (!sameShape(one.shape, tensors[0].shape)) {
      throw new Error(
        t(
          `stack() wants tensors of one shape, not ${shapeText(tensors[0].shape)} and ${shapeText(one.shape)}.`,
          `stack() 的各个张量形状必须相同，这里有 ${shapeText(tensors[0].shape)} 和 ${shapeText(one.shape)}。`,
        ),
      );
    }
  }
  return concat(
    tensors.map((one) => unsqueeze(one, axis)),
    axis,
  );
}

function checkTensors(caller: string, tensors: readonly Tensor[]): void {
  if (Array.isArray(tensors) && tensors.length > 0 && tensors.every((one) => one instanceof Tensor)) return;
  throw new Error(
    t(
      `${caller}() wants a list of tensors, at least one: ${caller}([a, b]).`,
      `${caller}() 需要一列张量，至少一个：${caller}([a, b])。`,
    ),
  );
}

export function gather(x: Tensor, wanted: ArrayLike<number>, axis: number): Tensor {
  checkNumbers("gather", "indices", wanted);
  const along = axisOf(x.shape, axis);
  const { outer, length, inner } = layoutAlong(x.shape, along);
  const from = takeIndices(wanted.length);
  for (let i = 0; i < wanted.length; i++) from[i] = checked(wanted[i], length);
  const y = take(outer * from.length * inner);
  const data = x.data;
  eachEntry((own, place) => y.set(data.subarray(own, own + inner), place));
  const back = (g: Floats) => {
    const gx = addingTo(x);
    eachEntry((own, place) => {
      for (let j = 0; j < inner; j++) gx[own + j] += g[place + j];
    });
  };
  return result(replaced(x.shape, along, from.length), y, [x], back, from);

  /** Where each wanted entry begins in `x`, and where in the result. */
  function eachEntry(visit: (own: number, place: number) => void): void {
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < from.length; i++) {
        visit((o * length + from[i]) * inner, (o * from.length + i) * inner);
      }
    }
  }
}

export function pick(x: Tensor, columns: ArrayLike<number>): Tensor {
  checkNumbers("pick", "indices", columns);
  const [rows, width] = x.shape;
  if (x.shape.length !== 2 || columns.length !== rows) {
    throw new Error(
      t(
        `pick() wants a matrix and one column for each row, not shape ${shapeText(x.shape)} and ${columns.length} columns.`,
        `pick() 需要一个矩阵，并为每行给出一个列号；这里的形状是 ${shapeText(x.shape)}，列号有 ${columns.length} 个。`,
      ),
    );
  }
  const from = takeIndices(rows);
  for (let i = 0; i < rows; i++) from[i] = i * width + checked(columns[i], width);
  return moved(x, [rows], from);
}

function checked(index: number, count: number): number {
  if (isIndex(index, count)) return index;
  throw new Error(
    t(
      `There is no index ${valueText(index)} along an axis of length ${count}: indices are whole numbers from 0 to ${count - 1}.`,
      `下标 ${valueText(index)} 超出范围：共 ${count} 项，下标是 0 到 ${count - 1} 的整数。`,
    ),
  );
}

function replaced(shape: Shape, axis: number, length: number): number[] {
  return shape.map((own, i) => (i === axis ? length : own));
}

/** For each place of the shape, in row-major order, the sum of its coordinates times the strides. */
function indices(shape: Shape, strides: readonly number[]): Int32Array {
  const found = takeIndices(sizeOf(shape));
  found[0] = 0;
  let filled = 1;
  // Grows axis by axis, the last one first: each step repeats what is there at the next coordinates.
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    for (let step = shape[axis] - 1; step >= 0; step--) {
      for (let i = 0; i < filled; i++) found[step * filled + i] = found[i] + step * strides[axis];
    }
    filled *= shape[axis];
  }
  return found;
}
