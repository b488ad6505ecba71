import { element, plot, type Scales, text } from "drawing";

// Layers with weights, and parameters as the layer lists of the architectures give them.
const networks = [
  { name: "AlexNet", layers: 8, parameters: 61_100_840, left: false },
  { name: "VGG-16", layers: 16, parameters: 138_357_544, left: false },
  { name: "ResNet-18", layers: 18, parameters: 11_689_512, left: false },
  { name: "ResNet-50", layers: 50, parameters: 25_557_032, left: true },
  { name: "DenseNet-121", layers: 121, parameters: 7_978_856, left: true },
  { name: "ResNet-152", layers: 152, parameters: 60_192_808, left: true },
];

const chinese = (count: number): string =>
  count >= 1e8 ? `${(count / 1e8).toFixed(3)} 亿` : `${Math.round(count / 1e5) * 10} 万`;

export default (t: (en: string, zh: string) => string): string => {
  const mark = ({ x, y }: Scales): string =>
    networks
      .map(({ name, layers, parameters, left }) => {
        const [cx, cy] = [x(layers), y(parameters)];
        const size = t(`${(parameters / 1e6).toFixed(1)} M`, chinese(parameters));
        const side = { "text-anchor": left ? "end" : "start", "font-size": 13 };
        const at = left ? cx - 9 : cx + 9;
        return (
          element("circle", { cx, cy, r: 5, class: "c1-fill" }) + text(at, cy + 4.5, `${name}: ${size}`, side)
        );
      })
      .join("");
  return plot({
    width: 480,
    height: 240,
    x: { range: [6, 200], scale: "log", ticks: [8, 16, 50, 152], label: t("weight layers", "权重层数") },
    y: {
      range: [5e6, 2e8],
      scale: "log",
      ticks: [1e7, 1e8],
      format: (value) => t(`${value / 1e6} M`, value === 1e7 ? "1000 万" : "1 亿"),
      label: t("parameters", "参数个数"),
    },
    series: [],
    extra: mark,
  });
};
