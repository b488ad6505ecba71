import { expect } from "chai";
import * as vscode from "vscode";

describe("The sample workspace", () => {
  it("is open", () => {
    expect(vscode.workspace.workspaceFolders).to.have.length(1);
  });
});
