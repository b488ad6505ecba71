import { picture, text } from "drawing";
import { arrow, cells, correlate, frame, products } from "../cells";

const image = [
  [0, 0, 1, 3, 3],
  [0, 1, 3, 3, 3],
  [0, 0, 3, 3, 3],
  [0, 0, 1, 3, 3],
  [0, 1, 3, 3, 3],
];
const kernel = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
];
/** The windows to show: the middle one worked out, the one at the upper right only framed. */
const [row, column] = [1, 1];
const [otherRow, otherColumn] = [0, 2];

export default (t: (en: string, zh: string) => string): string => {
  const side = 34;
  const output = correlate(image, kernel);
  const parts = products(image, kernel, row, column);
  const inside = (i: number, j: number): string | undefined =>
    i >= row && i < row + 3 && j >= column && j < column + 3 ? "c1" : undefined;
  const heading = (x: number, y: number, content: string): string =>
    text(x, y, content, { "font-weight": 600, "font-size": 14 });
  const sign = (x: number, y: number, content: string): string =>
    text(x, y, content, { "font-size": 20, "text-anchor": "middle", opacity: 0.75 });
  const [kernelX, productsX, top] = [206, 354, 28];
  const outputY = 196;
  return picture(
    462,
    304,
    heading(4, 16, t("image, 5 × 5", "图像，5 × 5")),
    cells(4, top, side, image, inside),
    frame(4 + otherColumn * side, top + otherRow * side, 3 * side, "c2", true),
    frame(4 + column * side, top + row * side, 3 * side, "c1"),
    sign(190, top + 57, "×"),
    heading(kernelX, 16, t("kernel", "卷积核")),
    cells(kernelX, top, side, kernel, () => "c3"),
    sign(331, top + 57, "="),
    heading(productsX, 16, t("products", "乘积")),
    cells(productsX, top, side, parts, () => "c1"),
    arrow(productsX + 1.5 * side, top + 3 * side + 6, productsX + 1.5 * side, outputY - 5),
    text(productsX + 1.5 * side - 12, 164, t("their sum: 11", "相加得 11"), {
      "text-anchor": "end",
      "font-size": 14,
    }),
    cells(productsX, outputY, side, output, (i, j) =>
      i === row && j === column ? "c1" : i === otherRow && j === otherColumn ? "c2" : undefined,
    ),
    frame(productsX + otherColumn * side, outputY + otherRow * side, side, "c2", true),
    frame(productsX + column * side, outputY + row * side, side, "c1"),
    text(productsX - 10, outputY + 1.5 * side + 5, t("output, 3 × 3", "输出，3 × 3"), {
      "text-anchor": "end",
      "font-weight": 600,
      "font-size": 14,
    }),
  );
};
