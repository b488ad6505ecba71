import { element, group, picture, text } from "../../drawing";
import type { CardPicture } from "../card";
import type { Choose } from "../fact";
import { number, percent } from "../markup";

const count = 16;
/** The order in which dots go out as the rate rises; fixed, so that the same line shows the same picture. */
const order = [5, 12, 2, 9, 15, 7, 0, 13, 4, 10, 1, 6, 14, 3, 11, 8];

/** Sixteen units in training, some off and the rest enlarged in area by 1 / (1 − rate), and the same in evaluation. */
export function dropoutPicture(rate: number, t: Choose): CardPicture {
  const off = new Set(order.slice(0, Math.round(rate * count)));
  const usual = 5;
  const scaled = rate < 1 ? Math.min(9, usual * Math.sqrt(1 / (1 - rate))) : usual;
  const place = (i: number): number => 12 + i * 15.5;
  const dot = (i: number, y: number, on: boolean, r: number): string =>
    on
      ? element("circle", { cx: place(i), cy: y, r, class: "c1-fill", opacity: 0.9 })
      : element("circle", {
          cx: place(i),
          cy: y,
          r: usual - 0.5,
          class: "axis",
          fill: "none",
          "stroke-dasharray": "2 2",
        });
  const row = (y: number, isOff: (i: number) => boolean, r: number): string =>
    group({}, ...order.map((_, i) => dot(i, y, !isOff(i), r)));
  const factor = rate < 1 ? `× ${number(1 / (1 - rate))}` : "";
  const train = t(`training: ${percent(rate)} off`, `训练：关掉 ${percent(rate)}`);
  const rest = rate < 1 ? t(`the rest ${factor}`, `其余 ${factor}`) : t("nothing is left", "一个不剩");
  const svg = picture(
    420,
    76,
    row(20, (i) => off.has(i), scaled),
    text(266, 17, train, { "font-weight": 600 }),
    text(266, 31, rest, { class: "tick" }),
    row(58, () => false, usual),
    text(266, 55, t("evaluation: all on", "评估：全部打开"), { "font-weight": 600 }),
    text(266, 69, t("values unchanged", "数值不变"), { class: "tick" }),
  );
  const alt = t(
    `Of sixteen units, ${off.size} are off in training and the rest are enlarged; in evaluation all sixteen are on.`,
    `十六个单元中，训练时关掉 ${off.size} 个，其余放大；评估时十六个全部打开。`,
  );
  return { svg, alt };
}
