import { strict as assert } from "node:assert";
// Before what needs it.
import "./vscode-stub";
import { ProgressStore } from "../../../src/editor/progress-store";
import { withDone } from "../../../src/learning/progress";
import { Storage } from "./storage";

describe("stored progress", () => {
  it("is kept in the part of the storage that is synced", () => {
    const storage = new Storage();
    const store = new ProgressStore(storage);
    const changed: (number | undefined)[] = [];
    store.onDidChange((number) => changed.push(number));
    store.change(8, (progress) => withDone(progress, 8, true));
    assert.equal(new ProgressStore(storage).of(8).status, "done");
    assert.deepEqual(storage.synced, ["progress"]);
    assert.deepEqual(changed, [8]);
  });

  it("that cannot be read is put aside whole, and learning starts afresh", () => {
    const broken = { version: 1, questions: { 8: { status: "finished?" } } };
    const storage = new Storage({ progress: broken });
    const store = new ProgressStore(storage);
    assert.equal(store.wasCorrupt, true);
    assert.equal(store.of(8).status, "new");
    assert.deepEqual((storage.get("progress.corrupt") as { stored: unknown }).stored, broken);
    assert.equal(new ProgressStore(storage).wasCorrupt, false);
  });

  it("keeps what another window stored in the meantime", () => {
    const storage = new Storage();
    const here = new ProgressStore(storage);
    new ProgressStore(storage).change(8, (progress) => withDone(progress, 8, true));
    here.change(9, (progress) => withDone(progress, 9, true));
    assert.equal(new ProgressStore(storage).of(8).status, "done");
    assert.equal(here.of(8).status, "done");
  });

  it("is forgotten when the learner wants it", () => {
    const storage = new Storage();
    const store = new ProgressStore(storage);
    store.change(8, (progress) => withDone(progress, 8, true));
    store.reset();
    assert.equal(store.of(8).status, "new");
    assert.equal(storage.get("progress"), undefined);
  });
});
