import * as vscode from "vscode";
import type { QuestionSummary } from "../../../src/curriculum/model";
import type { TreeNode } from "../../../src/editor/question-tree";
import type { ExtensionApi } from "../../../src/extension";

export const extensionId = "learn-deep-learning.learn-deep-learning";

export function extension(): vscode.Extension<ExtensionApi> {
  const found = vscode.extensions.getExtension<ExtensionApi>(extensionId);
  if (!found) throw new Error(`${extensionId} is not installed`);
  return found;
}

export async function activated(): Promise<ExtensionApi> {
  return extension().activate();
}

/** The questions in the order of the tree that is grouped by topic. */
/** The fifty questions as far as the tree shows them; not the laboratory's examples. */
export async function questionsInTree(): Promise<QuestionSummary[]> {
  return (await entriesInTree()).filter((entry) => !entry.isExample);
}

export async function examplesInTree(): Promise<QuestionSummary[]> {
  return (await entriesInTree()).filter((entry) => entry.isExample);
}

async function entriesInTree(): Promise<QuestionSummary[]> {
  const { tree } = await activated();
  const below = (node: TreeNode): QuestionSummary[] =>
    node.kind === "question" ? [node.question] : tree.getChildren(node).flatMap(below);
  return tree.getChildren().flatMap(below);
}

export async function questionsThatAre(status: QuestionSummary["status"]): Promise<QuestionSummary[]> {
  const questions = (await questionsInTree()).filter((question) => question.status === status);
  return questions.sort((one, other) => one.number - other.number);
}

/** A file of the sample workspace. */
export function sample(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("no folder is open");
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function setting(key: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration("learnDeepLearning")
    .update(key, value, vscode.ConfigurationTarget.Global);
}

/** Tabs that show a question's page. */
export function pageTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      (tab) =>
        tab.input instanceof vscode.TabInputWebview &&
        tab.input.viewType.endsWith("learnDeepLearning.question"),
    );
}

export async function closeAllEditors(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** Waits until `read` gives something else than undefined or false, and returns it. */
export async function eventually<T>(
  what: string,
  read: () => T | Promise<T>,
  seconds = 10,
): Promise<Exclude<T, undefined | false>> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value as Exclude<T, undefined | false>;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
