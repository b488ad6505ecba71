import {
  Adam,
  button,
  Conv2d,
  centred,
  changes,
  charts,
  check,
  crossEntropy,
  digits,
  drawingPad,
  Flatten,
  image,
  Linear,
  live,
  MaxPool2d,
  param,
  random,
  Sequential,
  scope,
  steps,
  type Tensor,
  t,
  tensor,
} from "lab";

const pad = drawingPad(t("your digit", "你写的数字"), { rows: 24, columns: 24 });
const examples = param(t("digits to learn from", "训练用的数字"), 2000, { min: 200, max: 8000, step: 200 });
const filters = param(t("filters", "滤波器"), 8, { min: 2, max: 16, step: 2 });
const total = param(t("steps", "步数"), 500, { min: 100, max: 3000, step: 100 });
const rate = live(t("learning rate", "学习率"), 0.004, { min: 0.0003, max: 0.1, scale: "log" });
const fresh = button(t("Test on new digits", "换一批数字来测"));

// digits as different hands write them, brought to the middle as yours will be | 不同笔迹的数字，和你写的一样移到中间
// small ones have thick strokes once they are enlarged | 小字放大以后，笔画就粗了
const hands = { rotation: 0.25, wobble: 0.03, thickness: [0.03, 0.15], width: [0.6, 1.6] } as const;
const [rng, big, size] = [random(7), 24, 16];
function write(count: number) {
  const drawn = digits(count, rng, { size: big, ...hands });
  const images = new Float32Array(count * size ** 2);
  const pixels = (i: number) => drawn.images.data.subarray(i * big ** 2, (i + 1) * big ** 2);
  for (let i = 0; i < count; i++) {
    scope(() => images.set(centred(pixels(i), big, big, size).data, i * size ** 2));
  }
  return { images: tensor(images, [count, 1, size, size]), labels: drawn.labels };
}
let test = write(200);

const network = new Sequential(
  new Conv2d(1, filters, 3, { padding: 1, random: rng }),
  (x) => x.relu(),
  new MaxPool2d(2),
  new Conv2d(filters, 2 * filters, 3, { padding: 1, random: rng }),
  (x) => x.relu(),
  new MaxPool2d(2),
  new Flatten(),
  new Linear(2 * filters * (size / 4) ** 2, 10, { random: rng }),
);
const optimiser = new Adam(network.parameters);

const guesses = (): number[] => network.predict(test.images).argmax();
const right = (found: number[]): number =>
  found.filter((guess, i) => guess === test.labels[i]).length / found.length;
const names = Array.from({ length: 10 }, (_, digit) => String(digit));
const [seen, losses]: number[][] = [[], []];
function show() {
  scope(() => {
    // your digit as the network sees it, or a test digit until you write one | 网络看到的你的数字；还没写时先拿一个测试数字
    const isEmpty = pad.value.every((ink) => ink === 0);
    const input = isEmpty ? test.images.gather([0]) : centred(pad.value, big, big, size);
    const layers = network.outputs(input);
    const probabilities = [...layers[7].softmax().data];
    const best = probabilities.indexOf(Math.max(...probabilities));
    const sure = Math.round(100 * probabilities[best]);
    const table = Array.from({ length: 10 }, () => new Array<number>(10).fill(0));
    const found = guesses();
    found.forEach((guess, i) => {
      table[test.labels[i]][guess]++;
    });
    const maps = ({ data, shape: [, channels, side] }: Tensor) =>
      Array.from({ length: channels }, (_, k) => {
        const values = [...data.subarray(k * side ** 2, (k + 1) * side ** 2)];
        return {
          caption: String(k + 1),
          values: Array.from({ length: side }, (_, i) => values.slice(i * side, (i + 1) * side)),
        };
      });
    image("seen", {
      title: isEmpty
        ? t("A test digit, as the network sees it", "一个测试数字，网络看到的样子")
        : t("Your digit in the middle, as the network sees it", "你写的数字移到中间，网络看到的样子"),
      values: maps(input)[0].values,
    });
    charts("answer", [
      {
        title: isEmpty
          ? t(`A test digit, read as ${best}: now write yours`, `一个测试数字，认作 ${best}。现在你来写`)
          : t(`It reads your digit as ${best}: ${sure} %`, `你写的数字，它认作 ${best}：${sure}%`),
        y: { range: [0, 1], label: t("probability", "概率") },
        bars: [{ names, values: probabilities.map((p) => Number(p.toFixed(3))) }],
      },
      {
        title: t(
          `${(100 * right(found)).toFixed(1)} % of 200 new digits are right`,
          `200 个新数字判对 ${(100 * right(found)).toFixed(1)}%`,
        ),
        x: { label: t("read as 0 … 9", "认作 0 … 9") },
        y: { label: t("was 0 … 9", "其实是 0 … 9") },
        heat: { values: table, x: [-0.5, 9.5], y: [9.5, -0.5] },
      },
      {
        title: t("Loss on the training digits", "训练数字上的损失"),
        x: { label: t("step", "步") },
        y: { scale: "log" },
        lines: [{ x: seen, y: losses }],
      },
    ]);
    image("first", {
      title: t("What the first filters pick out", "第一层滤波器从中挑出了什么"),
      images: maps(layers[1]),
    });
    image("second", {
      title: t("What the second layer makes of that", "第二层从中又得出了什么"),
      images: maps(layers[4]),
    });
  });
}

let tested = fresh.value;
show();
const train = write(examples);
let [done, used] = [0, rate.value];
async function learn() {
  for await (const _ of steps(total, show)) {
    done++;
    optimiser.rate = used = rate.value;
    const ids = Array.from({ length: 32 }, () => rng.integer(examples));
    const labels = ids.map((i) => train.labels[i]);
    const batch = () =>
      tensor(
        ids.flatMap((i) => [...train.images.data.subarray(i * size ** 2, (i + 1) * size ** 2)]),
        [32, 1, size, size],
      );
    const loss = optimiser.minimise(() => crossEntropy(network.forward(batch()), labels));
    seen.push(done);
    losses.push(loss);
  }
}
await learn();
for await (const _ of changes()) {
  if (fresh.value !== tested) [tested, test] = [fresh.value, write(200)];
  // another rate: go on learning with it | 换了学习率，就用它接着学
  if (rate.value !== used) await learn();
  show();
}
const share = right(guesses());
const percent = (100 * share).toFixed(1);
check(
  t("Over 90 % of new digits are read right", "新数字判对超过 90%"),
  share > 0.9,
  t(`right: ${percent} %`, `判对 ${percent}%`),
);
