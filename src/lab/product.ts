import { factorAddress } from "./kernels";
import { type Floats, type Kernel, kernel } from "./storage";

/** Shorter sums are not worth the call. */
const shortest = 64;

/** sum += factor · values; as for `addProduct`, the kernel changes the speed and not the bits. */
export function addTimes(sum: Floats, values: Floats, factor: number): void {
  if (sum instanceof Float64Array) {
    for (let i = 0; i < sum.length; i++) sum[i] += factor * values[i];
    return;
  }
  const engine = sum.length < shortest ? undefined : kernel();
  if (engine !== undefined && sum.buffer === engine.buffer && values.buffer === engine.buffer) {
    factorIn(engine)[0] = factor;
    engine.addScaled(sum.byteOffset, values.byteOffset, sum.length);
    return;
  }
  const single = Math.fround(factor);
  for (let i = 0; i < sum.length; i++) sum[i] += Math.fround(single * values[i]);
}

let factorPlace: Float32Array | undefined;

function factorIn({ buffer }: Kernel): Float32Array {
  factorPlace ??= new Float32Array(buffer, factorAddress, 1);
  return factorPlace;
}

/**
 * A matrix inside an array: element (i, j) is data[offset + i · rowStride + j · columnStride].
 * One of the strides is 1: `matrix` makes it, and `flipped` swaps the two.
 */
export interface MatrixView {
  readonly data: Floats;
  readonly offset: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** Row after row from `offset` on. */
export function matrix(data: Floats, columns: number, offset = 0): MatrixView {
  return { data, offset, rowStride: columns, columnStride: 1 };
}

/** The transpose, without moving a number. */
export function flipped(view: MatrixView): MatrixView {
  return { ...view, rowStride: view.columnStride, columnStride: view.rowStride };
}

/**
 * C += A · B with A [rows × inner], B [inner × columns] and C [rows × columns] in `c` from `offset` on.
 * The kernel and the plain version round alike: which of them runs does not change a bit.
 */
export function addProduct(
  c: Floats,
  offset: number,
  a: MatrixView,
  b: MatrixView,
  rows: number,
  columns: number,
  inner: number,
): void {
  if (rows === 0 || columns === 0 || inner === 0) return;
  const engine = c instanceof Float32Array ? kernel() : undefined;
  if (engine === undefined) multiplyPlain(c, offset, a, b, rows, columns, inner);
  else multiplyStaged(engine, c, offset, a, b, rows, columns, inner);
}

/**
 * With the kernel, which finds operands that lie elsewhere at their staging places. What is too large for those is
 * halved, along the axis that the operand has from block to block.
 */
function multiplyStaged(
  engine: Kernel,
  c: Floats,
  offset: number,
  a: MatrixView,
  b: MatrixView,
  rows: number,
  columns: number,
  inner: number,
): void {
  const aFits = fits(engine, 0, a.data, extentOf(a, rows, inner));
  const bFits = fits(engine, 1, b.data, extentOf(b, inner, columns));
  if (aFits && bFits && fits(engine, 2, c, rows * columns)) {
    multiplyFast(engine, c, offset, a, b, rows, columns, inner);
    return;
  }
  const halveInner = (!aFits && a.rowStride === 1) || (!bFits && b.columnStride === 1);
  const half = Math.floor((halveInner ? inner : rows) / 2);
  // A second matrix whose columns lie in one piece each would have to be cut between the columns of C.
  if (half === 0 || (!bFits && b.columnStride !== 1)) {
    multiplyPlain(c, offset, a, b, rows, columns, inner);
  } else if (halveInner) {
    multiplyStaged(engine, c, offset, a, b, rows, columns, half);
    const [aRest, bRest] = [moved(a, half * a.columnStride), moved(b, half * b.rowStride)];
    multiplyStaged(engine, c, offset, aRest, bRest, rows, columns, inner - half);
  } else {
    multiplyStaged(engine, c, offset, a, b, half, columns, inner);
    const aRest = moved(a, half * a.rowStride);
    multiplyStaged(engine, c, offset + half * columns, aRest, b, rows - half, columns, inner);
  }
}

function fits({ buffer, staging }: Kernel, operand: number, data: Floats, extent: number): boolean {
  return data.buffer === buffer || extent <= staging[operand].length;
}

/** From the matrix's first number to its last. */
function extentOf({ rowStride, columnStride }: MatrixView, rows: number, columns: number): number {
  return (rows - 1) * rowStride + (columns - 1) * columnStride + 1;
}

/** The same view, starting that many numbers further on. */
function moved(view: MatrixView, distance: number): MatrixView {
  return { ...view, offset: view.offset + distance };
}

function multiplyFast(
  engine: Kernel,
  c: Floats,
  offset: number,
  a: MatrixView,
  b: MatrixView,
  rows: number,
  columns: number,
  inner: number,
): void {
  const place = c.buffer === engine.buffer ? undefined : engine.staging[2];
  place?.set(c.subarray(offset, offset + rows * columns));
  engine.matmul(
    addressOf(engine, 0, a, rows, inner),
    4 * a.rowStride,
    4 * a.columnStride,
    addressOf(engine, 1, b, inner, columns),
    4 * b.rowStride,
    4 * b.columnStride,
    place?.byteOffset ?? c.byteOffset + 4 * offset,
    rows,
    columns,
    inner,
  );
  if (place !== undefined) c.set(place.subarray(0, rows * columns), offset);
}

/** Where the kernel finds the matrix; it is copied there if it lies elsewhere. */
function addressOf(
  { buffer, staging }: Kernel,
  operand: number,
  view: MatrixView,
  rows: number,
  columns: number,
): number {
  const { data, offset } = view;
  if (data.buffer === buffer) return data.byteOffset + 4 * offset;
  const place = staging[operand];
  place.set(data.subarray(offset, offset + extentOf(view, rows, columns)));
  return place.byteOffset;
}

function multiplyPlain(
  c: Floats,
  offset: number,
  a: MatrixView,
  b: MatrixView,
  rows: number,
  columns: number,
  inner: number,
): void {
  const bRows = b.columnStride === 1 ? b : straightened(b, inner, columns);
  const single = c instanceof Float32Array;
  for (let i = 0; i < rows; i++) {
    const row = offset + i * columns;
    for (let k = 0; k < inner; k++) {
      const factor = a.data[a.offset + i * a.rowStride + k * a.columnStride];
      const from = bRows.offset + k * bRows.rowStride;
      const values = bRows.data;
      if (single) for (let j = 0; j < columns; j++) c[row + j] += Math.fround(factor * values[from + j]);
      else for (let j = 0; j < columns; j++) c[row + j] += factor * values[from + j];
    }
  }
}

/** The same matrix with its rows in one piece each. */
function straightened(view: MatrixView, rows: number, columns: number): MatrixView {
  const { data, offset, rowStride, columnStride } = view;
  const straight =
    data instanceof Float32Array ? new Float32Array(rows * columns) : new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++)
      straight[i * columns + j] = data[offset + i * rowStride + j * columnStride];
  }
  return matrix(straight, columns);
}
