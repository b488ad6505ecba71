import { expect } from "chai";
import type * as vscode from "vscode";
import { activated, examplesInTree, questionsInTree, questionsThatAre, setting } from "./extension";

describe("The sidebar", () => {
  afterEach(async () => {
    const { tree } = await activated();
    tree.filter = "";
    tree.grouping = "topic";
    await setting("language", "en");
  });

  it("has fifty questions, each once", async () => {
    const numbers = (await questionsInTree()).map((question) => question.number);
    expect(numbers.sort((one, other) => one - other)).to.deep.equal(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
  });

  it("orders them by number when asked", async () => {
    const { tree } = await activated();
    tree.grouping = "number";
    const labels = tree.getChildren().map((node) => tree.getTreeItem(node).label);
    expect(labels.pop()).to.equal("Laboratory");
    expect(labels).to.have.length(50);
    labels.forEach((label, index) => {
      expect(label).to.match(new RegExp(`^${index + 1}\\. `));
    });
  });

  it("speaks the learner's language", async () => {
    const { tree } = await activated();
    tree.grouping = "number";
    const first = () => tree.getTreeItem(tree.getChildren()[0]!);
    await setting("language", "zh-cn");
    expect(first().label).to.match(/\p{Script=Han}/u);
    await setting("language", "en");
    expect(first().label).not.to.match(/\p{Script=Han}/u);
    expect(first().tooltip).to.match(/\p{Script=Han}/u);
  });

  it("opens a complete question with a click, and says which ones are not written", async () => {
    const { tree } = await activated();
    tree.grouping = "number";
    for (const node of tree.getChildren()) {
      if (node.kind !== "question") continue;
      const item = tree.getTreeItem(node);
      if (node.question.status === "complete")
        expect(item.command?.arguments).to.deep.equal([node.question.number]);
      else {
        expect(item.command).to.equal(undefined);
        expect(item.description).to.equal("not written yet");
      }
    }
  });

  it("keeps the laboratory's examples together, in either order, without numbers", async () => {
    const { tree } = await activated();
    for (const grouping of ["topic", "number"] as const) {
      tree.grouping = grouping;
      const laboratory = tree.getChildren().at(-1)!;
      expect(tree.getTreeItem(laboratory).label).to.equal("Laboratory");
      const items = tree.getChildren(laboratory).map((node) => tree.getTreeItem(node));
      expect(items).to.have.length((await examplesInTree()).length);
      for (const item of items) {
        expect(item.label).not.to.match(/^\d/);
        expect(item.command?.arguments?.[0]).to.be.greaterThan(100);
      }
    }
  });

  it("finds examples by a word of either language", async () => {
    const { tree } = await activated();
    tree.filter = "优化器";
    expect((await examplesInTree()).map((one) => one.slug)).to.include("descent");
  });

  it("tells a screen reader number, title and state", async () => {
    const { tree } = await activated();
    tree.grouping = "number";
    const item = tree.getTreeItem(tree.getChildren()[0]!) as vscode.TreeItem;
    expect(item.accessibilityInformation?.label).to.match(/^Question 1, .+, .+/);
  });

  it("filters by words of either language and by number", async () => {
    const { tree } = await activated();
    const [question] = await questionsThatAre("complete");
    tree.filter = question!.title["zh-cn"].slice(0, 4);
    expect((await questionsInTree()).map((one) => one.number)).to.include(question!.number);
    expect((await questionsInTree()).length).to.be.lessThan(50);
    tree.filter = String(question!.number);
    expect((await questionsInTree()).map((one) => one.number)).to.deep.equal([question!.number]);
    tree.filter = "no question has this word";
    expect(await questionsInTree()).to.deep.equal([]);
  });
});
