import type { Page } from "playwright-core";

/** Watches how long the page's own timers have to wait, until it is asked for the longest wait. */
export function watchGaps(page: Page): Promise<void> {
  return page.evaluate(() => {
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
}

/** Milliseconds of the longest wait since `watchGaps`. */
export function longestGap(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { longestGap: number }).longestGap);
}

/** Presses Stop and tells the milliseconds until the editor hears of it. */
export function timeStop(page: Page): Promise<number> {
  return page.evaluate(async () => {
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
}
