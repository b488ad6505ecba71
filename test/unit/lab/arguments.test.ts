import { deepEqual, doesNotThrow, equal, ok } from "node:assert/strict";
import * as lab from "../../../src/lab";
import { RecordedRun } from "./recorded-run";

/** The lab as learners write to it, with no types to stop them. */
type Untyped = Record<string, (...given: unknown[]) => unknown>;
const untyped = lab as unknown as Untyped;

/** What a call answers, or nothing. */
function answer(call: (lab: Untyped) => unknown, language: "en" | "zh-cn" = "en"): string {
  new RecordedRun({}, language);
  try {
    call(untyped);
  } catch (error) {
    ok(error instanceof Error);
    return error.name === "Error" ? error.message : String(error);
  }
  return "";
}

describe("a wrong argument of a function that shows something", () => {
  const sentences: readonly (readonly [string, (lab: Untyped) => unknown, string, string?])[] = [
    [
      "a chart without its name",
      ({ chart }) => chart({ title: "t" }),
      'chart(): the first argument must be a name such as "loss", not { title: "t" }.',
      'chart() 的第一个参数必须是名称，例如 "loss"，这里是 { title: "t" }。',
    ],
    [
      "a chart without its options",
      ({ chart }) => chart("loss"),
      "chart(): the last argument is missing; it must be written as { title, summary, x, y, heat, contour, histograms, bins, density, network, bars, arrows, lines, points }.",
    ],
    [
      "a misspelt option",
      ({ chart }) => chart("loss", { titel: "t", lines: [] }),
      "chart(): there is no option titel; did you mean title?",
      "chart() 没有选项 titel，是不是想写 title？",
    ],
    [
      "a misspelt option of a line",
      ({ chart }) => chart("loss", { title: "t", lines: [{ lable: "a", y: [1] }] }),
      "chart(): there is no option lines.lable; did you mean lines.label?",
      "chart() 没有选项 lines.lable，是不是想写 lines.label？",
    ],
    [
      "an option that is like none",
      ({ chart }) => chart("loss", { x: { colour: 1 } }),
      "chart(): there is no option x.colour; there are x.label, x.scale, x.range.",
      "chart() 没有选项 x.colour，可用的有 x.label、x.scale、x.range。",
    ],
    [
      "a line without heights",
      ({ chart }) => chart("loss", { lines: [{ label: "a" }] }),
      "chart(): lines.y is missing; it must be a list of numbers such as [0, 2].",
      "chart() 缺少 lines.y，它必须是数的列表，例如 [0, 2]。",
    ],
    [
      "a tensor as heights",
      ({ chart, tensor }) => chart("loss", { lines: [{ y: tensor([1, 2]) }] }),
      "chart(): lines.y must be a list of numbers such as [0, 2], not [1, 2]; of a tensor, give its data.",
    ],
    [
      "a line by itself",
      ({ chart }) => chart("loss", { lines: { y: [1] } }),
      "chart(): lines must be a list in brackets, [ … ], not { y: [1] }.",
    ],
    [
      "an axis that is a text",
      ({ chart }) => chart("loss", { x: "step" }),
      'chart(): x must be written as { label, scale, range }, not "step".',
      'chart() 的 x 必须是这样的对象：{ label, scale, range }，这里是 "step"。',
    ],
    [
      "an unknown scale",
      ({ chart }) => chart("loss", { y: { scale: "logarithmic" } }),
      'chart(): y.scale must be "linear" or "log", not "logarithmic".',
      'chart() 的 y.scale 必须是 "linear" 或 "log"，这里是 "logarithmic"。',
    ],
    [
      "a flat heat map",
      ({ chart }) => chart("map", { heat: { values: [1, 2] } }),
      "chart(): heat.values must be a list of rows such as [[0, 1], [2, 3]] (of a tensor, its rows()), not [1, 2].",
    ],
    [
      "charts that are no list",
      ({ charts }) => charts("both", { lines: [] }),
      "charts(): the last argument must be a list in brackets, [ … ], not { lines: [] }.",
      "charts() 的最后一个参数必须是方括号括起来的列表 [ … ]，这里是 { lines: [] }。",
    ],
    [
      "a misspelt option of one of several charts",
      ({ charts }) => charts("both", [{ tittle: "t" }]),
      "charts(): there is no option tittle; did you mean title?",
    ],
    [
      "histogram without values",
      ({ chart }) => chart("h", { histograms: [{ value: [1] }] }),
      "chart(): there is no option histograms.value; did you mean histograms.values?",
    ],
    ["an image of nothing", ({ image }) => image("i", { title: "t" }), "image(): values is missing"],
    [
      "a misspelt option of an image",
      ({ image }) => image("i", { images: [{ values: [[1]], Caption: "c" }] }),
      "image(): there is no option images.Caption; did you mean images.caption?",
    ],
    [
      "a table without its name",
      ({ table }) => table(["a"], [[1]]),
      'table(): the first argument must be a name such as "results", not ["a"].',
    ],
    ["a table without rows", ({ table }) => table("r", ["a"]), "table(): rows is missing"],
    [
      "a table whose rows are none",
      ({ table }) => table("r", ["a"], [1]),
      "table(): rows must be a list in brackets",
    ],
    [
      "a check of no truth",
      ({ check }) => check("it holds"),
      "check(): the second argument is missing; it must be true or false.",
    ],
    [
      "progress without a number",
      ({ progress }) => progress("half"),
      "progress(): the first argument must be a number from 0 to 1",
    ],
    [
      "a slider without its range",
      ({ param }) => param("rate", 0.1),
      "param(): the last argument is missing; it must be written as { min, max, step, scale }.",
      "param() 缺少最后一个参数，它必须是这样的对象：{ min, max, step, scale }。",
    ],
    [
      "a slider without its end",
      ({ param }) => param("rate", 0.1, { min: 0 }),
      "param(): max is missing; it must be a number.",
    ],
    [
      "a misspelt option of a live slider",
      ({ live }) => live("rate", 0.1, { mim: 0, max: 1 }),
      "live(): there is no option mim; did you mean min?",
    ],
    [
      "a slider without a name",
      ({ param }) => param(true, 0.1, { min: 0, max: 1 }),
      'param(): the first argument must be a name such as "learning rate", not true.',
    ],
    [
      "a pad without its options",
      ({ pointPad }) => pointPad("p"),
      "pointPad(): the last argument is missing",
    ],
    [
      "a pad without a range",
      ({ pointPad }) => pointPad("p", { x: [0, 1] }),
      "pointPad(): y is missing; it must be two numbers such as [0, 1].",
      "pointPad() 缺少 y，它必须是两个数，例如 [0, 1]。",
    ],
    [
      "a misspelt option of a drawing pad",
      ({ drawingPad }) => drawingPad("d", { rows: 2, colums: 2 }),
      "drawingPad(): there is no option colums; did you mean columns?",
    ],
    ["a button without a name", ({ button }) => button(), "button(): the first argument is missing"],
    [
      "an end that is no number",
      ({ linspace }) => linspace("a", 3, 5),
      'linspace(): the start must be a number, not "a".',
      'linspace() 的起点必须是数，这里是 "a"。',
    ],
  ];
  for (const [what, call, english, chinese] of sentences) {
    it(`is answered with a sentence: ${what}`, () => {
      const said = answer(call);
      ok(said.startsWith(english) && /[.?]$/.test(said), said);
      if (chinese !== undefined) equal(answer(call, "zh-cn"), chinese);
    });
  }

  it("is found in a picture that was right before, too", () => {
    const later = answer(({ chart }) => {
      chart("loss", { lines: [{ y: [1] }] });
      chart("loss", { lines: [{ y: undefined }] });
    });
    equal(later, "chart(): lines.y is missing; it must be a list of numbers such as [0, 2].");
  });

  it("leaves what a function of the program throws as it is", () => {
    const throwing = () => {
      throw new Error("mine");
    };
    const contour = { values: throwing, x: [0, 1], y: [0, 1] };
    equal(
      answer(({ chart }) => chart("surface", { contour })),
      "mine",
    );
  });

  it("is not a title that is left out: there is no heading then", () => {
    const run = new RecordedRun();
    untyped.chart("loss", { lines: [{ y: [1] }] });
    untyped.image("kernel", { values: [[1]] });
    const titles = run.all.map((output) =>
      output.type === "chart" ? output.chart.title : output.type === "image" ? output.image.title : output,
    );
    deepEqual(titles, ["", ""]);
  });

  it("is not one that may be left out, by a condition too", () => {
    new RecordedRun();
    const { chart } = untyped;
    doesNotThrow(() => chart("loss", { lines: false, points: undefined, x: { range: null } }));
  });
});
