import assert from "node:assert/strict";
import { codeCells } from "../../cli/notebook";

const notebook = (cells: unknown, metadata: unknown = {}) => JSON.stringify({ cells, metadata });
const code = (source: unknown, metadata: unknown = {}) => ({ cell_type: "code", source, metadata });

describe("The code cells of a notebook file", () => {
  it("count among all cells, whether their source is a string or lines", () => {
    const cells = [
      { cell_type: "markdown", source: "# A" },
      code("a\nb"),
      { cell_type: "raw", source: "x" },
      code(["c\n", "d"]),
    ];
    assert.deepEqual(codeCells(notebook(cells)), [
      { index: 1, text: "a\nb", language: "python" },
      { index: 3, text: "c\nd", language: "python" },
    ]);
  });

  it("have the kernel's language, or their own", () => {
    const cells = [
      code("a"),
      code("b", { vscode: { languageId: "python" } }),
      code("c", { vscode: { languageId: "sql" } }),
    ];
    const found = codeCells(notebook(cells, { language_info: { name: "TypeScript" } }));
    assert.deepEqual(
      found.map((cell) => cell.language),
      ["typescript", "python"],
    );
  });

  it("are none in a broken file", () => {
    for (const text of [
      "",
      "{",
      "null",
      "3",
      "[]",
      notebook(3),
      notebook([null, 3, code(3), code([4]), {}]),
    ]) {
      assert.deepEqual(codeCells(text), []);
    }
  });
});
