import type { SyntaxNode, Tree } from "@lezer/common";
import { type Help, type LabHelp, quotedTexts } from "./lab-help";
import { LabTypes } from "./lab-types";

/** One thing that the list offers while a learner types. */
export interface Suggestion {
  readonly label: string;
  /**
   * `text` is one of a choice's, `key` a property that is being written, `known` and `unknown` a name of the lab that
   * the demo imports or does not import yet, `part` a member or an entry of the import itself.
   */
  readonly kind: "text" | "key" | "part" | "known" | "unknown";
  /** Absent for a text. */
  readonly help?: Help;
}

export interface Suggestions {
  /** Where the word begins that a suggestion takes the place of; it ends at the cursor. */
  readonly from: number;
  readonly list: readonly Suggestion[];
}

/** Nodes in which nothing is a name. */
export const noCode: readonly string[] = [
  "String",
  "TemplateString",
  "LineComment",
  "BlockComment",
  "RegExp",
];
const nameStart = /[\w$]*$/;

/**
 * What of the lab fits at `position` of a demo.
 * @param isAsked the learner asked for the list; if not, names are offered once a letter of theirs stands there
 */
export function suggestionsAt(
  tree: Tree,
  text: string,
  position: number,
  help: LabHelp,
  isAsked: boolean,
): Suggestions {
  const node = tree.resolveInner(position, -1);
  const from = position - (nameStart.exec(text.slice(Math.max(0, position - 60), position))?.[0].length ?? 0);
  const types = new LabTypes(tree, text, help);
  return { from, list: listAt(node, types, help, isAsked || from < position, from) };
}

/** The edit that imports one more name from "lab". */
export function importOf(
  name: string,
  tree: Tree,
  text: string,
): { readonly from: number; readonly insert: string } {
  const group = tree.topNode
    .getChildren("ImportDeclaration")
    .find((node) => /from\s+["']lab["']/.test(text.slice(node.from, node.to)))
    ?.getChild("ImportGroup");
  const last = group?.getChildren("VariableDefinition").at(-1);
  if (last) return { from: last.to, insert: `, ${name}` };
  return group
    ? { from: group.from + 1, insert: ` ${name} ` }
    : { from: 0, insert: `import { ${name} } from "lab";\n` };
}

/** A key with a colon behind it, ready for the value, unless `after`, what follows already, has one. */
export function keyText(name: string, after: string): string {
  return /^\s*:/.test(after) ? name : `${name}: `;
}

/** `(count: number): Tensor` of a function, the type of a property. */
export function briefly({ name, kind, signatures }: Help): string {
  const [first] = signatures;
  if (!first || kind === "class" || kind === "type") return "";
  const text = first.parameters ? first.text.slice(name.length) : first.type;
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** What fits at `node`: entries of an import, texts of a choice, members, properties, or any name of the lab. */
function listAt(
  node: SyntaxNode,
  types: LabTypes,
  help: LabHelp,
  isAsked: boolean,
  from: number,
): readonly Suggestion[] {
  if (node.name === "String") {
    return types
      .expected(node)
      .flatMap(quotedTexts)
      .map((label) => ({ label, kind: "text" }));
  }
  if (noCode.includes(node.name)) return [];
  if (isIn(node, "ImportGroup")) return notYetImported(help, types, from).map(as("part"));
  if (isAfterDot(node)) {
    const type = types.receiverAt(node);
    return type === undefined ? [] : help.members(type).map(as("part"));
  }
  const object = objectOfKey(node);
  if (object) {
    const members = types.expected(object).flatMap((type) => help.members(type));
    return isAsked ? members.map(as("key")) : [];
  }
  return isAsked && isExpression(node) ? everyName(help, types) : [];
}

const as =
  (kind: Suggestion["kind"]) =>
  (help: Help): Suggestion => ({ label: help.name, kind, help });

function everyName(help: LabHelp, types: LabTypes): readonly Suggestion[] {
  const imported = new Set(types.imported.values());
  return help.exportedNames.flatMap((name) => {
    const found = help.exported(name);
    if (!found || found.kind === "type") return [];
    return as(imported.has(name) ? "known" : "unknown")(found);
  });
}

function notYetImported(help: LabHelp, types: LabTypes, from: number): readonly Help[] {
  const group = types.importGroup;
  if (!group || from < group.from || from > group.to) return [];
  const imported = new Set(types.imported.values());
  return help.exportedNames.flatMap((name) => (imported.has(name) ? [] : (help.exported(name) ?? [])));
}

function isAfterDot(node: SyntaxNode): boolean {
  if (node.name === "PropertyName") return node.parent?.name === "MemberExpression";
  return (
    [".", "?."].includes(node.name) ||
    (node.name === "MemberExpression" && node.lastChild?.type.isError === true)
  );
}

/** The braces in which a key is being written, or undefined where a value is. */
function objectOfKey(node: SyntaxNode): SyntaxNode | undefined {
  if (node.name === "ObjectExpression") return node;
  const holder = node.parent;
  if (node.name === "PropertyDefinition" && holder?.name === "Property") return holder.parent ?? undefined;
  return ["{", ","].includes(node.name) && holder?.name === "ObjectExpression" ? holder : undefined;
}

const isExpression = (node: SyntaxNode): boolean =>
  !["VariableDefinition", "TypeDefinition", "PropertyDefinition", "TypeName", "Number"].includes(node.name);

function isIn(node: SyntaxNode, name: string): boolean {
  return node.name === name || node.parent?.name === name;
}
