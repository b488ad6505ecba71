import type { Language } from "../curriculum/model";
import type { DemoKit } from "./demo-kit";

export interface ExportedDemo {
  /** Name of the folder and of the package in it, `07-convolution`. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly language: Language;
}

/** The files of a folder in which `npm start` runs a demo with Node alone, text by path. */
export function exportedFiles(
  { name, title, text, language }: ExportedDemo,
  kit: DemoKit,
  transpiler: string,
): Readonly<Record<string, string>> {
  const manifest = {
    name,
    private: true,
    type: "commonjs",
    engines: { node: ">=20" },
    scripts: { start: "node run/start.js" },
    lab: { language },
  };
  const lab = Object.entries(kit.lab).map(([file, source]) => [`lab/${file}`, source]);
  return {
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "README.md": kit.exported.readme[language].replace("{title}", () => title),
    "demo.ts": text,
    ...kit.workspace,
    ...Object.fromEntries(lab),
    "run/start.js": kit.exported.start,
    "run/transpiler.js": transpiler,
  };
}
