import assert from "node:assert/strict";
import fc from "fast-check";
import { makeDetector } from "../../../src/detection/detector";
import type { Found } from "../../../src/detection/model";
import { lexPython, relexPython } from "../../../src/detection/python/lexer";
import { PythonWords } from "../../../src/detection/python/words";
import { Symbols } from "../../../src/detection/symbols";
import { NAME, Tokens } from "../../../src/detection/tokens";
import { readCatalogue } from "../../cli/catalogue";
import { labelledFiles, textOf } from "./labelled-files";
import { longPython } from "./long-python";

const symbols = new Symbols();
const words = new PythonWords(symbols);

function lex(text: string): Tokens {
  const tokens = new Tokens(text);
  lexPython(tokens, symbols, words, 0, text.length);
  return tokens;
}

function relex(text: string, earlier: Tokens): Tokens {
  const tokens = new Tokens(text);
  relexPython(tokens, symbols, words, earlier);
  return tokens;
}

function rows(tokens: Tokens): string[] {
  return Array.from({ length: tokens.length }, (_, i) =>
    [tokens.kinds[i], tokens.starts[i], tokens.ends[i], tokens.values[i], tokens.partners[i]].join(" "),
  );
}

const scraps = [
  ..."( ) [ ] { } \" ' \"\"\" ''' f\" f''' {x: !r} \\ # % ! ? : ; , = x def if class from import 1. 0x 1e".split(
    " ",
  ),
  "\n",
  "\n\n",
  "\n    ",
  "\n\tx",
  " ",
  "\r\n",
  "\\\n",
  "%%bash\n",
  "",
];
const samples = [
  ...labelledFiles()
    .filter((name) => name.endsWith(".py"))
    .map((name) => textOf(name).slice(0, 3000)),
  "def f(:\n  x = (1,\n  'a\n\ndef g():\n  return f\"{x!r:>{w}} {'''\n'''}\"\n\nclass A: pass\n",
  "x = [\n  1,\n  2\nfor i in x:\n  pass\n\\\n  y = '''\na\n'''\n%time z\n!ls\nfrom a import (b,\n  c)\n",
];

describe("A text that is read again after an edit", () => {
  it("has the tokens that it has when it is read from scratch", () => {
    const edit = fc.record({
      sample: fc.constantFrom(...samples),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(200)),
      added: fc.array(fc.constantFrom(...scraps), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(edit, fc.constantFrom(...scraps), ({ sample, at, removed, added }, second) => {
        const place = Math.floor(at * sample.length);
        const once = sample.slice(0, place) + added.join("") + sample.slice(place + removed);
        const first = relex(once, lex(sample));
        assert.deepEqual(rows(first), rows(lex(once)));
        const twice = once.slice(0, place + 1) + second + once.slice(place + 1);
        assert.deepEqual(rows(relex(twice, first)), rows(lex(twice)));
      }),
      { numRuns: 3000 },
    );
  });

  it("takes over all tokens but those of the lines that changed", () => {
    const text = longPython(2000);
    const earlier = lex(text);
    // marked, to see which are taken over
    for (let i = 1; i < earlier.length; i++) if (earlier.kinds[i] === NAME) earlier.values[i] = -1;
    const at = text.indexOf("\n", text.length / 2) + 1;
    const again = relex(`${text.slice(0, at)}# more\n${text.slice(at)}`, earlier);
    assert.equal(again.length, earlier.length);
    const names = Array.from({ length: again.length }, (_, i) => i).filter((i) => again.kinds[i] === NAME);
    assert.ok(names.filter((i) => again.values[i] !== -1).length < 100);
  });

  it("is found to hold the same concepts", () => {
    const catalogue = readCatalogue();
    const detector = makeDetector(catalogue);
    const text = longPython(400);
    for (let at = text.indexOf("\n\n"); at > 0; at = text.indexOf("\n", at + 200)) {
      const edited = `${text.slice(0, at)}\nh = nn.Dropout(0.5)${text.slice(at)}`;
      const fresh = makeDetector(catalogue).read(edited, "python").all;
      assert.deepEqual(detector.read(edited, "python").all.map(shown), fresh.map(shown));
    }
  }).timeout(20_000);

  it("gives at any place what a fresh reading lists there", () => {
    const catalogue = readCatalogue();
    const detector = makeDetector(catalogue);
    const scrap = fc.constantFrom(
      ...scraps,
      "\nglobal nn, x\n",
      "\nimport torch.nn as nn\n",
      "\ndef f(x):\n  ",
    );
    const sample = fc.constantFrom(...samples, longPython(120));
    fc.assert(
      fc.property(sample, fc.double({ min: 0, max: 1, noNaN: true }), scrap, (text, at, added) => {
        const place = Math.floor(at * text.length);
        const edited = text.slice(0, place) + added + text.slice(place);
        const all = makeDetector(catalogue).read(edited, "python").all;
        // each place in a reading of its own, in which nothing else was asked for
        for (const found of all.filter((_, i) => i % 7 === place % 7)) {
          const here = detector.read(edited, "python").at(found.start + 1);
          assert.deepEqual(here && shown(here), shown(found));
        }
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);
});

describe("What is asked for at one place", () => {
  const detector = makeDetector(readCatalogue());
  for (const file of labelledFiles().filter((name) => !name.endsWith(".ipynb"))) {
    it(`is what the list of all says: ${file}`, () => {
      const text = textOf(file);
      const language = file.endsWith(".py") ? "python" : "typescript";
      for (const found of detector.read(text, language).all) {
        const here = detector.read(text, language).at(found.start + 1);
        assert.deepEqual(here && shown(here), shown(found));
      }
      const ends = detector.read(text, language).all.map((found) => found.end);
      for (const end of ends) assert.ok(detector.read(text, language).at(end));
    }).timeout(20_000);
  }
});

/** With its arguments, which are worked out when asked for. */
function shown({ start, end, text, concept, api, how, argument, call, made }: Found): object {
  return { start, end, text, concept, api, how, argument, call, made };
}
