import { element, group, picture, text } from "drawing";

const factor = 0.1;
const blocks = 3;
const step = 124;
const left = 28;

/** Rounded as the figure writes it: 1.331 and 0.001 need three places, no more. */
const written = (value: number): string => String(Number(value.toFixed(3)));

function line(x1: number, y1: number, x2: number, y2: number, strength: number): string {
  return element("line", {
    x1,
    y1,
    x2,
    y2,
    class: "c1",
    "stroke-width": Math.max(0.8, 4 * strength),
    "stroke-linecap": "round",
  });
}

function head(x: number, y: number): string {
  return element("path", { d: `M${x} ${y}l8 -5v10z`, class: "c1-fill" });
}

/** The gradient enters at the right with 1 and leaves at the left; one row is one kind of network. */
function row(y: number, name: string, around: boolean): string {
  const parts: string[] = [text(0, y - (around ? 64 : 40), name, { "font-weight": 600 })];
  let value = 1;
  for (let i = 0; i < blocks; i++) {
    const right = left + (blocks - i) * step;
    const next = around ? value * (1 + factor) : value * factor;
    const box = right - step / 2;
    parts.push(
      text(right - 2, y + 21, written(value), { "text-anchor": "middle", class: "c1-fill", fill: undefined }),
      line(right, y, box + 24, y, value),
      line(box - 24, y, right - step + 12, y, value * factor),
      element("rect", {
        x: box - 24,
        y: y - 14,
        width: 48,
        height: 28,
        rx: 4,
        fill: "none",
        stroke: "currentColor",
        "stroke-opacity": 0.6,
      }),
      text(box, y + 4, `× ${factor}`, { "text-anchor": "middle" }),
    );
    if (around) {
      const arc = `M${right - 10} ${y}C${right - 14} ${y - 44} ${right - step + 26} ${y - 44} ${right - step + 16} ${y - 2}`;
      parts.push(
        element("path", { d: arc, class: "c2", fill: "none", "stroke-width": 4 * Math.min(1.2, value) }),
        text(box, y - 38, "× 1", { "text-anchor": "middle", class: "c2-fill", fill: undefined }),
      );
    }
    parts.push(head(right - step + 4, y));
    value = next;
  }
  parts.push(
    text(left - 2, y + 21, written(value), {
      "text-anchor": "middle",
      class: "c1-fill",
      fill: undefined,
      "font-weight": 700,
    }),
  );
  return group({}, ...parts);
}

export default (t: (en: string, zh: string) => string): string => {
  const end = left + blocks * step + 8;
  return picture(
    480,
    214,
    row(62, t("one layer after another", "一层接一层"), false),
    row(184, t("with a way around", "每层都有一条近路"), true),
    ...[66, 188].map((y) => text(end, y, t("gradient", "梯度"), { class: "tick" })),
  );
};
