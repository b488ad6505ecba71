import { element, type PlotSpec, type Scales, smallMultiples, text } from "drawing";

type Curve = (x: number) => number;

const sigmoid: Curve = (x) => 1 / (1 + Math.exp(-x));
const density: Curve = (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Φ(x) by the series of its density (Marsaglia 2004), exact to 1e-9 on [−6, 6]. */
function normal(x: number): number {
  let term = x;
  let sum = x;
  for (let i = 3; i < 200; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + sum * density(x);
}

const range: readonly [number, number] = [-6, 6];

/** Where |slope| < 0.01, in runs wider than a hair: a mere crossing of zero silences nobody. */
function silentRuns(slope: Curve): [number, number][] {
  const step = 0.01;
  const runs: [number, number][] = [];
  for (let x = range[0]; x <= range[1]; x += step) {
    const last = runs.at(-1);
    if (Math.abs(slope(x)) >= 0.01 - 1e-12) continue;
    if (last !== undefined && x - last[1] < 1.5 * step) last[1] = x;
    else runs.push([x, x]);
  }
  return runs.filter(([from, to]) => to - from > 0.2);
}

/** Points close enough for a panel, with both sides of the kink at 0. */
function sampled(curve: Curve): [number, number][] {
  const points: [number, number][] = [];
  for (let i = -24; i <= 24; i++) {
    const x = i / 4;
    for (const near of i === 0 ? [-1e-6, 1e-6] : [x]) points.push([near, curve(near)]);
  }
  return points;
}

export default (t: (en: string, zh: string) => string): string => {
  const panel = (title: string, value: Curve, slope: Curve, note: string, names = false): PlotSpec => ({
    title,
    width: 152,
    height: 172,
    x: { range, ticks: [-6, 0, 6] },
    y: { range: [-1.8, 2.3], ticks: [-1, 0, 1, 2] },
    axesThroughZero: true,
    series: [
      { of: sampled(value), colour: "c1", ...(names && { label: t("value", "值"), labelAt: [1, 1.25] }) },
      { of: sampled(slope), colour: "c2", ...(names && { label: t("slope", "斜率"), labelAt: [1.6, 0.25] }) },
    ],
    extra: (scales: Scales) =>
      silentRuns(slope)
        .map(([from, to]) =>
          element("rect", {
            x: scales.x(from),
            y: scales.y(2.3),
            width: scales.x(to) - scales.x(from),
            height: scales.y(-1.8) - scales.y(2.3),
            fill: "currentColor",
            "fill-opacity": "0.13",
          }),
        )
        .join("") + text(scales.x(0), scales.y(-1.62), note, { class: "tick", "text-anchor": "middle" }),
  });
  return smallMultiples(3, [
    panel("sigmoid", sigmoid, (x) => sigmoid(x) * sigmoid(-x), t("slope 0 … 1/4", "斜率 0 … 1/4"), true),
    panel("tanh", Math.tanh, (x) => 1 - Math.tanh(x) ** 2, t("slope 0 … 1", "斜率 0 … 1")),
    panel(
      "ReLU",
      (x) => Math.max(0, x),
      (x) => (x > 0 ? 1 : 0),
      t("slope 0 or 1", "斜率 0 或 1"),
    ),
    panel(
      t("leaky ReLU", "带泄漏的 ReLU"),
      (x) => (x > 0 ? x : 0.01 * x),
      (x) => (x > 0 ? 1 : 0.01),
      t("slope 0.01 or 1", "斜率 0.01 或 1"),
    ),
    panel(
      "ELU",
      (x) => (x > 0 ? x : Math.expm1(x)),
      (x) => (x > 0 ? 1 : Math.exp(x)),
      t("slope 0 … 1", "斜率 0 … 1"),
    ),
    panel(
      "GELU",
      (x) => x * normal(x),
      (x) => normal(x) + x * density(x),
      t("slope −0.13 … 1.13", "斜率 −0.13 … 1.13"),
    ),
  ]);
};
