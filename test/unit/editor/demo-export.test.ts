import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { localizeDemo } from "../../../src/compiler/demo-text";
import type { Language } from "../../../src/curriculum/model";
import { exportedFiles } from "../../../src/editor/demo-export";
import type { DemoKit } from "../../../src/editor/demo-kit";
import { demoCommand } from "../../cli/demo-command";

interface Build {
  demoKit(): Promise<DemoKit>;
  buildTranspiler(outfile: string): Promise<void>;
}

describe("an exported demo", () => {
  let folder: string;
  let kit: DemoKit;
  let transpiler: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "exported-demo-"));
    const build: Build = await import(pathToFileURL(resolve("esbuild.mjs")).href);
    kit = await build.demoKit();
    await build.buildTranspiler(join(folder, "transpiler.js"));
    transpiler = await readFile(join(folder, "transpiler.js"), "utf8");
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Writes the folder of a demo and runs `npm start` in it, with nothing but Node. */
  async function run(
    text: string,
    language: Language = "en",
  ): Promise<{ code: number | null; shown: string }> {
    const place = await mkdtemp(join(folder, "demo-"));
    const files = exportedFiles({ name: "07-demo", title: "A demo", text, language }, kit, transpiler);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(place, path)), { recursive: true });
      await writeFile(join(place, path), content);
    }
    const { scripts } = JSON.parse(files["package.json"] ?? "");
    const [program, ...args] = scripts.start.split(" ");
    assert.equal(program, "node");
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: place, encoding: "utf8" });
    return { code: status, shown: stdout + stderr };
  }

  const withoutTime = (text: string): string => text.replaceAll(/\d+ ms$/gm, "… ms").trim();

  for (const [language, number] of [
    ["en", "07"],
    ["zh-cn", "33"],
  ] as const) {
    it(`shows what the command line shows of question ${number}, in ${language}`, async () => {
      const source = await readFile(
        join(
          "content",
          "questions",
          number === "07" ? "07-convolution" : "33-fixing-exploding-gradients",
          "demo.ts",
        ),
        "utf8",
      );
      const lines: string[] = [];
      const code = await demoCommand([number, "--language", language], (line) => lines.push(line));
      const exported = await run(localizeDemo(source, language), language);
      assert.equal(withoutTime(exported.shown), withoutTime(lines.join("\n")));
      assert.equal(exported.code, code);
    });
  }

  const ends: readonly (readonly [string, string, number, RegExp])[] = [
    [
      "a check that does not hold",
      'import { check } from "lab";\ncheck("one is two", 1 === (2 as number));\n',
      1,
      /✗ one is two\n0 of 1 checks hold/,
    ],
    ["an error, with its line", "const a: number[] = [];\n\na[3].toFixed();\n", 1, /✗ line 3: TypeError/],
    [
      "an error in the lab, with the line that called it",
      'import { tensor } from "lab";\n\ntensor([1, 2]).add(tensor([1, 2, 3]));\n',
      1,
      /✗ line 3: /,
    ],
    ["a text that is no TypeScript", "const a = 1;\nconst = 2;\n", 1, /✗ line 2: /],
    ["a text that is no JavaScript", "const a = 1;\nconst a = 2;\n", 1, /✗ line 2: SyntaxError/],
    [
      "a rejection that nobody handles",
      'await 1;\nvoid Promise.reject(new Error("lost"));\nawait new Promise((go) => setTimeout(go, 20));\n',
      1,
      /✗ .*lost/,
    ],
    [
      "a timer after the last line",
      'import { print } from "lab";\nsetTimeout(() => print("late"), 20);\n',
      0,
      /^late\n/,
    ],
    [
      "a loop with steps",
      'import { print, steps } from "lab";\nlet n = 0;\nfor await (const _ of steps(5)) n += 1;\nprint(n);\n',
      0,
      /5\n/,
    ],
    [
      "a wait for changes",
      'import { changes, print } from "lab";\nfor await (const _ of changes()) print("never");\nprint("end");\n',
      0,
      /end\n/,
    ],
  ];
  for (const [name, text, code, shown] of ends) {
    it(`ends after ${name}`, async () => {
      const result = await run(text);
      assert.match(result.shown, shown);
      assert.equal(result.code, code);
    });
  }

  it("says in the learner's language how to run it", () => {
    const demo = { name: "07-demo", title: "什么是 $& 卷积？", text: "", language: "zh-cn" } as const;
    assert.match(
      exportedFiles(demo, kit, transpiler)["README.md"] ?? "",
      /^# 什么是 \$& 卷积？\n[\s\S]*npm start[\s\S]*运行/,
    );
  });

  it("holds the lab's source as it is", async () => {
    const demo = { name: "07-demo", title: "", text: "", language: "en" } as const;
    const files = exportedFiles(demo, kit, transpiler);
    assert.equal(files["lab/tensor.ts"], await readFile(join("src", "lab", "tensor.ts"), "utf8"));
  });
});
