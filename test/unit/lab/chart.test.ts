import { deepEqual, equal, ok, throws } from "node:assert/strict";
import fc from "fast-check";
import { type ChartInput, chart, charts, image } from "../../../src/lab/chart";
import type { ChartSpec, Output } from "../../../src/lab/outputs";
import { RecordedRun } from "./recorded-run";

function sent(show: () => void): Output {
  const run = new RecordedRun();
  show();
  const [output] = run.all.filter(({ type }) => type !== "notice");
  ok(output);
  return output;
}

function chartOf(input: Omit<ChartInput, "title">): ChartSpec {
  const output = sent(() => chart("c", { title: "t", ...input }));
  ok(output.type === "chart");
  return output.chart;
}

describe("a histogram", () => {
  const binned = (values: readonly number[], bins?: number) =>
    chartOf({ histograms: [{ values }], ...(bins !== undefined && { bins }) }).histogram;

  it("counts every finite value once, and says how many are not", () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 300 }), (values) => {
        const made = binned(values);
        const finite = values.filter(Number.isFinite);
        const [series] = made?.series ?? [];
        equal(series?.counted, finite.length);
        equal(series?.notFinite, values.length - finite.length);
        equal(
          series?.heights.reduce((sum, height) => sum + height, 0),
          finite.length,
        );
        ok(finite.every((value) => value >= (made?.edges[0] ?? 0) && value <= (made?.edges.at(-1) ?? 0)));
      }),
    );
  });

  it("has edges at round values, more of them the more values there are", () => {
    const wave = (count: number) => Array.from({ length: count }, (_, i) => Math.sin(i * i));
    const [few, many] = [binned(wave(30)), binned(wave(3_000))];
    ok((few?.edges.length ?? 0) < (many?.edges.length ?? 0));
    ok((many?.edges.length ?? 0) <= 101);
    for (const edge of many?.edges ?? []) equal(edge, Number(edge.toFixed(3)));
  });

  it("gives whole numbers a bin each, in its middle", () => {
    const made = binned([0, 1, 1, 2, 3, 3, 3]);
    deepEqual(made?.edges, [-0.5, 0.5, 1.5, 2.5, 3.5]);
    deepEqual(made?.series[0]?.heights, [1, 2, 1, 3]);
  });

  it("has as many bins as it is told, the last one with its upper edge", () => {
    const made = binned([0, 1, 2, 3, 4], 2);
    deepEqual(made?.edges, [0, 2, 4]);
    deepEqual(made?.series[0]?.heights, [2, 3]);
    throws(() => binned([1], 0), /1 to 100 bins/);
    throws(() => binned([1], 1.5), /1 to 100 bins/);
  });

  it("counts several samples in the same bins, as densities of area 1 if that is asked for", () => {
    const made = chartOf({
      density: true,
      bins: 5,
      histograms: [{ values: [0, 1, 2] }, { values: [0, 0, 0, 10] }],
    }).histogram;
    for (const { heights } of made?.series ?? []) {
      const area = heights.reduce(
        (sum, height, i) => sum + height * ((made?.edges[i + 1] ?? 0) - (made?.edges[i] ?? 0)),
        0,
      );
      ok(Math.abs(area - 1) < 1e-12);
    }
  });

  it("of nothing at all is empty", () => {
    deepEqual(binned([])?.series[0]?.heights, [0]);
  });
});

describe("a surface", () => {
  it("can be a function, sampled from the upper left to the lower right corner", () => {
    const made = chartOf({ contour: { values: (x, y) => 10 * y + x, x: [0, 1], y: [2, 4] } }).contour;
    equal(made?.values[0]?.[0], 40);
    equal(made?.values.at(-1)?.at(-1), 21);
  });

  it("gets lines at round heights, or at those that are asked for, in order and once each", () => {
    const plane = { values: (x: number) => x, x: [0, 1], y: [0, 1] } as const;
    deepEqual(chartOf({ contour: { ...plane, levels: 4 } }).contour?.levels, [0.2, 0.4, 0.6, 0.8]);
    deepEqual(
      chartOf({ contour: { ...plane, levels: [0.5, 0.1, Number.NaN, 0.5] } }).contour?.levels,
      [0.1, 0.5],
    );
    const factors = chartOf({
      contour: { values: (x) => 10 ** x, x: [-2, 2], y: [0, 1], levels: 3, scale: "log" },
    }).contour?.levels;
    deepEqual(factors, [0.1, 1, 10]);
  });

  it("without heights that differ has no lines", () => {
    deepEqual(chartOf({ contour: { values: () => 1, x: [0, 1], y: [0, 1] } }).contour?.levels, []);
    deepEqual(chartOf({ contour: { values: () => Number.NaN, x: [0, 1], y: [0, 1] } }).contour?.levels, []);
  });

  it("wants ranges that rise", () => {
    throws(
      () => chartOf({ contour: { values: () => 1, x: [1, 0], y: [0, 1] } }),
      /"contour.x" must be two numbers/,
    );
  });
});

describe("arrows", () => {
  it("can be given by a function over a grid", () => {
    const [made] =
      chartOf({ arrows: [{ field: (x, y) => [y, -x], x: [0, 1], y: [0, 2], columns: 2 }] }).arrows ?? [];
    deepEqual(made, { x: [0, 1, 0, 1], y: [0, 0, 2, 2], dx: [0, 0, 2, 2], dy: [-0, -1, -0, -1] });
  });

  it("are cut to the shortest of their four lists", () => {
    const [made] =
      chartOf({ arrows: [{ x: [0, 1, 2], y: [0, 1], dx: [1, 1, 1], dy: [1, 1, 1] }] }).arrows ?? [];
    deepEqual(made, { x: [0, 1], y: [0, 1], dx: [1, 1], dy: [1, 1] });
  });
});

describe("a network", () => {
  it("shows the first units of a large layer, and the weights between those that are shown", () => {
    const weights = [Array.from({ length: 2 }, () => new Float32Array(100).fill(0.5))];
    const made = chartOf({
      network: { layers: [{ units: 2 }, { units: new Float32Array(100) }], weights },
    }).network;
    deepEqual(
      made?.layers.map(({ size, shown, values }) => [size, shown, values?.length]),
      [
        [2, 2, undefined],
        [100, 16, 16],
      ],
    );
    deepEqual(
      made?.weights[0]?.map((row) => row.length),
      [16, 16],
    );
  });

  it("carries a map of each shown unit", () => {
    const maps = Array.from({ length: 20 }, (_, unit) => [new Float32Array([unit, 1])]);
    const [layer] = chartOf({ network: { layers: [{ units: 20, maps }] } }).network?.layers ?? [];
    deepEqual(layer?.maps?.length, 16);
    deepEqual(layer?.maps?.[3], [[3, 1]]);
  });

  it("says which weights do not fit its layers", () => {
    throws(
      () => chartOf({ network: { layers: [{ units: 2 }, { units: 3 }], weights: [[[1, 2]]] } }),
      /weights\[0\] must be 2 × 3/,
    );
    throws(() => chartOf({ network: { layers: [{ units: 0 }] } }), /at least one unit/);
  });
});

describe("several pictures", () => {
  it("are sent together: charts beside each other, images in one figure", () => {
    const row = sent(() => charts("r", [{ title: "a" }, { title: "b" }]));
    deepEqual(row, { type: "charts", id: "r", charts: [{ title: "a" }, { title: "b" }] });
    const images = sent(() =>
      image("i", { title: "i", images: [{ values: [[1]], caption: "one" }, { values: [[2]] }] }),
    );
    deepEqual(images, {
      type: "image",
      id: "i",
      image: { title: "i", images: [{ values: [[1]], caption: "one" }, { values: [[2]] }] },
    });
  });

  it("show a line that lies over a surface in the same colour beside it", () => {
    const lines = [{ label: "plain", y: [1, 2] }];
    const surface = { values: [[1, 2]], x: [0, 1], y: [0, 1] } as const;
    const row = sent(() =>
      charts("r", [
        { title: "way", contour: surface, lines },
        { title: "height", lines },
        { title: "other", lines: [{ label: "else", y: [1] }] },
      ]),
    );
    ok(row.type === "charts");
    deepEqual(
      row.charts.map(({ inkFirst }) => inkFirst),
      [true, true, undefined],
    );
  });

  it("share the room of one picture", () => {
    const output = sent(() =>
      charts(
        "r",
        Array.from({ length: 20 }, () => ({ title: "a", lines: [{ y: new Float32Array(30_000) }] })),
      ),
    );
    ok(output.type === "charts");
    equal(output.charts.length, 12);
    const values = output.charts.reduce((sum, one) => sum + (one.lines?.[0]?.y.length ?? 0), 0);
    equal(values, 40_000);
  });
});
