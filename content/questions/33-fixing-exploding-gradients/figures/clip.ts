import { element, group, picture, plotGroup, type Scales, text } from "drawing";

type Vector = readonly [number, number];

const byValue = ([x, y]: Vector): Vector => [Math.max(-1, Math.min(1, x)), Math.max(-1, Math.min(1, y))];
function byNorm([x, y]: Vector): Vector {
  const shorten = Math.min(1, 1 / Math.hypot(x, y));
  return [shorten * x, shorten * y];
}

/** The first one is worked in the text; the last one is short enough to stay. */
const gradients: readonly Vector[] = [
  [3, 1],
  [-0.9, 2.4],
  [-2.3, -1.7],
  [0.5, -0.6],
];

const width = 246;
const height = 226;

function arrow(scales: Scales, to: Vector, attributes: Record<string, string | number | undefined>): string {
  const [x, y] = [scales.x(to[0]), scales.y(to[1])];
  const angle = Math.atan2(y - scales.y(0), x - scales.x(0));
  const side = (turn: number): string =>
    `${(x - 8 * Math.cos(angle + turn)).toFixed(1)} ${(y - 8 * Math.sin(angle + turn)).toFixed(1)}`;
  const tip = `${x.toFixed(1)} ${y.toFixed(1)}`;
  const { "stroke-dasharray": dash, ...solid } = attributes;
  const shaft = `M${scales.x(0).toFixed(1)} ${scales.y(0).toFixed(1)}L${tip}`;
  return (
    element("path", { d: shaft, fill: "none", ...solid, "stroke-dasharray": dash }) +
    element("path", { d: `M${side(0.45)}L${tip}L${side(-0.45)}`, fill: "none", ...solid })
  );
}

const degrees = ([x, y]: Vector): string => `${Math.round((Math.atan2(y, x) * 180) / Math.PI)}°`;

function panel(title: string, clip: (g: Vector) => Vector, border: (scales: Scales) => string): string {
  return plotGroup({
    title,
    width,
    height,
    x: { range: [-2.6, 3.3], ticks: [-1, 0, 1] },
    y: { range: [-2.2, 3.05], ticks: [-1, 0, 1] },
    axesThroughZero: true,
    series: [],
    extra: (scales) => {
      const before = gradients.map((g) =>
        arrow(scales, g, { stroke: "currentColor", "stroke-opacity": 0.6, "stroke-dasharray": "3 3" }),
      );
      const after = gradients.map((g) => arrow(scales, clip(g), { class: "c1", "stroke-width": 2.5 }));
      const [first] = gradients;
      const note = `${degrees(first!)} → ${degrees(clip(first!))}`;
      return (
        border(scales) +
        before.join("") +
        after.join("") +
        text(scales.x(3.3), scales.y(1.3), note, { "text-anchor": "end" })
      );
    },
  });
}

const square = (scales: Scales): string =>
  element("rect", {
    x: scales.x(-1),
    y: scales.y(1),
    width: scales.x(1) - scales.x(-1),
    height: scales.y(-1) - scales.y(1),
    class: "c2",
    fill: "none",
    "stroke-width": 1.5,
  });

const circle = (scales: Scales): string =>
  element("ellipse", {
    cx: scales.x(0),
    cy: scales.y(0),
    rx: scales.x(1) - scales.x(0),
    ry: scales.y(0) - scales.y(1),
    class: "c2",
    fill: "none",
    "stroke-width": 1.5,
  });

export default (t: (en: string, zh: string) => string): string =>
  picture(
    2 * width,
    height,
    panel(t("by value, ±1", "按值，±1"), byValue, square),
    group({ transform: `translate(${width} 0)` }, panel(t("by norm, 1", "按范数，1"), byNorm, circle)),
  );
