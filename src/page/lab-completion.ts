import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  completeFromList,
} from "@codemirror/autocomplete";
import { localCompletionSource, scopeCompletionSource } from "@codemirror/lang-javascript";
import type { EditorView } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import { helpCard } from "./help-card";
import { type Help, type LabHelp, quotedTexts } from "./lab-help";
import { LabTypes } from "./lab-types";
import { wholeTree } from "./whole-tree";

const noCode = ["String", "TemplateString", "LineComment", "BlockComment", "RegExp"];
/** An import of the lab has the lab's names alone. */
const noOtherNames = [...noCode, "ImportGroup"];
const noPlainNames = [...noOtherNames, "PropertyName", "PropertyDefinition", ".", "?."];
const nameStart = /[\w$]*$/;

/** What the language itself offers in a demo's worker. */
const builtIn = {
  Array,
  Boolean,
  Date,
  Error,
  Float32Array,
  Float64Array,
  Infinity,
  Int32Array,
  JSON,
  Map,
  Math,
  NaN,
  Number,
  Object,
  Promise,
  Set,
  String,
  Uint8Array,
  console,
  isNaN,
  parseFloat,
  parseInt,
  performance,
  setTimeout,
  undefined,
};

const keywords =
  "async await break class const continue else export extends false for function if import interface let new null of return static super this throw true try type typeof while"
    .split(" ")
    .map((label) => ({ label, type: "keyword", boost: -1 }));

/** All that the list offers while a learner types: names of the lab, of the demo and of the language. */
export function completionSources(help: LabHelp): readonly CompletionSource[] {
  const names = new Set(help.exportedNames);
  return [
    (context) => labCompletions(context, help),
    // Imported names are offered above, with their docs.
    among(noPlainNames, without(names, localCompletionSource)),
    among(noOtherNames, scopeCompletionSource(builtIn)),
    among(noPlainNames, completeFromList(keywords)),
  ];
}

function labCompletions(context: CompletionContext, help: LabHelp): CompletionResult | null {
  const { state, pos } = context;
  const tree = wholeTree(state);
  const types = new LabTypes(tree, state.doc.toString(), help);
  const node = tree.resolveInner(pos, -1);
  const from = pos - (nameStart.exec(state.sliceDoc(Math.max(0, pos - 60), pos))?.[0].length ?? 0);
  const found = optionsAt(node, types, help, context.explicit || from < pos, from);
  return found.length === 0 ? null : { from, options: [...found], validFor: /^[\w$]*$/ };
}

/** What fits at `node`: entries of an import, texts of a choice, members, properties, or any name of the lab. */
function optionsAt(
  node: SyntaxNode,
  types: LabTypes,
  help: LabHelp,
  asked: boolean,
  from: number,
): readonly Completion[] {
  if (node.name === "String") return types.expected(node).flatMap(quotedTexts).map(textOption);
  if (noCode.includes(node.name)) return [];
  if (isIn(node, "ImportGroup")) return notYetImported(help, types, from).map(option);
  if (isAfterDot(node)) {
    const type = types.receiverAt(node);
    return type === undefined ? [] : help.members(type).map(option);
  }
  const object = objectOfKey(node);
  if (object) {
    const members = types.expected(object).flatMap((type) => help.members(type));
    return asked ? members.map((member) => property(member, from)) : [];
  }
  return asked && isExpression(node) ? everyName(help, types) : [];
}

function everyName(help: LabHelp, types: LabTypes): readonly Completion[] {
  const imported = new Set(types.imported.values());
  return help.exportedNames.flatMap((name) => {
    const found = help.exported(name);
    if (!found || found.kind === "type") return [];
    return imported.has(name) ? { ...option(found), boost: 1 } : { ...option(found), apply: importing };
  });
}

function notYetImported(help: LabHelp, types: LabTypes, from: number): readonly Help[] {
  const group = types.importGroup;
  if (!group || from < group.from || from > group.to) return [];
  const imported = new Set(types.imported.values());
  return help.exportedNames.flatMap((name) => (imported.has(name) ? [] : (help.exported(name) ?? [])));
}

function option(help: Help): Completion {
  return {
    label: help.name,
    type: iconOf(help.kind),
    detail: briefly(help),
    info: () => helpCard(help, { sourceLabel: () => "" }),
  };
}

/** Puts the name there with a colon behind it, ready for the value. */
function property(help: Help, from: number): Completion {
  return {
    ...option(help),
    apply: (view, _, start, end) => {
      const followed = /^\s*:/.test(view.state.sliceDoc(end, end + 10));
      const insert = followed ? help.name : `${help.name}: `;
      view.dispatch({
        changes: { from: Math.max(start, from), to: end, insert },
        selection: { anchor: Math.max(start, from) + insert.length },
        userEvent: "input.complete",
      });
    },
  };
}

const textOption = (text: string): Completion => ({ label: text, type: "enum" });

/** Takes the name and, where the demo does not import it yet, imports it. */
function importing(view: EditorView, completion: Completion, from: number, to: number): void {
  const { state } = view;
  const name = completion.label;
  const group = wholeTree(state)
    .topNode.getChildren("ImportDeclaration")
    .find((node) => /from\s+["']lab["']/.test(state.sliceDoc(node.from, node.to)))
    ?.getChild("ImportGroup");
  const last = group?.getChildren("VariableDefinition").at(-1);
  const added = last
    ? { from: last.to, insert: `, ${name}` }
    : group
      ? { from: group.from + 1, insert: ` ${name} ` }
      : { from: 0, insert: `import { ${name} } from "lab";\n` };
  view.dispatch({
    changes: [added, { from, to, insert: name }],
    selection: { anchor: from + added.insert.length + name.length },
    userEvent: "input.complete",
  });
}

/** Silent where the cursor stands in one of those. */
function among(excluded: readonly string[], source: CompletionSource): CompletionSource {
  return (context) => {
    const node = wholeTree(context.state).resolveInner(context.pos, -1);
    return excluded.includes(node.name) ? null : source(context);
  };
}

function without(names: ReadonlySet<string>, source: CompletionSource): CompletionSource {
  return async (context) => {
    const result = await source(context);
    return result && { ...result, options: result.options.filter(({ label }) => !names.has(label)) };
  };
}

function iconOf(kind: Help["kind"]): string {
  return kind === "type" ? "interface" : kind;
}

/** `(count: number): Tensor` of a function, the type of a property. */
function briefly({ name, kind, signatures }: Help): string {
  const [first] = signatures;
  if (!first || kind === "class" || kind === "type") return "";
  const text = first.parameters ? first.text.slice(name.length) : first.type;
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
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
