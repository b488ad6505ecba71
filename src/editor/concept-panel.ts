import * as vscode from "vscode";
import { conceptPageHtml } from "../curriculum/concept-page";
import { conceptTitle } from "../curriculum/concept-title";
import type { CurriculumIndex } from "../curriculum/curriculum-index";
import { conceptFormula } from "../curriculum/formulas";
import type { Concept } from "../curriculum/model";
import type { ConceptFinder, Prepared } from "./concept-finder";
import type { ContentStore } from "./content-store";
import { commands, conceptPanelType } from "./identifiers";
import type { Settings } from "./settings";
import { tabIcon } from "./tab-icon";

/**
 * Shows a concept's own page: what it is, its picture and formula, its names in each framework, its questions.
 * Compiled HTML without scripts; its links are command links to questions.
 */
export class ConceptPanel implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #content: ContentStore;
  readonly #curriculum: CurriculumIndex;
  readonly #finder: ConceptFinder;
  readonly #settings: Settings;
  readonly #subscription: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #shown:
    | { readonly concept: Concept; readonly formula: string | undefined; readonly prepared: Prepared }
    | undefined;

  constructor(
    extensionUri: vscode.Uri,
    content: ContentStore,
    curriculum: CurriculumIndex,
    finder: ConceptFinder,
    settings: Settings,
  ) {
    this.#extensionUri = extensionUri;
    this.#content = content;
    this.#curriculum = curriculum;
    this.#finder = finder;
    this.#settings = settings;
    this.#subscription = settings.onDidChange(() => this.#render());
  }

  /** Does nothing for an unknown id: command links can be made by anybody. */
  async open(id: string): Promise<void> {
    const prepared = await this.#finder.prepare();
    const concept = prepared.concepts.get(id);
    if (concept === undefined) return;
    this.#shown = { concept, formula: conceptFormula(await this.#content.formulas(), id), prepared };
    if (this.#panel) this.#panel.reveal(undefined, false);
    else this.#panel = this.#create();
    this.#render();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#panel?.dispose();
  }

  #create(): vscode.WebviewPanel {
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(conceptPanelType, "", column, {
      enableScripts: false,
      enableCommandUris: [commands.openQuestion],
      localResourceRoots: [vscode.Uri.joinPath(this.#extensionUri, "dist")],
    });
    panel.iconPath = tabIcon(this.#extensionUri);
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#shown = undefined;
    });
    return panel;
  }

  #render(): void {
    if (!this.#panel || !this.#shown) return;
    const language = this.#settings.language;
    const { webview } = this.#panel;
    const file = (...path: string[]): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#extensionUri, "dist", ...path)).toString();
    const { concept, formula, prepared } = this.#shown;
    const body = conceptPageHtml(concept, language, {
      formula,
      figure: prepared.explainer.conceptFigure(concept, language, prepared.signature),
      question: (number) => this.#curriculum.question(number),
    }).replace(
      /href="#question-(\d+)"/g,
      (_, number) => `href="command:${commands.openQuestion}?%5B${number}%5D"`,
    );
    this.#panel.title = conceptTitle(concept.name, language).name;
    webview.html = `<!DOCTYPE html>
<html lang="${language === "en" ? "en" : "zh-CN"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; font-src ${webview.cspSource}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file("page.css")}">
<link rel="stylesheet" href="${file("content", "math.css")}">
<title>Learn Deep Learning</title>
</head>
<body><main class="concept-page prose">${body}</main></body>
</html>`;
  }
}
