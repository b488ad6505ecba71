import { expect } from "chai";
import { question } from "../fixtures/question";
import { Listener } from "./listener";
import { type OpenPage, showing, textOf, withDemo } from "./open-page";
import { withPages } from "./pages";

/**
 * Programs that try to reach the world outside. A listener on this machine must hear nothing of them; that it can
 * hear is shown by the same attempts in a page without a policy.
 */
describe("Nothing of a demo gets out", () => {
  const pages = withPages();
  let listener: Listener;
  let open: OpenPage;

  before(async () => {
    listener = await Listener.start();
  });
  after(() => listener.stop());
  beforeEach(async () => {
    open = await pages.open();
    listener.take();
  });

  const show = (code: string) => open.send(showing(withDemo(question, code)));
  const printedLines = async () => (await textOf(open.page.locator("pre.print"))).split("\n");

  /** Each attempt: an expression that throws or rejects when it is refused. `to` is the listener's address. */
  const overNetwork: Readonly<Record<string, string>> = {
    fetch: "fetch(to + '/fetch')",
    XMLHttpRequest:
      "new Promise((done, fail) => { const x = new XMLHttpRequest(); x.onload = done; x.onerror = fail; x.open('GET', to + '/xhr'); x.send(); })",
    WebSocket: "opened(new WebSocket(to.replace('http', 'ws') + '/websocket'))",
    EventSource: "opened(new EventSource(to + '/eventsource'))",
    importScripts: "importScripts(to + '/importscripts')",
    import: "import(to + '/import')",
    FontFace: "new FontFace('x', 'url(' + to + '/font)').load()",
    "nested worker":
      "new Promise((done, fail) => { const w = new Worker('data:text/javascript,' + encodeURIComponent('fetch(\"' + to + '/nested\").then(() => postMessage(1), () => postMessage(2))')); w.onmessage = done; w.onerror = fail; })",
  };
  const elsewhere: Readonly<Record<string, string>> = {
    WebTransport: "new WebTransport(to.replace('http', 'https') + '/webtransport').ready",
    IndexedDB:
      "new Promise((done, fail) => { const r = indexedDB.open('x'); r.onsuccess = done; r.onerror = fail; })",
    caches: "caches.open('x')",
    "private files": "navigator.storage.getDirectory()",
    eval: "(0, eval)('1')",
    Function: "new Function('return 1')()",
    "shared worker": "new SharedWorker('data:text/javascript,postMessage(1)')",
    "worker through a policy":
      "new Worker(trustedTypes.createPolicy('learn-dl-worker', { createScriptURL: (url) => url }).createScriptURL('data:text/javascript,1'))",
  };

  /** A program that makes the attempts one after the other and tells of each what came of it. */
  const programOf = (attempts: Readonly<Record<string, string>>, tell: string) => `
const to = ${JSON.stringify(listener.origin)};
const opened = (socket) => new Promise((done, fail) => { socket.onopen = done; socket.onerror = fail; setTimeout(fail, 2000); });
const attempts = { ${Object.entries(attempts)
    .map(([name, attempt]) => `${JSON.stringify(name)}: async () => ${attempt}`)
    .join(",\n")} };
for (const [name, attempt] of Object.entries(attempts)) {
  let answer = "WORKED";
  try { await attempt(); } catch { answer = "refused"; }
  ${tell}
}`;

  it("although the listener hears each attempt where there is no policy", async () => {
    const page = await open.page.context().newPage();
    const program = `(async () => { ${programOf(overNetwork, "")}\npostMessage("done"); })();`;
    await page.evaluate(
      (source) =>
        new Promise((done) => {
          const worker = new Worker(`data:text/javascript,${encodeURIComponent(source)}`);
          worker.onmessage = done;
        }),
      program,
    );
    expect(listener.take().sort()).to.deep.equal([
      "/eventsource",
      "/fetch",
      "/font",
      "/import",
      "/importscripts",
      "/nested",
      "/websocket",
      "/xhr",
    ]);
    await page.close();
  });

  it("by network, storage, further workers or code made of text", async () => {
    const attempts = { ...overNetwork, ...elsewhere };
    const program = programOf(attempts, "print(name, answer);").replaceAll(/\((socket)\)/g, "($1: any)");
    await show(
      `// @ts-nocheck\nimport { print } from "lab";\n${program}\nprint("origin", globalThis.origin);`,
    );
    await open.runsEnded(1);
    expect(await printedLines()).to.deep.equal([
      ...Object.keys(attempts).map((name) => `${name} refused`),
      "origin null",
    ]);
    expect(listener.take()).to.deep.equal([]);
  });

  it("by a channel to another page of the same origin", async () => {
    const other = await open.page.context().newPage();
    await other.goto(pages.origin);
    await other.evaluate(() => {
      const own = window as unknown as { heard: unknown[] };
      own.heard = [];
      new BroadcastChannel("x").onmessage = ({ data }) => own.heard.push(data);
    });
    const heard = () => other.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
    // A page of that origin would be heard.
    await open.page.evaluate(() => new BroadcastChannel("x").postMessage("from the page"));
    await other.waitForFunction(() => (window as unknown as { heard: unknown[] }).heard.length === 1);
    await show(
      'import { print } from "lab";\nconst channel = new BroadcastChannel("x");\nchannel.postMessage("from the demo");\nprint("sent");\n',
    );
    await open.runsEnded(1);
    await other.waitForTimeout(200);
    expect(await heard()).to.deep.equal(["from the page"]);
    await other.close();
  });

  /** Text that would load something if anybody took it for HTML, CSS or an address. */
  const beacons = () => {
    const to = listener.origin;
    return [
      `<img src="${to}/image">`,
      `<style>body { background: url(${to}/style) }</style>`,
      `<link rel="stylesheet" href="${to}/sheet">`,
      `<svg><image href="${to}/svg"/></svg>`,
      `red; background-image: url(${to}/css)`,
      `url(${to}/paint)`,
    ];
  };

  it("by pictures and styles in what it shows, which a page without our drawing would fetch", async () => {
    const page = await open.page.context().newPage();
    await page.evaluate((texts) => {
      document.body.innerHTML = texts.join("");
      for (const text of texts.slice(-2)) {
        const box = document.createElement("div");
        box.style.cssText = `color: ${text}; background: ${text}`;
        box.textContent = "x";
        document.body.append(box);
      }
    }, beacons());
    await page.waitForTimeout(500);
    expect(listener.take().sort()).to.deep.equal(["/css", "/image", "/paint", "/sheet", "/style", "/svg"]);
    await page.close();

    await show(`import { chart, check, image, param, print, progress, table } from "lab";
for (const text of ${JSON.stringify(beacons())}) {
  print(text);
  check(text, true, text);
  table(text, [text], [[text]]);
  param(text, 1, { min: 0, max: 2 });
  param(text + " choice", text, [text, "other"]);
  progress(0.5, text);
  image(text, { title: text, values: [[0, 1]] });
  chart(text, { title: text, summary: text, x: { label: text }, y: { label: text },
    lines: [{ label: text, y: [1, 2] }, { label: text + "2", y: [2, 1] }], points: [{ label: text, x: [0, 1], y: [1, 2], group: [0, 1] }] });
  chart(text + " bars", { title: text, bars: [{ label: text, names: [text], values: [1] }] });
}
`);
    await open.runsEnded(1);
    await open.page.waitForTimeout(300);
    expect(await open.page.locator(".outputs figure").count()).to.be.greaterThan(10);
    expect(listener.take()).to.deep.equal([]);
    expect(await open.violations()).to.deep.equal([]);
  });

  it("by text that would end the script it stands in", async () => {
    await show(`import { print } from "lab";
const text = "</script><script>globalThis.hacked = 1</script><!--";
const separators = "\u2028" + '\u2029' + \`\u2028\`;
print(text, separators.length, "%41#?&\\u0000".length); // </script> in a comment
/* </script> \u2028 */ const $ = /<\\/script>/.test(text);
print($, "100 % of é, 汉 and 🙂 arrive");
`);
    await open.runsEnded(1);
    expect(await printedLines()).to.deep.equal([
      "</script><script>globalThis.hacked = 1</script><!-- 3 7",
      "true 100 % of é, 汉 and 🙂 arrive",
    ]);
    expect(await open.page.evaluate(() => "hacked" in window)).to.equal(false);
    expect(await open.violations()).to.deep.equal([]);
  });
});
