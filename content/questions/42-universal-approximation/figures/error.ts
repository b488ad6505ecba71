import { element, plot, type Scales } from "drawing";
import { largestError } from "./staircase";

const counts = [10, 20, 40, 80, 160];

/** The best parabola for the odd function sin is a line a·x: the slope where its two extremes are equally far off. */
function parabolaError(): number {
  let best = Number.POSITIVE_INFINITY;
  for (let a = 0; a <= 1; a += 1e-5) {
    const bend = Math.acos(a);
    best = Math.min(best, Math.max(Math.sin(bend) - a * bend, a * Math.PI));
  }
  return best;
}

export default (t: (en: string, zh: string) => string): string => {
  const errors = counts.map((count): [number, number] => [count, largestError(count)]);
  const floor = parabolaError();
  const numbers = ({ x, y }: Scales): string =>
    errors
      .map(([count, error]) =>
        element("text", { x: x(count) + 6, y: y(error) - 6, class: "c1-fill" }, error.toFixed(4)),
      )
      .join("");
  return plot({
    width: 480,
    height: 250,
    x: { range: [8, 240], scale: "log", ticks: counts, label: t("hidden units", "隐藏单元数") },
    y: { range: [0.003, 1.2], scale: "log", ticks: [0.01, 0.1, 1], label: t("largest error", "最大误差") },
    series: [
      { of: errors, colour: "c1", label: t("tanh staircase", "tanh 楼梯"), labelAt: [11, 0.018] },
      { of: errors, colour: "c1", dots: true },
      {
        of: [
          [10, floor],
          [160, floor],
        ],
        colour: "c5",
        label: t(`x² units: never below ${floor.toFixed(2)}`, `x² 单元：不会低于 ${floor.toFixed(2)}`),
        labelAt: [24, floor * 0.6],
      },
    ],
    extra: numbers,
  });
};
