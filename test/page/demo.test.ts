import { expect } from "chai";
import { type LastRun, textMark } from "../../src/page/last-run";
import { question } from "../fixtures/question";
import { type OpenPage, showing, textOf, withDemo } from "./open-page";
import { withPages } from "./pages";

describe("The demo beside a question", () => {
  const pages = withPages();
  let open: OpenPage;

  beforeEach(async () => {
    open = await pages.open();
  });

  const status = () => textOf(open.page.locator(".demo-status"));
  const run = () => open.page.getByRole("button", { name: "Run" }).click();

  it("runs when the page opens and shows everything it puts out", async () => {
    await open.send(showing(question));
    await open.runsEnded(1);
    const { page } = open;
    expect(await textOf(page.locator("pre.print"))).to.equal("the slope is 2");
    expect(await textOf(page.locator("figure.chart figcaption"))).to.equal("the line climbs by 2");
    expect(await page.locator("figure.chart svg.plot path[stroke='var(--c1)']").count()).to.equal(1);
    expect(await page.locator("figure.chart text.rim").allTextContents()).to.have.members(["f", "g"]);
    expect(await page.locator("figure.table tbody tr").allInnerTexts()).to.deep.equal([
      "0\t0",
      "0.5\t1",
      "1\t2",
    ]);
    expect(await page.locator("figure.image svg text").allTextContents()).to.deep.equal([..."012345678"]);
    expect(await page.locator(".check.holds").count()).to.equal(2);
    expect(await status()).to.match(/^Done in \d+ ms · both checks hold$/);
    const said = (await open.said()).map(({ type }) => type).filter((type) => /ready|demo/.test(type));
    expect(said).to.deep.equal(["ready", "demoStarted", "demoEnded"]);
  });

  it("tells the chart in a sentence and shows its numbers on request", async () => {
    await open.send(showing(question));
    await open.runsEnded(1);
    const chart = open.page.locator("figure.chart");
    expect(await chart.locator("svg.plot").getAttribute("aria-label")).to.equal(
      "the line climbs by 2. f goes from 0 to 19; g goes from 0 to 9.5.",
    );
    await chart.getByText("Show data").click();
    await chart.locator("tbody").waitFor();
    expect(await chart.locator("th").allInnerTexts()).to.deep.equal(["x", "f", "g"]);
    expect(await chart.locator("tbody tr").count()).to.equal(20);
  });

  it("runs again when a slider moves, keeps the focus there and says what no longer holds", async () => {
    await open.send(showing(question));
    await open.runsEnded(1);
    const slider = open.page.getByRole("slider", { name: "slope" });
    await slider.focus();
    await slider.press("Home");
    await open.runsEnded(2);
    expect(await textOf(open.page.locator("figure.chart figcaption"))).to.equal("the line climbs by -4");
    expect(await textOf(open.page.locator(".check.fails"))).to.match(
      /does not hold: the slope is positive\s+−4/,
    );
    expect(await status()).to.contain("1 of 2 checks holds");
    expect(await slider.evaluate((element) => element === document.activeElement)).to.equal(true);
    expect(await slider.getAttribute("aria-valuetext")).to.equal("−4.0");
  });

  it("keeps the old chart until the new one is there while a slider is dragged", async () => {
    await open.send(showing(question));
    await open.runsEnded(1);
    await open.page.locator("figure.chart svg.plot").waitFor();
    const seen = open.page.evaluate(
      () =>
        new Promise<number>((done) => {
          let least = Number.POSITIVE_INFINITY;
          let frames = 0;
          const look = (): void => {
            least = Math.min(least, document.querySelectorAll("figure.chart svg.plot path").length);
            frames += 1;
            if (frames < 60) requestAnimationFrame(look);
            else done(least);
          };
          look();
        }),
    );
    const slider = open.page.getByRole("slider", { name: "slope" });
    for (let i = 0; i < 8; i++) await slider.press("ArrowLeft");
    expect(await seen).to.be.greaterThan(0);
    await open.page.getByText("the line climbs by -2").waitFor();
  });

  it("offers choices and switches too", async () => {
    await open.send(showing(question));
    await open.runsEnded(1);
    await open.page.getByRole("radio", { name: "curve" }).check();
    await open.runsEnded(2);
    await open.page.getByRole("switch", { name: "show the table" }).click();
    await open.runsEnded(3);
    expect(await open.page.locator("figure.table").count()).to.equal(0);
    expect(await open.page.locator("figure.chart svg.plot").getAttribute("aria-label")).to.contain(
      "f goes from 0 to 18.05",
    );
  });

  it("starts with the values that a hover brought, under their names in the page's language", async () => {
    await open.send(showing(question, { language: "zh-cn", params: { slope: 3 } }));
    await open.runsEnded(1);
    expect(await textOf(open.page.locator("pre.print"))).to.equal("斜率是 3");
  });

  it("marks the line that throws, in the text and in a sentence that leads there", async () => {
    const code = 'import { print } from "lab";\nprint(1);\nconst a: number[] = [];\nprint(a.b.c);\n';
    await open.send(showing(withDemo(question, code)));
    await open.runsEnded(1);
    expect((await status()).trim()).to.match(/^Line 4:\s+“c” was asked of undefined\.$/);
    expect(await textOf(open.page.locator(".cm-line.error-line"))).to.equal("print(a.b.c);");
    expect(await open.page.locator(".cm-lint-marker-error").count()).to.equal(1);
    await open.page.getByRole("button", { name: "Line 4" }).click();
    expect(
      await open.page.locator(".cm-content").evaluate((text) => text === document.activeElement),
    ).to.equal(true);
  });

  it("marks a line that is no TypeScript, in the learner's language", async () => {
    await open.send(showing(withDemo(question, "const a = 1;\nconst = 2;\n"), { language: "zh-cn" }));
    await open.runsEnded(1);
    expect(await status()).to.match(/^第 2 行:?/);
    expect(await textOf(open.page.locator(".cm-line.error-line"))).to.equal("const = 2;");
  });

  it("finds the line of a mistake that only the engine sees", async () => {
    await open.send(showing(withDemo(question, "const a = 1;\nconst a = 2;\n")));
    await open.runsEnded(1);
    expect(await textOf(open.page.locator(".cm-line.error-line"))).to.equal("const a = 2;");
  });

  it("waits with a learner's own version, and says so", async () => {
    await open.send(showing(question, { draft: 'import { print } from "lab";\nprint("mine");\n' }));
    expect(await status()).to.contain("your own version");
    expect(await open.saidOfType("demoStarted")).to.deep.equal([]);
    await run();
    await open.runsEnded(1);
    expect(await textOf(open.page.locator("pre.print"))).to.equal("mine");
  });

  describe("that comes back after it was out of sight", () => {
    const draft = 'import { print } from "lab";\nprint("mine");\n';
    const comesBack = async (run: LastRun | undefined, text = draft) => {
      open = await pages.open({ state: { version: 1, number: 8, language: "en", run } });
      await open.send(showing(question, { draft: text }));
    };
    const mark = textMark(draft);

    it("shows again what the learner's own version showed, if that had ended", async () => {
      await comesBack({ text: mark, ended: true });
      await open.runsEnded(1);
      expect(await textOf(open.page.locator("pre.print"))).to.equal("mine");
    });

    it("waits if it still ran, and says why", async () => {
      await comesBack({ text: mark, ended: false });
      expect(await status()).to.equal(
        "The run ended when this page went out of sight. Press Run to start it again.",
      );
      expect(await open.saidOfType("demoStarted")).to.deep.equal([]);
    });

    it("waits if the text is another one by now", async () => {
      await comesBack({ text: mark, ended: true }, `${draft}for (;;) {}\n`);
      expect(await status()).to.contain("your own version");
    });

    it("remembers that it runs, that it has ended, and nothing when the learner stopped it", async () => {
      await comesBack(undefined, 'import { print } from "lab";\nprint("before");\nfor (;;) {}\n');
      const kept = async () => ((await open.kept()) as { run?: LastRun }).run;
      expect(await kept()).to.equal(undefined);
      await run();
      await open.page.locator("pre.print").waitFor();
      expect((await kept())?.ended).to.equal(false);
      await open.page.locator("[data-action=stop]").click();
      await open.runsEnded(1);
      expect(await kept()).to.equal(undefined);

      await comesBack(undefined);
      await run();
      await open.runsEnded(1);
      expect(await kept()).to.deep.equal({ text: mark, ended: true });
    });
  });

  it("goes on with the values and the place of a page that its run took down, as the editor was told of them", async () => {
    const code = `import { param, print } from "lab";\nprint(param("rate", 1, { min: 0, max: 5, step: 1 }));\n`;
    const shown = withDemo(question, code);
    await open.send(showing(shown));
    await open.runsEnded(1);
    await open.page.getByRole("slider", { name: "rate" }).press("ArrowRight");
    await open.runsEnded(2);
    const kept = (await open.saidOfType("kept")).at(-1)?.state;
    expect(kept).to.deep.equal(await open.kept());

    open = await pages.open();
    await open.send(showing(shown, { kept, holdDemo: true }));
    await run();
    await open.runsEnded(1);
    expect(await textOf(open.page.locator("pre.print"))).to.equal("2");
  });

  it("waits after a run that took the page down, even when it is asked to run at once", async () => {
    await open.send(showing(question, { runDemo: true, holdDemo: true }));
    expect(await status()).to.contain("took the page down");
    expect(await open.saidOfType("demoStarted")).to.deep.equal([]);
  });

  it("keeps the draft at every change, and so always before it runs", async () => {
    await open.send(showing(question));
    await open.runsEnded(1);
    const { page } = open;
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("// mine\n");
    // Asked in one breath with the last key: nothing is waited for.
    expect((await open.saidOfType("saveDraft")).at(-1)?.text?.startsWith("// mine\nimport")).to.equal(true);
    await page.keyboard.type("// more\n");
    await page.keyboard.press("Control+Enter");
    await open.runsEnded(2);
    const said = (await open.said()).filter(({ type }) => type === "saveDraft" || type === "demoStarted");
    const [first, ...rest] = said.map(({ type }) => type);
    const saves = "// mine\n// more\n".length;
    expect(first).to.equal("demoStarted");
    expect(rest).to.deep.equal([...new Array(saves).fill("saveDraft"), "demoStarted"]);
    const last = (await open.saidOfType("saveDraft")).at(-1);
    expect(last?.text?.startsWith("// mine\n// more\nimport")).to.equal(true);
  });

  it("dims what belongs to another text and says which key runs it, until it runs or the text is the same again", async () => {
    await open.send(showing(question));
    await open.runsEnded(1);
    const { page } = open;
    const opacity = () =>
      page.locator("figure.chart").evaluate((figure) => Number(getComputedStyle(figure).opacity));
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type(" ");
    expect(await status()).to.equal("Changed. Ctrl+Enter runs it.");
    expect(await opacity()).to.be.lessThan(1);
    await page.keyboard.press("Backspace");
    expect(await status()).to.match(/^Done in .* both checks hold$/);
    expect(await opacity()).to.equal(1);
    await page.keyboard.type("x;");
    expect(await status()).to.equal("Changed. Ctrl+Enter runs it.");
    await page.keyboard.press("Control+Enter");
    await open.runsEnded(2);
    expect(await status()).to.contain("Line 1");
  });

  it("names the key of a Mac on a Mac", async () => {
    await open.page.addInitScript(() =>
      Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }),
    );
    await open.page.reload();
    await open.send(showing(question, { language: "zh-cn" }));
    await open.runsEnded(1);
    expect(await open.page.locator("[data-action=run]").getAttribute("title")).to.equal("运行（Cmd+Enter）");
    await open.page.locator(".cm-content").click();
    await open.page.keyboard.type("x");
    expect(await status()).to.equal("代码已改动，按 Cmd+Enter 运行。");
  });

  it("says after five seconds that a program may never end, and how to end it", async () => {
    await open.send(showing(withDemo(question, "for (;;) {}\n")));
    await open.page.locator(".demo-status", { hasText: "Running …" }).waitFor();
    await open.page.locator(".demo-status", { hasText: "It may never end: Stop or Esc ends it." }).waitFor();
    await open.page.keyboard.press("Escape");
    await open.runsEnded(1);
    expect(await status()).to.equal("Stopped.");
  });

  it("asks before it throws a learner's changes away", async () => {
    const draft = 'import { print } from "lab";\nprint("mine");\n';
    await open.send(showing(question, { draft }));
    const { page } = open;
    await page.getByRole("button", { name: "Reset" }).click();
    expect(await textOf(page.locator(".demo-actions"))).to.contain("Throw away your code?");
    await page.getByRole("button", { name: "Keep" }).click();
    expect(await textOf(page.locator(".cm-content"))).to.contain("mine");
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("button", { name: "Throw away" }).click();
    await open.runsEnded(1);
    expect(await textOf(page.locator(".cm-content"))).to.contain("how steep the line is");
    expect(await open.saidOfType("saveDraft")).to.deep.equal([{ type: "saveDraft", number: 8, text: null }]);
    expect(await page.getByRole("button", { name: "Reset" }).count()).to.equal(0);
  });

  it("asks before it puts moved sliders back, and does not when they stand where they stood", async () => {
    await open.send(showing(question, { language: "zh-cn" }));
    await open.runsEnded(1);
    const { page } = open;
    const slider = page.getByRole("slider").first();
    await slider.press("ArrowRight");
    await open.runsEnded(2);
    await page.locator("[data-action=reset]").click();
    expect(await textOf(page.locator(".demo-actions .ask"))).to.equal("丢弃调过的 1 项参数？");
    await page.keyboard.press("Escape");
    await slider.press("ArrowLeft");
    await open.runsEnded(3);
    await page.locator("[data-action=reset]").click();
    await open.runsEnded(4);
    expect(await page.locator("[data-action=reset]").count()).to.equal(0);
  });

  it("draws gaps for NaN, logarithmic axes, bars, points in groups, heat with its boundary, and odd shapes", async () => {
    const code = `import { chart, image } from "lab";
chart("gap", { title: "gap", lines: [{ label: "l", y: [1, 2, NaN, 4, 5] }] });
chart("log", { title: "log", y: { scale: "log" }, lines: [{ label: "a", y: [1, 1e-3, 0, 1e-6] }, { label: "b", y: [1, 1e-3, 1e-5, 1.1e-6] }] });
chart("bars", { title: "bars", bars: [{ names: ["one", "two"], values: [1, -2] }] });
chart("long names", { title: "long names", y: { label: "votes" }, bars: [{ names: ["a name that is much too long to stand below a bar", "another name of the very same length, give or take"], values: [3, 5] }] });
chart("groups", { title: "groups", bars: [{ label: "x", names: ["one", "two"], values: [1, 2] }, { label: "y", names: ["one", "two"], values: [2, 1] }] });
chart("points", { title: "points", points: [{ x: [0, 1, 2], y: [0, 1, 2], group: [0, 1, 1] }] });
chart("heat", { title: "heat", heat: { values: [[0, 1], [0, 1], [0, 1]], x: [0, 1], y: [0, 1], boundary: 0.5 } });
chart("ragged", { title: "ragged", heat: { values: [[0, 1], [0]] } });
chart("empty", { title: "empty", lines: [{ label: "none", y: [] }] });
chart("one", { title: "one", lines: [{ label: "single", y: [3] }] });
chart("nothing", { title: "nothing" });
image("flat", { title: "flat", values: [[1, 1], [1, 1]] });
image("none", { title: "none", values: [] });
`;
    await open.send(showing(withDemo(question, code)));
    await open.runsEnded(1);
    const { page } = open;
    const chart = (title: string) =>
      page
        .locator("figure.chart")
        .filter({ has: page.locator("figcaption", { hasText: new RegExp(`^${title}$`) }) });
    await chart("nothing").locator("svg.plot").waitFor();
    const path = await chart("gap").locator("path[stroke='var(--c1)']").getAttribute("d");
    expect(path?.match(/M/g)).to.have.length(2);
    expect(await chart("log").locator("svg.plot").innerHTML()).to.contain("1e−6");
    const bars = (title: string) => chart(title).locator("path[fill='var(--c1)']").getAttribute("d");
    expect((await bars("bars"))?.match(/M/g)).to.have.length(2);
    const lying = [...((await bars("long names")) ?? "").matchAll(/h([\d.]+)v([\d.]+)/g)];
    expect(lying.map(([, width, height]) => Number(width) > Number(height))).to.deep.equal([true, true]);
    expect(await chart("groups").locator(".key-entry").allInnerTexts()).to.deep.equal(["x", "y"]);
    expect(await chart("points").locator("path[fill='var(--c2)']").count()).to.equal(1);
    expect(await chart("heat").locator("canvas").isVisible()).to.equal(true);
    expect(await chart("heat").locator("path[stroke='var(--chart-ink)']").count()).to.equal(1);
    const log = chart("log").locator("text.rim");
    const [first, second] = await log.evaluateAll((labels) =>
      labels.map((label) => label.getBoundingClientRect().top),
    );
    expect(Math.abs((first ?? 0) - (second ?? 0))).to.be.greaterThan(12);
    expect(open.problems.filter((problem) => !problem.includes("404"))).to.deep.equal([]);
  });

  it("leaves the cell of a heat map empty where there is no number", async () => {
    const code = 'import { chart } from "lab";\nchart("h", { title: "h", heat: { values: [[NaN, 1]] } });\n';
    await open.send(showing(withDemo(question, code)));
    await open.runsEnded(1);
    const opacities = await open.page.locator("figure.chart canvas").evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const row = canvas.getContext("2d")?.getImageData(0, canvas.height / 3, canvas.width, 1).data ?? [];
      return [...row].filter((_, i) => i % 4 === 3).filter((alpha, i, all) => alpha !== all[i - 1]);
    });
    expect(opacities).to.deep.equal([0, 255, 0]);
  });

  it("has its pads above the sliders and the buttons below them", async () => {
    const code = `import { button, param, pointPad } from "lab";
button("go");
param("slope", 1, { min: 0, max: 2 });
pointPad("place", { most: 1, x: [0, 1], y: [0, 1] });
`;
    await open.send(showing(withDemo(question, code)));
    await open.runsEnded(1);
    const controls = open.page.locator(".settings :is(button.secondary, input[type=range], .pad)");
    const kinds = await controls.evaluateAll((all) => all.map(({ tagName }) => tagName));
    expect(kinds).to.deep.equal(["DIV", "INPUT", "BUTTON"]);
  });

  it("has a box for the code that the reader pulls as high as it is wanted", async () => {
    const code = Array.from({ length: 40 }, (_, i) => `console.log("line ${i}");`).join("\n");
    await open.send(showing(withDemo(question, code)));
    await open.runsEnded(1);
    const box = open.page.locator(".code");
    await box.locator(".cm-editor").waitFor();
    const before = (await box.boundingBox())!;
    const corner = { x: before.x + before.width - 4, y: before.y + before.height - 4 };
    await open.page.mouse.move(corner.x, corner.y);
    await open.page.mouse.down();
    await open.page.mouse.move(corner.x, corner.y + 120, { steps: 4 });
    await open.page.mouse.up();
    expect((await box.boundingBox())?.height).to.be.within(before.height + 100, before.height + 140);
  });
});
