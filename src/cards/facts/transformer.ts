import { type Line, type Role, shownAll } from "../arguments";
import type { Choose, FactMaker, FactMakers } from "../fact";
import { bold, md } from "../markup";
import { attentionParameters } from "./attention";
import { isCount } from "./linear";

const role = (...names: string[]): Role => ({ names });
const roles = {
  width: role("d_model"),
  heads: role("nhead"),
  inner: role("dim_feedforward"),
  encoders: role("num_encoder_layers"),
  decoders: role("num_decoder_layers"),
  bias: role("bias"),
} as const;

/** Two dense layers with their biases, and one scale and shift per normalisation. */
function aroundAttention(width: number, inner: number, norms: number): number {
  return 2 * width * inner + inner + width + 2 * width * norms;
}

/** One attention, two normalisations (torch.nn.TransformerEncoderLayer). */
export function encoderParameters(width: number, inner: number): number {
  return attentionParameters(width, true) + aroundAttention(width, inner, 2);
}

/** Two attentions, three normalisations (torch.nn.TransformerDecoderLayer). */
export function decoderParameters(width: number, inner: number): number {
  return 2 * attentionParameters(width, true) + aroundAttention(width, inner, 3);
}

/** All layers, and a last normalisation after each of the two stacks (torch.nn.Transformer). */
export function transformerParameters(
  width: number,
  inner: number,
  encoders: number,
  decoders: number,
): number {
  return encoders * encoderParameters(width, inner) + decoders * decoderParameters(width, inner) + 4 * width;
}

const transformer: FactMaker = (line, t) => {
  const width = line.number(roles.width);
  const heads = line.number(roles.heads);
  const inner = line.number(roles.inner);
  if (line.framework !== "torch" || !line.called || !isCount(width) || !isCount(heads) || !isCount(inner))
    return undefined;
  if (line.boolean(roles.bias) === false || width % heads !== 0) return undefined;
  if (line.variant === "transformerencoderlayer")
    return layerFact(line, encoderParameters(width, inner), t("one attention", "一个注意力"), t);
  if (line.variant === "transformerdecoderlayer")
    return layerFact(line, decoderParameters(width, inner), t("two attentions", "两个注意力"), t);
  return line.variant === "transformer" ? wholeFact(line, width, inner, t) : undefined;
};

function layerFact(line: Line, total: number, attention: string, t: Choose): ReturnType<FactMaker> {
  const width = line.number(roles.width) ?? 1;
  const heads = line.number(roles.heads) ?? 1;
  const inner = line.number(roles.inner) ?? 1;
  const head = shownAll([line.written(roles.width), line.written(roles.heads), line.given(roles.inner)]);
  return {
    line: t(
      md`${head}: ${attention} with ${heads} heads of ${width / heads} numbers, then ${width} → ${inner} → ${width} at each position: ${bold(total)} parameters; the shape stays as it is.`,
      md`${head}：${attention}（${heads} 个头，每个 ${width / heads} 维），再逐位置 ${width} → ${inner} → ${width}：共 ${bold(total)} 个参数；形状不变。`,
    ),
  };
}

function wholeFact(line: Line, width: number, inner: number, t: Choose): ReturnType<FactMaker> {
  const encoders = line.number(roles.encoders);
  const decoders = line.number(roles.decoders);
  if (!isCount(encoders) || !isCount(decoders)) return undefined;
  const given = [roles.width, roles.heads, roles.encoders, roles.decoders].map((one) => line.given(one));
  const [first, second] = [encoderParameters(width, inner), decoderParameters(width, inner)];
  return {
    line: t(
      md`${shownAll(given)}: ${encoders} encoder layers of ${first} and ${decoders} decoder layers of ${second} parameters, **${transformerParameters(width, inner, encoders, decoders)}** with the last norms; no embeddings, no positions.`,
      md`${shownAll(given)}：${encoders} 层编码器各 ${first} 个参数，${decoders} 层解码器各 ${second} 个，加上末尾的归一化共 **${transformerParameters(width, inner, encoders, decoders)}** 个；不含嵌入和位置编码。`,
    ),
  };
}

export const transformerFacts: FactMakers = { transformer };
