import type { Before, Line, Role } from "../arguments";
import type { Choose } from "../fact";
import { bold, type Markup, md } from "../markup";
import {
  axesOf,
  convolutionRoles,
  outputSize,
  poolingRoles,
  times,
  type WindowAxis,
  windowOf,
} from "./window";

/** What a layer reads of the run of layers before it: its width, and how much of the input it sees. */

const pools = new Set(["max-pooling", "average-pooling"]);
const convolutions = new Set(["convolution", "depthwise-convolution"]);
/** They change single numbers only: sizes and channels stay. */
const pointwise = new Set([
  "activation-function",
  "relu",
  "leaky-relu",
  "elu",
  "gelu",
  "silu",
  "sigmoid",
  "tanh",
  "softplus",
  "softmax",
  "dropout",
  "batch-norm",
  "layer-norm",
  "group-norm",
  "instance-norm",
  "rms-norm",
]);

const widths: Readonly<Record<string, Role>> = {
  convolution: { names: ["out_channels", "filters", "features", "out_features"] },
  "transposed-convolution": { names: ["out_channels", "filters", "features", "out_features"] },
  "linear-layer": { names: ["out_features", "units", "features"] },
  embedding: { names: ["embedding_dim", "output_dim", "outputDim", "features"] },
  lstm: { names: ["units"] },
  gru: { names: ["units"] },
  "recurrent-network": { names: ["units"] },
};
const shapeRole: Role = { names: ["shape", "input_shape", "inputShape"] };

/** How many numbers the layer gets at each place (channels, features); undefined where the run does not tell. */
export function widthBefore(line: Line): number | undefined {
  for (const { concept, line: stage } of line.before) {
    if (pointwise.has(concept) || pools.has(concept) || concept === "global-pooling") continue;
    if (concept === "input-shape") return stage.list(shapeRole)?.at(-1);
    const role = widths[concept];
    return role && stage.number(role);
  }
  return undefined;
}

/** What one output sees of the input along an axis, and how far apart two neighbours look. */
export interface View {
  readonly field: number;
  readonly jump: number;
}

/** r + d(k − 1)·j and j·s, after a window of k cells, dilation d and stride s (Araujo, Norris & Sim 2019, Distill). */
export function viewThrough({ field, jump }: View, { kernel, stride, dilation }: WindowAxis): View {
  return { field: field + dilation * (kernel - 1) * jump, jump: jump * stride };
}

/** Windows of the layers before, first first; cut where one of them cannot be read. */
function windowsBefore(
  line: Line,
  axes: number,
): { readonly windows: (readonly WindowAxis[])[]; readonly size?: readonly number[] } {
  const windows: (readonly WindowAxis[])[] = [];
  for (const before of line.before) {
    if (pointwise.has(before.concept)) continue;
    if (before.concept === "input-shape") return { windows, size: sizeOf(before, axes) };
    const window = windowBefore(before, axes);
    if (window === undefined) break;
    windows.unshift(window);
    const size = sizeOf(before, axes);
    if (size !== undefined) return { windows, size };
  }
  return { windows };
}

function windowBefore({ concept, line }: Before, axes: number): readonly WindowAxis[] | undefined {
  const roles = pools.has(concept) ? poolingRoles : convolutions.has(concept) ? convolutionRoles : undefined;
  return roles && axesOf(line, roles.kernel) === axes ? windowOf(line, roles, axes) : undefined;
}

/** Height and width of `input_shape=(28, 28, 1)`. */
function sizeOf({ line }: Before, axes: number): readonly number[] | undefined {
  const shape = line.list(shapeRole);
  return shape?.length === axes + 1 ? shape.slice(0, axes) : undefined;
}

/** The receptive field of the run up to this window, and what becomes of the size; undefined where nothing precedes. */
export function runText(line: Line, window: readonly WindowAxis[], t: Choose): Markup | undefined {
  const { windows, size } = windowsBefore(line, window.length);
  if (windows.length === 0) return undefined;
  const run = [...windows, window];
  const views = window.map((_, axis) =>
    run.reduce((view, one) => viewThrough(view, one[axis] as WindowAxis), { field: 1, jump: 1 }),
  );
  const fields = times(views.map(({ field }) => field));
  const jumps = new Set(views.map(({ jump }) => jump));
  const apart = times(jumps.size === 1 ? [...jumps] : views.map(({ jump }) => jump));
  const count = windows.length;
  const seen = t(
    md`With the ${count === 1 ? "layer" : `${count} layers`} before it each output sees ${bold(fields)} of the input, ${apart} apart from its neighbour`,
    md`连同前面 ${count} 层，每个输出看到输入的 ${bold(fields)}，相邻两个相隔 ${apart}`,
  );
  const start = size ?? window.map(() => (window.length === 1 ? 100 : 32));
  const end = run.reduce((now, one) => now.map((n, axis) => outputSize(n, one[axis] as WindowAxis)), start);
  if (end.some((n) => n < 1)) return md`${seen}${t(".", "。")}`;
  return t(
    md`${seen}; ${times(start)} there ${size ? "is" : "would be"} ${times(end)} here.`,
    md`${seen}；那里的 ${times(start)} 到这里是 ${times(end)}。`,
  );
}
