import * as elementwise from "./elementwise";
import { formatValue, printed } from "./format";
import { matmul } from "./matmul";
import * as movement from "./movement";
import * as reductions from "./reductions";
import { type Shape, shapeText, sizeOf, wrongCount } from "./shape";
import {
  type Floats,
  giveBack,
  giveBackIndices,
  keep,
  plain,
  remember,
  runScope,
  take,
  takeZeros,
} from "./storage";
import { t } from "./text";

/** How a tensor was made, for the way back. */
export interface History {
  readonly parents: readonly Tensor[];
  /** Adds to the parents' gradients what this tensor's gradient contributes. */
  back(gradient: Floats): void;
  /** Places that `back` reads. */
  readonly indices?: Int32Array;
}

/** Where the way back to the parameters was cut. */
type Cut = "scope" | "withoutGradients" | "detach";

/** Numbers in nested arrays, as deep as the shape is long. */
export type Nested = number | readonly Nested[];

let recording = true;
let made = 0;

/**
 * Numbers in a grid, row-major, that know how they were computed: `loss.backward()` fills `grad` of
 * every parameter that `loss` depends on (reverse-mode differentiation).
 */
export class Tensor {
  /** How many numbers it holds. */
  readonly size: number;
  /** ∂loss/∂this after `backward()`, same length as `data`. */
  gradient: Floats | undefined;
  /** Whether `backward()` has to find its gradient. @internal */
  needsGradient = false;
  /** How it was computed. @internal */
  history: History | undefined;
  /** Why no gradient is needed, although there were parameters among its ancestors. @internal */
  cut: Cut | undefined;
  /** Tensors are numbered as they are made, so parents have smaller numbers than children. @internal */
  readonly number: number;
  #data: Floats | undefined;
  #ownsData = false;
  #inScope: boolean;
  #permanent = false;

  /** @param data row-major, as many numbers as the shape says; neither is copied: `tensor()` does that */
  constructor(
    /** Length of each axis; empty for a single number. */
    readonly shape: Shape,
    data: Floats,
  ) {
    this.size = sizeOf(shape);
    if (data.length !== this.size) throw wrongCount(data.length, shape);
    this.#data = data;
    this.number = made++;
    this.#inScope = remember(this);
  }

  /**
   * The numbers themselves, row-major; changing them changes the tensor. Of a tensor made inside a scope or a training
   * step this memory is used again afterwards: what is to be kept is copied, by `data.slice()` or `toArray()`.
   */
  get data(): Floats {
    if (this.#data === undefined) {
      throw new Error(
        t(
          "This tensor was made inside a training step and is gone with it: read it there, or return it from scope().",
          "这个张量是在训练步骤内部创建的，已随之释放：请在其中读取，或从 scope() 返回它。",
        ),
      );
    }
    return this.#data;
  }

  /** ∂loss/∂this after `backward()`, sharing its numbers with `gradient`; undefined where no gradient arrived. */
  get grad(): Tensor | undefined {
    return this.gradient && sharing(this.shape, this.gradient);
  }

  /** The only number of a tensor of size 1. */
  item(): number {
    if (this.size !== 1)
      throw new Error(
        t(
          `item() wants a tensor of one number; this one has shape ${shapeText(this.shape)}.`,
          `只有一个数的张量才能用 item()，这个张量的形状是 ${shapeText(this.shape)}。`,
        ),
      );
    return this.data[0];
  }

  /** The numbers as nested arrays, as deep as the shape is long. */
  toArray<T extends Nested = Nested>(): T {
    return nest(this.data, this.shape, 0, 0) as T;
  }

  /** The rows of a matrix as plain arrays. */
  rows(): number[][] {
    if (this.shape.length !== 2)
      throw new Error(
        t(
          `rows() wants a matrix; this tensor has shape ${shapeText(this.shape)}.`,
          `只有矩阵才能用 rows()，这个张量的形状是 ${shapeText(this.shape)}。`,
        ),
      );
    return this.toArray<number[][]>();
  }

  // ---- element by element; the other operand may be a number, or stretch (broadcast)

  /** this + other, element by element. */
  add(other: Tensor | number): Tensor {
    return elementwise.add(this, other);
  }
  /** this − other, element by element. */
  sub(other: Tensor | number): Tensor {
    return elementwise.sub(this, other);
  }
  /** this · other, element by element; the matrix product is `matmul`. */
  mul(other: Tensor | number): Tensor {
    return elementwise.mul(this, other);
  }
  /** this ÷ other, element by element. */
  div(other: Tensor | number): Tensor {
    return elementwise.div(this, other);
  }
  /** −x of each element. */
  neg(): Tensor {
    return elementwise.scale(this, -1);
  }
  /** x to that power, of each element. */
  pow(exponent: number): Tensor {
    return elementwise.pow(this, exponent);
  }
  /** x² of each element. */
  square(): Tensor {
    return elementwise.square(this);
  }
  /** √x of each element. */
  sqrt(): Tensor {
    return elementwise.sqrt(this);
  }
  /** eˣ of each element. */
  exp(): Tensor {
    return elementwise.exp(this);
  }
  /** Natural logarithm of each element. */
  log(): Tensor {
    return elementwise.log(this);
  }
  /** Sine of each element, in radians. */
  sin(): Tensor {
    return elementwise.sin(this);
  }
  /** Cosine of each element, in radians. */
  cos(): Tensor {
    return elementwise.cos(this);
  }
  /** |x| of each element. */
  abs(): Tensor {
    return elementwise.abs(this);
  }
  /** Values below `low` become `low`, above `high` become `high`. */
  clamp(low: number, high: number): Tensor {
    return elementwise.clamp(this, low, high);
  }

  /** The larger of this and other, element by element; the largest number of one tensor is `max`. */
  maximum(other: Tensor | number): Tensor {
    return elementwise.maximum(this, other);
  }
  /** The smaller of this and other, element by element; the smallest number of one tensor is `min`. */
  minimum(other: Tensor | number): Tensor {
    return elementwise.minimum(this, other);
  }
  /** 1 where this > other, 0 elsewhere: a condition for `where`, without gradient. */
  greater(other: Tensor | number): Tensor {
    return elementwise.greater(this, other);
  }
  /** 1 where this < other, 0 elsewhere: a condition for `where`, without gradient. */
  less(other: Tensor | number): Tensor {
    return elementwise.less(this, other);
  }

  // ---- activations

  /** max(x, 0) of each element; the slope at 0 is 0. */
  relu(): Tensor {
    return elementwise.relu(this);
  }
  /** x where it is positive, slope · x elsewhere; the slope is 0.01 if not given. */
  leakyRelu(slope = 0.01): Tensor {
    return elementwise.leakyRelu(this, slope);
  }
  /** x where it is positive, α (eˣ − 1) elsewhere (Clevert et al. 2015); α is 1 if not given. */
  elu(alpha = 1): Tensor {
    return elementwise.elu(this, alpha);
  }
  /** 1 ÷ (1 + e⁻ˣ), between 0 and 1. */
  sigmoid(): Tensor {
    return elementwise.sigmoid(this);
  }
  /** (eˣ − e⁻ˣ) ÷ (eˣ + e⁻ˣ), between −1 and 1. */
  tanh(): Tensor {
    return elementwise.tanh(this);
  }
  /** log(1 + eˣ), a smooth form of `relu`. */
  softplus(): Tensor {
    return elementwise.softplus(this);
  }
  /** x · sigmoid(x), also called Swish. */
  silu(): Tensor {
    return elementwise.silu(this);
  }
  /** x · Φ(x), nearly: ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))) (Hendrycks & Gimpel 2016). */
  gelu(): Tensor {
    return elementwise.gelu(this);
  }
  /** eˣ divided by its sum along the axis, the last one if not given: positive numbers that add up to 1. */
  softmax(axis = -1): Tensor {
    return reductions.softmax(this, axis);
  }
  /** log softmax(x) along the axis, the last one if not given; nothing overflows. */
  logSoftmax(axis = -1): Tensor {
    return reductions.logSoftmax(this, axis);
  }

  // ---- along an axis, or over all numbers; `keepAxis` leaves an axis of length 1 behind

  /** The sum along an axis, or of all numbers. */
  sum(axis?: number, keepAxis = false): Tensor {
    return reductions.sum(this, axis, keepAxis);
  }
  /** The mean along an axis, or of all numbers. */
  mean(axis?: number, keepAxis = false): Tensor {
    return reductions.mean(this, axis, keepAxis);
  }
  /**
   * The largest number along an axis, or of all; NaN where there is one. Of several equal ones, the first gets the
   * gradient.
   * @throws Error when there are no numbers to compare
   */
  max(axis?: number, keepAxis = false): Tensor {
    return reductions.max(this, axis, keepAxis);
  }
  /**
   * The smallest number along an axis, or of all; NaN where there is one. Of several equal ones, the first gets the
   * gradient.
   * @throws Error when there are no numbers to compare
   */
  min(axis?: number, keepAxis = false): Tensor {
    return reductions.min(this, axis, keepAxis);
  }
  /** Mean squared distance from the mean (divided by n, not n − 1). */
  variance(axis?: number, keepAxis = false): Tensor {
    return reductions.variance(this, axis, keepAxis);
  }
  /** Standard deviation, the root of the variance (divided by n, not n − 1). */
  std(axis?: number, keepAxis = false): Tensor {
    return reductions.std(this, axis, keepAxis);
  }
  /**
   * Index of the largest number along the axis, the last one if not given: of several equal ones the first.
   * One flat list for all other axes, row-major: [2×3×4] gives 6 indices.
   */
  argmax(axis = -1): number[] {
    return reductions.argmax(this, axis);
  }

  // ---- products

  /**
   * Matrix product of the last two axes: [… m×k] · [… k×n] → [… m×n]. The axes in front are equal, or stretch
   * (broadcast): [8×4×2×3] · [3×5] → [8×4×2×5].
   * @throws Error when the lengths do not fit
   */
  matmul(other: Tensor): Tensor {
    return matmul(this, other);
  }

  // ---- other shapes

  /**
   * The same numbers, shared and not copied, in another shape, as `reshape(2, 3)` or `reshape([2, 3])`; one length may
   * be −1 and is then found.
   */
  reshape(...shape: number[] | [Shape]): Tensor {
    return movement.reshape(this, listed(shape));
  }
  /** Takes the axis away if its length is 1; without `axis`, takes all axes of length 1 away. */
  squeeze(axis?: number): Tensor {
    return movement.squeeze(this, axis);
  }
  /** A new axis of length 1: axis 0 makes [1 × 3] of [3], axis −1 makes [3 × 1]. */
  unsqueeze(axis: number): Tensor {
    return movement.unsqueeze(this, axis);
  }
  /** Swaps two axes, the last two if not told otherwise. */
  transpose(first = -2, second = -1): Tensor {
    return movement.transpose(this, first, second);
  }
  /** Axis i of the result is axis order[i] of this, as `permute(1, 0)` or `permute([1, 0])`. */
  permute(...order: number[] | [readonly number[]]): Tensor {
    return movement.permute(this, listed(order));
  }
  /** From `start` up to, but not including, `end` along the axis. */
  slice(start: number, end: number, axis = 0): Tensor {
    return movement.slice(this, start, end, axis);
  }
  /**
   * The entries with these indices along the axis, the first one by default, in this order; an index may come more
   * than once. Four indices make [4 × 3] of [10 × 3]; along axis 1, [10 × 4].
   */
  gather(indices: ArrayLike<number>, axis = 0): Tensor {
    return movement.gather(this, indices, axis);
  }
  /** From row i of a matrix the number in column indices[i]: [rows × columns] becomes [rows]. */
  pick(indices: ArrayLike<number>): Tensor {
    return movement.pick(this, indices);
  }
  /** Repeats along axes of length 1, and along new axes in front. */
  broadcastTo(shape: Shape): Tensor {
    return movement.broadcastTo(this, shape);
  }

  /** The same numbers, shared and not copied, without their history: no gradient flows back through it. */
  detach(): Tensor {
    const detached = sharing(this.shape, this.data);
    if (this.needsGradient) detached.cut = "detach";
    return detached;
  }

  /**
   * Finds ∂this/∂x for every parameter x that this number was computed from, and for every step between. It is
   * x.grad then; only parameters add it to what they had. Call an optimiser's `zeroGrad()` before, or let its
   * `minimise()` do that.
   * @throws Error when this is more than one number, or when no parameter can be reached from it
   */
  backward(): void {
    if (this.size !== 1) {
      throw new Error(
        t(
          `backward() starts from one number, usually the loss; this tensor has shape ${shapeText(this.shape)}.`,
          `backward() 要从一个数（通常是损失）出发，这里的形状是 ${shapeText(this.shape)}。`,
        ),
      );
    }
    if (!this.needsGradient) throw noWayBack(this.cut);
    const order = ancestors(this);
    for (const node of order) if (node.history !== undefined) node.gradient?.fill(0);
    addingTo(this)[0] = 1;
    for (const node of order) {
      if (node.history !== undefined && node.gradient !== undefined) node.history.back(node.gradient);
    }
  }

  /** Makes this a parameter: `backward()` will fill its gradient. Its memory is never reused. */
  becomeParameter(): this {
    this.needsGradient = true;
    this.#permanent = true;
    return this;
  }

  /** Whether its memory is never given back. @internal */
  get permanent(): boolean {
    return this.#permanent;
  }

  /** The numbers came from the pool: they are given back with this tensor. @internal */
  owning(): this {
    this.#ownsData = true;
    return this;
  }

  /** Marks the numbers as belonging to another tensor, which gives them back. @internal */
  borrowed(): this {
    this.#ownsData = false;
    return this;
  }

  /** Zeros that last as long as this tensor. @internal */
  zerosBeside(): Floats {
    if (this.#permanent) return keep(this.size);
    return this.#inScope ? takeZeros(this.size) : plain(this.size);
  }

  /** Gives the memory back; the numbers are gone then. @internal */
  release(): void {
    if (this.#permanent || this.#data === undefined) return;
    if (this.#ownsData) giveBack(this.#data);
    if (this.gradient !== undefined) giveBack(this.gradient);
    this.#data = undefined;
    this.gradient = undefined;
    this.#forget();
  }

  /** Outlives its scope with numbers of its own; what it was computed from goes with the scope. @internal */
  stay(forGood: boolean): void {
    if (this.history !== undefined) this.cut = "scope";
    this.#forget();
    if (this.#permanent) return;
    if (forGood) this.#leavePool();
    else if (!this.#ownsData) {
      const copy = take(this.size);
      copy.set(this.data);
      this.#data = copy;
      this.#ownsData = true;
    }
  }

  /** Into arrays that the garbage collector takes back. */
  #leavePool(): void {
    const [data, gradient] = [this.data, this.gradient];
    this.#data = data.slice();
    this.gradient = gradient?.slice();
    if (this.#ownsData) giveBack(data);
    if (gradient !== undefined) giveBack(gradient);
    this.#ownsData = false;
    this.#inScope = false;
  }

  /** Drops how it was computed. */
  #forget(): void {
    if (this.history?.indices !== undefined) giveBackIndices(this.history.indices);
    this.history = undefined;
    this.needsGradient = this.#permanent;
  }

  /** A number, a list, or the shape above the rows: a number or a list shows its shape itself. */
  [printed](): string {
    const values = formatValue(this.toArray());
    return this.shape.length < 2 ? values : `${shapeText(this.shape)}\n${values}`;
  }
}

/**
 * The result of an operation; its history is kept only where a gradient will be wanted.
 * `indices` are what `back` reads besides numbers: they are given back together with the history.
 */
export function result(
  shape: Shape,
  data: Floats,
  parents: readonly Tensor[],
  back: (gradient: Floats) => void,
  indices?: Int32Array,
): Tensor {
  const tensor = owning(shape, data);
  const differentiable = parents.some((parent) => parent.needsGradient);
  if (recording && differentiable) {
    tensor.needsGradient = true;
    tensor.history = { parents, back, indices };
    return tensor;
  }
  tensor.cut = differentiable ? "withoutGradients" : parents.find(({ cut }) => cut !== undefined)?.cut;
  if (indices !== undefined) giveBackIndices(indices);
  return tensor;
}

/** A tensor with numbers that `take` gave, to be given back with it. */
export function owning(shape: Shape, data: Floats): Tensor {
  return new Tensor(shape, data).owning();
}

/** Whether what is computed from these now takes part in the way back. */
export function wantsGradient(parents: readonly Tensor[]): boolean {
  return recording && parents.some((parent) => parent.needsGradient);
}

/** A tensor that uses the numbers of another one. */
export function sharing(shape: Shape, data: Floats): Tensor {
  return new Tensor(shape, data);
}

/** The gradient to add to, zero at first. */
export function addingTo(tensor: Tensor): Floats {
  tensor.gradient ??= tensor.zerosBeside();
  return tensor.gradient;
}

/** Does the work without remembering how things are computed: faster, and `backward()` stops there. */
export function withoutGradients<T>(work: () => T): T {
  const before = recording;
  recording = false;
  try {
    return work();
  } finally {
    recording = before;
  }
}

/**
 * Does the work and gives back the memory of all tensors made in it, except those in its result
 * (a tensor, or an array of tensors). A loop that calls this uses the same memory every time.
 * What is returned has lost its history: `backward()` is called inside.
 */
export function scope<T>(work: () => T): T {
  return runScope(work, (value) =>
    (Array.isArray(value) ? value : [value]).filter((item) => item instanceof Tensor),
  );
}

function noWayBack(cut: Cut | undefined): Error {
  if (cut === "scope") {
    return new Error(
      t(
        "How this number was computed went with the scope() that it left: call backward() inside that scope.",
        "这个数离开了 scope()，计算过程已随之丢弃：请在那个 scope() 里面调用 backward()。",
      ),
    );
  }
  if (cut === "withoutGradients") {
    return new Error(
      t(
        "This number was computed inside withoutGradients() or predict(), which do not record how: compute it outside, with forward().",
        "这个数是在 withoutGradients() 或 predict() 里算出来的，那里不记录计算过程：请移到外面，改用 forward()。",
      ),
    );
  }
  if (cut === "detach") {
    return new Error(
      t(
        "detach() cut this number off from the parameters: leave it out where a gradient is wanted.",
        "这个数和参数的联系被 detach() 切断了：需要梯度的地方不要用它。",
      ),
    );
  }
  return new Error(
    t(
      "This number depends on no parameter: what is to be trained is made by parameter().",
      "这个数不依赖任何参数：要训练的张量请用 parameter() 创建。",
    ),
  );
}

/** Numbers that were given one by one or as a list. */
function listed(numbers: readonly number[] | readonly [readonly number[]]): readonly number[] {
  const [first] = numbers;
  return Array.isArray(first) ? first : (numbers as readonly number[]);
}

/** The tensor itself and all it depends on that needs a gradient, latest first. */
function ancestors(last: Tensor): Tensor[] {
  const found = [last];
  const seen = new Set(found);
  for (let i = 0; i < found.length; i++) {
    for (const parent of found[i].history?.parents ?? []) {
      if (!parent.needsGradient || seen.has(parent)) continue;
      seen.add(parent);
      found.push(parent);
    }
  }
  return found.sort((a, b) => b.number - a.number);
}

function nest(data: Floats, shape: Shape, axis: number, offset: number): Nested {
  if (axis === shape.length) return data[offset];
  const stride = sizeOf(shape.slice(axis + 1));
  return Array.from({ length: shape[axis] }, (_, i) => nest(data, shape, axis + 1, offset + i * stride));
}
