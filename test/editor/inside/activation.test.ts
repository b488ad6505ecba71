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
    const contributed: { command: string }[] = extension().packageJSON.contributes.commands;
    const announced = contributed.map((one) => one.command);
    const registered = await vscode.commands.getCommands(true);
    expect(announced.filter((one) => !registered.includes(one))).to.deep.equal([]);
    expect(announced).to.have.members(Object.values(commands));
  });

  it("has its views under the names that the package announces", async () => {
    const views: { id: string }[] = extension().packageJSON.contributes.views.learnDeepLearning;
    expect(views[0]?.id).to.equal(viewId);
    for (const view of views) await vscode.commands.executeCommand(`${view.id}.focus`);
  });
});
