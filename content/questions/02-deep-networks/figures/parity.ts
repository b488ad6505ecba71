import { element, group, picture, text } from "drawing";

type Say = (en: string, zh: string) => string;

const bits = [1, 0, 1, 1, 0, 1, 1, 0];
const side = 30;
const step = 46;
const rise = 52;
const left = 122;

/** The XOR of each pair of neighbours. */
const pairwise = (row: readonly number[]): number[] =>
  row.flatMap((bit, i) => (i % 2 === 1 ? [(row[i - 1] + bit) % 2] : []));

export default function parity(t: Say): string {
  const rows = [bits];
  while (rows[0].length > 1) rows.unshift(pairwise(rows[0]));
  const top = (level: number): number => 8 + (rows.length - 1 - level) * rise;
  const centre = (level: number, i: number): number => left + step * (2 ** level * (i + 0.5));
  const names = [
    t("input", "输入"),
    t("layer 1: pairs", "第 1 层：每两位"),
    t("layer 2: fours", "第 2 层：每四位"),
    t("layer 3: all", "第 3 层：全部"),
  ];
  const cell = (bit: number, level: number, i: number): string => {
    const colour = bit === 1 ? "c2" : "c1";
    const place = { x: centre(level, i) - side / 2, y: top(level), width: side, height: side, rx: 6 };
    return (
      element("rect", { ...place, class: `${colour}-fill`, "fill-opacity": bit === 1 ? 0.2 : 0.08 }) +
      element("rect", { ...place, class: colour, fill: "none" }) +
      text(centre(level, i), top(level) + 20, String(bit), { "text-anchor": "middle", "font-size": 15 })
    );
  };
  const wire = (level: number, i: number): string =>
    element("line", {
      x1: centre(level, i),
      y1: top(level) - 2,
      x2: centre(level + 1, Math.floor(i / 2)),
      y2: top(level + 1) + side + 2,
      stroke: "currentColor",
      "stroke-opacity": 0.45,
    });
  const level = (row: readonly number[], at: number): string =>
    group(
      {},
      text(left - 8, top(at) + 20, names[at], { "text-anchor": "end", "font-size": 13 }),
      ...row.map((bit, i) => (at < rows.length - 1 ? wire(at, i) : "") + cell(bit, at, i)),
    );
  return picture(498, top(0) + side + 6, ...[...rows].reverse().map((row, at) => level(row, at)));
}
