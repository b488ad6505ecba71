import { type Colour, element, normals, plot, type Scales } from "drawing";

const steps = 50;
const units = 200;

/** h ← f(gain · h + input) in every unit: the recurrent matrix is a scaled identity. */
function normsBack(relu: boolean, gain: number): [number, number][] {
  const normal = normals(1);
  const squares = new Array<number>(steps + 1).fill(0);
  for (let unit = 0; unit < units; unit++) {
    let h = 0;
    const factors: number[] = [];
    for (let step = 0; step < steps; step++) {
      const sum = gain * h + 0.3 * normal();
      h = relu ? Math.max(0, sum) : Math.tanh(sum);
      factors.unshift(gain * (relu ? Number(h > 0) : 1 - h ** 2));
    }
    let gradient = 1;
    for (const [k, factor] of [1, ...factors].entries()) {
      gradient *= factor;
      squares[k]! += gradient ** 2;
    }
  }
  return squares
    .map((sum, k): [number, number] => [k, Math.sqrt(sum / units)])
    .filter(([, norm]) => norm > 0);
}

export default (t: (en: string, zh: string) => string): string => {
  const gate = Array.from({ length: steps + 1 }, (_, k): [number, number] => [k, 0.98 ** k]);
  const named: {
    of: [number, number][];
    colour: Colour;
    label: string;
    dy?: number;
    at?: readonly [number, number];
  }[] = [
    { of: normsBack(true, 1.1), colour: "c2", label: "ReLU, 1.1 · I" },
    { of: gate, colour: "c3", label: t("gate 0.98", "门 0.98"), dy: -8 },
    { of: normsBack(true, 1), colour: "c2", label: "ReLU, I", dy: 10 },
    { of: normsBack(false, 1), colour: "c4", label: "tanh, I" },
    { of: normsBack(true, 0.9), colour: "c2", label: "ReLU, 0.9 · I", at: [12, 0.006] },
  ];
  const labels = (scales: Scales): string =>
    named
      .map(({ of, colour, label, dy = 0, at }) => {
        const [k, norm] = at ?? of.at(-1)!;
        return element(
          "text",
          { x: scales.x(k) + 6, y: scales.y(norm) + 4 + dy, class: `${colour}-fill` },
          label,
        );
      })
      .join("");
  return plot({
    width: 480,
    height: 250,
    x: { range: [0, 64], ticks: [0, 10, 20, 30, 40, 50], label: t("time steps back", "往回的时间步数") },
    y: {
      range: [1e-4, 1e3],
      scale: "log",
      ticks: [1e-4, 1e-2, 1, 100],
      format: (value) => (value === 1e-4 ? "0.0001" : String(value)),
      label: t("gradient norm", "梯度范数"),
    },
    series: named.map(({ of, colour }) => ({ of, colour, ...(colour === "c3" && { dashed: true }) })),
    extra: labels,
  });
};
