import { strict as assert } from "node:assert";
import fc from "fast-check";
import {
  emptyProgress,
  parseProgress,
  progressOf,
  withAnswer,
  withBookmark,
  withDone,
  withOpened,
} from "../../../src/learning/progress";

describe("a learner's progress", () => {
  it("is empty where nothing was stored", () => {
    assert.deepEqual(parseProgress(undefined), emptyProgress);
    assert.equal(progressOf(emptyProgress, 8).status, "new");
  });

  it("survives being stored", () => {
    const progress = withBookmark(withOpened(emptyProgress, 8), 30, true);
    assert.deepEqual(parseProgress(JSON.parse(JSON.stringify(progress))), progress);
  });

  it("is refused when it is not ours, whatever it is", () => {
    for (const stored of [
      null,
      3,
      "x",
      [],
      {},
      { version: 2, questions: {} },
      { version: 1, questions: { 8: 1 } },
    ]) {
      assert.equal(parseProgress(stored), undefined);
    }
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        const parsed = parseProgress(stored);
        assert.ok(parsed === undefined || parsed.version === 1);
      }),
    );
  });

  it("counts a question as started when it is opened, and does not take back that it is done", () => {
    const opened = withOpened(emptyProgress, 8);
    assert.equal(progressOf(opened, 8).status, "started");
    assert.equal(progressOf(withOpened(withDone(opened, 8, true), 8), 8).status, "done");
  });

  it("counts a question as done when the last quiz item is answered right", () => {
    const items = ["a", "b"];
    const half = withAnswer(emptyProgress, 8, "a", true, items);
    assert.equal(progressOf(half, 8).status, "started");
    assert.equal(progressOf(withAnswer(half, 8, "b", false, items), 8).status, "started");
    assert.equal(progressOf(withAnswer(half, 8, "b", true, items), 8).status, "done");
  });

  it("is never changed in place", () => {
    withAnswer(withDone(emptyProgress, 1, true), 1, "a", true, ["a"]);
    assert.deepEqual(emptyProgress, { version: 1, questions: {} });
  });
});
