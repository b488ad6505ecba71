import { type Colour, element, plot, type Scales } from "drawing";

const width = 16;
const steps = 300;
const accident = 150;
const rate = 0.05;
const round = Math.fround;

/** mulberry32 and Box-Muller, both numbers of a pair used: the same draws as in the demo. */
function normals(seed: number): (sd: number) => number {
  let state = seed;
  let spare: number | undefined;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (sd) => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return sd * kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return sd * radius * Math.cos(angle);
  };
}

type Matrix = Float32Array[];

/** Every sum is rounded to float32, so that it overflows where float32 does. */
function times(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    Float32Array.from(b[0]!, (_, j) => row.reduce((sum, value, i) => round(sum + value * b[i]![j]!), 0)),
  );
}
const turn = (a: Matrix): Matrix => Array.from(a[0]!, (_, j) => Float32Array.from(a, (row) => row[j]!));
const relu = (a: Matrix): Matrix => a.map((row) => row.map((value) => Math.max(0, value)));

const inputs = Array.from({ length: 64 }, (_, i) => -1 + (2 * i) / 63);
const x: Matrix = inputs.map((value) => Float32Array.of(value, 1));
const wanted = inputs.map((value) => Math.sin(3 * value));

/** The loss at every step; one gradient, that of step 150, is `factor` times too long. */
function losses(factor: number): number[] {
  const normal = normals(1);
  const draw = (rows: number, columns: number, sd: number): Matrix =>
    Array.from({ length: rows }, () => Float32Array.from({ length: columns }, () => normal(sd)));
  const first = draw(2, width, 1);
  const last = draw(width, 1, Math.sqrt(1 / width));
  const weights = [first, ...[1, 2, 3].map(() => draw(width, width, Math.sqrt(2 / width))), last];
  const curve: number[] = [];
  for (let step = 0; step < steps; step++) {
    const active: Matrix[] = [x];
    for (const w of weights.slice(0, -1)) active.push(relu(times(active.at(-1)!, w)));
    const answer = times(active.at(-1)!, last);
    const misses = answer.map((row, i) => row[0]! - wanted[i]!);
    curve.push(misses.reduce((sum, miss) => round(sum + round(miss * miss) / 64), 0));
    let delta: Matrix = misses.map((miss) => Float32Array.of((2 * miss) / 64));
    for (let layer = weights.length - 1; layer >= 0; layer--) {
      const gradient = times(turn(active[layer]!), delta);
      const before = times(delta, turn(weights[layer]!));
      delta = before.map((row, i) => row.map((value, j) => (active[layer]![i]![j]! > 0 ? value : 0)));
      const size = rate * (step === accident ? factor : 1);
      for (const [i, row] of weights[layer]!.entries()) {
        for (let j = 0; j < row.length; j++) row[j]! -= size * gradient[i]![j]!;
      }
    }
  }
  return curve;
}

const top = 1e6;

export default (t: (en: string, zh: string) => string): string => {
  const fates: { factor: number; colour: Colour; note: string; at: [number, number] }[] = [
    { factor: 1, colour: "c6", note: t("undisturbed", "未受干扰"), at: [205, 0.055] },
    { factor: 10, colour: "c1", note: t("× 10: heals", "× 10：自己会好"), at: [205, 0.0025] },
    { factor: 300, colour: "c2", note: t("× 300: all units dead", "× 300：单元全部坏死"), at: [160, 1.3] },
    { factor: 1e10, colour: "c5", note: t("× 10¹⁰: NaN", "× 10¹⁰：NaN"), at: [155, 2e5] },
  ];
  const runs = fates.map((fate) => ({ ...fate, curve: losses(fate.factor) }));
  return plot({
    width: 480,
    height: 290,
    x: { range: [100, steps], ticks: [100, 150, 200, 250, 300], label: t("step", "步") },
    y: {
      range: [1e-3, top],
      scale: "log",
      ticks: [1e-3, 1, 1e3, 1e6],
      format: (value) => (value < 1 ? "0.001" : value === 1e6 ? "10⁶" : String(value)),
      label: t("loss", "损失"),
    },
    // What leaves the picture at the top is drawn up to its edge; what is NaN ends.
    series: runs.map(({ factor, curve, colour, note, at }) => ({
      of: curve
        .map((loss, step): [number, number] => [step, Math.min(loss, top)])
        .filter(([step, loss]) => step >= (factor === 1 ? 100 : accident) && !Number.isNaN(loss)),
      colour,
      label: note,
      labelAt: at,
      ...(colour === "c6" && { dashed: true }),
    })),
    extra: (scales: Scales) =>
      element("line", {
        x1: scales.x(accident),
        x2: scales.x(accident),
        y1: scales.y(1e-3),
        y2: scales.y(top),
        stroke: "currentColor",
        "stroke-opacity": 0.35,
        "stroke-dasharray": "2 4",
      }),
  });
};
