import { type Line, type Role, shownAll } from "../arguments";
import type { Choose, Fact, FactMaker, FactMakers } from "../fact";
import { bold, joined, type Markup, md, number, percent } from "../markup";
import { schedulePicture } from "../pictures/schedule";
import { isCount } from "./linear";
import {
  cosineAnnealing,
  cosineRestarts,
  decayRestarts,
  exponential,
  exponentialDecay,
  inverseTime,
  multiStep,
  oneCycle,
  piecewise,
  polynomial,
  type Schedule,
  stepDecay,
  straight,
  triangular,
  warmupConstant,
  warmupCosine,
  warmupLinear,
} from "./schedule-curves";

const role = (...names: string[]): Role => ({ names });
const roles = {
  gamma: role("gamma"),
  size: role("step_size"),
  initial: role("initial_learning_rate", "init_value"),
  steps: role("decay_steps", "transition_steps"),
  rate: role("decay_rate"),
  staircase: role("staircase"),
  begin: role("transition_begin"),
  end: role("end_value", "end_learning_rate"),
  power: role("power"),
  peak: role("max_lr", "peak_value", "warmup_target"),
  warmup: role("warmup_steps", "num_warmup_steps"),
  total: role("total_steps", "num_training_steps"),
} as const;

interface Reading {
  readonly schedule: Schedule;
  /** The arguments that it was read from. */
  readonly from: readonly Role[];
}

type Reader = (line: Line) => Reading | undefined;

const positive = (value: number | undefined): value is number => value !== undefined && value > 0;

const readers: Readonly<Record<string, Reader>> = {
  steplr: (line) => {
    const size = line.number(roles.size);
    const gamma = line.number(roles.gamma);
    if (!isCount(size) || !positive(gamma)) return undefined;
    return { schedule: stepDecay(size, gamma), from: [roles.size, roles.gamma] };
  },
  multisteplr: (line) => {
    const milestones = line.list(role("milestones"));
    const gamma = line.number(roles.gamma);
    if (milestones === undefined || !milestones.every(isCount) || milestones.length === 0 || !positive(gamma))
      return undefined;
    return { schedule: multiStep(milestones, gamma), from: [role("milestones"), roles.gamma] };
  },
  exponentiallr: (line) => {
    const gamma = line.number(roles.gamma);
    return positive(gamma) ? { schedule: exponential(gamma), from: [roles.gamma] } : undefined;
  },
  cosineannealinglr: (line) => {
    const length = line.number(role("T_max"));
    if (!isCount(length)) return undefined;
    const schedule = floored(cosineAnnealing(length), line);
    return schedule && { schedule, from: [role("T_max"), role("eta_min")] };
  },
  cosineannealingwarmrestarts: (line) => {
    const first = line.number(role("T_0"));
    const factor = line.number(role("T_mult"));
    if (!isCount(first) || !isCount(factor)) return undefined;
    const schedule = floored(cosineRestarts(first, factor), line);
    return schedule && { schedule, from: [role("T_0"), role("T_mult"), role("eta_min")] };
  },
  cycliclr: (line) => {
    const low = line.number(role("base_lr"));
    const high = line.number(role("max_lr"));
    const up = line.number(role("step_size_up"));
    const down = line.number(role("step_size_down")) ?? up;
    const mode = line.string(role("mode"));
    if (low === undefined || !positive(high) || !isCount(up) || !isCount(down) || mode === "exp_range")
      return undefined;
    if (mode === undefined || line.written(role("scale_fn")) !== undefined) return undefined;
    return {
      schedule: triangular(low, high, up, down, mode === "triangular2"),
      from: [role("base_lr"), role("max_lr"), role("step_size_up"), role("step_size_down"), role("mode")],
    };
  },
  linearlr: (line) => factors(line, "start_factor", "end_factor"),
  constantlr: (line) => {
    const factor = line.number(role("factor"));
    const length = line.number(role("total_iters"));
    if (factor === undefined || !isCount(length)) return undefined;
    const at = (t: number): number => (t < length ? factor : 1);
    return {
      schedule: { at, length: length * 2, relative: true, steps: true, turns: [length] },
      from: [role("factor"), role("total_iters")],
    };
  },
  polynomiallr: (line) => {
    const length = line.number(role("total_iters"));
    const power = line.number(roles.power);
    if (!isCount(length) || !positive(power)) return undefined;
    return { schedule: polynomial(1, 0, length, power, true), from: [role("total_iters"), roles.power] };
  },
  onecyclelr: (line) => readOneCycle(line),
  cosineonecycleschedule: (line) => readOneCycle(line),
  exponentialdecay: (line) => {
    const initial = line.number(roles.initial);
    const steps = line.number(roles.steps);
    const rate = line.number(roles.rate);
    // A floor (optax) would need the reader to know which side it is on.
    if (!positive(initial) || !isCount(steps) || !positive(rate) || line.written(roles.end) !== undefined)
      return undefined;
    const begin = line.number(roles.begin) ?? 0;
    const stairs = line.boolean(roles.staircase) === true;
    return {
      schedule: exponentialDecay(initial, steps, rate, stairs, begin),
      from: [roles.initial, roles.steps, roles.rate, roles.staircase],
    };
  },
  inversetimedecay: (line) => {
    const initial = line.number(roles.initial);
    const steps = line.number(roles.steps);
    const rate = line.number(roles.rate);
    if (!positive(initial) || !isCount(steps) || rate === undefined || rate < 0) return undefined;
    const stairs = line.boolean(roles.staircase) === true;
    return {
      schedule: inverseTime(initial, steps, rate, stairs),
      from: [roles.initial, roles.steps, roles.rate],
    };
  },
  polynomialdecay: (line) => {
    const initial = line.number(roles.initial);
    const steps = line.number(roles.steps);
    const end = line.number(roles.end);
    const power = line.number(roles.power);
    const cycles = line.boolean(role("cycle")) === true;
    if (!positive(initial) || !isCount(steps) || end === undefined || !positive(power) || cycles)
      return undefined;
    return {
      schedule: polynomial(initial, end, steps, power, false),
      from: [roles.initial, roles.steps, roles.end],
    };
  },
  piecewiseconstantdecay: (line) => {
    const boundaries = line.list(role("boundaries"));
    const values = line.list(role("values"));
    if (boundaries === undefined || values === undefined || values.length !== boundaries.length + 1)
      return undefined;
    if (boundaries.length === 0 || !boundaries.every(isCount)) return undefined;
    return { schedule: piecewise(boundaries, values), from: [role("boundaries"), role("values")] };
  },
  cosinedecay: (line) => {
    const initial = line.number(roles.initial);
    const steps = line.number(roles.steps);
    const alpha = line.number(role("alpha"));
    if (initial === undefined || !isCount(steps) || alpha === undefined) return undefined;
    const target = line.number(roles.peak);
    const warmup = line.number(roles.warmup) ?? (target === undefined ? 0 : undefined);
    const aim = line.written(roles.peak);
    if (aim !== undefined && aim.value !== null && target === undefined) return undefined;
    if (warmup === undefined || warmup < 0) return undefined;
    const peak = target ?? initial;
    const rising = target === undefined ? 0 : warmup;
    return {
      schedule: warmupCosine({
        from: initial,
        peak,
        warmup: rising,
        total: steps + rising,
        end: alpha * peak,
      }),
      from: [roles.initial, roles.steps, roles.peak, roles.warmup, role("alpha")],
    };
  },
  cosinedecayrestarts: (line) => {
    const initial = line.number(roles.initial);
    const first = line.number(role("first_decay_steps"));
    const stretch = line.number(role("t_mul"));
    const shrink = line.number(role("m_mul"));
    const floor = line.number(role("alpha"));
    if (!positive(initial) || !isCount(first) || stretch === undefined || stretch < 1) return undefined;
    if (!positive(shrink) || floor === undefined || floor < 0) return undefined;
    return {
      schedule: decayRestarts({ initial, first, stretch, shrink, floor }),
      from: [roles.initial, role("first_decay_steps"), role("t_mul"), role("m_mul"), role("alpha")],
    };
  },
  polynomialschedule: (line) => {
    const initial = line.number(roles.initial);
    const end = line.number(roles.end);
    const steps = line.number(roles.steps);
    const power = line.number(roles.power);
    if (!positive(initial) || end === undefined || !isCount(steps) || !positive(power)) return undefined;
    if ((line.number(roles.begin) ?? 0) !== 0) return undefined;
    return {
      schedule: polynomial(initial, end, steps, power, false),
      from: [roles.initial, roles.end, roles.power, roles.steps],
    };
  },
  getconstantschedulewithwarmup: (line) => {
    const steps = line.number(roles.warmup);
    return isCount(steps) ? { schedule: warmupConstant(steps), from: [roles.warmup] } : undefined;
  },
  cosinedecayschedule: (line) => {
    const initial = line.number(roles.initial);
    const steps = line.number(roles.steps);
    const alpha = line.number(role("alpha"));
    if (
      !positive(initial) ||
      !isCount(steps) ||
      alpha === undefined ||
      (line.number(role("exponent")) ?? 1) !== 1
    )
      return undefined;
    return {
      schedule: warmupCosine({ from: initial, peak: initial, warmup: 0, total: steps, end: alpha * initial }),
      from: [roles.initial, roles.steps, role("alpha")],
    };
  },
  warmupcosinedecayschedule: (line) => {
    const from = line.number(roles.initial);
    const peak = line.number(roles.peak);
    const warmup = line.number(roles.warmup);
    const total = line.number(roles.steps);
    const end = line.number(roles.end);
    if (
      from === undefined ||
      !positive(peak) ||
      warmup === undefined ||
      warmup < 0 ||
      !isCount(total) ||
      end === undefined
    )
      return undefined;
    if (warmup >= total || (line.number(role("exponent")) ?? 1) !== 1) return undefined;
    return {
      schedule: warmupCosine({ from, peak, warmup, total, end }),
      from: [roles.initial, roles.peak, roles.warmup, roles.steps, roles.end],
    };
  },
  linearschedule: (line) => {
    const from = line.number(roles.initial);
    const to = line.number(roles.end);
    const steps = line.number(roles.steps);
    if (from === undefined || to === undefined || !isCount(steps)) return undefined;
    const begin = line.number(roles.begin) ?? 0;
    return {
      schedule: straight(from, to, steps, false, begin),
      from: [roles.initial, roles.end, roles.steps],
    };
  },
  getlinearschedulewithwarmup: (line) => withWarmup(line, warmupLinear),
  getcosineschedulewithwarmup: (line) =>
    (line.number(role("num_cycles")) ?? 0.5) === 0.5
      ? withWarmup(line, (warmup, total) => warmupCosine({ from: 0, peak: 1, warmup, total, end: 0 }, true))
      : undefined,
};

/** The same course down to `eta_min` instead of 0: its height is known, that of the optimiser's rate is not. */
function floored(schedule: Schedule, line: Line): Schedule | undefined {
  const floor = line.number(role("eta_min"));
  if (floor === undefined || floor < 0) return undefined;
  return floor === 0 ? schedule : { ...schedule, ends: { low: number(floor), high: "lr" } };
}

function factors(line: Line, start: string, end: string): Reading | undefined {
  const from = line.number(role(start));
  const to = line.number(role(end));
  const length = line.number(role("total_iters"));
  if (from === undefined || to === undefined || !isCount(length)) return undefined;
  return { schedule: straight(from, to, length, true), from: [role(start), role(end), role("total_iters")] };
}

function withWarmup(line: Line, make: (warmup: number, total: number) => Schedule): Reading | undefined {
  const warmup = line.number(roles.warmup);
  const total = line.number(roles.total);
  if (warmup === undefined || warmup < 0 || !isCount(total) || warmup >= total) return undefined;
  return { schedule: make(warmup, total), from: [roles.warmup, roles.total] };
}

function readOneCycle(line: Line): Reading | undefined {
  const peak = line.number(roles.peak);
  const epochs = line.number(role("epochs"));
  const each = line.number(role("steps_per_epoch"));
  const product = epochs !== undefined && each !== undefined ? epochs * each : undefined;
  const total = line.number(role("total_steps", "transition_steps")) ?? product;
  const rise = line.number(role("pct_start"));
  const divide = line.number(role("div_factor"));
  const finalDivide = line.number(role("final_div_factor"));
  const strategy = line.string(role("anneal_strategy")) ?? "cos";
  if (line.boolean(role("three_phase")) === true) return undefined;
  if (!positive(peak) || !isCount(total) || !positive(rise) || !positive(divide) || !positive(finalDivide))
    return undefined;
  if (rise * total <= 1 || rise >= 1) return undefined;
  return {
    schedule: oneCycle({
      peak,
      total,
      rise,
      divide,
      finalDivide,
      linear: strategy === "linear",
      closed: line.framework === "optax",
    }),
    from: [
      roles.peak,
      role("total_steps", "transition_steps"),
      role("epochs"),
      role("steps_per_epoch"),
      role("pct_start"),
    ],
  };
}

const schedule: FactMaker = (line, t) => {
  if (/plateau/.test(line.variant)) return plateau(line, t);
  if (!line.called) return undefined;
  const reading = readers[line.variant]?.(line);
  if (reading === undefined) return undefined;
  const unit = unitOf(line, t);
  const written = reading.from.map((one) => line.written(one)).filter((given) => given !== undefined);
  const used = written.length > 0 ? written : reading.from.map((one) => line.given(one));
  const head = shownAll(used);
  return {
    line: t(
      md`${head}: ${course(reading.schedule, unit, t)}`,
      md`${head}：${course(reading.schedule, unit, t)}`,
    ),
    picture: schedulePicture(reading.schedule, unit, t),
    ...(line.variant === "cosineannealinglr" && { pitfall: risesAgain(line, t) }),
  };
};

/** The cosine goes on: PyTorch's closed form has period 2·T_max. */
function risesAgain(line: Line, t: Choose): Markup {
  const end = line.number(role("T_max")) ?? 0;
  return t(
    md`After ${end} calls the rate climbs again, up to where it began at ${2 * end}: \`T_max\` should be the whole run, in the unit in which you call \`step()\`.`,
    md`调用 ${end} 次之后学习率又会回升，到 ${2 * end} 次时回到起点：\`T_max\` 应等于全程的次数，单位与调用 \`step()\` 的节奏一致。`,
  );
}

/** PyTorch's schedulers count calls of `step()`, which is once per epoch by custom, but per batch for one-cycle. */
function unitOf(line: Line, t: Choose): string {
  return line.framework === "torch" && line.variant !== "onecyclelr"
    ? t("calls of step()", "调用 step() 的次数")
    : t("steps", "步");
}

/** The rate at the beginning, at its turns, half-way and at the end. */
function course(schedule: Schedule, unit: string, t: Choose): Markup {
  if (schedule.ends !== undefined) return courseBetween(schedule, schedule.ends, unit, t);
  const { at, length, until: end = length, relative, steps, turns = [] } = schedule;
  const share = relative ? "× lr" : "";
  const say = (step: number): Markup =>
    t(md`${number(at(step))}${share} at ${step}`, md`${step} 处 ${number(at(step))}${share}`);
  const places = steps ? [0, ...turns] : [0, ...turns, Math.round(end / 2), end];
  const inOrder = [...new Set(places)].sort((a, b) => a - b);
  const said = joined(inOrder.map(say), t(", ", "，"));
  return t(md`${said} (counted in ${unit}).`, md`${said}（单位：${unit}）。`);
}

/** How much of the difference between both ends is left, over the first period. */
function courseBetween(
  { at, length, turns = [] }: Schedule,
  { low, high }: NonNullable<Schedule["ends"]>,
  unit: string,
  t: Choose,
): Markup {
  const [end = length] = turns;
  const [quarter, half] = [Math.round(end / 4), Math.round(end / 2)];
  const share = (step: number): string => percent(Number(at(step).toPrecision(3)));
  return t(
    md`from the optimiser's ${high} down to ${bold(low)}: ${share(quarter)} of the difference is left at ${quarter}, ${share(half)} at ${half}, none at ${end} (counted in ${unit}).`,
    md`从优化器的 ${high} 降到 ${bold(low)}：两者之差在 ${quarter} 处剩 ${share(quarter)}，${half} 处剩 ${share(half)}，${end} 处归零（单位：${unit}）。`,
  );
}

function plateau(line: Line, t: Choose): Fact | undefined {
  const factor = line.number(role("factor"));
  const patience = line.number(role("patience"));
  if (!line.called || !positive(factor) || patience === undefined || patience < 0) return undefined;
  const head = shownAll([line.given(role("factor")), line.given(role("patience"))]);
  const after = line.framework === "torch" ? patience + 1 : Math.max(1, patience);
  return {
    line: t(
      md`${head}: when the metric has not improved for ${bold(after)} ${after === 1 ? "epoch" : "epochs in a row"}, the rate is multiplied by ${bold(factor)}; three such cuts leave ${factor ** 3}.`,
      md`${head}：指标连续 ${bold(after)} 个轮次没有改善，学习率就乘以 ${bold(factor)}；三次之后剩 ${factor ** 3} 倍。`,
    ),
  };
}

const warmup: FactMaker = (line, t) => {
  const whole = schedule(line, t);
  if (whole !== undefined) return whole;
  const given = line.given(roles.warmup);
  const steps = given?.value;
  const ratio = line.given(role("warmup_ratio"));
  if (given?.written && typeof steps === "number" && steps >= 1) {
    return {
      line: t(
        md`${shownAll([given])}: the rate climbs in a straight line; at step 1 it is 1/${steps} of its peak, half of it at step ${Math.round(steps / 2)}.`,
        md`${shownAll([given])}：学习率直线上升；第 1 步是峰值的 1/${steps}，第 ${Math.round(steps / 2)} 步到一半。`,
      ),
    };
  }
  if (ratio?.written && typeof ratio.value === "number" && ratio.value > 0 && ratio.value < 1) {
    return {
      line: t(
        md`${shownAll([ratio])}: the first ${bold(percent(ratio.value))} of all steps are warm-up; of 10,000 steps, ${Math.ceil(ratio.value * 10000)}.`,
        md`${shownAll([ratio])}：前 ${bold(percent(ratio.value))} 的步数用来预热；共 10,000 步时是 ${Math.ceil(ratio.value * 10000)} 步。`,
      ),
    };
  }
  return undefined;
};

/** `max_lr=…` and the like stand for the learning rate; what they do, the whole schedule tells. */
export function scheduleAround(line: Line, t: Choose): Fact | undefined {
  return readers[line.variant] === undefined ? undefined : schedule(line, t);
}

export const scheduleFacts: FactMakers = { "lr-schedule": schedule, warmup };
