import { element, normals, plot, type Scales, type Series } from "drawing";

const layers = 50;
const width = 32;

const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

type Layer = (gradient: number[], normal: () => number) => number[];

/** A random reflection: orthogonal, so it keeps every length. */
const orthogonal: Layer = (gradient, normal) => {
  const mirror = gradient.map(normal);
  const twice = (2 * dot(mirror, gradient)) / dot(mirror, mirror);
  return gradient.map((value, i) => value - twice * mirror[i]);
};

/** Independent entries of standard deviation 1/√width: keeps the squared length on average. */
const gaussian: Layer = (gradient, normal) =>
  gradient.map(() => gradient.reduce((sum, value) => sum + value * normal(), 0) / Math.sqrt(width));

function normsBack(layer: Layer, gain: number, seed: number): [number, number][] {
  const normal = normals(seed);
  let gradient = Array.from({ length: width }, normal);
  const start = Math.hypot(...gradient);
  const points: [number, number][] = [[0, 1]];
  for (let i = 1; i <= layers; i++) {
    gradient = layer(gradient, normal).map((value) => gain * value);
    points.push([i, Math.hypot(...gradient) / start]);
  }
  return points;
}

const gains = [
  { gain: 1.1, colour: "c5", end: "× 117" },
  { gain: 1, colour: "c1", end: "× 1" },
  { gain: 0.9, colour: "c4", end: "× 0.0052" },
] as const;

export default (t: (en: string, zh: string) => string): string => {
  const lines = gains.map(({ gain, colour }): Series => ({ of: normsBack(orthogonal, gain, 1), colour }));
  const thin = (scales: Scales): string =>
    gains
      .flatMap(({ gain, colour }) =>
        [1, 2, 3, 4].map((seed) =>
          element("path", {
            d: normsBack(gaussian, gain, seed)
              .map(([x, y], i) => `${i === 0 ? "M" : "L"}${scales.x(x).toFixed(1)} ${scales.y(y).toFixed(1)}`)
              .join(""),
            class: colour,
            fill: "none",
            "stroke-width": "0.8",
            "stroke-opacity": "0.55",
          }),
        ),
      )
      .join("");
  const names = (scales: Scales): string =>
    gains
      .map(({ gain, colour, end }) => {
        const y = scales.y(gain ** layers);
        const label = (dy: number, content: string): string =>
          element("text", { x: scales.x(layers) + 6, y: y + dy, class: `${colour}-fill` }, content);
        return label(0, t(`gain ${gain}`, `增益 ${gain}`)) + label(15, end);
      })
      .join("");
  return plot({
    width: 480,
    height: 260,
    x: {
      range: [0, 60],
      ticks: [0, 10, 20, 30, 40, 50],
      label: t("layers counted back from the output", "从输出往回数的层数"),
    },
    y: {
      range: [1e-4, 1e3],
      scale: "log",
      ticks: [1e-4, 1e-2, 1, 100],
      format: (value) => (value === 1e-4 ? "0.0001" : String(value)),
      label: t("gradient norm", "梯度范数"),
    },
    series: lines,
    extra: (scales) => thin(scales) + names(scales),
  });
};
