import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as Axe from "axe-core";
import { expect } from "chai";
import { question } from "../fixtures/question";
import themes from "../fixtures/themes.json";
import { type OpenPage, showing, type ThemeName } from "./open-page";
import { withPages } from "./pages";

const axe = readFileSync(
  createRequire(join(process.cwd(), "package.json")).resolve("axe-core/axe.min.js"),
  "utf8",
);

async function mistakes(open: OpenPage): Promise<readonly string[]> {
  await open.page.evaluate(axe);
  const found = await open.page.evaluate(async () => {
    const results = await (globalThis as unknown as { axe: typeof Axe }).axe.run(document, {
      resultTypes: ["violations"],
    });
    return results.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html }) => html.slice(0, 160)),
    }));
  });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node}`));
}

describe("Reading the page with other means", () => {
  const pages = withPages();
  let open: OpenPage;

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`has no accessibility mistake that axe finds in ${theme}, before and after the quiz`, async () => {
      open = await pages.open({ theme });
      await open.send(showing(question));
      await open.runsEnded(1);
      expect(await mistakes(open)).to.deep.equal([]);
      const { page } = open;
      await page.locator(".chart details.chart-data summary").click();
      await page.locator("form[data-item=single]").getByLabel("zero").check();
      await page.evaluate(() => {
        for (const form of document.querySelectorAll("form")) form.requestSubmit();
      });
      await page.getByRole("slider", { name: "slope" }).press("Home");
      await open.runsEnded(2);
      expect(await mistakes(open)).to.deep.equal([]);
    });
  }

  it("draws lines and labels in colours that stand out from the background in every theme", async () => {
    for (const theme of Object.keys(themes) as ThemeName[]) {
      open = await pages.open({ theme });
      const ratios = await open.page.evaluate(() => {
        const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        const probe = document.body.appendChild(document.createElement("span"));
        const luminance = (colour: string): number => {
          probe.style.color = colour;
          if (!context) throw new Error("no canvas");
          context.fillStyle = getComputedStyle(probe).color;
          context.fillRect(0, 0, 1, 1);
          const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
            const part = value / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
        };
        const background = luminance("var(--background)");
        return [
          "--c1",
          "--c2",
          "--c3",
          "--c4",
          "--c5",
          "--c6",
          "--right",
          "--wrong",
          "--warn",
          "--ink-quiet",
        ].map((name) => {
          const colour = luminance(`var(${name})`);
          const ratio = (Math.max(colour, background) + 0.05) / (Math.min(colour, background) + 0.05);
          return { name, ratio };
        });
      });
      expect(
        ratios.filter(({ ratio }) => ratio < 4.5),
        theme,
      ).to.deep.equal([]);
      await open.close();
    }
  });

  it("has no accessibility mistake in Chinese, with an error and a waiting draft", async () => {
    open = await pages.open({ theme: "dark", width: 700 });
    await open.send(showing(question, { language: "zh-cn", draft: "nothing;\n" }));
    await open.page.getByRole("button", { name: "运行" }).click();
    await open.runsEnded(1);
    expect(await mistakes(open)).to.deep.equal([]);
  });

  for (const width of [400, 800, 1320]) {
    it(`never scrolls sideways at ${width} pixels`, async () => {
      open = await pages.open({ width });
      await open.send(showing(question));
      await open.runsEnded(1);
      const { page } = open;
      const room = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(await room()).to.equal(0);
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll(".page *, .bar *")]
          .filter(
            (element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
          )
          .filter(
            (element) => !element.closest(".cm-editor, pre, .table, .table-scroll, .formula, .hidden-text"),
          )
          .map((element) => element.outerHTML.slice(0, 100)),
      );
      expect(wide).to.deep.equal([]);
      const bar = await page
        .locator(".bar > :not(.skip, .space)")
        .evaluateAll((parts) =>
          parts.map((part) => part.getBoundingClientRect()).map(({ left, right }) => ({ left, right })),
        );
      for (const [i, part] of bar.entries()) expect(part.left).to.be.at.least(bar[i - 1]?.right ?? 0);
    });
  }

  it("puts the demo beside the text, in view while reading, and below the answer where there is no room", async () => {
    open = await pages.open({ width: 1320 });
    await open.send(showing(question));
    await open.runsEnded(1);
    const { page } = open;
    await page.evaluate(() => window.scrollTo(0, 900));
    const beside = await page.locator("#demo").boundingBox();
    expect(beside?.y).to.be.within(44, 100);
    await page.setViewportSize({ width: 800, height: 900 });
    const tops = await page.evaluate(() =>
      [".answer", "#demo", ".body"].map(
        (name) => document.querySelector(name)?.getBoundingClientRect().top ?? 0,
      ),
    );
    expect(tops).to.deep.equal([...tops].sort((a, b) => a - b));
  });

  it("is wholly usable by keyboard", async () => {
    open = await pages.open();
    await open.send(showing(question));
    await open.runsEnded(1);
    const { page } = open;
    const reached = new Set<string>();
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press("Tab");
      const what = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return "";
        const style = getComputedStyle(element);
        const label = element.closest("label");
        const seen =
          style.outlineStyle !== "none" ||
          (label !== null && getComputedStyle(label).outlineStyle !== "none") ||
          (element.nextElementSibling !== null &&
            getComputedStyle(element.nextElementSibling).outlineStyle !== "none") ||
          element.closest(".cm-editor") !== null;
        return `${seen ? "" : "no visible focus: "}${element.getAttribute("aria-label") ?? element.id ?? ""} ${element.textContent?.trim().slice(0, 20)}`;
      });
      reached.add(what);
    }
    const all = [...reached].join("\n");
    expect(all).not.to.contain("no visible focus");
    for (const part of [
      "Skip to the answer",
      "Bookmark",
      "Run",
      "param-0",
      "Code of the demo",
      "Show data",
      "Doe 2020",
      "Check",
    ]) {
      expect(all).to.contain(part);
    }
  });

  it("leads past the bar to the answer and to the demo", async () => {
    open = await pages.open();
    await open.send(showing(question));
    const { page } = open;
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal("demo");
  });
});
