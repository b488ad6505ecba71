import { element, group, picture, text } from "drawing";

type Say = (en: string, zh: string) => string;

// The worked example, computed: values forward, gradients by the rule of each operation backward.
const x = [1, 2];
const y = [3, 4];
const z = [5, 6];
const a = x.map((value, i) => value * y[i]);
const b = a.map((value, i) => value + z[i]);
const c = b.reduce((sum, value) => sum + value, 0);
const gradientB = b.map(() => 1);
const gradientA = gradientB;
const gradientZ = gradientB;
const gradientX = gradientA.map((value, i) => value * y[i]);
const gradientY = gradientA.map((value, i) => value * x[i]);

const list = (values: readonly number[]): string => `[${values.join(", ")}]`;
const main = 76;

function operation(cx: number, name: string): string {
  const place = { x: cx - 24, y: main - 19, width: 48, height: 38, rx: 9 };
  return (
    element("rect", { ...place, class: "c1-fill", "fill-opacity": 0.14 }) +
    element("rect", { ...place, class: "c1", fill: "none", "stroke-width": 2 }) +
    text(cx, main + 5, name, { "text-anchor": "middle", "font-size": 14, "font-weight": 600 })
  );
}

/** A straight arrow in the colour of its direction: values solid, gradients dashed. */
function arrow(x1: number, y1: number, x2: number, y2: number, back: boolean): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [bx, by] = [x2 - 8 * ux, y2 - 8 * uy];
  const corners = [
    [x2, y2],
    [bx - 4 * uy, by + 4 * ux],
    [bx + 4 * uy, by - 4 * ux],
  ];
  const colour = back ? "c2" : "c1";
  return (
    element("line", {
      x1,
      y1,
      x2: bx,
      y2: by,
      class: colour,
      "stroke-width": 2,
      "stroke-dasharray": back ? "4 3" : undefined,
    }) +
    element("polygon", {
      points: corners.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(" "),
      class: `${colour}-fill`,
    })
  );
}

/** Both directions of one edge, a few units apart. */
function edge(x1: number, y1: number, x2: number, y2: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ox, oy] = [(5 * (y2 - y1)) / length, (-5 * (x2 - x1)) / length];
  return arrow(x1 + ox, y1 + oy, x2 + ox, y2 + oy, false) + arrow(x2 - ox, y2 - oy, x1 - ox, y1 - oy, true);
}

/** A tensor above its gradient. */
function tensor(at: number, top: number, value: string, gradient: string, gap = 34): string {
  const style = { "text-anchor": "middle", "font-size": 13.5, fill: undefined };
  return (
    text(at, top, value, { ...style, class: "c1-fill" }) +
    text(at, top + gap, gradient, { ...style, class: "c2-fill" })
  );
}

export default function graph(t: Say): string {
  const [mul, add, sum] = [166, 290, 414];
  return picture(
    508,
    232,
    group(
      {},
      edge(98, 34, mul - 26, main - 10),
      edge(98, 126, mul - 26, main + 10),
      edge(mul + 26, main, add - 26, main),
      edge(add, 168, add, main + 21),
      edge(add + 26, main, sum - 26, main),
      edge(sum + 26, main, 474, main),
    ),
    operation(mul, "Mul"),
    operation(add, "Add"),
    operation(sum, "Sum"),
    tensor(50, 24, `x = ${list(x)}`, list(gradientX), 20),
    tensor(50, 122, `y = ${list(y)}`, list(gradientY), 20),
    tensor(add, 184, `z = ${list(z)}`, list(gradientZ), 20),
    tensor((mul + add) / 2, main - 15, `a = ${list(a)}`, list(gradientA), 40),
    tensor((add + sum) / 2, main - 15, `b = ${list(b)}`, list(gradientB), 40),
    tensor(483, main - 15, `c = ${c}`, "1", 40),
    arrow(8, 200, 44, 200, false),
    text(52, 204.5, t("values, forward", "数值，向前"), { "font-size": 13 }),
    arrow(44, 222, 8, 222, true),
    text(52, 226.5, t("gradients of c, back", "c 的梯度，往回"), { "font-size": 13 }),
  );
}
