import { type Role, shown } from "../arguments";
import type { FactMaker, FactMakers } from "../fact";
import { bold, md } from "../markup";
import { convolutionFacts } from "./convolution";
import { isCount, linearFacts } from "./linear";
import { poolingFacts } from "./pooling";
import { recurrentFacts } from "./recurrent";

const makers: FactMakers = { ...convolutionFacts, ...linearFacts, ...poolingFacts, ...recurrentFacts };

/** What kind of layer a call makes, by its name. */
const kinds: readonly (readonly [RegExp, concept: string])[] = [
  [/conv\w*transpose/, "transposed-convolution"],
  [/(depthwise|separable)conv/, "depthwise-convolution"],
  [/^conv/, "convolution"],
  [/^global|adaptive/, "global-pooling"],
  [/^maxpool/, "max-pooling"],
  [/^(average|avg)pool/, "average-pooling"],
  [/^(linear|dense)$/, "linear-layer"],
  [/^lstm/, "lstm"],
  [/^gru/, "gru"],
  [/^(simple)?rnn/, "recurrent-network"],
];

/** An argument that shapes a layer says what the layer does with all of its arguments. */
const layerAround: FactMaker = (line, t) => {
  if (line.how !== "argument") return undefined;
  const concept = kinds.find(([name]) => name.test(line.variant))?.[1];
  return concept === undefined ? undefined : makers[concept]?.(line, t);
};

const biasRole: Role = { names: ["bias", "use_bias", "useBias"] };
const outputsRole: Role = { names: ["out_features", "out_channels", "units", "filters", "features"] };

const bias: FactMaker = (line, t) => {
  const given = line.written(biasRole);
  const outputs = line.number(outputsRole);
  if (line.how !== "argument" || typeof given?.value !== "boolean" || !isCount(outputs)) return undefined;
  if (!/^(linear|dense|conv\w*)$/.test(line.variant)) return undefined;
  return {
    line: given.value
      ? t(
          md`${shown(given)}: ${bold(outputs)} more parameters, one for each output.`,
          md`${shown(given)}：多 ${bold(outputs)} 个参数，每个输出一个。`,
        )
      : t(
          md`${shown(given)}: saves ${bold(outputs)} parameters, one for each output; inputs of 0 give outputs of 0.`,
          md`${shown(given)}：省下 ${bold(outputs)} 个参数，每个输出一个；输入全为 0 时输出也是 0。`,
        ),
  };
};

export const layerArgumentFacts: FactMakers = {
  "kernel-size": layerAround,
  channels: layerAround,
  units: layerAround,
  "return-sequences": layerAround,
  "hidden-state": layerAround,
  bias,
};
