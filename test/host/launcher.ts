import { parseArgs } from "node:util";
import { workbenchAddress } from "./address";
import { launchChromium } from "./chromium";
import { InsideReport } from "./inside-report";
import { writeResults } from "./results";
import { startServer } from "./server";
import { quietSettings } from "./settings";
import type { HostKind } from "./stage";
import { watchPage } from "./watch";

/**
 * Stands where `@vscode/test-electron` expects the desktop editor's executable: takes the same arguments, runs the
 * tests in VS Code's server and a Chromium, and ends with their exit code.
 */
const minutes = 5;

interface Request {
  readonly extension: string;
  readonly tests: string;
  readonly host: HostKind;
  readonly folder: string;
}

function readArguments(args: readonly string[]): Request {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: "string" },
      extensionDevelopmentKind: { type: "string" },
      extensionTestsPath: { type: "string" },
    },
  });
  const { extensionDevelopmentPath: extension, extensionTestsPath: tests } = values;
  const folder = positionals[0];
  if (typeof extension !== "string" || typeof tests !== "string" || !folder) {
    throw new Error("needs a folder, --extensionDevelopmentPath and --extensionTestsPath");
  }
  return { extension, tests, folder, host: values.extensionDevelopmentKind === "web" ? "web" : "node" };
}

async function runTests(request: Request): Promise<number> {
  const report = new InsideReport();
  const server = await startServer({ settings: quietSettings, testDriver: true });
  try {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      const watch = watchPage(page);
      await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) =>
        report.read(type, args),
      );
      const ended = new Promise<number>((resolve, reject) => {
        void page.exposeFunction("codeAutomationExit", (code: number) => resolve(code));
        page.on("crash", () => reject(new Error("the browser tab crashed")));
        setTimeout(
          () => reject(new Error(`the tests did not end within ${minutes} minutes`)),
          minutes * 60_000,
        ).unref();
      });
      await page.goto(
        workbenchAddress(server, {
          folder: request.folder,
          extension: { folder: request.extension, host: request.host },
          tests: request.tests,
        }),
      );
      const code = await ended;
      await watch.readLogs(server.dataFolder);
      report.complain(watch.complaints);
      if (code !== 0 && report.results.failed === 0)
        report.complain([`the extension host ended with code ${code}`]);
    } finally {
      await browser.close();
    }
  } catch (error) {
    report.complain([error instanceof Error ? error.message : String(error)]);
  } finally {
    await server.stop();
  }
  if (report.host && report.host !== request.host) {
    report.complain([`the tests ran in the ${report.host} host instead of the ${request.host} host`]);
  }
  report.close();
  writeResults(report.results);
  return report.results.failed === 0 ? 0 : 1;
}

process.exitCode = await runTests(readArguments(process.argv.slice(2)));
