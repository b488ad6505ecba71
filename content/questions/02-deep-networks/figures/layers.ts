import { element, group, picture, text } from "drawing";

type Say = (en: string, zh: string) => string;

const middle = 88;

/** Where the units of a layer stand: evenly, around the middle. */
function heights(units: number): number[] {
  return Array.from({ length: units }, (_, i) => middle + (i - (units - 1) / 2) * 21);
}

function units(x: number, count: number, colour: string): string {
  return heights(count)
    .map((cy) => element("circle", { cx: x, cy, r: 7, class: `${colour}-fill` }))
    .join("");
}

function weights(from: number, to: number, before: number, after: number): string {
  return heights(before)
    .flatMap((y1) =>
      heights(after).map((y2) =>
        element("line", { x1: from + 9, y1, x2: to - 9, y2, stroke: "currentColor", "stroke-opacity": 0.22 }),
      ),
    )
    .join("");
}

/** Units per layer, the input first; the weight layers are numbered below. */
function network(left: number, gap: number, layers: readonly number[], title: string, t: Say): string {
  const x = layers.map((_, i) => left + i * gap);
  const last = layers.length - 1;
  const colour = (i: number): string => (i === 0 ? "c4" : i === last ? "c2" : "c1");
  const small = { "text-anchor": "middle", "font-size": 13 };
  const bracket = `M${x[1] - 7} 178v6H${x[last - 1] + 7}v-6`;
  return group(
    {},
    text((x[0] + x[last]) / 2, 16, title, { "text-anchor": "middle", "font-weight": 600, "font-size": 14 }),
    ...layers.slice(1).map((count, i) => weights(x[i], x[i + 1], layers[i], count)),
    ...layers.map((count, i) => units(x[i], count, colour(i))),
    ...layers
      .slice(1)
      .map((_, i) =>
        text((x[i] + x[i + 1]) / 2, middle + 82, String(i + 1), { ...small, "font-weight": 600 }),
      ),
    element("path", { d: bracket, class: "c1", fill: "none" }),
    text(
      (x[1] + x[last - 1]) / 2,
      204,
      last === 2 ? t("1 hidden layer", "1 个隐藏层") : t(`${last - 1} hidden layers`, `${last - 1} 个隐藏层`),
      { ...small, fill: undefined, class: "c1-fill" },
    ),
    text(x[0], 204, t("input", "输入"), { ...small, fill: undefined, class: "c4-fill" }),
    text(x[last], 204, t("output", "输出"), { ...small, fill: undefined, class: "c2-fill" }),
  );
}

export default function layers(t: Say): string {
  return picture(
    508,
    212,
    network(42, 74, [3, 6, 2], t("2 weight layers: shallow", "2 个权重层：浅"), t),
    network(246, 47, [3, 4, 4, 4, 4, 2], t("5 weight layers: deep", "5 个权重层：深"), t),
  );
}
