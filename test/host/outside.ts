import { spawn } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { serverObstacle } from "./install";
import { outFolder, projectFolder } from "./project";
import { writeResults } from "./results";

/**
 * The tests that look at the editor from the outside: bundles `test/editor/outside/*.test.ts` and runs Mocha on them
 * in plain Node; further arguments go to Mocha.
 */
async function bundleOutside(): Promise<string> {
  const source = join(projectFolder, "test", "editor", "outside");
  const folder = join(outFolder, "outside");
  await rm(folder, { recursive: true, force: true });
  const names = (await readdir(source)).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: names.map((name) => join(source, name)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  return folder;
}

function runMocha(folder: string, args: readonly string[]): Promise<number> {
  const mocha = join(projectFolder, "node_modules", "mocha", "bin", "mocha.js");
  const child = spawn(
    process.execPath,
    [
      mocha,
      "--enable-source-maps",
      "--exit",
      "--timeout=120000",
      `--reporter=${join(projectFolder, "test", "reporter.cjs")}`,
      ...args,
      join(folder, "*.test.mjs"),
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

const obstacle = serverObstacle();
if (obstacle) {
  console.log(`Skipped: these tests need VS Code's server, and ${obstacle}.`);
  writeResults({ passed: 0, failed: 0, skipped: 1, failures: [] });
} else {
  process.exitCode = await runMocha(await bundleOutside(), process.argv.slice(2));
}
