import { element, group, picture, text } from "drawing";
import { answers, names } from "../chain";

const [units, examples, cell] = [10, 14, 11];

/** One square per answer, the stronger the answer the fuller the square: opacity in six steps. */
function mosaic(rows: readonly (readonly number[])[], largest: number): string {
  const paths = new Map<number, string>();
  rows.forEach((row, unit) => {
    row.forEach((value, example) => {
      const step = value === 0 ? 0 : Math.max(1, Math.round((5 * Math.abs(value)) / largest));
      const square = `M${example * cell} ${unit * cell}h${cell - 1}v${cell - 1}h${1 - cell}z`;
      paths.set(step, (paths.get(step) ?? "") + square);
    });
  });
  return [...paths]
    .map(([step, d]) =>
      step === 0
        ? element("path", {
            d,
            fill: "none",
            stroke: "currentColor",
            "stroke-opacity": 0.25,
            "stroke-width": 0.6,
          })
        : element("path", { d, class: "c1-fill", "fill-opacity": 0.1 + 0.18 * Math.min(5, step) }),
    )
    .join("");
}

export default (t: (en: string, zh: string) => string): string => {
  const panels = names.map((name, i) => {
    const rows = answers(name, 5, units, examples);
    const all = rows.flat();
    const zeros = all.filter((value) => value === 0).length / all.length;
    const largest = Math.max(...all.map(Math.abs));
    const share = `${(100 * zeros).toFixed(0)} %`;
    return group(
      { transform: `translate(${4 + i * 170} 0)` },
      text(77, 14, name, { "text-anchor": "middle", "font-weight": 600 }),
      group({ transform: "translate(0 24)" }, mosaic(rows, largest)),
      text(77, 24 + units * cell + 16, t(`zeros: ${share}`, `零：${share}`), { "text-anchor": "middle" }),
    );
  });
  return picture(502, 158, ...panels);
};
