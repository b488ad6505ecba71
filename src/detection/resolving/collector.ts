import type { Grammar } from "../grammar";
import type { Found } from "../model";
import type { Program, Scope } from "../program";
import type { PublicNames } from "../public-names";
import { code, NAME, PUNCTUATION, STRING, type Tokens } from "../tokens";
import { Accumulation } from "./accumulation";
import { CallArguments } from "./call-arguments";
import { CausalMasks } from "./causal-masks";
import { ChainFindings } from "./chain-findings";
import type { Conventions } from "./conventions";
import { Evaluator } from "./evaluator";
import { Findings } from "./findings";
import { RuledArguments } from "./ruled-arguments";
import { Stages } from "./stages";

const openRound = code("(");
const dot = code(".");
const optionalDot = code("?.");
const colon = code(":");
const equals = code("=");

/** The bracket around a key is looked for no further than this. */
const mostSteps = 200;

/** Goes over the tokens of one program, or of one statement, and collects what its chains give away. */
export class Collector {
  readonly #program: Program;
  readonly #tokens: Tokens;
  readonly #grammar: Grammar;
  readonly #arguments: CallArguments;
  readonly #evaluator: Evaluator;
  readonly #findings: Findings;
  readonly #chains: ChainFindings;
  readonly #accumulation: Accumulation;
  /** Where the text itself starts, after earlier ones. */
  readonly #base: number;

  constructor(
    program: Program,
    names: PublicNames,
    grammar: Grammar,
    conventions: Conventions,
    base: number,
  ) {
    const { tokens } = program;
    this.#program = program;
    this.#tokens = tokens;
    this.#grammar = grammar;
    this.#base = base;
    this.#arguments = new CallArguments(program, names, grammar);
    this.#evaluator = new Evaluator(
      program,
      names,
      grammar,
      conventions,
      this.#arguments,
      1 + tokens.lastAt(base - 1),
    );
    const stages = new Stages(tokens, this.#arguments, this.#evaluator);
    this.#findings = new Findings(tokens, base, { arguments: this.#arguments, stages });
    const rules = new RuledArguments(tokens, names, grammar, this.#arguments, this.#findings);
    const { members, lookup } = this.#evaluator;
    const masks = new CausalMasks(program, names, this.#arguments, lookup, this.#findings);
    this.#chains = new ChainFindings(tokens, names, members, rules, masks, this.#findings);
    this.#accumulation = new Accumulation(program, names, this.#arguments, this.#evaluator, this.#findings);
  }

  /** Everything that starts at `base` or later, offsets relative to it. */
  all(): Found[] {
    return this.#collect(1 + this.#tokens.lastAt(this.#base - 1), this.#tokens.length);
  }

  /** What the statement at an offset from `base` holds. */
  around(offset: number): Found[] {
    const i = this.#tokens.lastAt(this.#base + offset);
    const [from, to] = this.#grammar.statementAt(this.#tokens, i);
    return this.#collect(from, to);
  }

  /** Whether a dictionary's key stands at an offset from `base`, which may be an argument of a call elsewhere. */
  isKey(offset: number): boolean {
    const tokens = this.#tokens;
    const last = tokens.lastAt(this.#base + offset);
    const i = tokens.ends[last - 1] === this.#base + offset ? last - 1 : last;
    if (tokens.kinds[i] === STRING) return tokens.is(i + 1, colon);
    if (tokens.kinds[i] !== NAME || !tokens.is(i + 1, equals)) return false;
    let at = i - 1;
    for (let steps = 0; at > 0 && !tokens.is(at, openRound) && steps < mostSteps; steps++, at--) {
      const partner = tokens.partners[at]!;
      if (partner > 0 && partner < at) at = partner;
    }
    return tokens.is(at, openRound) && tokens.slice(at - 1) === "dict";
  }

  #collect(from: number, to: number): Found[] {
    this.#program.readOn(from, to);
    this.#imports(from, to);
    const { skip, hot, scopes, stars } = this.#program;
    if (stars.length > 0) hot.fill(1);
    const tokens = this.#tokens;
    let scope = this.#arguments.scopeAt(from);
    let nextScope = this.#arguments.scopesUpTo(from);
    for (let i = from; i < to; i++) {
      while (nextScope < scopes.length && scopes[nextScope]!.start <= i) scope = scopes[nextScope++]!;
      while (i >= scope.end && scope.parent) scope = scope.parent;
      const kind = tokens.kinds[i];
      if (kind === NAME) {
        if (skip[i] === 1 || this.#isDot(i - 1)) continue;
        const symbol = tokens.values[i]!;
        if (this.#grammar.isKeyword(symbol) || (hot[symbol] !== 1 && !this.#hasMembers(i))) continue;
        this.#evaluator.walk(i, scope, this.#chains);
      } else if (kind === PUNCTUATION) {
        if (tokens.values[i] === openRound) this.#afterBracket(i, scope);
        else this.#accumulation.find(i, scope);
      }
    }
    return this.#findings.take();
  }

  #imports(from: number, to: number): void {
    for (const { token, name } of this.#program.imported)
      if (token >= from && token < to && name.entry) this.#findings.addToken(token, "import", name.entry);
  }

  /** Whether a dot follows the name at token `i`, or its call: a method may give away what it is. */
  #hasMembers(i: number): boolean {
    const partner = this.#tokens.partners[i + 1]!;
    return this.#isDot(partner > i ? partner + 1 : i + 1);
  }

  #isDot(i: number): boolean {
    if (this.#tokens.kinds[i] !== PUNCTUATION) return false;
    const value = this.#tokens.values[i];
    return value === dot || value === optionalDot;
  }

  /** `(a + b).backward()`: what follows a bracket that is no call. */
  #afterBracket(open: number, scope: Scope): void {
    const tokens = this.#tokens;
    const close = tokens.partners[open]!;
    if (close === 0 || !this.#isDot(close + 1)) return;
    const before = tokens.kinds[open - 1];
    const isCall =
      (before === NAME && !this.#grammar.isKeyword(tokens.values[open - 1]!)) ||
      (before === PUNCTUATION && tokens.partners[open - 1]! > 0 && tokens.partners[open - 1]! < open - 1);
    if (isCall) return;
    const value = this.#evaluator.evaluate(open + 1, close, scope);
    this.#evaluator.trail(value, close, "name", close + 1, scope, this.#chains);
  }
}
