// `node test/set-up.mjs`: installs the dependencies when they are not those of the lock file. Plain Node, because it
// runs before the dependencies are there; says what it does on the error stream, so that outputs stay clean.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const minutes = 10;

/** Whether what is installed is what the lock file asks for; optional packages depend on the machine. */
function dependenciesAreCurrent() {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, "utf8")).packages;
  const there = read(installed);
  return Object.entries(read(join(root, "package-lock.json"))).every(
    ([path, wanted]) => path === "" || wanted.optional || there[path]?.version === wanted.version,
  );
}

if (!dependenciesAreCurrent()) {
  console.error("Installing dependencies …");
  const { status, error } = spawnSync("npm", ["ci", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
    timeout: minutes * 60_000,
  });
  if (status !== 0) {
    console.error(
      `The dependencies could not be installed: ${error?.message ?? `npm ended with code ${status}`}.`,
    );
    process.exitCode = 1;
  }
}
