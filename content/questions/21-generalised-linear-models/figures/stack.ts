import { element, group, pathThrough, picture, text } from "drawing";

type Say = (en: string, zh: string) => string;

const height = 40;

function arrow(x1: number, y: number, x2: number): string {
  return (
    element("line", {
      x1,
      y1: y,
      x2: x2 - 7,
      y2: y,
      stroke: "currentColor",
      "stroke-opacity": 0.65,
      "stroke-width": 2,
    }) +
    element("polygon", {
      points: `${x2},${y} ${x2 - 8},${y - 4} ${x2 - 8},${y + 4}`,
      fill: "currentColor",
      "fill-opacity": 0.65,
    })
  );
}

/** A weighted sum and the curve behind it. */
function unit(x: number, y: number, sum: string, curve: string, colour: string): string {
  const top = y - height / 2;
  const box = { x, y: top, width: 116, height, rx: 8 };
  const label = { "text-anchor": "middle", "font-size": 13 };
  return (
    element("rect", { ...box, class: `${colour}-fill`, "fill-opacity": 0.13 }) +
    element("rect", { ...box, class: colour, fill: "none", "stroke-width": 2 }) +
    element("line", { x1: x + 75, y1: top, x2: x + 75, y2: top + height, class: colour }) +
    text(x + 37.5, y + 4.5, sum, label) +
    text(x + 95.5, y + 4.5, curve, label)
  );
}

/** A bell, for the distribution of the response around its mean. */
function bell(x: number, y: number): string {
  const points = Array.from({ length: 41 }, (_, i): [number, number] => {
    const z = -2.6 + (5.2 * i) / 40;
    return [x + 22 + z * 8, y + 14 - 28 * Math.exp((-z * z) / 2)];
  });
  return element("path", { d: pathThrough(points), class: "c2", fill: "none", "stroke-width": 2 });
}

export default function stack(t: Say): string {
  const [upper, lower] = [58, 156];
  const ends = { "text-anchor": "middle", "font-size": 15, "font-style": "italic" };
  const note = { "text-anchor": "middle", "font-size": 13 };
  const title = { "font-weight": 600, "font-size": 14 };
  const last = 306;
  const curly = (from: number, to: number, colour: string): string =>
    element("path", {
      d: `M${from} ${lower + 30}v6H${to}v-6`,
      class: colour,
      fill: "none",
    });
  return picture(
    508,
    214,
    group(
      {},
      text(2, 16, t("generalised linear model", "广义线性模型"), title),
      text(12, upper + 5, "x", ends),
      arrow(24, upper, last - 4),
      unit(last, upper, "w·x + b", "g⁻¹", "c1"),
      arrow(last + 119, upper, 440),
      bell(442, upper),
      text(498, upper + 5, "y", ends),
      text(last + 37, upper - 28, "η", note),
      text(431, upper - 12, "μ", note),
    ),
    group(
      {},
      text(2, 114, t("network", "神经网络"), title),
      text(12, lower + 5, "x", ends),
      arrow(20, lower, 34),
      unit(36, lower, "W₁x + b₁", "relu", "c4"),
      arrow(155, lower, 169),
      unit(171, lower, "W₂h + b₂", "relu", "c4"),
      arrow(290, lower, last - 2),
      unit(last, lower, "w·h + b", "g⁻¹", "c1"),
      arrow(last + 119, lower, 440),
      bell(442, lower),
      text(498, lower + 5, "y", ends),
      curly(36, 287, "c4"),
      text(162, lower + 54, t("learnt features: no g, no distribution", "学来的特征：没有 g，没有分布"), {
        ...note,
        fill: undefined,
        class: "c4-fill",
      }),
      curly(last, 488, "c1"),
      text((last + 488) / 2, lower + 54, t("a GLM on top", "顶上是一个 GLM"), {
        ...note,
        fill: undefined,
        class: "c1-fill",
      }),
    ),
  );
}
