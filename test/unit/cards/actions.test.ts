import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { cardAt, type Place } from "./place";

const pool: Place = {
  concept: "max-pooling",
  api: "torch.nn.MaxPool2d(kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False)",
  call: "3, stride=2",
};
const sgd: Place = {
  concept: "sgd",
  api: "torch.optim.SGD(params, lr=0.001, momentum=0, dampening=0, weight_decay=0)",
  call: "net.parameters(), lr=0.1",
};

/** The English names of a demo's parameters. */
function parametersOf(question: number): string[] {
  const start = `${String(question).padStart(2, "0")}-`;
  const folder = readdirSync("content/questions").find((name) => name.startsWith(start));
  const demo = readFileSync(`content/questions/${folder}/demo.ts`, "utf8");
  return [...demo.matchAll(/param\(t\("([^"]+)"/g)].map((match) => match[1] ?? "");
}

describe("cards: actions", () => {
  it("run the demo with this line's values", () => {
    const { run } = cardAt(pool).actions;
    assert.equal(run.question, 8);
    assert.deepEqual(run.params, { window: 3, stride: 2 });
    assert.equal(run.label, "Run with window 3, stride 2");
    assert.equal(cardAt(sgd, { language: "zh-cn" }).actions.run.label, "用 lr = 0.1 运行");
  });
  it("name parameters that the demo has, by their English names in both languages", () => {
    for (const place of [pool, sgd]) {
      for (const language of ["en", "zh-cn"] as const) {
        const { run } = cardAt(place, { language }).actions;
        const names = parametersOf(run.question ?? 0);
        for (const name of Object.keys(run.params))
          assert.ok(names.includes(name), `${name} is not one of ${names}`);
      }
    }
  });
  it("pass no value that the demo's slider cannot take", () => {
    assert.deepEqual(cardAt({ ...sgd, call: "p, lr=3.0" }).actions.run.params, {});
    assert.deepEqual(cardAt({ ...pool, call: "32" }).actions.run.params, {});
  });
  it("offer to mute the concept by its id", () => {
    assert.equal(cardAt(pool).actions.mute.concept, "max-pooling");
  });
});

describe("cards: as a whole", () => {
  it("the short card keeps title, sentence and fact", () => {
    const card = cardAt({ ...pool, pitfall: "Mind the gap." }, { detail: "short" });
    assert.deepEqual(Object.keys(card).sort(), ["actions", "fact", "sentence", "title"]);
  });
  it("a bound name is explained with the arguments that it was made with, not with its data", () => {
    const drop: Place = {
      concept: "dropout",
      api: "torch.nn.Dropout(p=0.5, inplace=False)",
      call: "x",
      how: "bound",
    };
    assert.match(cardAt({ ...drop, made: "0.25" }).fact ?? "", /^\*\*As it was made\*\* `p = 0\.25`/);
    assert.match(
      cardAt({ ...drop, made: "0.25" }, { language: "zh-cn" }).fact ?? "",
      /^\*\*按创建时的参数\*\*/,
    );
    assert.doesNotMatch(cardAt(drop).fact ?? "", /0\.5/);
  });
  it("leaves pictures out where they are switched off, and says the same in words", () => {
    const card = cardAt(pool, { pictures: false });
    assert.equal(card.picture, undefined);
    assert.match(card.fact ?? "", /3 × 3, stride 2/);
  });
  it("titles name the concept in the learner's language first", () => {
    assert.deepEqual(cardAt(pool, { language: "zh-cn" }).title, { name: "概念", other: "max-pooling" });
  });
  it("an argument that shapes a layer tells what it does there itself", () => {
    const conv =
      "torch.nn.Conv2d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True)";
    const at = (concept: string, argument: string): string =>
      cardAt({ concept, api: conv, call: "1, 32, kernel_size=3, bias=False", how: "argument", argument })
        .fact ?? "";
    assert.match(
      at("kernel-size", "kernel_size=3"),
      /looks at 3·3 = \*\*9\*\* places .* takes 2 off height and width/,
    );
    assert.match(at("bias", "bias=False"), /saves \*\*32\*\* parameters/);
  });
});
