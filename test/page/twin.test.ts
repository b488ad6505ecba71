import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import type { FromWorker, StartRun } from "../../src/lab/messages";
import type { Output } from "../../src/lab/outputs";
import { lastOfEach } from "../../src/lab/report";
import { labScript, programOf } from "../../src/sandbox/program";
import { runDemo } from "../cli/run-demo";
import { launchChromium } from "../host/chromium";

/**
 * Chromium and Node have different engines, whose Math.exp and the like differ in the last digit; training carries
 * that on. Relative to the largest number of a list.
 */
const tolerance = 1e-5;

/** Demos of every kind: pooling by hand, and all that follow gradients. */
const questions = readdirSync(join("content", "questions")).filter((name) => {
  return name.startsWith("08-") || /\b(?:minimise|backward)\(/.test(textOf(name));
});

function textOf(question: string): string {
  try {
    return readFileSync(join("content", "questions", question, "demo.ts"), "utf8");
  } catch {
    return "";
  }
}

describe("A demo shows the same in the page's worker and in Node", () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
  });
  after(() => browser.close());

  for (const question of questions) {
    it(question, async () => {
      const text = textOf(question);
      const [inPage, inNode] = await Promise.all([runInChromium(page, text), runDemo(text)]);
      expect(inNode.outcome.type).to.equal("finished");
      expect(inPage.length).to.be.greaterThan(2);
      expectSame(inPage, inNode.outputs, "outputs");
    });
  }

  it("although a difference in one number would be noticed", () => {
    const one: readonly Output[] = [{ type: "print", text: "loss 0.12345" }];
    expect(() => expectSame(one, [{ type: "print", text: "loss 0.12346" }], "outputs")).to.throw();
    expect(() => expectSame(one, [{ type: "print", text: "cost 0.12345" }], "outputs")).to.throw();
    expectSame(one, one, "outputs");
    expect(() => expectSame([1, 2], [1, 2.0001], "list")).to.throw();
    expect(() => expectSame({ a: 1 }, { a: 1, b: 2 }, "object")).to.throw();
  });
});

/** The very program that the page runs, in a worker as the page makes it. */
async function runInChromium(page: Page, text: string): Promise<Output[]> {
  const start: StartRun = { type: "start", params: {}, language: "en", interactive: false };
  const messages = await page.evaluate(
    ({ source, start }) =>
      new Promise<FromWorker[]>((done, fail) => {
        const heard: FromWorker[] = [];
        const worker = new Worker(`data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`);
        worker.onerror = ({ message }) => fail(new Error(message));
        worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
          heard.push(data);
          if (data.type === "outputs") return;
          worker.terminate();
          done(heard);
        };
        worker.postMessage(start);
      }),
    { source: labScript + programOf(text).code, start },
  );
  expect(messages.at(-1)?.type).to.equal("finished");
  return lastOfEach(messages.flatMap((message) => (message.type === "outputs" ? message.outputs : [])));
}

/** Throws where two plain values differ by more than the engines may. */
function expectSame(found: unknown, wanted: unknown, where: string, size = 1): void {
  if (typeof found === "number" && typeof wanted === "number") {
    const same = Object.is(found, wanted) || Math.abs(found - wanted) <= tolerance * size;
    expect(same, `${where}: ${found} and ${wanted}`).to.equal(true);
  } else if (typeof found === "string" && typeof wanted === "string") {
    const [parts, others] = [partsOf(found), partsOf(wanted)];
    if (parts.length === 1) expect(found, where).to.equal(wanted);
    else expectSame(parts, others, where);
  } else if (typeof found === "object" && typeof wanted === "object" && found && wanted) {
    expect(Object.keys(found), where).to.deep.equal(Object.keys(wanted));
    const numbers = Object.values(found).filter((value) => Number.isFinite(value));
    const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const [key, value] of Object.entries(found)) {
      expectSame(value, (wanted as Record<string, unknown>)[key], `${where}.${key}`, Math.max(1e-9, largest));
    }
  } else {
    expect(found, where).to.equal(wanted);
  }
}

/** The words of a text and, each in a list of its own, the numbers between them. */
function partsOf(text: string): readonly (string | readonly number[])[] {
  const parts = text.split(/(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/);
  return parts.map((part, i) => (i % 2 === 0 ? part : [Number(part)]));
}
