import { type AddScaledKernel, kernelModule, type MatmulKernel, workspaceBytes } from "./kernels";
import { t } from "./text";

/**
 * Where the numbers of tensors live.
 * What is made inside `scope` goes back to a pool at its end, so that a training loop uses the same
 * memory again and again. What is made outside is left to the garbage collector.
 */

export type Floats = Float32Array | Float64Array;

/** Numbers of one tensor at most: 256 MB. */
const longest = 2 ** 26;
/** Bytes in the kernel's memory and in the pool at most: more would end the page together with the run. */
const mostBytes = 2 ** 29;
/** Memory that the WebAssembly kernel reads and writes without copying; reserved at once, used as needed. */
const kernelPages = 2048;
/** Numbers of one operand that pass through the kernel's memory at a time: 4 MB. */
const stagedNumbers = 2 ** 20;

/** The part of the WebAssembly interface that is used here; the language's own types do not have it. */
interface WebAssemblyInterface {
  Memory: new (options: { initial: number }) => { readonly buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: object) => { readonly exports: Kernels };
}

interface Kernels {
  readonly matmul: MatmulKernel;
  readonly addScaled: AddScaledKernel;
}

/** The fast loops and the memory that they work in. */
export interface Kernel extends Kernels {
  readonly buffer: ArrayBuffer;
  /** For each operand of a product, where it is copied to if it lies elsewhere: kept free, however full the memory is. */
  readonly staging: readonly Float32Array[];
}

/** What is made in a scope. */
export interface Releasable {
  /** Gives its memory back: its scope ends. */
  release(): void;
  /** Stays although its scope ends: for the scope around it, or for good where there is none. */
  stay(forGood: boolean): void;
}

let double = false;
let started: { readonly kernel: Kernel | undefined } | undefined;
let nextFree = workspaceBytes + 3 * 4 * stagedNumbers;
let scopeItems: Releasable[] | undefined;
let allocated = 0;
let held = 0;
const pool = new Map<number, Floats[]>();
const indexPool = new Map<number, Int32Array[]>();

/** The kernel, started when it is first needed; undefined where WebAssembly is missing or refused. */
export function kernel(): Kernel | undefined {
  started ??= { kernel: startKernel() };
  return started.kernel;
}

function startKernel(): Kernel | undefined {
  try {
    const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyInterface })
      .WebAssembly;
    const memory = new Memory({ initial: kernelPages });
    const { matmul, addScaled } = new Instance(new Module(kernelModule()), { memory: { memory } }).exports;
    const { buffer } = memory;
    const staging = [0, 1, 2].map(
      (operand) => new Float32Array(buffer, workspaceBytes + operand * 4 * stagedNumbers, stagedNumbers),
    );
    return { matmul, addScaled, buffer, staging };
  } catch {
    return undefined;
  }
}

/** Does the work without the kernel, as where WebAssembly is missing. */
export function withoutKernel<T>(work: () => T): T {
  const before = started;
  started = { kernel: undefined };
  try {
    return work();
  } finally {
    started = before;
  }
}

/** Does the work with 64-bit numbers: slower, for checking gradients. */
export function inDoublePrecision<T>(work: () => T): T {
  const before = double;
  double = true;
  try {
    return work();
  } finally {
    double = before;
  }
}

/** Numbers for as long as the scope lasts; what is in them is left from their last use. */
export function take(length: number): Floats {
  if (scopeItems === undefined || double) return plain(length);
  return pool.get(length)?.pop() ?? inKernelMemory(length) ?? forPool(length);
}

/** As `take`, all zero. */
export function takeZeros(length: number): Floats {
  return take(length).fill(0);
}

/**
 * Zeros that are never given back, such as a parameter's: inside the kernel's memory while there is room, and left to
 * the garbage collector beyond.
 */
export function keep(length: number): Floats {
  return (double ? undefined : inKernelMemory(length)) ?? plain(length);
}

/** Undefined where there is no room, or no kernel. */
function inKernelMemory(length: number): Floats | undefined {
  const buffer = kernel()?.buffer;
  if (buffer === undefined || nextFree + 4 * length > buffer.byteLength) return undefined;
  hold(4 * length);
  const floats = new Float32Array(buffer, nextFree, length);
  // Aligned to 16 bytes, the width of a SIMD register.
  nextFree += Math.ceil(length / 4) * 16;
  return floats;
}

function forPool(length: number): Floats {
  hold(4 * length);
  return plain(length);
}

/** Counts memory that comes into use and is not left to the garbage collector. */
function hold(bytes: number): void {
  if (held + bytes > mostBytes) {
    throw new Error(
      t("The tensors of this demo need more than 512 MB.", "这个演示的张量需要超过 512 MB 内存。"),
    );
  }
  allocated += 1;
  held += bytes;
}

/** Gives back what `take` gave; only while a scope lasts or ends. */
export function giveBack(floats: Floats): void {
  if (floats instanceof Float64Array) return;
  const free = pool.get(floats.length);
  if (free === undefined) pool.set(floats.length, [floats]);
  else free.push(floats);
}

/** Places of numbers within a tensor, for as long as the scope lasts; what is in them is left from their last use. */
export function takeIndices(length: number): Int32Array {
  if (scopeItems === undefined) return new Int32Array(length);
  const used = indexPool.get(length)?.pop();
  if (used !== undefined) return used;
  hold(4 * length);
  return new Int32Array(length);
}

/** Gives back what `takeIndices` gave; outside a scope the garbage collector has them. */
export function giveBackIndices(indices: Int32Array): void {
  if (scopeItems === undefined) return;
  const free = indexPool.get(indices.length);
  if (free === undefined) indexPool.set(indices.length, [indices]);
  else free.push(indices);
}

/** How often memory was asked for that was not in the pool. */
export function allocations(): number {
  return allocated;
}

/** Remembers what is to be released at the end of the innermost scope; false outside of scopes. */
export function remember(item: Releasable): boolean {
  scopeItems?.push(item);
  return scopeItems !== undefined;
}

export function insideScope(): boolean {
  return scopeItems !== undefined;
}

/**
 * Does the work and releases everything that it made, except what `kept` finds in its result.
 * Scopes can be nested; what is kept belongs to the outer one. What was made before the scope is left alone.
 */
export function runScope<T>(work: () => T, kept: (result: T) => readonly Releasable[]): T {
  const outer = scopeItems;
  const items: Releasable[] = [];
  scopeItems = items;
  let staying: readonly Releasable[] = [];
  try {
    const result = work();
    const found = kept(result).filter((item) => items.includes(item));
    // Before anything is given back: they may have to copy numbers of others.
    for (const item of found) item.stay(outer === undefined);
    staying = found;
    return result;
  } finally {
    for (const item of items) if (!staying.includes(item)) item.release();
    scopeItems = outer;
    for (const item of staying) outer?.push(item);
  }
}

/** Zeros that the garbage collector takes back. */
export function plain(length: number): Floats {
  if (length > longest) {
    throw new Error(
      t(
        `A tensor of ${length} numbers is too large for a demo.`,
        `含 ${length} 个数的张量对演示来说太大了。`,
      ),
    );
  }
  return double ? new Float64Array(length) : new Float32Array(length);
}
