import type { Language } from "../curriculum/model";
import type { LostChanges } from "./lost-changes";

/** Every sentence that the page itself says, in both languages. */
export interface Strings {
  /** Value of `lang` on the document. */
  readonly tag: string;
  readonly skipToText: string;
  readonly skipToDemo: string;
  readonly place: string;
  readonly questionNumber: (number: number) => string;
  readonly position: (number: number, total: number) => string;
  readonly bookmark: string;
  readonly bookmarked: string;
  readonly language: string;
  readonly previous: string;
  readonly next: string;
  readonly markDone: string;
  readonly done: string;
  readonly meta: (minutes: number, quizItems: number) => readonly string[];
  readonly inShort: string;
  readonly whatToDo: string;
  readonly quiz: string;
  readonly quizScore: (right: number, total: number) => string;
  readonly quizHints: Readonly<Record<"single" | "multiple" | "order" | "numeric" | "prints", string>>;
  readonly check: string;
  readonly tryAgain: string;
  readonly right: string;
  readonly wrong: string;
  readonly almost: string;
  readonly answeredBefore: string;
  readonly nothingChosen: string;
  readonly notANumber: string;
  readonly rightOption: string;
  readonly wrongOption: string;
  readonly missedOption: string;
  /** Where no other option is right. */
  readonly missedOnlyOption: string;
  readonly rightAnswer: (answer: string) => string;
  readonly rightOrder: string;
  readonly yourAnswer: string;
  readonly moveUp: (step: string) => string;
  readonly moveDown: (step: string) => string;
  readonly movedTo: (position: number, total: number) => string;
  readonly drag: (step: string) => string;
  readonly sources: string;
  readonly related: string;
  readonly planned: string;
  readonly demo: string;
  readonly run: string;
  /** In a pause, where going on is the other way. */
  readonly runAnew: string;
  readonly runHint: (key: string) => string;
  readonly stop: string;
  readonly stopHint: string;
  readonly reset: string;
  readonly resetQuestion: (lost: LostChanges) => string;
  readonly resetYes: string;
  readonly resetNo: string;
  readonly settings: string;
  readonly output: string;
  readonly code: string;
  readonly source: (file: string, line: number) => string;
  readonly openDemo: string;
  readonly openDemoHint: string;
  readonly showTab: string;
  readonly textIsInTab: string;
  readonly exportDemo: string;
  readonly exportDemoHint: string;
  readonly on: string;
  readonly off: string;
  /** Why the demo does not run by itself. */
  readonly waits: {
    readonly "it is new": string;
    readonly "it was cut short": string;
    readonly "it is held": string;
  };
  readonly running: string;
  /** After some seconds of a program that says nothing about its loop. */
  readonly runningLong: string;
  /** What is shown belongs to another text. */
  readonly changed: (runKey: string) => string;
  readonly finished: (seconds: string) => string;
  readonly checksHold: (holding: number, total: number) => string;
  readonly stopped: string;
  readonly failed: string;
  readonly holds: string;
  readonly fails: string;
  readonly showData: string;
  readonly save: string;
  readonly saveAs: (format: string, title: string) => string;
  readonly rowsShown: (shown: number, total: number) => string;
  readonly chart: ChartStrings;
  readonly imageRange: (low: string, high: string) => string;
  readonly imageSummary: (rows: number, columns: number, low: string, high: string) => string;
  readonly earlierCut: string;
  readonly refusedMessages: (count: number) => string;
  readonly failure: FailureStrings;
  readonly loop: LoopStrings;
  readonly pad: PadStrings;
}

/** A training loop that can be paused, and a program that waits for changes. */
export interface LoopStrings {
  readonly step: (step: number, total: number | null) => string;
  readonly perSecond: (steps: string) => string;
  readonly pause: string;
  readonly resume: string;
  readonly oneStep: string;
  readonly oneStepHint: string;
  readonly paused: string;
  readonly waits: string;
}

/** Pads to draw on and to place points on. */
export interface PadStrings {
  readonly drawing: (name: string) => string;
  readonly drawingHint: string;
  readonly points: (name: string, count: number, classes: number) => string;
  readonly pointsHint: (classes: number) => string;
  /** Of a pad with one place, which its only point marks. */
  readonly place: (name: string) => string;
  readonly placeHint: string;
  readonly classes: string;
  readonly classNumber: (group: number) => string;
  readonly clear: string;
  readonly undo: string;
}

export interface ChartStrings {
  readonly series: string;
  readonly group: string;
  readonly name: string;
  readonly value: string;
  readonly row: string;
  readonly column: string;
  readonly count: string;
  readonly density: string;
  readonly surface: string;
  readonly arrow: string;
  readonly layerHead: string;
  readonly layer: (number: number) => string;
  readonly unit: string;
  readonly activation: string;
  readonly weightsIn: string;
  readonly weightTo: (unit: number) => string;
  readonly positiveWeight: string;
  readonly negativeWeight: string;
  readonly moreUnits: (count: number) => string;
  readonly chart: string;
  readonly image: string;
  readonly from: string;
  readonly to: string;
  /** A line without a label: the only one, or one of several. */
  readonly onlyLine: string;
  readonly line: (number: number) => string;
  readonly lineFromTo: (label: string, from: string, to: string) => string;
  readonly empty: (label: string) => string;
  readonly points: (label: string, count: number) => string;
  readonly bar: (name: string, value: string) => string;
  readonly heat: (rows: number, columns: number, low: string, high: string) => string;
  readonly boundary: (level: string) => string;
  readonly histogram: (label: string, count: number, low: string, high: string) => string;
  /** Which bin is the fullest. */
  readonly fullest: (bin: string) => string;
  readonly contour: (low: string, high: string, lowestX: string, lowestY: string) => string;
  readonly arrows: (label: string, count: number) => string;
  readonly longestArrow: (arrow: string, x: string, y: string) => string;
  readonly network: (sizes: string) => string;
  readonly strongestWeight: (count: number, strongest: string) => string;
  readonly images: (count: number) => string;
  /** How the arrow keys walk the values of the chart with this title. */
  readonly walk: (title: string) => string;
  readonly notFinite: (count: number) => string;
  readonly notPositive: (count: number) => string;
  /** Between a name and its value, and between two such facts, when they are read out. */
  readonly nameValue: (name: string, value: string) => string;
  readonly comma: string;
}

export interface FailureStrings {
  readonly line: (line: number) => string;
  /** Between the line and what happened there. */
  readonly colon: string;
  readonly flood: string;
  readonly tooMuch: string;
  readonly noWorker: string;
  readonly notDefined: (name: string) => string;
  readonly unexpected: (found: string, expected: string | undefined) => string;
  readonly endsEarly: (expected: string | undefined) => string;
  /** A text, a comment or the like does not end: `end` is what is missing, a quotation mark where absent. */
  readonly openText: (end: string | undefined) => string;
  readonly strangeCharacter: string;
  readonly declaredTwice: (name: string) => string;
  readonly notAFunction: (name: string) => string;
  readonly constant: string;
  readonly readOfNothing: (property: string, nothing: string) => string;
  readonly stackOverflow: string;
  readonly outOfMemory: string;
  readonly noNetwork: string;
  readonly noEval: string;
}

/** Thousands set apart, as in 12,000. */
const grouped = (count: number): string => count.toLocaleString("en");

const englishList = new Intl.ListFormat("en-GB");
const chineseList = new Intl.ListFormat("zh-CN");

/** Nothing, the one, or how many. */
const counted = (count: number, one: string, many: string): readonly string[] =>
  count === 0 ? [] : [count === 1 ? one : `${count} ${many}`];

/** The keys that choose a class: their names. */
const classKeys = (classes: number, to: string, and: string): string =>
  classes === 2 ? `0${and}1` : `0${to}${classes - 1}`;

const english: Strings = {
  tag: "en",
  skipToText: "Skip to the answer",
  skipToDemo: "Skip to the demo",
  place: "Place in the course",
  questionNumber: (number) => `Question ${number}`,
  position: (number, total) => `${number} of ${total}`,
  bookmark: "Bookmark",
  bookmarked: "Bookmarked",
  language: "Language",
  previous: "Previous",
  next: "Next",
  markDone: "Mark as learned",
  done: "Learned",
  meta: (minutes, items) => [
    `${minutes} min read`,
    "1 demo",
    items === 1 ? "1 quiz question" : `${items} quiz questions`,
  ],
  inShort: "In short",
  whatToDo: "What to do",
  quiz: "Check yourself",
  quizScore: (right, total) => `${right} of ${total} right`,
  quizHints: {
    single: "One answer is right.",
    multiple: "Tick every answer that is right.",
    order: "Drag the steps into order, or move them with the arrow keys.",
    numeric: "Type a number; fractions such as 1/4 are fine.",
    prints: "What does this code print?",
  },
  check: "Check",
  tryAgain: "Try again",
  right: "Right.",
  wrong: "Not quite.",
  almost: "Not all of it.",
  answeredBefore: "answered right before",
  nothingChosen: "Choose an answer first.",
  notANumber: "That is not a number yet.",
  rightOption: "right",
  wrongOption: "not right",
  missedOption: "also right",
  missedOnlyOption: "the right answer",
  rightAnswer: (answer) => `The answer is ${answer}.`,
  rightOrder: "The right order",
  yourAnswer: "Your answer",
  moveUp: (step) => `Move up: ${step}`,
  moveDown: (step) => `Move down: ${step}`,
  movedTo: (position, total) => `Now step ${position} of ${total}`,
  drag: (step) => `Reorder with the arrow keys: ${step}`,
  sources: "Sources",
  related: "Related questions",
  planned: "planned",
  demo: "Demo",
  run: "Run",
  runAnew: "Start again",
  runHint: (key) => `Run (${key})`,
  stop: "Stop",
  stopHint: "Stop (Escape)",
  reset: "Reset",
  resetQuestion: ({ code, points, drawings, settings }) =>
    `Throw away ${englishList.format([
      ...(code ? ["your code"] : []),
      ...counted(points, "your point", "points"),
      ...counted(drawings, "your drawing", "drawings"),
      ...counted(settings, "a changed setting", "changed settings"),
    ])}?`,
  resetYes: "Throw away",
  resetNo: "Keep",
  settings: "Settings of the demo",
  output: "Output of the demo",
  code: "Code of the demo",
  source: (file, line) => `Source: ${file}, line ${line}`,
  openDemo: "Open in editor",
  openDemoHint: "Edit this demo in an editor tab, with everything your editor can do",
  showTab: "Show the tab",
  textIsInTab: "You are editing this text in an editor tab.",
  exportDemo: "Export…",
  exportDemoHint: "Save this demo as a folder that runs in Node with npm start",
  on: "on",
  off: "off",
  waits: {
    "it is new": "This is your own version. Press Run to start it.",
    "it was cut short": "The run ended when this page went out of sight. Press Run to start it again.",
    "it is held": "The last run took the page down, so this one waits. Press Run when you are ready.",
  },
  running: "Running …",
  runningLong: "Still running. It may never end: Stop or Esc ends it.",
  changed: (runKey) => `Changed. ${runKey} runs it.`,
  finished: (seconds) => `Done in ${seconds}`,
  checksHold: (holding, total) => {
    if (total === 1) return holding === 1 ? "the check holds" : "the check does not hold";
    if (holding === total) return total === 2 ? "both checks hold" : `all ${total} checks hold`;
    if (holding === 0) return `none of the ${total} checks holds`;
    return `${holding} of ${total} checks ${holding === 1 ? "holds" : "hold"}`;
  },
  stopped: "Stopped.",
  failed: "Stopped by an error",
  holds: "holds",
  fails: "does not hold",
  showData: "Show data",
  save: "Save",
  saveAs: (format, title) => `Save “${title}” as ${format}`,
  rowsShown: (shown, total) => `${shown} of ${total} rows`,
  chart: {
    series: "series",
    group: "group",
    name: "name",
    value: "value",
    row: "row",
    column: "column",
    count: "count",
    density: "density",
    surface: "surface",
    arrow: "arrow",
    layerHead: "layer",
    layer: (number) => `layer ${number}`,
    unit: "unit",
    activation: "activation",
    weightsIn: "weights in",
    weightTo: (unit) => `weight to unit ${unit}`,
    positiveWeight: "positive weight",
    negativeWeight: "negative weight",
    moreUnits: (count) => `+${count} more`,
    chart: "chart",
    image: "image",
    from: "from",
    to: "to",
    onlyLine: "the line",
    line: (number) => `line ${number}`,
    lineFromTo: (label, from, to) => `${label} goes from ${from} to ${to}`,
    empty: (label) => `${label} has no points yet`,
    points: (label, count) => `${label}: ${count} points`,
    bar: (name, value) => `${name} ${value}`,
    heat: (rows, columns, low, high) => `${rows} by ${columns} cells from ${low} to ${high}`,
    boundary: (level) => `the line marks where the value is ${level}`,
    histogram: (label, count, low, high) => `${label}: ${count} values from ${low} to ${high}`,
    fullest: (bin) => `most of them in ${bin}`,
    contour: (low, high, x, y) => `surface from ${low} to ${high}, lowest at (${x}, ${y})`,
    arrows: (label, count) => `${label}: ${count} arrows`,
    longestArrow: (arrow, x, y) => `the longest is ${arrow} at (${x}, ${y})`,
    network: (sizes) => `network with layers of ${sizes} units`,
    strongestWeight: (count, strongest) => `${count} weights shown, the strongest ${strongest}`,
    images: (count) => (count === 1 ? "1 image" : `${count} images`),
    walk: (title) => `Values of “${title}”: walk them with the arrow keys`,
    notFinite: (count) =>
      count === 1
        ? "1 value is NaN or infinite: it is left out."
        : `${count} values are NaN or infinite: they are left out.`,
    notPositive: (count) =>
      count === 1
        ? "1 value is 0 or negative: it has no place on a logarithmic axis."
        : `${count} values are 0 or negative: they have no place on a logarithmic axis.`,
    nameValue: (name, value) => `${name} ${value}`,
    comma: ", ",
  },
  imageRange: (low, high) => `black ${low}, white ${high}`,
  imageSummary: (rows, columns, low, high) => `${rows} by ${columns} pixels, values from ${low} to ${high}`,
  earlierCut: "Earlier lines are left out.",
  refusedMessages: (count) =>
    count === 1
      ? "One message that no demo sends was dropped."
      : `${count} messages that no demo sends were dropped.`,
  failure: {
    line: (line) => `Line ${line}`,
    colon: ": ",
    flood: "The demo sent more messages than the page can show, so it was stopped.",
    tooMuch: "The demo put out more than the page can hold, so it was stopped.",
    noWorker: "The demo could not be started here.",
    unexpected: (found, expected) => {
      const what = `“${found}” is not expected here`;
      // Where a statement could end, an end is only one of many things that are missing.
      if (expected === undefined || expected === ";") return `${what}.`;
      const first = expected === "," ? "a comma or a closing bracket" : `“${expected}”`;
      return `${what}: ${first} should come before it.`;
    },
    endsEarly: (expected) =>
      expected === undefined
        ? "the code ends too early."
        : `the code ends too early: “${expected}” is missing.`,
    openText: (end) => `what begins here does not end: the closing ${end ?? "quotation mark"} is missing.`,
    strangeCharacter:
      "there is a character here that code cannot have, such as a full-width bracket or a curly quotation mark.",
    declaredTwice: (name) => `“${name}” is declared twice.`,
    notDefined: (name) => `the name “${name}” is not known here.`,
    notAFunction: (name) => `“${name}” is not a function.`,
    constant: "a constant cannot be given a new value.",
    readOfNothing: (property, nothing) => `“${property}” was asked of ${nothing}.`,
    stackOverflow: "the functions call each other without end.",
    outOfMemory: "there is not enough memory for that.",
    noNetwork: "demos have no access to the network.",
    noEval: "demos cannot make code out of text.",
  },
  loop: {
    step: (step, total) =>
      total === null ? `step ${grouped(step)}` : `step ${grouped(step)} of ${grouped(total)}`,
    perSecond: (steps) => `${steps} steps/s`,
    pause: "Pause",
    resume: "Resume",
    oneStep: "One step",
    oneStepHint: "Do one step, then pause again",
    paused: "Paused",
    waits: "Ready: change something and it answers",
  },
  pad: {
    drawing: (name) =>
      `${name}: drawing pad. Arrow keys move, Space draws, Shift with arrows draws a line, Delete clears.`,
    drawingHint: "Draw with mouse or finger; on the keyboard with Shift and the arrow keys",
    points: (name, count, classes) =>
      `${name}: ${count === 1 ? "1 point" : `${count} points`}. Arrow keys move, Space places a point, ${
        classes > 1 ? `keys ${classKeys(classes, " to ", " and ")} choose its class, ` : ""
      }Backspace takes the last one back.`,
    pointsHint: (classes) =>
      `Click or drag to place points; on the keyboard with the arrow keys and Space${
        classes > 1 ? `, ${classKeys(classes, " to ", " and ")} for the class` : ""
      }`,
    place: (name) => `${name}: arrow keys move, Space chooses the place.`,
    placeHint: "Click to choose the place; on the keyboard with the arrow keys and Space",
    classes: "Class of new points",
    classNumber: (group) => `class ${group}`,
    clear: "Clear",
    undo: "Undo",
  },
};

const chinese: Strings = {
  tag: "zh-CN",
  skipToText: "跳到答案",
  skipToDemo: "跳到演示",
  place: "课程位置",
  questionNumber: (number) => `第 ${number} 题`,
  position: (number, total) => `${number} / ${total}`,
  bookmark: "收藏",
  bookmarked: "已收藏",
  language: "语言",
  previous: "上一题",
  next: "下一题",
  markDone: "标为学会",
  done: "已学会",
  meta: (minutes, items) => [`阅读约 ${minutes} 分钟`, "1 个演示", `${items} 道小测`],
  inShort: "简答",
  whatToDo: "怎么玩",
  quiz: "自测",
  quizScore: (right, total) => `答对 ${right} / ${total}`,
  quizHints: {
    single: "只有一项正确。",
    multiple: "勾选所有正确的选项。",
    order: "拖动步骤排序，也可以用方向键移动。",
    numeric: "输入一个数，也可以写 1/4 这样的分数。",
    prints: "这段代码会打印什么？",
  },
  check: "检查",
  tryAgain: "再试一次",
  right: "答对了。",
  wrong: "还不对。",
  almost: "还不完整。",
  answeredBefore: "以前答对过",
  nothingChosen: "请先选择答案。",
  notANumber: "这还不是一个数。",
  rightOption: "正确",
  wrongOption: "不正确",
  missedOption: "也正确",
  missedOnlyOption: "正确答案",
  rightAnswer: (answer) => `答案是 ${answer}。`,
  rightOrder: "正确的顺序",
  yourAnswer: "你的答案",
  moveUp: (step) => `上移：${step}`,
  moveDown: (step) => `下移：${step}`,
  movedTo: (position, total) => `现在是第 ${position} 步，共 ${total} 步`,
  drag: (step) => `用方向键调整顺序：${step}`,
  sources: "来源",
  related: "相关问题",
  planned: "筹备中",
  demo: "演示",
  run: "运行",
  runAnew: "重新开始",
  runHint: (key) => `运行（${key}）`,
  stop: "停止",
  stopHint: "停止（Escape）",
  reset: "重置",
  resetQuestion: ({ code, points, drawings, settings }) =>
    `丢弃${chineseList.format([
      ...(code ? ["你改的代码"] : []),
      ...(points > 0 ? [`放好的 ${points} 个点`] : []),
      ...(drawings > 0 ? ["画好的图"] : []),
      ...(settings > 0 ? [`调过的 ${settings} 项参数`] : []),
    ])}？`,
  resetYes: "丢弃",
  resetNo: "保留",
  settings: "演示的参数",
  output: "演示的输出",
  code: "演示的代码",
  source: (file, line) => `看源码：${file} 第 ${line} 行`,
  openDemo: "在编辑器中打开",
  openDemoHint: "在编辑器标签页里修改这段演示代码",
  showTab: "转到标签页",
  textIsInTab: "代码正在编辑器标签页中修改。",
  exportDemo: "导出…",
  exportDemoHint: "把演示存成一个文件夹，可在 Node 里用 npm start 运行",
  on: "开",
  off: "关",
  waits: {
    "it is new": "这是你改过的版本，点“运行”开始。",
    "it was cut short": "页面离开视线时，运行随之中止。点“运行”可以重新开始。",
    "it is held": "上一次运行让页面崩溃了，所以这次先等着。准备好了再点“运行”。",
  },
  running: "运行中……",
  runningLong: "还在运行，也许永远不会结束。点“停止”或按 Esc 就能停下。",
  changed: (runKey) => `代码已改动，按 ${runKey} 运行。`,
  finished: (seconds) => `用时 ${seconds}`,
  checksHold: (holding, total) => {
    if (total === 1) return holding === 1 ? "检验成立" : "检验不成立";
    if (holding === total) return `${total} 项检验全部成立`;
    return holding === 0 ? `${total} 项检验都不成立` : `${total} 项检验中 ${holding} 项成立`;
  },
  stopped: "已停止。",
  failed: "因出错而停止",
  holds: "成立",
  fails: "不成立",
  showData: "查看数据",
  save: "保存",
  saveAs: (format, title) => `把“${title}”存为 ${format}`,
  rowsShown: (shown, total) => `共 ${total} 行，显示 ${shown} 行`,
  chart: {
    series: "曲线",
    group: "组",
    name: "名称",
    value: "数值",
    row: "行",
    column: "列",
    count: "个数",
    density: "密度",
    surface: "曲面",
    arrow: "箭头",
    layerHead: "层",
    layer: (number) => `第 ${number} 层`,
    unit: "单元",
    activation: "激活值",
    weightsIn: "输入权重",
    weightTo: (unit) => `到单元 ${unit} 的权重`,
    positiveWeight: "正权重",
    negativeWeight: "负权重",
    moreUnits: (count) => `还有 ${count} 个`,
    chart: "图表",
    image: "图像",
    from: "从",
    to: "到",
    onlyLine: "曲线",
    line: (number) => `曲线 ${number}`,
    lineFromTo: (label, from, to) => `${label} 从 ${from} 到 ${to}`,
    empty: (label) => `${label} 还没有数据`,
    points: (label, count) => `${label}：${count} 个点`,
    bar: (name, value) => `${name} ${value}`,
    heat: (rows, columns, low, high) => `${rows} × ${columns} 格，从 ${low} 到 ${high}`,
    boundary: (level) => `线条标出数值等于 ${level} 的位置`,
    histogram: (label, count, low, high) => `${label}：${count} 个值，从 ${low} 到 ${high}`,
    fullest: (bin) => `${bin} 之间最多`,
    contour: (low, high, x, y) => `曲面从 ${low} 到 ${high}，最低处在 (${x}, ${y})`,
    arrows: (label, count) => `${label}：${count} 个箭头`,
    longestArrow: (arrow, x, y) => `最长的是 (${x}, ${y}) 处的 ${arrow}`,
    network: (sizes) => `神经网络，各层单元数 ${sizes}`,
    strongestWeight: (count, strongest) => `画出 ${count} 个权重，最强的是 ${strongest}`,
    images: (count) => `${count} 幅图像`,
    walk: (title) => `“${title}”的数值：用方向键逐个查看`,
    notFinite: (count) => `有 ${count} 个值是 NaN 或无穷大，没有画出。`,
    notPositive: (count) => `有 ${count} 个值不大于 0，在对数轴上没有位置。`,
    nameValue: (name, value) => `${name} ${value}`,
    comma: "，",
  },
  imageRange: (low, high) => `黑 ${low}，白 ${high}`,
  imageSummary: (rows, columns, low, high) => `${rows} × ${columns} 像素，数值从 ${low} 到 ${high}`,
  earlierCut: "前面的输出已省略。",
  refusedMessages: (count) => `丢弃了 ${count} 条不是演示应发的消息。`,
  failure: {
    line: (line) => `第 ${line} 行`,
    colon: "：",
    flood: "演示发出的消息多到页面无法显示，已停止。",
    tooMuch: "演示输出的内容超出页面的容量，已停止。",
    noWorker: "演示在这里无法启动。",
    unexpected: (found, expected) => {
      const what = `这里不应出现“${found}”`;
      if (expected === undefined || expected === ";") return `${what}。`;
      return `${what}：它前面缺少${expected === "," ? "逗号或右括号" : `“${expected}”`}。`;
    },
    endsEarly: (expected) =>
      expected === undefined ? "代码没有写完。" : `代码没有写完：缺少“${expected}”。`,
    openText: (end) => `从这里开始的内容没有结束：缺少结尾的${end === undefined ? "引号" : ` ${end}`}。`,
    strangeCharacter: "这里有代码里不能出现的字符，例如全角括号或中文引号。",
    declaredTwice: (name) => `“${name}”声明了两次。`,
    notDefined: (name) => `名称“${name}”没有定义。`,
    notAFunction: (name) => `“${name}”不是函数。`,
    constant: "常量不能重新赋值。",
    readOfNothing: (property, nothing) => `在 ${nothing} 上读取了“${property}”。`,
    stackOverflow: "函数调用没有尽头。",
    outOfMemory: "内存不够。",
    noNetwork: "演示不能访问网络。",
    noEval: "演示不能把文本变成代码执行。",
  },
  loop: {
    step: (step, total) =>
      total === null ? `第 ${grouped(step)} 步` : `第 ${grouped(step)} / ${grouped(total)} 步`,
    perSecond: (steps) => `每秒 ${steps} 步`,
    pause: "暂停",
    resume: "继续",
    oneStep: "走一步",
    oneStepHint: "只走一步，然后再停下",
    paused: "已暂停",
    waits: "已就绪：改动任何一项，马上有回应",
  },
  pad: {
    drawing: (name) => `${name}：画板。方向键移动，空格落笔，按住 Shift 加方向键画线，Delete 清空。`,
    drawingHint: "用鼠标或手指画；键盘按住 Shift 加方向键画线",
    points: (name, count, classes) =>
      `${name}：已有 ${count} 个点。方向键移动，空格放点，${
        classes > 1 ? `按 ${classKeys(classes, " 到 ", " 或 ")} 选类别，` : ""
      }退格键撤回最后一点。`,
    pointsHint: (classes) =>
      `点击或拖动来放点；键盘用方向键移动、空格放点${
        classes > 1 ? `，按 ${classKeys(classes, " 到 ", " 或 ")} 选类别` : ""
      }`,
    place: (name) => `${name}：方向键移动，空格选定位置。`,
    placeHint: "点击选择位置；键盘用方向键移动、空格选定",
    classes: "新点的类别",
    classNumber: (group) => `类别 ${group}`,
    clear: "清空",
    undo: "撤销",
  },
};

const byLanguage: Readonly<Record<Language, Strings>> = { en: english, "zh-cn": chinese };

export function stringsOf(language: Language): Strings {
  return byLanguage[language];
}
