import { expect } from "chai";
import { openWorkbench, type Workbench } from "../../host/workbench";
import { complete } from "./curriculum";
import { Learner, type QuestionView } from "./learner";

const { number, title } = complete[0]!;
const endless = 'import { print } from "lab";\nprint("before");\nfor (;;) {}\n';
const short = 'import { print } from "lab";\nprint("mine");\n';

/** Steps build on each other: one window, one draft. */
describe("A run that something comes between", function () {
  this.timeout(240_000);

  let workbench: Workbench;
  let learner: Learner;

  before(async () => {
    workbench = await openWorkbench();
    learner = new Learner(workbench);
  });
  after(() => workbench?.dispose());
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench.screenshot("out/test/failed-interrupted.png");
  });

  /** Workers of demos in the whole window. */
  const workers = () => workbench.page.workers().filter((worker) => worker.url().startsWith("data:"));
  const tab = () => workbench.page.locator(".tab", { hasText: `${number}. ` });
  const noticeOfSilence = () =>
    workbench.page.locator(".notification-list-item", { hasText: "does not answer" });

  async function openQuestion(): Promise<QuestionView> {
    await learner.openSidebar();
    await learner.row(`${number}. ${title.en}`).click();
    return learner.question(number);
  }

  async function run(view: QuestionView, text: string, shows: string): Promise<void> {
    await view.rewrite(text);
    await view.action("run").click();
    await view.frame.locator("pre.print", { hasText: shows }).waitFor();
  }

  async function expectWaits(text: string, status: RegExp): Promise<QuestionView> {
    // A reloaded window has to start its extensions first.
    const view = await learner.question(number, 120);
    await view.expectStatus(status);
    expect((await view.code.innerText()).trim()).to.equal(text.trim());
    expect(await view.frame.locator("pre.print").count()).to.equal(0);
    await expectSoon(() => workers().length, 0);
    return view;
  }

  it("gives way to the next one: Run while it runs leaves one worker, the new one's", async () => {
    const view = await openQuestion();
    await run(view, endless, "before");
    await run(view, endless.replace("before", "again"), "again");
    await view.frame.locator("pre.print", { hasText: "before" }).waitFor({ state: "detached" });
    await expectSoon(() => workers().length, 1);
    await view.action("stop").click();
    await view.expectStatus(/Stopped/);
    await expectSoon(() => workers().length, 0);
  });

  it("ends when another tab comes in front, and says so when the page is back", async () => {
    const view = await learner.question(number);
    await run(view, endless, "before");
    await workbench.openFile("inventory.py");
    await expectSoon(() => workers().length, 0);
    await tab().click();
    await expectWaits(endless, /ended when this page went out of sight/);
  });

  it("leaves nobody waiting for a page behind another tab", async () => {
    const view = await learner.question(number);
    await view.action("run").click();
    await view.frame.locator("pre.print", { hasText: "before" }).waitFor();
    await workbench.page.locator('.tab[data-resource-name="inventory.py"]').click();
    await workbench.page.waitForTimeout(14_000);
    await workbench.page.locator('[id="status.notifications"]').click();
    expect(await noticeOfSilence().count()).to.equal(0);
    await workbench.page.keyboard.press("Escape");
    await tab().click();
    await expectWaits(endless, /ended when this page went out of sight/);
  });

  it("ends with the page when that is closed; opened again, it has the text and waits", async () => {
    const view = await learner.question(number);
    await view.action("run").click();
    await view.frame.locator("pre.print", { hasText: "before" }).waitFor();
    await workbench.command("View: Close Editor");
    await tab().waitFor({ state: "detached" });
    await expectSoon(() => workers().length, 0);
    await workbench.command("View: Close All Editors");
    await openQuestion();
    await expectWaits(endless, /your own version/);
  });

  it("ends with the window when that is reloaded, and does not start again by itself", async () => {
    const view = await learner.question(number);
    await view.action("run").click();
    await view.frame.locator("pre.print", { hasText: "before" }).waitFor();
    const loaded = workbench.page.waitForEvent("load");
    await workbench.command("Developer: Reload Window");
    await loaded;
    await expectWaits(endless, /ended when this page went out of sight/);
  });

  it("shows again what it showed when it had ended by itself", async () => {
    const view = await learner.question(number);
    await run(view, short, "mine");
    await view.expectStatus(/^Done in/);
    await workbench.openFile("inventory.py");
    await tab().click();
    const back = await learner.question(number);
    await back.frame.locator("pre.print", { hasText: "mine" }).waitFor();
    await back.expectStatus(/^Done in/);
  });

  it("costs no letter that was typed just before", async () => {
    const view = await openQuestion();
    await view.rewrite(short);
    const { keyboard } = workbench.page;
    await keyboard.press("Enter");
    await keyboard.type('print("late");');
    await tab().click({ button: "middle" });
    await tab().waitFor({ state: "detached" });
    await openQuestion();
    await expectWaits(`${short}print("late");`, /your own version/);
  });
});

async function expectSoon<T>(found: () => T, wanted: T): Promise<void> {
  const end = Date.now() + 20_000;
  while (found() !== wanted && Date.now() < end) await new Promise((resume) => setTimeout(resume, 50));
  expect(found()).to.equal(wanted);
}
