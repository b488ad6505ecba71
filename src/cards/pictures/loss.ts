import { picture, plotGroup, type Series } from "../../drawing";
import type { CardPicture } from "../card";
import { number } from "../markup";

export interface LossPlot {
  readonly title: string;
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
  readonly top: number;
  readonly series: readonly Series[];
}

/** The loss of one example over its error, margin or probability. */
export function lossPicture(plot: LossPlot, alt: string): CardPicture {
  const svg = picture(
    420,
    118,
    plotGroup({
      width: 370,
      height: 116,
      title: plot.title,
      x: { range: plot.range, ticks: plot.ticks, format: number },
      y: { range: [0, plot.top], ticks: [0, Math.floor(plot.top)], format: number },
      series: plot.series,
    }),
  );
  return { svg, alt };
}
