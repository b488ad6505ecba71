import { type Colour, element, plot, type Scales } from "drawing";
import { names, typicalGradients } from "../chain";

const depth = 20;
const colours: readonly Colour[] = ["c1", "c2", "c3"];

function power(value: number): string {
  const exponent = Math.round(Math.log10(value));
  return exponent === 0
    ? "1"
    : `10${[...String(exponent)].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]).join("")}`;
}

export default (t: (en: string, zh: string) => string): string => {
  const lines = names.map((name) => typicalGradients(name, depth, 40));
  const dots = ({ x, y }: Scales): string =>
    lines
      .map((line, i) =>
        line
          .map((value, layer) =>
            element("circle", { cx: x(layer + 1), cy: y(value), r: 2.4, class: `${colours[i]}-fill` }),
          )
          .join(""),
      )
      .join("");
  return plot({
    title: t("gradient of the weights, layer 20 = 1", "权重梯度，第 20 层为 1"),
    width: 500,
    height: 260,
    x: { range: [1, depth], ticks: [1, 5, 10, 15, 20], label: t("layer", "层") },
    y: {
      range: [1e-13, 30],
      scale: "log",
      ticks: [1e-12, 1e-9, 1e-6, 1e-3, 1],
      format: power,
    },
    series: lines.map((line, i) => ({
      of: line.map((value, layer): [number, number] => [layer + 1, value]),
      colour: colours[i] ?? "c1",
      label: names[i] ?? "",
      labelAt: [
        [10.5, 4e-8],
        [2.6, 8],
        [2.6, 0.02],
      ][i] as [number, number],
    })),
    extra: dots,
  });
};
