import * as curriculum from "curriculum";
import * as vscode from "vscode";
import { CurriculumIndex } from "./curriculum/curriculum-index";
import { registerConceptCommands } from "./editor/concept-commands";
import { ConceptFinder } from "./editor/concept-finder";
import { ConceptHover } from "./editor/concept-hover";
import { ConceptPanel } from "./editor/concept-panel";
import { ContentStore } from "./editor/content-store";
import { registerDemoCommands } from "./editor/demo-commands";
import { DemoFolder } from "./editor/demo-folder";
import { DemoHelp } from "./editor/demo-help";
import { DemoKitStore } from "./editor/demo-kit";
import { DemoTabs } from "./editor/demo-tabs";
import { DraftStore } from "./editor/draft-store";
import { FileConceptsTree } from "./editor/file-concepts-tree";
import { ProgressStore } from "./editor/progress-store";
import { registerQuestionCommands } from "./editor/question-commands";
import { QuestionPanel } from "./editor/question-panel";
import { QuestionTree } from "./editor/question-tree";
import { Settings } from "./editor/settings";
import { SteadyMemento } from "./editor/steady-memento";
import { stringsIn } from "./editor/strings";

/** What tests in a real editor look at. */
export interface ExtensionApi {
  readonly panel: QuestionPanel;
  readonly tree: QuestionTree;
  readonly finder: ConceptFinder;
  readonly drafts: DraftStore;
  readonly demoFolder: DemoFolder;
}

let memory: SteadyMemento | undefined;

/** Builds the parts and wires them; reads nothing and asks nothing. One entry for every host. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const { extensionUri, globalState, globalStorageUri, subscriptions } = context;
  memory = new SteadyMemento(globalState);
  const settings = new Settings();
  const index = new CurriculumIndex(curriculum);
  const content = new ContentStore(extensionUri);
  const progress = new ProgressStore(memory);
  const drafts = new DraftStore(memory);
  const finder = new ConceptFinder(extensionUri, content);
  const tree = new QuestionTree(index, progress, settings, memory);
  const kit = new DemoKitStore(extensionUri);
  const folder = new DemoFolder(globalStorageUri, kit);
  const demoTabs = new DemoTabs({ folder, curriculum: index, content, drafts, settings });
  const panel = new QuestionPanel({
    extensionUri,
    curriculum: index,
    content,
    progress,
    drafts,
    demoTabs,
    settings,
  });
  const concepts = new ConceptPanel(extensionUri, content, index, finder, settings);
  subscriptions.push(
    settings,
    concepts,
    progress,
    tree,
    demoTabs,
    panel,
    new FileConceptsTree(finder, settings),
    new ConceptHover(finder, content, index, settings),
    new DemoHelp(extensionUri),
    registerQuestionCommands({ curriculum: index, panel, tree, progress, finder, settings }),
    registerDemoCommands({ curriculum: index, demoTabs, kit, panel, settings }),
    registerConceptCommands(finder, concepts, settings),
  );
  if (progress.wasCorrupt) {
    void vscode.window.showWarningMessage(stringsIn(settings.language).corruptProgress);
  }
  return { panel, tree, finder, drafts, demoFolder: folder };
}

/** Waits until what the learner did last is stored. */
export function deactivate(): Promise<void> | undefined {
  return memory?.settled();
}
