import { expect } from "chai";
import { question } from "../fixtures/question";
import { type OpenPage, showing, textOf, withDemo } from "./open-page";
import { withPages } from "./pages";
import { longestGap, timeStop, watchGaps } from "./stop-watch";

describe("Running a demo safely", () => {
  const pages = withPages();
  let open: OpenPage;

  beforeEach(async () => {
    open = await pages.open();
  });

  const show = (code: string) => open.send(showing(withDemo(question, code)));
  const status = async () => (await textOf(open.page.locator(".demo-status"))).replace(/\s+/g, " ").trim();
  const printed = () => textOf(open.page.locator("pre.print"));
  /** The browser tells a little later that a worker has come or gone. */
  const workersAre = async (count: number) => {
    for (let left = 100; open.page.workers().length !== count && left > 0; left--) {
      await open.page.waitForTimeout(20);
    }
    expect(open.page.workers()).to.have.lengthOf(count);
  };

  it("stops an endless loop within a quarter of a second, and the page never waits for it", async () => {
    await show('import { print } from "lab";\nprint("before");\nfor (;;);\n');
    const stop = open.page.getByRole("button", { name: "Stop" });
    const gaps: number[] = [];
    // The loop is reached: a busy machine takes its time.
    await open.page.locator("pre.print").waitFor();
    // Another program on the machine can hold the page up, so the best of a few tries counts for the gap.
    for (let attempt = 0; attempt < 4; attempt++) {
      if (attempt > 0) await open.page.getByRole("button", { name: "Run" }).click();
      await stop.waitFor();
      await watchGaps(open.page);
      expect(await timeStop(open.page)).to.be.below(250);
      await open.page.waitForTimeout(60);
      gaps.push(await longestGap(open.page));
      if (attempt === 0) expect(await printed()).to.equal("before");
    }
    expect(Math.min(...gaps)).to.be.below(50);
    expect(await status()).to.equal("Stopped.");
    const [first] = await open.saidOfType("demoEnded");
    expect(first).to.deep.equal({ type: "demoEnded", number: 8, outcome: "stopped" });
  });

  it("stops on Escape, and says that it is alive while a demo runs", async () => {
    await show("for (;;);\n");
    await open.page.waitForFunction(() =>
      (window as unknown as { said: { type: string }[] }).said.some(({ type }) => type === "alive"),
    );
    await open.page.keyboard.press("Escape");
    await open.runsEnded(1);
    expect(await status()).to.equal("Stopped.");
  });

  it("has the worker of the next run ready, in which nothing has run yet", async () => {
    await show('import { print } from "lab";\nprint(Date.now());\n');
    await open.runsEnded(1);
    await workersAre(1);
    await open.page.waitForTimeout(300);
    const click = await open.page.evaluate(() => Date.now());
    await open.page.getByRole("button", { name: "Run" }).click();
    await open.runsEnded(2);
    expect(Number(await printed())).to.be.at.least(click);
    await workersAre(1);
  });

  it("keeps no worker of a program that failed, was stopped or has gone", async () => {
    await show("undefined.x;\n");
    await open.runsEnded(1);
    await workersAre(0);
    await show("for (;;);\n");
    await open.page.getByRole("button", { name: "Stop" }).click();
    await open.runsEnded(2);
    await workersAre(0);
    await show("1 + 1;\n");
    await open.runsEnded(3);
    await workersAre(1);
    await open.send(showing({ ...question, number: 9, title: { en: "Another", "zh-cn": "另一个" } }));
    await open.runsEnded(4);
    await workersAre(1);
  });

  it("cuts off a flood of messages and stays usable", async () => {
    await show(
      'import { print } from "lab";\nprint("before");\nfor (;;) postMessage({ type: "outputs", outputs: [] });\n',
    );
    const gaps: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt++) {
      await open.runsEnded(attempt);
      expect(await status()).to.equal(
        "The demo sent more messages than the page can show, so it was stopped.",
      );
      if (attempt > 1) gaps.push(await longestGap(open.page));
      await watchGaps(open.page);
      await open.page.getByRole("button", { name: "Run" }).click();
    }
    expect(Math.min(...gaps)).to.be.below(400);
    expect(await printed()).to.equal("before");
    expect(await open.saidOfType("demoEnded")).to.deep.include({
      type: "demoEnded",
      number: 8,
      outcome: "failed",
    });
  });

  it("drops messages that no demo sends, and counts them", async () => {
    await show(`import { print } from "lab";
postMessage({ type: "outputs", outputs: [{ type: "html", text: "<b>x</b>" }] });
postMessage({ type: "outputs", outputs: [{ type: "print", text: 7 }] });
postMessage("nonsense");
postMessage({ type: "outputs", outputs: [{ type: "image", id: "i", image: { title: "t", values: [new Array(1e6).fill(0)] } }] });
print("after");
`);
    await open.runsEnded(1);
    expect(await printed()).to.equal("after");
    expect(await status()).to.contain("4 messages that no demo sends were dropped.");
  });

  it("shows text as text, never as HTML", async () => {
    await show(`import { chart, check, print, table } from "lab";
const evil = '<img src=x onerror="globalThis.hacked=1"><b>bold</b>';
print(evil);
check(evil, true, evil);
table(evil, [evil], [[evil]]);
chart(evil, { title: evil, lines: [{ label: evil, y: [1, 2] }] });
`);
    await open.runsEnded(1);
    expect(await printed()).to.contain("<b>bold</b>");
    expect(await open.page.locator(".outputs b, .outputs img").count()).to.equal(0);
    expect(await open.violations()).to.deep.equal([]);
  });

  it("hears nothing more of a run that was stopped", async () => {
    await show(`import { print } from "lab";
setInterval(() => print("tick"), 1);
`);
    await printed();
    await open.page.getByRole("button", { name: "Stop" }).click();
    await open.runsEnded(1);
    const then = await printed();
    await open.page.waitForTimeout(150);
    expect(await printed()).to.equal(then);
  });

  for (const [what, code, sentence] of [
    ["an unknown name", "missing();", "Line 1: the name “missing” is not known here."],
    [
      "endless recursion",
      "const f = (): number => f() + 1;\nf();",
      /^Line 1: the functions call each other without end\.$/,
    ],
    ["a value thrown", 'throw "no";', /The program threw no/],
    ["a lost promise", 'import { print } from "lab";\nvoid Promise.reject(new Error("lost"));\n', /lost/],
    ["an import from elsewhere", 'import { x } from "fs";\nx();', /A demo can only import from "lab"/],
    ["the network", 'await fetch("https://example.org");', /demos have no access to the network\./],
    ["code from text", 'eval("1");', /demos cannot make code out of text\./],
  ] as const) {
    it(`ends ${what} in a sentence`, async () => {
      await show(code);
      await open.runsEnded(1);
      if (typeof sentence === "string") expect(await status()).to.equal(sentence);
      else expect(await status()).to.match(sentence);
      expect(await open.saidOfType("demoEnded")).to.deep.equal([
        { type: "demoEnded", number: 8, outcome: "failed" },
      ]);
    });
  }
});
