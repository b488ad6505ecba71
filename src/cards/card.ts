import { type ConceptTitle, conceptTitle } from "../curriculum/concept-title";
import type { Concept, Language, Parameter } from "../curriculum/model";
import type { Found } from "../detection/model";
import { Line } from "./arguments";
import { elsewhereText } from "./elsewhere";
import type { Choose, Fact } from "./fact";
import { argumentFact } from "./facts/arguments/registry";
import { factMakers } from "./facts/registry";
import { olderText } from "./older";
import type { Theme } from "./theme";
import { words } from "./words";

/** What the learner sees over a name in their code; plain data, texts are light Markdown. */
export interface Card {
  readonly title: ConceptTitle;
  readonly sentence: string;
  /** Drawn with colour roles: give them colours with `inTheme`. */
  readonly picture?: CardPicture;
  /** What it does here, with the numbers worked out; its label is part of it. */
  readonly fact?: string;
  /** What its library calls this today, where the line writes an older name or argument. */
  readonly older?: string;
  readonly pitfall?: string;
  /** The same thing in other frameworks, where their defaults differ. */
  readonly elsewhere?: string;
  readonly actions: CardActions;
}

export interface CardPicture {
  readonly svg: string;
  /** What the picture shows; plain text. */
  readonly alt: string;
}

/** Labels are plain text. */
export interface CardActions {
  readonly explain: { readonly label: string };
  readonly run: {
    /** The demo that takes values from this line; undefined: any demo about the concept will do. */
    readonly question?: number;
    /** By the demo's parameter names, in the learner's language. */
    readonly params: Readonly<Record<string, ParamValue>>;
    readonly label: string;
  };
  readonly mute: { readonly concept: string; readonly label: string };
}

export type ParamValue = number | string | boolean;

export interface CardContext {
  readonly language: Language;
  readonly theme: Theme;
  readonly pictures: boolean;
  /** `short`: title, sentence, fact and actions only. */
  readonly detail: "short" | "full";
  /** SVG of the concept's formula, drawn in `currentColor`. */
  readonly formula?: string;
  /** Parameters of any canonical name: lets a keyword argument's card know the defaults of the call around it. */
  readonly signature?: (api: string) => readonly Parameter[] | undefined;
}

/** The card of a found place. Pure: the same place in the same context gives the same card. */
export function cardFor(found: Found, concept: Concept, context: CardContext): Card {
  const pick: Choose = (en, zh) => (context.language === "en" ? en : zh);
  const line = new Line(found, concept, context.signature);
  const fact = { ...factMakers[concept.id]?.(line, pick), ...argumentFact(concept.id, line, pick) };
  const full = context.detail === "full";
  const picture = full && context.pictures ? pictureOf(fact, concept, context) : undefined;
  const text = textOf(fact, line, pick);
  const pitfall = full ? (fact.pitfall?.markdown ?? concept.pitfall?.[context.language]) : undefined;
  const elsewhere = full ? elsewhereText(concept, line.framework, context.language) : undefined;
  const older = olderText(line, concept, pick)?.markdown;
  const label = (name: string, body: string): string => `**${name}** ${body}`;
  return {
    title: conceptTitle(concept.name, context.language),
    sentence: concept.sentence[context.language],
    ...(picture && { picture }),
    ...(text !== undefined && { fact: text }),
    ...(older !== undefined && { older }),
    ...(pitfall !== undefined && { pitfall: label(pick(...words.pitfall), pitfall) }),
    ...(elsewhere !== undefined && { elsewhere: label(pick(...words.elsewhere), elsewhere) }),
    actions: actionsOf(fact, concept, pick),
  };
}

function textOf(fact: Fact, line: Line, pick: Choose): string | undefined {
  const label = line.how === "bound" && !fact.isHere ? pick(...words.asMade) : pick(...words.thisLine);
  if (fact.line !== undefined && line.speaks) return `**${label}** ${fact.line.markdown}`;
  return fact.note && begun(fact.note.markdown);
}

/** A note is a sentence of its own, while a line goes on after its label; names such as `tanh(0)` stay as they are. */
function begun(note: string): string {
  return note.replace(/^(?:[a-z]{2,}|a)(?= (?!←))/, (word) => word.slice(0, 1).toUpperCase() + word.slice(1));
}

function pictureOf(fact: Fact, concept: Concept, context: CardContext): CardPicture | undefined {
  if (fact.picture !== undefined) return fact.picture;
  const svg = context.formula;
  return svg === undefined || concept.formula === undefined ? undefined : { svg, alt: concept.formula };
}

function actionsOf(fact: Fact, concept: Concept, pick: Choose): CardActions {
  const run = fact.run;
  return {
    explain: { label: pick(...words.explain) },
    run: run
      ? { question: run.question, params: run.params, label: runLabel(run.shown, pick) }
      : { params: {}, label: pick(...words.run) },
    mute: { concept: concept.id, label: pick(...words.mute) },
  };
}

function runLabel(shown: string | undefined, pick: Choose): string {
  if (shown === undefined) return pick(...words.run);
  return pick(`Run with ${shown}`, `用${/^\p{Script=Han}/u.test(shown) ? "" : " "}${shown} 运行`);
}
