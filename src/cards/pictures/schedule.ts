import { picture, plotGroup } from "../../drawing";
import type { CardPicture } from "../card";
import type { Choose } from "../fact";
import type { Schedule } from "../facts/schedule-curves";
import { number } from "../markup";

const samples = 300;

/** The rate over the run; drawn in stairs where it changes in stairs. */
export function schedulePicture(schedule: Schedule, unit: string, t: Choose): CardPicture {
  const { at, length } = schedule;
  const count = schedule.steps ? Math.min(length, 2000) : Math.min(length, samples);
  const points: (readonly [number, number])[] = [];
  for (let i = 0; i <= count; i++) {
    const x = (length * i) / count;
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
      title: schedule.relative
        ? t("share of the optimiser's learning rate", "占优化器学习率的比例")
        : t("learning rate", "学习率"),
      x: {
        range: [0, length],
        ticks: [0, length],
        format: (value) => `${number(value)}${value === 0 ? "" : ` ${unit}`}`,
      },
      y: {
        range: [0, top * 1.1],
        ticks: [0, top],
        format: (value) => `${number(value)}${schedule.relative && value > 0 ? "×" : ""}`,
      },
      series: [{ of: points, colour: "c1" }],
    }),
  );
  const alt = t(
    `The learning rate starts at ${number(at(0))} and is ${number(at(length))} after ${number(length)} ${unit}.`,
    `学习率从 ${number(at(0))} 开始，${number(length)} ${unit}后为 ${number(at(length))}。`,
  );
  return { svg, alt };
}
