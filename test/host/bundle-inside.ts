import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { projectFolder } from "./project";

/** Bundles the tests that run inside the editor, with Mocha, into one file, as the web host can load no more. */
export async function bundleInside(file: string): Promise<void> {
  const folder = join(projectFolder, "test", "editor", "inside");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".test.ts")).sort();
  const imports = names.map((name) => `import ${JSON.stringify(`./${name}`)};`);
  await build({
    // Mocha first: it defines describe and it, which the tests call as they load.
    stdin: {
      contents: ['export { run } from "../../host/inside-mocha";', ...imports].join("\n"),
      resolveDir: folder,
      loader: "ts",
    },
    outfile: file,
    bundle: true,
    platform: "browser",
    target: "es2022",
    format: "cjs",
    external: ["vscode"],
    sourcemap: "inline",
    logLevel: "warning",
    plugins: [mochaAsGlobal],
  });
}

/** Mocha's browser build would take the bundle's `module` for its own and replace our exports. */
const mochaAsGlobal: Plugin = {
  name: "mocha-as-global",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, async ({ path }) => ({
      contents: `let module, exports;\n${await readFile(path, "utf8")}`,
    }));
  },
};
