import { strict as assert } from "node:assert";
import fc from "fast-check";
import { helpAt, helpMarkdown, importOf, keyText, suggestionsAt } from "../../../src/demo-help";
import { docs } from "./built-lab";
import { withoutMark } from "./marked-text";

const names = 'import { chart, param, Tensor, tensor } from "lab";\n';

/** What is offered at the mark `¦` of a demo. */
function offered(code: string, isAsked = false) {
  const { text, position } = withoutMark(code);
  const { from, list } = suggestionsAt(text, position, isAsked);
  const of = (kind: string) => list.filter((one) => one.kind === kind).map(({ label }) => label);
  return { word: text.slice(from, position), list, of };
}

const withImport = (code: string, isAsked = false) => offered(names + code, isAsked);

describe("what of the lab is offered in a demo", () => {
  it("is every value of the lab at the start of a name, what is imported told from what is not", () => {
    const { word, of } = withImport("const a = te¦");
    assert.equal(word, "te");
    assert.deepEqual(of("known").sort(), ["Tensor", "chart", "param", "tensor"]);
    assert.ok(of("unknown").includes("Linear") && !of("unknown").includes("ChartInput"));
  });

  it("is nothing before a letter stands there, unless the learner asks", () => {
    assert.deepEqual(withImport("const a = ¦").list, []);
    assert.ok(withImport("const a = ¦", true).list.length > 50);
  });

  it("are the names that an import does not have yet", () => {
    const { of } = offered('import { tensor, ¦ } from "lab";');
    assert.ok(of("part").includes("param") && !of("part").includes("tensor"));
  });

  it("are the members of what stands before a dot", () => {
    const { of } = withImport("const x = tensor([1]);\nx.re¦");
    assert.ok(of("part").includes("relu") && of("part").includes("reshape"));
    assert.deepEqual(withImport("const x = 1;\nx.¦").list, []);
  });

  it("are the options that an object has there", () => {
    assert.ok(withImport('param("a", 1, { m¦ });').of("key").includes("max"));
  });

  it("are the texts of a choice between its quotes", () => {
    const { of } = withImport('param("a", 1, { min: 1, max: 2, scale: "¦" });');
    assert.deepEqual(of("text"), ["linear", "log"]);
  });

  it("is nothing in strings, comments and names that are being made up", () => {
    for (const code of ['print("te¦");', "// te¦", "/* te¦ */", "const te¦", "`te¦`", "12¦"]) {
      assert.deepEqual(withImport(code, true).list, [], code);
    }
  });
});

describe("the edit that imports a name", () => {
  const imported = (text: string): string => {
    const { from, insert } = importOf("moons", text);
    return text.slice(0, from) + insert + text.slice(from);
  };
  const edits: readonly (readonly [string, string, string])[] = [
    ["adds it to the import", 'import { tensor } from "lab";\n', 'import { tensor, moons } from "lab";\n'],
    ["fills an empty import", 'import {} from "lab";\n', 'import { moons } from "lab";\n'],
    ["writes an import where there is none", "let a;\n", 'import { moons } from "lab";\nlet a;\n'],
    [
      "leaves other modules alone",
      'import { a } from "b";',
      'import { moons } from "lab";\nimport { a } from "b";',
    ],
  ];
  for (const [name, before, after] of edits) it(name, () => assert.equal(imported(before), after));
});

it("a key gets its colon unless it has one", () => {
  assert.equal(keyText("min", " }"), "min: ");
  assert.equal(keyText("min", " : 1 }"), "min");
});

describe("help as Markdown", () => {
  it("has the signatures as code and the docstring as prose", () => {
    const text = helpMarkdown(helpAt(`${names}param("a", 1);`, names.length + 2)!);
    const [code = "", first = ""] = text.split("\n\n");
    assert.match(code, /^```typescript\nparam\(name: string.*\n(?:param[(<].*\n)+```$/);
    assert.match(first, /^A value that the learner can change: .*, named `name`\. Returns /);
  });

  it("of everything in the lab has no code that does not end, and nothing that acts as markup by chance", () => {
    for (const name of Object.keys(docs.exports)) {
      const text = `import { ${name} } from "lab";`;
      const [, ...paragraphs] = helpMarkdown(helpAt(text, "import { ".length + 1)!).split("```\n\n");
      const prose = paragraphs.join("");
      assert.equal(prose.split("`").length % 2, 1, name);
      assert.doesNotMatch(prose.replaceAll(/`[^`]*`|\\./g, ""), /[*_<>[\]]/, name);
    }
  });
});

it("a text that grows and shrinks by the letter is read like one that comes as a whole", () => {
  const code = `${names}const x = tensor([1]);\n${"x.relu();\n".repeat(25)}`;
  const helpIn = (text: string) =>
    Array.from({ length: text.length / 5 }, (_, i) => helpAt(text, i * 5)?.signatures[0]?.text);
  const edits = ["/", "*", " */", 'class A { f() { "', "} }", "const tensor = 1;", ").mul("];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(code.length), fc.nat(20), fc.constantFrom(...edits)), { maxLength: 4 }),
      (changes) => {
        let text = code;
        for (const [at, removed, added] of changes) {
          text = text.slice(0, at) + added + text.slice(at + removed);
          helpAt(text, at);
        }
        const grown = helpIn(text);
        helpAt("", 0);
        assert.deepEqual(grown, helpIn(text));
      },
    ),
    { numRuns: 30 },
  );
});

it("nothing fails, whatever stands in the text", () => {
  const pieces = [
    "tensor",
    "x",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ".",
    ",",
    ":",
    "=>",
    "\n",
    "\r\n",
    '"',
    "'",
    "`",
    "${",
    "//",
    "/*",
  ];
  const words = [
    ...pieces,
    "import ",
    "from ",
    '"lab"',
    "class A extends A ",
    "new ",
    "…",
    "\u{1f600}",
    "\0",
    "深",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 25 }), fc.boolean(), (parts, isAsked) => {
      const text = parts.join("");
      for (let position = 0; position <= text.length; position += 2) {
        const { from, list } = suggestionsAt(text, position, isAsked);
        assert.ok(from >= 0 && from <= position);
        if (list.some(({ kind }) => kind === "unknown")) importOf("moons", text);
        const help = helpAt(text, position);
        if (help) helpMarkdown(help);
      }
    }),
  );
});
