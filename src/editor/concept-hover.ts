import * as vscode from "vscode";
import { type Card, cardFor } from "../cards/card";
import { escapeMarkdown } from "../cards/markup";
import { inTheme, type Theme } from "../cards/theme";
import type { CurriculumIndex } from "../curriculum/curriculum-index";
import { formulaPicture } from "../curriculum/formulas";
import type { Concept } from "../curriculum/model";
import { type ConceptFinder, sourceLanguages } from "./concept-finder";
import type { ContentStore } from "./content-store";
import { commands } from "./identifiers";
import type { Settings } from "./settings";

/** Explains the concept under the pointer; silent where there is nothing to say. */
export class ConceptHover implements vscode.HoverProvider, vscode.Disposable {
  readonly #finder: ConceptFinder;
  readonly #content: ContentStore;
  readonly #curriculum: CurriculumIndex;
  readonly #settings: Settings;
  readonly #registration: vscode.Disposable;

  constructor(finder: ConceptFinder, content: ContentStore, curriculum: CurriculumIndex, settings: Settings) {
    this.#finder = finder;
    this.#content = content;
    this.#curriculum = curriculum;
    this.#settings = settings;
    const selector = Object.keys(sourceLanguages).map((language) => ({ language }));
    this.#registration = vscode.languages.registerHoverProvider(selector, this);
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    if (!this.#settings.hoverEnabled(document.languageId)) return undefined;
    const found = await this.#finder.findAt(document, position);
    if (!found || token.isCancellationRequested) return undefined;
    const { concepts, signature } = await this.#finder.prepare();
    const concept = concepts.get(found.concept);
    if (!concept || this.#settings.mutedConcepts.includes(concept.id)) return undefined;
    const pictures = this.#settings.hoverPictures;
    const formula = pictures ? formulaPicture(await this.#content.formulas(), concept.id) : undefined;
    const theme = themeOf(vscode.window.activeColorTheme.kind);
    const card = cardFor(found, concept, {
      language: this.#settings.language,
      theme,
      pictures,
      detail: this.#settings.hoverDetail,
      ...(formula === undefined ? {} : { formula }),
      signature,
    });
    const range = new vscode.Range(document.positionAt(found.start), document.positionAt(found.end));
    return new vscode.Hover(this.#markdown(card, concept, theme), range);
  }

  dispose(): void {
    this.#registration.dispose();
  }

  #markdown(card: Card, concept: Concept, theme: Theme): vscode.MarkdownString {
    const markdown = new vscode.MarkdownString(undefined, true);
    markdown.isTrusted = {
      enabledCommands: [
        commands.openQuestion,
        commands.explainConcept,
        commands.runDemo,
        commands.muteConcept,
      ],
    };
    const { name, other } = card.title;
    const title = `**${escapeMarkdown(name)}**${other === undefined ? "" : ` · ${escapeMarkdown(other)}`}`;
    const picture =
      card.picture &&
      `![${escapeMarkdown(card.picture.alt)}](${pictureAddress(inTheme(card.picture.svg, theme))})`;
    // The links stand beside the title: VS Code cuts a hover off at 250 pixels, and below the text they would scroll.
    const paragraphs = [
      `${title}${gap}${this.#links(card, concept)}`,
      card.sentence,
      card.fact,
      picture,
      card.pitfall,
      card.elsewhere,
    ];
    markdown.appendMarkdown(
      paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== "").join("\n\n"),
    );
    return markdown;
  }

  /** Only what can be done now: where no question is written yet, the concept's own page explains. */
  #links(card: Card, concept: Concept): string {
    const { explain, run, mute } = card.actions;
    const question = this.#curriculum.firstComplete(concept.questions);
    const links = [
      question === undefined
        ? commandLink("book", explain.label, commands.explainConcept, [concept.id])
        : commandLink("book", explain.label, commands.openQuestion, [question]),
    ];
    const demo = this.#curriculum.firstComplete(
      run.question === undefined ? concept.questions : [run.question],
    );
    if (demo !== undefined) links.push(commandLink("play", run.label, commands.runDemo, [demo, run.params]));
    links.push(commandLink("bell-slash", mute.label, commands.muteConcept, [mute.concept]));
    return links.join(gap);
  }
}

const gap = "&nbsp;&nbsp;&nbsp;";

function commandLink(icon: string, label: string, command: string, args: readonly unknown[]): string {
  return `[$(${icon}) ${escapeMarkdown(label)}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
}

function pictureAddress(svg: string): string {
  const bytes = new TextEncoder().encode(svg);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:image/svg+xml;base64,${btoa(binary)}`;
}

function themeOf(kind: vscode.ColorThemeKind): Theme {
  switch (kind) {
    case vscode.ColorThemeKind.Light:
      return "light";
    case vscode.ColorThemeKind.Dark:
      return "dark";
    case vscode.ColorThemeKind.HighContrast:
      return "high-contrast";
    case vscode.ColorThemeKind.HighContrastLight:
      return "high-contrast-light";
  }
}
