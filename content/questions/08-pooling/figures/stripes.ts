import { picture, text } from "drawing";
import { arrow, type Cell, cells } from "../cells";

type Say = (en: string, zh: string) => string;

const stripes = [0, 0, 1, 1, 0, 0, 1, 1];

function row(values: readonly number[], colour: string): Cell[][] {
  return [values.map((value) => (value === 1 ? { label: "1", colour, strong: true } : { label: "0" }))];
}

/** The larger of each pair: width 2, stride 2. */
function pooled(values: readonly number[]): number[] {
  return values.flatMap((value, i) => (i % 2 === 1 ? [Math.max(values[i - 1] ?? 0, value)] : []));
}

export default function picturedStripes(t: Say): string {
  const shifted = stripes.map((_, i) => stripes[(i + 1) % stripes.length] ?? 0);
  const line = (y: number, name: string, values: readonly number[], colour: string): string =>
    text(4, y - 8, name, { "font-size": 14, "font-weight": 600 }) +
    cells(4, y, 34, row(values, colour)) +
    arrow(284, y + 17, 44) +
    cells(340, y, 34, row(pooled(values), colour));
  return picture(
    482,
    142,
    line(26, t("stripes", "条纹"), stripes, "c1"),
    line(100, t("the same, one step to the left", "同样的条纹，左移一格"), shifted, "c2"),
    text(340, 18, t("pairs, max", "每两个取最大"), { "font-size": 14, "font-weight": 600 }),
  );
}
