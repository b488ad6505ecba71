import { strict as assert } from "node:assert";
import { CurriculumIndex } from "../../../src/curriculum/curriculum-index";
import type { QuestionSummary } from "../../../src/curriculum/model";

const question = (
  number: number,
  status: "complete" | "planned",
  en: string,
  chinese: string,
): QuestionSummary => ({
  number,
  slug: `q${number}`,
  topic: "cnn",
  title: { en, "zh-cn": chinese },
  status,
  concepts: number === 8 ? ["max-pooling"] : [],
  related: [],
});

const index = new CurriculumIndex({
  topics: [
    { id: "cnn", title: { en: "Convolution", "zh-cn": "卷积网络" }, description: { en: "", "zh-cn": "" } },
  ],
  questions: [
    question(7, "planned", "What is convolution?", "什么是卷积？"),
    question(8, "complete", "What does pooling do?", "池化做什么？"),
    question(9, "planned", "GAN", "生成对抗网络"),
    question(30, "complete", "Exploding gradient", "梯度爆炸"),
  ],
  examples: [
    { ...question(101, "complete", "Playground", "游乐场"), topic: "laboratory", isExample: true },
    { ...question(102, "complete", "Digits", "数字"), topic: "laboratory", isExample: true },
  ],
});

const found = (text: string): number[] =>
  index.questions.filter((one) => index.matches(one, { text })).map((one) => one.number);

describe("the curriculum", () => {
  it("finds a question by a word of either language", () => {
    assert.deepEqual(found("pool"), [8]);
    assert.deepEqual(found("池化"), [8]);
    assert.deepEqual(found("POOLING does"), [8]);
  });

  it("finds a question by its number, its topic and its concepts", () => {
    assert.deepEqual(found("30"), [30]);
    assert.deepEqual(found("30. "), [30]);
    assert.deepEqual(found("卷积网络"), [7, 8, 9, 30]);
    assert.deepEqual(found("max-pooling"), [8]);
    assert.deepEqual(found("nothing like it"), []);
  });

  it("goes to the nearest written question", () => {
    assert.equal(index.neighbour(8, "next")?.number, 30);
    assert.equal(index.neighbour(30, "previous")?.number, 8);
    assert.equal(index.neighbour(8, "previous"), undefined);
    assert.equal(index.neighbour(30, "next"), undefined);
  });

  it("offers the first related question that is written", () => {
    assert.equal(index.firstComplete([7, 9, 30, 8]), 30);
    assert.equal(index.firstComplete([7, 9]), undefined);
  });

  it("keeps the laboratory's examples beside the questions", () => {
    assert.equal(index.question(101)?.title.en, "Playground");
    assert.deepEqual(
      index.inTopic("laboratory").map(({ number }) => number),
      [101, 102],
    );
    assert.equal(index.neighbour(101, "next")?.number, 102);
    assert.equal(index.neighbour(101, "previous"), undefined);
    assert.equal(index.neighbour(30, "next"), undefined);
  });
});
