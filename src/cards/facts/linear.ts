import { type Given, type Role, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, code, type Markup, md } from "../markup";
import { widthBefore } from "./run";

const inRole: Role = { names: ["in_features", "input_dim", "inputDim", "in1_features"] };
const secondRole: Role = { names: ["in2_features"] };
const outRole: Role = { names: ["out_features", "units", "features", "num_outputs"] };
const biasRole: Role = { names: ["bias", "use_bias", "useBias"] };
const shapeRole: Role = { names: ["input_shape", "inputShape"] };

/** in · out weights, and one bias per output. */
export function linearParameters(inputs: number, outputs: number, bias: boolean): number {
  return inputs * outputs + (bias ? outputs : 0);
}

export function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 1;
}

const linear: FactMaker = (line, t) => {
  if (line.variant === "bilinear") return bilinear(line, t);
  if (line.variant === "densegeneral" || line.variant === "einsum") return undefined;
  const outputs = line.number(outRole);
  if (!line.called || !isCount(outputs)) return undefined;
  const bias = line.boolean(biasRole);
  const inputs =
    line.number(inRole) ??
    (line.list(shapeRole)?.length === 1 ? line.list(shapeRole)?.[0] : undefined) ??
    widthBefore(line);
  const head = shownAll(
    [line.written(inRole) ?? line.written(shapeRole), line.written(outRole)].filter(isGiven),
  );
  const named = line.written(inRole);
  if (named !== undefined && !isCount(inputs)) return symbolic(named, outputs, bias, t);
  const body = isCount(inputs) ? known(inputs, outputs, bias, t) : unknown(outputs, bias, t);
  return body === undefined ? undefined : { line: t(md`${head}: ${body}`, md`${head}：${body}`) };
};

/** out · in₁ · in₂ weights, and one bias per output (torch.nn.Bilinear). */
const bilinear: FactMaker = (line, t) => {
  const [first, second, outputs] = [line.number(inRole), line.number(secondRole), line.number(outRole)];
  const bias = line.boolean(biasRole);
  if (!line.called || !isCount(first) || !isCount(second) || !isCount(outputs) || bias === undefined)
    return undefined;
  const total = first * second * outputs + (bias ? outputs : 0);
  const sum = md`${outputs} · ${first} · ${second}${bias ? md` + ${outputs}` : ""} = ${bold(total)}`;
  const head = shownAll([line.written(inRole), line.written(secondRole), line.written(outRole)]);
  return {
    line: t(
      md`${head}: each output weighs every product of one number of the first input and one of the second: ${sum} parameters.`,
      md`${head}：每个输出给第一个输入与第二个输入的每对乘积加权：共 ${sum} 个参数。`,
    ),
  };
};

const isGiven = (given: Given | undefined): given is Given => given !== undefined;

function known(inputs: number, outputs: number, bias: boolean | undefined, t: Choose): Markup | undefined {
  if (bias === undefined) return undefined;
  const total = linearParameters(inputs, outputs, bias);
  const sum = bias
    ? md`${inputs} · ${outputs} + ${outputs} = ${bold(total)}`
    : md`${inputs} · ${outputs} = ${bold(total)}`;
  return t(
    md`each of the ${outputs} outputs is a weighted sum of all ${inputs} inputs${bias ? " and a bias" : ", without a bias"}: ${sum} parameters. (…, ${inputs}) becomes (…, ${outputs}).`,
    md`${outputs} 个输出，每个都是全部 ${inputs} 个输入的加权和${bias ? "再加偏置" : "，没有偏置"}：共 ${sum} 个参数。形状 (…, ${inputs}) 变成 (…, ${outputs})。`,
  );
}

/** The number of inputs stands in the line, by a name whose value is not known. */
function symbolic(inputs: Given, outputs: number, bias: boolean | undefined, t: Choose): Fact | undefined {
  if (inputs.value !== undefined || bias === undefined || !/^[A-Za-z_][\w.]*$/.test(inputs.text))
    return undefined;
  const sum = code(`${inputs.text} · ${outputs}${bias ? ` + ${outputs}` : ""}`);
  return {
    line: t(
      md`each of the ${bold(outputs)} outputs is a weighted sum of all ${code(inputs.text)} inputs${bias ? " and a bias" : ", without a bias"}: ${sum} parameters.`,
      md`${bold(outputs)} 个输出，每个都是全部 ${code(inputs.text)} 个输入的加权和${bias ? "再加偏置" : "，没有偏置"}：共 ${sum} 个参数。`,
    ),
  };
}

function unknown(outputs: number, bias: boolean | undefined, t: Choose): Markup | undefined {
  if (bias === undefined) return undefined;
  const formula = code(bias ? `n · ${outputs} + ${outputs}` : `n · ${outputs}`);
  return t(
    md`turns inputs of size n, known once it sees them, into ${bold(outputs)} numbers: ${formula} parameters.`,
    md`把 n 个输入（n 在第一次见到数据时确定）变成 ${bold(outputs)} 个数：共 ${formula} 个参数。`,
  );
}

export const linearFacts: FactMakers = { "linear-layer": linear };
