import { expect } from "chai";
import { openWorkbench, type Workbench } from "../../host/workbench";
import { complete } from "./curriculum";
import { Learner } from "./learner";

/**
 * A demo that fills the heap takes its process with it, and no page can prevent that. In a browser the editor's own
 * window is of that process, so that it is the window that is gone; on the desktop it is the webview's alone.
 * The process is ended here while a demo runs: filling some gigabytes comes to the same and takes minutes.
 */
describe("A demo that takes the window down with it", function () {
  // The editor starts twice.
  this.timeout(240_000);

  let workbench: Workbench;
  let learner: Learner;
  const { number } = complete[0]!;
  const code = 'import { print } from "lab";\nprint("before");\nfor (;;) {}\n';

  before(async () => {
    workbench = await openWorkbench();
    learner = new Learner(workbench);
  });
  after(() => workbench?.dispose());

  it("costs no text: opened again, the page has it and does not run it by itself", async () => {
    await learner.openSidebar();
    const view = await learner.openQuestion(number);
    await view.rewrite(code);
    await view.action("run").click();
    await view.frame.locator("pre.print", { hasText: "before" }).waitFor();

    await workbench.crash();
    await workbench.reopen();

    // Chromium waits half a minute for the service worker that went down with the window.
    const again = await learner.question(number, 120);
    await again.expectStatus(/your own version/);
    expect((await again.code.innerText()).trim()).to.equal(code.trim());
    await workbench.page.waitForTimeout(1_000);
    await again.expectStatus(/your own version/);
  });
});
