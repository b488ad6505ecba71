import { element, type PlotSpec, type Scales, smallMultiples, uniforms } from "drawing";

interface Family {
  readonly title: string;
  readonly mean: (eta: number) => number;
  readonly draw: (mu: number) => number;
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
}

export default (t: (en: string, zh: string) => string): string => {
  const uniform = uniforms(3);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  // How many waits, exponentially distributed with mean 1, fit into `mu`: a Poisson number with that mean.
  const poisson = (mu: number): number => {
    let count = -1;
    for (let time = 0; time < mu; count++) time -= Math.log(1 - uniform());
    return count;
  };
  const families: Family[] = [
    {
      title: t("number: η", "实数：η"),
      mean: (eta) => eta,
      draw: (mu) => mu + normal(),
      range: [-4, 4],
      ticks: [-3, 0, 3],
    },
    {
      title: t("yes or no: σ(η)", "是或否：σ(η)"),
      mean: (eta) => 1 / (1 + Math.exp(-eta)),
      draw: (mu) => (uniform() < mu ? 1 : 0),
      range: [-0.15, 1.15],
      ticks: [0, 1],
    },
    {
      title: t("count: exp η", "计数：exp η"),
      mean: Math.exp,
      draw: poisson,
      range: [-1, 21],
      ticks: [0, 10, 20],
    },
  ];
  return smallMultiples(
    3,
    families.map(({ title, mean, draw, range, ticks }, i): PlotSpec => {
      const etas = Array.from({ length: 70 }, (_, k) => -3 + (6 * (k + 0.5)) / 70);
      const drawn = etas.map((eta): [number, number] => [eta, draw(mean(eta))]);
      const faint = ({ x, y }: Scales): string =>
        drawn
          .filter(([, value]) => value >= range[0] && value <= range[1])
          .map(([eta, value]) =>
            element("circle", { cx: x(eta), cy: y(value), r: 2.4, class: "c2-fill", "fill-opacity": 0.6 }),
          )
          .join("");
      return {
        title,
        width: 168,
        height: 176,
        x: { range: [-3, 3], ticks: [-3, 0, 3], label: "η = w·x + b" },
        y: { range, ticks, ...(i === 0 && { label: "y" }) },
        series: [{ of: mean, colour: "c1" }],
        extra: faint,
      };
    }),
  );
};
