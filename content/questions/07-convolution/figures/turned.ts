import { picture, text } from "drawing";
import { arrow, cells, correlate, frame, type Grid, turned } from "../cells";

const image = [
  [0, 0, 0],
  [0, 1, 0],
  [0, 0, 0],
];
const kernel = [
  [1, 2],
  [3, 4],
];
/** Every weight keeps its colour, so that the eye can follow where it goes. */
const colours = ["c1", "c2", "c3", "c4"];

export default (t: (en: string, zh: string) => string): string => {
  const side = 34;
  const line = (y: number, name: string, slid: Grid): string => {
    const painted = (numbers: Grid) => (i: number, j: number) => colours[numbers[i][j] - 1];
    const result = correlate(image, slid);
    return [
      text(4, y, name, { "font-weight": 600, "font-size": 14 }),
      cells(4, y + 12, side, image, (i, j) => (i === 1 && j === 1 ? "c5" : undefined)),
      frame(4 + side, y + 12 + side, side, "c5"),
      text(134, y + 69, "×", { "font-size": 20, "text-anchor": "middle", opacity: 0.75 }),
      cells(164, y + 29, side, slid, painted(slid)),
      arrow(256, y + 63, 322, y + 63),
      cells(340, y + 29, side, result, painted(result)),
    ].join("");
  };
  return picture(
    420,
    276,
    line(16, t("correlation: slide the kernel as it is", "互相关：核照原样滑动"), kernel),
    line(158, t("convolution: turn it by 180° first", "卷积：先把核转 180°"), turned(kernel)),
  );
};
