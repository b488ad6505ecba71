import type { Api, ArgumentRule, Catalogue, Parameter, StringRule } from "../curriculum/model";
import { covers, type Framework, itself, type TypeRule } from "./frameworks/framework";
import type { Symbols } from "./symbols";

/** What the catalogue says about a public name. */
export interface Entry {
  readonly concept: string;
  readonly api: Api;
  /** An older place of the name, where it was reached by that. */
  readonly written?: string;
}

/** A public, canonical, dotted name: one node in the tree of all names that a file has mentioned. */
export interface PublicName {
  readonly path: string;
  readonly parent: PublicName | undefined;
  readonly last: string;
  readonly entry: Entry | undefined;
  readonly children: Map<number, PublicName>;
  facts: NameFacts | undefined;
  /** Of a name that was reached by an older place: the name itself, and how it was written. */
  readonly reached?: { readonly name: PublicName; readonly written: string };
}

/** What follows from the rules for a name, worked out when first asked for. */
interface NameFacts {
  /** Methods of its instances that do what a call does. */
  readonly calls: ReadonlySet<string>;
  readonly isWrapper: boolean;
  /** The name itself and the classes that its instances inherit from, nearest first. */
  readonly lineage: readonly PublicName[];
  readonly makes: PublicName | undefined;
  readonly called: PublicName | undefined;
  readonly indexed: PublicName | undefined;
  readonly paired: PublicName | undefined;
  readonly positional: readonly string[];
  readonly keywords: ReadonlyMap<string, string>;
  readonly strings: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The members of its instances by symbol, one for each class in the lineage, as far as asked for. */
  readonly members: Map<number, readonly PublicName[]>;
  /** What calls of its instances' methods give, as far as asked for. */
  readonly methods: Map<string, MethodResult>;
  /** What attributes of its instances are, as far as asked for. */
  readonly attributes: Map<string, MethodResult>;
}

/** An instance of a name, the receiver (`itself`), the `arguments`, or nothing known. */
type MethodResult = PublicName | typeof itself | "arguments" | undefined;

interface OwnedRule<R> {
  readonly concept: string;
  readonly rule: R;
}

const noFramework: Framework = { id: "", roots: [] };

/** The catalogue and the frameworks, asked by name. */
export class PublicNames {
  readonly #symbols: Symbols;
  readonly #frameworks: readonly Framework[];
  readonly #frameworkOfRoot = new Map<string, Framework>();
  readonly #frameworkOfCompanion = new Map<string, Framework>();
  readonly #entries = new Map<string, Entry>();
  /** Every name of the catalogue and of the rules, with all its prefixes. */
  readonly #known = new Set<string>();
  /** Older names and places with all their prefixes: what stands there is told as it was written. */
  readonly #older = new Set<string>();
  readonly #olderModules = new Set<string>();
  readonly #argumentRules: OwnedRule<ArgumentRule>[] = [];
  readonly #stringRules: OwnedRule<StringRule>[] = [];
  readonly #roots = new Map<string, PublicName>();
  #size = 0;

  constructor(catalogue: Catalogue, frameworks: readonly Framework[], symbols: Symbols) {
    this.#symbols = symbols;
    this.#frameworks = frameworks;
    for (const framework of frameworks) {
      for (const root of framework.roots) this.#frameworkOfRoot.set(root, framework);
      for (const root of framework.companions ?? []) this.#frameworkOfCompanion.set(root, framework);
      for (const rule of framework.types ?? []) if (typeof rule.of === "string") this.#learn(rule.of);
      for (const rule of framework.conventions ?? []) for (const name of rule.means) this.#learnOwner(name);
    }
    for (const concept of catalogue.concepts) {
      for (const api of concept.apis) {
        const name = this.#move(api.name);
        // a name that stands where it is listed goes before one that was moved there
        if (!this.#entries.has(name) || name === api.name)
          this.#entries.set(name, { concept: concept.id, api });
        this.#learn(name);
      }
      for (const form of concept.older ?? []) {
        for (const place of form.places ?? []) this.#learnOlder(place, true);
        if (!form.of && !form.places) this.#learnOlder(form.old, false);
      }
      for (const rule of concept.arguments) this.#addRule(this.#argumentRules, concept.id, rule);
      for (const rule of concept.strings) this.#addRule(this.#stringRules, concept.id, rule);
    }
  }

  /** How many names have been looked at; they are kept until the whole object is dropped. */
  get size(): number {
    return this.#size;
  }

  #addRule<R extends { readonly of: readonly string[] }>(
    rules: OwnedRule<R>[],
    concept: string,
    rule: R,
  ): void {
    rules.push({ concept, rule });
    for (const pattern of rule.of) this.#learn(pattern);
  }

  #learn(pattern: string): void {
    let name = pattern.endsWith(".*") ? pattern.slice(0, -2) : pattern;
    while (name !== "" && !this.#known.has(name)) {
      this.#known.add(name);
      name = name.slice(0, Math.max(0, name.lastIndexOf(".")));
    }
  }

  #learnOlder(place: string, isModule: boolean): void {
    if (isModule) this.#olderModules.add(place);
    for (let end = place.length; end > 0; end = place.lastIndexOf(".", end - 1))
      this.#older.add(place.slice(0, end));
  }

  #learnOwner(name: string): void {
    this.#learn(name.slice(0, name.lastIndexOf(".")));
  }

  /** First segments whose import makes a file a file of a framework. */
  get rootNames(): readonly string[] {
    return [...this.#frameworkOfRoot.keys()];
  }

  /** The framework that a name belongs to; undefined for a companion such as NumPy. */
  frameworkOf(name: PublicName): Framework | undefined {
    const framework = this.#frameworkAt(name.path);
    return framework === noFramework ? undefined : framework;
  }

  /** A quick look: whether a script may import one of our modules. */
  mentionsModule(text: string): boolean {
    return this.#frameworks.some(({ modules }) =>
      modules?.some(([pattern, name]) => name !== "" && pattern.test(text)),
    );
  }

  /** The name that a script module stands for, undefined for modules that are not ours. */
  module(specifier: string): PublicName | undefined {
    for (const framework of this.#frameworks) {
      for (const [pattern, name] of framework.modules ?? []) {
        if (pattern.test(specifier)) return name === "" ? undefined : this.at(name);
      }
    }
    return undefined;
  }

  /** The name of an imported module's first segment, undefined for modules that are not ours. */
  root(name: string): PublicName | undefined {
    const known = this.#roots.get(name);
    if (known) return known;
    if (!this.#frameworkOfRoot.has(name) && !this.#frameworkOfCompanion.has(name)) return undefined;
    return this.#rootOf(name);
  }

  #rootOf(name: string): PublicName {
    let root = this.#roots.get(name);
    if (!root) {
      root = this.#make(name, name, undefined);
      this.#roots.set(name, root);
      const canonical = this.#canonical(name);
      if (canonical !== name) {
        root = this.at(canonical);
        this.#roots.set(name, root);
      }
    }
    return root;
  }

  /** The name written with dots. */
  at(path: string): PublicName {
    const [first, ...rest] = path.split(".");
    let name = this.#rootOf(first!);
    for (const segment of rest) name = this.child(name, this.#symbols.of(segment));
    return name;
  }

  /** `parent.segment`, at its canonical place. */
  child(parent: PublicName, symbol: number): PublicName {
    const known = parent.children.get(symbol);
    if (known) return known;
    const last = this.#symbols.name(symbol);
    const path = `${parent.path}.${last}`;
    const canonical = this.#canonical(path);
    let name: PublicName;
    if (parent.reached)
      name = this.#reach(this.child(parent.reached.name, symbol), `${parent.reached.written}.${last}`);
    else if (canonical === path) name = this.#make(path, last, parent);
    else name = this.#isOlder(path, parent) ? this.#reach(this.at(canonical), path) : this.at(canonical);
    parent.children.set(symbol, name);
    return name;
  }

  #isOlder(path: string, parent: PublicName): boolean {
    return this.#older.has(path) || this.#olderModules.has(parent.path);
  }

  /** The same name, which remembers how it was written. */
  #reach(name: PublicName, written: string): PublicName {
    this.#size++;
    const { path, parent, last, entry } = name;
    return {
      path,
      parent,
      last,
      entry: entry && { ...entry, written },
      children: new Map(),
      facts: undefined,
      reached: { name, written },
    };
  }

  #make(path: string, last: string, parent: PublicName | undefined): PublicName {
    this.#size++;
    return { path, parent, last, entry: this.#entries.get(path), children: new Map(), facts: undefined };
  }

  #canonical(path: string): string {
    const name = this.#move(path);
    if (this.#known.has(name)) return name;
    for (const [place, canonical] of this.#frameworkAt(name).inner ?? []) {
      const outer = name.replace(place, canonical);
      if (outer !== name && this.#entries.has(outer)) return outer;
    }
    return name;
  }

  #move(path: string): string {
    let name = path;
    for (const [place, canonical] of this.#frameworkAt(path).moved ?? [])
      name = name.replace(place, canonical);
    return name;
  }

  #frameworkAt(path: string): Framework {
    return this.#frameworkOfRoot.get(path.split(".", 1)[0]!) ?? noFramework;
  }

  /** Whether the catalogue or a rule names this, or something below it. */
  isKnown(name: PublicName): boolean {
    return this.#known.has(name.path);
  }

  /** The name and the classes that its instances inherit from, nearest first. */
  lineage(name: PublicName): readonly PublicName[] {
    return this.#facts(name).lineage;
  }

  /** What `instance.symbol` may be: the name in each class of the lineage, nearest first. */
  members(name: PublicName, symbol: number): readonly PublicName[] {
    const { lineage, members } = this.#facts(name);
    let known = members.get(symbol);
    if (!known) {
      known = lineage.map((owner) => this.child(owner, symbol));
      members.set(symbol, known);
    }
    return known;
  }

  /** Of what a call of this name gives an instance, undefined where that is unknown. */
  makes(name: PublicName): PublicName | undefined {
    return this.#facts(name).makes;
  }

  /** Of what a call of an instance of this name gives an instance. */
  called(name: PublicName): PublicName | undefined {
    return this.#facts(name).called;
  }

  /** Of what a subscript of an instance of this name gives an instance. */
  indexed(name: PublicName): PublicName | undefined {
    return this.#facts(name).indexed;
  }

  /** Of what the second of each pair is an instance that iterating over an instance of this name gives. */
  paired(name: PublicName): PublicName | undefined {
    return this.#facts(name).paired;
  }

  /** Whether a name belongs to a library of arrays whose methods look like ours. */
  isArrays(name: PublicName): boolean {
    return /^(numpy|pandas|scipy)\b/.test(name.path);
  }

  /** The concept that a keyword argument of a call of this name stands for. */
  keyword(name: PublicName, argument: string): string | undefined {
    return this.#facts(name).keywords.get(argument);
  }

  /** The strings that stand for a concept as this argument of a call of this name. */
  strings(name: PublicName, argument: string): ReadonlyMap<string, string> | undefined {
    return this.#facts(name).strings.get(argument);
  }

  hasRules(name: PublicName): boolean {
    const facts = this.#facts(name);
    return facts.keywords.size > 0 || facts.strings.size > 0;
  }

  /** Whether a rule says something about this argument of a call of this name. */
  hasRule(name: PublicName, argument: string): boolean {
    const facts = this.#facts(name);
    return facts.keywords.has(argument) || facts.strings.has(argument);
  }

  /** Names of the parameters that may be given by position, up to `*args`. */
  positional(name: PublicName): readonly string[] {
    return this.#facts(name).positional;
  }

  /** What a call of a method of an `owner` gives. */
  methodGives(owner: PublicName, method: string): MethodResult {
    const { methods } = this.#facts(owner);
    if (!methods.has(method)) methods.set(method, this.#memberResult(owner, method, "methods"));
    return methods.get(method);
  }

  /** What an attribute of an `owner` is. */
  attributeIs(owner: PublicName, attribute: string): MethodResult {
    const { attributes } = this.#facts(owner);
    if (!attributes.has(attribute))
      attributes.set(attribute, this.#memberResult(owner, attribute, "attributes"));
    return attributes.get(attribute);
  }

  #memberResult(owner: PublicName, member: string, kind: "methods" | "attributes"): MethodResult {
    for (const ancestor of this.lineage(owner)) {
      for (const framework of this.#frameworks) {
        for (const rule of framework[kind] ?? []) {
          if (!rule.names.includes(member) || !covers(rule.of, ancestor.path)) continue;
          if (rule.gives === itself || rule.gives === "arguments") return rule.gives;
          return this.at(rule.gives);
        }
      }
    }
    return undefined;
  }

  /** Whether a method does what a call of the object does. */
  isCall(of: PublicName, method: string): boolean {
    return this.#facts(of).calls.has(method);
  }

  #callsOf(lineage: readonly PublicName[]): Set<string> {
    const rules = this.#frameworks.flatMap(({ calls }) => calls ?? []);
    const own = rules.filter((rule) => lineage.some((base) => base.path === rule.of));
    return new Set(own.flatMap((rule) => rule.names));
  }

  isWrapper(name: PublicName): boolean {
    return this.#facts(name).isWrapper;
  }

  #facts(name: PublicName): NameFacts {
    if (name.reached) return this.#facts(name.reached.name);
    name.facts ??= this.#workOut(name);
    return name.facts;
  }

  #workOut(name: PublicName): NameFacts {
    const rules = this.#typeRules(name);
    const lineage = [name];
    const bases = rules.find((rule) => rule.is)?.is ?? [];
    for (const base of bases) {
      for (const ancestor of this.#lineageWithin(base, name))
        if (!lineage.includes(ancestor)) lineage.push(ancestor);
    }
    const made = rules.find((rule) => rule.makes)?.makes;
    const makes =
      made === itself || (!made && startsWithCapital(name.last)) ? name : made ? this.at(made) : undefined;
    const inherited = lineage.flatMap((base) => this.#typeRules(base));
    const called = inherited.find((rule) => rule.called)?.called;
    const indexed = inherited.find((rule) => rule.indexed)?.indexed;
    const paired = inherited.find((rule) => rule.paired)?.paired;
    return {
      isWrapper: this.#frameworks.some((framework) => framework.wrappers?.includes(name.path)),
      calls: this.#callsOf(lineage),
      lineage,
      makes,
      called: called ? this.at(called) : undefined,
      indexed: indexed ? this.at(indexed) : undefined,
      paired: paired ? this.at(paired) : undefined,
      positional: positionalOf(name.entry?.api.parameters ?? []),
      keywords: this.#keywords(name),
      strings: this.#strings(name),
      members: new Map(),
      methods: new Map(),
      attributes: new Map(),
    };
  }

  #lineageWithin(base: string, of: PublicName): readonly PublicName[] {
    const name = this.at(base);
    return name === of ? [] : this.lineage(name);
  }

  #typeRules(name: PublicName): TypeRule[] {
    const root = name.path.split(".", 1)[0]!;
    const framework = this.frameworkOf(name) ?? this.#frameworkOfCompanion.get(root) ?? noFramework;
    const isClass = startsWithCapital(name.last);
    return (framework.types ?? []).filter(
      (rule) =>
        covers(rule.of, name.path) && (rule.only === undefined || (rule.only === "classes") === isClass),
    );
  }

  #keywords(name: PublicName): Map<string, string> {
    const keywords = new Map<string, string>();
    for (const { concept, rule } of this.#argumentRules) {
      if (!rule.of.some((pattern) => covers(pattern, name.path))) continue;
      if (!keywords.has(rule.argument)) keywords.set(rule.argument, concept);
    }
    return keywords;
  }

  #strings(name: PublicName): Map<string, Map<string, string>> {
    const strings = new Map<string, Map<string, string>>();
    for (const { concept, rule } of this.#stringRules) {
      if (!rule.of.some((pattern) => covers(pattern, name.path))) continue;
      const values = strings.get(rule.argument) ?? new Map<string, string>();
      for (const value of rule.values) if (!values.has(value)) values.set(value, concept);
      strings.set(rule.argument, values);
    }
    return strings;
  }
}

function startsWithCapital(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 65 && first <= 90;
}

function positionalOf(parameters: readonly Parameter[]): string[] {
  const end = parameters.findIndex(({ name, keywordOnly }) => keywordOnly || name.startsWith("*"));
  return parameters.slice(0, end < 0 ? undefined : end).map(({ name }) => name);
}
