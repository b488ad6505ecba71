import type { Catalogue } from "../curriculum/model";
import { frameworks } from "./frameworks/known";
import { type Language, languages } from "./languages";
import type { Detector, Found, SourceLanguage } from "./model";
import type { Program } from "./program";
import { PublicNames } from "./public-names";
import { type Conventions, type KnownConvention, Resolver } from "./resolver";
import { Symbols } from "./symbols";
import { LINE, STRING, Tokens } from "./tokens";

/** What is remembered between texts is dropped when it grows beyond this. */
const mostSymbols = 50_000;
const mostNames = 30_000;
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
  #tokens = new Tokens();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#memory = new Memory(catalogue);
  }

  /** The table is used again, unless an enormous text has blown it up. */
  #emptyTokens(text: string): Tokens {
    if (this.#tokens.capacity > mostTokensKept) this.#tokens = new Tokens();
    this.#tokens.reset(text);
    return this.#tokens;
  }

  find(text: string, language: SourceLanguage, earlier: readonly string[] = []): readonly Found[] {
    if (this.#memory.isFull) this.#memory = new Memory(this.#catalogue);
    const { symbols, names, languages } = this.#memory;
    const { lex, read, grammar, mentions } = languages[language];
    const cells = [...earlier, text];
    if (!cells.some(mentions)) return [];
    const whole = earlier.length > 0 ? cells.join("\n") : text;
    const tokens = this.#emptyTokens(whole);
    let start = 0;
    for (const cell of cells) {
      lex(tokens, start, start + cell.length);
      start += cell.length + 1;
    }
    const program = read(tokens);
    const conventions = conventionsOf(program, names, symbols);
    if (!conventions) return [];
    const found = new Resolver(program, names, grammar, conventions, whole.length - text.length).run();
    tokens.text = "";
    return found;
  }

  isProse(text: string, language: SourceLanguage, offset: number): boolean {
    const tokens = this.#emptyTokens(text);
    this.#memory.languages[language].lex(tokens, 0, text.length);
    const i = tokenBefore(tokens, offset);
    // Comments leave no token; a docstring is a string that stands alone at the beginning of a line.
    const inToken = i > 0 && tokens.ends[i]! > offset;
    const isDocstring = tokens.kinds[i] === STRING && tokens.kinds[i - 1] === LINE;
    tokens.text = "";
    return inToken ? isDocstring : /\S/.test(text.charAt(offset));
  }
}

/** The last token that starts at an offset or before it, 0 where none does. */
function tokenBefore(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tokens.starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The conventions of the frameworks that a program imports, by method; undefined where it imports none. */
function conventionsOf(program: Program, names: PublicNames, symbols: Symbols): Conventions | undefined {
  const modules = [...program.imported.map(({ name }) => name), ...program.stars];
  const imported = new Set(modules.map((name) => names.frameworkOf(name)));
  imported.delete(undefined);
  if (imported.size === 0) return undefined;
  const conventions = new Map<number, KnownConvention[]>();
  for (const framework of imported) {
    for (const { method, receiver, isAttribute = false, means } of framework?.conventions ?? []) {
      const symbol = symbols.of(method);
      const known = { method, receiver, isAttribute, names: means.map((path) => names.at(path)) };
      conventions.set(symbol, [...(conventions.get(symbol) ?? []), known]);
    }
  }
  return conventions;
}
