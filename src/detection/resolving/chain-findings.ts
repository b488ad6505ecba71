import type { How } from "../model";
import type { PublicName, PublicNames } from "../public-names";
import { code, NAME, type Tokens } from "../tokens";
import type { CausalMasks } from "./causal-masks";
import type { ChainListener } from "./evaluator";
import type { Findings } from "./findings";
import type { Members } from "./members";
import type { RuledArguments } from "./ruled-arguments";
import { nameOfMethod, optionsOf, publicOf, type Value } from "./value";

const openRound = code("(");
const equals = code("=");

/**
 * Finds concepts in one chain after another: the longest public name of a run of names, methods of typed values,
 * calls of what a constructor made, the arguments of calls, and what masks.
 */
export class ChainFindings implements ChainListener {
  readonly #tokens: Tokens;
  readonly #names: PublicNames;
  readonly #members: Members;
  readonly #rules: RuledArguments;
  readonly #masks: CausalMasks;
  readonly #findings: Findings;
  /** The longest public name so far that the catalogue knows, where it stands and how it came there. */
  #best: PublicName | undefined;
  #bestToken = 0;
  #bestHow: How = "name";

  constructor(
    tokens: Tokens,
    names: PublicNames,
    members: Members,
    rules: RuledArguments,
    masks: CausalMasks,
    findings: Findings,
  ) {
    this.#tokens = tokens;
    this.#names = names;
    this.#members = members;
    this.#rules = rules;
    this.#masks = masks;
    this.#findings = findings;
  }

  starts(value: Value, token: number, how: How): void {
    this.#best = undefined;
    this.#mayBe(publicOf(value), token, how);
  }

  #mayBe(name: PublicName | undefined, token: number, how: How): void {
    if (!name?.entry) return;
    this.#best = name;
    this.#bestToken = token;
    this.#bestHow = how === "bound" ? "bound" : "name";
  }

  member(owner: Value, receiver: number, symbol: number, value: Value, token: number): void {
    for (const option of this.#members.calledBy(owner, symbol))
      this.#addInstance(option, receiver, token + 1);
    this.#addMethod(owner, value, token);
    if (value?.kind !== "public") {
      this.#addBest(0);
      return;
    }
    // in `AutoTokenizer.from_pretrained` the class is a name of its own
    if (value.name.entry && this.#best && isClassName(this.#best.last)) this.#addBest(0);
    this.#mayBe(value.name, token, owner?.kind === "public" ? "name" : "bound");
  }

  called(value: Value, token: number, open: number, result: Value): void {
    this.#addBest(this.#bestToken === token ? open : 0);
    this.#addInstance(value, token, open);
    this.#rules.find(value, open);
    this.#masks.find(token, open);
    // `partial(nn.Dropout, p=0.1)` is given arguments of what it names
    if (result?.kind === "public" && result.preset === open) this.#rules.find(result, open);
  }

  subscripted(): void {
    this.#addBest(0);
  }

  ends(): void {
    // `self.act = F.relu` says what `act` is, and does not use it
    const isTarget = this.#bestHow === "bound" && this.#tokens.is(this.#bestToken + 1, equals);
    if (isTarget) this.#best = undefined;
    this.#addBest(0);
  }

  /** `open` is the bracket of the call that follows the name, 0 where there is none. */
  #addBest(open: number): void {
    const name = this.#best;
    this.#best = undefined;
    if (!name?.entry) return;
    const makes = isClassName(name.last) || this.#names.makes(name) === name;
    const calls = open > 0 ? { call: { open, signature: name }, makes } : undefined;
    this.#findings.addToken(this.#bestToken, this.#bestHow, name.entry, calls);
  }

  /** A method, if every way to read it means the same concept. */
  #addMethod(owner: Value, value: Value, token: number): void {
    const methods = owner?.kind === "choice" ? optionsOf(value) : [value];
    const name = nameOfMethod(methods[0]);
    const concept = name?.entry?.concept;
    if (!name?.entry || methods.some((method) => nameOfMethod(method)?.entry?.concept !== concept)) return;
    const isCalled = this.#tokens.is(token + 1, openRound);
    const call = isCalled ? { call: { open: token + 1, signature: name } } : undefined;
    this.#findings.addToken(token, "method", name.entry, call);
  }

  /** `self.drop(x)`: the call of what a constructor made. */
  #addInstance(value: Value, token: number, open: number): void {
    const options = optionsOf(value).filter((option) => !isIdentity(option));
    const [first] = options;
    if (first?.kind !== "instance" || first.open === 0 || !first.made.entry) return;
    if (token === this.#findings.lastToken || this.#tokens.kinds[token] !== NAME) return;
    const { concept } = first.made.entry;
    const isOne = options.length === 1;
    if (!isOne && !options.every((option) => isMadeAs(option, concept))) return;
    this.#findings.addToken(token, "bound", first.made.entry, {
      call: { open, signature: undefined },
      made: isOne ? { open: first.open, signature: first.made } : undefined,
    });
  }
}

function isMadeAs(value: Value, concept: string): boolean {
  return value?.kind === "instance" && value.open > 0 && value.made.entry?.concept === concept;
}

/** What stands for “no layer here”, as None does. */
function isIdentity(value: Value): boolean {
  return value?.kind === "instance" && /^(torch\.nn|keras\.layers)\.Identity$/.test(value.made.path);
}

function isClassName(name: string): boolean {
  return /^[A-Z]/.test(name);
}
