import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { build } from "esbuild";
import {
  type ImageTask,
  lastSide,
  rate,
  type Task,
  type TaskData,
  type Trainer,
  type Values,
} from "./lab-tasks";

/** The same networks in TensorFlow.js; the backend that is in use when a trainer is made must be in use when it steps. */

export type Backend = "wasm" | "cpu";

export async function startTfjs(): Promise<void> {
  await registerGradients();
  registerFilterGradient();
  // A page has no shared memory, and so no threads either.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
}

export async function useBackend(name: Backend): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`tfjs has no backend ${name}`);
}

/** tfjs keeps its gradients in a module that Node cannot load as it is: bundled, it can. */
async function registerGradients(): Promise<void> {
  const outfile = resolve("out/bench/tfjs-gradients.cjs");
  await build({
    entryPoints: ["@tensorflow/tfjs-core/dist/register_all_gradients"],
    outfile,
    bundle: true,
    platform: "node",
    logLevel: "error",
  });
  createRequire(outfile)(outfile);
}

export function tfjsTrainer(task: Task, data: TaskData): Trainer {
  const forward = task.kind === "dense" ? denseForward(task.activation, data) : imageForward(task, data);
  const loss = lossOf(task, data);
  const optimiser = tf.train.sgd(rate);
  return {
    step: () =>
      tf.tidy(() => {
        const value = optimiser.minimize(() => loss(forward()), true);
        return value?.dataSync()[0] ?? Number.NaN;
      }),
  };
}

function lossOf(task: Task, { labels, targets }: TaskData): (output: tf.Tensor) => tf.Scalar {
  if (task.kind === "dense" && task.loss === "squares") {
    const wanted = tensorOf(targets);
    return (output) => tf.losses.meanSquaredError(wanted, output) as tf.Scalar;
  }
  const wanted = tf.oneHot(tf.tensor1d([...labels], "int32"), targets.shape[1]);
  return (output) => tf.losses.softmaxCrossEntropy(wanted, output) as tf.Scalar;
}

function denseForward(activation: "relu" | "tanh", data: TaskData): () => tf.Tensor {
  const inputs = tensorOf(data.inputs);
  const weights = data.weights.map((values) => tf.variable(tensorOf(values) as tf.Tensor2D));
  const biases = data.weights.map(({ shape }) => tf.variable(tf.zeros([shape[1]])));
  return () => {
    let x = inputs;
    weights.forEach((weight, i) => {
      if (i > 0) x = activation === "relu" ? tf.relu(x) : tf.tanh(x);
      x = tf.add(tf.matMul(x as tf.Tensor2D, weight), biases[i]);
    });
    return x;
  };
}

/** tfjs has the channels last: images, kernels and the rows of the dense matrix are reordered, the numbers stay. */
function imageForward(task: ImageTask, data: TaskData): () => tf.Tensor {
  const inputs = tf.transpose(tensorOf(data.inputs), [0, 2, 3, 1]) as tf.Tensor4D;
  const kernels = data.weights
    .slice(0, -1)
    .map((values) => tf.variable(tf.transpose(tensorOf(values), [2, 3, 1, 0]) as tf.Tensor4D));
  const biases = data.weights.map(({ shape }, i) => {
    return tf.variable(tf.zeros([i < kernels.length ? shape[0] : shape[1]]));
  });
  const side = lastSide(task);
  const last = tensorOf(data.weights[kernels.length]);
  const planes = tf.reshape(last, [task.channels[kernels.length], side, side, task.classes]);
  const dense = tf.variable(
    tf.reshape(tf.transpose(planes, [1, 2, 0, 3]), [-1, task.classes]) as tf.Tensor2D,
  );
  return () => {
    let x = inputs;
    kernels.forEach((kernel, i) => {
      x = tf.maxPool(
        tf.relu(tf.add(tf.conv2d(x, kernel, 1, "same"), biases[i])) as tf.Tensor4D,
        2,
        2,
        "valid",
      );
    });
    return tf.add(tf.matMul(tf.reshape(x, [task.batch, -1]), dense), biases[kernels.length]);
  };
}

/**
 * Of the kernels that training a convolution needs, the wasm backend lacks Conv2DBackpropFilter. The gradient of the
 * filter is a convolution too, of the images by the gradient, with batch and channels changing places; so the missing
 * kernel is written with the backend's own Conv2D, for stride 1 and padding that keeps the size. That is a third
 * faster than its Conv3DBackpropFilterV2, which it does have.
 */
function registerFilterGradient(): void {
  tf.registerKernel({
    kernelName: tf.Conv2DBackpropFilter,
    backendName: "wasm",
    kernelFunc({ inputs, attrs }) {
      const { x, dy } = inputs as tf.Conv2DBackpropFilterInputs;
      const { filterShape, strides, pad } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
      if (strides !== 1 || pad !== "same") throw new Error("only for stride 1 and the size kept");
      const around = (filterShape[0] - 1) / 2;
      const sides: [number, number] = [around, around];
      const planes = tf.transpose(x as tf.Tensor4D, [3, 1, 2, 0]);
      const taps = tf.transpose(dy as tf.Tensor4D, [1, 2, 0, 3]);
      return tf.transpose(tf.conv2d(planes, taps, 1, [[0, 0], sides, sides, [0, 0]]), [1, 2, 0, 3]);
    },
  });
}

function tensorOf({ shape, numbers }: Values): tf.Tensor {
  return tf.tensor(numbers, [...shape]);
}
