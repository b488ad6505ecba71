import { type Given, type Line, type Role, shown, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, joined, type Markup, md } from "../markup";
import { momentumPicture } from "../pictures/momentum";
import { scheduleAround } from "./schedules";

export const rateRole: Role = {
  names: ["learning_rate", "lr", "learningRate", "learning_rate_init", "eta0"],
  usual: { keras: 0.001 },
};
const sgdRateRole: Role = { ...rateRole, usual: { keras: 0.01 } };
const momentumRole: Role = { names: ["momentum"], usual: { torch: 0, keras: 0 } };
const nesterovRole: Role = { names: ["nesterov", "useNesterov"] };
const dampeningRole: Role = { names: ["dampening"], usual: { torch: 0 } };
const decayRole: Role = { names: ["weight_decay"], usual: { torch: 0 } };
const betasRole: Role = { names: ["betas"] };
const beta1Role: Role = { names: ["beta_1", "beta1", "b1"], usual: { keras: 0.9, optax: 0.9, tfjs: 0.9 } };
const beta2Role: Role = {
  names: ["beta_2", "beta2", "b2"],
  usual: { keras: 0.999, optax: 0.999, tfjs: 0.999 },
};
const rhoRole: Role = {
  names: ["alpha", "rho", "decay"],
  usual: { torch: 0.99, keras: 0.9, optax: 0.9, tfjs: 0.9 },
};
const decoupledRole: Role = { names: ["decoupled_weight_decay"] };

const numeric = (given: Given | undefined): number | undefined =>
  typeof given?.value === "number" && Number.isFinite(given.value) ? given.value : undefined;

/** Where m's share of the newest gradient is 1 − β, it averages over about this many steps. */
export function memoryOf(beta: number): number {
  return 1 / (1 - beta);
}

/** Size of the steps that momentum reaches under a constant gradient, as a multiple of lr · gradient. */
export function momentumFactor(momentum: number, dampening = 0): number {
  return (1 - dampening) / (1 - momentum);
}

/**
 * Size of RMSprop's first step as a multiple of the learning rate: the average of squares starts at 0 and is not
 * corrected, so √v = √(1 − ρ)·|g| at the first step.
 */
export function rmspropFirstStep(rho: number): number {
  return 1 / Math.sqrt(1 - rho);
}

/** The line's head, "lr = 0.1 (default)"; a default is named as one. */
function headOf(givens: readonly (Given | undefined)[], t: Choose): Markup {
  const present = givens.filter((given) => given !== undefined);
  if (present.length === 0) return md``;
  const written = present.filter((given) => given.written);
  if (written.length === 0) return md`${shownAll(present)}${t(" (default): ", "（默认值）：")}`;
  return md`${shownAll(written)}${t(": ", "：")}`;
}

const sgd: FactMaker = (line, t) => {
  const rate = line.given(sgdRateRole);
  const lr = numeric(rate);
  if (!speaksOfOptimiser(line) || lr === undefined || lr < 0) return undefined;
  const momentum = line.given(momentumRole);
  const mu = momentum === undefined || momentum.value === null ? 0 : numeric(momentum);
  const head = headOf([rate, momentum], t);
  if (mu === undefined || mu < 0 || mu >= 1) return { line: md`${head}${plainStep(lr, t)}` };
  const body = mu === 0 ? plainStep(lr, t) : withMomentum(lr, mu, line, t);
  const parts = [md`${head}${body}`, decayText(line, lr, false, t)];
  const picture = mu > 0 ? momentumPicture(mu, t) : undefined;
  return {
    line: joined(parts, t(" ", "")),
    ...(picture && { picture }),
    ...descent(lr, rate),
  };
};

/** The demo of gradient descent takes this rate, as far as its slider reaches. */
function descent(lr: number, given: Given | undefined): Pick<Fact, "run"> {
  if (lr < 0.005 || lr > 0.165) return {};
  return {
    run: {
      question: 1,
      params: { "learning rate η": lr },
      shown: `${given?.name ?? "lr"} = ${given?.text ?? lr}`,
    },
  };
}

/** A string names an optimiser with its defaults; otherwise it must be called here. */
function speaksOfOptimiser(line: Line): boolean {
  return line.called || line.how === "string";
}

function plainStep(lr: number, t: Choose): Markup {
  return t(
    md`w ← w − ${lr}·g. A gradient of 2 moves its weight by ${bold(2 * lr)}.`,
    md`w ← w − ${lr}·g。梯度为 2 时，权重移动 ${bold(2 * lr)}。`,
  );
}

function withMomentum(lr: number, mu: number, line: Line, t: Choose): Markup {
  const dampening = line.number(dampeningRole) ?? 0;
  const factor = momentumFactor(mu, dampening);
  const share = dampening === 0 ? md`g` : md`${1 - dampening}·g`;
  const nesterov = line.boolean(nesterovRole) === true;
  const look = nesterov ? t(" Nesterov looks one step ahead along v.", "Nesterov 会沿 v 先多看一步。") : "";
  return t(
    md`v ← ${mu}·v + ${share}, w ← w − ${lr}·v. Under a steady gradient the steps grow to ${bold(factor)} times their first size, ${lr * factor}·g.${look}`,
    md`v ← ${mu}·v + ${share}，w ← w − ${lr}·v。梯度不变时，步子会长到 ${bold(factor)} 倍，即 ${lr * factor}·g。${look}`,
  );
}

/** What `weight_decay` does, by the optimiser's own rule. */
function decayText(line: Line, lr: number, adaptive: boolean, t: Choose): Markup | undefined {
  const given = line.given(decayRole);
  const decay = numeric(given);
  if (given === undefined || decay === undefined || decay === 0) return undefined;
  if (isDecoupled(line)) {
    const share = lr * decay;
    return t(
      md`Decay is decoupled: each step also shrinks w by ${lr}·${decay} = ${bold(share)} of itself.`,
      md`权重衰减与梯度分开：每步另外从 w 中减去自身的 ${lr}·${decay} = ${bold(share)}。`,
    );
  }
  if (line.framework !== "torch") return undefined;
  return adaptive
    ? t(
        md`${shown(given)} is added to the gradient and then normalised with it (L2, not decoupled): AdamW does otherwise.`,
        md`${shown(given)} 先加进梯度，再一起归一化（L2，不是解耦）；AdamW 则不同。`,
      )
    : t(md`${shown(given)} adds ${decay}·w to the gradient.`, md`${shown(given)} 给梯度加上 ${decay}·w。`);
}

/** Keras and optax subtract lr·λ·w beside the update; PyTorch only in AdamW and where it is told to. */
function isDecoupled(line: Line): boolean {
  // The Trainer's optimiser is AdamW unless it is told otherwise.
  if (line.framework === "keras" || /trainingarguments$/.test(line.variant)) return true;
  if (line.variant.includes("adamw") || line.variant === "lion") return true;
  return line.boolean(decoupledRole) === true;
}

interface Betas {
  readonly first: number;
  readonly second: number;
}

function betasOf(line: Line): Betas | undefined {
  const pair = line.list(betasRole);
  const first = pair?.[0] ?? line.number(beta1Role);
  const second = pair?.[1] ?? line.number(beta2Role);
  const sound = (beta: number | undefined): beta is number => beta !== undefined && beta >= 0 && beta < 1;
  return sound(first) && sound(second) ? { first, second } : undefined;
}

const adam: FactMaker = (line, t) => {
  if (!speaksOfOptimiser(line) || !/^(adam|adamw|nadam|nadamw|sparseadam|amsgrad)$/.test(line.variant))
    return undefined;
  const rate = line.given(rateRole);
  const lr = numeric(rate);
  const betas = betasOf(line);
  if (lr === undefined && betas === undefined) return undefined;
  const known = lr === undefined ? undefined : rate;
  const head = headOf([known, line.written(betasRole), line.written(beta1Role), line.written(beta2Role)], t);
  const step =
    // Optax' Nesterov term is not scaled down at first: its first step is longer.
    lr === undefined || (line.framework === "optax" && line.variant.startsWith("nadam"))
      ? undefined
      : t(
          md`the first step moves every weight by about ${bold(lr)}, whatever the size of its gradient.`,
          md`第一步每个权重都移动约 ${bold(lr)}，与梯度大小无关。`,
        );
  const memory =
    betas === undefined
      ? undefined
      : t(
          md`${step === undefined ? "gradients" : "Gradients"} are averaged over ≈ ${roundedMemory(betas.first)} steps, their squares over ≈ ${roundedMemory(betas.second)}.`,
          md`梯度约按 ${roundedMemory(betas.first)} 步平均，其平方约按 ${roundedMemory(betas.second)} 步平均。`,
        );
  const decay = lr === undefined ? undefined : decayText(line, lr, true, t);
  if (step === undefined && memory === undefined) return undefined;
  return { line: md`${head}${joined([step, memory, decay], t(" ", ""))}` };
};

export function roundedMemory(beta: number): number {
  const steps = memoryOf(beta);
  return steps >= 10 ? Math.round(steps) : steps;
}

const rmsprop: FactMaker = (line, t) => {
  if (!speaksOfOptimiser(line) || line.variant !== "rmsprop") return undefined;
  const rate = line.given(rateRole);
  const lr = numeric(rate);
  const rho = line.number(rhoRole);
  if (lr === undefined || rho === undefined || rho < 0 || rho >= 1) return undefined;
  const head = headOf([rate, line.written(rhoRole), line.written(momentumRole)], t);
  const first = rmspropFirstStep(rho);
  const plain = (line.number(momentumRole) ?? 0) === 0 && line.boolean({ names: ["centered"] }) !== true;
  const size = t(
    md`v ← ${rho}·v + ${1 - rho}·g², w ← w − ${lr}·g / √v.`,
    md`v ← ${rho}·v + ${1 - rho}·g²，w ← w − ${lr}·g / √v。`,
  );
  const steps = plain
    ? t(
        md`v starts at 0, so the first step is ${bold(lr * first)} long (lr × ${first}), steady ones ${lr}.`,
        md`v 从 0 开始，所以第一步长 ${bold(lr * first)}（lr 的 ${first} 倍），稳定后每步 ${lr}。`,
      )
    : undefined;
  return {
    line: joined([md`${head}${size}`, steps, decayText(line, lr, true, t)], t(" ", "")),
  };
};

/** Rates of the steps of Adagrad: under a steady gradient the t-th is lr / √t long (Duchi et al. 2011). */
const adagrad: FactMaker = (line, t) => {
  if (!speaksOfOptimiser(line)) return undefined;
  if (line.variant === "adadelta") return adadelta(line, t);
  const rate = line.given(rateRole);
  const lr = numeric(rate);
  if (line.variant !== "adagrad" || lr === undefined || lr <= 0) return undefined;
  const startRole: Role = {
    names: ["initial_accumulator_value", "initialAccumulatorValue"],
    usual: { keras: 0.1 },
  };
  const start = line.number(startRole);
  const head = headOf([rate], t);
  const rule = t(md`s ← s + g², w ← w − ${lr}·g / √s.`, md`s ← s + g²，w ← w − ${lr}·g / √s。`);
  const steps = isUntold(line, startRole, start)
    ? undefined
    : start === 0 || start === undefined
      ? t(
          md`s only grows: under a steady gradient the first step is ${lr} long, the 100th ${bold(lr / 10)}, the 10,000th ${lr / 100}.`,
          md`s 只增不减：梯度不变时，第一步长 ${lr}，第 100 步 ${bold(lr / 10)}，第 10,000 步 ${lr / 100}。`,
        )
      : t(
          md`s starts at ${start} and only grows: under a steady gradient of 1 the first step is ${lr / Math.sqrt(start + 1)} long, the 100th ${bold(lr / Math.sqrt(start + 100))}.`,
          md`s 从 ${start} 开始，只增不减：梯度恒为 1 时，第一步长 ${lr / Math.sqrt(start + 1)}，第 100 步 ${bold(lr / Math.sqrt(start + 100))}。`,
        );
  return { line: joined([md`${head}${rule}`, steps], t(" ", "")) };
};

/** A first sum that is a name, or a rate that shrinks besides (torch.optim.Adagrad's `lr_decay`). */
function isUntold(line: Line, startRole: Role, start: number | undefined): boolean {
  const shrinks = line.written({ names: ["lr_decay"] });
  if (shrinks !== undefined && shrinks.value !== 0) return true;
  return start === undefined && line.written(startRole) !== undefined;
}

/** Two running averages with the same memory (Zeiler 2012). */
const adadelta: FactMaker = (line, t) => {
  const rho = line.number({ names: ["rho"], usual: { torch: 0.9, keras: 0.95, optax: 0.9 } });
  if (rho === undefined || rho < 0 || rho >= 1) return undefined;
  const rate = line.given({ ...rateRole, usual: { torch: 1, keras: 0.001 } });
  const lr = numeric(rate);
  const slowed =
    rate !== undefined && lr !== undefined && lr > 0 && lr < 1
      ? t(
          md`${shown(rate)}${rate.written ? "" : " (default)"} shortens every step to ${bold(lr)} of it; the paper's own rule has 1.`,
          md`${shown(rate)}${rate.written ? "" : "（默认值）"} 把每一步缩成 ${bold(lr)} 倍；论文的规则相当于 1。`,
        )
      : undefined;
  const rule = t(
    md`the step is g·√(average of past steps²) / √(average of gradients²), both over ≈ ${bold(roundedMemory(rho))} steps (ρ = ${rho}); it starts near 0.`,
    md`步长是 g·√(以往步长² 的平均) / √(梯度² 的平均)，两个平均都约按 ${bold(roundedMemory(rho))} 步算（ρ = ${rho}）；从接近 0 开始。`,
  );
  return { line: joined([rule, slowed], t(" ", "")) };
};

const others: FactMaker = (line, t) => {
  const rate = line.given(rateRole);
  const lr = numeric(rate);
  if (!speaksOfOptimiser(line) || line.variant !== "lion" || lr === undefined || lr <= 0) return undefined;
  return {
    line: joined(
      [
        t(
          md`${headOf([rate], t)}only the sign of the averaged gradient counts: every weight moves by exactly ${bold(lr)} at each step.`,
          md`${headOf([rate], t)}只看平均梯度的符号：每一步每个权重都恰好移动 ${bold(lr)}。`,
        ),
        decayText(line, lr, true, t),
      ],
      t(" ", ""),
    ),
  };
};

/** Where ε stands: under the root of a variance, or beside the root of the averaged squares. */
const epsilon: FactMaker = (line, t) => {
  const given = line.written({ names: ["eps", "epsilon"] });
  const value = numeric(given);
  if (given === undefined || value === undefined || value <= 0) return undefined;
  if (/norm/.test(line.variant)) {
    return {
      line: t(
        md`${shown(given)} is added to the variance before the root: a channel that is constant is divided by √ε = ${bold(Math.sqrt(value))}, not by 0.`,
        md`${shown(given)} 在开方之前加到方差上：某个通道全是同一个值时，除以 √ε = ${bold(Math.sqrt(value))}，而不是除以 0。`,
      ),
    };
  }
  if (!/^(adam|adamw|nadam|radam|rmsprop|adagrad)$/.test(line.variant)) return undefined;
  if (isUnderRoot(line)) {
    return {
      line: t(
        md`${shown(given)} is added to v under the root: gradients of about √ε = ${bold(Math.sqrt(value))} move 0.71 times as far as larger ones, much smaller ones hardly at all.`,
        md`${shown(given)} 加在根号里的 v 上：大小约为 √ε = ${bold(Math.sqrt(value))} 的梯度只走 0.71 倍的步长，小得多的几乎不动。`,
      ),
    };
  }
  return {
    line: t(
      md`${shown(given)} is added to √v below the fraction: gradients of about ${bold(value)} move half as far as larger ones, smaller ones hardly at all.`,
      md`${shown(given)} 加在分母的 √v 上：大小约为 ${bold(value)} 的梯度只走一半的步长，更小的几乎不动。`,
    ),
  };
};

/** √(v + ε) instead of √v + ε (keras/src/optimizers/rmsprop.py, optax.rmsprop, tfjs' rmsprop_optimizer.ts). */
function isUnderRoot(line: Line): boolean {
  if (!/^(rmsprop|adagrad)$/.test(line.variant)) return false;
  return line.framework !== "torch" && line.boolean({ names: ["eps_in_sqrt"] }) !== false;
}

const momentumFact: FactMaker = (line, t) => {
  const given = line.given(momentumRole);
  const mu = numeric(given);
  if (
    !line.speaks ||
    given === undefined ||
    mu === undefined ||
    mu < 0 ||
    mu >= 1 ||
    /norm/.test(line.variant)
  )
    return undefined;
  if (mu === 0)
    return {
      line: t(
        md`${shown(given)}: no memory, every step follows the newest gradient only.`,
        md`${shown(given)}：没有记忆，每步只看最新的梯度。`,
      ),
    };
  const half = Math.ceil(Math.log(0.5) / Math.log(mu));
  const nesterov =
    line.boolean(nesterovRole) === true
      ? t(md` Nesterov looks one step ahead along v.`, md`Nesterov 会沿 v 先多看一步。`)
      : md``;
  const factor = momentumFactor(mu, line.number(dampeningRole) ?? 0);
  const growth =
    factor === 1
      ? t(
          md`under a steady gradient the steps stay as long as they began, since dampening takes away what momentum adds`,
          md`梯度不变时步子不会变长，因为 dampening 抵消了动量的累积`,
        )
      : t(
          md`under a steady gradient the steps grow to ${bold(factor)} times`,
          md`梯度不变时步子长到 ${bold(factor)} 倍`,
        );
  return {
    line: t(
      md`${shown(given)}: ${growth}; a gradient has lost half its weight after ${half} steps.${nesterov}`,
      md`${shown(given)}：${growth}；一个梯度的影响 ${half} 步后减半。${nesterov}`,
    ),
    picture: momentumPicture(mu, t),
  };
};

const weightDecay: FactMaker = (line, t) => {
  const given = line.given({ names: ["weight_decay", "weightDecay", "decay_rate"] });
  const decay = numeric(given);
  if (!line.speaks || given === undefined || decay === undefined || decay < 0) return undefined;
  if (decay === 0) return { line: t(md`${shown(given)}: no decay.`, md`${shown(given)}：不衰减。`) };
  const lr = line.number(rateRole);
  const adaptive = /adam|rmsprop|adagrad|adadelta/.test(line.variant);
  if (line.framework === "torch" && !isDecoupled(line)) {
    // Momentum gathers the decay like any gradient: lr·λ is then only its first step.
    const plain = line.variant === "sgd" && line.number(momentumRole) === 0;
    const sgdShrinks = lr !== undefined && plain ? shrinkText(lr, decay, t) : undefined;
    const how = adaptive
      ? t(
          md`${decay}·w is added to the gradient and normalised with it, so weights with large gradients decay less; AdamW decouples it.`,
          md`${decay}·w 加进梯度后一起被归一化，梯度大的权重反而衰减得少；AdamW 把两者分开。`,
        )
      : t(md`${decay}·w is added to the gradient`, md`梯度加上 ${decay}·w`);
    const end = adaptive || sgdShrinks !== undefined ? md`` : t(md`.`, md`。`);
    return {
      line: t(
        md`${shown(given)}: ${joined([how, sgdShrinks], "; ")}${end}`,
        md`${shown(given)}：${joined([how, sgdShrinks], "；")}${end}`,
      ),
    };
  }
  if (lr === undefined || !isDecoupled(line)) return undefined;
  return {
    line: t(
      md`${shown(given)}: ${shrinkText(lr, decay, t)}`,
      md`${shown(given)}：${shrinkText(lr, decay, t)}`,
    ),
  };
};

/** Steps in which decay alone halves a weight: ln 2 / −ln(1 − lr·λ). */
export function halfLife(lr: number, decay: number): number {
  return Math.log(2) / -Math.log1p(-lr * decay);
}

function shrinkText(lr: number, decay: number, t: Choose): Markup {
  const share = lr * decay;
  if (share <= 0 || share >= 1) return md``;
  const steps = Math.round(halfLife(lr, decay));
  return t(
    md`each step shrinks w by lr·λ = ${lr}·${decay} = ${bold(share)} of itself; alone it would halve a weight in ${steps} steps.`,
    md`每步从 w 中减去自身的 lr·λ = ${lr}·${decay} = ${bold(share)}；若只有衰减，${steps} 步后权重减半。`,
  );
}

const learningRate: FactMaker = (line, t) => {
  if (line.how === "argument") {
    const whole = scheduleAround(line, t);
    if (whole !== undefined) return whole;
  }
  const given = line.given(rateRole);
  const lr = numeric(given);
  if (line.how !== "argument" || given === undefined || lr === undefined || lr <= 0) return undefined;
  const name = line.variant;
  if (/^(adam|adamw|nadam|adamax|lion|\w*trainingarguments)$/.test(name)) {
    const what = t(
      md`under a steady gradient a weight moves by about ${bold(lr)} per step, however large or small the gradient is.`,
      md`梯度稳定时，每步权重移动约 ${bold(lr)}，与梯度的大小无关。`,
    );
    return { line: t(md`${shown(given)}: ${what}`, md`${shown(given)}：${what}`) };
  }
  if (name === "rmsprop") return rmsprop(line, t);
  if (/^ada(grad|delta)/.test(name)) return adagrad(line, t);
  if (name !== "sgd") return undefined;
  const momentum = line.given(momentumRole);
  const mu = momentum === undefined || momentum.value === null ? 0 : numeric(momentum);
  if (mu === undefined || mu < 0 || mu >= 1) return undefined;
  const step = mu === 0 ? plainStep(lr, t) : withMomentum(lr, mu, line, t);
  return { line: t(md`${shown(given)}: ${step}`, md`${shown(given)}：${step}`), ...descent(lr, given) };
};

export const optimiserFacts: FactMakers = {
  sgd,
  momentum: momentumFact,
  adam,
  adamw: adam,
  rmsprop,
  adagrad,
  "other-optimizer": others,
  epsilon,
  "weight-decay": weightDecay,
  "learning-rate": learningRate,
};
