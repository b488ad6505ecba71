import * as vscode from "vscode";
import type { Theme } from "../cards/theme";
import type { CurriculumIndex } from "../curriculum/curriculum-index";
import { formulaPicture } from "../curriculum/formulas";
import { type ConceptFinder, sourceLanguages } from "./concept-finder";
import type { ContentStore } from "./content-store";
import { hoverMarkdown } from "./hover-markdown";
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
    const found =
      (await this.#finder.findAt(document, position)) ??
      (this.#settings.hoverInComments ? await this.#finder.findInProse(document, position) : undefined);
    if (!found || token.isCancellationRequested) return undefined;
    const { concepts, signature, explainer } = await this.#finder.prepare();
    const concept = concepts.get(found.concept);
    if (!concept || this.#settings.mutedConcepts.includes(concept.id)) return undefined;
    const pictures = this.#settings.hoverPictures;
    const formula = pictures ? formulaPicture(await this.#content.formulas(), concept.id) : undefined;
    const theme = themeOf(vscode.window.activeColorTheme.kind);
    const card = explainer.cardFor(found, concept, {
      language: this.#settings.language,
      theme,
      pictures,
      detail: this.#settings.hoverDetail,
      ...(formula === undefined ? {} : { formula }),
      signature,
    });
    const range = new vscode.Range(document.positionAt(found.start), document.positionAt(found.end));
    return new vscode.Hover(hoverMarkdown({ card, concept, theme }, this.#curriculum, explainer), range);
  }

  dispose(): void {
    this.#registration.dispose();
  }
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
