/** Languages that detection reads; a notebook is read cell by cell. */
export type SourceLanguage = "python" | "typescript";

/** How a name was recognised. */
export type How = "name" | "import" | "bound" | "method" | "argument" | "string";

/** A literal argument of the call at a found place. */
export interface Argument {
  /** Parameter name: as written, or from the signature for a positional one; undefined where unknown. */
  readonly name: string | undefined;
  /** 0-based position, undefined for a keyword argument. */
  readonly position: number | undefined;
  /** Its text as written. */
  readonly text: string;
  readonly value: LiteralValue;
}

/** The value of a literal (or of a constant bound to one in the same file); `undefined` where it is not literal. */
export type LiteralValue = number | string | boolean | null | undefined | readonly LiteralValue[];

/** A layer or function that data goes through. */
export interface Stage {
  /** Canonical public name. */
  readonly api: string;
  readonly concept: string;
  /** Of a layer, the arguments that made it; of a function, those of the call. */
  readonly call: readonly Argument[];
}

/** One place in a text where a concept stands. Offsets count UTF-16 units, as VS Code does. */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** The text between start and end. */
  readonly text: string;
  readonly concept: string;
  /** Canonical public name that it resolved to: `torch.nn.Dropout`. */
  readonly api: string;
  /** The dotted name as the text has it, where that is a place which the catalogue calls older. */
  readonly written?: string | undefined;
  readonly how: How;
  /** The keyword or string argument's own name and value, where `how` is `argument` or `string`. */
  readonly argument?: Argument;
  /** Arguments of the call; of a keyword or string, those of the call it belongs to. Undefined where nothing is called. */
  readonly call?: readonly Argument[];
  /**
   * Where `how` is `bound`: arguments of the constructor that made it, `0.25` of `self.drop = nn.Dropout(0.25)`.
   * Of gradient accumulation written by hand: its steps, and the loader's batch size where it is known.
   */
  readonly made?: readonly Argument[];
  /**
   * What the data goes through directly before this layer or function, first first, as far as the text shows it in
   * one unbroken line: earlier members of the same sequence, or the calls that made its input. Empty where it shows none.
   */
  readonly before?: readonly Stage[];
}

/** One version of a text, read; what is asked for is worked out then, and kept. */
export interface Reading {
  /** All concepts of the text, ordered by start, not overlapping. */
  readonly all: readonly Found[];

  /** The concept that covers an offset, or ends at it; resolves no more than the statement around it. */
  at(offset: number): Found | undefined;
}

/** Finds concepts in texts; build one per catalogue, it prepares its look-up tables once. */
export interface Detector {
  /**
   * Reads a text. `above` and `below` are texts whose imports and bindings also hold: the other cells of a notebook,
   * from the first to the last. What the nearest above says goes before what those below say.
   * Takes over what it can from the text that was read before, so that reading again after an edit is quick.
   */
  read(text: string, language: SourceLanguage, above?: readonly string[], below?: readonly string[]): Reading;

  /** Whether an offset lies in a comment or in a docstring. */
  isProse(text: string, language: SourceLanguage, offset: number): boolean;
}
