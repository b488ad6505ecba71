import { expect } from "chai";
import { question } from "../fixtures/question";
import { type OpenPage, showing, textOf, withDemo } from "./open-page";
import { withPages } from "./pages";

const code = `import { chart, param, tensor } from "lab";
const slope = param("slope", 2, { min: -4, max: 4 });
const y = tensor([1, 2, 3]).mul(slope);
chart("line", { title: "a line", lines: [{ label: "f", y: y.toArray() }] });
`;

describe("The demo's text", () => {
  const pages = withPages();
  let open: OpenPage;

  beforeEach(async () => {
    open = await pages.open();
  });
  afterEach(async () => {
    expect(await open.violations()).to.deep.equal([]);
  });

  const text = (): Promise<string> =>
    open.page
      .locator(".cm-line")
      .allTextContents()
      .then((lines) => lines.join("\n"));
  const list = () => open.page.locator(".cm-tooltip-autocomplete");
  const offered = async (): Promise<readonly string[]> => {
    await list().waitFor();
    return list().locator(".cm-completionLabel").allTextContents();
  };
  const card = () => open.page.locator(".cm-tooltip .help-card");
  const isFocused = (): Promise<boolean> =>
    open.page.locator(".cm-content").evaluate((content) => content === document.activeElement);

  /** All that was read aloud; it does not stay in the document. */
  const announced = (): Promise<string> =>
    open.page.evaluate(() => (window as unknown as { announced: string[] }).announced.join("\n"));

  /** Opens a demo with the cursor at the end of its text. */
  async function edit(demo = code, language: "en" | "zh-cn" = "en"): Promise<void> {
    await open.send(showing(withDemo(question, demo), { language }));
    // What a run shows moves the text: the pointer shall find it where it stays.
    if (!demo.startsWith("for (;;)")) await open.runsEnded(1);
    await open.page.locator(".cm-content").click();
    await open.page.keyboard.press("Control+End");
    await open.page.locator(".cm-announced").evaluate((live) => {
      const heard: string[] = [];
      (window as unknown as { announced: string[] }).announced = heard;
      new MutationObserver(() => heard.push(live.textContent ?? "")).observe(live, { childList: true });
    });
  }

  const type = (what: string): Promise<void> => open.page.keyboard.type(what);
  const press = (key: string): Promise<void> => open.page.keyboard.press(key);

  describe("completion", () => {
    it("offers the members of a tensor, with signature and doc", async () => {
      await edit();
      await type("y.sof");
      expect(await offered()).to.include.members(["softmax", "softplus"]);
      const info = open.page.locator(".cm-completionInfo");
      expect(await textOf(info)).to.match(/softmax\(axis: number = -1\): Tensor/);
    });

    it("is a list that a screen reader reads along, taken with Enter", async () => {
      await edit();
      await type("y.relu");
      await list().waitFor();
      const content = open.page.locator(".cm-content");
      expect(await content.getAttribute("aria-autocomplete")).to.equal("list");
      const active = await content.getAttribute("aria-activedescendant");
      expect(await open.page.locator(`[id="${active}"]`).textContent()).to.contain("relu");
      expect(await list().locator("ul").getAttribute("aria-label")).to.equal("Completions");
      await open.page.waitForTimeout(100);
      await press("Enter");
      expect(await text()).to.contain("\ny.relu");
      expect(await list().count()).to.equal(0);
    });

    it("offers the names that an import does not have yet", async () => {
      await edit('import { tensor,  } from "lab";\n');
      await press("Control+Home");
      for (let i = 0; i < "import { tensor, ".length; i++) await press("ArrowRight");
      await press("Control+Space");
      const names = await offered();
      expect(names).to.include.members(["chart", "Linear"]);
      expect(names).not.to.include("tensor");
      expect(names).not.to.include("Math");
      await open.page.keyboard.type("para");
      await open.page.waitForTimeout(200);
      expect((await offered())[0]).to.equal("param");
    });

    it("imports a name that it puts in", async () => {
      await edit();
      await type("crossEn");
      await list().waitFor();
      await open.page.waitForTimeout(100);
      await press("Enter");
      expect(await text()).to.contain('import { chart, param, tensor, crossEntropy } from "lab";');
      expect(await text()).to.match(/\ncrossEntropy$/);
    });

    it("offers the options of a parameter, and the texts that one allows", async () => {
      await edit();
      await type('const rate = param("rate", 1, { sc');
      expect(await offered()).to.include("scale");
      await open.page.waitForTimeout(100);
      await press("Enter");
      await type('"');
      await press("Control+Space");
      expect(await offered()).to.have.members(["linear", "log"]);
    });

    it("offers the parts of a chart where they belong", async () => {
      await edit();
      await type('chart("b", { title: "b", points: [{ gr');
      expect(await offered()).to.include("group");
    });

    it("keeps quiet in strings and comments, and after numbers", async () => {
      await edit();
      for (const start of ['"ten', "// ten", "1.5"]) {
        await type(start);
        await open.page.waitForTimeout(250);
        expect(await list().count(), start).to.equal(0);
        await press("End");
        await press("Enter");
      }
    });

    it("closes with Escape, and only the next Escape stops the run", async () => {
      await edit("for (;;) {}\n");
      await open.page.locator("[data-action=stop]").waitFor();
      await type("Mat");
      await list().waitFor();
      await press("Escape");
      expect(await list().count()).to.equal(0);
      expect(await open.saidOfType("demoEnded")).to.deep.equal([]);
      await press("Escape");
      await open.runsEnded(1);
    });

    it("lets Tab leave the editor, with the list open too", async () => {
      await edit();
      await type("y.re");
      await list().waitFor();
      await press("Tab");
      expect(await isFocused()).to.equal(false);
      expect(await text()).to.match(/\ny\.re$/);
    });
  });

  describe("help", () => {
    it("appears over a name of the lab, with a way to its source", async () => {
      await edit();
      await open.page.locator(".cm-line", { hasText: "mul" }).getByText("mul").hover();
      expect(await textOf(card())).to.match(/mul\(other: Tensor \| number\): Tensor/);
      await card()
        .getByRole("button", { name: /^Source: tensor\.ts, line \d+$/ })
        .click();
      const [asked] = await open.saidOfType("openLabSource");
      expect(asked?.file).to.equal("tensor.ts");
    });

    it("comes with a key, is read aloud, and goes with Escape", async () => {
      await edit();
      await press("Control+Home");
      for (let i = 0; i < 10; i++) await press("ArrowRight");
      await press("Control+Shift+Space");
      expect(await textOf(card())).to.contain("chart(id: string");
      await open.page
        .locator(".cm-announced", { hasText: "chart(id: string" })
        .waitFor({ state: "attached" });
      await press("Escape");
      expect(await card().count()).to.equal(0);
      expect(await isFocused()).to.equal(true);
    });

    it("has its words in the page's language", async () => {
      await edit(code, "zh-cn");
      await open.page.locator(".cm-line", { hasText: "mul" }).getByText("mul").hover();
      await card()
        .getByRole("button", { name: /^看源码：tensor\.ts 第 \d+ 行$/ })
        .waitFor();
    });

    it("leads to the source with F12 and with Ctrl and a click", async () => {
      await edit();
      await open.page
        .locator(".cm-line", { hasText: "mul" })
        .getByText("mul")
        .click({ modifiers: ["Control"] });
      await press("Control+Home");
      for (let i = 0; i < 10; i++) await press("ArrowRight");
      await press("F12");
      const asked = await open.saidOfType("openLabSource");
      expect(asked.map(({ file }) => file)).to.deep.equal(["tensor.ts", "chart.ts"]);
    });
  });

  describe("find and replace", () => {
    it("opens with Ctrl+F, finds, replaces, and closes with Escape without stopping anything", async () => {
      await edit("for (;;) {}\n// one two one\n");
      await open.page.locator("[data-action=stop]").waitFor();
      await press("Control+f");
      const { page } = open;
      await page.getByRole("textbox", { name: "Find" }).fill("one");
      await press("Enter");
      expect(await page.locator(".cm-searchMatch").count()).to.equal(2);
      await page.getByRole("textbox", { name: "Replace" }).fill("three");
      await page.getByRole("button", { name: "replace all" }).click();
      expect(await text()).to.contain("// three two three");
      await page.getByRole("textbox", { name: "Find" }).focus();
      await press("Escape");
      expect(await page.locator(".cm-search").count()).to.equal(0);
      expect(await isFocused()).to.equal(true);
      expect(await open.saidOfType("demoEnded")).to.deep.equal([]);
    });

    it("speaks Chinese on a Chinese page, and English again when the page does", async () => {
      await edit(code, "zh-cn");
      await press("Control+f");
      const { page } = open;
      await page.getByRole("textbox", { name: "查找" }).pressSequentially("tensor");
      for (const name of ["下一个", "上一个", "全选匹配项", "替换", "全部替换", "关闭"]) {
        expect(await page.getByRole("button", { name, exact: true }).count(), name).to.equal(1);
      }
      for (const name of ["区分大小写", "正则表达式", "全字匹配"]) {
        expect(await page.getByRole("checkbox", { name }).count(), name).to.equal(1);
      }
      await press("Enter");
      expect(await announced()).to.match(/当前匹配/);
      await press("Escape");
      await open.send({ type: "language", language: "en" });
      await page.locator(".cm-content").click();
      await press("Control+f");
      await page.getByRole("textbox", { name: "Find" }).waitFor();
    });
  });

  describe("keys", () => {
    it("keeps the keys that it handles to itself: the window, where VS Code listens, hears the others", async () => {
      await edit();
      await open.page.evaluate(() => {
        const keys: string[] = [];
        (window as unknown as { keys: string[] }).keys = keys;
        window.addEventListener("keydown", ({ key }) => keys.push(key));
      });
      for (const key of ["Control+a", "Control+z", "Control+d", "F1", "Control+p"]) await press(key);
      const heard = await open.page.evaluate(() => (window as unknown as { keys: string[] }).keys);
      expect(heard.filter((key) => key !== "Control")).to.deep.equal(["F1", "p"]);
    });

    it("Ctrl+Enter runs without changing the text, Tab and Shift+Tab move on", async () => {
      await edit();
      await open.runsEnded(1);
      const before = await text();
      await press("Control+Enter");
      await open.runsEnded(2);
      expect(await text()).to.equal(before);
      await press("Shift+Tab");
      expect(await isFocused()).to.equal(false);
    });

    it("brackets close themselves and are matched, Ctrl+/ comments out", async () => {
      await edit();
      await type("print(");
      expect(await text()).to.match(/\nprint\(\)$/);
      await press("Escape");
      await press("End");
      expect(await open.page.locator(".cm-matchingBracket").count()).to.equal(2);
      await press("Control+/");
      expect(await text()).to.match(/\n\/\/ print\(\)$/);
    });

    it("Ctrl+Z takes back, Ctrl+Y brings again", async () => {
      await edit();
      await type("abc");
      await press("Control+z");
      expect(await text()).not.to.contain("abc");
      await press("Control+y");
      expect(await text()).to.contain("abc");
    });

    it("Ctrl+Z brings back what Reset threw away, and it is a draft again", async () => {
      await edit();
      await type("// mine");
      await open.page.getByRole("button", { name: "Reset" }).click();
      await open.page.getByRole("button", { name: "Throw away" }).click();
      expect(await text()).not.to.contain("// mine");
      await open.page.locator(".cm-content").click();
      await press("Control+z");
      expect(await text()).to.contain("// mine");
      await open.page.waitForFunction(() => {
        const said = (window as unknown as { said: { type: string; text?: string | null }[] }).said;
        return said
          .filter(({ type }) => type === "saveDraft")
          .at(-1)
          ?.text?.includes("// mine");
      });
    });

    it("Ctrl+Z does not bring back the text of another language", async () => {
      await open.send(showing(question));
      await open.runsEnded(1);
      const english = await text();
      await open.send({ type: "language", language: "zh-cn" });
      await open.runsEnded(2);
      const chinese = await text();
      expect(chinese).not.to.equal(english);
      await open.page.locator(".cm-content").click();
      await press("Control+z");
      expect(await text()).to.equal(chinese);
    });
  });

  describe("errors", () => {
    const marked = () => open.page.locator(".cm-line.error-line");

    it("inside a call of the lab are marked where the demo called it", async () => {
      await edit(
        'import { tensor } from "lab";\nconst a = tensor([1, 2]);\nconst b = tensor([1, 2, 3]);\na.add(b);\n',
      );
      await open.runsEnded(1);
      expect(await textOf(marked())).to.equal("a.add(b);");
    });

    it("in a statement of several lines are marked on the line that fails", async () => {
      await edit(
        'import { chart } from "lab";\nconst none: number[] = [];\nchart("a", {\n  title: "a",\n  lines: [{ y: none[3].valueOf() }],\n});\n',
      );
      await open.runsEnded(1);
      expect(await textOf(marked())).to.equal("  lines: [{ y: none[3].valueOf() }],");
    });

    it("of the text itself are marked in the middle of a statement of several lines", async () => {
      await edit('import { print } from "lab";\nprint(\n  1,\n  2 3,\n);\n');
      await open.runsEnded(1);
      expect(await textOf(marked())).to.equal("  2 3,");
    });

    it("in a function are marked there, not where it is called", async () => {
      await edit('function f(): void {\n  throw new Error("here");\n}\n\nf();\n');
      await open.runsEnded(1);
      expect(await textOf(marked())).to.equal('  throw new Error("here");');
    });

    it("after a wait are marked too", async () => {
      await edit(
        "await new Promise((resume) => setTimeout(resume, 5));\nnull!.x;\n".replace(
          "null!",
          "(null as unknown as { x: 1 })",
        ),
      );
      await open.runsEnded(1);
      expect(await textOf(marked())).to.contain(".x;");
    });
  });

  describe("beside an editor tab", () => {
    const draft = (value: string | null, inEditor: boolean) =>
      open.send({ type: "draft", number: question.number, text: value, inEditor });

    it("is saved before it is opened there or exported", async () => {
      await edit();
      await type("// mine");
      await open.page.getByRole("button", { name: "Open in editor" }).click();
      await open.page.getByRole("button", { name: "Export…" }).click();
      const said = (await open.said()).filter(({ type: kind }) => /Demo$|saveDraft/.test(kind));
      expect(said.slice(-3).map(({ type: kind }) => kind)).to.deep.equal([
        "saveDraft",
        "openDemo",
        "exportDemo",
      ]);
      const saved = (await open.saidOfType("saveDraft")).at(-1);
      expect(saved?.text).to.contain("// mine");
    });

    it("follows what is typed there, and cannot be changed here", async () => {
      await edit();
      await draft("// typed in the tab\n", true);
      expect(await text()).to.contain("// typed in the tab");
      await open.page.locator(".cm-content").click();
      await type("x");
      expect(await text()).not.to.contain("x");
      expect(await textOf(open.page.locator(".code-note"))).to.equal(
        "You are editing this text in an editor tab.",
      );
      expect(await open.saidOfType("saveDraft")).to.deep.equal([]);
    });

    it("runs as it stands there", async () => {
      await edit();
      await draft('import { print } from "lab";\nprint("from the tab");\n', true);
      await open.send({ type: "run" });
      await open.runsEnded(2);
      expect(await textOf(open.page.locator("pre.print"))).to.equal("from the tab");
    });

    for (const width of [400, 700, 1320]) {
      it(`is brought into view when it runs from there, in a page of ${width} px, and takes no focus`, async () => {
        open = await pages.open({ width, height: 700 });
        await open.send(showing(withDemo(question, code), { inEditor: true }));
        await open.runsEnded(1);
        const pixelsInView = () =>
          open.page.locator(".demo").evaluate((demo) => {
            const { top, bottom } = demo.getBoundingClientRect();
            return Math.min(bottom, window.innerHeight) - Math.max(top, 44);
          });
        const hasFocus = () => open.page.evaluate(() => document.activeElement !== document.body);
        for (const place of [0, 1e6]) {
          await open.page.evaluate((y) => window.scrollTo(0, y), place);
          await open.send({ type: "run" });
          expect(await pixelsInView()).to.be.greaterThan(300);
          expect(await hasFocus()).to.equal(false);
        }
      });
    }

    it("is the page's own again when the tab is closed, with the text from there", async () => {
      await edit();
      await draft("// typed in the tab\n", true);
      await draft("// typed in the tab\n", false);
      await open.page.locator(".cm-content").click();
      await press("Control+End");
      await type("// and here");
      expect(await text()).to.contain("// typed in the tab\n// and here");
    });

    it("does not lose what was typed here in the moment in which the tab opened", async () => {
      await edit();
      await type("// just now");
      await draft(null, true);
      expect(await text()).to.contain("// just now");
      const saved = await open.saidOfType("saveDraft");
      expect(saved.at(-1)?.text).to.contain("// just now");
    });

    it("leaves drafts of other questions alone", async () => {
      await edit();
      await open.send({ type: "draft", number: question.number + 1, text: "// other\n", inEditor: true });
      expect(await text()).not.to.contain("// other");
    });

    it("is locked from the start when the tab is there already", async () => {
      await open.send(
        showing(withDemo(question, code), { language: "zh-cn", draft: "// 我的\n", inEditor: true }),
      );
      await open.page.getByRole("button", { name: "转到标签页" }).waitFor();
      await open.page.locator(".cm-content").click();
      await type("x");
      expect(await text()).to.equal("// 我的\n");
    });
  });
});
