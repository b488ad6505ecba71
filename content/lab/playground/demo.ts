import {
  type Activation,
  Adam,
  AdamW,
  binaryCrossEntropy,
  blobs,
  button,
  charts,
  check,
  denseNetwork,
  l1Penalty,
  l2Penalty,
  linspace,
  live,
  moons,
  param,
  pointPad,
  RMSprop,
  random,
  rings,
  SGD,
  scope,
  spirals,
  steps,
  t,
  tensor,
  xor,
} from "lab";

// two classes of points; some are kept back to test | 两类点，留一部分做测试
const kinds = [t("moons", "双月"), t("rings", "圆环"), t("spirals", "螺旋"), t("blobs", "团块"), "XOR"];
const own = t("my own points", "自己放点");
const kind = param(t("data", "数据"), kinds[0], [...kinds, own]);
const noise = param(t("noise", "噪声"), 0.14, { min: 0, max: 0.5, step: 0.02 });
const share = param(t("share for training", "训练所占比例"), 0.5, { min: 0.1, max: 0.9, step: 0.1 });
// the network: up to four hidden layers | 网络：最多四个隐藏层
const functions: Activation[] = ["tanh", "relu", "leakyRelu", "gelu", "silu", "sigmoid", "linear"];
const depth = param(t("hidden layers", "隐藏层数"), 2, { min: 0, max: 4, step: 1 });
const [widths, activation]: [number[], Activation[]] = [[], []];
for (let k = 1; k <= depth; k++) {
  widths.push(param(t(`units in layer ${k}`, `第 ${k} 层的单元`), 8, { min: 1, max: 32, step: 1 }));
  activation.push(param(t(`activation ${k}`, `激活函数 ${k}`), "tanh", functions));
}
const dropout = param(t("dropout", "随机失活"), 0, { min: 0, max: 0.8, step: 0.1 });
const total = param(t("steps", "步数"), 6000, { min: 500, max: 200_000, scale: "log" });

// what may change while it trains | 训练时也能改的
const method = live(t("optimiser", "优化器"), "Adam", ["SGD", "momentum", "RMSprop", "Adam", "AdamW"]);
const rate = live(t("learning rate", "学习率"), 0.01, { min: 0.0001, max: 1, scale: "log" });
const batch = live(t("batch size", "批大小"), 32, { min: 1, max: 128, step: 1 });
const l1 = live(t("L1 penalty", "L1 惩罚"), 0, { min: 0, max: 0.02, step: 0.0005 });
const l2 = live(t("L2 penalty", "L2 惩罚"), 0, { min: 0, max: 0.1, step: 0.002 });
const newData = button(t("New data", "换一批数据"));
const newWeights = button(t("New weights", "重置权重"));
const range: [number, number] = [-1.7, 1.7];
const pad = kind === own ? pointPad(t("my points", "我的点"), { x: range, y: range }) : undefined;

const rng = random(1);
const set = (rows: number[][], labels: readonly number[]) => ({ rows, labels, x: tensor(rows) });
function draw() {
  if (pad) {
    const { x, y, group } = pad.value; // a network needs at least one point | 网络至少要有一个点
    const rows = x.length > 0 ? x.map((a, i) => [a, y[i]]) : [[0, 0]];
    const placed = set(rows, x.length > 0 ? group : [0]);
    return [placed, placed];
  }
  const makers = [moons, rings, spirals, (n: number) => blobs(n, rng, 2 * noise + 0.1, 2), xor];
  const { points, labels } = makers[kinds.indexOf(kind)](400, rng, kind === kinds[2] ? 0.3 * noise : noise);
  const [rows, cut] = [points.rows(), Math.round(400 * share)];
  return [set(rows.slice(0, cut), labels.slice(0, cut)), set(rows.slice(cut), labels.slice(cut))];
}
const build = () => denseNetwork([2, ...widths, 1], { activation, dropout, random: rng });
function optimiserNow() {
  const { parameters } = network;
  if (method.value === "RMSprop") return new RMSprop(parameters);
  if (method.value === "Adam") return new Adam(parameters);
  if (method.value === "AdamW") return new AdamW(parameters, { weightDecay: 0.01 });
  return new SGD(parameters, { rate: rate.value, momentum: method.value === "momentum" ? 0.9 : 0 });
}
let [train, test] = draw();
let network = build();
let [used, optimiser, done] = [method.value, optimiserNow(), 0];
let curves: number[][] = [[], [], []]; // step, loss on training and on test points | 步数，训练点和测试点上的损失

const loss = (data: typeof train): number =>
  binaryCrossEntropy(network.predict(data.x).reshape(-1), tensor(data.labels)).item();
function right({ x, labels }: typeof train): number {
  const scores = network.predict(x).data;
  return labels.filter((label, i) => scores[i] > 0 === (label === 1)).length / labels.length;
}
const side = linspace(1.7, -1.7, 48);
const places = tensor(side.flatMap((y) => side.map((x) => [-x, y])));
// one unit's answers as a picture, with every `skip`-th place | 一个单元的答案画成小图，每隔 skip 个位置取一点
const kept = (skip: number): number[] => Array.from({ length: 48 / skip }, (_, i) => skip * i);
const map = (rows: number[][], unit: number, skip = 3): number[][] =>
  kept(skip).map((i) => kept(skip).map((j) => rows[48 * i + j][unit]));
const words = [t("training", "训练"), t("test", "测试")];

function show() {
  if (pad) [train, test] = draw();
  scope(() => {
    for (const [k, value] of [done, loss(train), loss(test)].entries()) curves[k].push(value);
    // of a long curve, every second point will do | 曲线长了，隔一个点留一个就够
    if (curves[0].length > 300) curves = curves.map((all) => all.filter((_, i) => i % 2 === 0));
    const layers = network.outputs(places);
    const answers = layers[layers.length - 1].sigmoid().rows();
    const heat = { values: map(answers, 0, 1), x: range, y: range, boundary: 0.5 };
    const points = (pad ? [train] : [train, test]).map(({ rows, labels: group }, i) => {
      return { label: words[i], x: rows.map(([x]) => x), y: rows.map(([, y]) => y), group };
    });
    const percent = Math.round(100 * right(test));
    const answer = t(`${percent} % of the test points are right`, `测试点判对 ${percent}%`);
    const lines = words.map((label, i) => ({ label, x: curves[0], y: curves[i + 1], dashed: i === 1 }));
    const [now, then] = lines.map(({ y }) => y[y.length - 1].toFixed(3));
    const losses = t(`Loss: training ${now}, test ${then}`, `损失：训练 ${now}，测试 ${then}`);
    charts("now", [
      { title: answer, x: { range }, y: { range }, heat, points },
      { title: losses, x: { label: t("step", "步") }, y: { scale: "log" }, lines },
    ]);
    // a hidden layer: weights, activation, and dropout if there is any | 一个隐藏层：权重、激活，也许还有随机失活
    const hidden = layers.slice(0, -1).filter((_, i) => i % (dropout > 0 ? 3 : 2) === 1);
    const units = hidden.map((layer, k) => ({ label: activation[k] as string, rows: layer.rows() }));
    units.unshift({ label: t("point", "点"), rows: places.rows() });
    units.push({ label: t("answer", "答案"), rows: answers.map(([p]) => [2 * p - 1]) });
    const drawn = units.map(({ label, rows }, k) => ({
      label,
      units: rows[0].length,
      maps: rows[0].slice(0, 16).map((_, unit) => map(rows, unit)),
      ...(k === 0 && { names: ["x", "y"] }),
    }));
    const title = t("What each unit answers, and the weights between", "每个单元的答案，以及其间的权重");
    const weights = network.weights.map((weight) => weight.rows());
    charts("network", [{ title, network: { layers: drawn, weights } }]);
  });
}

show();
let pressed = [newData.value, newWeights.value];
for await (const step of steps(total, show)) {
  done = step;
  if (newData.value !== pressed[0]) [train, test] = draw();
  const afresh = newData.value !== pressed[0] || newWeights.value !== pressed[1];
  if (afresh) [network, curves, pressed] = [build(), [[], [], []], [newData.value, newWeights.value]];
  if (afresh || used !== method.value) [used, optimiser] = [method.value, optimiserNow()];
  optimiser.rate = rate.value;
  const ids = Array.from({ length: batch.value }, () => rng.integer(train.labels.length));
  optimiser.minimise(() => {
    const scores = network.forward(train.x.gather(ids)).reshape(-1);
    const error = binaryCrossEntropy(scores, tensor(ids.map((i) => train.labels[i])));
    if (l1.value === 0 && l2.value === 0) return error;
    return error.add(l1Penalty(network.weights, l1.value)).add(l2Penalty(network.weights, l2.value));
  });
}
const last = loss(train);
check(t("training has brought the loss down", "训练让损失降了下来"), last < curves[1][0], last);
check(t("over 90 % of the test points are right", "测试点判对超过 90%"), right(test) > 0.9, right(test));
