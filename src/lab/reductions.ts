import { scale } from "./elementwise";
import { axisOf, layoutAlong, type Shape, shapeText } from "./shape";
import { type Floats, giveBackIndices, take, takeIndices } from "./storage";
import { addingTo, result, type Tensor } from "./tensor";
import { t } from "./text";
import { zeroTotals } from "./totals";

/** Operations that make one number of many, along an axis or over the whole tensor. */

function shapeWithout(shape: Shape, axis: number | undefined, keepAxis: boolean): number[] {
  if (axis === undefined) return keepAxis ? shape.map(() => 1) : [];
  const along = axisOf(shape, axis);
  return keepAxis
    ? shape.map((length, i) => (i === along ? 1 : length))
    : shape.filter((_, i) => i !== along);
}

function layoutOf(x: Tensor, axis: number | undefined) {
  if (axis === undefined) return { outer: 1, length: x.size, inner: 1 };
  return layoutAlong(x.shape, axisOf(x.shape, axis));
}

export function sum(x: Tensor, axis: number | undefined, keepAxis: boolean): Tensor {
  const { outer, length, inner } = layoutOf(x, axis);
  const y = take(outer * inner);
  const from = x.data;
  for (let o = 0; o < outer; o++) {
    if (inner === 1) {
      y[o] = lineSum(from, o * length, length);
      continue;
    }
    const totals = columnSums(from, o * length * inner, length, inner);
    for (let i = 0; i < inner; i++) y[o * inner + i] = totals[i];
  }
  return result(shapeWithout(x.shape, axis, keepAxis), y, [x], (g) => {
    const gx = addingTo(x);
    for (let o = 0; o < outer; o++) {
      for (let s = 0; s < length; s++) {
        const row = (o * length + s) * inner;
        for (let i = 0; i < inner; i++) gx[row + i] += g[o * inner + i];
      }
    }
  });
}

/** The sum of `length` numbers, in double precision. */
function lineSum(from: Floats, start: number, length: number): number {
  let total = 0;
  for (let i = start; i < start + length; i++) total += from[i];
  return total;
}

/** The sums down the columns of a block, in double precision. */
function columnSums(from: Floats, start: number, rows: number, columns: number): Float64Array {
  const totals = zeroTotals(columns);
  for (let s = 0; s < rows; s++) {
    const row = start + s * columns;
    for (let i = 0; i < columns; i++) totals[i] += from[row + i];
  }
  return totals;
}

export function mean(x: Tensor, axis: number | undefined, keepAxis: boolean): Tensor {
  return scale(sum(x, axis, keepAxis), 1 / layoutOf(x, axis).length);
}

export function variance(x: Tensor, axis: number | undefined, keepAxis: boolean): Tensor {
  return mean(x.sub(mean(x, axis, true)).square(), axis, keepAxis);
}

/** √variance; where that is 0 its slope is taken as 0, as PyTorch does. */
export function std(x: Tensor, axis: number | undefined, keepAxis: boolean): Tensor {
  const squared = variance(x, axis, keepAxis);
  const y = take(squared.size);
  for (let i = 0; i < y.length; i++) y[i] = Math.sqrt(squared.data[i]);
  return result(squared.shape, y, [squared], (g) => {
    const gx = addingTo(squared);
    for (let i = 0; i < g.length; i++) if (y[i] !== 0) gx[i] += g[i] / (2 * y[i]);
  });
}

/** Of several equal largest numbers, the first gets the gradient. */
export function max(x: Tensor, axis: number | undefined, keepAxis: boolean): Tensor {
  const where = largest(x, axis);
  const y = take(where.length);
  const from = x.data;
  for (let i = 0; i < y.length; i++) y[i] = from[where[i]];
  const back = (g: Floats) => {
    const gx = addingTo(x);
    for (let i = 0; i < g.length; i++) gx[where[i]] += g[i];
  };
  return result(shapeWithout(x.shape, axis, keepAxis), y, [x], back, where);
}

export function min(x: Tensor, axis: number | undefined, keepAxis: boolean): Tensor {
  return max(x.neg(), axis, keepAxis).neg();
}

export function argmax(x: Tensor, axis: number): number[] {
  const { length, inner } = layoutOf(x, axis);
  const where = largest(x, axis);
  const found = Array.from(where, (place) => Math.floor(place / inner) % length);
  giveBackIndices(where);
  return found;
}

/** Where in the data the largest number of each line along the axis stands; NaN counts as the largest, as in PyTorch. */
function largest(x: Tensor, axis: number | undefined): Int32Array {
  const { outer, length, inner } = layoutOf(x, axis);
  if (length === 0) {
    throw new Error(
      t(
        `The largest and smallest of no numbers do not exist: the tensor has shape ${shapeText(x.shape)}.`,
        `没有数就没有最大值和最小值：这个张量的形状是 ${shapeText(x.shape)}。`,
      ),
    );
  }
  const where = takeIndices(outer * inner);
  const from = x.data;
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let best = o * length * inner + i;
      for (let s = 1; s < length; s++) {
        const place = (o * length + s) * inner + i;
        if (exceeds(from[place], from[best])) best = place;
      }
      where[o * inner + i] = best;
    }
  }
  return where;
}

/** Whether the value is larger, or is NaN and the other is not. */
export function exceeds(value: number, other: number): boolean {
  return !(value <= other) && !Number.isNaN(other);
}

/** eˣ / Σ eˣ along the axis; the largest x is subtracted first, so that nothing overflows. */
export function softmax(x: Tensor, axis: number): Tensor {
  const layout = layoutOf(x, axis);
  const y = take(x.size);
  eachLine(layout, (first, step, end) => {
    const from = x.data;
    let top = -Infinity;
    for (let i = first; i < end; i += step) if (from[i] > top) top = from[i];
    let total = 0;
    for (let i = first; i < end; i += step) total += Math.exp(from[i] - top);
    for (let i = first; i < end; i += step) y[i] = Math.exp(from[i] - top) / total;
  });
  return result(x.shape, y, [x], (g) => {
    const gx = addingTo(x);
    eachLine(layout, (first, step, end) => {
      let dot = 0;
      for (let i = first; i < end; i += step) dot += g[i] * y[i];
      for (let i = first; i < end; i += step) gx[i] += y[i] * (g[i] - dot);
    });
  });
}

/** x − log Σ eˣ along the axis. */
export function logSoftmax(x: Tensor, axis: number): Tensor {
  const layout = layoutOf(x, axis);
  const y = take(x.size);
  eachLine(layout, (first, step, end) => {
    const from = x.data;
    let top = -Infinity;
    for (let i = first; i < end; i += step) if (from[i] > top) top = from[i];
    let total = 0;
    for (let i = first; i < end; i += step) total += Math.exp(from[i] - top);
    const shift = top + Math.log(total);
    for (let i = first; i < end; i += step) y[i] = from[i] - shift;
  });
  return result(x.shape, y, [x], (g) => {
    const gx = addingTo(x);
    eachLine(layout, (first, step, end) => {
      let total = 0;
      for (let i = first; i < end; i += step) total += g[i];
      for (let i = first; i < end; i += step) gx[i] += g[i] - Math.exp(y[i]) * total;
    });
  });
}

/** Visits each line along the axis: its first place, the distance between places, and where it ends. */
function eachLine(
  { outer, length, inner }: { outer: number; length: number; inner: number },
  visit: (first: number, step: number, end: number) => void,
): void {
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const first = o * length * inner + i;
      visit(first, inner, first + length * inner);
    }
  }
}
