import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { button, drawingPad, live, pointPad } from "../../../src/lab/live";
import { changes, steps } from "../../../src/lab/loop";
import type { Loop } from "../../../src/lab/outputs";
import { currentControls } from "../../../src/lab/session";
import { RecordedRun } from "./recorded-run";

const loopsOf = (run: RecordedRun): Loop[] =>
  run.all.flatMap((output) => (output.type === "loop" ? [output.loop] : []));
/** Long enough for everything that waits for nothing. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 5));

describe("a training loop", () => {
  it("does every step once, in order, and tells how far it is", async () => {
    const run = new RecordedRun();
    const done: number[] = [];
    for await (const step of steps(5)) done.push(step);
    deepEqual(done, [1, 2, 3, 4, 5]);
    deepEqual(loopsOf(run).at(-1), { kind: "steps", step: 5, total: 5, perSecond: null, paused: false });
  });

  it("draws after the first step, about thirty times a second, and after the last step", async () => {
    const run = new RecordedRun();
    const drawn: number[] = [];
    let now = 0;
    for await (const step of steps(100, () => drawn.push(now))) {
      now = step;
      run.pass(1);
    }
    deepEqual(drawn, [1, 34, 67, 100]);
  });

  it("spends at most a quarter of the time on drawing", async () => {
    const run = new RecordedRun();
    let drawing = 0;
    const show = (): void => {
      run.pass(50);
      drawing += 50;
    };
    for await (const _ of steps(2_000, show)) run.pass(1);
    ok(drawing / run.now < 0.25, `${drawing} of ${run.now} ms`);
  });

  it("measures its speed", async () => {
    const run = new RecordedRun();
    for await (const _ of steps(1_000)) run.pass(2);
    const last = loopsOf(run).at(-1);
    ok(last?.kind === "steps" && Math.abs((last.perSecond ?? 0) - 500) < 10);
  });

  it("rests while it is paused, goes one step on demand, and resumes", async () => {
    const run = new RecordedRun();
    const { controls } = run.session;
    const done: number[] = [];
    let drawn = 0;
    const loop = (async () => {
      for await (const step of steps(6, () => drawn++)) {
        done.push(step);
        if (step === 2) controls.receive({ type: "pause" });
      }
    })();
    await settle();
    deepEqual(done, [1, 2]);
    equal(loopsOf(run).at(-1)?.kind === "steps" && (loopsOf(run).at(-1) as { paused: boolean }).paused, true);
    const before = drawn;
    controls.receive({ type: "step" });
    await settle();
    deepEqual(done, [1, 2, 3]);
    ok(drawn > before, "a single step is drawn");
    controls.receive({ type: "resume" });
    await loop;
    deepEqual(done, [1, 2, 3, 4, 5, 6]);
  });

  it("draws what a live value changes during a pause", async () => {
    const run = new RecordedRun();
    const rate = live("rate", 1, { min: 0, max: 10 });
    const seen: number[] = [];
    const { controls } = run.session;
    controls.receive({ type: "pause" });
    const loop = (async () => {
      for await (const _ of steps(1, () => seen.push(rate.value)));
    })();
    await settle();
    controls.receive({ type: "set", name: "rate", value: 7 });
    await settle();
    equal(seen.at(-1), 7);
    controls.receive({ type: "resume" });
    await loop;
  });

  it("passes on what the body throws, and leaves when the body breaks", async () => {
    new RecordedRun();
    await rejects(async () => {
      for await (const _ of steps(3)) throw new Error("mine");
    }, /mine/);
    let last = 0;
    for await (const step of steps(Number.POSITIVE_INFINITY)) {
      last = step;
      if (step === 4) break;
    }
    equal(last, 4);
  });

  it("keeps the pace that it is asked for, and none where nobody watches", async () => {
    const run = new RecordedRun();
    const at: number[] = [];
    const loop = (async () => {
      for await (const _ of steps(3, undefined, { perSecond: 10 })) at.push(run.now);
    })();
    for (let i = 0; i < 40; i++) {
      await new Promise((done) => setTimeout(done, 0));
      run.pass(10);
    }
    await loop;
    equal(at.length, 3);
    for (const i of [1, 2]) ok(at[i] - at[i - 1] >= 100 && at[i] - at[i - 1] <= 120, String(at));
    const alone = new RecordedRun({}, "en", false);
    for await (const _ of steps(50, undefined, { perSecond: 1 }));
    equal(alone.now, 0);
  });

  it("keeps a pace that no timer could keep step by step", async () => {
    const run = new RecordedRun();
    let done = 0;
    const loop = (async () => {
      for await (const step of steps(Infinity, undefined, { perSecond: 500, until: () => run.now >= 1_000 }))
        done = step;
    })();
    for (let i = 0; i < 250; i++) {
      await new Promise((later) => setTimeout(later, 0));
      run.pass(5);
    }
    await loop;
    ok(done > 480 && done <= 510, String(done));
  });

  it("ends before the next step when it is to begin anew, also during a pause", async () => {
    const run = new RecordedRun();
    const again = button("again");
    const done: number[] = [];
    let drawn = 0;
    const loop = (async () => {
      const until = () => again.value > 0;
      for await (const step of steps(Infinity, () => drawn++, { until })) {
        done.push(step);
        if (step === 2) run.session.controls.receive({ type: "pause" });
      }
    })();
    await settle();
    const before = drawn;
    run.session.controls.receive({ type: "set", name: "again", value: 1 });
    await loop;
    deepEqual(done, [1, 2]);
    equal(drawn, before, "what comes next draws itself");
  });

  it("comes to an end where nobody is there to stop it", async () => {
    new RecordedRun({}, "en", false);
    const done: number[] = [];
    for await (const step of steps(Infinity, undefined, { unwatched: 7 })) done.push(step);
    deepEqual(done, [1, 2, 3, 4, 5, 6, 7]);
    for await (const step of steps(9, undefined, { unwatched: 7 })) done.push(step);
    equal(done.at(-1), 9, "a loop with an end does all its steps");
  });

  it("refuses a number of steps that is none", async () => {
    new RecordedRun();
    await rejects(async () => {
      for await (const _ of steps(Number.NaN)) break;
    }, /steps\(\) wants a number of steps, not NaN/);
  });
});

describe("live values", () => {
  it("start like parameters, and say that they are live", () => {
    const run = new RecordedRun({ rate: 0.5 });
    equal(live("rate", 0.1, { min: 0, max: 1 }).value, 0.5);
    const [first] = run.all;
    equal(first?.type === "param" && first.param.live, true);
  });

  it("change between two steps, within their range", async () => {
    const run = new RecordedRun();
    const rate = live("rate", 0.1, { min: 0, max: 1 });
    const seen: number[] = [];
    for await (const step of steps(3)) {
      seen.push(rate.value);
      run.session.controls.receive({ type: "set", name: "rate", value: step === 1 ? 0.7 : 99 });
    }
    deepEqual(seen, [0.1, 0.7, 1]);
  });

  it("ignore values of another kind and names that are not there", () => {
    const run = new RecordedRun();
    const rate = live("rate", 0.1, { min: 0, max: 1 });
    const { controls } = run.session;
    controls.receive({ type: "set", name: "rate", value: "fast" });
    controls.receive({ type: "set", name: "nobody", value: 1 });
    equal(rate.value, 0.1);
  });

  it("are choices, switches and buttons too", () => {
    const run = new RecordedRun();
    const kind = live("kind", "a", ["a", "b"]);
    const on = live("on", false);
    const press = button("again");
    const { controls } = run.session;
    for (const [name, value] of [
      ["kind", "b"],
      ["on", true],
      ["again", 3],
    ] as const) {
      controls.receive({ type: "set", name, value });
    }
    deepEqual([kind.value, on.value, press.value], ["b", true, 3]);
  });

  it("are drawings whose ink stays between 0 and 1", () => {
    const run = new RecordedRun();
    const pad = drawingPad("pad", { rows: 1, columns: 3 });
    deepEqual(pad.value, [0, 0, 0]);
    run.session.controls.receive({ type: "set", name: "pad", value: [2, Number.NaN, 0.5] });
    deepEqual(pad.value, [1, 0, 0.5]);
    run.session.controls.receive({ type: "set", name: "pad", value: [1] });
    deepEqual(pad.value, [0, 0, 0]);
  });

  it("are points on a pad, the newest where there are too many", () => {
    const run = new RecordedRun();
    const pad = pointPad("pad", { x: [0, 1], y: [0, 1], classes: 2, most: 2 });
    run.session.controls.receive({
      type: "set",
      name: "pad",
      value: [0, 0, 0, 0.5, 0.5, 1, 9, 9, 1, 1, 1, 5, 1, 1, 0, 0.25],
    });
    deepEqual(pad.value, { x: [0.5, 1], y: [0.5, 1], group: [1, 0] });
  });
});

describe("a program that waits for changes", () => {
  it("comes back once for changes that came together, and says that it waits", async () => {
    const run = new RecordedRun();
    const rate = live("rate", 0, { min: 0, max: 9 });
    const seen: number[] = [];
    void (async () => {
      for await (const _ of changes()) seen.push(rate.value);
    })();
    await settle();
    deepEqual(loopsOf(run).at(-1), { kind: "waits" });
    for (const value of [1, 2, 3]) run.session.controls.receive({ type: "set", name: "rate", value });
    await settle();
    deepEqual(seen, [3]);
    run.session.controls.receive({ type: "set", name: "rate", value: 4 });
    await settle();
    deepEqual(seen, [3, 4]);
  });

  it("ends at once where nobody is there", async () => {
    new RecordedRun({}, "en", false);
    let rounds = 0;
    for await (const _ of changes()) rounds += 1;
    equal(rounds, 0);
    equal(currentControls().interactive, false);
  });
});
