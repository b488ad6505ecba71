import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openWorkbench, type Workbench } from "../../host/workbench";
import { complete } from "./curriculum";
import { Learner } from "./learner";

const question = complete[0]!;
const name = `${String(question.number).padStart(2, "0")}-${question.slug}`;

/** Steps build on each other: the demo goes to a tab, runs from there, and leaves as a folder. */
describe("A learner with a demo in an editor tab", () => {
  let workbench: Workbench;
  let learner: Learner;
  let place: string;

  before(async () => {
    place = await mkdtemp(join(tmpdir(), "learn-dl-export-"));
    workbench = await openWorkbench({
      settings: { "typescript.tsserver.enabled": true, "files.simpleDialog.enable": true },
    });
    learner = new Learner(workbench);
  });

  after(async () => {
    await workbench?.dispose();
    await rm(place, { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench.screenshot("out/test/failed-demo-files.png");
  });

  const tab = () => workbench.page.locator(`.tab[data-resource-name="${name}.demo.ts"]`);

  it("opens it from the page", async () => {
    const view = await learner.openQuestion(question.number);
    await view.expectStatus(/^Done in/);
    await view.frame.locator("[data-action=open-demo]").click();
    await tab().waitFor();
    await view.frame.locator(".code-note", { hasText: "in an editor tab" }).waitFor();
  });

  it("reads there what the lab's names mean", async () => {
    await workbench.goTo(1, "import { c".length);
    expect(await workbench.hoverText(60)).to.match(/function \w+\(/);
    await workbench.page.keyboard.press("Escape");
  });

  it("sees its mistakes marked, and nothing marked in a demo as it comes", async () => {
    const { page } = workbench;
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("mistaken;");
    await page.locator(".squiggly-error").first().waitFor();
    for (const _ of "mistaken;") await page.keyboard.press("Backspace");
    await page.locator('[id="status.problems"] [aria-label="No Problems"]').waitFor();
  });

  it("runs it with the button in the title bar, and reads the result in the page", async () => {
    const { keyboard } = workbench.page;
    await keyboard.press("Control+Home");
    await keyboard.type('import { print as say } from "lab"; say("from the tab");');
    await workbench.page.locator('.editor-actions a[aria-label^="Run Demo"]').first().click();
    const view = await learner.question(question.number);
    await view.frame.locator("pre.print", { hasText: "from the tab" }).waitFor();
    await workbench.screenshot(process.env.LEARN_DL_SHOT ?? "out/test/demo-tab.png");
  });

  it("runs it with Ctrl+Enter", async () => {
    const view = await learner.question(question.number);
    await workbench.page.locator(".editor-instance .view-lines", { hasText: "say" }).first().click();
    await workbench.page.keyboard.press("Control+Home");
    await workbench.page.keyboard.press("End");
    await workbench.page.keyboard.type(' say("again");');
    await workbench.page.keyboard.press("Control+Enter");
    await view.frame.locator("pre.print", { hasText: "again" }).waitFor();
  });

  it("stops it with the button beside Run, which is there only while it runs", async () => {
    const { page } = workbench;
    const view = await learner.question(question.number);
    const stop = page.locator('.editor-actions a[aria-label^="Stop Demo"]');
    expect(await stop.count()).to.equal(0);
    await page.keyboard.type(" for (;;) {}");
    await page.keyboard.press("Control+Enter");
    await stop.click();
    await view.expectStatus(/Stopped/);
    await stop.waitFor({ state: "detached" });
    for (const _ of " for (;;) {}") await page.keyboard.press("Backspace");
  });

  it("exports it to a folder, where npm start shows the same", async () => {
    await exportTo(place);
    await until("the export", () => existsSync(join(place, name, "run", "transpiler.js")));
    const { stdout, status } = spawnSync("npm", ["start", "--silent"], {
      cwd: join(place, name),
      encoding: "utf8",
    });
    expect(stdout).to.match(/^from the tab\nagain\n/);
    expect(stdout).to.match(/(\d+) of \1 checks hold/);
    expect(status).to.equal(0);
  });

  it("is asked before files in a folder are replaced", async () => {
    const file = join(place, name, "demo.ts");
    await writeFile(file, "// precious\n");
    await exportTo(place);
    const dialog = workbench.page.locator(".monaco-dialog-box", { hasText: "is not empty" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await readFile(file, "utf8")).to.equal("// precious\n");
  });

  async function exportTo(folder: string): Promise<void> {
    await workbench.command("Learn Deep Learning: Export Demo…");
    await workbench.answerFileDialog("Where shall", `${folder}/`, "Export Here");
  }
});

describe("A learner without a folder open", function () {
  this.timeout(240_000);

  let workbench: Workbench | undefined;
  let place: string;

  before(async () => {
    place = await mkdtemp(join(tmpdir(), "learn-dl-export-"));
  });
  after(async () => {
    await workbench?.dispose();
    await rm(place, { recursive: true, force: true });
  });

  it("exports a demo to a folder of their choice", async () => {
    workbench = await openWorkbench({ settings: { "files.simpleDialog.enable": true }, isEmpty: true });
    const view = await new Learner(workbench).openQuestion(question.number);
    await view.frame.locator("[data-action=export-demo]").click();
    await workbench.answerFileDialog("Where shall", `${place}/`, "Export Here");
    await until("the export", () => existsSync(join(place, name, "run", "transpiler.js")));
    expect(await readFile(join(place, name, "demo.ts"), "utf8")).to.contain('from "lab"');
  });
});

async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within 30 s: ${what}`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
}
