import { strict as assert } from "node:assert";
import { labDocs } from "../../../src/compiler/lab-docs";
import * as lab from "../../../src/lab/index";
import { docs, labSources } from "../help/built-lab";

/** Docs of a lab of one file. */
const docsOf = (text: string, exported = "f") =>
  labDocs({ "index.ts": `export { ${exported} } from "./a";`, "a.ts": text });

const signaturesOf = (text: string, exported = "f"): readonly string[] =>
  docsOf(text, exported).exports[exported]?.signatures.map((one) => one.text) ?? [];

describe("the docs of the lab", () => {
  it("know every value that can be imported, and nothing else", () => {
    const values = Object.entries(docs.exports).filter(([, entry]) => entry.kind !== "type");
    assert.deepEqual(values.map(([name]) => name).sort(), Object.keys(lab).sort());
  });

  it("say something of everything that can be imported", () => {
    const silent = Object.entries(docs.exports).filter(([, { doc, kind }]) => kind !== "type" && doc === "");
    assert.deepEqual(
      silent.map(([name]) => name),
      [],
    );
  });

  it("name the line on which each thing is declared", () => {
    for (const [name, { file, line, members = {} }] of Object.entries(docs.exports)) {
      const lines = labSources[file]?.split("\n") ?? [];
      assert.match(lines[line - 1] ?? "", new RegExp(`\\b${name}\\b`), `${file}:${line}`);
      for (const [member, { line: at }] of Object.entries(members)) {
        assert.match(lines[at - 1] ?? "", new RegExp(`\\b${member}\\b`), `${file}:${at}`);
      }
    }
  });

  it("call no parameter required that a function can do without", () => {
    for (const [name, value] of Object.entries(lab)) {
      const [only, ...others] = docs.exports[name]?.signatures ?? [];
      if (docs.exports[name]?.kind !== "function" || !only || others.length > 0) continue;
      const required = only.parameters?.filter((_, i) => !isOptional(only.text.replace(/^[^(]*/, ""), i));
      assert.ok((required?.length ?? 0) <= (value as () => void).length, name);
      assert.ok((value as () => void).length <= (only.parameters?.length ?? 0), name);
    }
  });

  it("know the options that a function takes, though they cannot be imported", () => {
    const { WeightOptions, RandomOptions } = docs.types;
    assert.deepEqual(Object.keys(WeightOptions?.members ?? {}), ["initialiser", "bias"]);
    assert.equal(WeightOptions?.extends, "RandomOptions");
    assert.deepEqual(Object.keys(RandomOptions?.members ?? {}), ["random"]);
  });

  it("hide what is not for a learner", () => {
    const members = Object.keys(docs.exports.Tensor?.members ?? {});
    for (const hidden of ["constructor", "history", "settle", "#data"]) assert.ok(!members.includes(hidden));
    assert.ok(!Object.keys(docs.exports.Recurrent?.members ?? {}).includes("gate"), "a protected member");
  });

  it("take the doc of a method from the function that does its work", () => {
    assert.match(docs.exports.Tensor?.members?.softmax?.doc ?? "", /softmax|eˣ|sum/i);
    const { exports } = labDocs({
      "index.ts": 'export { A } from "./a";',
      "a.ts":
        'import * as b from "./b";\nexport class A {\n  twice(): number {\n    return b.twice(this);\n  }\n}',
      "b.ts": "/** Two of it. */\nexport function twice(a: object): number {\n  return 2;\n}",
    });
    assert.equal(exports.A?.members?.twice?.doc, "Two of it.");
  });

  const written: readonly (readonly [string, string, string])[] = [
    ["types", "export function f(a: number, b?: string): void {}", "f(a: number, b?: string): void"],
    [
      "values that stand for absent ones",
      "export function f(a = 1, b = new B()): void {}",
      "f(a: number = 1, b?: B): void",
    ],
    [
      "an unpacked object as options",
      "export function f({ a = 1 }: O = {}): void {}",
      "f(options?: O): void",
    ],
    ["any number of values", "export function f(...a: number[]): void {}", "f(...a: number[]): void"],
    ["a function as value", "export function f<T>(a: (x: T) => T): T {}", "f<T>(a: (x: T) => T): T"],
    [
      "long lines in one",
      "export function f(\n  a: number,\n  b: number,\n): void {}",
      "f(a: number, b: number): void",
    ],
  ];
  for (const [name, text, expected] of written) {
    it(`write ${name} as a caller sees them`, () => assert.deepEqual(signaturesOf(text), [expected]));
  }

  it("list overloads without the implementation behind them", () => {
    const text =
      "export function f(a: number): number;\nexport function f(a: string): string;\nexport function f(a: unknown): unknown {}";
    assert.deepEqual(signaturesOf(text), ["f(a: number): number", "f(a: string): string"]);
  });

  it("show a class by how one is made, an abstract one by its name", () => {
    const text = "export class A extends B {\n  constructor(readonly size: number) {\n    super();\n  }\n}";
    assert.deepEqual(signaturesOf(text, "A"), ["new A(size: number)"]);
    assert.deepEqual(Object.keys(docsOf(text, "A").exports.A?.members ?? {}), ["size"]);
    assert.deepEqual(signaturesOf(`abstract ${text}`.replace("abstract export", "export abstract"), "A"), [
      "abstract class A extends B",
    ]);
  });

  it("refuse a name that is exported but not declared", () => {
    assert.throws(() => docsOf("export const g = 1;"), /exports f, but a\.ts does not declare it/);
  });
});

/** Whether the parameter at that place may be left out. */
function isOptional(list: string, place: number): boolean {
  const parts: string[] = [""];
  let depth = 0;
  for (const character of list.slice(1)) {
    if ("([{".includes(character)) depth += 1;
    if (")]}".includes(character)) depth -= 1;
    if (depth < 0) break;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return /^\s*(?:\.\.\.|\w+\?)|= /.test(parts[place] ?? "");
}
