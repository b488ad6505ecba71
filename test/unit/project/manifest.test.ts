import { strict as assert } from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import * as identifiers from "../../../src/editor/identifiers";

const read = (name: string): Record<string, never> => JSON.parse(readFileSync(name, "utf8"));
const manifestText = readFileSync("package.json", "utf8");
const manifest = JSON.parse(manifestText);
const texts = { en: read("package.nls.json"), "zh-cn": read("package.nls.zh-cn.json") };

describe("the manifest", () => {
  it("asks for the VS Code whose types the code is checked against", () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies["@types/vscode"]}`);
  });

  it("has one bundle for the desktop and the browser", () => {
    assert.equal(manifest.main, manifest.browser);
  });

  it("declares exactly the commands that the code registers", () => {
    const declared = manifest.contributes.commands.map((one: { command: string }) => one.command).sort();
    assert.deepEqual(declared, Object.values(identifiers.commands).sort());
  });

  it("uses the ids of the code for its view and panel", () => {
    assert.equal(manifest.contributes.views.learnDeepLearning[0].id, identifiers.viewId);
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${identifiers.panelType}`));
  });

  it("never activates at start-up", () => {
    for (const event of manifest.activationEvents) assert.match(event, /^onLanguage:|^onWebviewPanel:/);
  });

  it("says every text in both languages, and no text that nobody uses", () => {
    const used = [...manifestText.matchAll(/%([\w.]+)%/g)].map((match) => match[1]);
    for (const table of Object.values(texts)) {
      assert.deepEqual(Object.keys(table).sort(), [...new Set(used)].sort());
    }
  });

  it("writes its Chinese in Chinese", () => {
    for (const [key, value] of Object.entries(texts["zh-cn"])) assert.match(value, /\p{Script=Han}/u, key);
  });

  it("names files that are there, and works without trust and on virtual file systems", () => {
    assert.ok(existsSync(manifest.icon));
    assert.ok(existsSync(manifest.contributes.viewsContainers.activitybar[0].icon));
    assert.deepEqual(manifest.capabilities, {
      untrustedWorkspaces: { supported: true },
      virtualWorkspaces: true,
    });
  });

  it("ships no package: everything is bundled", () => {
    assert.equal(manifest.dependencies, undefined);
  });
});
