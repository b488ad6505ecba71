import { picture, plotGroup } from "../../drawing";
import type { CardPicture } from "../card";
import type { Choose } from "../fact";
import type { Schedule } from "../facts/schedule-curves";
import { number } from "../markup";

const samples = 300;

/** The rate over the run; drawn in stairs where it changes in stairs. */
export function schedulePicture(schedule: Schedule, unit: string, t: Choose): CardPicture {
  const { at, length, ends } = schedule;
  const count = schedule.steps ? Math.min(length, 2000) : samples;
  const points: (readonly [number, number])[] = [];
  for (let i = 0; i <= count; i++) {
    // The last point belongs to the run: what would begin after it (another cycle) is not drawn.
    const x = (Math.min(i, count - 1e-6) * length) / count;
    const y = at(schedule.steps ? Math.floor(x) : x);
    const last = points.at(-1);
    if (schedule.steps && last !== undefined && last[1] !== y) points.push([x, last[1]]);
    points.push([x, y]);
  }
  const top = Math.max(...points.map(([, y]) => y));
  const svg = picture(
    420,
    118,
    plotGroup({
      width: 412,
      height: 116,
      title: ends
        ? t(
            `from the optimiser's ${ends.high} to ${ends.low}, over ${unit}`,
            `从优化器的 ${ends.high} 到 ${ends.low}（横轴：${unit}）`,
          )
        : schedule.relative
          ? t(`share of the optimiser's learning rate, over ${unit}`, `占优化器学习率的比例（横轴：${unit}）`)
          : t(`learning rate, over ${unit}`, `学习率（横轴：${unit}）`),
      x: {
        range: [0, length],
        ticks: [0, length],
        format: number,
      },
      y: {
        range: [0, top * 1.1],
        ticks: [0, top],
        format: (value) => heightText(value, schedule),
      },
      series: [{ of: points, colour: "c1" }],
    }),
  );
  const alt = ends
    ? t(
        `The learning rate falls along a cosine from ${ends.high} to ${ends.low}.`,
        `学习率沿余弦从 ${ends.high} 降到 ${ends.low}。`,
      )
    : t(
        `The learning rate starts at ${number(at(0))} and is ${number(at(length))} after ${number(length)} ${unit}.`,
        `学习率从 ${number(at(0))} 开始，${number(length)} 处（单位：${unit}）为 ${number(at(length))}。`,
      );
  return { svg, alt };
}

function heightText(value: number, { relative, ends }: Schedule): string {
  if (ends) return value > 0 ? ends.high : ends.low;
  return `${number(value)}${relative && value > 0 ? "×" : ""}`;
}
