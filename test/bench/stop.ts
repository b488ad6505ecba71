import { question } from "../fixtures/question";
import { PageHost, showing, withDemo } from "../page/open-page";
import { longestGap, timeStop, watchGaps } from "../page/stop-watch";
import { atMost, type BenchRow, median } from "./row";

const runs = 9;

/** From a click on Stop, in an endless loop, to the end of the run, and the longest wait of the page meanwhile. */
export async function stopBench(): Promise<BenchRow[]> {
  const host = await PageHost.start();
  try {
    const open = await host.open();
    const { page } = open;
    await open.send(showing(withDemo(question, "for (;;);\n")));
    const times: number[] = [];
    const gaps: number[] = [];
    for (let i = 0; i < runs; i++) {
      if (i > 0) await page.getByRole("button", { name: "Run" }).click();
      await page.locator("[data-action=stop]").waitFor();
      // By then the loop is running for sure.
      await page.waitForTimeout(200);
      await watchGaps(page);
      times.push(await timeStop(page));
      await page.waitForTimeout(60);
      gaps.push(await longestGap(page));
    }
    return [
      atMost("Stop, in an endless loop", median(times), "ms", 250),
      atMost("longest wait of the page while it stops", median(gaps), "ms", 50),
    ];
  } finally {
    await host.stop();
  }
}
