import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { build } from "esbuild";
import { normal, tensor } from "../../src/lab/create";
import { heNormal } from "../../src/lab/initialisers";
import { Linear, Sequential } from "../../src/lab/layers";
import { crossEntropy, meanSquaredError } from "../../src/lab/losses";
import { SGD } from "../../src/lab/optimisers";
import { addProduct, flipped, matrix } from "../../src/lab/product";
import { random } from "../../src/lab/random";
import { keep } from "../../src/lab/storage";
import type { Tensor } from "../../src/lab/tensor";
import { atLeast, atMost, type BenchRow, median } from "./row";

/**
 * A training step (forward, gradients, SGD) in the lab and in TensorFlow.js: same network, same numbers
 * at the start, same losses. They take turns; a ratio is the median of the rounds' ratios. What is measured is
 * processor time: other work on the machine does not count.
 */

type Task = { readonly name: string; readonly widths: readonly number[]; readonly batch: number } & (
  | { readonly activation: "relu"; readonly loss: "classes" }
  | { readonly activation: "tanh"; readonly loss: "squares" }
);

const digits: Task = {
  name: "784-128-10",
  widths: [784, 128, 10],
  batch: 64,
  activation: "relu",
  loss: "classes",
};
const plane: Task = {
  name: "2-32-32-1",
  widths: [2, 32, 32, 1],
  batch: 32,
  activation: "tanh",
  loss: "squares",
};
const rate = 0.05;
const rounds = 16;

export async function labBench(): Promise<BenchRow[]> {
  await registerGradients();
  // A page has no shared memory, and so no threads either.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  const large = await compare(digits, { lab: 30, wasm: 6, cpu: 2, kernel: 30 });
  const small = await compare(plane, { lab: 500, wasm: 60, cpu: 40, kernel: 1 });
  const used = (100 * faster(large, "kernel") * productFlops(digits)) / kernelFlops;
  return [
    atLeast("lab 784-128-10 batch 64 against tfjs-wasm", faster(large, "wasm"), "×", 8),
    atLeast("lab 784-128-10 batch 64 against tfjs-cpu", faster(large, "cpu"), "×", 25),
    atLeast("lab 784-128-10 batch 64 against its isolated kernel", used, "%", 60),
    atLeast("lab 2-32-32-1 batch 32 against tfjs-wasm", faster(small, "wasm"), "×", 4),
    atLeast("lab 2-32-32-1 batch 32 against tfjs-cpu", faster(small, "cpu"), "×", 9),
    atMost("lab and tfjs losses differ by", Math.max(large.difference, small.difference), "relative", 1e-3),
  ];
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

interface Trainer {
  /** One training step; the loss before it. */
  step(): number;
}

const runners = ["lab", "wasm", "cpu", "kernel"] as const;
type Runner = (typeof runners)[number];

interface Comparison {
  /** Milliseconds a step, one number a round. */
  readonly times: Readonly<Record<Runner, readonly number[]>>;
  /** Largest relative difference between the losses of the first steps. */
  readonly difference: number;
}

async function compare(task: Task, steps: Readonly<Record<Runner, number>>): Promise<Comparison> {
  const data = dataOf(task);
  const lab = labTrainer(task, data);
  await useBackend("wasm");
  const wasm = tfjsTrainer(task, data);
  await useBackend("cpu");
  const cpu = tfjsTrainer(task, data);

  const trainers = { lab, wasm, cpu, kernel: bareKernel() };

  await useBackend("wasm");
  const reference = lossesOf(wasm, steps.cpu);
  await useBackend("cpu");
  const difference = Math.max(
    largestDifference(reference, lossesOf(lab, steps.cpu)),
    largestDifference(reference, lossesOf(cpu, steps.cpu)),
  );

  const times: Record<Runner, number[]> = { lab: [], wasm: [], cpu: [], kernel: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of runners) {
      if (name === "wasm" || name === "cpu") await useBackend(name);
      const started = cpuMilliseconds();
      for (let i = 0; i < steps[name]; i++) trainers[name].step();
      times[name].push((cpuMilliseconds() - started) / steps[name]);
    }
  }
  return { times, difference };
}

/** How many times as fast the lab is. */
function faster({ times }: Comparison, than: Runner): number {
  return median(times[than].map((time, round) => time / times.lab[round]));
}

function lossesOf(trainer: Trainer, count: number): number[] {
  return Array.from({ length: count }, () => trainer.step());
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function largestDifference(losses: readonly number[], others: readonly number[]): number {
  return Math.max(...losses.map((loss, i) => Math.abs(others[i] / loss - 1)));
}

async function useBackend(name: "wasm" | "cpu"): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`tfjs has no backend ${name}`);
}

interface Data {
  readonly inputs: Float32Array;
  readonly labels: readonly number[];
  readonly targets: Float32Array;
  readonly weights: readonly Float32Array[];
}

function dataOf({ widths, batch }: Task): Data {
  const source = random(1);
  const numbers = (shape: number[]) => Float32Array.from(normal(shape, source).data);
  return {
    inputs: numbers([batch, widths[0]]),
    labels: Array.from({ length: batch }, () => source.integer(widths[widths.length - 1])),
    targets: numbers([batch, widths[widths.length - 1]]),
    weights: widths.slice(1).map((outputs, i) => {
      return Float32Array.from(heNormal([widths[i], outputs], widths[i], outputs, source).data);
    }),
  };
}

function labTrainer({ widths, batch, activation, loss }: Task, data: Data): Trainer {
  const layers = data.weights.map((values, i) => {
    return new Linear(widths[i], widths[i + 1], { initialiser: (shape) => tensor(values, shape) });
  });
  const hidden = (x: Tensor) => (activation === "relu" ? x.relu() : x.tanh());
  const model = new Sequential(...layers.flatMap((layer, i) => (i === 0 ? [layer] : [hidden, layer])));
  const optimiser = new SGD(model.parameters, { rate });
  const inputs = tensor(data.inputs, [batch, widths[0]]);
  const targets = tensor(data.targets, [batch, widths[widths.length - 1]]);
  return {
    step: () =>
      optimiser.minimise(() => {
        const output = model.forward(inputs);
        return loss === "classes" ? crossEntropy(output, data.labels) : meanSquaredError(output, targets);
      }),
  };
}

function tfjsTrainer({ widths, batch, activation, loss }: Task, data: Data): Trainer {
  const last = widths[widths.length - 1];
  const weights = data.weights.map((values, i) =>
    tf.variable(tf.tensor2d(values, [widths[i], widths[i + 1]])),
  );
  const biases = widths.slice(1).map((width) => tf.variable(tf.zeros([width])));
  const inputs = tf.tensor2d(data.inputs, [batch, widths[0]]);
  const targets =
    loss === "classes"
      ? tf.oneHot(tf.tensor1d([...data.labels], "int32"), last)
      : tf.tensor2d(data.targets, [batch, last]);
  const optimiser = tf.train.sgd(rate);
  const forward = () => {
    let x: tf.Tensor = inputs;
    weights.forEach((weight, i) => {
      if (i > 0) x = activation === "relu" ? tf.relu(x) : tf.tanh(x);
      x = tf.add(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), biases[i]);
    });
    return loss === "classes"
      ? tf.losses.softmaxCrossEntropy(targets, x)
      : tf.losses.meanSquaredError(targets, x);
  };
  return {
    step: () =>
      tf.tidy(() => {
        const value = optimiser.minimize(() => forward() as tf.Scalar, true);
        return value?.dataSync()[0] ?? Number.NaN;
      }),
  };
}

/** Floating-point operations of the matrix products of one step: forward, and back to weights and to all but the first input. */
function productFlops({ widths, batch }: Task): number {
  return widths
    .slice(1)
    .reduce((sum, width, i) => sum + (i === 0 ? 2 : 3) * 2 * batch * widths[i] * width, 0);
}

/** Operations of one step of `bareKernel`. */
const kernelFlops = 2 * 2 * digits.batch * digits.widths[0] * digits.widths[1];

/** The two large products of the digits network and nothing else, in the kernel's memory. */
function bareKernel(): Trainer {
  const [inputs, outputs] = digits.widths;
  const { batch } = digits;
  const [x, w, y] = [keep(batch * inputs), keep(inputs * outputs), keep(batch * outputs)];
  x.fill(0.001);
  return {
    step() {
      addProduct(y, 0, matrix(x, inputs), matrix(w, outputs), batch, outputs, inputs);
      addProduct(w, 0, flipped(matrix(x, inputs)), matrix(y, outputs), inputs, outputs, batch);
      return 0;
    },
  };
}
