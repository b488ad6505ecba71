import type { Language } from "../curriculum/model";

/** What CodeMirror itself says, in Chinese; its own language is English. */
const chinese: Readonly<Record<string, string>> = {
  Find: "查找",
  Replace: "替换",
  next: "下一个",
  previous: "上一个",
  all: "全选匹配项",
  "match case": "区分大小写",
  regexp: "正则表达式",
  "by word": "全字匹配",
  replace: "替换",
  "replace all": "全部替换",
  close: "关闭",
  "current match": "当前匹配",
  "on line": "位于行",
  "replaced match on line $": "已替换第 $ 行的匹配项",
  "replaced $ matches": "已替换 $ 处",
  "Go to line": "转到行",
  go: "转到",
  Completions: "补全建议",
  Diagnostics: "错误",
  "No diagnostics": "没有错误",
  "Selection deleted": "已删除所选内容",
  "Control character": "控制字符",
};

export function editorPhrases(language: Language): Readonly<Record<string, string>> {
  return language === "en" ? {} : chinese;
}
