import { expect } from "chai";
import { question } from "../fixtures/question";
import { type OpenPage, PageHost, showing, textOf, withDemo } from "./open-page";

describe("Running a demo safely", () => {
  let host: PageHost;
  let open: OpenPage;

  before(async () => {
    host = await PageHost.start();
  });
  after(() => host.stop());
  beforeEach(async () => {
    open = await host.open();
  });
  afterEach(() => open.close());

  const show = (code: string) => open.send(showing(withDemo(question, code)));
  const status = async () => (await textOf(open.page.locator(".demo-status"))).replace(/\s+/g, " ").trim();
  const printed = () => textOf(open.page.locator("pre.print"));

  /** Watches how long the page's own timers have to wait, until it is asked for the longest wait. */
  const watchGaps = () =>
    open.page.evaluate(() => {
      const own = window as unknown as { longestGap: number; watch: number };
      clearInterval(own.watch);
      own.longestGap = 0;
      let last = performance.now();
      own.watch = window.setInterval(() => {
        const now = performance.now();
        own.longestGap = Math.max(own.longestGap, now - last);
        last = now;
      }, 1);
    });
  const longestGap = () => open.page.evaluate(() => (window as unknown as { longestGap: number }).longestGap);

  /** Presses Stop and tells the milliseconds until the editor hears of it. */
  const timeStop = () =>
    open.page.evaluate(async () => {
      const own = window as unknown as { said: { type: string }[] };
      const before = own.said.length;
      const stop = document.querySelector<HTMLElement>("[data-action=stop]");
      if (!stop) throw new Error("there is nothing to stop");
      const from = performance.now();
      stop.click();
      while (!own.said.slice(before).some(({ type }) => type === "demoEnded")) {
        await new Promise((next) => setTimeout(next, 1));
      }
      return performance.now() - from;
    });

  it("stops an endless loop within a quarter of a second, and the page never waits for it", async () => {
    await show('import { print } from "lab";\nprint("before");\nfor (;;);\n');
    const stop = open.page.getByRole("button", { name: "Stop" });
    const gaps: number[] = [];
    // Another program on the machine can hold the page up, so the best of a few tries counts for the gap.
    for (let attempt = 0; attempt < 4; attempt++) {
      if (attempt > 0) await open.page.getByRole("button", { name: "Run" }).click();
      await stop.waitFor();
      await watchGaps();
      expect(await timeStop()).to.be.below(250);
      await open.page.waitForTimeout(60);
      gaps.push(await longestGap());
    }
    expect(Math.min(...gaps)).to.be.below(50);
    expect(await status()).to.equal("Stopped.");
    expect(await printed()).to.equal("before");
    const [first] = await open.saidOfType("demoEnded");
    expect(first).to.deep.equal({ type: "demoEnded", number: 8, outcome: "stopped" });
  });

  it("stops on Escape, and says that it is alive while a demo runs", async () => {
    await show("for (;;);\n");
    await open.page.waitForFunction(() =>
      (window as unknown as { said: { type: string }[] }).said.some(({ type }) => type === "alive"),
    );
    await open.page.keyboard.press("Escape");
    await open.runsEnded(1);
    expect(await status()).to.equal("Stopped.");
  });

  it("lets nothing out: no network, no storage, no further code", async () => {
    await show(`import { print } from "lab";
const scope = globalThis as any;
const tryOut = async (name: string, attempt: () => unknown): Promise<void> => {
  try {
    await attempt();
    print(name, "WORKED");
  } catch (error) {
    print(name, "refused");
  }
};
const opened = (socket: any) => new Promise((done, fail) => { socket.onopen = done; socket.onerror = fail; });
await tryOut("fetch", () => scope.fetch("${host.origin}/dist/page.css"));
await tryOut("XMLHttpRequest", () => new Promise((done, fail) => { const x = new scope.XMLHttpRequest(); x.onload = done; x.onerror = fail; x.open("GET", "${host.origin}/dist/page.css"); x.send(); }));
await tryOut("WebSocket", () => opened(new scope.WebSocket("${host.origin.replace("http", "ws")}/")));
await tryOut("EventSource", () => opened(new scope.EventSource("${host.origin}/")));
await tryOut("importScripts", () => scope.importScripts("${host.origin}/dist/page.js"));
await tryOut("import", () => import("${host.origin}/dist/page.js" as string));
await tryOut("eval", () => (0, eval)("1"));
await tryOut("Function", () => new Function("return 1")());
await tryOut("IndexedDB", () => new Promise((done, fail) => { const r = scope.indexedDB.open("x"); r.onsuccess = done; r.onerror = fail; }));
await tryOut("caches", () => scope.caches.open("x"));
await tryOut("worker", () => new Promise((done, fail) => { const w = new scope.Worker("data:text/javascript,postMessage(1)"); w.onmessage = done; w.onerror = fail; }));
await tryOut("worker through a policy", () => new Promise((done, fail) => {
  const policy = scope.trustedTypes.createPolicy("learn-dl-worker", { createScriptURL: (url: string) => url });
  const w = new scope.Worker(policy.createScriptURL("data:text/javascript,postMessage(1)")); w.onmessage = done; w.onerror = fail;
}));
print("origin", scope.origin);
`);
    await open.runsEnded(1);
    const lines = (await printed()).split("\n");
    expect(lines.filter((line) => !line.endsWith("refused"))).to.deep.equal(["origin null"]);
    expect(lines).to.have.length(13);
  });

  it("cuts off a flood of messages and stays usable", async () => {
    await show(
      'import { print } from "lab";\nprint("before");\nfor (;;) postMessage({ type: "outputs", outputs: [] });\n',
    );
    const gaps: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt++) {
      await open.runsEnded(attempt);
      expect(await status()).to.equal(
        "The demo sent more messages than the page can show, so it was stopped.",
      );
      if (attempt > 1) gaps.push(await longestGap());
      await watchGaps();
      await open.page.getByRole("button", { name: "Run" }).click();
    }
    expect(Math.min(...gaps)).to.be.below(400);
    expect(await printed()).to.equal("before");
    expect(await open.saidOfType("demoEnded")).to.deep.include({
      type: "demoEnded",
      number: 8,
      outcome: "failed",
    });
  });

  it("drops messages that no demo sends, and counts them", async () => {
    await show(`import { print } from "lab";
postMessage({ type: "outputs", outputs: [{ type: "html", text: "<b>x</b>" }] });
postMessage({ type: "outputs", outputs: [{ type: "print", text: 7 }] });
postMessage("nonsense");
postMessage({ type: "outputs", outputs: [{ type: "image", id: "i", image: { title: "t", values: [new Array(1e6).fill(0)] } }] });
print("after");
`);
    await open.runsEnded(1);
    expect(await printed()).to.equal("after");
    expect(await status()).to.contain("4 messages that no demo sends were dropped.");
  });

  it("shows text as text, never as HTML", async () => {
    await show(`import { chart, check, print, table } from "lab";
const evil = '<img src=x onerror="globalThis.hacked=1"><b>bold</b>';
print(evil);
check(evil, true, evil);
table(evil, [evil], [[evil]]);
chart(evil, { title: evil, lines: [{ label: evil, y: [1, 2] }] });
`);
    await open.runsEnded(1);
    expect(await printed()).to.contain("<b>bold</b>");
    expect(await open.page.locator(".outputs b, .outputs img").count()).to.equal(0);
    expect(await open.violations()).to.deep.equal([]);
  });

  it("hears nothing more of a run that was stopped", async () => {
    await show(`import { print } from "lab";
setInterval(() => print("tick"), 1);
`);
    await open.page.getByRole("button", { name: "Stop" }).click();
    await open.runsEnded(1);
    const then = await printed();
    await open.page.waitForTimeout(150);
    expect(await printed()).to.equal(then);
  });

  for (const [what, code, sentence] of [
    ["an unknown name", "missing();", "Line 1: the name “missing” is not known here."],
    [
      "endless recursion",
      "const f = (): number => f() + 1;\nf();",
      /^Line 1: the functions call each other without end\.$/,
    ],
    ["a value thrown", 'throw "no";', /The program threw no/],
    ["a lost promise", 'import { print } from "lab";\nvoid Promise.reject(new Error("lost"));\n', /lost/],
    ["an import from elsewhere", 'import { x } from "fs";\nx();', /A demo can only import from "lab"/],
    ["the network", 'await fetch("https://example.org");', /demos have no access to the network\./],
    ["code from text", 'eval("1");', /demos cannot make code out of text\./],
  ] as const) {
    it(`ends ${what} in a sentence`, async () => {
      await show(code);
      await open.runsEnded(1);
      if (typeof sentence === "string") expect(await status()).to.equal(sentence);
      else expect(await status()).to.match(sentence);
      expect(await open.saidOfType("demoEnded")).to.deep.equal([
        { type: "demoEnded", number: 8, outcome: "failed" },
      ]);
    });
  }
});
