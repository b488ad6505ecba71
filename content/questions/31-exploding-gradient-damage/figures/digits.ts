import { element, plot, type Scales, text } from "drawing";

/** Gradient descent on w⁴ from 10, until the number is no longer finite. */
function descend(rate: number, count: number): number[] {
  const path = [10];
  for (let i = 0; i < count; i++) path.push(path[i]! - rate * 4 * path[i]! ** 3);
  return path.filter(Number.isFinite);
}

const limits = [
  { name: "float32", power: Math.log10((2 - 2 ** -23) * 2 ** 127) },
  { name: "float64", power: Math.log10(Number.MAX_VALUE) },
];

export default (t: (en: string, zh: string) => string): string => {
  const wild = descend(0.1, 7).map((w, i): [number, number] => [i, Math.log10(Math.abs(w))]);
  const calm = descend(0.001, 7).map((w, i): [number, number] => [i, Math.log10(Math.abs(w))]);
  const border = (scales: Scales, { name, power }: { name: string; power: number }): string =>
    element("line", {
      x1: scales.x(0),
      x2: scales.x(7),
      y1: scales.y(power),
      y2: scales.y(power),
      stroke: "currentColor",
      "stroke-opacity": 0.5,
      "stroke-dasharray": "4 4",
    }) +
    text(scales.x(0) + 6, scales.y(power) - 6, t(`the end of ${name}`, `${name} 的尽头`), { class: "tick" });
  const notes = (scales: Scales): string =>
    wild
      .slice(1)
      .map(([i, power]) =>
        element(
          "text",
          {
            // The third stands below the line: above it runs the border of float32.
            x: scales.x(i) + (i === 3 ? 9 : -8),
            y: scales.y(power) + (i === 3 ? 6 : -7),
            class: "c5-fill",
            "text-anchor": i === 3 ? "start" : "end",
          },
          power.toFixed(1),
        ),
      )
      .join("");
  return plot({
    width: 480,
    height: 270,
    x: { range: [0, 7], ticks: [0, 1, 2, 3, 4, 5, 6, 7], label: t("update", "更新次数") },
    y: { range: [0, 330], ticks: [0, 100, 200, 300], label: t("power of ten of |w|", "|w| 是 10 的几次方") },
    series: [
      { of: wild, colour: "c5", label: t("rate 0.1", "学习率 0.1"), labelAt: [5.12, 185] },
      { of: wild, colour: "c5", dots: true },
      { of: calm, colour: "c1", label: t("rate 0.001", "学习率 0.001"), labelAt: [5.12, 12] },
    ],
    extra: (scales) => limits.map((limit) => border(scales, limit)).join("") + notes(scales),
  });
};
