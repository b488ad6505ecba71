import type { OwnClass } from "../program";
import type { PublicName } from "../public-names";
import type { Expressions } from "./expressions";
import type { Value } from "./value";

/** A class inherits through no more classes of the file than this. */
const deepestLineage = 8;
const mostBases = 8;

/** What classes of the file itself inherit from. */
export class OwnClasses {
  readonly #expressions: Expressions;

  constructor(expressions: Expressions) {
    this.#expressions = expressions;
  }

  bases(own: OwnClass): readonly Value[] {
    const around = own.scope.parent ?? own.scope;
    return own.bases.slice(0, mostBases).map(([from, to]) => this.#expressions.evaluate(from, to, around));
  }

  /** The nearest public class that one of the file's inherits from. */
  publicBase(own: OwnClass, level = 0): PublicName | undefined {
    for (const base of this.bases(own)) {
      if (base?.kind === "public") return base.name;
      const inherited =
        base?.kind === "class" && level < deepestLineage ? this.publicBase(base.own, level + 1) : undefined;
      if (inherited) return inherited;
    }
    return undefined;
  }
}
