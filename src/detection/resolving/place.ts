import type { RawArgument } from "../grammar";
import type { Argument, Found, How, Stage } from "../model";
import type { PublicName } from "../public-names";
import type { CallArguments } from "./call-arguments";
import type { Stages } from "./stages";

/** A call by its bracket, and the name whose signature names its positional arguments. */
export interface Call {
  readonly open: number;
  readonly signature: PublicName | undefined;
}

/** Where the arguments of a found place stand. */
export interface PlaceCalls {
  readonly call?: Call | undefined;
  readonly made?: Call | undefined;
  /** What belongs to the place and stands in no call. */
  readonly given?: () => readonly Argument[];
  /** The keyword or string argument itself. */
  readonly raw?: RawArgument | undefined;
  /** Whether the call makes a layer, through which data goes later. */
  readonly makes?: boolean;
}

/** What places are read with. */
export interface PlaceReader {
  readonly arguments: CallArguments;
  readonly stages: Stages;
}

const noCalls: PlaceCalls = {};

/** A found place; its arguments are read when they are asked for, as that happens to few places. */
export class Place implements Found {
  readonly #reader: PlaceReader;
  readonly #calls: PlaceCalls;

  constructor(
    readonly start: number,
    readonly end: number,
    readonly text: string,
    readonly concept: string,
    readonly api: string,
    readonly how: How,
    reader: PlaceReader,
    calls: PlaceCalls = noCalls,
    readonly written?: string,
  ) {
    this.#reader = reader;
    this.#calls = calls;
  }

  get argument(): Argument | undefined {
    const { raw, call } = this.#calls;
    if (!raw) return undefined;
    const { arguments: all } = this.#reader;
    return all.one(raw, call?.signature, all.scopeAt(raw.from));
  }

  get call(): readonly Argument[] | undefined {
    const { call } = this.#calls;
    return call && this.#reader.arguments.all(call.open, call.signature);
  }

  get made(): readonly Argument[] | undefined {
    const { made, given } = this.#calls;
    if (given) return given();
    return made && this.#reader.arguments.all(made.open, made.signature);
  }

  get before(): readonly Stage[] {
    const { call, makes = false } = this.#calls;
    return call ? this.#reader.stages.before(call.open, makes) : [];
  }
}
