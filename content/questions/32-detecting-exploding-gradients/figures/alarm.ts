import { element, type PlotSpec, type Scales, smallMultiples } from "drawing";
import { train } from "../../31-exploding-gradient-damage/network";

const [from, to] = [130, 165];
const memory = 50;

const run = (): { norms: number[]; losses: number[]; limits: number[] } => {
  const { norms: parts, losses } = train({
    seed: 2,
    steps: to + 1,
    rate: (step) => (step < 150 ? 0.05 : 0.5),
  });
  const norms = parts.map((layers) => Math.hypot(...layers));
  const limits = norms.map((_, step) => {
    const last = norms.slice(Math.max(0, step - memory), step).sort((a, b) => a - b);
    return 10 * (last[Math.floor(last.length / 2)] ?? Number.NaN);
  });
  return { norms, losses, limits };
};

const [bottom, top] = [1e-3, 1e10];
const shown = (values: readonly number[]): [number, number][] =>
  values
    .map((value, step): [number, number] => [step, value])
    .filter(([step, value]) => step >= from && step <= to && value > 0);

export default (t: (en: string, zh: string) => string): string => {
  const { norms, losses, limits } = run();
  const alarm = norms.findIndex((norm, step) => step >= memory && norm > limits[step]!);
  const dead = norms.indexOf(0);
  const panel = (label: string, values: readonly number[], rest: Partial<PlotSpec>): PlotSpec => ({
    title: label,
    width: 246,
    height: 250,
    x: { range: [from, to], ticks: [130, 140, 150, 160], label: t("step", "步") },
    y: {
      range: [bottom, top],
      scale: "log",
      ticks: [1e-3, 1, 1e3, 1e6, 1e9],
      format: (value) =>
        value === 1 ? "1" : `10${value < 1 ? "⁻³" : value === 1e3 ? "³" : value === 1e6 ? "⁶" : "⁹"}`,
    },
    series: [{ of: shown(values), colour: "c5" }],
    ...rest,
  });
  const dot = (scales: Scales, value: number): string =>
    element("circle", {
      cx: scales.x(alarm),
      cy: scales.y(value),
      r: 5,
      class: "c5",
      fill: "none",
      "stroke-width": 2,
    });
  const note = (scales: Scales, step: number, value: number, content: string): string =>
    element(
      "text",
      { x: scales.x(step) - 8, y: scales.y(value) + 4, class: "c5-fill", "text-anchor": "end" },
      content,
    );
  const silence = (scales: Scales): string =>
    element("line", {
      x1: scales.x(dead),
      x2: scales.x(to),
      y1: scales.y(bottom),
      y2: scales.y(bottom),
      class: "c5",
      "stroke-width": 3,
    }) +
    element(
      "text",
      { x: scales.x(to), y: scales.y(bottom) - 8, class: "c5-fill", "text-anchor": "end" },
      t("0: dead", "0：坏死"),
    );
  return smallMultiples(2, [
    panel(t("gradient norm", "梯度范数"), norms, {
      series: [
        {
          of: shown(limits).filter(([step]) => step < 154),
          colour: "c1",
          dashed: true,
          label: t("10 × median", "10 × 中位数"),
          labelAt: [130.5, 25],
        },
        { of: shown(norms), colour: "c5" },
      ],
      extra: (scales) =>
        dot(scales, norms[alarm]!) +
        note(scales, alarm, 2e3, t(`alarm, step ${alarm}`, `第 ${alarm} 步报警`)) +
        silence(scales),
    }),
    panel(t("loss", "损失"), losses, {
      extra: (scales) =>
        dot(scales, losses[alarm]!) + note(scales, 167, 0.04, t("flat at 0.515", "停在 0.515")),
    }),
  ]);
};
