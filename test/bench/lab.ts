import { addProduct, flipped, matrix } from "../../src/lab/product";
import { allocations, keep } from "../../src/lab/storage";
import { usedHeap } from "./heap";
import {
  type DenseTask,
  dataOf,
  digits,
  images,
  plane,
  type Task,
  type TaskData,
  type Trainer,
} from "./lab-tasks";
import { labTrainer, plainTrainer } from "./lab-trainer";
import { atLeast, atMost, type BenchRow, median } from "./row";
import { startTfjs, tfjsTrainer, useBackend } from "./tfjs-trainer";

/**
 * A training step (forward, gradients, SGD) in the lab and in TensorFlow.js: same network, same numbers at the start,
 * same losses, or there is no figure. They take turns; a ratio is the median of the rounds' ratios. What is measured
 * is processor time: other work on the machine does not count.
 */

const runners = ["lab", "plain", "wasm", "cpu", "kernel"] as const;
type Runner = (typeof runners)[number];

/** How many steps a runner makes in one round; those that a figure does not need make none. */
type Steps = Readonly<Partial<Record<Runner, number>>>;

const rounds = 16;
/** Steps whose losses are compared. */
const comparedSteps = 20;
/** The engines round differently, and training lets that grow. */
const mostDifference = 1e-3;

export async function labBench(): Promise<BenchRow[]> {
  await startTfjs();
  const large = await compare(digits, { lab: 30, wasm: 6, cpu: 2, kernel: 30 });
  const small = await compare(plane, { lab: 500, plain: 200, wasm: 60, cpu: 40 });
  const pictures = await compare(images, { lab: 20, wasm: 10 });
  const used = (100 * large.faster("lab", "kernel") * productFlops(digits)) / kernelFlops;
  const differences = [large, small, pictures].map(({ difference }) => difference);
  return [
    atLeast("lab 784-128-10 batch 64 against tfjs-wasm", large.faster("lab", "wasm"), "×", 8),
    atLeast("lab 784-128-10 batch 64 against tfjs-cpu", large.faster("lab", "cpu"), "×", 25),
    atLeast("lab 784-128-10 batch 64 against its isolated kernel", used, "%", 60),
    atLeast("lab 2-32-32-1 batch 32 against tfjs-wasm", small.faster("lab", "wasm"), "×", 4),
    atLeast("lab 2-32-32-1 batch 32 against tfjs-cpu", small.faster("lab", "cpu"), "×", 9),
    atLeast("lab without WebAssembly, 2-32-32-1 against tfjs-wasm", small.faster("plain", "wasm"), "×", 2),
    atLeast("lab CNN 1×16×16 batch 32 against tfjs-wasm", pictures.faster("lab", "wasm"), "×", 1),
    atMost("lab and tfjs losses differ by", Math.max(...differences), "relative", mostDifference),
    ...memoryRows(),
  ];
}

class Comparison {
  constructor(
    /** Milliseconds a step, one number a round. */
    private readonly times: ReadonlyMap<Runner, readonly number[]>,
    /** Largest relative difference between the losses of the first steps. */
    readonly difference: number,
  ) {}

  /** How many times as fast `one` is as `other`. */
  faster(one: Runner, other: Runner): number {
    const [own, others] = [this.times.get(one) ?? [], this.times.get(other) ?? []];
    return median(others.map((time, round) => time / own[round]));
  }
}

async function compare(task: Task, steps: Steps): Promise<Comparison> {
  const taking = runners.filter((name) => (steps[name] ?? 0) > 0);
  const trainers = new Map<Runner, Trainer>();
  for (const name of taking) trainers.set(name, await trainerOf(name, task, dataOf(task)));
  const difference = await lossDifference(task, trainers);
  const times = new Map<Runner, number[]>(taking.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, trainer] of trainers) {
      await prepare(name);
      const count = steps[name] ?? 0;
      const started = cpuMilliseconds();
      for (let i = 0; i < count; i++) trainer.step();
      times.get(name)?.push((cpuMilliseconds() - started) / count);
    }
  }
  return new Comparison(times, difference);
}

async function trainerOf(name: Runner, task: Task, data: TaskData): Promise<Trainer> {
  await prepare(name);
  if (name === "lab") return labTrainer(task, data);
  if (name === "plain") return plainTrainer(task, data);
  return name === "kernel" ? bareKernel() : tfjsTrainer(task, data);
}

/** tfjs computes with one backend at a time. */
async function prepare(name: Runner): Promise<void> {
  if (name === "wasm" || name === "cpu") await useBackend(name);
}

/** @throws when the engines do not compute the same: then their speeds cannot be compared. */
async function lossDifference(task: Task, trainers: ReadonlyMap<Runner, Trainer>): Promise<number> {
  let reference: readonly number[] | undefined;
  let largest = 0;
  for (const [name, trainer] of trainers) {
    if (name === "kernel") continue;
    await prepare(name);
    const losses = Array.from({ length: comparedSteps }, () => trainer.step());
    reference ??= losses;
    const difference = largestDifference(reference, losses);
    if (!(difference <= mostDifference)) {
      throw new Error(`${task.name}: the losses of ${name} differ from the lab's by ${difference}`);
    }
    largest = Math.max(largest, difference);
  }
  return largest;
}

function largestDifference(losses: readonly number[], others: readonly number[]): number {
  return Math.max(...losses.map((loss, i) => Math.abs(others[i] / loss - 1)));
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** New tensor buffers in a thousand steps after the first ten, and what the collector finds in use after another thousand. */
function memoryRows(): BenchRow[] {
  return [plane, images].flatMap((task) => {
    const trainer = labTrainer(task, dataOf(task));
    for (let i = 0; i < 10; i++) trainer.step();
    const buffers = allocations();
    for (let i = 10; i < 1_000; i++) trainer.step();
    const added = allocations() - buffers;
    // By now the engine has compiled what it will compile: that is memory, too.
    const heap = usedHeap();
    for (let i = 1_000; i < 2_000; i++) trainer.step();
    const grown = (usedHeap() - heap) / 1024;
    return [
      atMost(`lab ${task.name}: buffers in steps 11 to 1000`, added, "buffers", 0),
      atMost(`lab ${task.name}: heap growth in steps 1001 to 2000`, grown, "kB", 200),
    ];
  });
}

/** Floating-point operations of the matrix products of one step: forward, and back to weights and to all but the first input. */
function productFlops({ widths, batch }: DenseTask): number {
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
