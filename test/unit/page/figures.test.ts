import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import type { ChartSpec } from "../../../src/lab/outputs";
import { chartData, imageData } from "../../../src/page/chart-data";
import { drawChart } from "../../../src/page/chart-drawing";
import { chartNotes } from "../../../src/page/chart-notes";
import { scaleOf } from "../../../src/page/chart-scale";
import type { PathShape, Scene, Track } from "../../../src/page/chart-scene";
import { chartSummary } from "../../../src/page/chart-summary";
import { standAfter, standAt } from "../../../src/page/chart-track";
import { contourLines } from "../../../src/page/contour-lines";
import { csvOf } from "../../../src/page/csv";
import { imageScene } from "../../../src/page/image-scene";
import { tickTexts } from "../../../src/page/number-text";
import { chartPicture } from "../../../src/page/picture";
import { fileName } from "../../../src/page/picture-file";
import { stringsOf } from "../../../src/page/strings";

const strings = stringsOf("en");
const chinese = stringsOf("zh-cn");
const measure = (text: string): number => 7 * text.length;
const draw = (spec: Omit<ChartSpec, "title">, width = 500): Scene =>
  drawChart({ title: "t", ...spec }, width, measure, strings);
const paths = (scene: Scene): PathShape[] =>
  scene.shapes.filter((shape): shape is PathShape => shape.kind === "path");
const texts = (scene: Scene): string[] =>
  scene.shapes.flatMap((shape) => (shape.kind === "text" ? shape.text : []));

describe("a line of equal height", () => {
  const grid = (rows: readonly (readonly number[])[]) => ({
    rows: rows.length,
    columns: rows[0]?.length ?? 0,
    values: Float64Array.from(rows.flat()),
  });

  it("runs where the interpolated surface has that height", () => {
    const samples = grid(
      Array.from({ length: 30 }, (_, i) =>
        Array.from({ length: 30 }, (_, j) => Math.hypot(i - 14.5, j - 14.5)),
      ),
    );
    const lines = contourLines(samples, 8);
    equal(lines.length, 1);
    ok(lines[0]?.closed);
    for (const [n, x] of lines[0]?.x.entries() ?? []) {
      ok(Math.abs(Math.hypot(x - 14.5, (lines[0]?.y[n] ?? 0) - 14.5) - 8) < 0.05);
    }
  });

  it("ends at the border of the grid, and at cells without a number", () => {
    const [line] = contourLines(
      grid([
        [0, 1],
        [0, 1],
        [0, 1],
      ]),
      0.25,
    );
    deepEqual(line, { x: [0.25, 0.25, 0.25], y: [0, 1, 2], closed: false });
    deepEqual(
      contourLines(
        grid([
          [0, 1],
          [0, Number.NaN],
        ]),
        0.5,
      ),
      [],
    );
  });

  it("has its place between heights that are further apart than a number can be", () => {
    const most = Number.MAX_VALUE;
    const samples = grid([
      [-most, -most],
      [most, most],
    ]);
    deepEqual(contourLines(samples, 0), [{ x: [1, 0], y: [0.5, 0.5], closed: false }]);
    const line = contourLines(samples, most)[0];
    deepEqual(line?.y, [1, 1]);
  });

  it("crosses itself nowhere: in a saddle two lines pass each other", () => {
    const lines = contourLines(
      grid([
        [1, 0],
        [0, 1],
      ]),
      0.5,
    );
    equal(lines.length, 2);
    for (const line of lines) equal(line.x.length, 2);
  });

  it("never misses a crossing, however rough the surface", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 }), {
          minLength: 2,
          maxLength: 6,
        }),
        (rows) => {
          const crossed = (a: number | undefined, b: number | undefined) =>
            (a ?? 0) >= 0.5 !== (b ?? 0) >= 0.5;
          let edges = 0;
          rows.forEach((row, i) => {
            row.forEach((value, j) => {
              if (j < 3 && crossed(value, row[j + 1])) edges++;
              if (i + 1 < rows.length && crossed(value, rows[i + 1]?.[j])) edges++;
            });
          });
          equal(
            contourLines(grid(rows), 0.5).reduce((sum, line) => sum + line.x.length, 0),
            edges,
          );
        },
      ),
    );
  });
});

describe("an axis", () => {
  it("has round ticks inside its range and places its ends at its ends", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.constantFrom("linear" as const, "log" as const),
        (low, width, scale) => {
          const from = scale === "log" ? Math.abs(low) + 1e-3 : low;
          const axis = scaleOf({ scale }, [from, from + width], [0, 100], 5);
          ok(axis.ticks.length >= 1 && axis.ticks.length <= 12, `${axis.ticks}`);
          for (const tick of axis.ticks) ok(axis.at(tick) >= -0.01 && axis.at(tick) <= 100.01);
          ok(axis.at(from) >= -0.01 && axis.at(from + width) <= 100.01);
        },
      ),
    );
  });

  it("of factors has no place for 0, for negative values and for what is no number", () => {
    const axis = scaleOf({ scale: "log" }, [0.01, 1], [0, 100], 5);
    deepEqual([0.1, 0, -1, Number.NaN, Number.POSITIVE_INFINITY].map(axis.at), [50, NaN, NaN, NaN, NaN]);
    deepEqual(axis.ticks, [0.01, 0.1, 1]);
  });
});

describe("the numbers of an axis", () => {
  const below = (spec: Omit<ChartSpec, "title">, width: number) => {
    const { shapes, frame, width: whole } = draw(spec, width);
    const under = frame.top + frame.height + 14;
    const numbers = shapes.flatMap((shape) => (shape.kind === "text" && shape.y === under ? [shape] : []));
    return { numbers, whole };
  };

  it("never touch each other and never reach out of the picture", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.integer({ min: 120, max: 700 }),
        (from, length, width) => {
          const { numbers, whole } = below({ lines: [{ x: [from, from + length], y: [0, 1] }] }, width);
          let end = Number.NEGATIVE_INFINITY;
          for (const { x, text } of numbers) {
            ok(x - measure(text) / 2 >= end + 2, `${text} touches its neighbour`);
            end = x + measure(text) / 2;
          }
          ok(end <= whole, `${end} of ${whole}`);
        },
      ),
    );
  });

  it("are short where they are large and round", () => {
    deepEqual(tickTexts([0, 5_000, 10_000, 15_000]), ["0", "5k", "10k", "15k"]);
    deepEqual(tickTexts([0, 500_000, 1_000_000]), ["0", "0.5M", "1M"]);
    deepEqual(tickTexts([1, 100, 10_000]), ["1", "100", "10000"]);
  });

  it("differ, however close they are", () => {
    deepEqual(tickTexts([20_000.1, 20_000.2]), ["20000.1", "20000.2"]);
  });

  it("are at least two across a small plane", () => {
    const heat = { values: [[0, 1]], x: [-1.7, 1.7] as const, y: [-1.7, 1.7] as const };
    deepEqual(
      below({ heat }, 150).numbers.map(({ text }) => text),
      ["−1", "0", "1"],
    );
  });
});

describe("a drawn chart", () => {
  const number = fc.oneof(
    fc.double(),
    fc.integer({ min: -10, max: 10 }),
    fc.constantFrom(-Number.MAX_VALUE, Number.MAX_VALUE, Number.MIN_VALUE),
  );
  const numbers = fc.array(number, { maxLength: 12 });
  const axis = fc.record(
    {
      label: fc.string(),
      scale: fc.constantFrom("linear" as const, "log" as const),
      range: fc.tuple(number, number),
    },
    { requiredKeys: [] },
  );
  const grid = fc.array(numbers, { maxLength: 6 });
  const spec: fc.Arbitrary<ChartSpec> = fc.record(
    {
      title: fc.string(),
      x: axis,
      y: axis,
      heat: fc.record(
        {
          values: grid,
          x: fc.tuple(number, number),
          boundary: number.filter(Number.isFinite),
        },
        { requiredKeys: ["values"] },
      ),
      contour: fc.record(
        {
          values: grid,
          x: fc.constant([0, 1] as const),
          y: fc.constant([-1, 1] as const),
          levels: fc.constant([-1, 0, 2]),
          filled: fc.boolean(),
        },
        { requiredKeys: ["values", "x", "y", "levels"] },
      ),
      bars: fc.array(fc.record({ names: fc.array(fc.string(), { maxLength: 4 }), values: numbers }), {
        maxLength: 3,
      }),
      lines: fc.array(
        fc.record(
          { label: fc.string(), x: numbers, y: numbers, ends: fc.boolean() },
          { requiredKeys: ["y"] },
        ),
        { maxLength: 3 },
      ),
      points: fc.array(
        fc.record(
          { label: fc.string(), x: numbers, y: numbers, group: numbers },
          { requiredKeys: ["x", "y"] },
        ),
        { maxLength: 3 },
      ),
      arrows: fc.array(fc.record({ x: numbers, y: numbers, dx: numbers, dy: numbers }), { maxLength: 2 }),
    },
    { requiredKeys: ["title"] },
  );

  it("names no place that does not exist, whatever the numbers are, and can be told, noted and written out", () => {
    fc.assert(
      fc.property(spec, fc.integer({ min: 60, max: 900 }), (made, width) => {
        const scene = drawChart(made, width, measure, strings);
        for (const shape of scene.shapes) {
          const place = shape.kind === "path" ? shape.d : `${shape.x} ${shape.y}`;
          ok(!/NaN|undefined|Infinity/.test(place), place);
        }
        for (const track of scene.tracks) if (track.length > 0) track.facts(0);
        standAt(scene.tracks, 100, 80);
        ok(chartSummary(made, strings).startsWith(made.title));
        chartNotes(made, strings);
        csvOf(chartData(made, strings));
      }),
      { numRuns: 400 },
    );
  });

  it("keeps points that stand alone between gaps of a line in sight", () => {
    const [dots] = paths(draw({ lines: [{ y: [1, Number.NaN, 2, Number.NaN, 3, 4] }] })).filter(
      ({ fill }) => fill === "var(--c1)",
    );
    equal(dots?.d.match(/M/g)?.length, 2);
  });

  it("draws of a long line what can be seen, its extremes included", () => {
    const y = Array.from({ length: 40_000 }, (_, i) => (i === 20_001 ? 50 : Math.sin(i)));
    const [line] = paths(draw({ lines: [{ y }], y: { range: [-1, 50] } })).filter(
      ({ stroke }) => stroke === "var(--c1)",
    );
    ok((line?.d.length ?? 0) < 40_000, String(line?.d.length));
    ok(
      line?.d.includes(` 12L`) || line?.d.includes(" 12M") || line?.d.endsWith(" 12"),
      "the peak is at the top of the frame",
    );
  });

  it("tells series apart without colour: dashes for outlines, fullness for bars, shapes for groups, dashes for negative weights", () => {
    const histogram = draw({
      histogram: {
        edges: [0, 1, 2],
        series: [1, 2, 3].map((n) => ({ label: `s${n}`, heights: [n, 1], counted: n + 1, notFinite: 0 })),
      },
    });
    equal(
      new Set(
        paths(histogram)
          .filter(({ width, clip }) => width === 2 && clip)
          .map(({ dash }) => dash),
      ).size,
      3,
    );
    const bars = draw({ bars: [1, 2].map((n) => ({ names: ["a", "b"], values: [n, 1] })) });
    equal(
      new Set(
        paths(bars)
          .filter(({ fill }) => fill)
          .map(({ opacity }) => opacity),
      ).size,
      2,
    );
    const points = paths(draw({ points: [{ x: [0, 1], y: [0, 1], group: [0, 1] }] })).filter(
      ({ fill }) => fill,
    );
    equal(points[0]?.d.includes("a"), true);
    equal(points[1]?.d.includes("a"), false);
    const split = [1, 2].map(() => ({ x: [0, 1], y: [0, 1], group: [0, 1] }));
    const signs = paths(draw({ points: split })).filter(({ d }) => d.startsWith("M"));
    const [zero, one, hollowZero, hollowOne] = signs.filter(({ fill }) => fill);
    deepEqual([hollowZero?.stroke, hollowOne?.stroke], [zero?.fill, one?.fill]);
    equal(hollowZero?.fill, "var(--chart-background)");
    const layers = [1, 1].map((n) => ({ size: n, shown: n }));
    const [minus] = paths(draw({ network: { layers, weights: [[[-1]]] } }));
    equal(minus?.dash, "4 3");
  });

  it("gives a class its own sign and colour, whether the classes before it are there or not", () => {
    const looks = (group: number[]) =>
      paths(draw({ points: [{ x: group, y: group.map(() => 1), group }] }))
        .filter(({ fill }) => fill)
        .map(({ fill, d }) => [fill, d.replace(/[-\d.\s]+/g, "")]);
    deepEqual(looks([1]), looks([0, 1]).slice(1));
    // What are no classes is told apart in its order.
    deepEqual(looks([0.5, 0.7]), looks([0, 1]));
  });

  it("shows maps in place of circles on one scale for each layer, with edges that end at their rims", () => {
    const layers = [
      { size: 1, shown: 1, maps: [[[-2, 2]]] },
      { size: 2, shown: 2, maps: [[[4, 1]], [[0, 0]]] },
    ];
    const scene = draw({ network: { layers, weights: [[[1, -1]]] } });
    deepEqual(
      scene.rasters.map(({ colours, rows, columns }) => [colours, rows, columns]),
      [2, 4, 4].map((reach) => [{ kind: "two-sided", middle: 0, reach, strength: 0.85 }, 1, 2]),
    );
    const [from, to] = scene.rasters.map(({ box }) => box);
    const more = paths(scene).find(({ stroke, dash }) => stroke === "var(--c2)" && dash === undefined);
    const [x, , endX] = more?.d.match(/[\d.]+/g)?.map(Number) ?? [];
    equal(x, (from?.left ?? 0) + (from?.width ?? 0));
    equal(endX, to?.left);
  });

  it("gives a line the ink that it has over the surface beside it", () => {
    const [line] = paths(draw({ lines: [{ label: "plain", y: [1, 2] }], inkFirst: true })).filter(
      ({ width }) => width === 2,
    );
    equal(line?.stroke, "var(--chart-ink)");
  });

  it("names the ends of a colour scale without digits that no colour shows", () => {
    const heat = { values: [[2.5e-7, 1]] };
    deepEqual(chartPicture({ title: "", heat }, strings).colours, {
      low: "0",
      high: "1",
      extent: [2.5e-7, 1],
      look: "one-sided",
    });
  });

  it("writes how many units of a layer are hidden, and puts labels into the key where there is no room for them", () => {
    ok(texts(draw({ network: { layers: [{ size: 40, shown: 16 }], weights: [] } })).includes("+24 more"));
    const lines = [{ label: "loss", y: [1, 2] }];
    deepEqual(draw({ lines }).key, []);
    deepEqual(
      draw({ lines }, 180).key.map(({ label }) => label),
      ["loss"],
    );
  });
});

describe("what has no name of its own", () => {
  const units = { layers: [{ units: 2 }, { units: 1 }].map(({ units }) => ({ size: units, shown: units })) };
  const network: ChartSpec = { title: "net", network: { ...units, weights: [[[0.5], [-2]]] } };

  it("is counted from 1: layers and units, in the tooltip and in the table", () => {
    const [first, second] = drawChart(network, 400, measure, strings).tracks;
    deepEqual([first?.label, second?.label], ["layer 1", "layer 2"]);
    deepEqual(first?.facts(1), [{ name: "unit", value: "2" }]);
    const { columns, parts } = chartData(network, strings);
    deepEqual(columns, ["layer", "unit", "weight to unit 1"]);
    deepEqual(parts[0]?.row(0), ["layer 1", "1", 0.5]);
    equal(drawChart(network, 400, measure, chinese).tracks[0]?.label, "第 1 层");
  });

  it("has no heading and begins with what is seen, and is called a chart where a name is needed", () => {
    const untitled = chartPicture({ title: "", lines: [{ label: "a", y: [3, 1] }] }, strings);
    deepEqual([untitled.title, untitled.name, untitled.summary], ["", "chart", "a goes from 3 to 1."]);
  });

  it("is told by the height's name, or as the line, where a line stands alone", () => {
    const falling = { title: "Falls", lines: [{ y: [3, 1] }] };
    equal(chartSummary(falling, strings), "Falls. the line goes from 3 to 1.");
    equal(chartSummary({ ...falling, y: { label: "loss" } }, strings), "Falls. loss goes from 3 to 1.");
    const two = { title: "Two", lines: [{ y: [3, 1] }, { y: [2, 0] }] };
    equal(chartSummary(two, strings), "Two. line 1 goes from 3 to 1; line 2 goes from 2 to 0.");
    equal(chartSummary(falling, chinese), "Falls. 曲线 从 3 到 1.");
  });
});

describe("walking a chart", () => {
  const track = (values: readonly number[]): Track => ({
    label: undefined,
    length: values.length,
    x: (i) => 10 * i,
    y: (i) => values[i] ?? Number.NaN,
    facts: () => [],
  });
  const tracks = [track([Number.NaN, 1, Number.NaN, 3]), track([5, 5, 5, 5])];

  it("goes from value to value, over gaps, and stops at the ends", () => {
    deepEqual(standAfter(tracks, undefined, "ArrowRight"), { track: 0, index: 1 });
    deepEqual(standAfter(tracks, { track: 0, index: 1 }, "ArrowRight"), { track: 0, index: 3 });
    deepEqual(standAfter(tracks, { track: 0, index: 3 }, "ArrowRight"), { track: 0, index: 3 });
    deepEqual(standAfter(tracks, { track: 0, index: 3 }, "Home"), { track: 0, index: 1 });
    deepEqual(standAfter(tracks, { track: 0, index: 3 }, "ArrowDown"), { track: 1, index: 3 });
    equal(standAfter(tracks, undefined, "x"), undefined);
    equal(standAfter([], undefined, "ArrowRight"), undefined);
  });

  it("finds what is near the pointer", () => {
    deepEqual(standAt(tracks, 28, 4), { track: 0, index: 3 });
    equal(standAt(tracks, 300, 300), undefined);
  });
});

describe("a file of numbers", () => {
  it("puts texts in quotes and doubles those inside, and ends lines as RFC 4180 does", () => {
    const spec: ChartSpec = {
      title: "",
      bars: [{ label: 'the "mean", say', names: ["a,b", "line\nbreak"], values: [0.1, Number.NaN] }],
    };
    equal(
      csvOf(chartData(spec, strings)),
      '"name","the ""mean"", say"\r\n"a,b",0.1\r\n"line\nbreak",NaN\r\n',
    );
  });

  it("has a row for each point where marks of several kinds lie over each other", () => {
    const spec: ChartSpec = {
      title: "",
      contour: {
        values: [
          [3, 4],
          [1, 2],
        ],
        x: [0, 1],
        y: [0, 1],
        levels: [],
      },
      lines: [{ label: "path", x: [0.5], y: [0.25] }],
      arrows: [{ x: [0], y: [1], dx: [2], dy: [3] }],
    };
    const lines = csvOf(chartData(spec, strings)).trimEnd().split("\r\n");
    deepEqual(lines, [
      '"series","x","y","value","dx","dy"',
      '"path",0.5,0.25,,,',
      '"arrow",0,1,,2,3',
      '"surface",0,1,3,,',
      '"surface",1,1,4,,',
      '"surface",0,0,1,,',
      '"surface",1,0,2,,',
    ]);
  });

  it("holds all rows, however few the table shows", () => {
    const y = Array.from({ length: 5_000 }, (_, i) => i);
    equal(csvOf(chartData({ title: "", lines: [{ y }] }, strings)).split("\r\n").length, 5_002);
    equal(
      csvOf(imageData({ title: "", images: [{ values: [[1], [2]] }, { values: [[3]] }] }, strings)).split(
        "\r\n",
      ).length,
      5,
    );
  });

  it("gets a name that every system takes", () => {
    deepEqual(
      ['Loss: 3/4 of "it"', "..", "损失 <0.1", "a".repeat(200), " . x . ", "\u0000\u202e"].map(fileName),
      ["Loss 3 4 of it", "figure", "损失 0.1", "a".repeat(60), "x", "figure"],
    );
  });
});

describe("images in one figure", () => {
  it("stand in rows that fit the width", () => {
    const images = Array.from({ length: 6 }, () => ({
      values: [
        [0, 1],
        [1, 0],
      ],
      caption: "c",
    }));
    const tops = (width: number) =>
      new Set(imageScene({ title: "", images }, width, measure, strings).rasters.map(({ box }) => box.top))
        .size;
    equal(tops(600), 1);
    equal(tops(180), 3);
  });

  it("share one scale of greys", () => {
    const images = [{ values: [[0, 1]] }, { values: [[5, 9]] }];
    const ranges = imageScene({ title: "", images }, 500, measure, strings).rasters.map(
      ({ colours }) => colours,
    );
    deepEqual(ranges, Array(2).fill({ kind: "grey", low: 0, high: 9 }));
  });
});
