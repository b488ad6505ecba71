import { strict as assert } from "node:assert";
import { type ConceptPageParts, conceptPageHtml } from "../../../src/curriculum/concept-page";
import { inlineHtml } from "../../../src/curriculum/inline-html";
import type { Concept, QuestionSummary } from "../../../src/curriculum/model";

const concept: Concept = {
  id: "max-pooling",
  group: "layers",
  name: { en: "max pooling", "zh-cn": "最大池化" },
  sentence: { en: "Keeps `max(x)` of *each* window.", "zh-cn": "每个窗口只留 `max(x)`。" },
  pitfall: { en: "Not for a < b.", "zh-cn": "不用于 a < b。" },
  questions: [8, 9],
  sources: [{ title: "Zhang 2019", url: "https://arxiv.org/abs/1904.11486" }],
  apis: [
    { name: "torch.nn.MaxPoolOld", parameters: [] },
    { name: "torch.nn.MaxPool2d", parameters: [{ name: "stride", default: "None" }] },
  ],
  defaults: [
    {
      name: { en: "stride", "zh-cn": "步幅" },
      values: [
        { framework: "PyTorch", value: "None" },
        { framework: "Flax", value: "1" },
      ],
      note: { en: "`None` is the window.", "zh-cn": "`None` 即窗口大小。" },
    },
  ],
  elsewhere: { en: "Keras is <like> PyTorch.", "zh-cn": "Keras <同> PyTorch。" },
  older: [
    { old: "torch.nn.MaxPoolOld", now: "torch.nn.MaxPool2d", library: "PyTorch", since: "0.4" },
    { old: "step", of: ["torch.nn.MaxPool2d"], now: "stride", library: "PyTorch", gone: "1.0" },
  ],
  arguments: [{ argument: "pooling", of: ["keras.applications.*"] }],
  strings: [{ argument: "pooling", values: ["max"], of: ["keras.applications.*"] }],
};
const parts: ConceptPageParts = {
  formula: "<svg></svg>",
  figure: { svg: '<svg viewBox="0 0 1 1"><path class="c1"/></svg>', alt: "A < B." },
  question: (number) =>
    ({
      number,
      title: { en: "What is pooling?", "zh-cn": "什么是池化？" },
      status: number === 8 ? "complete" : "planned",
    }) as QuestionSummary,
};

describe("A concept's page", () => {
  const page = conceptPageHtml(concept, "en", parts);

  it("tells the name, the definition, the formula, the pitfall, names in code, questions and sources, in order", () => {
    const order = [
      "<h1>Max pooling</h1>",
      "最大池化",
      "Keeps <code>max(x)</code> of <em>each</em> window.",
      '<figure><svg aria-hidden="true" viewBox="0 0 1 1"><path class="c1"/></svg><figcaption>A &lt; B.</figcaption></figure>',
      "<svg></svg>",
      "Not for a &lt; b.",
      '<th scope="col">PyTorch</th><th scope="col">Flax</th>',
      '<th scope="row">stride</th><td><code>None</code></td><td><code>1</code></td>',
      "stride: <code>None</code> is the window.",
      "Keras is &lt;like&gt; PyTorch.",
      'PyTorch</th><td><code>torch.nn.MaxPool2d<span class="parameters">(stride=None)</span></code>',
      '<br><code class="older">torch.nn.MaxPoolOld</code> → now <code>torch.nn.MaxPool2d</code> <small>(since PyTorch 0.4)</small>',
      "<code>pooling</code>",
      "<code>pooling=&quot;max&quot;</code>",
      'Older arguments</h2><ul><li><code class="older">step</code> → now <code>stride</code> <small>(gone in PyTorch 1.0)</small>',
      'data-question="8"',
      'href="https://arxiv.org/abs/1904.11486"',
    ].map((part) => page.indexOf(part));
    assert.ok(
      order.every((at, i) => at > (order[i - 1] ?? -1)),
      order.join(),
    );
  });

  it("links to a question that is written and names one that is not", () => {
    assert.ok(page.includes('<a href="#question-8" data-question="8">8. What is pooling?</a>'));
    assert.ok(page.includes("<li>9. What is pooling? <small>not written yet</small></li>"));
  });

  it("is Chinese throughout in Chinese", () => {
    const chinese = conceptPageHtml(concept, "zh-cn", parts);
    assert.match(chinese, /在代码里[\s\S]*相关题目[\s\S]*8\. 什么是池化？[\s\S]*出处/);
    assert.ok(!/Keeps|In code|not written|Older|since|differ/.test(chinese));
  });
});

describe("A concept's sentence as HTML", () => {
  it("knows code and emphasis, and nothing of it acts as HTML", () => {
    assert.equal(
      inlineHtml("`a<b>` & *so*, 2 * 3 * 4 <i>"),
      "<code>a&lt;b&gt;</code> &amp; <em>so</em>, 2 * 3 * 4 &lt;i&gt;",
    );
  });
});
