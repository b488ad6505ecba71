import type { ProgramBuilder } from "../program-builder";
import type { PublicName, PublicNames } from "../public-names";
import { code } from "../tokens";
import type { PythonBindings } from "./bindings";
import type { PythonCursor } from "./cursor";
import type { PythonWords } from "./words";

const openRound = code("(");
const closeRound = code(")");
const comma = code(",");
const dot = code(".");
const ellipsis = code("...");
const star = code("*");

/** Reads `import a.b as c` and `from a import b as c`, whose first word is the cursor's next token. */
export class PythonImports {
  readonly #cursor: PythonCursor;
  readonly #bindings: PythonBindings;
  readonly #program: ProgramBuilder;
  readonly #names: PublicNames;
  readonly #word: PythonWords;

  constructor(
    cursor: PythonCursor,
    bindings: PythonBindings,
    program: ProgramBuilder,
    names: PublicNames,
    words: PythonWords,
  ) {
    this.#cursor = cursor;
    this.#bindings = bindings;
    this.#program = program;
    this.#names = names;
    this.#word = words;
  }

  import(): void {
    this.#cursor.at++;
    while (!this.#cursor.isLineEnd(this.#cursor.at)) {
      const first = this.#cursor.at;
      if (!this.#cursor.isIdentifier(first)) return;
      const module = this.#dottedName();
      const last = this.#cursor.at - 1;
      if (module) this.#program.imported.push({ token: last, name: module });
      if (this.#cursor.isWord(this.#cursor.at, this.#word.as)) {
        this.#bindings.bind(this.#cursor.at + 1, { kind: "import", name: module });
        this.#program.skip[this.#cursor.at + 1] = 1;
        this.#cursor.at += 2;
      } else {
        const root = this.#names.root(this.#program.symbols.name(this.#program.tokens.values[first]!));
        this.#bindings.bind(first, { kind: "import", name: root });
      }
      if (!this.#cursor.is(this.#cursor.at, comma)) return;
      this.#cursor.at++;
    }
  }

  /** Reads `a.b.c` and gives the public name, undefined where it is none. */
  #dottedName(): PublicName | undefined {
    let name: PublicName | undefined;
    let isFirst = true;
    for (; this.#cursor.isName(this.#cursor.at); this.#cursor.at++) {
      const symbol = this.#program.tokens.values[this.#cursor.at]!;
      this.#program.skip[this.#cursor.at] = 1;
      if (isFirst) name = this.#names.root(this.#program.symbols.name(symbol));
      else if (name) name = this.#names.child(name, symbol);
      isFirst = false;
      if (!this.#cursor.is(this.#cursor.at + 1, dot)) {
        this.#cursor.at++;
        break;
      }
      this.#cursor.at++;
    }
    return name;
  }

  fromImport(): void {
    this.#cursor.at++;
    const isRelative = this.#cursor.is(this.#cursor.at, dot) || this.#cursor.is(this.#cursor.at, ellipsis);
    while (this.#cursor.is(this.#cursor.at, dot) || this.#cursor.is(this.#cursor.at, ellipsis))
      this.#cursor.at++;
    const module = this.#cursor.isWord(this.#cursor.at, this.#word.import) ? undefined : this.#dottedName();
    const known = isRelative ? undefined : module;
    if (known && this.#names.frameworkOf(known))
      this.#program.imported.push({ token: this.#cursor.at - 1, name: known });
    if (!this.#cursor.isWord(this.#cursor.at, this.#word.import)) return;
    this.#cursor.at++;
    if (this.#cursor.is(this.#cursor.at, star)) {
      if (known) this.#program.stars.push(known);
      this.#cursor.at++;
      return;
    }
    if (this.#cursor.is(this.#cursor.at, openRound)) this.#cursor.at++;
    this.#importedNames(known);
    if (this.#cursor.is(this.#cursor.at, closeRound)) this.#cursor.at++;
  }

  #importedNames(module: PublicName | undefined): void {
    while (this.#cursor.isIdentifier(this.#cursor.at)) {
      const token = this.#cursor.at;
      const name = module && this.#names.child(module, this.#program.tokens.values[token]!);
      if (name) this.#program.imported.push({ token, name });
      this.#program.skip[token] = 1;
      this.#cursor.at++;
      let bound = token;
      if (this.#cursor.isWord(this.#cursor.at, this.#word.as)) {
        bound = this.#cursor.at + 1;
        this.#program.skip[bound] = 1;
        this.#cursor.at += 2;
      }
      this.#bindings.bind(bound, { kind: "import", name });
      if (!this.#cursor.is(this.#cursor.at, comma)) return;
      this.#cursor.at++;
    }
  }
}
