/**
 * `npm run -s bench [NAME…]`: speed and size, measured side by side in one run.
 * One line a figure, tab-separated: name, value, unit, goal, `ok` or `short`. Exit 1 when a bench could not run.
 */
import { activationBench } from "./activation";
import { detectionBench } from "./detection";
import { interactionBench } from "./interaction";
import { labBench } from "./lab";
import { type BenchRow, formatRow } from "./row";
import { runStartBench } from "./run-start";
import { sizeBench } from "./sizes";
import { stopBench } from "./stop";

const benches: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  hover: detectionBench,
  run: async () => [...(await runStartBench()), ...(await stopBench())],
  slider: interactionBench,
  lab: labBench,
  activation: activationBench,
  size: sizeBench,
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    console.error(`no bench is called ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}`);
    process.exitCode = 2;
    return;
  }
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    try {
      for (const row of await bench()) console.log(formatRow(row));
    } catch (error) {
      console.error(
        `${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`,
      );
      process.exitCode = 1;
    }
  }
}

void main(process.argv.slice(2));
