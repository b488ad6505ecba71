import { deepEqual, equal, match, ok } from "node:assert/strict";
import { runDemo } from "../../cli/run-demo";

/** The failure of a program. */
async function failureOf(text: string) {
  const { outcome } = await runDemo(text, { timeout: 5_000 });
  equal(outcome.type, "failed", JSON.stringify(outcome));
  return outcome as Extract<typeof outcome, { type: "failed" }>;
}

async function printed(text: string, options = {}) {
  const { outputs, outcome } = await runDemo(text, { timeout: 5_000, ...options });
  equal(outcome.type, "finished", JSON.stringify(outcome));
  return outputs.filter((output) => output.type === "print").map((output) => output.text);
}

describe("a demo in its worker", function () {
  this.timeout(20_000);

  it("runs TypeScript that imports the lab", async () => {
    const text = `import { print, type Numbers } from "lab";\nconst xs: Numbers = [1, 2];\nprint(xs.length as number);`;
    deepEqual(await printed(text), ["2"]);
  });

  it("prints what console.log is given", async () => {
    deepEqual(await printed("console.log('a', 1); console.warn([2]);"), ["a 1", "[2]"]);
  });

  it("may await at the top level, and ends after its last timer", async () => {
    const text = `await new Promise((r) => setTimeout(r, 5));
setTimeout(() => { console.log("timer"); }, 20);
let n = 0;
const id = setInterval(() => { n += 1; if (n === 3) { console.log("third"); clearInterval(id); } }, 10);
(async () => { await null; await null; console.log("chain"); })();`;
    deepEqual((await printed(text)).sort(), ["chain", "third", "timer"]);
  });

  it("starts with the parameters and the language of the run", async () => {
    const text = `import { param, print, t } from "lab";\nprint(t("rate", "学习率"), param("r", 0.1, { min: 0, max: 1 }));`;
    deepEqual(await printed(text, { params: { r: 0.7 }, language: "zh-cn" }), ["学习率 0.7"]);
  });

  it("leaves of each chart only the last", async () => {
    const { outputs } = await runDemo(
      `import { chart } from "lab"; for (let i = 0; i < 500; i++) chart("c", { title: String(i), lines: [] });`,
    );
    deepEqual(outputs, [{ type: "chart", id: "c", chart: { title: "499", lines: [] } }]);
  });
});

describe("a demo that fails", function () {
  this.timeout(20_000);

  it("names the line and the column in the learner's text", async () => {
    const failure = await failureOf(
      `// comment\nconst a = { b: undefined as any };\n\nfunction f(x: number): number {\n  return a.b.c;\n}\nf(1);`,
    );
    match(failure.message, /^TypeError: Cannot read properties of undefined/);
    deepEqual([failure.line, failure.column], [5, 14]);
  });

  it("names the column after a removed type, too", async () => {
    const failure = await failureOf(
      `const f = (x: number, y: string): void => { throw new Error("no"); };\nf(1, "");`,
    );
    deepEqual([failure.message, failure.line, failure.column], ["no", 1, 51]);
  });

  it("names the learner's line when the error comes from inside the lab", async () => {
    const failure = await failureOf(`import { param } from "lab";\n\nparam("a", 5, { min: 0, max: 1 });`);
    deepEqual([failure.message, failure.line], ['"a" starts at 5, outside 0 to 1.', 3]);
  });

  it("names the line of a mistake in the syntax", async () => {
    const failure = await failureOf("const a = 1;\nconst b = ;\n");
    deepEqual([failure.line, failure.column], [2, 11]);
    equal(failure.message, 'Unexpected token ";"');
  });

  it("names the line of a mistake that only the engine notices", async () => {
    const failure = await failureOf("let a = 1;\nlet b = 2;\nlet a = 3;\n");
    match(failure.message, /already been declared/);
    equal(failure.line, 3);
  });

  it("says which import is not allowed, and where", async () => {
    for (const name of ["lodash", "fs", "https://example.org/x.js"]) {
      const failure = await failureOf(`import { print } from "lab";\nimport x from "${name}";\nprint(x);`);
      deepEqual(
        [failure.message, failure.line],
        [`A demo can only import from "lab", not from "${name}".`, 2],
      );
    }
  });

  it("says which name the lab does not have, and where it is used", async () => {
    const failure = await failureOf(`import { plot } from "lab";\n\nplot(1);`);
    deepEqual([failure.message, failure.line], ['"lab" has nothing called "plot".', 3]);
  });

  it("says of a name that the lab has that it is not imported, and of any other that it is not defined", async () => {
    const demo = `import { check } from "lab";\n\nprint(check);`;
    const failure = await failureOf(demo);
    deepEqual(
      [failure.message, failure.line],
      ['print is not imported: add it to the import from "lab".', 3],
    );
    equal((await failureOf("show(1);")).message, "ReferenceError: show is not defined");
  });

  it("says in a sentence what was thrown when it is not an error", async () => {
    equal((await failureOf("throw 5;")).message, "The program threw 5.");
    equal((await failureOf("throw undefined;")).message, "The program threw undefined.");
    const hostile = "throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });";
    equal((await failureOf(hostile)).message, "The program threw something that cannot be shown.");
  });

  it("reports errors in timers and rejections that nobody handles, with their line", async () => {
    const timer = await failureOf(`setTimeout(() => {\n  throw new Error("late");\n}, 5);`);
    deepEqual([timer.message, timer.line], ["late", 2]);
    const rejection = await failureOf(`\n\nPromise.reject(new Error("alone"));`);
    deepEqual([rejection.message, rejection.line], ["alone", 3]);
  });

  it("keeps what it showed before", async () => {
    const { outputs } = await runDemo(`console.log("before");\nthrow new Error("x");`);
    deepEqual(outputs, [{ type: "print", text: "before" }]);
  });

  it("is ended when it never ends by itself", async () => {
    const { outputs, outcome, milliseconds } = await runDemo(`console.log("here"); for (;;);`, {
      timeout: 1_500,
    });
    equal(outcome.type, "timeout");
    deepEqual(outputs, [{ type: "print", text: "here" }]);
    ok(milliseconds < 6_000);
  });
});

describe("a demo that pulls the rug", function () {
  this.timeout(20_000);

  it("still ends properly after overwriting the globals of the worker", async () => {
    const text = `import { print, chart } from "lab";
const g = globalThis as any;
for (const name of ["postMessage", "setTimeout", "performance", "console", "Promise", "Error", "Map", "Set", "Math"]) try { g[name] = () => { throw new Error(name); }; } catch {}
print("still here");
chart("c", { title: "c", lines: [{ y: [1, 2] }] });`;
    deepEqual(await printed(text), ["still here"]);
  });

  it("still ends, with a sentence or with its outputs, after overwriting methods of arrays and texts", async () => {
    for (const target of [
      "Array.prototype",
      "String.prototype",
      "Map.prototype",
      "Set.prototype",
      "Function.prototype",
      "Object",
    ]) {
      const { outcome } = await runDemo(
        `const names = Object.getOwnPropertyNames(${target});
for (const name of names) try { (${target} as any)[name] = () => { throw new Error("gone"); }; } catch {}
console.log([[1, 2], [3, 4]]);`,
        { timeout: 3_000 },
      );
      ok(outcome.type !== "timeout", target);
    }
  });

  it("cannot start itself a second time", async () => {
    const text = `console.log(typeof (globalThis as any).labRun);`;
    deepEqual(await printed(text), ["undefined"]);
  });
});
