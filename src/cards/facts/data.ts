import { type Given, type Line, type Role, shown, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, code, joined, type Markup, md, percent } from "../markup";
import { crossValidation } from "./estimators";
import { isCount } from "./linear";

const role = (...names: string[]): Role => ({ names });

const batchRole = role(
  "batch_size",
  "batchSize",
  "per_device_train_batch_size",
  "per_device_eval_batch_size",
);
const epochsRole = role("epochs", "max_epochs", "num_train_epochs", "num_epochs", "max_iter");

/** Batches of one pass over `examples`, and the size of the last one. */
export function batches(
  examples: number,
  size: number,
  dropLast: boolean,
): { readonly count: number; readonly last: number } {
  const rest = examples % size;
  if (dropLast) return { count: Math.floor(examples / size), last: size };
  return { count: Math.ceil(examples / size), last: rest === 0 ? size : rest };
}

const example = 10_000;

/** Examples for training and for testing, as the makers of the datasets split them. */
const splits: Readonly<
  Record<string, { readonly name: string; readonly train: number; readonly test: number }>
> = {
  "torchvision.datasets.MNIST": { name: "MNIST", train: 60_000, test: 10_000 },
  "torchvision.datasets.FashionMNIST": { name: "Fashion-MNIST", train: 60_000, test: 10_000 },
  "torchvision.datasets.KMNIST": { name: "KMNIST", train: 60_000, test: 10_000 },
  "torchvision.datasets.CIFAR10": { name: "CIFAR-10", train: 50_000, test: 10_000 },
  "torchvision.datasets.CIFAR100": { name: "CIFAR-100", train: 50_000, test: 10_000 },
};

/** How many examples the loader's dataset has: of a well-known one what is known, or a round number as an example. */
function examplesOf(line: Line, t: Choose): { readonly count: number; readonly name: Markup } {
  const dataset = line.before[0]?.line;
  const known = dataset && splits[dataset.api];
  const isTraining = dataset?.boolean(role("train"));
  if (!known || isTraining === undefined) {
    return { count: example, name: t(md`10,000 examples`, md`10,000 个样本`) };
  }
  return isTraining
    ? {
        count: known.train,
        name: t(
          md`${known.name}’s ${known.train} training examples`,
          md`${known.name} 的 ${known.train} 个训练样本`,
        ),
      }
    : {
        count: known.test,
        name: t(
          md`${known.name}’s ${known.test} test examples`,
          md`${known.name} 的 ${known.test} 个测试样本`,
        ),
      };
}

const workersRole = role("num_workers", "dataloader_num_workers");

/** `num_workers=4`. */
const workers: FactMaker = (line, t) => {
  const given = line.written(workersRole);
  const count = given?.value;
  if (given === undefined || typeof count !== "number" || count < 0 || !Number.isInteger(count))
    return undefined;
  return {
    line:
      count === 0
        ? t(
            md`${shown(given)}: the training process itself loads each batch, and waits for it.`,
            md`${shown(given)}：由训练进程自己读每一批，读的时候训练停着等。`,
          )
        : t(
            md`${shown(given)}: ${bold(count)} processes load batches ahead of the training, each with its own copy of the dataset object.`,
            md`${shown(given)}：${bold(count)} 个进程提前读好后面的批次，每个进程各有一份数据集对象。`,
          ),
  };
};

const dataLoader: FactMaker = (line, t) => {
  if (line.how === "argument" && workersRole.names.includes(line.argument?.name ?? ""))
    return workers(line, t);
  const given = line.given(batchRole);
  const size = given?.value;
  if (!line.called || given === undefined || typeof size !== "number" || !isCount(size) || size > example)
    return undefined;
  const dropLast = line.boolean(role("drop_last")) === true;
  const examples = examplesOf(line, t);
  const { count, last } = batches(examples.count, size, dropLast);
  const tail = dropLast
    ? t(md`the rest is dropped`, md`余数丢弃`)
    : last === size
      ? t(md`all full`, md`全满`)
      : t(md`the last has ${last}`, md`最后一批 ${last} 个`);
  const shuffle = line.given(role("shuffle"));
  const order =
    shuffle?.value === true
      ? t(md`A new order every epoch.`, md`每个轮次重新打乱。`)
      : shuffle !== undefined && shuffle.value === false
        ? t(
            md`${code(`shuffle = ${shuffle.text}`)}: the same order every epoch, right for testing, not for training.`,
            md`${code(`shuffle = ${shuffle.text}`)}：每个轮次顺序相同，适合测试，不适合训练。`,
          )
        : undefined;
  const sampled = line.written(role("sampler", "batch_sampler")) !== undefined;
  const per = t(
    md`${shown(given)}${given.written ? "" : " (default)"}: ${examples.name} make ${bold(count)} batches per epoch, ${tail}.`,
    md`${shown(given)}${given.written ? "" : "（默认值）"}：${examples.name}每轮分成 ${bold(count)} 批，${tail}。`,
  );
  return { line: joined([per, sampled ? undefined : order], t(" ", "")) };
};

const miniBatch: FactMaker = (line, t) => {
  const given =
    line.argument?.name !== undefined && batchRole.names.includes(line.argument.name)
      ? line.written(role(line.argument.name))
      : line.given(batchRole);
  const size = given?.value;
  if (!line.speaks || given === undefined || typeof size !== "number" || !isCount(size) || size > example)
    return undefined;
  const { count } = batches(example, size, line.boolean(role("drop_last")) === true);
  return {
    line: t(
      md`${shown(given)}: 10,000 examples make ${bold(count)} updates per epoch. The gradient is a mean of ${size}: its noise is 1/√${size} = ${1 / Math.sqrt(size)} of one example's.`,
      md`${shown(given)}：10,000 个样本每轮更新 ${bold(count)} 次。梯度是 ${size} 个样本的平均，噪声是单个样本的 1/√${size} = ${1 / Math.sqrt(size)}。`,
    ),
  };
};

/** `steps_per_epoch=100`, beside a number of epochs. */
const stepsOfEpoch: FactMaker = (line, t) => {
  const steps = line.written(role("steps_per_epoch"));
  const epochs = line.written(epochsRole);
  if (steps === undefined || typeof steps.value !== "number" || !isCount(steps.value)) return undefined;
  if (epochs === undefined || typeof epochs.value !== "number" || !isCount(epochs.value)) return undefined;
  return {
    line: t(
      md`${shownAll([epochs, steps])}: ${epochs.value}·${steps.value} = ${bold(epochs.value * steps.value)} updates in all.`,
      md`${shownAll([epochs, steps])}：共更新 ${epochs.value}·${steps.value} = ${bold(epochs.value * steps.value)} 次。`,
    ),
  };
};

const epoch: FactMaker = (line, t) => {
  if (line.argument?.name === "steps_per_epoch") return stepsOfEpoch(line, t);
  const given = line.given(epochsRole);
  const count = given?.value;
  if (!line.speaks || given === undefined || !given.written || typeof count !== "number" || !isCount(count))
    return undefined;
  const size = line.number(batchRole);
  const updates =
    isCount(size) && size <= example
      ? t(
          md` With batches of ${size}, 10,000 examples give ${count}·${batches(example, size, false).count} = ${bold(count * batches(example, size, false).count)} updates.`,
          md`批大小 ${size} 时，10,000 个样本共更新 ${count}·${batches(example, size, false).count} = ${bold(count * batches(example, size, false).count)} 次。`,
        )
      : md``;
  return {
    line: t(
      md`${shown(given)}: every example is seen ${bold(count)} ${count === 1 ? "time" : "times"}.${updates}`,
      md`${shown(given)}：每个样本被看 ${bold(count)} 遍。${updates}`,
    ),
  };
};

/** How scikit-learn rounds: the test part up, the training part gets the rest. */
export function splitSizes(
  examples: number,
  test: number,
): { readonly train: number; readonly test: number } {
  const tested = test >= 1 ? test : Math.ceil(Number((examples * test).toPrecision(12)));
  return { train: examples - tested, test: tested };
}

/** Rounded down, and the rest dealt out one by one from the first (documentation of torch.utils.data.random_split). */
export function sharesOf(whole: number, shares: readonly number[]): readonly number[] {
  const floors = shares.map((share) => Math.floor(Number((whole * share).toPrecision(12))));
  const rest = whole - floors.reduce((sum, size) => sum + size, 0);
  return floors.map((size, i) => size + (i < rest ? 1 : 0));
}

/** `random_split(data, [0.8, 0.2])`: lengths, or shares of the whole. */
const randomSplit: FactMaker = (line, t) => {
  const given = line.written(role("lengths"));
  const parts = line.list(role("lengths"));
  if (given === undefined || parts === undefined || parts.length < 2) return undefined;
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const shares = Math.abs(whole - 1) < 1e-6;
  if (!shares && !parts.every(isCount)) return undefined;
  const sizes = shares ? sharesOf(1000, parts) : parts;
  const told = sizes.join(" + ");
  return {
    line: shares
      ? t(
          md`${shown(given)}: of 1000 examples ${bold(told)}, drawn at random and without overlap.`,
          md`${shown(given)}：1000 个样本随机分成 ${bold(told)}，互不重叠。`,
        )
      : t(
          md`${shown(given)}: ${told} = ${bold(whole)} examples, drawn at random and without overlap; the dataset must have just as many.`,
          md`${shown(given)}：共 ${told} = ${bold(whole)} 个样本，随机划分，互不重叠；数据集必须正好这么大。`,
        ),
  };
};

const split: FactMaker = (line, t) => {
  if (line.variant === "randomsplit") return randomSplit(line, t);
  const folds = crossValidation(line, t);
  if (folds !== undefined) return folds;
  const given = line.given(role("test_size", "validation_split", "validationSplit"));
  const share = given?.value;
  if (!line.speaks || line.written(role("train_size")) !== undefined) return undefined;
  const usual =
    line.framework === "sklearn" &&
    /traintestsplit/.test(line.variant) &&
    (given === undefined || share === null)
      ? 0.25
      : undefined;
  const value = typeof share === "number" ? share : usual;
  if (value === undefined || value <= 0) return undefined;
  const head =
    typeof share === "number" && given !== undefined
      ? shown(given)
      : t(md`\`test_size\` is 0.25 by default`, md`\`test_size\` 默认 0.25`);
  if (given?.name.toLowerCase().startsWith("validation")) {
    if (value >= 1 || line.variant === "imagedatagenerator") return undefined;
    if (/^keras\.(utils|preprocessing)\./.test(line.api)) return filesHeldBack(given, value, line, t);
    return {
      line: t(
        md`${head}: the **last** ${percent(value)} of the data are held back, before any shuffling; of 1000 examples, ${1000 - Math.floor(Number((1000 * (1 - value)).toPrecision(12)))}.`,
        md`${head}：打乱之前，留出数据的**最后** ${percent(value)}；1000 个样本中是 ${1000 - Math.floor(Number((1000 * (1 - value)).toPrecision(12)))} 个。`,
      ),
      pitfall: t(
        md`Data sorted by class leave the validation part without the other classes: shuffle them first.`,
        md`数据若按类别排序，验证集里就缺了别的类：先打乱。`,
      ),
    };
  }
  const sizes = splitSizes(1000, value);
  const seed = line.given(role("random_state", "seed"));
  const again =
    seed === undefined
      ? undefined
      : seed.value === null
        ? t(
            md`Without ${code(seed.name)} the split is another one at every run.`,
            md`没有设 ${code(seed.name)}，每次运行划分都不同。`,
          )
        : t(md`${shown(seed)} makes it the same at every run.`, md`${shown(seed)} 使每次划分相同。`);
  const body =
    value >= 1
      ? t(
          md`${head}: ${bold(value)} examples for the test, the rest for training.`,
          md`${head}：${bold(value)} 个样本用于测试，其余用于训练。`,
        )
      : t(
          md`${head}: of 1000 examples ${bold(sizes.train)} train and ${bold(sizes.test)} test.`,
          md`${head}：1000 个样本中 ${bold(sizes.train)} 个训练，${bold(sizes.test)} 个测试。`,
        );
  return { line: joined([body, again], t(" ", "")) };
};

/** `image_dataset_from_directory`: the files are shuffled by the seed first, then cut (keras/src/utils/dataset_utils.py). */
function filesHeldBack(given: Given, share: number, line: Line, t: Choose): Fact {
  const files = Math.floor(Number((1000 * share).toPrecision(12)));
  const seeded = line.written(role("seed"))?.value;
  return {
    line: t(
      md`${shown(given)}: of 1000 files ${bold(1000 - files)} are for training and ${bold(files)} for validation; \`subset\` says which of them this call returns.`,
      md`${shown(given)}：1000 个文件中 ${bold(1000 - files)} 个训练，${bold(files)} 个验证；这次返回哪一部分由 \`subset\` 决定。`,
    ),
    pitfall:
      seeded === undefined
        ? t(
            md`Both calls need the same \`seed\`, or the two parts overlap.`,
            md`两次调用要用同一个 \`seed\`，否则两部分会重叠。`,
          )
        : t(
            md`The other call needs this same \`seed\`, or the two parts overlap.`,
            md`另一次调用也要用这个 \`seed\`，否则两部分会重叠。`,
          ),
  };
}

const seedRole = role("seed", "random_state", "value", "data_seed");

const seed: FactMaker = (line, t) => {
  const what = scopes[line.api] ?? scopes[line.api.replace(/^lightning\.pytorch\./, "lightning.")];
  const given = line.given(seedRole);
  const text = what?.(t);
  if (text === undefined) return undefined;
  const head =
    given !== undefined && typeof given.value === "number" && line.called ? shown(given) : undefined;
  return { ...(head && { line: t(md`${head}: ${text}`, md`${head}：${text}`) }), note: text };
};

const scopes: Readonly<Record<string, (t: Choose) => Markup>> = {
  "torch.manual_seed": (t) =>
    t(
      md`the same numbers at every run, on the CPU and on every GPU; Python's \`random\` and NumPy have seeds of their own.`,
      md`每次运行得到同样的随机数，CPU 和所有 GPU 都算；Python 的 \`random\` 和 NumPy 要另外设种子。`,
    ),
  "keras.utils.set_random_seed": (t) =>
    t(
      md`seeds Python's \`random\`, NumPy and the backend at once.`,
      md`一次设好 Python 的 \`random\`、NumPy 和后端。`,
    ),
  "tensorflow.random.set_seed": (t) =>
    t(
      md`TensorFlow's seed only; Python's \`random\` and NumPy have their own.`,
      md`只设 TensorFlow 的种子；Python 的 \`random\` 和 NumPy 另算。`,
    ),
  "jax.random.PRNGKey": jaxKey,
  "jax.random.key": jaxKey,
  "transformers.set_seed": (t) =>
    t(
      md`seeds Python's \`random\`, NumPy and PyTorch at once.`,
      md`一次设好 Python 的 \`random\`、NumPy 和 PyTorch。`,
    ),
};

function jaxKey(t: Choose): Markup {
  return t(
    md`a key, not a state: using it twice gives the same numbers twice; \`jax.random.split\` makes new ones.`,
    md`这是一把钥匙，不是状态：用两次就得到同样的数；新钥匙用 \`jax.random.split\` 生成。`,
  );
}

const accumulationRole = role(
  "gradient_accumulation_steps",
  "accumulate_grad_batches",
  "every_k_schedule",
  "num_steps",
  "k",
);

const accumulation: FactMaker = (line, t) => {
  const named = line.given(accumulationRole);
  const steps = named?.value;
  if (!line.speaks || named === undefined || typeof steps !== "number" || !isCount(steps)) return undefined;
  // A loop written by hand has a constant of its own, and no argument.
  const given = line.how === "bound" ? { ...named, name: named.text } : named;
  const here = line.how === "bound" && ({ isHere: true } as const);
  if (steps === 1)
    return {
      ...here,
      line: t(
        md`${shown(given)}: an update after every batch, nothing is accumulated.`,
        md`${shown(given)}：每批都更新，不累积。`,
      ),
    };
  const size = line.given(role("per_device_train_batch_size"));
  if (typeof size?.value === "number" && isCount(size.value)) {
    return {
      ...here,
      line: t(
        md`${shownAll([size, given])}: one update per ${steps}·${size.value} = ${bold(steps * size.value)} examples on each device, with the memory of ${size.value}.`,
        md`${shownAll([size, given])}：每台设备每 ${steps}·${size.value} = ${bold(steps * size.value)} 个样本更新一次，内存只按 ${size.value} 个算。`,
      ),
    };
  }
  const loaded = line.given(role("batch_size"));
  if (typeof loaded?.value === "number" && isCount(loaded.value)) {
    return {
      ...here,
      line: t(
        md`${shownAll([loaded, given])}: one update per ${steps}·${loaded.value} = ${bold(steps * loaded.value)} examples, with the memory of ${loaded.value}.`,
        md`${shownAll([loaded, given])}：每 ${steps}·${loaded.value} = ${bold(steps * loaded.value)} 个样本更新一次，内存只按 ${loaded.value} 个算。`,
      ),
    };
  }
  return {
    ...here,
    line: t(
      md`${shown(given)}: one update per ${bold(steps)} batches; batches of 8 act like one of ${8 * steps}, and an epoch has 1/${steps} as many updates.`,
      md`${shown(given)}：每 ${bold(steps)} 批更新一次；批大小 8 相当于 ${8 * steps}，每轮的更新次数只有 1/${steps}。`,
    ),
  };
};

export const dataFacts: FactMakers = {
  "data-loader": dataLoader,
  "mini-batch": miniBatch,
  epoch,
  "train-test-split": split,
  "random-seed": seed,
  "gradient-accumulation": accumulation,
};
