import { strict as assert } from "node:assert";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

type WrongArrows = (root?: string) => Promise<string[]>;
const load = async (): Promise<WrongArrows> =>
  (await import(pathToFileURL(resolve("esbuild.mjs")).href)).wrongArrows as WrongArrows;

/** What is said of a project whose only file has this text. */
async function saidOf(file: string, text: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "arrows-"));
  await mkdir(join(root, dirname(file)), { recursive: true });
  await writeFile(join(root, file), text);
  return (await (await load())(root)).join("\n");
}

describe("imports point one way", () => {
  it("in the whole source", async () => {
    assert.deepEqual(await (await load())(), []);
  });

  const wrong: readonly (readonly [string, string, string, RegExp])[] = [
    [
      "pure code does not know VS Code",
      "src/detection/a.ts",
      'import * as vscode from "vscode";',
      /a\.ts:1: imports vscode/,
    ],
    [
      "src uses no Node API",
      "src/editor/a.ts",
      '\nimport { join } from "node:path";',
      /a\.ts:2: imports node:path/,
    ],
    ["nor by its old name", "src/editor/a.ts", 'import fs from "fs";', /imports fs/],
    [
      "a lower room does not import an upper one",
      "src/cards/a.ts",
      'import { x } from "../editor/x";',
      /src\/cards must not import from src\/editor/,
    ],
    [
      "the editor does not import the page",
      "src/editor/a.ts",
      'import type { X } from "../page/x";',
      /must not import from src\/page/,
    ],
    [
      "the page takes types of the lab, not its code",
      "src/page/a.ts",
      'import { chart } from "../lab/index";',
      /may only import types/,
    ],
    ["a dynamic import counts", "src/lab/a.ts", 'const x = await import("../editor/x");', /must not import/],
  ];
  for (const [name, file, text, expected] of wrong) {
    it(name, async () => assert.match(await saidOf(file, text), expected));
  }

  it("and types may be taken where code may not", async () => {
    assert.equal(await saidOf("src/page/a.ts", 'import type { Output } from "../lab/outputs";'), "");
  });
});
