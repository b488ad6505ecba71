import { expect } from "chai";
import { judge, numberIn, shownOrder } from "../../src/page/quiz-answer";
import { question } from "../fixtures/question";
import { type OpenPage, showing, textOf } from "./open-page";
import { withPages } from "./pages";

describe("The quiz", () => {
  const pages = withPages();
  let open: OpenPage;

  beforeEach(async () => {
    open = await pages.open();
    await open.send(showing(question));
  });

  const item = (id: string) => open.page.locator(`form[data-item=${id}]`);
  const check = (id: string) => item(id).getByRole("button", { name: "Check" }).click();
  const verdict = (id: string) => textOf(item(id).getByRole("status"));

  it("asks for an answer before it judges", async () => {
    await check("single");
    expect(await verdict("single")).to.equal("Choose an answer first.");
    await item("numeric").getByRole("textbox").fill("a lot");
    await check("numeric");
    expect(await verdict("numeric")).to.equal("That is not a number yet.");
    expect(await open.saidOfType("quizAnswered")).to.deep.equal([]);
  });

  it("judges one choice, says why the wrong one is wrong, and lets the learner try again", async () => {
    await item("single").getByLabel("one third").check();
    await check("single");
    expect(await verdict("single")).to.equal("Not quite.");
    expect(await textOf(item("single"))).to.contain("That is the inverse.");
    expect(await textOf(item("single").locator(".option.missed"))).to.match(/three\s+✓ the right answer/);
    expect(await textOf(item("single").locator(".explanation"))).to.equal("y grows by 3 per step.");
    await item("single").getByRole("button", { name: "Try again" }).click();
    await item("single").getByLabel("three").check();
    await check("single");
    expect(await verdict("single")).to.equal("Right.");
    expect(await open.saidOfType("quizAnswered")).to.deep.equal([
      { type: "quizAnswered", number: 8, item: "single", right: false },
      { type: "quizAnswered", number: 8, item: "single", right: true },
    ]);
    expect(await textOf(open.page.locator(".quiz-head"))).to.contain("1 of 5 right");
  });

  it("wants every right answer where several are", async () => {
    await item("multiple").getByLabel("y = 2x").check();
    await check("multiple");
    expect(await verdict("multiple")).to.equal("Not all of it.");
    expect(await textOf(item("multiple").locator(".option.missed"))).to.match(/✓ also right/);
    await item("multiple").getByRole("button", { name: "Try again" }).click();
    await item("multiple").getByLabel("y = 2x").check();
    await item("multiple").getByLabel("y = x", { exact: true }).check();
    await check("multiple");
    expect(await verdict("multiple")).to.equal("Right.");
  });

  it("takes steps in order by the arrow keys, and keeps the focus on the step", async () => {
    const steps = item("order").locator(".step-text");
    for (const [place, text] of ["y = x / 2", "y = x", "y = 2x"].entries()) {
      const handle = item("order").getByRole("button", {
        name: `Reorder with the arrow keys: ${text}`,
        exact: true,
      });
      await handle.focus();
      let now = (await steps.allInnerTexts()).indexOf(text);
      while (now > place) {
        await open.page.keyboard.press("ArrowUp");
        now -= 1;
      }
      expect(await handle.evaluate((element) => element === document.activeElement)).to.equal(true);
    }
    expect(await steps.allInnerTexts()).to.deep.equal(["y = x / 2", "y = x", "y = 2x"]);
    await check("order");
    expect(await verdict("order")).to.equal("Right.");
  });

  it("takes steps in order by dragging", async () => {
    const rows = item("order").locator("li");
    await rows.first().scrollIntoViewIfNeeded();
    const before = await item("order").locator(".step-text").allInnerTexts();
    const from = await rows.nth(0).locator(".handle").boundingBox();
    const to = await rows.nth(2).boundingBox();
    if (!from || !to) throw new Error("the steps are not on the screen");
    await open.page.mouse.move(from.x + 8, from.y + 8);
    await open.page.mouse.down();
    await open.page.mouse.move(from.x + 8, to.y + to.height - 2, { steps: 8 });
    await open.page.mouse.up();
    const [first, second, third] = before;
    expect(await item("order").locator(".step-text").allInnerTexts()).to.deep.equal([second, third, first]);
  });

  it("shows the right order after a wrong one", async () => {
    await check("order");
    expect(await verdict("order")).to.equal("Not quite.");
    expect(await item("order").locator(".solution li").allInnerTexts()).to.deep.equal([
      "y = x / 2",
      "y = x",
      "y = 2x",
    ]);
  });

  it("takes a number within its tolerance, as a fraction too", async () => {
    await item("numeric").getByRole("textbox").fill("1/4");
    await open.page.keyboard.press("Enter");
    expect(await verdict("numeric")).to.equal("Right.");
    await item("numeric").getByRole("button", { name: "Try again" }).click();
    await item("numeric").getByRole("textbox").fill("0.3");
    await check("numeric");
    expect(await verdict("numeric")).to.equal("Not quite. The answer is 0.25 per step.");
  });

  it("compares what code prints, spaces at the ends aside", async () => {
    expect(await textOf(item("prints").locator("pre"))).to.equal("print(Math.max(1, 2));");
    await item("prints").getByRole("textbox").fill("  2 ");
    await check("prints");
    expect(await verdict("prints")).to.equal("Right.");
  });

  it("remembers what was answered right before", async () => {
    await open.send({
      type: "progress",
      number: 8,
      progress: { status: "started", quiz: { numeric: true, single: false }, bookmarked: false },
    });
    expect(await textOf(item("numeric"))).to.contain("answered right before");
    expect(await textOf(item("single"))).not.to.contain("answered right before");
  });
});

describe("Judging an answer", () => {
  it("reads numbers as people type them", () => {
    const typed = [
      "0.25",
      " −0,25 ",
      "1/4",
      "2.5e-1",
      "25 %",
      "１２",
      "1,000",
      "+3",
      "x",
      "1/0",
      "",
      "1 2 x",
    ];
    expect(typed.map(numberIn)).to.deep.equal([
      0.25,
      -0.25,
      0.25,
      0.25,
      0.25,
      12,
      1000,
      3,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("shuffles the same way every time, and never shows steps already in order", () => {
    const [single, , order] = question.quiz;
    if (!single || order?.kind !== "order") throw new Error("the fixture has no steps to order");
    expect(shownOrder(single)).to.deep.equal(shownOrder(single));
    for (let i = 0; i < 200; i++) {
      const shown = shownOrder({ ...order, id: `steps-${i}` });
      expect([...shown].sort()).to.deep.equal([0, 1, 2]);
      expect(shown).not.to.deep.equal([0, 1, 2]);
    }
  });

  it("calls a choice with a wrong answer in it wrong, and an incomplete one almost right", () => {
    const multiple = question.quiz.find((item) => item.kind === "multiple");
    if (!multiple) throw new Error("the fixture has no item with several answers");
    const verdictOf = (...chosen: number[]) => judge(multiple, { kind: "choice", chosen });
    expect([verdictOf(), verdictOf(0), verdictOf(0, 1), verdictOf(0, 1, 2), verdictOf(2)]).to.deep.equal([
      undefined,
      "almost",
      "right",
      "wrong",
      "wrong",
    ]);
  });
});
