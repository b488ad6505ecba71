import type { Argument } from "../model";
import type { Program, Scope } from "../program";
import type { Entry, PublicNames } from "../public-names";
import { code, LINE, NAME, NUMBER, type Tokens } from "../tokens";
import type { CallArguments } from "./call-arguments";
import { importsFramework } from "./conventions";
import type { Evaluator } from "./evaluator";
import type { Findings } from "./findings";
import { optionsOf } from "./value";

const dot = code(".");
const remainder = code("%");
const divide = code("/");
const divideBy = code("/=");
const equal = code("==");
const unequal = code("!=");
const openRound = code("(");
const closeRound = code(")");

/** The catalogue's name for it: a programmer's own loop has none. */
const means = "accelerate.Accelerator.accumulate";

/** The loop around a place is looked for no further back than this. */
const longestLoop = 600;

/**
 * Finds gradient accumulation that a training loop does by hand: the constant of `loss = loss / accum_steps`
 * and of `if (i + 1) % accum_steps == 0:`.
 */
export class Accumulation {
  readonly #tokens: Tokens;
  readonly #arguments: CallArguments;
  readonly #evaluator: Evaluator;
  readonly #findings: Findings;
  readonly #for: number;
  readonly #in: number;
  /** What the catalogue says of it, in programs that import PyTorch. */
  readonly #entry: Entry | undefined;

  constructor(
    program: Program,
    names: PublicNames,
    args: CallArguments,
    evaluator: Evaluator,
    findings: Findings,
  ) {
    this.#tokens = program.tokens;
    this.#arguments = args;
    this.#evaluator = evaluator;
    this.#findings = findings;
    this.#for = program.symbols.of("for");
    this.#in = program.symbols.of("in");
    this.#entry = importsFramework(program, names, "torch") ? names.at(means).entry : undefined;
  }

  /** Looks at the operator at token `i`. */
  find(i: number, scope: Scope): void {
    const tokens = this.#tokens;
    if (!this.#entry || tokens.kinds[i + 1] !== NAME) return;
    const isCounted = tokens.is(i, remainder);
    if (!isCounted && !tokens.is(i, divide) && !tokens.is(i, divideBy)) return;
    let token = i + 1;
    while (tokens.is(token + 1, dot) && tokens.kinds[token + 2] === NAME) token += 2;
    if (!/accum/i.test(tokens.slice(token)) || tokens.is(token + 1, openRound)) return;
    if (isCounted ? !this.#isCondition(token + 1) : !this.#isLoss(i - 1)) return;
    this.#findings.addToken(token, "bound", this.#entry, { given: () => this.#given(i, token, scope) });
  }

  /** Whether `== 0` follows, or `!= 0`, be it after a bracket's end. */
  #isCondition(after: number): boolean {
    const tokens = this.#tokens;
    const i = tokens.is(after, closeRound) ? after + 1 : after;
    const isCompared = tokens.is(i, equal) || tokens.is(i, unequal);
    return isCompared && tokens.kinds[i + 1] === NUMBER && tokens.slice(i + 1) === "0";
  }

  /** Whether a loss ends at token `last`: `total_loss`, `outputs.loss`, `criterion_loss(…)`. */
  #isLoss(last: number): boolean {
    const open = this.#tokens.is(last, closeRound) ? this.#tokens.partners[last]! : 0;
    const name = open > 0 ? open - 1 : last;
    return this.#tokens.kinds[name] === NAME && /loss|criterion/i.test(this.#tokens.slice(name));
  }

  /** How many batches, and how large each is, under the names that libraries give to both. */
  #given(operator: number, token: number, scope: Scope): readonly Argument[] {
    const text = this.#tokens.between(operator + 1, token + 1);
    const value = this.#arguments.literal(operator + 1, token + 1, scope);
    const steps: Argument = { name: "gradient_accumulation_steps", position: undefined, text, value };
    const size = this.#batchSize(operator, scope);
    return size ? [steps, size] : [steps];
  }

  /** The batch size of the loader that the loop around a token goes through. */
  #batchSize(token: number, scope: Scope): Argument | undefined {
    const tokens = this.#tokens;
    let line = this.#lineBefore(token);
    let indent = tokens.values[line]!;
    for (const end = token - longestLoop; line > 0 && line > end; line = this.#lineBefore(line - 1)) {
      if (tokens.values[line]! > indent) continue;
      indent = Math.min(indent, tokens.values[line]!);
      const isLoop = tokens.kinds[line + 1] === NAME && tokens.values[line + 1] === this.#for;
      const size = isLoop ? this.#sizeIn(line + 2, scope) : undefined;
      if (size) return size;
    }
    return undefined;
  }

  #lineBefore(token: number): number {
    let i = token;
    while (i > 0 && this.#tokens.kinds[i] !== LINE) i--;
    return i;
  }

  /** The batch size of a loader that a loop's head names after `in`. */
  #sizeIn(from: number, scope: Scope): Argument | undefined {
    const tokens = this.#tokens;
    let isAfterIn = false;
    for (let i = from; i < tokens.length && tokens.kinds[i] !== LINE; i++) {
      if (tokens.kinds[i] !== NAME || tokens.is(i - 1, dot)) continue;
      if (isAfterIn) {
        const [value] = optionsOf(this.#evaluator.walk(i, scope));
        const isLoader = value?.kind === "instance" && value.made.path === "torch.utils.data.DataLoader";
        if (isLoader && value.open > 0)
          return this.#arguments.all(value.open, value.made).find(({ name }) => name === "batch_size");
      } else isAfterIn = tokens.values[i] === this.#in;
    }
    return undefined;
  }
}
