import { type Binding, classAround, type Program, type Scope } from "../program";
import type { Entry, PublicNames } from "../public-names";
import { code, NAME, STRING, type Tokens } from "../tokens";
import type { CallArguments } from "./call-arguments";
import { importsFramework } from "./conventions";
import type { Findings } from "./findings";
import type { NameLookup } from "./name-lookup";

const dot = code(".");
const openRound = code("(");

/** A mask is made from other names through no more bindings than this. */
const deepest = 3;
/** A mask's making is looked at no further than this, and its class. */
const longestMaking = 200;
const longestClass = 20_000;

/**
 * Finds `scores.masked_fill(mask == 0, …)` whose mask is evidently causal: made with `tril` or `triu`, in the text
 * of the call, of a name or attribute in it, or of a buffer that the class registers.
 */
export class CausalMasks {
  readonly #program: Program;
  readonly #tokens: Tokens;
  readonly #arguments: CallArguments;
  readonly #lookup: NameLookup;
  readonly #findings: Findings;
  /** What the catalogue says of it, in programs that import PyTorch. */
  readonly #entry: Entry | undefined;
  readonly #fills: ReadonlySet<number>;
  readonly #triangles: ReadonlySet<number>;
  readonly #register: number;

  constructor(
    program: Program,
    names: PublicNames,
    args: CallArguments,
    lookup: NameLookup,
    findings: Findings,
  ) {
    const { symbols } = program;
    this.#program = program;
    this.#tokens = program.tokens;
    this.#arguments = args;
    this.#lookup = lookup;
    this.#findings = findings;
    const triangle = importsFramework(program, names, "torch") ? names.at("torch.tril").entry : undefined;
    this.#entry = triangle && {
      concept: triangle.concept,
      api: { ...triangle.api, name: "torch.Tensor.masked_fill", parameters: [] },
    };
    this.#fills = new Set([symbols.of("masked_fill"), symbols.of("masked_fill_")]);
    this.#triangles = new Set([symbols.of("tril"), symbols.of("triu")]);
    this.#register = symbols.of("register_buffer");
  }

  /** Looks at the call at bracket `open`, whose name stands at `token`. */
  find(token: number, open: number): void {
    if (!this.#entry || !this.#fills.has(this.#tokens.values[token]!)) return;
    if (this.#tokens.kinds[token] !== NAME || !this.#tokens.is(token - 1, dot)) return;
    const [mask] = this.#arguments.raw(open);
    if (!mask || !this.#isCausal(mask.from, mask.to, this.#arguments.scopeAt(open), 0)) return;
    this.#findings.addToken(token, "method", this.#entry);
  }

  /** Whether a triangle of ones goes into what is written in `[from, to)`. */
  #isCausal(from: number, to: number, scope: Scope, depth: number): boolean {
    const tokens = this.#tokens;
    if (depth > deepest) return false;
    for (let i = from; i < Math.min(to, from + longestMaking); i++) {
      if (tokens.kinds[i] !== NAME) continue;
      if (this.#triangles.has(tokens.values[i]!)) return true;
      const made = tokens.is(i - 1, dot) ? this.#membersOf(i, scope) : this.#namesOf(i, scope);
      if (made.some((binding) => this.#isMadeCausal(binding, depth))) return true;
      if (tokens.is(i - 1, dot) && this.#isBuffer(i, scope)) return true;
    }
    return false;
  }

  /** The binding of a name at token `i`, where there is but one. */
  #namesOf(i: number, scope: Scope): readonly Binding[] {
    const bindings = this.#lookup.bindingsOf(this.#tokens.values[i]!, scope, i);
    return bindings?.length === 1 ? bindings : [];
  }

  /** The bindings of `self.name` in the class around. */
  #membersOf(i: number, scope: Scope): readonly Binding[] {
    return classAround(scope)?.own?.members.get(this.#tokens.values[i]!) ?? [];
  }

  #isMadeCausal({ source, scope }: Binding, depth: number): boolean {
    return source.kind === "expression" && this.#isCausal(source.from, source.to, scope, depth + 1);
  }

  /** Whether the class registers a triangle under the name at token `i`: `register_buffer("mask", torch.tril(…))`. */
  #isBuffer(i: number, scope: Scope): boolean {
    const tokens = this.#tokens;
    const around = classAround(scope);
    if (!around) return false;
    const name = this.#program.symbols.name(tokens.values[i]!);
    for (let at = around.start; at < Math.min(around.end, around.start + longestClass); at++) {
      if (tokens.values[at] !== this.#register || tokens.kinds[at] !== NAME) continue;
      const open = at + 1;
      if (!tokens.is(open, openRound) || tokens.kinds[open + 1] !== STRING) continue;
      if (tokens.text.slice(...this.#arguments.keyRange(open + 1)) !== name) continue;
      if (this.#isCausal(open + 2, tokens.partners[open]!, this.#arguments.scopeAt(open), 1)) return true;
    }
    return false;
  }
}
