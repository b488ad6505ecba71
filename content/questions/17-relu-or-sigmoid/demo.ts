import { Adam, chart, check, Linear, moons, param, random, type Tensor, t, tensor } from "lab";

const depth = param(t("hidden layers", "隐藏层数"), 20, { min: 2, max: 30, step: 1 });
const gain = param(t("weight gain", "权重增益"), 1, { min: 0.5, max: 2, step: 0.1 });
const rate = param(t("learning rate", "学习率"), 0.003, { min: 0.001, max: 0.03, scale: "log" });
const normalised = param(t("batch normalisation", "批归一化"), false);

const names = ["sigmoid", "tanh", "ReLU"];
const activate = (name: string, z: Tensor) =>
  name === "sigmoid" ? z.sigmoid() : name === "tanh" ? z.tanh() : z.relu();

// two half moons that reach into each other, 32 points | 两个互相咬合的半月，共 32 个点
const { points, labels } = moons(32, random(3));
const targets = tensor(labels, [32, 1]);
const standardise = (z: Tensor) => z.sub(z.mean(0, true)).div(z.variance(0, true).add(1e-5).sqrt());

function network(name: string, layers: number, scale: number, batchNorm: boolean) {
  const rng = random(1);
  const hidden = Array.from({ length: layers }, (_, i) => new Linear(i === 0 ? 2 : 32, 32, { random: rng }));
  const last = new Linear(32, 1, { random: rng });
  // standard deviation √(1/n) for sigmoid and tanh, √(2/n) for ReLU | 标准差：sigmoid 和 tanh 用 √(1/n)，ReLU 用 √(2/n)
  const size = name === "ReLU" ? scale * Math.SQRT2 : scale;
  for (const { weight } of hidden) weight.data.set(weight.data.map((value) => size * value));

  function outputs(): Tensor[] {
    const made = [points];
    for (const layer of hidden) {
      const z = layer.forward(made[made.length - 1]);
      made.push(activate(name, batchNorm ? standardise(z) : z));
    }
    return made.slice(1);
  }
  function loss(): Tensor {
    const z = last.forward(outputs()[layers - 1]);
    return z.softplus().sub(z.mul(targets)).mean();
  }
  // for each layer, the length of its weights' gradient | 每一层：权重梯度的长度
  function gradients(): number[] {
    loss().backward();
    return hidden.map(({ weight }) => Math.hypot(...(weight.gradient ?? [])));
  }
  return { outputs, loss, gradients, parameters: [...hidden, last].flatMap((layer) => layer.parameters) };
}

const short = (value: number) => value.toPrecision(2);
const ratio = (norms: number[]) => norms[0] / norms[norms.length - 1];
const nets = names.map((name) => network(name, depth, gain, normalised));
const norms = nets.map((net) => net.gradients());
const found = norms.map((list) => short(ratio(list)));
chart("gradients", {
  title: t(`First layer against last: ${found.join(", ")}`, `首层与末层之比：${found.join("、")}`),
  x: { label: t("layers before this one", "前面的层数") },
  y: { label: t("gradient of its weights", "该层权重的梯度"), scale: "log" },
  lines: names.map((label, i) => ({ label, y: norms[i].map((norm) => Math.max(norm, 1e-30)) })),
});

const losses: number[][] = [[], [], []];
const optimisers = nets.map((net) => new Adam(net.parameters, { rate }));
for (let step = 0; step <= 120; step++) {
  for (const i of [0, 1, 2]) losses[i].push(optimisers[i].minimise(nets[i].loss));
  if (step % 10 !== 0) continue;
  const now = losses.map((list) => short(list[step]));
  chart("race", {
    title: t(`Loss after ${step} steps: ${now.join(", ")}`, `${step} 步之后的损失：${now.join("、")}`),
    x: { label: t("step", "步") },
    y: { label: t("loss", "损失"), scale: "log" },
    lines: names.map((label, i) => ({ label, y: losses[i] })),
  });
}

const usual = names.map((name) => network(name, 20, 1, false));
const [sigmoid, tanh, relu] = usual.map((net) => ratio(net.gradients()));
const rescued = ratio(network("sigmoid", 20, 1, true).gradients());
const started = usual[2].outputs().flatMap((h) => [...h.data]);
const zeros = started.filter((value) => value === 0).length / started.length;
function within(claim: string, value: number, low: number, high: number): void {
  check(claim, value > low && value < high, value);
}
within(t("sigmoid: first / last about 10⁻¹²", "sigmoid：首层 / 末层约 10⁻¹²"), sigmoid, 1e-13, 1e-11);
within(t("tanh: first / last about 1", "tanh：首层 / 末层约 1"), tanh, 0.5, 2);
within(t("ReLU: first / last about 1/2", "ReLU：首层 / 末层约 1/2"), relu, 0.3, 0.8);
within(t("sigmoid, normalised: over 1", "sigmoid 加归一化：超过 1"), rescued, 1, 100);
within(t("half of ReLU's outputs are 0", "ReLU 的输出一半是 0"), zeros, 0.45, 0.55);
if (depth === 20 && gain === 1 && rate === 0.003 && !normalised) {
  const ends = losses.map((list) => list[120]);
  within(t("sigmoid has learnt nothing: ln 2", "sigmoid 什么也没学到：ln 2"), ends[0], 0.692, 0.694);
  within(t("tanh's loss is a thousand ReLU's", "tanh 的损失是 ReLU 的千倍"), ends[1] / ends[2], 300, 3000);
}
