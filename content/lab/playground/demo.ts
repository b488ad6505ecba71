import {
  type Activation,
  Adam,
  AdamW,
  binaryCrossEntropy,
  blobs,
  button,
  changes,
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
const isOwn = kind === own;
const noise = isOwn ? 0 : param(t("noise", "噪声"), 0.14, { min: 0, max: 0.5, step: 0.02 });
const shares = { min: 0.1, max: 0.9, step: 0.1 };
const share = isOwn ? 1 : param(t("share for training", "训练所占比例"), 0.5, shares);
// the network: up to four hidden layers | 网络：最多四个隐藏层
const functions: Activation[] = ["tanh", "relu", "leakyRelu", "gelu", "silu", "sigmoid", "linear"];
const depth = param(t("hidden layers", "隐藏层数"), 2, { min: 0, max: 4, step: 1 });
const [widths, activation]: [number[], Activation[]] = [[], []];
for (let k = 1; k <= depth; k++) {
  widths.push(param(t(`units in layer ${k}`, `第 ${k} 层的单元`), 8, { min: 1, max: 32, step: 1 }));
  activation.push(param(t(`activation ${k}`, `激活函数 ${k}`), "tanh", functions));
}
const dropout = param(t("dropout", "随机失活"), 0, { min: 0, max: 0.8, step: 0.1 });

// what may change while it trains | 训练时也能改的
const speed = live(t("steps per second", "每秒步数"), 120, { min: 10, max: 100_000, scale: "log" });
const method = live(t("optimiser", "优化器"), "Adam", ["SGD", "momentum", "RMSprop", "Adam", "AdamW"]);
const rate = live(t("learning rate", "学习率"), 0.01, { min: 0.0001, max: 1, scale: "log" });
const batch = live(t("batch size", "批大小"), 32, { min: 1, max: 128, step: 1 });
const l1 = live(t("L1 penalty", "L1 惩罚"), 0, { min: 0, max: 0.02, step: 0.0005 });
const l2 = live(t("L2 penalty", "L2 惩罚"), 0, { min: 0, max: 0.1, step: 0.002 });
const newData = isOwn ? undefined : button(t("New data", "换一批数据"));
const newWeights = button(t("New weights", "重置权重"));
const range: [number, number] = [-1.7, 1.7];
const pad = isOwn ? pointPad(t("my points", "我的点"), { x: range, y: range }) : undefined;

const rng = random(1);
const set = (rows: number[][], labels: readonly number[]) => ({ rows, labels, x: tensor(rows) });
function draw() {
  if (pad) {
    const { x, y, group } = pad.value;
    const rows = x.map((a, i) => [a, y[i]]);
    return [set(rows, group)];
  }
  // arms that wind nearly twice around, out to the edge | 旋臂绕将近两圈，一直伸到边缘
  const wide = (n: number) => {
    const { points, labels } = spirals(n, rng, 0.2 * noise, 2, 1.9);
    return { points: points.mul(1.6), labels };
  };
  const makers = [moons, rings, wide, (n: number) => blobs(n, rng, 2 * noise + 0.1, 2), xor];
  const count = kind === kinds[2] ? 600 : 400;
  const { points, labels } = makers[kinds.indexOf(kind)](count, rng, noise);
  const [rows, cut] = [points.rows(), Math.round(count * share)];
  return [set(rows.slice(0, cut), labels.slice(0, cut)), set(rows.slice(cut), labels.slice(cut))];
}
// nothing can be told apart before there are points of both | 两类都有了，才谈得上分开
const hasBoth = (): boolean => [0, 1].every((label) => sets[0].labels.includes(label));
const build = () => denseNetwork([2, ...widths, 1], { activation, dropout, random: rng });
function optimiserNow() {
  const { parameters } = network;
  if (method.value === "RMSprop") return new RMSprop(parameters);
  if (method.value === "Adam") return new Adam(parameters);
  if (method.value === "AdamW") return new AdamW(parameters, { weightDecay: 0.01 });
  return new SGD(parameters, { rate: rate.value, momentum: method.value === "momentum" ? 0.9 : 0 });
}
let sets = draw(); // those to train on, then those to test on | 先是训练点，再是测试点
let [network, used] = [build(), method.value];
let optimiser = optimiserNow();
// the steps of the curves, then the loss on each set, recorded at every so many steps | 曲线的步数和各组点的损失，每隔几步记一次
let [done, every, curves]: [number, number, number[][]] = [0, 5, []];
function begin() {
  [network, used] = [build(), method.value];
  [optimiser, done, every, curves] = [optimiserNow(), 0, 5, [[], [], []]];
}

const loss = ({ x, labels }: (typeof sets)[0]): number =>
  scope(() => binaryCrossEntropy(network.predict(x).reshape(-1), tensor(labels)).item());
const losses = (): number[] => [done, ...sets.map(loss)];
function record() {
  for (const [k, value] of losses().entries()) curves[k].push(value);
  // of a long curve, every second point will do | 曲线长了，隔一个点留一个就够
  if (curves[0].length > 400) {
    [curves, every] = [curves.map((all) => all.filter((_, i) => i % 2 === 0)), 2 * every];
  }
}
function right({ x, labels }: (typeof sets)[0]): number {
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

function answerNow(): string {
  if (!hasBoth()) return t("Place points of both classes", "两类点都要放");
  const percent = Math.round(100 * right(sets[sets.length - 1]));
  return pad
    ? t(`${percent} % of your points are right`, `你放的点判对 ${percent}%`)
    : t(`${percent} % of the test points are right`, `测试点判对 ${percent}%`);
}
function lossChart() {
  const now = losses();
  const [x, ...ys] = curves.map((all, k) => [...all, now[k]]);
  const lines = sets.map((_, i) => ({ label: words[i], x, y: ys[i], dashed: i === 1 }));
  const [training, test] = now.slice(1).map((value) => Number(value.toPrecision(2)));
  const title = pad
    ? t(`Loss: ${training}`, `损失：${training}`)
    : t(`Loss: training ${training}, test ${test}`, `损失：训练 ${training}，测试 ${test}`);
  return { title, x: { label: t("step", "步") }, y: { scale: "log" as const }, lines };
}
function show() {
  if (pad) sets = draw();
  scope(() => {
    const layers = network.outputs(places);
    const answers = layers[layers.length - 1].sigmoid().rows();
    const heat = { values: map(answers, 0, 1), x: range, y: range, boundary: 0.5 };
    const points = sets.map(({ rows, labels: group }, i) => {
      return { label: words[i], x: rows.map(([x]) => x), y: rows.map(([, y]) => y), group };
    });
    const boundary = { title: answerNow(), x: { range }, y: { range }, heat, points };
    charts("now", hasBoth() ? [boundary, lossChart()] : [boundary]);
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
    charts("network", [{ title, network: { layers: drawn, weights: network.weights.map((w) => w.rows()) } }]);
  });
}

function trainOnce() {
  if (used !== method.value) [used, optimiser] = [method.value, optimiserNow()];
  optimiser.rate = rate.value;
  const [{ x, labels }] = sets;
  const ids = Array.from({ length: batch.value }, () => rng.integer(labels.length));
  optimiser.minimise(() => {
    const scores = network.forward(x.gather(ids)).reshape(-1);
    const error = binaryCrossEntropy(scores, tensor(ids.map((i) => labels[i])));
    if (l1.value === 0 && l2.value === 0) return error;
    return error.add(l1Penalty(network.weights, l1.value)).add(l2Penalty(network.weights, l2.value));
  });
}
async function untilPlaced() {
  for await (const _ of changes()) {
    show();
    if (hasBoth()) return;
  }
}
// until Pause; the build, where nobody could press it, is content with fewer | 直到按下“暂停”；构建时没人能按，步数少一些
const unwatched = 3000;
let [seenData, seenWeights] = [newData?.value, newWeights.value];
const wantsNew = () => seenData !== newData?.value || seenWeights !== newWeights.value || !hasBoth();
do {
  if (seenData !== newData?.value) sets = draw();
  [seenData, seenWeights] = [newData?.value, newWeights.value];
  begin();
  show();
  if (!hasBoth()) await untilPlaced();
  if (!hasBoth()) break;
  record();
  for await (const step of steps(Infinity, show, { perSecond: speed, unwatched, until: wantsNew })) {
    trainOnce();
    done = step;
    if (done % every === 0) record();
  }
} while (wantsNew());
if (!pad) {
  const share = right(sets[1]);
  const claim = t("3000 steps get over 90 % of the test points right", "训练 3000 步，测试点判对超过 90%");
  check(claim, share > 0.9, t(`right: ${Math.round(100 * share)} %`, `判对 ${Math.round(100 * share)}%`));
}
