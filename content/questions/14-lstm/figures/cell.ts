import { element, group, picture, text } from "drawing";

/** One step with numbers: the gates are given, the rest is worked out. */
const before = 2;
const [f, i, g, o] = [0.9, 0.5, 0.8, 0.6];
const kept = f * before;
const added = i * g;
const cell = kept + added;
const squashed = Math.tanh(cell);
const output = o * squashed;

/** A wire through corners, `x,y x,y …`; `head` ends it with an arrow. */
function wire(corners: string, colour?: string, head = true): string {
  const points = corners.split(" ").map((corner) => corner.split(",").map(Number));
  const [x2, y2] = points[points.length - 1];
  const [x1, y1] = points[points.length - 2];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const ends = head ? [...points.slice(0, -1), [x2 - 7 * dx, y2 - 7 * dy]] : points;
  const corner = (along: number, across: number): string =>
    `${x2 - along * dx - across * dy},${y2 - along * dy + across * dx}`;
  const paint = colour === undefined ? { stroke: "currentColor", "stroke-opacity": 0.6 } : { class: colour };
  const fill =
    colour === undefined ? { fill: "currentColor", "fill-opacity": 0.6 } : { class: `${colour}-fill` };
  return (
    element("polyline", {
      points: ends.map(([x, y]) => `${x},${y}`).join(" "),
      fill: "none",
      "stroke-width": colour === "c1" ? 4 : 2,
      "stroke-linejoin": "round",
      ...paint,
    }) +
    (head ? element("polygon", { points: `${corner(0, 0)} ${corner(9, 5)} ${corner(9, -5)}`, ...fill }) : "")
  );
}

function node(x: number, y: number, sign: string): string {
  return group(
    {},
    element("circle", { cx: x, cy: y, r: 12, fill: "none", stroke: "currentColor", "stroke-width": 1.6 }),
    text(x, y + 6, sign, { "text-anchor": "middle", "font-size": 18 }),
  );
}

function box(x: number, y: number, name: string, colour: string): string {
  const place = { x: x - 25, y: y - 14, width: 50, height: 28, rx: 5 };
  return group(
    {},
    element("rect", { ...place, class: `${colour}-fill`, "fill-opacity": 0.18 }),
    element("rect", { ...place, class: colour, fill: "none", "stroke-width": 1.6 }),
    text(x, y + 5, name, { "text-anchor": "middle", "font-size": 14, "font-weight": 600 }),
  );
}

export default (t: (en: string, zh: string) => string): string => {
  const top = 46;
  const bus = 252;
  const gates = 196;
  const [fX, iX, gX, oX, outX] = [92, 178, 250, 326, 400];
  const sum = (iX + gX) / 2;
  const say = (x: number, y: number, content: string, more: Record<string, string | number> = {}): string =>
    text(x, y, content, { "font-size": 14, ...more });
  const name = (x: number, content: string): string =>
    say(x, gates + 31, content, { "text-anchor": "middle", "font-size": 13, opacity: 0.85 });
  const middle = { "text-anchor": "middle" };
  return picture(
    490,
    306,
    wire(`14,${top} ${fX - 12},${top}`, "c1", false),
    wire(`${fX + 12},${top} ${sum - 12},${top}`, "c1", false),
    wire(`${sum + 12},${top} 476,${top}`, "c1"),
    wire(`14,${bus} ${oX},${bus} ${oX},${gates + 36}`, undefined, false),
    wire(`50,286 50,${bus}`),
    ...[fX, iX, gX].map((x) => wire(`${x},${bus} ${x},${gates + 36}`, undefined, false)),
    wire(`${fX},${gates - 14} ${fX},${top + 12}`, "c2"),
    wire(`${iX},${gates - 14} ${iX},122 ${sum - 12},122`, "c3"),
    wire(`${gX},${gates - 14} ${gX},122 ${sum + 12},122`, "c4"),
    wire(`${sum},110 ${sum},${top + 12}`),
    wire(`${outX},${top} ${outX},84`, "c1"),
    wire(`${outX},112 ${outX},140`),
    wire(`${oX},${gates - 14} ${oX},152 ${outX - 12},152`, "c6"),
    wire(`${outX},164 ${outX},${bus} 476,${bus}`),
    node(fX, top, "×"),
    node(sum, top, "+"),
    node(sum, 122, "×"),
    node(outX, 152, "×"),
    box(fX, gates, "σ", "c2"),
    box(iX, gates, "σ", "c3"),
    box(gX, gates, "tanh", "c4"),
    box(oX, gates, "σ", "c6"),
    box(outX, 98, "tanh", "c1"),
    name(fX, t("forget", "遗忘门")),
    name(iX, t("input", "输入门")),
    name(gX, t("candidate", "候选值")),
    name(oX, t("output", "输出门")),
    say(14, top - 14, `c = ${before}`, { "font-weight": 600 }),
    say((fX + sum) / 2, top - 14, kept.toFixed(1), middle),
    say(474, top - 14, `c = ${cell.toFixed(1)}`, { "text-anchor": "end", "font-weight": 600 }),
    say(fX + 8, 110, `f = ${f}`),
    say(iX - 4, 150, `i = ${i}`, { "text-anchor": "end" }),
    say(gX + 8, 150, `g = ${g}`),
    say(sum + 8, 92, `+ ${added.toFixed(1)}`),
    say(oX + 8, 172, `o = ${o}`),
    say(outX + 8, 132, squashed.toFixed(3)),
    say(474, bus + 22, `h = ${output.toFixed(3)}`, { "text-anchor": "end", "font-weight": 600 }),
    say(14, bus - 10, t("last h", "上一个 h")),
    say(60, 286, "x"),
  );
};
