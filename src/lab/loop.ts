import type { Live } from "./controls";
import { valueText } from "./format";
import { currentControls } from "./session";
import { t } from "./text";

/** Milliseconds of work between two looks at what the learner wants. */
const slice = 8;
/** Milliseconds between two drawings, at least; and drawing takes at most this share of the time. */
const frame = 33;
const drawingShare = 0.25;
/** Milliseconds between two reports of how far the loop is. */
const report = 150;

export interface StepsOptions {
  /** Steps per second at most, for a loop that is to be watched; as fast as it can where absent, or where nobody watches. */
  readonly perSecond?: number | Live<number>;
  /** How many steps a loop without end does where nobody is there to stop it, as in plain Node; 1000 where absent. */
  readonly unwatched?: number;
  /** Ends the loop before its next step, also during a pause: when something has been changed that begins it anew, say. */
  readonly until?: () => boolean;
}

/**
 * The steps of a training loop, 1 … `total`: `for await (const step of steps(2000, show)) { … }`.
 * The learner can pause it, single-step and resume; live values change between two steps. `show` draws:
 * it is called about thirty times a second, after a single step, when a live value changes during a pause,
 * and after the last step. Costs a fraction of a microsecond per step.
 * @param total how many steps; `Infinity` for a loop that goes on until it is stopped
 */
export async function* steps(
  total: number,
  show?: () => void,
  { perSecond, unwatched = 1_000, until }: StepsOptions = {},
): AsyncGenerator<number, void, void> {
  if (!(total >= 0)) {
    throw new Error(
      t(
        `steps() wants a number of steps, not ${valueText(total)}.`,
        `steps() 的步数必须是不小于 0 的数，这里是 ${valueText(total)}。`,
      ),
    );
  }
  const controls = currentControls();
  const last = Number.isFinite(total) || controls.interactive ? Math.floor(total) : unwatched;
  const drawing = new Drawing(show, () => controls.now());
  const pace = new Pace(perSecond);
  const speed = new Speed(() => controls.now());
  const tell = (step: number): void => {
    const end = Number.isFinite(total) ? total : null;
    controls.showLoop({ kind: "steps", step, total: end, perSecond: speed.value, paused: controls.paused });
  };
  let breath = controls.now();
  let told = breath;
  let done = 0;
  tell(done);
  while (done < last) {
    const rest = pace.rest(controls.now());
    if (rest > 0 && controls.interactive && !controls.paused) await controls.rest(rest);
    if (controls.now() - breath >= slice) {
      await controls.breathe();
      breath = controls.now();
    }
    if (until?.()) return;
    if (!controls.mayStep()) {
      drawing.draw();
      tell(done);
      await permission(drawing, until);
      if (until?.()) return;
      speed.restart(done);
      breath = controls.now();
    }
    pace.begin(controls.now());
    done += 1;
    yield done;
    if (controls.now() - told >= report) {
      speed.measure(done);
      tell(done);
      told = controls.now();
    }
    if (done === last || controls.paused) drawing.draw();
    else drawing.drawIfDue();
  }
  speed.measure(done);
  tell(done);
}

/** Waits until the loop may go on or ends; what a live value changes meanwhile is drawn. */
async function permission(drawing: Drawing, until?: () => boolean): Promise<void> {
  const controls = currentControls();
  let { changes } = controls;
  do {
    await controls.nextCommand();
    if (until?.()) return;
    if (controls.changes > changes) drawing.draw();
    ({ changes } = controls);
  } while (!controls.mayStep());
}

/**
 * After training: `for await (const _ of changes()) { … }` comes back each time the learner has changed
 * something live, and keeps the program alive for that. Where nobody is there, as in plain Node, it ends at once.
 */
export async function* changes(): AsyncGenerator<void, void, void> {
  const controls = currentControls();
  let seen = controls.changes;
  while (controls.interactive) {
    controls.showLoop({ kind: "waits" });
    // Several changes that came while the program was busy are one.
    await controls.breathe();
    while (controls.changes === seen) await controls.nextCommand();
    seen = controls.changes;
    yield;
  }
}

/** A timer of a browser may come this many milliseconds late: shorter rests are saved up. */
const shortestRest = 4;
/** What was missed by more milliseconds than this is not made up for. */
const longestDelay = 20;

/** So many steps per second, in small groups where single ones are too close for a timer. */
class Pace {
  #due: number | undefined;

  constructor(private readonly perSecond: number | Live<number> | undefined) {}

  /** Milliseconds to wait before the next step. */
  rest(now: number): number {
    const rest = this.#due === undefined ? 0 : this.#due - now;
    return rest < shortestRest ? 0 : rest;
  }

  /** A step begins now. */
  begin(now: number): void {
    const { perSecond } = this;
    if (perSecond === undefined) return;
    const wanted = typeof perSecond === "number" ? perSecond : perSecond.value;
    const due = Math.max(this.#due ?? now, now - longestDelay);
    this.#due = due + 1_000 / Math.max(0.1, wanted);
  }
}

/** Draws often enough for the eye, and no more than the work can bear. */
class Drawing {
  #due: number;

  constructor(
    private readonly show: (() => void) | undefined,
    private readonly now: () => number,
  ) {
    this.#due = now();
  }

  drawIfDue(): void {
    if (this.show !== undefined && this.now() >= this.#due) this.draw();
  }

  draw(): void {
    if (this.show === undefined) return;
    const start = this.now();
    this.show();
    const end = this.now();
    this.#due = end + Math.max(frame - (end - start), (end - start) / drawingShare);
  }
}

/** Steps per second, over the time since it was last asked. */
class Speed {
  #since: number;
  #step = 0;
  #value: number | null = null;

  constructor(private readonly now: () => number) {
    this.#since = now();
  }

  get value(): number | null {
    return this.#value;
  }

  restart(step: number): void {
    this.#since = this.now();
    this.#step = step;
  }

  measure(step: number): void {
    const elapsed = this.now() - this.#since;
    if (elapsed <= 0 || step === this.#step) return;
    this.#value = ((step - this.#step) / elapsed) * 1_000;
    this.restart(step);
  }
}
