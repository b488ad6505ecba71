import {
  add,
  add4,
  addFloat,
  both,
  type Code,
  call,
  constant,
  equal,
  FunctionWriter,
  floatZero,
  less,
  load4,
  loadFloat,
  loadSplat,
  moduleOf,
  multiply,
  multiply4,
  multiplyFloat,
  notLess,
  repeatWhile,
  store4,
  storeFloat,
  subtract,
  type Variable,
  when,
} from "./wasm-assembler";

/**
 * The two loops that take the time, as WebAssembly with SIMD, written by the functions of the assembler:
 * the matrix product, and sum += factor · values.
 *
 * Of the product, C is computed in tiles of 4 rows and 8 columns, which stay in eight SIMD registers while the loop
 * runs along k. Eight columns of B are first packed side by side into a panel that fits the
 * first-level cache; packing takes B by any strides, and A is read one number at a time, along its rows or
 * across them, so that a transposed matrix is as fast as a plain one.
 */

const tileRows = 4;
const tileColumns = 8;
/** Rows of B in a panel: 512 × 8 × 4 bytes = 16 kB. */
const panelRows = 512;
const panelRowBytes = tileColumns * 4;
const panelBytes = panelRows * panelRowBytes;
/** Rows of the panel that one turn of the innermost loop takes, so that they share its counting. */
const unrolled = 4;
/** Where a tile is computed that sticks out of C on the right. */
const spillBytes = tileRows * tileColumns * 4;

/** Bytes at the beginning of the memory that the kernels work in. */
export const workspaceBytes = panelBytes + spillBytes + 16;
/** Where `addScaled` finds its factor. */
export const factorAddress = panelBytes + spillBytes;
const panel = 0;
const spill = panelBytes;

/**
 * C += A · B; addresses and strides in bytes, C row after row without gaps.
 * One of A's strides is the size of a number: its rows or its columns lie in one piece each.
 */
export type MatmulKernel = (
  a: number,
  aRowStride: number,
  aColumnStride: number,
  b: number,
  bRowStride: number,
  bColumnStride: number,
  c: number,
  rows: number,
  columns: number,
  inner: number,
) => void;

/** sum += factor · values for `count` numbers; addresses in bytes, the factor lies at `factorAddress`. */
export type AddScaledKernel = (sum: number, values: number, count: number) => void;

/** The bytes of a module that exports `matmul`, a MatmulKernel, and `addScaled`, an AddScaledKernel. */
export function kernelModule(): Uint8Array<ArrayBuffer> {
  const tile = writeTile(0, tileRows);
  const row = writeTile(1, 1);
  const pack = writePack(2);
  const copy = writeCopy(3);
  return moduleOf([tile, row, pack, copy, writeMatmul(4, { tile, row, pack, copy }), writeAddScaled(5)]);
}

/** What a tile computes with. */
interface TileRegisters {
  /** Where the loop stands in the panel. */
  readonly b: Variable;
  /** Where the panel ends, less 0, 1, 2 … of its rows. */
  readonly ends: readonly Variable[];
  readonly left: Variable;
  readonly right: Variable;
  readonly factor: Variable;
  /** Of each row of the tile, its left and its right four columns. */
  readonly sums: readonly (readonly [Variable, Variable])[];
}

/** A tile: `rows` × 8 numbers of C, raised by the product of `rows` rows of A and the panel. */
function writeTile(index: number, rows: number): FunctionWriter {
  const f = new FunctionWriter(index, `tile${rows}`, 6);
  const [a, aRowStride, aColumnStride, inner, c, cRowStride] = [0, 1, 2, 3, 4, 5].map((i) => f.parameter(i));
  const tile: TileRegisters = {
    b: f.local(),
    ends: range(unrolled).map(() => f.local()),
    left: f.local("v128"),
    right: f.local("v128"),
    factor: f.local("v128"),
    sums: range(rows).map(() => [f.local("v128"), f.local("v128")]),
  };
  const aRows = range(rows).map(() => f.local());
  const alongRows = throughPanel(
    tile,
    (k) => addPanelRow(tile, k, (r) => loadSplat(aRows[r].get, 4 * k)),
    aRows.map((row) => row.raise(constant(4 * unrolled))),
  );
  const acrossRows = throughPanel(
    tile,
    (k) => [...addPanelRow(tile, k, (r) => loadSplat(a.get, 4 * r)), a.raise(aColumnStride.get)],
    [],
  );
  const ofTile = (each: (sum: Variable, address: Code, offset: number) => Code): Code[] =>
    tile.sums.flatMap((halves, r) =>
      halves.map((sum, half) => each(sum, add(c.get, multiply(cRowStride.get, constant(r))), 16 * half)),
    );
  f.body(
    tile.b.set(constant(panel)),
    ...tile.ends.map((end, k) =>
      end.set(add(constant(panel - k * panelRowBytes), multiply(inner.get, constant(panelRowBytes)))),
    ),
    ...aRows.map((row, r) => row.set(add(a.get, multiply(aRowStride.get, constant(r))))),
    ...ofTile((sum, address, offset) => sum.set(load4(address, offset))),
    when(equal(aColumnStride.get, constant(4)), alongRows, acrossRows),
    ...ofTile((sum, address, offset) => store4(address, sum.get, offset)),
  );
  return f;
}

/** The panel's row `k` from where the loop stands, times the number of A that `factorOf` loads for each row of the tile. */
function addPanelRow(
  { b, left, right, factor, sums }: TileRegisters,
  k: number,
  factorOf: (row: number) => Code,
): Code[] {
  return [
    left.set(load4(b.get, panelRowBytes * k)),
    right.set(load4(b.get, panelRowBytes * k + 16)),
    ...sums.flatMap(([leftSum, rightSum], r) => [
      factor.set(factorOf(r)),
      leftSum.set(add4(leftSum.get, multiply4(factor.get, left.get))),
      rightSum.set(add4(rightSum.get, multiply4(factor.get, right.get))),
    ]),
  ];
}

/**
 * Row after row of the panel, a few in each turn; `next` ends a turn. Each row is guarded by a condition of its own,
 * which also ends the last turn at the right place: within one block, V8 puts all loads before the sums and runs out
 * of registers.
 */
function throughPanel({ b, ends }: TileRegisters, addRow: (k: number) => Code[], next: Code[]): Code {
  const from = (k: number): Code => [
    ...addRow(k).flat(),
    ...(k + 1 < unrolled ? when(less(b.get, ends[k + 1].get), from(k + 1)) : []),
  ];
  return repeatWhile(less(b.get, ends[0].get), from(0), ...next, b.raise(constant(panelRowBytes * unrolled)));
}

/** Copies `inner` rows of up to eight columns of B into the panel, zeros beside them. */
function writePack(index: number): FunctionWriter {
  const f = new FunctionWriter(index, "pack", 5);
  const [b, bRowStride, bColumnStride, inner, columns] = [0, 1, 2, 3, 4].map((i) => f.parameter(i));
  const to = f.local();
  const end = f.local();
  const from = f.local();
  const column = f.local();
  const toEnd = f.local();
  const nextRow: Code[] = [b.raise(bRowStride.get)];
  f.body(
    to.set(constant(panel)),
    end.set(multiply(inner.get, constant(32))),
    when(
      both(equal(columns.get, constant(tileColumns)), equal(bColumnStride.get, constant(4))),
      repeatWhile(
        less(to.get, end.get),
        store4(to.get, load4(b.get)),
        store4(to.get, load4(b.get, 16), 16),
        to.raise(constant(32)),
        ...nextRow,
      ),
      repeatWhile(
        less(to.get, end.get),
        from.set(b.get),
        toEnd.set(add(to.get, constant(32))),
        column.set(columns.get),
        repeatWhile(
          less(to.get, toEnd.get),
          when(
            less(constant(0), column.get),
            storeFloat(to.get, loadFloat(from.get)),
            storeFloat(to.get, floatZero),
          ),
          to.raise(constant(4)),
          from.raise(bColumnStride.get),
          column.raise(constant(-1)),
        ),
        ...nextRow,
      ),
    ),
  );
  return f;
}

/** Copies `rows` × `columns` numbers. */
function writeCopy(index: number): FunctionWriter {
  const f = new FunctionWriter(index, "copy", 6);
  const [from, fromStride, to, toStride, rows, columns] = [0, 1, 2, 3, 4, 5].map((i) => f.parameter(i));
  const offset = f.local();
  const end = f.local();
  f.body(
    end.set(multiply(columns.get, constant(4))),
    repeatWhile(
      less(constant(0), rows.get),
      offset.set(constant(0)),
      repeatWhile(
        less(offset.get, end.get),
        storeFloat(add(to.get, offset.get), loadFloat(add(from.get, offset.get))),
        offset.raise(constant(4)),
      ),
      from.raise(fromStride.get),
      to.raise(toStride.get),
      rows.raise(constant(-1)),
    ),
  );
  return f;
}

interface Parts {
  readonly tile: FunctionWriter;
  readonly row: FunctionWriter;
  readonly pack: FunctionWriter;
  readonly copy: FunctionWriter;
}

function writeMatmul(index: number, { tile, row, pack, copy }: Parts): FunctionWriter {
  const f = new FunctionWriter(index, "matmul", 10);
  const parameters = range(10).map((i) => f.parameter(i));
  const [a, aRowStride, aColumnStride, b, bRowStride, bColumnStride, c, rows, columns, inner] = parameters;
  const cRowStride = f.local();
  const innerLeft = f.local();
  const depth = f.local();
  const columnsLeft = f.local();
  const width = f.local();
  const rowsLeft = f.local();
  const bHere = f.local();
  const cHere = f.local();
  const aTile = f.local();
  const cTile = f.local();

  const oneTile = (part: FunctionWriter, height: number): Code[] => [
    when(
      equal(width.get, constant(tileColumns)),
      call(part, aTile.get, aRowStride.get, aColumnStride.get, depth.get, cTile.get, cRowStride.get),
      [
        ...call(copy, cTile.get, cRowStride.get, constant(spill), constant(32), constant(height), width.get),
        ...call(part, aTile.get, aRowStride.get, aColumnStride.get, depth.get, constant(spill), constant(32)),
        ...call(copy, constant(spill), constant(32), cTile.get, cRowStride.get, constant(height), width.get),
      ],
    ),
    aTile.raise(multiply(aRowStride.get, constant(height))),
    cTile.raise(multiply(cRowStride.get, constant(height))),
    rowsLeft.raise(constant(-height)),
  ];

  f.body(
    cRowStride.set(multiply(columns.get, constant(4))),
    innerLeft.set(inner.get),
    repeatWhile(
      less(constant(0), innerLeft.get),
      setMinimum(depth, innerLeft.get, panelRows),
      columnsLeft.set(columns.get),
      bHere.set(b.get),
      cHere.set(c.get),
      repeatWhile(
        less(constant(0), columnsLeft.get),
        setMinimum(width, columnsLeft.get, tileColumns),
        call(pack, bHere.get, bRowStride.get, bColumnStride.get, depth.get, width.get),
        rowsLeft.set(rows.get),
        aTile.set(a.get),
        cTile.set(cHere.get),
        repeatWhile(notLess(rowsLeft.get, constant(tileRows)), ...oneTile(tile, tileRows)),
        repeatWhile(less(constant(0), rowsLeft.get), ...oneTile(row, 1)),
        bHere.raise(multiply(bColumnStride.get, constant(tileColumns))),
        cHere.raise(constant(4 * tileColumns)),
        columnsLeft.set(subtract(columnsLeft.get, width.get)),
      ),
      a.raise(multiply(aColumnStride.get, depth.get)),
      b.raise(multiply(bRowStride.get, depth.get)),
      innerLeft.set(subtract(innerLeft.get, depth.get)),
    ),
  );
  return f;
}

function writeAddScaled(index: number): FunctionWriter {
  const f = new FunctionWriter(index, "addScaled", 3);
  const [sum, values, count] = [0, 1, 2].map((i) => f.parameter(i));
  const factor = f.local("v128");
  f.body(
    factor.set(loadSplat(constant(factorAddress))),
    repeatWhile(
      notLess(count.get, constant(4)),
      store4(sum.get, add4(load4(sum.get), multiply4(factor.get, load4(values.get)))),
      sum.raise(constant(16)),
      values.raise(constant(16)),
      count.raise(constant(-4)),
    ),
    repeatWhile(
      less(constant(0), count.get),
      storeFloat(
        sum.get,
        addFloat(
          loadFloat(sum.get),
          multiplyFloat(loadFloat(constant(factorAddress)), loadFloat(values.get)),
        ),
      ),
      sum.raise(constant(4)),
      values.raise(constant(4)),
      count.raise(constant(-1)),
    ),
  );
  return f;
}

function setMinimum(variable: Variable, value: Code, most: number): Code {
  return [...variable.set(value), ...when(less(constant(most), variable.get), variable.set(constant(most)))];
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
