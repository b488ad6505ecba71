import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "chai";
import { openWorkbench, themes, type Workbench } from "../../host/workbench";
import { complete } from "./curriculum";
import { Learner } from "./learner";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
  describe(`The page in a real ${theme} theme`, () => {
    let workbench: Workbench;

    before(async () => {
      workbench = await openWorkbench({ theme });
    });

    after(() => workbench?.dispose());

    it("can be read by everybody: roles, names and contrast", async () => {
      const learner = new Learner(workbench);
      const view = await learner.openQuestion(complete[0]!.number);
      await view.expectStatus(/^Done in/);
      await view.frame.evaluate(axe);
      const violations: AxeViolation[] = await view.frame.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
      );
      const sentences = violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 120)} — ${node.failureSummary}`),
      );
      expect(sentences).to.deep.equal([]);
      await learner.expectNoComplaints();
    });
  });
}
