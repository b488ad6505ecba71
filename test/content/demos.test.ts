import { strict as assert } from "node:assert";
import { demoProblems } from "../cli/check-demos";
import { compileSample, folder, type SampleChange } from "./sample-content";

async function problemsAfter(change: SampleChange): Promise<string> {
  const compiled = compileSample(change);
  const problems = await demoProblems(compiled, new Map());
  return problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join("\n");
}

describe("the build runs every demo", () => {
  it("and is content when all checks hold", async () => {
    assert.deepEqual(await demoProblems(compileSample(), new Map()), []);
  });

  it("and names a check that does not hold", async () => {
    const told = await problemsAfter({ file: "demo.ts", replace: "1 + 1 === 2", by: "1 + 1 === 3" });
    assert.match(
      told,
      new RegExp(`^${folder}/demo\\.ts:\\d+: the check “one and one are two” does not hold`),
    );
  });

  it("and names the line of a demo that throws", async () => {
    const told = await problemsAfter({
      file: "demo.ts",
      replace: "print(3);",
      by: 'throw new Error("broken");',
    });
    assert.match(told, /demo\.ts:6: the demo fails \(en\): .*broken/);
  });

  it("and the line of a demo that is not TypeScript", async () => {
    const told = await problemsAfter({ file: "demo.ts", replace: "print(3);", by: "print(3;" });
    assert.match(told, /demo\.ts:6: the demo fails \(en\)/);
  });

  it("and tells of a demo that checks nothing", async () => {
    const told = await problemsAfter({ file: "demo.ts", replace: /check\(t.*/, by: "print(check);" });
    assert.match(told, /the demo checks nothing/);
  });
});
