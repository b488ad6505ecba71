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
  const slider = (name: string) => open.page.getByRole("slider", { name, exact: true });
  /** A figure by the beginning of its title. */
  const figure = (title: string | RegExp) =>
    open.page.locator("figure").filter({ has: open.page.locator("figcaption", { hasText: title }) });
  /** What a figure tells those who do not see it. */
  const summary = (title: string | RegExp) => figure(title).locator("svg.plot").getAttribute("aria-label");
  const numberIn = (cell: string | undefined) => Number(cell?.replaceAll("−", "-"));
  async function lastRow(title: string | RegExp): Promise<readonly string[]> {
    await figure(title).getByText("Show data").click();
    return (await figure(title).locator("tbody tr").last().innerText()).split("\t");
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
    await open.runsEnded(1);
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
      await start(101, { data: "my own points", steps: 200_000 });
      const pad = open.page.getByRole("application", { name: /my points/ });
      await pad.waitFor();
      await open.page.getByLabel("data", { exact: true }).selectOption("rings");
      await pad.waitFor({ state: "detached", timeout: 10_000 });
      expect(await open.page.getByRole("button", { name: "Pause" }).count()).to.equal(1);
    });

    const answer = /of the test points are right/;
    const losses = /^Loss: training/;
    const trainingLoss = async () =>
      Number(/training ([\d.]+)/.exec(await figure(losses).locator("figcaption").innerText())?.[1]);

    it("finds a boundary around rings, and shows what every unit answers", async () => {
      await start(101, { data: "rings" });
      await open.runsEnded(1);
      expect(await status()).to.match(/both checks hold$/);
      expect(await figure(answer).locator("figcaption").innerText()).to.match(/^(9\d|100) %/);
      expect(await summary(/^What each unit/)).to.contain("2, 8, 8, 1 units");
    });

    it("takes another learning rate in the middle of training: far too much undoes what was learned", async () => {
      await start(101, { steps: 200_000 });
      await slider("learning rate").waitFor();
      await expectSoon(async () => (await trainingLoss()) < 0.1);
      await slider("learning rate").press("End");
      await expectSoon(async () => (await trainingLoss()) > 0.2);
      expect((await open.saidOfType("demoStarted")).length).to.equal(1);
    });

    it("begins anew, with as many units, when the network gets another shape", async () => {
      await start(101);
      await open.runsEnded(1);
      await slider("hidden layers").press("Home");
      await open.runsEnded(2);
      expect(await summary(/^What each unit/)).to.contain("2, 1 units");
    });

    it("learns from points that are placed while it trains", async () => {
      await start(101, { data: "my own points", steps: 200_000 });
      const pad = open.page.getByRole("application", { name: /my points/ });
      await pad.click({ position: { x: 40, y: 40 } });
      await pad.press("2");
      await pad.click({ position: { x: 150, y: 150 } });
      await expectSoon(
        async () => /points 2/.test((await summary(answer)) ?? "") || (await trainingLoss()) < 0.1,
      );
      expect(await figure(answer).locator("figcaption").innerText()).to.match(/^100 %/);
    });
  });

  describe("A network that reads digits", () => {
    it("shows a test digit at first, then answers what is drawn, in the middle of training", async () => {
      await start(102, { "digits to learn from": 600 });
      await figure(/^A test digit/).waitFor();
      const pad = open.page.getByRole("application", { name: /your digit/ });
      await stroke(pad, [0.5, 0.5], [0.15, 0.85]);
      await figure(/^It reads your digit as 1:/).waitFor({ timeout: 60_000 });
      await open.page.locator(".drawing-pad").getByRole("button", { name: "Clear" }).click();
      await figure(/^A test digit/).waitFor();
      const turn = Array.from({ length: 25 }, (_, k) => (2 * Math.PI * k) / 24);
      await stroke(
        pad,
        turn.map((angle) => 0.5 + 0.2 * Math.cos(angle)),
        turn.map((angle) => 0.5 + 0.3 * Math.sin(angle)),
      );
      await figure(/^It reads your digit as 0:/).waitFor({ timeout: 60_000 });
    });
  });

  describe("Four optimisers on one surface", () => {
    const heights = "Height above the lowest point reached";

    it("draws the paths of all four, in the same colours beside the surface", async () => {
      await start(103, { "steps per second": 200 });
      await expectSoon(async () => (await status()).includes(" checks hold"));
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

    it("lets plain descent fly off beyond 2/50, where momentum holds", async () => {
      await start(103, { "learning rate": 0.05, "steps per second": 200 });
      await expectSoon(async () => (await status()).includes(" checks hold"));
      const [, plain, momentum] = await lastRow(heights);
      expect(numberIn(plain)).to.be.greaterThan(1e6);
      expect(numberIn(momentum)).to.be.lessThan(1);
    });

    it("starts at the place that is clicked, exactly on an axis where the click is beside it", async () => {
      await start(103, { "steps per second": 200, surface: "saddle" });
      const pad = open.page.getByRole("application", { name: /Start here/ });
      const box = (await pad.boundingBox())!;
      await pad.click({ position: { x: box.width / 2 + 2, y: box.height * 0.2 } });
      await expectSoon(async () => (await status()).includes(" checks hold"));
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
