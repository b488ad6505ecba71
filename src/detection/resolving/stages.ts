import type { Stage } from "../model";
import type { Scope } from "../program";
import type { PublicName } from "../public-names";
import { code, NAME, PUNCTUATION, type Tokens } from "../tokens";
import type { CallArguments } from "./call-arguments";
import type { Evaluator } from "./evaluator";
import type { Item, Value } from "./value";

const openRound = code("(");
const closeRound = code(")");
const comma = code(",");
const dot = code(".");
const equals = code("=");

/** Lines of stages are followed no further than this. */
const longest = 60;
/** Brackets around a member of a sequence: `Sequential(OrderedDict([("a", …)]))` has four. */
const mostBrackets = 5;
/** A call of an attribute is looked for in so many tokens of its class. */
const longestClass = 20_000;

const sequences =
  /^(torch\.nn\.Sequential|keras\.Sequential|flax\.(linen|nnx)\.Sequential|tfjs\.(Sequential|sequential))$/;

/** Follows data backwards: through the members of a sequence, and from a call to the calls that made its input. */
export class Stages {
  readonly #tokens: Tokens;
  readonly #arguments: CallArguments;
  readonly #values: Evaluator;

  constructor(tokens: Tokens, args: CallArguments, values: Evaluator) {
    this.#tokens = tokens;
    this.#arguments = args;
    this.#values = values;
  }

  /** Before what is called at bracket `open`: a function or an object, or with `makes` a layer's constructor. */
  before(open: number, makes: boolean): readonly Stage[] {
    if (!makes) return this.#beforeCall(open);
    const applied = this.#tokens.partners[open]! + 1;
    if (this.#tokens.is(applied, openRound)) return this.#beforeCall(applied);
    const first = this.#chainStart(open);
    return (
      this.#beforeAttribute(first) ??
      this.#beforeMember(first) ??
      this.#beforeAdded(first) ??
      // An object may be given its data when it is made: a loader its dataset.
      this.#beforeCall(open)
    );
  }

  /** The stages that made the first argument of a call. */
  #beforeCall(open: number): Stage[] {
    const stages: Stage[] = [];
    let at = open;
    while (at > 0 && stages.length < longest) at = this.#input(at, stages);
    return stages.reverse();
  }

  /** Adds the stages of the call that made a call's input, last first; gives that call's bracket, 0 at the end. */
  #input(open: number, stages: Stage[]): number {
    const [input] = this.#arguments.raw(open);
    if (input?.position !== 0) return 0;
    let { from, to } = input;
    let scope = this.#arguments.scopeAt(from);
    for (let steps = 0; to === from + 1 && steps < longest; steps++) {
      const binding = this.#tokens.kinds[from] === NAME ? this.#values.bindingOf(from, scope) : undefined;
      if (binding?.source.kind !== "expression" || binding.source.index !== undefined) return 0;
      ({ from, to } = binding.source);
      scope = binding.scope;
    }
    const call = this.#tokens.partners[to - 1]!;
    if (!this.#tokens.is(to - 1, closeRound) || call <= from) return 0;
    const callee = this.#values.callee(from, call, scope);
    const own = this.#stagesOf(callee) ?? this.#functionStage(callee, call);
    if (!own) return 0;
    for (let i = own.length - 1; i >= 0; i--) stages.push(own[i]!);
    return call;
  }

  /** A layer is one stage, a sequence those of its members; undefined for anything else. */
  #stagesOf(value: Value, depth = 0): readonly Stage[] | undefined {
    if (value?.kind !== "instance" || value.open === 0 || depth > mostBrackets) return undefined;
    if (sequences.test(value.made.path)) {
      const list = this.#values.elements.of(value);
      return list && this.#unbroken(list.items, list.scope, depth + 1);
    }
    const { entry } = value.made;
    return entry && [this.#stage(value.made, entry.concept, value.open)];
  }

  #functionStage(value: Value, open: number): readonly Stage[] | undefined {
    const name = value?.kind === "public" ? value.name : undefined;
    return name?.entry && [this.#stage(name, name.entry.concept, open)];
  }

  #stage(name: PublicName, concept: string, open: number): Stage {
    return { api: name.entry?.api.name ?? name.path, concept, call: this.#arguments.all(open, name) };
  }

  /** The stages of members after the last one that is not known. */
  #unbroken(items: readonly Item[], scope: Scope, depth: number): Stage[] {
    let stages: Stage[] = [];
    for (const { from, to } of items) {
      const own = this.#stagesOf(this.#member(from, to, scope), depth);
      stages = own ? [...stages, ...own] : [];
    }
    return stages;
  }

  /** A member as such, or as the second of a named pair. */
  #member(from: number, to: number, scope: Scope): Value {
    const value = this.#values.evaluate(from, to, scope);
    if (value?.kind !== "items" || value.items.length !== 2) return value;
    const pair = value.items[1]!;
    return this.#values.evaluate(pair.from, pair.to, value.scope);
  }

  /** `self.conv = nn.Conv2d(…)`: before the one place where the class calls `self.conv(…)`. */
  #beforeAttribute(first: number): Stage[] | undefined {
    const tokens = this.#tokens;
    if (!tokens.is(first - 1, equals) || !tokens.is(first - 3, dot)) return undefined;
    let scope: Scope | undefined = this.#arguments.scopeAt(first);
    while (scope && scope.kind !== "class") scope = scope.parent;
    if (!scope) return undefined;
    const [self, name] = [tokens.values[first - 4], tokens.values[first - 2]];
    let call = 0;
    for (let i = scope.start; i < Math.min(scope.end, scope.start + longestClass); i++) {
      if (tokens.values[i] !== name || tokens.kinds[i] !== NAME || !tokens.is(i + 1, openRound)) continue;
      if (!tokens.is(i - 1, dot) || tokens.values[i - 2] !== self) continue;
      if (call > 0) return [];
      call = i + 1;
    }
    return call > 0 ? this.#beforeCall(call) : [];
  }

  /** A member of a sequence: before it stand the earlier members. */
  #beforeMember(first: number): Stage[] | undefined {
    let open = this.#bracketAround(first);
    for (let level = 0; open > 0 && level < mostBrackets; level++) {
      const scope = this.#arguments.scopeAt(open);
      if (this.#tokens.is(open, openRound) && this.#tokens.kinds[open - 1] === NAME) {
        const close = this.#tokens.partners[open]!;
        const made = this.#values.evaluate(this.#chainStart(open), close + 1, scope);
        if (made?.kind === "instance" && sequences.test(made.made.path))
          return this.#earlierMembers(made, first);
      }
      open = this.#bracketAround(open);
    }
    return undefined;
  }

  #earlierMembers(sequence: Value, token: number): Stage[] {
    const list = this.#values.elements.of(sequence);
    if (!list) return [];
    const own = list.items.findIndex(({ from, to }) => from <= token && token < to);
    return own < 0 ? [] : this.#unbroken(list.items.slice(0, own), list.scope, 1);
  }

  /** `model.add(…)`: before it come the earlier calls of the same kind, and what the model was made with. */
  #beforeAdded(first: number): Stage[] | undefined {
    const tokens = this.#tokens;
    const open = first - 1;
    const isAdd = tokens.is(open, openRound) && tokens.slice(open - 1) === "add" && tokens.is(open - 2, dot);
    if (!isAdd || tokens.kinds[open - 3] !== NAME || tokens.is(open - 4, dot)) return undefined;
    const scope = this.#arguments.scopeAt(open);
    const binding = this.#values.bindingOf(open - 3, scope);
    if (binding?.source.kind !== "expression") return [];
    let stages = [
      ...(this.#stagesOf(this.#values.evaluate(binding.source.from, binding.source.to, scope)) ?? []),
    ];
    for (let i = binding.source.to; i < open - 3; i++) {
      if (!this.#isSameCall(i, open - 3)) continue;
      const own = this.#stagesOf(this.#values.evaluate(i + 4, tokens.partners[i + 3]!, scope));
      stages = own ? [...stages, ...own] : [];
    }
    return stages;
  }

  /** Whether `model.add(` at a token is that at another one. */
  #isSameCall(i: number, other: number): boolean {
    for (let k = 0; k < 4; k++) {
      if (this.#tokens.kinds[i + k] !== this.#tokens.kinds[other + k]) return false;
      if (this.#tokens.values[i + k] !== this.#tokens.values[other + k]) return false;
    }
    return !this.#tokens.is(i - 1, dot);
  }

  /** The first token of `a.b.c` before a call's bracket, `new` left out. */
  #chainStart(open: number): number {
    let i = open - 1;
    while (i > 2 && this.#tokens.is(i - 1, dot) && this.#tokens.kinds[i - 2] === NAME) i -= 2;
    return i;
  }

  /** The innermost bracket around a token, 0 where there is none. */
  #bracketAround(token: number): number {
    const { kinds, values, partners } = this.#tokens;
    for (let i = token - 1; i > 0; i--) {
      if (kinds[i] !== PUNCTUATION || values[i] === comma) continue;
      const partner = partners[i]!;
      if (partner > token) return i;
      if (partner > 0 && partner < i) i = partner;
    }
    return 0;
  }
}
