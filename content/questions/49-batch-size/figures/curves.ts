import { element, plot, type Scales, type Series, text } from "drawing";
import { accuracies } from "../experiment";

const runs = [
  { batch: 2, colour: "c4" },
  { batch: 8, colour: "c1" },
  { batch: 32, colour: "c3" },
  { batch: 128, colour: "c2" },
  { batch: 512, colour: "c5" },
] as const;
const rate = 0.1;
const epochs = (updates: number, batch: number): boolean => updates * batch === 20 * 512;

/** Every batch size for 1280 updates, and the smallest for its 20 epochs. */
const measured = runs.map(({ batch, colour }) => {
  const end = Math.max(1280, (20 * 512) / batch);
  const after = [...new Set(Array.from({ length: 200 }, (_, i) => Math.round(10 * 2 ** (i / 8))))]
    .filter((updates) => updates <= end)
    .concat(end);
  const found = accuracies(batch, rate, after, 1);
  return { batch, colour, points: after.map((updates, i): [number, number] => [updates, found[i]]) };
});

export default (t: (en: string, zh: string) => string): string => {
  const lines = measured.map(({ points, colour }): Series => ({ of: points, colour }));
  const ends = ({ x, y }: Scales): string =>
    measured
      .map(({ batch, colour, points }) => {
        const stop = points.find(([updates]) => epochs(updates, batch)) ?? points[points.length - 1];
        const [cx, cy] = [x(stop[0]), y(stop[1])];
        return (
          element("line", { x1: cx, x2: cx, y1: cy, y2: y(0.72), class: colour, "stroke-dasharray": "2 3" }) +
          element("circle", { cx, cy, r: 5, class: `${colour}-fill` }) +
          text(cx, y(0.72) + 12, `B = ${batch}`, {
            class: `${colour}-fill`,
            fill: undefined,
            "text-anchor": "middle",
          }) +
          text(cx, y(0.72) + 26, stop[1].toFixed(2), {
            class: `${colour}-fill`,
            fill: undefined,
            "text-anchor": "middle",
          })
        );
      })
      .join("");
  return plot({
    width: 480,
    height: 270,
    x: { range: [9, 7000], scale: "log", ticks: [20, 80, 320, 1280, 5120], label: t("updates", "更新次数") },
    y: { range: [0.67, 1], ticks: [0.8, 0.9, 1], label: t("test accuracy", "测试准确率") },
    series: lines,
    extra: ends,
  });
};
