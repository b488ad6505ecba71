import { strict as assert } from "node:assert";
import { localizeDemo, withShortImports } from "../../src/compiler/demo-text";
import { conceptFormula, formulaPicture } from "../../src/curriculum/formulas";
import { parseApi } from "../../src/curriculum/signature";
import { withConceptTexts } from "../../src/curriculum/stored-question";
import { compileSample, compileSampleWithout, messages, type SampleChange } from "./sample-content";

const compiledQuestion = () => {
  const question = compileSample().questions[0];
  assert.ok(question);
  return question;
};

describe("the content compiler", () => {
  it("finds nothing wrong in correct content", () => {
    assert.deepEqual(messages(compileSample()), []);
  });

  it("makes the text above the first heading the answer", () => {
    assert.equal(compiledQuestion().page.en.answer.trim(), "<p>Pooling keeps the largest.</p>");
    assert.match(compiledQuestion().page["zh-cn"].answer, /池化留下最大的/);
  });

  it("goes on in the next line without a space between Chinese characters, and with one elsewhere", () => {
    const change = { file: "zh-cn.md", replace: "池化留下最大的。", by: "池化\n**留下**\n最大的 max\n值。" };
    const { answer } = compileSample(change).questions.find(({ number }) => number === 8)!.page["zh-cn"];
    assert.equal(answer, "<p>池化<strong>留下</strong>最大的 max\n值。</p>\n");
  });

  it("turns citations, questions and concepts into links", () => {
    const { body } = compiledQuestion().page.en;
    assert.ok(body.includes('<a class="source" href="https://arxiv.org/abs/1904.11486">Zhang 2019</a>'));
    assert.ok(body.includes('<a href="#question-7" data-question="7">seven</a>'));
    assert.ok(
      body.includes('<a href="#concept-max-pooling" class="concept" data-concept="max-pooling">pooling</a>'),
    );
  });

  it("puts figures in place, in one language, with alternative text and ids of their own", () => {
    const { body } = compiledQuestion().page["zh-cn"];
    assert.match(body, /<figure><svg viewBox="0 0 10 10" role="img" aria-label="it shows a square">/);
    assert.ok(body.includes("误差") && !body.includes("error"));
    assert.ok(body.includes('id="q8-zh-cn-1-r"'));
    assert.ok(body.includes("<figcaption>看</figcaption>"));
  });

  it("typesets formulas without style attributes", () => {
    const { body } = compiledQuestion().page.en;
    assert.match(body, /class="katex"/);
    assert.doesNotMatch(body, /\sstyle=/);
    assert.match(compileSample().formulaClasses, /^\.k0\{/);
  });

  it("draws a concept's formula as a picture in the text's colour", () => {
    const svg = formulaPicture(compileSample().formulas, "max-pooling");
    assert.match(svg ?? "", /^<svg[\s\S]*<defs><path id="[^"]+" d="M[\s\S]*currentColor[\s\S]*<\/svg>$/);
  });

  it("reads defaults from the signatures", () => {
    assert.deepEqual(compileSample().catalogue.concepts[0]?.defaults, [
      {
        name: { en: "padding", "zh-cn": "填充" },
        values: [
          { framework: "PyTorch", value: "0" },
          { framework: "Keras", value: "valid" },
        ],
      },
    ]);
  });

  it("hands a concept the older forms of its names and of their arguments", () => {
    const version = { library: "PyTorch", since: "0.4" };
    assert.deepEqual(compileSample().catalogue.concepts[0]?.older, [
      { old: "torch.nn.MaxPool2d", now: "pool()", ...version },
      { old: "pad", of: ["torch.nn.*"], now: "padding", ...version },
    ]);
  });

  it("gives a page the formula's picture to see and MathML to hear, without its TeX", () => {
    const formula = conceptFormula(compileSample().formulas, "max-pooling");
    assert.match(
      formula ?? "",
      /<span class="katex-mathml"><math[\s\S]*<\/math><\/span><\/span><span aria-hidden="true"><svg/,
    );
    assert.doesNotMatch(formula ?? "", /annotation|\\max/);
    assert.equal(conceptFormula(compileSample().formulas, "toString"), undefined);
  });

  it("leaves what the catalogue says of a question's concepts to the catalogue", () => {
    const { catalogue } = compileSample();
    assert.deepEqual(compiledQuestion().shownConcepts, ["max-pooling"]);
    const { conceptNames, conceptSentences } = withConceptTexts(compiledQuestion(), catalogue);
    assert.deepEqual(conceptNames["max-pooling"], { en: "max pooling", "zh-cn": "最大池化" });
    assert.deepEqual(conceptSentences["max-pooling"], {
      en: "Keeps the largest number of <code>each</code> window.",
      "zh-cn": "每个窗口只留最大的数。",
    });
  });

  it("reads the parameters of an API name in order", () => {
    assert.deepEqual(parseApi("a.b.C(x, y=(1, 2), *, z='a,b')"), {
      name: "a.b.C",
      parameters: [
        { name: "x" },
        { name: "y", default: "(1, 2)" },
        { name: "z", default: "'a,b'", keywordOnly: true },
      ],
    });
    assert.equal(parseApi("not a name"), undefined);
  });
});

describe("an example of the laboratory", () => {
  it("is opened like a question, without quiz, and counts as none of the fifty", () => {
    const { curriculum, questions } = compileSample();
    assert.deepEqual(
      curriculum.examples.map(({ number, slug, topic, isExample }) => ({ number, slug, topic, isExample })),
      [{ number: 101, slug: "hill", topic: "laboratory", isExample: true }],
    );
    const example = questions.find(({ number }) => number === 101);
    assert.equal(example?.quiz.length, 0);
    assert.match(example?.page["zh-cn"].answer ?? "", /拖动滑块/);
  });

  it("needs a topic to stand under, a number above the questions', and both texts", () => {
    const told = messages(
      compileSample({ file: "content/lab/hill/lab.yaml", replace: "number: 101", by: "number: 9" }),
    );
    assert.match(told.join("\n"), /^content\/lab\/hill\/lab\.yaml:1: “number”/);
    assert.match(
      messages(compileSample({ file: "content/topics.yaml", replace: "laboratory", by: "garden" })).join(
        "\n",
      ),
      /unknown topic “laboratory”/,
    );
  });
});

describe("a demo in one language", () => {
  const source = `import { check, t } from "lab";\n// the loss | 损失\ncheck(t(\`loss \${1}\`, "损失"), true); // done | 完\n`;

  it("has that language's texts and comments, on the same lines, and no t", () => {
    assert.equal(
      localizeDemo(source, "en"),
      `import { check } from "lab";\n// the loss\ncheck(\`loss \${1}\`, true); // done\n`,
    );
    assert.equal(
      localizeDemo(source, "zh-cn"),
      `import { check } from "lab";\n// 损失\ncheck("损失", true); // 完\n`,
    );
  });

  it("imports its names in a few lines, whatever the formatter made of them", () => {
    const names = ["Adam", "type Tensor", ...Array.from({ length: 12 }, (_, i) => `someName${i}`)];
    const written = `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "lab";\n\nconst a = 1;\n`;
    const short = withShortImports(written);
    assert.equal(
      short,
      [
        "import {",
        "  Adam, type Tensor, someName0, someName1, someName2, someName3,",
        "  someName4, someName5, someName6, someName7, someName8, someName9,",
        "  someName10, someName11,",
        '} from "lab";',
        "",
        "const a = 1;",
        "",
      ].join("\n"),
    );
    assert.equal(withShortImports(short), short);
    const one = 'import { Adam, t } from "lab";\n';
    assert.equal(withShortImports(one), one);
  });

  it("keeps a name that merely contains t", () => {
    assert.equal(localizeDemo('const at = 1;\nset("a", "b");\n', "en"), 'const at = 1;\nset("a", "b");\n');
  });
});

describe("a mistake in content is told with its file, its line and what to do", () => {
  const mistakes: readonly (readonly [string, SampleChange, RegExp])[] = [
    [
      "an older name that no concept has",
      { file: "content/older-forms.yaml", replace: "MaxPool2d: pool", by: "MinPool2d: pool" },
      /older-forms\.yaml:4: “torch\.nn\.MinPool2d” is no API name of a concept/,
    ],
    [
      "an older argument of an unknown call",
      { file: "content/older-forms.yaml", replace: "[torch.nn.*]", by: "[torch.no.*]" },
      /older-forms\.yaml:5: “torch\.no\.\*” is no API name of a concept, nor the beginning of one/,
    ],
    [
      "a default that the signature does not have",
      { file: "content/concepts/layers.yaml", replace: "MaxPool2d.padding", by: "MaxPool2d.kernel_size" },
      /layers\.yaml:8: PyTorch: torch\.nn\.MaxPool2d\.kernel_size has no default among the API names above/,
    ],
    [
      "a missing translation of the title",
      { file: "question.yaml", replace: ", zh-cn: 什么是池化？", by: "" },
      /question\.yaml:3: “title\.zh-cn” is missing/,
    ],
    [
      "an unknown topic",
      { file: "question.yaml", replace: "topic: cnn", by: "topic: cooking" },
      /question\.yaml:2: unknown topic “cooking”/,
    ],
    [
      "an unknown concept",
      { file: "question.yaml", replace: "[max-pooling]", by: "[max-poling]" },
      /question\.yaml:5: unknown concept “max-poling”/,
    ],
    [
      "a concept's sentence with more Markdown than a hover's line can show",
      { file: "content/concepts/layers.yaml", replace: "largest", by: "**largest**" },
      /layers\.yaml:3: “sentence” may have `code` and \*emphasis\*, no other Markdown/,
    ],
    [
      "a misspelt key",
      { file: "question.yaml", replace: "sources:", by: "source:" },
      /question\.yaml:1: the file does not know “source”/,
    ],
    [
      "broken YAML",
      { file: "question.yaml", replace: "related: [7]", by: "related: [7" },
      /question\.yaml:\d+: is not valid YAML/,
    ],
    [
      "a related question that is not there",
      { file: "question.yaml", replace: "[7]", by: "[51]" },
      /question\.yaml:6: related question 51/,
    ],
    [
      "a link to nowhere",
      { file: "en.md", replace: "question:7", by: "question:99" },
      /en\.md:5: links to question 99/,
    ],
    [
      "an unknown concept in the text",
      { file: "en.md", replace: "concept:max-pooling", by: "concept:pool" },
      /en\.md:5: links to the unknown concept “pool”/,
    ],
    [
      "an unsafe link",
      { file: "en.md", replace: "question:7", by: "command:evil" },
      /en\.md:5: links to “command:evil”/,
    ],
    [
      "an unknown source",
      { file: "zh-cn.md", replace: "@zhang2019", by: "@zhang2020" },
      /zh-cn\.md:5: unknown source “@zhang2020”/,
    ],
    [
      "a figure without alternative text",
      { file: "en.md", replace: "it shows a square", by: "" },
      /en\.md:7: the figure figures\/square\.svg has no alternative text/,
    ],
    [
      "a figure without caption",
      { file: "en.md", replace: ' "Look"', by: "" },
      /en\.md:7: the figure figures\/square\.svg has no caption/,
    ],
    [
      "a figure that is not there",
      { file: "en.md", replace: "square.svg", by: "circle.svg" },
      /en\.md:7: the figure figures\/circle\.svg is not there/,
    ],
    [
      "a figure with a script",
      { file: "figures/square.svg", replace: "<rect", by: "<script/><rect" },
      /square\.svg:1: the figure contains a script/,
    ],
    [
      "a figure that loads something",
      { file: "figures/square.svg", replace: "<rect", by: '<use href="https://a.b/c"/><rect' },
      /square\.svg:1: the figure refers to something outside/,
    ],
    [
      "raw HTML",
      { file: "en.md", replace: "Often said.", by: "Often <b>said</b>." },
      /en\.md:10: raw HTML is not allowed/,
    ],
    [
      "a formula that cannot be read",
      { file: "en.md", replace: "$x^2$", by: "$\\frac{1}$" },
      /en\.md:5: the formula/,
    ],
    [
      "a page without a direct answer",
      { file: "en.md", replace: "Pooling keeps the largest.", by: "" },
      /en\.md:1: has no direct answer/,
    ],
    [
      "a page that is too short",
      { file: "en.md", replace: /word word word[\w ]*/, by: "word" },
      /en\.md:1: the explanation has \d+ words/,
    ],
    [
      "a page without a correction",
      { file: "en.md", replace: "::: correction", by: "::: try" },
      /en\.md:1: has no “::: correction” box/,
    ],
    [
      "two right answers where one is asked for",
      {
        file: "question.yaml",
        replace: "because: { en: that is average pooling, zh-cn: 那是平均池化 }",
        by: "right: true",
      },
      /question\.yaml:15: “largest” has 2 right options/,
    ],
    [
      "a wrong option without a reason",
      {
        file: "question.yaml",
        replace: ", because: { en: that is average pooling, zh-cn: 那是平均池化 }",
        by: "",
      },
      /question\.yaml:15: “largest” has a wrong option without “because”/,
    ],
    [
      "a comment in one language",
      { file: "demo.ts", replace: "// the sum | 和", by: "// the sum" },
      /demo\.ts:\d+: the comment is in one language/,
    ],
    [
      "a text that cannot be localised",
      { file: "demo.ts", replace: '"一加一等于二"', by: "1 + 1" },
      /demo\.ts:\d+: t\(…\) must be given two texts/,
    ],
    [
      "a number that is not the folder's",
      { file: "question.yaml", replace: "number: 8", by: "number: 9" },
      /question\.yaml:1: the number must be 8/,
    ],
    [
      "an API name that cannot be read",
      { file: "content/concepts/layers.yaml", replace: "torch.nn.MaxPool2d(", by: "max pool (" },
      /layers\.yaml:6: “max pool/,
    ],
    [
      "a Chinese sentence that was forgotten",
      { file: "content/concepts/layers.yaml", replace: "每个窗口只留最大的数。", by: "Keeps the largest." },
      /layers\.yaml:3: “sentence” in zh-cn is in the other language/,
    ],
  ];
  for (const [name, change, expected] of mistakes) {
    it(name, () => {
      const told = messages(compileSample(change));
      assert.ok(
        told.some((message) => expected.test(message)),
        `expected ${expected}, was told:\n${told.join("\n")}`,
      );
    });
  }

  for (const file of ["zh-cn.md", "demo.ts"]) {
    it(`a missing ${file}`, () => {
      assert.match(
        messages(compileSampleWithout(file)).join("\n"),
        new RegExp(`question\\.yaml:4: ${file} is missing`),
      );
    });
  }
});
