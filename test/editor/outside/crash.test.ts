import { expect } from "chai";
import { openWorkbench, type Workbench } from "../../host/workbench";
import { complete } from "./curriculum";
import { Learner, type QuestionView } from "./learner";

/**
 * A demo that fills the heap takes its process with it, and no page can prevent that. Where the editor's server itself
 * serves webviews, the editor's own window is of that process, so that it is the window that is gone; on the desktop
 * and on vscode.dev it is the webview's alone. The process is ended here while a demo runs: filling some gigabytes
 * comes to the same and takes minutes.
 */
describe("A demo that takes the window down with it", function () {
  // The editor starts twice.
  this.timeout(300_000);

  let workbench: Workbench;
  let learner: Learner;
  const { number } = complete[0]!;
  const code = 'import { print } from "lab";\nprint("before");\nfor (;;) {}\n';

  before(async () => {
    workbench = await openWorkbench();
    learner = new Learner(workbench);
  });
  after(() => workbench?.dispose());
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench.screenshot("out/test/failed-crash.png");
  });

  it("costs no text: opened again, the page has it and does not run it by itself", async () => {
    await learner.openSidebar();
    const view = await learner.openQuestion(number);
    await view.rewrite(code);
    await view.action("run").click();
    await view.frame.locator("pre.print", { hasText: "before" }).waitFor();

    await workbench.crash();
    await workbench.reopen();

    // The editor writes down which tabs are open once a minute: whether the page comes back by itself is luck.
    await learner.openSidebar();
    await learner.row(`${number}. `).first().click();
    // Chromium waits half a minute for the service worker that went down with the window.
    const again = await learner.question(number, 180);
    // So is whether it remembers that it ran.
    await again.expectStatus(/your own version|out of sight/);
    expect((await again.code.innerText()).trim()).to.equal(code.trim());
    await workbench.page.waitForTimeout(1_000);
    await again.expectStatus(/your own version|out of sight/);
  });
});

describe("A demo that takes its page down with it, and nothing else", function () {
  // The watch waits twelve seconds, and Chromium half a minute for the service worker that went down with the page.
  this.timeout(360_000);

  let workbench: Workbench;
  let learner: Learner;
  const { number } = complete[0]!;
  const code = `import { param, print } from "lab";
const turns = param("turns", 3, { min: 0, max: 9, step: 1 });
print("before", turns);
for (;;) {}
`;

  before(async () => {
    workbench = await openWorkbench({ webviewsApart: true });
    learner = new Learner(workbench);
  });
  after(() => workbench?.dispose());

  it("is noticed, and Reload brings back the page, with text and values, which does not run by itself", async () => {
    const view = await learner.openQuestion(number);
    await view.rewrite(code);
    await view.action("run").click();
    const printed = (values: QuestionView, turns: number) =>
      values.frame.locator("pre.print", { hasText: `before ${turns}` }).waitFor();
    await printed(view, 3);
    await view.frame.locator("input[type=range]").first().press("ArrowRight");
    await printed(view, 4);

    const crashed = await workbench.crashWebview();
    await crashed.click({ selector: '[id="status.notifications"] a' });
    const notice = ".notifications-center .notification-list-item";
    await crashed.click({ selector: `${notice} .monaco-button`, text: "Reload" });

    // Who joins while the new page's process comes up may not see it.
    const again = await patiently(3, async () => {
      await crashed.rejoin();
      return learner.question(number, 60);
    });
    await again.expectStatus(/took the page down/);
    expect((await again.code.innerText()).trim()).to.equal(code.trim());
    await workbench.page.waitForTimeout(1_000);
    await again.expectStatus(/took the page down/);
    expect(workbench.page.workers().filter((worker) => worker.url().startsWith("data:"))).to.have.lengthOf(0);

    // It is a page like any other from here on.
    await again.action("run").click();
    await printed(again, 4);
    await again.action("stop").click();
    await again.expectStatus(/Stopped/);
  });
});

async function patiently<T>(times: number, look: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await look();
    } catch (error) {
      if (attempt === times) throw error;
    }
  }
}
