import * as vscode from "vscode";
import type { CurriculumIndex, Grouping } from "../curriculum/curriculum-index";
import type { Language, QuestionSummary, Topic } from "../curriculum/model";
import { commands, filteredContext, groupingContext, viewId } from "./identifiers";
import type { ProgressStore } from "./progress-store";
import type { Settings } from "./settings";
import { stringsIn } from "./strings";

export type TreeNode =
  | { readonly kind: "topic"; readonly topic: Topic }
  | { readonly kind: "question"; readonly question: QuestionSummary };

const groupingKey = "tree.grouping";

/** The sidebar's tree: the questions by topic or by number, with what the learner has done. */
export class QuestionTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #curriculum: CurriculumIndex;
  readonly #progress: ProgressStore;
  readonly #settings: Settings;
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #nodes = new Map<string, TreeNode>();
  readonly #subscriptions: vscode.Disposable[];
  #grouping: Grouping;
  #filter = "";

  constructor(
    curriculum: CurriculumIndex,
    progress: ProgressStore,
    settings: Settings,
    memento: vscode.Memento,
  ) {
    this.#curriculum = curriculum;
    this.#progress = progress;
    this.#settings = settings;
    this.#memento = memento;
    this.#grouping = memento.get(groupingKey) === "number" ? "number" : "topic";
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      this.#view,
      progress.onDidChange(() => this.#changed.fire(undefined)),
      settings.onDidChange(() => this.#refresh()),
    ];
    this.#showState();
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text.trim();
    this.#refresh();
  }

  set grouping(grouping: Grouping) {
    this.#grouping = grouping;
    void this.#memento.update(groupingKey, grouping);
    this.#refresh();
  }

  /** Selects a question in the tree if the learner can see the tree. */
  async reveal(number: number): Promise<void> {
    const question = this.#curriculum.question(number);
    if (!question || !this.#view.visible || !this.#isShown(question)) return;
    await this.#view.reveal(this.#questionNode(question), { select: true, focus: false });
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node) return node.kind === "topic" ? this.#questionsOf(node.topic) : [];
    const topics = this.#curriculum.topics.filter((topic) => this.#questionsOf(topic).length > 0);
    if (this.#grouping === "topic") return topics.map((topic) => this.#topicNode(topic));
    // Examples have no number to order them by: they stay below their topic.
    const ofExamples = topics.filter((topic) =>
      this.#curriculum.examples.some((one) => one.topic === topic.id),
    );
    return [...this.#shown(this.#curriculum.questions), ...ofExamples.map((topic) => this.#topicNode(topic))];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    if (node.kind === "topic" || (this.#grouping === "number" && !node.question.isExample)) return undefined;
    const topic = this.#curriculum.topic(node.question.topic);
    return topic && this.#topicNode(topic);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return node.kind === "topic" ? this.#topicItem(node.topic) : this.#questionItem(node.question);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #topicItem(topic: Topic): vscode.TreeItem {
    const language = this.#settings.language;
    const strings = stringsIn(language);
    const questions = this.#curriculum.inTopic(topic.id);
    // Examples are there to play with: nobody is done with them.
    const complete = questions.filter((question) => question.status === "complete" && !question.isExample);
    const done = complete.filter((question) => this.#progress.of(question.number).status === "done");
    const title = topic.title[language];
    const state =
      this.#filter === ""
        ? vscode.TreeItemCollapsibleState.Collapsed
        : vscode.TreeItemCollapsibleState.Expanded;
    const item = new vscode.TreeItem(
      title,
      this.#isFirst(topic) ? vscode.TreeItemCollapsibleState.Expanded : state,
    );
    // The filter is part of the id: VS Code remembers which nodes the learner folded, per id.
    item.id = `topic ${topic.id} ${this.#filter}`;
    if (complete.length > 0) item.description = strings.topicProgress(done.length, complete.length);
    item.tooltip = `${topic.description[language]}\n${topic.title[otherLanguage(language)]}`;
    item.contextValue = "topic";
    item.accessibilityInformation = {
      label: strings.topicLabel(title, done.length, complete.length, questions.length),
    };
    return item;
  }

  #questionItem(question: QuestionSummary): vscode.TreeItem {
    const language = this.#settings.language;
    const strings = stringsIn(language);
    const progress = this.#progress.of(question.number);
    const title = question.title[language];
    const planned = question.status === "planned";
    const label = question.isExample ? title : `${question.number}. ${title}`;
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
    item.id = `question ${question.number}`;
    item.iconPath = iconOf(question, progress.status);
    item.description = planned ? strings.notWritten : progress.bookmarked ? "★" : "";
    item.tooltip = `${title}\n${question.title[otherLanguage(language)]}`;
    item.contextValue = planned
      ? "planned"
      : question.isExample
        ? `question ${progress.bookmarked ? "isBookmarked" : "notBookmarked"}`
        : `question ${progress.status === "done" ? "isDone" : "notDone"} ${progress.bookmarked ? "isBookmarked" : "notBookmarked"}`;
    const status = planned ? strings.notWritten : strings.status[progress.status];
    const state = progress.bookmarked ? `${status}, ${strings.bookmarked}` : status;
    item.accessibilityInformation = {
      label: question.isExample ? title : strings.questionLabel(question.number, title, state),
    };
    if (!planned) item.command = { command: commands.openQuestion, title, arguments: [question.number] };
    return item;
  }

  #isFirst(topic: Topic): boolean {
    return this.#curriculum.topics[0]?.id === topic.id;
  }

  #questionsOf(topic: Topic): TreeNode[] {
    return this.#shown(this.#curriculum.inTopic(topic.id));
  }

  #shown(questions: readonly QuestionSummary[]): TreeNode[] {
    return questions
      .filter((question) => this.#isShown(question))
      .map((question) => this.#questionNode(question));
  }

  #isShown(question: QuestionSummary): boolean {
    return this.#filter === "" || this.#curriculum.matches(question, { text: this.#filter });
  }

  #questionNode(question: QuestionSummary): TreeNode {
    return this.#node(`question ${question.number}`, { kind: "question", question });
  }

  #topicNode(topic: Topic): TreeNode {
    return this.#node(`topic ${topic.id}`, { kind: "topic", topic });
  }

  /** The same object each time: `reveal` finds nodes by identity. */
  #node(key: string, node: TreeNode): TreeNode {
    const known = this.#nodes.get(key);
    if (known) return known;
    this.#nodes.set(key, node);
    return node;
  }

  #refresh(): void {
    this.#showState();
    this.#changed.fire(undefined);
  }

  #showState(): void {
    const strings = stringsIn(this.#settings.language);
    this.#view.description = this.#filter === "" ? "" : strings.filterDescription(this.#filter);
    void vscode.commands.executeCommand("setContext", filteredContext, this.#filter !== "");
    void vscode.commands.executeCommand("setContext", groupingContext, this.#grouping);
  }
}

const icons = {
  new: new vscode.ThemeIcon("circle-large-outline"),
  started: new vscode.ThemeIcon("circle-large-filled", new vscode.ThemeColor("charts.blue")),
  done: new vscode.ThemeIcon("pass-filled", new vscode.ThemeColor("charts.green")),
  planned: new vscode.ThemeIcon("circle-slash", new vscode.ThemeColor("disabledForeground")),
  example: new vscode.ThemeIcon("beaker"),
};

function iconOf(question: QuestionSummary, status: keyof typeof icons): vscode.ThemeIcon {
  if (question.isExample) return icons.example;
  return question.status === "planned" ? icons.planned : icons[status];
}

function otherLanguage(language: Language): Language {
  return language === "en" ? "zh-cn" : "en";
}
