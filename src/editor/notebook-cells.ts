import * as vscode from "vscode";

/** The code cells above a cell whose language passes; empty for a plain file. */
export function earlierCells(
  document: vscode.TextDocument,
  languagePasses: (languageId: string) => boolean,
): readonly vscode.TextDocument[] {
  if (document.uri.scheme !== "vscode-notebook-cell") return [];
  const notebook = vscode.workspace.notebookDocuments.find((one) =>
    one.getCells().some((cell) => cell.document === document),
  );
  const earlier: vscode.TextDocument[] = [];
  for (const cell of notebook?.getCells() ?? []) {
    if (cell.document === document) break;
    if (cell.kind === vscode.NotebookCellKind.Code && languagePasses(cell.document.languageId)) {
      earlier.push(cell.document);
    }
  }
  return earlier;
}
