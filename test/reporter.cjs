// Mocha's own "spec", which besides leaves its counts in the file that LEARN_DL_RESULTS names.
const { writeFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

const { EVENT_TEST_FAIL, EVENT_RUN_END } = Runner.constants;

class SpecWithResults extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      failures.push({ title: test.titlePath().join(" › "), message: error?.message ?? String(error) });
    });
    runner.once(EVENT_RUN_END, () => {
      const { passes, pending } = this.stats;
      const results = { passed: passes, failed: failures.length, skipped: pending, failures };
      if (process.env.LEARN_DL_RESULTS) writeFileSync(process.env.LEARN_DL_RESULTS, JSON.stringify(results));
    });
  }
}

module.exports = SpecWithResults;
