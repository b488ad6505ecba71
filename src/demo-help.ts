/**
 * What the lab's names in a demo mean, as a module of its own, `dist/demo-help.mjs`: a parser and the lab's docs, needed
 * only where an editor tab shows a demo and VS Code's own TypeScript cannot see the lab.
 */
import { type Tree, TreeFragment } from "@lezer/common";
import { parser } from "@lezer/javascript";
import labDocs from "lab-docs";
import { escapeMarkdown } from "./cards/markup";
import { mostSignatures, paragraphsOf } from "./help/help-text";
import { type Help, LabHelp } from "./help/lab-help";
import {
  importOf as importIn,
  type Suggestions,
  suggestionsAt as suggestionsIn,
} from "./help/lab-suggestions";
import { LabTypes } from "./help/lab-types";

export { briefly, keyText } from "./help/lab-suggestions";

const help = new LabHelp(labDocs);
const typescript = parser.configure({ dialect: "ts" });
let parsed: Parsed = { text: "", tree: typescript.parse("") };

interface Parsed {
  readonly text: string;
  readonly tree: Tree;
}

/** What stands at a place of a demo, when it is a name of the lab. */
export function helpAt(text: string, position: number): Help | undefined {
  return new LabTypes(treeOf(text), text, help).helpAt(position);
}

/** What of the lab fits at a place of a demo. */
export function suggestionsAt(text: string, position: number, isAsked: boolean): Suggestions {
  return suggestionsIn(treeOf(text), text, position, help, isAsked);
}

/** The edit that imports one more name from "lab". */
export function importOf(name: string, text: string): ReturnType<typeof importIn> {
  return importIn(name, treeOf(text), text);
}

/** Signatures and docstring as Markdown. */
export function helpMarkdown(about: Help): string {
  const signatures = about.signatures.slice(0, mostSignatures).map(({ text }) => text);
  const paragraphs = paragraphsOf(about).map((parts) =>
    parts.map(({ text, isCode }) => (isCode ? `\`${text}\`` : escapeMarkdown(text))).join(""),
  );
  return [`\`\`\`typescript\n${signatures.join("\n")}\n\`\`\``, ...paragraphs].join("\n\n");
}

/** One text is asked about several times, and then again with a letter more. */
function treeOf(text: string): Tree {
  if (parsed.text !== text) parsed = { text, tree: typescript.parse(text, unchanged(parsed, text)) };
  return parsed.tree;
}

/** What of a tree still holds for a later text: the parts before and behind the change between them. */
function unchanged({ text: before, tree }: Parsed, after: string): readonly TreeFragment[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const change = { fromA: start, toA: before.length - end, fromB: start, toB: after.length - end };
  return TreeFragment.applyChanges(TreeFragment.addTree(tree), [change]);
}
