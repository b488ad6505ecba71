import { type PlotSpec, type Series, smallMultiples } from "drawing";

const tent = (x: number): number => 2 * Math.max(0, x) - 4 * Math.max(0, x - 0.5);

/** The corners of the tent map put into itself `layers` times: exact, they lie at multiples of 2^−layers. */
function corners(layers: number): [number, number][] {
  const pieces = 2 ** layers;
  return Array.from({ length: pieces + 1 }, (_, i) => {
    let y = i / pieces;
    for (let layer = 0; layer < layers; layer++) y = tent(y);
    return [i / pieces, y];
  });
}

const size = { width: 168, height: 128 };

export default (t: (en: string, zh: string) => string): string => {
  const panel = (title: string, first: boolean, ...series: Series[]): PlotSpec => ({
    ...size,
    title,
    x: { range: [0, 1] },
    y: { range: [0, 1], ticks: first ? [0, 1] : [] },
    series,
  });
  const deep = [1, 2, 3, 4, 5].map((layers, i) =>
    panel(
      t(
        `${layers} layer${layers === 1 ? "" : "s"}: ${2 ** layers} pieces`,
        `${layers} 层：${2 ** layers} 段`,
      ),
      i % 3 === 0,
      { of: corners(layers), colour: "c1" },
    ),
  );
  // Ten units in one layer: ten corners. It keeps up for ten pieces; the last corner is spent on going flat.
  const shallow: Series = { of: [...corners(5).slice(0, 11), [1, 0]], colour: "c5" };
  return smallMultiples(3, [
    ...deep,
    panel(t("1 layer, 10 units: 11", "1 层 10 个单元：11 段"), false, shallow),
  ]);
};
