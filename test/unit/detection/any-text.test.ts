import assert from "node:assert/strict";
import fc from "fast-check";
import type { SourceLanguage } from "../../../src/detection/model";
import { codeCells } from "../../cli/notebook";
import { labelledFiles, textOf } from "./labelled-files";
import { longPython } from "./long-python";
import { findAll } from "./small-catalogue";

const heads: Readonly<Record<SourceLanguage, string>> = {
  python: "import torch\nimport torch.nn as nn\nfrom torch.nn.functional import *\n",
  typescript: 'import * as tf from "@tensorflow/tfjs";\n',
};

/** Fails unless the places are ordered, apart, inside the text, and spell what they say. */
function read(text: string, language: SourceLanguage, earlier?: readonly string[]): void {
  let end = 0;
  for (const one of findAll(text, language, earlier)) {
    assert.ok(one.start >= end && one.end > one.start && one.end <= text.length);
    assert.equal(text.slice(one.start, one.end), one.text);
    end = one.end;
  }
}

const pieces: Readonly<Record<SourceLanguage, readonly string[]>> = {
  python:
    "nn.Dropout ( ) [ ] { } , : = := == . ... ' \" ''' \"\"\" f' f\"{ }' \\ # % ! ? @ * ** -> 0.5 1e-3 x self torch relu import from as def class lambda for in if else elif while with try except return global del match case async await None True not or and\n \n\t\n    \r\n \u00e9 \u{1F600} \0 \uFEFF".split(
      " ",
    ),
  typescript:
    "tf.relu tf.layers.dense ( ) [ ] { } < > </ /> , ; : = => == . ... ?. ? ! ' \" ` $\u007b \\ // /* */ / /x/ @ # 0.5 1n x this relu import from as const let var function class extends new return async await typeof in of null true interface type if for try catch require <a> </a> <T>\n \n \r\n \u00e9 \u{1F600} \0 \uFEFF".split(
      " ",
    ),
};

const languages: readonly SourceLanguage[] = ["python", "typescript"];

describe("Detection of any text", function () {
  this.timeout(120_000);

  for (const language of languages) {
    it(`never throws on random ${language} tokens`, () => {
      const soup = fc.array(fc.constantFrom(...pieces[language], " "), { maxLength: 120 });
      fc.assert(
        fc.property(soup, fc.boolean(), (parts, isSpaced) => {
          read(heads[language] + parts.join(isSpaced ? " " : ""), language);
        }),
        { numRuns: 1500 },
      );
    });

    it(`never throws on random characters as ${language}`, () => {
      const text = fc.string({ unit: "binary", maxLength: 300 });
      fc.assert(
        fc.property(text, fc.array(text, { maxLength: 2 }), (one, earlier) => {
          read(heads[language] + one, language, earlier);
          read(one, language, [heads[language], ...earlier]);
        }),
        { numRuns: 500 },
      );
    });
  }

  for (const file of labelledFiles()) {
    it(`never throws on ${file}, cut off anywhere or with a piece missing`, () => {
      const whole = file.endsWith(".ipynb")
        ? codeCells(textOf(file))
            .map((cell) => cell.text)
            .join("\n")
        : textOf(file);
      const language = /\.(py|ipynb)$/.test(file) ? "python" : "typescript";
      const step = Math.max(1, Math.floor(whole.length / 300));
      for (let at = 0; at <= whole.length; at += step) {
        read(whole.slice(0, at), language);
        read(heads[language] + whole.slice(at), language);
        read(whole.slice(0, at) + whole.slice(at + step), language);
      }
    });
  }

  describe("takes time in proportion to the text", () => {
    const hard: Readonly<Record<SourceLanguage, readonly string[]>> = {
      python:
        "( ((]] f\"{ f'''{x:{ nn.ReLU( nn.Sequential(nn.ReLU(), lambda: [x_for_x_in_ x=[nn.ReLU()_for_ x=y= (x,)= x. x() x[ \" ''' \\ x=x.relu()\n if_a:\n_x=nn.ReLU()\n x_if_y_else_ def_f(x):\n".split(
          " ",
        ),
      typescript:
        "( { $\u007b `$\u007b <a> <A_b={ a=> (a)=> async_()=> x=>{ if(x){ {a: /[ a/b <T>( const_x_=_ let_{a}_=_ class_A_extends_B_{x= a?b: x= tf.relu( this.x=tf.sequential();".split(
          " ",
        ),
    };
    for (const language of languages) {
      for (const piece of hard[language]) {
        const part = piece.replaceAll("_", " ");
        it(`${JSON.stringify(part)} over and over, in ${language}`, () => {
          const timeOf = (length: number) => {
            const text = heads[language] + part.repeat(Math.ceil(length / part.length));
            // processor time: what else the machine does must not count
            const start = process.cpuUsage();
            read(text, language);
            const { user, system } = process.cpuUsage(start);
            return (user + system) / 1000;
          };
          timeOf(10_000);
          const leastOf = (length: number) => Math.min(...Array.from({ length: 3 }, () => timeOf(length)));
          const short = leastOf(20_000);
          const long = leastOf(160_000);
          // eight times the text; forty leaves room for the collector, and quadratic time would need 64
          assert.ok(long < 40 * Math.max(short, 15), `${short.toFixed(1)} ms, then ${long.toFixed(1)} ms`);
        });
      }
    }

    it("100,000 lines and a line of 5 MB are read within seconds", () => {
      const start = performance.now();
      read(longPython(100_000), "python");
      read(`${heads.python}x = [${"nn.Dropout(0.5), ".repeat(300_000)}]`, "python");
      read(`${heads.typescript}const x = [${"tf.relu(0.5), ".repeat(360_000)}]`, "typescript");
      read(`${heads.python}x = "${"nn.Dropout ".repeat(450_000)}"`, "python");
      assert.ok(performance.now() - start < 30_000);
    });
  });
});
