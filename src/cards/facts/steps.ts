import type { Line } from "../arguments";
import type { Choose, FactMaker, FactMakers } from "../fact";
import { bold, code, type Markup, md } from "../markup";

/** The steps of a training loop: what each does, and what it leaves to the others. */
const noGrad: FactMaker = (line, t) => {
  if (!/^(nograd|inferencemode|setgradenabled)$/.test(line.variant)) return undefined;
  return {
    note: t(
      md`Nothing inside is recorded for \`backward()\`: less memory, no \`.grad\`. It does **not** switch dropout or batch norm: that is \`model.eval()\`.`,
      md`里面的计算不为 \`backward()\` 留记录：省内存，没有 \`.grad\`。它**不**管 dropout 和批归一化，那要靠 \`model.eval()\`。`,
    ),
  };
};

const zeroGrad: FactMaker = (line, t) => {
  if (line.framework !== "torch") return undefined;
  const kept = line.boolean({ names: ["set_to_none"] });
  const how =
    kept === false
      ? t(md`Fills every \`.grad\` with 0`, md`把每个 \`.grad\` 填成 0`)
      : t(md`Sets every \`.grad\` to None`, md`把每个 \`.grad\` 设为 None`);
  return {
    note: t(
      md`${how}. Without it \`backward()\` adds: after 3 batches the step follows the **sum** of 3 gradients.`,
      md`${how}。不清零，\`backward()\` 就一直累加：3 个批次之后，用的是 3 个梯度的**和**。`,
    ),
  };
};

const backward: FactMaker = (line, t) => {
  if (line.framework !== "torch" || line.variant !== "backward") return undefined;
  const keeps = line.boolean({ names: ["retain_graph"] }) === true;
  const graph = keeps
    ? t(
        md`\`retain_graph = True\` keeps the graph, and its memory, for another pass.`,
        md`\`retain_graph = True\` 保留计算图（和它占的内存），可以再来一遍。`,
      )
    : t(md`The graph is freed: a second call fails.`, md`计算图随即释放，再调用一次会报错。`);
  return {
    note: t(
      md`**Adds** ∂L/∂w to every \`w.grad\`; no weight changes yet, that is \`step()\`. ${graph}`,
      md`把 ∂L/∂w **加**到每个 \`w.grad\` 上；权重还没有变，那是 \`step()\` 的事。${graph}`,
    ),
  };
};

const step: FactMaker = (line, t) => {
  if (line.framework !== "torch" || line.variant !== "step") return undefined;
  return {
    note: t(
      md`Moves every weight once, by its \`.grad\` as it is now. Order: \`zero_grad()\`, forward, \`backward()\`, (clip), \`step()\`.`,
      md`按当前的 \`.grad\` 把每个权重移动一次。顺序：\`zero_grad()\`、前向、\`backward()\`、（裁剪）、\`step()\`。`,
    ),
  };
};

const mode: FactMaker = (line, t) => {
  const training = modeOf(line);
  if (training === undefined) return undefined;
  return { note: training ? trainText(t) : evalText(t) };
};

/** True for training, false for evaluation. */
function modeOf(line: Line): boolean | undefined {
  if (line.framework !== "torch") return undefined;
  if (line.variant === "eval") return false;
  return line.variant === "train" ? (line.boolean({ names: ["mode"] }) ?? true) : undefined;
}

function trainText(t: Choose): Markup {
  return t(
    md`Dropout ${bold("drops")}, batch norm uses the batch's own mean and updates its averages. Nothing else changes; gradients are recorded either way.`,
    md`dropout ${bold("开始丢")}，批归一化用本批的均值并更新滑动平均。别的都不变；两种模式都会记录梯度。`,
  );
}

function evalText(t: Choose): Markup {
  return t(
    md`Dropout ${bold("stops")}, batch norm uses its running averages. Gradients are still recorded: add ${code("torch.no_grad()")} to save memory.`,
    md`dropout ${bold("停用")}，批归一化改用滑动平均。梯度照样记录：要省内存再加 ${code("torch.no_grad()")}。`,
  );
}

export const stepFacts: FactMakers = {
  "no-grad": noGrad,
  "zero-grad": zeroGrad,
  backpropagation: backward,
  "optimizer-step": step,
  "train-eval-mode": mode,
};
