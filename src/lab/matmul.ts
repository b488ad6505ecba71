import { checkTensor } from "./operand";
import { addProduct, flipped, matrix } from "./product";
import { broadcastShape, type Shape, shapeText, sizeOf } from "./shape";
import { take, takeZeros } from "./storage";
import { addingTo, result, type Tensor } from "./tensor";
import { t } from "./text";

/**
 * [… m×k] · [… k×n] → [… m×n]; the axes in front are equal, or stretch (broadcast).
 * Gradients: ∂L/∂A = G · Bᵀ and ∂L/∂B = Aᵀ · G.
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const batch = batchOf(a, b);
  const [rows, inner] = a.shape.slice(-2);
  const columns = b.shape[b.shape.length - 1];
  const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  // With one matrix on the right, all rows on the left are one tall matrix.
  const shared = bBatch.length === 0;
  const count = shared ? 1 : sizeOf(batch);
  const height = shared ? sizeOf(batch) * rows : rows;
  const [aData, bData] = [a.data, b.data];
  const c = takeZeros(count * height * columns);
  for (let i = 0; i < count; i++) {
    const [left, right] = [matrix(aData, inner, aOffset(i)), matrix(bData, columns, bOffset(i))];
    addProduct(c, i * height * columns, left, right, height, columns, inner);
  }
  return result([...batch, rows, columns], c, [a, b], (g) => {
    for (let i = 0; i < count; i++) {
      const gradient = matrix(g, columns, i * height * columns);
      if (a.needsGradient) {
        const right = matrix(bData, columns, bOffset(i));
        addProduct(addingTo(a), aOffset(i), gradient, flipped(right), height, inner, columns);
      }
      if (b.needsGradient) {
        const left = matrix(aData, inner, aOffset(i));
        addProduct(addingTo(b), bOffset(i), flipped(left), gradient, inner, columns, height);
      }
    }
  });

  function aOffset(i: number): number {
    return shared ? 0 : placeIn(aBatch, batch, i) * height * inner;
  }
  function bOffset(i: number): number {
    return placeIn(bBatch, batch, i) * inner * columns;
  }
}

/** The axes in front of the product's matrices. */
function batchOf(a: Tensor, b: Tensor): Shape {
  checkTensor(b, "matmul", "operand");
  if (a.shape.length < 2 || b.shape.length < 2) {
    throw cannotMultiply(a, b, t("both need two axes or more", "两边都至少要有两个轴"));
  }
  const [inner, bRows] = [a.shape[a.shape.length - 1], b.shape[b.shape.length - 2]];
  if (inner !== bRows) {
    throw cannotMultiply(
      a,
      b,
      t(
        `the last length of the first, ${inner}, must equal the second last of the other, ${bRows}`,
        `前者最后一维是 ${inner}，后者倒数第二维是 ${bRows}，两者必须相等`,
      ),
    );
  }
  const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = broadcastShape(aBatch, bBatch);
  if (batch !== undefined) return batch;
  throw cannotMultiply(
    a,
    b,
    t(
      `of the axes in front of the matrices, ${shapeText(aBatch)} and ${shapeText(bBatch)}, each pair must be equal or have a 1`,
      `矩阵前面的轴是 ${shapeText(aBatch)} 和 ${shapeText(bBatch)}，每一对必须相等，或者有一个是 1`,
    ),
  );
}

function cannotMultiply(a: Tensor, b: Tensor, why: string): Error {
  const [left, right] = [shapeText(a.shape), shapeText(b.shape)];
  return new Error(
    t(`${left} cannot be multiplied by ${right}: ${why}.`, `${left} 不能与 ${right} 相乘：${why}。`),
  );
}

/** Which of the matrices [… own] stands at place i once they are stretched to [… batch]. */
function placeIn(own: Shape, batch: Shape, i: number): number {
  let [place, stride, rest] = [0, 1, i];
  for (let axis = 1; axis <= own.length; axis++) {
    const [ownLength, length] = [own[own.length - axis], batch[batch.length - axis]];
    if (ownLength > 1) place += stride * (rest % length);
    stride *= ownLength;
    rest = Math.floor(rest / length);
  }
  return place;
}

/** x · W + b in one go: x [… in], W [in × out], b [out] → [… out]. */
export function affine(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  const [inner, columns] = weight.shape;
  if (x.shape.at(-1) !== inner || bias.size !== columns) {
    throw new Error(
      t(
        `A layer from ${inner} to ${columns} numbers cannot take an input of shape ${shapeText(x.shape)}.`,
        `从 ${inner} 个数到 ${columns} 个数的层不能接收形状为 ${shapeText(x.shape)} 的输入。`,
      ),
    );
  }
  const rows = x.size / inner;
  const y = take(rows * columns);
  for (let i = 0; i < rows; i++) y.set(bias.data, i * columns);
  const [from, weights] = [matrix(x.data, inner), matrix(weight.data, columns)];
  addProduct(y, 0, from, weights, rows, columns, inner);
  return result([...x.shape.slice(0, -1), columns], y, [x, weight, bias], (g) => {
    const gradient = matrix(g, columns);
    if (x.needsGradient) addProduct(addingTo(x), 0, gradient, flipped(weights), rows, inner, columns);
    if (weight.needsGradient) addProduct(addingTo(weight), 0, flipped(from), gradient, inner, columns, rows);
    if (bias.needsGradient) {
      const gb = addingTo(bias);
      for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) gb[j] += g[i * columns + j];
    }
  });
}
