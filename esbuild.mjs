// Builds everything: `node esbuild.mjs [extension] [page] [content] [cli] [tests]`, all but the tests when none is named.
//   dist/  what the extension ships     out/  what only contributors and CI run
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
process.chdir(root);

/** The rooms of `src/` and what each may import; `design`: arrows point one way. */
const arrows = {
  curriculum: [],
  detection: ["curriculum"],
  drawing: [],
  cards: ["curriculum", "detection", "drawing"],
  learning: ["curriculum", "protocol"],
  lab: [],
  compiler: ["curriculum", "drawing"],
  protocol: ["curriculum", "lab"],
  sandbox: ["lab", "protocol", "curriculum"],
  help: ["curriculum"],
  page: ["sandbox", "lab", "help", "curriculum", "protocol"],
  editor: [
    "curriculum",
    "detection",
    "cards",
    "explainer",
    "demo-help",
    "help",
    "learning",
    "protocol",
    "lab",
  ],
  explainer: ["cards", "detection"],
  "demo-help": ["help", "cards"],
  extension: ["editor", "curriculum", "detection", "cards", "learning"],
};
/** Rooms that may only take types from another one: their code must not reach the bundle. */
const typesOnly = new Set([
  "page>lab",
  "editor>lab",
  "editor>detection",
  "editor>cards",
  "editor>explainer",
  "editor>demo-help",
  "editor>help",
  "protocol>lab",
  "protocol>curriculum",
]);
/** Packages that only one room may use. */
const onlyIn = { vscode: ["editor", "extension"], lit: ["page"], codemirror: ["page"], sucrase: ["sandbox"] };

async function filesBelow(folder, ending) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name)
        .split(sep)
        .join("/"),
    )
    .sort();
}

/** Comments become blanks, lines stay: an example in a comment imports nothing. */
const withoutComments = (text) =>
  text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, " "));

const roomOf = (path) => path.split("/")[1].replace(/\.ts$/, "");

/** Every import that points against the arrows, as `file:line: sentence`. */
export async function wrongArrows(project = root) {
  const wrong = [];
  for (const path of await filesBelow(join(project, "src"), ".ts")) {
    const file = relative(project, path).split(sep).join("/");
    const from = roomOf(file);
    const text = withoutComments(await readFile(path, "utf8"));
    for (const match of text.matchAll(
      /^(?:import|export)\b([^"';]*?)\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm,
    )) {
      const target = match[2] ?? match[3] ?? match[4];
      const say = (message) =>
        wrong.push(`${file}:${text.slice(0, match.index).split("\n").length}: ${message}`);
      if (!target.startsWith(".")) {
        const users = onlyIn[target.split("/")[0]];
        if (
          target.startsWith("node:") ||
          createRequire(import.meta.url)("node:module").builtinModules.includes(target)
        ) {
          say(`imports ${target}: src/ uses no Node API, so that one bundle serves every host`);
        } else if (users && !users.includes(from)) say(`imports ${target}: only ${users.join(" and ")} may`);
        continue;
      }
      const to = roomOf(
        relative(project, resolve(project, dirname(file), target))
          .split(sep)
          .join("/"),
      );
      if (to === from) continue;
      const isType =
        /^\s*type\b/.test(match[1] ?? "") ||
        /^\s*\{\s*(type\s+\w+(\s+as\s+\w+)?\s*,?\s*)+\}\s*$/.test(match[1] ?? "");
      if (!arrows[from]?.includes(to)) say(`src/${from} must not import from src/${to}`);
      else if (typesOnly.has(`${from}>${to}`) && !isType) {
        say(`src/${from} may only import types from src/${to}: write import type`);
      }
    }
  }
  return wrong;
}

const minify = !process.argv.includes("--readable");
const common = {
  bundle: true,
  minify,
  target: "es2022",
  logLevel: "warning",
  legalComments: "none",
  charset: "utf8",
  sourcemap: false,
};

/** `import source from "lab-source"`: the worker's lab as one string. */
const labSource = {
  name: "lab-source",
  setup(build) {
    build.onResolve({ filter: /^lab-source$/ }, () => ({ path: "lab-source", namespace: "lab-source" }));
    build.onLoad({ filter: /.*/, namespace: "lab-source" }, async () => {
      const result = await esbuild.build({
        ...common,
        entryPoints: ["src/lab/worker.ts"],
        format: "iife",
        write: false,
        metafile: true,
      });
      const watchFiles = Object.keys(result.metafile.inputs).map((input) => resolve(input));
      return {
        contents: `export default ${JSON.stringify(result.outputFiles[0].text.trim())};`,
        loader: "js",
        watchFiles,
      };
    });
  },
};

const labFiles = () => filesBelow("src/lab", ".ts");

/** The lab's source files: text by name. */
async function readLab() {
  const files = await labFiles();
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return Object.fromEntries(files.map((file, i) => [relative("src/lab", file), texts[i]]));
}

/** `import docs from "lab-docs"`: signatures and docstrings of everything in the lab. */
const labDocs = {
  name: "lab-docs",
  setup(build) {
    build.onResolve({ filter: /^lab-docs$/ }, () => ({ path: "lab-docs", namespace: "lab-docs" }));
    build.onLoad({ filter: /.*/, namespace: "lab-docs" }, async () => {
      const compiler = resolve("out/build/lab-docs.mjs");
      await esbuild.build({
        ...common,
        minify: false,
        entryPoints: ["src/compiler/lab-docs.ts"],
        outfile: compiler,
        format: "esm",
        platform: "node",
        packages: "external",
      });
      const { labDocs: docsOf } = await import(pathToFileURL(compiler).href);
      // Parsed from a string: faster than an object of that size in a script.
      const docs = JSON.stringify(JSON.stringify(docsOf(await readLab())));
      const watchFiles = (await labFiles()).map((file) => resolve(file));
      return { contents: `export default JSON.parse(${docs});`, loader: "js", watchFiles };
    });
  },
};

/** `import curriculum from "curriculum"`: topics and question heads, small enough for the bundle. */
const compiledCurriculum = {
  name: "curriculum",
  setup(build) {
    build.onResolve({ filter: /^curriculum$/ }, () => ({ path: resolve("dist/content/curriculum.json") }));
  },
};

/** What a demo needs outside of its page, as `dist/demo-kit.json` has it. */
export async function demoKit() {
  const folder = "media/demo";
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const kit = {
    lab: await readLab(),
    workspace: Object.fromEntries(names.map((name, i) => [name, texts[i]])),
    exported: {
      start: await readFile("media/export/start.js", "utf8"),
      readme: {
        en: await readFile("media/export/README.en.md", "utf8"),
        "zh-cn": await readFile("media/export/README.zh-cn.md", "utf8"),
      },
    },
  };
  const version = createHash("sha256").update(JSON.stringify(kit)).digest("hex").slice(0, 16);
  return { version, ...kit };
}

async function buildExtension() {
  await writeFile("dist/demo-kit.json", JSON.stringify(await demoKit()));
  await esbuild.build({
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    format: "cjs",
    platform: "neutral",
    mainFields: ["browser", "module", "main"],
    conditions: ["browser"],
    external: ["vscode"],
    plugins: [compiledCurriculum],
  });
  // Modules of their own, because only the first hover needs them; both hosts import them as they are.
  await esbuild.build({
    ...common,
    entryPoints: ["src/explainer.ts", "src/demo-help.ts"],
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    plugins: [labDocs],
  });
}

/** A global of the page, and a module in the folder that an exported demo is: sucrase ships once. */
const transpilerName = "learnDlTranspiler";

export async function buildTranspiler(outfile) {
  await esbuild.build({
    ...common,
    stdin: { contents: 'export { transform } from "sucrase";', resolveDir: root },
    outfile,
    format: "iife",
    platform: "browser",
    globalName: transpilerName,
    banner: {
      js: "/* sucrase, MIT licence, copyright 2012-2018 various contributors: see its repository */",
    },
    footer: { js: `if (typeof module === "object") module.exports = ${transpilerName};` },
  });
}

const sharedTranspiler = {
  name: "shared-transpiler",
  setup(build) {
    build.onResolve({ filter: /^sucrase$/ }, () => ({ path: "sucrase", namespace: "shared-transpiler" }));
    build.onLoad({ filter: /.*/, namespace: "shared-transpiler" }, () => ({
      contents: `export const { transform } = globalThis.${transpilerName};`,
      loader: "js",
    }));
  },
};

async function buildPage() {
  await buildTranspiler("dist/transpiler.js");
  await esbuild.build({
    ...common,
    entryPoints: { page: "src/page/main.ts" },
    outdir: "dist",
    format: "iife",
    platform: "browser",
    plugins: [labSource, labDocs, sharedTranspiler],
    define: { "process.env.NODE_ENV": '"production"' },
  });
}

/** Command-line twins: `out/cli/NAME.cjs`. */
async function buildCli() {
  await esbuild.build({
    ...common,
    minify: false,
    entryPoints: (await filesBelow("test/cli", ".ts")).filter((file) => !file.endsWith(".test.ts")),
    outdir: "out/cli",
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    platform: "node",
    target: "node20",
    packages: "external",
    plugins: [labSource],
    alias: { drawing: resolve("src/drawing/index.ts") },
  });
}

/** `out/test/<suite>/….cjs`, one bundle per test file, for mocha in plain Node. */
async function buildTests(suites) {
  for (const suite of suites) {
    await rm(`out/test/${suite}`, { recursive: true, force: true });
    const entryPoints = await filesBelow(`test/${suite}`, ".test.ts");
    if (entryPoints.length === 0) continue;
    await esbuild.build({
      ...common,
      minify: false,
      sourcemap: "inline",
      entryPoints,
      outbase: `test/${suite}`,
      outdir: `out/test/${suite}`,
      outExtension: { ".js": ".cjs" },
      format: "cjs",
      platform: "node",
      target: "node20",
      packages: "external",
      plugins: [labSource, labDocs, compiledCurriculum],
      alias: { drawing: resolve("src/drawing/index.ts") },
    });
  }
}

/** `out/bench.cjs`: what `npm run bench` runs. */
async function buildBench() {
  await esbuild.build({
    ...common,
    minify: false,
    entryPoints: ["test/bench/bench.ts"],
    outfile: "out/bench.cjs",
    format: "cjs",
    platform: "node",
    target: "node20",
    packages: "external",
    plugins: [labSource],
  });
}

/** Compiles `content/` to `dist/content/`; mistakes end the build. */
function buildContent() {
  const args = process.argv.filter((argument) => ["--watch", "--no-demos"].includes(argument));
  const result = spawnSync(process.execPath, ["--enable-source-maps", "out/cli/content.cjs", ...args], {
    stdio: "inherit",
  });
  if (result.status !== 0) throw new Error("content/ has mistakes: mend the lines above and build again");
}

async function main() {
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  const wanted = (step) => named.length === 0 || named.includes(step);
  const wrong = await wrongArrows();
  if (wrong.length > 0) throw new Error(`imports point the wrong way:\n${wrong.join("\n")}`);
  await mkdir("dist", { recursive: true });
  if (wanted("cli") || wanted("content")) await buildCli();
  if (wanted("content")) buildContent();
  if (wanted("extension")) await buildExtension();
  if (wanted("page")) await buildPage();
  if (named.includes("bench")) await buildBench();
  const suites = named.filter((name) => name.startsWith("test:")).map((name) => name.slice(5));
  if (suites.length > 0) await buildTests(suites);
}

if (process.argv[1] && basename(process.argv[1]) === "esbuild.mjs") {
  main().catch((error) => {
    console.error(error.errors ? `build failed: ${error.errors.length} error(s) above` : error.message);
    process.exitCode = 1;
  });
}
