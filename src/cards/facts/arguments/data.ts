import { type Role, shown } from "../../arguments";
import { bold, code, md, percent } from "../../markup";
import { batches } from "../data";
import { isCount } from "../linear";
import { type ArgumentText, type ArgumentTexts, always, byValue, counted, measured, whether } from "./text";

const role = (...names: string[]): Role => ({ names });
const example = 10_000;

/** What a batch is for where nothing is learned from it. */
const evaluationBatch: ArgumentText = counted((size, _line, t) => {
  if (size > example) return undefined;
  const { count } = batches(example, size, false);
  return t(
    md`10,000 examples are read in ${bold(count)} batches. Nothing is learned here: the size changes speed and memory, not the result.`,
    md`10,000 个样本分 ${bold(count)} 批读入。这里不学习：批大小只影响速度和显存，不影响结果。`,
  );
});

const batchSize: ArgumentText = (given, line, t) => {
  if (/^(evaluate|predict)$/.test(line.variant) || given.name === "per_device_eval_batch_size")
    return evaluationBatch(given, line, t);
  if (/^input(layer)?$/.test(line.variant) && typeof given.value === "number" && isCount(given.value)) {
    return t(
      md`the model takes batches of exactly ${bold(given.value)} examples, no more and no fewer.`,
      md`模型只接受正好 ${bold(given.value)} 个样本的批次，多少都不行。`,
    );
  }
  return undefined;
};

/** The last batch of an epoch, if it is not full. */
const dropLast: ArgumentText = ({ value }, line, t) => {
  const size = line.number(role("batch_size", "batchSize"));
  if (typeof value !== "boolean") return undefined;
  if (!isCount(size) || size > example) {
    return value
      ? t(md`a last batch that is not full is left out.`, md`最后一批不满就丢掉。`)
      : t(md`a last batch that is not full is kept.`, md`最后一批不满也保留。`);
  }
  const rest = example % size;
  if (rest === 0)
    return t(
      md`10,000 examples make batches of ${size} without a rest: no difference.`,
      md`10,000 个样本正好分成每批 ${size} 个，没有余数：开不开都一样。`,
    );
  return value
    ? t(
        md`of 10,000 examples the last ${bold(rest)} do not fill a batch of ${size} and are left out of this epoch.`,
        md`10,000 个样本中，最后 ${bold(rest)} 个凑不满一批（${size} 个），这一轮就不用了。`,
      )
    : t(
        md`of 10,000 examples the last batch has ${bold(rest)} instead of ${size}, and is kept.`,
        md`10,000 个样本的最后一批只有 ${bold(rest)} 个（不足 ${size}），照样保留。`,
      );
};

const shuffle: ArgumentText = ({ value }, line, t) => {
  if (typeof value !== "boolean") return undefined;
  return /^(dataloader|fit)$/.test(line.variant)
    ? value
      ? t(
          md`a new order in every epoch: each batch is a fresh mixture of the data.`,
          md`每个轮次重新打乱：每一批都是新的混合。`,
        )
      : t(
          md`the same order in every epoch: right for testing; in training, neighbours always share a batch.`,
          md`每个轮次顺序相同：测试时正好；训练时，相邻的样本总在同一批里。`,
        )
    : undefined;
};

const splitShuffle: ArgumentText = ({ value }, line, t) => {
  if (typeof value !== "boolean") return undefined;
  return value
    ? t(
        md`the data are shuffled before they are cut, so that sorted classes are spread over all parts.`,
        md`切分之前先打乱，按类别排好序的数据也会散到各部分。`,
      )
    : t(
        md`the data are cut in their own order${/traintestsplit/.test(line.variant) ? ": the last ones become the test" : ""}: right for time series, wrong for data sorted by class.`,
        md`按原来的顺序切${/traintestsplit/.test(line.variant) ? "：最后的作测试" : ""}：适合时间序列，不适合按类别排序的数据。`,
      );
};

const stratify: ArgumentText = ({ value, text }, _line, t) =>
  value === null
    ? undefined
    : t(
        md`both parts get the same shares of each value of ${code(text)}: of 90 % and 10 %, both keep 90 % and 10 %.`,
        md`两部分中 ${code(text)} 各取值的比例相同：原来是 90 % 和 10 %，两边就都是 90 % 和 10 %。`,
      );

const prefetch: ArgumentText = counted((batchesAhead, line, t) => {
  const workers = line.number(role("num_workers"));
  return isCount(workers)
    ? t(
        md`each worker keeps ${batchesAhead} batches ready: ${workers}·${batchesAhead} = ${bold(workers * batchesAhead)} wait in memory.`,
        md`每个进程提前备好 ${batchesAhead} 批：内存里共有 ${workers}·${batchesAhead} = ${bold(workers * batchesAhead)} 批在等。`,
      )
    : t(
        md`each worker keeps ${bold(batchesAhead)} batches ready.`,
        md`每个进程提前备好 ${bold(batchesAhead)} 批。`,
      );
});

/** tf.data draws from a buffer (documentation of tf.data.Dataset.shuffle). */
const buffer: ArgumentText = counted((size, line, t) =>
  line.variant === "shuffle"
    ? t(
        md`each example is drawn from the next ${bold(size)}: with more data than that, those far apart never mix.`,
        md`每个样本从接下来的 ${bold(size)} 个里随机取：数据更多时，相隔很远的样本混不到一起。`,
      )
    : undefined,
);

const randomState: ArgumentText = (given, _line, t) =>
  typeof given.value === "number"
    ? t(
        md`the same random choices at every run; another number gives others, just as good.`,
        md`每次运行的随机选择都相同；换一个数就换一组，没有好坏之分。`,
      )
    : given.value === null
      ? t(md`other random choices at every run.`, md`每次运行的随机选择都不同。`)
      : undefined;

const validationData = always(
  md`these data are only looked at, after each epoch: nothing is learned from them, and \`validation_split\` is overruled.`,
  md`每个轮次之后只用它来看看效果：不从中学习，同时 \`validation_split\` 失效。`,
);

const heldBack: ArgumentText = measured((share, line, t) => {
  if (line.framework !== "sklearn" || share <= 0 || share >= 1) return undefined;
  const trees = /^gradientboosting/.test(line.variant);
  if (!trees && !/^(mlp|sgd)/.test(line.variant)) return undefined;
  const switched = role(trees ? "n_iter_no_change" : "early_stopping");
  const stops = line.written(switched)?.value;
  return stops === true || typeof stops === "number"
    ? t(
        md`${bold(percent(share))} of the training data are held back to see when to stop: of 1000, ${Math.ceil(Number((1000 * share).toPrecision(12)))}.`,
        md`留出训练数据的 ${bold(percent(share))} 来判断何时停止：1000 个中是 ${Math.ceil(Number((1000 * share).toPrecision(12)))} 个。`,
      )
    : t(
        md`without effect as long as ${code(switched.names[0] ?? "")} is not set.`,
        md`没有设 ${code(switched.names[0] ?? "")} 时不起作用。`,
      );
});

const initialEpoch: ArgumentText = ({ value }, line, t) => {
  const epochs = line.number(role("epochs"));
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) return undefined;
  if (value === 0) return t(md`counting starts at the first epoch.`, md`从第一个轮次开始数。`);
  return isCount(epochs) && epochs > value
    ? t(
        md`counting starts there, and \`epochs\` is where it ends: ${epochs} − ${value} = ${bold(epochs - value)} epochs are run.`,
        md`从这里开始数，\`epochs\` 是终点：实际跑 ${epochs} − ${value} = ${bold(epochs - value)} 个轮次。`,
      )
    : undefined;
};

/** Overrules the number of epochs (documentation of transformers.TrainingArguments); −1 is none. */
const maxSteps: ArgumentText = ({ value }, line, t) => {
  if (typeof value !== "number") return undefined;
  if (value === -1) return t(md`no limit: the epochs decide.`, md`不设上限：由轮次数决定。`);
  if (!isCount(value)) return undefined;
  const epochs = line.written(role("num_train_epochs"));
  return t(
    md`training ends after ${bold(value)} updates${epochs ? md`, whatever ${shown(epochs)} says` : ""}.`,
    md`更新 ${bold(value)} 次就结束${epochs ? md`，${shown(epochs)} 不再起作用` : ""}。`,
  );
};

/** scikit-learn's solvers stop by themselves once they hardly move. */
const maxIterations: ArgumentText = counted((most, line, t) =>
  line.framework === "sklearn"
    ? t(
        md`at most ${bold(most)} rounds over the data; it stops sooner once it hardly improves, and warns if it never does.`,
        md`最多在数据上迭代 ${bold(most)} 轮；几乎不再改进就提前停止，到最后还没停会给出警告。`,
      )
    : undefined,
);

const autoBatch = whether([
  md`whenever the memory does not suffice, the batch is made smaller and training starts again.`,
  md`显存不够时，把批次改小，从头再训。`,
]);

/** n / (k · count) (documentation of sklearn.utils.class_weight.compute_class_weight). */
const classWeight: ArgumentText = ({ value, text }, _line, t) => {
  if (value === "balanced") {
    return t(
      md`rare classes count more, n / (classes · count): of 900 and 100 examples, **0.5556** and **5** times.`,
      md`类别越少，权重越大，n / (类别数 · 个数)：900 个和 100 个样本时，分别是 **0.5556** 和 **5** 倍。`,
    );
  }
  const pairs = [...text.matchAll(/(\d+)\s*:\s*(\d+(?:\.\d+)?)/g)].map(
    ([, label, weight]) => [label, Number(weight)] as const,
  );
  const [low, high] = [...pairs]
    .sort((a, b) => a[1] - b[1])
    .filter((_, i, all) => i === 0 || i === all.length - 1);
  if (!/^\{[\d\s:.,]*\}$/.test(text) || !low || !high || low[1] <= 0 || low[1] === high[1]) return undefined;
  return t(
    md`an example of class ${high[0] ?? ""} counts ${bold(high[1] / low[1])} times as much in the loss as one of class ${low[0] ?? ""}.`,
    md`第 ${high[0] ?? ""} 类的样本在损失里的分量是第 ${low[0] ?? ""} 类的 ${bold(high[1] / low[1])} 倍。`,
  );
};

const restoreBest = whether(
  [
    md`after the stop the weights of the best epoch are put back, not those of the last.`,
    md`停止之后换回最好那一轮的权重，而不是最后一轮的。`,
  ],
  [
    md`the weights of the last epoch stay, which are \`patience\` epochs past the best.`,
    md`保留最后一轮的权重，比最好的那轮晚了 \`patience\` 轮。`,
  ],
);

const leastGain: ArgumentText = measured((gain, line, t) => {
  const watched = line.string(role("monitor"));
  return t(
    md`a change of ${watched ? code(watched) : t("the watched number", "所看的指标")} below ${bold(gain)} counts as none.`,
    md`${watched ? code(watched) : t("the watched number", "所看的指标")} 的变化小于 ${bold(gain)} 就算没有改进。`,
  );
});

const startFrom: ArgumentText = counted((epoch, _line, t) =>
  t(
    md`the first ${bold(epoch)} epochs are not watched: training cannot stop in them.`,
    md`前 ${bold(epoch)} 个轮次不看指标，不会在其中停止。`,
  ),
);

const bestOnly: ArgumentText = ({ value }, line, t) => {
  const watched = line.string(role("monitor"));
  if (value !== true) return undefined;
  return t(
    md`a file is written only when ${watched ? code(watched) : "the watched number"} is better than ever before.`,
    md`只有 ${watched ? code(watched) : "所看的指标"} 创下新纪录时才写文件。`,
  );
};

const weightsOnly: ArgumentText = ({ value }, line, t) => {
  if (typeof value !== "boolean") return undefined;
  if (line.api === "torch.load") {
    return value
      ? t(
          md`only tensors and plain values are read: a file from a stranger cannot run code.`,
          md`只读张量和简单的值：来路不明的文件也无法执行代码。`,
        )
      : t(
          md`anything is unpickled, and a file from a stranger can run code on this machine: only for files that you trust.`,
          md`什么都会反序列化，来路不明的文件可以在本机执行代码：只用于可信的文件。`,
        );
  }
  return value
    ? t(
        md`only the weights are saved: loading needs the code that builds the model, and the optimiser starts anew.`,
        md`只存权重：加载时要有构建模型的代码，优化器从头开始。`,
      )
    : t(
        md`the optimiser's state is saved too: training can go on where it ended.`,
        md`优化器的状态也一起存：可以接着训练。`,
      );
};

const saveLimit: ArgumentText = counted((limit, line, t) => {
  const best = line.written(role("load_best_model_at_end"))?.value === true;
  const also = best ? t(md`; the best one is never deleted`, md`；最好的那个不会删`) : md``;
  return t(
    md`at most ${bold(limit)} checkpoints lie on the disk, the oldest are deleted${also}.`,
    md`磁盘上最多留 ${bold(limit)} 个检查点，最旧的删掉${also}。`,
  );
});

const everySteps = (what: string, zh: string): ArgumentText =>
  measured((steps, line, t) => {
    if (steps <= 0) return undefined;
    const total = line.written(role("max_steps"))?.value;
    if (steps < 1)
      return t(
        md`a share of the run: ${what} every ${bold(percent(steps))} of all updates.`,
        md`占全程的比例：每过 ${bold(percent(steps))} 的更新${zh}一次。`,
      );
    const times =
      typeof total === "number" && isCount(total) && total >= steps
        ? t(
            md`: ${bold(Math.floor(total / steps))} times in ${total}`,
            md`：${total} 次中共 ${bold(Math.floor(total / steps))} 次`,
          )
        : md``;
    return t(
      md`${what} every ${bold(steps)} updates${times}.`,
      md`每更新 ${bold(steps)} 次${zh}一次${times}。`,
    );
  });

const when = (what: string, zh: string): ArgumentText =>
  byValue([
    ["no", md`${what} never.`, md`从不${zh}。`],
    ["epoch", md`${what} after every epoch.`, md`每个轮次之后${zh}。`],
    ["steps", md`${what} after so many updates, not after epochs.`, md`每隔若干次更新${zh}，不按轮次。`],
  ]);

const interval: ArgumentText = measured((value, _line, t) =>
  value > 0 && value < 1
    ? t(
        md`evaluates after every ${percent(value)} of an epoch, ${bold(Math.floor(1 / value))} times in each.`,
        md`每过一轮的 ${percent(value)} 就评估一次，每轮 ${bold(Math.floor(1 / value))} 次。`,
      )
    : undefined,
);

const everyEpochs: ArgumentText = counted((epochs, _line, t) =>
  epochs === 1
    ? t(md`evaluates after every epoch.`, md`每个轮次之后都评估。`)
    : t(
        md`evaluates after every ${bold(epochs)} epochs; what happens in between is not seen.`,
        md`每 ${bold(epochs)} 个轮次评估一次，中间的变化看不到。`,
      ),
);

export const dataArguments: ArgumentTexts = {
  "mini-batch": {
    batch_size: batchSize,
    batchSize,
    per_device_eval_batch_size: batchSize,
    drop_last: dropLast,
    drop_remainder: dropLast,
    auto_find_batch_size: autoBatch,
  },
  "data-loader": {
    shuffle,
    pin_memory: whether([
      md`batches lie in memory that the operating system may not move, so that copies to the GPU are faster and can overlap with computing.`,
      md`批次放在系统不会挪动的内存里，往 GPU 复制更快，还能与计算同时进行。`,
    ]),
    collate_fn: always(
      md`this function makes one batch of a list of examples, such as sequences that must be padded.`,
      md`由这个函数把一列样本拼成一批，例如给长短不一的序列补齐。`,
    ),
    prefetch_factor: prefetch,
    persistent_workers: whether(
      [
        md`the workers stay alive between epochs: no start-up at the beginning of each.`,
        md`工作进程在轮次之间不退出：每轮开头不必重新启动。`,
      ],
      [md`the workers are started anew for every epoch.`, md`每个轮次都重新启动工作进程。`],
    ),
    buffer_size: buffer,
  },
  "train-test-split": {
    shuffle: splitShuffle,
    stratify,
    validation_data: validationData,
    validationData,
    validation_fraction: heldBack,
  },
  "random-seed": { random_state: randomState },
  epoch: { initial_epoch: initialEpoch, max_steps: maxSteps, max_iter: maxIterations },
  "class-imbalance": { class_weight: classWeight },
  "early-stopping": {
    restore_best_weights: restoreBest,
    min_delta: leastGain,
    minDelta: leastGain,
    start_from_epoch: startFrom,
  },
  checkpoint: {
    save_best_only: bestOnly,
    save_weights_only: weightsOnly,
    weights_only: weightsOnly,
    save_total_limit: saveLimit,
    save_steps: everySteps("saves", "保存"),
    save_strategy: when("saves", "保存"),
    load_best_model_at_end: whether([
      md`when training is over the best checkpoint is loaded, not the last.`,
      md`训练结束后载入最好的检查点，而不是最后一个。`,
    ]),
  },
  evaluation: {
    eval_steps: everySteps("evaluates", "评估"),
    eval_strategy: when("evaluates", "评估"),
    evaluation_strategy: when("evaluates", "评估"),
    val_check_interval: interval,
    check_val_every_n_epoch: everyEpochs,
  },
};
