import type { Page } from "playwright-core";
import type { Question } from "../../src/curriculum/model";
import { question } from "../fixtures/question";
import { PageHost, showing } from "../page/open-page";
import { atMost, type BenchRow, median } from "./row";

const runs = 15;

/** From a click on Run to the first output on the page, against the start of a worker that does nothing else. */
export async function runStartBench(): Promise<BenchRow[]> {
  const host = await PageHost.start();
  try {
    const opened = await host.open();
    await opened.send(showing(printing));
    await opened.runsEnded(1);
    const blank = await opened.page.context().newPage();
    const first: number[] = [];
    const bare: number[] = [];
    // In turn, so that whatever else the machine does falls on both.
    for (let i = 0; i < runs; i++) {
      await opened.page.bringToFront();
      first.push(await firstOutput(opened.page));
      bare.push(await bareWorker(blank));
    }
    return [atMost("Run → first output / bare worker's start", median(first) / median(bare), "ratio", 3)];
  } finally {
    await host.stop();
  }
}

/** Prints something new each time, so that its output can be told from the one before. */
const program = 'import { print } from "lab";\nprint(Date.now(), Math.random());\n';
const printing: Question = {
  ...question,
  demo: { ...question.demo, code: { en: program, "zh-cn": program } },
};

/** Milliseconds from the click until the printed text changes. */
async function firstOutput(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const output = document.querySelector(".demo-scroll");
        const run = document.querySelector<HTMLButtonElement>('[data-action="run"]');
        if (!output || !run) throw new Error("the page has no demo");
        const printed = (): string => output.querySelector(".print")?.textContent ?? "";
        const before = printed();
        const late = setTimeout(() => reject(new Error("no output within 10 s")), 10_000);
        const observer = new MutationObserver(() => {
          const now = printed();
          if (now === "" || now === before) return;
          observer.disconnect();
          clearTimeout(late);
          resolve(performance.now() - start);
        });
        observer.observe(output, { subtree: true, childList: true, characterData: true });
        const start = performance.now();
        run.click();
      }),
  );
}

/** Milliseconds from making a worker to its first message, in a page without a policy. */
async function bareWorker(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const start = performance.now();
        const worker = new Worker("data:text/javascript,postMessage(0)");
        worker.onerror = () => reject(new Error("the bare worker did not start"));
        worker.onmessage = () => {
          worker.terminate();
          resolve(performance.now() - start);
        };
      }),
  );
}
