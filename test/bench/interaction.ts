import type { Page } from "playwright-core";
import { question } from "../fixtures/question";
import { PageHost, showing, withDemo } from "../page/open-page";
import { atMost, type BenchRow, median } from "./row";

const moves = 15;

const rerunning = `import { param, print } from "lab";
print("value", param("value", 0, { min: 0, max: 100, step: 1 }));
`;
const listening = `import { live, steps, print, table } from "lab";
const value = live("value", 0, { min: 0, max: 100, step: 1 });
for await (const _ of steps(1e12, () => table("t", ["value"], [[value.value]]))) continue;
`;

/** How soon a moved slider starts the next run, and how soon a running loop shows a live value. */
export async function interactionBench(): Promise<BenchRow[]> {
  const host = await PageHost.start();
  try {
    const opened = await host.open();
    await opened.send(showing(withDemo(question, rerunning)));
    await opened.runsEnded(1);
    const starts: number[] = [];
    for (let i = 1; i <= moves; i++) {
      starts.push(await untilNextRun(opened.page, i));
      await opened.runsEnded(i + 1);
    }
    await opened.send(showing(withDemo(question, listening)));
    await opened.page.locator(".loop-state").waitFor();
    const answers: number[] = [];
    for (let i = 1; i <= moves; i++) answers.push(await untilShown(opened.page, i));
    return [
      atMost("slider moved → next run starts", median(starts), "ms", 50),
      atMost("live slider moved → shown by the running loop", median(answers), "ms", 100),
    ];
  } finally {
    await host.stop();
  }
}

/** Milliseconds from moving the slider until the page says that the demo starts. */
async function untilNextRun(page: Page, place: number): Promise<number> {
  return page.evaluate(
    (to) =>
      new Promise<number>((resolve) => {
        const said = (window as unknown as { said: { type: string }[] }).said;
        const started = (): number => said.filter(({ type }) => type === "demoStarted").length;
        const before = started();
        const start = performance.now();
        const look = (): void => {
          if (started() > before) resolve(performance.now() - start);
          else setTimeout(look, 0);
        };
        const slider = document.querySelector<HTMLInputElement>(".param input[type=range]")!;
        slider.value = String(to);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        look();
      }),
    place,
  );
}

/** Milliseconds from moving the slider until the table that the loop draws has the new value. */
async function untilShown(page: Page, place: number): Promise<number> {
  return page.evaluate(
    (to) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const look = (): void => {
          const cell = document.querySelector("figure.table tbody :is(td, th)");
          if (cell?.textContent?.trim() === String(to)) resolve(performance.now() - start);
          else setTimeout(look, 0);
        };
        const slider = document.querySelector<HTMLInputElement>(".param input[type=range]")!;
        slider.value = String(to);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        look();
      }),
    place,
  );
}
