import { Adam, chart, check, Linear, linspace, param, random, type Tensor, t, tensor } from "lab";

const none = t("none", "无");
const activations: Record<string, (z: Tensor) => Tensor> = {
  tanh: (z) => z.tanh(),
  ReLU: (z) => z.relu(),
  "x²": (z) => z.square(),
  [none]: (z) => z,
};
const chosen = param(t("activation", "激活函数"), "tanh", Object.keys(activations));
const units = param(t("hidden units", "隐藏单元数"), 3, { min: 2, max: 16, step: 1 });
const inner = param(t("radius of the inner ring", "内环半径"), 0.4, { min: 0.1, max: 0.8, step: 0.1 });

// two rings, 120 points: no straight line separates them | 两个圆环，共 120 个点：没有直线能把它们分开
const rng = random(3);
const labels = linspace(0, 119, 120).map((i) => i % 2);
const points = labels.map((label) => {
  const angle = rng.uniform(0, 2 * Math.PI);
  const radius = rng.normal(label === 1 ? 1 : inner, 0.04);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
});

// the hidden layer bends the plane, the last layer makes one straight cut | 隐藏层弯曲平面，最后一层只切直直的一刀
function network(activation: string, width: number) {
  const first = new Linear(2, width, { random: random(5) });
  const last = new Linear(width, 1, { random: random(1) });
  const bent = (xy: number[][]) => activations[activation](first.forward(tensor(xy)));
  const cut = (xy: number[][]) => last.forward(bent(xy));
  const right = () => cut(points).data.filter((z, i) => z > 0 === (labels[i] === 1)).length / 120;
  // cross-entropy: log(1 + e^z) − y·z | 交叉熵：log(1 + e^z) − y·z
  const loss = (z: Tensor, y: Tensor) => z.softplus().sub(z.mul(y)).mean();
  function train(show = () => {}): number {
    const optimiser = new Adam([...first.parameters, ...last.parameters], { rate: 0.05 });
    for (let step = 0; step <= 400; step++) {
      if (step % 40 === 0) show();
      optimiser.minimise(() => loss(cut(points), tensor(labels, [120, 1])));
    }
    return right();
  }
  return { first, last, bent, cut, right, train };
}

const { first, last, bent, cut, right, train } = network(chosen, units);
const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const ticks = linspace(-1.3, 1.3, 27);
function show(): void {
  const values = [...ticks].reverse().map((y) => cut(ticks.map((x) => [x, y])).tanh().data);
  const share = `${(100 * right()).toFixed(0)} %`;
  chart("plane", {
    title: t(`${chosen}, ${units} units: ${share} right`, `${chosen}，${units} 个单元：${share} 正确`),
    heat: { values, x: [-1.3, 1.3], y: [-1.3, 1.3], boundary: 0 },
    points: [{ x: points.map(([x]) => x), y: points.map(([, y]) => y), group: labels }],
  });
  // hidden space from the side: up is the distance from the cut | 从侧面看隐藏空间：向上是到切面的距离
  const [up, alongX, rows] = [[...last.weight.data], first.weight.rows()[0], bent(points).rows()];
  const across = alongX.map((value, i) => value - (dot(alongX, up) / dot(up, up)) * up[i]);
  const x = rows.map((row) => dot(row, across) / Math.hypot(...across));
  const y = [...cut(points).data].map((z) => z / Math.hypot(...up));
  const far = 1.1 * Math.max(...[...x, ...y].map(Math.abs));
  chart("hidden", {
    title: t("Hidden space from the side, cut at 0", "从侧面看隐藏空间，在 0 处切开"),
    heat: { values: [[1], [-1]], x: [-far, far], y: [-far, far], boundary: 0 },
    points: [{ x, y, group: labels }],
  });
}
const score = train(show);
check(t("your network gets every point right", "你的网络全部分对"), score === 1, score);

const [flat, curved] = [none, "tanh"].map((activation) => network(activation, 16).train());
check(t("16 units, linear: under 60 %", "16 个单元，线性：不到 60 %"), flat < 0.6, flat);
check(t("16 units, tanh: all right", "16 个单元，tanh：全对"), curved === 1, curved);
// a hundred layers in turn, and all of them multiplied into one | 一百层逐层计算，以及先乘成一个矩阵
const layers = linspace(1, 100, 100).map(() => new Linear(4, 4, { random: rng }));
const deep = layers.reduce((h, layer) => layer.forward(h), tensor([[1, -2, 3, 1]]));
const matrix = layers.map((layer) => layer.weight).reduce((product, weight) => product.matmul(weight));
const off = Math.hypot(...deep.sub(tensor([[1, -2, 3, 1]]).matmul(matrix)).data) / Math.hypot(...deep.data);
check(t("100 linear layers are one matrix", "100 层线性层等于一个矩阵"), off < 1e-4, off);
const xor = ["00", "01", "10", "11"].map(([a, b]) => Math.max(0, +a - +b) + Math.max(0, +b - +a)).join("");
check("relu(a − b) + relu(b − a): 0 1 1 0", xor === "0110");
// the bowl of the figure: three tanh units, a third of a turn apart | 图中的碗：三个 tanh 单元，方向各差三分之一圈
const [third, turns] = [Math.PI / 1.5, linspace(0, 2 * Math.PI, 361)];
const tilt = (r: number, angle: number) => Math.tanh(2 * r * Math.cos(angle) - 1);
const sums = (r: number) => turns.map((a) => tilt(r, a) + tilt(r, a + third) + tilt(r, a - third));
const [highest, lowest] = [Math.max(...sums(0.4)), Math.min(...sums(1))];
check(t("the bowl: −1.9 and −1.2", "碗：−1.9 与 −1.2"), highest < -1.9 && lowest > -1.2, [highest, lowest]);
