import { type Colour, element, normals, type PlotSpec, type Scales, smallMultiples } from "drawing";

const layers = 50;
const width = 32;
const batch = 16;
const networks = 5;

/** One layer is h ← keep · h + branch · W f(h), the entries of W of standard deviation sd / √width. */
interface Net {
  readonly f: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly sd: number;
  readonly keep: number;
  readonly branch: number;
  readonly norm: boolean;
}

const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
const plain = { sd: 1, keep: 0, branch: 1, norm: false };
const sigmoid: Net = { ...plain, f: sigma, slope: (x) => sigma(x) * sigma(-x) };
const tanhHalf: Net = { ...plain, sd: 0.5, f: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 };
const he: Net = { ...plain, sd: Math.SQRT2, f: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0) };

/** Row `b` holds the `width` numbers of example `b`. */
type Rows = Float64Array[];

function norm(rows: Rows): number {
  return Math.sqrt(
    rows.reduce((sum, row) => sum + row.reduce((total, value) => total + value * value, 0), 0),
  );
}

/** Every unit over the batch to mean 0 and variance 1; gives back the standard deviations. */
function standardise(rows: Rows): Float64Array {
  const sds = new Float64Array(width);
  for (let i = 0; i < width; i++) {
    let mean = 0;
    let square = 0;
    for (const row of rows) mean += row[i]! / batch;
    for (const row of rows) square += (row[i]! - mean) ** 2 / batch;
    const sd = Math.sqrt(square + 1e-5);
    for (const row of rows) row[i] = (row[i]! - mean) / sd;
    sds[i] = sd;
  }
  return sds;
}

/** The way back through `standardise`: the gradient loses its mean and its part along z. */
function standardiseBack(gradient: Rows, z: Rows, sds: Float64Array): void {
  for (let i = 0; i < width; i++) {
    let mean = 0;
    let along = 0;
    for (let b = 0; b < batch; b++) {
      mean += gradient[b]![i]! / batch;
      along += (gradient[b]![i]! * z[b]![i]!) / batch;
    }
    for (let b = 0; b < batch; b++) {
      gradient[b]![i] = (gradient[b]![i]! - mean - z[b]![i]! * along) / sds[i]!;
    }
  }
}

function normsBack(net: Net, seed: number): number[] {
  const normal = normals(seed);
  const rows = (count: number, sd: number): Rows =>
    Array.from({ length: count }, () => Float64Array.from({ length: width }, () => sd * normal()));
  let h = rows(batch, 1);
  const passed: { z: Rows; w: Rows; sds: Float64Array }[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const w = rows(width, net.sd / Math.sqrt(width));
    const z = h.map((row) => row.slice());
    const sds = net.norm ? standardise(z) : new Float64Array(0);
    passed.push({ z, w, sds });
    h = h.map((row, b) => {
      const active = z[b]!.map(net.f);
      return row.map((value, i) => {
        let sum = 0;
        for (let j = 0; j < width; j++) sum += w[i]![j]! * active[j]!;
        return net.keep * value + net.branch * sum;
      });
    });
  }
  let gradient = rows(batch, 1);
  const start = norm(gradient);
  const norms = [1];
  for (const { z, w, sds } of passed.reverse()) {
    const through = gradient.map((row, b) => {
      const back = new Float64Array(width);
      for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) back[j]! += row[i]! * w[i]![j]!;
      return back.map((value, j) => value * net.slope(z[b]![j]!));
    });
    if (net.norm) standardiseBack(through, z, sds);
    gradient = gradient.map((row, b) =>
      row.map((value, i) => net.keep * value + net.branch * through[b]![i]!),
    );
    norms.push(norm(gradient) / start);
  }
  return norms;
}

/** The middle one of several random networks, layer by layer. */
function typical(net: Net): [number, number][] {
  const runs = Array.from({ length: networks }, (_, i) => normsBack(net, i + 1));
  return Array.from({ length: layers + 1 }, (_, layer) => {
    const sorted = runs.map((run) => run[layer]!).sort((a, b) => a - b);
    return [layer, sorted[(networks - 1) / 2]!];
  });
}

interface Line {
  readonly net: Net;
  readonly colour: Colour;
  readonly label: string;
  /** Where the label stands; at the end of the line where absent. */
  readonly at: readonly [number, number];
}

const lowest = 1e-12;

export default (t: (en: string, zh: string) => string): string => {
  const panel = (title: string, named: readonly Line[]): PlotSpec => ({
    title,
    width: 250,
    height: 270,
    x: { range: [0, layers], ticks: [0, 10, 20, 30, 40, 50], label: t("layers back", "往回的层数") },
    y: {
      range: [lowest, 1e9],
      scale: "log",
      ticks: [1e-12, 1e-6, 1, 1e6],
      format: (value) => (value === 1 ? "1" : `10${value < 1 ? "⁻" : ""}${value === 1e-12 ? "¹²" : "⁶"}`),
      label: t("gradient norm", "梯度范数"),
    },
    series: named.map(({ net, colour, label, at }) => ({
      of: typical(net).filter(([, value]) => value >= lowest),
      colour,
      label,
      labelAt: at,
    })),
    extra: (scales: Scales) =>
      element("line", {
        x1: scales.x(0),
        x2: scales.x(layers),
        y1: scales.y(1),
        y2: scales.y(1),
        stroke: "currentColor",
        "stroke-opacity": "0.45",
        "stroke-dasharray": "2 4",
      }),
  });
  return smallMultiples(2, [
    panel(t("one layer after another", "一层接一层"), [
      { net: sigmoid, colour: "c5", label: "sigmoid", at: [1, 3e-12] },
      { net: tanhHalf, colour: "c4", label: t("tanh, weights × 0.5", "tanh，权重 × 0.5"), at: [17, 4e-5] },
      { net: he, colour: "c1", label: t("ReLU, He", "ReLU，He"), at: [30, 12] },
      {
        net: { ...he, norm: true },
        colour: "c2",
        label: t("ReLU, batch norm", "ReLU，批归一化"),
        at: [6, 3e4],
      },
    ]),
    panel(t("with a way around", "每层都有一条近路"), [
      { net: { ...he, keep: 1 }, colour: "c5", label: t("plain residual", "只有残差"), at: [7, 3e5] },
      {
        net: { ...he, keep: 1, norm: true },
        colour: "c2",
        label: t("with batch norm", "加批归一化"),
        at: [20, 0.02],
      },
      {
        net: { ...he, keep: 1, branch: 1 / Math.sqrt(layers) },
        colour: "c1",
        label: t("branch × 1/√L", "支路 × 1/√L"),
        at: [20, 3e-4],
      },
    ]),
  ]);
};
