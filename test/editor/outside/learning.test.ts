import { expect } from "chai";
import type { HostKind } from "../../host/stage";
import { openWorkbench, type Workbench } from "../../host/workbench";
import { complete, planned } from "./curriculum";
import { Learner } from "./learner";

/** The same walk in both extension hosts: its steps build on each other. */
const hosts: readonly [HostKind, string][] = [
  ["node", "with the extension in Node"],
  ["web", "with the extension in a browser worker"],
];

for (const [host, title] of hosts) {
  describe(`A learner ${title}`, () => {
    let workbench: Workbench;
    let learner: Learner;
    const foreignRequests: string[] = [];
    const question = complete[0]!;
    const other = complete.at(-1)!;

    before(async () => {
      workbench = await openWorkbench({ host });
      learner = new Learner(workbench);
      workbench.page.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        const own = hostname === "127.0.0.1" || hostname.endsWith(".vscode-cdn.net");
        if (protocol.startsWith("http") && !own) foreignRequests.push(request.url());
      });
    });

    after(() => workbench?.dispose());

    afterEach(async function () {
      if (this.currentTest?.state === "failed") await workbench.screenshot(`out/test/failed-${host}.png`);
    });

    it("finds the topics in the sidebar, the first one open", async () => {
      await learner.openSidebar();
      await learner.row(`${question.number}. ${question.title.en}`).waitFor();
    });

    it("opens a question with a click and reads the answer", async () => {
      await learner.row(`${question.number}. ${question.title.en}`).click();
      const view = await learner.question(question.number);
      expect(await view.title.innerText()).to.equal(question.title.en);
      expect((await view.answer.innerText()).length).to.be.greaterThan(100);
    });

    it("sees the demo run, its checks hold", async () => {
      const view = await learner.question(question.number);
      await view.expectStatus(/^Done in .*(all \d+|both) checks hold/);
    });

    it("reads that a question is not written, and no page opens for it", async function () {
      const [unwritten] = planned;
      if (!unwritten) this.skip();
      await learner.choose(unwritten.number);
      await learner.expectNotice("has not been written yet");
      await learner.question(question.number);
    });

    it("changes the demo and runs the new text", async () => {
      const view = await learner.question(question.number);
      await view.rewrite(
        'import { check, print } from "lab";\nprint("mine");\ncheck("two is two", 1 + 1 === 2);\n',
      );
      await view.action("run").click();
      await view.expectStatus(/^Done in .*the check holds/);
      await view.frame.locator("pre.print", { hasText: "mine" }).waitFor();
    });

    it("reads which line has the mistake", async () => {
      const view = await learner.question(question.number);
      await view.rewrite('import { print } from "lab";\nprint("a");\nthrow new Error("on line three");\n');
      await view.action("run").click();
      await view.expectStatus(/3[\s\S]*on line three/);
    });

    it("stops a demo that never ends", async () => {
      const view = await learner.question(question.number);
      await view.rewrite("for (;;) {}\n");
      await view.action("run").click();
      await view.expectStatus(/Running/);
      await view.action("stop").click();
      await view.expectStatus(/Stopped/);
    });

    it("finds page and own text again after a reload", async () => {
      await workbench.page.waitForTimeout(1000);
      await workbench.reload();
      const view = await learner.question(question.number);
      await view.expectStatus(/your own version/);
      expect(await view.code.innerText()).to.include("for (;;) {}");
    });

    it("takes the original text back", async () => {
      const view = await learner.question(question.number);
      await view.action("reset").click();
      await view.action("throw-away").click();
      await view.expectStatus(/^Done in/);
    });

    it("goes on to another question in the same tab", async () => {
      const view = await learner.openQuestion(other.number);
      expect(await view.title.innerText()).to.equal(other.title.en);
      expect(await workbench.page.locator(".tab").count()).to.equal(1);
    });

    it("changes to Chinese, page and sidebar together", async () => {
      const view = await learner.question(other.number);
      await view.language("zh-cn").click();
      await view.title.filter({ hasText: other.title["zh-cn"] }).waitFor();
      await learner.openSidebar();
      // The row of the open question: the tree has it in view, and draws no others than those in view.
      await learner.row(`${other.number}. ${other.title["zh-cn"]}`).waitFor();
      await view.language("en").click();
      await view.title.filter({ hasText: other.title.en }).waitFor();
    });

    it("reads in a hover what a line does", async () => {
      await workbench.openFile("cnn_pytorch.py");
      await workbench.pointAt("nn.Dropout(0.25)", "Dropout");
      const hover = await workbench.hoverText(20);
      expect(hover).to.match(/dropout/i);
      expect(hover).to.match(/25\s?%|0\.25/);
    });

    it("sees a picture in a hover, and goes from there to the question", async () => {
      await workbench.openFile("cnn_pytorch.py");
      await workbench.pointAt("F.relu(self.bn1", "relu");
      expect(await workbench.hoverText(10)).to.match(/ReLU/);
      const hover = workbench.page.locator(".monaco-hover:not(.hidden)");
      await hover.locator('img[src^="data:image/svg+xml"]').first().waitFor();
      await hover.locator("a", { hasText: "Explain" }).click();
      const frame = await workbench.webviewFrame();
      const title = await frame.locator("h1").innerText();
      expect(complete.map((one) => one.title.en)).to.include(title);
    });

    it("finds the concepts of the open file in the sidebar", async () => {
      await workbench.openFile("cnn_pytorch.py");
      await learner.openSidebar();
      await learner
        .view("In This File")
        .locator(".monaco-list-row", { hasText: /dropout/i })
        .waitFor();
    });

    it("finds a concept by its name in code, or below the questions", async () => {
      const { page } = workbench;
      const input = page.locator(".quick-input-widget input");
      const row = (text: RegExp) =>
        page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
      await workbench.command("Learn Deep Learning: Search Concepts…");
      await input.fill("clip_grad_norm_");
      await row(/^\W*gradient clipping/i).waitFor();
      await input.fill("no such thing");
      await row(/Nothing found/).waitFor();
      await page.keyboard.press("Escape");
      await workbench.command("Learn Deep Learning: Search Questions…");
      await input.fill("过拟合");
      await row(/^\W*overfitting/i).click();
      await page.locator(".tab.active", { hasText: /overfitting/i }).waitFor();
    });

    it("sees no hover of ours in a file without machine learning", async () => {
      await workbench.openFile("inventory.py");
      await workbench.pointAt("class Inventory", "Inventory");
      expect((await workbench.hoverText(3)) ?? "").not.to.match(/Explain|Mute/);
    });

    it("is offline all the while", () => {
      expect(foreignRequests).to.deep.equal([]);
    });

    it("leaves no error in any console or log", async () => {
      await learner.expectNoComplaints();
    });
  });
}
