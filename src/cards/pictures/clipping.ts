import { element, group, picture, text } from "../../drawing";
import type { CardPicture } from "../card";
import type { Choose } from "../fact";
import type { Vector } from "../facts/clipping";
import { number } from "../markup";

/** The gradient before and after, to scale, with the circle or square that it has to fit into. */
export function clippingPicture(
  before: Vector,
  after: Vector,
  limit: number,
  kind: "norm" | "value",
  t: Choose,
): CardPicture {
  const norm = Math.hypot(...before);
  const unit = 128 / norm;
  const origin = [46, 100] as const;
  const place = ([x, y]: Vector): Vector => [origin[0] + x * unit, origin[1] - y * unit];
  const reach = limit * unit;
  const border =
    kind === "norm"
      ? element("path", {
          d: arc(origin, reach),
          class: "c3",
          fill: "none",
          "stroke-width": 1.5,
          "stroke-dasharray": "4 3",
        })
      : element("path", {
          d: `M${origin[0]} ${origin[1] - reach}h${reach}v${reach}`,
          class: "c3",
          fill: "none",
          "stroke-width": 1.5,
          "stroke-dasharray": "4 3",
        });
  const axes = element("path", { d: `M${origin[0]} 8V${origin[1]}H200`, class: "axis", fill: "none" });
  const left = 224;
  const shown = number(Math.hypot(...after));
  const svg = picture(
    420,
    112,
    axes,
    border,
    arrow(origin, place(before), "c2", true),
    arrow(origin, place(after), "c1", false),
    key(left, 30, "c2", true, t(`gradient, norm ${number(norm)}`, `梯度，范数 ${number(norm)}`)),
    key(left, 54, "c1", false, t(`after clipping, norm ${shown}`, `裁剪后，范数 ${shown}`)),
    key(
      left,
      78,
      "c3",
      true,
      kind === "norm"
        ? t(`limit: norm ${number(limit)}`, `上限：范数 ${number(limit)}`)
        : t(`limit: ±${number(limit)} each`, `上限：各分量 ±${number(limit)}`),
    ),
  );
  const alt = t(
    `An arrow of length ${number(norm)} becomes one of length ${shown}.`,
    `长度为 ${number(norm)} 的箭头变成 ${shown}。`,
  );
  return { svg, alt };
}

function arc([x, y]: readonly [number, number], radius: number): string {
  return `M${x + radius} ${y}A${radius} ${radius} 0 0 0 ${x} ${y - radius}`;
}

function arrow(
  [x1, y1]: readonly [number, number],
  [x2, y2]: Vector,
  colour: string,
  dashed: boolean,
): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const head = Math.min(9, length * 0.6);
  const along = [(x2 - x1) / length, (y2 - y1) / length] as const;
  const base = [x2 - along[0] * head, y2 - along[1] * head] as const;
  const side = [(-along[1] * head) / 2.2, (along[0] * head) / 2.2] as const;
  const points = [
    [x2, y2],
    [base[0] + side[0], base[1] + side[1]],
    [base[0] - side[0], base[1] - side[1]],
  ].map((point) => point.map((value) => Math.round((value ?? 0) * 100) / 100).join(","));
  return group(
    {},
    element("line", {
      x1,
      y1,
      x2: base[0],
      y2: base[1],
      class: colour,
      "stroke-width": 2.5,
      "stroke-dasharray": dashed ? "5 4" : undefined,
    }),
    element("polygon", { points: points.join(" "), class: `${colour}-fill` }),
  );
}

function key(x: number, y: number, colour: string, dashed: boolean, label: string): string {
  return (
    element("line", {
      x1: x,
      y1: y - 4,
      x2: x + 22,
      y2: y - 4,
      class: colour,
      "stroke-width": 2.5,
      "stroke-dasharray": dashed ? "5 4" : undefined,
    }) + text(x + 30, y, label)
  );
}
