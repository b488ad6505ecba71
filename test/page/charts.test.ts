import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as Axe from "axe-core";
import { expect } from "chai";
import { question } from "../fixtures/question";
import { type OpenOptions, type OpenPage, showing, type ThemeName, withDemo } from "./open-page";
import { withPages } from "./pages";

const axe = readFileSync(
  createRequire(join(process.cwd(), "package.json")).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** One figure for each kind of mark. */
const gallery = `import { chart, charts, image } from "lab";
const grid = [[0, 1, 2], [1, 2, 3], [2, 3, NaN]];
chart("lines", { title: "lines", x: { label: "step" }, y: { label: "loss", scale: "log" }, lines: [{ label: "a", y: [1, 0.1, 0, 0.01] }, { label: "b", dashed: true, y: [1, 0.5, NaN, 0.2] }] });
chart("points", { title: "points", points: [{ label: "class", x: [0, 1, 2], y: [0, 1, 4], group: [0, 1, 1] }] });
chart("bars", { title: "bars", bars: [{ label: "mean", names: ["one", "two"], values: [1, 2] }, { label: "max", names: ["one", "two"], values: [3, -1] }] });
chart("heat", { title: "heat", heat: { values: grid } });
chart("histogram", { title: "histogram", bins: 4, histograms: [{ label: "before", values: [0, 1, 1, 2, 4] }, { label: "after", values: [0, 0, 0, 1, Infinity] }] });
chart("contour", { title: "contour", x: { label: "w" }, y: { label: "b" }, contour: { values: (x, y) => x * x + y * y, x: [-1, 1], y: [-1, 1], filled: true }, lines: [{ label: "descent", x: [0.8, 0.4, 0.1], y: [0.8, 0.2, 0], ends: true }] });
chart("arrows", { title: "arrows", arrows: [{ field: (x, y) => [-y, x], x: [-1, 1], y: [-1, 1], columns: 5 }] });
chart("network", { title: "network", network: { layers: [{ label: "in", units: [1, -2], names: ["x", "y"] }, { label: "hidden", units: 20 }, { units: [0.5] }], weights: [Array.from({ length: 2 }, (_, i) => Array.from({ length: 20 }, (_, j) => i - j / 10)), Array.from({ length: 20 }, () => [0.3])] } });
image("one", { title: "one image", values: [[0, 1], [1, 0]] });
image("many", { title: "many images", images: [{ values: [[0, 1]], caption: "7 → 7" }, { values: [[1, 0]], caption: "7 → 1" }] });
charts("row", [{ title: "left", lines: [{ y: [1, 2] }] }, { title: "right", lines: [{ y: [2, 1] }] }]);
`;

const sentences: Readonly<Record<string, string>> = {
  lines: "lines. a goes from 1 to 0.01; b goes from 1 to 0.2.",
  points: "points. class: 3 points.",
  bars: "bars. mean: one 1, two 2; max: one 3, two −1.",
  heat: "heat. 3 by 3 cells from 0 to 3.",
  histogram:
    "histogram. before: 5 values from 0 to 4, most of them in 1 … 2; after: 4 values from 0 to 2, most of them in 0 … 1.",
  contour: "contour. surface from 0 to 2, lowest at (0, 0); descent goes from (0.8, 0.8) to (0.1, 0).",
  arrows: "arrows. arrow: 25 arrows, the longest is (1, −1) at (−1, −1).",
  network: "network. network with layers of 2, 20, 1 units; 48 weights shown, the strongest −1.5.",
  "one image": "one image. 2 by 2 pixels, values from 0 to 1.",
  "many images": "many images. 2 images: 7 → 7; 7 → 1.",
};

describe("Figures", () => {
  const pages = withPages();
  let open: OpenPage;

  async function show(code: string, options: OpenOptions = {}): Promise<void> {
    open = await pages.open(options);
    await open.send(showing(withDemo(question, code)));
    await open.runsEnded(1);
  }

  const figure = (title: string) =>
    open.page
      .locator("figure")
      .filter({ has: open.page.locator("figcaption", { hasText: new RegExp(`^${title}$`) }) });
  const place = (title: string) => figure(title).locator(".plot-place");
  const tip = (title: string) => figure(title).locator(".plot-tip");
  const heard = (title: string) => figure(title).locator("[aria-live]").textContent();

  for (const theme of ["light", "dark", "hc-dark", "hc-light"] satisfies ThemeName[]) {
    it(`of every kind are drawn and told in ${theme}, with nothing that axe objects to`, async () => {
      await show(gallery, { theme });
      for (const [title, sentence] of Object.entries(sentences)) {
        expect(await figure(title).locator("svg.plot").getAttribute("aria-label")).to.equal(sentence);
        expect(await figure(title).locator("svg.plot").getAttribute("role")).to.equal("img");
      }
      for (const summary of await open.page.locator("figure details > summary").all()) await summary.click();
      await figure("right").locator("tbody").waitFor();
      await place("contour").hover();
      await open.page.evaluate(axe);
      const found = await open.page.evaluate(async () => {
        const results = await (globalThis as unknown as { axe: typeof Axe }).axe.run(document, {
          resultTypes: ["violations"],
        });
        return results.violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
        );
      });
      expect(found).to.deep.equal([]);
      expect(open.problems.filter((problem) => !problem.includes("404"))).to.deep.equal([]);
      expect(await open.violations()).to.deep.equal([]);
    });
  }

  it("say what has no place in them", async () => {
    await show(gallery);
    const notes = (title: string) => figure(title).locator("p.note").allInnerTexts();
    expect(await notes("lines")).to.deep.equal([
      "1 value is NaN or infinite: it is left out.",
      "1 value is 0 or negative: it has no place on a logarithmic axis.",
    ]);
    expect(await notes("heat")).to.deep.equal(["1 value is NaN or infinite: it is left out."]);
    expect(await notes("histogram")).to.deep.equal(["1 value is NaN or infinite: it is left out."]);
    expect(await notes("points")).to.deep.equal([]);
  });

  it("show their numbers as a table", async () => {
    await show(gallery);
    const tables: Readonly<Record<string, readonly string[]>> = {
      histogram: ["from\tto\tbefore\tafter", "0\t1\t1\t3", "1\t2\t2\t1", "2\t3\t1\t0", "3\t4\t1\t0"],
      "many images": ["image\trow\t0\t1", "7 → 7\t0\t0\t1", "7 → 1\t0\t1\t0"],
      "one image": ["row\t0\t1", "0\t0\t1", "1\t1\t0"],
      heat: ["row\t0\t1\t2", "0\t0\t1\t2", "1\t1\t2\t3", "2\t2\t3\tNaN"],
    };
    for (const [title, rows] of Object.entries(tables)) {
      await figure(title).getByText("Show data").click();
      await figure(title).locator("tbody").waitFor();
      expect(await figure(title).locator("tr").allInnerTexts(), title).to.deep.equal(rows);
    }
  });

  it("tell the value at the pointer", async () => {
    await show(gallery);
    await place("heat")
      .locator("svg.plot")
      .hover({ position: { x: 60, y: 40 } });
    expect(await tip("heat").innerText()).to.match(/column 0\s+row 0\s+value 0/);
    await open.page.mouse.move(5, 5);
    expect(await tip("heat").isVisible()).to.equal(false);
  });

  it("are walked with the arrow keys, value by value and from series to series, and say where one is", async () => {
    await show(gallery);
    await place("lines").focus();
    const { keyboard } = open.page;
    await keyboard.press("ArrowRight");
    expect(await heard("lines")).to.equal("a, step 0, loss 1");
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowRight");
    expect(await heard("lines")).to.equal("a, step 3, loss 0.01");
    await keyboard.press("ArrowDown");
    expect(await heard("lines")).to.equal("b, step 3, loss 0.2");
    await keyboard.press("Home");
    expect(await heard("lines")).to.equal("b, step 0, loss 1");
    expect(await tip("lines").isVisible()).to.equal(true);
    await keyboard.press("Escape");
    expect(await tip("lines").isVisible()).to.equal(false);
    const first: Readonly<Record<string, string>> = {
      points: "class, group 0, x 0, y 0",
      bars: "mean, name one, value 1",
      heat: "column 0, row 0, value 0",
      histogram: "before, value 0 … 1, count 1",
      contour: "descent, w 0.8, b 0.8",
      arrows: "x −1, y −1, arrow (1, −1)",
      network: "in, unit x, activation 1",
      "one image": "row 0, column 0, value 0",
      "many images": "7 → 7, row 0, column 0, value 0",
    };
    for (const [title, told] of Object.entries(first)) {
      await place(title).focus();
      await keyboard.press("ArrowRight");
      expect(await heard(title), title).to.equal(told);
    }
  });

  it("stand beside each other where there is room, and below each other where there is none", async () => {
    await show(gallery);
    const tops = async () => {
      const boxes = await Promise.all([figure("left").boundingBox(), figure("right").boundingBox()]);
      return boxes.map((box) => Math.round(box?.y ?? 0));
    };
    await open.page.setViewportSize({ width: 1500, height: 900 });
    await open.page.waitForTimeout(100);
    const [left, right] = await tops();
    expect(left).to.equal(right);
    for (const width of [1050, 360]) {
      await open.page.setViewportSize({ width, height: 900 });
      await open.page.waitForTimeout(100);
      const [above, below] = await tops();
      expect(below ?? 0).to.be.greaterThan((above ?? 0) + 100);
    }
    const { scroll, client } = await open.page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: document.documentElement.clientWidth,
    }));
    expect(scroll).to.equal(client);
  });

  it("say how many units of a large layer are not shown", async () => {
    await show(gallery);
    expect(await figure("network").locator("svg.plot").innerHTML()).to.contain("+4 more");
  });

  it("are saved through the editor: as a drawing that needs nothing else, as a bitmap, as numbers", async () => {
    await show(gallery, { theme: "dark" });
    for (const title of ["contour", "lines", "many images"]) {
      await figure(title).getByText("Save", { exact: true }).click();
      for (const kind of ["SVG", "PNG", "CSV"]) {
        await figure(title)
          .getByRole("button", { name: `Save “${title}” as ${kind}` })
          .click();
      }
    }
    await open.page.waitForFunction(
      () =>
        (window as unknown as { said: { type: string }[] }).said.filter(({ type }) => type === "saveFile")
          .length === 9,
    );
    const files = await open.saidOfType("saveFile");
    const file = (name: string) => files.find((one) => one.name === name)?.content ?? "";
    for (const title of ["contour", "lines", "many images"]) {
      const svg = file(`${title}.svg`);
      expect(svg).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(svg).not.to.contain("var(");
      expect(svg).to.contain(`>${title}</text>`);
      const png = Buffer.from(file(`${title}.png`), "base64");
      expect(png.subarray(1, 4).toString()).to.equal("PNG");
      const [, width] = svg.match(/ width="(\d+)"/) ?? [];
      expect(png.readUInt32BE(16)).to.equal(2 * Number(width));
    }
    expect(file("contour.svg")).to.contain('href="data:image/png;base64,');
    const drawn = await open.page.evaluate(async (source) => {
      const picture = new Image();
      picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
      await picture.decode();
      return picture.naturalWidth;
    }, file("lines.svg"));
    expect(drawn).to.be.greaterThan(200);
    expect(file("lines.csv")).to.equal(
      '\uFEFF"step","a","b"\r\n0,1,1\r\n1,0.1,0.5\r\n2,0,NaN\r\n3,0.01,0.2\r\n',
    );
    expect(file("many images.csv")).to.equal(
      '\uFEFF"image","row","0","1"\r\n"7 → 7",0,0,1\r\n"7 → 1",0,1,0\r\n',
    );
  });

  it("are saved with the strip of their colours between its two numbers", async () => {
    await show(gallery);
    for (const title of ["heat", "contour"]) {
      await figure(title).getByText("Save", { exact: true }).click();
      await figure(title)
        .getByRole("button", { name: `Save “${title}” as SVG` })
        .click();
    }
    const files = await open.saidOfType("saveFile");
    expect(files.map(({ name }) => name)).to.deep.equal(["heat.svg", "contour.svg"]);
    for (const [i, ends] of [
      ["0", "3"],
      ["0", "2"],
    ].entries()) {
      const strip = await stripIn(files[i]?.content ?? "");
      expect(strip.texts).to.deep.equal(ends);
      // From one colour to another that is not the same.
      expect(strip.first).not.to.deep.equal(strip.last);
    }
  });

  /** What stands at the foot of a saved drawing: texts, and the pixels at both ends of the strip. */
  async function stripIn(source: string) {
    // The page itself would not parse a text.
    const reader = await open.page.context().newPage();
    return reader.evaluate(async (text) => {
      const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      const strip = root.lastElementChild;
      const image = new Image();
      image.src = strip?.querySelector("image")?.getAttribute("href") ?? "";
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const context = canvas.getContext("2d");
      context?.drawImage(image, 0, 0);
      const pixel = (x: number) => [...(context?.getImageData(x, 4, 1, 1).data ?? [])];
      return {
        texts: [...(strip?.querySelectorAll("text") ?? [])].map((one) => one.textContent),
        first: pixel(0),
        last: pixel(canvas.width - 1),
      };
    }, source);
  }

  it("leave a table's numbers and texts for spreadsheets, too", async () => {
    await show(
      'import { table } from "lab";\ntable("speeds", ["name", "steps/s", "fast"], [["Adam, with decay", 1234.5678, true], ["SGD", NaN, null]]);\n',
    );
    const table = open.page.locator("figure.table");
    await table.getByText("Save", { exact: true }).click();
    await table.getByRole("button", { name: "Save “speeds” as CSV" }).click();
    const [file] = await open.saidOfType("saveFile");
    expect(file?.name).to.equal("speeds.csv");
    expect(file?.content).to.equal(
      '\uFEFF"name","steps/s","fast"\r\n"Adam, with decay",1234.5678,true\r\n"SGD",NaN,\r\n',
    );
  });

  /** A demo of five seconds that does `body` as often as it can, and tells at its end how often that was. */
  const flood = (body: string): string => `import { chart } from "lab";
const heat = Array.from({ length: 60 }, () => new Float32Array(60));
const loss = new Float32Array(500);
let calls = 0;
const from = performance.now();
while (performance.now() - from < 5_000) {
  calls += 1;
  heat[calls % 60][calls % 59] = calls % 7;
  loss[calls % 500] = calls % 11;
  ${body}
}
chart("calls", { title: String(calls), lines: [{ y: [1, 2] }] });
`;

  /** Milliseconds between frames of the page while a demo runs, once the page is complete; sorted. */
  async function frameGaps(code: string) {
    open = await pages.open();
    await open.send(showing(withDemo(question, code)));
    await open.page.locator(".cm-content").waitFor();
    await open.page.waitForTimeout(500);
    const gaps = await open.page.evaluate(
      () =>
        new Promise<number[]>((done) => {
          const all: number[] = [];
          const began = performance.now();
          let last = began;
          const look = (): void => {
            const now = performance.now();
            all.push(now - last);
            last = now;
            if (now - began < 3_000) requestAnimationFrame(look);
            else done(all);
          };
          requestAnimationFrame(look);
        }),
    );
    await open.runsEnded(1);
    gaps.sort((a, b) => a - b);
    const calls = Number(await open.page.locator("figure.chart figcaption").last().innerText());
    return { calls, frames: gaps.length, median: gaps[gaps.length >> 1] ?? 0, longest: gaps.at(-1) ?? 0 };
  }

  it("may be updated ten thousand times a second, a heat map beside a line: the page stays as lively as beside a demo that only computes", async function () {
    this.timeout(150_000);
    const calm = flood("");
    const busy = flood(
      'chart("heat", { title: "heat", heat: { values: heat } }); chart("loss", { title: "loss", lines: [{ label: "loss", y: loss }] });',
    );
    // What else the machine does holds up one run more than the other: one fair comparison of some is enough.
    const seen: string[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      const without = await frameGaps(calm);
      const { calls, frames, median, longest } = await frameGaps(busy);
      seen.push(JSON.stringify({ without, with: { calls, frames, median, longest } }));
      // Each call updates both.
      const isMany = calls > 10_000;
      const isLively = median < 2 * without.median + 10 && frames > without.frames / 3;
      if (isMany && isLively && longest < without.longest + 250) return;
    }
    expect.fail(seen.join("\n"));
  });

  it("are laid out once a frame, however many there are and however much in them changes", async () => {
    open = await pages.open();
    const devtools = await open.page.context().newCDPSession(open.page);
    await devtools.send("Performance.enable");
    const work = async () => {
      const { metrics } = await devtools.send("Performance.getMetrics");
      const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
      return { layouts: of("LayoutCount"), styles: of("RecalcStyleCount") };
    };
    const all = ["a", "b", "c"].map((id) => `chart("${id}", { title: "${id}", heat: { values: heat } });`);
    await open.send(showing(withDemo(question, flood(all.join(" ")))));
    await open.page.locator(".cm-content").waitFor();
    await open.page.waitForTimeout(1_000);
    const before = await work();
    const frames = await open.page.evaluate(
      () =>
        new Promise<number>((done) => {
          const began = performance.now();
          let count = 0;
          const look = (now: number): void => {
            count += 1;
            if (now - began < 1_500) requestAnimationFrame(look);
            else done(count);
          };
          requestAnimationFrame(look);
        }),
    );
    const after = await work();
    const perFrame = (what: keyof typeof before) => (after[what] - before[what]) / frames;
    expect(perFrame("layouts")).to.be.within(0.1, 1.5);
    expect(perFrame("styles")).to.be.below(2.5);
  });
});
