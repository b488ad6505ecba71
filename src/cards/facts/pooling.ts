import { type Role, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { code, joined, md } from "../markup";
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
    if (!line.called || axes === undefined) return undefined;
    const window = windowOf(line, poolingRoles, axes);
    if (window === undefined) return undefined;
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
  if (dimensions === undefined) return undefined;
  const before = code(`(batch, ${["steps", "height, width", "depth, height, width"][dimensions - 1]}, C)`);
  return {
    line: t(
      md`every channel becomes **1** number, whatever the size of the input: ${before} turns into ${code("(batch, C)")}; 0 parameters.`,
      md`不论输入多大，每个通道都变成 **1** 个数：${before} 变成 ${code("(batch, C)")}；参数 0 个。`,
    ),
  };
};

export const poolingFacts: FactMakers = {
  "max-pooling": pooling("max"),
  "average-pooling": pooling("mean"),
  "global-pooling": global,
};
