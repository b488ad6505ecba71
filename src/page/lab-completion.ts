import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  completeFromList,
} from "@codemirror/autocomplete";
import { localCompletionSource, scopeCompletionSource } from "@codemirror/lang-javascript";
import type { EditorView } from "@codemirror/view";
import type { Help, LabHelp } from "../help/lab-help";
import { briefly, importOf, keyText, noCode, type Suggestion, suggestionsAt } from "../help/lab-suggestions";
import { helpCard } from "./help-card";
import { wholeTree } from "./whole-tree";

/** An import of the lab has the lab's names alone. */
const noOtherNames = [...noCode, "ImportGroup"];
const noPlainNames = [...noOtherNames, "PropertyName", "PropertyDefinition", ".", "?."];

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

function labCompletions({ state, pos, explicit }: CompletionContext, help: LabHelp): CompletionResult | null {
  const { from, list } = suggestionsAt(wholeTree(state), state.doc.toString(), pos, help, explicit);
  return list.length === 0
    ? null
    : { from, options: list.map((one) => option(one, from)), validFor: /^[\w$]*$/ };
}

function option({ label, kind, help }: Suggestion, from: number): Completion {
  if (!help) return { label, type: "enum" };
  return {
    label,
    type: iconOf(help.kind),
    detail: briefly(help),
    info: () => helpCard(help, { sourceLabel: () => "" }),
    ...(kind === "known" && { boost: 1 }),
    ...(kind === "unknown" && { apply: importing }),
    ...(kind === "key" && { apply: writingKey(label, from) }),
  };
}

/** Puts the name there with a colon behind it, ready for the value. */
function writingKey(name: string, from: number): Completion["apply"] {
  return (view, _, start, end) => {
    const insert = keyText(name, view.state.sliceDoc(end, end + 10));
    view.dispatch({
      changes: { from: Math.max(start, from), to: end, insert },
      selection: { anchor: Math.max(start, from) + insert.length },
      userEvent: "input.complete",
    });
  };
}

/** Takes the name and imports it. */
function importing(view: EditorView, { label: name }: Completion, from: number, to: number): void {
  const added = importOf(name, wholeTree(view.state), view.state.doc.toString());
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
