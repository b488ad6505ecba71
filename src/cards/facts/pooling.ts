import { type Line, type Role, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { code, joined, type Markup, md } from "../markup";
import { poolingPicture } from "../pictures/pooling";
import { windowPicture } from "../pictures/window";
import { product } from "./convolution";
import { isCount } from "./linear";
import { runText } from "./run";
import {
  allSame,
  axesOf,
  describeWindow,
  poolingRoles,
  sizeClause,
  times,
  type WindowAxis,
  windowOf,
} from "./window";

function pooling(kind: "max" | "mean"): FactMaker {
  return (line, t) => {
    const axes = axesOf(line, poolingRoles.kernel);
    // Fractional windows vary in size; of LP pooling the p-th root of a sum comes out, not a mean.
    if (!line.called || axes === undefined || /^(fractional|lppool)/.test(line.variant)) return undefined;
    const window = windowOf(line, poolingRoles, axes);
    if (window === undefined) return undefined;
    if (line.framework === "torch" && window.some(isTooPadded)) return { line: tooPadded(t) };
    const cells = product(window.map((axis) => axis.kernel));
    const keeps =
      kind === "max"
        ? t(`keeps the largest of ${cells} numbers`, `从 ${cells} 个数里留下最大的`)
        : t(`averages ${cells} numbers`, `取 ${cells} 个数的平均`);
    const picture = poolingPicture(kind, window, t) ?? windowPicture(window, t);
    return {
      line: joined(
        [
          t(
            md`${describeWindow(window, t)}: ${keeps}; ${sizeClause(window, t)}. Channels stay, there is nothing to learn: **0** parameters.`,
            md`${describeWindow(window, t)}：${keeps}；${sizeClause(window, t)}。通道数不变，没有要学的参数（**0** 个）。`,
          ),
          runText(line, window, t),
        ],
        t(" ", ""),
      ),
      ...(picture && { picture }),
      ...demo(window, t),
    };
  };
}

/** PyTorch allows at most half of the window as padding (documentation of torch.nn.MaxPool2d). */
function isTooPadded({ kernel, dilation, padding }: WindowAxis): boolean {
  return padding !== "same" && Math.max(...padding) > (dilation * (kernel - 1) + 1) / 2;
}

function tooPadded(t: Choose): Markup {
  return t(
    md`more padding than half the window: PyTorch raises an error.`,
    md`填充超过窗口的一半：PyTorch 会报错。`,
  );
}

/** The demo of pooling takes square windows, as far as its sliders reach. */
function demo(window: readonly WindowAxis[], t: Choose): Pick<Fact, "run"> {
  const [axis] = window;
  if (window.length !== 2 || axis === undefined || !allSame(window) || axis.kernel > 16 || axis.stride > 8)
    return {};
  const { kernel, stride } = axis;
  return {
    run: {
      question: 8,
      params: { window: kernel, stride },
      shown: t(`window ${kernel}, stride ${stride}`, `窗口 ${kernel}、步幅 ${stride}`),
    },
  };
}

const sizeRole: Role = { names: ["output_size"] };

const global: FactMaker = (line, t) => {
  const axes = axesOf(line, sizeRole) ?? 2;
  const size = line.numbers(sizeRole, axes);
  const given = line.written(sizeRole);
  if (size?.every(isCount) && given !== undefined) {
    const out = times(size);
    const one = size.every((value) => value === 1);
    return {
      line: one
        ? t(
            md`${shownAll([given])}: every channel becomes **1** number, whatever the size of the input; 0 parameters.`,
            md`${shownAll([given])}：不论输入多大，每个通道都变成 **1** 个数；参数 0 个。`,
          )
        : t(
            md`${shownAll([given])}: every channel becomes ${out}, whatever the size of the input: the windows are chosen to fit; 0 parameters.`,
            md`${shownAll([given])}：不论输入多大，每个通道都变成 ${out}，窗口自动选取；参数 0 个。`,
          ),
    };
  }
  if (!/^global/.test(line.variant)) return undefined;
  const dimensions = axesOf(line, sizeRole);
  if (dimensions === undefined || isChannelsFirst(line)) return undefined;
  const kept = line.boolean({ names: ["keepdims", "keepDims"] }) === true;
  const after = code(`(batch, ${kept ? "1, ".repeat(dimensions) : ""}C)`);
  const before = code(`(batch, ${["steps", "height, width", "depth, height, width"][dimensions - 1]}, C)`);
  return {
    line: t(
      md`every channel becomes **1** number, whatever the size of the input: ${before} turns into ${after}; 0 parameters.`,
      md`不论输入多大，每个通道都变成 **1** 个数：${before} 变成 ${after}；参数 0 个。`,
    ),
  };
};

function isChannelsFirst(line: Line): boolean {
  return /first/i.test(line.string({ names: ["data_format", "dataFormat"] }) ?? "");
}

export const poolingFacts: FactMakers = {
  "max-pooling": pooling("max"),
  "average-pooling": pooling("mean"),
  "global-pooling": global,
};
