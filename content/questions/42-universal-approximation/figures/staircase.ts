import { type PlotSpec, smallMultiples, text } from "drawing";

/** A sum of `count` tanh steps of steepness count/π that climbs along sin on [−π, π]. */
export function staircase(count: number): (x: number) => number {
  const edges = Array.from({ length: count + 1 }, (_, i) => -Math.PI + (2 * Math.PI * i) / count);
  return (x) => {
    let y = Math.sin(edges[0]);
    for (let i = 0; i < count; i++) {
      const rise = Math.sin(edges[i + 1]) - Math.sin(edges[i]);
      const middle = (edges[i] + edges[i + 1]) / 2;
      y += rise * 0.5 * (1 + Math.tanh((count / Math.PI) * (x - middle)));
    }
    return y;
  };
}

/** Largest distance between the staircase and sin, on 4001 points. */
export function largestError(count: number): number {
  const curve = staircase(count);
  let largest = 0;
  for (let i = 0; i <= 4000; i++) {
    const x = -Math.PI + (2 * Math.PI * i) / 4000;
    largest = Math.max(largest, Math.abs(curve(x) - Math.sin(x)));
  }
  return largest;
}

export default (t: (en: string, zh: string) => string): string => {
  const panel = (count: number): PlotSpec => ({
    title: t(`${count} units`, `${count} 个单元`),
    width: 158,
    height: 170,
    x: { range: [-Math.PI, Math.PI], format: (x) => (x < 0 ? "-π" : "π") },
    y: { range: [-1.25, 1.25], ticks: [-1, 0, 1] },
    axesThroughZero: true,
    series: [
      {
        of: Math.sin,
        colour: "c2",
        dashed: true,
        ...(count === 5 && { label: "sin x", labelAt: [1.57, 1.12], labelAnchor: "middle" as const }),
      },
      { of: staircase(count), colour: "c1" },
    ],
    extra: ({ x, y }) =>
      text(x(Math.PI) + 6, y(-0.85), `${t("error", "误差")} ${largestError(count).toFixed(3)}`, {
        fill: undefined,
        class: "c1-fill",
        "text-anchor": "end",
      }),
  });
  return smallMultiples(3, [5, 10, 20].map(panel));
};
