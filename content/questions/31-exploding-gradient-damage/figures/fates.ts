import { type Colour, element, plot, type Scales } from "drawing";
import { train } from "../network";

const steps = 300;
const accident = 150;
const top = 1e6;

export default (t: (en: string, zh: string) => string): string => {
  const fates: { factor: number; colour: Colour; note: string; at: [number, number] }[] = [
    { factor: 1, colour: "c6", note: t("undisturbed", "未受干扰"), at: [205, 0.055] },
    { factor: 10, colour: "c1", note: t("× 10: heals", "× 10：自己会好"), at: [205, 0.0025] },
    { factor: 300, colour: "c2", note: t("× 300: all units dead", "× 300：单元全部坏死"), at: [160, 1.3] },
    { factor: 1e10, colour: "c5", note: t("× 10¹⁰: NaN", "× 10¹⁰：NaN"), at: [155, 2e5] },
  ];
  const runs = fates.map((fate) => ({
    ...fate,
    curve: train({
      seed: 1,
      steps,
      rate: () => 0.05,
      stretch: (step) => (step === accident ? fate.factor : 1),
    }).losses,
  }));
  return plot({
    width: 480,
    height: 290,
    x: { range: [100, steps], ticks: [100, 150, 200, 250, 300], label: t("step", "步") },
    y: {
      range: [1e-3, top],
      scale: "log",
      ticks: [1e-3, 1, 1e3, 1e6],
      format: (value) => (value < 1 ? "0.001" : value === 1e6 ? "10⁶" : String(value)),
      label: t("loss", "损失"),
    },
    // What leaves the picture at the top is drawn up to its edge; what is NaN ends.
    series: runs.map(({ factor, curve, colour, note, at }) => ({
      of: curve
        .map((loss, step): [number, number] => [step, Math.min(loss, top)])
        .filter(([step, loss]) => step >= (factor === 1 ? 100 : accident) && !Number.isNaN(loss)),
      colour,
      label: note,
      labelAt: at,
      ...(colour === "c6" && { dashed: true }),
    })),
    extra: (scales: Scales) =>
      element("line", {
        x1: scales.x(accident),
        x2: scales.x(accident),
        y1: scales.y(1e-3),
        y2: scales.y(top),
        stroke: "currentColor",
        "stroke-opacity": 0.35,
        "stroke-dasharray": "2 4",
      }),
  });
};
