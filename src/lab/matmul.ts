import { addProduct, flipped, matrix } from "./product";
import { sameShape, shapeText, sizeOf } from "./shape";
import { take, takeZeros } from "./storage";
import { addingTo, result, type Tensor } from "./tensor";
import { t } from "./text";

/**
 * [… m×k] · [… k×n] → [… m×n]. Leading axes must be equal, or missing on the right-hand side.
 * Gradients: ∂L/∂A = G · Bᵀ and ∂L/∂B = Aᵀ · G.
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const [rows, inner] = a.shape.slice(-2);
  const [bRows, columns] = b.shape.slice(-2);
  const batch = a.shape.slice(0, -2);
  const shared = b.shape.length === 2;
  if (
    a.shape.length < 2 ||
    b.shape.length < 2 ||
    inner !== bRows ||
    !(shared || sameShape(batch, b.shape.slice(0, -2)))
  ) {
    throw new Error(
      t(
        `${shapeText(a.shape)} cannot be multiplied by ${shapeText(b.shape)}: the last length of the first must equal the second last of the other.`,
        `${shapeText(a.shape)} 不能与 ${shapeText(b.shape)} 相乘：前者最后一个轴的长度必须等于后者倒数第二个轴的长度。`,
      ),
    );
  }
  // With one matrix on the right, all rows on the left are one tall matrix.
  const count = shared ? 1 : sizeOf(batch);
  const height = shared ? sizeOf(batch) * rows : rows;
  const [aData, bData] = [a.data, b.data];
  const c = takeZeros(count * height * columns);
  for (let i = 0; i < count; i++) {
    addProduct(c, i * height * columns, aAt(i), bAt(i), height, columns, inner);
  }
  return result([...batch, rows, columns], c, [a, b], (g) => {
    for (let i = 0; i < count; i++) {
      const gradient = matrix(g, columns, i * height * columns);
      if (a.needsGradient) {
        addProduct(addingTo(a), i * height * inner, gradient, flipped(bAt(i)), height, inner, columns);
      }
      if (b.needsGradient) {
        addProduct(addingTo(b), i * inner * columns, flipped(aAt(i)), gradient, inner, columns, height);
      }
    }
  });

  function aAt(i: number) {
    return matrix(aData, inner, i * height * inner);
  }
  function bAt(i: number) {
    return matrix(bData, columns, i * inner * columns);
  }
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
