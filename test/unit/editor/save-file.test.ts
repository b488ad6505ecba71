import { strict as assert } from "node:assert";
import Module from "node:module";
import type { FromPage } from "../../../src/protocol";

type File = Extract<FromPage, { type: "saveFile" }>;
interface Place {
  readonly scheme?: string;
  readonly path: string;
}

/** What the editor is asked, and what it is told to answer. */
const editor = {
  folders: [] as { uri: Place }[],
  open: [] as { document: { isUntitled: boolean; uri: Place } }[],
  answer: undefined as Place | undefined,
  refusal: undefined as Error | undefined,
  asked: [] as { defaultUri?: Place; filters: Record<string, string[]> }[],
  written: new Map<string, Uint8Array>(),
  errors: [] as string[],
};

const vscode = {
  Uri: {
    file: (path: string): Place => ({ path }),
    joinPath: ({ path }: Place, ...parts: string[]): Place => ({
      path: parts.reduce((so, part) => (part === ".." ? so.replace(/\/[^/]*$/, "") : `${so}/${part}`), path),
    }),
  },
  window: {
    get visibleTextEditors() {
      return editor.open;
    },
    showSaveDialog: async (options: (typeof editor.asked)[number]) => {
      editor.asked.push(options);
      return editor.answer;
    },
    showErrorMessage: async (text: string) => editor.errors.push(text),
  },
  workspace: {
    get workspaceFolders() {
      return editor.folders;
    },
    fs: {
      isWritableFileSystem: (scheme: string) => (scheme === "file" ? true : undefined),
      writeFile: async ({ path }: Place, bytes: Uint8Array) => {
        if (editor.refusal) throw editor.refusal;
        editor.written.set(path, bytes);
      },
    },
  },
};

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };

async function freshSaver(): Promise<{ save(file: File, language: "en" | "zh-cn"): Promise<void> }> {
  const original = loader._load;
  loader._load = (request, ...rest) =>
    request === "vscode" ? vscode : original.call(loader, request, ...rest);
  try {
    const { FileSaver } = await import("../../../src/editor/save-file");
    return new FileSaver(({ path }) => path.startsWith("/storage/"));
  } finally {
    loader._load = original;
  }
}

describe("Saving a figure", () => {
  const svg: File = { type: "saveFile", kind: "svg", name: "损失.svg", content: "<svg>损失</svg>" };
  const png: File = { type: "saveFile", kind: "png", name: "a.png", content: "iVBORwD/" };

  beforeEach(() => {
    editor.folders = [{ uri: { path: "/project" } }];
    editor.open = [];
    editor.answer = { path: "/elsewhere/it.svg" };
    editor.refusal = undefined;
    editor.asked.length = 0;
    editor.errors.length = 0;
    editor.written.clear();
  });

  it("asks where, in the workspace first, and writes text as UTF-8 and bitmaps as bytes", async () => {
    const saver = await freshSaver();
    await saver.save(svg, "en");
    assert.equal(editor.asked[0]?.defaultUri?.path, "/project/损失.svg");
    assert.deepEqual(editor.asked[0]?.filters, { SVG: ["svg"] });
    assert.equal(new TextDecoder().decode(editor.written.get("/elsewhere/it.svg")), svg.content);
    editor.answer = { path: "/elsewhere/a.png" };
    await saver.save(png, "en");
    assert.deepEqual([...(editor.written.get("/elsewhere/a.png") ?? [])], [0x89, 0x50, 0x4e, 0x47, 0, 0xff]);
  });

  it("proposes the folder that took the last one, and without a workspace that of an open file", async () => {
    const saver = await freshSaver();
    editor.folders = [];
    editor.open = [
      { document: { isUntitled: true, uri: { path: "Untitled-1" } } },
      { document: { isUntitled: false, uri: { scheme: "output", path: "/tasks" } } },
      { document: { isUntitled: false, uri: { scheme: "file", path: "/storage/demos/01.demo.ts" } } },
      { document: { isUntitled: false, uri: { scheme: "file", path: "/code/train.py" } } },
    ];
    await saver.save(svg, "en");
    await saver.save(svg, "en");
    assert.deepEqual(
      editor.asked.map(({ defaultUri }) => defaultUri?.path),
      ["/code/损失.svg", "/elsewhere/损失.svg"],
    );
  });

  it("proposes a name in the user's own folder when nothing is open", async () => {
    editor.folders = [];
    const home = process.env.HOME;
    try {
      process.env.HOME = "/home/ada";
      await (await freshSaver()).save(svg, "en");
    } finally {
      if (home === undefined) delete process.env.HOME;
      else process.env.HOME = home;
    }
    assert.equal(editor.asked[0]?.defaultUri?.path, "/home/ada/损失.svg");
  });

  it("does nothing and says nothing when the learner changes their mind", async () => {
    editor.answer = undefined;
    await (await freshSaver()).save(svg, "en");
    assert.equal(editor.written.size, 0);
    assert.deepEqual(editor.errors, []);
  });

  it("says in one sentence why a file could not be written, and proposes that folder no more", async () => {
    const saver = await freshSaver();
    editor.refusal = new Error("the disk is full");
    await saver.save(svg, "zh-cn");
    assert.deepEqual(editor.errors, ["it.svg 没有保存成：the disk is full"]);
    await saver.save(svg, "en");
    assert.equal(editor.asked[1]?.defaultUri?.path, "/project/损失.svg");
    assert.equal(editor.errors[1], "it.svg could not be saved: the disk is full");
  });

  it("asks one question at a time", async () => {
    const saver = await freshSaver();
    await Promise.all([saver.save(svg, "en"), saver.save(svg, "en")]);
    assert.equal(editor.asked.length, 1);
    await saver.save(svg, "en");
    assert.equal(editor.asked.length, 2);
  });
});
