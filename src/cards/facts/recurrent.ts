import { type Line, type Role, shown, shownAll } from "../arguments";
import type { Choose, FactMaker, FactMakers } from "../fact";
import { bold, code, joined, type Markup, md, number } from "../markup";
import { isCount } from "./linear";
import { widthBefore } from "./run";

const role = (...names: string[]): Role => ({ names });
const roles = {
  input: role("input_size"),
  hidden: role("hidden_size", "units"),
  layers: role("num_layers"),
  bias: role("bias", "use_bias", "useBias"),
  batchFirst: role("batch_first"),
  bidirectional: role("bidirectional"),
  projection: role("proj_size"),
  sequences: role("return_sequences", "returnSequences"),
  resetAfter: role("reset_after", "resetAfter"),
} as const;

/** Gates, each with its own weights: LSTM has four, GRU three, a plain network one. */
export type Gates = 1 | 3 | 4;

export interface TorchRecurrent {
  readonly gates: Gates;
  readonly input: number;
  readonly hidden: number;
  readonly layers: number;
  readonly directions: 1 | 2;
  readonly bias: boolean;
}

/** Per layer and direction: gates · (h · inputs + h · h), and two bias vectors of gates · h each (torch.nn.LSTM). */
export function torchParameters({ gates, input, hidden, layers, directions, bias }: TorchRecurrent): number {
  let total = 0;
  for (let layer = 0; layer < layers; layer++) {
    const inputs = layer === 0 ? input : hidden * directions;
    total += directions * gates * (hidden * inputs + hidden * hidden + (bias ? 2 * hidden : 0));
  }
  return total;
}

/** Of `input` numbers per step: gates · (u · input + u · u + biases · u) (keras.layers.LSTM, GRU, SimpleRNN). */
export function kerasParameters(gates: Gates, input: number, units: number, biases: 0 | 1 | 2): number {
  return gates * (units * input + units * units + biases * units);
}

function recurrent(gates: Gates): FactMaker {
  return (line, t) => {
    if (!line.called) return undefined;
    if (line.framework === "torch") return torch(gates, line, t);
    if (line.framework === "keras" || line.framework === "tfjs") return keras(gates, line, t);
    return undefined;
  };
}

function torch(gates: Gates, line: Line, t: Choose): ReturnType<FactMaker> {
  const cell = line.variant.endsWith("cell");
  const input = line.number(roles.input);
  const hidden = line.number(roles.hidden);
  const layers = cell ? 1 : line.number(roles.layers);
  const bias = line.boolean(roles.bias);
  const both = cell ? false : line.boolean(roles.bidirectional);
  if (!isCount(hidden)) return undefined;
  const head = shownAll([line.written(roles.input), line.written(roles.hidden), line.written(roles.layers)]);
  const counted =
    isCount(input) &&
    isCount(layers) &&
    bias !== undefined &&
    both !== undefined &&
    (cell || (line.number(roles.projection) ?? 0) === 0)
      ? torchParameters({ gates, input, hidden, layers, directions: both ? 2 : 1, bias })
      : undefined;
  const parameters = counted === undefined ? undefined : parametersText(counted, gates, bias === true, t);
  const projected = line.number(roles.projection) ?? 0;
  const width = projected > 0 ? projected : hidden;
  const shape = cell || both === undefined ? undefined : torchShape(line, width * (both ? 2 : 1), t);
  if (parameters === undefined && shape === undefined) return undefined;
  return {
    line: t(
      md`${head}: ${joined([parameters, shape], "; ")}.`,
      md`${head}：${joined([parameters, shape], "；")}。`,
    ),
  };
}

function parametersText(total: number, gates: Gates, bias: boolean, t: Choose): Markup {
  const biases = bias ? t(", two biases each", "，各带两个偏置") : "";
  return t(
    md`${bold(total)} parameters (${gates === 1 ? "one set of weights" : `${gates} gates' worth of weights`}${biases})`,
    md`共 ${bold(total)} 个参数（${gates === 1 ? "一组权重" : `${gates} 组门权重`}${biases}）`,
  );
}

function torchShape(line: Line, width: number, t: Choose): Markup | undefined {
  const first = line.boolean(roles.batchFirst);
  if (first === undefined) return undefined;
  const shape = code(first ? `(batch, steps, ${width})` : `(steps, batch, ${width})`);
  const why =
    line.written(roles.batchFirst) === undefined
      ? t(md`, since ${code("batch_first")} is False`, md`（${code("batch_first")} 为 False）`)
      : md``;
  return t(md`the output is ${shape}${why}`, md`输出形状 ${shape}${why}`);
}

/** Keras has one bias vector per gate, two for a GRU with `reset_after`, which is its default but not TensorFlow.js's. */
function keras(gates: Gates, line: Line, t: Choose): ReturnType<FactMaker> {
  const units = line.number(roles.hidden);
  const bias = line.boolean(roles.bias);
  if (!isCount(units)) return undefined;
  const resetAfter =
    gates === 3 ? (line.boolean(roles.resetAfter) ?? (line.framework === "tfjs" ? false : undefined)) : false;
  const head = shownAll([line.written(roles.hidden)]);
  const parameters =
    bias === undefined || resetAfter === undefined
      ? undefined
      : kerasText(gates, widthBefore(line), units, !bias ? 0 : resetAfter ? 2 : 1, t);
  const sequences = line.given(roles.sequences);
  const shape =
    typeof sequences?.value !== "boolean" || line.variant.endsWith("cell")
      ? undefined
      : sequences.value
        ? t(
            md`the output is ${code(`(batch, steps, ${units})`)}, one per step`,
            md`输出形状 ${code(`(batch, steps, ${units})`)}，每步一个`,
          )
        : t(
            md`the output is ${code(`(batch, ${units})`)}, the last step's only; stacking needs ${code(sequences.name)}`,
            md`输出形状 ${code(`(batch, ${units})`)}，只有最后一步；要再叠一层需打开 ${code(sequences.name)}`,
          );
  if (parameters === undefined && shape === undefined) return undefined;
  return {
    line: t(
      md`${head}: ${joined([parameters, shape], "; ")}.`,
      md`${head}：${joined([parameters, shape], "；")}。`,
    ),
  };
}

function kerasText(
  gates: Gates,
  inputs: number | undefined,
  units: number,
  biases: 0 | 1 | 2,
  t: Choose,
): Markup {
  const bias = biases === 0 ? "" : biases === 1 ? ` + ${units}` : ` + 2·${units}`;
  const sum = code(`${gates === 1 ? "" : `${gates}·`}(${units}·n + ${units}·${units}${bias})`);
  if (isCount(inputs)) {
    const counted = md`${gates === 1 ? "" : `${gates}·`}(${units}·${inputs} + ${units}·${units}${bias}) = ${bold(kerasParameters(gates, inputs, units, biases))}`;
    return t(
      md`${counted} parameters for the ${inputs} inputs of each step`,
      md`每步 ${inputs} 个输入，参数共 ${counted} 个`,
    );
  }
  const example = kerasParameters(gates, 128, units, biases);
  return t(
    md`${sum} parameters for n inputs per step (n = 128: ${bold(example)})`,
    md`每步有 n 个输入时，参数共 ${sum} 个（n = 128 时 ${bold(example)} 个）`,
  );
}

const bidirectional: FactMaker = (line, t) => {
  const given = line.given(roles.bidirectional);
  const hidden = line.number(roles.hidden);
  if (given?.value === true && line.speaks && (line.number(roles.projection) ?? 0) === 0) {
    const width = isCount(hidden)
      ? t(
          md`: ${number(hidden)} + ${number(hidden)} = ${bold(2 * hidden)} numbers per step`,
          md`：每步 ${number(hidden)} + ${number(hidden)} = ${bold(2 * hidden)} 个数`,
        )
      : md``;
    return {
      line: t(
        md`${shown(given)}: a second set of weights reads from the end; the two outputs are joined${width}. Not for predicting the next step: it sees the future.`,
        md`${shown(given)}：另一组权重从末尾往前读，两份输出拼在一起${width}。不能用来预测下一步：它看得到未来。`,
      ),
    };
  }
  const mode = line.given(role("merge_mode", "mergeMode"));
  if (line.variant !== "bidirectional" || mode === undefined) return undefined;
  const doubles = mode.value === "concat";
  if (mode.value === null) {
    return {
      line: t(
        md`${shown(mode)}: the outputs of both directions come out separately, as a list of two; twice the parameters.`,
        md`${shown(mode)}：两个方向的输出分开返回，是含两项的列表；参数加倍。`,
      ),
    };
  }
  if (typeof mode.value !== "string") return undefined;
  return {
    line: t(
      md`${shown(mode)}: the outputs of both directions are ${doubles ? "joined, so they are twice as wide" : "combined without getting wider"}; twice the parameters.`,
      md`${shown(mode)}：两个方向的输出${doubles ? "拼在一起，宽度加倍" : "合并，宽度不变"}；参数加倍。`,
    ),
  };
};

/** Arguments such as `num_layers` stand for the plain network, whatever layer they belong to. */
const plain: FactMaker = (line, t) => {
  if (line.how === "argument" && /^lstm/.test(line.variant)) return recurrent(4)(line, t);
  if (line.how === "argument" && /^gru/.test(line.variant)) return recurrent(3)(line, t);
  return /^(rnn|rnncell|simplernn|simplernncell)$/.test(line.variant) ? recurrent(1)(line, t) : undefined;
};

export const recurrentFacts: FactMakers = {
  "recurrent-network": plain,
  lstm: (line, t) => (/^(lstm|lstmcell)$/.test(line.variant) ? recurrent(4)(line, t) : undefined),
  gru: (line, t) => (/^(gru|grucell)$/.test(line.variant) ? recurrent(3)(line, t) : undefined),
  bidirectional,
};
