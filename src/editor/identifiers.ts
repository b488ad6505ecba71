/** Names that package.json and the code share; a test holds them against each other. */

export const viewId = "learnDeepLearning.questions";
export const fileConceptsViewId = "learnDeepLearning.inThisFile";
export const panelType = "learnDeepLearning.question";
export const conceptPanelType = "learnDeepLearning.concept";
export const settingsSection = "learnDeepLearning";
export const filteredContext = "learnDeepLearning.filtered";
export const runningContext = "learnDeepLearning.runningDemos";
export const groupingContext = "learnDeepLearning.grouping";

export const commands = {
  openQuestion: "learnDeepLearning.openQuestion",
  runDemo: "learnDeepLearning.runDemo",
  openDemo: "learnDeepLearning.openDemo",
  runOpenDemo: "learnDeepLearning.runOpenDemo",
  stopOpenDemo: "learnDeepLearning.stopOpenDemo",
  exportDemo: "learnDeepLearning.exportDemo",
  searchQuestions: "learnDeepLearning.searchQuestions",
  filterQuestions: "learnDeepLearning.filterQuestions",
  clearFilter: "learnDeepLearning.clearFilter",
  groupByTopic: "learnDeepLearning.groupByTopic",
  groupByNumber: "learnDeepLearning.groupByNumber",
  switchLanguage: "learnDeepLearning.switchLanguage",
  markDone: "learnDeepLearning.markDone",
  markNotDone: "learnDeepLearning.markNotDone",
  bookmark: "learnDeepLearning.bookmark",
  removeBookmark: "learnDeepLearning.removeBookmark",
  explainConcept: "learnDeepLearning.explainConcept",
  searchConcepts: "learnDeepLearning.searchConcepts",
  explainSelection: "learnDeepLearning.explainSelection",
  explainAtCursor: "learnDeepLearning.explainAtCursor",
  muteConcept: "learnDeepLearning.muteConcept",
  unmuteConcepts: "learnDeepLearning.unmuteConcepts",
  resetProgress: "learnDeepLearning.resetProgress",
} as const;
