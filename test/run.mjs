// `npm test [suite …]`: runs every suite (or the named ones), and ends with one line, `N passed, N failed`.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), ".."));

/**
 * One suite: an npm script, its time limit in minutes, and how it counts: `tests` report each test, a check as a
 * whole counts as one.
 * @typedef {{ name: string, title: string, script: string, args?: string[], minutes: number, kind: "tests" | "check" }} Suite
 * @typedef {{ passed: number, failed: number, skipped: number, failures: { title: string, message: string }[] }} Results
 */

const mocha = ["--reporter", "test/reporter.cjs"];

/** @type {Suite[]} */
const suites = [
  { name: "lint", title: "Lint", script: "check:lint", minutes: 3, kind: "check" },
  { name: "types", title: "Types", script: "check:types", minutes: 5, kind: "check" },
  {
    name: "build",
    title: "Build, with its check of imports and content",
    script: "build",
    minutes: 5,
    kind: "check",
  },
  { name: "unit", title: "Units", script: "test:unit", args: mocha, minutes: 8, kind: "tests" },
  {
    name: "content",
    title: "Content and demos",
    script: "test:content",
    args: mocha,
    minutes: 8,
    kind: "tests",
  },
  { name: "page", title: "Page in Chromium", script: "test:page", args: mocha, minutes: 25, kind: "tests" },
  { name: "editor", title: "Inside the editor", script: "test:editor", minutes: 25, kind: "tests" },
  {
    name: "workbench",
    title: "The editor from the outside",
    script: "test:workbench",
    minutes: 25,
    kind: "tests",
  },
];

/** @type {import("node:child_process").ChildProcess | undefined} */
let running;

/**
 * Runs npm in a process group of its own, so that a time limit ends all that it started.
 * @param {string[]} args
 * @param {number} minutes
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string | undefined>} why it failed
 */
function npm(args, minutes, env = process.env) {
  return new Promise((done) => {
    const windows = process.platform === "win32";
    const child = spawn("npm", args, {
      stdio: ["ignore", "inherit", "inherit"],
      env,
      shell: windows,
      detached: !windows,
    });
    running = child;
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      endGroup(child);
    }, minutes * 60_000);
    child.on("error", (error) => done(error.message));
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      running = undefined;
      if (late) done(`stopped after ${minutes} minutes`);
      else done(code === 0 ? undefined : `ended with ${signal ?? `code ${code}`}`);
    });
  });
}

/** @param {import("node:child_process").ChildProcess} child */
function endGroup(child) {
  signalGroup(child, "SIGTERM");
  setTimeout(() => signalGroup(child, "SIGKILL"), 5000).unref();
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  try {
    if (child.pid && process.platform !== "win32") process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // Already gone.
  }
}

/**
 * @param {Suite} suite
 * @returns {Promise<Results>}
 */
async function runSuite(suite) {
  const folder = mkdtempSync(join(tmpdir(), "learn-dl-results-"));
  const file = join(folder, "results.json");
  try {
    const args = ["run", "--loglevel=error", suite.script, ...(suite.args ? ["--", ...suite.args] : [])];
    const trouble = await npm(args, suite.minutes, { ...process.env, LEARN_DL_RESULTS: file });
    return suite.kind === "check" ? checkResults(trouble) : testResults(file, trouble);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string | undefined} trouble
 * @returns {Results}
 */
function checkResults(trouble) {
  const failures = trouble ? [{ title: "the check", message: trouble }] : [];
  return { passed: trouble ? 0 : 1, failed: failures.length, skipped: 0, failures };
}

/**
 * @param {string} file
 * @param {string | undefined} trouble
 * @returns {Results}
 */
function testResults(file, trouble) {
  /** @type {Results} */
  const results = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { passed: 0, failed: 0, skipped: 0, failures: [] };
  const fail = (/** @type {string} */ message) => {
    results.failed++;
    results.failures.push({ title: "the suite", message });
  };
  if (trouble && results.failed === 0) fail(trouble);
  else if (results.passed + results.failed === 0 && !isElsewhere(results)) fail("ran no test");
  return results;
}

/**
 * The editor's server only runs on Linux; what needs it says that it is skipped on other systems.
 * @param {Results} results
 */
function isElsewhere(results) {
  return results.skipped > 0 && process.platform !== "linux";
}

/** @param {string[]} names */
function wantedSuites(names) {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `No suite ${unknown.join(", ")}; there are ${suites.map((suite) => suite.name).join(", ")}.`,
    );
  }
  return names.length === 0 ? suites : suites.filter((suite) => names.includes(suite.name));
}

/** @param {number} start */
const secondsSince = (start) => `${((Date.now() - start) / 1000).toFixed(0)} s`;

async function main() {
  const wanted = wantedSuites(process.argv.slice(2));
  const start = Date.now();
  /** @type {string[]} */
  const summary = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of wanted) {
    console.log(`\n━━ ${suite.title}`);
    const suiteStart = Date.now();
    const { passed, failed, skipped, failures } = await runSuite(suite);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    const skips = skipped > 0 ? `, ${skipped} skipped` : "";
    summary.push(`${suite.title}: ${passed} passed, ${failed} failed${skips} (${secondsSince(suiteStart)})`);
    for (const failure of failures)
      summary.push(`  ✘ ${failure.title}: ${failure.message.split("\n", 1)[0]}`);
  }
  console.log(`\n━━ All suites (${secondsSince(start)})\n${summary.join("\n")}`);
  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => {
    if (running) signalGroup(running, "SIGTERM");
    process.exit(130);
  });
}

main().catch((error) => {
  console.error(error.message);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
});
