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
    // a tenth of Rosenbrock's usual height with a factor of 10 | 系数为 10 的 Rosenbrock 函数，高度取十分之一
    height: (x, y) => (1 - x) ** 2 / 10 + (y - x * x) ** 2,
    slope: (x, y) => [(x - 1) / 5 - 4 * x * (y - x * x), 2 * (y - x * x)],
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
  flownOff: boolean;
}
let surface = surfaces[0];
let walks: Walk[] = [];
const fresh = (): Memory => ({ mean: 0, square: 0, count: 0 });
function begin(): void {
  surface = surfaces[names.indexOf(name.value)] ?? surfaces[0];
  const [x, y] = [start.value.x[0] ?? -1.7, start.value.y[0] ?? 0.7];
  walks = optimisers.map(([label, step]) => {
    const path = { x: [x], y: [y], height: [surface.height(x, y)] };
    return { label, step, memory: [fresh(), fresh()], ...path, flownOff: false };
  });
}
function walkOn(walk: Walk): void {
  const { x, y, height, step, memory } = walk;
  const [px, py] = [x[x.length - 1], y[y.length - 1]];
  const [dx, dy] = surface.slope(px, py);
  const [nx, ny] = [px + step(dx, memory[0]), py + step(dy, memory[1])];
  // Ten maps away, its heights would only flatten the others' curves. | 飞到十倍远之外，它的高度只会把别人的曲线压平
  walk.flownOff ||= !(Math.hypot(nx, ny) < 10 * edge);
  if (walk.flownOff) return;
  x.push(nx);
  y.push(ny);
  height.push(surface.height(nx, ny));
}

const lowest = (): number => Math.min(...walks.flatMap((walk) => walk.height));
function title(): string {
  const [gone, here] = [true, false].map((flown) => walks.filter((walk) => walk.flownOff === flown));
  const last = ({ height }: Walk): number => height[height.length - 1];
  const best = here.sort((a, b) => last(a) - last(b))[0]?.label ?? t("none", "没有");
  const names = gone.map(({ label }) => label).join(t(", ", "、"));
  return gone.length === 0
    ? t(`Lowest now: ${best}`, `现在最低：${best}`)
    : t(`Lowest now: ${best}; flown off: ${names}`, `现在最低：${best}；飞出去了：${names}`);
}
function show(): void {
  const range = [-edge, edge] as const;
  charts("race", [
    {
      title: title(),
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

// Another surface or start begins anew; a rate that moves does not. | 换曲面或起点就重新开始；改学习率不用
const scene = (): string => JSON.stringify([name.value, start.value]);
const settings = (): string => JSON.stringify([scene(), rate.value, beta.value]);
let raced = "";
async function race(): Promise<void> {
  let began: string;
  do {
    began = scene();
    begin();
    for await (const _ of steps(300, show, { perSecond: speed, until: () => scene() !== began })) {
      walks.forEach(walkOn);
    }
  } while (scene() !== began);
  raced = settings();
}

begin();
show();
await race();
for await (const _ of changes()) if (settings() !== raced) await race();

// for the build, where nobody plays: in the ravine one step multiplies y by 1 − 50η | 供构建时检验：在峡谷里，一步把 y 乘以 1 − 50η
function after(eta: number): number {
  let y = 1;
  for (let k = 0; k < 100; k++) y -= eta * surfaces[0].slope(0, y)[1];
  return Number(Math.abs(y).toPrecision(2));
}
check(
  t("At 0.039, below 2/50, y falls under 1/100 in 100 steps", "0.039 小于 2/50：一百步后 y 不到 1/100"),
  after(0.039) < 0.01,
  `y = ${after(0.039)}`,
);
check(
  t("At 0.041, above 2/50, y grows beyond 100 in 100 steps", "0.041 大于 2/50：一百步后 y 超过 100"),
  after(0.041) > 100,
  `y = ${after(0.041)}`,
);
