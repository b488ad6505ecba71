import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openWorkbench, type Workbench } from "../../host/workbench";
import { complete } from "./curriculum";
import { Learner, type QuestionView } from "./learner";

const settings = { "files.simpleDialog.enable": true };

describe("A learner who saves a figure", () => {
  let workbench: Workbench | undefined;
  let place: string;

  before(async () => {
    place = await mkdtemp(join(tmpdir(), "learn-dl-save-"));
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await workbench?.screenshot("out/test/failed-save-figure.png");
    await workbench?.dispose();
    workbench = undefined;
  });

  after(() => rm(place, { recursive: true, force: true }));

  it("gets the drawing and its numbers as files, the second time in the folder of the first", async () => {
    workbench = await openWorkbench({ settings });
    const view = await figureIn(workbench);
    const svg = await saved(view, "SVG", "figure.svg");
    expect(svg.proposed).to.match(new RegExp(`^${workbench.folder}/[^/]+\\.svg$`));
    expect(await rootOf(workbench, svg.text)).to.equal("svg");

    const csv = await saved(view, "CSV", "numbers.csv");
    expect(csv.proposed).to.match(new RegExp(`^${place}/[^/]+\\.csv$`));
    const [header, ...rows] = csv.text
      .replace(/^\uFEFF/, "")
      .trimEnd()
      .split(/\r?\n/);
    expect(header).to.match(/[a-z].*,/i);
    expect(rows.length).to.be.above(10);
    for (const row of rows) expect(row.split(",")).to.have.lengthOf(header!.split(",").length);

    const png = await saved(view, "PNG", "figure.png");
    expect(png.proposed).to.match(new RegExp(`^${place}/[^/]+\\.png$`));
    const { width, height } = await sizeOf(workbench, await readFile(join(place, "figure.png")));
    const [, drawnWidth, drawnHeight] = svg.text.match(/ width="(\d+)" height="(\d+)"/) ?? [];
    expect([width, height]).to.deep.equal([2 * Number(drawnWidth), 2 * Number(drawnHeight)]);
  });

  it("is offered a name in their own folder when the window has none", async () => {
    workbench = await openWorkbench({ settings, isEmpty: true });
    const view = await figureIn(workbench);
    const { proposed } = await saved(view, "SVG", "alone.svg");
    // The server's home is a folder of its own while it is tested.
    expect(proposed).to.match(new RegExp(`^${tmpdir()}/learn-dl-server-[^/]+/[^/]+\\.svg$`));
  });

  async function figureIn(editor: Workbench): Promise<QuestionView> {
    const view = await new Learner(editor).openQuestion(complete[0]!.number);
    await view.expectStatus(/^Done in/);
    await view.frame.locator(".save summary").first().click();
    return view;
  }

  async function saved(view: QuestionView, kind: string, name: string) {
    const path = join(place, name);
    await view.frame
      .getByRole("button", { name: new RegExp(`\\b${kind}\\b`) })
      .first()
      .click();
    const proposed = await workbench!.answerFileDialog("Save ", path, "OK");
    return { proposed, text: await textOf(path) };
  }
});

/** The file's text, once it is there: the editor writes it after its dialog is gone. */
async function textOf(path: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const text = await readFile(path, "utf8");
      if (text !== "") return text;
    } catch (error) {
      if (attempt === 100) throw error;
    }
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

/** Size of a picture as a browser reads it; rejects a broken one. */
function sizeOf({ page }: Workbench, bytes: Buffer): Promise<{ width: number; height: number }> {
  return page.evaluate(async (base64) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${base64}`;
    await picture.decode();
    return { width: picture.naturalWidth, height: picture.naturalHeight };
  }, bytes.toString("base64"));
}

/** Name of the document's root as an XML parser sees it; a broken text has another. */
function rootOf({ page }: Workbench, text: string): Promise<string> {
  return page.evaluate(
    (source) => new DOMParser().parseFromString(source, "image/svg+xml").documentElement.nodeName,
    text,
  );
}
