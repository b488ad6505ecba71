import { deepEqual, equal, match, ok } from "node:assert/strict";
import { chart, image } from "../../../src/lab/chart";
import { check, print, progress, table } from "../../../src/lab/show";
import { RecordedRun, withLimits } from "./recorded-run";

describe("what a run shows", function () {
  this.timeout(20_000);

  it("goes out at once when it is new", () => {
    const run = new RecordedRun();
    print("first");
    table("t", ["a"], [[1]]);
    deepEqual(
      run.sent.map((output) => output.type),
      ["print", "table"],
    );
  });

  it("is updated at most once in sixteen milliseconds, and the last update always arrives", () => {
    const run = new RecordedRun();
    for (let step = 0; step <= 1000; step++) {
      chart("loss", { title: `step ${step}`, lines: [{ y: [step] }] });
      run.pass(0.1);
    }
    const titles = run.all.map((output) => output.type === "chart" && output.chart.title);
    ok(titles.length > 3 && titles.length <= 9, `${titles.length} updates in 100 ms`);
    equal(titles.at(-1), "step 1000");
  });

  it("keeps the order in which outputs first appeared when updates wait together", () => {
    const run = new RecordedRun();
    progress(0.1);
    chart("c", { title: "one", lines: [] });
    progress(0.2);
    chart("c", { title: "two", lines: [] });
    progress(0.3);
    equal(run.batches.length, 2);
    run.pass(20);
    equal(run.batches.length, 3);
    deepEqual(
      run.batches[2].map((output) => output.type),
      ["progress", "chart"],
    );
    equal(run.batches[2][0].type === "progress" && run.batches[2][0].fraction, 0.3);
  });

  it("does not flood the page: a thousand printed lines travel in a few messages", () => {
    const run = new RecordedRun();
    for (let i = 0; i < 1000; i++) print(i);
    equal(run.all.length, 1000);
    ok(run.batches.length <= 40, `${run.batches.length} messages`);
  });

  it("is cut off after a thousand printed lines, with one notice", () => {
    const run = new RecordedRun();
    for (let i = 0; i < 5000; i++) print(i);
    equal(run.all.filter((output) => output.type === "print").length, 1000);
    const notices = run.all.filter((output) => output.type === "notice");
    equal(notices.length, 1);
    match(notices[0].type === "notice" ? notices[0].text : "", /at most 1000 prints/);
  });

  it("is updated for as long as the run goes on, and refuses only what is new when the data allowance is used up", () => {
    withLimits({ bytes: 10_000 }, () => {
      const run = new RecordedRun();
      const values = [{ y: new Float64Array(500) }];
      for (const id of ["a", "b", "c"]) chart(id, { title: id, lines: values });
      run.pass(20);
      chart("late", { title: "too late", lines: [] });
      for (let step = 0; step < 1_000; step++) {
        chart("a", { title: `step ${step}`, lines: values });
        run.pass(20);
      }
      const charts = run.all.filter((output) => output.type === "chart");
      ok(charts.length > 900, String(charts.length));
      equal(charts.at(-1)?.chart.title, "step 999");
      ok(charts.every(({ id }) => id !== "late"));
      ok(run.all.some((output) => output.type === "notice" && output.text.includes("too much data")));
    });
  });

  it("updates large pictures less often than small ones", () => {
    const updates = (values: number) => {
      const run = new RecordedRun();
      for (let step = 0; step < 100; step++) {
        chart("c", { title: "", lines: [{ y: new Float64Array(values) }] });
        run.pass(10);
      }
      return run.batches.length;
    };
    ok(updates(40_000) < 0.6 * updates(10), `${updates(40_000)} and ${updates(10)}`);
  });

  it("is plain data: typed arrays become arrays, gaps stay, both coordinates are equally long", () => {
    const run = new RecordedRun();
    chart("c", {
      title: "t",
      x: { label: "step", scale: "log" },
      heat: { values: [Float32Array.of(0, 0.5)], x: [0, 1], boundary: 0.5 },
      bars: [{ names: ["a", "b"], values: Float64Array.of(1, 2) }],
      lines: [{ label: "l", x: [1, 2, 3], y: Float32Array.of(0.5, Number.NaN) }],
      points: [{ x: [1, 2], y: [3, 4], group: Uint8Array.of(0, 1) }],
    });
    deepEqual(run.all[0], {
      type: "chart",
      id: "c",
      chart: {
        title: "t",
        x: { label: "step", scale: "log" },
        heat: { values: [[0, 0.5]], x: [0, 1], boundary: 0.5 },
        bars: [{ names: ["a", "b"], values: [1, 2] }],
        lines: [{ label: "l", x: [1, 2], y: [0.5, Number.NaN] }],
        points: [{ x: [1, 2], y: [3, 4], group: [0, 1] }],
      },
    });
  });

  it("is a copy: what the program changes later does not change what is waiting to be sent", () => {
    const run = new RecordedRun();
    const values = [[1, 2]];
    image("i", { title: "i", values });
    image("i", { title: "i", values });
    values[0][0] = 99;
    run.pass(20);
    deepEqual(run.sent.at(-1), { type: "image", id: "i", image: { title: "i", values: [[1, 2]] } });
  });

  it("is cut off when one picture holds more values than a screen, with a notice", () => {
    const run = new RecordedRun();
    image("big", { title: "", values: Array.from({ length: 1000 }, () => new Float32Array(1000)) });
    const picture = run.all.find((output) => output.type === "image");
    ok(
      picture?.type === "image" && "values" in picture.image && picture.image.values.flat().length <= 40_000,
    );
    ok(run.all.some((output) => output.type === "notice" && output.text.startsWith('"big"')));
  });

  it("says a claim once; checked again, it holds only if it always held", () => {
    const run = new RecordedRun();
    for (const value of [1, -1, 2]) {
      check("every value is positive", value > 0, value);
      run.pass(20);
    }
    const last = run.all.filter((output) => output.type === "check").at(-1);
    deepEqual(last, { type: "check", claim: "every value is positive", holds: false, detail: "2" });
  });

  it("speaks the language of the run", () => {
    const run = new RecordedRun({}, "zh-cn");
    for (let i = 0; i < 1001; i++) print(i);
    ok(run.all.some((output) => output.type === "notice" && output.text.includes("最多显示 1000")));
  });
});
