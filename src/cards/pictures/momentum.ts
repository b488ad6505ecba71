import { picture, plotGroup } from "../../drawing";
import type { CardPicture } from "../card";
import type { Choose } from "../fact";
import { number } from "../markup";

/** Length of the steps under a steady gradient: (1 − μᵗ) / (1 − μ) times the first. */
export function momentumPicture(momentum: number, t: Choose): CardPicture | undefined {
  const limit = 1 / (1 - momentum);
  const steps = Math.min(200, Math.max(8, Math.ceil(Math.log(0.05) / Math.log(momentum))));
  if (!Number.isFinite(limit) || limit > 1000) return undefined;
  const points = Array.from(
    { length: steps },
    (_, i) => [i + 1, (1 - momentum ** (i + 1)) / (1 - momentum)] as const,
  );
  const svg = picture(
    420,
    118,
    plotGroup({
      width: 408,
      height: 116,
      title: t("length of the steps under a steady gradient", "梯度不变时的步长"),
      x: { range: [1, steps], ticks: [1, steps], format: (value) => t(`step ${value}`, `第 ${value} 步`) },
      y: {
        range: [0, limit * 1.18],
        ticks: [0, limit],
        format: (value) => (value === 0 ? "0" : `${number(value)}×`),
      },
      series: [
        {
          of: [
            [1, limit],
            [steps, limit],
          ],
          colour: "c3",
          dashed: true,
        },
        { of: points, colour: "c1" },
      ],
    }),
  );
  const alt = t(
    `Under a steady gradient the steps grow from 1 to ${number(limit)} times.`,
    `梯度不变时，步长从 1 倍长到 ${number(limit)} 倍。`,
  );
  return { svg, alt };
}
