import { Controls } from "./controls";
import type { Output, Param, ParamValue } from "./outputs";
import { Random } from "./random";
import { t } from "./text";

/** What surrounds one run of a demo; the worker provides it, a test provides its own. */
export interface Surroundings {
  /** Values that the run was started with, by parameter name. */
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly language: "en" | "zh-cn";
  /** Whether a learner is there, who can change live values and resume what is paused. */
  readonly interactive: boolean;
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Calls back after that many milliseconds. */
  later(callback: () => void, milliseconds: number): void;
  /** Lets waiting messages and timers have their turn. */
  breathe(): Promise<void>;
  send(outputs: readonly Output[]): void;
}

/** How much a run may show before it is cut off with a notice. */
export const limits = {
  /** Different things of one kind: printed lines, ids, checks, parameters. */
  prints: 1_000,
  pictures: 60,
  checks: 200,
  params: 40,
  /** Estimated bytes of all that stays. What takes the place of an earlier output goes on as long as the run does. */
  bytes: 48_000_000,
  /** Milliseconds between two messages that update the same output. */
  interval: 16,
  /** Messages that may go out at once before the interval holds for all of them. */
  burst: 30,
  /** Bytes per millisecond: a large picture is updated less often. */
  bandwidth: 8_000,
};

/** Collects what a run shows, and sends it in batches that a page can keep up with. */
export class Session {
  readonly controls: Controls;
  /** Where layers that name no source of random numbers draw from: one for all, so that no two start alike. */
  readonly random = new Random(1);
  /** Names of parameters already asked for. */
  readonly paramNames = new Set<string>();
  /** Pictures whose arguments were found right when they were first drawn. */
  readonly checkedPictures = new Set<string>();
  #pending: Output[] = [];
  #place = new Map<string, number>();
  #lastSent = new Map<string, number>();
  #counts = new Map<string, number>();
  #failedClaims = new Set<string>();
  #notices = new Set<string>();
  #bytes = 0;
  #messages: number = limits.burst;
  #refilled: number;
  #waitUntil = 0;
  #timer = false;

  constructor(private readonly around: Surroundings) {
    this.#refilled = around.now();
    this.controls = new Controls({
      interactive: around.interactive,
      now: around.now,
      breathe: around.breathe,
      later: around.later,
      showLoop: (loop) => this.emit({ type: "loop", loop }),
    });
  }

  get language(): "en" | "zh-cn" {
    return this.around.language;
  }

  /** The value that the run was started with, not yet validated. */
  startValue(name: string): unknown {
    return Object.hasOwn(this.around.params, name) ? this.around.params[name] : undefined;
  }

  text(english: string, chinese: string): string {
    return this.around.language === "zh-cn" ? chinese : english;
  }

  /** Shows an output, soon; one that replaces an earlier output may itself be replaced before it is sent. */
  emit(output: Output): void {
    const shown = this.#remember(output);
    const key = keyOf(shown);
    if (!this.#admit(shown, key)) return;
    const place = key === undefined ? undefined : this.#place.get(key);
    if (place === undefined) {
      if (key !== undefined) this.#place.set(key, this.#pending.length);
      this.#pending[this.#pending.length] = shown;
    } else {
      this.#pending[place] = shown;
    }
    this.#sendWhenDue(key);
  }

  /** Says something about the run itself, once. */
  notice(text: string): void {
    if (this.#notices.has(text)) return;
    this.#notices.add(text);
    this.#pending[this.#pending.length] = { type: "notice", text };
    this.#schedule(limits.interval);
  }

  /** Sends all that is pending. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const now = this.around.now();
    const batch = this.#pending;
    let bytes = 0;
    for (let i = 0; i < batch.length; i++) {
      const size = bytesOf(batch[i]);
      bytes += size;
      const key = keyOf(batch[i]);
      if (key === undefined || !this.#lastSent.has(key)) this.#bytes += size;
    }
    for (const key of this.#place.keys()) this.#lastSent.set(key, now);
    this.#pending = [];
    this.#place.clear();
    this.#messages -= 1;
    this.#waitUntil =
      now + Math.max(this.#messages > 0 ? 0 : limits.interval, Math.floor(bytes / limits.bandwidth));
    this.around.send(batch);
  }

  /** A claim that failed once stays failed, however often it is checked again. */
  #remember(output: Output): Output {
    if (output.type !== "check") return output;
    if (!output.holds) this.#failedClaims.add(output.claim);
    return output.holds && this.#failedClaims.has(output.claim) ? { ...output, holds: false } : output;
  }

  /** Whether there is room for this output; says so once when there is not. */
  #admit(output: Output, key: string | undefined): boolean {
    const isNew = key === undefined || !this.#counts.has(key);
    if (!isNew) return true;
    const kind = kindOf(output);
    if (kind === undefined) return true;
    const count = this.#counts.get(kind) ?? 0;
    if (count >= limits[kind]) {
      this.notice(
        this.text(
          `Cut off here: a demo may show at most ${limits[kind]} ${kind}.`,
          `到此为止：一个演示最多显示 ${limits[kind]} 项（${chineseKind[kind]}）。`,
        ),
      );
      return false;
    }
    if (this.#bytes > limits.bytes) {
      this.notice(this.text("Cut off here: the demo shows too much data.", "到此为止：演示输出的数据太多。"));
      return false;
    }
    this.#counts.set(kind, count + 1);
    if (key !== undefined) this.#counts.set(key, 1);
    return true;
  }

  /** A new output goes out at once; an update waits until the page had time to draw the last one. */
  #sendWhenDue(key: string | undefined): void {
    const now = this.around.now();
    const refill = Math.floor((now - this.#refilled) / limits.interval);
    if (refill > 0) {
      this.#messages = Math.min(limits.burst, Math.max(0, this.#messages) + refill);
      this.#refilled = now;
    }
    const last = key === undefined ? undefined : this.#lastSent.get(key);
    const due = Math.max(this.#waitUntil, last === undefined ? 0 : last + limits.interval);
    if (now >= due && this.#messages > 0) this.flush();
    else this.#schedule(Math.max(1, due - now));
  }

  #schedule(milliseconds: number): void {
    if (this.#timer) return;
    this.#timer = true;
    this.around.later(() => {
      this.#timer = false;
      this.flush();
    }, milliseconds);
  }
}

let current: Session | undefined;

/** Makes this the session that `print`, `chart` and the others show their outputs in. */
export function openSession(around: Surroundings): Session {
  current = new Session(around);
  return current;
}

/** The language of the run; English outside of one. */
export function currentLanguage(): "en" | "zh-cn" {
  return current?.language ?? "en";
}

/** Made late: the modules of texts and of random numbers need each other, and either may come first. */
let outsideOfRuns: Random | undefined;

/** The run's own random numbers, the same in each run. */
export function sharedRandom(): Random {
  outsideOfRuns ??= new Random(1);
  return current?.random ?? outsideOfRuns;
}

export function currentSession(): Session {
  if (current === undefined)
    throw new Error("There is no run to show this in: a demo runs in its own worker.");
  return current;
}

export function currentControls(): Controls {
  return currentSession().controls;
}

const longestName = 100;

/** Shows a parameter to the learner; its name must be its own. */
export function announceParam(param: Param): void {
  const session = currentSession();
  const { name } = param;
  if (typeof name !== "string" || name.trim() === "")
    throw new Error(t("A parameter needs a name.", "参数需要一个名字。"));
  if (name.length > longestName) throw new Error(t("The name of a parameter is too long.", "参数名太长。"));
  if (session.paramNames.has(name)) {
    throw new Error(t(`There are two parameters named "${name}".`, `有两个参数都叫“${name}”。`));
  }
  session.paramNames.add(name);
  session.emit({ type: "param", param });
}

type Kind = "prints" | "pictures" | "checks" | "params";

const chineseKind: Record<Kind, string> = {
  prints: "打印",
  pictures: "图表",
  checks: "检验",
  params: "参数",
};

function kindOf(output: Output): Kind | undefined {
  switch (output.type) {
    case "print":
      return "prints";
    case "table":
    case "chart":
    case "charts":
    case "image":
      return "pictures";
    case "check":
      return "checks";
    case "param":
      return "params";
    default:
      return undefined;
  }
}

/** Outputs with the same key replace each other. */
function keyOf(output: Output): string | undefined {
  switch (output.type) {
    case "table":
    case "chart":
    case "charts":
    case "image":
      return `${output.type}:${output.id}`;
    case "check":
      return `check:${output.claim}`;
    case "param":
      return `param:${output.param.name}`;
    case "progress":
      return "progress:";
    case "loop":
      return "loop:";
    default:
      return undefined;
  }
}

/** Rough size of plain data: eight bytes a number, two a character. */
function bytesOf(value: unknown): number {
  if (typeof value === "string") return 2 * value.length;
  if (typeof value !== "object" || value === null) return 8;
  if (Array.isArray(value) && typeof value[0] === "number") return 8 * value.length;
  let bytes = 16;
  for (const key in value) bytes += 8 + bytesOf((value as Record<string, unknown>)[key]);
  return bytes;
}
