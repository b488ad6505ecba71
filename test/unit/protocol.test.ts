import { strict as assert } from "node:assert";
import fc from "fast-check";
import {
  type FromPage,
  fromPageSchema,
  longestDraft,
  parseFromPage,
  parsePageState,
} from "../../src/protocol";

const samples: readonly FromPage[] = [
  { type: "ready", version: 1 },
  { type: "ready", version: 1, number: 8 },
  { type: "openQuestion", number: 50 },
  { type: "setLanguage", language: "zh-cn" },
  { type: "openLink", href: "https://arxiv.org/abs/1904.11486" },
  { type: "openDemo", number: 8 },
  { type: "exportDemo", number: 8 },
  { type: "openLabSource", file: "layers.ts", line: 48 },
  { type: "saveDraft", number: 8, text: "print(1)" },
  { type: "saveDraft", number: 8, text: null },
  { type: "quizAnswered", number: 8, item: "size", right: true },
  { type: "setDone", number: 8, done: true },
  { type: "setBookmark", number: 8, bookmarked: false },
  { type: "saveFile", kind: "svg", name: "loss.svg", content: "<svg/>" },
  { type: "saveFile", kind: "csv", name: "损失.csv", content: "a\r\n" },
  { type: "saveFile", kind: "png", name: "loss.png", content: "iVBORw0KGgo=" },
  { type: "demoStarted", number: 8 },
  { type: "demoEnded", number: 8, outcome: "stopped" },
  { type: "kept", state: { version: 1, number: 8, language: "en", scroll: 120, params: { rate: 0.1 } } },
  { type: "alive" },
];

describe("a message of the page", () => {
  it("of every kind passes as it is", () => {
    for (const sample of samples) assert.deepEqual(parseFromPage(sample), sample);
  });

  it("has a sample here for every kind", () => {
    const kinds = fromPageSchema.options.map((option) =>
      "entries" in option ? option.entries.type.literal : option.options[0].entries.type.literal,
    );
    assert.deepEqual([...new Set(samples.map((sample) => sample.type))].sort(), [...kinds].sort());
  });

  it("is refused when anything is added, missing or of another type", () => {
    for (const sample of samples) {
      assert.equal(parseFromPage({ ...sample, extra: 1 }), undefined);
      for (const key of Object.keys(sample)) {
        assert.equal(
          parseFromPage({ ...sample, [key]: Symbol("wrong") }),
          undefined,
          `${sample.type}.${key}`,
        );
      }
    }
  });

  it("is refused when it saves anything but a picture or numbers under a plain name", () => {
    const file = { type: "saveFile", kind: "svg", name: "a.svg", content: "" };
    for (const wrong of [
      { name: "a.html" },
      { name: "a.png" },
      { name: "../a.svg" },
      { name: "/etc/a.svg" },
      { name: "a\\b.svg" },
      { name: ".svg" },
      { name: "c:a.svg" },
      { name: "a\u0000.svg" },
      { name: `${"a".repeat(200)}.svg` },
      { kind: "exe", name: "a.exe" },
      { kind: "png", name: "a.png", content: "not base64!" },
      { content: "x".repeat(12_000_001) },
    ]) {
      assert.equal(parseFromPage({ ...file, ...wrong }), undefined, JSON.stringify(wrong).slice(0, 80));
    }
  });

  it("is refused when it opens something other than a web page", () => {
    for (const href of [
      "command:workbench.action.quit",
      "file:///etc/passwd",
      "http://a.b",
      "javascript:alert(1)",
      "vscode://x",
    ]) {
      assert.equal(parseFromPage({ type: "openLink", href }), undefined, href);
    }
  });

  it("is refused when it is too large to be kept", () => {
    assert.equal(
      parseFromPage({ type: "saveDraft", number: 8, text: "x".repeat(longestDraft + 1) }),
      undefined,
    );
    assert.equal(
      parseFromPage({ type: "quizAnswered", number: 8, item: "x".repeat(201), right: true }),
      undefined,
    );
  });

  it("is refused without an exception, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          assert.equal(parseFromPage(value), undefined);
        },
      ),
    );
    const kind = fc.constantFrom(...samples.map((sample) => sample.type));
    const fields = fc.dictionary(
      fc.constantFrom("number", "href", "text", "language", "item", "right"),
      fc.anything(),
    );
    fc.assert(
      fc.property(kind, fields, (type, rest) => {
        const parsed = parseFromPage({ ...rest, type });
        if (parsed !== undefined) assert.deepEqual(parseFromPage(parsed), parsed);
      }),
    );
  });
});

describe("what the page remembers", () => {
  it("is used only when it is of this version and whole", () => {
    assert.ok(parsePageState({ version: 1, number: 8, language: "en" }));
    for (const state of [
      undefined,
      null,
      {},
      { version: 0, number: 8, language: "en" },
      { version: 1, number: "8", language: "en" },
    ]) {
      assert.equal(parsePageState(state), undefined);
    }
  });
});
