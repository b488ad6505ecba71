import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { workbenchAddress } from "../host/address";
import { launchChromium } from "../host/chromium";
import { startServer } from "../host/server";
import { quietSettings } from "../host/settings";
import { stageExtension } from "../host/stage";
import { activationMark } from "./activation-mark";
import { atMost, type BenchRow, median } from "./row";

const markdown = "vscode.markdown-language-features";
const runs = 4;

/** Our activation against that of the built-in Markdown extension, in the same editors. */
export async function activationBench(): Promise<BenchRow[]> {
  const manifest = JSON.parse(await readFile("package.json", "utf8"));
  const ours = `${manifest.publisher}.${manifest.name}`;
  const times: { ours: number; markdown: number }[] = [];
  for (let i = 0; i < runs; i++) {
    const order = i % 2 === 0 ? [ours, markdown] : [markdown, ours];
    const milliseconds = await activateInEditor(order);
    times.push({ ours: milliseconds[ours] ?? Number.NaN, markdown: milliseconds[markdown] ?? Number.NaN });
  }
  const ratio = median(times.map((time) => time.ours / time.markdown));
  return [atMost("activation / built-in Markdown extension's activation", ratio, "ratio", 0.5)];
}

async function activateInEditor(order: readonly string[]): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), "learn-dl-bench-"));
  const extension = join(folder, "extension");
  const workspace = join(folder, "workspace");
  await mkdir(extension);
  await mkdir(workspace);
  await stageExtension(extension, "node");
  const tests = join(extension, "bench.js");
  await build({
    entryPoints: ["test/bench/inside/activation.ts"],
    outfile: tests,
    bundle: true,
    format: "cjs",
    external: ["vscode"],
    define: { activationOrder: JSON.stringify(order) },
  });
  const server = await startServer({ settings: quietSettings, testDriver: true });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    return await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("the editor did not answer within a minute")), 60_000);
      const read = (_type: string, args: unknown[]): void => {
        const text = args.map(String).join(" ");
        const at = text.indexOf(activationMark);
        if (at < 0) return;
        clearTimeout(late);
        resolve(JSON.parse(text.slice(at + activationMark.length)));
      };
      const start = async (): Promise<void> => {
        await page.exposeFunction("codeAutomationLog", read);
        await page.exposeFunction("codeAutomationExit", () => undefined);
        await page.goto(
          workbenchAddress(server, {
            folder: workspace,
            extension: { folder: extension, host: "node" },
            tests,
          }),
        );
      };
      start().catch(reject);
    });
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
