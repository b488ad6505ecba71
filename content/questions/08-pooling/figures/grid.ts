import { picture, text } from "drawing";
import { arrow, type Cell, cells } from "../cells";

type Say = (en: string, zh: string) => string;

const values = [
  [1, 1, 2, 4],
  [5, 6, 7, 8],
  [3, 2, 1, 0],
  [1, 2, 3, 4],
];
const quarters = [0, 1, 2, 3];
const colours = ["c1", "c2", "c3", "c4"];
const quarterOf = (row: number, column: number): number => 2 * Math.floor(row / 2) + Math.floor(column / 2);
const membersOf = (quarter: number): number[] =>
  values.flatMap((row, i) => row.filter((_, j) => quarterOf(i, j) === quarter));
const largest = quarters.map((quarter) => Math.max(...membersOf(quarter)));
const average = quarters.map((quarter) => membersOf(quarter).reduce((sum, value) => sum + value, 0) / 4);

function full(cell: (value: number, quarter: number) => Cell): Cell[][] {
  return values.map((row, i) => row.map((value, j) => cell(value, quarterOf(i, j))));
}

function small(numbers: readonly number[]): Cell[][] {
  const cell = (i: number): Cell => ({ label: String(numbers[i]), colour: colours[i], strong: true });
  return [
    [cell(0), cell(1)],
    [cell(2), cell(3)],
  ];
}

export default function grid(t: Say): string {
  const heading = { "text-anchor": "middle", "font-weight": 600, "font-size": 14 };
  const note = { "text-anchor": "middle", "font-size": 13 };
  const isLargest = (value: number, quarter: number): boolean => value === largest[quarter];
  return picture(
    500,
    356,
    text(6, 16, t("forward: values", "前向：数值"), { ...heading, "text-anchor": "start" }),
    text(276, 16, t("max", "最大"), heading),
    text(430, 16, t("mean", "平均"), heading),
    cells(
      6,
      28,
      34,
      full((value, quarter) => ({
        label: String(value),
        colour: colours[quarter],
        strong: isLargest(value, quarter),
      })),
    ),
    arrow(158, 96, 52),
    cells(226, 46, 50, small(largest)),
    cells(380, 46, 50, small(average)),
    text(6, 202, t("backward: gradients", "反向：梯度"), { ...heading, "text-anchor": "start" }),
    cells(24, 226, 50, small([1, 1, 1, 1])),
    text(74, 346, t("1 per output", "每个输出收到 1"), note),
    arrow(158, 278, 36),
    cells(
      208,
      210,
      34,
      full((value, quarter) =>
        isLargest(value, quarter) ? { label: "1", colour: colours[quarter], strong: true } : { label: "0" },
      ),
    ),
    cells(
      362,
      210,
      34,
      full((_, quarter) => ({ label: "¼", colour: colours[quarter] })),
    ),
  );
}
