import type { Binding, Program, Scope } from "../program";

/** A name bound in more places than this is not worked out. */
export const mostBindings = 12;
/** Bindings of comprehensions with the same name around one place. */
const mostNested = 12;

/** Tells which bindings a name may stand for where it is used; what they are worth is for others to say. */
export class NameLookup {
  readonly #moduleNames: ReadonlyMap<number, readonly Binding[]>;
  /** Where the text itself starts, after the other cells of its notebook. */
  readonly #start: number;

  constructor(program: Program, start: number) {
    this.#moduleNames = program.scopes[0]!.names;
    this.#start = start;
  }

  /**
   * The bindings that a use at token `at` may see, the nearest first: one where it is certain, several where
   * it depends on the way taken, none where there are too many. Undefined where no scope binds the name.
   */
  bindingsOf(symbol: number, start: Scope, at: number): readonly Binding[] | undefined {
    let isSameRun = true;
    for (let scope: Scope | undefined = start; scope; scope = scope.parent) {
      if (scope.kind !== "class" || scope === start) {
        const local = scope.local && innermost(scope.local.get(symbol), at);
        if (local) return [local];
        const bindings = scope.names.get(symbol);
        const reach = isSameRun ? at : scope.end;
        // a cell below stands before the ones above, whose names it may use
        const isInOtherCell = !scope.parent && at < this.#start && (bindings?.[0]?.at ?? 0) > reach;
        if (bindings && isInOtherCell) return boundBefore(bindings, scope.end);
        if (bindings && (scope.parent || bindings[0]!.at <= reach)) return boundBefore(bindings, reach);
      }
      if (scope.kind === "function") isSameRun = false;
    }
    return undefined;
  }

  /** The binding that certainly holds for a name at a token of its own scope or of a block's around it. */
  certainBinding(symbol: number, start: Scope, at: number): Binding | undefined {
    for (let scope: Scope | undefined = start; scope; scope = scope.parent) {
      const bindings = scope.kind === "class" && scope !== start ? undefined : scope.names.get(symbol);
      const last = bindings?.[countUpTo(bindings, at) - 1];
      if (last) return holdsAt(last, at) ? last : undefined;
      if (bindings || scope.kind === "function") return undefined;
    }
    return undefined;
  }

  /** Whether the module imports something under this name. */
  isImported(symbol: number): boolean {
    return this.#moduleNames.get(symbol)?.some(isImportLike) ?? false;
  }
}

/** `const { relu } = tf` brings a name in as an import does. */
export function isImportLike({ source }: Binding): boolean {
  return source.kind === "import" || source.kind === "property";
}

/** Back to the nearest binding that is certain to have been executed. */
function boundBefore(bindings: readonly Binding[], at: number): readonly Binding[] {
  const candidates: Binding[] = [];
  for (let i = countUpTo(bindings, at) - 1; i >= 0; i--) {
    const binding = bindings[i]!;
    candidates.push(binding);
    if (candidates.length > mostBindings) return [];
    if (holdsAt(binding, at)) break;
  }
  return candidates;
}

/** Of the variables of comprehensions around a token, the innermost. */
function innermost(bindings: readonly Binding[] | undefined, at: number): Binding | undefined {
  if (!bindings) return undefined;
  let found: Binding | undefined;
  const last = countUpTo(bindings, at) - 1;
  for (let i = last; i >= 0 && i > last - mostNested; i--) {
    const binding = bindings[i]!;
    if (holdsAt(binding, at) && (!found || binding.block.start > found.block.start)) found = binding;
  }
  return found;
}

function holdsAt({ block }: Binding, at: number): boolean {
  return block.start <= at && at < block.end;
}

/** How many bindings hold from `at` or earlier. */
function countUpTo(bindings: readonly Binding[], at: number): number {
  let low = 0;
  let high = bindings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bindings[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
