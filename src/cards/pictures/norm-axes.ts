import { element, group, picture, text } from "../../drawing";
import type { CardPicture } from "../card";
import type { Choose } from "../fact";

/** Which cells of (sample, channel, position) share one mean. */
export type Shared = "batch" | "layer" | "group" | "instance";

const samples = 3;
const channels = 6;
const positions = 4;
const cell = 13;
const groupSize = 3;

const inside: Readonly<Record<Shared, (sample: number, channel: number, position: number) => boolean>> = {
  batch: (_, channel) => channel === 1,
  layer: (sample, _, position) => sample === 0 && position === 1,
  group: (sample, channel) => sample === 0 && channel < groupSize,
  instance: (sample, channel) => sample === 0 && channel === 1,
};

/** Three samples as grids of channels × positions; the cells that share one mean and variance are filled. */
export function normAxesPicture(shared: Shared, t: Choose): CardPicture {
  const grids = Array.from({ length: samples }, (_, sample) => gridOf(sample, shared, t));
  const left = 24 + samples * 94;
  const svg = picture(
    420,
    104,
    ...grids,
    text(10, 24 + (positions * cell) / 2, t("positions", "位置"), {
      class: "tick",
      "text-anchor": "middle",
      transform: `rotate(-90 10 ${24 + (positions * cell) / 2})`,
    }),
    element("rect", { x: left, y: 34, width: cell - 2, height: cell - 2, rx: 2, class: "c1-fill" }),
    text(left + 18, 44, t("one mean and", "共用一个")),
    text(left + 18, 59, t("one variance", "均值和方差")),
  );
  return { svg, alt: alts[shared](t) };
}

function gridOf(sample: number, shared: Shared, t: Choose): string {
  const left = 24 + sample * 94;
  const cells: string[] = [];
  for (let channel = 0; channel < channels; channel++) {
    for (let position = 0; position < positions; position++) {
      const filled = inside[shared](sample, channel, position);
      cells.push(
        element("rect", {
          x: left + channel * cell,
          y: 24 + position * cell,
          width: cell - 2,
          height: cell - 2,
          rx: 2,
          class: filled ? "c1-fill" : undefined,
          fill: filled ? undefined : "currentColor",
          "fill-opacity": filled ? undefined : 0.14,
        }),
      );
    }
  }
  const middle = left + (channels * cell) / 2;
  return group(
    {},
    ...cells,
    text(middle, 15, t(`sample ${sample + 1}`, `样本 ${sample + 1}`), {
      "text-anchor": "middle",
      "font-weight": 600,
      "font-size": 11,
    }),
    text(middle, 24 + positions * cell + 15, t("channels", "通道"), {
      "text-anchor": "middle",
      class: "tick",
    }),
  );
}

const alts: Readonly<Record<Shared, (t: Choose) => string>> = {
  batch: (t) => t("One channel of all samples shares a mean.", "所有样本的同一通道共用一个均值。"),
  layer: (t) =>
    t(
      "All channels at one position of one sample share a mean.",
      "一个样本在一个位置上的所有通道共用一个均值。",
    ),
  group: (t) => t("Some channels of one sample share a mean.", "一个样本的一组通道共用一个均值。"),
  instance: (t) => t("One channel of one sample has its own mean.", "一个样本的每个通道各有自己的均值。"),
};
