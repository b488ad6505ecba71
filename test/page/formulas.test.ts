import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { unpackText } from "../../src/curriculum/packed-text";
import { question } from "../fixtures/question";
import { showing } from "./open-page";
import { withPages } from "./pages";

const folder = "dist/content/questions";

/** Every text of the compiled questions that has a formula, figures and MathML left out. */
function textsWithFormulas(): string {
  return readdirSync(folder)
    .flatMap((file) => textsIn(JSON.parse(unpackText(readFileSync(`${folder}/${file}`, "utf8")))))
    .filter((html) => html.includes('class="katex"'))
    .map((html) => `<div>${html.replace(/<(figure|math)\b[\s\S]*?<\/\1>/g, "")}</div>`)
    .join("");
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Runs in the page: for each typeface that a formula asks for, adds a line with all characters that do. */
function sampleOfEachFace(): readonly string[] {
  const characters = new Map<string, Set<string>>();
  for (const part of document.querySelectorAll(".katex-html *")) {
    // Chinese in a formula is set in the reader's own typeface.
    const own = [...part.childNodes].map((node) =>
      node.nodeType === Node.TEXT_NODE ? node.textContent : "",
    );
    const latin = own.join("").replace(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u200b]/gu, "");
    if (latin === "") continue;
    const { fontStyle, fontWeight, fontFamily } = getComputedStyle(part);
    const face = `${fontStyle} ${fontWeight} 20px ${fontFamily}`;
    characters.set(face, new Set([...(characters.get(face) ?? []), ...latin]));
  }
  return [...characters].map(([face, all]) => {
    const line = document.body.appendChild(document.createElement("p"));
    line.className = "face";
    line.style.font = face;
    line.textContent = [...all].sort().join("");
    return `${face}: ${line.textContent}`;
  });
}

describe("Formulas in the page", () => {
  const pages = withPages();

  it("are set in the typefaces that the package brings, every letter of them", async () => {
    const body = textsWithFormulas();
    const page = { ...question.page, en: { ...question.page.en, body } };
    const opened = await pages.open();
    await opened.send(showing({ ...question, page }));
    await opened.page.evaluate(() => document.fonts.ready);
    const samples = await opened.page.evaluate(sampleOfEachFace);
    assert.equal(samples.length, readdirSync("dist/content/fonts").length, samples.join());
    const session = await opened.page.context().newCDPSession(opened.page);
    await session.send("DOM.enable");
    await session.send("CSS.enable");
    const { root } = await session.send("DOM.getDocument");
    const { nodeIds } = await session.send("DOM.querySelectorAll", {
      nodeId: root.nodeId,
      selector: ".face",
    });
    assert.equal(nodeIds.length, samples.length);
    for (const [i, nodeId] of nodeIds.entries()) {
      const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
      const foreign = fonts.filter((font) => !font.isCustomFont).map((font) => font.familyName);
      assert.deepEqual(foreign, [], samples[i]);
    }
  }).timeout(120_000);
});
