import type { Language, Localized } from "../curriculum/model";

/**
 * What the editor's side says. Not `vscode.l10n`: the learner's language is a setting of ours and may
 * differ from that of VS Code (which the texts of package.json follow).
 */
const english = {
  notWritten: "not written yet",
  notWrittenMessage: (title: string) => `“${title}” has not been written yet.`,
  questionLabel: (number: number, title: string, status: string) => `Question ${number}, ${title}, ${status}`,
  topicLabel: (title: string, done: number, complete: number, total: number) =>
    `${title}, ${done} done, ${complete} of ${total} written`,
  topicProgress: (done: number, complete: number) => `${done}/${complete}`,
  status: { new: "not read", started: "started", done: "done" },
  bookmarked: "bookmarked",
  conceptLabel: (name: string, places: number) => `${name}, ${places} ${places === 1 ? "place" : "places"}`,
  searchPlaceholder: "Search questions and concepts: a word in English or Chinese, or a number",
  nothingFound: "Nothing found",
  concepts: "Concepts",
  filterPrompt: "Show only questions with these words",
  filterDescription: (text: string) => `filter: ${text}`,
  muted: (concept: string) => `No more hovers about ${concept}.`,
  undo: "Undo",
  nothingMuted: "No concept is muted.",
  settingNotStored: (reason: string) => `The setting could not be stored. VS Code says: ${reason}`,
  openSettings: "Open settings.json",
  unmutePlaceholder: "Choose the concepts that hovers shall explain again",
  corruptProgress:
    "Your learning progress could not be read, so it starts afresh. The unreadable copy was kept in the extension's storage.",
  unreadableContent: (what: string) =>
    `Learn Deep Learning could not read its file ${what}. Reinstall the extension to mend it.`,
  silentPage:
    "The question's page does not answer: its demo may have used up the memory. Your text is saved.",
  reload: "Reload",
  saveFileTitle: (name: string) => `Save ${name}`,
  notSaved: (name: string, reason: string) => `${name} could not be saved: ${reason}`,
  exportHere: "Export Here",
  exportTitle: "Where shall the demo's folder be made?",
  folderIsNotEmpty: (folder: string) =>
    `The folder “${folder}” is there already and is not empty. Write the demo's files into it? Files of the same name are replaced.`,
  writeIntoIt: "Write Into It",
  exportedTo: (folder: string) => `The demo is in ${folder}. Run it there with npm start.`,
  openFolder: "Open Folder",
  notExported: (folder: string, reason: string) => `The demo could not be written to ${folder}: ${reason}`,
  resetQuestion: "Forget which questions you have read and answered?",
  reset: "Forget",
  searchConceptsPlaceholder: "Search the concepts: a name in English or Chinese, or a name from code",
  unknownConcept: (text: string) => `No concept is known by “${text}”.`,
  noConceptHere: "There is no deep-learning concept at the cursor that could be recognised.",
};

type Strings = typeof english;

const chinese: Strings = {
  notWritten: "尚未写成",
  notWrittenMessage: (title) => `“${title}”还没有写。`,
  questionLabel: (number, title, status) => `第 ${number} 题，${title}，${status}`,
  topicLabel: (title, done, complete, total) =>
    `${title}，已完成 ${done} 题，写成 ${complete} 题，共 ${total} 题`,
  topicProgress: (done, complete) => `${done}/${complete}`,
  status: { new: "未读", started: "在读", done: "已完成" },
  bookmarked: "已收藏",
  conceptLabel: (name, places) => `${name}，${places} 处`,
  searchPlaceholder: "搜索题目和概念：中文或英文的词，或题号",
  nothingFound: "没有找到",
  concepts: "概念",
  filterPrompt: "只显示含有这些词的题目",
  filterDescription: (text) => `筛选：${text}`,
  muted: (concept) => `悬停提示不再解释${concept}。`,
  undo: "撤销",
  settingNotStored: (reason) => `设置没能保存。VS Code 的说法是：${reason}`,
  openSettings: "打开 settings.json",
  nothingMuted: "没有静音的概念。",
  unmutePlaceholder: "选择要重新解释的概念",
  corruptProgress: "学习进度无法读取，已从头开始；读不出的那一份保留在扩展的存储里。",
  unreadableContent: (what) => `无法读取扩展自带的文件 ${what}，请重新安装本扩展。`,
  silentPage: "题目页面没有响应，可能是演示程序用尽了内存。你的代码已经保存。",
  reload: "重新加载",
  saveFileTitle: (name) => `保存 ${name}`,
  notSaved: (name, reason) => `${name} 没有保存成：${reason}`,
  exportHere: "导出到这里",
  exportTitle: "把演示的文件夹建在哪里？",
  folderIsNotEmpty: (folder) =>
    `文件夹“${folder}”已经存在，而且不是空的。要把演示写进去吗？同名文件会被替换。`,
  writeIntoIt: "写入",
  exportedTo: (folder) => `演示已导出到 ${folder}，在那里运行 npm start 即可。`,
  openFolder: "打开文件夹",
  notExported: (folder, reason) => `演示无法写入 ${folder}：${reason}`,
  resetQuestion: "忘掉读过和答过的题目？",
  reset: "忘掉",
  searchConceptsPlaceholder: "搜索概念：中文名、英文名或代码里的名字",
  unknownConcept: (text) => `没有叫“${text}”的概念。`,
  noConceptHere: "光标处没有认得出的深度学习概念。",
};

const all: Localized<Strings> = { en: english, "zh-cn": chinese };

export function stringsIn(language: Language): Strings {
  return all[language];
}
