import type { Grammar } from "./grammar";
import type { SourceLanguage } from "./model";
import type { Program } from "./program";
import type { PublicNames } from "./public-names";
import { PythonGrammar } from "./python/grammar";
import { lexPython, relexPython } from "./python/lexer";
import { readPython } from "./python/reader";
import { PythonWords } from "./python/words";
import { ScriptGrammar } from "./script/grammar";
import { lexScript } from "./script/lexer";
import { readScript } from "./script/reader";
import { ScriptWords } from "./script/words";
import type { Symbols } from "./symbols";
import type { Tokens } from "./tokens";

/** How to get from a text of one language to its names. */
export interface Language {
  /** A quick look: false where the text cannot import anything of ours. */
  readonly mentions: (text: string) => boolean;
  /** Appends the tokens of the part `[from, to)` of the text. */
  readonly lex: (tokens: Tokens, from: number, to: number) => void;
  /** Appends the tokens of the whole text, taking over those of an earlier version where that is sure and quick. */
  readonly relex: (tokens: Tokens, earlier: Tokens) => void;
  readonly read: (tokens: Tokens) => Program;
  readonly grammar: Grammar;
}

/** The languages, sharing one table of symbols. */
export function languages(symbols: Symbols, names: PublicNames): Readonly<Record<SourceLanguage, Language>> {
  const roots = names.rootNames;
  const pythonWords = new PythonWords(symbols);
  const python: Language = {
    mentions: (text) => roots.some((root) => text.includes(root)),
    lex: (tokens, from, to) => lexPython(tokens, symbols, pythonWords, from, to),
    relex: (tokens, earlier) => relexPython(tokens, symbols, pythonWords, earlier),
    read: (tokens) => readPython(tokens, symbols, names, pythonWords),
    grammar: new PythonGrammar(pythonWords),
  };
  const scriptWords = new ScriptWords(symbols);
  const scriptGrammar = new ScriptGrammar(scriptWords);
  const lex = (tokens: Tokens, from: number, to: number): void =>
    lexScript(tokens, symbols, scriptWords, from, to);
  const typescript: Language = {
    mentions: (text) => names.mentionsModule(text),
    lex,
    // brackets are open nearly everywhere, so there is no place to take up the thread
    relex: (tokens) => lex(tokens, 0, tokens.text.length),
    read: (tokens) => readScript(tokens, symbols, names, scriptWords, scriptGrammar),
    grammar: scriptGrammar,
  };
  return { python, typescript };
}
