import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { bundleInside } from "./bundle-inside";
import { installDesktop } from "./desktop";
import { serverObstacle } from "./install";
import { outFolder } from "./project";
import { type Results, writeResults } from "./results";
import { type HostKind, stageExtension, stageWorkspace } from "./stage";

/**
 * The tests that run inside the editor: `node test/host/run.mjs editor [node|web|desktop …]`, both hosts of the
 * server by default, the desktop editor where the server does not run.
 */
type Place = HostKind | "desktop";

const titles: Record<Place, string> = {
  node: "Inside the editor: extension host in Node",
  web: "Inside the editor: extension host in a browser worker",
  desktop: "Inside the desktop editor",
};

function wantedPlaces(args: readonly string[]): Place[] {
  if (args.length > 0) return args.map(toPlace);
  const obstacle = serverObstacle();
  if (!obstacle) return ["node", "web"];
  console.log(`${obstacle}: the desktop editor is used.`);
  return ["desktop"];
}

function toPlace(name: string): Place {
  if (name === "node" || name === "web" || name === "desktop") return name;
  throw new Error(`no such place: ${name}; there are node, web, desktop`);
}

async function runIn(place: Place): Promise<Results> {
  const folder = await mkdtemp(join(tmpdir(), "learn-dl-tests-"));
  const results = join(folder, "results.json");
  const extension = join(folder, "extension");
  const workspace = join(folder, "workspace");
  // Inside the extension: the editor runs tests in the host of the extension that they lie in.
  const tests = join(extension, "tests.js");
  try {
    await mkdir(extension);
    await bundleInside(tests);
    await stageExtension(extension, place === "web" ? "web" : "node");
    await stageWorkspace(workspace);
    console.log(`\n${titles[place]}`);
    await runTests({
      ...(place === "desktop"
        ? { vscodeExecutablePath: await installDesktop() }
        : { vscodeExecutablePath: join(outFolder, "host", "launcher") }),
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      extensionTestsEnv: { LEARN_DL_RESULTS: results },
      launchArgs: [workspace, ...(place === "web" ? ["--extensionDevelopmentKind=web"] : [])],
    }).catch((error: unknown) => console.log(String(error)));
    return await readResults(results, place);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readResults(path: string, place: Place): Promise<Results> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    const failure = { title: titles[place], message: "ended without a result" };
    return { passed: 0, failed: 1, skipped: 0, failures: [failure] };
  }
}

function add(one: Results, other: Results): Results {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
  };
}

let total: Results = { passed: 0, failed: 0, skipped: 0, failures: [] };
for (const place of wantedPlaces(process.argv.slice(2))) {
  const start = Date.now();
  const results = await runIn(place);
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`${titles[place]}: ${results.passed} passed, ${results.failed} failed, ${seconds} s`);
  total = add(total, results);
}
writeResults(total);
process.exitCode = total.failed === 0 ? 0 : 1;
