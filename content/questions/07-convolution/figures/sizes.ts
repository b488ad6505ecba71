import { element, group, picture, text } from "drawing";

const n = 7;
const k = 3;

interface Steps {
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** Where every window's taps stand, as places of the row; the padding stands at −1 and n. */
function windows({ stride, padding, dilation }: Steps): number[][] {
  const found: number[][] = [];
  for (let start = -padding; start + dilation * (k - 1) < n + padding; start += stride) {
    found.push([0, 1, 2].map((tap) => start + tap * dilation));
  }
  return found;
}

export default (t: (en: string, zh: string) => string): string => {
  const side = 16;
  const panel = (left: number, name: string, note: string, steps: Steps): string => {
    const at = (place: number): number => left + (place + 1) * side;
    const places = Array.from({ length: n + 2 * steps.padding }, (_, i) => i - steps.padding);
    const row = places.map((place) => {
      const isPadding = place < 0 || place >= n;
      return element("rect", {
        x: at(place),
        y: 48,
        width: side,
        height: side,
        class: isPadding ? undefined : "c1-fill",
        "fill-opacity": isPadding ? undefined : 0.18,
        fill: isPadding ? "none" : undefined,
        stroke: "currentColor",
        "stroke-opacity": 0.5,
        "stroke-dasharray": isPadding ? "3 2" : undefined,
      });
    });
    const found = windows(steps);
    const taps = found.map((window, i) => {
      const y = 80 + i * 18;
      const middle = (place: number): number => at(place) + side / 2;
      return group(
        {},
        element("line", {
          x1: middle(window[0]),
          x2: middle(window[2]),
          y1: y,
          y2: y,
          class: "c2",
          "stroke-width": 2,
          "stroke-opacity": 0.55,
        }),
        ...window.map((place) => element("circle", { cx: middle(place), cy: y, r: 5, class: "c2-fill" })),
      );
    });
    return group(
      {},
      text(left + side, 16, name, { "font-weight": 600, "font-size": 14 }),
      text(left + side, 35, note, { "font-size": 13, opacity: 0.8 }),
      ...row,
      ...taps,
      text(at(n / 2), 80 + 5 * 18 + 6, t(`${found.length} outputs`, `${found.length} 个输出`), {
        "text-anchor": "middle",
        "font-size": 14,
        "font-weight": 600,
      }),
    );
  };
  return picture(
    470,
    186,
    panel(0, t("plain", "逐格滑动"), "s = 1, p = 0, d = 1", {
      stride: 1,
      padding: 0,
      dilation: 1,
    }),
    panel(160, t("stride, padding", "步幅和填充"), "s = 2, p = 1, d = 1", {
      stride: 2,
      padding: 1,
      dilation: 1,
    }),
    panel(320, t("dilation", "膨胀"), "s = 1, p = 0, d = 2", { stride: 1, padding: 0, dilation: 2 }),
  );
};
