import type { Concept, Parameter } from "../curriculum/model";
import type { Argument, Found, LiteralValue } from "../detection/model";
import { code, type Markup, number } from "./markup";

export type Framework =
  | "torch"
  | "keras"
  | "tensorflow"
  | "tfjs"
  | "flax"
  | "jax"
  | "optax"
  | "sklearn"
  | "huggingface"
  | "other";

const frameworks: readonly (readonly [prefix: string, framework: Framework])[] = [
  ["torch", "torch"],
  ["lightning", "torch"],
  ["pytorch_lightning", "torch"],
  ["keras", "keras"],
  ["tensorflow", "tensorflow"],
  ["tfjs", "tfjs"],
  ["flax", "flax"],
  ["jax", "jax"],
  ["optax", "optax"],
  ["sklearn", "sklearn"],
  ["transformers", "huggingface"],
  ["datasets", "huggingface"],
  ["peft", "huggingface"],
];

export function frameworkOf(api: string): Framework {
  const root = api.split(".")[0] ?? "";
  return frameworks.find(([prefix]) => root.startsWith(prefix))?.[1] ?? "other";
}

/** What an argument means, by any of the names that frameworks give it. */
export interface Role {
  readonly names: readonly string[];
  /** Defaults to fall back on where the catalogue lists no signature. */
  readonly usual?: Partial<Record<Framework, LiteralValue>>;
}

/** One value of the line, written there or the library's default. */
export interface Given {
  readonly name: string;
  readonly text: string;
  readonly value: LiteralValue;
  readonly written: boolean;
}

/** A layer or function that stands before another one. */
export interface Before {
  readonly concept: string;
  readonly line: Line;
}

const place = { start: 0, end: 0, text: "", how: "name" } as const;

/** What is known of the place that a card is about. */
export class Line {
  readonly api: string;
  /** The name as it was written, where that is an older place of it. */
  readonly olderPath: string | undefined;
  readonly framework: Framework;
  /** Last part of the name, lower case without underscores: `leakyrelu`, `adam` of AdamOptimizer; of a string, the string's. */
  readonly variant: string;
  /** The keyword argument or string that was found, where it is one. */
  readonly argument: Argument | undefined;
  readonly how: Found["how"];
  /** Whether a card can speak of what stands here: there is a call, an argument or a string to speak of. */
  readonly speaks: boolean;
  private readonly parameters: readonly Parameter[];
  private readonly call: readonly Argument[] | undefined;

  constructor(
    private readonly found: Found,
    private readonly concept: Concept,
    private readonly signature: ((api: string) => readonly Parameter[] | undefined) | undefined,
  ) {
    this.api = found.api;
    this.olderPath = found.written;
    this.framework = frameworkOf(found.api);
    this.how = found.how;
    this.argument = found.argument;
    const own = concept.apis.find((api) => api.name === found.api)?.parameters;
    this.parameters = found.how === "string" ? [] : (own ?? signature?.(found.api) ?? []);
    this.call = callOf(found);
    this.speaks = this.call !== undefined || found.argument !== undefined;
    const string = found.how === "string" ? found.argument?.value : undefined;
    const name = typeof string === "string" ? string : (found.api.split(".").at(-1) ?? "");
    this.variant = name
      .replaceAll("_", "")
      .toLowerCase()
      .replace(/(?<=.)optimizer$/, "");
  }

  /** What the data goes through before it, nearest first. */
  get before(): readonly Before[] {
    return (this.found.before ?? []).toReversed().map((stage) => {
      const found: Found = { ...place, concept: stage.concept, api: stage.api, call: stage.call };
      return { concept: stage.concept, line: new Line(found, { ...this.concept, apis: [] }, this.signature) };
    });
  }

  /** The call's own arguments can be read; otherwise only defaults can. */
  get called(): boolean {
    return this.call !== undefined;
  }

  /** The call that a string stands in, as if the whole argument had been found. */
  get around(): Line {
    if (this.how !== "string") return this;
    const { start, end, text, concept, api, argument, call } = this.found;
    const around: Found = { start, end, text, concept, api, how: "argument", argument, call };
    return new Line(around, this.concept, this.signature);
  }

  /** The argument of that role: written, or else its default; undefined where neither is known. */
  given(role: Role): Given | undefined {
    return this.written(role) ?? this.byDefault(role);
  }

  written(role: Role): Given | undefined {
    const argument = this.call?.find((one) => role.names.includes(this.nameOf(one) ?? ""));
    const found = this.argument;
    if (argument === undefined && found?.name !== undefined && role.names.includes(found.name)) {
      return { name: found.name, text: found.text, value: found.value, written: true };
    }
    if (argument === undefined) return undefined;
    return { name: this.nameOf(argument) ?? "", text: argument.text, value: argument.value, written: true };
  }

  /** Names of all arguments that the call writes, by keyword or by position. */
  get argumentNames(): readonly string[] {
    return (this.call ?? []).flatMap((one) => this.nameOf(one) ?? []);
  }

  private nameOf(argument: Argument): string | undefined {
    if (argument.name !== undefined) return argument.name;
    if (argument.position === undefined) return undefined;
    const parameter = this.parameters[argument.position];
    return parameter?.keywordOnly ? undefined : parameter?.name;
  }

  private byDefault(role: Role): Given | undefined {
    if (this.isOpen()) return undefined;
    const parameter = this.parameters.find((one) => role.names.includes(one.name));
    if (parameter?.default !== undefined) {
      const value = literal(parameter.default);
      return { name: parameter.name, text: parameter.default, value, written: false };
    }
    const value = role.usual?.[this.framework];
    if (value === undefined) return undefined;
    const name = parameter?.name ?? role.names[0] ?? "";
    return { name, text: textOf(value, this.framework), value, written: false };
  }

  /** Arguments that the line passes on (`*args`, `**options`, `...options`) may set anything; so may unnamed ones. */
  private isOpen(): boolean {
    if (this.call === undefined) return this.how === "bound";
    return this.call.some(
      (one) =>
        /^(\*|\.\.\.)/.test(one.text) ||
        (this.nameOf(one) === undefined && this.parameters.length === 0 && one.value !== undefined),
    );
  }

  number(role: Role): number | undefined {
    const value = this.given(role)?.value;
    return typeof value === "number" && Number.isFinite(value) ? value : undefined;
  }

  string(role: Role): string | undefined {
    const value = this.given(role)?.value;
    return typeof value === "string" ? value : undefined;
  }

  boolean(role: Role): boolean | undefined {
    const value = this.given(role)?.value;
    return typeof value === "boolean" ? value : undefined;
  }

  /** `count` numbers: a lone number stands for all of them, as libraries have it. */
  numbers(role: Role, count: number): readonly number[] | undefined {
    return broadcast(this.given(role)?.value, count);
  }

  list(role: Role): readonly number[] | undefined {
    const value = this.given(role)?.value;
    return isNumbers(value) ? value : undefined;
  }
}

function isNumbers(value: LiteralValue): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === "number" && Number.isFinite(one));
}

export function broadcast(value: LiteralValue, count: number): readonly number[] | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return Array<number>(count).fill(value);
  if (!isNumbers(value)) return undefined;
  if (value.length === count) return value;
  return value.length === 1 ? Array<number>(count).fill(value[0] ?? 0) : undefined;
}

/** `p = 0.25` as code; `p = RATE = 0.25` where the line names a constant. */
export function shown(given: Given): Markup {
  return code(assignment(given));
}

function assignment({ name, text, value }: Given): string {
  const isName = /^[A-Za-z_][\w.]*$/.test(text) && literal(text) === undefined;
  if (!isName || typeof value !== "number") return `${name} = ${text}`;
  return name === text ? `${name} = ${plainNumber(value)}` : `${name} = ${text} = ${plainNumber(value)}`;
}

/** As code writes it, without a true minus and commas. */
function plainNumber(value: number): string {
  return number(value).replace("−", "-").replaceAll(",", "");
}

/** Several of them in one code span; undefined ones are left out. */
export function shownAll(givens: readonly (Given | undefined)[]): Markup {
  const present = givens.filter((given) => given !== undefined);
  return code(present.map(assignment).join(", "));
}

function textOf(value: LiteralValue, framework: Framework): string {
  if (typeof value === "number") return plainNumber(value);
  if (typeof value === "string") return `"${value}"`;
  if (typeof value === "boolean" && framework !== "tfjs") return value ? "True" : "False";
  if (value === null) return framework === "tfjs" ? "null" : "None";
  return Array.isArray(value) ? `(${value.map((one) => textOf(one, framework)).join(", ")})` : String(value);
}

/** The value of a default as the catalogue writes it; undefined where it is not a literal. */
export function literal(source: string): LiteralValue {
  const text = source.trim();
  if (/^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text.replaceAll("_", ""));
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  if (text === "None" || text === "null") return null;
  const quoted = /^(['"])(.*)\1$/s.exec(text);
  if (quoted !== null) return quoted[2];
  if (!/^[([].*[)\]]$/s.test(text)) return undefined;
  const inside = text.slice(1, -1).trim().replace(/,$/, "");
  if (/[()[\]]/.test(inside)) return undefined;
  return inside === "" ? [] : inside.split(",").map(literal);
}

/** Of a string, the call around it belongs to something else; a bound name is called with data, but was made with arguments. */
function callOf(found: Found): readonly Argument[] | undefined {
  if (found.how === "string") return undefined;
  return found.how === "bound" ? found.made : found.call;
}
