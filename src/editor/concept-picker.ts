import * as vscode from "vscode";
import { conceptTitle } from "../curriculum/concept-title";
import type { Concept } from "../curriculum/model";
import type { Settings } from "./settings";
import { stringsIn } from "./strings";

/** Lets the learner choose one of these concepts, in either language; its id. */
export async function pickConcept(
  concepts: readonly Concept[],
  settings: Settings,
): Promise<string | undefined> {
  const language = settings.language;
  const items = concepts.map((concept) => {
    const { name, other } = conceptTitle(concept.name, language);
    const item: vscode.QuickPickItem = { label: name, detail: concept.sentence[language] };
    if (other !== undefined) item.description = other;
    return { ...item, id: concept.id };
  });
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: stringsIn(language).searchConceptsPlaceholder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.id;
}
