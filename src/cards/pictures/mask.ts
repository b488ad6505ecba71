import { element, picture, text } from "../../drawing";
import type { CardPicture } from "../card";
import type { Choose } from "../fact";

const shownTokens = 7;

/** Rows ask, columns answer: filled where a token may look. */
export function causalMaskPicture(t: Choose): CardPicture {
  const cell = 12;
  const left = 26;
  const cells: string[] = [];
  for (let row = 0; row < shownTokens; row++) {
    for (let column = 0; column < shownTokens; column++) {
      const seen = column <= row;
      cells.push(
        element("rect", {
          x: left + column * cell,
          y: 8 + row * cell,
          width: cell - 2,
          height: cell - 2,
          rx: 1.5,
          class: seen ? "c1-fill" : "axis",
          fill: seen ? undefined : "none",
          "stroke-dasharray": seen ? undefined : "2 2",
        }),
      );
    }
  }
  const side = shownTokens * cell;
  const labels = [
    text(left + side + 18, 30, t("filled: may look", "实心：可以看"), { "font-weight": 600 }),
    text(
      left + side + 18,
      48,
      t("dashed: −∞ before the softmax, so weight 0", "虚线：softmax 前为 −∞，权重为 0"),
      { class: "tick" },
    ),
    text(left + side + 18, 70, t("row: the token that asks", "行：提问的词元"), { class: "tick" }),
    text(left + side + 18, 86, t("column: the token it looks at", "列：被看的词元"), { class: "tick" }),
  ];
  const alt = t("Every token sees itself and the tokens before it.", "每个词元只能看到自己和前面的词元。");
  return { svg: picture(420, 100, ...cells, ...labels), alt };
}
