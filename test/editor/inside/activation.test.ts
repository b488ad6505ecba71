import { expect } from "chai";
import * as vscode from "vscode";
import { commands, viewId } from "../../../src/editor/identifiers";
import { extension, sample } from "./extension";

describe("Activation", () => {
  it("waits until something of ours is needed", () => {
    expect(extension().isActive).to.equal(false);
  });

  it("comes with the first Python file", async () => {
    await vscode.workspace.openTextDocument(sample("inventory.py"));
    const end = Date.now() + 10_000;
    while (!extension().isActive && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(extension().isActive).to.equal(true);
  });

  it("registers every command that the package announces", async () => {
    const announced: { command: string }[] = extension().packageJSON.contributes.commands;
    const registered = await vscode.commands.getCommands(true);
    expect(registered).to.include.members(announced.map((one) => one.command));
    expect(announced.map((one) => one.command)).to.have.members(Object.values(commands));
  });

  it("has a view under the name that the package announces", async () => {
    const views: { id: string }[] = extension().packageJSON.contributes.views.learnDeepLearning;
    expect(views.map((view) => view.id)).to.deep.equal([viewId]);
    await vscode.commands.executeCommand(`${viewId}.focus`);
  });
});
