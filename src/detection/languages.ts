import type { Grammar } from "./grammar";
import type { SourceLanguage } from "./model";
import type { Program } from "./program";
import type { PublicNames } from "./public-names";
import { PythonGrammar } from "./python-grammar";
import { lexPython } from "./python-lexer";
import { readPython } from "./python-reader";
import type { Symbols } from "./symbols";
import type { Tokens } from "./tokens";

/** How to get from a text of one language to its names. */
export interface Language {
  /** A quick look: false where the text cannot import anything of ours. */
  readonly mentions: (text: string) => boolean;
  readonly lex: (text: string, tokens: Tokens, symbols: Symbols, from: number, to: number) => void;
  readonly read: (tokens: Tokens) => Program;
  readonly grammar: Grammar;
}

/** The languages, sharing one table of symbols. */
export function languages(symbols: Symbols, names: PublicNames): Readonly<Record<SourceLanguage, Language>> {
  const roots = names.rootNames;
  const python: Language = {
    mentions: (text) => roots.some((root) => text.includes(root)),
    lex: lexPython,
    read: (tokens) => readPython(tokens, symbols, names),
    grammar: new PythonGrammar(symbols),
  };
  return { python, typescript: { ...python, mentions: () => false } };
}
