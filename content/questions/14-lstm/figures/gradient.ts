import { element, pathThrough, plot, type Scales, uniforms } from "drawing";

const steps = 100;
const units = 32;

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

type Matrix = readonly (readonly number[])[];

/** Matrix times vector. */
const times = (m: Matrix, v: readonly number[]): number[] =>
  m.map((row) => row.reduce((sum, weight, k) => sum + weight * v[k], 0));

/** Transposed matrix times vector. */
const timesBack = (m: Matrix, v: readonly number[]): number[] =>
  m[0].map((_, k) => m.reduce((sum, row, j) => sum + row[k] * v[j], 0));

/**
 * A whole LSTM of 32 units with weights drawn from ±1/√32, reading 100 random inputs, then back-propagation from the
 * last output: the length of the gradient that reaches the cell state k steps earlier, relative to the last one.
 */
function lstmNorms(forgetBias: number, seed: number): [number, number][] {
  const uniform = uniforms(seed);
  const signed = (): number => 2 * uniform() - 1;
  const matrix = (): number[][] =>
    Array.from({ length: units }, () => Array.from({ length: units }, () => signed() / Math.sqrt(units)));
  const [inputs, recurrent] = [[0, 1, 2, 3].map(matrix), [0, 1, 2, 3].map(matrix)];
  const zeros = Array.from({ length: units }, () => 0);
  const passed: { gates: number[][]; before: number[]; c: number[] }[] = [];
  let [c, h] = [zeros, zeros];
  for (let t = 0; t < steps + 1; t++) {
    const x = zeros.map(() => signed() * Math.sqrt(3));
    const gates = [0, 1, 2, 3].map((n) => {
      const [fromX, fromH] = [times(inputs[n], x), times(recurrent[n], h)];
      const sums = fromX.map((value, k) => value + fromH[k] + (n === 0 ? forgetBias : 0));
      return sums.map(n === 2 ? Math.tanh : sigmoid);
    });
    const before = c;
    c = before.map((value, k) => gates[0][k] * value + gates[1][k] * gates[2][k]);
    h = c.map((value, k) => gates[3][k] * Math.tanh(value));
    passed.push({ gates, before, c });
  }
  let dh = zeros.map(signed);
  let dc = zeros;
  const points: [number, number][] = [];
  passed.reverse().forEach(({ gates: [f, i, g, o], before, c: cell }, back) => {
    const tanh = cell.map(Math.tanh);
    dc = dc.map((value, k) => value + dh[k] * o[k] * (1 - tanh[k] ** 2));
    points.push([back, Math.hypot(...dc)]);
    const slopes = [
      dc.map((value, k) => value * before[k] * f[k] * (1 - f[k])),
      dc.map((value, k) => value * g[k] * i[k] * (1 - i[k])),
      dc.map((value, k) => value * i[k] * (1 - g[k] ** 2)),
      dh.map((value, k) => value * tanh[k] * o[k] * (1 - o[k])),
    ];
    const parts = slopes.map((slope, n) => timesBack(recurrent[n], slope));
    dh = parts[0].map((_, k) => parts.reduce((sum, part) => sum + part[k], 0));
    dc = dc.map((value, k) => value * f[k]);
  });
  return points.map(([back, norm]) => [back, norm / points[0][1]]);
}

/** One tanh unit, h = tanh(0.9 h) from 0.5. */
function rnnNorms(): [number, number][] {
  const points: [number, number][] = [[0, 1]];
  for (let k = 1, h = 0.5; k <= steps; k++) {
    h = Math.tanh(0.9 * h);
    points.push([k, points[k - 1][1] * 0.9 * (1 - h ** 2)]);
  }
  return points;
}

const gates = [
  { bias: 5, colour: "c1", name: "b = 5", end: "0.51" },
  { bias: 1, colour: "c4", name: "b = 1", end: "2.5 × 10⁻¹⁴" },
  { bias: 0, colour: "c2", name: "b = 0", end: "7.9 × 10⁻³¹" },
] as const;

export default (t: (en: string, zh: string) => string): string => {
  const thin = (scales: Scales): string =>
    gates
      .flatMap(({ bias, colour }) =>
        [1, 2, 3].map((seed) =>
          element("path", {
            d: pathThrough(
              lstmNorms(bias, seed).map(([x, y]): [number, number] => [scales.x(x), scales.y(y)]),
            ),
            class: colour,
            fill: "none",
            "stroke-width": 0.9,
            "stroke-opacity": 0.6,
          }),
        ),
      )
      .join("");
  const rnn = rnnNorms();
  const names = ({ x, y }: Scales): string => {
    const label = (at: number, colour: string, lines: readonly string[]): string =>
      lines
        .map((line, i) =>
          element("text", { x: x(steps) + 6, y: y(at) + 4 + 14 * i, class: `${colour}-fill` }, line),
        )
        .join("");
    return (
      gates
        .map(({ bias, colour, name, end }) => label(sigmoid(bias) ** steps, colour, [`LSTM, ${name}`, end]))
        .join("") + label(rnn[steps][1], "c5", [t("plain RNN", "普通 RNN"), "1.2 × 10⁻⁵"])
    );
  };
  return plot({
    width: 480,
    height: 290,
    title: t("gradient left", "剩余梯度"),
    x: { range: [0, 132], ticks: [0, 25, 50, 75, 100], label: t("steps back in time", "往回的步数") },
    y: {
      range: [1e-34, 1e2],
      scale: "log",
      ticks: [1e-30, 1e-20, 1e-10, 1],
      format: (value) =>
        value === 1 ? "1" : `10${value === 1e-10 ? "⁻¹⁰" : value === 1e-20 ? "⁻²⁰" : "⁻³⁰"}`,
      // the name stands above: beside the axis it would meet the long ticks
      label: "",
    },
    series: [
      ...gates.map(({ bias, colour }) => ({
        of: [
          [0, 1],
          [steps, sigmoid(bias) ** steps],
        ] as const,
        colour,
      })),
      { of: rnn, colour: "c5", dashed: true },
    ],
    extra: (scales) => thin(scales) + names(scales),
  });
};
