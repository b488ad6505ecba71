import { factorAddress } from "./kernels";
import { type Floats, type Kernel, keep, kernel } from "./storage";

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
  if (engine === undefined || !multiplyFast(engine, c, offset, a, b, rows, columns, inner)) {
    multiplyPlain(c, offset, a, b, rows, columns, inner);
  }
}

/** False when an operand does not fit into the kernel's memory. */
function multiplyFast(
  { matmul, buffer }: Kernel,
  c: Floats,
  offset: number,
  a: MatrixView,
  b: MatrixView,
  rows: number,
  columns: number,
  inner: number,
): boolean {
  const aAddress = addressOf(buffer, 0, a, rows, inner);
  const bAddress = addressOf(buffer, 1, b, inner, columns);
  if (aAddress === undefined || bAddress === undefined) return false;
  const place = c.buffer === buffer ? undefined : stagingFor(buffer, 2, rows * columns);
  if (c.buffer !== buffer && place === undefined) return false;
  place?.set(c.subarray(offset, offset + rows * columns));
  matmul(
    aAddress,
    4 * a.rowStride,
    4 * a.columnStride,
    bAddress,
    4 * b.rowStride,
    4 * b.columnStride,
    place?.byteOffset ?? c.byteOffset + 4 * offset,
    rows,
    columns,
    inner,
  );
  if (place !== undefined) c.set(place.subarray(0, rows * columns), offset);
  return true;
}

/** Where the kernel finds the matrix; it is copied there if it lies elsewhere. */
function addressOf(
  buffer: ArrayBuffer,
  operand: number,
  { data, offset, rowStride, columnStride }: MatrixView,
  rows: number,
  columns: number,
): number | undefined {
  if (data.buffer === buffer) return data.byteOffset + 4 * offset;
  const extent = (rows - 1) * rowStride + (columns - 1) * columnStride + 1;
  const place = stagingFor(buffer, operand, extent);
  place?.set(data.subarray(offset, offset + extent));
  return place?.byteOffset;
}

const staging: (Floats | undefined)[] = [];

/** Kernel memory for one operand that lies elsewhere; grows with the largest one. */
function stagingFor(buffer: ArrayBuffer, operand: number, length: number): Floats | undefined {
  const place = staging[operand];
  if (place !== undefined && place.length >= length) return place;
  const larger = keep(Math.max(length, 2 * (place?.length ?? 512)));
  if (larger.buffer !== buffer) return undefined;
  staging[operand] = larger;
  return larger;
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
