import type { Grammar, RawArgument } from "../grammar";
import type { PublicName, PublicNames } from "../public-names";
import type { Tokens } from "../tokens";
import type { CallArguments } from "./call-arguments";
import type { Findings } from "./findings";
import type { Call } from "./place";
import { callableNames, optionsOf, type Value } from "./value";

/** Finds the keyword arguments and strings of calls for which the catalogue has rules: `weight_decay=`, `"relu"`. */
export class RuledArguments {
  readonly #tokens: Tokens;
  readonly #names: PublicNames;
  readonly #grammar: Grammar;
  readonly #arguments: CallArguments;
  readonly #findings: Findings;

  constructor(tokens: Tokens, names: PublicNames, grammar: Grammar, args: CallArguments, findings: Findings) {
    this.#tokens = tokens;
    this.#names = names;
    this.#grammar = grammar;
    this.#arguments = args;
    this.#findings = findings;
  }

  /** Those of the call of `value` at bracket `open`. */
  find(value: Value, open: number): void {
    const names = callableNames(value);
    if (!names.some((name) => this.#names.hasRules(name))) return;
    // an object that is called has another signature than its constructor
    const isObject = optionsOf(value)[0]?.kind === "instance";
    const signature = isObject ? undefined : (names.find((name) => name.entry) ?? names[0]);
    const call = { open, signature };
    for (const raw of this.#arguments.raw(open)) {
      const parameter = this.#arguments.parameterName(raw, signature);
      // the nearest name of which a rule says something about this argument
      const name =
        parameter === undefined ? undefined : names.find((one) => this.#names.hasRule(one, parameter));
      if (parameter === undefined || !name) continue;
      const concept = raw.nameToken > 0 ? this.#names.keyword(name, parameter) : undefined;
      if (concept) this.#addKeyword(raw, concept, name, call);
      const values = this.#names.strings(name, parameter);
      if (values) this.#addStrings(raw, values, name, call);
    }
  }

  #addKeyword(raw: RawArgument, concept: string, name: PublicName, call: Call): void {
    const [start, end] = this.#arguments.keyRange(raw.nameToken);
    this.#findings.add(start, end, concept, name.path, "argument", { call, raw });
  }

  #addStrings(raw: RawArgument, values: ReadonlyMap<string, string>, name: PublicName, call: Call): void {
    for (const token of this.#arguments.stringTokens(raw)) {
      const [start, end] = this.#grammar.inside(this.#tokens, token);
      const text = this.#tokens.text.slice(start, end);
      const concept = values.get(text) ?? values.get(text.toLowerCase());
      if (concept) this.#findings.add(start, end, concept, name.path, "string", { call, raw });
    }
  }
}
