import { chart, check, image, param, print, t } from "lab";

type Grid = number[][];
// "-101 -202" becomes the rows −1 0 1 and −2 0 2 | "-101 -202" 变成两行：−1 0 1 和 −2 0 2
const grid = (text: string): Grid => text.split(" ").map((row) => (row.match(/-?\d/g) ?? []).map(Number));
const edge = grid("00133 01333 00333 00133 01333");
const pixel = grid("00000 00000 00100 00000 00000");
const nought = grid("0012100 0131310 1300031 2100012 1300031 0131310 0012100");
const slope = grid("-101 -202 -101");
const imageNames = [t("edge", "边"), t("one pixel", "一个亮点"), t("nought", "圆圈")];
const x = [edge, pixel, nought][imageNames.indexOf(param(t("image", "图像"), imageNames[0], imageNames))];
const names = [
  t("slope", "斜率"),
  t("sharpen", "锐化"),
  t("blur, × 16", "模糊，× 16"),
  t("1 to 9", "1 到 9"),
];
const kernels = [slope, grid("0-10 -15-1 0-10"), grid("121 242 121"), grid("123 456 789")];
const kernel = kernels[names.indexOf(param(t("kernel", "卷积核"), names[0], names))];
const turn = param(t("turn the kernel", "核转 180°"), false);
const place = param(t("window", "第几个窗口"), 5, { min: 1, max: 81, step: 1 });
const stride = param(t("stride", "步幅"), 1, { min: 1, max: 3, step: 1 });
const padding = param(t("padding", "填充"), 0, { min: 0, max: 2, step: 1 });
const dilation = param(t("dilation", "膨胀率"), 1, { min: 1, max: 2, step: 1 });

const sum = (values: Grid): number => values.flat().reduce((total, value) => total + value, 0);
const turned = (w: Grid): Grid => w.map((row) => row.toReversed()).toReversed();
const range = (count: number): number[] => [...Array(count).keys()];

// how many windows fit side by side | 一排放得下几个窗口
const outputSide = (n: number, k: number, s: number, p: number, d: number): number =>
  Math.floor((n + 2 * p - d * (k - 1) - 1) / s) + 1;

// all products of the window at (i, j); outside the image are zeros | 窗口 (i, j) 的全部乘积；图像之外都是 0
const products = (x: Grid, w: Grid, i: number, j: number, s = 1, p = 0, d = 1): Grid =>
  w.map((row, m) => row.map((weight, n) => weight * (x[i * s - p + m * d]?.[j * s - p + n * d] ?? 0)));

// the same weights at every place: what Conv2d computes | 处处同一组权重：Conv2d 算的就是它
function correlate(x: Grid, w: Grid, s = 1, p = 0, d = 1): Grid {
  const places = range(outputSide(x.length, w.length, s, p, d));
  return places.map((i) => places.map((j) => sum(products(x, w, i, j, s, p, d))));
}
// the convolution of mathematics turns the kernel first | 数学里的卷积先把核转 180°
const convolve = (x: Grid, w: Grid): Grid => correlate(x, turned(w));
// and in one dimension, from the definition: y(n) = Σ a(m)·b(n − m) | 一维的卷积，照定义写
const convolve1 = (a: number[], b: number[]): number[] =>
  range(a.length + b.length - 1).map((n) => a.reduce((y, value, m) => y + value * (b[n - m] ?? 0), 0));

const w = turn ? turned(kernel) : kernel;
const output = correlate(x, w, stride, padding, dilation);
const [side, now] = [output.length, Math.min(place, output.length ** 2)];
const [i, j] = [Math.floor((now - 1) / side), (now - 1) % side];
const parts = products(x, w, i, j, stride, padding, dilation);
const total = sum(parts);
const show = (title: string, values: Grid): void => image(title, { title, values, numbers: true });
show(t("kernel", "卷积核"), w);
show(t("products", "乘积"), parts);
show(t("output", "输出"), output);
// where the weights touch the image; beyond its edge lies the padding | 权重压在图像的哪些格子上；图像之外是填充
const taps = w.flatMap((row, m) => row.map((_, n) => [i * stride + m * dilation, j * stride + n * dilation]));
const [low, high] = [-padding - 1, x.length + padding];
const places = range(high - low - 1).map((place) => place - padding);
const values = places.map((row) => places.map((column) => x[row]?.[column] ?? 0));
chart("window", {
  title: t(`Window ${now} of ${side ** 2}: sum ${total}`, `第 ${now} / ${side ** 2} 个窗口：和为 ${total}`),
  heat: { values, x: [low + 0.5, high - 0.5], y: [high - 0.5, low + 0.5] },
  x: { range: [low, high] },
  y: { range: [high, low] },
  points: [{ x: taps.map(([, column]) => column - padding), y: taps.map(([row]) => row - padding) }],
});
print(t("side:", "边长："), `⌊(${x.length} + 2·${padding} − ${dilation}·2 − 1)/${stride}⌋ + 1 = ${side}`);

const claim = (text: string, value: unknown, wanted: string): void => check(text, String(value) === wanted);
claim(t("middle: −1 + 3 + 6 + 3", "正中：−1 + 3 + 6 + 3"), products(edge, slope, 1, 1), "-1,0,3,0,0,6,0,0,3");
claim("10 10 2 / 10 11 2 / 8 11 4", correlate(edge, slope), "10,10,2,10,11,2,8,11,4");
claim(t("kernel turned: −11", "核转 180°：−11"), convolve(edge, slope)[1][1], "-11");
const dot = [grid("000 010 000"), grid("12 34")] as const;
claim(t("correlation turns the stamp: 4 3 2 1", "互相关印出的是倒的：4 3 2 1"), correlate(...dot), "4,3,2,1");
claim(t("convolution keeps it: 1 2 3 4", "卷积印出原样：1 2 3 4"), convolve(...dot), "1,2,3,4");
const right = edge.map((row) => [0, ...row.slice(0, -1)]);
const shifted = correlate(right, slope).map((row) => row.slice(1));
claim(t("image shifted, output shifted", "图像平移，输出跟着平移"), shifted, "10,10,10,11,8,11");
const sides = [outputSide(7, 3, 1, 0, 1), outputSide(7, 3, 2, 1, 1), outputSide(7, 3, 1, 0, 2)];
claim(t("7 places: 5, 4 and 3 windows", "7 个位置：5、4、3 个窗口"), sides, "5,4,3");
claim(t("fully connected: 2,472,873,984", "全连接：2,472,873,984"), (224 * 222) ** 2, "2472873984");
claim("321 × 54: 4 13 22 15", convolve1([1, 2, 3], [4, 5]), "4,13,22,15");
claim(t("convolution commutes", "卷积可以交换"), convolve1([4, 5], [1, 2, 3]), "4,13,22,15");
