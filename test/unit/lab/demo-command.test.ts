import { equal, match } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputText } from "../../../src/lab/output-text";
import { demoCommand } from "../../cli/demo-command";

describe("npm run demo", function () {
  this.timeout(20_000);

  const folder = mkdtempSync(join(tmpdir(), "demo-"));
  after(() => rmSync(folder, { recursive: true }));

  /** The exit code and everything written for this demo text. */
  async function run(text: string, ...args: string[]): Promise<{ code: number; written: string }> {
    const file = join(folder, "demo.ts");
    writeFileSync(file, text);
    return command(file, ...args);
  }

  async function command(...args: string[]): Promise<{ code: number; written: string }> {
    const lines: string[] = [];
    const code = await demoCommand(args, (line) => lines.push(line));
    return { code, written: lines.join("\n") };
  }

  it("ends with 0 when every check holds", async () => {
    const { code, written } = await run(`import { check } from "lab"; check("two is even", 2 % 2 === 0, 2);`);
    equal(code, 0);
    match(written, /✓ two is even \(2\)\n1 of 1 checks hold/);
  });

  it("ends with 1 when a check does not hold, or the demo fails or never ends", async () => {
    const failed = await run(
      `import { check } from "lab"; check("two is odd", false); check("one is", true);`,
    );
    equal(failed.code, 1);
    match(failed.written, /✗ two is odd\n✓ one is\n1 of 2 checks hold/);
    const thrown = await run(`\nthrow new Error("broken");`);
    equal(thrown.code, 1);
    match(thrown.written, /✗ line 2: broken/);
    const endless = await run("for (;;);", "--timeout", "0.3");
    equal(endless.code, 1);
    match(endless.written, /did not end within 0.3 s/);
  });

  it("ends with 2 and says how to use it when asked for something it does not know", async () => {
    for (const args of [
      [],
      ["99"],
      ["1", "2"],
      ["1", "--language", "fr"],
      ["1", "--colour"],
      ["1", "--set", "x"],
      ["1", "--timeout", "soon"],
      ["nothing.ts"],
    ]) {
      const { code, written } = await command(...args);
      equal(code, 2, args.join(" "));
      match(written, /npm run -s demo -- NUMBER/);
    }
  });

  it("sets parameters and the language", async () => {
    const text = `import { param, print, t } from "lab";
print(t("one", "一"), param("rate", 1, { min: 0, max: 5 }), param("kind", "a", ["a", "b"]), param("on", true));`;
    const { written } = await run(
      text,
      "--language",
      "zh-cn",
      "--set",
      "rate=2.5",
      "--set",
      "kind=b",
      "--set",
      "on=false",
    );
    match(
      written,
      /^⚙ rate = 2.5 \(0 to 5\)\n⚙ kind = b \(a \| b\)\n⚙ on = false \(true \| false\)\n一 2.5 b false$/m,
    );
  });

  it("aligns tables, with Chinese characters as wide as they are drawn", () => {
    const text = outputText({
      type: "table",
      id: "t",
      columns: ["名称", "n"],
      rows: [
        ["池化", 1],
        ["ab", 10.5],
      ],
    });
    equal(text, "table t\n  名称     n\n  ────  ────\n  池化     1\n  ab    10.5");
  });

  it("sums charts up and writes images as numbers", () => {
    const chart = outputText({
      type: "chart",
      id: "c",
      chart: {
        title: "It falls",
        lines: [{ label: "loss", y: [4, Number.NaN, 1] }],
        bars: [{ names: ["a"], values: [2] }],
        points: [{ x: [1, 2], y: [3, 4], group: [0, 1] }],
        heat: { values: [[0, 1]], boundary: 0.5 },
      },
    });
    equal(
      chart,
      "chart It falls\n  heat 1×2, 0 to 1, boundary at 0.5\n  bars a 2\n  line “loss” 3 points, 1 to 4, 1 gaps: 4, NaN, 1\n  points 2, 2 groups, x 1 to 2, y 3 to 4",
    );
    equal(
      outputText({ type: "image", id: "i", image: { title: "I", values: [[0.123456, 10]] } }),
      "image I (1×2)\n  0.123    10",
    );
  });
});
