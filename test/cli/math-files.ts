/// <reference path="./subset-font.d.ts" />
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as esbuild from "esbuild";
import subsetFont from "subset-font";
import type { CompiledContent } from "../../src/compiler/compile";
import { formulaFonts } from "../../src/compiler/formula-fonts";

/** `math.css` and the typefaces that it names, as far as the compiled formulas need them; path → content. */
export async function mathFiles(compiled: CompiledContent): Promise<Map<string, string | Buffer>> {
  const katex = dirname(createRequire(join(process.cwd(), "package.json")).resolve("katex"));
  const { sheet, characters } = formulaFonts(
    await readFile(join(katex, "katex.css"), "utf8"),
    compiled.formulaHtml,
  );
  const { code } = await esbuild.transform(`${sheet}\n${compiled.formulaClasses}`, {
    loader: "css",
    minify: true,
  });
  const files = new Map<string, string | Buffer>([["math.css", code]]);
  for (const [name, text] of characters) {
    const font = await readFile(join(katex, "fonts", `${name}.woff2`));
    files.set(`fonts/${name}.woff2`, await subsetFont(font, text, { targetFormat: "woff2" }));
  }
  return files;
}
