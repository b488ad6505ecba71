import { chart, check, linspace, param, random, t } from "lab";

const [signal, record] = [t("a motif in a signal", "信号里的图案"), t("a table of features", "一张特征表")];
const kind = param(t("data", "数据"), signal, [signal, record]);
const examples = param(t("training examples", "训练样本数"), 400, { min: 50, max: 600, step: 50 });
const width = param(t("width of the window", "窗口宽度"), 5, { min: 1, max: 12, step: 1 });

const motif = [1.5, -1.5, 1.5, 1.5, -1.5];
const [columns, blocks] = [linspace(0, 31, 32), [1, 2, 4, 8, 16, 32]];
type Data = { x: Float64Array[]; y: number[] };

function draw(what: string, count: number, seed: number): Data {
  const rng = random(seed);
  const x = linspace(1, count, count).map(() => Float64Array.from(columns, () => rng.normal(0, 0.3)));
  const score = (row: Float64Array) =>
    row.reduce((sum, v, i) => sum + v * Math.cos(i * i), rng.normal(0, 0.3));
  if (what === record) return { x, y: x.map((row) => Number(score(row) > 0)) };
  // class 1: the motif in one piece; class 0: the same five values, scattered | 1 类：图案连成一片；0 类：同样五个值，散在各处
  for (const [n, row] of x.entries()) {
    const places = n % 2 === 1 ? columns.slice(rng.integer(28)) : rng.shuffle(columns);
    for (const [k, value] of motif.entries()) row[places[k]] += value;
  }
  return { x, y: x.map((_, n) => n % 2) };
}
// one fixed order of the columns for all rows, mixed within blocks only | 所有行用同一个列顺序，只在块内打乱
function mixed({ x, y }: Data, block: number): Data {
  const rng = random(5);
  const order = columns.flatMap((c) => (c % block === 0 ? rng.shuffle(columns.slice(c, c + block)) : []));
  return { x: x.map((row) => Float64Array.from(order, (from) => row[from])), y };
}

// a filter slides over the row and reports its largest response | 卷积核滑过整行，报出最大的响应
function slide(w: Float64Array, x: Float64Array): { response: number; at: number } {
  let best = { response: -Infinity, at: 0 };
  for (let at = 0; at + w.length <= x.length; at++) {
    let response = 0;
    for (let j = 0; j < w.length; j++) response += w[j] * x[at + j];
    if (response > best.response) best = { response, at };
  }
  return best;
}
// filters vote for and against class 1. A single one as wide as the row cannot slide: logistic regression | 各核对 1 类投赞成或反对票。只有一个、与整行同宽的核无处可滑：那就是逻辑回归
function train(data: Data, test: Data, filters: number, wide: number) {
  const rng = random(3);
  const weight = () => rng.normal(0, filters > 1 ? 0.5 : 0);
  const w = columns.slice(0, filters).map(() => Float64Array.from({ length: wide }, weight));
  const vote = (k: number) => 1 - 2 * (k % 2);
  const probability = (found: { response: number }[]) =>
    1 / (1 + Math.exp(-found.reduce((sum, { response }, k) => sum + vote(k) * response, 0)));
  for (let n = 12 * data.y.length; n > 0; n--) {
    const i = rng.integer(data.y.length);
    const found = w.map((filter) => slide(filter, data.x[i]));
    const step = ((0.004 * n) / data.y.length) * (probability(found) - data.y[i]);
    for (const [k, { at }] of found.entries()) {
      for (let j = 0; j < wide; j++) w[k][j] -= step * vote(k) * data.x[i][at + j];
    }
  }
  const said = test.x.map((x) => probability(w.map((filter) => slide(filter, x))));
  return { said, accuracy: (100 * said.filter((p, i) => Math.round(p) === test.y[i]).length) / said.length };
}
function compare(what: string, count: number, wide: number, block: number) {
  const [data, test] = [draw(what, count, 1), draw(what, 1000, 2)].map((one) => mixed(one, block));
  return [train(data, test, 8, wide), train(data, test, 1, 32)];
}

const lines = ["CNN", t("logistic regression", "逻辑回归")].map((label) => ({ label, x: [1], y: [0] }));
for (const [n, block] of blocks.entries()) {
  const results = compare(kind, examples, width, block);
  for (const [i, { x, y }] of lines.entries()) [x[n], y[n]] = [block, results[i].accuracy];
  chart("order", {
    title: lines.map(({ label, y }) => `${label} ${y[0].toFixed(0)} → ${y[n].toFixed(0)} %`).join(" · "),
    x: { label: t("columns mixed within blocks of", "列在多大的块内打乱"), scale: "log" },
    y: { label: t("test accuracy, %", "测试准确率 %"), range: [40, 100] },
    lines,
  });
}

const gap = (found: number[], wanted: number[]) => Math.max(...wanted.map((v, i) => Math.abs(v - found[i])));
const told = blocks.flatMap((block) => compare(signal, 400, 5, block).map((one) => one.accuracy));
const near = gap(told, [100, 55, 96, 55, 90, 55, 80, 55, 68, 55, 60, 55]) < 3;
check(t("signal: CNN 100 → 60 %, logistic 55 % (± 3)", "信号：CNN 100 → 60 %，逻辑回归 55 %（± 3）"), near);
const [[lost, table], [, same]] = [1, 32].map((block) => compare(record, 400, 5, block));
const roles = gap([lost.accuracy, table.accuracy], [57, 90]);
check(t("table: CNN 57 %, logistic 90 % (± 3)", "表：CNN 57 %，逻辑回归 90 %（± 3）"), roles < 3);
check(t("logistic regression: order is nothing", "逻辑回归：与次序无关"), gap(table.said, same.said) < 1e-12);
check(t("50 examples: over 99 %", "50 个样本：超过 99 %"), compare(signal, 50, 5, 1)[0].accuracy > 99);
