import { addTimes } from "./product";
import { axisOf, layoutAlong, type Shape, sameShape, shapeText, sizeOf, stridesOf } from "./shape";
import { type Floats, take, takeIndices } from "./storage";
import { addingTo, result, type Tensor } from "./tensor";
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
  const known = wanted.reduce((size, length) => (length === -1 ? size : size * length), 1);
  const shape = wanted.map((length) => (length === -1 ? x.size / known : length));
  if (sizeOf(shape) !== x.size || !shape.every(Number.isInteger)) {
    throw new Error(
      t(
        `${shapeText(x.shape)} cannot be reshaped to ${shapeText(wanted)}.`,
        `${shapeText(x.shape)} 不能变形为 ${shapeText(wanted)}。`,
      ),
    );
  }
  return result(shape, x.data, [x], (g) => addTimes(addingTo(x), g, 1)).borrowed();
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

export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
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
  if (!(start >= 0 && end <= length && start < end)) {
    throw new Error(
      t(
        `There is no slice ${start} to ${end} along an axis of length ${length}.`,
        `长度为 ${length} 的轴上没有 ${start} 到 ${end} 的切片。`,
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

/** Joins tensors along an existing axis; all other lengths must be equal. */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
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

/** Puts tensors of one shape side by side along a new first axis. */
export function stack(tensors: readonly Tensor[]): Tensor {
  return concat(tensors.map((one) => reshape(one, [1, ...one.shape])));
}

export function gather(x: Tensor, wanted: ArrayLike<number>): Tensor {
  if (x.shape.length === 0)
    throw new Error(t("gather() wants at least one axis.", "gather() 至少需要一个轴。"));
  const [count, ...rest] = x.shape;
  const width = sizeOf(rest);
  const y = take(wanted.length * width);
  for (let i = 0; i < wanted.length; i++) {
    const first = checked(wanted[i], count) * width;
    y.set(x.data.subarray(first, first + width), i * width);
  }
  const rows = takeIndices(wanted.length);
  rows.set(wanted);
  const back = (g: Floats) => {
    const gx = addingTo(x);
    for (let i = 0; i < rows.length; i++) {
      for (let j = 0; j < width; j++) gx[rows[i] * width + j] += g[i * width + j];
    }
  };
  return result([wanted.length, ...rest], y, [x], back, rows);
}

export function pick(x: Tensor, columns: ArrayLike<number>): Tensor {
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
  if (Number.isInteger(index) && index >= 0 && index < count) return index;
  throw new Error(t(`There is no index ${index} among ${count}.`, `共 ${count} 项，没有第 ${index} 项。`));
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
