import * as vscode from "vscode";
import type { Card } from "../cards/card";
import type { Theme } from "../cards/theme";
import type { CurriculumIndex } from "../curriculum/curriculum-index";
import type { Concept } from "../curriculum/model";
import { commands } from "./identifiers";
import type { ExplainerModule } from "./shipped-module";

export interface HoverContent {
  readonly card: Card;
  readonly concept: Concept;
  readonly theme: Theme;
}

/** A card as the editor shows it. */
export function hoverMarkdown(
  { card, concept, theme }: HoverContent,
  curriculum: CurriculumIndex,
  { escapeMarkdown, inTheme }: ExplainerModule,
): vscode.MarkdownString {
  const { name, other } = card.title;
  const link = (text: string, { command, args }: Pick<Link, "command" | "args">): string =>
    `[${text}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
  // The name leads to the concept's own page, the links beside it to what can be done.
  const page = { command: commands.explainConcept, args: [concept.id] };
  const title = `${link(`**${escapeMarkdown(name)}**`, page)}${other === undefined ? "" : ` · ${escapeMarkdown(other)}`}`;
  const links = linksOf(card, concept, curriculum).map((one) =>
    link(`$(${one.icon}) ${escapeMarkdown(one.label)}`, one),
  );
  const picture =
    card.picture &&
    `![${escapeMarkdown(card.picture.alt)}](${pictureAddress(inTheme(card.picture.svg, theme))})`;
  // The links stand beside the title: VS Code cuts a hover off at 250 pixels, and below the text they would scroll.
  const head = [title, ...links].join("&nbsp;&nbsp;&nbsp;");
  const paragraphs = [head, card.sentence, card.fact, card.older, picture, card.pitfall, card.elsewhere];
  const text = paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== "").join("\n\n");
  const markdown = new vscode.MarkdownString(text, true);
  markdown.isTrusted = {
    enabledCommands: [commands.openQuestion, commands.explainConcept, commands.runDemo, commands.muteConcept],
  };
  return markdown;
}

interface Link {
  readonly icon: string;
  readonly label: string;
  readonly command: string;
  readonly args: readonly unknown[];
}

/** Only what can be done now: where no question is written yet, the concept's own page explains. */
function linksOf(card: Card, concept: Concept, curriculum: CurriculumIndex): readonly Link[] {
  const { explain, run, mute } = card.actions;
  const question = curriculum.firstComplete(concept.questions);
  const demo = curriculum.firstComplete(run.question === undefined ? concept.questions : [run.question]);
  const links: Link[] = [
    question === undefined
      ? { icon: "book", label: explain.label, command: commands.explainConcept, args: [concept.id] }
      : { icon: "book", label: explain.label, command: commands.openQuestion, args: [question] },
  ];
  if (demo !== undefined) {
    links.push({ icon: "play", label: run.label, command: commands.runDemo, args: [demo, run.params] });
  }
  links.push({ icon: "bell-slash", label: mute.label, command: commands.muteConcept, args: [mute.concept] });
  return links;
}

function pictureAddress(svg: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(svg)) binary += String.fromCharCode(byte);
  return `data:image/svg+xml;base64,${btoa(binary)}`;
}
