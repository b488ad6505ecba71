import { ok } from "node:assert/strict";
import fc from "fast-check";
import { type ChartInput, chart, charts, image } from "../../../src/lab/chart";
import { button, drawingPad, live, pointPad } from "../../../src/lab/live";
import { steps } from "../../../src/lab/loop";
import { param } from "../../../src/lab/param";
import { check, print, progress, table } from "../../../src/lab/show";
import { parseFromWorker } from "../../../src/sandbox/worker-message";
import { RecordedRun } from "./recorded-run";

/**
 * What the lab sends, the page accepts: a program that calls the lab with whatever it likes gets an error
 * of its own or shows something, but never a message that is refused at the border.
 */
describe("what the lab sends is accepted by the page", function () {
  this.timeout(20_000);

  const number = fc.oneof(fc.double(), fc.integer());
  const numbers = fc.oneof(fc.array(number), fc.float32Array(), fc.constant(new Float32Array(50_000)));
  const text = fc.oneof(fc.string(), fc.constant("x".repeat(5_000)));
  const grid = fc.oneof(
    fc.array(numbers, { maxLength: 5 }),
    fc.constant(Array.from({ length: 50_000 }, () => [1])),
  );
  const pair = fc.tuple(number, number);
  const axis = fc.record(
    { label: text, scale: fc.constantFrom("linear" as const, "log" as const), range: pair },
    { requiredKeys: [] },
  );
  const list = <T>(item: fc.Arbitrary<T>) =>
    fc.oneof(
      { arbitrary: fc.array(item, { maxLength: 3 }), weight: 9 },
      { arbitrary: fc.array(item, { minLength: 101, maxLength: 120 }), weight: 1 },
    );
  const layer = fc.record(
    {
      label: text,
      units: fc.oneof(number, fc.integer({ min: 1, max: 5 }), numbers),
      names: fc.array(text),
      maps: list(grid),
    },
    { requiredKeys: ["units"] },
  );
  const spec: fc.Arbitrary<ChartInput> = fc.record(
    {
      title: text,
      summary: text,
      x: axis,
      y: axis,
      contour: fc.record(
        {
          values: fc.oneof(grid, fc.func(number)),
          x: fc.oneof(pair, fc.constant([0, 1] as const)),
          y: fc.oneof(pair, fc.constant([0, 1] as const)),
          levels: fc.oneof(number, numbers),
          scale: fc.constantFrom("linear" as const, "log" as const),
          filled: fc.boolean(),
        },
        { requiredKeys: ["values", "x", "y"] },
      ),
      histograms: list(fc.record({ label: text, values: numbers }, { requiredKeys: ["values"] })),
      bins: fc.oneof(number, fc.integer({ min: 1, max: 100 })),
      density: fc.boolean(),
      network: fc.record({ layers: list(layer), weights: list(grid) }, { requiredKeys: ["layers"] }),
      arrows: list(
        fc.oneof(
          fc.record({ label: text, x: numbers, y: numbers, dx: numbers, dy: numbers }),
          fc.record(
            { field: fc.func(pair), x: pair, y: pair, columns: fc.integer({ min: 0, max: 60 }) },
            { requiredKeys: ["field", "x", "y"] },
          ),
        ),
      ),
      heat: fc.record({ values: grid, x: pair, y: pair, boundary: number }, { requiredKeys: ["values"] }),
      bars: list(fc.record({ label: text, names: fc.array(text), values: numbers })),
      lines: list(
        fc.record(
          { label: text, x: numbers, y: numbers, dashed: fc.boolean(), ends: fc.boolean() },
          { requiredKeys: ["y"] },
        ),
      ),
      points: list(
        fc.record({ label: text, x: numbers, y: numbers, group: numbers }, { requiredKeys: ["x", "y"] }),
      ),
    },
    { requiredKeys: ["title"] },
  );

  function accepted(show: () => void): void {
    const run = new RecordedRun();
    try {
      show();
    } catch (error) {
      ok(error instanceof Error);
    }
    run.session.flush();
    for (const outputs of run.batches) {
      ok(parseFromWorker({ type: "outputs", outputs }), JSON.stringify(outputs).slice(0, 500));
    }
  }

  it("charts and images", () => {
    fc.assert(
      fc.property(text, spec, (id, made) => accepted(() => chart(id, made))),
      { numRuns: 30 },
    );
    fc.assert(
      fc.property(text, fc.array(spec, { maxLength: 3 }), (id, made) => accepted(() => charts(id, made))),
      { numRuns: 5 },
    );
    fc.assert(
      fc.property(text, text, grid, pair, fc.boolean(), (id, title, values, range, written) =>
        accepted(() => image(id, { title, values, range, numbers: written })),
      ),
      { numRuns: 20 },
    );
    const tile = fc.record({ values: grid, caption: text }, { requiredKeys: ["values"] });
    fc.assert(
      fc.property(text, text, list(tile), (id, title, images) =>
        accepted(() => image(id, { title, images })),
      ),
      { numRuns: 20 },
    );
  });

  it("tables, prints, checks and progress of anything at all", () => {
    const anything = fc.anything({ withBigInt: true, withMap: true, withTypedArray: true });
    fc.assert(
      fc.property(text, fc.array(anything), fc.array(fc.array(anything)), (id, columns, rows) =>
        accepted(() => table(id, columns as string[], rows)),
      ),
    );
    fc.assert(fc.property(fc.array(anything), (values) => accepted(() => print(...values))));
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) =>
        accepted(() => check(a as string, b as boolean, c)),
      ),
    );
    fc.assert(fc.property(anything, anything, (a, b) => accepted(() => progress(a as number, b as string))));
  });

  it("parameters", () => {
    const options = fc.oneof(
      fc.record(
        { min: number, max: number, step: number, scale: fc.constantFrom("linear", "log") },
        { requiredKeys: ["min", "max"] },
      ),
      fc.array(text),
      fc.constant(Array.from({ length: 100 }, String)),
      fc.anything(),
    );
    fc.assert(
      fc.property(
        text,
        fc.oneof(number, text, fc.boolean(), fc.anything()),
        options,
        (name, initial, given) =>
          accepted(() => {
            (param as (...values: unknown[]) => unknown)(name, initial, given);
            (live as (...values: unknown[]) => unknown)(`live ${name}`, initial, given);
          }),
      ),
      { numRuns: 500 },
    );
  });

  it("buttons and pads", () => {
    const side = fc.oneof(fc.integer({ min: -1, max: 70 }), number);
    const options = fc.record(
      { rows: side, columns: side, x: pair, y: pair, classes: side, most: side, start: fc.anything() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(text, options, (name, given) => {
        accepted(() => button(name));
        accepted(() => drawingPad(name, given as never));
        accepted(() => pointPad(name, given as never));
        accepted(() => pointPad("pad", { x: [-1, 1], y: [0, 3], start: { x: [0, 9], y: [1, 1] } }));
      }),
    );
  });

  it("the state of a loop, whatever number of steps it is asked for", async () => {
    for (const total of [0, 1, 2.5, -1, 1e300, Number.POSITIVE_INFINITY, Number.NaN]) {
      const run = new RecordedRun();
      try {
        for await (const step of steps(total)) if (step === 3) break;
      } catch (error) {
        ok(error instanceof Error);
      }
      run.session.flush();
      for (const outputs of run.batches) ok(parseFromWorker({ type: "outputs", outputs }), String(total));
    }
  });
});
