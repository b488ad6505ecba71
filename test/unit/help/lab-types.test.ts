import { strict as assert } from "node:assert";
import { parser } from "@lezer/javascript";
import fc from "fast-check";
import { elementType, LabHelp, quotedTexts } from "../../../src/help/lab-help";
import { LabTypes } from "../../../src/help/lab-types";
import { docs } from "./built-lab";
import { withoutMark } from "./marked-text";

const help = new LabHelp(docs);
const typescript = parser.configure({ dialect: "ts" });
const names =
  'import { Adam, chart, Layer, Linear, moons, param, random, scope, Sequential, stack, Tensor, tensor, xavierUniform } from "lab";\n';

/** What is known at the mark `¦` of a demo. */
function at(code: string): { readonly types: LabTypes; readonly position: number; readonly text: string } {
  const { text, position } = withoutMark(names + code);
  return { types: new LabTypes(typescript.parse(text), text, help), position, text };
}

const shown = (code: string): string | undefined => {
  const { types, position } = at(code);
  return types.helpAt(position)?.signatures[0]?.text;
};

/** Of which type the lab says that an expression is. */
const typeOf = (code: string, expression: string): string | undefined => {
  const { types, position, text } = at(`${code}\n${expression}.¦`);
  return types.receiverAt(typescript.parse(text).resolveInner(position, -1));
};

describe("a demo's text and the lab", () => {
  describe("the type of an expression", () => {
    const evident: readonly (readonly [string, string, string, string | undefined])[] = [
      ["a call's result", "", "tensor([1])", "Tensor"],
      ["a chain of methods", "const x = tensor([1]);", "x.mul(2).relu()", "Tensor"],
      ["a property", "const net = new Linear(1, 2);", "net.weight", "Tensor"],
      ["a property that may be absent", "const net = new Linear(1, 2);", "net.bias!", "Tensor"],
      ["a method that returns its own object", "const net = new Linear(1, 2);", "net.train()", "Linear"],
      ["an entry of a list", "const net = new Linear(1, 2);", "net.parameters[0]", "Tensor"],
      ["what is unpacked", "const { labels: l, points } = moons(9, random(1));", "l", "readonly number[]"],
      ["a parameter with its type", "function f(a: Tensor) {", "a", "Tensor"],
      ["what a layer hands to a function", "new Sequential((z) => {", "z", "Tensor"],
      ["the variable of a loop", "for (const p of new Linear(1, 2).parameters) {", "p", "Tensor"],
      ["what a scope returns", "const y = scope(() => tensor([1]).exp());", "y", "Tensor"],
      ["what a longer scope returns", "const y = scope(() => {\n  return stack([]);\n});", "y", "Tensor"],
      [
        "a class that builds on a layer",
        "class Net extends Layer {}\nconst net = new Net();",
        "net",
        "Layer",
      ],
      [
        "a field of such a class",
        "class Net extends Layer {\n  first = new Linear(1, 2);\n  f() {",
        "this.first",
        "Linear",
      ],
      ["the object itself in such a class", "class Net extends Layer {\n  f() {", "this", "Layer"],
      ["an annotated variable", "let best: Tensor | undefined;", "best", "Tensor | undefined"],
      ["a name that hides the lab's", "const tensor = (a: number) => a;", "tensor(1)", undefined],
      ["a parameter that hides a variable", "const x = tensor([1]);\nfunction f(x: number) {", "x", "number"],
      ["a name that nothing tells of", "", "window", undefined],
      ["a variable made of itself", "const x = x.relu();", "x", undefined],
    ];
    for (const [name, code, expression, type] of evident) {
      it(`of ${name}`, () => assert.equal(typeOf(code, expression), type));
    }
  });

  describe("help about a name", () => {
    const told: readonly (readonly [string, string, string | undefined])[] = [
      ["a function", "ten¦sor([1]);", "tensor(values: TensorInput, shape?: Shape): Tensor"],
      ["a member", "tensor([1]).rel¦u();", "relu(): Tensor"],
      ["an inherited member", "new Linear(1, 2).pre¦dict;", "predict(x: Tensor): Tensor"],
      ["an option", 'param("a", 1, { mi¦n: 0, max: 1 });', "min: number"],
      ["an option that layers share", "new Linear(1, 2, { ran¦dom: random(1) });", "random?: Random"],
      [
        "a part of a chart",
        'chart("a", { title: "a", lines: [{ das¦hed: true, y: [1] }] });',
        "dashed?: boolean",
      ],
      ["an option that is written out in its place", "new LS¦TM(1, 2);", undefined],
      ["a variable that holds a tensor", "const x = tensor([1]);\n¦x.relu();", "x: Tensor"],
      ["a type", "let a: Ten¦sor;", "new Tensor(shape: Shape, data: Floats)"],
      ["a string", 'chart("tens¦or");', undefined],
      ["a name of the learner's", "const a = 1;\nconsole.log(¦a);", undefined],
    ];
    for (const [name, code, text] of told) it(`of ${name}`, () => assert.equal(shown(code), text));

    it("under the name that the learner gave it", () => {
      const text = 'import { tensor as make } from "lab";\nmake([1]);';
      const types = new LabTypes(typescript.parse(text), text, help);
      assert.equal(types.helpAt(text.lastIndexOf("make") + 1)?.name, "tensor");
      assert.equal(types.helpAt(text.indexOf("tensor") + 1)?.name, "tensor");
    });

    it("with the doc of what it overrides, where it has none of its own", () => {
      const forward = help.member("Linear", "forward");
      assert.equal(forward?.doc, help.member("Layer", "forward")?.doc);
      assert.notEqual(forward?.doc, "");
    });
  });

  it("tells the texts that a choice allows", () => {
    const { types, text } = at('param("a", 1, { min: 1, max: 2, scale: "¦" });');
    const node = typescript.parse(text).resolveInner(text.indexOf('""') + 1, -1);
    assert.deepEqual(types.expected(node).flatMap(quotedTexts), ["linear", "log"]);
  });

  it("knows what lists are lists of", () => {
    assert.equal(elementType("readonly Tensor[]"), "Tensor");
    assert.equal(
      elementType("readonly (Layer | ((x: Tensor) => Tensor))[]"),
      "Layer | ((x: Tensor) => Tensor)",
    );
    assert.equal(elementType("ArrayLike<number>"), "number");
    assert.equal(elementType("Tensor"), undefined);
  });

  it("never fails, whatever stands in the text", () => {
    const pieces = [
      "x",
      "tensor",
      "(",
      ")",
      "{",
      "}",
      "[",
      "]",
      ".",
      ",",
      " = ",
      "const ",
      "=>",
      "class A extends A ",
      "new ",
      "this",
      "\n",
      ": Tensor",
      "of ",
      "for ",
      '"a"',
      "...",
      "A",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        const text = names + parts.join("");
        const tree = typescript.parse(text);
        const types = new LabTypes(tree, text, help);
        for (let position = names.length; position <= text.length; position += 3) {
          types.helpAt(position);
          types.receiverAt(tree.resolveInner(position, -1));
          types.expected(tree.resolveInner(position, -1));
        }
      }),
    );
  });
});
