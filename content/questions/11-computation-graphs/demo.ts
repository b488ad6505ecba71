import { chart, check, linspace, param, t, table } from "lab";

const [plain, twice, gated] = ["sum(x·y + z)", "sum(x·x + z)", "sum(relu(x·y) + z)"];
const formula = param(t("calculation", "计算"), plain, [plain, twice, gated]);
const firstX = param("x₁", 1, { min: -4, max: 4, step: 0.1 });
const firstY = param("y₁", 3, { min: -4, max: 4, step: 0.1 });

// a node is an operation; its rule turns the gradient of its output into those of its inputs | 一个节点是一个操作；rule 把输出的梯度变成各个输入的梯度
type Rule = (g: number[]) => number[][];
type Node = { name: string; inputs: Node[]; value: number[]; gradient: number[]; rule: Rule };
let operations = 0;
function node(name: string, inputs: Node[], value: number[], rule: Rule): Node {
  if (inputs.length > 0) operations++;
  return { name, inputs, value, gradient: value.map(() => 0), rule };
}
const times = (a: number[], b: number[]) => a.map((v, i) => v * b[i]);
const plus = (a: number[], b: number[]) => a.map((v, i) => v + b[i]);
const add = (p: Node, q: Node) => node("add", [p, q], plus(p.value, q.value), (g) => [g, g]);
function multiply(p: Node, q: Node): Node {
  return node("mul", [p, q], times(p.value, q.value), (g) => [times(g, q.value), times(g, p.value)]);
}
const total = (values: number[]) => values.reduce((so, v) => so + v, 0);
const sum = (p: Node) => node("sum", [p], [total(p.value)], ([g]) => [p.value.map(() => g)]);
function relu(p: Node): Node {
  const open = p.value.map((v) => (v > 0 ? 1 : 0));
  return node("relu", [p], times(p.value, open), (g) => [times(g, open)]);
}

// running the calculation builds the graph: every node remembers its inputs | 一边计算，一边就建好了图：每个节点都记得自己的输入
function run(what: string, ...given: number[][]): Node {
  const [x, y, z] = given.map((value, i) => node("xyz"[i], [], value, () => []));
  const product = multiply(x, what === twice ? x : y);
  return sum(add(what === gated ? relu(product) : product, z));
}
function inOrder(end: Node, seen = new Set<Node>()): Node[] {
  for (const before of end.inputs) if (!seen.has(before)) inOrder(before, seen);
  return [...seen.add(end)];
}
// one sweep from the end back to the inputs; where ways meet, gradients add up | 从终点往回走一遍；几条路汇合的地方，梯度相加
function backward(end: Node): Node[] {
  end.gradient = [1];
  for (const { inputs, rule, gradient } of inOrder(end).reverse()) {
    if (inputs.length > 0) operations++;
    for (const [i, g] of rule(gradient).entries()) inputs[i].gradient = plus(inputs[i].gradient, g);
  }
  return inOrder(end);
}

const c = (x1: number) => run(formula, [x1, 2], [firstY, 4], [5, 6]);
const end = c(firstX);
const nodes = backward(end);
const slope = nodes[0].gradient[0];
const round = (values: number[]) => values.map((v) => v.toFixed(2)).join(", ");
const row = (n: Node) => [n.name, n.inputs.map((i) => i.name).join(", "), round(n.value), round(n.gradient)];
const head = t("node, from, value, gradient", "节点, 来自, 数值, 梯度").split(", ");
table(t("Down: values. Back up: gradients.", "往下：数值。往回：梯度。"), head, nodes.map(row));

const reach = linspace(-5, 5, 101);
const tangent = [-1, 1].map((step) => end.value[0] + step * slope);
chart("tangent", {
  title: t(`From the graph: slope ${slope.toFixed(2)} in x₁`, `图上算出：对 x₁ 的斜率 ${slope.toFixed(2)}`),
  x: { label: "x₁" },
  lines: [
    { x: reach, y: reach.map((x1) => c(x1).value[0]) },
    { x: [firstX - 1, firstX + 1], y: tangent, dashed: true },
  ],
  points: [{ x: [firstX], y: end.value }],
});

const ofSix = (v: number[]) => run(plain, v.slice(0, 2), v.slice(2, 4), v.slice(4));
const six = [1, 2, 3, 4, 5, 6];
operations = 0;
const told = backward(ofSix(six));
check(t("forward and back: 6 operations", "前向加反向：6 次操作"), operations === 6, operations);
// the other way: raise each number a little and run again | 另一种办法：每个数调大一点点，重算一遍
operations = 0;
const start = ofSix(six).value[0];
const raised = six.map((_, k) => ofSix(six.map((v, j) => (j === k ? v + 1e-6 : v))).value[0]);
check(t("nudging: 21 operations", "逐个微调：21 次操作"), operations === 21, operations);
const gradients = [0, 1, 3].flatMap((i) => told[i].gradient);
const off = gradients.map((g, k) => Math.abs(g - (raised[k] - start) / 1e-6));
check(t("both agree to 1e-6", "两者相差不到 1e-6"), Math.max(...off) < 1e-6, Math.max(...off));
check("a = 3 8, b = 8 14, c = 22", [2, 4, 5].map((i) => told[i].value.join(" ")).join() === "3 8,8 14,22");
check(t("gradients: 3 4, 1 2, 1 1", "梯度：3 4、1 2、1 1"), gradients.join() === "3,4,1,2,1,1");
const square = backward(run(twice, [1, 2], [3, 4], [5, 6]))[0].gradient;
check(t("x used twice: gradient 2 4", "x 用了两次：梯度 2 4"), square.join() === "2,4");
