import * as vscode from "vscode";

/** The other code cells of a cell's notebook, each from the first to the last. */
export interface OtherCells {
  readonly above: readonly vscode.TextDocument[];
  readonly below: readonly vscode.TextDocument[];
}

/** The code cells around a cell whose language passes; none for a plain file. */
export function otherCells(
  document: vscode.TextDocument,
  languagePasses: (languageId: string) => boolean,
): OtherCells {
  if (document.uri.scheme !== "vscode-notebook-cell") return { above: [], below: [] };
  const notebook = vscode.workspace.notebookDocuments.find((one) =>
    one.getCells().some((cell) => cell.document === document),
  );
  const cells = notebook?.getCells() ?? [];
  const index = cells.findIndex((cell) => cell.document === document);
  const passing = (some: readonly vscode.NotebookCell[]): vscode.TextDocument[] =>
    some
      .filter(
        (cell) => cell.kind === vscode.NotebookCellKind.Code && languagePasses(cell.document.languageId),
      )
      .map((cell) => cell.document);
  return { above: passing(cells.slice(0, index)), below: passing(cells.slice(index + 1)) };
}
