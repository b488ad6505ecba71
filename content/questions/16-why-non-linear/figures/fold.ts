import { element, type PlotSpec, type Scales, smallMultiples, text } from "drawing";

type Point = readonly [number, number];

const relu = (z: number): number => Math.max(0, z);
const corners: readonly Point[] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const fold = ([a, b]: Point): Point => [relu(a - b), relu(b - a)];

/** Corners that should answer 1 are rings, those that should answer 0 dots; a name stands beside each. */
function marks(place: (corner: Point) => Point, names: readonly string[], { x, y }: Scales): string {
  return corners
    .map((corner, i) => {
      const [h, v] = place(corner);
      const wanted = corner[0] !== corner[1];
      const circle = wanted
        ? { r: 5, class: "c2", fill: "none", "stroke-width": 2.4 }
        : { r: 5, class: "c1-fill" };
      return (
        element("circle", { cx: x(h), cy: y(v), ...circle }) +
        text(x(h) + (wanted ? 9 : 4), y(v) + (wanted ? -7 : 19), names[i] ?? "", { "font-size": 13 })
      );
    })
    .join("");
}

export default (t: (en: string, zh: string) => string): string => {
  const panel = (title: string, across: string, up: string, more: Partial<PlotSpec>): PlotSpec => ({
    title,
    width: 240,
    height: 216,
    x: { range: [-0.25, 1.45], ticks: [0, 1], label: across },
    y: { range: [-0.3, 1.35], ticks: [0, 1], label: up },
    series: [],
    ...more,
  });
  const line = (label: string, from: Point, to: Point, labelAt: Point): PlotSpec["series"][number] => ({
    of: [from, to],
    colour: "c5",
    dashed: true,
    label,
    labelAt,
  });
  return smallMultiples(2, [
    panel(t("four corners", "四个角"), "a", "b", {
      series: [line(t("crease", "折痕"), [-0.15, -0.15], [1.3, 1.3], [0.6, 0.42])],
      extra: (scales) => marks((corner) => corner, ["0 0", "0 1", "1 0", "1 1"], scales),
    }),
    panel(t("after two ReLU units", "经过两个 ReLU 单元"), "relu(a − b)", "relu(b − a)", {
      series: [line(t("cut", "切"), [-0.2, 0.7], [0.52, -0.02], [0.3, 0.34])],
      extra: (scales) => marks(fold, ["", "0 1", "1 0", t("0 0 and 1 1", "0 0 和 1 1")], scales),
    }),
  ]);
};
