import assert from "node:assert/strict";
import { concepts, type WrittenConcept } from "./written-catalogue";

/** Longest texts, in characters: a hover is read at a glance. */
const longest = {
  sentence: { en: 160, "zh-cn": 70 },
  pitfall: { en: 200, "zh-cn": 90 },
} as const;

const fillers = [
  /\bsimply\b/i,
  /\bobviously\b/i,
  /\bof course\b/i,
  /\bpowerful\b/i,
  /\bdelv/i,
  /\bcrucial/i,
  /\bplays? a\b.*\brole\b/i,
  /\bimportant to note\b/i,
  /\bit should be noted\b/i,
  /\bin the realm of\b/i,
  /\bin today's\b/i,
  /\bleverag/i,
  /\bseamless/i,
  /\brobustly\b/i,
];

const chineseFillers =
  /众所周知|至关重要|总而言之|赋能|需要注意的是|值得一提|不言而喻|起着.{0,6}作用|有效地|进行了/;

const american =
  /\b\w*(?:(?:normal|regular|optim|initial|general|memor|standard|vector|quant|factor|organ|minim|maxim|util)iz|col(?:or)\b|behavior|center(?:s|ed)?\b|gray\b|modeling|labeled|analyz)\w*/i;

/** Texts of a concept in one language, named for the message. */
const textsOf = (concept: WrittenConcept, language: "en" | "zh-cn"): [string, string][] =>
  (["sentence", "pitfall"] as const).map((part) => [
    `${concept.id}.${part}`,
    concept[part]?.[language] ?? "",
  ]);

const english = concepts.flatMap((concept) => textsOf(concept, "en"));
const chinese = concepts.flatMap((concept) => textsOf(concept, "zh-cn"));

const withoutCode = (text: string): string => text.replace(/`[^`]*`/g, "");

/** The texts that match, with their place. */
const matching = (texts: readonly [string, string][], wrong: RegExp): string[] =>
  texts.filter(([, text]) => wrong.test(text)).map(([place, text]) => `${place}: ${text}`);

/** The same with code spans left out: code keeps its own spelling. */
const matchingProse = (texts: readonly [string, string][], wrong: RegExp): string[] =>
  matching(
    texts.map(([place, text]) => [place, withoutCode(text)]),
    wrong,
  );

describe("The wording of the catalogue", () => {
  for (const part of ["sentence", "pitfall"] as const) {
    for (const language of ["en", "zh-cn"] as const) {
      const limit = longest[part][language];
      it(`keeps each ${part} in ${language} within ${limit} characters`, () => {
        const tooLong = concepts
          .filter((concept) => [...(concept[part]?.[language] ?? "")].length > limit)
          .map((concept) => `${concept.id}: ${concept[part]?.[language]}`);
        assert.deepEqual(tooLong, []);
      });
    }
  }

  it("makes one sentence of each English definition", () => {
    const two = concepts
      .map(({ id, sentence }) => [id, withoutCode(sentence.en)] as const)
      .filter(([, text]) => /[.!?]\s+[A-Z]/.test(text) || !/[.!?]$/.test(text));
    assert.deepEqual(two, []);
  });

  it("makes one sentence of each Chinese definition", () => {
    const two = concepts
      .map(({ id, sentence }) => [id, sentence["zh-cn"]] as const)
      .filter(([, text]) => (text.match(/[。！？]/g) ?? []).length !== 1 || !/[。！？]$/.test(text));
    assert.deepEqual(two, []);
  });

  it("ends each warning with a full stop", () => {
    assert.deepEqual(matching(english, /[^.!?]$/), []);
    assert.deepEqual(matching(chinese, /[^。！？]$/), []);
  });

  for (const filler of fillers) {
    it(`does without ${filler.source}`, () => assert.deepEqual(matchingProse(english, filler), []));
  }

  it("does without the set phrases of Chinese textbooks", () => {
    assert.deepEqual(matchingProse(chinese, chineseFillers), []);
  });

  it("is British, except in code", () => {
    const names = concepts.map(({ id, name }): [string, string] => [`${id}.name`, name.en]);
    assert.deepEqual(matchingProse([...english, ...names], american), []);
  });

  it("uses full-width punctuation in Chinese", () => {
    assert.deepEqual(matchingProse(chinese, /[,;:!?()](?!\d)|"/), []);
  });

  it("leaves room between Han characters and Latin letters, digits or code", () => {
    const glued = /\p{Script=Han}[A-Za-z0-9`]|[A-Za-z0-9`%]\p{Script=Han}/u;
    const names = concepts.map(({ id, name }): [string, string] => [`${id}.name`, name["zh-cn"]]);
    assert.deepEqual(matching([...chinese, ...names], glued), []);
  });

  it("has no English sentence left in Chinese, and no Chinese one in English", () => {
    assert.deepEqual(matchingProse(chinese, /(?:\b[a-z]+\b\s+){4}/i), []);
    assert.deepEqual(matching(english, /\p{Script=Han}/u), []);
    assert.deepEqual(
      chinese.filter(([, text]) => !/\p{Script=Han}{3}/u.test(text)),
      [],
    );
  });

  it("closes every code span, and writes no Markdown beyond code and emphasis", () => {
    const all = [...english, ...chinese];
    assert.deepEqual(
      all.filter(([, text]) => (text.match(/`/g) ?? []).length % 2 === 1),
      [],
    );
    assert.deepEqual(matchingProse(all, /\]\(|<\w+>|\*\*|^#|\$/), []);
  });

  it("names the same code in both languages: no code span stands in one warning alone", () => {
    const spans = (text: string): string[] => [...new Set(text.match(/`[^`]+`/g) ?? [])].sort();
    const uneven = concepts
      .filter(({ pitfall }) => pitfall && spans(pitfall.en).join() !== spans(pitfall["zh-cn"]).join())
      .map(({ id, pitfall }) => `${id}: ${spans(pitfall!.en)} | ${spans(pitfall!["zh-cn"])}`);
    assert.deepEqual(uneven, []);
  });
});
