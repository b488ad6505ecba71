import type { ContentFiles } from "../../src/compiler/compile";
import { type CompiledContent, compileContent } from "../../src/compiler/compile";
import { formatProblem } from "../../src/compiler/problems";

const words = (count: number, word: string): string => Array.from({ length: count }, () => word).join(" ");

const question = `number: 8
topic: cnn
title: { en: What is pooling?, zh-cn: 什么是池化？ }
status: complete
concepts: [max-pooling]
related: [7]
demo: { title: { en: Pool, zh-cn: 池化 } }
sources:
  - { id: zhang2019, label: Zhang 2019, authors: Zhang, year: 2019, title: Shift, url: "https://arxiv.org/abs/1904.11486" }
quiz:
  - id: largest
    kind: single
    prompt: { en: "What is \`max\`?", zh-cn: "\`max\` 是什么？" }
    options:
      - { text: { en: the largest, zh-cn: 最大值 }, right: true }
      - { text: { en: the mean, zh-cn: 平均值 }, because: { en: that is average pooling, zh-cn: 那是平均池化 } }
    explanation: { en: By name., zh-cn: 顾名思义。 }
  - id: size
    kind: numeric
    prompt: { en: "Half of $4$?", zh-cn: "$4$ 的一半？" }
    answer: 2
    tolerance: 0
    explanation: { en: "4 / 2", zh-cn: "4 / 2" }
`;

const page = (answer: string, filler: string, caption: string): string => `${answer}

## One

See [@zhang2019], [seven](question:7) and [pooling](concept:max-pooling); $x^2$.

![it shows a square](figures/square.svg "${caption}")

::: correction
Often said.
:::

::: try
Do it.
:::

${filler}
`;

const square =
  '<svg viewBox="0 0 10 10"><rect id="r" width="5" height="5"/><text lang="en">error</text><text lang="zh-cn">误差</text></svg>';

const demo = `import { check, print, t } from "lab";

${Array.from({ length: 20 }, (_, i) => `print(${i});`).join("\n")}
// the sum | 和
check(t("one and one are two", "一加一等于二"), 1 + 1 === 2);
`;

const concept = `- id: max-pooling
  name: { en: max pooling, zh-cn: 最大池化 }
  sentence: { en: Keeps the largest number of \`each\` window., zh-cn: 每个窗口只留最大的数。 }
  formula: \\max_i x_i
  questions: [8]
  apis: ["torch.nn.MaxPool2d(kernel_size, stride=None, padding=0)"]
  defaults:
    - name: { en: padding, zh-cn: 填充 }
      of: { PyTorch: torch.nn.MaxPool2d.padding, Keras: = valid }
`;

const olderForms = `- library: PyTorch
  since: "0.4"
  source: https://pytorch.org
  names: { torch.nn.MaxPool2d: pool() }
  arguments: [{ argument: pad, of: [torch.nn.*], now: padding }]
`;

/** A small content folder without mistakes, all fifty questions in it. */
function sampleTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  texts.set(
    "content/topics.yaml",
    `- { id: cnn, title: { en: CNN, zh-cn: 卷积网络 }, description: { en: a, zh-cn: 甲 } }
- { id: laboratory, title: { en: Laboratory, zh-cn: 实验室 }, description: { en: b, zh-cn: 乙 } }
`,
  );
  texts.set("content/concepts/layers.yaml", concept);
  texts.set("content/older-forms.yaml", olderForms);
  for (let number = 1; number <= 50; number++) {
    if (number === 8) continue;
    const name = String(number).padStart(2, "0");
    texts.set(
      `content/questions/${name}-planned/question.yaml`,
      `number: ${number}\ntopic: cnn\ntitle: { en: Q, zh-cn: 题 }\nstatus: planned\n`,
    );
  }
  texts.set(
    "content/lab/hill/lab.yaml",
    "number: 101\ntitle: { en: Hill, zh-cn: 山坡 }\ndemo: { title: { en: Roll, zh-cn: 滚 } }\n",
  );
  texts.set("content/lab/hill/en.md", "Move the slider.\n");
  texts.set("content/lab/hill/zh-cn.md", "拖动滑块。\n");
  texts.set("content/lab/hill/demo.ts", demo);
  texts.set(`${folder}/question.yaml`, question);
  texts.set(`${folder}/en.md`, page("Pooling keeps the largest.", words(320, "word"), "Look"));
  texts.set(`${folder}/zh-cn.md`, page("池化留下最大的。", "字".repeat(460), "看"));
  texts.set(`${folder}/figures/square.svg`, square);
  texts.set(`${folder}/demo.ts`, demo);
  return texts;
}

export const folder = "content/questions/08-pooling";

export interface SampleChange {
  /** Path in the question's folder, or from `content/`. */
  readonly file: string;
  readonly replace: string | RegExp;
  readonly by: string;
}

/** Compiles the sample after changing it; a change that finds nothing to replace is a mistake of the test. */
export function compileSample(...changes: readonly SampleChange[]): CompiledContent {
  const texts = sampleTexts();
  for (const { file, replace, by } of changes) {
    const path = file.startsWith("content/") ? file : `${folder}/${file}`;
    const before = texts.get(path);
    const after = before?.replace(replace, () => by);
    if (before === undefined || after === undefined || after === before)
      throw new Error(`no change in ${path}`);
    texts.set(path, after);
  }
  return compileContent({ texts, figures: new Map() } satisfies ContentFiles);
}

export function compileSampleWithout(file: string): CompiledContent {
  const texts = sampleTexts();
  if (!texts.delete(`${folder}/${file}`)) throw new Error(`no file ${file}`);
  return compileContent({ texts, figures: new Map() });
}

export function messages(compiled: CompiledContent): readonly string[] {
  return compiled.problems.map(formatProblem);
}
