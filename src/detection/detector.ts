import type { Catalogue } from "../curriculum/model";
import { foundAt } from "./found-at";
import { frameworks } from "./frameworks/known";
import { type Language, languages } from "./languages";
import type { Detector, Found, Reading, SourceLanguage } from "./model";
import { PublicNames } from "./public-names";
import { Collector } from "./resolving/collector";
import { conventionsOf } from "./resolving/conventions";
import { Symbols } from "./symbols";
import { LINE, STRING, Tokens } from "./tokens";

/** What is remembered between texts is dropped when it grows beyond this. */
const mostSymbols = 50_000;
const mostNames = 30_000;
/** The tokens of an enormous text are not kept for the next version of it. */
const mostTokensKept = 1_000_000;

/** Builds a detector; it prepares its look-up tables once, and learns names as it reads. */
export function makeDetector(catalogue: Catalogue): Detector {
  return new CatalogueDetector(catalogue);
}

/** Tables that grow with the texts that were read. */
class Memory {
  readonly symbols = new Symbols();
  readonly names: PublicNames;
  readonly languages: Readonly<Record<SourceLanguage, Language>>;

  constructor(catalogue: Catalogue) {
    this.names = new PublicNames(catalogue, frameworks, this.symbols);
    this.languages = languages(this.symbols, this.names);
  }

  get isFull(): boolean {
    return this.symbols.size > mostSymbols || this.names.size > mostNames;
  }
}

class CatalogueDetector implements Detector {
  readonly #catalogue: Catalogue;
  #memory: Memory;
  /** What was read last: most often, the next text is another version of it. */
  #last: { readonly tokens: Tokens; readonly language: SourceLanguage } | undefined;
  /** Tokens of the cells that were read last, by their text: an edit changes one of them. */
  #cells: { readonly byText: ReadonlyMap<string, Tokens>; readonly language: SourceLanguage } | undefined;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#memory = new Memory(catalogue);
  }

  read(
    text: string,
    language: SourceLanguage,
    above: readonly string[] = [],
    below: readonly string[] = [],
  ): Reading {
    // functions of this cell may use what cells below make: those come first, and are overruled from above
    const others = [...below, ...above];
    if (this.#memory.isFull) {
      this.#memory = new Memory(this.#catalogue);
      this.#last = undefined;
      this.#cells = undefined;
    }
    const { symbols, names, languages } = this.#memory;
    const { mentions, read, grammar } = languages[language];
    if (!mentions(text) && !others.some(mentions)) return silence;
    const tokens =
      others.length > 0 ? this.#lexCells([...others, text], language) : this.#lex(text, language);
    const program = read(tokens);
    const conventions = conventionsOf(program, names, symbols);
    if (!conventions) return silence;
    return new ResolvedReading(
      new Collector(program, names, grammar, conventions, tokens.text.length - text.length),
    );
  }

  #lex(text: string, language: SourceLanguage): Tokens {
    const { lex, relex } = this.#memory.languages[language];
    const last = this.#last?.language === language ? this.#last.tokens : undefined;
    const tokens = new Tokens(text, last && last.length + (last.length >> 3));
    if (last) relex(tokens, last);
    else lex(tokens, 0, text.length);
    this.#last = tokens.length > mostTokensKept ? undefined : { tokens, language };
    return tokens;
  }

  /** The tokens of all cells, each lexed on its own; of cells that were there before, those of then. */
  #lexCells(cells: readonly string[], language: SourceLanguage): Tokens {
    const before = this.#cells?.language === language ? this.#cells.byText : undefined;
    const byText = new Map<string, Tokens>();
    let count = 0;
    for (const cell of cells) {
      const own = byText.get(cell) ?? before?.get(cell) ?? this.#lexCell(cell, language);
      byText.set(cell, own);
      count += own.length;
    }
    const all = new Tokens(cells.join("\n"), count + 2);
    let start = 0;
    for (const cell of cells) {
      const own = byText.get(cell)!;
      // the first of every table stands for none
      all.append(own, 1, own.length, start);
      start += cell.length + 1;
    }
    this.#cells = count > mostTokensKept ? undefined : { byText, language };
    return all;
  }

  #lexCell(cell: string, language: SourceLanguage): Tokens {
    const tokens = new Tokens(cell);
    this.#memory.languages[language].lex(tokens, 0, cell.length);
    return tokens;
  }

  isProse(text: string, language: SourceLanguage, offset: number): boolean {
    const tokens = this.#lex(text, language);
    const i = tokens.lastAt(offset);
    // Comments leave no token; a docstring is a string that stands alone at the beginning of a line.
    const inToken = i > 0 && tokens.ends[i]! > offset;
    const isDocstring = tokens.kinds[i] === STRING && tokens.kinds[i - 1] === LINE;
    return inToken ? isDocstring : /\S/.test(text.charAt(offset));
  }
}

class ResolvedReading implements Reading {
  readonly #collector: Collector;
  #all: readonly Found[] | undefined;

  constructor(collector: Collector) {
    this.#collector = collector;
  }

  get all(): readonly Found[] {
    this.#all ??= this.#collector.all();
    return this.#all;
  }

  at(offset: number): Found | undefined {
    if (this.#all) return foundAt(this.#all, offset);
    const here = foundAt(this.#collector.around(offset), offset);
    return !here && this.#collector.isKey(offset) ? foundAt(this.all, offset) : here;
  }
}

/** Of a text that has nothing to do with us. */
const silence: Reading = { all: [], at: () => undefined };
