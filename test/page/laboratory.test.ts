import { expect } from "chai";
import type { Locator } from "playwright-core";
import type { ParamValue } from "../../src/lab/outputs";
import { builtQuestion } from "./built-question";
import { type OpenPage, showing, textOf } from "./open-page";
import { withPages } from "./pages";

describe("The laboratory", function () {
  // Networks are trained here, and a busy machine takes its time.
  this.timeout(120_000);

  const pages = withPages();
  let open: OpenPage;

  afterEach(async () => {
    expect(open.problems.filter((problem) => !problem.includes("404"))).to.deep.equal([]);
    expect(await open.violations()).to.deep.equal([]);
  });

  async function start(number: number, params: Readonly<Record<string, ParamValue>> = {}): Promise<void> {
    open = await pages.open();
    await open.send(showing(builtQuestion(number), { params }));
  }
  const status = () => textOf(open.page.locator(".demo-status"));
  /** The line below the output: what the program is doing, and how far it is. */
  const foot = () => textOf(open.page.locator(".demo-foot"));
  const slider = (name: string) => open.page.getByRole("slider", { name, exact: true });
  /** A figure by the beginning of its title. */
  const figure = (title: string | RegExp) =>
    open.page.locator("figure").filter({ has: open.page.locator("figcaption", { hasText: title }) });
  const caption = (title: string | RegExp) => figure(title).locator("figcaption").innerText();
  /** What a figure tells those who do not see it. */
  const summary = (title: string | RegExp) => figure(title).locator("svg.plot").getAttribute("aria-label");
  const numberIn = (cell: string | undefined) => Number(cell?.replaceAll("−", "-"));
  async function lastRow(title: string | RegExp): Promise<readonly string[]> {
    const rows = figure(title).locator("tbody tr");
    if ((await rows.count()) === 0) await figure(title).getByText("Show data").click();
    return (await rows.last().innerText()).split("\t");
  }

  it("keeps its bar in one line in a narrow column, with the ways on and the languages", async () => {
    open = await pages.open({ width: 420 });
    const neighbour = (number: number) => ({
      number,
      title: builtQuestion(number).title,
      available: true,
      isExample: true as const,
    });
    await open.send(showing(builtQuestion(102), { previous: neighbour(101), next: neighbour(103) }));
    const bar = open.page.locator(".bar");
    const parts = await bar
      .locator("button, label")
      .evaluateAll((all) => all.map((part) => part.getBoundingClientRect().toJSON()));
    expect(parts.length).to.equal(5);
    for (const { top, bottom, right } of parts)
      expect(top >= 0 && bottom <= 44 && right <= 420).to.equal(true);
    await bar.getByRole("button", { name: "A network to play with" }).click();
    expect((await open.saidOfType("openQuestion")).map(({ number }) => number)).to.deep.equal([101]);
  });

  it("gives the demo the page: settings at the left, outputs large beside them, texts below", async () => {
    await start(101);
    await figure(/^Loss: training/).waitFor();
    const box = async (name: string) => (await open.page.locator(name).first().boundingBox())!;
    const [settings, outputs, code] = [await box(".settings"), await box(".outputs"), await box(".code")];
    expect(settings.x + settings.width).to.be.at.most(outputs.x);
    expect(outputs.width).to.be.greaterThan(2.5 * settings.width);
    expect((await box(".outputs canvas")).width).to.be.greaterThan(300);
    expect(code.height).to.be.greaterThan(400);
    expect((await box(".answer")).y).to.be.greaterThan(code.y + code.height);
    const inner = await open.page
      .locator(".demo-scroll, .outputs")
      .evaluateAll((all) => all.map((place) => getComputedStyle(place).overflowY));
    expect(inner).to.deep.equal(["visible", "visible"]);
    await open.page.locator(".code").scrollIntoViewIfNeeded();
    const run = await box("[data-action=run]");
    expect(run.y).to.be.within(44, 90);
  });

  describe("A network to play with", () => {
    it("takes the pad away as soon as other data are chosen", async () => {
      await start(101, { data: "my own points" });
      const pad = open.page.getByRole("application", { name: /my points/ });
      await pad.waitFor();
      await open.page.getByLabel("data", { exact: true }).selectOption("rings");
      await pad.waitFor({ state: "detached", timeout: 10_000 });
      await open.page.getByRole("button", { name: "Pause" }).waitFor();
    });

    const answer = /of the test points are right/;
    const losses = /^Loss: training/;
    const trainingLoss = async () => Number(/training ([\d.e-]+)/.exec(await caption(losses))?.[1]);
    const step = async () => Number(/step ([\d,]+)/.exec(await foot())?.[1]?.replaceAll(",", ""));
    const atFullSpeed = { "steps per second": 100_000 };

    it("finds a boundary around rings, and shows what every unit answers", async () => {
      await start(101, { data: "rings", ...atFullSpeed });
      await expectSoon(async () => /^(9\d|100) %/.test(await caption(answer)));
      expect(await summary(/^What each unit/)).to.contain("2, 8, 8, 1 units");
    });

    it("goes on at a pace that one can follow, until it is paused", async () => {
      await start(101);
      await expectSoon(async () => (await step()) >= 120);
      const [before, began] = [await step(), Date.now()];
      await expectSoon(async () => (await step()) >= before + 240);
      expect((((await step()) - before) / (Date.now() - began)) * 1_000).to.be.lessThan(150);
      await open.page.getByRole("button", { name: "Pause", exact: true }).click();
      await open.page.getByRole("button", { name: "Resume", exact: true }).waitFor();
      const paused = await step();
      await open.page.getByRole("button", { name: "Resume", exact: true }).click();
      await expectSoon(async () => (await step()) > paused + 100);
    });

    it("begins at step 0 again with new weights, also while it is paused, and its curve with it", async () => {
      await start(101, atFullSpeed);
      await expectSoon(async () => (await step()) > 1_000);
      await open.page.getByRole("button", { name: "Pause", exact: true }).click();
      await open.page.getByRole("button", { name: "Resume", exact: true }).waitFor();
      await open.page.getByRole("button", { name: "New weights" }).click();
      await expectSoon(async () => (await step()) === 0);
      expect((await lastRow(losses))[0]).to.equal("0");
      expect(await trainingLoss()).to.be.greaterThan(0.3);
    });

    it("takes another learning rate in the middle of training: far too much undoes what was learned", async () => {
      await start(101, atFullSpeed);
      await slider("learning rate").waitFor();
      await expectSoon(async () => (await trainingLoss()) < 0.1);
      await slider("learning rate").press("End");
      await expectSoon(async () => (await trainingLoss()) > 0.2);
      expect((await open.saidOfType("demoStarted")).length).to.equal(1);
    });

    it("begins anew, with as many units, when the network gets another shape", async () => {
      await start(101);
      await slider("hidden layers").waitFor();
      await slider("hidden layers").press("Home");
      await expectSoon(async () => ((await summary(/^What each unit/)) ?? "").includes("2, 1 units"));
      expect((await open.saidOfType("demoStarted")).length).to.equal(2);
    });

    it("asks for points of both classes, learns from them as they are placed, and offers nothing that does nothing", async () => {
      await start(101, { data: "my own points", ...atFullSpeed });
      const pad = open.page.getByRole("application", { name: /my points/ });
      await figure("Place points of both classes").waitFor();
      await pad.click({ position: { x: 40, y: 40 } });
      expect(await figure(losses).count()).to.equal(0);
      await pad.press("1");
      await pad.click({ position: { x: 150, y: 150 } });
      await expectSoon(async () => (await caption(/of your points are right/)).startsWith("100 %"));
      expect(await figure(/^Loss: [\d.e-]+$/).count()).to.equal(1);
      for (const name of ["noise", "share for training"]) expect(await slider(name).count()).to.equal(0);
      expect(await open.page.getByRole("button", { name: "New data" }).count()).to.equal(0);
    });
  });

  describe("A network that reads digits", () => {
    it("shows a test digit at first, then answers what is drawn, in the middle of training", async () => {
      await start(102, { "digits to learn from": 600 });
      await figure(/^A test digit, read/).waitFor();
      const pad = open.page.getByRole("application", { name: /your digit/ });
      await stroke(pad, [0.5, 0.5], [0.15, 0.85]);
      await figure(/^It reads your digit as 1:/).waitFor({ timeout: 60_000 });
      await open.page.locator(".drawing-pad").getByRole("button", { name: "Clear" }).click();
      await figure(/^A test digit, read/).waitFor();
      const turn = Array.from({ length: 25 }, (_, k) => (2 * Math.PI * k) / 24);
      await stroke(
        pad,
        turn.map((angle) => 0.5 + 0.2 * Math.cos(angle)),
        turn.map((angle) => 0.5 + 0.3 * Math.sin(angle)),
      );
      await figure(/^It reads your digit as 0:/).waitFor({ timeout: 60_000 });
      await open.page.locator(".drawing-pad").getByRole("button", { name: "Clear" }).click();
      await figure(/^A test digit, read/).waitFor();
      // A small one in the corner.
      await stroke(
        pad,
        turn.map((angle) => 0.16 + 0.09 * Math.cos(angle)),
        turn.map((angle) => 0.2 + 0.14 * Math.sin(angle)),
      );
      await figure(/^It reads your digit as 0:/).waitFor({ timeout: 60_000 });
      await figure(/^Your digit in the middle/).waitFor();
    });

    it("goes on learning when the learning rate moves after training", async () => {
      await start(102, { "digits to learn from": 200, steps: 100 });
      await expectSoon(async () => (await status()).startsWith("Ready"));
      await slider("learning rate").press("ArrowLeft");
      await expectSoon(async () => (await lastRow("Loss on the training digits"))[0] === "200");
    });
  });

  describe("Four optimisers on one surface", () => {
    const heights = "Height above the lowest point reached";

    const raceEnds = () => expectSoon(async () => (await status()).startsWith("Ready"));

    it("draws the paths of all four, in the same colours beside the surface", async () => {
      await start(103, { "steps per second": 200 });
      await raceEnds();
      const names = ["plain", "momentum", "RMSprop", "Adam"];
      expect(
        await figure(/^Lowest now/)
          .locator(".key-entry")
          .allInnerTexts(),
      ).to.deep.equal(names);
      for (const name of names) expect(await summary(heights)).to.contain(name);
      const colours = (title: string | RegExp) =>
        figure(title)
          .locator("svg.plot path[stroke-width='2']")
          .evaluateAll((paths) => [...new Set(paths.map((path) => getComputedStyle(path).stroke))]);
      expect(await colours(heights)).to.have.length(4);
      expect(await colours(/^Lowest now/)).to.include.members(await colours(heights));
    });

    it("lets plain descent fly off beyond 2/50, where momentum holds, and leaves the others' curves readable", async () => {
      await start(103, { "learning rate": 0.05, "steps per second": 200 });
      await raceEnds();
      expect(await caption(/^Lowest now/)).to.match(/; flown off: plain$/);
      await figure(heights).getByText("Show data").click();
      await figure(heights).locator("tbody tr").first().waitFor();
      const rows = await figure(heights).locator("tbody tr").allInnerTexts();
      const cells = rows.map((row) => row.split("\t"));
      const [, step, height] = cells.findLast(([name]) => name === "momentum") ?? [];
      expect(step).to.equal("300");
      expect(numberIn(height)).to.be.lessThan(1);
      expect(Math.max(...cells.map((row) => numberIn(row[2])))).to.be.within(100, 1e5);
    });

    it("lets nobody fly off in the banana at the rate it begins with", async () => {
      await start(103, { surface: "banana", "steps per second": 200 });
      await raceEnds();
      expect(await caption(/^Lowest now/)).to.equal("Lowest now: momentum");
    });

    it("begins 300 fresh steps at the place that is clicked in mid-race, also while it is paused", async () => {
      await start(103, { "steps per second": 200, surface: "saddle" });
      await expectSoon(async () => Number(/step (\d+) of 300/.exec(await foot())?.[1]) > 60);
      await open.page.getByRole("button", { name: "Pause", exact: true }).click();
      const pad = open.page.getByRole("application", { name: /Start here/ });
      const box = (await pad.boundingBox())!;
      // Exactly on an axis where the click is beside it.
      await pad.click({ position: { x: box.width / 2 + 2, y: box.height * 0.2 } });
      await expectSoon(async () => /step 0 of 300/.test(await foot()));
      await open.page.getByRole("button", { name: "Resume", exact: true }).click();
      await raceEnds();
      expect((await lastRow(heights))[0]).to.equal("300");
      const rows = figure(/^Lowest now/);
      await rows.getByText("Show data").click();
      expect((await rows.locator("tbody tr").first().innerText()).split("\t")).to.include("0");
    });
  });

  async function stroke(pad: Locator, x: readonly number[], y: readonly number[]): Promise<void> {
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    for (const [i, part] of x.entries()) {
      await open.page.mouse.move(box.x + part * box.width, box.y + (y[i] ?? 0) * box.height, { steps: 5 });
      if (i === 0) await open.page.mouse.down();
    }
    await open.page.mouse.up();
  }

  async function expectSoon(holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 30_000;
    while (!(await holds().catch(() => false))) {
      if (Date.now() > end) throw new Error(`it does not come about within 30 s: ${await status()}`);
      await open.page.waitForTimeout(50);
    }
  }
});
