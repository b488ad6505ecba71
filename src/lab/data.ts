import { checkWhole } from "./checks";
import { tensor } from "./create";
import { checkRandom, type Random } from "./random";
import type { Tensor } from "./tensor";

/** Points in the plane and the class of each. */
export interface PlaneData {
  /** [count × 2] */
  readonly points: Tensor;
  /** 0, 1, … for each point. */
  readonly labels: readonly number[];
}

/**
 * The numbers 0 … count − 1 in random order, in groups of `size`; the last group may be smaller. One epoch visits
 * every group once: `for (const ids of batches(count, 32, rng)) { … points.gather(ids) … }`.
 */
export function batches(count: number, size: number, random: Random): number[][] {
  checkWhole("batches", "count", count, 0);
  checkWhole("batches", "size", size, 1);
  checkRandom("batches", random);
  const order = random.shuffle(Array.from({ length: count }, (_, i) => i));
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => order.slice(i * size, (i + 1) * size));
}

/** `count` points, the classes taking turns; `place` says where a point of a class lies, before noise. */
function planeData(
  maker: string,
  count: number,
  classes: number,
  noise: number,
  random: Random,
  place: (label: number) => readonly [number, number],
): PlaneData {
  checkWhole(maker, "count", count, 0);
  checkWhole(maker, "classes", classes, 1);
  checkRandom(maker, random);
  const labels = Array.from({ length: count }, (_, i) => i % classes);
  const points = labels.flatMap((label) => {
    const [x, y] = place(label);
    return [random.normal(x, noise), random.normal(y, noise)];
  });
  return { points: tensor(points, [count, 2]), labels };
}

/**
 * Two half circles that reach into each other, the points of class 0 and 1 taking turns.
 * x lies between −1.5 and 1.5, y between −0.75 and 0.75, before noise.
 * @param noise standard deviation of what is added to x and to y; 0.1 by default
 */
export function moons(count: number, random: Random, noise = 0.1): PlaneData {
  return planeData("moons", count, 2, noise, random, (label) => {
    const angle = Math.PI * random.uniform();
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    return label === 0 ? [x - 0.5, y - 0.25] : [0.5 - x, 0.25 - y];
  });
}

/**
 * A cloud of class 0 in the middle with rings of the other classes around it, the outermost of radius 1 before noise;
 * the classes take turns: 0, 1, …, 0, 1, ….
 * @param noise standard deviation of what is added to x and to y; 0.05 by default
 * @param classes 2 by default
 */
export function rings(count: number, random: Random, noise = 0.05, classes = 2): PlaneData {
  return planeData("rings", count, classes, noise, random, (label) => {
    const angle = 2 * Math.PI * random.uniform();
    const radius = label / Math.max(1, classes - 1);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/**
 * Round clouds whose centres lie on a circle of radius 1, class 0 at the top and the others anticlockwise;
 * the classes take turns: 0, 1, …, 0, 1, ….
 * @param noise standard deviation of a cloud along x and along y; 0.25 by default
 * @param classes 3 by default
 */
export function blobs(count: number, random: Random, noise = 0.25, classes = 3): PlaneData {
  return planeData("blobs", count, classes, noise, random, (label) => {
    const angle = (2 * Math.PI * label) / classes + Math.PI / 2;
    return [Math.cos(angle), Math.sin(angle)];
  });
}

/**
 * Four clouds around (±0.6, ±0.6); those that face each other across the middle are of one class: 0 where x and y
 * have the same sign, 1 where not. The classes take turns: 0, 1, 0, 1, ….
 * @param noise standard deviation of a cloud along x and along y; 0.2 by default
 */
export function xor(count: number, random: Random, noise = 0.2): PlaneData {
  return planeData("xor", count, 2, noise, random, (label) => {
    const x = random.choose([-0.6, 0.6]);
    return [x, label === 0 ? x : -x];
  });
}

/**
 * Arms that wind around the middle, `turns` times, out to radius 1 before noise; the classes take turns:
 * 0, 1, …, 0, 1, ….
 * @param noise standard deviation of what is added to x and to y; 0.03 by default
 * @param classes 2 by default
 * @param turns 1 by default
 */
export function spirals(count: number, random: Random, noise = 0.03, classes = 2, turns = 1): PlaneData {
  return planeData("spirals", count, classes, noise, random, (label) => {
    const radius = Math.sqrt(random.uniform(0.01, 1));
    const angle = 2 * Math.PI * (turns * radius + label / classes);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}
