import assert from "node:assert/strict";
import fc from "fast-check";
import { makeDetector } from "../../../src/detection/detector";
import type { Detector, Found, SourceLanguage } from "../../../src/detection/model";
import { readCatalogue } from "../../cli/catalogue";

const catalogue = readCatalogue();

const shown = ({ start, text, concept, how }: Found): string => `${start} ${text} ${concept} ${how}`;

function foundIn(
  detector: Detector,
  cells: readonly string[],
  index: number,
  language: SourceLanguage,
): string[] {
  const reading = detector.read(cells[index] ?? "", language, cells.slice(0, index), cells.slice(index + 1));
  return reading.all.map(shown);
}

const pieces: Readonly<Record<SourceLanguage, readonly string[]>> = {
  python: [
    "import torch.nn as nn\n",
    "drop = nn.Dropout(0.1)",
    "drop(x)\n",
    "net = nn.Sequential(\n  nn.Linear(2, 3),\n  drop)\n",
    "def f(x):\n  return net(x)\n",
    "%%bash\n",
    '"""',
    "f'{",
    "(",
    "}",
    "\\\n",
    "",
  ],
  typescript: [
    'import * as tf from "@tensorflow/tfjs";\n',
    "const model = tf.sequential();",
    "model.add(tf.layers.dropout({ rate: 0.2 }));\n",
    "const g = (x) => model.predict(x);\n",
    "`${",
    "<div>",
    "/ 2 / 3",
    "/*",
    "(",
    "}",
    "",
  ],
};

describe("The cells of a notebook", () => {
  for (const language of ["python", "typescript"] as const) {
    it(`hold after any edits what a fresh reading finds: ${language}`, () => {
      const detector = makeDetector(catalogue);
      const cell = fc
        .array(fc.constantFrom(...pieces[language]), { maxLength: 5 })
        .map((all) => all.join(""));
      const first = pieces[language][0] ?? "";
      const edits = fc.array(fc.tuple(fc.nat(20), cell), { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(
          fc.array(cell, { minLength: 1, maxLength: 6 }),
          edits,
          fc.nat(20),
          (start, changes, look) => {
            const cells = [first, ...start];
            for (const [at, text] of changes) {
              cells[1 + (at % start.length)] = text;
              const index = look % cells.length;
              assert.deepEqual(
                foundIn(detector, cells, index, language),
                foundIn(makeDetector(catalogue), cells, index, language),
              );
            }
          },
        ),
        { numRuns: 40 },
      );
    }).timeout(60_000);
  }
});
