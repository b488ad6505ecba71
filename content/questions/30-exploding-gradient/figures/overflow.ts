import { element, plot, type Scales, text } from "drawing";

const limits = [
  { name: "float16", largest: 65504, colour: "c2" },
  { name: "float32", largest: (2 - 2 ** -23) * 2 ** 127, colour: "c1" },
] as const;

/** How many factors of `gain`, starting from 1, until the product is larger than the format's largest number. */
function layersUntil(largest: number, gain: number): number {
  let layer = 0;
  for (let gradient = 1; gradient <= largest; gradient *= gain) layer++;
  return layer;
}

const rows = [1.1, 1.5, 2];

export default (t: (en: string, zh: string) => string): string => {
  const row = (scales: Scales, gain: number, index: number): string => {
    const y = scales.y(index);
    const [half, single] = limits.map(({ largest }) => layersUntil(largest, gain));
    const line = (from: number, to: number, dash?: string): string =>
      element("line", {
        x1: scales.x(from),
        x2: scales.x(to),
        y1: y,
        y2: y,
        stroke: "currentColor",
        "stroke-opacity": "0.5",
        "stroke-width": 2,
        "stroke-dasharray": dash,
      });
    const dots = limits.map(({ colour }, i) => {
      const layer = i === 0 ? half : single;
      const dot = element("circle", { cx: scales.x(layer), cy: y, r: 5, class: `${colour}-fill` });
      const number = element(
        "text",
        { x: scales.x(layer), y: y - 11, class: `${colour}-fill`, "text-anchor": "middle" },
        String(layer),
      );
      return dot + number;
    });
    return line(1, half) + line(half, single, "2 4") + dots.join("");
  };
  const heads = (scales: Scales): string =>
    text(0, scales.y(2) - 30, t("gain", "增益"), { class: "tick" }) +
    limits
      .map(({ name, largest, colour }) =>
        element(
          "text",
          {
            x: scales.x(layersUntil(largest, 1.1)),
            y: scales.y(2) - 30,
            class: `${colour}-fill`,
            "text-anchor": "middle",
          },
          name,
        ),
      )
      .join("");
  return plot({
    width: 480,
    height: 200,
    x: {
      range: [1, 2000],
      scale: "log",
      ticks: [1, 10, 100, 1000],
      label: t("layers until the gradient is Inf", "多少层之后梯度变成 Inf"),
    },
    y: { range: [-0.5, 2.9], ticks: [0, 1, 2], format: (index) => String(rows[2 - index]) },
    series: [],
    extra: (scales) => rows.map((gain, i) => row(scales, gain, 2 - i)).join("") + heads(scales),
  });
};
