// Bundles one script of this folder and runs it: `node test/host/run.mjs editor …`.
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [name, ...args] = process.argv.slice(2);
const folder = join("out", "test", "host");

await build({
  entryPoints: [name, "launcher"].map((entry) => join("test", "host", `${entry}.ts`)),
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

// What stands in for the desktop editor's executable has to be one file that can be executed.
const launcher = join(folder, "launcher");
await mkdir(folder, { recursive: true });
await writeFile(launcher, '#!/bin/sh\nexec node --enable-source-maps "$(dirname "$0")/launcher.mjs" "$@"\n');
await chmod(launcher, 0o755);

process.setSourceMapsEnabled(true);
process.argv.splice(1, process.argv.length - 1, join(folder, `${name}.mjs`), ...args);
try {
  await import(pathToFileURL(process.argv[1]).href);
} catch (error) {
  // What cannot be had on this machine is said in one sentence; anything else is a mistake of ours.
  console.error(error.name === "Unavailable" ? error.message : error);
  process.exitCode = 1;
}
