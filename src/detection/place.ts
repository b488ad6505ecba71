import type { CallArguments } from "./call-arguments";
import type { RawArgument } from "./grammar";
import type { Argument, Found, How } from "./model";
import type { PublicName } from "./public-names";

/** A call by its bracket, and the name whose signature names its positional arguments. */
export interface Call {
  readonly open: number;
  readonly signature: PublicName | undefined;
}

/** Where the arguments of a found place stand. */
export interface PlaceCalls {
  readonly call?: Call | undefined;
  readonly made?: Call | undefined;
  /** The keyword or string argument itself. */
  readonly raw?: RawArgument | undefined;
}

const noCalls: PlaceCalls = {};

/** A found place; its arguments are read when they are asked for, as that happens to few places. */
export class Place implements Found {
  readonly #arguments: CallArguments;
  readonly #calls: PlaceCalls;

  constructor(
    readonly start: number,
    readonly end: number,
    readonly text: string,
    readonly concept: string,
    readonly api: string,
    readonly how: How,
    all: CallArguments,
    calls: PlaceCalls = noCalls,
  ) {
    this.#arguments = all;
    this.#calls = calls;
  }

  get argument(): Argument | undefined {
    const { raw, call } = this.#calls;
    return raw && this.#arguments.one(raw, call?.signature, this.#arguments.scopeAt(raw.from));
  }

  get call(): readonly Argument[] | undefined {
    const { call } = this.#calls;
    return call && this.#arguments.all(call.open, call.signature);
  }

  get made(): readonly Argument[] | undefined {
    const { made } = this.#calls;
    return made && this.#arguments.all(made.open, made.signature);
  }
}
