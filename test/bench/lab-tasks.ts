import { outputLength } from "../../src/lab/convolution";
import { normal } from "../../src/lab/create";
import { heNormal } from "../../src/lab/initialisers";
import { random } from "../../src/lab/random";

/** The networks that the lab's bench trains, and the numbers that every engine starts from. */

interface Common {
  readonly name: string;
  readonly batch: number;
}

/** Dense layers of these widths, the first one being the input's. */
export interface DenseTask extends Common {
  readonly kind: "dense";
  readonly widths: readonly number[];
  readonly activation: "relu" | "tanh";
  readonly loss: "classes" | "squares";
}

/** For each number of channels a padded convolution, ReLU and 2×2 max pooling; then a dense layer. */
export interface ImageTask extends Common {
  readonly kind: "image";
  readonly side: number;
  readonly kernel: number;
  readonly channels: readonly number[];
  readonly classes: number;
}

export type Task = DenseTask | ImageTask;

export const digits: DenseTask = {
  kind: "dense",
  name: "784-128-10",
  widths: [784, 128, 10],
  batch: 64,
  activation: "relu",
  loss: "classes",
};

export const plane: DenseTask = {
  kind: "dense",
  name: "2-32-32-1",
  widths: [2, 32, 32, 1],
  batch: 32,
  activation: "tanh",
  loss: "squares",
};

export const images: ImageTask = {
  kind: "image",
  name: "CNN 1×16×16",
  side: 16,
  kernel: 3,
  channels: [1, 8, 16],
  classes: 10,
  batch: 32,
};

/** Learning rate of all of them. */
export const rate = 0.05;

export interface Values {
  readonly shape: readonly number[];
  readonly numbers: Float32Array;
}

export interface TaskData {
  /** [batch × in], or [batch × channels × side × side]. */
  readonly inputs: Values;
  readonly labels: readonly number[];
  /** [batch × out] */
  readonly targets: Values;
  /** Kernels [out × in × kernel × kernel] and matrices [in × out], in the order of the layers. */
  readonly weights: readonly Values[];
}

export function dataOf(task: Task): TaskData {
  const source = random(1);
  const { batch } = task;
  const outputs = task.kind === "dense" ? task.widths[task.widths.length - 1] : task.classes;
  const inputs = task.kind === "dense" ? [task.widths[0]] : [task.channels[0], task.side, task.side];
  const noise = (shape: readonly number[]): Values => ({
    shape,
    numbers: Float32Array.from(normal(shape, source).data),
  });
  return {
    inputs: noise([batch, ...inputs]),
    labels: Array.from({ length: batch }, () => source.integer(outputs)),
    targets: noise([batch, outputs]),
    weights: weightShapes(task).map((shape) => {
      const fanIn = shape.length === 4 ? shape[1] * shape[2] * shape[3] : shape[0];
      return { shape, numbers: Float32Array.from(heNormal(shape, fanIn, shape[1], source).data) };
    }),
  };
}

function weightShapes(task: Task): number[][] {
  if (task.kind === "dense") return task.widths.slice(1).map((width, i) => [task.widths[i], width]);
  const { channels, kernel, classes } = task;
  const convolutions = channels.slice(1).map((out, i) => [out, channels[i], kernel, kernel]);
  return [...convolutions, [channels[channels.length - 1] * lastSide(task) ** 2, classes]];
}

/** Pixels along a side after the last pooling. */
export function lastSide({ side, channels }: ImageTask): number {
  return channels.slice(1).reduce((length) => outputLength(length, 2, 2), side);
}

/** One engine's network. */
export interface Trainer {
  /** One training step (forward, gradients, SGD); the loss before it. */
  step(): number;
}
