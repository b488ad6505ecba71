import { element, group, picture, text } from "drawing";

type Say = (en: string, zh: string) => string;

const boxWidth = 152;
const boxHeight = 62;
const columns = [4, 184, 364];
const rows = [6, 142];

function box(column: number, row: number, colour: string, title: string, value: string): string {
  const x = columns[column]!;
  const y = rows[row]!;
  return group(
    {},
    element("rect", {
      x,
      y,
      width: boxWidth,
      height: boxHeight,
      rx: 8,
      class: `${colour}-fill`,
      "fill-opacity": 0.12,
    }),
    element("rect", { x, y, width: boxWidth, height: boxHeight, rx: 8, class: colour, fill: "none" }),
    text(x + boxWidth / 2, y + 26, title, { "text-anchor": "middle", "font-weight": 600, "font-size": 14 }),
    text(x + boxWidth / 2, y + 47, value, { "text-anchor": "middle", "font-size": 13 }),
  );
}

/** A straight arrow; its head is a small triangle at the far end. */
function arrow(x1: number, y1: number, x2: number, y2: number, dashed = false): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [bx, by] = [x2 - 9 * ux, y2 - 9 * uy];
  const head = `${x2},${y2} ${bx - 4.5 * uy},${by + 4.5 * ux} ${bx + 4.5 * uy},${by - 4.5 * ux}`;
  return group(
    {},
    element("line", {
      x1,
      y1,
      x2: bx,
      y2: by,
      stroke: "currentColor",
      "stroke-opacity": 0.65,
      "stroke-width": 2,
      "stroke-dasharray": dashed ? "4 4" : undefined,
    }),
    element("polygon", { points: head, fill: "currentColor", "fill-opacity": 0.65 }),
  );
}

/** The numbers are those of the worked example: one step of y = wx + b on five points of y = 2x + 1. */
export default function loop(t: Say): string {
  const [first, second, third] = columns as [number, number, number];
  const [top, bottom] = rows as [number, number];
  const gap = second - first - boxWidth;
  const belowBoxes = top + boxHeight;
  const between = (belowBoxes + bottom) / 2;
  return picture(
    524,
    222,
    element("rect", {
      x: second - 9,
      y: bottom - 26,
      width: third + boxWidth - second + 13,
      height: boxHeight + 36,
      rx: 10,
      stroke: "currentColor",
      "stroke-opacity": 0.65,
      fill: "none",
      "stroke-dasharray": "3 4",
    }),
    text((second + third + boxWidth) / 2, bottom - 9, t("4. update", "4. 更新"), {
      "text-anchor": "middle",
      "font-weight": 600,
      "font-size": 14,
    }),
    box(0, 0, "c4", t("1. initialise", "1. 初始化"), "w = 0.3,  b = −0.2"),
    box(1, 0, "c1", t("2. forward pass", "2. 前向传播"), "ŷ = −0.2 … 1.0"),
    box(2, 0, "c5", t("3. error", "3. 误差"), "L = 26.94"),
    box(2, 1, "c2", t("back-propagation", "反向传播"), "∇L = (−25.2, −9.2)"),
    box(1, 1, "c3", t("optimiser step", "优化器走一步"), "w = 1.56,  b = 0.26"),
    arrow(first + boxWidth, top + boxHeight / 2, second, top + boxHeight / 2),
    arrow(second + boxWidth, top + boxHeight / 2, third, top + boxHeight / 2),
    arrow(third + boxWidth - 22, belowBoxes, third + boxWidth - 22, bottom),
    arrow(third, bottom + boxHeight / 2, third - gap, bottom + boxHeight / 2),
    arrow(second + 22, bottom, second + 22, belowBoxes),
    text(second + 32, between - 14, t("5. repeat", "5. 重复"), { "font-weight": 600, "font-size": 14 }),
    arrow(second, bottom + boxHeight / 2, first + 118, bottom + boxHeight / 2, true),
    text(first + 56, bottom + 14, t("stop when the", "停止："), {
      "text-anchor": "middle",
      "font-size": 13,
    }),
    text(first + 56, bottom + 31, t("budget is spent", "预算用完，或"), {
      "text-anchor": "middle",
      "font-size": 13,
    }),
    text(first + 56, bottom + 48, t("or validation", "验证损失"), {
      "text-anchor": "middle",
      "font-size": 13,
    }),
    text(first + 56, bottom + 65, t("stops improving", "不再下降"), {
      "text-anchor": "middle",
      "font-size": 13,
    }),
  );
}
