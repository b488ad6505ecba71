import { chart, check, image, linspace, param, t } from "lab";

const max = t("max", "最大");
const mean = t("mean", "平均");
const kind = param(t("kind", "方式"), max, [max, mean]);
const size = param(t("window", "窗口"), 2, { min: 1, max: 16, step: 1 });
const stride = param(t("stride", "步幅"), 2, { min: 1, max: 8, step: 1 });
const shift = param(t("shift, pixels", "平移像素数"), 1, { min: 0, max: 6, step: 1 });

type Grid = number[][];
const square = (side: number, f: (row: number, column: number) => number): Grid =>
  linspace(0, side - 1, side).map((i) => linspace(0, side - 1, side).map((j) => f(i, j)));

// a hand-drawn nought, moved to the right | 一个手写的 0，可以向右平移
const nought = (right: number) =>
  square(16, (i, j) => Math.exp(-((Math.hypot((i - 7.6) / 1.4, j - right - 6.3) - 3.6) ** 2)));

// the pooled map, and how strongly its sum reacts to each input pixel | 池化结果，以及它的总和对每个输入像素的梯度
function pool(x: Grid, how: string, window: number, step: number) {
  const gradient = square(x.length, () => 0);
  const count = Math.floor((x.length - window) / step) + 1;
  const pooled = square(count, (i, j) => {
    let [bestRow, bestColumn, sum] = [i * step, j * step, 0];
    for (let row = i * step; row < i * step + window; row++) {
      for (let column = j * step; column < j * step + window; column++) {
        sum += x[row][column];
        if (x[row][column] > x[bestRow][bestColumn]) [bestRow, bestColumn] = [row, column];
        if (how === mean) gradient[row][column] += 1 / window ** 2;
      }
    }
    if (how === max) gradient[bestRow][bestColumn] += 1;
    return how === max ? x[bestRow][bestColumn] : sum / window ** 2;
  });
  return { pooled, gradient };
}

// how far a shift moves the result, in per cent of its length | 平移使结果变了多少，占其长度的百分比
function change(how: string, window: number, step: number, by: number): number {
  const [still, moved] = [0, by].map((right) => pool(nought(right), how, window, step).pooled.flat());
  return (100 * Math.hypot(...still.map((value, i) => value - moved[i]))) / Math.hypot(...still);
}

const { pooled, gradient } = pool(nought(shift), kind, size, stride);
const shape = `${pooled.length} × ${pooled.length}`;
const reached = gradient.flat().filter((value) => value > 0).length;
const passes = t(`gradient: ${reached} of 256`, `有梯度的像素：${reached}`);
image("input", { title: t("image: 16 × 16", "图像：16 × 16"), values: nought(shift), range: [0, 1] });
image("pooled", { title: t(`pooled: ${shape}`, `池化后：${shape}`), values: pooled, range: [0, 1] });
image("gradient", { title: passes, values: gradient, range: [0, 1] });

const shifts = [0, 1, 2, 3, 4, 5, 6];
const lines = [
  { label: t("image", "图像"), y: shifts.map((by) => change(max, 1, 1, by)), dashed: true },
  { label: t("pooled", "池化后"), y: shifts.map((by) => change(kind, size, stride, by)) },
];
const [before, after] = lines.map((line) => `${line.y[shift].toFixed(0)} %`);
const found = t(`image ${before}, pooled ${after}`, `图像变 ${before}，池化后变 ${after}`);
chart("change", {
  title: t(`Shift ${shift}: ${found}`, `平移 ${shift}：${found}`),
  x: { label: t("shift, pixels", "平移像素数") },
  y: { label: t("change, %", "变化 %") },
  lines,
});

const digits = (text: string): Grid => text.split(" ").map((row) => [...row].map(Number));
const grid = digits("1124 5678 3210 1234");
const [most, average] = [pool(grid, max, 2, 2), pool(grid, mean, 2, 2)];
const routes = most.gradient.flat().join("");
const spread = average.gradient.flat().every((value) => value === 0.25);
const stripes = (text: string) =>
  pool(digits(`${text} ${text} ${text} ${text}`), max, 2, 2).pooled[0].join(" ");
const changes = [1, 2, 4, 8].map((window) => change(max, window, window, 1).toFixed(0)).join(" ");
check(t("max of the grid: 6 8 3 4", "数表取最大：6 8 3 4"), most.pooled.join() === "6,8,3,4");
check(t("mean: 3.25 5.25 2 2", "取平均：3.25 5.25 2 2"), average.pooled.join() === "3.25,5.25,2,2");
check(t("max: gradient 1 in 4 places", "最大：梯度 1 在 4 处"), routes === "0000010110000001");
check(t("mean: gradient 1/4 everywhere", "平均：梯度处处是 1/4"), spread);
check(t("stripes 0 0 1 1 become 0 1", "条纹 0 0 1 1 变成 0 1"), stripes("0011") === "0 1");
check(t("stripes 0 1 1 0 become 1 1", "条纹 0 1 1 0 变成 1 1"), stripes("0110") === "1 1");
check(t("windows 1 2 4 8: 65 46 26 0 %", "窗口 1 2 4 8：65 46 26 0 %"), changes === "65 46 26 0");
