import { element, group, picture, plotGroup, type Scales, text } from "drawing";

type Say = (en: string, zh: string) => string;

interface Component {
  readonly title: string;
  readonly f: (x: number) => number;
  /** What remains of f(t) + f(−t) − f(0). */
  readonly gapName: string;
  readonly gapLabelAt: readonly [number, number];
}

const width = 164;
const upper = 164;
const heading = 24;
const lower = 128;

/** At x = 0: what additivity demands (square, the sum of the two dots) and what the function gives (ring). */
function sumAtZero(component: Component, scales: Scales): string {
  const { f } = component;
  const sum = f(-1) + f(1);
  const [x, ySum, yValue] = [scales.x(0), scales.y(sum), scales.y(f(0))];
  const dots = [-1, 1].map((at) =>
    element("circle", { cx: scales.x(at), cy: scales.y(f(at)), r: 4, class: "c1-fill" }),
  );
  const gap = element("line", { x1: x, y1: ySum, x2: x, y2: yValue, class: "c5", "stroke-width": 3 });
  const square = element("rect", { x: x - 4, y: ySum - 4, width: 8, height: 8, class: "c5-fill" });
  const ring = element("circle", { cx: x, cy: yValue, r: 5.5, class: "c1", fill: "none", "stroke-width": 2 });
  const label =
    sum === f(0)
      ? ""
      : text(x - 9, (ySum + yValue) / 2 + 4, "1", {
          "text-anchor": "end",
          class: "c5-fill",
          "font-size": 13,
        });
  return dots.join("") + gap + square + ring + label;
}

function column(component: Component, first: boolean): string {
  const top = plotGroup({
    width,
    height: upper,
    title: component.title,
    x: { range: [-2.2, 2.2], ticks: [-1, 0, 1] },
    y: { range: [-1.5, 2.5], ticks: [] },
    axesThroughZero: true,
    series: [{ of: component.f, colour: "c1" }],
    extra: (scales) => sumAtZero(component, scales),
  });
  const bottom = plotGroup({
    width,
    height: lower,
    x: { range: [-2.2, 2.2], ticks: [-1, 0, 1], label: "t" },
    y: { range: [-0.4, 2.4], ticks: first ? [0, 1, 2] : [] },
    axesThroughZero: true,
    series: [
      {
        of: (x) => component.f(x) + component.f(-x) - component.f(0),
        colour: "c5",
        label: component.gapName,
        labelAt: component.gapLabelAt,
      },
    ],
  });
  return top + group({ transform: `translate(0 ${upper + heading})` }, bottom);
}

export default function gap(t: Say): string {
  const components: Component[] = [
    { title: t("linear: x", "线性：x"), f: (x) => x, gapName: "0", gapLabelAt: [1, 0.25] },
    { title: t("affine: x + 1", "仿射：x + 1"), f: (x) => x + 1, gapName: "1", gapLabelAt: [1, 1.25] },
    {
      title: t("ReLU: max(0, x)", "ReLU：max(0, x)"),
      f: (x) => Math.max(0, x),
      gapName: "|t|",
      gapLabelAt: [0.4, 1.5],
    },
  ];
  return picture(
    3 * width,
    upper + heading + lower,
    ...components.map((component, i) =>
      group({ transform: `translate(${i * width} 0)` }, column(component, i === 0)),
    ),
    text(34, upper + heading - 6, t("the gap: f(t) + f(−t) − f(0)", "差值：f(t) + f(−t) − f(0)"), {
      "font-weight": 600,
    }),
  );
}
