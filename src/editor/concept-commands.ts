import * as vscode from "vscode";
import { searchConcepts } from "../curriculum/concept-search";
import type { Concept } from "../curriculum/model";
import type { ConceptFinder } from "./concept-finder";
import type { ConceptPanel } from "./concept-panel";
import { pickConcept } from "./concept-picker";
import { conceptOf } from "./file-concepts-tree";
import { commands } from "./identifiers";
import type { Settings } from "./settings";
import { stringsIn } from "./strings";

const longestQuery = 80;

/** Commands about concepts: explain one, silence its hovers, bring them back. */
export function registerConceptCommands(
  finder: ConceptFinder,
  panel: ConceptPanel,
  settings: Settings,
): vscode.Disposable {
  const nameOf = async (id: string): Promise<string> =>
    (await finder.prepare()).concepts.get(id)?.name[settings.language] ?? id;

  const mute = async (target: unknown): Promise<void> => {
    const id = conceptOf(target);
    if (id === undefined || !(await finder.prepare()).concepts.has(id)) return;
    const before = settings.mutedConcepts;
    if (!(await settings.setMutedConcepts([...new Set([...before, id])]))) return;
    const strings = stringsIn(settings.language);
    const choice = await vscode.window.showInformationMessage(strings.muted(await nameOf(id)), strings.undo);
    if (choice === strings.undo) await settings.setMutedConcepts(before);
  };

  const unmute = async (): Promise<void> => {
    const strings = stringsIn(settings.language);
    const muted = settings.mutedConcepts;
    if (muted.length === 0) {
      void vscode.window.showInformationMessage(strings.nothingMuted);
      return;
    }
    // All of them ticked: Enter alone brings them back.
    const items = await Promise.all(muted.map(async (id) => ({ label: await nameOf(id), id, picked: true })));
    const chosen = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      placeHolder: strings.unmutePlaceholder,
    });
    if (chosen) await settings.setMutedConcepts(muted.filter((id) => !chosen.some((one) => one.id === id)));
  };

  const explainAtCursor = async (): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    const found = editor && (await finder.findAt(editor.document, editor.selection.active));
    if (found) await panel.open(found.concept);
    else void vscode.window.showInformationMessage(stringsIn(settings.language).noConceptHere);
  };

  /** The word at the cursor stands in for an empty selection. */
  const explainSelection = async (): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return;
    const { document, selection } = editor;
    const range = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : selection;
    const text = range ? document.getText(range).trim().slice(0, longestQuery) : "";
    const found = searchConcepts([...(await finder.prepare()).concepts.values()], text);
    const only = found.length === 1 ? found[0] : undefined;
    if (only) await panel.open(only.id);
    else if (found.length > 1) await pickAndOpen(found);
    else void vscode.window.showInformationMessage(stringsIn(settings.language).unknownConcept(text));
  };

  const pickAndOpen = async (concepts: readonly Concept[]): Promise<void> => {
    const id = await pickConcept(concepts, settings);
    if (id !== undefined) await panel.open(id);
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.searchConcepts, async () =>
      pickAndOpen([...(await finder.prepare()).concepts.values()]),
    ),
    vscode.commands.registerCommand(commands.explainSelection, explainSelection),
    vscode.commands.registerCommand(commands.explainConcept, (target: unknown) => {
      const id = conceptOf(target);
      return id === undefined ? undefined : panel.open(id);
    }),
    vscode.commands.registerCommand(commands.explainAtCursor, explainAtCursor),
    vscode.commands.registerCommand(commands.muteConcept, mute),
    vscode.commands.registerCommand(commands.unmuteConcepts, unmute),
  );
}
