import { element, type PlotSpec, smallMultiples, text } from "drawing";

type Curve = (z: number) => number;
const sigmoid: Curve = (z) => 1 / (1 + Math.exp(-z));
const crossEntropy: Curve = (z) => Math.max(0, -z) + Math.log1p(Math.exp(-Math.abs(z)));
const squared: Curve = (z) => (1 - sigmoid(z)) ** 2;
const turn = -Math.LN2;

export default (t: (en: string, zh: string) => string): string => {
  const names = [t("cross-entropy", "交叉熵"), t("squared error", "平方误差")] as const;
  const panel = (
    title: string,
    y: PlotSpec["y"],
    curves: readonly [Curve, Curve],
    more: Partial<PlotSpec>,
  ): PlotSpec => ({
    title,
    width: 250,
    height: 230,
    x: {
      range: [-8, 4],
      ticks: [-8, -4, 0, 4],
      label: t("score z, the answer is yes", "得分 z，答案是“是”"),
    },
    y,
    series: curves.map((of, i) => ({ of, colour: i === 0 ? ("c1" as const) : ("c2" as const) })),
    ...more,
  });
  const label = (x: number, y: number, name: string, colour: string): string =>
    text(x, y, name, { fill: undefined, class: `${colour}-fill` });
  return smallMultiples(2, [
    panel(t("loss", "损失"), { range: [-0.2, 6], ticks: [0, 2, 4, 6] }, [crossEntropy, squared], {
      extra: ({ x, y }) =>
        label(x(-3.6), y(4.2), names[0], "c1") +
        label(x(-7.8), y(1.25), names[1], "c2") +
        element("circle", { cx: x(turn), cy: y(squared(turn)), r: 4, class: "c2-fill" }),
    }),
    panel(
      t("its pull (slope) on z", "对 z 的拉力（斜率）"),
      { range: [-1.1, 0.1], ticks: [-1, -0.5, 0] },
      [(z) => sigmoid(z) - 1, (z) => -2 * sigmoid(z) * sigmoid(-z) ** 2],
      {
        extra: ({ x, y }) => {
          const lowest = -2 * sigmoid(turn) * sigmoid(-turn) ** 2;
          return (
            element("line", {
              x1: x(-8),
              x2: x(4),
              y1: y(0),
              y2: y(0),
              class: "axis",
              "stroke-dasharray": "2 4",
            }) +
            label(x(-7.6), y(-0.86), names[0], "c1") +
            label(x(-7.6), y(-0.16), names[1], "c2") +
            element("circle", { cx: x(turn), cy: y(lowest), r: 4, class: "c2-fill" })
          );
        },
      },
    ),
  ]);
};
