import { expect } from "chai";
import * as vscode from "vscode";
import {
  activated,
  closeAllEditors,
  eventually,
  pageTabs,
  questionsThatAre,
  sample,
  setting,
} from "./extension";

const open = (number: unknown) => vscode.commands.executeCommand("learnDeepLearning.openQuestion", number);

describe("A question's page", () => {
  beforeEach(closeAllEditors);
  after(async () => {
    await setting("language", "en");
    await closeAllEditors();
  });

  it("opens for every complete question, always in the same tab", async function () {
    this.timeout(240_000);
    const { panel } = await activated();
    for (const { number, title } of await questionsThatAre("complete")) {
      await open(number);
      const shown = await eventually(`question ${number} is shown`, () =>
        pageTabs()[0]?.label.startsWith(`${number}. `),
      );
      expect(shown).to.equal(true);
      expect(pageTabs().map((tab) => tab.label)).to.deep.equal([`${number}. ${title.en}`]);
      expect(panel.number).to.equal(number);
    }
  });

  it("stays as it is when it is opened again: its run goes on, its text stays where it was", async () => {
    const { panel } = await activated();
    const [first, second] = await questionsThatAre("complete");
    const shown: number[] = [];
    const posted: string[] = [];
    const watch = panel.onDidShow((number) => shown.push(number));
    const post = panel.post.bind(panel);
    panel.post = (message) => {
      posted.push(message.type);
      post(message);
    };
    try {
      const timesShown = (count: number) => eventually(`shown ${count} times`, () => shown.length === count);
      await open(first!.number);
      await timesShown(1);
      await open(first!.number);
      await timesShown(2);
      await open(second!.number);
      await timesShown(3);
      expect(posted.filter((type) => type === "show")).to.have.lengthOf(2);
    } finally {
      watch.dispose();
      panel.post = post;
    }
  });

  it("stands beside the code that the learner was reading", async () => {
    await vscode.window.showTextDocument(sample("cnn_pytorch.py"));
    const [question] = await questionsThatAre("complete");
    await open(question!.number);
    const tab = await eventually("the page", () => pageTabs()[0]);
    expect(tab.group.viewColumn).to.equal(vscode.ViewColumn.Two);
  });

  it("does not open for a question that is not written", async function () {
    const [planned] = await questionsThatAre("planned");
    if (!planned) this.skip();
    await open(planned.number);
    expect(pageTabs()).to.deep.equal([]);
  });

  it("does not open for a number that is no question", async () => {
    for (const number of [0, 51, -1]) await open(number);
    expect(pageTabs()).to.deep.equal([]);
  });

  it("changes its title with the language", async () => {
    const [question] = await questionsThatAre("complete");
    await open(question!.number);
    await setting("language", "zh-cn");
    const wanted = `${question!.number}. ${question!.title["zh-cn"]}`;
    await eventually("the Chinese title", () => pageTabs()[0]?.label === wanted);
    await vscode.commands.executeCommand("learnDeepLearning.switchLanguage");
    await eventually(
      "the English title",
      () => pageTabs()[0]?.label === `${question!.number}. ${question!.title.en}`,
    );
  });

  it("is marked done, and the tree shows it", async () => {
    const { tree } = await activated();
    const [question] = await questionsThatAre("complete");
    const node = { kind: "question", question: question! } as const;
    await vscode.commands.executeCommand("learnDeepLearning.markDone", node);
    expect(tree.getTreeItem(node).contextValue).to.include("isDone");
    await vscode.commands.executeCommand("learnDeepLearning.markNotDone", node);
    expect(tree.getTreeItem(node).contextValue).to.include("notDone");
  });

  it("is bookmarked, and the tree shows it", async () => {
    const { tree } = await activated();
    const [question] = await questionsThatAre("complete");
    const node = { kind: "question", question: question! } as const;
    await vscode.commands.executeCommand("learnDeepLearning.bookmark", node);
    expect(tree.getTreeItem(node).description).to.equal("★");
    await vscode.commands.executeCommand("learnDeepLearning.removeBookmark", node);
    expect(tree.getTreeItem(node).description).to.equal("");
  });
});
