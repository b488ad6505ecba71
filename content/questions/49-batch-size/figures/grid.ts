import { element, picture, text } from "drawing";
import { afterTwentyEpochs } from "../experiment";

const batches = [2, 8, 32, 128, 512];
const rates = [25.6, 6.4, 1.6, 0.4, 0.1];
/** Both axes go in factors of four, so that a diagonal keeps rate / batch. */
const measured = rates.map((rate) => batches.map((batch) => afterTwentyEpochs(batch, rate)));

export default (t: (en: string, zh: string) => string): string => {
  const [left, top, width, height] = [74, 12, 76, 44];
  const best = batches.map((_, j) => Math.max(...measured.map((row) => row[j])));
  const cells = measured.flatMap((row, i) =>
    row.map((accuracy, j) => {
      const place = { x: left + j * width, y: top + i * height, width, height };
      const share = Math.max(0, Math.min(1, (accuracy - 0.8) / 0.17));
      const middle = { "text-anchor": "middle", "font-size": 15 };
      return (
        element("rect", { ...place, class: "c1-fill", "fill-opacity": 0.02 + 0.5 * share ** 2 }) +
        element("rect", { ...place, class: "axis", fill: "none" }) +
        text(place.x + width / 2, place.y + height / 2 + 5, accuracy.toFixed(2), {
          ...middle,
          "font-weight": accuracy === best[j] ? 800 : undefined,
          "text-decoration": accuracy === best[j] ? "underline" : undefined,
        })
      );
    }),
  );
  const ring = (i: number, j: number, colour: string, inset: number): string =>
    element("rect", {
      x: left + j * width + inset,
      y: top + i * height + inset,
      width: width - 2 * inset,
      height: height - 2 * inset,
      rx: 5,
      class: colour,
      fill: "none",
      "stroke-width": 2.5,
      "stroke-dasharray": colour === "c5" ? "5 4" : undefined,
    });
  const last = rates.length - 1;
  const bottom = top + rates.length * height;
  return picture(
    470,
    292,
    ...cells,
    ...batches.map((_, j) => ring(last, j, "c5", 7)),
    ...[1, 2, 3, 4].map((j) => ring(last + 1 - j, j, "c2", 2.5)),
    ...rates.map((rate, i) =>
      text(left - 8, top + (i + 0.5) * height + 5, `η = ${rate}`, { "text-anchor": "end", "font-size": 13 }),
    ),
    ...batches.map((batch, j) =>
      text(left + (j + 0.5) * width, bottom + 18, `B = ${batch}`, {
        "text-anchor": "middle",
        "font-size": 13,
      }),
    ),
    text(left, bottom + 44, t("dashed: same η", "虚线框：η 不变"), {
      class: "c5-fill",
      fill: undefined,
      "font-size": 14,
    }),
    text(left + 5 * width, bottom + 44, t("solid: same η / B", "实线框：η / B 不变"), {
      class: "c2-fill",
      fill: undefined,
      "font-size": 14,
      "text-anchor": "end",
    }),
  );
};
