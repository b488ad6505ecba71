import * as vscode from "vscode";

type Row<Item> = vscode.QuickPickItem & { readonly found?: Item };

/**
 * Lets the learner type and pick one of what a search of ours finds: VS Code's own would look at the texts of the
 * items alone, and knows neither the names in code nor the other spelling.
 */
export async function pickFound<Item extends vscode.QuickPickItem>(
  texts: { readonly placeholder: string; readonly nothingFound: string },
  search: (query: string) => readonly Item[],
): Promise<Item | undefined> {
  const pick = vscode.window.createQuickPick<Row<Item>>();
  const show = (query: string): void => {
    const rows: Row<Item>[] = search(query).map((found) => ({ ...found, alwaysShow: true, found }));
    pick.items = rows.length > 0 ? rows : [{ label: texts.nothingFound, alwaysShow: true }];
  };
  pick.placeholder = texts.placeholder;
  pick.onDidChangeValue(show);
  show("");
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => {
        const [row] = pick.selectedItems;
        if (row?.found) resolve(row.found);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
