import { expect } from "chai";
import { openWorkbench, type Workbench } from "../../host/workbench";
import { complete } from "./curriculum";
import { Learner } from "./learner";

/**
 * A demo that fills the heap takes its process with it, and no page can prevent that. In a browser the editor's own
 * window is of that process; on the desktop it is the webview's alone. The editor gets small heaps here, so that they
 * are full soon.
 */
describe("A demo that uses up all memory", () => {
  let workbench: Workbench;
  let learner: Learner;
  const { number } = complete[0]!;
  const code = `import { print } from "lab";
print("before");
const kept: number[][] = [];
for (;;) kept.push(new Array(100000).fill(1.5));
`;

  before(async () => {
    workbench = await openWorkbench({ heap: 400 });
    learner = new Learner(workbench);
  });
  after(() => workbench?.dispose());

  it("takes the window down", async () => {
    await learner.openSidebar();
    const view = await learner.openQuestion(number);
    await view.rewrite(code);
    const crashed = new Promise((done) => workbench.page.once("crash", done));
    await view.action("run").click();
    await crashed;
  });

  it("has lost nothing when the window is opened again, and does not run by itself", async function () {
    this.timeout(240_000);
    await workbench.reopen();
    // VS Code brings the page back by itself.
    const view = await learner.question(number);
    await view.expectStatus(/your own version/);
    expect((await view.code.innerText()).trim()).to.equal(code.trim());
    await workbench.page.waitForTimeout(1_000);
    await view.expectStatus(/your own version/);
  });
});
