import type { Catalogue } from "../curriculum/model";
import type { Convention } from "./frameworks/framework";
import { frameworks } from "./frameworks/known";
import { type Language, languages } from "./languages";
import type { Detector, Found, SourceLanguage } from "./model";
import type { Program } from "./program";
import { PublicNames } from "./public-names";
import { Resolver } from "./resolver";
import { Symbols } from "./symbols";
import { Tokens } from "./tokens";

/** What is remembered between texts is dropped when it grows beyond this. */
const mostSymbols = 50_000;
const mostNames = 30_000;

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

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#memory = new Memory(catalogue);
  }

  find(text: string, language: SourceLanguage, earlier: readonly string[] = []): readonly Found[] {
    if (this.#memory.isFull) this.#memory = new Memory(this.#catalogue);
    const { symbols, names, languages } = this.#memory;
    const { lex, read, grammar, mentions } = languages[language];
    const cells = [...earlier, text];
    if (!cells.some(mentions)) return [];
    const whole = earlier.length > 0 ? cells.join("\n") : text;
    const tokens = new Tokens(whole);
    let start = 0;
    for (const cell of cells) {
      lex(whole, tokens, symbols, start, start + cell.length);
      start += cell.length + 1;
    }
    const program = read(tokens);
    const conventions = conventionsOf(program, names, symbols);
    if (!conventions) return [];
    return new Resolver(program, names, grammar, conventions, whole.length - text.length).run();
  }
}

/** The conventions of the frameworks that a program imports, by method; undefined where it imports none. */
function conventionsOf(
  program: Program,
  names: PublicNames,
  symbols: Symbols,
): ReadonlyMap<number, readonly Convention[]> | undefined {
  const modules = [...program.imported.map(({ name }) => name), ...program.stars];
  const imported = new Set(modules.map((name) => names.frameworkOf(name)));
  imported.delete(undefined);
  if (imported.size === 0) return undefined;
  const conventions = new Map<number, Convention[]>();
  for (const framework of imported) {
    for (const convention of framework?.conventions ?? []) {
      const symbol = symbols.of(convention.method);
      conventions.set(symbol, [...(conventions.get(symbol) ?? []), convention]);
    }
  }
  return conventions;
}
