import * as vscode from "vscode";
import type { CurriculumIndex } from "../curriculum/curriculum-index";
import type { Question, QuestionSummary } from "../curriculum/model";
import { withAnswer, withBookmark, withDone, withOpened } from "../learning/progress";
import {
  type FromPage,
  type Neighbour,
  type PageState,
  parseFromPage,
  parsePageState,
  type ToPage,
} from "../protocol";
import { type ContentStore, UnreadableContent } from "./content-store";
import type { DemoTabs } from "./demo-tabs";
import type { DraftStore } from "./draft-store";
import { commands, panelType } from "./identifiers";
import { pageShell } from "./page-shell";
import type { ProgressStore } from "./progress-store";
import { RunningDemo } from "./running-demo";
import { FileSaver } from "./save-file";
import type { Settings } from "./settings";
import { SilenceWatch } from "./silence-watch";
import { stringsIn } from "./strings";
import { tabIcon } from "./tab-icon";

export interface OpenOptions {
  /** Leave the focus where it is. */
  readonly keepFocus?: boolean;
  /** Scroll to the demo and run it at once. */
  readonly runDemo?: boolean;
  /** Values of the demo's parameters by English name. */
  readonly params?: Readonly<Record<string, number | string | boolean>>;
}

export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly curriculum: CurriculumIndex;
  readonly content: ContentStore;
  readonly progress: ProgressStore;
  readonly drafts: DraftStore;
  readonly demoTabs: DemoTabs;
  readonly settings: Settings;
}

/**
 * The one panel in which questions are read; it is reused, and restored after a reload of the window.
 * Out of sight it keeps no document (`retainContextWhenHidden`): a training run that nobody watches would go on for
 * ever, and what a page shows comes back without it. The draft is stored here, values and place with the page's state,
 * and a demo puts out the same again, because its random numbers have seeds.
 */
export class QuestionPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #parts: PanelParts;
  readonly #shown = new vscode.EventEmitter<number>();
  readonly onDidShow = this.#shown.event;
  readonly #subscriptions: vscode.Disposable[];
  readonly #files: FileSaver;
  readonly #running = new RunningDemo();
  readonly #silence = new SilenceWatch(() => void this.#offerReload());
  #panel: vscode.WebviewPanel | undefined;
  #number: number | undefined;
  /** The question that the page was told to show; undefined for a page that has heard of none. */
  #shownNumber: number | undefined;
  #options: OpenOptions = {};
  #pageIsReady = false;
  #holdDemo = false;
  /** What the page keeps by itself: its successor starts with that when its process dies. */
  #kept: PageState | undefined;
  #refused = 0;

  constructor(parts: PanelParts) {
    this.#parts = parts;
    this.#files = new FileSaver((file) => parts.demoTabs.holds(file));
    this.#subscriptions = [
      this.#shown,
      this.#silence,
      this.#running,
      parts.settings.onDidChange(() => this.#languageChanged()),
      parts.progress.onDidChange((number) => this.#progressChanged(number)),
      parts.demoTabs.onDidChange((number) => this.#draftChanged(number)),
      vscode.window.registerWebviewPanelSerializer(panelType, this),
    ];
  }

  /** How many messages of the page were refused because they were not ours. */
  get refusedMessages(): number {
    return this.#refused;
  }

  /** The number of the question that is shown. */
  get number(): number | undefined {
    return this.#number;
  }

  /** Shows a complete question; others are not opened, and the learner is told. */
  async open(number: number, options: OpenOptions = {}): Promise<void> {
    const summary = this.#parts.curriculum.question(number);
    if (summary?.status !== "complete") {
      const strings = stringsIn(this.#parts.settings.language);
      const title = summary?.title[this.#parts.settings.language] ?? String(number);
      void vscode.window.showInformationMessage(strings.notWrittenMessage(title));
      return;
    }
    this.#number = number;
    this.#options = options;
    this.#holdDemo = false;
    if (this.#panel) {
      this.#panel.reveal(undefined, options.keepFocus);
      // What is there already stays as it is: a run, the place in the text, a cursor in the code.
      if (this.#pageIsReady && this.#shownNumber === number && !options.runDemo && !options.params) {
        this.#shown.fire(number);
      } else if (this.#pageIsReady) await this.#show();
      return;
    }
    const viewColumn = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const place = { viewColumn, preserveFocus: options.keepFocus };
    this.#adopt(vscode.window.createWebviewPanel(panelType, "", place));
  }

  /** Runs the demo in its page, with the text as it was kept last. */
  async runDemo(number: number): Promise<void> {
    if (this.#number === number && this.#pageIsReady) this.post({ type: "run" });
    else await this.open(number, { runDemo: true, keepFocus: true });
  }

  /** Stops the demo in its page, if that is the page of this question. */
  stopDemo(number: number): void {
    if (this.#number === number) this.post({ type: "stop" });
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const number = parsePageState(state)?.number;
    const summary = number === undefined ? undefined : this.#parts.curriculum.question(number);
    if (summary?.status !== "complete") {
      panel.dispose();
      return;
    }
    this.#panel?.dispose();
    this.#number = summary.number;
    this.#options = {};
    this.#adopt(panel);
  }

  post(message: ToPage): void {
    if (this.#pageIsReady) void this.#panel?.webview.postMessage(message);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    this.#pageIsReady = false;
    const { extensionUri } = this.#parts;
    panel.iconPath = tabIcon(extensionUri);
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist")],
    };
    panel.onDidDispose(() => this.#forget(panel));
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#pageIsGone();
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    this.#setTitle();
    this.#load();
  }

  #forget(panel: vscode.WebviewPanel): void {
    if (this.#panel !== panel) return;
    this.#panel = undefined;
    this.#number = undefined;
    this.#pageIsGone();
  }

  /** With its document went the worker of its demo: there is nobody to listen for. */
  #pageIsGone(): void {
    this.#pageIsReady = false;
    this.#shownNumber = undefined;
    this.#silence.stop();
    this.#running.end();
  }

  #load(): void {
    if (!this.#panel) return;
    this.#pageIsReady = false;
    this.#shownNumber = undefined;
    this.#panel.webview.html = pageShell(
      this.#panel.webview,
      this.#parts.extensionUri,
      this.#parts.settings.language,
    );
  }

  #receive(raw: unknown): void {
    const message = parseFromPage(raw);
    if (!message) {
      this.#refused++;
      return;
    }
    this.#silence.heard();
    void this.#act(message);
  }

  async #act(message: FromPage): Promise<void> {
    const { progress, drafts, demoTabs, settings } = this.#parts;
    switch (message.type) {
      case "ready":
        this.#pageIsReady = true;
        this.#silence.stop();
        await this.#show();
        return;
      case "openQuestion":
        await vscode.commands.executeCommand(commands.openQuestion, message.number);
        return;
      case "setLanguage":
        await settings.setLanguage(message.language);
        return;
      case "openLink":
        await vscode.env.openExternal(vscode.Uri.parse(message.href, true));
        return;
      case "openDemo":
        await vscode.commands.executeCommand(commands.openDemo, message.number);
        return;
      case "exportDemo":
        await vscode.commands.executeCommand(commands.exportDemo, message.number);
        return;
      case "openLabSource":
        if (!(await demoTabs.openLabSource(message.file, message.line))) this.#refused++;
        return;
      case "saveDraft":
        await drafts.set(message.number, message.text);
        await demoTabs.replace(message.number, message.text);
        return;
      case "quizAnswered":
        await this.#recordAnswer(message);
        return;
      case "setDone":
        progress.change(message.number, (all) => withDone(all, message.number, message.done));
        return;
      case "setBookmark":
        progress.change(message.number, (all) => withBookmark(all, message.number, message.bookmarked));
        return;
      case "saveFile":
        await this.#files.save(message, settings.language);
        return;
      case "demoStarted":
        this.#silence.start();
        this.#running.start(demoTabs.fileName(message.number) ?? "");
        return;
      case "demoEnded":
        this.#silence.stop();
        this.#running.end();
        return;
      case "kept":
        this.#kept = message.state;
        return;
      case "alive":
        return;
    }
  }

  async #recordAnswer(message: Extract<FromPage, { type: "quizAnswered" }>): Promise<void> {
    const question = await this.#read(message.number);
    const items = question?.quiz.map((item) => item.id) ?? [];
    if (!items.includes(message.item)) {
      this.#refused++;
      return;
    }
    this.#parts.progress.change(message.number, (all) =>
      withAnswer(all, message.number, message.item, message.right, items),
    );
  }

  async #show(): Promise<void> {
    const number = this.#number;
    if (number === undefined || !this.#panel) return;
    const question = await this.#read(number);
    if (!question || this.#number !== number) return;
    const { progress, drafts, demoTabs, settings, curriculum } = this.#parts;
    progress.change(number, (all) => withOpened(all, number));
    this.#setTitle();
    const options = this.#options;
    // A page that comes back from behind another tab shall not scroll and run again.
    this.#options = { ...(options.params ? { params: options.params } : {}) };
    this.post({
      type: "show",
      question,
      topicTitle: curriculum.topic(question.topic)?.title ?? { en: "", "zh-cn": "" },
      total: curriculum.questions.length,
      language: settings.language,
      progress: progress.of(number),
      draft: drafts.get(number),
      inEditor: demoTabs.isOpen(number),
      params: options.params ?? {},
      previous: neighbourOf(curriculum.neighbour(number, "previous")),
      next: neighbourOf(curriculum.neighbour(number, "next")),
      related: question.related.flatMap((one) => neighbourOf(curriculum.question(one)) ?? []),
      runDemo: options.runDemo ?? false,
      holdDemo: this.#holdDemo,
      kept: this.#holdDemo ? this.#kept : undefined,
    });
    this.#shownNumber = number;
    this.#shown.fire(number);
  }

  async #read(number: number): Promise<Question | undefined> {
    try {
      return await this.#parts.content.question(number);
    } catch (error) {
      const file = error instanceof UnreadableContent ? error.file : String(error);
      void vscode.window.showErrorMessage(stringsIn(this.#parts.settings.language).unreadableContent(file));
      return undefined;
    }
  }

  #languageChanged(): void {
    this.#setTitle();
    this.post({ type: "language", language: this.#parts.settings.language });
  }

  #draftChanged(number: number): void {
    if (number !== this.#number) return;
    const { drafts, demoTabs } = this.#parts;
    this.post({
      type: "draft",
      number,
      text: drafts.get(number) ?? null,
      inEditor: demoTabs.isOpen(number),
    });
  }

  #progressChanged(number: number | undefined): void {
    const shown = this.#number;
    if (shown === undefined || (number !== undefined && number !== shown)) return;
    this.post({ type: "progress", number: shown, progress: this.#parts.progress.of(shown) });
  }

  #setTitle(): void {
    const summary = this.#number === undefined ? undefined : this.#parts.curriculum.question(this.#number);
    if (!this.#panel || !summary) return;
    const title = summary.title[this.#parts.settings.language];
    this.#panel.title = summary.isExample ? title : `${summary.number}. ${title}`;
  }

  async #offerReload(): Promise<void> {
    const strings = stringsIn(this.#parts.settings.language);
    const choice = await vscode.window.showWarningMessage(strings.silentPage, strings.reload);
    if (choice === strings.reload) this.#replacePanel();
  }

  /** A panel whose process died shows nothing any more, not even another document: a new one takes its place. */
  #replacePanel(): void {
    const dead = this.#panel;
    if (!dead) return;
    this.#holdDemo = true;
    // First the new one, so that the group of the old one stays.
    const viewColumn = dead.viewColumn ?? vscode.ViewColumn.Active;
    this.#adopt(vscode.window.createWebviewPanel(panelType, "", viewColumn));
    dead.dispose();
  }
}

function neighbourOf(question: QuestionSummary | undefined): Neighbour | undefined {
  return (
    question && {
      number: question.number,
      title: question.title,
      available: question.status === "complete",
      ...(question.isExample && { isExample: true }),
    }
  );
}
