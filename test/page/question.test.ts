import { expect } from "chai";
import type { Question } from "../../src/curriculum/model";
import { question } from "../fixtures/question";
import { type OpenPage, showing, textOf } from "./open-page";
import { withPages } from "./pages";

describe("A question's page", () => {
  const pages = withPages();
  let open: OpenPage;

  it("says that it is ready, with the question it remembers", async () => {
    open = await pages.open({ state: { version: 1, number: 8, language: "en" } });
    expect(await open.said()).to.deep.equal([{ type: "ready", version: 1, number: 8 }]);
  });

  it("forgets a state of another version or shape", async () => {
    open = await pages.open({ state: { version: 99, number: "8", more: true } });
    expect(await open.said()).to.deep.equal([{ type: "ready", version: 1 }]);
  });

  it("shows the title, the answer, the text, the figure, the notes, the sources and the neighbours", async () => {
    open = await pages.open();
    await open.send(showing(question));
    const { page } = open;
    expect(await textOf(page.locator("h1"))).to.equal("What does the slope of a line do?");
    expect(await textOf(page.locator(".bar .place"))).to.match(/Foundations[\s›]+8 of 50/);
    expect(await textOf(page.locator(".answer"))).to.contain("how much y grows");
    expect(await page.locator(".body figure svg[role=img]").getAttribute("aria-label")).to.equal(
      "Two rising lines",
    );
    expect(await textOf(page.locator("aside.correction"))).to.contain("A steep line is not a fast one.");
    expect(await textOf(page.locator("aside.try"))).to.contain("Set the slope to −1");
    expect(await textOf(page.locator(".sources li"))).to.match(/On Lines\s+Doe · Journal of Lines · 2020/);
    expect(await page.locator(".related li").allInnerTexts()).to.deep.equal([
      "7\nWhat is a convolution?",
      "9\nWhat is a GAN? · planned",
    ]);
  });

  it("speaks the other language at once, and keeps the place, the quiz and the demo's values", async () => {
    open = await pages.open({ height: 600 });
    await open.send(showing(question));
    await open.runsEnded(1);
    const { page } = open;
    await page.locator("#param-0").press("ArrowRight");
    await open.runsEnded(2);
    await page.getByRole("radio", { name: "curve" }).check();
    await open.runsEnded(3);
    const single = page.locator("form[data-item=single]");
    await single.getByLabel("three").check();
    const paragraph = page.locator(".body > p").nth(4);
    await paragraph.evaluate((block) => window.scrollTo(0, block.getBoundingClientRect().top + scrollY - 60));
    await page.getByRole("radio", { name: "中文" }).check();
    await open.runsEnded(4);
    await page.getByRole("radio", { name: "弯", checked: true }).waitFor();
    expect(await textOf(page.locator("h1"))).to.equal("直线的斜率有什么用？");
    expect(await page.evaluate(() => document.documentElement.lang)).to.equal("zh-CN");
    expect(await textOf(page.locator("#demo-title"))).to.equal("画一条直线");
    expect(await single.getByLabel("三", { exact: true }).isChecked()).to.equal(true);
    expect(await textOf(page.locator(".param output").first())).to.equal("2.5");
    expect(await textOf(page.locator("pre.print"))).to.equal("斜率是 2.5");
    expect(await textOf(page.locator(".cm-content"))).to.contain('param("斜率"');
    const top = await paragraph.evaluate((block) => block.getBoundingClientRect().top);
    expect(top).to.be.within(30, 90);
    expect(await open.saidOfType("setLanguage")).to.deep.equal([{ type: "setLanguage", language: "zh-cn" }]);
    expect(await open.saidOfType("saveDraft")).to.deep.equal([]);
  });

  it("follows the editor to another language", async () => {
    open = await pages.open();
    await open.send(showing(question));
    await open.send({ type: "language", language: "zh-cn" });
    await open.page.getByRole("heading", { name: "直线的斜率有什么用？" }).waitFor();
    expect(await open.saidOfType("setLanguage")).to.deep.equal([]);
  });

  it("sends links to the editor: questions to a page, addresses to the browser", async () => {
    open = await pages.open();
    await open.send(showing(question));
    const { page } = open;
    await page.locator(".body a[data-question='7']").click();
    await page.locator(".body a.source").click();
    await page.locator(".related a").click();
    await page.getByRole("button", { name: "Next: Question 15" }).click();
    expect(
      (await open.said()).filter(({ type }) => type === "openQuestion" || type === "openLink"),
    ).to.deep.equal([
      { type: "openQuestion", number: 7 },
      { type: "openLink", href: "https://example.org/paper" },
      { type: "openQuestion", number: 7 },
      { type: "openQuestion", number: 15 },
    ]);
    expect(page.url()).to.equal(`${pages.origin}/`);
  });

  it("tells what a concept means while the focus is on its name", async () => {
    open = await pages.open();
    await open.send(showing(question));
    const { page } = open;
    const note = page.getByRole("tooltip");
    await page.locator(".body a.concept").focus();
    expect(await textOf(note)).to.match(/slope 斜率\s+How fast a line climbs\./);
    await page.keyboard.press("Escape");
    expect(await note.isVisible()).to.equal(false);
  });

  it("passes on bookmark and done, and shows what the editor answers", async () => {
    open = await pages.open();
    await open.send(showing(question));
    const { page } = open;
    await page.getByRole("button", { name: "Bookmark" }).click();
    await page.getByRole("button", { name: "Mark as learned" }).click();
    const said = (await open.said()).filter(({ type }) => type === "setBookmark" || type === "setDone");
    expect(said).to.deep.equal([
      { type: "setBookmark", number: 8, bookmarked: true },
      { type: "setDone", number: 8, done: true },
    ]);
    const progress = { status: "done", quiz: {}, bookmarked: true } as const;
    await open.send({ type: "progress", number: 8, progress });
    expect(await page.getByRole("button", { name: "Learned", pressed: true }).isVisible()).to.equal(true);
    expect(await page.getByRole("button", { name: "Bookmarked", pressed: true }).isVisible()).to.equal(true);
  });

  it("opens where it was left: scrolled, and with the demo's values", async () => {
    open = await pages.open({
      height: 500,
      state: { version: 1, number: 8, language: "en", scroll: 400, params: { slope: -1 } },
    });
    await open.send(showing(question));
    await open.runsEnded(1);
    expect(await open.page.evaluate(() => scrollY)).to.equal(400);
    expect(await textOf(open.page.locator("pre.print"))).to.equal("the slope is -1");
    await open.page.evaluate(() => window.scrollTo(0, 500));
    await open.page.waitForFunction(
      () => (window as unknown as { kept: { scroll: number } }).kept.scroll === 500,
    );
    expect(await open.kept()).to.deep.equal({
      version: 1,
      number: 8,
      language: "en",
      scroll: 500,
      params: { slope: -1 },
    });
  });

  it("breaks no rule of its content policy and throws nothing", async () => {
    open = await pages.open();
    await open.send(showing(question));
    await open.runsEnded(1);
    await open.page.locator("details.chart-data summary").first().click();
    await open.send({ type: "language", language: "zh-cn" });
    await open.runsEnded(2);
    expect(await open.violations()).to.deep.equal([]);
    expect(open.problems.filter((problem) => !problem.includes("404"))).to.deep.equal([]);
  });

  it("shows an example of the laboratory with its name, without number, quiz or a mark for learned", async () => {
    open = await pages.open();
    const example: Question = { ...question, number: 101, isExample: true, quiz: [], sources: [] };
    await open.send(showing(example, { topicTitle: { en: "Laboratory", "zh-cn": "实验室" } }));
    await open.runsEnded(1);
    const { page } = open;
    expect(await textOf(page.locator(".place strong"))).to.equal(example.title.en);
    expect((await textOf(page.locator(".eyebrow"))).toLowerCase()).to.equal("laboratory");
    expect(await page.locator(".quiz, .chip").count()).to.equal(0);
    expect(await textOf(page.locator("#answer-title"))).to.equal("What to do");
  });
});
