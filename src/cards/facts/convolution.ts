import { broadcast, type Line, type Role, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, code, joined, type Markup, md, number } from "../markup";
import { windowPicture } from "../pictures/window";
import { isCount } from "./linear";
import { runText, widthBefore } from "./run";
import {
  axesOf,
  axisNames,
  convolutionRoles,
  describeWindow,
  dilationRole,
  isStridedSame,
  poolingRoles,
  signed,
  sizeClause,
  times,
  transposedSize,
  type WindowAxis,
  windowOf,
} from "./window";

const inRole: Role = { names: ["in_channels", "in_features"] };
const outRole: Role = { names: ["out_channels", "filters", "features", "out_features"] };
const groupsRole: Role = {
  names: ["groups", "feature_group_count"],
  usual: { torch: 1, keras: 1, tfjs: 1, flax: 1 },
};
const biasRole: Role = {
  names: ["bias", "use_bias", "useBias"],
  usual: { torch: true, keras: true, tfjs: true, flax: true },
};
const shapeRole: Role = { names: ["input_shape", "inputShape"] };
const outputPaddingRole: Role = { names: ["output_padding", "outputPadding"] };
const multiplierRole: Role = { names: ["depth_multiplier", "depthMultiplier"] };

/** N · (M / g) · k₁ · k₂ … weights, and one bias per output channel (documentation of torch.nn.Conv2d). */
export function convolutionParameters(
  inputs: number,
  outputs: number,
  kernel: readonly number[],
  groups: number,
  bias: boolean,
): number {
  return outputs * (inputs / groups) * product(kernel) + (bias ? outputs : 0);
}

export function product(values: readonly number[]): number {
  return values.reduce((total, value) => total * value, 1);
}

interface Convolution {
  readonly inputs: number | undefined;
  readonly outputs: number;
  readonly kernel: readonly number[];
  readonly groups: number;
  readonly bias: boolean;
}

const convolution: FactMaker = (line, t) => {
  const axes = axesOf(line, convolutionRoles.kernel);
  if (!line.called || axes === undefined) return undefined;
  const window = windowOf(line, convolutionRoles, axes);
  const counted = readConvolution(line, axes);
  const said = [
    window &&
      t(
        md`${describeWindow(window, t)}: ${sizeClause(window, t)}`,
        md`${describeWindow(window, t)}：${sizeClause(window, t)}`,
      ),
    counted && parametersText(counted, t),
  ];
  if (said.every((part) => part === undefined)) return undefined;
  if (isStridedSame(line, line.numbers(convolutionRoles.stride, axes))) return { line: stridedSame(t) };
  return {
    line: withRun(t(md`${joined(said, "; ")}.`, md`${joined(said, "；")}。`), line, window, t),
    ...pictureOf(window, t),
  };
};

function stridedSame(t: Choose): Markup {
  return t(
    md`${code("padding='same'")} goes with stride 1 only in PyTorch; this raises an error.`,
    md`PyTorch 的 ${code("padding='same'")} 只能配步幅 1，这里会报错。`,
  );
}

/** Adds what the layers before make of it. */
function withRun(text: Markup, line: Line, window: readonly WindowAxis[] | undefined, t: Choose): Markup {
  return joined([text, window && runText(line, window, t)], t(" ", ""));
}

function pictureOf(window: readonly WindowAxis[] | undefined, t: Choose): Pick<Fact, "picture"> {
  const picture = window && windowPicture(window, t);
  return picture === undefined ? {} : { picture };
}

/** Channels are the last of `input_shape`, unless Keras is told otherwise; then nothing is said. */
function inputChannels(line: Line, axes: number): number | undefined {
  const given = line.number(inRole);
  if (given !== undefined) return given;
  const shape = line.list(shapeRole);
  if (shape === undefined) return widthBefore(line);
  const first = line.given({ names: ["data_format", "dataFormat"] });
  if (first !== undefined && first.value !== null && !/last/i.test(String(first.value))) return undefined;
  return shape?.length === axes + 1 ? shape.at(-1) : undefined;
}

function readConvolution(line: Line, axes: number): Convolution | undefined {
  const outputs = line.number(outRole);
  const kernel = line.numbers(convolutionRoles.kernel, axes);
  const groups = line.number(groupsRole);
  const bias = line.boolean(biasRole);
  const inputs = inputChannels(line, axes);
  if (
    !isCount(outputs) ||
    kernel === undefined ||
    !kernel.every(isCount) ||
    !isCount(groups) ||
    bias === undefined
  ) {
    return undefined;
  }
  if (inputs !== undefined && (!isCount(inputs) || inputs % groups !== 0 || outputs % groups !== 0))
    return undefined;
  return { inputs, outputs, kernel, groups, bias };
}

function parametersText(one: Convolution, t: Choose): Markup {
  const { inputs, outputs, kernel, groups, bias } = one;
  const area = kernel.join("·");
  if (inputs === undefined) {
    const channels = groups === 1 ? "C" : `(C/${groups})`;
    const sum = code(`${outputs}·(${channels}·${area})${bias ? ` + ${outputs}` : ""}`);
    return t(md`${sum} parameters for C input channels`, md`输入有 C 个通道时，参数共 ${sum} 个`);
  }
  const total = convolutionParameters(inputs, outputs, kernel, groups, bias);
  const sum = md`${outputs}·(${inputs / groups}·${area})${bias ? ` + ${number(outputs)}` : ""} = ${bold(total)}`;
  return t(md`${sum} parameters`, md`参数 ${sum} 个`);
}

const transposed: FactMaker = (line, t) => {
  const axes = axesOf(line, convolutionRoles.kernel);
  if (!line.called || axes === undefined) return undefined;
  const window = windowOf(line, convolutionRoles, axes);
  const [first] = window ?? [];
  const outputPadding = line.given(outputPaddingRole);
  const extra = outputPadding === undefined || outputPadding.value === null ? 0 : outputPadding.value;
  const counted = readConvolution(line, axes);
  const size =
    first !== undefined &&
    typeof extra === "number" &&
    isClear(line, outputPadding !== undefined && outputPadding.value !== null, window)
      ? growth(first, axes, extra, t)
      : undefined;
  const said = [size, counted && parametersText(counted, t)];
  if (said.every((part) => part === undefined)) return undefined;
  return { line: t(md`${joined(said, "; ")}.`, md`${joined(said, "；")}。`) };
};

/**
 * Only where all axes are alike. Keras without `output_padding` makes n·s of "same", and n·s + max(k − s, 0) of
 * "valid" (keras/src/backend/common/backend_utils.py), which equals PyTorch's formula unless k < s.
 */
function isClear(line: Line, hasExtra: boolean, window: readonly WindowAxis[] | undefined): boolean {
  const [first] = window ?? [];
  if (first === undefined || !window?.every((axis) => JSON.stringify(axis) === JSON.stringify(first)))
    return false;
  if (line.framework === "torch") return first.padding !== "same";
  if (first.dilation !== 1 || hasExtra) return false;
  return first.padding === "same" || first.kernel >= first.stride;
}

function growth(axis: WindowAxis, axes: number, extra: number, t: Choose): Markup {
  const example = axes === 1 ? 50 : 16;
  const out = transposedSize(example, axis, extra);
  const names = axisNames(axes, t);
  const offset = transposedSize(1000, axis, extra) - 1000 * axis.stride;
  const formula = code(`${axis.stride === 1 ? "" : `${axis.stride}·`}n${signed(offset)}`);
  const go = axes === 1 ? "goes" : "go";
  const cases = Array<number>(axes).fill(1);
  const from = times(cases.map(() => example));
  const to = times(cases.map(() => out));
  return t(
    md`${names} ${go} from n to ${formula}: ${from} becomes ${bold(to)}`,
    md`${names}从 n 变成 ${formula}：${from} 变成 ${bold(to)}`,
  );
}

const depthwise: FactMaker = (line, t) => {
  const axes = axesOf(line, convolutionRoles.kernel);
  if (!line.called || axes === undefined) return undefined;
  const window = windowOf(line, convolutionRoles, axes);
  const kernel = line.numbers(convolutionRoles.kernel, axes);
  if (kernel === undefined) return undefined;
  const area = product(kernel);
  const outputs = line.variant.startsWith("separable") ? line.number(outRole) : undefined;
  const multiplier = line.number(multiplierRole) ?? 1;
  const cost =
    isCount(outputs) && multiplier === 1 ? separable(area, outputs, t) : depthwiseOnly(area, multiplier, t);
  const said = [
    window &&
      t(
        md`${describeWindow(window, t)}: ${sizeClause(window, t)}`,
        md`${describeWindow(window, t)}：${sizeClause(window, t)}`,
      ),
    cost,
  ];
  const text = t(md`${joined(said, "; ")}.`, md`${joined(said, "；")}。`);
  return { line: withRun(text, line, window, t), ...pictureOf(window, t) };
};

function separable(area: number, outputs: number, t: Choose): Markup {
  const share = 1 / outputs + 1 / area;
  return t(
    md`weights C·${area} + C·${outputs} instead of C·${area}·${outputs}: 1/${outputs} + 1/${area} = ${bold(share)} of a full convolution's`,
    md`权重为 C·${area} + C·${outputs} 个，而不是 C·${area}·${outputs} 个：只占完整卷积的 1/${outputs} + 1/${area} = ${bold(share)}`,
  );
}

function depthwiseOnly(area: number, multiplier: number, t: Choose): Markup {
  return t(
    md`each channel has ${multiplier === 1 ? "its own kernel" : `${multiplier} kernels of its own`} of ${area} weights and is never mixed with the others`,
    md`每个通道有自己的${multiplier === 1 ? "卷积核" : ` ${multiplier} 个卷积核`}（${area} 个权重），通道之间不混合`,
  );
}

const grouped: FactMaker = (line, t) => {
  const groups = line.number(groupsRole);
  if (!line.speaks || !isCount(groups)) return undefined;
  const head = shownAll([line.given(groupsRole)]);
  const inputs = line.number(inRole);
  const outputs = line.number(outRole);
  if (groups === 1)
    return {
      line: t(md`${head}: one group, an ordinary convolution.`, md`${head}：只有一组，就是普通卷积。`),
    };
  if (!isCount(inputs) || !isCount(outputs)) {
    return {
      line: t(
        md`${head}: each output channel sees 1/${groups} of the input channels, so there are ${bold(`1/${groups}`)} of the weights.`,
        md`${head}：每个输出通道只看 1/${groups} 的输入通道，权重也只有 ${bold(`1/${groups}`)}。`,
      ),
    };
  }
  if (inputs % groups !== 0 || outputs % groups !== 0) {
    return {
      line: t(
        md`${head} must divide both ${inputs} and ${outputs} channels; it does not.`,
        md`${head} 必须同时整除 ${inputs} 和 ${outputs} 个通道，这里不行。`,
      ),
    };
  }
  const each = inputs / groups;
  return {
    line: t(
      md`${head}: each output channel sees ${bold(each)} of the ${inputs} input channels; the weights are 1/${groups} as many${each === 1 ? " (depthwise)" : ""}.`,
      md`${head}：每个输出通道只看 ${inputs} 个输入通道中的 ${bold(each)} 个，权重是原来的 1/${groups}${each === 1 ? "（即逐通道卷积）" : ""}。`,
    ),
  };
};

/** One of the window's numbers, found as a keyword: what it changes in the call around it. */
function windowPart(role: Role, rule: (line: Line, t: Choose) => Markup): FactMaker {
  return (found, t) => {
    const line = found.around;
    if (/transpose/.test(line.variant)) return transposed(line, t);
    const given = line.given(role);
    if (!line.speaks || given === undefined || given.value === undefined) return undefined;
    const head = shownAll([given]);
    const roles = /pool/.test(line.variant) ? poolingRoles : convolutionRoles;
    const axes = axesOf(line, roles.kernel);
    const window = axes === undefined ? undefined : windowOf(line, roles, axes);
    if (axes !== undefined && isStridedSame(line, line.numbers(convolutionRoles.stride, axes)))
      return { line: stridedSame(t) };
    if (window === undefined)
      return { line: t(md`${head}: ${rule(line, t)}`, md`${head}：${rule(line, t)}`) };
    return {
      line: t(
        md`${head}: with ${describeWindow(window, t)}, ${sizeClause(window, t)}.`,
        md`${head}：${describeWindow(window, t)}，${sizeClause(window, t)}。`,
      ),
      ...pictureOf(window, t),
    };
  };
}

const stride = windowPart(convolutionRoles.stride, (line, t) => {
  const steps = broadcast(line.given(convolutionRoles.stride)?.value, 1)?.[0];
  if (steps !== undefined && !isCount(steps))
    return t(md`a stride is a whole number, at least 1.`, md`步幅要是不小于 1 的整数。`);
  if (steps === 1) return t(md`the window stops at every place.`, md`窗口在每个位置都停一次。`);
  return t(
    md`the window moves that many cells at a time; the size is divided by about as much.`,
    md`窗口每次走这么多格，输出尺寸约缩小同样的倍数。`,
  );
});
const paddingFact = windowPart(convolutionRoles.padding, (line, t) => {
  const value = line.given(convolutionRoles.padding)?.value;
  if (/crop/.test(line.variant)) {
    return t(
      md`adds that many pixels on each side before a piece is cut out.`,
      md`截取之前，每边先补上这么多像素。`,
    );
  }
  if (typeof value === "string" && value.toLowerCase() === "valid")
    return t(md`adds nothing around the edges.`, md`边缘什么也不补。`);
  if (typeof value === "string" && value.toLowerCase() === "same") {
    return t(md`adds just enough that stride 1 keeps the size.`, md`刚好补到步幅为 1 时尺寸不变。`);
  }
  return t(
    md`adds that many cells on each side before the window slides.`,
    md`窗口滑动之前，每边补上这么多格。`,
  );
});
const dilation = windowPart(dilationRole, (_, t) =>
  t(
    md`the window's cells stand that far apart: a kernel of k spans d(k − 1) + 1 cells with the same number of weights.`,
    md`窗口里的格子相隔这么远：大小为 k 的核覆盖 d(k − 1) + 1 格，权重个数不变。`,
  ),
);

export const convolutionFacts: FactMakers = {
  convolution,
  "transposed-convolution": transposed,
  "depthwise-convolution": depthwise,
  "grouped-convolution": grouped,
  stride,
  padding: paddingFact,
  dilation,
};
