import { type Role, shown, shownAll } from "../arguments";
import type { FactMaker, FactMakers } from "../fact";
import { bold, joined, md, number } from "../markup";
import { isCount } from "./linear";

const rowsRole: Role = { names: ["num_embeddings", "input_dim", "inputDim"] };
const widthRole: Role = { names: ["embedding_dim", "output_dim", "outputDim", "features"] };
const paddingRole: Role = { names: ["padding_idx"] };
const maskRole: Role = { names: ["mask_zero", "maskZero"] };

/** Memory of that many 32-bit numbers. */
export function float32Size(count: number): string {
  const bytes = count * 4;
  if (bytes >= 1e9) return `${number(Number((bytes / 1e9).toPrecision(3)))} GB`;
  if (bytes >= 1e6) return `${number(Number((bytes / 1e6).toPrecision(3)))} MB`;
  return `${number(Number((bytes / 1e3).toPrecision(3)))} kB`;
}

const embedding: FactMaker = (line, t) => {
  const rows = line.number(rowsRole);
  const width = line.number(widthRole);
  if (!line.speaks || !isCount(rows) || !isCount(width)) return undefined;
  const head = shownAll([line.written(rowsRole), line.written(widthRole)]);
  const table = t(
    md`a table of ${rows} rows of ${width} numbers, ${bold(rows * width)} parameters (${float32Size(rows * width)} in float32); ids run from 0 to ${rows - 1}.`,
    md`一张 ${rows} 行、每行 ${width} 个数的表，${bold(rows * width)} 个参数（float32 占 ${float32Size(rows * width)}）；编号从 0 到 ${rows - 1}。`,
  );
  const padding = line.written(paddingRole);
  const mask = line.written(maskRole);
  const rest =
    typeof padding?.value === "number"
      ? t(
          md`${shown(padding)}: that row starts at 0 and gets no gradient.`,
          md`${shown(padding)}：这一行从 0 开始，没有梯度。`,
        )
      : mask?.value === true
        ? t(
            md`${shown(mask)}: id 0 means “nothing here” and is skipped.`,
            md`${shown(mask)}：编号 0 表示“空位”，会被跳过。`,
          )
        : undefined;
  return { line: t(md`${head}: ${joined([table, rest])}`, md`${head}：${joined([table, rest], "")}`) };
};

export const embeddingFacts: FactMakers = { embedding };
