import { expect } from "chai";
import type { Language } from "../../src/curriculum/model";
import { question } from "../fixtures/question";
import { type OpenPage, showing, textOf } from "./open-page";
import { withPages } from "./pages";

interface Hostile {
  readonly code: string;
  /** What the status says at the end, in part; the same pattern for both languages where it is left out. */
  readonly ends: Readonly<Record<Language, RegExp>>;
  /** It has to be stopped by hand, because it never ends. */
  readonly endless?: true;
  /** What it printed, in part. */
  readonly prints?: string;
}

const done = { en: /^Done in/, "zh-cn": /^用时/ };
const stopped = { en: /^Stopped\./, "zh-cn": /^已停止/ };
const noMemory = { en: /Line \d+: there is not enough memory for that\./, "zh-cn": /第 \d+ 行：内存不够。/ };
const inBoth = (pattern: RegExp) => ({ en: pattern, "zh-cn": pattern });

/** Programs as careless or as mean as they come. The draft is the learner's: it must be there afterwards. */
const programs: Readonly<Record<string, Hostile>> = {
  "an endless loop": {
    code: 'import { print } from "lab";\nprint("before");\nfor (;;);',
    ends: stopped,
    endless: true,
    prints: "before",
  },
  "an endless chain of promises": {
    code: 'import { print } from "lab";\nprint("before");\nfor (;;) await null;',
    ends: stopped,
    endless: true,
    prints: "before",
  },
  "timers without end": {
    code: 'import { print } from "lab";\nlet n = 0;\nconst tick = () => { print(n++); setTimeout(tick, 0); setTimeout(tick, 0); };\ntick();',
    ends: stopped,
    endless: true,
    prints: "0",
  },
  "a flood of printed lines": {
    code: 'import { print } from "lab";\nfor (let i = 0; ; i++) print("line", i);',
    ends: stopped,
    endless: true,
    // Which lines are left depends on when it is stopped.
    prints: "line ",
  },
  "a flood through the console": {
    code: "for (let i = 0; i < 100000; i++) console.log(i);",
    ends: done,
    prints: "0",
  },
  "a flood of charts": {
    code: 'import { chart } from "lab";\nfor (let i = 0; i < 5000; i++) chart("chart " + i, { title: "t", lines: [{ y: [i, 1, 2] }] });',
    ends: done,
  },
  "a chart that never stops changing": {
    code: 'import { chart } from "lab";\nfor (let i = 0; ; i++) chart("c", { title: String(i), lines: [{ y: Array.from({ length: 500 }, (_, j) => i + j) }] });',
    ends: stopped,
    endless: true,
  },
  "a tensor of a billion numbers": {
    code: 'import { zeros } from "lab";\nzeros([1e9]);',
    ends: {
      en: /Line 2: A tensor of 1000000000 numbers is too large for a demo\./,
      "zh-cn": /第 2 行：含 1000000000 个数的张量对演示来说太大了。/,
    },
  },
  "tensors of more than half a gigabyte": {
    code: 'import { zeros, scope } from "lab";\nscope(() => { for (;;) zeros([1e7]); });',
    ends: { en: /need more than 512 MB/, "zh-cn": /需要超过 512 MB 内存/ },
  },
  "a list of a billion numbers": { code: "new Array(1e9).fill(0);", ends: noMemory },
  "a list of a billion numbers, counted": {
    code: "Array.from({ length: 1e9 }, (_, i) => i);",
    ends: noMemory,
  },
  "buffers until there are no more": {
    code: "const kept = [];\nfor (;;) kept.push(new Float64Array(1e9));",
    ends: noMemory,
  },
  "a text that doubles for ever": { code: 'let text = "ab";\nfor (;;) text += text;', ends: noMemory },
  "endless recursion": {
    code: "const f = (): number => f() + 1;\nf();",
    ends: {
      en: /Line 1: the functions call each other without end\./,
      "zh-cn": /第 1 行：函数调用没有尽头。/,
    },
  },
  "a number thrown": {
    code: "throw 5;",
    ends: { en: /The program threw 5\./, "zh-cn": /程序抛出了 5。/ },
  },
  "nothing thrown": {
    code: "throw null;",
    ends: { en: /The program threw null\./, "zh-cn": /程序抛出了 null。/ },
  },
  "something thrown that cannot be looked at": {
    code: "throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });",
    ends: { en: /threw something that cannot be shown\./, "zh-cn": /程序抛出了无法显示的东西。/ },
  },
  "a promise that nobody watches": {
    code: 'void Promise.reject(new Error("lost"));',
    ends: { en: /Line 1: lost/, "zh-cn": /第 1 行：lost/ },
  },
  "values that cannot be looked at": {
    code: `import { print, table, check } from "lab";
const circle: any = { name: "circle" };
circle.self = circle;
const trap = new Proxy({}, { get() { throw new Error("trap"); }, ownKeys() { throw new Error("trap"); } });
const getter = { get x() { throw new Error("getter"); } };
let deep: any = []; for (let i = 0; i < 1e5; i++) deep = [deep];
print(circle, trap, getter, deep, Symbol("s"), 10n ** 400n);
table("t", ["a"], [[trap], [circle]]);
check("claim", true, trap);`,
    ends: done,
    prints: "(cycle)",
  },
  "a text of a hundred megabytes": {
    code: `import { print, chart, check, table } from "lab";
const text = "x".repeat(1e8);
print(text);
chart(text, { title: text, lines: [{ label: text, y: [1, 2] }] });
check(text, true, text);
table(text, [text], [[text]]);
throw new Error(text);`,
    ends: inBoth(/x{100}/),
  },
  "a hundred megabytes sent past the lab": {
    code: 'import { print } from "lab";\npostMessage({ type: "outputs", outputs: [{ type: "print", text: "x".repeat(1e8) }] });\nprint("after");',
    ends: { en: /One message that no demo sends was dropped\./, "zh-cn": /丢弃了 1 条/ },
    prints: "after",
  },
  "infinities and NaN in every chart": {
    code: `import { chart, image, progress, table } from "lab";
const odd = [NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 0];
chart("lines", { title: "t", x: { scale: "log" }, y: { scale: "log", range: [NaN, Infinity] }, lines: [{ x: odd, y: odd }, { y: odd }] });
chart("points", { title: "t", points: [{ x: odd, y: odd, group: odd }] });
chart("bars", { title: "t", bars: [{ names: odd.map(String), values: odd }] });
chart("heat", { title: "t", heat: { values: [odd, odd], x: [NaN, NaN], boundary: NaN } });
chart("nothing", { title: "t", lines: [{ y: [NaN, NaN] }] });
image("image", { title: "t", values: [odd, odd], range: [NaN, -Infinity] });
table("table", ["a"], odd.map((value) => [value]));
progress(NaN, "p");`,
    ends: done,
  },
  "postMessage, Array and console replaced": {
    code: `import { print, chart } from "lab";
const scope = globalThis as any;
for (const name of ["postMessage", "console", "setTimeout", "Promise", "Math", "structuredClone"]) {
  try { scope[name] = () => { throw new Error(name); }; } catch {}
}
for (const name of ["push", "map", "slice", "join", "includes", "fill"]) {
  (Array.prototype as any)[name] = () => { throw new Error("no " + name); };
}
try { print("still here"); } catch {}
try { chart("c", { title: "c", lines: [{ y: [1, 2] }] }); } catch {}`,
    ends: inBoth(/^(?:Done in|用时)|no \w+/),
  },
  "messages that pretend to be the lab's": {
    code: `import { print } from "lab";
for (const message of [null, 1, "x", [], {}, { type: "finished" }, { type: "failed", message: 5 }, { type: "start", params: {} },
  { type: "outputs", outputs: [{ type: "print", text: "forged", html: "<b>" }] }, { type: "demoEnded", number: 8, outcome: "finished" }]) postMessage(message);
print("after");`,
    ends: { en: /10 messages that no demo sends were dropped\./, "zh-cn": /丢弃了 10 条/ },
    prints: "after",
  },
  "a forged end": {
    code: 'import { print } from "lab";\nprint("before");\npostMessage({ type: "finished", milliseconds: 1, taken: 0 });\nsetInterval(() => postMessage({ type: "outputs", outputs: [{ type: "print", text: "late" }] }), 1);',
    ends: done,
    prints: "before",
  },
  "a worker that closes itself": {
    code: "close();",
    ends: { en: /Line 1: the name “close” is not known here\./, "zh-cn": /第 1 行：名称“close”没有定义。/ },
  },
};

describe("A careless or a mean demo", function () {
  // Some fill hundreds of megabytes, twice.
  this.timeout(90_000);

  const pages = withPages();
  let open: OpenPage;

  const status = async () => (await textOf(open.page.locator(".demo-status"))).replace(/\s+/g, " ").trim();

  /** Opens the question with the learner's own text, which waits for Run. */
  const openDraft = async (code: string) => {
    open = await pages.open();
    await open.send(showing(question, { draft: code }));
    await open.page.getByRole("button", { name: "Run" }).click();
  };

  /** Waits for its end, or brings it about. */
  const end = async ({ endless }: Hostile, count: number) => {
    if (endless) {
      const stop = open.page.locator("[data-action=stop]");
      await stop.waitFor();
      await open.page.waitForTimeout(300);
      await stop.click();
    }
    await open.runsEnded(count);
  };

  /** The page answers, and can still run another demo. */
  const expectUsable = async () => {
    const asked = performance.now();
    await open.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    expect(performance.now() - asked, "milliseconds until the page answers").to.be.below(2_000);
  };

  for (const [what, program] of Object.entries(programs)) {
    it(`${what} ends in a sentence, in both languages, and the draft stays`, async () => {
      await openDraft(program.code);
      await end(program, 1);
      expect(await status()).to.match(program.ends.en);
      if (program.prints) expect(await textOf(open.page.locator("pre.print"))).to.contain(program.prints);
      await expectUsable();

      // In another language it runs again.
      await open.send({ type: "language", language: "zh-cn" });
      await end(program, 2);
      expect(await status()).to.match(program.ends["zh-cn"]);
      await expectUsable();

      const drafts = await open.saidOfType("saveDraft");
      expect(drafts).to.deep.equal([]);
      const shown = await open.page.locator(".cm-content").innerText();
      expect(shown.replace(/\s+/g, "").slice(0, 60)).to.equal(program.code.replace(/\s+/g, "").slice(0, 60));
      // The browser asks for an icon that the test's server does not have.
      expect(open.problems.filter((problem) => !problem.includes("404"))).to.deep.equal([]);
    });
  }

  it("Run while it runs starts afresh, and nothing of the run before arrives any more", async () => {
    await openDraft(
      'import { print } from "lab";\nconst mine = Math.random();\nsetInterval(() => print(mine), 1);',
    );
    const printed = async () => new Set((await textOf(open.page.locator("pre.print"))).split("\n"));
    await open.page.waitForFunction(() => document.querySelector("pre.print")?.textContent);
    const [first] = await printed();
    for (let i = 0; i < 5; i++) await open.page.getByRole("button", { name: "Run" }).click();
    await open.runsEnded(5);
    await open.page.waitForFunction((old) => {
      const text = document.querySelector("pre.print")?.textContent ?? "";
      return text !== "" && !text.includes(old);
    }, first!);
    await open.page.waitForTimeout(200);
    expect(await printed()).to.have.length(1);
    await open.page.locator("[data-action=stop]").click();
    await open.runsEnded(6);
    expect(await status()).to.match(stopped.en);
  });
});
