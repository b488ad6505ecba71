import * as vscode from "vscode";

/**
 * Lets the learner type and pick one of what a search of ours finds: VS Code's own would look at the texts of the
 * items alone, and knows neither the names in code nor the other spelling.
 */
export async function pickFound<Item extends vscode.QuickPickItem>(
  placeholder: string,
  search: (query: string) => readonly Item[],
): Promise<Item | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const show = (query: string): void => {
    pick.items = search(query).map((item) => ({ ...item, alwaysShow: true }));
  };
  pick.placeholder = placeholder;
  pick.onDidChangeValue(show);
  show("");
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => resolve(pick.selectedItems[0]));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
