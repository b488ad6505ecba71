import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import type { Language } from "../curriculum/model";

const typescript = parser.configure({ dialect: "ts" });

export interface DemoMistake {
  readonly line: number;
  readonly message: string;
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * `demo.ts` as a learner of one language sees it: `t("error", "误差")` becomes that language's text,
 * `// error | 误差` that language's comment, and `t` leaves the import. Lines stay where they are.
 */
export function localizeDemo(source: string, language: Language): string {
  const edits: Edit[] = [];
  let importOfT: Edit | undefined;
  typescript.parse(source).iterate({
    enter: (reference) => {
      const node = reference.node;
      if (node.name === "CallExpression") {
        const parts = translationParts(source, node);
        if (parts) edits.push({ from: node.from, to: node.to, insert: parts[language === "en" ? 0 : 1] });
        return parts === undefined;
      }
      if (node.name === "LineComment") {
        const halves = commentHalves(source.slice(node.from, node.to));
        if (halves)
          edits.push({ from: node.from, to: node.to, insert: `// ${halves[language === "en" ? 0 : 1]}` });
      }
      if (node.name === "ImportGroup") importOfT = withoutT(source, node);
      return true;
    },
  });
  if (importOfT) edits.push(importOfT);
  return applyEdits(source, edits);
}

/** Columns of a line of imported names. */
const importWidth = 70;

/**
 * A demo whose import, written one name on each line by the formatter, takes a few lines: learners begin to read where
 * the demo begins.
 */
export function withShortImports(text: string): string {
  return text.replace(/^import \{\n((?: {2}(?:type )?\w+,\n)+)\} from/gm, (_, list: string) => {
    const lines: string[] = [];
    for (const name of list.trim().split(/\s*\n\s*/)) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + name.length <= importWidth)
        lines[lines.length - 1] = `${last} ${name}`;
      else lines.push(`  ${name}`);
    }
    return `import {\n${lines.join("\n")}\n} from`;
  });
}

/** Comments in one language only: a learner of the other would read them. */
export function demoMistakes(source: string): readonly DemoMistake[] {
  const mistakes: DemoMistake[] = [];
  typescript.parse(source).iterate({
    enter: (node) => {
      if (node.name !== "LineComment") return;
      if (commentHalves(source.slice(node.from, node.to)) === undefined) {
        const line = source.slice(0, node.from).split("\n").length;
        mistakes.push({ line, message: "the comment is in one language: write it as `// English | 中文`" });
      }
    },
  });
  return mistakes;
}

/** The two argument texts of `t(a, b)`, where both are string or template literals. */
function translationParts(source: string, call: SyntaxNode): readonly [string, string] | undefined {
  const callee = call.firstChild;
  if (callee?.name !== "VariableName" || source.slice(callee.from, callee.to) !== "t") return undefined;
  const list = call.getChild("ArgList");
  if (!list) return undefined;
  const texts: string[] = [];
  for (let child = list.firstChild; child; child = child.nextSibling) {
    if (child.name === "String" || child.name === "TemplateString")
      texts.push(source.slice(child.from, child.to));
    else if (!["(", ")", ","].includes(child.name)) return undefined;
  }
  const [english, chinese] = texts;
  return texts.length === 2 && english !== undefined && chinese !== undefined
    ? [english, chinese]
    : undefined;
}

function commentHalves(comment: string): readonly [string, string] | undefined {
  const match = /^\/\/\s*(.*?)\s+\|\s+(.*\S)\s*$/.exec(comment);
  return match?.[1] && match[2] ? [match[1], match[2]] : undefined;
}

/** The import without `t`; line breaks stay. */
function withoutT(source: string, imports: SyntaxNode): Edit | undefined {
  const written = source.slice(imports.from, imports.to);
  const shorter = written.replace(/(?<=[{,\s])t\s*,[^\S\n]*|,\s*t(?=\s*\})/, "");
  return shorter === written ? undefined : { from: imports.from, to: imports.to, insert: shorter };
}

function applyEdits(source: string, edits: readonly Edit[]): string {
  let result = source;
  for (const edit of [...edits].sort((a, b) => b.from - a.from)) {
    result = result.slice(0, edit.from) + edit.insert + result.slice(edit.to);
  }
  return result;
}
