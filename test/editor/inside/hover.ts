import * as vscode from "vscode";
import { activated } from "./extension";

/** Our hover's Markdown at the first place where `text` stands in `document`, or undefined where we say nothing. */
export async function hoverOn(document: vscode.TextDocument, text: string): Promise<string | undefined> {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${document.fileName} does not contain ${text}`);
  return hoverAt(document, document.positionAt(offset + Math.floor(text.length / 2)));
}

export async function hoverAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<string | undefined> {
  // Before the extension is active its provider is not asked.
  await activated();
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  const texts = hovers.flatMap((hover) => hover.contents.map(markdownOf));
  // Other extensions may answer, too; ours is known by its link.
  return texts.find((text) => text.includes("command:learnDeepLearning."));
}

function markdownOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === "string" ? content : content.value;
}

/** Positions of all words of a document. */
export function wordPositions(document: vscode.TextDocument): vscode.Position[] {
  return [...document.getText().matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].map((word) =>
    document.positionAt(word.index),
  );
}
