import { expect } from "chai";
import type { ChartSpec, Output } from "../../src/lab/outputs";
import { chartData, sampled } from "../../src/page/chart-data";
import { chartSummary } from "../../src/page/chart-summary";
import { evenRows } from "../../src/page/even-rows";
import { failureReason } from "../../src/page/failure-sentence";
import { cellNumber, durationText, shortNumber, steppedNumber } from "../../src/page/number-text";
import { paramNames, renamedParams } from "../../src/page/params-by-name";
import { sliderScale } from "../../src/page/slider-scale";
import { stringsOf } from "../../src/page/strings";
import { programOf } from "../../src/sandbox/program";
import { Traffic, trafficLimits } from "../../src/sandbox/traffic";
import { parseFromWorker } from "../../src/sandbox/worker-message";

const strings = stringsOf("en");

describe("Numbers on the page", () => {
  it("are short, with a real minus sign, and as powers of ten where zeros would hide the size", () => {
    const values = [
      0,
      -0.25,
      0.1 + 0.2,
      12_345,
      123_456_789,
      1e-7,
      -3.14159e-9,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
    ];
    expect(values.map((value) => shortNumber(value))).to.deep.equal([
      "0",
      "−0.25",
      "0.3",
      "12350",
      "1.23e8",
      "1e−7",
      "−3.14e−9",
      "NaN",
      "−∞",
    ]);
  });

  it("are whole in a table where they are whole", () => {
    expect([12_345_678, -0, 0.123456789].map(cellNumber)).to.deep.equal(["12345678", "0", "0.123457"]);
  });

  it("keep their decimals while a slider moves", () => {
    expect([
      steppedNumber(1, 0.5),
      steppedNumber(0.05, 0.005),
      steppedNumber(3, 1),
      steppedNumber(1, 0.25),
    ]).to.deep.equal(["1.0", "0.050", "3", "1.00"]);
  });

  it("tell a time in the unit that fits", () => {
    expect([0.2, 34.4, 999, 1_240].map(durationText)).to.deep.equal(["1 ms", "34 ms", "999 ms", "1.2 s"]);
  });
});

describe("A slider", () => {
  const base = { kind: "number", name: "n", value: 1 } as const;

  it("reaches both ends and gives round values between them", () => {
    const scale = sliderScale({ ...base, min: 0, max: 1, step: 0.1, scale: "linear" });
    expect(scale.places).to.equal(10);
    expect([0, 3, 10].map(scale.valueAt)).to.deep.equal([0, 0.3, 1]);
    expect(scale.placeOf(0.7)).to.equal(7);
  });

  it("moves by equal factors on a logarithmic scale", () => {
    const scale = sliderScale({ ...base, min: 0.001, max: 10, step: 0.05, scale: "log" });
    expect(scale.places).to.equal(80);
    expect([0, 20, 40, 80].map(scale.valueAt)).to.deep.equal([0.001, 0.01, 0.1, 10]);
    expect(scale.placeOf(1)).to.equal(60);
  });

  it("ends at its maximum even when the step does not", () => {
    const scale = sliderScale({ ...base, min: 0, max: 10, step: 3, scale: "linear" });
    expect([0, 1, 2, 3, 4].map(scale.valueAt)).to.deep.equal([0, 3, 6, 9, 10]);
  });
});

describe("A chart's other forms", () => {
  const lines: ChartSpec = {
    title: "Two lines",
    x: { label: "step" },
    lines: [
      { label: "a", y: [1, Number.NaN, 3] },
      { label: "b", y: [] },
    ],
  };

  it("tell in a sentence where lines start and end, gaps aside", () => {
    expect(chartSummary(lines, strings)).to.equal("Two lines. a goes from 1 to 3; b has no points yet.");
  });

  it("prefer the demo's own sentence", () => {
    expect(chartSummary({ ...lines, summary: "It rises." }, strings)).to.equal("Two lines. It rises.");
  });

  it("give lines over the same x one row each", () => {
    const shared: ChartSpec = {
      title: "",
      lines: [
        { label: "a", y: [1, 2] },
        { label: "b", y: [3, 4] },
      ],
    };
    expect(sampled(chartData(shared, strings))).to.deep.equal({
      columns: ["x", "a", "b"],
      rows: [
        [0, 1, 3],
        [1, 2, 4],
      ],
      total: 2,
    });
  });

  it("sample a long series, with its first and last value", () => {
    const y = Array.from({ length: 5_000 }, (_, i) => i);
    const data = sampled(chartData({ title: "", lines: [{ y }] }, strings));
    expect(data.total).to.equal(5_000);
    expect(data.rows).to.have.length(200);
    expect([data.rows[0], data.rows.at(-1)]).to.deep.equal([
      [0, 0],
      [4_999, 4_999],
    ]);
  });

  it("fill rows of different lengths with gaps", () => {
    expect(evenRows([[1, 2], [3]])).to.deep.equal([
      [1, 2],
      [3, Number.NaN],
    ]);
  });
});

describe("Parameters in another language", () => {
  const english = 'const a = param("rate", 1); const b = param(`steps`, 2);';
  const chinese = 'const a = param("速率", 1); const b = param(`步数`, 2);';

  it("are found by the order of their calls", () => {
    expect(paramNames(english)).to.deep.equal(["rate", "steps"]);
    const values = new Map([
      ["steps", 5],
      ["other", 1],
    ]);
    expect([...renamedParams(values, english, chinese)]).to.deep.equal([
      ["步数", 5],
      ["other", 1],
    ]);
  });
});

describe("Why a run failed", () => {
  const reason = (message: string, language: "en" | "zh-cn" = "en"): string =>
    failureReason({ kind: "error", message, line: 1, column: 1 }, stringsOf(language));

  it("is said in the learner's language where we know what the engine means", () => {
    expect(reason("ReferenceError: x is not defined", "zh-cn")).to.equal("名称“x”没有定义。");
    expect(reason("TypeError: f is not a function")).to.equal("“f” is not a function.");
    expect(reason("TypeError: Cannot read properties of undefined (reading 'length')")).to.equal(
      "“length” was asked of undefined.",
    );
    expect(reason("RangeError: Maximum call stack size exceeded", "zh-cn")).to.equal("函数调用没有尽头。");
  });

  it("of code that cannot be read names what is unexpected, and what is missing before it", () => {
    const said = (code: string, language: "en" | "zh-cn" = "en"): string => {
      try {
        programOf(code);
      } catch (error) {
        return reason((error as Error).message, language);
      }
      return "";
    };
    expect(said("const b = ;")).to.equal("“;” is not expected here.");
    expect(said("const b = ;", "zh-cn")).to.equal("这里不应出现“;”。");
    expect(said("print(1))")).to.equal("“)” is not expected here.");
    expect(said("if (x { }")).to.equal("“{” is not expected here: “)” should come before it.");
    expect(said("if (x { }", "zh-cn")).to.equal("这里不应出现“{”：它前面缺少“)”。");
    expect(said("let x = (1 + 2\nprint(x)")).to.equal(
      "“print” is not expected here: a comma or a closing bracket should come before it.",
    );
    expect(said("a ? b")).to.equal("the code ends too early: “:” is missing.");
    expect(said("class {")).to.equal("the code ends too early.");
    expect(said("const s = 'abc")).to.equal(
      "what begins here does not end: the closing quotation mark is missing.",
    );
    expect(said("const s = `abc", "zh-cn")).to.equal("从这里开始的内容没有结束：缺少结尾的 `。");
    expect(reason("SyntaxError: Invalid or unexpected token", "zh-cn")).to.equal(
      "这里有代码里不能出现的字符，例如全角括号或中文引号。",
    );
    expect(reason("SyntaxError: Identifier 'a' has already been declared")).to.equal(
      "“a” is declared twice.",
    );
  });

  it("is left in the lab's own words otherwise", () => {
    expect(reason("A parameter needs a name.")).to.equal("A parameter needs a name.");
  });
});

/** Marks that no lab sends. */
const malformed: readonly object[] = [
  { contour: { values: [[1]], x: [1, 0], y: [0, 1], levels: [] } },
  { contour: { values: [[1]], x: [0, Number.POSITIVE_INFINITY], y: [0, 1], levels: [] } },
  { contour: { values: [[1]], x: [0, 1], y: [0, 1], levels: [2, 1] } },
  { contour: { values: [[1]], x: [0, 1], y: [0, 1], levels: Array.from({ length: 61 }, (_, i) => i) } },
  { contour: { values: () => 1, x: [0, 1], y: [0, 1], levels: [] } },
  { histogram: { edges: [0], series: [] } },
  { histogram: { edges: [0, 0], series: [] } },
  { histogram: { edges: [0, Number.NaN], series: [] } },
  { histogram: { edges: [0, 1], series: [{ heights: [1, 2], counted: 3, notFinite: 0 }] } },
  { histogram: { edges: [0, 1], series: [{ heights: [-1], counted: 1, notFinite: 0 }] } },
  { histogram: { edges: [0, 1], series: [{ heights: [1], counted: 0.5, notFinite: 0 }] } },
  { arrows: [{ x: [0], y: [0], dx: [1], dy: [] }] },
  { arrows: [{ x: [0], y: [0] }] },
  { network: { layers: [{ size: 1, shown: 2 }], weights: [] } },
  { network: { layers: [{ size: 1e6, shown: 41 }], weights: [] } },
  { network: { layers: [{ size: 2, shown: 2, values: [1] }], weights: [] } },
  { network: { layers: new Array(21).fill({ size: 1, shown: 1 }), weights: [] } },
  {
    network: {
      layers: [
        { size: 1, shown: 1 },
        { size: 2, shown: 2 },
      ],
      weights: [[[1]]],
    },
  },
  { network: { layers: [{ size: 1, shown: 1 }], weights: [[[1]]] } },
  { lines: [{ y: [1], ends: "yes" }] },
];

describe("What a worker may send", () => {
  const outputs = (...list: unknown[]): unknown => ({ type: "outputs", outputs: list });

  it("is every kind of output", () => {
    const message = outputs(
      { type: "print", text: "x" },
      { type: "table", id: "t", columns: ["a"], rows: [[1], ["x"], [null], [Number.NaN]] },
      {
        type: "chart",
        id: "c",
        chart: { title: "t", lines: [{ y: [1, Number.NaN, Number.POSITIVE_INFINITY] }] },
      },
      { type: "image", id: "i", image: { title: "t", values: [[1], [2, 3]] } },
      { type: "progress", fraction: 0.5, label: "" },
      { type: "check", claim: "c", holds: true, detail: "" },
      {
        type: "param",
        param: { kind: "number", name: "n", value: 1, min: 0, max: 2, step: 1, scale: "linear" },
      },
      { type: "notice", text: "n" },
    );
    expect(parseFromWorker(message)).to.deep.equal(message);
  });

  it("is nothing else", () => {
    const refused: unknown[] = [
      undefined,
      null,
      "outputs",
      {},
      { type: "outputs" },
      outputs({ type: "print" }),
      outputs({ type: "print", text: "x", extra: 1 }),
      outputs({ type: "print", text: "x".repeat(20_001) }),
      outputs({ type: "progress", fraction: 2, label: "" }),
      outputs({ type: "table", id: "t", columns: ["a"], rows: [[1, 2]] }),
      outputs({ type: "image", id: "i", image: { title: "t", values: [["1"]] } }),
      outputs({ type: "image", id: "i", image: { title: "t", values: [new Array(60_001).fill(0)] } }),
      outputs({ type: "chart", id: "c", chart: { title: "t", lines: [{ y: [{}] }] } }),
      outputs({ type: "chart", id: "c", chart: { title: "t", y: { range: [1] } } }),
      ...malformed.map((chart) => outputs({ type: "chart", id: "c", chart: { title: "t", ...chart } })),
      outputs({ type: "charts", id: "c", charts: new Array(21).fill({ title: "t" }) }),
      outputs({ type: "charts", id: "c", charts: [{ title: "t", html: "x" }] }),
      outputs({ type: "image", id: "i", image: { title: "t" } }),
      outputs({ type: "image", id: "i", image: { title: "t", values: [[1]], images: [] } }),
      outputs({ type: "image", id: "i", image: { title: "t", images: [{ values: [[1]], caption: 7 }] } }),
      outputs({
        type: "image",
        id: "i",
        image: { title: "t", images: new Array(201).fill({ values: [[1]] }) },
      }),
      outputs({
        type: "param",
        param: { kind: "number", name: "n", value: 1, min: 2, max: 1, step: 1, scale: "linear" },
      }),
      outputs({
        type: "param",
        param: { kind: "number", name: "n", value: 1, min: 0, max: 1, step: 0, scale: "linear" },
      }),
      outputs(...Array.from({ length: 2_001 }, () => ({ type: "notice", text: "" }))),
      { type: "finished", milliseconds: Number.POSITIVE_INFINITY },
      { type: "failed", message: "x", line: -1, column: 1 },
    ];
    expect(refused.filter((message) => parseFromWorker(message) !== undefined)).to.deep.equal([]);
  });
});

describe("The traffic of one run", () => {
  it("is a flood above so many messages a second, however they are spread", () => {
    const calm = new Traffic();
    const busy = new Traffic();
    const excess = Array.from({ length: 2_000 }, (_, i) => [calm.message(i * 5), busy.message(i)] as const);
    expect(excess.some(([slow]) => slow !== undefined)).to.equal(false);
    expect(excess.findIndex(([, fast]) => fast === "flood")).to.equal(trafficLimits.messagesPerSecond);
  });

  it("is too much above so many bytes or outputs that stay", () => {
    const large = new Traffic();
    const text = "x".repeat(10_000_000);
    const bytes = Array.from({ length: 6 }, (_, i) => {
      large.message(2_000 * i);
      return large.outputs([{ type: "print", text }]);
    });
    expect(bytes).to.deep.equal([undefined, undefined, undefined, undefined, "tooMuch", "tooMuch"]);
    const many = new Traffic();
    const named = Array.from({ length: 41 }, (_, i) =>
      many.outputs(
        Array.from({ length: 1_000 }, (_, j) => ({ type: "chart", id: `${i} ${j}`, chart: { title: "" } })),
      ),
    );
    expect(named.indexOf("tooMuch")).to.equal(40);
  });

  it("may go on for ever with what takes the place of something earlier, at a rate that a page can bear", () => {
    const chart: Output = {
      type: "chart",
      id: "live",
      chart: { title: "", lines: [{ y: new Array(5_000).fill(0) }] },
    };
    const steady = new Traffic();
    const hour = Array.from({ length: 60 * 3_600 }, (_, i) => {
      steady.message((i * 1_000) / 60);
      return steady.outputs([chart]);
    });
    expect(hour.every((excess) => excess === undefined)).to.equal(true);
    const hasty = new Traffic();
    hasty.message(0);
    const burst = Array.from({ length: 1_300 }, () => hasty.outputs([chart]));
    expect(burst.at(-1)).to.equal("tooMuch");
  });
});
