import { changes, charts, check, live, pointPad, steps, t } from "lab";

interface Surface {
  readonly height: (x: number, y: number) => number;
  readonly slope: (x: number, y: number) => readonly [number, number];
  readonly scale?: "log";
}
const names = [
  t("ravine", "峡谷"),
  t("saddle", "鞍面"),
  t("banana", "香蕉谷"),
  t("egg carton", "鸡蛋托"),
] as const;
const edge = 2;
const surfaces: readonly Surface[] = [
  { height: (x, y) => (x * x + 50 * y * y) / 2, slope: (x, y) => [x, 50 * y] },
  { height: (x, y) => (y * y - x * x) / 2 + x ** 4 / 4, slope: (x, y) => [x ** 3 - x, y] },
  {
    height: (x, y) => (1 - x) ** 2 + 10 * (y - x * x) ** 2,
    slope: (x, y) => [-2 * (1 - x) - 40 * x * (y - x * x), 20 * (y - x * x)],
    scale: "log",
  },
  {
    height: (x, y) => (x * x + y * y) / 4 + 2 - Math.cos(4 * x) - Math.cos(4 * y),
    slope: (x, y) => [x / 2 + 4 * Math.sin(4 * x), y / 2 + 4 * Math.sin(4 * y)],
  },
];

const name = live(t("surface", "曲面"), names[0], names);
const rate = live(t("learning rate", "学习率"), 0.03, { min: 0.001, max: 0.5, scale: "log" });
const beta = live(t("momentum", "动量系数"), 0.9, { min: 0, max: 0.99, step: 0.01 });
const speed = live(t("steps per second", "每秒步数"), 30, { min: 2, max: 200, step: 1 });
const start = pointPad(t("Start here", "起点"), {
  x: [-edge, edge],
  y: [-edge, edge],
  classes: 1,
  most: 1,
  start: { x: [-1.7], y: [0.7] },
});

// What an optimiser remembers of one coordinate: running means | 优化器对一个坐标的记忆：滑动平均
interface Memory {
  mean: number;
  square: number;
  count: number;
}
type Optimiser = (slope: number, memory: Memory) => number;
const optimisers: readonly (readonly [string, Optimiser])[] = [
  [t("plain", "普通下降"), (slope) => -rate.value * slope],
  [
    t("momentum", "动量"),
    (slope, m) => {
      m.mean = beta.value * m.mean + slope;
      return -rate.value * m.mean;
    },
  ],
  [
    "RMSprop",
    (slope, m) => {
      m.square = 0.99 * m.square + 0.01 * slope * slope;
      return (-rate.value * slope) / (Math.sqrt(m.square) + 1e-8);
    },
  ],
  [
    "Adam",
    (slope, m) => {
      m.count += 1;
      m.mean = 0.9 * m.mean + 0.1 * slope;
      m.square = 0.999 * m.square + 0.001 * slope * slope;
      const [mean, square] = [m.mean / (1 - 0.9 ** m.count), m.square / (1 - 0.999 ** m.count)];
      return (-rate.value * mean) / (Math.sqrt(square) + 1e-8);
    },
  ],
];

interface Walk {
  readonly label: string;
  readonly step: Optimiser;
  readonly memory: readonly [Memory, Memory];
  readonly x: number[];
  readonly y: number[];
  readonly height: number[];
}
let surface = surfaces[0];
let walks: Walk[] = [];
const fresh = (): Memory => ({ mean: 0, square: 0, count: 0 });
function begin(): void {
  surface = surfaces[names.indexOf(name.value)] ?? surfaces[0];
  const [x, y] = [start.value.x[0] ?? -1.7, start.value.y[0] ?? 0.7];
  walks = optimisers.map(([label, step]) => {
    return { label, step, memory: [fresh(), fresh()], x: [x], y: [y], height: [surface.height(x, y)] };
  });
}
function walkOn({ x, y, height, step, memory }: Walk): void {
  const [px, py] = [x[x.length - 1], y[y.length - 1]];
  const [dx, dy] = surface.slope(px, py);
  const next = [px + step(dx, memory[0]), py + step(dy, memory[1])];
  // Far outside there is nothing left to see. | 走得太远就看不见了
  const [nx, ny] = next.every((v) => Math.abs(v) < 1e6) ? next : [px, py];
  x.push(nx);
  y.push(ny);
  height.push(surface.height(nx, ny));
}

const lowest = (): number => Math.min(...walks.flatMap((walk) => walk.height));
function show(): void {
  const range = [-edge, edge] as const;
  const best = walks.reduce((a, b) => ((b.height.at(-1) ?? 0) < (a.height.at(-1) ?? 0) ? b : a));
  charts("race", [
    {
      title: t(`Lowest now: ${best.label}`, `现在最低：${best.label}`),
      x: { range },
      y: { range },
      contour: { values: surface.height, x: range, y: range, levels: 14, filled: true, scale: surface.scale },
      lines: walks.map(({ label, x, y }) => ({ label, x, y, ends: true })),
    },
    {
      title: t("Height above the lowest point reached", "离走到过的最低点还有多高"),
      x: { label: t("step", "步数") },
      y: { scale: "log" },
      lines: walks.map(({ label, height }) => ({ label, y: height.map((h) => h - lowest() + 1e-6) })),
    },
  ]);
}

async function race(): Promise<void> {
  begin();
  let seen = JSON.stringify([name.value, start.value]);
  for await (const _ of steps(300, show, { perSecond: speed })) {
    const now = JSON.stringify([name.value, start.value]);
    if (now !== seen) begin();
    seen = now;
    for (const walk of walks) walkOn(walk);
  }
}

begin();
show();
// On a parabola of curvature 50 one step multiplies y by 1 − 50η. | 在曲率为 50 的抛物线上，一步把 y 乘以 1 − 50η
function after(eta: number): number {
  let y = 1;
  for (let k = 0; k < 100; k++) y -= eta * surfaces[0].slope(0, y)[1];
  return Math.abs(y);
}
check(
  t("η = 0.039 < 2/50: 100 steps converge", "η = 0.039 < 2/50：一百步后收敛"),
  after(0.039) < 1e-2,
  after(0.039),
);
check(
  t("η = 0.041 > 2/50: 100 steps diverge", "η = 0.041 > 2/50：一百步后发散"),
  after(0.041) > 100,
  after(0.041),
);
await race();
for await (const _ of changes()) await race();
