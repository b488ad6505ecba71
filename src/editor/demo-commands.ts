import * as vscode from "vscode";
import type { CurriculumIndex } from "../curriculum/curriculum-index";
import { exportedFiles } from "./demo-export";
import type { DemoKitStore } from "./demo-kit";
import type { DemoTabs } from "./demo-tabs";
import { commands } from "./identifiers";
import type { QuestionPanel } from "./question-panel";
import type { Settings } from "./settings";
import { stringsIn } from "./strings";

export interface DemoCommandParts {
  readonly curriculum: CurriculumIndex;
  readonly demoTabs: DemoTabs;
  readonly kit: DemoKitStore;
  readonly panel: QuestionPanel;
  readonly settings: Settings;
}

/** Commands about a demo's text outside of its page: open it in a tab, run and stop it from there, export it. */
export function registerDemoCommands(parts: DemoCommandParts): vscode.Disposable {
  const { demoTabs, panel } = parts;
  /** A number from the page, a file from the title of its tab, or what is in front. */
  const numberOf = (target: unknown): number | undefined =>
    typeof target === "number" ? target : (demoTabs.numberOf(target) ?? panel.number);
  const handlers: Readonly<Record<string, (target: unknown, place: unknown) => unknown>> = {
    [commands.openDemo]: async (target) => {
      const number = numberOf(target);
      if (number !== undefined) await demoTabs.open(number);
    },
    [commands.runOpenDemo]: async (target) => {
      const number = demoTabs.numberOf(target);
      if (number === undefined) return;
      await demoTabs.save(number);
      await panel.runDemo(number);
    },
    [commands.stopOpenDemo]: (target) => {
      const number = demoTabs.numberOf(target);
      if (number !== undefined) panel.stopDemo(number);
    },
    [commands.exportDemo]: async (target, place) => {
      const number = numberOf(target);
      if (number !== undefined) await exportDemo(number, place, parts);
    },
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, handler)),
  );
}

/** Makes a folder that runs the demo, in a place that the learner chooses; what is there is replaced only when they say so. */
async function exportDemo(number: number, place: unknown, parts: DemoCommandParts): Promise<void> {
  const { curriculum, demoTabs, kit, settings } = parts;
  const summary = curriculum.question(number);
  const strings = stringsIn(settings.language);
  const parent = place instanceof vscode.Uri ? place : await chosenPlace(strings);
  if (summary?.status !== "complete" || !parent) return;
  const name = `${String(number).padStart(2, "0")}-${summary.slug}`;
  const folder = vscode.Uri.joinPath(parent, name);
  if (!(await mayWrite(folder, strings))) return;
  await demoTabs.keep(number);
  const { language } = settings;
  const demo = { name, title: summary.title[language], text: await demoTabs.text(number), language };
  const files = exportedFiles(demo, await kit.kit(), await kit.transpiler());
  const shown = vscode.workspace.asRelativePath(folder);
  try {
    await writeAll(folder, files);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(strings.notExported(shown, reason));
    return;
  }
  void offerFolder(folder, strings.exportedTo(shown), strings.openFolder);
}

async function chosenPlace(strings: ReturnType<typeof stringsIn>): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: strings.exportTitle,
    openLabel: strings.exportHere,
  });
  return chosen?.[0];
}

async function mayWrite(folder: vscode.Uri, strings: ReturnType<typeof stringsIn>): Promise<boolean> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [],
  );
  if (entries.length === 0) return true;
  const question = strings.folderIsNotEmpty(vscode.workspace.asRelativePath(folder));
  const answer = await vscode.window.showWarningMessage(question, { modal: true }, strings.writeIntoIt);
  return answer === strings.writeIntoIt;
}

async function writeAll(folder: vscode.Uri, files: Readonly<Record<string, string>>): Promise<void> {
  const encoder = new TextEncoder();
  for (const [path, text] of Object.entries(files)) {
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folder, ...path.split("/")),
      encoder.encode(text),
    );
  }
}

async function offerFolder(folder: vscode.Uri, message: string, open: string): Promise<void> {
  if ((await vscode.window.showInformationMessage(message, open)) !== open) return;
  await vscode.commands.executeCommand("vscode.openFolder", folder, { forceNewWindow: true });
}
