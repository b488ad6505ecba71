import { spawnSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { atMost, type BenchRow } from "./row";

/** What the learner downloads, and what the extension host loads when it starts. */
export async function sizeBench(): Promise<BenchRow[]> {
  const file = "out/bench.vsix";
  const script = JSON.parse(await readFile("package.json", "utf8")).scripts.package as string;
  // The very options of `npm run package`.
  const options = script.slice(script.indexOf("vsce package ") + 5).replace(/--out \S+/, "");
  const args = ["node_modules/@vscode/vsce/vsce", ...options.split(" ").filter(Boolean), "--out", file];
  const packed = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (packed.status !== 0)
    throw new Error(`the package could not be made:\n${packed.stdout}${packed.stderr}`);
  return [
    atMost("VSIX size", (await stat(file)).size / 1e6, "MB", 1.5),
    atMost("extension host bundle, minified", (await stat("dist/extension.js")).size / 1e3, "kB", 150),
  ];
}
