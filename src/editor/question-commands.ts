import * as vscode from "vscode";
import type { CurriculumIndex } from "../curriculum/curriculum-index";
import { withBookmark, withDone } from "../learning/progress";
import type { ConceptFinder } from "./concept-finder";
import { commands } from "./identifiers";
import type { ProgressStore } from "./progress-store";
import type { OpenOptions, QuestionPanel } from "./question-panel";
import { pickQuestion } from "./question-picker";
import type { QuestionTree, TreeNode } from "./question-tree";
import type { Settings } from "./settings";
import { stringsIn } from "./strings";

export interface QuestionCommandParts {
  readonly curriculum: CurriculumIndex;
  readonly panel: QuestionPanel;
  readonly tree: QuestionTree;
  readonly progress: ProgressStore;
  readonly finder: ConceptFinder;
  readonly settings: Settings;
}

/** Commands about questions: open, search, filter, order, mark. */
export function registerQuestionCommands(parts: QuestionCommandParts): vscode.Disposable {
  const { panel, tree, progress, settings } = parts;
  const open = async (target: unknown, options: OpenOptions = {}): Promise<void> => {
    const number = numberOf(target);
    const picked = number === undefined ? await pickQuestion(parts) : ({ kind: "question", number } as const);
    if (picked?.kind === "question") await panel.open(picked.number, options);
    if (picked?.kind === "concept") await vscode.commands.executeCommand(commands.explainConcept, picked.id);
  };
  const onQuestion = (apply: (number: number) => void) => (target: unknown) => {
    const number = numberOf(target) ?? panel.number;
    if (number !== undefined) apply(number);
  };
  const handlers: Readonly<Record<string, (...args: never[]) => unknown>> = {
    [commands.openQuestion]: (target: unknown) => open(target),
    [commands.searchQuestions]: () => open(undefined),
    [commands.runDemo]: (target: unknown, params: unknown) =>
      open(target ?? panel.number, { runDemo: true, params: paramsOf(params) }),
    [commands.filterQuestions]: async () => {
      const prompt = stringsIn(settings.language).filterPrompt;
      const text = await vscode.window.showInputBox({ prompt, value: tree.filter });
      if (text !== undefined) tree.filter = text;
    },
    [commands.clearFilter]: () => {
      tree.filter = "";
    },
    [commands.groupByTopic]: () => {
      tree.grouping = "topic";
    },
    [commands.groupByNumber]: () => {
      tree.grouping = "number";
    },
    [commands.switchLanguage]: () => settings.setLanguage(settings.language === "en" ? "zh-cn" : "en"),
    [commands.markDone]: onQuestion((number) =>
      progress.change(number, (all) => withDone(all, number, true)),
    ),
    [commands.markNotDone]: onQuestion((number) =>
      progress.change(number, (all) => withDone(all, number, false)),
    ),
    [commands.bookmark]: onQuestion((number) =>
      progress.change(number, (all) => withBookmark(all, number, true)),
    ),
    [commands.removeBookmark]: onQuestion((number) =>
      progress.change(number, (all) => withBookmark(all, number, false)),
    ),
    [commands.resetProgress]: async () => {
      const strings = stringsIn(settings.language);
      const choice = await vscode.window.showWarningMessage(
        strings.resetQuestion,
        { modal: true },
        strings.reset,
      );
      if (choice === strings.reset) progress.reset();
    },
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, handler)),
    panel.onDidShow((number) => void tree.reveal(number)),
  );
}

/** A command's target: a number from a link, or a node from the tree's menu. */
function numberOf(target: unknown): number | undefined {
  if (typeof target === "number" && Number.isInteger(target)) return target;
  const node = target as TreeNode | undefined;
  return typeof node === "object" && node?.kind === "question" ? node.question.number : undefined;
}

/** Command links can be made by anybody: only plain values pass. */
function paramsOf(params: unknown): NonNullable<OpenOptions["params"]> {
  if (typeof params !== "object" || params === null) return {};
  const plain = Object.entries(params).filter(([, value]) =>
    ["number", "string", "boolean"].includes(typeof value),
  );
  return Object.fromEntries(plain) as NonNullable<OpenOptions["params"]>;
}
