import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { Tree } from "@lezer/common";

const patience = 300;

/** The syntax tree up to the text's end: on a busy machine the editor's own one may not have come so far. */
export function wholeTree(state: EditorState): Tree {
  return ensureSyntaxTree(state, state.doc.length, patience) ?? syntaxTree(state);
}
