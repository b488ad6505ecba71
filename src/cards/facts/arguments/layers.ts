import { broadcast, type Line, type Role } from "../../arguments";
import type { Choose } from "../../fact";
import { bold, code, type Markup, md } from "../../markup";
import { product } from "../convolution";
import { isCount } from "../linear";
import { normMomentum } from "../normalisation";
import { torchParameters } from "../recurrent";
import { widthBefore } from "../run";
import {
  axesOf,
  axisNames,
  convolutionRoles,
  exampleFor,
  outputSize,
  poolingRoles,
  sizeClause,
  times,
  transposedSize,
  type WindowAxis,
  windowOf,
} from "../window";
import { type ArgumentText, type ArgumentTexts, byValue, counted, whether } from "./text";

const role = (...names: string[]): Role => ({ names });
const inputsRole = role("in_channels", "in_features");
const outputsRole = role("out_channels", "filters", "features", "out_features", "units");
const biasRole = role("bias", "use_bias", "useBias");
const groupsRole: Role = {
  names: ["groups", "feature_group_count"],
  usual: { torch: 1, keras: 1, tfjs: 1, flax: 1 },
};

const isConvolution = (line: Line): boolean => /^conv[123]?d?$/.test(line.variant);
const isTransposed = (line: Line): boolean => /transpose/.test(line.variant);
const isPool = (line: Line): boolean => /pool/.test(line.variant);

/** `7·7`, and what it makes: the cells of a convolution's kernel. */
function kernelOf(line: Line): readonly number[] | undefined {
  const roles = isPool(line) ? poolingRoles : convolutionRoles;
  const axes = axesOf(line, roles.kernel);
  const kernel = axes === undefined ? undefined : line.numbers(roles.kernel, axes);
  return kernel?.every(isCount) ? kernel : undefined;
}

function windowAround(line: Line): readonly WindowAxis[] | undefined {
  const roles = isPool(line) ? poolingRoles : convolutionRoles;
  const axes = axesOf(line, roles.kernel);
  return axes === undefined ? undefined : windowOf(line, roles, axes);
}

/** The axis that stands for all of them, where they are alike. */
function commonAxis(line: Line): WindowAxis | undefined {
  const [first, ...rest] = windowAround(line) ?? [];
  return rest.every((axis) => JSON.stringify(axis) === JSON.stringify(first)) ? first : undefined;
}

/** A size on all axes of a window. */
const square = (size: number, window: readonly WindowAxis[]): string => times(window.map(() => size));

const inputChannels: ArgumentText = counted((channels, line, t) => {
  if (line.variant === "linear") return inputFeatures(channels, line, t);
  const kernel = kernelOf(line);
  const groups = line.number(groupsRole);
  const must = t(
    md`the input must have ${bold(channels)} ${channels === 1 ? "channel" : "channels"}`,
    md`输入必须有 ${bold(channels)} 个通道`,
  );
  if (!isConvolution(line) || !kernel || !isCount(groups) || channels % groups !== 0)
    return t(md`${must}.`, md`${must}。`);
  const read = channels / groups;
  const cells = md`${read}·${kernel.join("·")} = ${bold(read * product(kernel))}`;
  return groups === 1
    ? t(
        md`${must}; each kernel covers all of them, with ${cells} weights.`,
        md`${must}；每个卷积核覆盖全部通道，有 ${cells} 个权重。`,
      )
    : t(
        md`${must}; each kernel covers ${read} of them, with ${cells} weights.`,
        md`${must}；每个卷积核只覆盖其中 ${read} 个，有 ${cells} 个权重。`,
      );
});

function inputFeatures(inputs: number, line: Line, t: Choose): Markup {
  const outputs = line.number(outputsRole);
  const each = isCount(outputs)
    ? t(md`; each of the ${outputs} outputs weighs them all`, md`；${outputs} 个输出各自给它们全部加权`)
    : md``;
  return t(
    md`the last axis of the input must have ${bold(inputs)} numbers${each}.`,
    md`输入的最后一轴必须有 ${bold(inputs)} 个数${each}。`,
  );
}

const outputChannels: ArgumentText = counted((channels, line, t) => {
  if (!isConvolution(line)) return outputUnits(channels, line, t);
  const kernel = kernelOf(line);
  const inputs = line.number(inputsRole);
  const groups = line.number(groupsRole);
  const bias = line.boolean(biasRole);
  const made = t(
    md`${bold(channels)} kernels, each making one channel of the output`,
    md`${bold(channels)} 个卷积核，每个产生输出的一个通道`,
  );
  if (!kernel || !isCount(inputs) || !isCount(groups) || inputs % groups !== 0 || bias === undefined)
    return t(md`${made}.`, md`${made}。`);
  const cost = product([inputs / groups, ...kernel]) + (bias ? 1 : 0);
  return t(
    md`${made} at a cost of ${bold(cost)} parameters${bias ? ", its bias among them" : ""}.`,
    md`${made}，各占 ${bold(cost)} 个参数${bias ? "（含偏置）" : ""}。`,
  );
});

function outputUnits(units: number, line: Line, t: Choose): Markup | undefined {
  if (/^(lstm|gru|simplernn)/.test(line.variant)) return stateSize(units, line, t);
  if (!/^(linear|dense)$/.test(line.variant)) {
    return /conv/.test(line.variant)
      ? t(md`the output has ${bold(units)} channels.`, md`输出有 ${bold(units)} 个通道。`)
      : undefined;
  }
  const inputs = line.number(role("in_features", "input_dim", "inputDim")) ?? widthBefore(line);
  const bias = line.boolean(biasRole);
  const each =
    isCount(inputs) && bias !== undefined
      ? t(
          md`, each at a cost of ${inputs}${bias ? " + 1" : ""} parameters`,
          md`，每个占 ${inputs}${bias ? " + 1" : ""} 个参数`,
        )
      : t(md`, each a weighted sum of all inputs`, md`，每个都是全部输入的加权和`);
  return t(
    md`the last axis becomes ${bold(units)} numbers${each}.`,
    md`最后一轴变成 ${bold(units)} 个数${each}。`,
  );
}

/** Numbers that a recurrent layer hands from step to step. */
function stateSize(units: number, line: Line, t: Choose): Markup {
  const cell = /^lstm|^optimizedlstm/.test(line.variant)
    ? t(md`, and so has the cell state c`, md`，单元状态 c 也一样`)
    : md``;
  return t(
    md`the state h that is handed from step to step has ${bold(units)} numbers${cell}.`,
    md`逐步传下去的状态 h 有 ${bold(units)} 个数${cell}。`,
  );
}

const kernelSize: ArgumentText = (_given, line, t) => {
  const kernel = kernelOf(line);
  if (!kernel) return undefined;
  const cells =
    kernel.length === 1 ? bold(kernel[0] ?? 1) : md`${kernel.join("·")} = ${bold(product(kernel))}`;
  if (isTransposed(line)) return spread(cells, line, t);
  if (isPool(line)) {
    return t(
      md`each output number stands for ${cells} of the input${overlap(line, t)}.`,
      md`每个输出代表输入中的 ${cells} 个数${overlap(line, t)}。`,
    );
  }
  if (product(kernel) === 1) {
    return t(
      md`**1** place: neighbours play no part, the layer only mixes channels.`,
      md`只看 **1** 个位置：不看邻居，只混合通道。`,
    );
  }
  const axis = commonAxis(line);
  const lost = axis && axis.dilation * (axis.kernel - 1);
  const names = axisNames(kernel.length, t);
  const shrinks =
    lost === undefined
      ? md``
      : t(
          md`; unpadded, it takes ${lost} off ${names}`,
          md`；不填充时，${names}${kernel.length === 1 ? "" : "各"}减少 ${lost}`,
        );
  return t(
    md`each output number looks at ${cells} places of every channel it reads${shrinks}.`,
    md`每个输出在它所读的每个通道上看 ${cells} 个位置${shrinks}。`,
  );
};

/** How neighbouring windows of a pool lie. */
function overlap(line: Line, t: Choose): Markup {
  const axis = commonAxis(line);
  if (!axis) return md``;
  const { kernel, stride } = axis;
  if (kernel === stride)
    return t(md`; stride ${stride} sets the windows side by side`, md`；步幅 ${stride}，窗口一个挨一个`);
  return kernel > stride
    ? t(
        md`; with stride ${stride} neighbours share ${kernel - stride}`,
        md`；步幅 ${stride}，相邻窗口重叠 ${kernel - stride}`,
      )
    : t(
        md`; stride ${stride} leaves ${stride - kernel} between the windows out`,
        md`；步幅 ${stride}，窗口之间漏掉 ${stride - kernel}`,
      );
}

/** Where the stride does not divide the kernel, places get unequally many contributions (Odena et al. 2016). */
function spread(cells: Markup, line: Line, t: Choose): Markup {
  const axis = commonAxis(line);
  const said = t(
    md`each number of the input is spread over ${cells} places`,
    md`输入的每个数铺到 ${cells} 个位置`,
  );
  if (axis?.dilation !== 1 || axis.kernel <= axis.stride) return t(md`${said}.`, md`${said}。`);
  const { kernel, stride } = axis;
  return kernel % stride === 0
    ? t(
        md`${said}; ${kernel} is a multiple of the stride ${stride}, so all places get equally many.`,
        md`${said}；${kernel} 是步幅 ${stride} 的倍数，各处叠加的份数相同。`,
      )
    : t(
        md`${said}; ${kernel} is no multiple of the stride ${stride}, so some get more than others: checkerboard patterns.`,
        md`${said}；${kernel} 不是步幅 ${stride} 的倍数，各处叠加的份数不同：容易出现棋盘格。`,
      );
}

const padding: ArgumentText = (given, line, t) => {
  if (isTransposed(line)) return cut(line, t);
  const window = windowAround(line);
  if (!window || window.every(({ padding }) => padding !== "same" && padding[0] + padding[1] === 0))
    return undefined;
  if (given.value === "causal") {
    const [before] = window[0]?.padding ?? [0];
    return t(
      md`all ${bold(Number(before))} zeros go before the beginning, none behind the end: no output sees later steps.`,
      md`${bold(Number(before))} 个零全补在开头，末尾不补：每个输出都看不到后面的时间步。`,
    );
  }
  const example = exampleFor(window);
  if (example === undefined) return undefined;
  const bare = window.map((axis) => ({ ...axis, padding: [0, 0] as const }));
  const size = (of: readonly WindowAxis[]): string => times(of.map((axis) => outputSize(example, axis)));
  const [from, to] = [square(example, window), size(window)];
  const names = axisNames(window.length, t);
  const how = paddingOf(
    window,
    isPool(line) || (line.string(role("padding_mode")) ?? "zeros") !== "zeros",
    t,
  );
  return from === to
    ? t(
        md`${how}: ${names} stay${window.length === 1 ? "s" : ""} the same; without them ${from} would become ${bold(size(bare))}.`,
        md`${how}：${names}不变；不补的话 ${from} 会变成 ${bold(size(bare))}。`,
      )
    : t(
        md`${how}: ${from} becomes ${bold(to)}, without them ${size(bare)}.`,
        md`${how}：${from} 变成 ${bold(to)}；不补则是 ${size(bare)}。`,
      );
};

/** What is added: zeros, or cells of another kind (mirrored ones; in pools, what a maximum takes no notice of). */
function paddingOf(window: readonly WindowAxis[], other: boolean, t: Choose): Markup {
  const [first] = window;
  if (first?.padding === "same") {
    return t(
      md`just enough ${other ? "cells" : "zeros"} around the edges`,
      md`边缘补上刚好够的${other ? "格子" : "零"}`,
    );
  }
  const each = window.map((axis) => (axis.padding === "same" ? "" : [...new Set(axis.padding)].join(" + ")));
  const one = new Set(each).size === 1 ? (each[0] ?? "") : each.join(" × ");
  const thing = one === "1" ? t(other ? "cell" : "zero", "") : t(other ? "cells" : "zeros", "");
  return t(md`${one} ${thing} on each side`, md`每边补 ${one} ${other ? "格" : "个零"}`);
}

/** Padding of a transposed convolution takes away. */
function cut(line: Line, t: Choose): Markup | undefined {
  const window = windowAround(line);
  const axis = commonAxis(line);
  const extra = line.number(role("output_padding", "outputPadding")) ?? 0;
  if (!window || !axis || axis.padding === "same" || line.framework !== "torch") return undefined;
  const [before] = axis.padding;
  if (before === 0) return undefined;
  const uncut = { ...axis, padding: [0, 0] as const };
  const from = square(16, window);
  return t(
    md`here it cuts ${before} off each side of the output: ${from} becomes ${bold(square(transposedSize(16, axis, extra), window))}, uncut ${square(transposedSize(16, uncut, extra), window)}.`,
    md`这里是把输出每边裁掉 ${before}：${from} 变成 ${bold(square(transposedSize(16, axis, extra), window))}，不裁则是 ${square(transposedSize(16, uncut, extra), window)}。`,
  );
}

const outputPadding: ArgumentText = (given, line, t) => {
  const window = windowAround(line);
  const axis = commonAxis(line);
  const extra = broadcast(given.value, 1)?.[0];
  if (!window || !axis || extra === undefined || axis.padding === "same" || line.framework !== "torch")
    return undefined;
  const size = (more: number): string => square(transposedSize(16, axis, more), window);
  return extra === 0
    ? t(
        md`nothing is added at the end: ${square(16, window)} becomes ${bold(size(0))}.`,
        md`末尾不再加：${square(16, window)} 变成 ${bold(size(0))}。`,
      )
    : t(
        md`${extra} more at the end of each axis: ${square(16, window)} becomes ${bold(size(extra))} instead of ${size(0)}.`,
        md`每个轴的末尾再加 ${extra}：${square(16, window)} 变成 ${bold(size(extra))}，而不是 ${size(0)}。`,
      );
};

/** Two cells around 1 2 3 4 (documentation of torch.nn.Conv2d, torch.nn.ReflectionPad1d). */
const paddingMode: ArgumentText = ({ value }, _line, t) => {
  const modes: Readonly<Record<string, string>> = {
    zeros: "0 0 | 1 2 3 4 | 0 0",
    reflect: "3 2 | 1 2 3 4 | 3 2",
    replicate: "1 1 | 1 2 3 4 | 4 4",
    circular: "3 4 | 1 2 3 4 | 1 2",
  };
  const row = typeof value === "string" ? modes[value] : undefined;
  return row === undefined
    ? undefined
    : t(
        md`what lies beyond the edge; 1 2 3 4 with two cells added becomes ${code(row)}.`,
        md`边缘之外填什么；1 2 3 4 每边补两格，变成 ${code(row)}。`,
      );
};

const dilation: ArgumentText = (given, line, t) => {
  const kernel = kernelOf(line);
  const steps = kernel && broadcast(given.value, kernel.length);
  if (!kernel || !steps?.every(isCount) || isTransposed(line)) return undefined;
  if (steps.every((step) => step === 1))
    return t(md`the kernel's cells lie side by side, as usual.`, md`卷积核的格子紧挨着，和平常一样。`);
  const spans = kernel.map((size, i) => (steps[i] ?? 1) * (size - 1) + 1);
  const window = windowAround(line);
  const size = window ? md`; ${sizeClause(window, t)}` : md``;
  return t(
    md`the ${times(kernel)} cells stand apart and span ${bold(times(spans))}, with no more weights than before${size}.`,
    md`${times(kernel)} 个格子拉开距离，覆盖 ${bold(times(spans))}，权重个数不变${window ? md`；${sizeClause(window, t)}` : md``}。`,
  );
};

const ceilMode: ArgumentText = (given, line, t) => {
  const window = windowAround(line);
  if (!window || typeof given.value !== "boolean") return undefined;
  const [up, down] = [true, false].map((ceil) => window.map((axis) => ({ ...axis, ceil })));
  const sizes = [32, 31, 33, 34, 35].find((size) =>
    up?.some((axis, i) => outputSize(size, axis) !== outputSize(size, down?.[i] ?? axis)),
  );
  if (!up || !down || sizes === undefined) return undefined;
  const size = (of: readonly WindowAxis[]): string => times(of.map((axis) => outputSize(sizes, axis)));
  return given.value
    ? t(
        md`a last window that hangs over the edge counts too: ${square(sizes, window)} becomes ${bold(size(up))} instead of ${size(down)}.`,
        md`超出边缘的最后一个窗口也算：${square(sizes, window)} 变成 ${bold(size(up))}，而不是 ${size(down)}。`,
      )
    : t(
        md`a last window that hangs over the edge is left out: ${square(sizes, window)} becomes ${bold(size(down))}, not ${size(up)}.`,
        md`超出边缘的最后一个窗口不算：${square(sizes, window)} 变成 ${bold(size(down))}，而不是 ${size(up)}。`,
      );
};

const countIncludePad = whether(
  [
    md`the 0s that were added at the edge count in the mean and pull it towards 0.`,
    md`边缘补的 0 也算进平均，把它拉向 0。`,
  ],
  [
    md`at the edge the mean is over the real numbers alone, without the 0s that were added.`,
    md`边缘处只对真实的数取平均，补的 0 不算。`,
  ],
);

const inputSize: ArgumentText = counted((size, _line, t) =>
  t(
    md`each step brings ${bold(size)} numbers: the last axis of the input must have as many.`,
    md`每个时间步有 ${bold(size)} 个数：输入的最后一轴必须这么长。`,
  ),
);

const gatesOf = (line: Line): 1 | 3 | 4 =>
  /^lstm/.test(line.variant) ? 4 : /^gru/.test(line.variant) ? 3 : 1;

const stackedLayers: ArgumentText = counted((layers, line, t) => {
  const hidden = line.number(role("hidden_size"));
  const directions = line.boolean(role("bidirectional")) === true ? 2 : 1;
  const bias = line.boolean(role("bias"));
  const input = line.number(role("input_size"));
  if (line.framework !== "torch" || !/^(lstm|gru|rnn)$/.test(line.variant)) return undefined;
  if (layers === 1) return t(md`one layer, nothing is stacked.`, md`只有一层，不叠。`);
  const projected = (line.number(role("proj_size")) ?? 0) !== 0;
  if (!isCount(hidden) || bias === undefined || projected) {
    return t(
      md`${bold(layers)} layers, each reading at every step what the one below puts out.`,
      md`${bold(layers)} 层，每一步上层都读下层的输出。`,
    );
  }
  const shape = { gates: gatesOf(line), hidden, directions, bias } as const;
  const upper = torchParameters({ ...shape, layers: 1, input: hidden * directions });
  const first = isCount(input) ? torchParameters({ ...shape, layers: 1, input }) : undefined;
  const costs =
    first === undefined
      ? t(
          md`each layer above the first has ${bold(upper)} parameters`,
          md`第一层以上每层 ${bold(upper)} 个参数`,
        )
      : t(
          md`the first has ${bold(first)} parameters, each further one ${bold(upper)}`,
          md`第一层 ${bold(first)} 个参数，以上每层 ${bold(upper)} 个`,
        );
  return t(
    md`layers above the first read ${hidden * directions} numbers per step from below; ${costs}.`,
    md`第一层以上每步读下层的 ${hidden * directions} 个数；${costs}。`,
  );
});

/** Only inputs and outputs change their axes; states do not (documentation of torch.nn.LSTM). */
const batchFirst: ArgumentText = ({ value }, line, t) => {
  if (typeof value !== "boolean") return undefined;
  const axes = code(value ? "(batch, steps, features)" : "(steps, batch, features)");
  const body = t(md`sequences have the shape ${axes}`, md`序列的形状是 ${axes}`);
  const layers = line.number(role("num_layers"));
  const hidden = line.number(role("proj_size")) || line.number(role("hidden_size"));
  if (!value || !/^(lstm|gru|rnn)$/.test(line.variant) || !isCount(layers) || !isCount(hidden))
    return t(md`${body}.`, md`${body}。`);
  const both = line.boolean(role("bidirectional")) === true ? 2 : 1;
  const state = code(`(${layers * both}, batch, ${hidden})`);
  return t(
    md`${body}, for input and output; the last state h stays ${state} all the same.`,
    md`${body}，输入输出都是；但最后的状态 h 仍是 ${state}。`,
  );
};

const returnSequences: ArgumentText = ({ value }, line, t) => {
  const units = line.number(role("units"));
  if (typeof value !== "boolean" || !isCount(units)) return undefined;
  const [all, last] = [code(`(batch, steps, ${units})`), code(`(batch, ${units})`)];
  return value
    ? t(
        md`one output for each step, ${all}: what another recurrent layer on top needs; otherwise only the last, ${last}.`,
        md`每步都有输出 ${all}，上面再叠循环层时需要它；否则只有最后一步 ${last}。`,
      )
    : t(
        md`only the last step's output, ${last}: enough for one answer per sequence; another recurrent layer on top needs ${all}.`,
        md`只有最后一步的输出 ${last}：每个序列给一个答案时够用；再叠循环层则需要 ${all}。`,
      );
};

const returnState: ArgumentText = ({ value }, line, t) => {
  if (value !== true) return undefined;
  return /^lstm/.test(line.variant)
    ? t(
        md`the call returns **three** tensors: the output, the last state h and the last cell state c.`,
        md`调用返回**三个**张量：输出、最后的状态 h、最后的单元状态 c。`,
      )
    : t(
        md`the call returns **two** tensors: the output and the last state.`,
        md`调用返回**两个**张量：输出和最后的状态。`,
      );
};

const affine: ArgumentText = ({ value }, line, t) => {
  const channels = line.number(role("num_features", "num_channels"));
  if (typeof value !== "boolean") return undefined;
  const total = isCount(channels) ? md`2·${channels} = ${bold(2 * channels)}` : undefined;
  return value
    ? t(
        md`a scale γ (from 1 on) and a shift β (from 0 on) are learned for each channel${total ? md`: ${total} parameters` : ""}.`,
        md`每个通道学一个缩放 γ（从 1 开始）和一个平移 β（从 0 开始）${total ? md`：参数 ${total} 个` : ""}。`,
      )
    : t(
        md`no scale and no shift are learned${total ? md`, which saves ${total} parameters` : ""}: the output keeps mean 0 and variance 1.`,
        md`不学缩放和平移${total ? md`，省下 ${total} 个参数` : ""}：输出保持均值 0、方差 1。`,
      );
};

const elementwiseAffine: ArgumentText = ({ value }, line, t) => {
  const shape = line.given(role("normalized_shape"))?.value;
  const sizes = typeof shape === "number" ? [shape] : line.list(role("normalized_shape"));
  if (typeof value !== "boolean") return undefined;
  const shift = line.variant === "layernorm" && line.boolean(biasRole) !== false;
  const count = sizes?.every(isCount) ? product(sizes) * (shift ? 2 : 1) : undefined;
  const what = shift ? t("a scale and a shift", "缩放和平移各一个") : t("a scale", "一个缩放");
  return value
    ? t(
        md`${what} for each feature are learned${count ? md`: ${bold(count)} parameters` : ""}.`,
        md`每个特征学${what}${count ? md`：参数 ${bold(count)} 个` : ""}。`,
      )
    : t(
        md`nothing is learned${count ? md`, **0** parameters` : ""}: the output keeps mean 0 and variance 1.`,
        md`没有要学的参数：输出保持均值 0、方差 1。`,
      );
};

const bias: ArgumentText = ({ value }, line, t) => {
  if (typeof value !== "boolean" || line.framework !== "torch") return undefined;
  const count = biasesOf(line);
  if (count === undefined) return undefined;
  return value
    ? t(md`${bold(count)} of the layer's parameters are biases.`, md`该层有 ${bold(count)} 个参数是偏置。`)
    : t(md`saves ${bold(count)} parameters.`, md`省下 ${bold(count)} 个参数。`);
};

/** Biases of PyTorch's recurrent layers (two per gate), of its attention and of its layer norm. */
function biasesOf(line: Line): number | undefined {
  const hidden = line.number(role("hidden_size"));
  const layers = line.number(role("num_layers"));
  if (/^(lstm|gru|rnn)$/.test(line.variant)) {
    const both = line.boolean(role("bidirectional")) === true ? 2 : 1;
    return isCount(hidden) && isCount(layers) ? both * layers * 2 * gatesOf(line) * hidden : undefined;
  }
  if (/^(lstm|gru|rnn)cell$/.test(line.variant))
    return isCount(hidden) ? 2 * gatesOf(line) * hidden : undefined;
  const width = line.number(role("embed_dim"));
  if (line.variant === "multiheadattention") return isCount(width) ? 4 * width : undefined;
  const shape = line.number(role("normalized_shape"));
  return line.variant === "layernorm" && isCount(shape) && line.boolean(role("elementwise_affine")) !== false
    ? shape
    : undefined;
}

const embeddingRows: ArgumentText = counted((rows, line, t) => {
  const width = line.number(role("embedding_dim", "output_dim", "outputDim", "features"));
  const cost = isCount(width)
    ? t(md`; one more id costs ${width} parameters`, md`；多一个编号就多 ${width} 个参数`)
    : md``;
  return t(
    md`ids 0 … ${bold(rows - 1)} have a row in the table${cost}.`,
    md`表中有编号 0 … ${bold(rows - 1)} 的行${cost}。`,
  );
});

const embeddingWidth: ArgumentText = counted((width, line, t) =>
  /^embed(ding)?$/.test(line.variant)
    ? t(
        md`each id becomes ${bold(width)} numbers: ${code("(batch, steps)")} turns into ${code(`(batch, steps, ${width})`)}.`,
        md`每个编号变成 ${bold(width)} 个数：${code("(batch, steps)")} 变成 ${code(`(batch, steps, ${width})`)}。`,
      )
    : undefined,
);

const paddingIndex: ArgumentText = ({ value }, line, t) =>
  typeof value === "number" && Number.isInteger(value) && line.variant.startsWith("embedding")
    ? t(
        md`row ${bold(value)} stands for padding: it starts as zeros and gets no gradient, so it stays zero.`,
        md`第 ${bold(value)} 行代表填充：从全零开始，没有梯度，所以一直是零。`,
      )
    : undefined;

const maskZero = whether([
  md`id 0 means “nothing here”: layers above skip those steps, and real words start at 1.`,
  md`编号 0 表示“空位”：后面的层会跳过这些时间步，真正的词从 1 开始编号。`,
]);

const scaleFactor: ArgumentText = counted((factor, line, t) => {
  const two = /2d/.test(line.variant) || /bilinear|bicubic/.test(line.string(role("mode")) ?? "");
  return two
    ? t(
        md`height and width times ${factor}: 32 × 32 becomes ${bold(`${32 * factor} × ${32 * factor}`)}, ${factor ** 2} times as many numbers.`,
        md`高和宽乘以 ${factor}：32 × 32 变成 ${bold(`${32 * factor} × ${32 * factor}`)}，数的个数是 ${factor ** 2} 倍。`,
      )
    : t(
        md`every axis but batch and channels is multiplied by ${factor}: 32 becomes ${bold(32 * factor)}.`,
        md`除批次和通道外，每个轴都乘以 ${factor}：32 变成 ${bold(32 * factor)}。`,
      );
});

const interpolation = byValue([
  [
    "nearest",
    md`every new number is a copy of the nearest old one: sharp blocks, nothing to compute.`,
    md`每个新数都照抄最近的旧数：块状、清晰，不用计算。`,
  ],
  [
    "bilinear",
    md`every new number is a weighted mean of the **4** old ones around it: smooth.`,
    md`每个新数是周围 **4** 个旧数的加权平均：平滑。`,
  ],
  [
    "bicubic",
    md`every new number is weighed from the **16** old ones around it: smooth, but it may overshoot.`,
    md`每个新数由周围 **16** 个旧数加权得到：平滑，但可能超出原来的范围。`,
  ],
  [
    "trilinear",
    md`every new number is a weighted mean of the **8** old ones around it.`,
    md`每个新数是周围 **8** 个旧数的加权平均。`,
  ],
]);

const alignCorners = whether(
  [
    md`corners stay on corners: 4 numbers stretched to 8 are read at distances of 3/7 = **0.4286**.`,
    md`角对着角：4 个数拉到 8 个，取样间隔是 3/7 = **0.4286**。`,
  ],
  [
    md`pixels count as areas: 4 numbers stretched to 8 are read at distances of 4/8 = **0.5**.`,
    md`像素当作小块：4 个数拉到 8 个，取样间隔是 4/8 = **0.5**。`,
  ],
);

const training: ArgumentText = ({ value }, line, t) => {
  if (typeof value !== "boolean") return undefined;
  const what = /drop/.test(line.variant)
    ? value
      ? t("values are dropped", "会随机丢弃")
      : t("nothing is dropped", "什么都不丢")
    : value
      ? t("dropout drops, batch norm uses the batch's statistics", "dropout 会丢，批归一化用本批统计量")
      : t(
          "dropout passes everything through, batch norm uses its averages",
          "dropout 原样通过，批归一化用滑动平均",
        );
  return value
    ? t(
        md`as in training, whatever mode the model is in: ${what}.`,
        md`不管模型处于什么模式，都按训练时算：${what}。`,
      )
    : t(
        md`as in evaluation, whatever mode the model is in: ${what}.`,
        md`不管模型处于什么模式，都按评估时算：${what}。`,
      );
};

const deterministic = whether(
  [md`nothing is dropped, as in evaluation.`, md`什么都不丢，和评估时一样。`],
  [md`values are dropped, as in training.`, md`会随机丢弃，和训练时一样。`],
);

const tracks = whether(
  [
    md`running averages of mean and variance are kept; evaluation uses them instead of the batch's own.`,
    md`记录均值和方差的滑动平均，评估时用它代替本批的统计量。`,
  ],
  [
    md`no running averages are kept: evaluation too uses the batch's own mean and variance, so results depend on the batch.`,
    md`不记滑动平均：评估时也用本批的均值和方差，结果会随批次变化。`,
  ],
);

const storedAverages = whether(
  [
    md`as in evaluation: the stored averages are used and not changed.`,
    md`和评估时一样：用存下来的平均值，不更新。`,
  ],
  [
    md`as in training: the batch's own mean and variance are used, and the stored averages follow them.`,
    md`和训练时一样：用本批的均值和方差，并更新存下来的平均值。`,
  ],
);

const momentum: ArgumentText = (_given, line, t) => normMomentum(line, t);

/** The shape of one example; a missing length may be anything. */
const exampleShape: ArgumentText = ({ value }, _line, t) => {
  const sizes = typeof value === "number" ? [value] : Array.isArray(value) ? value : [];
  if (
    sizes.length === 0 ||
    !sizes.every((size) => size === null || (typeof size === "number" && isCount(size)))
  )
    return undefined;
  const known = sizes.filter((size) => typeof size === "number");
  if (known.length < sizes.length)
    return t(
      md`the shape of one example, without the batch; an axis of None may have any length.`,
      md`一个样本的形状，不含批次；None 的轴长度不限。`,
    );
  const all = sizes.length === 1 ? bold(known[0] ?? 0) : md`${known.join("·")} = ${bold(product(known))}`;
  return t(
    md`each example has ${all} numbers; the batch is not counted, it comes in front of them.`,
    md`每个样本有 ${all} 个数；不含批次，批次的轴在最前面。`,
  );
};

export const layerArguments: ArgumentTexts = {
  channels: {
    in_channels: inputChannels,
    out_channels: outputChannels,
    filters: outputChannels,
    features: outputChannels,
  },
  units: {
    in_features: inputChannels,
    out_features: outputChannels,
    units: outputChannels,
    features: outputChannels,
  },
  "kernel-size": {
    kernel_size: kernelSize,
    kernelSize,
    pool_size: kernelSize,
    poolSize: kernelSize,
    window_shape: kernelSize,
  },
  "input-shape": {
    input_shape: exampleShape,
    inputShape: exampleShape,
    shape: exampleShape,
    input_dim: exampleShape,
  },
  padding: { padding, padding_mode: paddingMode },
  dilation: { dilation, dilation_rate: dilation, dilationRate: dilation, kernel_dilation: dilation },
  "transposed-convolution": { output_padding: outputPadding },
  "max-pooling": {
    ceil_mode: ceilMode,
    return_indices: whether([
      md`also returns where each maximum stood, which \`MaxUnpool\` needs to put it back.`,
      md`另外返回每个最大值的位置，\`MaxUnpool\` 要靠它放回原处。`,
    ]),
  },
  "average-pooling": { ceil_mode: ceilMode, count_include_pad: countIncludePad },
  "recurrent-network": {
    input_size: inputSize,
    num_layers: stackedLayers,
    batch_first: batchFirst,
    go_backwards: whether([
      md`reads every sequence from its end to its beginning.`,
      md`每个序列都从末尾往开头读。`,
    ]),
  },
  "hidden-state": {
    hidden_size: counted(stateSize),
    features: counted(stateSize),
    hidden_features: counted(stateSize),
    return_state: returnState,
    returnState,
    stateful: whether([
      md`the state at the end of a batch is where the next one begins: example i must go on where example i of the last batch ended.`,
      md`一批结束时的状态就是下一批的起点：第 i 个样本必须接着上一批的第 i 个样本。`,
    ]),
  },
  "return-sequences": { return_sequences: returnSequences, returnSequences },
  lstm: {
    unit_forget_bias: whether([
      md`the forget gate's bias starts at 1: at first σ(1) = **0.7311** of the cell state survives each step, not σ(0) = 0.5.`,
      md`遗忘门的偏置从 1 开始：最初每步保留单元状态的 σ(1) = **0.7311**，而不是 σ(0) = 0.5。`,
    ]),
    proj_size: counted((size, line, t) => {
      const hidden = line.number(role("hidden_size"));
      return t(
        md`the state h is projected${isCount(hidden) ? md` from ${hidden}` : ""} to ${bold(size)} numbers before it goes out and on; c keeps its size.`,
        md`状态 h 先${isCount(hidden) ? md`从 ${hidden} 维` : ""}投影到 ${bold(size)} 维，再输出并传给下一步；c 的大小不变。`,
      );
    }),
  },
  transformer: { batch_first: batchFirst },
  bias: { bias },
  "batch-norm": {
    affine,
    momentum,
    track_running_stats: tracks,
    use_running_average: storedAverages,
  },
  "group-norm": { affine },
  "instance-norm": { affine },
  "layer-norm": { elementwise_affine: elementwiseAffine },
  embedding: {
    num_embeddings: embeddingRows,
    input_dim: embeddingRows,
    inputDim: embeddingRows,
    embedding_dim: embeddingWidth,
    output_dim: embeddingWidth,
    outputDim: embeddingWidth,
    features: embeddingWidth,
  },
  "packed-sequence": {
    padding_idx: paddingIndex,
    mask_zero: maskZero,
    maskZero,
    enforce_sorted: whether(
      [
        md`the sequences must come longest first; otherwise this raises an error.`,
        md`序列必须从长到短排好，否则报错。`,
      ],
      [md`the sequences may come in any order; they are sorted here.`, md`序列顺序任意，这里会自己排序。`],
    ),
  },
  upsampling: {
    scale_factor: scaleFactor,
    mode: interpolation,
    interpolation,
    align_corners: alignCorners,
  },
  "global-pooling": {
    pooling: byValue([
      [
        "avg",
        md`without the top, each of the last feature maps is averaged to **one** number.`,
        md`去掉顶层时，最后的每张特征图取平均，变成**一个**数。`,
      ],
      [
        "max",
        md`without the top, of each of the last feature maps the **largest** number is kept.`,
        md`去掉顶层时，最后的每张特征图只留**最大**的数。`,
      ],
    ]),
  },
  "train-eval-mode": { training, deterministic },
  gru: {
    reset_after: whether(
      [
        md`the reset gate acts after the multiplication, as in cuDNN: two biases per gate instead of one.`,
        md`重置门在相乘之后起作用，与 cuDNN 一致：每个门两组偏置，而不是一组。`,
      ],
      [
        md`the reset gate acts before the multiplication, as in the first paper: one bias per gate, but no cuDNN kernel.`,
        md`重置门在相乘之前起作用，与最初的论文一致：每个门一组偏置，但用不上 cuDNN。`,
      ],
    ),
  },
  resnet: {
    zero_init_residual: whether([
      md`the last batch norm of every residual branch starts with γ = **0**: at first each block passes its input through.`,
      md`每条残差支路的最后一个批归一化从 γ = **0** 开始：起初每个块原样通过。`,
    ]),
  },
};
