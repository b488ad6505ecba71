import { expect } from "chai";
import { question } from "../fixtures/question";
import { type OpenPage, showing, textOf, withDemo } from "./open-page";
import { withPages } from "./pages";

/** A loop that would take minutes, with a live slope. */
const training = `import { live, param, print, steps, table } from "lab";
const rate = live("rate", 1, { min: 0, max: 10, step: 1 });
const seed = param("seed", 1, { min: 1, max: 5, step: 1 });
let done = 0;
const show = () => table("state", ["step", "rate", "seed"], [[done, rate.value, seed]]);
for await (const step of steps(1e9, show)) done = step;
`;

const answering = `import { button, changes, drawingPad, live, pointPad, table } from "lab";
const pad = drawingPad("digit", { rows: 28, columns: 28 });
const points = pointPad("points", { x: [-1, 1], y: [-1, 1], classes: 3 });
const again = button("New data");
const kind = live("kind", "a", ["a", "b"]);
const show = () => table("answer", ["ink", "points", "classes", "presses", "kind"], [[
  pad.value.filter((ink) => ink > 0).length, points.value.x.length, points.value.group.join(""), again.value, kind.value,
]]);
show();
for await (const _ of changes()) show();
`;

describe("A demo that listens", () => {
  const pages = withPages();
  let open: OpenPage;

  beforeEach(async () => {
    open = await pages.open();
  });

  const cells = () => open.page.locator("figure.table tbody td, figure.table tbody th").allInnerTexts();
  const status = () => textOf(open.page.locator(".demo-status"));
  const press = (name: string) => open.page.getByRole("button", { name, exact: true }).click();
  const waitForCell = (column: number, text: string) =>
    open.page.waitForFunction(
      ([at, wanted]) =>
        [...document.querySelectorAll("figure.table tbody :is(td, th)")][
          at as number
        ]?.textContent?.trim() === wanted,
      [column, text],
    );

  it("takes a live value in the running loop, without a new run", async () => {
    await open.send(showing(withDemo(question, training)));
    await waitForCell(1, "1");
    const slider = open.page.getByRole("slider", { name: "rate" });
    await slider.focus();
    await slider.press("End");
    await waitForCell(1, "10");
    expect((await open.saidOfType("demoStarted")).length).to.equal(1);
    await open.page.getByRole("slider", { name: "seed" }).press("End");
    await waitForCell(2, "5");
    expect((await open.saidOfType("demoStarted")).length).to.equal(2);
    expect((await cells())[1]).to.equal("10");
  });

  it("pauses, goes one step at a time, takes live values in the pause, and resumes", async () => {
    await open.send(showing(withDemo(question, training)));
    await open.page.locator("figure.table").waitFor();
    await press("Pause");
    await open.page.getByRole("button", { name: "One step" }).waitFor();
    await open.page.waitForTimeout(200);
    const [before = ""] = await cells();
    expect(await status()).to.equal("Paused");
    await press("One step");
    await waitForCell(0, String(Number(before.replaceAll(",", "")) + 1));
    await open.page.getByRole("slider", { name: "rate" }).press("Home");
    await waitForCell(1, "0");
    const [paused] = await cells();
    await press("Resume");
    await open.page.waitForFunction(
      (text) => document.querySelector("figure.table tbody :is(td, th)")?.textContent?.trim() !== text,
      paused,
    );
    expect(await open.page.locator(".loop-state").innerText()).to.match(/step [\d,]+ of 1,000,000,000/);
  });

  it("tells how many steps it does in a second", async () => {
    await open.send(showing(withDemo(question, training)));
    await open.page.waitForFunction(() =>
      /· [\d,.]+ steps\/s/.test(document.querySelector(".loop-state")?.textContent ?? ""),
    );
  });

  it("is not taken for a loop without end, however long it runs", async () => {
    await open.send(showing(withDemo(question, training)));
    await open.page.waitForTimeout(5_600);
    expect(await status()).to.equal("Running …");
  });

  it("is stopped like any other", async () => {
    await open.send(showing(withDemo(question, training)));
    await open.page.locator("[data-action=stop]").click();
    await open.runsEnded(1);
    expect(await status()).to.equal("Stopped.");
    expect(await open.page.locator("[data-action=pause]").count()).to.equal(0);
  });

  it("answers what is drawn with the pen", async () => {
    await open.send(showing(withDemo(question, answering)));
    await waitForCell(0, "0");
    expect(await status()).to.contain("Ready");
    const pad = open.page.getByRole("application", { name: /digit/ });
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    await open.page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
    await open.page.mouse.down();
    await open.page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.5, { steps: 6 });
    await open.page.mouse.up();
    await open.page.waitForFunction(
      () => Number(document.querySelector("figure.table tbody :is(td, th)")?.textContent) > 20,
    );
    const drawn = Number((await cells())[0]);
    expect(drawn).to.be.within(30, 80);
    await open.page.locator(".drawing-pad").getByRole("button", { name: "Clear" }).click();
    await waitForCell(0, "0");
  });

  it("answers what is drawn with the keyboard alone", async () => {
    await open.send(showing(withDemo(question, answering)));
    await waitForCell(0, "0");
    await open.page.getByRole("application", { name: /digit/ }).focus();
    for (let i = 0; i < 4; i++) await open.page.keyboard.press("Shift+ArrowRight");
    await open.page.waitForFunction(
      () => Number(document.querySelector("figure.table tbody :is(td, th)")?.textContent) > 8,
    );
    await open.page.keyboard.press("Delete");
    await waitForCell(0, "0");
  });

  it("takes points of several classes from pointer and keyboard, and gives the last one back", async () => {
    await open.send(showing(withDemo(question, answering)));
    await waitForCell(1, "0");
    const pad = open.page.getByRole("application", { name: /points/ });
    await pad.click({ position: { x: 40, y: 40 } });
    await waitForCell(1, "1");
    await open.page.getByRole("radio", { name: "class 2" }).check({ force: true });
    await pad.focus();
    await open.page.keyboard.press("ArrowUp");
    await open.page.keyboard.press(" ");
    await waitForCell(2, "02");
    await open.page.keyboard.press("1");
    await open.page.keyboard.press(" ");
    await waitForCell(2, "021");
    await open.page.keyboard.press("Backspace");
    await waitForCell(2, "02");
  });

  it("names the keys that a pad hears, and no others", async () => {
    const pads = `import { changes, drawingPad, pointPad } from "lab";
drawingPad("digit", { rows: 28, columns: 28 });
pointPad("three", { x: [-1, 1], y: [-1, 1], classes: 3 });
pointPad("two", { x: [-1, 1], y: [-1, 1], classes: 2 });
pointPad("one", { x: [-1, 1], y: [-1, 1], classes: 1 });
pointPad("start", { x: [-1, 1], y: [-1, 1], classes: 1, most: 1 });
for await (const _ of changes());
`;
    await open.send(showing(withDemo(question, pads)));
    const said = (name: string) =>
      open.page.getByRole("application", { name: new RegExp(`^${name}:`) }).getAttribute("aria-label");
    expect(await said("three")).to.contain("keys 0 to 2 choose its class");
    expect(await said("two")).to.contain("keys 0 and 1 choose its class");
    expect(await said("one")).not.to.contain("class");
    expect(await said("start")).to.equal("start: arrow keys move, Space chooses the place.");
    const hints = await open.page.locator(".pad .note").allInnerTexts();
    expect(hints[0]).to.contain("Shift and the arrow keys");
    expect(hints[2]).to.match(/0 and 1 for the class$/);
  });

  it("asks before Reset takes what was drawn and placed, and says what", async () => {
    await open.send(showing(withDemo(question, answering)));
    await waitForCell(0, "0");
    await press("New data");
    const pad = open.page.getByRole("application", { name: /points/ });
    await pad.focus();
    await open.page.keyboard.press(" ");
    await open.page.keyboard.press("ArrowUp");
    await open.page.keyboard.press(" ");
    await waitForCell(1, "2");
    await open.page.getByRole("application", { name: /digit/ }).press("Shift+ArrowRight");
    await press("Reset");
    expect(await textOf(open.page.locator(".demo-actions .ask"))).to.equal(
      "Throw away 2 points and your drawing?",
    );
    await press("Keep");
    await waitForCell(1, "2");
    await press("Reset");
    await press("Throw away");
    await waitForCell(1, "0");
    await waitForCell(0, "0");
  });

  it("leaves the focus on the pad when the last point is taken back with its button", async () => {
    await open.send(showing(withDemo(question, answering)));
    await waitForCell(1, "0");
    const pad = open.page.getByRole("application", { name: /points/ });
    await pad.press(" ");
    await waitForCell(1, "1");
    await open.page.locator(".point-pad").getByRole("button", { name: "Undo" }).press("Enter");
    await waitForCell(1, "0");
    expect(await pad.evaluate((element) => element === document.activeElement)).to.equal(true);
  });

  it("offers to go on first while it is paused, and else to start again", async () => {
    await open.send(showing(withDemo(question, training)));
    const { page } = open;
    const run = page.locator("[data-action=run]");
    await press("Pause");
    await page.getByRole("button", { name: "One step" }).waitFor();
    expect(await page.locator("button.primary").allInnerTexts()).to.deep.equal(["Resume"]);
    expect((await run.innerText()).trim()).to.equal("Start again");
    await press("Resume");
    expect(await page.locator("button.primary").allInnerTexts()).to.deep.equal(["Run"]);
  });

  for (const action of ["pause", "stop"] as const) {
    it(`gives the focus of ${action} to Run when the run ends and the button goes`, async () => {
      const short = `import { steps } from "lab";
for await (const _ of steps(20)) await new Promise((done) => setTimeout(done, 100));
`;
      await open.send(showing(withDemo(question, short)));
      await open.page.locator(`[data-action=${action}]`).focus();
      await open.runsEnded(1);
      const focused = () => open.page.evaluate(() => (document.activeElement as HTMLElement).dataset.action);
      expect(await focused()).to.equal("run");
    });
  }

  it("gives the focus of a figure that goes to Run, and takes none that the learner has put elsewhere", async () => {
    const code = `import { chart, param } from "lab";
const rate = param("rate", 1, { min: 0, max: 5, step: 1 });
if (rate < 2) chart("line", { title: "line", lines: [{ label: "a", y: [1, 2] }] });
`;
    await open.send(showing(withDemo(question, code)));
    await open.runsEnded(1);
    await open.page.locator("figure.chart summary").first().focus();
    await open.send({ type: "draft", number: question.number, text: "let x = 1;\n", inEditor: true });
    await open.send({ type: "run" });
    await open.runsEnded(2);
    const focused = () => open.page.evaluate(() => (document.activeElement as HTMLElement).dataset.action);
    expect(await focused()).to.equal("run");
    await open.page.locator("[data-action=run]").blur();
    await open.send({ type: "run" });
    await open.runsEnded(3);
    expect(await focused()).to.equal(undefined);
  });

  it("counts presses and takes choices, and keeps all of it for the next run", async () => {
    await open.send(showing(withDemo(question, answering)));
    await waitForCell(3, "0");
    await press("New data");
    await press("New data");
    await waitForCell(3, "2");
    await open.page.getByRole("radio", { name: "b", exact: true }).check({ force: true });
    await waitForCell(4, "b");
    await press("Run");
    await open.page.waitForTimeout(300);
    expect((await cells()).slice(3)).to.deep.equal(["2", "b"]);
  });

  it("is no silent page while it waits: the editor knows that it rests", async () => {
    await open.send(showing(withDemo(question, answering)));
    await waitForCell(0, "0");
    const said = (await open.said()).map(({ type }) => type).filter((type) => type.startsWith("demo"));
    expect(said).to.deep.equal(["demoStarted", "demoEnded"]);
  });

  it("loses no value that comes when the loop has just ended", async () => {
    const short = `import { live, steps, table } from "lab";
const rate = live("rate", 1, { min: 0, max: 10, step: 1 });
for await (const _ of steps(3)) await new Promise((done) => setTimeout(done, 60));
table("end", ["rate"], [[rate.value]]);
`;
    await open.send(showing(withDemo(question, short)));
    const slider = open.page.getByRole("slider", { name: "rate" });
    await slider.focus();
    for (let i = 0; i < 9; i++) {
      await slider.press("ArrowRight");
      await open.page.waitForTimeout(37);
    }
    await waitForCell(0, "10");
  });

  it("speaks Chinese", async () => {
    await open.send(showing(withDemo(question, training), { language: "zh-cn" }));
    await press("暂停");
    await open.page.getByRole("button", { name: "走一步" }).waitFor();
    expect(await status()).to.equal("已暂停");
    expect(await open.page.locator(".loop-state").innerText()).to.match(/^第 [\d,]+ \/ 1,000,000,000 步/);
  });
});
