import { element, plot, type Scales, text } from "drawing";
import { train } from "../../31-exploding-gradient-damage/network";

const steps = 300;

/** The norm of all gradients together, step by step, with the loss multiplied by `scale`. */
function norms(scale: number): [number, number][] {
  const run = train({ seed: 2, steps, rate: () => 0.05 / scale, scale });
  return run.norms.map((parts, step) => [step, Math.hypot(...parts)]);
}

export default (t: (en: string, zh: string) => string): string =>
  plot({
    width: 480,
    height: 230,
    x: { range: [0, steps], ticks: [0, 100, 200, 300], label: t("step", "步") },
    y: {
      range: [0.1, 1e4],
      scale: "log",
      ticks: [0.1, 1, 10, 100, 1e3, 1e4],
      format: (value) => (value === 1e4 ? "10⁴" : String(value)),
      label: t("gradient norm", "梯度范数"),
    },
    series: [
      {
        of: norms(1024),
        colour: "c1",
        label: t("loss × 1024, rate ÷ 1024", "损失 × 1024，学习率 ÷ 1024"),
        labelAt: [60, 1800],
      },
      {
        of: norms(1),
        colour: "c4",
        label: t("the same run, unscaled", "同一次训练，未缩放"),
        labelAt: [120, 0.2],
      },
    ],
    extra: (scales: Scales) =>
      element("line", {
        x1: scales.x(0),
        x2: scales.x(steps),
        y1: scales.y(1),
        y2: scales.y(1),
        stroke: "currentColor",
        "stroke-opacity": 0.6,
        "stroke-dasharray": "4 4",
      }) +
      text(scales.x(steps), scales.y(1) - 7, t("“alarm above 1”", "“超过 1 就报警”"), {
        "text-anchor": "end",
      }),
  });
