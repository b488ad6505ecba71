import { element, group, pathThrough, picture, type Scales, text } from "drawing";

type Point = readonly [number, number];
type Bend = (x: number, y: number) => Point;

/** Three units that look in directions a third of a turn apart: tanh(2u − 1), u the distance in that direction. */
const directions = [90, 210, 330].map((degrees) => (degrees * Math.PI) / 180);
const hidden = (x: number, y: number): number[] =>
  directions.map((angle) => Math.tanh(2 * (x * Math.cos(angle) + y * Math.sin(angle)) - 1));

const flat: Bend = (x, y) => [x, y];
/** Across is the difference of the two units, up their sum; with three, the sum of all. */
const two: Bend = (x, y) => {
  const [, left = 0, right = 0] = hidden(x, y);
  return [right - left, left + right];
};
const three: Bend = (x, y) => {
  const [top = 0, left = 0, right = 0] = hidden(x, y);
  return [right - left, top + left + right];
};

const steps = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);

/** The lines of a square grid on the plane, bent. */
function grid(bend: Bend, { x, y }: Scales): string {
  const line = (points: readonly Point[]): string =>
    element("path", {
      d: pathThrough(points.map(([h, v]) => [x(h), y(v)])),
      fill: "none",
      stroke: "currentColor",
      "stroke-opacity": 0.22,
    });
  const along = steps(-1.2, 1.2, 48);
  return steps(-1.2, 1.2, 8)
    .map((at) => line(along.map((s) => bend(s, at))) + line(along.map((s) => bend(at, s))))
    .join("");
}

/** The two rings, bent: dots inside, rings outside. */
function rings(bend: Bend, { x, y }: Scales): string {
  return steps(0, 2 * Math.PI, 24)
    .slice(1)
    .map((angle) => {
      const at = (radius: number): { cx: number; cy: number } => {
        const [h, v] = bend(radius * Math.cos(angle), radius * Math.sin(angle));
        return { cx: x(h), cy: y(v) };
      };
      const inner = element("circle", { ...at(0.4), r: 2.6, class: "c1-fill" });
      return inner + element("circle", { ...at(1), r: 2.6, class: "c2", fill: "none", "stroke-width": 1.6 });
    })
    .join("");
}

export default (t: (en: string, zh: string) => string): string => {
  const side = 150;
  const panel = (
    at: number,
    title: string,
    bend: Bend,
    [left, bottom, span]: readonly number[],
    more = "",
  ): string => {
    const x = (h: number): number => 6 + ((h - (left ?? 0)) / (span ?? 1)) * side;
    const y = (v: number): number => 28 + side - ((v - (bottom ?? 0)) / (span ?? 1)) * side;
    return group(
      { transform: `translate(${at * 170} 0)` },
      text(6 + side / 2, 15, title, { "text-anchor": "middle", "font-weight": 600 }),
      grid(bend, { x, y }),
      rings(bend, { x, y }),
      more,
    );
  };
  const cutAt = 28 + side - ((-1.55 + 3.05) / 3.9) * side;
  const cut =
    element("line", {
      x1: 2,
      x2: side + 10,
      y1: cutAt,
      y2: cutAt,
      class: "c5",
      "stroke-width": 2,
      "stroke-dasharray": "5 4",
    }) + text(4, cutAt + 16, t("cut", "切"), { fill: undefined, class: "c5-fill" });
  return picture(
    504,
    190,
    panel(0, t("the plane", "原来的平面"), flat, [-1.3, -1.3, 2.6]),
    panel(1, t("two tanh units", "两个 tanh 单元"), two, [-1.95, -2.4, 3.9]),
    panel(2, t("three, from the side", "三个，从侧面看"), three, [-1.95, -3.05, 3.9], cut),
  );
};
